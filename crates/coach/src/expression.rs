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
//! Width, case, blanks, traditional forms and line ends inside a word make no difference (see `fold`).

use crate::Language;
use regex::{Regex, RegexBuilder};
use std::collections::{BTreeMap, BTreeSet};
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

/// A pattern that has been read.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    /// The regular expression that it stands for, over folded text.
    pub(crate) regex: String,
    /// Words of which at least one is in every text that has the pattern; none if there are no such words.
    pub(crate) needed: Option<BTreeSet<String>>,
}

/// A piece of a pattern.
enum Piece {
    Text(String),
    /// Some pieces one after the other.
    Row(Vec<Piece>),
    OneOf(Vec<Piece>),
    Maybe(Box<Piece>),
    You,
    /// A number, a gap, the end of a clause: anything that has no word of its own.
    Other(String),
}

impl Reading<'_> {
    /// Reads a written pattern.
    pub(crate) fn expression(&self, written: &str) -> Result<Expression, String> {
        let piece = self.part(written, 0)?;
        let mut out = String::new();
        self.write(&piece, &mut out);
        Ok(Expression {
            regex: match self.language {
                Language::Chinese => format!("(?:{out})"),
                Language::English => format!(r"\b(?:{out})(?:\b|$)"),
            },
            needed: piece.needed(),
        })
    }

    fn part(&self, written: &str, depth: u8) -> Result<Piece, String> {
        if written.chars().count() > PATTERN_MAX_CHARS {
            return Err(format!("more than {PATTERN_MAX_CHARS} characters"));
        }
        let folded = crate::fold::folded(&written.replace("......", "……").replace("...", "…"));
        if folded.trim().is_empty() {
            return Err("an empty pattern".to_owned());
        }
        let mut chars = folded.chars().peekable();
        let piece = self.one_of(&mut chars, depth)?;
        match chars.next() {
            None => Ok(piece),
            Some(_) => Err("a group is closed that was not opened".to_owned()),
        }
    }

    /// What stands up to the end of the group, or of the pattern.
    fn one_of(&self, chars: &mut Peekable<Chars<'_>>, depth: u8) -> Result<Piece, String> {
        let mut rows = vec![self.row(chars, depth)?];
        while chars.next_if_eq(&'|').is_some() {
            rows.push(self.row(chars, depth)?);
        }
        Ok(match rows.len() {
            1 => Piece::Row(rows),
            _ => Piece::OneOf(rows),
        })
    }

    fn row(&self, chars: &mut Peekable<Chars<'_>>, depth: u8) -> Result<Piece, String> {
        let mut row = vec![];
        while let Some(c) = chars.next_if(|c| !matches!(c, '|' | ')')) {
            let piece = match c {
                '(' => {
                    let group = self.one_of(chars, depth)?;
                    chars.next_if_eq(&')').ok_or("a group is not closed")?;
                    group
                }
                '…' => self.gap(chars, &mut row),
                '<' => self.word(chars, depth)?,
                '你' => Piece::You,
                '#' => Piece::Other("[0-9零一二三四五六七八九十两半百]+".to_owned()),
                '^' => Piece::Other(format!("(?:^|[{EDGE}])")),
                '$' => Piece::Other(format!("(?:$|[{EDGE}])")),
                '?' => return Err("nothing that may be missing".to_owned()),
                c => Piece::Text(c.into()),
            };
            let maybe = chars.next_if_eq(&'?').is_some();
            match (piece, row.last_mut()) {
                (piece, _) if maybe => row.push(Piece::Maybe(Box::new(piece))),
                (Piece::Text(more), Some(Piece::Text(text))) => text.push_str(&more),
                (piece, _) => row.push(piece),
            }
        }
        Ok(Piece::Row(row))
    }

    /// What stands between two words of a pattern. Blanks around it are part of it.
    fn gap(&self, chars: &mut Peekable<Chars<'_>>, row: &mut [Piece]) -> Piece {
        let long = chars.next_if_eq(&'…').is_some();
        if let Some(Piece::Text(text)) = row.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
        }
        while chars.next_if_eq(&' ').is_some() {}
        let commas = match self.within {
            Within::Clause => ",:",
            Within::Sentence => "",
        };
        let inside = format!(r#"[^.;!?\n"{commas}]"#);
        Piece::Other(match (self.language, long) {
            (Language::Chinese, false) => format!("{inside}{{0,4}}?"),
            (Language::Chinese, true) => format!("{inside}{{0,14}}?"),
            (Language::English, false) => format!(r"\b{inside}{{0,16}}?\b"),
            (Language::English, true) => format!(r"\b{inside}{{0,50}}?\b"),
        })
    }

    /// One of the words under a name.
    fn word(&self, chars: &mut Peekable<Chars<'_>>, depth: u8) -> Result<Piece, String> {
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
        let words = words.iter().map(|word| self.part(word, depth + 1));
        Ok(Piece::OneOf(words.collect::<Result<_, _>>()?))
    }

    fn write(&self, piece: &Piece, out: &mut String) {
        match piece {
            Piece::Text(text) => self.write_text(text, out),
            Piece::Row(pieces) => pieces.iter().for_each(|piece| self.write(piece, out)),
            Piece::OneOf(pieces) => {
                out.push_str("(?:");
                for (place, piece) in pieces.iter().enumerate() {
                    if place > 0 {
                        out.push('|');
                    }
                    self.write(piece, out);
                }
                out.push(')');
            }
            Piece::Maybe(piece) => {
                out.push_str("(?:");
                self.write(piece, out);
                out.push_str(")?");
            }
            Piece::You => out.push_str("(?:你们?)"),
            Piece::Other(expression) => out.push_str(expression),
        }
    }

    /// Latin letters in a Chinese pattern are whole words.
    fn write_text(&self, text: &str, out: &mut String) {
        let mut before = false;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let latin = self.language == Language::Chinese && c.is_ascii_alphanumeric();
            if latin && !before {
                out.push_str(LATIN_EDGE);
            }
            out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
            if latin && !chars.peek().is_some_and(char::is_ascii_alphanumeric) {
                out.push_str(LATIN_EDGE);
            }
            before = latin;
        }
    }
}

