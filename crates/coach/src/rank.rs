//! Which playbook fits: by category, step, feeling, the words that the customer used, and how often it was used here (domain §7).

use crate::fold::folded;
use crate::playbook::{GENERAL, Playbook};
use crate::scope::{Fit, closest};
use ansu_complaint::{CategoryCode, Emotion, Step};
use std::collections::HashMap;

/// Where the talk stands.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The step.
    pub step: Step,
    /// What the complaint is about.
    pub category: CategoryCode,
    /// How the customer feels, once the clerk has noted it.
    pub emotion: Option<Emotion>,
    /// What the customer said so far, in their own words.
    pub statement: &'a str,
}

/// How often wordings of a playbook were used in this hall lately, by the playbook's id.
pub type Uses = HashMap<String, u32>;

/// A playbook that fits, and why.
#[derive(Debug, Clone)]
pub(crate) struct Ranked<'a> {
    /// Which.
    pub(crate) playbook: &'a Playbook,
    /// Words of the statement by which it was recognised.
    pub(crate) heard: Vec<&'a str>,
    score: u32,
}

/// What each reason is worth. A word that the customer used says more the longer it is, two of them more than the category that the clerk chose
/// among many; what was used before only decides between equals.
mod worth {
    pub(super) const ITEM: u32 = 20;
    pub(super) const GROUP: u32 = 9;
    pub(super) const STEP: u32 = 8;
    pub(super) const EMOTION: u32 = 5;
    /// On top of the item's own: it is what the playbook names first.
    pub(super) const FOREMOST: u32 = 3;
    pub(super) const WORD: u32 = 5;
    pub(super) const CHARACTER: u32 = 3;
    pub(super) const CHARACTERS_MAX: usize = 6;
    pub(super) const USES_MAX: u32 = 5;
}

/// The playbooks that fit, the closest first; `general` is none of them. In the order of the library where they fit equally.
pub(crate) fn rank<'a>(
    playbooks: &'a [Playbook],
    at: &Situation<'_>,
    uses: &Uses,
) -> Vec<Ranked<'a>> {
    let statement = folded(at.statement);
    let mut fitting: Vec<_> = playbooks
        .iter()
        .filter(|playbook| playbook.id != GENERAL)
        .filter_map(|playbook| weigh(playbook, at, &statement, uses))
        .collect();
    fitting.sort_by_key(|ranked| std::cmp::Reverse(ranked.score));
    fitting
}

fn weigh<'a>(
    playbook: &'a Playbook,
    at: &Situation<'_>,
    statement: &str,
    uses: &Uses,
) -> Option<Ranked<'a>> {
    let heard = heard(playbook, statement);
    let fit = closest(&playbook.categories, at.category);
    // A feeling or a step alone does not bring up what is about another matter.
    if fit.is_none() && heard.is_empty() {
        return None;
    }
    let category = match fit {
        Some(Fit::Item) => worth::ITEM,
        Some(Fit::Group) => worth::GROUP,
        Some(Fit::Anything) | None => 0,
    };
    // Where a playbook belongs it comes sooner; it is not gone elsewhere, for its situation is still the one at the counter.
    let step = if playbook.steps.contains(&at.step) {
        worth::STEP
    } else {
        0
    };
    let feels = at
        .emotion
        .is_some_and(|emotion| playbook.emotions.contains(&emotion));
    let foremost = playbook
        .categories
        .first()
        .is_some_and(|first| first.fit(at.category) == Some(Fit::Item));
    let reasons = category
        + step
        + if feels { worth::EMOTION } else { 0 }
        + if foremost { worth::FOREMOST } else { 0 }
        + heard.iter().map(|word| word_worth(word)).sum::<u32>();
    let used = uses.get(&playbook.id).copied().unwrap_or_default();
    (reasons > 0).then(|| Ranked {
        playbook,
        heard,
        score: reasons + (used + 1).ilog2().min(worth::USES_MAX),
    })
}

fn word_worth(word: &str) -> u32 {
    let characters = word.chars().count().min(worth::CHARACTERS_MAX);
    worth::WORD + worth::CHARACTER * u32::try_from(characters).unwrap_or(0)
}

/// The triggers that are in the statement; one that is part of another found one does not count again.
fn heard<'a>(playbook: &'a Playbook, statement: &str) -> Vec<&'a str> {
    let found: Vec<(&str, String)> = playbook
        .triggers
        .zh
        .iter()
        .chain(&playbook.triggers.en)
        .map(|word| (word.as_str(), folded(word)))
        .filter(|(_, word)| !word.is_empty() && statement.contains(word.as_str()))
        .collect();
    found
        .iter()
        .filter(|(_, word)| {
            !found
                .iter()
                .any(|(_, other)| other.len() > word.len() && other.contains(word.as_str()))
        })
        .map(|(word, _)| *word)
        .collect()
}
