//! One SQLite connection: how it is opened, looked over, and set to work.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;

/// "Ansu" in ASCII, in the file header: tells our files from those of other programs.
pub(crate) const APPLICATION_ID: i32 = 0x416E_7375;

/// Up to this size a file is looked over completely at every start.
const CHECKED_AT_OPEN: u64 = 64 * 1024 * 1024;

/// Opens an existing file so that looking at it writes nothing, not even on closing.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    // Without a log there is nothing to move into the file on closing, only the empty log to remove.
    let logged = write_ahead_log(path).exists();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, logged)?;
    guard(&conn)?;
    Ok(conn)
}

/// Where SQLite keeps the write-ahead log of a file.
pub(crate) fn write_ahead_log(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Creates a file that must not exist yet.
pub(crate) fn create(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    guard(&conn)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(conn)
}

/// Settings that make a file from an unknown hand harmless, and that touch nothing on disk.
fn guard(conn: &Connection) -> Result<(), StoreError> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;
         PRAGMA synchronous = FULL;",
    )?;
    Ok(())
}

/// From here on the connection writes: every commit is in the write-ahead log and synced when it returns.
pub(crate) fn make_live(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    if conn.is_readonly("main")? {
        return Err(StoreError::ReadOnly {
            path: path.to_owned(),
        });
    }
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Inconsistent {
            reason: "the file system has no write-ahead log",
        });
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Schema version of the file; 0 for an empty one.
pub(crate) fn schema_version(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a file that is not ours, too new or not sound, before anything is written to it.
pub(crate) fn look_over(conn: &Connection, path: &Path, known: i64) -> Result<(), StoreError> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(StoreError::NotOurs {
            path: path.to_owned(),
        });
    }
    let found = schema_version(conn)?;
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    if found < 1 {
        return Err(StoreError::damaged(path, "the schema version is missing"));
    }
    let size = std::fs::metadata(path)
        .map_err(|error| StoreError::io(path, error))?
        .len();
    if size <= CHECKED_AT_OPEN {
        quick_check(conn, path)
    } else {
        read_schema(conn)
    }
}

/// SQLite's own look at every page, without comparing indexes to their tables.
pub(crate) fn quick_check(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let first: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if first == "ok" {
        Ok(())
    } else {
        Err(StoreError::damaged(path, first))
    }
}

/// The cheap look for big files: the schema parses and every table's root page can be read.
fn read_schema(conn: &Connection) -> Result<(), StoreError> {
    let tables: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in tables {
        let quoted = table.replace('"', "\"\"");
        conn.prepare(&format!("SELECT 1 FROM \"{quoted}\" LIMIT 1"))?
            .exists([])?;
    }
    Ok(())
}
