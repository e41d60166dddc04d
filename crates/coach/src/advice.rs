//! Advice for the moment: how to talk in a hard talk, how to stand, and care for the clerk (domain §13, §19). It is chosen by the clerk and
//! never stored: nothing of it becomes a word about a person.

use crate::Language;
use crate::language::Both;
use ansu_complaint::Step;
use serde::{Deserialize, Serialize};

/// The data file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdviceFile {
    behaviours: Vec<Counsel>,
    ways: Vec<Counsel>,
    postures: Vec<Posture>,
    breathing: Breathing,
    step_out: StepOut,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counsel {
    id: String,
    title: Both<String>,
    signs: Vec<Both<String>>,
    #[serde(rename = "do")]
    moves: Vec<Both<String>>,
    say: Vec<Both<String>>,
    avoid: Vec<Both<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Posture {
    step: Step,
    #[serde(rename = "do")]
    moves: Vec<Both<String>>,
    avoid: Vec<Both<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Breathing {
    in_seconds: u8,
    out_seconds: u8,
    lines: Vec<Both<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepOut {
    lines: Vec<Both<String>>,
}

/// All advice in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AdviceView {
    /// What makes a talk hard, and what helps then.
    pub behaviours: Vec<CounselView>,
    /// Ways of talking that help with strong feelings.
    pub ways: Vec<CounselView>,
    /// Body and voice, step by step.
    pub postures: Vec<PostureView>,
    /// How to breathe.
    pub breathing: BreathingView,
    /// How to hand over for a moment.
    pub step_out: Vec<String>,
}

/// What helps in one kind of talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CounselView {
    /// Its id.
    pub id: String,
    /// What the talk is like; never what a person is like.
    pub title: String,
    /// How it shows.
    pub signs: Vec<String>,
    /// What to do.
    pub moves: Vec<String>,
    /// What to say.
    pub say: Vec<String>,
    /// What to leave.
    pub avoid: Vec<String>,
}

/// Body and voice in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PostureView {
    /// The step.
    pub step: Step,
    /// What to do.
    pub moves: Vec<String>,
    /// What to leave.
    pub avoid: Vec<String>,
}

/// The breathing aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BreathingView {
    /// Seconds of breathing in.
    pub in_seconds: u8,
    /// Seconds of breathing out.
    pub out_seconds: u8,
    /// What is shown meanwhile.
    pub lines: Vec<String>,
}

impl AdviceFile {
    pub(crate) fn view(&self, language: Language) -> AdviceView {
        let list = |texts: &[Both<String>]| texts.iter().map(|text| text.of(language)).collect();
        let counsel = |all: &[Counsel]| {
            all.iter()
                .map(|one| CounselView {
                    id: one.id.clone(),
                    title: one.title.of(language),
                    signs: list(&one.signs),
                    moves: list(&one.moves),
                    say: list(&one.say),
                    avoid: list(&one.avoid),
                })
                .collect()
        };
        AdviceView {
            behaviours: counsel(&self.behaviours),
            ways: counsel(&self.ways),
            postures: self
                .postures
                .iter()
                .map(|posture| PostureView {
                    step: posture.step,
                    moves: list(&posture.moves),
                    avoid: list(&posture.avoid),
                })
                .collect(),
            breathing: BreathingView {
                in_seconds: self.breathing.in_seconds,
                out_seconds: self.breathing.out_seconds,
                lines: list(&self.breathing.lines),
            },
            step_out: list(&self.step_out.lines),
        }
    }
}
