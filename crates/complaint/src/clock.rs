//! What moves a ticket's own clock: how hard the case is, pauses while the customer is waited for, and extensions (domain §10). None of them
//! moves a published rule.

use crate::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Extensions that one ticket may be given; a fourth is refused (domain §10).
pub const EXTENSIONS_MAX: u16 = 3;

/// How much a case asks for.
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
pub enum Grade {
    /// 一般.
    #[default]
    Ordinary,
    /// 较复杂.
    Complex,
    /// 疑难, several units.
    Special,
}

/// The hall's clocks stand still while the customer is waited for. They run on by themselves when it is over: nobody has to think of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Pause {
    /// Since when.
    pub from: Moment,
    /// Until when at the latest.
    pub until: Moment,
    /// What is waited for.
    pub reason: String,
    /// Who paused.
    pub by: StaffId,
    /// When it was ended by hand.
    pub resumed: Option<Moment>,
}

impl Pause {
    /// From when to when the clocks stand still.
    #[must_use]
    pub fn stretch(&self) -> (Moment, Moment) {
        let end = self
            .resumed
            .map_or(self.until, |resumed| resumed.min(self.until));
        (self.from, end)
    }
}

/// More time for the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Extension {
    /// How much, in hours of the answer's clock.
    pub hours: u16,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Where it stands.
    pub state: ExtensionState,
}

/// Where an extension stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ExtensionState {
    /// Asked for.
    Requested,
    /// Given.
    Granted {
        /// By whom.
        by: StaffId,
        /// When.
        at: Moment,
    },
    /// Not given.
    Refused {
        /// By whom.
        by: StaffId,
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
}

impl Extension {
    /// Whether it counts.
    #[must_use]
    pub const fn is_granted(&self) -> bool {
        matches!(self.state, ExtensionState::Granted { .. })
    }
}
