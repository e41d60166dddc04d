//! Suggestions: the wordings that fit where the talk stands, closest first, with their slots filled (domain §7).

use crate::scope::Fit;
use crate::wording::{Piece, Wording};
use crate::{Language, SlotName, Slots};
use ansu_complaint::{CategoryCode, Emotion, Step};
use serde::{Deserialize, Serialize};

/// Where the talk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Situation {
    /// The step.
    pub step: Step,
    /// What the complaint is about.
    pub category: CategoryCode,
    /// How the customer feels, once the clerk has noted it.
    pub emotion: Option<Emotion>,
}

/// A piece of a suggestion: plain text, or a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Part {
    /// What is shown: the text, the slot's value, or the slot's label while it is empty.
    pub text: String,
    /// The slot, if it is one.
    pub slot: Option<SlotName>,
    /// False for a slot without a value.
    pub filled: bool,
}

/// A wording ready to be read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Suggestion {
    /// The wording's id, for the record.
    pub id: String,
    /// Its pieces in order.
    pub parts: Vec<Part>,
    /// Written for this category or feeling, not for any.
    pub specific: bool,
    /// Every slot is filled. What is not complete can't be copied or marked as said (domain §7).
    pub complete: bool,
}

impl Suggestion {
    /// The sentence, if it is complete.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.complete
            .then(|| self.parts.iter().map(|part| part.text.as_str()).collect())
    }
}

/// Closest to the category first, then written for the feeling; otherwise in the order of the data.
pub(crate) fn suggest(
    wordings: &[Wording],
    at: Situation,
    language: Language,
    slots: &Slots,
) -> Vec<Suggestion> {
    let mut fitting: Vec<_> = wordings
        .iter()
        .filter(|wording| wording.step == at.step && wording.suits(at.emotion))
        .filter_map(|wording| Some((wording.fit(at.category)?, wording)))
        .collect();
    fitting.sort_by_key(|(fit, wording)| std::cmp::Reverse((*fit, !wording.emotions.is_empty())));
    fitting
        .into_iter()
        .map(|(fit, wording)| fill(wording, fit, language, slots))
        .collect()
}

fn fill(wording: &Wording, fit: Fit, language: Language, slots: &Slots) -> Suggestion {
    let parts: Vec<_> = wording
        .texts()
        .get(language)
        .0
        .iter()
        .map(|piece| part(piece, language, slots))
        .collect();
    Suggestion {
        id: wording.id.clone(),
        specific: fit != Fit::Anything || !wording.emotions.is_empty(),
        complete: parts.iter().all(|part| part.filled),
        parts,
    }
}

fn part(piece: &Piece, language: Language, slots: &Slots) -> Part {
    match piece {
        Piece::Text(text) => Part {
            text: text.clone(),
            slot: None,
            filled: true,
        },
        Piece::Slot(name) => {
            let value = slots.get(*name);
            Part {
                text: value.unwrap_or_else(|| name.label(language)).to_owned(),
                slot: Some(*name),
                filled: value.is_some(),
            }
        }
    }
}
