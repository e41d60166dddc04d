//! The append-only log: adding at its end, reading a ticket's record.

use ansu_complaint::{ContactEvent, Entry, EventId, IncidentEvent, Moment, StaffId, TicketId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::chain::{Digested, EventHash, Link, Salt};
use crate::code;
use crate::error::StoreError;
use crate::moment;
use crate::payload::{self, Payload};
use crate::store::Store;

/// One row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Place in this folder's log, from 1 without gaps.
    pub position: i64,
    /// Identity across counters.
    pub id: EventId,
    /// The counter that wrote it: `A01-1`.
    pub origin: String,
    /// Its number among that counter's events, from 1 without gaps.
    pub sequence: i64,
    /// Hash of that counter's event before.
    pub previous: EventHash,
    /// Its own hash.
    pub hash: EventHash,
    /// The ticket it belongs to.
    pub ticket: TicketId,
    /// Revision of the ticket that its writer saw; 0 for a registration.
    pub based_on: u32,
    /// When, by whom, what.
    pub entry: Entry,
}

/// What is to be added to the log.
pub(crate) struct NewEvent<'a> {
    pub(crate) id: EventId,
    pub(crate) at: Moment,
    pub(crate) by: &'a StaffId,
    /// As [`payload::write`] gives it.
    pub(crate) payload: String,
}

/// Where a counter's chain ends.
pub(crate) struct Head {
    pub(crate) sequence: i64,
    pub(crate) hash: EventHash,
}

/// End of an origin's chain; before its first event, the start.
pub(crate) fn head(conn: &Connection, origin: &str) -> Result<Head, StoreError> {
    let last = conn
        .prepare_cached(
            "SELECT sequence, hash FROM event WHERE origin = ?1 ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([origin], |row| {
            Ok(Head {
                sequence: row.get(0)?,
                hash: EventHash::from_bytes(row.get(1)?),
            })
        })
        .optional()?;
    Ok(last.unwrap_or(Head {
        sequence: 0,
        hash: EventHash::START,
    }))
}

/// Adds what happened to a ticket or a contact at the end of the log and of its origin's chain; returns the last position and hash.
pub(crate) fn append<'a>(
    tx: &Connection,
    origin: &str,
    record: Uuid,
    based_on: u32,
    events: impl IntoIterator<Item = Result<NewEvent<'a>, StoreError>>,
) -> Result<(i64, EventHash), StoreError> {
    let Head {
        mut sequence,
        hash: mut previous,
    } = head(tx, origin)?;
    for event in events {
        let event = event?;
        sequence += 1;
        let mut salt = Salt::default();
        getrandom::fill(&mut salt).map_err(|_| StoreError::NoRandomness)?;
        let link = Link {
            id: event.id.0,
            origin,
            sequence,
            previous,
            ticket: record,
            based_on,
            at: &moment::to_text(event.at),
            staff: event.by.as_str(),
            version: payload::VERSION,
            payload: Digested::of(&salt, &event.payload),
        };
        previous = insert(tx, &link, &salt, &event.payload)?;
    }
    Ok((tx.last_insert_rowid(), previous))
}

