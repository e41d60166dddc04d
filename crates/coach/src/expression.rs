//! The little language that patterns are written in, and the regular expression that a pattern stands for.
//!
//! A pattern is written as it is said: `你…(搞|弄)错了?`.
//!
//! - `你` stands for 你, 您, 你们 and 您们.
//! - `…` stands for up to four characters (in English: up to sixteen, from word to word) within the clause, `……` for up to fourteen (fifty).
//!   Where a pattern looks at a whole sentence they run on over commas.
//! - `*` stands for anything up to the end of the sentence, over commas, though not for more than thirty characters (in English ninety).
//! - `(a|b)` stands for one of several; `?` makes the character or group before it optional; `#` stands for a number.
//! - `<name>` stands for one of the words that are listed under that name in the file.
//! - `^` and `$` stand for the beginning and the end of a clause: a mark, a line's end, an emoji.
//!
//! Width, case, blanks, traditional forms and line ends inside a word make no difference (see `fold`).

use crate::Language;
use crate::needed::Words;
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
/// Where a Latin word begins or ends. What is no ASCII letter ends it: the engine is much slower if it has to ask what a letter is.
const LATIN_EDGE: &str = r"(?-u:\b)";

/// Words under a name, in one language.
pub(crate) type Named = BTreeMap<String, Vec<String>>;

/// Where an expression is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a clause.
    Clause,
    /// In a whole sentence.
    Sentence,
    /// At the end of what comes before.
    Before,
    /// At the beginning of what comes after.
    After,
}

/// A piece of a pattern.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    Text(String),
    /// Some pieces one after the other.
    Row(Vec<Piece>),
    OneOf(Vec<Piece>),
    Maybe(Box<Piece>),
    You,
    /// One of the words under a name.
    Word(String),
    /// Some characters.
    Gap(Gap),
    /// A number, the end of a clause: what has no word of its own.
    Other(String),
}

/// How much may stand between two words of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// A word or two of the clause.
    Short,
    /// Some words of the clause.
    Long,
    /// Some words of the sentence.
    Sentence,
}

/// The words that patterns of a language use under a common name.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    language: Language,
    words: BTreeMap<String, Piece>,
}

impl Vocabulary {
    pub(crate) fn new(language: Language, words: &Named) -> Result<Self, String> {
        let read = |(name, words): (&String, &Vec<String>)| {
            let words = words.iter().map(|word| part(word));
            let words = words.collect::<Result<_, _>>()?;
            Ok::<_, String>((name.clone(), Piece::OneOf(words)))
        };
        let of = Self {
            language,
            words: words.iter().map(read).collect::<Result<_, _>>()?,
        };
        of.words.values().try_for_each(|piece| of.knows(piece, 1))?;
        Ok(of)
    }

    /// Reads a written pattern.
    pub(crate) fn read(&self, written: &str) -> Result<Piece, String> {
        let piece = part(written)?;
        self.knows(&piece, 0)?;
        Ok(piece)
    }

    /// The regular expression, over folded text, that a pattern stands for.
    pub(crate) fn expression(&self, piece: &Piece, place: Place) -> String {
        let mut out = String::new();
        self.write(piece, place, &mut out);
        match self.language {
            Language::Chinese => format!("(?:{out})"),
            Language::English => format!("{LATIN_EDGE}(?:{out})(?:{LATIN_EDGE}| |$)"),
        }
    }

    /// For each part of a piece that has words of its own: those of which at least one is in every text that has the piece.
    pub(crate) fn needed(&self, piece: &Piece) -> Vec<Words> {
        if let Piece::Row(pieces) = piece {
            return pieces.iter().flat_map(|piece| self.needed(piece)).collect();
        }
        self.needed_one(piece).into_iter().collect()
    }

    /// Words of which at least one is in every text that has this piece; none if there are no such words.
    fn needed_one(&self, piece: &Piece) -> Option<Words> {
        match piece {
            Piece::Text(text) => (!text.is_empty()).then(|| BTreeSet::from([text.clone()])),
            Piece::You => Some(BTreeSet::from(["你".to_owned()])),
            Piece::Word(name) => self.needed_one(self.words.get(name)?),
            Piece::OneOf(pieces) => pieces.iter().try_fold(BTreeSet::new(), |mut all, piece| {
                all.append(&mut self.needed_one(piece)?);
                Some(all)
            }),
            Piece::Row(pieces) => pieces
                .iter()
                .filter_map(|piece| self.needed_one(piece))
                .max_by_key(|words| (shortest(words), std::cmp::Reverse(words.len()))),
            Piece::Maybe(_) | Piece::Gap(_) | Piece::Other(_) => None,
        }
    }

