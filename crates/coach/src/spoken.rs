//! Makes a written note fit to be spoken inside a sentence: one line, no doubled marks, and "you" where the customer said "I".

/// Marks that end or divide a clause. Two in a row are never written; `……` and `——` are pairs by nature and are left alone.
const MARKS: &str = "，。；：、！？,;:!?";
/// Marks after which a note that has nothing else is empty.
const HOLLOW: &str = "…—–-_~·.\u{3000}“”‘’\"'「」『』（）()【】[]《》<>";
/// What follows 我 where it means the operator or is part of a word.
const NOT_THE_CUSTOMER: [&str; 9] = ["方", "厅", "司", "局", "网", "公司", "台席", "处", "国"];
/// What follows 我们 where the customer's own people or place are meant.
const OWN: [&str; 12] = [
    "家", "全家", "一家", "小区", "楼", "村", "店", "单位", "这栋", "这层", "这边", "老人",
];
/// Family, said with respect.
const FAMILY: [(&str, &str); 4] = [
    ("妈妈", "母亲"),
    ("爸爸", "父亲"),
    ("妈", "母亲"),
    ("爸", "父亲"),
];

/// A note made ready: its text without marks at its ends, and whether it was a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) text: String,
    pub(crate) question: bool,
}

/// The note as a clause; `None` if nothing is said in it.
pub(crate) fn clause(note: &str) -> Option<Clause> {
    let marked = single_marks(note);
    let is_edge = |c: char| is_mark(c) || c.is_whitespace() || matches!(c, '…' | '.');
    let text = marked.trim_matches(is_edge);
    let question = marked
        .chars()
        .rev()
        .take_while(|c| is_edge(*c))
        .any(|c| matches!(c, '？' | '?'));
    let hollow = text
        .chars()
        .all(|c| c.is_whitespace() || is_mark(c) || HOLLOW.contains(c));
    (!hollow).then(|| Clause {
        text: text.to_owned(),
        question,
    })
}

pub(crate) fn is_mark(c: char) -> bool {
    MARKS.contains(c)
}

/// One line, one blank at a time, one mark at a time: the strongest of a row stays.
fn single_marks(note: &str) -> String {
    let mut out = String::with_capacity(note.len());
    for c in note
        .trim()
        .chars()
        .map(|c| if c == '\n' { '；' } else { c })
    {
        if c.is_whitespace() {
            if !out.ends_with(|last: char| last == ' ' || (is_mark(last) && !last.is_ascii())) {
                out.push(' ');
            }
        } else if is_mark(c) {
            push_mark(&mut out, c);
        } else {
            if c == '…' {
                out.truncate(
                    out.trim_end_matches(|last: char| is_mark(last) || last == ' ')
                        .len(),
                );
            }
            out.push(c);
        }
    }
    out
}

fn push_mark(out: &mut String, mark: char) {
    out.truncate(out.trim_end_matches(' ').len());
    match out.chars().next_back() {
        Some('…') => {}
        Some(last) if is_mark(last) => {
            if strength(mark) > strength(last) {
                out.pop();
                out.push(mark);
            }
        }
        Some(_) | None => out.push(mark),
    }
}

fn strength(mark: char) -> u8 {
    match mark {
        '？' | '?' => 4,
        '！' | '!' => 3,
        '。' => 2,
        '；' | ';' | '：' | ':' => 1,
        _ => 0,
    }
}

/// 我 → 您 where the customer speaks of themselves; 你们 → 我们 where they speak to the operator. What stands in quotation marks stays, and
/// so does 我们 that may be the operator's own.
pub(crate) fn to_the_customer(text: &str) -> String {
    let speaks_to_us = text.contains("你们");
    let (mut out, mut rest, mut quotes) = (String::with_capacity(text.len()), text, 0_usize);
    while let Some(c) = rest.chars().next() {
        match c {
            '“' | '‘' | '「' | '『' => quotes += 1,
            '”' | '’' | '」' | '』' => quotes = quotes.saturating_sub(1),
            _ => {}
        }
        let (said, taken) = if quotes == 0 {
            turned(&out, rest, speaks_to_us)
        } else {
            None
        }
        .unwrap_or_else(|| (c.to_string(), c.len_utf8()));
        out.push_str(&said);
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// What the pronoun at the beginning of `rest` becomes, and how many bytes of `rest` it took.
fn turned(before: &str, rest: &str, speaks_to_us: bool) -> Option<(String, usize)> {
    if let Some(after) = rest.strip_prefix("我们") {
        let theirs = speaks_to_us || OWN.iter().any(|own| after.starts_with(own));
        return Some((
            (if theirs { "您" } else { "我们" }).to_owned(),
            "我们".len(),
        ));
    }
    if rest.starts_with("你们") {
        return Some(("我们".to_owned(), "你们".len()));
    }
    let after = rest.strip_prefix('我')?;
    if before.ends_with(['自', '忘']) || NOT_THE_CUSTOMER.iter().any(|word| after.starts_with(word))
    {
        return None;
    }
    let family = FAMILY.iter().find(|(plain, _)| after.starts_with(plain));
    Some(match family {
        Some((plain, respectful)) => (format!("您{respectful}"), "我".len() + plain.len()),
        None => ("您".to_owned(), "我".len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(note: &str) -> Option<String> {
        clause(note).map(|clause| clause.text)
    }

    #[test]
    fn marks_are_single_and_ends_are_bare() {
        assert_eq!(text(" 断了。，又断！！！ ").as_deref(), Some("断了。又断"));
        assert_eq!(
            text("第一行\r\n\n第二行。").as_deref(),
            Some("第一行；第二行")
        );
        assert_eq!(text("等……，还在等……").as_deref(), Some("等……还在等"));
        assert_eq!(
            text("10:00 起，速率 1.5 兆").as_deref(),
            Some("10:00 起，速率 1.5 兆")
        );
        assert_eq!(text("a , , b").as_deref(), Some("a, b"));
        for empty in ["", " \n\t", "。。。", "……", "——", "“”", "-", "(？)"] {
            assert_eq!(text(empty), None, "{empty}");
        }
        assert_eq!(text("😡").as_deref(), Some("😡"));
        assert!(clause("谁给开的？！").unwrap().question);
    }

    #[test]
    fn the_customers_own_i_becomes_you() {
        for (from, to) in [
            (
                "我的手机没有信号，打我电话打不通",
                "您的手机没有信号，打您电话打不通",
            ),
            ("我们家断网，我妈看不了电视", "您家断网，您母亲看不了电视"),
            ("你们答应我们周五来", "我们答应您周五来"),
            (
                "坐席说“我给您办了”，我没有同意",
                "坐席说“我给您办了”，您没有同意",
            ),
            ("我方光缆中断，自我感觉正常", "我方光缆中断，自我感觉正常"),
            ("我们的师傅没有来", "我们的师傅没有来"),
        ] {
            assert_eq!(to_the_customer(from), to);
        }
    }
}
