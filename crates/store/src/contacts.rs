//! Contacts that are no complaints, beside the tickets in the same log and found by their number.

use ansu_complaint::{Contact, ContactEvent, ContactId, EventId, Moment, Phone, StaffId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::event_log::{self, NewEvent};
use crate::store::Store;
use crate::{drafts, hall, payload};

/// What happened to a contact, to be kept.
#[derive(Debug, Clone)]
pub struct ContactCommit {
    /// Identity of the event.
    pub event_id: EventId,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// What.
    pub event: ContactEvent,
    /// Events that the writer saw; 0 for a contact that is noted.
    pub expected: u32,
    /// The contact with the event applied.
    pub after: Contact,
    /// Drafts whose content is kept by this: key and who typed it.
    pub cleared_drafts: Vec<(String, StaffId)>,
}

impl Store {
    /// Keeps what happened to a contact. On disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Stale`] if something has happened to it that the writer did not see; the folder refuses.
    pub fn keep_contact(&mut self, commit: &ContactCommit) -> Result<(), StoreError> {
        self.write(|tx| {
            let hall = hall::read_hall(tx)?.ok_or(StoreError::NoHall)?;
            let actual = read(tx, commit.after.id)?.map_or(0, |(_, revision)| revision);
            if actual != commit.expected {
                return Err(StoreError::Stale { actual });
            }
            if matches!(commit.event, ContactEvent::Noted { .. }) != (commit.expected == 0) {
                return Err(StoreError::Inconsistent {
                    reason: "a contact begins with its noting",
                });
            }
            let event = NewEvent {
                id: commit.event_id,
                at: commit.at,
                by: &commit.by,
                payload: payload::write(&commit.event)?,
            };
            let id = commit.after.id.0;
            event_log::append(tx, &hall.origin(), id, commit.expected, [Ok(event)])?;
            write(tx, &commit.after, commit.expected + 1)?;
            for (key, staff) in &commit.cleared_drafts {
                drafts::clear(tx, key, staff)?;
            }
            Ok(())
        })
    }

    /// A contact and the number of its events.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn contact(&self, id: ContactId) -> Result<Option<(Contact, u32)>, StoreError> {
        read(self.conn(), id)
    }

    /// Contacts from a number at or after `since`, the last one first, those that were taken back among them.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn contacts(&self, phone: &Phone, since: Moment) -> Result<Vec<Contact>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT snapshot FROM contact WHERE phone = ?1 AND at >= ?2 ORDER BY row DESC",
            )?
            .query_and_then(params![phone.digits(), since.timestamp_millis()], |row| {
                understood(&row.get::<_, String>(0)?)
            })?
            .collect()
    }

    /// The oldest contacts of a moment or before it, at most `limit`, and how many there are.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn contacts_before(
        &self,
        moment: Moment,
        limit: u32,
    ) -> Result<(Vec<Contact>, u32), StoreError> {
        let at = moment.timestamp_millis();
        let total = self
            .conn()
            .prepare_cached("SELECT count(*) FROM contact WHERE at <= ?1")?
            .query_row([at], |row| row.get(0))?;
        let oldest = self
            .conn()
            .prepare_cached("SELECT snapshot FROM contact WHERE at <= ?1 ORDER BY row LIMIT ?2")?
            .query_and_then(params![at, limit], |row| {
                understood(&row.get::<_, String>(0)?)
            })?
            .collect::<Result<_, _>>()?;
        Ok((oldest, total))
    }
}

/// Writes what is derived from a contact's events, in place of what was derived before.
pub(crate) fn write(tx: &Connection, contact: &Contact, revision: u32) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO contact (id, revision, at, phone, snapshot) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET revision = ?2, at = ?3, phone = ?4, snapshot = ?5",
    )?
    .execute(params![
        contact.id.0.as_bytes(),
        revision,
        contact.at.timestamp_millis(),
        contact.phone.digits(),
        snapshot(contact)?
    ])?;
    Ok(())
}

/// Whether what is stored is what the events give.
pub(crate) fn agrees(
    conn: &Connection,
    contact: &Contact,
    revision: u32,
) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM contact
             WHERE id = ?1 AND revision = ?2 AND at = ?3 AND phone = ?4 AND snapshot = ?5",
        )?
        .exists(params![
            contact.id.0.as_bytes(),
            revision,
            contact.at.timestamp_millis(),
            contact.phone.digits(),
            snapshot(contact)?
        ])?)
}

fn read(conn: &Connection, id: ContactId) -> Result<Option<(Contact, u32)>, StoreError> {
    let row: Option<(String, u32)> = conn
        .prepare_cached("SELECT snapshot, revision FROM contact WHERE id = ?1")?
        .query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(json, revision)| Ok((understood(&json)?, revision)))
        .transpose()
}

fn snapshot(contact: &Contact) -> Result<String, StoreError> {
    serde_json::to_string(contact).map_err(|_| StoreError::Unreadable { what: "contact" })
}

pub(crate) fn understood(json: &str) -> Result<Contact, StoreError> {
    serde_json::from_str(json).map_err(|_| StoreError::Unreadable { what: "contact" })
}
