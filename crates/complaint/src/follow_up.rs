//! Promises, call-backs and the customer's opinion (domain §12): nothing is promised without owner and due time; "solved" and "satisfied" are
//! two questions.

use crate::{Emotion, Moment, OfferNo, PromiseNo, StaffId};
use serde::{Deserialize, Serialize};

/// A sentence with a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Promise {
    /// Its number within the ticket.
    pub no: PromiseNo,
    /// What was promised.
    pub text: String,
    /// Who keeps it: a unit or a person.
    pub owner: String,
    /// By when.
    pub due: Moment,
    /// The offer it follows from, if any.
    pub offer: Option<OfferNo>,
    /// When it was made.
    pub made: Moment,
    /// Where it stands.
    pub state: PromiseState,
    /// Who entered what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
}

/// Where a promise stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PromiseState {
    /// To be kept.
    Open,
    /// Kept.
    Kept {
        /// When it was entered.
        at: Moment,
        /// How it turned out; may be empty.
        note: String,
    },
    /// Not kept. The ticket is raised by it.
    Broken {
        /// When it was entered.
        at: Moment,
        /// Why.
        reason: String,
    },
    /// Taken back, with the customer's knowledge.
    Withdrawn {
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
    /// Fell away because the customer chose another offer.
    Superseded {
        /// When.
        at: Moment,
    },
}

impl PromiseState {
    /// When it came to this; `None` while it is open.
    #[must_use]
    pub const fn since(&self) -> Option<Moment> {
        match self {
            PromiseState::Open => None,
            PromiseState::Kept { at, .. }
            | PromiseState::Broken { at, .. }
            | PromiseState::Withdrawn { at, .. }
            | PromiseState::Superseded { at } => Some(*at),
        }
    }

    /// When it was kept.
    #[must_use]
    pub const fn kept_at(&self) -> Option<Moment> {
        match self {
            PromiseState::Kept { at, .. } => Some(*at),
            PromiseState::Open
            | PromiseState::Broken { .. }
            | PromiseState::Withdrawn { .. }
            | PromiseState::Superseded { .. } => None,
        }
    }
}

/// Is it solved? By the customer's word, not by a unit's reply.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Solved {
    /// 已解决.
    Yes,
    /// 暂时解决: root cause open.
    ForNow,
    /// 未解决.
    No,
}

/// Are you satisfied?
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// 满意.
    Satisfied,
    /// 基本满意.
    Fairly,
    /// 不满意.
    Dissatisfied,
}

/// What the customer says of the outcome.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// Is it solved?
    pub solved: Solved,
    /// Are you satisfied?
    pub satisfied: Satisfaction,
    /// In the customer's words; may be empty.
    #[serde(default)]
    pub remark: String,
}

impl Opinion {
    /// Not solved or not satisfied: round 2 begins.
    #[must_use]
    pub const fn calls_for_another_round(&self) -> bool {
        matches!(self.solved, Solved::No) || matches!(self.satisfied, Satisfaction::Dissatisfied)
    }
}

/// One attempt to call the customer back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CallBack {
    /// When.
    pub at: Moment,
    /// Who called.
    pub by: StaffId,
    /// The round it belongs to.
    pub round: u16,
    /// The answer; `None` = not reached.
    pub opinion: Option<Opinion>,
    /// The feeling now, if reached.
    pub emotion: Option<Emotion>,
    /// What was said besides; may be empty.
    pub note: String,
    /// When the next attempt is made, where nobody was reached and that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Moment>,
    /// The round's opinion until then: what taking the call back gives again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Opinion>,
    /// Visits that had no answer until then.
    #[serde(default)]
    pub answers: u16,
}

/// Attempts after which a written reason may well stand in for a call-back: the hall has tried (domain §12: attempts count).
pub const CALLS_ENOUGH: u16 = 3;

/// A contact with the customer that is due without their asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ContactDue {
    /// What for.
    pub why: ContactWhy,
    /// When: the next attempt, if one was fixed, else by when.
    pub at: Moment,
    /// By when.
    pub due: Moment,
    /// Attempts since the customer was last reached.
    pub attempts: u16,
}

/// What a contact is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ContactWhy {
    /// 办完回访: is it solved, are you satisfied?
    CallBack,
    /// 待装联系: how far it is.
    Waiting,
}
