//! The door: opening a data folder, and the connection that everything else here works on.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{DATABASE_FILE, StoreError};
use crate::key::Key;
use crate::lock::FolderLock;
use crate::mark::{MARK_FILE, Mark};
use crate::{audit, connection, folder, loss, migrate, rebuild};

/// SQLite takes a file without a single page (512 bytes or more) for a new one.
const SMALLEST: u64 = 512;

/// An open data folder. Only one exists per folder, over all processes.
#[derive(Debug)]
pub struct Store {
    // Declared before the lock: the connection is closed before the folder is given back.
    pub(crate) conn: Connection,
    path: PathBuf,
    pub(crate) key: Key,
    boot: [u8; 16],
    pub(crate) mark: Option<Mark>,
    _lock: FolderLock,
}

impl Store {
    /// Opens the data folder, creating it if it is absent and bringing an older file up to date.
    ///
    /// `now` names the copy that is made before a migration. A file that is damaged, from a newer
    /// version or from another program is refused and left as it is. Where the mark beside the database tells of work that was
    /// acknowledged and is not there, the folder opens, and the trail has a line of it: [`CUT_BACK`](crate::CUT_BACK), or
    /// [`MARK_LOST`](crate::MARK_LOST) where the mark itself is not there.
    pub fn open(folder: &Path, key: &Key, now: DateTime<Utc>) -> Result<Self, StoreError> {
        folder::create(folder)?;
        let lock = FolderLock::take(folder)?;
        folder::prove_writable(folder)?;
        let path = folder.join(DATABASE_FILE);
        let mut boot = [0; 16];
        getrandom::fill(&mut boot).map_err(|_| StoreError::NoRandomness)?;
        let mut conn = open_database(folder, &path, key, now, migrate::STEPS)
            .map_err(|error| error.at(&path))?;
        let mark =
            loss::take_up(&mut conn, folder, key, &boot, now).map_err(|error| error.at(&path))?;
        let mut store = Self {
            conn,
            path,
            key: key.clone(),
            boot,
            mark,
            _lock: lock,
        };
        store.pack_what_is_owed();
        store.sweep_evidence();
        Ok(store)
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

fn open_database(
    folder: &Path,
    path: &Path,
    key: &Key,
    now: DateTime<Utc>,
    steps: &[&str],
) -> Result<Connection, StoreError> {
    if !path.exists() {
        create_database(folder, path, key, steps)?;
    }
    let size = fs::metadata(path)
        .map_err(|error| StoreError::io(path, error))?
        .len();
    if size < SMALLEST {
        // A file of ours gets its name only when it is complete, so this one has lost its content.
        return Err(StoreError::damaged(path, "the file has been cut short"));
    }
    let known = migrate::newest(steps);
    let looked_over = || {
        let conn = connection::open(path, key)?;
        connection::look_over(&conn, path, known, connection::CHECKED_AT_OPEN)?;
        Ok(conn)
    };
    let mut conn = match looked_over() {
        // A page that the system did not give, for a scanner held it, looks like a broken one, and SQLCipher remembers it as such. A
        // file is called damaged, and somebody asked to restore it, only if a second connection finds so too.
        Err(StoreError::Damaged { .. }) => looked_over()?,
        first => first?,
    };
    connection::make_live(&conn, path)?;
    if connection::schema_version(&conn)? < known {
        migrate::back_up(&conn, key, folder, now)?;
        migrate::apply(&mut conn, steps, |tx| rebuild::rebuild(tx).map(drop))?;
    }
    Ok(conn)
}

/// Builds an empty database under another name and gives it its own when it is complete.
fn create_database(
    folder: &Path,
    path: &Path,
    key: &Key,
    steps: &[&str],
) -> Result<(), StoreError> {
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
    migrate::apply(&mut conn, steps, |_| Ok(()))?;
    conn.close().map_err(|(_, error)| StoreError::from(error))?;
    folder::rename(&staging, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A step as it may come next: it changes a read model, so all of them are derived anew.
    const NEXT: &str = "ALTER TABLE queue ADD COLUMN note TEXT NOT NULL DEFAULT '';";

    #[test]
    fn an_older_file_is_copied_aside_and_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE_FILE);
        let now = "2026-11-21T02:42:00Z".parse().unwrap();
        let longer = [migrate::STEPS, &[NEXT]].concat();
        let known = migrate::newest(migrate::STEPS);
        let old = open_database(folder.path(), &path, &Key::None, now, migrate::STEPS).unwrap();
        old.execute("INSERT INTO draft VALUES ('k', '1024', '{}', '')", [])
            .unwrap();
        drop(old);

        let new = open_database(folder.path(), &path, &Key::None, now, &longer).unwrap();
        assert_eq!(connection::schema_version(&new).unwrap(), known + 1);
        assert!(new.prepare("SELECT note FROM queue").is_ok());
        let drafts: u32 = new
            .query_row("SELECT count(*) FROM draft", [], |row| row.get(0))
            .unwrap();
        assert_eq!(drafts, 1);
        drop(new);

        let copies: Vec<_> = fs::read_dir(folder.path().join("backups"))
            .unwrap()
            .collect();
        assert_eq!(copies.len(), 1);
        let copy = connection::open(&copies[0].as_ref().unwrap().path(), &Key::None).unwrap();
        assert_eq!(connection::schema_version(&copy).unwrap(), known);
        let again = open_database(folder.path(), &path, &Key::None, now, migrate::STEPS);
        assert!(matches!(again, Err(StoreError::Newer { .. })));
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE_FILE);
        let now = "2026-11-21T02:42:00Z".parse().unwrap();
        drop(open_database(folder.path(), &path, &Key::None, now, migrate::STEPS).unwrap());
        let before = fs::read(&path).unwrap();
        let broken = [migrate::STEPS, &[NEXT, "NONSENSE"]].concat();
        open_database(folder.path(), &path, &Key::None, now, &broken).unwrap_err();
        assert!(fs::read(&path).unwrap() == before);
        open_database(folder.path(), &path, &Key::None, now, migrate::STEPS).unwrap();
    }
}
