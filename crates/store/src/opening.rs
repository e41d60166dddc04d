//! The door: a data folder is looked over before anything is written to its file, and an older file is brought up to date on the way in.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::backup::{BackupJob, Manifest, thin};
use crate::error::{DATABASE_FILE, StoreError};
use crate::key::Key;
use crate::lock::FolderLock;
use crate::mark::MARK_FILE;
use crate::store::Store;
use crate::vault::OpenVault;
use crate::{connection, folder, loss, migrate, rebuild};

/// SQLite takes a file without a single page (512 bytes or more) for a new one.
const SMALLEST: u64 = 512;

/// A data folder that this process has, with a file that is sound and opens with the key. Nothing was written to the file yet.
#[derive(Debug)]
pub struct Opening {
    // Declared before the lock: the connection is closed before the folder is given back.
    conn: Connection,
    folder: PathBuf,
    path: PathBuf,
    key: Key,
    lock: FolderLock,
}

impl Opening {
    /// Takes the data folder, creating it with an empty file if it is absent, and looks its file over.
    ///
    /// # Errors
    /// Another process has the folder; it can't be written. The file is damaged, from a newer version or from another program: it is left as
    /// it is.
    pub fn of(folder: &Path, key: &Key) -> Result<Self, StoreError> {
        folder::create(folder)?;
        let lock = FolderLock::take(folder)?;
        folder::prove_writable(folder)?;
        let path = folder.join(DATABASE_FILE);
        let conn = look_over(folder, &path, key).map_err(|error| error.at(&path))?;
        Ok(Self {
            conn,
            folder: folder.to_owned(),
            path,
            key: key.clone(),
            lock,
        })
    }

    /// Opens the folder for work. An older file is brought up to date, in one transaction. Where the mark beside the database tells of work
    /// that was acknowledged and is not there, the trail has a line of it: [`CUT_BACK`](crate::CUT_BACK), or
    /// [`MARK_LOST`](crate::MARK_LOST) where the mark itself is not there.
    ///
    /// # Errors
    /// The folder is full or can't be written; an older file can't be brought up to date and stays as it was.
    pub fn enter(mut self, now: DateTime<Utc>) -> Result<Store, StoreError> {
        let mut boot = [0; 16];
        getrandom::fill(&mut boot).map_err(|_| StoreError::NoRandomness)?;
        let mark = self
            .bring_up_to_date()
            .and_then(|()| loss::take_up(&mut self.conn, &self.folder, &self.key, &boot, now))
            .map_err(|error| error.at(&self.path))?;
        let mut store = Store {
            conn: self.conn,
            path: self.path,
            key: self.key,
            boot,
            mark,
            _lock: self.lock,
        };
        store.pack_what_is_owed();
        store.sweep_evidence();
        Ok(store)
    }

    /// As [`Self::enter`]; what an earlier version wrote is kept before as a backup on a shelf, like any other, and given back.
    ///
    /// # Errors
    /// As [`Self::enter`]; [`StoreError::UpgradeNotKept`] where the backup could not be made: nothing was changed then.
    pub fn enter_keeping(
        self,
        keys: &OpenVault,
        shelf: &Path,
        now: DateTime<Utc>,
    ) -> Result<(Store, Option<(PathBuf, Manifest)>), StoreError> {
        let kept = if self.is_older()? {
            let made = BackupJob::of(&self.path, &self.key, keys, true)
                .and_then(|job| job.run(shelf, now, &mut |_, _, _| true))
                .map_err(|error| StoreError::UpgradeNotKept(Box::new(error)))?;
            // A step that fails is tried again at the next opening, after another backup: not all of them need stay.
            let _ = thin(shelf, keys.vault(), now);
            Some(made)
        } else {
            None
        };
        Ok((self.enter(now)?, kept))
    }

    /// Whether an earlier version wrote the file, so that entering brings it up to date.
    fn is_older(&self) -> Result<bool, StoreError> {
        Ok(connection::schema_version(&self.conn)? < migrate::newest(migrate::steps()))
    }

    fn bring_up_to_date(&mut self) -> Result<(), StoreError> {
        connection::make_live(&self.conn, &self.path)?;
        migrate::apply(&mut self.conn, migrate::steps(), |tx| {
            rebuild::rebuild(tx).map(drop)
        })
    }
}

fn look_over(folder: &Path, path: &Path, key: &Key) -> Result<Connection, StoreError> {
    if !path.exists() {
        create_database(folder, path, key)?;
    }
    let size = fs::metadata(path)
        .map_err(|error| StoreError::io(path, error))?
        .len();
    if size < SMALLEST {
        // A file of ours gets its name only when it is complete, so this one has lost its content.
        return Err(StoreError::damaged(path, "the file has been cut short"));
    }
    let known = migrate::newest(migrate::steps());
    let looked_over = || {
        let conn = connection::open(path, key)?;
        connection::look_over(&conn, path, known, connection::CHECKED_AT_OPEN)?;
        Ok(conn)
    };
    match looked_over() {
        // A page that the system did not give, for a scanner held it, looks like a broken one, and SQLCipher remembers it as such. A
        // file is called damaged, and somebody asked to restore it, only if a second connection finds so too.
        Err(StoreError::Damaged { .. }) => looked_over(),
        first => first,
    }
}

/// Builds an empty database under another name and gives it its own when it is complete.
fn create_database(folder: &Path, path: &Path, key: &Key) -> Result<(), StoreError> {
    for (left, detail) in [
        (
            connection::write_ahead_log(path),
            "the file is missing, its write-ahead log is there",
        ),
        (
            folder.join(MARK_FILE),
            "the file is missing, its mark is there",
        ),
    ] {
        if left.exists() {
            return Err(StoreError::damaged(path, detail));
        }
    }
    let staging = folder.join("ansu.new");
    folder::remove_if_there(&staging)?;
    folder::remove_if_there(&folder.join("ansu.new-journal"))?;
    folder::create_private(&staging)?;
    let mut conn = connection::create(&staging, key)?;
    migrate::apply(&mut conn, migrate::steps(), |_| Ok(()))?;
    conn.close().map_err(|(_, error)| StoreError::from(error))?;
    folder::rename(&staging, path)
}

#[cfg(test)]
mod tests;
