//! Patterns of wording to avoid: how they are written, and what they become.
//!
//! A pattern is written as it is said: `你…(搞|弄)错了?`. `你` stands for 你, 您, 你们 and 您们; `…` for a few characters (in English: a few words) within the
//! clause, `……` for more of them; `(a|b)` for one of several; `?` for a character or group that may be missing; `#` for a number; `^` and `$` for the
//! beginning and the end of the clause. Width, case, blanks and traditional forms make no difference (see `fold`).

use crate::Language;
use crate::fold::Forms;
use crate::language::Both;
use crate::library::{Faults, LibraryFaultCode, ids_twice, is_id};
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most characters of a written pattern.
const PATTERN_MAX_CHARS: usize = 600;
/// Most patterns in a file.
const PATTERNS_MAX: usize = 2_000;
/// Most bytes that one pattern may take when it is made ready.
const READY_MAX_BYTES: usize = 2 << 20;

/// Why a wording is to be avoided (domain §6).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Avoid {
    /// Doubts the customer's understanding.
    Doubts,
    /// Denies before it was looked at.
    Denies,
    /// Gives orders.
    Orders,
    /// Hides behind rules.
    Rules,
    /// Pushes the matter away.
    PushesAway,
    /// Threatens.
    Threatens,
    /// Compares one misery with another.
    Compares,
    /// Belittles by a name.
    Belittles,
    /// Promises without saying who and when.
    UncoveredPromise,
    /// Soothes in the tone of an order.
    Soothing,
}

impl Avoid {
    /// All kinds, in the order of domain §6.
    pub const ALL: [Self; 10] = [
        Self::Doubts,
        Self::Denies,
        Self::Orders,
        Self::Rules,
        Self::PushesAway,
        Self::Threatens,
        Self::Compares,
        Self::Belittles,
        Self::UncoveredPromise,
        Self::Soothing,
    ];
}

/// How much of the text a rewrite takes the place of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// What the pattern found.
    Hit,
    /// The clause, up to the next comma.
    #[default]
    Clause,
    /// The whole sentence.
    Sentence,
}

/// One pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Unique in the file.
    pub id: String,
    /// What is wrong with it.
    pub kind: Avoid,
    /// The language in which it is said.
    pub language: Language,
    /// The pattern.
    pub find: String,
    /// Harmless if this stands right before it in the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_before: Option<String>,
    /// Harmless if this follows right behind it in the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_after: Option<String>,
    /// Harmless if this stands anywhere in the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_sentence: Option<String>,
    /// What to say instead.
    pub rewrite: String,
    /// What the rewrite takes the place of.
    #[serde(default)]
    pub extent: Extent,
}

/// The list of patterns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct PatternFile {
    /// Why each kind is to be avoided, as it is told to the clerk.
    pub reasons: BTreeMap<Avoid, Both<String>>,
    /// Other forms of characters: the traditional one and the one that patterns are written in.
    pub forms: BTreeMap<char, char>,
    /// What makes any pattern harmless that follows it in the same sentence: reported speech, a negation.
    pub unless_before: Both<Vec<String>>,
    /// The patterns.
    pub patterns: Vec<Pattern>,
}

/// A pattern made ready.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) find: Regex,
    pub(crate) unless_before: Vec<Regex>,
    pub(crate) unless_after: Option<Regex>,
    pub(crate) unless_sentence: Option<Regex>,
}

impl PatternFile {
    pub(crate) fn check(&self, faults: &mut Faults<'_>) {
        for id in ids_twice(self.patterns.iter().map(|pattern| pattern.id.as_str())) {
            faults.note(LibraryFaultCode::SameId, &id, 1, id.clone());
        }
        for kind in Avoid::ALL {
            if !self.reasons.contains_key(&kind) {
                faults.note(
                    LibraryFaultCode::BadPattern,
                    "",
                    0,
                    format!("no reason for {kind:?}"),
                );
            }
        }
        if self.patterns.len() > PATTERNS_MAX {
            faults.note(
                LibraryFaultCode::BadPattern,
                "",
                0,
                format!("more than {PATTERNS_MAX}"),
            );
            return;
        }
        for pattern in &self.patterns {
            if !is_id(&pattern.id) {
                faults.note(LibraryFaultCode::NoId, &pattern.id, 0, pattern.id.clone());
            }
            if let Err(reason) = self.ready(pattern) {
                faults.note(
                    LibraryFaultCode::BadPattern,
                    &pattern.id,
                    0,
                    format!("{}: {reason}", pattern.id),
                );
            }
            if pattern.rewrite.trim().is_empty() && pattern.extent != Extent::Sentence {
                faults.note(
                    LibraryFaultCode::TextLength,
                    &pattern.id,
                    0,
                    pattern.id.clone(),
                );
            }
        }
    }

