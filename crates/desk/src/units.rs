//! Units that the hall works with.

use crate::{Context, Desk, DeskError, Operation, Session};

/// As many as there are digits to pick one with.
const OFFERED: u32 = 9;

impl<C: Context> Desk<C> {
    /// The units that were asked or made responsible here most often, to be picked by a digit.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn units(&self, session: &Session) -> Result<Vec<String>, DeskError> {
        self.authorize(session, Operation::Ticket, None)?;
        Ok(self.store.units(OFFERED)?)
    }
}
