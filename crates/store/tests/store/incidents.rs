//! Incidents: in the same chain as tickets, found with their tickets, put right from their events, and without anything to erase.

use ansu_complaint::{
    EventId, Incident, IncidentAction, IncidentEvent, IncidentForm, IncidentId, Where, WhereKind,
};
use ansu_store::{Disposal, Finding, IncidentCommit, StoreError};

use crate::scene::{at, context, decided, form, id, manager, new_hall, open, perform, take_in};
use serde_json::json;

fn opened(n: u64) -> IncidentCommit {
    let form = IncidentForm {
        cause: "光缆被挖断".to_owned(),
        at: Where {
            kind: WhereKind::Area,
            name: "南湖花园".to_owned(),
        },
        category: "2.2".to_owned(),
        began: at(0),
        expected: None,
    };
    let mut commit = None;
    context(0, |context| {
        let after = Incident::open(IncidentId(id(n)), &form, context).unwrap();
        commit = Some(IncidentCommit {
            event_id: EventId(id(n << 16)),
            at: context.now,
            by: context.staff.id.clone(),
            event: IncidentEvent::Opened {
                incident: after.clone(),
            },
            expected: 0,
            after,
        });
    });
    commit.unwrap()
}

fn ended(before: &IncidentCommit) -> IncidentCommit {
    let mut commit = before.clone();
    context(5, |context| {
        let action = IncidentAction::EndIncident {};
        commit.event = before.after.decide(&action, context).unwrap();
        commit.after.apply(commit.event.clone()).unwrap();
        commit.event_id.0 = id(before.after.id.0.as_u128() as u64 + (9 << 32));
        commit.expected = 1;
    });
    commit
}

#[test]
fn an_incident_is_in_the_chain_and_a_writer_who_saw_less_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let (first, second) = (opened(1), opened(2));
    store.keep_incident(&first).unwrap();
    store.keep_incident(&second).unwrap();
    let over = ended(&first);
    store.keep_incident(&over).unwrap();
    let stale = store.keep_incident(&over);
    assert!(matches!(stale, Err(StoreError::Stale { actual: 2 })));
    let listed: Vec<_> = store.incidents(9).unwrap();
    let order: Vec<_> = listed.iter().map(|(one, ..)| one.id).collect();
    assert_eq!(order, [second.after.id, first.after.id], "those that go on");
    assert!(store.check().unwrap().is_sound());
    let all = store.incidents(9).unwrap();
    store.rebuild().unwrap();
    assert_eq!(store.incidents(9).unwrap(), all);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn tickets_of_an_incident_are_found_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let incident = opened(7);
    store.keep_incident(&incident).unwrap();
    let ticket = take_in(&mut store, 1, 1, &form("13812345678", "张明", "掉线"));
    let join = json!({"do": "join_incident", "incident": incident.after.id});
    perform(&mut store, &ticket, 2, &[join]);
    let known = store.tickets_of(incident.after.id).unwrap();
    assert_eq!(
        known.iter().map(|row| row.id).collect::<Vec<_>>(),
        [ticket.id]
    );
    assert_eq!(store.incidents(9).unwrap()[0].1, 1);
    store.rebuild().unwrap();
    assert_eq!(store.tickets_of(incident.after.id).unwrap(), known);
    assert!(store.check().unwrap().is_sound());

    // What is known of a person goes with the ticket, and the incident stays: it says nothing of anybody.
    let disposal = Disposal {
        record: ticket.id.0,
        number: Some(ticket.number),
        at: at(9),
        by: manager().id,
        reason: "kept=36".to_owned(),
    };
    store.dispose(&[disposal]).unwrap();
    assert_eq!(store.tickets_of(incident.after.id).unwrap(), []);
    assert_eq!(store.incidents(9).unwrap()[0].1, 0);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn an_incident_is_opened_with_its_tickets_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 1, &form("13812345678", "张明", "掉线"));
    let incident = opened(7);
    let join = json!({"do": "join_incident", "incident": incident.after.id});
    let joined = decided(&ticket, 2, &[join]);
    let mut stale = joined.clone();
    stale.expected += 1;
    for tickets in [vec![stale.clone()], vec![joined.clone(), stale]] {
        assert!(store.open_incident(&incident, &tickets).is_err());
        assert_eq!(store.incidents(9).unwrap(), []);
        assert_eq!(store.tickets_of(incident.after.id).unwrap(), []);
        assert!(store.check().unwrap().is_sound());
    }
    store.open_incident(&incident, &[joined]).unwrap();
    assert_eq!(store.incidents(9).unwrap()[0].1, 1);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_was_done_to_an_incident_behind_the_back_is_found_and_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    store.keep_incident(&opened(1)).unwrap();
    drop(store);
    for sql in [
        "UPDATE incident SET ended = 1",
        "UPDATE incident SET opened = 0",
        "UPDATE incident SET snapshot = replace(snapshot, '光缆', '电缆')",
        "DELETE FROM incident",
        "INSERT INTO incident SELECT 9, zeroblob(16), revision, opened, ended, declined, snapshot FROM incident",
    ] {
        let other = rusqlite::Connection::open(folder.path().join("ansu.db")).unwrap();
        other.execute_batch(sql).unwrap();
        drop(other);
        let mut store = open(folder.path());
        let findings = store.check().unwrap().findings;
        assert!(
            matches!(findings[..], [Finding::Incident { .. }]),
            "{sql}: {findings:?}"
        );
        store.rebuild().unwrap();
        assert!(store.check().unwrap().is_sound(), "{sql}");
    }
}
