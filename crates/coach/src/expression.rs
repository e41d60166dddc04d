//! The little language that patterns are written in, and the regular expression that a pattern stands for.
//!
//! A pattern is written as it is said: `你…(搞|弄)错了?`.
//!
//! - `你` stands for 你, 您, 你们 and 您们.
//! - `…` stands for up to four characters (in English: up to sixteen, from word to word) within the clause, `……` for up to fourteen (fifty).
//!   Where a pattern looks at a whole sentence they run on over commas.
//! - `(a|b)` stands for one of several; `?` makes the character or group before it optional; `#` stands for a number.
//! - `<name>` stands for one of the words that are listed under that name in the file.
//! - `^` and `$` stand for the beginning and the end of a clause: a mark, a line's end, an emoji.
//!
//! Width, case, blanks and traditional forms make no difference (see `fold`), nor does a line that ends inside a Chinese word.

use crate::Language;
use crate::fold::is_han;
use regex::{Regex, RegexBuilder};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::OnceLock;

/// Most characters of a written pattern.
const PATTERN_MAX_CHARS: usize = 600;
/// Most bytes that one pattern may take when it is made ready.
const READY_MAX_BYTES: usize = 4 << 20;
/// Words may stand for words that stand for words; deeper is taken for a circle.
const WORDS_MAX_DEPTH: u8 = 3;
/// What a clause ends with.
const EDGE: &str = r#".,;:!?\n…~()—\-\x{2600}-\x{27bf}\x{1f000}-\x{1faff}"#;

/// Where a Latin word in a Chinese sentence begins or ends.
const LATIN_EDGE: &str = r"(?-u:\b)";

/// Words under a name, in one language.
pub(crate) type Words = BTreeMap<String, Vec<String>>;

/// Where a pattern is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    /// In the clause.
    Clause,
    /// In the whole sentence.
    Sentence,
}

/// How a written pattern is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) language: Language,
    pub(crate) words: &'a Words,
    pub(crate) within: Within,
}

impl Reading<'_> {
    /// The regular expression that a written pattern stands for, over folded text.
    pub(crate) fn expression(&self, written: &str) -> Result<String, String> {
        let out = self.part(written, 0)?;
        Ok(match self.language {
            Language::Chinese => format!("(?:{out})"),
            Language::English => format!(r"\b(?:{out})(?:\b|$)"),
        })
    }

    fn part(&self, written: &str, depth: u8) -> Result<String, String> {
        if written.chars().count() > PATTERN_MAX_CHARS {
            return Err(format!("more than {PATTERN_MAX_CHARS} characters"));
        }
        let folded = crate::fold::folded(&written.replace("......", "……").replace("...", "…"));
        let mut out = String::new();
        let mut open = 0_u32;
        let mut before = ' ';
        let mut chars = folded.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '…' => self.gap(&mut chars, &mut out),
                '<' => out.push_str(&self.word(&mut chars, depth)?),
                '你' => out.push_str("(?:你们?)"),
                '#' => out.push_str("[0-9零一二三四五六七八九十两半百]+"),
                '(' => {
                    open += 1;
                    out.push_str("(?:");
                }
                ')' => {
                    open = open
                        .checked_sub(1)
                        .ok_or("a group is closed that was not opened")?;
                    out.push(')');
                }
                '|' | '?' => out.push(c),
                '^' => out.push_str(&format!("(?:^|[{EDGE}])")),
                '$' => out.push_str(&format!("(?:$|[{EDGE}])")),
                c => {
                    if is_han(before) && is_han(c) {
                        out.push_str(r"\n?");
                    }
                    let edge = |c: Option<&char>| !c.is_some_and(char::is_ascii_alphanumeric);
                    let latin = self.language == Language::Chinese && c.is_ascii_alphanumeric();
                    if latin && edge(Some(&before)) {
                        out.push_str(LATIN_EDGE);
                    }
                    out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
                    if latin && edge(chars.peek()) {
                        out.push_str(LATIN_EDGE);
                    }
                }
            }
            before = c;
        }
        if open > 0 {
            return Err("a group is not closed".to_owned());
        }
        if out.trim().is_empty() {
            return Err("an empty pattern".to_owned());
        }
        Ok(out)
    }

    /// What stands between two words of a pattern.
    fn gap(&self, chars: &mut Peekable<Chars<'_>>, out: &mut String) {
        let long = chars.next_if_eq(&'…').is_some();
        out.truncate(out.trim_end_matches(' ').len());
        while chars.next_if_eq(&' ').is_some() {}
        let commas = match self.within {
            Within::Clause => ",:",
            Within::Sentence => "",
        };
        let inside = format!(r#"[^.;!?\n“”"{commas}]"#);
        out.push_str(&match (self.language, long) {
            (Language::Chinese, false) => format!("{inside}{{0,4}}?"),
            (Language::Chinese, true) => format!("{inside}{{0,14}}?"),
            (Language::English, false) => format!(r"\b{inside}{{0,16}}?\b"),
            (Language::English, true) => format!(r"\b{inside}{{0,50}}?\b"),
        });
    }

    /// One of the words under a name.
    fn word(&self, chars: &mut Peekable<Chars<'_>>, depth: u8) -> Result<String, String> {
        let mut name = String::new();
        loop {
            match chars.next().ok_or("a name is not closed")? {
                '>' => break,
                c => name.push(c),
            }
        }
        let words = self
            .words
            .get(&name)
            .ok_or_else(|| format!("no words under the name {name}"))?;
        if depth == WORDS_MAX_DEPTH {
            return Err(format!("the words under {name} go in a circle"));
        }
        let words: Vec<_> = words
            .iter()
            .map(|word| self.part(word, depth + 1))
            .collect::<Result<_, _>>()?;
        Ok(format!("(?:{})", words.join("|")))
    }
}

