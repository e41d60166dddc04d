//! What came before a ticket: earlier complaints from the same number (domain §13: the second contact is the alarm).

use std::collections::BTreeSet;

use ansu_complaint::{Moment, Phone, Ticket, TicketNumber};
use rusqlite::{Connection, params};

use crate::error::StoreError;
use crate::queue::{self, QueueRow};
use crate::store::Store;

/// The numbers under which a ticket is found again: the one it is about and where to reach the customer.
pub(crate) fn phones(ticket: &Ticket) -> BTreeSet<&str> {
    let complainant = &ticket.intake.complainant;
    std::iter::once(&complainant.phone)
        .chain(&complainant.contact)
        .map(Phone::digits)
        .collect()
}

/// Writes the numbers of a ticket in place of the earlier ones.
pub(crate) fn write(tx: &Connection, row: i64, ticket: &Ticket) -> Result<(), StoreError> {
    let phones = phones(ticket);
    if read(tx, row)?
        .iter()
        .map(String::as_str)
        .eq(phones.iter().copied())
    {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM ticket_phone WHERE ticket = ?1")?
        .execute([row])?;
    let mut add = tx.prepare_cached("INSERT INTO ticket_phone (phone, ticket) VALUES (?1, ?2)")?;
    for phone in phones {
        add.execute(params![phone, row])?;
    }
    Ok(())
}

/// The stored numbers of a ticket.
pub(crate) fn read(conn: &Connection, row: i64) -> Result<BTreeSet<String>, StoreError> {
    let mut query = conn.prepare_cached("SELECT phone FROM ticket_phone WHERE ticket = ?1")?;
    let phones = query.query_map([row], |row| row.get(0))?;
    Ok(phones.collect::<Result<_, _>>()?)
}

impl Store {
    /// Tickets that follow from one, the last one first.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn following(&self, number: &TicketNumber) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE queue.follows = ?1 AND queue.follows <> '' ORDER BY queue.ticket DESC",
            queue::COLUMNS
        );
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then([number.as_str()], queue::read)?
            .collect()
    }

    /// Complaints that somebody with this number brought for a customer with another one, the last one first. They are no history of the number:
    /// who speaks for their parents one day has not complained twice.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn represented_by(&self, phone: &Phone) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE json_extract(ticket.snapshot, '$.intake.complainant.representative.phone') = ?1
                 AND NOT EXISTS (SELECT 1 FROM ticket_phone
                     WHERE ticket_phone.ticket = ticket.row AND ticket_phone.phone = ?1)
             ORDER BY ticket.row DESC",
            queue::COLUMNS
        );
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then([phone.digits()], queue::read)?
            .collect()
    }

    /// Complaints from a number, the last one first: received at or after `since`, and whatever is older and not done with, because it is open or
    /// a promise in it is open or broken.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn history(&self, phone: &Phone, since: Moment) -> Result<Vec<QueueRow>, StoreError> {
        let columns = queue::COLUMNS;
        let sql = format!(
            "SELECT {columns} FROM ticket_phone
             JOIN ticket ON ticket.row = ticket_phone.ticket
             JOIN queue ON queue.ticket = ticket_phone.ticket
             WHERE ticket_phone.phone = ?1
                 AND (queue.received >= ?2 OR queue.ended = '' OR queue.broken > 0 OR EXISTS (
                     SELECT 1 FROM json_each(ticket.snapshot, '$.promises')
                     WHERE json_extract(value, '$.state.state') = 'open'))
             ORDER BY ticket_phone.ticket DESC"
        );
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then(
                params![phone.digits(), since.timestamp_millis()],
                queue::read,
            )?
            .collect()
    }
}
