//! The tickets of which somebody may have to be reminded.

use ansu_complaint::{Moment, StaffId, Ticket};
use rusqlite::{Params, Row};

use crate::error::StoreError;
use crate::store::Store;

/// Most tickets that pass their due time between two looks; of more than these nobody reads one by one.
const PASSED_MAX: u32 = 200;

impl Store {
    /// Open tickets that somebody has in hand.
    pub fn in_hand(&self, staff: &StaffId) -> Result<Vec<Ticket>, StoreError> {
        self.open_tickets(
            "SELECT snapshot FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended = '' AND holder = ?1",
            [staff.as_str()],
        )
    }

    /// Open tickets of which what is due next came due after `since` and not after `now`;
    /// what came due last first, so that what is new is told however much lies there.
    pub fn passed(&self, since: Moment, now: Moment) -> Result<Vec<Ticket>, StoreError> {
        self.open_tickets(
            "SELECT snapshot FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended = '' AND due > ?1 AND due <= ?2 ORDER BY due DESC LIMIT ?3",
            (since.timestamp_millis(), now.timestamp_millis(), PASSED_MAX),
        )
    }

    fn open_tickets(&self, sql: &str, params: impl Params) -> Result<Vec<Ticket>, StoreError> {
        let mut query = self.conn().prepare_cached(sql)?;
        let snapshot = |row: &Row<'_>| row.get::<_, String>(0);
        query
            .query_map(params, snapshot)?
            .map(|json| {
                serde_json::from_str(&json?).map_err(|_| StoreError::Unreadable { what: "ticket" })
            })
            .collect()
    }
}
