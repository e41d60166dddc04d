//! Going up a level (domain §11): level by level, stopped as low as possible.

use crate::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// The levels above the counter.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 值班经理.
    DutyManager,
    /// 营业厅经理.
    HallManager,
    /// 县市投诉中心.
    ComplaintCentre,
    /// 省公司.
    Province,
    /// 集团总部.
    Headquarters,
}

/// A hand-over: who, why, what has been done, what is asked, by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Escalation {
    /// To which level.
    pub level: Level,
    /// Why.
    pub reason: String,
    /// What has been done so far; may be empty.
    pub done: String,
    /// What is asked of the receiver.
    pub asked: String,
    /// By when.
    pub due: Moment,
    /// Who handed over; stays the customer's contact until the receiver accepts.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// The customer knows who has it, and by when they hear.
    #[serde(default)]
    pub told: bool,
    /// Where it stands.
    pub state: EscalationState,
}

/// Where an escalation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum EscalationState {
    /// Handed over, not yet accepted.
    Waiting,
    /// Accepted.
    Accepted {
        /// By whom.
        by: StaffId,
        /// When.
        at: Moment,
    },
    /// Decided; the hall goes on with the decision.
    Decided {
        /// By whom it was entered.
        by: StaffId,
        /// When.
        at: Moment,
        /// The decision.
        decision: String,
    },
    /// Sent back to the counter.
    Returned {
        /// By whom.
        by: StaffId,
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
}

impl EscalationState {
    /// When it was decided or sent back.
    #[must_use]
    pub const fn over_at(&self) -> Option<Moment> {
        match self {
            Self::Decided { at, .. } | Self::Returned { at, .. } => Some(*at),
            Self::Waiting | Self::Accepted { .. } => None,
        }
    }
}

impl Escalation {
    /// Still with the level above.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(
            self.state,
            EscalationState::Waiting | EscalationState::Accepted { .. }
        )
    }
}
