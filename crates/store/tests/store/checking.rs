//! The check finds what was done to the file behind the program's back, and rebuilding puts it right
//! where the log allows.

use std::path::Path;

use ansu_complaint::Ticket;
use ansu_store::{CheckReport, Derived, Finding, Key, Store};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use crate::scene::{at, content, form, hall, new_hall, open, perform, take_in, to_signed_slip};

fn used_hall() -> (TempDir, Vec<Ticket>) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let tickets = (1..=5)
        .map(|n| {
            let ticket = take_in(&mut store, n, 0, &form("13812345678", "张", "宽带掉线"));
            let ticket = perform(&mut store, &ticket, 1, &to_signed_slip());
            perform(
                &mut store,
                &ticket,
                -90,
                &[json!({"do": "add_note", "text": "时钟被拨回"})],
            )
        })
        .collect();
    (folder, tickets)
}

/// Changes the closed file as somebody with a database tool would, the guards switched off.
fn tamper(folder: &Path, sql: &str) {
    let other = Connection::open(folder.join("ansu.db")).unwrap();
    other
        .execute_batch(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER event_stays; DROP TRIGGER event_remains;
             DROP TRIGGER event_yields_not;",
        )
        .unwrap();
    other.execute_batch(sql).unwrap();
}

fn check_after(sql: &str) -> (CheckReport, Vec<Ticket>) {
    let (folder, tickets) = used_hall();
    tamper(folder.path(), sql);
    (open(folder.path()).check().unwrap(), tickets)
}

#[test]
fn an_untouched_folder_is_sound() {
    let (folder, tickets) = used_hall();
    let store = open(folder.path());
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    let events: u32 = tickets.iter().map(|ticket| ticket.revision).sum();
    assert_eq!((report.events, report.tickets), (events.into(), 5));
    let last = store.events(tickets[4].id).unwrap().pop().unwrap();
    assert_eq!(
        report.origins.get("A01-1"),
        Some(&(events.into(), last.hash))
    );
}

#[test]
fn a_changed_event_is_found() {
    for change in [
        "staff = '9999'",
        "at = '2020-01-01T00:00:00Z'",
        "based_on = 0",
        "payload = json_set(payload, '$.text', '别的')",
        "salt = zeroblob(16)",
        "digest = zeroblob(32)",
        "id = zeroblob(16)",
    ] {
        let (report, _) = check_after(&format!("UPDATE event SET {change} WHERE position = 16"));
        let found = Finding::Content {
            origin: "A01-1".into(),
            position: 16,
        };
        assert!(
            report.findings.contains(&found),
            "{change}: {:?}",
            report.findings
        );
    }
}

#[test]
fn a_changed_event_with_a_fitting_hash_breaks_the_link_after_it() {
    let (report, _) = check_after(
        "UPDATE event SET hash = (SELECT hash FROM event WHERE position = 3) WHERE position = 7",
    );
    assert!(report.findings.contains(&Finding::Link {
        origin: "A01-1".into(),
        position: 8
    }));
}

#[test]
fn a_removed_event_is_found() {
    let (report, tickets) = check_after("DELETE FROM event WHERE position = 16");
    let origin = || "A01-1".to_owned();
    for found in [
        Finding::Position {
            expected: 16,
            found: 17,
        },
        Finding::Sequence {
            origin: origin(),
            position: 17,
        },
        Finding::Link {
            origin: origin(),
            position: 17,
        },
        Finding::Derived {
            ticket: tickets[0].id,
            what: Derived::Snapshot,
        },
    ] {
        assert!(
            report.findings.contains(&found),
            "{found:?}: {:?}",
            report.findings
        );
    }
}

#[test]
fn removed_last_events_are_found_by_the_snapshot_that_has_them() {
    let (report, tickets) =
        check_after("DELETE FROM event WHERE position = (SELECT max(position) FROM event)");
    let what = Derived::Snapshot;
    assert!(report.findings.contains(&Finding::Derived {
        ticket: tickets[4].id,
        what
    }));
}

