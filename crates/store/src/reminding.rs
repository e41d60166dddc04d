//! The tickets of which somebody may have to be reminded.

use ansu_complaint::{Moment, StaffId, Ticket};
use rusqlite::{Params, Row};

use crate::error::StoreError;
use crate::store::Store;

/// Most tickets that pass their due time between two looks; of more than these nobody reads one by one.
const PASSED_MAX: u32 = 200;

impl Store {
    /// Tickets that somebody has in hand: open ones, and those of broken-off visits that have something due.
    pub fn in_hand(&self, staff: &StaffId) -> Result<Vec<Ticket>, StoreError> {
        self.tickets_by(
            "SELECT snapshot FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended = '' AND holder = ?1
             UNION ALL
             SELECT snapshot FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended = 'broken_off' AND holder = ?1 AND due < ?2",
            (staff.as_str(), i64::MAX),
        )
    }

    /// Tickets of which something came due after `since` and not after `now` and is not met, what was due last first.
    pub fn passed(&self, since: Moment, now: Moment) -> Result<Vec<Ticket>, StoreError> {
        self.tickets_by(
            "SELECT snapshot FROM ticket JOIN
                 (SELECT ticket, max(due) AS due FROM clock WHERE due > ?1 AND due <= ?2 GROUP BY ticket) AS passed
                 ON passed.ticket = ticket.row
             ORDER BY passed.due DESC LIMIT ?3",
            (since.timestamp_millis(), now.timestamp_millis(), PASSED_MAX),
        )
    }

    /// Tickets that a level above has.
    pub fn handed_up(&self) -> Result<Vec<Ticket>, StoreError> {
        self.tickets_by(
            "SELECT snapshot FROM queue JOIN ticket ON ticket.row = queue.ticket WHERE escalated <> ''",
            [],
        )
    }

    fn tickets_by(&self, sql: &str, params: impl Params) -> Result<Vec<Ticket>, StoreError> {
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
