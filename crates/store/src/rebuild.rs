//! Read models anew from the event log, the only source of truth.

use ansu_complaint::{Entry, Ticket, TicketId};
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::StoreError;
use crate::event_log::{self, RawEvent};
use crate::store::Store;
use crate::{disposal, numbers, read_model};

impl Store {
    /// Throws the read models away and derives them anew; returns how many tickets there are.
    ///
    /// Drafts, printings, the hall's record and preferences are not derived and stay.
    pub fn rebuild(&mut self) -> Result<u64, StoreError> {
        self.write(|tx| rebuild(tx))
    }
}

/// As [`Store::rebuild`], within a transaction.
pub(crate) fn rebuild(tx: &Connection) -> Result<u64, StoreError> {
    for table in read_model::TABLES {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut tickets = 0;
    for number in disposal::numbers(tx)? {
        numbers::remember(tx, &number)?;
    }
    for id in tickets_in_order(tx)? {
        if disposal::is_disposed(tx, id.0)? {
            continue;
        }
        let ticket = replay(tx, id)?.ok_or(StoreError::Unreadable {
            what: "registration",
        })?;
        numbers::remember(tx, &ticket.number)?;
        read_model::write(tx, &ticket)?;
        tickets += 1;
    }
    Ok(tickets)
}

/// All tickets of the log in the order in which they came in.
pub(crate) fn tickets_in_order(conn: &Connection) -> Result<Vec<TicketId>, StoreError> {
    let mut query =
        conn.prepare("SELECT ticket FROM event GROUP BY ticket ORDER BY min(position)")?;
    let ids = query.query_map([], |row| Ok(TicketId(Uuid::from_bytes(row.get(0)?))))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// A ticket as its events make it; none if they don't begin with a registration.
pub(crate) fn replay(conn: &Connection, id: TicketId) -> Result<Option<Ticket>, StoreError> {
    let raw = event_log::of_ticket(conn, id)?;
    let entries = raw
        .iter()
        .map(RawEvent::entry)
        .collect::<Result<Vec<Entry>, _>>()?;
    Ok(Ticket::fold(&entries))
}
