//! Which documents were printed, when, by whom, and from which state of the ticket.

use ansu_complaint::{StaffId, TicketId};
use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::code;
use crate::error::StoreError;
use crate::moment;
use crate::store::Store;

/// One printing. The bytes are not kept: the ticket at `revision` gives the same ones again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedDocument {
    /// The ticket that it shows.
    pub ticket: TicketId,
    /// Which form, for instance `slip`.
    pub kind: String,
    /// The fingerprint as printed on the paper.
    pub fingerprint: String,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Revision of the ticket that was printed.
    pub revision: u32,
    /// When.
    pub printed_at: DateTime<Utc>,
    /// By whom.
    pub staff: StaffId,
}

impl Store {
    /// Records a printing.
    pub fn record_document(&mut self, document: &PrintedDocument) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO document (ticket, kind, fingerprint, sha256, revision, printed_at, staff)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    document.ticket.0.as_bytes(),
                    document.kind,
                    document.fingerprint,
                    document.sha256,
                    document.revision,
                    moment::to_text(document.printed_at),
                    document.staff.as_str(),
                ],
            )?;
            Ok(())
        })
    }

    /// All printings of a ticket in their order.
    pub fn documents(&self, ticket: TicketId) -> Result<Vec<PrintedDocument>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT kind, fingerprint, sha256, revision, printed_at, staff FROM document
                 WHERE ticket = ?1 ORDER BY position",
            )?
            .query_and_then([ticket.0.as_bytes()], |row| {
                Ok(PrintedDocument {
                    ticket,
                    kind: row.get(0)?,
                    fingerprint: row.get(1)?,
                    sha256: row.get(2)?,
                    revision: row.get(3)?,
                    printed_at: moment::from_text(&row.get::<_, String>(4)?)?,
                    staff: code::read(row.get(5)?)?,
                })
            })?
            .collect()
    }
}
