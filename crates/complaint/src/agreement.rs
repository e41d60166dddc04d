//! Offers, and the customer's own demand (domain §5 steps 4 and 5, §9).

use crate::{Grantor, IncidentId, Moment, Money, OfferNo, StaffId};
use serde::{Deserialize, Serialize};

/// Rounds of proposing before the matter must go up a level: more would be stalling (domain §18).
pub const ROUNDS_MAX: u16 = 9;

/// Kinds of remedy (domain §9).
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
pub enum RemedyKind {
    /// 书面致歉.
    WrittenApology,
    /// 更正或重新办理.
    Correction,
    /// 话费减免或赠送.
    BillCredit,
    /// 退费.
    Refund,
    /// 双倍返还, where the company's published promise says so.
    DoubledRefund,
    /// 赠送月租或流量.
    FreeService,
    /// 障碍期间免月租 (电信条例 art. 32).
    RentWaiver,
    /// 装移机逾期违约金 (电信条例 art. 31).
    LatePenalty,
    /// 终端.
    Device,
    /// 礼品.
    Gift,
    /// 其他.
    Other,
}

impl RemedyKind {
    /// Whether the remedy is an amount of money.
    #[must_use]
    pub const fn is_money(self) -> bool {
        match self {
            RemedyKind::BillCredit
            | RemedyKind::Refund
            | RemedyKind::DoubledRefund
            | RemedyKind::RentWaiver
            | RemedyKind::LatePenalty => true,
            RemedyKind::WrittenApology
            | RemedyKind::Correction
            | RemedyKind::FreeService
            | RemedyKind::Device
            | RemedyKind::Gift
            | RemedyKind::Other => false,
        }
    }

    /// Whether the remedy is worth something: money, a thing or a service. Words are not, and no limit covers an amount beside them.
    #[must_use]
    pub const fn has_worth(self) -> bool {
        !matches!(self, RemedyKind::WrittenApology | RemedyKind::Correction)
    }
}

/// What the customer receives.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// The kind.
    pub kind: RemedyKind,
    /// Its amount or worth in fen; required where the kind is money.
    #[serde(default)]
    pub amount: Option<Money>,
    /// For how many months, where that makes sense.
    #[serde(default)]
    pub months: Option<u8>,
}

/// What a remedy rests on; "should we pay?" comes before "how much?".
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
pub enum Basis {
    /// 法规.
    Law,
    /// 公开服务承诺.
    PublishedPromise,
    /// 合同.
    Contract,
    /// 关怀.
    Goodwill,
}

/// What is offered: nothing without somebody who does it and a time by when.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct OfferTerms {
    /// What will be done.
    pub action: String,
    /// What the customer receives besides; none = the matter is put right, nothing more.
    #[serde(default)]
    pub remedy: Option<Remedy>,
    /// The unit responsible.
    pub unit: String,
    /// By when.
    pub due: Moment,
    /// What it rests on.
    pub basis: Basis,
    /// Article, promise or clause in words; may be empty.
    #[serde(default)]
    pub basis_note: String,
    /// The rule of the hall's library that it rests on, by its id; none where it names none. Whether that rule is confirmed, the library says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Whether an offer may be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Approval {
    /// Within the authority of whoever proposed it.
    Within,
    /// Somebody above has to approve it.
    Needed {
        /// Who may grant it.
        from: Grantor,
    },
    /// Approval was asked for.
    Requested {
        /// Who may grant it.
        from: Grantor,
        /// Who asked.
        by: StaffId,
        /// When.
        at: Moment,
    },
    /// Granted.
    Granted {
        /// By whom.
        by: StaffId,
        /// When.
        at: Moment,
        /// The amount that was asked for, where another one was approved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Money>,
        /// The decision of a level above the hall that it rests on, by its place among the ticket's hand-overs, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<u16>,
    },
    /// Sent back.
    Returned {
        /// By whom.
        by: StaffId,
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
}

impl Approval {
    /// The offer may be put to the customer.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        matches!(self, Approval::Within | Approval::Granted { .. })
    }
}

/// What became of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// On the table.
    Open,
    /// Chosen by the customer.
    Chosen,
    /// Refused, or another one was chosen.
    Refused,
    /// Taken off the table.
    Withdrawn,
}

/// An offer as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Offer {
    /// Its number within the ticket.
    pub no: OfferNo,
    /// The round in which it was made.
    pub round: u16,
    /// What is offered.
    pub terms: OfferTerms,
    /// Who proposed it.
    pub by: StaffId,
    /// Whether it may be made.
    pub approval: Approval,
    /// What became of it.
    pub state: OfferState,
    /// The incident whose common remedy it is, as long as it says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
}

impl Offer {
    /// The offer as it is shown: with who may grant now what it asks for.
    #[must_use]
    pub fn as_asked_now(mut self, now: Option<Grantor>) -> Self {
        if let (Approval::Needed { from } | Approval::Requested { from, .. }, Some(now)) =
            (&mut self.approval, now)
        {
            *from = now;
        }
        self
    }
}

/// "What would you like us to do?": the customer's own demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Demand {
    /// The round in which it was put.
    pub round: u16,
    /// In the customer's words.
    pub text: String,
    /// The amount claimed.
    pub amount: Option<Money>,
    /// What the customer bases it on; may be empty.
    pub basis: String,
    /// The answer, once there is one.
    pub answer: Option<DemandAnswer>,
}

/// How a demand was answered.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
pub enum DemandAnswer {
    /// Met by an offer of this ticket.
    Met {
        /// Which.
        offer: OfferNo,
    },
    /// Goes up a level.
    Escalated,
    /// Declined, with the reason explained to the customer.
    Declined {
        /// The reason.
        reason: String,
    },
}