/// A regular expression that is made ready when it is needed for the first time: most patterns are found seldom.
#[derive(Debug, Clone)]
pub(crate) struct Later {
    expression: String,
    made: OnceLock<Option<Regex>>,
}

impl Later {
    pub(crate) const fn new(expression: String) -> Self {
        Self {
            expression,
            made: OnceLock::new(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.expression
    }

    /// The regular expression; none if it can't be made, which [`Later::check`] tells.
    pub(crate) fn get(&self) -> Option<&Regex> {
        self.made
            .get_or_init(|| regex(&self.expression).ok())
            .as_ref()
    }

    /// Why it can't be made ready.
    pub(crate) fn check(&self) -> Result<(), String> {
        regex(&self.expression).map(|_| ())
    }
}

/// A regular expression made ready; the engine's own limit keeps it from taking too much memory, and its time is linear in the text.
pub(crate) fn regex(expression: &str) -> Result<Regex, String> {
    RegexBuilder::new(expression)
        .size_limit(READY_MAX_BYTES)
        .build()
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str, within: Within) -> Result<String, String> {
        let words = Words::from([
            ("急".to_owned(), vec!["着急".to_owned(), "急".to_owned()]),
            ("别急".to_owned(), vec!["(别|不要)<急>".to_owned()]),
            ("圈".to_owned(), vec!["<圈>".to_owned()]),
        ]);
        Reading {
            language: Language::Chinese,
            words: &words,
            within,
        }
        .expression(written)
    }

    fn finds(written: &str, text: &str, within: Within) -> bool {
        regex(&read(written, within).unwrap())
            .unwrap()
            .is_match(&crate::fold::folded(text))
    }

    #[test]
    fn a_pattern_is_written_as_it_is_said() {
        for (written, text) in [
            ("你…(搞|弄)错", "您是不是搞错了"),
            ("你…(搞|弄)错", "你们弄错"),
            ("不可能…的?$", "这不可能的。"),
            ("不可能…的?$", "这不可能的🤷"),
            ("^没办法", "我知道，没办法"),
            ("#分钟", "三十分钟"),
            ("你……错", "您这次恐怕又把日期给记错了"),
            ("冷静", "冷\n静"),
            ("你<别急>", "您不要着急"),
            ("太low了", "太LOW了"),
        ] {
            assert!(finds(written, text, Within::Clause), "{written} {text}");
        }
        for (written, text) in [
            ("你…搞错", "您，搞错的是我们"),
            ("^没办法", "有没办法"),
            ("不可能$", "不可能是您"),
            ("冷静", "冷\n\n静"),
            ("low", "slower"),
        ] {
            assert!(!finds(written, text, Within::Clause), "{written} {text}");
        }
    }

    #[test]
    fn in_a_sentence_gaps_run_over_commas() {
        for (text, whether) in [
            ("今天六点前，装维班到", true),
            ("今天六点前。装维班到", false),
        ] {
            assert!(!finds("前…装维班", text, Within::Clause), "{text}");
            assert_eq!(
                finds("前…装维班", text, Within::Sentence),
                whether,
                "{text}"
            );
        }
    }

    #[test]
    fn a_broken_pattern_says_why() {
        for written in ["(", "a)", "", " ", "?", "<不在>", "<圈>", "<急"] {
            let told = read(written, Within::Clause).and_then(|e| regex(&e).map(|_| e));
            assert!(told.is_err(), "{written}");
        }
    }
}