#[test]
fn changed_read_models_are_found_and_rebuilt() {
    let changes = [
        (
            "UPDATE ticket SET snapshot = json_set(snapshot, '$.statement', '别的') WHERE row = 1",
            Derived::Snapshot,
        ),
        (
            "UPDATE queue SET due = due + 1 WHERE ticket = 1",
            Derived::Queue,
        ),
        (
            "UPDATE queue SET step = 'nonsense' WHERE ticket = 1",
            Derived::Queue,
        ),
        ("DELETE FROM queue WHERE ticket = 1", Derived::Queue),
        ("DELETE FROM clock WHERE ticket = 1", Derived::Queue),
        ("INSERT INTO clock VALUES (1, 0)", Derived::Queue),
        (
            "UPDATE promise SET due = due + 1 WHERE ticket = 1",
            Derived::Promises,
        ),
        (
            "UPDATE promise SET state = 'nonsense' WHERE ticket = 1",
            Derived::Promises,
        ),
        ("DELETE FROM promise WHERE ticket = 1", Derived::Promises),
        (
            "INSERT INTO follow_up VALUES (1, 'call_back', 0, 0, 0)",
            Derived::FollowUps,
        ),
        (
            "INSERT INTO unit_use VALUES (1, '别的单位')",
            Derived::Units,
        ),
        ("DELETE FROM ticket_phone WHERE ticket = 1", Derived::Phones),
        (
            "UPDATE ticket_text SET body = '' WHERE ticket = 1",
            Derived::Words,
        ),
    ];
    for (sql, what) in changes {
        let (folder, tickets) = used_hall();
        tamper(folder.path(), sql);
        let mut store = open(folder.path());
        let expected = Finding::Derived {
            ticket: tickets[0].id,
            what,
        };
        assert!(store.check().unwrap().findings.contains(&expected), "{sql}");
        assert_eq!(store.rebuild().unwrap(), 5);
        let report = store.check().unwrap();
        assert!(report.is_sound(), "{sql}: {:?}", report.findings);
        for ticket in tickets {
            assert_eq!(store.ticket(ticket.id).unwrap(), Some(ticket));
        }
    }
}

#[test]
fn a_ticket_without_events_and_a_forgotten_number_are_found() {
    let (report, tickets) = check_after(
        "DELETE FROM event WHERE ticket = (SELECT id FROM ticket WHERE row = 5);
         UPDATE number_given SET last = 2;",
    );
    assert!(report.findings.contains(&Finding::Orphan {
        ticket: tickets[4].id
    }));
    assert!(report.findings.contains(&Finding::Number {
        prefix: "A01-1-20261121".into()
    }));
}

#[test]
fn an_index_that_contradicts_its_table_is_found() {
    let (report, _) = check_after(
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, 'position', 'based_on') WHERE name = 'event_of_ticket';",
    );
    assert!(
        report
            .findings
            .iter()
            .any(|finding| matches!(finding, Finding::Page { .. })),
        "{report:?}"
    );
}

#[test]
fn an_event_of_a_later_version_is_told() {
    let (report, tickets) = check_after("UPDATE event SET version = 99 WHERE position = 2");
    assert!(report.findings.contains(&Finding::Event { position: 2 }));
    assert!(report.findings.contains(&Finding::Record {
        ticket: tickets[0].id
    }));
}

#[test]
fn rebuilding_changes_nothing_that_was_right() {
    let (folder, _) = used_hall();
    let mut store = open(folder.path());
    let (before, counts) = (
        dump(folder.path()),
        store.counts(crate::scene::at(0)).unwrap(),
    );
    store.rebuild().unwrap();
    assert_eq!(dump(folder.path()), before);
    assert_eq!(store.counts(crate::scene::at(0)).unwrap(), counts);
}

/// Every row of every table that is derived.
fn dump(folder: &Path) -> Vec<String> {
    let other = Connection::open(folder.join("ansu.db")).unwrap();
    [
        "ticket",
        "queue",
        "ticket_phone",
        "ticket_text",
        "number_given",
        "contact",
    ]
    .iter()
    .flat_map(|table| {
        let mut query = other
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))
            .unwrap();
        let columns = query.column_count();
        let rows: Vec<String> = query
            .query_map([], |row| {
                (0..columns)
                    .map(|n| Ok(format!("{:?}", row.get_ref(n)?)))
                    .collect::<Result<String, _>>()
            })
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        rows
    })
    .collect()
}

#[test]
fn a_page_that_a_power_cut_tore_in_the_file_is_sound_while_the_log_has_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::Raw([7; 32].into());
    let mut store = Store::open(folder.path(), &key, at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let cut = tempfile::tempdir().unwrap();
    for (name, bytes) in content(folder.path()) {
        std::fs::write(cut.path().join(name), bytes).unwrap();
    }
    drop(store);
    // The log's head has 32 bytes, and a frame begins with the number of its page.
    let log = std::fs::read(cut.path().join("ansu.db-wal")).unwrap();
    let page = u32::from_be_bytes(log[32..36].try_into().unwrap());
    let path = cut.path().join("ansu.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let start = usize::try_from(page - 1).unwrap() * 4096;
    bytes[start + 2048..start + 2560].fill(0);
    std::fs::write(&path, bytes).unwrap();

    let store = Store::open(cut.path(), &key, at(1)).unwrap();
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!(report.tickets, 1);
}