fn insert(
    tx: &Connection,
    link: &Link<'_>,
    salt: &Salt,
    payload: &str,
) -> Result<EventHash, StoreError> {
    let hash = link.hash();
    let added = tx
        .prepare_cached(
            "INSERT INTO event (id, origin, sequence, previous, hash, ticket, based_on, at, staff, version, digest, salt, payload)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            link.id.as_bytes(),
            link.origin,
            link.sequence,
            link.previous.as_bytes(),
            hash.as_bytes(),
            link.ticket.as_bytes(),
            link.based_on,
            link.at,
            link.staff,
            link.version,
            link.payload.0,
            salt,
            payload,
        ]);
    match added {
        Ok(_) => Ok(hash),
        Err(error)
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            Err(StoreError::Inconsistent {
                reason: "an event id was used twice",
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// The columns of a row as they are, in the order of [`RawEvent::read`].
pub(crate) const COLUMNS: &str = "position, id, origin, sequence, previous, hash, ticket, based_on, at, staff, version, digest, salt, payload";

/// A row before its texts are understood: what the hash covers.
pub(crate) struct RawEvent {
    pub(crate) position: i64,
    id: Uuid,
    pub(crate) origin: String,
    pub(crate) sequence: i64,
    pub(crate) previous: EventHash,
    pub(crate) hash: EventHash,
    pub(crate) ticket: Uuid,
    based_on: u32,
    at: String,
    staff: String,
    version: u32,
    digest: Digested,
    salt: Option<Salt>,
    payload: Option<String>,
}

impl RawEvent {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            position: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            origin: row.get(2)?,
            sequence: row.get(3)?,
            previous: EventHash::from_bytes(row.get(4)?),
            hash: EventHash::from_bytes(row.get(5)?),
            ticket: Uuid::from_bytes(row.get(6)?),
            based_on: row.get(7)?,
            at: row.get(8)?,
            staff: row.get(9)?,
            version: row.get(10)?,
            digest: Digested(row.get(11)?),
            salt: row.get(12)?,
            payload: row.get(13)?,
        })
    }

    /// What the hash should be.
    pub(crate) fn expected_hash(&self) -> EventHash {
        let Self {
            id,
            sequence,
            previous,
            ticket,
            based_on,
            version,
            digest: payload,
            ..
        } = *self;
        let (origin, at) = (self.origin.as_str(), self.at.as_str());
        let staff = self.staff.as_str();
        Link {
            id,
            origin,
            sequence,
            previous,
            ticket,
            based_on,
            at,
            staff,
            version,
            payload,
        }
        .hash()
    }

    /// Whether the payload is the one that the digest was made of; one that was erased can't be compared.
    pub(crate) fn has_its_payload(&self) -> bool {
        match (&self.salt, &self.payload) {
            (Some(salt), Some(payload)) => Digested::of(salt, payload) == self.digest,
            _ => self.is_erased(),
        }
    }

    /// Whether what it said has been erased.
    pub(crate) fn is_erased(&self) -> bool {
        self.salt.is_none() && self.payload.is_none()
    }

    /// What it says.
    pub(crate) fn payload(&self) -> Result<Payload, StoreError> {
        payload::read(
            self.version,
            self.payload.as_deref().ok_or(StoreError::Unreadable {
                what: "erased event",
            })?,
        )
    }

    /// When, by whom, what, of a ticket.
    pub(crate) fn entry(&self) -> Result<Entry, StoreError> {
        let Payload::Ticket(event) = self.payload()? else {
            return Err(StoreError::Unreadable {
                what: "event of a ticket",
            });
        };
        Ok(Entry {
            at: moment::from_text(&self.at)?,
            by: code::read(self.staff.clone())?,
            event,
        })
    }

    /// What happened to a contact.
    pub(crate) fn of_contact(&self) -> Result<ContactEvent, StoreError> {
        match self.payload()? {
            Payload::Contact(event) => Ok(event),
            Payload::Ticket(_) | Payload::Incident(_) => Err(StoreError::Unreadable {
                what: "event of a contact",
            }),
        }
    }

    /// What happened to an incident.
    pub(crate) fn of_incident(&self) -> Result<IncidentEvent, StoreError> {
        match self.payload()? {
            Payload::Incident(event) => Ok(event),
            Payload::Ticket(_) | Payload::Contact(_) => Err(StoreError::Unreadable {
                what: "event of an incident",
            }),
        }
    }

    /// Whether all of it can be understood.
    pub(crate) fn is_understood(&self) -> bool {
        let at = moment::from_text(&self.at);
        let by = code::read::<StaffId>(self.staff.clone());
        at.is_ok() && by.is_ok() && self.payload().is_ok()
    }
}

/// All rows of a ticket or a contact in the order of the log.
pub(crate) fn of_record(conn: &Connection, record: Uuid) -> Result<Vec<RawEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM event WHERE ticket = ?1 ORDER BY position");
    let mut query = conn.prepare_cached(&sql)?;
    let rows = query.query_map([record.as_bytes()], RawEvent::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Store {
    /// A ticket's record in the order of the log; empty if there is no such ticket.
    pub fn events(&self, ticket: TicketId) -> Result<Vec<StoredEvent>, StoreError> {
        let understand = |raw: RawEvent| {
            Ok(StoredEvent {
                entry: raw.entry()?,
                position: raw.position,
                id: EventId(raw.id),
                origin: raw.origin,
                sequence: raw.sequence,
                previous: raw.previous,
                hash: raw.hash,
                ticket,
                based_on: raw.based_on,
            })
        };
        of_record(self.conn(), ticket.0)?
            .into_iter()
            .map(understand)
            .collect()
    }
}