    /// Whether every name in a piece stands for words, and none for itself.
    fn knows(&self, piece: &Piece, depth: u8) -> Result<(), String> {
        match piece {
            Piece::Word(name) if depth > WORDS_MAX_DEPTH => {
                Err(format!("the words under {name} go in a circle"))
            }
            Piece::Word(name) => {
                let words = self.words.get(name);
                let words = words.ok_or_else(|| format!("no words under the name {name}"))?;
                self.knows(words, depth + 1)
            }
            Piece::Row(pieces) | Piece::OneOf(pieces) => {
                pieces.iter().try_for_each(|piece| self.knows(piece, depth))
            }
            Piece::Maybe(piece) => self.knows(piece, depth),
            Piece::Text(_) | Piece::You | Piece::Gap(_) | Piece::Other(_) => Ok(()),
        }
    }

    fn write(&self, piece: &Piece, place: Place, out: &mut String) {
        match piece {
            Piece::Text(text) => self.write_text(text, out),
            Piece::Row(pieces) => pieces
                .iter()
                .for_each(|piece| self.write(piece, place, out)),
            Piece::OneOf(pieces) => {
                out.push_str("(?:");
                for (number, piece) in pieces.iter().enumerate() {
                    if number > 0 {
                        out.push('|');
                    }
                    self.write(piece, place, out);
                }
                out.push(')');
            }
            Piece::Maybe(piece) => {
                out.push_str("(?:");
                self.write(piece, place, out);
                out.push_str(")?");
            }
            Piece::You => out.push_str("(?:你们?)"),
            Piece::Word(name) => {
                if let Some(words) = self.words.get(name) {
                    self.write(words, place, out);
                }
            }
            Piece::Gap(gap) => out.push_str(&self.gap(*gap, place)),
            Piece::Other(expression) => out.push_str(expression),
        }
    }

