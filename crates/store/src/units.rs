//! Units that were asked or made responsible, so that one who names a unit picks it instead of typing it.

use ansu_complaint::Ticket;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

use crate::error::StoreError;
use crate::store::Store;

impl Store {
    /// Units named on tickets here, the most frequent first, at most `limit`.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn units(&self, limit: u32) -> Result<Vec<String>, StoreError> {
        let mut query = self.conn().prepare_cached(
            "SELECT unit FROM unit_use GROUP BY unit ORDER BY count(*) DESC, max(ticket) DESC, unit LIMIT ?1",
        )?;
        let units = query.query_map([limit], |row| row.get(0))?;
        Ok(units.collect::<Result<_, _>>()?)
    }
}

/// Writes which units a ticket names, in place of what was written before.
pub(crate) fn write(tx: &Connection, row: i64, ticket: &Ticket) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM unit_use WHERE ticket = ?1")?
        .execute([row])?;
    let mut put = tx.prepare_cached("INSERT INTO unit_use (ticket, unit) VALUES (?1, ?2)")?;
    for unit in named(ticket) {
        put.execute(params![row, unit])?;
    }
    Ok(())
}

/// The units that a ticket names.
pub(crate) fn named(ticket: &Ticket) -> BTreeSet<String> {
    let asked = ticket.work_orders.iter().map(|order| &order.unit);
    let offered = ticket.offers.iter().map(|offer| &offer.terms.unit);
    asked.chain(offered).cloned().collect()
}

/// The units that are written for a ticket.
pub(crate) fn of_ticket(conn: &Connection, row: i64) -> Result<BTreeSet<String>, StoreError> {
    let mut query = conn.prepare_cached("SELECT unit FROM unit_use WHERE ticket = ?1")?;
    let units = query.query_map([row], |row| row.get(0))?;
    Ok(units.collect::<Result<_, _>>()?)
}
