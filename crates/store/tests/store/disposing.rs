//! What was erased leaves no trace, and the chain still holds.

use ansu_complaint::StaffId;
use ansu_store::{Disposal, Finding, Key, Store, StoreError};

use crate::scene::{
    at, clerk, content, form, manager, new_hall, open, perform, take_in, to_signed_slip,
};

const CANARY: &str = "CANARY-7Q2M";

fn disposal(ticket: &ansu_complaint::Ticket, by: StaffId) -> Disposal {
    Disposal {
        record: ticket.id.0,
        number: Some(ticket.number.clone()),
        at: at(900),
        by,
        reason: "retention".to_owned(),
    }
}

fn holds(store_folder: &std::path::Path) -> Vec<String> {
    content(store_folder)
        .into_iter()
        .filter(|(_, bytes)| {
            bytes
                .windows(CANARY.len())
                .any(|part| part == CANARY.as_bytes())
        })
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn what_could_not_be_written_anew_is_when_the_folder_is_opened_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let gone = take_in(&mut store, 1, 5, &form("13912345678", CANARY, CANARY));
    // Somebody else reads: the file can't be written anew meanwhile.
    let other = rusqlite::Connection::open(folder.path().join("ansu.db")).unwrap();
    other
        .execute_batch("BEGIN; SELECT count(*) FROM event;")
        .unwrap();
    let left = store.dispose(&[disposal(&gone, manager().id)]);
    assert!(matches!(left, Err(StoreError::TracesOwed(_))), "{left:?}");
    assert_eq!(store.ticket(gone.id).unwrap(), None);
    drop((other, store));
    let store = open(folder.path());
    assert_eq!(holds(folder.path()), [""; 0]);
    assert!(!folder.path().join("ansu.traces").exists());
    assert!(store.check().unwrap().is_sound());
    drop(store);
    // A disposal that was refused owes nothing.
    let mut store = open(folder.path());
    store.dispose(&[disposal(&gone, manager().id)]).unwrap_err();
    assert!(!folder.path().join("ansu.traces").exists());
}

/// In the clear, so that a trace would be seen in the file's bytes.
#[test]
fn an_erased_ticket_leaves_no_trace_and_the_record_stays_sound() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let kept = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let gone = take_in(&mut store, 2, 5, &form("13912345678", CANARY, CANARY));
    let gone = perform(&mut store, &gone, 20, &to_signed_slip());
    store
        .put_draft(
            &format!("ticket:{}:listen", gone.id.0),
            &clerk(),
            &format!("{{\"statement\":\"{CANARY}\"}}"),
            at(30),
        )
        .unwrap();
    assert!(!holds(folder.path()).is_empty(), "the check can see it");
    let before = store.check().unwrap();

    store.dispose(&[disposal(&gone, manager().id)]).unwrap();
    assert_eq!(holds(folder.path()), [""; 0]);
    assert_eq!(store.ticket(gone.id).unwrap(), None);
    assert!(store.search("13912345678", None, 10).unwrap().is_empty());
    assert!(matches!(
        store.events(gone.id),
        Err(StoreError::Unreadable { .. })
    ));
    assert_eq!(store.disposals().unwrap(), [disposal(&gone, manager().id)]);
    let after = store.check().unwrap();
    assert!(after.is_sound(), "{:?}", after.findings);
    assert_eq!(after.origins, before.origins, "the chain is the same one");

    // Numbers go on after the erased one, also when all is derived anew.
    store.rebuild().unwrap();
    let next = take_in(&mut store, 3, 40, &form("13812345678", "张", "又断了"));
    assert_eq!(next.number.short(), "003");
    assert_eq!(store.ticket(kept.id).unwrap(), Some(kept));
    drop(store);
    assert_eq!(holds(folder.path()), [""; 0]);
    assert!(open(folder.path()).check().unwrap().is_sound());
}

#[test]
fn nothing_is_erased_where_one_of_the_tickets_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let mut unknown = disposal(&ticket, manager().id);
    unknown.record = uuid::Uuid::nil();
    unknown.number = ansu_complaint::TicketNumber::try_from("A01-1-20261121-999".to_owned()).ok();
    let both = [disposal(&ticket, manager().id), unknown];
    assert!(matches!(
        store.dispose(&both),
        Err(StoreError::Inconsistent { .. })
    ));
    assert_eq!(store.ticket(ticket.id).unwrap(), Some(ticket));
    assert!(store.disposals().unwrap().is_empty());
}

#[test]
fn content_removed_without_a_disposal_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    drop(store);
    let other = rusqlite::Connection::open(folder.path().join("ansu.db")).unwrap();
    let erase = "UPDATE event SET payload = NULL, salt = NULL";
    let refused = other.execute(erase, []).unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
    other.execute_batch("DROP TRIGGER event_stays").unwrap();
    other.execute(erase, []).unwrap();
    drop(other);
    let report = open(folder.path()).check().unwrap();
    assert!(
        report
            .findings
            .iter()
            .any(|finding| matches!(finding, Finding::Content { position: 1, .. }))
    );
}

#[test]
fn an_encrypted_folder_erases_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::Raw([3; 32].into());
    let mut store = Store::open(folder.path(), &key, at(0)).unwrap();
    store.put_hall(&crate::scene::hall()).unwrap();
    let gone = take_in(&mut store, 1, 5, &form("13912345678", "李", "扣费不明"));
    store.dispose(&[disposal(&gone, manager().id)]).unwrap();
    assert!(store.check().unwrap().is_sound());
}
