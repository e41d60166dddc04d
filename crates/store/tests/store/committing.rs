//! The one door for what happens: all or nothing, against what the writer saw, on disk when told so.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use ansu_complaint::{EventId, TicketId};
use ansu_store::{EventHash, StoreError};
use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use crate::child;
use crate::scene::{
    at, clerk, context, decided, form, id, new_hall, open, perform, registration, take_in,
    to_signed_slip,
};

#[test]
fn what_was_committed_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(
        &mut store,
        1,
        0,
        &form("13812345678", "张䶮", "宽带掉线 😀"),
    );
    assert_eq!(ticket.number.as_str(), "A01-1-20261121-001");
    let ticket = perform(&mut store, &ticket, 5, &to_signed_slip());
    drop(store);

    let store = open(folder.path());
    assert_eq!(store.ticket(ticket.id).unwrap().as_ref(), Some(&ticket));
    assert_eq!(
        store
            .ticket_by_number("A01-1-20261121-001")
            .unwrap()
            .as_ref(),
        Some(&ticket)
    );
    assert_eq!(store.ticket(TicketId(id(99))).unwrap(), None);
    let events = store.events(ticket.id).unwrap();
    assert_eq!(events.len(), usize::try_from(ticket.revision).unwrap());
    assert_eq!(events[0].based_on, 0);
    assert!(
        events[1..]
            .iter()
            .all(|event| event.based_on == 1 && event.origin == "A01-1")
    );
    assert_eq!(events[0].previous, EventHash::START);
    assert!(
        events
            .windows(2)
            .all(|pair| pair[1].previous == pair[0].hash)
    );
    assert!(
        events
            .windows(2)
            .all(|pair| pair[1].position == pair[0].position + 1)
    );
}

#[test]
fn the_receipt_names_the_last_event() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let commit = decided(&ticket, 1, &to_signed_slip());
    let receipt = store.commit(&commit).unwrap();
    let last = store.events(ticket.id).unwrap().pop().unwrap();
    assert_eq!((receipt.position, receipt.hash), (last.position, last.hash));
    assert_eq!(receipt.revision, commit.after.revision);
}

#[test]
fn a_writer_who_saw_an_older_ticket_is_refused_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let seen = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let late = decided(&seen, 2, &[json!({"do": "add_note", "text": "迟到的备注"})]);
    let now = perform(
        &mut store,
        &seen,
        1,
        &[json!({"do": "add_note", "text": "先到的备注"})],
    );
    assert!(matches!(
        store.commit(&late),
        Err(StoreError::Stale { actual: 2 })
    ));
    assert_eq!(store.ticket(seen.id).unwrap(), Some(now));
    assert_eq!(store.events(seen.id).unwrap().len(), 2);

    let again = registration_of(1, &seen.number.to_string());
    assert!(matches!(
        store.commit(&again),
        Err(StoreError::Stale { actual: 2 })
    ));
    let mut nobody = late;
    nobody.ticket = TicketId(id(77));
    assert!(matches!(
        store.commit(&nobody),
        Err(StoreError::Stale { actual: 0 })
    ));
}

fn registration_of(n: u64, number: &str) -> ansu_store::Commit {
    let mut made = None;
    let number = number.to_owned().try_into().unwrap();
    context(0, |context| {
        made = Some(registration(n, number, &form("114", "", "慢"), context))
    });
    made.unwrap()
}

#[test]
fn a_commit_that_contradicts_itself_is_refused_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let note = || decided(&ticket, 1, &[json!({"do": "add_note", "text": "备注"})]);
    let refused = |commit: ansu_store::Commit, store: &mut ansu_store::Store| {
        let error = store.commit(&commit).unwrap_err();
        assert!(
            matches!(error, StoreError::Inconsistent { .. }),
            "{error:?}"
        );
        assert_eq!(store.ticket(ticket.id).unwrap().as_ref(), Some(&ticket));
        assert_eq!(store.events(ticket.id).unwrap().len(), 1);
    };
    let mut empty = note();
    empty.entries.clear();
    refused(empty, &mut store);
    let mut other = note();
    other.after.id = TicketId(id(5));
    refused(other, &mut store);
    let mut miscounted = note();
    miscounted.after.revision = 9;
    refused(miscounted, &mut store);
    let mut twice = note();
    twice.entries[0].0 = store.events(ticket.id).unwrap()[0].id;
    refused(twice, &mut store);
    let mut unregistered = note();
    (unregistered.ticket, unregistered.expected) = (TicketId(id(6)), 0);
    refused(unregistered, &mut store);
}

#[test]
fn without_a_hall_nothing_is_registered() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let commit = registration_of(1, "A01-1-20261121-001");
    assert!(matches!(store.commit(&commit), Err(StoreError::NoHall)));
}

