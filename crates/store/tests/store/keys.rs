//! Another key for the database, and the key file's revision remembered in it.

use ansu_store::{Key, Store, StoreError};

use crate::scene::{at, content, form, hall, perform, take_in, to_signed_slip};

fn key(byte: u8) -> Key {
    Key::Raw([byte; 32].into())
}

#[test]
fn under_another_key_everything_is_there_and_the_old_key_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), &key(7), at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let ticket = perform(&mut store, &ticket, 20, &to_signed_slip());
    store.rekey(&key(8)).unwrap();
    assert_eq!(store.ticket(ticket.id).unwrap(), Some(ticket.clone()));
    // It goes on writing under the new key.
    let next = take_in(&mut store, 2, 40, &form("13812345678", "张", "又断了"));
    assert!(store.check().unwrap().is_sound());
    drop(store);
    assert!(matches!(
        Store::open(folder.path(), &key(7), at(50)),
        Err(StoreError::Damaged { .. })
    ));
    let store = Store::open(folder.path(), &key(8), at(50)).unwrap();
    assert_eq!(store.ticket(next.id).unwrap(), Some(next));
    let names: Vec<String> = content(folder.path()).into_keys().collect();
    assert!(
        !names.iter().any(|name| name.contains("rekey")),
        "{names:?}"
    );
}

#[test]
fn a_change_of_key_that_cannot_be_written_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), &key(7), at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    // A folder in the place of the copy: it can be neither removed as a file nor written.
    std::fs::create_dir(folder.path().join("ansu.rekey")).unwrap();
    store.rekey(&key(8)).unwrap_err();
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    drop(store);
    let store = Store::open(folder.path(), &key(7), at(50)).unwrap();
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn an_older_key_file_put_back_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), &key(7), at(0)).unwrap();
    store.mirror_keys(3).unwrap();
    store.mirror_keys(3).unwrap();
    store.mirror_keys(5).unwrap();
    let error = store.mirror_keys(4).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { path, .. } if path.ends_with("ansu.keys")));
    store.put_sheet_proven(Some(at(9))).unwrap();
    assert_eq!(store.sheet_proven().unwrap(), Some(at(9)));
    assert!(store.mirror_keys(4).is_err());
    store.put_sheet_proven(None).unwrap();
    assert_eq!(store.sheet_proven().unwrap(), None);
}