    /// The other forms as they are looked up.
    pub(crate) fn forms(&self) -> Forms {
        self.forms.iter().map(|(from, to)| (*from, *to)).collect()
    }

    /// Makes a pattern ready.
    pub(crate) fn ready(&self, pattern: &Pattern) -> Result<Ready, String> {
        let language = pattern.language;
        let general = self.unless_before.get(language).iter();
        let own = pattern.unless_before.iter();
        Ok(Ready {
            find: regex(&expression(&pattern.find, language)?)?,
            unless_before: general
                .chain(own)
                .map(|before| regex(&format!("(?:{})$", expression(before, language)?)))
                .collect::<Result<_, String>>()?,
            unless_after: pattern
                .unless_after
                .as_ref()
                .map(|after| regex(&format!("^(?:{})", expression(after, language)?)))
                .transpose()?,
            unless_sentence: pattern
                .unless_sentence
                .as_ref()
                .map(|anywhere| regex(&expression(anywhere, language)?))
                .transpose()?,
        })
    }
}

fn regex(expression: &str) -> Result<Regex, String> {
    RegexBuilder::new(expression)
        .size_limit(READY_MAX_BYTES)
        .build()
        .map_err(|error| error.to_string())
}

/// What stands between two words of a pattern, at most so many characters of the same clause.
fn gap(language: Language, long: bool) -> &'static str {
    match (language, long) {
        (Language::Chinese, false) => r#"[^.,;:!?\n“”"]{0,4}?"#,
        (Language::Chinese, true) => r#"[^.,;:!?\n“”"]{0,14}?"#,
        (Language::English, false) => r#"\b[^.,;:!?\n“”"]{0,16}?\b"#,
        (Language::English, true) => r#"\b[^.,;:!?\n“”"]{0,50}?\b"#,
    }
}

/// The regular expression that a written pattern stands for, over folded text.
pub(crate) fn expression(written: &str, language: Language) -> Result<String, String> {
    if written.chars().count() > PATTERN_MAX_CHARS {
        return Err(format!("more than {PATTERN_MAX_CHARS} characters"));
    }
    let folded = crate::fold::folded(&written.replace("......", "……").replace("...", "…"));
    let mut out = String::new();
    let mut open = 0_u32;
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '…' => {
                let long = chars.next_if_eq(&'…').is_some();
                out.truncate(out.trim_end_matches(' ').len());
                while chars.next_if_eq(&' ').is_some() {}
                out.push_str(gap(language, long));
            }
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
            '|' | '?' | '^' | '$' => out.push_str(mark(c)),
            c => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    if open > 0 {
        return Err("a group is not closed".to_owned());
    }
    if out.trim().is_empty() {
        return Err("an empty pattern".to_owned());
    }
    Ok(match language {
        Language::Chinese => out,
        Language::English => format!(r"\b(?:{out})(?:\b|$)"),
    })
}

const fn mark(c: char) -> &'static str {
    match c {
        '|' => "|",
        '?' => "?",
        '^' => r"(?:^|[.,;:!?\n])",
        _ => r"(?:$|[.,;:!?\n])",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(written: &str, text: &str) -> bool {
        let expression = expression(written, Language::Chinese).unwrap();
        Regex::new(&expression)
            .unwrap()
            .is_match(&crate::fold::folded(text))
    }

    #[test]
    fn a_pattern_is_written_as_it_is_said() {
        for (written, text) in [
            ("你…(搞|弄)错", "您是不是搞错了"),
            ("你…(搞|弄)错", "你们弄错"),
            ("不可能…的?$", "这不可能的。"),
            ("^没办法", "我知道，没办法"),
            ("#分钟", "三十分钟"),
            ("你……错", "您这次恐怕又把日期给记错了"),
        ] {
            assert!(finds(written, text), "{written} {text}");
        }
        for (written, text) in [
            ("你…搞错", "您，搞错的是我们"),
            ("^没办法", "有没办法"),
            ("不可能$", "不可能是您"),
        ] {
            assert!(!finds(written, text), "{written} {text}");
        }
    }

    #[test]
    fn a_broken_pattern_says_why() {
        for written in ["(", "a)", "", " ", "?"] {
            let told = expression(written, Language::Chinese).and_then(|e| regex(&e).map(|_| e));
            assert!(told.is_err(), "{written}");
        }
    }
}