#[test]
fn a_draft_goes_with_the_commit_that_performs_it_and_only_then() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    store
        .put_draft("t1/note", &clerk(), r#""备注""#, at(1))
        .unwrap();
    let mut commit = decided(&ticket, 1, &[json!({"do": "add_note", "text": "备注"})]);
    commit.cleared_drafts.push(("t1/note".into(), clerk()));
    let mut stale = commit.clone();
    stale.expected = 7;
    store.commit(&stale).unwrap_err();
    assert!(store.draft("t1/note", &clerk()).unwrap().is_some());
    store.commit(&commit).unwrap();
    assert_eq!(store.draft("t1/note", &clerk()).unwrap(), None);
}

#[test]
fn a_number_is_given_once_even_if_the_clock_is_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let day = 24 * 60;
    let mut given = BTreeSet::new();
    // Today, tomorrow, today again, and after a restart today once more.
    for (n, minutes) in [(1, 0), (2, day), (3, 0), (4, -5), (5, day)] {
        let ticket = take_in(
            &mut store,
            n,
            minutes,
            &form("13812345678", "张", "宽带掉线"),
        );
        assert!(given.insert(ticket.number.to_string()));
    }
    drop(store);
    let mut store = open(folder.path());
    let ticket = take_in(&mut store, 6, 0, &form("13812345678", "张", "宽带掉线"));
    assert_eq!(ticket.number.as_str(), "A01-1-20261121-004");
    assert!(given.contains("A01-1-20261122-002"));
}

#[test]
fn a_registration_that_fails_gives_its_number_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let failed = store.register(day, |number| {
        assert_eq!(number.short(), "001");
        Err(StoreError::NotJson)
    });
    assert!(matches!(failed, Err(StoreError::NotJson)));
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    assert_eq!(ticket.number.short(), "001");
}

#[test]
fn the_log_refuses_to_be_changed_by_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    drop(store);
    let other = rusqlite::Connection::open(folder.path().join("ansu.db")).unwrap();
    for attack in [
        "UPDATE event SET staff = '9999'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT position, id, origin, sequence, previous, hash, ticket,
         based_on, at, '9999', version, digest, salt, payload FROM event",
    ] {
        let refused = other.execute(attack, []).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{attack}: {refused}");
    }
}

/// In the other process: takes in tickets and adds notes, and says each event once it is kept.
pub(crate) fn commit_for_ever(folder: &Path) {
    let mut store = open(folder);
    let known = store.check().unwrap();
    for n in known.tickets + 1.. {
        let mut ticket = take_in(&mut store, n, 0, &form("13812345678", "张", "宽带掉线"));
        child::say(&format!("{} {}", ticket.id.0, ticket.revision));
        for round in 0..3 {
            let note = json!({"do": "add_note", "text": "备".repeat(1 + 400 * round)});
            ticket = perform(&mut store, &ticket, 1, &[note]);
            child::say(&format!("{} {}", ticket.id.0, ticket.revision));
        }
    }
}

#[test]
fn a_killed_program_loses_nothing_that_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    drop(new_hall(folder.path()));
    let mut acknowledged: Vec<(TicketId, u32)> = Vec::new();
    for round in 0..30_u64 {
        let mut process = child::command(&child::program(), "commit", folder.path())
            .spawn()
            .unwrap();
        let mut said = child::said(&mut process);
        let first = said.next().expect("nothing was committed");
        std::thread::sleep(Duration::from_millis(round * 7 % 40));
        process.kill().unwrap();
        process.wait().unwrap();
        acknowledged.extend(std::iter::once(first).chain(said).map(|line| {
            let (ticket, revision) = line.split_once(' ').unwrap();
            (
                TicketId(Uuid::parse_str(ticket).unwrap()),
                revision.parse().unwrap(),
            )
        }));
        let store = open(folder.path());
        let report = store.check().unwrap();
        assert!(report.is_sound(), "{:?}", report.findings);
        for (ticket, revision) in &acknowledged {
            let kept = store
                .ticket(*ticket)
                .unwrap()
                .expect("an acknowledged ticket is gone");
            assert!(kept.revision >= *revision, "an acknowledged event is gone");
        }
        // At most the one commit whose word didn't get out is there besides.
        let events = usize::try_from(report.events).unwrap();
        assert!(events <= acknowledged.len() + 1 + usize::try_from(round).unwrap());
    }
    assert!(acknowledged.len() >= 30);
}

#[test]
fn event_ids_are_those_of_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 3, 0, &form("13812345678", "张", "宽带掉线"));
    assert_eq!(store.events(ticket.id).unwrap()[0].id, EventId(id(3 << 16)));
}
