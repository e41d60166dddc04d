//! What is being typed, apart from the events: durable at once, gone when its content is performed.

use ansu_complaint::StaffId;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::IgnoredAny;

use crate::error::StoreError;
use crate::moment;
use crate::store::Store;

/// Most bytes of one draft. A form with every field at 10,000 Chinese characters stays below it.
pub const DRAFT_LIMIT: usize = 1024 * 1024;

/// A draft in the list of what somebody left unfinished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftNote {
    /// Ticket and form, as the caller composed it.
    pub key: String,
    /// When it was stored last.
    pub saved_at: DateTime<Utc>,
    /// Bytes of JSON.
    pub size: u32,
}

/// A draft with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Ticket and form, as the caller composed it.
    pub key: String,
    /// Who typed it.
    pub staff: StaffId,
    /// When it was stored last.
    pub saved_at: DateTime<Utc>,
    /// What was typed.
    pub json: String,
}

impl Store {
    /// Stores a draft in place of the earlier one; on disk when this returns.
    pub fn put_draft(
        &mut self,
        key: &str,
        staff: &StaffId,
        json: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if json.len() > DRAFT_LIMIT {
            return Err(StoreError::DraftTooLarge {
                size: json.len(),
                limit: DRAFT_LIMIT,
            });
        }
        serde_json::from_str::<IgnoredAny>(json).map_err(|_| StoreError::NotJson)?;
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO draft (key, staff, body, saved_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (key, staff) DO UPDATE SET body = ?3, saved_at = ?4",
            )?
            .execute(params![key, staff.as_str(), json, moment::to_text(at)])?;
            Ok(())
        })
    }

    /// The JSON of a draft.
    pub fn draft(&self, key: &str, staff: &StaffId) -> Result<Option<String>, StoreError> {
        Ok(self
            .conn()
            .prepare_cached("SELECT body FROM draft WHERE key = ?1 AND staff = ?2")?
            .query_row(params![key, staff.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// What this member of staff left unfinished, last stored first.
    pub fn drafts(&self, staff: &StaffId) -> Result<Vec<DraftNote>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT key, saved_at, length(CAST(body AS BLOB)) FROM draft
                 WHERE staff = ?1 ORDER BY saved_at DESC, key",
            )?
            .query_and_then(params![staff.as_str()], |row| {
                let saved_at = moment::from_text(row.get_ref(1)?.as_str().unwrap_or_default())?;
                Ok(DraftNote {
                    key: row.get(0)?,
                    saved_at,
                    size: row.get(2)?,
                })
            })?
            .collect()
    }

    /// Every draft of everybody, last stored first.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn all_drafts(&self) -> Result<Vec<Draft>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT key, staff, saved_at, body FROM draft ORDER BY saved_at DESC, key",
            )?
            .query_and_then([], |row| {
                Ok(Draft {
                    key: row.get(0)?,
                    staff: crate::code::read(row.get(1)?)?,
                    saved_at: moment::from_text(&row.get::<_, String>(2)?)?,
                    json: row.get(3)?,
                })
            })?
            .collect()
    }

    /// Erases drafts, each by its key and whose it is, without a trace.
    ///
    /// # Errors
    /// As [`Store::dispose`].
    pub fn erase_drafts(&mut self, drafts: &[(String, StaffId)]) -> Result<(), StoreError> {
        self.erase_for_good(|tx| {
            for (key, staff) in drafts {
                tx.execute(
                    "DELETE FROM draft WHERE key = ?1 AND staff = ?2",
                    params![key, staff.as_str()],
                )?;
            }
            Ok(())
        })
    }

    /// Gives drafts to somebody else, all or none; gives their number. Where there is one under the same key already, both stay.
    pub fn move_drafts(
        &mut self,
        keys: &[String],
        from: &StaffId,
        to: &StaffId,
    ) -> Result<u32, StoreError> {
        self.write(|tx| {
            let mut give = tx.prepare_cached(
                "UPDATE OR IGNORE draft SET staff = ?3 WHERE key = ?1 AND staff = ?2",
            )?;
            let mut moved = 0;
            for key in keys {
                moved += give.execute(params![key, from.as_str(), to.as_str()])?;
            }
            Ok(u32::try_from(moved).unwrap_or(u32::MAX))
        })
    }

    /// Throws a draft away; true if there was one.
    pub fn delete_draft(&mut self, key: &str, staff: &StaffId) -> Result<bool, StoreError> {
        self.write(|tx| clear(tx, key, staff))
    }
}

/// Removes a draft within the transaction that performs its content.
pub(crate) fn clear(tx: &Connection, key: &str, staff: &StaffId) -> Result<bool, StoreError> {
    let removed = tx
        .prepare_cached("DELETE FROM draft WHERE key = ?1 AND staff = ?2")?
        .execute(params![key, staff.as_str()])?;
    Ok(removed > 0)
}
