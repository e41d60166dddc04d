//! The health of a data folder.

use crate::{Act, AuditLineView, Context, Desk, DeskError, Operation, Session};
use serde::Serialize;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Everything is as it should be.
    pub sound: bool,
    /// Events read.
    pub events: u64,
    /// Tickets replayed.
    pub tickets: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Further faults that are not listed.
    pub more: u64,
    /// What was found lost when the folder was opened, ever; the last one first. What is there is sound all the same.
    pub losses: Vec<AuditLineView>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// In words, with the place.
    pub what: String,
}

impl<C: Context> Desk<C> {
    /// Checks the file, the chain of events, and that replaying them gives what is stored.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn check(&mut self, session: &Session) -> Result<Health, DeskError> {
        self.authorize(session, Operation::Check, None)?;
        self.note(session, Act::Check, "", "")?;
        let report = self.store.check()?;
        Ok(Health {
            sound: report.is_sound(),
            events: report.events,
            tickets: report.tickets,
            faults: report
                .findings
                .iter()
                .map(|finding| Fault {
                    what: format!("{finding:?}"),
                })
                .collect(),
            more: report.more,
            losses: self.losses(0)?,
        })
    }
}
