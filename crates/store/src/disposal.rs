//! Erasing what is known of a person once nothing asks for keeping it (个人信息保护法 art. 47), so that no trace is left in the file and
//! the chain of events still holds.

use std::path::PathBuf;

use ansu_complaint::{Moment, StaffId, TicketNumber};
use rusqlite::{Connection, Transaction, params};
use uuid::Uuid;

use crate::error::StoreError;
use crate::store::Store;
use crate::{folder, moment};

/// A ticket or a contact whose content was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// Its identity.
    pub record: Uuid,
    /// A ticket's number, which is never given again; a contact has none.
    pub number: Option<TicketNumber>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// By which rule, or at whose request; nothing about the customer.
    pub reason: String,
}

impl Store {
    /// Erases the content of tickets and contacts: events keep their place, time, writer and digest; snapshot, list line, numbers, words, files,
    /// printings and drafts go. Afterwards the file is written anew without the old pages, so that none of it can be read from the disk's file.
    /// Copies made earlier, backups among them, still hold it until they are thinned out.
    ///
    /// # Errors
    /// One of them is not there; the folder refuses. Nothing was erased then. [`StoreError::TracesOwed`] where it was, and the file could not be
    /// written anew.
    pub fn dispose(&mut self, disposals: &[Disposal]) -> Result<(), StoreError> {
        self.erase_for_good(|tx| {
            disposals
                .iter()
                .try_for_each(|disposal| erase(tx, disposal))
        })
    }

    /// Erases something in one transaction, and writes the file anew so that nothing of it can be read there.
    pub(crate) fn erase_for_good(
        &mut self,
        erase: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        folder::replace(&self.owed(), b"")?;
        let erased = self.write(erase);
        if erased.is_err() {
            // Left behind, it only makes the file be written anew once more than needed.
            let _ = folder::remove_if_there(&self.owed());
            return erased;
        }
        self.sweep_evidence();
        self.pack()
            .map_err(|error| StoreError::TracesOwed(Box::new(error)))
    }

    /// Writes the file anew where that is owed. What can't be done now is owed on.
    pub(crate) fn pack_what_is_owed(&mut self) {
        if self.owed().exists() {
            let _ = self.pack();
        }
    }

    fn pack(&mut self) -> Result<(), StoreError> {
        self.compact()?;
        folder::remove_for_good(&self.owed())
    }

    /// Says, by being there, that something was erased since the file was last written anew.
    fn owed(&self) -> PathBuf {
        self.path().with_extension("traces")
    }

    /// Writes the file anew without free pages, and empties the write-ahead log.
    pub(crate) fn compact(&mut self) -> Result<(), StoreError> {
        // Overwritten pages live on in the log until it is emptied, and freed ones in the file until it is packed.
        self.conn().execute_batch("VACUUM")?;
        self.empty_log()
    }

    /// Moves all that the write-ahead log holds into the file, on disk when this returns.
    pub(crate) fn empty_log(&self) -> Result<(), StoreError> {
        // Where somebody else reads, such as a backup under way, this is an answer and no error.
        let busy: bool = self
            .conn()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy { Err(StoreError::Busy) } else { Ok(()) }
    }

    /// Erases here what was erased elsewhere, in a copy that is older than the erasing; gives how many records.
    ///
    /// # Errors
    /// The folder refuses. Nothing was erased then.
    pub fn dispose_again(&mut self, disposals: &[Disposal]) -> Result<u32, StoreError> {
        let mut again = Vec::new();
        for disposal in disposals {
            if holds(self.conn(), disposal.record)? {
                again.push(disposal.clone());
            }
        }
        if !again.is_empty() {
            self.dispose(&again)?;
        }
        Ok(u32::try_from(again.len()).unwrap_or(u32::MAX))
    }

    /// All whose content was erased, the last one first.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn disposals(&self) -> Result<Vec<Disposal>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT ticket, number, at, staff, reason FROM disposal ORDER BY at DESC, number DESC",
            )?
            .query_and_then([], |row| {
                let unreadable = StoreError::Unreadable { what: "disposal" };
                Ok(Disposal {
                    record: Uuid::from_bytes(row.get(0)?),
                    number: row
                        .get::<_, Option<String>>(1)?
                        .map(TicketNumber::try_from)
                        .transpose()
                        .map_err(|_| unreadable)?,
                    at: moment::from_text(&row.get::<_, String>(2)?)?,
                    by: crate::code::read(row.get(3)?)?,
                    reason: row.get(4)?,
                })
            })?
            .collect()
    }
}

fn erase(tx: &Connection, disposal: &Disposal) -> Result<(), StoreError> {
    let ticket = disposal.record.as_bytes();
    tx.execute(
        "INSERT INTO disposal (ticket, number, at, staff, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            ticket,
            disposal.number.as_ref().map(TicketNumber::as_str),
            moment::to_text(disposal.at),
            disposal.by.as_str(),
            disposal.reason
        ],
    )?;
    let erased = tx.execute(
        "UPDATE event SET payload = NULL, salt = NULL WHERE ticket = ?1",
        [ticket],
    )?;
    if erased == 0 {
        return Err(StoreError::Inconsistent {
            reason: "what is to be disposed of is not there",
        });
    }
    for sql in [
        "DELETE FROM wording_use WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM clock WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM follow_up WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM promise WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM unit_use WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM queue WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM ticket_phone WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM ticket_text WHERE ticket IN (SELECT row FROM ticket WHERE id = ?1)",
        "DELETE FROM contact WHERE id = ?1",
        "DELETE FROM document WHERE ticket = ?1",
        "DELETE FROM evidence WHERE ticket = ?1",
        "DELETE FROM ticket WHERE id = ?1",
    ] {
        tx.execute(sql, [ticket])?;
    }
    // Drafts of a ticket's steps carry its identity in their key.
    tx.execute(
        "DELETE FROM draft WHERE instr(key, ?1) > 0",
        [disposal.record.to_string()],
    )?;
    Ok(())
}

/// Whether the content of a record was erased.
pub(crate) fn is_disposed(conn: &Connection, ticket: Uuid) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM disposal WHERE ticket = ?1")?
        .exists([ticket.as_bytes()])?)
}

/// Whether what was erased was a ticket: a contact has no number.
pub(crate) fn was_ticket(conn: &Connection, record: Uuid) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM disposal WHERE ticket = ?1 AND number IS NOT NULL")?
        .exists([record.as_bytes()])?)
}

/// Whether the content of a record is there.
fn holds(conn: &Connection, ticket: Uuid) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM event WHERE ticket = ?1 AND payload IS NOT NULL")?
        .exists([ticket.as_bytes()])?)
}

/// Whether anything of a record is still there although its content was erased.
pub(crate) fn has_traces(conn: &Connection, ticket: Uuid) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM ticket WHERE id = ?1
             UNION ALL SELECT 1 FROM contact WHERE id = ?1
             UNION ALL SELECT 1 FROM document WHERE ticket = ?1
             UNION ALL SELECT 1 FROM evidence WHERE ticket = ?1
             UNION ALL SELECT 1 FROM event WHERE ticket = ?1 AND payload IS NOT NULL",
        )?
        .exists([ticket.as_bytes()])?)
}

/// The numbers of erased tickets.
pub(crate) fn numbers(conn: &Connection) -> Result<Vec<TicketNumber>, StoreError> {
    conn.prepare("SELECT number FROM disposal WHERE number IS NOT NULL")?
        .query_and_then([], |row| {
            TicketNumber::try_from(row.get::<_, String>(0)?)
                .map_err(|_| StoreError::Unreadable { what: "number" })
        })?
        .collect()
}
