//! One SQLite connection: how it is opened, looked over, and set to work.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::key::Key;

/// "Ansu" in ASCII, in the file header: tells our files from those of other programs.
pub(crate) const APPLICATION_ID: i32 = 0x416E_7375;

/// Up to this size a file is looked over completely at every start (about 5 ms per megabyte, measured
/// warm); beyond it a start would take too long, and only [`Store::check`](crate::Store::check) does.
pub(crate) const CHECKED_AT_OPEN: u64 = 16 * 1024 * 1024;

/// Opens an existing file so that looking at it writes nothing, not even on closing.
pub(crate) fn open(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    key.unlock(&conn)?;
    // Without a log there is nothing to move into the file on closing, only the empty log to remove.
    let logged = write_ahead_log(path).exists();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, logged)?;
    guard(&conn)?;
    Ok(conn)
}

/// Opens a copy that nobody writes, so that nothing is written beside it either: it may lie on a stick that is read-only.
pub(crate) fn open_to_read(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    key.unlock(&conn)?;
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
pub(crate) fn create(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    key.unlock(&conn)?;
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

/// Refuses a file that is not ours, too new or not sound, before anything is written to it. Up to
/// `whole_up_to` bytes every page is looked at, beyond them only the schema and each table's root.
pub(crate) fn look_over(
    conn: &Connection,
    path: &Path,
    known: i64,
    whole_up_to: u64,
) -> Result<(), StoreError> {
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
    if size <= whole_up_to {
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

/// Moves what is in the write-ahead log into the file, as far as nobody reads it and there is room. SQLCipher looks at the seals in the
/// file itself, where a power cut may have left pages half-written whose whole form is in the log.
pub(crate) fn empty_log(conn: &Connection) {
    // Where it can't be done, on a full disk, the pages are looked at as they are.
    let _ = conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
}

/// The seal of every page, the free ones too; a file in the clear has none.
pub(crate) fn check_seals(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    match broken_seals(conn)?.first() {
        None => Ok(()),
        Some(first) => Err(StoreError::damaged(path, first)),
    }
}

/// What SQLCipher says of pages whose seal is not their own.
pub(crate) fn broken_seals(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut query = conn.prepare("PRAGMA cipher_integrity_check")?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_over(whole_up_to: u64, change: impl FnOnce(&mut Vec<u8>)) -> Result<(), StoreError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let conn = create(&path, &Key::None).unwrap();
        conn.execute_batch(
            "CREATE TABLE a (x TEXT); PRAGMA user_version = 1;
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
             INSERT INTO a SELECT hex(zeroblob(100)) FROM n;",
        )
        .unwrap();
        drop(conn);
        let mut bytes = std::fs::read(&path).unwrap();
        change(&mut bytes);
        std::fs::write(&path, bytes).unwrap();
        look_over(&open(&path, &Key::None)?, &path, 1, whole_up_to)
    }

    #[test]
    fn a_big_file_is_still_refused_when_cut_or_without_a_root() {
        looked_over(0, |_| ()).unwrap();
        let broken = |result| matches!(result, Err(StoreError::Damaged { .. }));
        assert!(broken(
            looked_over(0, |bytes| bytes.truncate(bytes.len() - 4096))
        ));
        assert!(broken(looked_over(0, |bytes| bytes[4096..4108].fill(0xA5))));
    }

    #[test]
    fn a_broken_leaf_is_found_by_the_whole_look() {
        let leaf = |bytes: &mut Vec<u8>| bytes[5 * 4096..5 * 4096 + 12].fill(0xA5);
        assert!(matches!(
            looked_over(u64::MAX, leaf),
            Err(StoreError::Damaged { .. })
        ));
        looked_over(0, leaf).unwrap();
    }

    #[test]
    fn a_live_connection_is_durable_and_trusts_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        drop(create(&path, &Key::None).unwrap());
        let conn = open(&path, &Key::None).unwrap();
        make_live(&conn, &path).unwrap();
        let value = |name| {
            conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0))
                .unwrap()
        };
        // 2 is FULL: with NORMAL a power cut takes acknowledged commits.
        assert_eq!(value("synchronous"), 2);
        for name in [
            "foreign_keys",
            "recursive_triggers",
            "cell_size_check",
            "secure_delete",
        ] {
            assert_eq!(value(name), 1, "{name}");
        }
        assert_eq!(value("trusted_schema"), 0);
        assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
        let mode: String = conn
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .unwrap();
        assert_eq!(mode, "wal");
        conn.execute_batch("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema")
            .unwrap_err();
    }
}
