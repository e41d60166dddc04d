//! Makes different ways of writing the same comparable: width, case, blanks, 您 and 你, traditional forms.

use std::collections::HashMap;
use std::ops::Range;

/// Characters of a line that is too short to stand for itself: its word was torn.
const TORN_MAX_CHARS: usize = 3;

/// From how many single characters on a text is one whose letters are spaced out.
const SPACED_OUT_MIN: usize = 4;

/// A text as it is compared, and where each of its characters came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// For each byte of `text`: the byte of the original where its character begins. One more at the end.
    origins: Vec<usize>,
}

/// Other forms of a character, such as traditional ones: from them to the one that is compared.
pub(crate) type Forms = HashMap<char, char>;

/// Other spellings of a Latin word (`dont`, `u`): from them to what is compared.
pub(crate) type Spellings = HashMap<String, String>;

impl Folded {
    /// Folds a text. Blanks go where they stand beside a Chinese character and become one elsewhere; line ends stay, but for those that tear a word.
    /// Letters that are spaced out (`s o r r y   n o t`) close up.
    pub(crate) fn new(original: &str, forms: &Forms) -> Self {
        let mut folded = Self::default();
        let mut gap = None;
        let spaced_out = is_spaced_out(original);
        for (place, c) in original.char_indices() {
            if is_unseen(c) {
                continue;
            }
            let c = one(c, forms);
            if c == ' ' {
                gap.get_or_insert(place);
                continue;
            }
            if let Some(gap) = gap.take()
                && !(spaced_out && place - gap == 1)
                && folded
                    .text
                    .chars()
                    .next_back()
                    .is_some_and(|before| !is_han(before) && before != '\n')
                && !is_han(c)
                && c != '\n'
            {
                folded.push(' ', gap);
            }
            folded.push(c, place);
        }
        folded.origins.push(original.len());
        folded.without_torn_words()
    }

    /// Without the line ends between Chinese characters beside a line of hardly any characters.
    fn without_torn_words(self) -> Self {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let is_torn =
            |line: &str| line.chars().nth(TORN_MAX_CHARS).is_none() && line.ends_with(is_han);
        let mut torn = vec![];
        let mut end = 0;
        for pair in lines.windows(2) {
            let &[line, next] = pair else { continue };
            end += line.len();
            if line.ends_with(is_han)
                && next.starts_with(is_han)
                && (is_torn(line) || is_torn(next))
            {
                torn.push(end);
            }
            end += 1;
        }
        if torn.is_empty() {
            return self;
        }
        let mut whole = Self::default();
        for (place, c) in self
            .text
            .char_indices()
            .filter(|(place, _)| !torn.contains(place))
        {
            whole.push(c, self.origin(place));
        }
        whole.origins.push(self.origin(self.text.len()));
        whole
    }

    /// With Latin words spelled as patterns spell them; what stands beside a Chinese character (U盘) is no such word.
    pub(crate) fn respelled(self, spellings: &Spellings) -> Self {
        let mut respelled = Self::default();
        let mut end = 0;
        for (start, word) in latin_words(&self.text) {
            let Some(instead) = spellings.get(word) else {
                continue;
            };
            respelled.take(&self, end..start);
            for (place, c) in instead.char_indices() {
                respelled.push(c, self.origin(start + place.min(word.len() - 1)));
            }
            end = start + word.len();
        }
        if end == 0 {
            return self;
        }
        respelled.take(&self, end..self.text.len());
        respelled.origins.push(self.origin(self.text.len()));
        respelled
    }

    /// Takes a stretch over from another.
    fn take(&mut self, from: &Self, stretch: Range<usize>) {
        let text = from.text.get(stretch.clone()).unwrap_or_default();
        for (place, c) in text.char_indices() {
            self.push(c, from.origin(stretch.start + place));
        }
    }

    fn push(&mut self, c: char, origin: usize) {
        self.text.push(c);
        self.origins
            .extend(std::iter::repeat_n(origin, c.len_utf8()));
    }

