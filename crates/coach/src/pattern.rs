//! Patterns of wording to avoid, and what they become; how they are written is told in `expression`.

use crate::Language;
use crate::expression::{Later, Place, Vocabulary};
use crate::fault::LibraryFaultCode;
use crate::fold::{Forms, Spellings};
use crate::language::Both;
use crate::library::{Faults, ids_twice, is_id};
use crate::needed::Words;
use crate::rewrite::{Brief, ReadyBrief};
use crate::sound::Slips;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Other spellings of Latin words, and how patterns spell them: `dont` is `don't`, `u` is `you`.
    #[serde(default)]
    pub spellings: BTreeMap<String, String>,
    /// Words that are often mistyped: what sounds like one and has half of its characters is read as it.
    pub slips: Vec<String>,
    /// Words that patterns use under a common name.
    pub words: Both<BTreeMap<String, Vec<String>>>,
    /// Words that are read whole (要不要, 没收到): what lies in one, or begins or ends inside it, isn't found.
    #[serde(default)]
    pub whole: Both<Vec<String>>,
    /// What makes any pattern harmless that follows it in the same sentence: reported speech, a negation.
    pub unless_before: Both<Vec<String>>,
    /// Formulas at the beginning of a sentence (抱歉，) that make nothing harmless: politeness in front of a blow.
    #[serde(default)]
    pub formulas: Both<Vec<String>>,
    /// What makes any pattern harmless that stands in the same sentence: that it is taken back.
    #[serde(default)]
    pub unless_sentence: Both<Vec<String>>,
    /// Rewrites of a few words, where the rewrite of the pattern would take a number away or is not fit to be printed; the first that is found counts.
    #[serde(default)]
    pub brief: Vec<Brief>,
    /// The patterns.
    pub patterns: Vec<Pattern>,
}

/// A pattern made ready.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    /// For each part: words of which at least one is in every text that has the pattern.
    pub(crate) needed: Vec<Words>,
    pub(crate) find: Later,
    pub(crate) unless_before: Option<Later>,
    pub(crate) unless_within: Option<Later>,
    pub(crate) unless_after: Option<Later>,
    pub(crate) unless_sentence: Option<Later>,
    /// Names of words that make it harmless if one of them stands in the sentence.
    pub(crate) unless_words: Vec<String>,
}

impl Ready {
    pub(crate) fn new(pattern: &Pattern, vocabulary: &Vocabulary) -> Result<Self, String> {
        let later = |written: &Option<String>, place| {
            let written = written.as_deref()?;
            Some(Later::new([written], place))
        };
        let sentence = pattern.unless_sentence.as_deref();
        let (names, others): (Vec<_>, Vec<_>) = sentence
            .into_iter()
            .flat_map(alternatives)
            .partition(|one| is_name(one));
        Ok(Self {
            needed: vocabulary.needed(&vocabulary.read(&pattern.find)?),
            find: Later::new([&pattern.find], Place::Clause),
            unless_before: later(&pattern.unless_before, Place::Before),
            unless_within: later(&pattern.unless_within, Place::Clause),
            unless_after: later(&pattern.unless_after, Place::After),
            unless_sentence: (!others.is_empty()).then(|| Later::new(others, Place::Sentence)),
            unless_words: names
                .into_iter()
                .map(|name| name.trim_matches(['<', '>']).to_owned())
                .collect(),
        })
    }

    /// Why one of its expressions can't be made ready.
    fn check(&self, vocabulary: &Vocabulary) -> Result<(), String> {
        for name in &self.unless_words {
            vocabulary.read(&format!("<{name}>"))?;
        }
        [
            &self.unless_before,
            &self.unless_within,
            &self.unless_after,
            &self.unless_sentence,
        ]
        .into_iter()
        .flatten()
        .chain([&self.find])
        .try_for_each(|later| later.check(vocabulary))
    }
}

/// What stands between the bars outside of groups.
fn alternatives(written: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let outside = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '|' && depth == 0
    };
    written.split(outside).collect()
}

fn is_name(written: &str) -> bool {
    let name = written.strip_prefix('<').and_then(|w| w.strip_suffix('>'));
    name.is_some_and(|name| !name.contains(['<', '>']))
}

/// What holds for all patterns of a language, made ready.
#[derive(Debug, Clone)]
pub(crate) struct General {
    pub(crate) vocabulary: Vocabulary,
    /// The words under each name, looked for in a sentence.
    pub(crate) words: BTreeMap<String, Later>,
    pub(crate) whole: Option<Later>,
    pub(crate) formulas: Option<Later>,
    pub(crate) unless_before: Option<Later>,
    pub(crate) unless_sentence: Option<Later>,
}

