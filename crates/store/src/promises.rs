//! The promise ledger (承诺台账, domain §12): every promise of every ticket, found by its due time.

use ansu_complaint::{Moment, PromiseNo, PromiseState, Ticket, TicketId};
use chrono::DateTime;
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::StoreError;
use crate::queue::{self, QueueRow};
use crate::store::Store;

/// A promise as the ledger keeps it. Times are to the millisecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseEntry {
    /// The row of its ticket, as in [`QueueRow::row`].
    pub ticket: i64,
    /// Its number within the ticket.
    pub no: PromiseNo,
    /// What was promised.
    pub text: String,
    /// Who keeps it.
    pub owner: String,
    /// By when.
    pub due: Moment,
    /// When it was made.
    pub made: Moment,
    /// Where it stands.
    pub state: PromiseState,
}

/// A promise with the line of its ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseRow {
    /// The promise.
    pub promise: PromiseEntry,
    /// Its ticket.
    pub ticket: QueueRow,
}

/// Which promises a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseSpan {
    /// Open ones that are due at or after `from` and before `to`; none = without that end. What is due first comes first.
    Open {
        /// From when on.
        from: Option<Moment>,
        /// Before when.
        to: Option<Moment>,
    },
    /// Broken ones, the last one first.
    Broken,
}

/// An owner's promises in figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromiseCounts {
    /// Whose.
    pub owner: String,
    /// Open ones.
    pub open: u32,
    /// Of them: the due time has passed.
    pub overdue: u32,
    /// Of them: still to come today.
    pub today: u32,
    /// Of them: in the days after.
    pub soon: u32,
    /// Broken ones.
    pub broken: u32,
}

/// The ends of the stretches that the ledger counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseDays {
    /// Now.
    pub now: Moment,
    /// When today ends.
    pub today: Moment,
    /// When the days after end.
    pub soon: Moment,
}

/// The entries of a ticket, in the order of their numbers.
pub(crate) fn entries(row: i64, ticket: &Ticket) -> Vec<PromiseEntry> {
    let mut entries: Vec<_> = ticket
        .promises
        .iter()
        .map(|promise| PromiseEntry {
            ticket: row,
            no: promise.no,
            text: promise.text.clone(),
            owner: promise.owner.clone(),
            due: queue::to_milliseconds(promise.due),
            made: queue::to_milliseconds(promise.made),
            state: to_milliseconds(&promise.state),
        })
        .collect();
    entries.sort_by_key(|entry| entry.no);
    entries
}

fn to_milliseconds(state: &PromiseState) -> PromiseState {
    let mut state = state.clone();
    match &mut state {
        PromiseState::Open => {}
        PromiseState::Kept { at, .. }
        | PromiseState::Broken { at, .. }
        | PromiseState::Withdrawn { at, .. }
        | PromiseState::Superseded { at } => *at = queue::to_milliseconds(*at),
    }
    state
}

/// A state as its name, the moment it began, 0 for an open one, and the words that came with it.
fn taken_apart(state: &PromiseState) -> (&'static str, i64, &str) {
    match state {
        PromiseState::Open => ("open", 0, ""),
        PromiseState::Kept { at, note } => ("kept", at.timestamp_millis(), note),
        PromiseState::Broken { at, reason } => ("broken", at.timestamp_millis(), reason),
        PromiseState::Withdrawn { at, reason } => ("withdrawn", at.timestamp_millis(), reason),
        PromiseState::Superseded { at } => ("superseded", at.timestamp_millis(), ""),
    }
}

fn put_together(name: &str, moved: i64, words: String) -> Result<PromiseState, StoreError> {
    let at = moment(moved)?;
    Ok(match name {
        "open" => PromiseState::Open,
        "kept" => PromiseState::Kept { at, note: words },
        "broken" => PromiseState::Broken { at, reason: words },
        "withdrawn" => PromiseState::Withdrawn { at, reason: words },
        "superseded" => PromiseState::Superseded { at },
        _ => return Err(StoreError::Unreadable { what: "code" }),
    })
}

