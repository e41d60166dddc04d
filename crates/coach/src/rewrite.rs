//! What takes the place of a wording that would hurt, and what it may not take away.

use crate::Language;
use crate::expression::{Later, Place, Vocabulary};
use crate::figures::figures;
use crate::fold::{Folded, folded};
use crate::pattern::{Avoid, Extent, Pattern};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A better wording for a stretch of the text. Places are counted in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Rewrite {
    /// Where the stretch begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What takes its place; empty = it is better left out.
    pub text: String,
    /// Numbers, sums, dates and times of the stretch that the better wording would take away: where there are any, it is only a suggestion.
    pub loses: Vec<String>,
}

/// A few words that take the place of a few words in what was found of a kind, and leave the rest of the sentence as it is: 一定 goes, 你必须 becomes
/// 请您. Fit to be said and to be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The kind of wording that it mends.
    pub kind: Avoid,
    /// The language in which it is said.
    pub language: Language,
    /// What is replaced, written as patterns are.
    pub find: String,
    /// What takes its place; empty = it is left out.
    pub rewrite: String,
}

/// A brief rewrite made ready.
#[derive(Debug, Clone)]
pub(crate) struct ReadyBrief {
    brief: Brief,
    find: Later,
}

impl ReadyBrief {
    pub(crate) fn new(brief: &Brief) -> Self {
        Self {
            find: Later::new([&brief.find], Place::Clause),
            brief: brief.clone(),
        }
    }

    /// Why its expression can't be made ready.
    pub(crate) fn check(&self, vocabulary: &Vocabulary) -> Result<(), String> {
        self.find.check(vocabulary)
    }
}

/// A hit of a pattern in a text.
#[derive(Debug)]
pub(crate) struct Hit<'a> {
    pub(crate) original: &'a str,
    pub(crate) folded: &'a Folded,
    /// Where it was found, in the folded text.
    pub(crate) place: Range<usize>,
    /// What its pattern's rewrite takes the place of, in the folded text.
    pub(crate) stretch: Range<usize>,
    pub(crate) pattern: &'a Pattern,
}

impl Hit<'_> {
    /// What to say instead. The pattern's own rewrite; but where that would take a number, sum, date or time away, the brief one if there is one.
    pub(crate) fn said(&self, brief: Option<Rewrite>) -> Rewrite {
        let whole = self.whole();
        if whole.loses.is_empty() {
            return whole;
        }
        brief.unwrap_or(whole)
    }

    /// What to print instead: only what replaces words by words, or leaves a sentence out. What is fit to be said (我现在调出记录，咱们一起看) is nonsense
    /// on a slip.
    pub(crate) fn printed(&self, brief: Option<Rewrite>) -> Option<Rewrite> {
        let word_by_word = self.pattern.extent == Extent::Hit || self.pattern.rewrite.is_empty();
        brief.or_else(|| word_by_word.then(|| self.whole()))
    }

    /// The brief rewrite, if there is one for what was found and it keeps all numbers, sums, dates and times.
    pub(crate) fn brief(&self, briefs: &[ReadyBrief], vocabulary: &Vocabulary) -> Option<Rewrite> {
        let found = self.folded.text.get(self.place.clone())?;
        let same = |ready: &&ReadyBrief| {
            ready.brief.kind == self.pattern.kind && ready.brief.language == self.pattern.language
        };
        briefs.iter().filter(same).find_map(|ready| {
            let words = ready.find.get(vocabulary)?.find(found)?;
            // What is all that was found (保准的。) would leave a hole.
            if words.len() == found.len() && ready.brief.rewrite.is_empty() {
                return None;
            }
            let start = self.place.start;
            let place = start + words.start()..start + words.end();
            let rewrite = self.rewrite(place, &ready.brief.rewrite);
            rewrite.loses.is_empty().then_some(rewrite)
        })
    }

    /// The pattern's own rewrite. Rewrites are written without the mark at their end: where a question or an exclamation is replaced, its mark goes
    /// with it and a full stop takes its place; what is left out goes with its mark.
    fn whole(&self) -> Rewrite {
        let Range { start, end } = self.stretch;
        let after = self.folded.text.get(end..).unwrap_or_default();
        let gone = |marks: &[char]| after.len() - after.trim_start_matches(marks).len();
        let mut words = self.pattern.rewrite.clone();
        let taken = match self.pattern.extent {
            Extent::Hit => 0,
            Extent::Clause | Extent::Sentence if words.is_empty() => gone(&['.', ',', '!', '?']),
            Extent::Clause | Extent::Sentence => gone(&['!', '?']),
        };
        if taken > 0 && !words.is_empty() {
            words.push(match self.pattern.language {
                Language::Chinese => '。',
                Language::English => '.',
            });
        }
        self.rewrite(start..end + taken, &words)
    }

    /// `words` in the place of a stretch of the folded text; a word that is left out takes the blank behind it with it.
    fn rewrite(&self, stretch: Range<usize>, words: &str) -> Rewrite {
        let from = self.folded.origin(stretch.start);
        let to = self.folded.origin(stretch.end);
        // The blank behind it stays: folded Chinese has none.
        let replaced = self.original.get(from..to).unwrap_or_default().trim_end();
        let to = from + replaced.len();
        let (before, after) = (
            self.original.get(..from).unwrap_or_default(),
            self.original.get(to..).unwrap_or_default(),
        );
        let joins = words.is_empty() && (before.is_empty() || before.ends_with(' '));
        let blank = usize::from(joins && after.starts_with(' '));
        Rewrite {
            start: units(self.original, from),
            end: units(self.original, to + blank),
            text: like(replaced, words),
            loses: self.lost(stretch, words),
        }
    }

    /// The numbers, sums, dates and times of a stretch that are not in `words`, as they were written.
    fn lost(&self, stretch: Range<usize>, words: &str) -> Vec<String> {
        let text = self.folded.text.get(stretch.clone()).unwrap_or_default();
        let words = folded(words);
        let is_lost = |figure: &Range<usize>| {
            let figure = text.get(figure.clone()).unwrap_or_default();
            !words.contains(figure.trim())
        };
        figures(text)
            .into_iter()
            .filter(is_lost)
            .filter_map(|figure| {
                let from = self.folded.origin(stretch.start + figure.start);
                let to = self.folded.origin(stretch.start + figure.end);
                Some(self.original.get(from..to)?.trim().to_owned())
            })
            .collect()
    }
}

/// Words with a capital where what they replace has one.
fn like(replaced: &str, words: &str) -> String {
    let mut rest = words.chars();
    match rest.next() {
        Some(first) if replaced.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(rest).collect()
        }
        _ => words.to_owned(),
    }
}

/// A byte's place in UTF-16 units.
pub(crate) fn units(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}