impl General {
    pub(crate) fn new(file: &PatternFile, language: Language) -> Result<Self, String> {
        let words = file.words.get(language);
        let later = |written: &Both<Vec<String>>, place| {
            let written = written.get(language);
            (!written.is_empty()).then(|| Later::new(written, place))
        };
        let named = words.keys().map(|name| {
            let later = Later::new([format!("<{name}>")], Place::Sentence);
            (name.clone(), later)
        });
        Ok(Self {
            vocabulary: Vocabulary::new(language, words)?,
            words: named.collect(),
            whole: later(&file.whole, Place::Clause),
            formulas: later(&file.formulas, Place::After),
            unless_before: later(&file.unless_before, Place::Before),
            unless_sentence: later(&file.unless_sentence, Place::Sentence),
        })
    }

    /// Why one of its expressions can't be made ready.
    fn check(&self) -> Result<(), String> {
        [
            &self.whole,
            &self.formulas,
            &self.unless_before,
            &self.unless_sentence,
        ]
        .into_iter()
        .flatten()
        .chain(self.words.values())
        .try_for_each(|later| later.check(&self.vocabulary))
    }
}

impl PatternFile {
    pub(crate) fn check(&self, faults: &mut Faults<'_>) {
        for id in ids_twice(self.patterns.iter().map(|pattern| pattern.id.as_str())) {
            faults.note(LibraryFaultCode::SameId, &id, 1, id.clone());
        }
        let mut bad = |id: &str, reason| faults.note(LibraryFaultCode::BadPattern, id, 0, reason);
        for kind in Avoid::ALL {
            if !self.reasons.contains_key(&kind) {
                bad("", format!("no reason for {kind:?}"));
            }
        }
        if let Err(reason) = self.slips() {
            bad("", reason);
        }
        let is_spelling = |word: &str| {
            word.chars()
                .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '\''))
        };
        for word in self.spellings.keys().filter(|word| !is_spelling(word)) {
            bad("", format!("no small Latin word: {word}"));
        }
        if self.patterns.len() > PATTERNS_MAX || self.brief.len() > PATTERNS_MAX {
            bad("", format!("more than {PATTERNS_MAX}"));
            return;
        }
        for (id, reason) in Language::ALL.into_iter().flat_map(|l| self.unreadable(l)) {
            bad(&id, reason);
        }
        for pattern in &self.patterns {
            let id = &pattern.id;
            if !is_id(id) {
                faults.note(LibraryFaultCode::NoId, id, 0, id.clone());
            }
            if pattern.rewrite.trim().is_empty() && pattern.extent != Extent::Sentence {
                faults.note(LibraryFaultCode::TextLength, id, 0, id.clone());
            }
        }
    }

    /// Patterns of a language that can't be made ready, and why; no id if what holds for all of them can't.
    fn unreadable(&self, language: Language) -> Vec<(String, String)> {
        let general = General::new(self, language);
        let general = match general.and_then(|general| general.check().map(|()| general)) {
            Ok(general) => general,
            Err(reason) => return vec![(String::new(), reason)],
        };
        let briefs = self.brief.iter().filter(|b| b.language == language);
        let briefs = briefs.filter_map(|brief| {
            let reason = ReadyBrief::new(brief).check(&general.vocabulary).err()?;
            Some((String::new(), format!("{}: {reason}", brief.find)))
        });
        let patterns = self.patterns.iter().filter(|p| p.language == language);
        briefs
            .chain(patterns.filter_map(|pattern| {
                let ready = Ready::new(pattern, &general.vocabulary);
                let reason = ready.and_then(|ready| ready.check(&general.vocabulary));
                let reason = format!("{}: {}", pattern.id, reason.err()?);
                Some((pattern.id.clone(), reason))
            }))
            .collect()
    }

    /// The other forms as they are looked up.
    pub(crate) fn forms(&self) -> Forms {
        self.forms.iter().map(|(from, to)| (*from, *to)).collect()
    }

    /// The other spellings as they are looked up.
    pub(crate) fn spellings(&self) -> Spellings {
        let spellings = self.spellings.iter();
        spellings
            .map(|(from, to)| (from.clone(), to.clone()))
            .collect()
    }

    /// The words that slips are mended to, made ready.
    pub(crate) fn slips(&self) -> Result<Slips, String> {
        Slips::new(&self.slips)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_patterns_can_be_made_ready() {
        let file: PatternFile =
            serde_json::from_str(include_str!("../data/patterns.json")).unwrap();
        let general = |language| {
            let general = General::new(&file, language).unwrap();
            assert_eq!(general.check(), Ok(()));
            general
        };
        let general = Both {
            zh: general(Language::Chinese),
            en: general(Language::English),
        };
        for pattern in &file.patterns {
            let vocabulary = &general.get(pattern.language).vocabulary;
            let ready = Ready::new(pattern, vocabulary).and_then(|ready| ready.check(vocabulary));
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
    #[test]
    fn names_are_told_from_groups() {
        assert_eq!(
            alternatives("<帮忙的话>|(<甲>|乙)|吗$"),
            ["<帮忙的话>", "(<甲>|乙)", "吗$"]
        );
        assert!(is_name("<帮忙的话>"));
        for written in ["<甲><乙>", "吗$", "(<甲>|乙)", "<甲>了"] {
            assert!(!is_name(written), "{written}");
        }
    }
}
