//! The follow-up list (回访清单, domain §12): contacts with customers that are due without their asking, found by when they are made.

use ansu_complaint::{Contact, ContactWhy, Moment, Ticket, TicketId, Timing};
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::code;
use crate::contacts;
use crate::error::StoreError;
use crate::queue::{self, QueueRow};
use crate::store::Store;

/// A contact as the list keeps it. Times are to the millisecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpEntry {
    /// The row of its ticket, as in [`QueueRow::row`].
    pub ticket: i64,
    /// What for.
    pub why: ContactWhy,
    /// When.
    pub at: Moment,
    /// By when.
    pub due: Moment,
    /// Attempts since the customer was last reached.
    pub attempts: u16,
}

/// A contact with the line of its ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpRow {
    /// The contact.
    pub contact: FollowUpEntry,
    /// Its ticket.
    pub ticket: QueueRow,
}

/// Which contacts a page shows: those to be made at or after `from` and before `to`; none = without that end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FollowUpSpan {
    /// From when on.
    pub from: Option<Moment>,
    /// Before when.
    pub to: Option<Moment>,
    /// Only where an attempt has failed.
    pub missed: bool,
}

/// The ends of the stretches that the list counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUpDays {
    /// Now.
    pub now: Moment,
    /// When today ends.
    pub today: Moment,
    /// When tomorrow ends.
    pub tomorrow: Moment,
    /// Thanks count from here on.
    pub thanks_since: Moment,
}

/// The list in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FollowUpCounts {
    /// All that are due at some time.
    pub all: u32,
    /// The time has passed.
    pub overdue: u32,
    /// Still to come today.
    pub today: u32,
    /// Tomorrow.
    pub tomorrow: u32,
    /// An attempt has failed.
    pub missed: u32,
    /// Words of thanks.
    pub thanks: u32,
}

/// The entries of a ticket.
pub(crate) fn entries(row: i64, ticket: &Ticket, timing: &Timing) -> Vec<FollowUpEntry> {
    ticket
        .contacts_due(timing)
        .into_iter()
        .map(|due| FollowUpEntry {
            ticket: row,
            why: due.why,
            at: queue::to_milliseconds(due.at),
            due: queue::to_milliseconds(due.due),
            attempts: due.attempts,
        })
        .collect()
}

