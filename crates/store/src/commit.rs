//! The one door for what happens to tickets: events, snapshot and read models in one transaction.

use ansu_complaint::{Entry, Event, EventId, StaffId, Ticket, TicketId, TicketNumber};
use chrono::NaiveDate;
use rusqlite::Connection;

use crate::chain::EventHash;
use crate::error::StoreError;
use crate::event_log::{self, NewEvent};
use crate::store::Store;
use crate::{drafts, hall, numbers, payload, read_model};

/// What is to be kept together or not at all.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The ticket.
    pub ticket: TicketId,
    /// Revision that the writer saw; 0 for a registration.
    pub expected: u32,
    /// What happened, at least one entry.
    pub entries: Vec<(EventId, Entry)>,
    /// The ticket with the entries applied.
    pub after: Ticket,
    /// Drafts whose content is performed by this: key and who typed it.
    pub cleared_drafts: Vec<(String, StaffId)>,
}

/// Proof that a commit is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Revision of the ticket now.
    pub revision: u32,
    /// Position of the last event.
    pub position: i64,
    /// Its hash.
    pub hash: EventHash,
}

impl Store {
    /// Keeps what happened to a ticket. On disk when this returns.
    ///
    /// Refused with [`StoreError::Stale`] if the ticket has changed since the writer read it.
    pub fn commit(&mut self, commit: &Commit) -> Result<Receipt, StoreError> {
        self.write(|tx| keep(tx, commit))
    }

    /// Takes the next ticket number of the counter's `day` (the hall's calendar) and keeps the
    /// registration that `build` makes with it, in one transaction: a number is given exactly once.
    pub fn register<E: From<StoreError>>(
        &mut self,
        day: NaiveDate,
        build: impl FnOnce(TicketNumber) -> Result<Commit, E>,
    ) -> Result<(Commit, Receipt), E> {
        self.write(|tx| {
            let hall = hall::read_hall(tx)?.ok_or(StoreError::NoHall)?;
            let commit = build(numbers::next(tx, &hall, day)?)?;
            let receipt = keep(tx, &commit)?;
            Ok((commit, receipt))
        })
    }
}

pub(crate) fn keep(tx: &Connection, commit: &Commit) -> Result<Receipt, StoreError> {
    let hall = hall::read_hall(tx)?.ok_or(StoreError::NoHall)?;
    let actual = read_model::revision(tx, commit.ticket)?;
    if actual != commit.expected {
        return Err(StoreError::Stale { actual });
    }
    agree(commit)?;
    let events = commit.entries.iter().map(|(id, entry)| {
        Ok(NewEvent {
            id: *id,
            at: entry.at,
            by: &entry.by,
            payload: payload::write(&entry.event)?,
        })
    });
    let (position, hash) =
        event_log::append(tx, &hall.origin(), commit.ticket.0, commit.expected, events)?;
    if commit.expected == 0 {
        numbers::remember(tx, &commit.after.number)?;
    }
    read_model::write(tx, &commit.after)?;
    for (key, staff) in &commit.cleared_drafts {
        drafts::clear(tx, key, staff)?;
    }
    Ok(Receipt {
        revision: commit.after.revision,
        position,
        hash,
    })
}

/// A commit whose parts don't fit together would break "replay equals snapshot" for good.
fn agree(commit: &Commit) -> Result<(), StoreError> {
    let begins = |(_, entry): &(EventId, Entry)| matches!(entry.event, Event::Registered { .. });
    let added = u32::try_from(commit.entries.len()).unwrap_or(u32::MAX);
    let reason = if commit.entries.is_empty() {
        "there is no event"
    } else if commit.entries.first().is_some_and(begins) != (commit.expected == 0) {
        "a ticket begins with its registration"
    } else if commit.after.id != commit.ticket {
        "the ticket is another one"
    } else if commit.expected.checked_add(added) != Some(commit.after.revision) {
        "the revision doesn't count the events"
    } else {
        return Ok(());
    };
    Err(StoreError::Inconsistent { reason })
}
