//! The same matter arriving once more from above, from an authority or in public: linked to the open ticket, not registered twice
//! (domain §3, §11).

use crate::{Channel, Moment, StaffId};
use serde::{Deserialize, Serialize};

/// A complaint about the matter of an open ticket that came in by a channel above the hall's own (转办件, 申诉件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Referral {
    /// Its number within the ticket, from 1.
    pub no: u16,
    /// By which channel it came.
    pub channel: Channel,
    /// The number under which whoever sent it has it; may be empty.
    pub reference: String,
    /// What it asks of the hall.
    pub asked: String,
    /// By when it wants to be answered.
    pub due: Moment,
    /// Who took it in.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// How it was answered, once it was.
    pub answer: Option<ReferralAnswer>,
}

/// What was written back to whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReferralAnswer {
    /// The answer.
    pub text: String,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: Moment,
}
