//! Ticket numbers: one sequence per hall, counter and day of the hall's calendar.

use ansu_complaint::TicketNumber;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::hall::Hall;

/// Most tickets of one counter in one day that a number has room for.
const MOST: u32 = 999_999;

/// Takes the day's next number within the transaction that registers the ticket.
///
/// If the transaction fails, the number was never given. What was given once is remembered per day, so
/// a clock set back goes on after the last one instead of starting again.
pub(crate) fn next(
    tx: &Connection,
    hall: &Hall,
    day: NaiveDate,
) -> Result<TicketNumber, StoreError> {
    let prefix = format!("{}-{}", hall.origin(), day.format("%Y%m%d"));
    let sequence: u32 = tx
        .prepare_cached(
            "INSERT INTO number_given (prefix, last) VALUES (?1, 1)
             ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last",
        )?
        .query_row([&prefix], |row| row.get(0))?;
    if sequence > MOST {
        return Err(StoreError::Inconsistent {
            reason: "the day's ticket numbers are used up",
        });
    }
    TicketNumber::new(&hall.code, &hall.counter, day, sequence).map_err(|_| {
        StoreError::Inconsistent {
            reason: "hall or counter code doesn't fit a number",
        }
    })
}

/// Remembers a number that an event carries, from wherever it came.
pub(crate) fn remember(tx: &Connection, number: &TicketNumber) -> Result<(), StoreError> {
    let (prefix, sequence) = split(number)?;
    tx.prepare_cached(
        "INSERT INTO number_given (prefix, last) VALUES (?1, ?2)
         ON CONFLICT (prefix) DO UPDATE SET last = max(last, ?2)",
    )?
    .execute(params![prefix, sequence])?;
    Ok(())
}

/// A number's counter and day, and its sequence.
pub(crate) fn split(number: &TicketNumber) -> Result<(&str, u32), StoreError> {
    number
        .as_str()
        .rsplit_once('-')
        .and_then(|(prefix, sequence)| Some((prefix, sequence.parse().ok()?)))
        .ok_or(StoreError::Unreadable {
            what: "ticket number",
        })
}

/// The last sequence given for a counter and day; 0 if none was.
pub(crate) fn last_given(conn: &Connection, prefix: &str) -> Result<u32, StoreError> {
    let last = conn
        .prepare_cached("SELECT last FROM number_given WHERE prefix = ?1")?
        .query_row([prefix], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0))
}
