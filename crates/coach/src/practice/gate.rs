//! The gates of the six steps (domain §5) as far as a talk can show them, and the words by which each is heard in an answer of one's own.

use crate::fold::folded;
use crate::language::Both;
use ansu_complaint::Step;
use serde::{Deserialize, Serialize};

/// What the procedure asks for before a step is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeGate {
    /// The customer was asked to tell it, and it was listened to.
    Statement,
    /// An apology, before anything is offered.
    Apology,
    /// The facts read back, and the customer asked whether they are right.
    ReadBack,
    /// At least two offers to choose from.
    SecondOffer,
    /// Who does what by when.
    OwnerAndDue,
    /// The customer was asked what they want, or has chosen.
    Answer,
    /// A call-back is agreed.
    CallBack,
}

/// The words by which gates are heard; comes with the program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct GateWords(Vec<Heard>);

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    gate: PracticeGate,
    /// Of each group one word must be there.
    all_of: Vec<Both<Vec<String>>>,
    /// With any of these it is not meant.
    #[serde(default)]
    unless: Both<Vec<String>>,
}

impl PracticeGate {
    /// All of them, in the order of the steps.
    pub(crate) const ALL: [Self; 7] = [
        Self::Statement,
        Self::Apology,
        Self::ReadBack,
        Self::SecondOffer,
        Self::OwnerAndDue,
        Self::Answer,
        Self::CallBack,
    ];

    /// The steps in which it can be met; an apology after an offer comes too late.
    pub(crate) const fn steps(self) -> &'static [Step] {
        match self {
            Self::Statement => &[Step::Listen],
            Self::Apology => &[Step::Listen, Step::Apologize, Step::Gather],
            Self::ReadBack => &[Step::Gather],
            Self::SecondOffer | Self::OwnerAndDue => &[Step::Propose, Step::Ask],
            Self::Answer => &[Step::Ask],
            Self::CallBack => &[Step::FollowUp],
        }
    }
}

impl GateWords {
    /// The gates that an answer of one's own meets in this step.
    pub(crate) fn heard_in(&self, text: &str, step: Step) -> Vec<PracticeGate> {
        let text = folded(text);
        self.0
            .iter()
            .filter(|heard| heard.gate.steps().contains(&step) && heard.is_in(&text))
            .map(|heard| heard.gate)
            .collect()
    }
}

impl Heard {
    fn is_in(&self, folded_text: &str) -> bool {
        let any = |words: &Both<Vec<String>>| {
            let mut words = words.zh.iter().chain(&words.en);
            words.any(|word| hears(folded_text, word))
        };
        self.all_of.iter().all(any) && !any(&self.unless)
    }
}

/// Whether a folded text has that word; one of letters as a whole word only.
pub(crate) fn hears(folded_text: &str, word: &str) -> bool {
    let word = folded(word);
    let joins = |c: char| c.is_ascii_alphanumeric();
    !word.is_empty()
        && folded_text.match_indices(&word).any(|(start, hit)| {
            let before = folded_text.get(..start).and_then(|t| t.chars().next_back());
            let after = folded_text
                .get(start + hit.len()..)
                .and_then(|t| t.chars().next());
            let torn_before = word.starts_with(joins) && before.is_some_and(joins);
            let torn_after = word.ends_with(joins) && after.is_some_and(joins);
            !torn_before && !torn_after
        })
}
