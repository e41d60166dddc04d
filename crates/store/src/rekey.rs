//! The database under another key.

use std::fs::File;
use std::path::Path;

use rusqlite::Connection;

use crate::error::StoreError;
use crate::folder;
use crate::key::Key;
use crate::store::Store;
use crate::{audit, connection};

impl Store {
    /// Whether the database answers, and is under this key. After a change of keys that failed at its very end neither need be so, and another
    /// change would lead past the data.
    #[must_use]
    pub fn is_under(&self, key: &Key) -> bool {
        let same = match (&self.key, key) {
            (Key::None, Key::None) => true,
            (Key::Raw(one), Key::Raw(other)) => one == other,
            (Key::None, Key::Raw(_)) | (Key::Raw(_), Key::None) => false,
        };
        same && self.ends().is_ok()
    }

    /// Writes the database anew under another key: beside the old file, checked, then in its place. A power cut leaves the whole old file or
    /// the whole new one.
    ///
    /// # Errors
    /// The folder can't be written or is full: the old file stays. Where the new file is in place and can't be opened, the store answers
    /// nothing more and has to be opened again.
    pub fn rekey(&mut self, next: &Key) -> Result<(), StoreError> {
        let path = self.path().to_owned();
        let fresh = path.with_extension("rekey");
        let ends = audit::ends(self.conn())?;
        let copied = copy_under(self.conn(), &self.key, next, &fresh);
        if let Err(error) = copied {
            // What is left of it helps nobody; the error that counts is the first one.
            let _ = folder::remove_if_there(&fresh);
            return Err(error.at(&path));
        }
        self.empty_log()?;
        let live = std::mem::replace(&mut self.conn, Connection::open_in_memory()?);
        live.close().map_err(|(_, error)| StoreError::from(error))?;
        // Closing has emptied and removed the log; one that is left, or that a power cut brings back, would be taken for the new file's.
        folder::remove_for_good(&connection::write_ahead_log(&path))?;
        if let Some(mark) = &mut self.mark {
            mark.seal_under(next, ends)?;
        }
        folder::rename(&fresh, &path)?;
        let conn = connection::open(&path, next)?;
        connection::make_live(&conn, &path)?;
        self.conn = conn;
        self.key = next.clone();
        Ok(())
    }
}

/// A whole copy of the database in `to`, under another key, checked and on disk.
fn copy_under(conn: &Connection, key: &Key, next: &Key, to: &Path) -> Result<(), StoreError> {
    folder::remove_if_there(to)?;
    folder::create_private(to)?;
    let name = to.to_str().ok_or(StoreError::Unreadable {
        what: "folder name",
    })?;
    conn.execute("VACUUM INTO ?1", [name])?;
    let copy = connection::open(to, key)?;
    let rekey = next.pragma("rekey").ok_or(StoreError::KeyUnsupported)?;
    copy.execute_batch(&rekey)?;
    copy.close().map_err(|(_, error)| StoreError::from(error))?;
    let copy = connection::open(to, next)?;
    connection::quick_check(&copy, to)?;
    connection::check_seals(&copy, to)?;
    drop(copy);
    File::options()
        .write(true)
        .open(to)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::io(to, error))
}
