//! Contacts that are no complaints: in the same chain as tickets, found by their number, and erased like them.

use ansu_complaint::{ContactEvent, ContactForm, ContactId, ContactKind, EventId, Moment, Phone};
use ansu_store::{ContactCommit, Disposal, Finding, Store, StoreError};

use crate::scene::{at, clerk, content, context, form, id, manager, new_hall, open, take_in};

const PHONE: &str = "13812345678";

/// The n-th contact as it is noted at `minutes`.
pub(crate) fn noted(n: u64, minutes: i64, matter: &str) -> ContactCommit {
    let form = ContactForm {
        phone: PHONE.to_owned(),
        name: String::new(),
        kind: ContactKind::FaultReport,
        category: "2.2".to_owned(),
        matter: matter.to_owned(),
        answer: String::new(),
    };
    let mut commit = None;
    context(minutes, |context| {
        let after = form.check(ContactId(id(n)), context).unwrap();
        commit = Some(ContactCommit {
            event_id: EventId(id(n << 16)),
            at: context.now,
            by: context.staff.id.clone(),
            event: ContactEvent::Noted {
                contact: after.clone(),
            },
            after,
            expected: 0,
            cleared_drafts: vec![("contact".to_owned(), clerk())],
        });
    });
    commit.unwrap()
}

fn taken_back(before: &ContactCommit, minutes: i64) -> ContactCommit {
    let mut commit = before.clone();
    context(minutes, |context| {
        commit.event = before.after.take_back(context).unwrap();
        commit.event_id.0 = id(before.after.id.0.as_u128() as u64 + (9 << 32));
        commit.after.taken_back = true;
        commit.expected = 1;
    });
    commit
}

fn phone() -> Phone {
    Phone::parse(PHONE).unwrap()
}

fn matters(store: &Store, since: Moment) -> Vec<String> {
    let contacts = store.contacts(&phone(), since).unwrap();
    contacts.into_iter().map(|one| one.matter).collect()
}

#[test]
fn a_contact_is_in_the_chain_and_found_by_its_number_the_last_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    store.put_draft("contact", &clerk(), "{}", at(0)).unwrap();
    store.keep_contact(&noted(1, 0, "路由器灯不亮")).unwrap();
    let ticket = take_in(&mut store, 2, 5, &form(PHONE, "张", "宽带掉线"));
    let second = noted(3, 10, "问修好没有");
    store.keep_contact(&second).unwrap();
    assert_eq!(matters(&store, at(0)), ["问修好没有", "路由器灯不亮"]);
    assert_eq!(matters(&store, at(1)), ["问修好没有"]);
    assert_eq!(store.draft("contact", &clerk()).unwrap(), None);

    let report = store.check().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.events, report.tickets), (3, 1));
    store.rebuild().unwrap();
    assert_eq!(matters(&store, at(0)), ["问修好没有", "路由器灯不亮"]);
    assert_eq!(store.ticket(ticket.id).unwrap(), Some(ticket));
    assert_eq!(
        store.contact(second.after.id).unwrap(),
        Some((second.after, 1))
    );
}

#[test]
fn a_wrong_click_is_taken_back_once_and_stays_on_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let wrong = noted(1, 0, "号码输错了");
    store.keep_contact(&wrong).unwrap();
    assert!(matches!(
        store.keep_contact(&wrong),
        Err(StoreError::Stale { actual: 1 })
    ));
    let back = taken_back(&wrong, 1);
    store.keep_contact(&back).unwrap();
    assert!(matches!(
        store.keep_contact(&back),
        Err(StoreError::Stale { actual: 2 })
    ));
    store.rebuild().unwrap();
    assert_eq!(store.contacts(&phone(), at(0)).unwrap(), [back.after]);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn what_was_done_to_a_contact_behind_the_back_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    store.keep_contact(&noted(1, 0, "路由器灯不亮")).unwrap();
    store.keep_contact(&noted(2, 1, "问账单")).unwrap();
    drop(store);
    for sql in [
        "UPDATE contact SET phone = '13900000000' WHERE row = 1",
        "UPDATE contact SET snapshot = replace(snapshot, '账单', '合约') WHERE row = 2",
        "DELETE FROM contact WHERE row = 2",
        "INSERT INTO contact SELECT 9, zeroblob(16), revision, at, phone, snapshot FROM contact WHERE row = 1",
    ] {
        let other = rusqlite::Connection::open(folder.path().join("ansu.db")).unwrap();
        other.execute_batch(sql).unwrap();
        drop(other);
        let mut store = open(folder.path());
        let findings = store.check().unwrap().findings;
        assert!(
            matches!(findings[..], [Finding::Contact { .. }]),
            "{sql}: {findings:?}"
        );
        store.rebuild().unwrap();
        assert!(store.check().unwrap().is_sound(), "{sql}");
    }
}

/// In the clear, so that a trace would be seen in the file's bytes.
#[test]
fn an_erased_contact_leaves_no_trace_and_the_chain_holds() {
    const CANARY: &str = "CANARY-5C1D";
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let (gone, kept) = (noted(1, 0, CANARY), noted(2, 5, "问账单"));
    store.keep_contact(&gone).unwrap();
    store.keep_contact(&kept).unwrap();
    let before = store.check().unwrap();
    let disposal = Disposal {
        record: gone.after.id.0,
        number: None,
        at: at(900),
        by: manager().id,
        reason: "kept=36".to_owned(),
    };
    let (old, total) = store.contacts_before(at(0), 10).unwrap();
    assert_eq!((&old[..], total), (&[gone.after.clone()][..], 1));
    let all = [
        disposal.clone(),
        Disposal {
            record: kept.after.id.0,
            ..disposal.clone()
        },
    ];
    store.dispose(&all[..1]).unwrap();
    assert_eq!(store.disposals().unwrap(), all[..1]);
    assert_eq!(store.contact(gone.after.id).unwrap(), None);
    let after = store.check().unwrap();
    assert!(after.is_sound(), "{:?}", after.findings);
    assert_eq!((after.origins, after.tickets), (before.origins, 0));
    // Two of them have no number, and are two all the same.
    assert_eq!(store.dispose_again(&all).unwrap(), 1);
    store.rebuild().unwrap();
    assert!(matters(&store, at(0)).is_empty());
    drop(store);
    for (name, bytes) in content(folder.path()) {
        let found = bytes
            .windows(CANARY.len())
            .any(|part| part == CANARY.as_bytes());
        assert!(!found, "{name}");
    }
}