/// Writes the promises of a ticket in place of the earlier ones.
pub(crate) fn write(tx: &Connection, row: i64, ticket: &Ticket) -> Result<(), StoreError> {
    let entries = entries(row, ticket);
    // Most actions move no promise.
    if of_ticket(tx, row)?.as_ref() == Some(&entries) {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM promise WHERE ticket = ?1")?
        .execute([row])?;
    let mut add = tx.prepare_cached(
        "INSERT INTO promise (ticket, no, text, owner, due, made, state, moved, words)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for entry in entries {
        let (state, moved, words) = taken_apart(&entry.state);
        add.execute(params![
            row,
            entry.no.0,
            entry.text,
            entry.owner,
            entry.due.timestamp_millis(),
            entry.made.timestamp_millis(),
            state,
            moved,
            words,
        ])?;
    }
    Ok(())
}

const COLUMNS: &str = "promise.ticket, promise.no, promise.text, promise.owner, promise.due, promise.made, promise.state,
    promise.moved, promise.words";

/// Reads an entry whose columns begin at `at`.
fn read(row: &Row<'_>, at: usize) -> Result<PromiseEntry, StoreError> {
    Ok(PromiseEntry {
        ticket: row.get(at)?,
        no: PromiseNo(row.get(at + 1)?),
        text: row.get(at + 2)?,
        owner: row.get(at + 3)?,
        due: moment(row.get(at + 4)?)?,
        made: moment(row.get(at + 5)?)?,
        state: put_together(
            &row.get::<_, String>(at + 6)?,
            row.get(at + 7)?,
            row.get(at + 8)?,
        )?,
    })
}

fn moment(milliseconds: i64) -> Result<Moment, StoreError> {
    DateTime::from_timestamp_millis(milliseconds).ok_or(StoreError::Unreadable { what: "time" })
}

/// The stored entries of a ticket; what can't be read is as good as none.
pub(crate) fn of_ticket(
    conn: &Connection,
    row: i64,
) -> Result<Option<Vec<PromiseEntry>>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM promise WHERE ticket = ?1 ORDER BY no");
    let mut query = conn.prepare_cached(&sql)?;
    let entries: Result<Vec<_>, _> = query.query_and_then([row], |row| read(row, 0))?.collect();
    match entries {
        Ok(entries) => Ok(Some(entries)),
        Err(StoreError::Unreadable { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Store {
    /// A page of promises, with the lines of their tickets; `after` is the last one of the page before.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn promises(
        &self,
        span: PromiseSpan,
        owner: Option<&str>,
        after: Option<(TicketId, PromiseNo)>,
        limit: u32,
    ) -> Result<Vec<PromiseRow>, StoreError> {
        let lines = queue::COLUMNS;
        let (order, state, direction, from, to) = match span {
            PromiseSpan::Open { from, to } => ("due", "open", "", from, to),
            PromiseSpan::Broken => ("moved", "broken", "DESC", None, None),
        };
        let beyond = if direction.is_empty() { ">" } else { "<" };
        let sql = format!(
            "SELECT {lines}, {COLUMNS} FROM promise
             JOIN ticket ON ticket.row = promise.ticket
             JOIN queue ON queue.ticket = promise.ticket
             WHERE promise.state = '{state}' AND promise.due >= ?1 AND promise.due < ?2
                 AND (?3 IS NULL OR promise.owner = ?3)
                 AND (?4 IS NULL OR (promise.{order}, promise.ticket, promise.no) {beyond} (?4, ?5, ?6))
             ORDER BY promise.{order} {direction}, promise.ticket {direction}, promise.no {direction} LIMIT ?7"
        );
        let end = |moment: Option<Moment>, none| moment.map_or(none, |at| at.timestamp_millis());
        let (at, row, no) = self.place(order, after)?;
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then(
                params![
                    end(from, i64::MIN),
                    end(to, i64::MAX),
                    owner,
                    at,
                    row,
                    no,
                    limit
                ],
                |row| {
                    Ok(PromiseRow {
                        ticket: queue::read(row)?,
                        promise: read(row, queue::COLUMN_COUNT)?,
                    })
                },
            )?
            .collect()
    }

    /// Where a page goes on: the sorted value, ticket and number of its last line.
    fn place(
        &self,
        order: &str,
        after: Option<(TicketId, PromiseNo)>,
    ) -> Result<(Option<i64>, i64, u16), StoreError> {
        let Some((ticket, no)) = after else {
            return Ok((None, 0, 0));
        };
        let sql = format!(
            "SELECT promise.{order}, promise.ticket FROM promise JOIN ticket ON ticket.row = promise.ticket
             WHERE ticket.id = ?1 AND promise.no = ?2"
        );
        let found = self
            .conn()
            .prepare_cached(&sql)?
            .query_row(params![ticket.0.as_bytes(), no.0], |row| {
                Ok((Some(row.get(0)?), row.get(1)?, no.0))
            })
            .optional()?;
        Ok(found.unwrap_or((None, 0, 0)))
    }

    /// All figures of the ledger by one query: a row for each owner who has an open or broken promise, by name.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn promise_counts(&self, days: PromiseDays) -> Result<Vec<PromiseCounts>, StoreError> {
        let ends: [&dyn ToSql; 3] = [
            &days.now.timestamp_millis(),
            &days.today.timestamp_millis(),
            &days.soon.timestamp_millis(),
        ];
        let mut query = self.conn().prepare_cached(
            "SELECT owner,
                    count(*) FILTER (WHERE state = 'open'),
                    count(*) FILTER (WHERE state = 'open' AND due < ?1),
                    count(*) FILTER (WHERE state = 'open' AND due >= ?1 AND due < ?2),
                    count(*) FILTER (WHERE state = 'open' AND due >= ?2 AND due < ?3),
                    count(*) FILTER (WHERE state = 'broken')
             FROM (SELECT owner, state, due FROM promise WHERE state = 'open'
                   UNION ALL SELECT owner, state, due FROM promise WHERE state = 'broken')
             GROUP BY owner ORDER BY owner",
        )?;
        let counts = query.query_map(ends.as_slice(), |row| {
            Ok(PromiseCounts {
                owner: row.get(0)?,
                open: row.get(1)?,
                overdue: row.get(2)?,
                today: row.get(3)?,
                soon: row.get(4)?,
                broken: row.get(5)?,
            })
        })?;
        Ok(counts.collect::<Result<_, _>>()?)
    }
}
