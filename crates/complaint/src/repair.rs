//! A fault is repaired when the line works again, not when somebody kept a promise about it (电信条例 art. 32).

use crate::{Moment, StaffId, Ticket};
use serde::{Deserialize, Serialize};

/// That and when what was faulty works again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Repair {
    /// Since when it works.
    pub restored: Moment,
    /// How that is known; may be empty.
    pub note: String,
    /// Who entered it.
    pub by: StaffId,
    /// When it was entered.
    pub noted: Moment,
    /// When the customer's word or a new round said otherwise.
    pub denied: Option<Moment>,
}

impl Ticket {
    /// The repair, as long as nothing says otherwise.
    #[must_use]
    pub fn stands_repaired(&self) -> Option<&Repair> {
        self.repair
            .as_ref()
            .filter(|repair| repair.denied.is_none())
    }

    /// "Solved" is the customer's word (domain §12).
    pub(crate) fn deny_repair(&mut self, at: Moment) {
        if let Some(repair) = &mut self.repair {
            repair.denied.get_or_insert(at);
        }
    }

    /// What was said at that moment was not said.
    pub(crate) fn trust_repair(&mut self, at: Moment) {
        if let Some(repair) = &mut self.repair {
            repair.denied = repair.denied.filter(|denied| *denied != at);
        }
    }
}
