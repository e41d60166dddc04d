//! An open data folder: the connection that everything else here works on.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{DATABASE_FILE, StoreError};
use crate::key::Key;
use crate::lock::FolderLock;
use crate::mark::{MARK_FILE, Mark};
use crate::opening::Opening;
use crate::{audit, connection, evidence, folder};

/// An open data folder. Only one exists per folder, over all processes.
#[derive(Debug)]
pub struct Store {
    // Declared before the lock: the connection is closed before the folder is given back.
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) key: Key,
    pub(crate) boot: [u8; 16],
    pub(crate) mark: Option<Mark>,
    pub(crate) _lock: FolderLock,
}

impl Store {
    /// Opens the data folder, creating it if it is absent and bringing an older file up to date, of which nothing is kept: where there is
    /// something to lose, go by [`Opening`].
    ///
    /// # Errors
    /// As [`Opening::of`] and [`Opening::enter`].
    pub fn open(folder: &Path, key: &Key, now: DateTime<Utc>) -> Result<Self, StoreError> {
        Opening::of(folder, key)?.enter(now)
    }

    /// Whether a folder could be opened, creating it if it is absent.
    ///
    /// # Errors
    /// Another process has it, or it can't be written.
    pub fn knock(folder: &Path) -> Result<(), StoreError> {
        folder::create(folder)?;
        let _lock = FolderLock::take(folder)?;
        folder::prove_writable(folder)
    }

    /// Gives a database and its log another name, so that a new one can be begun. Nothing is deleted.
    ///
    /// # Errors
    /// Another process has the folder; the folder can't be written.
    pub fn move_aside(folder: &Path, now: DateTime<Utc>) -> Result<PathBuf, StoreError> {
        let _lock = FolderLock::take(folder)?;
        let path = folder.join(DATABASE_FILE);
        let stamp = now.format("%Y%m%dT%H%M%SZ");
        let aside = (0..)
            .map(|copy| match copy {
                0 => folder.join(format!("ansu-aside-{stamp}.db")),
                _ => folder.join(format!("ansu-aside-{stamp}-{copy}.db")),
            })
            .find(|aside| !aside.exists())
            .ok_or(StoreError::DiskFull)?;
        // What belongs to the database goes before it: left behind, it would be taken for the next one's.
        let (log, mark) = (connection::write_ahead_log(&path), folder.join(MARK_FILE));
        if log.exists() {
            folder::rename(&log, &connection::write_ahead_log(&aside))?;
        }
        if mark.exists() {
            folder::rename(&mark, &aside.with_extension("mark"))?;
        }
        let files = folder.join(evidence::FOLDER);
        if files.exists() {
            folder::rename(&files, &aside.with_extension("evidence"))?;
        }
        folder::rename(&path, &aside)?;
        Ok(aside)
    }

    /// The database file, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Tells one run of the program from another, whatever the clock says.
    pub(crate) fn boot(&self) -> [u8; 16] {
        self.boot
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns, or none of it.
    pub(crate) fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let named = |error: rusqlite::Error| StoreError::from(error).at(&self.path);
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(named)?;
        let done = work(&tx)?;
        let ends = audit::ends(&tx)?;
        tx.commit().map_err(named)?;
        if let Some(mark) = &mut self.mark {
            mark.keep(ends);
        }
        Ok(done)
    }
}
