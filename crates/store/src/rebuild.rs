//! Read models anew from the event log, the only source of truth.

use ansu_complaint::{Contact, Entry, Incident, Ticket};
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::StoreError;
use crate::event_log::{self, RawEvent};
use crate::payload::Payload;
use crate::store::Store;
use crate::{contacts, disposal, incidents, numbers, read_model};

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
    for id in in_order(tx)? {
        if disposal::is_disposed(tx, id)? {
            continue;
        }
        let unreadable = StoreError::Unreadable {
            what: "registration",
        };
        match replay(tx, id)?.ok_or(unreadable)? {
            Record::Ticket(ticket) => {
                numbers::remember(tx, &ticket.number)?;
                read_model::write(tx, &ticket)?;
                tickets += 1;
            }
            Record::Contact(contact, revision) => contacts::write(tx, &contact, revision)?,
            Record::Incident(incident) => incidents::write(tx, &incident)?,
        }
    }
    Ok(tickets)
}

/// What the events about one thing make of it.
#[allow(
    clippy::large_enum_variant,
    reason = "most are tickets and the enum is short-lived"
)]
pub(crate) enum Record {
    Ticket(Ticket),
    /// With its number of events.
    Contact(Contact, u32),
    Incident(Incident),
}

/// All that the log has records of, in the order in which they came in.
pub(crate) fn in_order(conn: &Connection) -> Result<Vec<Uuid>, StoreError> {
    let mut query =
        conn.prepare("SELECT ticket FROM event GROUP BY ticket ORDER BY min(position)")?;
    let ids = query.query_map([], |row| Ok(Uuid::from_bytes(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// A record as its events make it; none if they don't begin with a registration, a noting or an opening.
pub(crate) fn replay(conn: &Connection, id: Uuid) -> Result<Option<Record>, StoreError> {
    let raw = event_log::of_record(conn, id)?;
    let Some(first) = raw.first() else {
        return Ok(None);
    };
    let first = first.payload()?;
    if let Payload::Incident(_) = first {
        let events = raw.iter().map(RawEvent::of_incident);
        let events = events.collect::<Result<Vec<_>, _>>()?;
        return Ok(Incident::fold(events).map(Record::Incident));
    }
    if let Payload::Contact(_) = first {
        let events = raw
            .iter()
            .map(RawEvent::of_contact)
            .collect::<Result<Vec<_>, _>>()?;
        let revision = u32::try_from(events.len()).unwrap_or(u32::MAX);
        return Ok(Contact::fold(events).map(|contact| Record::Contact(contact, revision)));
    }
    let entries = raw
        .iter()
        .map(RawEvent::entry)
        .collect::<Result<Vec<Entry>, _>>()?;
    Ok(Ticket::fold(&entries).map(Record::Ticket))
}
