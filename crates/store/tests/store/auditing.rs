//! The trail finds what was changed, removed, exchanged or cut off, and says how far anchors vouch for it.

use std::path::Path;

use ansu_store::{Anchor, AuditFault, AuditFilter, AuditNote, Chain};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::scene::{at, clerk, form, manager, new_hall, open, take_in};

fn note(n: i64, act: &str) -> AuditNote {
    AuditNote {
        at: at(n),
        by: (n % 3 > 0).then(clerk),
        act: act.to_owned(),
        object: format!("A01-1-20261121-00{}", n % 5 + 1),
        detail: String::new(),
    }
}

/// A folder with twelve lines, the sixth of which was anchored.
fn trail() -> (TempDir, Anchor, Anchor) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let mut anchors = Vec::new();
    for n in 1..=12 {
        let act = if n % 2 == 0 {
            "reveal_phone"
        } else {
            "see_ticket"
        };
        anchors.push(store.note(&note(n, act)).unwrap());
    }
    assert_eq!(store.anchor().unwrap(), Some(anchors[11]));
    (folder, anchors[5], anchors[11])
}

fn tamper(folder: &Path, sql: &str) {
    let other = Connection::open(folder.join("ansu.db")).unwrap();
    other
        .execute_batch(
            "DROP TRIGGER audit_stays; DROP TRIGGER audit_remains; DROP TRIGGER audit_yields_not;
             DROP TRIGGER event_remains; PRAGMA foreign_keys = OFF;",
        )
        .unwrap();
    other.execute_batch(sql).unwrap();
}

fn faults_after(sql: &str, anchors: &[Anchor]) -> Vec<AuditFault> {
    let (folder, _, _) = trail();
    tamper(folder.path(), sql);
    open(folder.path()).verify_audit(anchors).unwrap().faults
}

#[test]
fn an_untouched_trail_is_sound_up_to_its_end_and_anchored_up_to_its_last_anchor() {
    let (folder, middle, end) = trail();
    let store = open(folder.path());
    for (anchors, anchored) in [(vec![], 0), (vec![middle], 6), (vec![end, middle], 12)] {
        let report = store.verify_audit(&anchors).unwrap();
        assert_eq!((report.lines, report.anchored), (12, anchored));
        assert_eq!(report.faults, []);
    }
}

#[test]
fn every_changed_column_is_found() {
    for change in [
        "at = '2020-01-01T00:00:00Z'",
        "staff = '9999'",
        "act = 'see_queue'",
        "object = ''",
        "detail = 'x'",
        "events = 0",
        "boot = zeroblob(16)",
        "last = zeroblob(32)",
    ] {
        let faults = faults_after(
            &format!("UPDATE audit SET {change} WHERE position = 4"),
            &[],
        );
        assert!(
            faults.contains(&AuditFault::Content { position: 4 }),
            "{change}"
        );
    }
}

#[test]
fn a_removed_line_and_two_that_changed_places_are_found() {
    let faults = faults_after("DELETE FROM audit WHERE position = 4", &[]);
    assert_eq!(
        faults,
        [
            AuditFault::Gap {
                expected: 4,
                found: 5
            },
            AuditFault::Link { position: 5 }
        ]
    );
    let faults = faults_after(
        "UPDATE audit SET position = 99 WHERE position = 4;
         UPDATE audit SET position = 4 WHERE position = 5;
         UPDATE audit SET position = 5 WHERE position = 99;",
        &[],
    );
    assert!(faults.contains(&AuditFault::Link { position: 4 }));
    assert!(faults.contains(&AuditFault::Content { position: 5 }));
}

#[test]
fn a_cut_end_is_found_by_an_anchor_only() {
    let (_, _, end) = trail();
    let cut = "DELETE FROM audit WHERE position > 9";
    assert_eq!(faults_after(cut, &[]), []);
    let faults = faults_after(cut, &[end]);
    assert_eq!(faults, [AuditFault::CutOff { anchor: end }]);
}

