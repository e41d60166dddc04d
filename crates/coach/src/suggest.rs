//! Suggestions: the wordings of a playbook that fit where the talk stands, with their slots filled (domain §7).

use crate::playbook::{GENERAL, Playbook, Wording};
use crate::rank::Situation;
use crate::scope::{Fit, closest};
use crate::template::Part;
use crate::{Language, Slots};
use serde::Serialize;

/// A wording ready to be read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Suggestion {
    /// Playbook and wording, `broadband_cuts_out/feel`: goes into the record of what was said.
    pub id: String,
    /// Its pieces in order.
    pub parts: Vec<Part>,
    /// Written for this situation, category or feeling, not for any.
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

/// Closest to the category first, then written for the feeling; otherwise in the order of the playbook.
pub(crate) fn suggest(
    playbook: &Playbook,
    at: &Situation<'_>,
    language: Language,
    slots: &Slots,
) -> Vec<Suggestion> {
    let mut fitting: Vec<_> = playbook
        .wordings
        .iter()
        .filter(|wording| wording.step == at.step && wording.suits(at))
        .filter_map(|wording| Some((closest(&wording.categories, at.category)?, wording)))
        .collect();
    fitting.sort_by_key(|(fit, wording)| std::cmp::Reverse((*fit, !wording.emotions.is_empty())));
    fitting
        .into_iter()
        .map(|(fit, wording)| filled(playbook, wording, fit, language, slots))
        .collect()
}

fn filled(
    playbook: &Playbook,
    wording: &Wording,
    fit: Fit,
    language: Language,
    slots: &Slots,
) -> Suggestion {
    let parts = wording.text(language).fill(language, slots);
    Suggestion {
        id: format!("{}/{}", playbook.id, wording.id),
        specific: playbook.id != GENERAL || fit != Fit::Anything || !wording.emotions.is_empty(),
        complete: parts.iter().all(|part| part.filled),
        parts,
    }
}

impl Wording {
    /// Whether it suits the feeling; one that is for a certain feeling is not offered while the feeling is unknown.
    fn suits(&self, at: &Situation<'_>) -> bool {
        self.emotions.is_empty()
            || at
                .emotion
                .is_some_and(|emotion| self.emotions.contains(&emotion))
    }
}
