//! Numbered migrations over `user_version`. The list only grows; a released step is never edited.

use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::connection;
use crate::error::StoreError;
use crate::folder;
use crate::key::Key;

/// Step n brings a file from schema n-1 to schema n.
pub(crate) const STEPS: &[&str] = &[include_str!("schema/0001_first.sql")];

/// Newest schema that `steps` lead to.
pub(crate) fn newest(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// Brings the file to the newest schema in one transaction; `rebuild` fills the read models anew in it.
pub(crate) fn apply(
    conn: &mut Connection,
    steps: &[&str],
    rebuild: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let from = usize::try_from(connection::schema_version(conn)?).unwrap_or(usize::MAX);
    let Some(missing) = steps.get(from..).filter(|missing| !missing.is_empty()) else {
        return Ok(());
    };
    // A step may rebuild a table that others point to; whether all pointers hold is checked before the commit.
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in missing {
        tx.execute_batch(step)?;
    }
    rebuild(&tx)?;
    if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(StoreError::Inconsistent {
            reason: "a migration left a dangling reference",
        });
    }
    tx.pragma_update(None, "user_version", newest(steps))?;
    tx.commit()?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Copies the file aside before it is migrated: complete, checked and on disk, or not there at all.
pub(crate) fn back_up(
    conn: &Connection,
    key: &Key,
    folder: &Path,
    now: DateTime<Utc>,
) -> Result<PathBuf, StoreError> {
    let version = connection::schema_version(conn)?;
    let shelf = folder.join("backups");
    folder::create(&shelf)?;
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let target = (0..)
        .map(|copy| match copy {
            0 => shelf.join(format!("ansu-schema-{version}-{stamp}.db")),
            _ => shelf.join(format!("ansu-schema-{version}-{stamp}-{copy}.db")),
        })
        .find(|path| !path.exists())
        .ok_or(StoreError::DiskFull)?;
    let unfinished = target.with_extension("unfinished");
    folder::remove_if_there(&unfinished)?;
    folder::create_private(&unfinished)?;
    let name = unfinished.to_str().ok_or(StoreError::Unreadable {
        what: "folder name",
    })?;
    conn.execute("VACUUM INTO ?1", [name])?;
    let copy = connection::open(&unfinished, key)?;
    connection::quick_check(&copy, &unfinished)?;
    drop(copy);
    let synced = File::options()
        .write(true)
        .open(&unfinished)
        .and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::io(&unfinished, error))?;
    folder::rename(&unfinished, &target)?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT NOT NULL) STRICT;";
    const SECOND: &str = "CREATE TABLE b (a INTEGER NOT NULL REFERENCES a (x)) STRICT;
                          ALTER TABLE a ADD COLUMN z INTEGER NOT NULL DEFAULT 0;";

    fn schema(conn: &Connection) -> Vec<(String, Option<String>)> {
        conn.prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    }

    fn migrated(steps: &[&[&str]]) -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        for list in steps {
            apply(&mut conn, list, |_| Ok(())).unwrap();
        }
        conn
    }

    #[test]
    fn an_upgraded_file_equals_a_fresh_one() {
        let upgraded = migrated(&[&[FIRST], &[FIRST, SECOND]]);
        let fresh = migrated(&[&[FIRST, SECOND]]);
        assert_eq!(schema(&upgraded), schema(&fresh));
        assert_eq!(connection::schema_version(&upgraded).unwrap(), 2);
    }

    #[test]
    fn a_step_that_fails_or_dangles_changes_nothing() {
        let dangling = format!("{SECOND} INSERT INTO b VALUES (99);");
        for bad in ["CREATE TABLE c (x INTEGER) STRICT; NONSENSE;", &dangling] {
            let mut conn = migrated(&[&[FIRST]]);
            let before = schema(&conn);
            apply(&mut conn, &[FIRST, bad], |_| Ok(())).unwrap_err();
            assert_eq!(schema(&conn), before);
            assert_eq!(connection::schema_version(&conn).unwrap(), 1);
        }
    }

    #[test]
    fn read_models_are_rebuilt_in_the_same_transaction() {
        let mut conn = migrated(&[&[FIRST]]);
        let failed = apply(&mut conn, &[FIRST, SECOND], |tx| {
            tx.execute("INSERT INTO a VALUES (1, 'rebuilt', 0)", [])?;
            Err(StoreError::NoHall)
        });
        assert!(matches!(failed, Err(StoreError::NoHall)));
        assert_eq!(connection::schema_version(&conn).unwrap(), 1);
        let rebuild = |tx: &Transaction<'_>| {
            tx.execute("INSERT INTO a VALUES (1, 'rebuilt', 0)", [])?;
            Ok(())
        };
        apply(&mut conn, &[FIRST, SECOND], rebuild).unwrap();
        // Nothing is missing now, so nothing is done a second time.
        apply(&mut conn, &[FIRST, SECOND], rebuild).unwrap();
        let rows: u32 = conn
            .query_row("SELECT count(*) FROM a", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn a_backup_is_whole_and_never_replaces_another() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = connection::create(&folder.path().join("x.db"), &Key::None).unwrap();
        apply(&mut conn, &[FIRST], |_| Ok(())).unwrap();
        conn.execute("INSERT INTO a VALUES (1, '宽带')", [])
            .unwrap();
        let now = "2026-11-21T02:42:00Z".parse().unwrap();
        let names: Vec<_> = (0..2)
            .map(|_| {
                let copy = back_up(&conn, &Key::None, folder.path(), now).unwrap();
                let kept = Connection::open(&copy).unwrap();
                assert_eq!(schema(&kept), schema(&conn));
                let text: String = kept
                    .query_row("SELECT y FROM a", [], |row| row.get(0))
                    .unwrap();
                assert_eq!(text, "宽带");
                copy.file_name().unwrap().to_str().unwrap().to_owned()
            })
            .collect();
        assert_eq!(
            names,
            [
                "ansu-schema-1-20261121T024200Z.db",
                "ansu-schema-1-20261121T024200Z-1.db"
            ]
        );
    }
}
