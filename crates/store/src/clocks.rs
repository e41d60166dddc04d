//! Every due time of every ticket that somebody still has to look after: what has passed is found by these, also where something else of the same
//! ticket is overdue already.

use ansu_complaint::{Ticket, Timing};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

use crate::error::StoreError;

/// The due times of a ticket, in milliseconds.
pub(crate) fn entries(ticket: &Ticket, timing: &Timing) -> BTreeSet<i64> {
    let open = ticket.open_deadlines(timing);
    open.map(|deadline| deadline.due.timestamp_millis())
        .collect()
}

/// Writes the due times of a ticket in place of the earlier ones.
pub(crate) fn write(
    tx: &Connection,
    row: i64,
    ticket: &Ticket,
    timing: &Timing,
) -> Result<(), StoreError> {
    let entries = entries(ticket, timing);
    if of_ticket(tx, row)? == entries {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM clock WHERE ticket = ?1")?
        .execute([row])?;
    let mut add = tx.prepare_cached("INSERT INTO clock (ticket, due) VALUES (?1, ?2)")?;
    for due in entries {
        add.execute(params![row, due])?;
    }
    Ok(())
}

/// The stored due times of a ticket.
pub(crate) fn of_ticket(conn: &Connection, row: i64) -> Result<BTreeSet<i64>, StoreError> {
    let mut query = conn.prepare_cached("SELECT due FROM clock WHERE ticket = ?1")?;
    let due: Result<_, _> = query.query_map([row], |row| row.get(0))?.collect();
    Ok(due?)
}
