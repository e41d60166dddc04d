//! Where Chinese text may break and how neighbouring characters close up (GB/T 15834 for punctuation at line ends).

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Marks that never begin a line.
const NOT_FIRST: &str = "，。、；：？！）］｝〉》」』】〕〗”’…—～·‧・%％‰℃°,.;:?!)]}>/／∶";
/// Marks that never end a line. A hyphen at the end of one is taken for a word's division and dropped by readers of the text layer.
const NOT_LAST: &str = "（［｛〈《「『【〔〖“‘([{<¥￥$＄#＃№@-";
/// Closing marks whose ink stands in the left half of a full-width cell.
const CLOSING: &str = "，。、；：）］｝〉》」』】〕〗”’";
/// Opening marks whose ink stands in the right half.
const OPENING: &str = "（［｛〈《「『【〔〖“‘";

/// Units that stay with the number before them; longer ones first where one begins with another.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "个工作日", "工作日", "个月", "个", "小时", "分钟", "万元", "亿元", "元", "角", "分", "年",
    "月", "日", "号", "天", "周", "时", "秒", "次", "条", "户", "台", "部", "张", "份", "页",
    "倍", "折", "度", "米", "公里", "万", "亿", "兆", "级", "栋", "幢", "楼", "层", "单元",
    "室", "点", "Mbps", "Gbps", "Mbit/s", "MB", "GB", "TB", "M", "G", "kbps", "dBm", "ms", "%",
    "％", "‰", "℃",
];

/// Spaces of any width, which may stand out at the end of a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}')
}

/// Whether the blank half of `c` may stand out at the end of a line.
pub(super) fn hangs(c: char) -> bool {
    CLOSING.contains(c)
}

/// Whether a line may end with `before` and the next begin with `after`, as far as these two decide it.
fn may_part(before: char, after: char) -> bool {
    !NOT_LAST.contains(before) && !NOT_FIRST.contains(after)
}

/// What to add between two neighbours, in em. Marks that follow each other keep their full width: closing them up by half an em would make
/// some readers of the text layer begin a new line there.
pub(crate) fn kern(before: char, after: char) -> f32 {
    if before.is_ascii() && after.is_ascii() {
        return 0.0;
    }
    match (before, after) {
        // The face's dash is narrower than its cell; two of them make one line.
        ('—', '—') => -0.092,
        // A hair between Chinese and Western text; less than what readers of the text layer take for a space.
        (a, b) if (is_han(a) && is_western(b)) || (is_western(a) && is_han(b)) => 0.08,
        _ => 0.0,
    }
}

/// Whether the gap between two neighbours may be widened to make a line end flush: not inside Western words, not beside a hair space.
pub(crate) fn stretches(before: char, after: char) -> bool {
    !(before.is_ascii() && after.is_ascii()) && kern(before, after) == 0.0
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn is_western(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '¥' | '%' | '\u{c0}'..='\u{24f}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Whether a line may end before a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Wherever the line is full.
    Free,
    /// Inside a word: only where the word alone is longer than a line.
    Word,
    /// Against the rules for marks, or between the digits of a number and its unit: only where nothing else is left.
    Last,
}

/// The break before each of `chars`, the characters of `text`.
pub(super) fn breaks(text: &str, chars: &[char]) -> Vec<Break> {
    let mut at = vec![Break::Word; chars.len()];
    let mut index = 0;
    let mut seen = 0;
    for (byte, kind) in linebreaks(text) {
        index += text[seen..byte].chars().count();
        seen = byte;
        if let (Some(slot), BreakOpportunity::Allowed) = (at.get_mut(index), kind) {
            *slot = Break::Free;
        }
    }
    for i in 1..chars.len() {
        let (before, after) = (chars[i - 1], chars[i]);
        // Unicode's rules see quotation marks of any language and allow no break beside them; Chinese ones open or close.
        if (OPENING.contains(after) || CLOSING.contains(before)) && !is_space(after) {
            at[i] = Break::Free;
        }
        if !may_part(before, after) || (is_digit(before) && is_digit(after)) {
            at[i] = Break::Last;
        }
    }
    glue_units(chars, &mut at);
    at
}

/// Takes away the breaks between a number and its unit, with or without a space between them, and inside the unit.
fn glue_units(chars: &[char], at: &mut [Break]) {
    for i in 1..chars.len() {
        if !is_digit(chars[i - 1]) || is_digit(chars[i]) {
            continue;
        }
        let begin = if chars[i] == ' ' { i + 1 } else { i };
        let Some(rest) = chars.get(begin..) else {
            continue;
        };
        let unit = UNITS
            .iter()
            .map(|unit| unit.chars())
            .find(|unit| starts_with(rest, unit.clone()));
        if let Some(unit) = unit {
            at[i..begin + unit.count()].fill(Break::Last);
        }
    }
}

fn starts_with(chars: &[char], mut unit: impl Iterator<Item = char>) -> bool {
    let mut rest = chars.iter();
    unit.all(|c| rest.next() == Some(&c))
}