impl Piece {
    /// Words of which at least one is in every text that has this piece.
    fn needed(&self) -> Option<BTreeSet<String>> {
        match self {
            Self::Text(text) => (!text.is_empty()).then(|| BTreeSet::from([text.clone()])),
            Self::You => Some(BTreeSet::from(["你".to_owned()])),
            Self::OneOf(pieces) => pieces.iter().try_fold(BTreeSet::new(), |mut all, piece| {
                all.append(&mut piece.needed()?);
                Some(all)
            }),
            Self::Row(pieces) => pieces
                .iter()
                .filter_map(Self::needed)
                .max_by_key(|words| (shortest(words), std::cmp::Reverse(words.len()))),
            Self::Maybe(_) | Self::Other(_) => None,
        }
    }
}

/// The shorter a word, the more texts have it.
fn shortest(words: &BTreeSet<String>) -> usize {
    words
        .iter()
        .map(|word| word.chars().count())
        .min()
        .unwrap_or(0)
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

    fn read(written: &str, within: Within) -> Result<Expression, String> {
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
        regex(&read(written, within).unwrap().regex)
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
            ("你<别急>", "您不要着急"),
            ("太low了", "太LOW了"),
        ] {
            assert!(finds(written, text, Within::Clause), "{written} {text}");
        }
        for (written, text) in [
            ("你…搞错", "您，搞错的是我们"),
            ("^没办法", "有没办法"),
            ("不可能$", "不可能是您"),
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
    fn every_text_with_the_pattern_has_one_of_the_needed_words() {
        for (written, needed) in [
            ("你…(搞|弄)错了?", Some(vec!["错"])),
            ("你…(冷静|别激动)吧", Some(vec!["冷静", "别激动"])),
            ("<别急>", Some(vec!["急", "着急"])),
            ("(不|没)?#", None),
            ("(冷静|#)", None),
        ] {
            let told = read(written, Within::Clause).unwrap().needed;
            let needed = needed.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(told, needed, "{written}");
        }
    }

    #[test]
    fn a_broken_pattern_says_why() {
        for written in ["(", "a)", "", " ", "?", "<不在>", "<圈>", "<急"] {
            let told = read(written, Within::Clause).and_then(|e| regex(&e.regex));
            assert!(told.is_err(), "{written}");
        }
    }
}
