//! Numbered migrations over `user_version`. The list only grows; a released step is never edited.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::connection;
use crate::error::StoreError;

/// Step n brings a file from schema n-1 to schema n.
const STEPS: &[&str] = &[include_str!("schema/0001_first.sql")];

/// The steps that this program knows. A test may play a later version, which knows more.
pub(crate) fn steps() -> &'static [&'static str] {
    #[cfg(any(test, feature = "later"))]
    if let Some(later) = later::PLAYED.get() {
        return later;
    }
    STEPS
}

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

/// What a later version would do. In tests, and in what `tests/faults` has another process do; no program that is shipped has it.
#[cfg(any(test, feature = "later"))]
pub(crate) mod later {
    use super::STEPS;
    use std::cell::Cell;

    /// A step as it may come next: it changes a read model, so all of them are derived anew.
    const NEXT: &str = "ALTER TABLE queue ADD COLUMN note TEXT NOT NULL DEFAULT '';";

    thread_local! {
        pub(super) static PLAYED: Cell<Option<&'static [&'static str]>> = const { Cell::new(None) };
    }

    /// Does on this thread what a later version would do, which knows one step more.
    pub fn later<T>(work: impl FnOnce() -> T) -> T {
        in_version(&[STEPS, &[NEXT]].concat(), work)
    }

    /// Does what a later version would do whose last step can't be carried out.
    #[cfg(test)]
    pub(crate) fn broken<T>(work: impl FnOnce() -> T) -> T {
        in_version(&[STEPS, &[NEXT, "NONSENSE"]].concat(), work)
    }

    fn in_version<T>(steps: &[&'static str], work: impl FnOnce() -> T) -> T {
        PLAYED.set(Some(steps.to_vec().leak()));
        let done = work();
        PLAYED.set(None);
        done
    }
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
}
