//! The coach's library as the hall has changed it: every version of every part, and how often its wordings are said.

use std::collections::HashMap;

use ansu_complaint::{StaffId, Ticket};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::audit::{AuditNote, append};
use crate::code;
use crate::error::StoreError;
use crate::moment;
use crate::store::Store;

/// Tickets whose wordings count as lately said.
const LATELY: i64 = 500;

/// A part of the library: a playbook, a checklist, the patterns, a rule, a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LibraryKey {
    /// The kind, as the coach calls it.
    pub kind: String,
    /// Unique in its kind.
    pub id: String,
}

/// A part in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryVersion {
    /// Which part.
    pub key: LibraryKey,
    /// From 1; the last one counts.
    pub version: u32,
    /// When it was published.
    pub at: DateTime<Utc>,
    /// By whom; none = it came with the program.
    pub author: Option<StaffId>,
    /// What was changed and why, in the author's words; may be empty.
    pub note: String,
    /// JSON; none = the part was taken out with this version.
    pub body: Option<String>,
}

/// What is to become a part's next version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryChange {
    /// Which part.
    pub key: LibraryKey,
    /// The version that the author saw; 0 = there was none.
    pub based_on: u32,
    /// JSON; none = it is taken out.
    pub body: Option<String>,
}

const COLUMNS: &str = "kind, id, version, at, author, note, body";

impl Store {
    /// Every part in its last version, those that were taken out included; by kind and id.
    pub fn library(&self) -> Result<Vec<LibraryVersion>, StoreError> {
        self.conn()
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM library AS this
                 WHERE version = (SELECT max(version) FROM library WHERE kind = this.kind AND id = this.id)
                 ORDER BY kind, id"
            ))?
            .query_and_then([], version)?
            .collect()
    }

    /// All versions of a part, the last one first.
    pub fn library_versions(&self, key: &LibraryKey) -> Result<Vec<LibraryVersion>, StoreError> {
        self.conn()
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM library WHERE kind = ?1 AND id = ?2 ORDER BY version DESC"
            ))?
            .query_and_then([&key.kind, &key.id], version)?
            .collect()
    }

    /// Publishes changes, all or none, and with them what the trail says of them. Refused with [`StoreError::LibraryStale`] if one of the parts
    /// was changed since its author read it: then the trail says nothing either.
    pub fn publish(
        &mut self,
        changes: &[LibraryChange],
        at: DateTime<Utc>,
        author: Option<&StaffId>,
        note: &str,
        trail: &[AuditNote],
    ) -> Result<(), StoreError> {
        let boot = self.boot();
        self.write(|tx| {
            for line in trail {
                append(tx, &boot, line)?;
            }
            for change in changes {
                let actual = last_version(tx, &change.key)?;
                if actual != change.based_on {
                    return Err(StoreError::LibraryStale { actual });
                }
                tx.prepare_cached(
                    "INSERT INTO library (kind, id, version, at, author, note, body)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    change.key.kind,
                    change.key.id,
                    actual + 1,
                    moment::to_text(at),
                    author.map_or("", StaffId::as_str),
                    note,
                    change.body,
                ])?;
            }
            Ok(())
        })
    }

    /// How many of the last tickets had a wording of each playbook said.
    pub fn wording_uses(&self) -> Result<HashMap<String, u32>, StoreError> {
        let mut query = self.conn().prepare_cached(
            "SELECT playbook, count(DISTINCT ticket) FROM wording_use
             WHERE ticket > (SELECT ifnull(max(row), 0) FROM ticket) - ?1 GROUP BY playbook",
        )?;
        let uses = query.query_map([LATELY], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(uses.collect::<Result<_, _>>()?)
    }
}

/// Writes which wordings were said in a ticket.
pub(crate) fn write_uses(tx: &Connection, row: i64, ticket: &Ticket) -> Result<(), StoreError> {
    let mut add = tx.prepare_cached(
        "INSERT OR IGNORE INTO wording_use (ticket, source, playbook) VALUES (?1, ?2, ?3)",
    )?;
    for source in ticket.said.iter().chain(&ticket.apology_source) {
        let playbook = source
            .split_once('/')
            .map_or(source.as_str(), |(playbook, _)| playbook);
        add.execute(params![row, source, playbook])?;
    }
    Ok(())
}

fn last_version(tx: &Connection, key: &LibraryKey) -> Result<u32, StoreError> {
    let last = tx
        .prepare_cached("SELECT max(version) FROM library WHERE kind = ?1 AND id = ?2")?
        .query_row([&key.kind, &key.id], |row| row.get::<_, Option<u32>>(0))
        .optional()?;
    Ok(last.flatten().unwrap_or(0))
}

fn version(row: &rusqlite::Row<'_>) -> Result<LibraryVersion, StoreError> {
    let author: String = row.get(4)?;
    Ok(LibraryVersion {
        key: LibraryKey {
            kind: row.get(0)?,
            id: row.get(1)?,
        },
        version: row.get(2)?,
        at: moment::from_text(&row.get::<_, String>(3)?)?,
        author: if author.is_empty() {
            None
        } else {
            Some(code::read(author)?)
        },
        note: row.get(5)?,
        body: row.get(6)?,
    })
}