#[test]
fn a_trail_written_anew_is_found_by_an_anchor() {
    let (folder, middle, end) = trail();
    let (other, _, _) = trail();
    // The same lines, chained anew by another run of the program: sound in itself, and not the one that was anchored.
    let report = open(other.path()).verify_audit(&[middle, end]).unwrap();
    assert_eq!(
        report.faults,
        [
            AuditFault::Rewritten { anchor: middle },
            AuditFault::Rewritten { anchor: end }
        ]
    );
    assert_eq!(report.anchored, 0);
    assert_eq!(
        open(folder.path())
            .verify_audit(&[middle, end])
            .unwrap()
            .anchored,
        12
    );
}

#[test]
fn an_event_log_that_was_cut_contradicts_the_trail() {
    let faults = faults_after("DELETE FROM event", &[]);
    assert_eq!(faults.len(), 12);
    assert_eq!(faults[0], AuditFault::Events { position: 1 });
}

#[test]
fn a_slip_s_anchor_vouches_for_the_events_before_it() {
    let (folder, _, end) = trail();
    let store = open(folder.path());
    let ticket = store
        .ticket_by_number("A01-1-20261121-001")
        .unwrap()
        .unwrap();
    let event = store.events(ticket.id).unwrap().pop().unwrap();
    let slip = Anchor::of(Chain::Events, event.position, &event.hash);
    let report = store.verify_audit(&[slip]).unwrap();
    assert_eq!((report.anchored, report.events_anchored), (0, 1));
    // The trail's own anchor vouches for the events as well.
    assert_eq!(store.verify_audit(&[end]).unwrap().events_anchored, 1);
    let forged = Anchor {
        head: [0; 8],
        ..slip
    };
    let beyond = Anchor {
        position: 99,
        ..slip
    };
    assert_eq!(
        store.verify_audit(&[forged, beyond]).unwrap().faults,
        [
            AuditFault::Rewritten { anchor: forged },
            AuditFault::CutOff { anchor: beyond }
        ]
    );
}

#[test]
fn the_trail_refuses_to_be_changed() {
    let (folder, _, _) = trail();
    let other = Connection::open(folder.path().join("ansu.db")).unwrap();
    for attack in [
        "UPDATE audit SET staff = '9999'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE position = 3",
    ] {
        let refused = other.execute(attack, []).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{attack}");
    }
}

#[test]
fn lines_are_read_page_by_page_and_by_filter() {
    let (folder, _, _) = trail();
    let mut store = open(folder.path());
    let mut by_manager = note(20, "export");
    by_manager.by = Some(manager().id);
    store.note(&by_manager).unwrap();
    let places = |filter: AuditFilter, limit| -> Vec<i64> {
        let lines = store.audit(&filter, limit).unwrap();
        lines.iter().map(|line| line.position).collect()
    };
    let all = AuditFilter::default();
    assert_eq!(places(all.clone(), 3), [13, 12, 11]);
    let next = AuditFilter {
        before: Some(11),
        ..all.clone()
    };
    assert_eq!(places(next, 2), [10, 9]);
    let reveals = AuditFilter {
        acts: vec!["reveal_phone".to_owned(), "export".to_owned()],
        from: Some(at(10)),
        ..all.clone()
    };
    assert_eq!(places(reveals, 9), [13, 12, 10]);
    let hers = AuditFilter {
        by: Some(manager().id),
        ..all.clone()
    };
    assert_eq!(places(hers, 9), [13]);
    let one_ticket = AuditFilter {
        object: "A01-1-20261121-002".to_owned(),
        until: Some(at(6)),
        ..all
    };
    assert_eq!(places(one_ticket, 9), [1]);
}

#[test]
fn an_anchor_is_read_as_it_is_printed() {
    let (_, middle, _) = trail();
    let printed = middle.to_string();
    assert_eq!(Anchor::parse(&printed), Some(middle));
    assert_eq!(Anchor::parse(&printed.to_lowercase()), Some(middle));
    for bad in [
        "",
        "A6",
        "A6-",
        "6-0000000000000000",
        "A-6-00",
        "A0-0000000000000000",
        "A6-zz",
        "中6",
    ] {
        assert_eq!(Anchor::parse(bad), None, "{bad}");
    }
}
