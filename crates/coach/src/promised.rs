//! Sentences with a date (domain §12): what was said or written to a customer, read for what is promised in it and by when.
//!
//! It proposes and decides nothing: a person accepts what is found, with an owner, or lets it be. What a customer wishes, what has happened, what a
//! rule or a condition says and what is asked is no promise.

mod chinese;
mod english;
mod when;

use crate::fold::{Folded, Forms};
use ansu_complaint::{Calendar, Moment};
use serde::Serialize;
use std::ops::Range;

/// A promise as it was worded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Promised {
    /// The words.
    pub text: String,
    /// By when; later than the moment at which it was said.
    pub due: Moment,
}

/// What is promised in a text said or written at `now`, in its order. A day without a time ends when the hall closes on it.
#[must_use]
pub fn promised(text: &str, now: Moment, calendar: &Calendar) -> Vec<Promised> {
    let folded = Folded::new(text, &Forms::new());
    let said = when::Said { now, calendar };
    let mut found: Vec<Promised> = Vec::new();
    for sentence in sentences(&folded.text) {
        for (stretch, due) in in_sentence(&folded.text, sentence, said) {
            let words = text
                .get(folded.origin(stretch.start)..folded.origin(stretch.end))
                .unwrap_or_default()
                .trim_matches(|c: char| c.is_whitespace() || "，,、；;。.！!".contains(c));
            let known = found.iter().any(|known| known.text == words);
            if due > now && !words.is_empty() && !known {
                found.push(Promised {
                    text: words.to_owned(),
                    due,
                });
            }
        }
    }
    found
}

/// What one sentence promises. Clauses without a time of their own belong to the one before that has one, and the first ones to the first.
fn in_sentence(
    text: &str,
    sentence: Range<usize>,
    said: when::Said<'_>,
) -> Vec<(Range<usize>, Moment)> {
    let whole = text.get(sentence.clone()).unwrap_or_default();
    let reading: &dyn Reading = if whole.chars().any(crate::fold::is_han) {
        &chinese::Chinese
    } else {
        &english::English
    };
    let mut groups: Vec<(Range<usize>, Option<Moment>)> = Vec::new();
    for clause in clauses(text, sentence) {
        let words = text.get(clause.clone()).unwrap_or_default();
        let due = reading
            .may_promise(words, whole)
            .then(|| reading.due(words, said))
            .flatten();
        match groups.last_mut() {
            Some((stretch, known)) if known.is_none() || due.is_none() => {
                stretch.end = clause.end;
                *known = known.or(due);
            }
            Some(_) | None => groups.push((clause, due)),
        }
    }
    let promises = |stretch: &Range<usize>| {
        reading.does_something(text.get(stretch.clone()).unwrap_or_default())
    };
    groups
        .into_iter()
        .filter(|(stretch, _)| promises(stretch))
        .filter_map(|(stretch, due)| Some((stretch, due?)))
        .collect()
}

/// How one language says it. Everything is folded: half-width, small, 你 for 您.
trait Reading {
    /// Whether a clause may promise something at all, given its whole sentence.
    fn may_promise(&self, clause: &str, sentence: &str) -> bool;
    /// By when, if it says so.
    fn due(&self, clause: &str, said: when::Said<'_>) -> Option<Moment>;
    /// Whether somebody is to do something for the customer.
    fn does_something(&self, words: &str) -> bool;
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    parts(text, 0..text.len(), |before, c, after| match c {
        '!' | '?' | ';' | '\n' => true,
        // 2.5 and a.m. are no ends of a sentence.
        '.' => {
            after.is_none_or(|after| after.is_whitespace() || crate::fold::is_han(after))
                && !before.is_some_and(|before| before == 'm' && text.contains(".m."))
                || before.is_some_and(crate::fold::is_han)
        }
        _ => false,
    })
}

fn clauses(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    // 1,000 is a number.
    parts(text, sentence, |_, c, after| {
        c == ',' && !after.is_some_and(|after| after.is_ascii_digit())
    })
}

/// The parts of a stretch, each with the mark that ends it.
fn parts(
    text: &str,
    whole: Range<usize>,
    ends: impl Fn(Option<char>, char, Option<char>) -> bool,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = whole.start;
    let mut before = None;
    let mut characters = text
        .get(whole.clone())
        .unwrap_or_default()
        .char_indices()
        .peekable();
    while let Some((place, c)) = characters.next() {
        let end = whole.start + place + c.len_utf8();
        if ends(before, c, characters.peek().map(|(_, after)| *after)) {
            parts.push(start..end);
            start = end;
        }
        before = Some(c);
    }
    if start < whole.end {
        parts.push(start..whole.end);
    }
    parts
}
