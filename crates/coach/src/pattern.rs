//! Patterns of wording to avoid, and what they become; how they are written is told in `expression`.

use crate::Language;
use crate::expression::{Later, Reading, Within};
use crate::fold::Forms;
use crate::language::Both;
use crate::library::{Faults, LibraryFaultCode, ids_twice, is_id};
use crate::sound::Slips;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most patterns in a file.
const PATTERNS_MAX: usize = 2_000;

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
    /// Harmless if this stands in what was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless_within: Option<String>,
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
    /// Words that are often mistyped: what sounds like one and has half of its characters is read as it.
    pub slips: Vec<String>,
    /// Words that patterns use under a common name.
    pub words: Both<BTreeMap<String, Vec<String>>>,
    /// What makes any pattern harmless that follows it in the same sentence: reported speech, a negation.
    pub unless_before: Both<Vec<String>>,
    /// The patterns.
    pub patterns: Vec<Pattern>,
}

/// A pattern made ready.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) language: Language,
    /// Words of which at least one is in every text that has the pattern; none if there are no such words.
    pub(crate) needed: Option<BTreeSet<String>>,
    pub(crate) find: Later,
    pub(crate) unless_before: Option<Later>,
    pub(crate) unless_within: Option<Later>,
    pub(crate) unless_after: Option<Later>,
    pub(crate) unless_sentence: Option<Later>,
}

impl Ready {
    /// Why one of its expressions can't be made ready.
    fn check(&self) -> Result<(), String> {
        [
            &self.unless_before,
            &self.unless_within,
            &self.unless_after,
            &self.unless_sentence,
        ]
        .into_iter()
        .flatten()
        .chain([&self.find])
        .try_for_each(Later::check)
    }
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
        if let Err(reason) = self.slips() {
            faults.note(LibraryFaultCode::BadPattern, "", 0, reason);
        }
        for language in Language::ALL {
            let ready = self.ready_before(language);
            if let Err(reason) = ready.and_then(|before| before.iter().try_for_each(Later::check)) {
                faults.note(LibraryFaultCode::BadPattern, "", 0, reason);
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
            if let Err(reason) = self.ready(pattern).and_then(|ready| ready.check()) {
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

    /// The words that slips are mended to, made ready.
    pub(crate) fn slips(&self) -> Result<Slips, String> {
        Slips::new(&self.slips)
    }

    /// What makes any pattern of a language harmless.
    pub(crate) fn ready_before(&self, language: Language) -> Result<Option<Later>, String> {
        let general = self.unless_before.get(language);
        let reading = self.reading(language, Within::Clause);
        (!general.is_empty())
            .then(|| before(reading, general))
            .transpose()
    }

    /// The expressions of a pattern.
    pub(crate) fn ready(&self, pattern: &Pattern) -> Result<Ready, String> {
        let clause = self.reading(pattern.language, Within::Clause);
        let sentence = self.reading(pattern.language, Within::Sentence);
        let made = |written: &Option<String>, make: &dyn Fn(&str) -> Result<Later, String>| {
            written.as_deref().map(make).transpose()
        };
        let find = clause.expression(&pattern.find)?;
        Ok(Ready {
            language: pattern.language,
            needed: find.needed,
            find: Later::new(find.regex),
            unless_before: made(&pattern.unless_before, &|written| before(clause, [written]))?,
            unless_within: made(&pattern.unless_within, &|written| {
                Ok(Later::new(clause.expression(written)?.regex))
            })?,
            unless_after: made(&pattern.unless_after, &|written| {
                Ok(Later::new(format!(
                    "^ ?(?:{})",
                    clause.expression(written)?.regex
                )))
            })?,
            unless_sentence: made(&pattern.unless_sentence, &|written| {
                Ok(Later::new(sentence.expression(written)?.regex))
            })?,
        })
    }

    fn reading(&self, language: Language, within: Within) -> Reading<'_> {
        Reading {
            language,
            words: self.words.get(language),
            within,
        }
    }
}

/// One of some things at the end of what comes before.
fn before(
    reading: Reading<'_>,
    written: impl IntoIterator<Item = impl AsRef<str>>,
) -> Result<Later, String> {
    let parts: Vec<_> = written
        .into_iter()
        .map(|written| Ok(reading.expression(written.as_ref())?.regex))
        .collect::<Result<_, String>>()?;
    Ok(Later::new(format!("(?:{}) ?$", parts.join("|"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_patterns_can_be_made_ready() {
        let file: PatternFile =
            serde_json::from_str(include_str!("../data/patterns.json")).unwrap();
        for language in Language::ALL {
            let before = file.ready_before(language).unwrap();
            assert_eq!(before.iter().try_for_each(Later::check), Ok(()));
        }
        for pattern in &file.patterns {
            let ready = file.ready(pattern).and_then(|ready| ready.check());
            assert_eq!(ready, Ok(()), "{}", pattern.id);
            assert!(is_id(&pattern.id), "{}", pattern.id);
        }
        assert_eq!(
            ids_twice(file.patterns.iter().map(|pattern| pattern.id.as_str())),
            Vec::<String>::new()
        );
        for kind in Avoid::ALL {
            assert!(file.reasons.contains_key(&kind), "{kind:?}");
        }
    }
}
