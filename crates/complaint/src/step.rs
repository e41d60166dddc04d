//! The six steps of handling a complaint (domain §5).

use crate::Moment;
use serde::{Deserialize, Serialize};

/// "First the mood, then the matter": the steps in their order.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 倾听: let the customer finish; hear feeling and fact.
    Listen,
    /// 致歉: say sorry for the company.
    Apologize,
    /// 收集: facts, checks, who is responsible, read back.
    Gather,
    /// 方案: give a choice, not a verdict.
    Propose,
    /// 征询: does the customer agree?
    Ask,
    /// 回访: do it, check it, ask again.
    FollowUp,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Step; 6] = [
        Step::Listen,
        Step::Apologize,
        Step::Gather,
        Step::Propose,
        Step::Ask,
        Step::FollowUp,
    ];

    /// The number on the screen, 1 to 6.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The step after this one.
    #[must_use]
    pub const fn next(self) -> Option<Step> {
        match self {
            Step::Listen => Some(Step::Apologize),
            Step::Apologize => Some(Step::Gather),
            Step::Gather => Some(Step::Propose),
            Step::Propose => Some(Step::Ask),
            Step::Ask => Some(Step::FollowUp),
            Step::FollowUp => None,
        }
    }
}

/// What happened to one step, over all rounds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct StepRecord {
    /// When the step was entered for the first time.
    pub entered: Option<Moment>,
    /// When it was left last.
    pub left: Option<Moment>,
    /// The written reason if it was last left with its gate unmet.
    pub overridden: Option<String>,
}