    fn gap(&self, gap: Gap, place: Place) -> String {
        let over_commas = place == Place::Sentence || gap == Gap::Sentence;
        let commas = if over_commas { "" } else { ",:" };
        let most = match (self.language, gap) {
            (Language::Chinese, Gap::Short) => 4,
            (Language::Chinese, Gap::Long) => 14,
            (Language::Chinese, Gap::Sentence) => 30,
            (Language::English, Gap::Short) => 16,
            (Language::English, Gap::Long) => 50,
            (Language::English, Gap::Sentence) => 90,
        };
        let some = format!(r#"[^.;!?\n"{commas}]{{0,{most}}}?"#);
        match self.language {
            Language::Chinese => some,
            Language::English => format!("{LATIN_EDGE}{some}{LATIN_EDGE}"),
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

/// Reads a whole pattern.
fn part(written: &str) -> Result<Piece, String> {
    if written.chars().count() > PATTERN_MAX_CHARS {
        return Err(format!("more than {PATTERN_MAX_CHARS} characters"));
    }
    let folded = crate::fold::folded(&written.replace("......", "……").replace("...", "…"));
    if folded.trim().is_empty() {
        return Err("an empty pattern".to_owned());
    }
    let mut chars = folded.chars().peekable();
    let piece = one_of(&mut chars)?;
    match chars.next() {
        None => Ok(piece),
        Some(_) => Err("a group is closed that was not opened".to_owned()),
    }
}

/// What stands up to the end of the group, or of the pattern.
fn one_of(chars: &mut Peekable<Chars<'_>>) -> Result<Piece, String> {
    let first = row(chars)?;
    if chars.peek() != Some(&'|') {
        return Ok(first);
    }
    let mut rows = vec![first];
    while chars.next_if_eq(&'|').is_some() {
        rows.push(row(chars)?);
    }
    Ok(Piece::OneOf(rows))
}

fn row(chars: &mut Peekable<Chars<'_>>) -> Result<Piece, String> {
    let mut row = vec![];
    while let Some(c) = chars.next_if(|c| !matches!(c, '|' | ')')) {
        let piece = match c {
            '(' => {
                let group = one_of(chars)?;
                chars.next_if_eq(&')').ok_or("a group is not closed")?;
                group
            }
            '…' | '*' => gap(c, chars, &mut row),
            '<' => word(chars)?,
            '你' => Piece::You,
            '#' => Piece::Other("[0-9零一二三四五六七八九十两半百]+".to_owned()),
            '^' => Piece::Other(format!("(?:^|[{EDGE}]) ?")),
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
fn gap(first: char, chars: &mut Peekable<Chars<'_>>, row: &mut [Piece]) -> Piece {
    let gap = match first {
        '*' => Gap::Sentence,
        _ if chars.next_if_eq(&'…').is_some() => Gap::Long,
        _ => Gap::Short,
    };
    if let Some(Piece::Text(text)) = row.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
    while chars.next_if_eq(&' ').is_some() {}
    Piece::Gap(gap)
}

/// A name.
fn word(chars: &mut Peekable<Chars<'_>>) -> Result<Piece, String> {
    let mut name = String::new();
    loop {
        match chars.next().ok_or("a name is not closed")? {
            '>' => return Ok(Piece::Word(name)),
            c => name.push(c),
        }
    }
}

/// The shorter a word, the more texts have it.
fn shortest(words: &Words) -> usize {
    words
        .iter()
        .map(|word| word.chars().count())
        .min()
        .unwrap_or(0)
}

/// One of some written patterns, read and made ready when it is needed for the first time: most are needed seldom.
#[derive(Debug, Clone)]
pub(crate) struct Later {
    written: Vec<String>,
    place: Place,
    made: OnceLock<Option<Regex>>,
}

impl Later {
    pub(crate) fn new(written: impl IntoIterator<Item = impl Into<String>>, place: Place) -> Self {
        Self {
            written: written.into_iter().map(Into::into).collect(),
            place,
            made: OnceLock::new(),
        }
    }

    /// The regular expression; none if it can't be made, which [`Later::check`] tells.
    pub(crate) fn get(&self, vocabulary: &Vocabulary) -> Option<&Regex> {
        self.made
            .get_or_init(|| self.make(vocabulary).ok())
            .as_ref()
    }

    /// Why it can't be made ready.
    pub(crate) fn check(&self, vocabulary: &Vocabulary) -> Result<(), String> {
        self.make(vocabulary).map(|_| ())
    }

    fn make(&self, vocabulary: &Vocabulary) -> Result<Regex, String> {
        let read = |written: &String| {
            let piece = vocabulary.read(written)?;
            Ok::<_, String>(vocabulary.expression(&piece, self.place))
        };
        let parts = self.written.iter().map(read);
        let one_of = parts.collect::<Result<Vec<_>, _>>()?.join("|");
        regex(&match self.place {
            Place::Clause | Place::Sentence => one_of,
            Place::Before => format!("(?:{one_of}) ?$"),
            Place::After => format!("^ ?(?:{one_of})"),
        })
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

    fn vocabulary() -> Vocabulary {
        let words = Named::from([
            ("急".to_owned(), vec!["着急".to_owned(), "急".to_owned()]),
            ("别急".to_owned(), vec!["(别|不要)<急>".to_owned()]),
        ]);
        Vocabulary::new(Language::Chinese, &words).unwrap()
    }

    fn finds(written: &str, text: &str, place: Place) -> bool {
        Later::new([written], place)
            .get(&vocabulary())
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
            ("你*错", "您看，这次恐怕又记错了"),
        ] {
            assert!(finds(written, text, Place::Clause), "{written} {text}");
        }
        for (written, text) in [
            ("你…搞错", "您，搞错的是我们"),
            ("^没办法", "有没办法"),
            ("不可能$", "不可能是您"),
            ("low", "slower"),
            ("你*错", "您看。这次恐怕又记错了"),
        ] {
            assert!(!finds(written, text, Place::Clause), "{written} {text}");
        }
    }

    #[test]
    fn in_a_sentence_gaps_run_over_commas() {
        for (text, whether) in [
            ("今天六点前，装维班到", true),
            ("今天六点前。装维班到", false),
        ] {
            assert!(!finds("前…装维班", text, Place::Clause), "{text}");
            assert_eq!(finds("前…装维班", text, Place::Sentence), whether, "{text}");
        }
    }

    #[test]
    fn every_text_with_the_pattern_has_one_of_the_needed_words() {
        for (written, needed) in [
            (
                "你…(搞|弄)错了?",
                vec![vec!["你"], vec!["弄", "搞"], vec!["错"]],
            ),
            (
                "你(冷静|别激动)吧",
                vec![vec!["你"], vec!["冷静", "别激动"], vec!["吧"]],
            ),
            ("<别急>", vec![vec!["急", "着急"]]),
            ("(不|没)?#", vec![]),
            ("(冷静|#)", vec![]),
        ] {
            let vocabulary = vocabulary();
            let told = vocabulary.needed(&vocabulary.read(written).unwrap());
            let words = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
            let needed: Vec<Words> = needed.into_iter().map(words).collect();
            assert_eq!(told, needed, "{written}");
        }
    }

    #[test]
    fn before_and_after_stand_at_the_edge() {
        for (place, text, whether) in [
            (Place::Before, "他让你 ", true),
            (Place::Before, "他让你先", false),
            (Place::After, " 他让你先", true),
            (Place::After, "刚才他让你", false),
        ] {
            assert_eq!(finds("他(让|叫)你", text, place), whether, "{text}");
        }
    }

    #[test]
    fn a_broken_pattern_says_why() {
        for written in ["(", "a)", "", " ", "?", "<不在>", "<急"] {
            let told = Later::new([written], Place::Clause).check(&vocabulary());
            assert!(told.is_err(), "{written}");
        }
        let circle = Named::from([("圈".to_owned(), vec!["<圈>".to_owned()])]);
        assert!(Vocabulary::new(Language::Chinese, &circle).is_err());
    }
}
