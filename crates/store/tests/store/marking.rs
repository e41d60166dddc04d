//! The mark beside the database: work that was acknowledged and is not there any more is told, and nothing else is.

use std::fs;
use std::path::Path;

use ansu_store::{AuditFilter, AuditNote, CUT_BACK, Key, MARK_LOST, Store};
use tempfile::TempDir;

use crate::scene::{at, clerk, form, hall, perform, take_in, to_signed_slip};

fn key(byte: u8) -> Key {
    Key::Raw([byte; 32].into())
}

fn sealed(folder: &Path) -> Store {
    Store::open(folder, &key(7), at(0)).unwrap()
}

fn note(store: &mut Store) {
    store
        .note(&AuditNote {
            at: at(1),
            by: Some(clerk()),
            act: "see_ticket".to_owned(),
            object: "A01-1-20261121-001".to_owned(),
            detail: String::new(),
        })
        .unwrap();
}

/// A folder as a crash leaves it after some work, and the same before the last piece of it: eight events and a line, then one more of each.
fn crashed() -> (TempDir, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sealed(folder.path());
    store.put_hall(&hall()).unwrap();
    for n in 1..=8 {
        take_in(&mut store, n, 0, &form("13812345678", "张", "宽带掉线"));
    }
    note(&mut store);
    let before = copy_of(folder.path());
    take_in(&mut store, 9, 0, &form("13812345678", "张", "又断了"));
    note(&mut store);
    let after = copy_of(folder.path());
    (before, after)
}

fn copy_of(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in crate::scene::content(folder) {
        fs::write(copy.path().join(name), bytes).unwrap();
    }
    copy
}

/// Puts a file of one folder in the place of another's.
fn put(name: &str, from: &TempDir, into: &TempDir) {
    fs::copy(from.path().join(name), into.path().join(name)).unwrap();
}

/// What the trail has of losses after opening the folder twice, the first one first.
fn told(folder: &Path, key: &Key) -> Vec<(String, String, String)> {
    drop(Store::open(folder, key, at(60)).unwrap());
    let store = Store::open(folder, key, at(61)).unwrap();
    assert!(store.check().unwrap().is_sound());
    assert!(store.verify_audit(&[]).unwrap().faults.is_empty());
    let filter = AuditFilter {
        acts: vec![CUT_BACK.to_owned(), MARK_LOST.to_owned()],
        ..AuditFilter::default()
    };
    let lines = store.audit(&filter, 10).unwrap();
    assert!(lines.iter().all(|line| line.note.by.is_none()));
    let told = |line: ansu_store::AuditLine| (line.note.act, line.note.object, line.note.detail);
    lines.into_iter().rev().map(told).collect()
}

#[test]
fn commits_that_the_log_has_lost_are_told_once_with_what_was_expected() {
    let (_, after) = crashed();
    let expected = {
        let whole = copy_of(after.path());
        let ends = sealed(whole.path()).ends().unwrap();
        format!("{} {}", ends.events.unwrap(), ends.audit.unwrap())
    };
    let log = after.path().join("ansu.db-wal");
    let mut bytes = fs::read(&log).unwrap();
    // A bit in the frame that the ninth registration begins with: it and the line after it end there.
    let frames = (bytes.len() - 32) / (4096 + 24);
    let place = 32 + (frames - 12) * (4096 + 24) + 100;
    bytes[place] ^= 1;
    fs::write(&log, bytes).unwrap();
    let losses = told(after.path(), &key(7));
    assert_eq!(losses.len(), 1, "{losses:?}");
    let (act, object, detail) = &losses[0];
    assert_eq!((act.as_str(), object), (CUT_BACK, &expected));
    assert!(detail.ends_with("expected_lines=2"), "{detail}");
    assert!(detail.contains("expected_events=9"), "{detail}");
}