    /// The byte of the original where the character at `byte` of the folded text begins.
    pub(crate) fn origin(&self, byte: usize) -> usize {
        self.origins
            .get(byte)
            .or(self.origins.last())
            .copied()
            .unwrap_or_default()
    }
}

/// The Latin words of a folded text that no Chinese character touches, and where they begin.
fn latin_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_latin = |c: char| c.is_ascii_alphanumeric() || c == '\'';
    let apart = move |c: char| !is_latin(c) && !is_han(c);
    let place = move |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    text.split(apart)
        .filter(move |word| !word.is_empty() && word.chars().all(is_latin))
        .map(move |word| (place(word), word))
}

/// Whether a text consists of single characters with blanks between them.
fn is_spaced_out(text: &str) -> bool {
    let mut words = text.split_whitespace();
    text.split_whitespace().nth(SPACED_OUT_MIN).is_some()
        && words.all(|word| word.chars().nth(1).is_none())
}

/// A text as it is compared where only that matters.
pub(crate) fn folded(text: &str) -> String {
    Folded::new(text, &Forms::new()).text
}

/// Half-width, small, simplified; every kind of blank is a blank, every line end a line end.
fn one(c: char, forms: &Forms) -> char {
    let c = forms.get(&c).copied().unwrap_or(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        '\r' | '\n' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        '您' | '妳' => '你',
        '‘' | '’' => '\'',
        '。' => '.',
        '、' => ',',
        c if c.is_uppercase() => c.to_lowercase().next().unwrap_or(c),
        c => c,
    }
}

/// What is not seen and would only part a word.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_become_one() {
        for (text, same) in [
            ("您　冷 静\u{200b}一下！", "你冷静一下!"),
            ("Ｗｉ－Ｆｉ 断了", "wi-fi断了"),
            ("You  MUST\tpay", "you must pay"),
            ("一。二、三", "一.二,三"),
            ("a\r\nb", "a\n\nb"),
            ("5 GB 用完", "5 gb用完"),
            ("别\n急\n嘛。", "别急嘛."),
            ("我 发\n誓，不会", "我发誓,不会"),
            ("第一行\n第二行也长", "第一行第二行也长"),
            ("这是第一行\n这是第二行", "这是第一行\n这是第二行"),
            ("断了。\n急", "断了.\n急"),
            ("s o r r y   n o t", "sorry not"),
            ("a b c", "a b c"),
        ] {
            assert_eq!(folded(text), same, "{text}");
        }
        let forms = Forms::from([('靜', '静')]);
        assert_eq!(Folded::new("冷靜", &forms).text, "冷静");
    }

    #[test]
    fn words_are_spelled_as_patterns_spell_them() {
        let spellings = [("u", "you"), ("dont", "don't")].map(|(a, b)| (a.into(), b.into()));
        let spellings = Spellings::from(spellings);
        for (text, same) in [
            ("U DONT say, u!", "you don't say, you!"),
            ("U盘, dont", "u盘, don't"),
            ("undone 您u", "undone 你u"),
        ] {
            let respelled = Folded::new(text, &Forms::new()).respelled(&spellings);
            assert_eq!(respelled.text, folded(same), "{text}");
            assert_eq!(respelled.origin(respelled.text.len()), text.len());
        }
        let folded = Folded::new("so u dont", &Forms::new()).respelled(&spellings);
        let places = ["you", "don't"].map(|word| folded.origin(folded.text.find(word).unwrap()));
        assert_eq!(places, [3, 5]);
    }

    #[test]
    fn every_place_leads_back() {
        let original = "您 Ａ冷 静。\n别\n急";
        let folded = Folded::new(original, &Forms::new());
        for (place, c) in folded.text.char_indices() {
            let there = original
                .get(folded.origin(place)..)
                .and_then(|rest| rest.chars().next())
                .unwrap();
            assert_eq!(one(there, &Forms::new()), c);
        }
        assert_eq!(folded.origin(folded.text.len()), original.len());
    }
}
