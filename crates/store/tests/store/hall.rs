//! The hall's record, staff, preferences and printings.

use ansu_complaint::{Role, Staff, TicketId};
use ansu_store::{Hall, PrintedDocument, StaffRecord, StoreError, preferences, put_preferences};
use uuid::Uuid;

use crate::scene::{at, clerk, form, hall, new_hall, open, take_in};

#[test]
fn the_hall_is_kept_and_its_codes_can_change_while_there_is_no_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    assert_eq!(store.hall().unwrap(), None);
    store.put_hall(&hall()).unwrap();
    let moved = Hall {
        counter: "2".into(),
        ..hall()
    };
    store.put_hall(&moved).unwrap();
    drop(store);
    assert_eq!(open(folder.path()).hall().unwrap(), Some(moved));
}

#[test]
fn the_codes_stay_once_there_is_a_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let moved = Hall {
        counter: "2".into(),
        ..hall()
    };
    assert!(matches!(store.put_hall(&moved), Err(StoreError::HallFixed)));
    let renamed = Hall {
        name: "城南旗舰厅".into(),
        ..hall()
    };
    store.put_hall(&renamed).unwrap();
    assert_eq!(store.hall().unwrap(), Some(renamed));
}

#[test]
fn staff_are_added_changed_and_kept_after_they_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let staff = Staff {
        id: clerk(),
        name: "李䶮".into(),
        role: Role::Clerk,
    };
    store
        .put_staff(&StaffRecord {
            staff: staff.clone(),
            active: true,
        })
        .unwrap();
    let left = StaffRecord {
        staff: Staff {
            role: Role::DutyManager,
            ..staff
        },
        active: false,
    };
    store.put_staff(&left).unwrap();
    assert_eq!(store.staff().unwrap(), [left]);
}

#[test]
fn preferences_of_a_counter_are_kept_and_can_be_read_before_the_folder_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("hall");
    assert_eq!(preferences(&inner).unwrap(), None);
    put_preferences(&inner, r#"{"language":"en"}"#).unwrap();
    put_preferences(&inner, r#"{"language":"zh-CN"}"#).unwrap();
    assert_eq!(
        preferences(&inner).unwrap().as_deref(),
        Some(r#"{"language":"zh-CN"}"#)
    );
    std::fs::write(inner.join("ansu.preferences"), [0xFF, 0xFE]).unwrap();
    assert_eq!(preferences(&inner).unwrap(), None);
    std::fs::write(inner.join("ansu.preferences"), "x".repeat(100_000)).unwrap();
    assert_eq!(preferences(&inner).unwrap(), None);
}

#[test]
fn printings_are_listed_in_their_order_even_if_the_clock_was_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let ticket = TicketId(Uuid::from_u128(1));
    let printed = |revision, minute| PrintedDocument {
        ticket,
        kind: "slip".into(),
        fingerprint: format!("F{revision}"),
        sha256: [7; 32],
        revision,
        printed_at: at(minute),
        staff: clerk(),
    };
    store.record_document(&printed(3, 10)).unwrap();
    store.record_document(&printed(4, -600)).unwrap();
    assert_eq!(
        store.documents(ticket).unwrap(),
        [printed(3, 10), printed(4, -600)]
    );
}