#[test]
fn a_database_put_back_by_hand_is_told_and_the_mark_goes_on_from_there() {
    let (before, after) = crashed();
    put("ansu.db", &before, &after);
    put("ansu.db-wal", &before, &after);
    let detail = "events=8 expected_events=9 lines=1 expected_lines=2";
    let losses = told(after.path(), &key(7));
    assert_eq!(losses.len(), 1);
    assert_eq!(losses[0].2, detail);
    // Work goes on, and its loss is told anew.
    let mut store = sealed(after.path());
    take_in(&mut store, 10, 0, &form("13812345678", "张", "又断了"));
    drop(store);
    assert_eq!(told(after.path(), &key(7)).len(), 1);
}

#[test]
fn other_work_in_the_place_of_what_was_acknowledged_is_told_as_such() {
    let (before, after) = crashed();
    // Somebody goes on from an older copy, and the mark of before is put beside it.
    let mut store = sealed(before.path());
    let ticket = take_in(&mut store, 90, 0, &form("13912345678", "李", "账单"));
    perform(&mut store, &ticket, 20, &to_signed_slip());
    note(&mut store);
    note(&mut store);
    drop(store);
    put("ansu.mark", &after, &before);
    let losses = told(before.path(), &key(7));
    assert_eq!(losses.len(), 1);
    assert!(losses[0].2.ends_with(" rewritten"), "{losses:?}");
}

#[test]
fn a_mark_that_is_behind_tells_nothing() {
    // A kill after the commit and before the mark, or a power cut.
    let (before, after) = crashed();
    put("ansu.mark", &before, &after);
    assert_eq!(told(after.path(), &key(7)), []);
}

#[test]
fn a_mark_that_is_missing_or_damaged_is_told_once() {
    for (detail, change) in [
        ("missing", None),
        ("damaged", Some(&b""[..])),
        ("damaged", Some(&[7; 9000][..])),
    ] {
        let (_, after) = crashed();
        let path = after.path().join("ansu.mark");
        match change {
            None => fs::remove_file(&path).unwrap(),
            Some(bytes) => fs::write(&path, bytes).unwrap(),
        }
        let losses = told(after.path(), &key(7));
        let expected = (MARK_LOST.to_owned(), String::new(), detail.to_owned());
        assert_eq!(losses, [expected]);
    }
}

#[test]
fn a_new_folder_and_one_in_the_clear_have_nothing_to_tell() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(told(folder.path(), &key(7)), []);
    assert!(folder.path().join("ansu.mark").exists());
    let clear = tempfile::tempdir().unwrap();
    assert_eq!(told(clear.path(), &Key::None), []);
    assert!(!clear.path().join("ansu.mark").exists());
}

#[test]
fn a_change_of_the_key_that_is_cut_off_finds_its_mark_under_either_key() {
    let (_, after) = crashed();
    drop(sealed(after.path()));
    let old = copy_of(after.path());
    let mut store = sealed(after.path());
    store.rekey(&key(8)).unwrap();
    // Cut off before the file under the new key has its name.
    put("ansu.mark", &after, &old);
    drop(store);
    assert_eq!(told(old.path(), &key(7)), []);
    assert_eq!(told(after.path(), &key(8)), []);
}

#[test]
fn a_database_that_is_gone_is_a_loss_and_not_a_beginning() {
    let (_, after) = crashed();
    for name in ["ansu.db", "ansu.db-wal"] {
        fs::remove_file(after.path().join(name)).unwrap();
    }
    let error = Store::open(after.path(), &key(7), at(0)).unwrap_err();
    assert!(matches!(error, ansu_store::StoreError::Damaged { .. }));
    // Founding anew moves aside what is left.
    fs::write(after.path().join("ansu.db"), b"").unwrap();
    let aside = Store::move_aside(after.path(), at(0)).unwrap();
    assert!(aside.with_extension("mark").exists());
    drop(Store::open(after.path(), &key(9), at(0)).unwrap());
}
