//! Work orders to back offices (工单; domain §10, §11): what a unit is asked, until when, how it was reminded, and what it answered. A reply ends
//! the order, never the complaint and never a promise.

use crate::{Moment, StaffId, WorkOrderNo};
use serde::{Deserialize, Serialize};

/// Times that a unit is reminded of one order (domain §10: once or twice); what then is still not answered goes up a level.
pub const REMINDERS_MAX: u16 = 2;

/// How a unit was reminded.
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
pub enum Means {
    /// 电话.
    Telephone,
    /// 工单系统.
    System,
    /// 短信或工作群.
    Message,
    /// 当面.
    InPerson,
}

/// What the unit says about its own part in the matter.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// 承认有责.
    Admits,
    /// 否认有责.
    Denies,
    /// 未表态.
    #[default]
    Silent,
}

/// What was asked of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WorkOrder {
    /// Its number within the ticket.
    pub no: WorkOrderNo,
    /// The unit.
    pub unit: String,
    /// What it is asked.
    pub asked: String,
    /// By when, as it was sent.
    pub due: Moment,
    /// Who sent it.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// What happened to it since, in order.
    pub course: Vec<OrderStep>,
}

/// Something that happened to a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OrderStep {
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// What.
    #[serde(flatten)]
    pub what: OrderMove,
}

/// What can happen to a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum OrderMove {
    /// 已催办.
    Reminded {
        /// How.
        means: Means,
    },
    /// 已回单.
    Replied {
        /// The reply.
        text: String,
        /// Whether the unit admits liability.
        admission: Admission,
    },
    /// 退回重办: the reply was not enough, and the same is asked again.
    Returned {
        /// What it lacks.
        reason: String,
        /// By when now.
        due: Moment,
    },
    /// 已撤回.
    Withdrawn {
        /// Why; none where whoever sent it took it back at once.
        reason: Option<String>,
    },
}

impl WorkOrder {
    /// The last thing that happened to it; none = it was sent.
    #[must_use]
    pub fn last(&self) -> Option<&OrderMove> {
        self.course.last().map(|step| &step.what)
    }

    /// The unit's answer is awaited.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.last() {
            None | Some(OrderMove::Reminded { .. } | OrderMove::Returned { .. }) => true,
            Some(OrderMove::Replied { .. } | OrderMove::Withdrawn { .. }) => false,
        }
    }

    /// By when it is to be answered, as it was asked last.
    #[must_use]
    pub fn due(&self) -> Moment {
        let asked_again = self.course.iter().rev().find_map(|step| match step.what {
            OrderMove::Returned { due, .. } => Some(due),
            OrderMove::Reminded { .. }
            | OrderMove::Replied { .. }
            | OrderMove::Withdrawn { .. } => None,
        });
        asked_again.unwrap_or(self.due)
    }

    /// How often the unit was reminded.
    #[must_use]
    pub fn reminders(&self) -> usize {
        let reminded = |step: &&OrderStep| matches!(step.what, OrderMove::Reminded { .. });
        self.course.iter().filter(reminded).count()
    }
}
