//! An answer in own words: what of the prepared one is heard in it, and what is not. More than fair it is only with the wording's own words.

use super::gate::{PracticeGate, hears};
use super::{Choice, Node, Quality};
use crate::Coach;
use crate::Language;
use crate::fold::{folded, is_han};
use crate::language::Both;
use crate::slot::Slots;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A text with this share of a wording's pairs of words has its words.
const SAME_WORDS: f32 = 0.5;
/// A text with this share of them is close to it.
const CLOSE: f32 = 0.25;
/// A wording with fewer pairs than this says too little to be told by them.
const PAIRS_MIN: usize = 4;

/// How an answer in own words goes on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    /// Any of these in it sounds like the good answer.
    pub(crate) listens_for: Both<Vec<String>>,
    /// The choice that is the good answer.
    pub(crate) good: String,
    /// The node or end to which any other answer leads.
    pub(crate) otherwise: String,
}

/// How an answer in own words was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OwnWords {
    /// The prepared answer, or the wording of the playbook, that it comes closest to; none if nothing of either was heard.
    pub like: Option<String>,
    /// What a good answer does here and was not heard.
    pub unheard: Vec<PracticeGate>,
}

/// What an answer in own words comes to.
pub(super) struct Understood<'a> {
    pub(super) own: OwnWords,
    pub(super) quality: Quality,
    pub(super) mood: i8,
    pub(super) met: Vec<PracticeGate>,
    pub(super) to: &'a str,
}

impl Node {
    /// How `text` is understood here; `None` if the node has no good answer. `playbook` is the one that helps.
    pub(super) fn understood(
        &self,
        text: &str,
        playbook: &str,
        coach: &Coach,
        language: Language,
    ) -> Option<Understood<'_>> {
        let mut choices = self.choices.iter();
        let good = choices.find(|choice| choice.id == self.typed.good)?;
        let hurts = !coach.check_wording(text, language).is_empty();
        let met = if hurts {
            vec![]
        } else {
            coach.gate_words().heard_in(text, self.step)
        };
        let (like, likeness) = self.closest(text, good, playbook, coach, language);
        let does_it = !good.meets.is_empty() && good.meets.iter().all(|gate| met.contains(gate));
        let sounds_good = does_it || self.sounds_good(text) || likeness >= CLOSE;
        let wanted = good.meets.iter().copied();
        let own = OwnWords {
            like: sounds_good.then_some(like),
            unheard: wanted.filter(|gate| !met.contains(gate)).collect(),
        };
        let (quality, mood) = match (hurts, sounds_good) {
            (true, _) => (Quality::Poor, 1),
            (false, true) if likeness >= SAME_WORDS => (Quality::Good, good.mood),
            (false, true) => (Quality::Fair, good.mood),
            (false, false) => (Quality::Fair, 0),
        };
        Some(Understood {
            own,
            quality,
            mood,
            met,
            to: match (hurts, sounds_good) {
                (false, true) => &good.to,
                (true, _) | (false, false) => &self.typed.otherwise,
            },
        })
    }

    fn sounds_good(&self, text: &str) -> bool {
        let text = folded(text);
        let Both { zh, en } = &self.typed.listens_for;
        zh.iter().chain(en).any(|word| hears(&text, word))
    }

    /// Of the good answer and the playbook's wordings for this step the one that `text` is most like, and how much.
    fn closest(
        &self,
        text: &str,
        good: &Choice,
        playbook: &str,
        coach: &Coach,
        language: Language,
    ) -> (String, f32) {
        let said = pairs(text);
        let prepared = good.say.of(language);
        let wordings = coach
            .playbook(playbook)
            .into_iter()
            .flat_map(|playbook| &playbook.wordings)
            .filter(|wording| wording.step == self.step)
            .map(|wording| match language {
                Language::Chinese => &wording.zh,
                Language::English => &wording.en,
            })
            .map(|template| {
                let parts = template.fill(language, &Slots::default());
                let words: String = parts
                    .iter()
                    .filter(|part| part.slot.is_none())
                    .map(|part| part.text.as_str())
                    .collect();
                let shown: String = parts.iter().map(|part| part.text.as_str()).collect();
                (shown, likeness(&said, &words))
            });
        let first = (prepared.clone(), likeness(&said, &prepared));
        wordings.fold(
            first,
            |best, next| if next.1 > best.1 { next } else { best },
        )
    }
}

/// The share of a wording's pairs that is said, 0 to 1; 0 if it has hardly any.
fn likeness(said: &HashSet<(String, String)>, wording: &str) -> f32 {
    let wanted = pairs(wording);
    if wanted.len() < PAIRS_MIN {
        return 0.0;
    }
    let count = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    count(wanted.intersection(said).count()) / count(wanted.len())
}

/// Each two words that follow each other: a Chinese character is a word, and so is a row of other letters or figures.
fn pairs(text: &str) -> HashSet<(String, String)> {
    let mut words: Vec<String> = vec![];
    let mut goes_on = false;
    for c in folded(text).chars() {
        match words.last_mut() {
            Some(last) if goes_on && c.is_alphanumeric() && !is_han(c) => last.push(c),
            _ if c.is_alphanumeric() => words.push(c.to_string()),
            _ => {}
        }
        goes_on = c.is_alphanumeric() && !is_han(c);
    }
    words
        .iter()
        .zip(words.iter().skip(1))
        .map(|(one, next)| (one.clone(), next.clone()))
        .collect()
}