/// Writes the contacts of a ticket in place of the earlier ones.
pub(crate) fn write(
    tx: &Connection,
    row: i64,
    ticket: &Ticket,
    timing: &Timing,
) -> Result<(), StoreError> {
    let entries = entries(row, ticket, timing);
    if of_ticket(tx, row)?.as_ref() == Some(&entries) {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM follow_up WHERE ticket = ?1")?
        .execute([row])?;
    let mut add = tx.prepare_cached(
        "INSERT INTO follow_up (ticket, why, at, due, attempts) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for entry in entries {
        add.execute(params![
            row,
            code::write(entry.why)?,
            entry.at.timestamp_millis(),
            entry.due.timestamp_millis(),
            entry.attempts,
        ])?;
    }
    Ok(())
}

const COLUMNS: &str =
    "follow_up.ticket, follow_up.why, follow_up.at, follow_up.due, follow_up.attempts";

/// Reads an entry whose columns begin at `at`.
fn read(row: &Row<'_>, at: usize) -> Result<FollowUpEntry, StoreError> {
    Ok(FollowUpEntry {
        ticket: row.get(at)?,
        why: code::read(row.get(at + 1)?)?,
        at: moment(row.get(at + 2)?)?,
        due: moment(row.get(at + 3)?)?,
        attempts: row.get(at + 4)?,
    })
}

fn moment(milliseconds: i64) -> Result<Moment, StoreError> {
    DateTime::from_timestamp_millis(milliseconds).ok_or(StoreError::Unreadable { what: "time" })
}

/// The stored entries of a ticket, in the order of their names; what can't be read is as good as none.
pub(crate) fn of_ticket(
    conn: &Connection,
    row: i64,
) -> Result<Option<Vec<FollowUpEntry>>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM follow_up WHERE ticket = ?1 ORDER BY why");
    let mut query = conn.prepare_cached(&sql)?;
    let entries: Result<Vec<_>, _> = query.query_and_then([row], |row| read(row, 0))?.collect();
    match entries {
        Ok(entries) => Ok(Some(entries)),
        Err(StoreError::Unreadable { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Store {
    /// A page of contacts that are due, what comes first first; `after` is the last one of the page before.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn follow_ups(
        &self,
        span: FollowUpSpan,
        after: Option<(TicketId, ContactWhy)>,
        limit: u32,
    ) -> Result<Vec<FollowUpRow>, StoreError> {
        let lines = queue::COLUMNS;
        let sql = format!(
            "SELECT {lines}, {COLUMNS} FROM follow_up
             JOIN ticket ON ticket.row = follow_up.ticket
             JOIN queue ON queue.ticket = follow_up.ticket
             WHERE follow_up.at >= ?1 AND follow_up.at < ?2 AND follow_up.attempts >= ?3
                 AND (?4 IS NULL OR (follow_up.at, follow_up.ticket, follow_up.why) > (?4, ?5, ?6))
             ORDER BY follow_up.at, follow_up.ticket, follow_up.why LIMIT ?7"
        );
        let end = |moment: Option<Moment>, none| moment.map_or(none, |at| at.timestamp_millis());
        let (at, row, why) = self.contact_place(after)?;
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then(
                params![
                    end(span.from, i64::MIN),
                    end(span.to, i64::MAX),
                    u16::from(span.missed),
                    at,
                    row,
                    why,
                    limit
                ],
                |row| {
                    Ok(FollowUpRow {
                        ticket: queue::read(row)?,
                        contact: read(row, queue::COLUMN_COUNT)?,
                    })
                },
            )?
            .collect()
    }

    /// Where a page goes on.
    fn contact_place(
        &self,
        after: Option<(TicketId, ContactWhy)>,
    ) -> Result<(Option<i64>, i64, String), StoreError> {
        let Some((ticket, why)) = after else {
            return Ok((None, 0, String::new()));
        };
        let why = code::write(why)?;
        let found = self
            .conn()
            .prepare_cached(
                "SELECT follow_up.at, follow_up.ticket FROM follow_up
                 JOIN ticket ON ticket.row = follow_up.ticket
                 WHERE ticket.id = ?1 AND follow_up.why = ?2",
            )?
            .query_row(params![ticket.0.as_bytes(), why], |row| {
                Ok((Some(row.get(0)?), row.get(1)?))
            })
            .optional()?;
        let (at, row) = found.unwrap_or((None, 0));
        Ok((at, row, why))
    }

    /// All figures of the list by one query.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn follow_up_counts(&self, days: FollowUpDays) -> Result<FollowUpCounts, StoreError> {
        let mut query = self.conn().prepare_cached(
            "SELECT count(*),
                    count(*) FILTER (WHERE at < ?1),
                    count(*) FILTER (WHERE at >= ?1 AND at < ?2),
                    count(*) FILTER (WHERE at >= ?2 AND at < ?3),
                    count(*) FILTER (WHERE attempts > 0),
                    (SELECT count(*) FROM contact WHERE json_extract(snapshot, '$.kind') = 'thanks'
                         AND at >= ?4 AND NOT json_extract(snapshot, '$.taken_back'))
             FROM follow_up",
        )?;
        let ends = [days.now, days.today, days.tomorrow, days.thanks_since];
        Ok(
            query.query_row(ends.map(|end| end.timestamp_millis()), |row| {
                Ok(FollowUpCounts {
                    all: row.get(0)?,
                    overdue: row.get(1)?,
                    today: row.get(2)?,
                    tomorrow: row.get(3)?,
                    missed: row.get(4)?,
                    thanks: row.get(5)?,
                })
            })?,
        )
    }

    /// Words of thanks at or after `since`, the last one first, at most `limit`.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn thanks(&self, since: Moment, limit: u32) -> Result<Vec<Contact>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT snapshot FROM contact WHERE json_extract(snapshot, '$.kind') = 'thanks'
                     AND at >= ?1 AND NOT json_extract(snapshot, '$.taken_back')
                 ORDER BY at DESC, row DESC LIMIT ?2",
            )?
            .query_and_then(params![since.timestamp_millis(), limit], |row| {
                contacts::understood(&row.get::<_, String>(0)?)
            })?
            .collect()
    }
}
