//! A ticket's snapshot and everything else that can be rebuilt from its events, written together.

use ansu_complaint::{Ticket, TicketId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::hall_rule::LineRules;
use crate::store::Store;
use crate::{clocks, follow_ups, history, library, promises, queue, search, units};

/// The tables of this module and its siblings, those that point before those that are pointed to.
pub(crate) const TABLES: [&str; 12] = [
    "contact",
    "incident",
    "wording_use",
    "clock",
    "follow_up",
    "promise",
    "unit_use",
    "queue",
    "ticket_phone",
    "ticket_text",
    "number_given",
    "ticket",
];

/// Revision of a stored ticket; 0 if there is none.
pub(crate) fn revision(conn: &Connection, ticket: TicketId) -> Result<u32, StoreError> {
    let revision = conn
        .prepare_cached("SELECT revision FROM ticket WHERE id = ?1")?
        .query_row([ticket.0.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(revision.unwrap_or(0))
}

/// Writes all that is derived from a ticket, in place of what was derived before.
pub(crate) fn write(tx: &Connection, ticket: &Ticket) -> Result<(), StoreError> {
    let row: i64 = tx
        .prepare_cached(
            "INSERT INTO ticket (id, number, revision, snapshot) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET number = ?2, revision = ?3, snapshot = ?4
             RETURNING row",
        )?
        .query_row(
            params![
                ticket.id.0.as_bytes(),
                ticket.number.as_str(),
                ticket.revision,
                snapshot(ticket)?
            ],
            |row| row.get(0),
        )?;
    let rules = LineRules::read(tx)?;
    queue::write(tx, row, ticket, &rules)?;
    clocks::write(tx, row, ticket, &rules.timing)?;
    follow_ups::write(tx, row, ticket, &rules.timing)?;
    promises::write(tx, row, ticket)?;
    history::write(tx, row, ticket)?;
    library::write_uses(tx, row, ticket)?;
    units::write(tx, row, ticket)?;
    search::write(tx, row, ticket)
}

/// The stored form of a ticket.
pub(crate) fn snapshot(ticket: &Ticket) -> Result<String, StoreError> {
    serde_json::to_string(ticket).map_err(|_| StoreError::Unreadable { what: "ticket" })
}

fn read(json: Option<String>) -> Result<Option<Ticket>, StoreError> {
    json.map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|_| StoreError::Unreadable { what: "ticket" })
}

impl Store {
    /// A ticket as it stands.
    pub fn ticket(&self, id: TicketId) -> Result<Option<Ticket>, StoreError> {
        let json = self
            .conn()
            .prepare_cached("SELECT snapshot FROM ticket WHERE id = ?1")?
            .query_row([id.0.as_bytes()], |row| row.get(0))
            .optional()?;
        read(json)
    }

    /// A ticket by its printed number, as typed: `A01-1-20261121-007`.
    pub fn ticket_by_number(&self, number: &str) -> Result<Option<Ticket>, StoreError> {
        let json = self
            .conn()
            .prepare_cached("SELECT snapshot FROM ticket WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        read(json)
    }
}
