//! What a backup brings back, and what it does not.

use std::fs;
use std::path::Path;

use ansu_complaint::StaffId;
use ansu_store::{
    AuditFilter, Backup, CUT_BACK, Disposal, Key, MARK_LOST, Store, StoreError, finish_restore,
    restore,
};

use crate::backing_up::{Scene, on, scene};
use crate::scene::{at, content, form, take_in};

/// The database as it is behind its key: every page in the clear, byte by byte.
fn in_the_clear(folder: &Path, key: &Key) -> Vec<(String, Vec<u8>)> {
    let Key::Raw(bytes) = key else {
        panic!("a key is expected")
    };
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let out = tempfile::tempdir().unwrap();
    let conn = rusqlite::Connection::open(folder.join("ansu.db")).unwrap();
    let clear = out.path().join("clear.db");
    conn.execute_batch(&format!(
        "PRAGMA key = \"x'{hex}'\"; ATTACH '{}' AS clear KEY ''; SELECT sqlcipher_export('clear');",
        clear.display()
    ))
    .unwrap();
    conn.close().unwrap();
    content(out.path()).into_iter().collect()
}

fn has(files: &[(String, Vec<u8>)], word: &str) -> bool {
    files.iter().any(|(_, bytes)| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    })
}

#[test]
fn who_was_erased_since_the_backup_does_not_come_back_with_it() {
    const CANARY: &str = "CANARY-4H8T";
    let Scene {
        folder,
        shelf,
        mut store,
        keys,
        ..
    } = scene();
    let gone = take_in(&mut store, 2, 5, &form("13912345678", CANARY, CANARY));
    let (place, _) = store
        .backup_job(&keys)
        .unwrap()
        .run(shelf.path(), at(10), &mut on)
        .unwrap();
    let key = keys.master().database();
    assert!(
        has(&in_the_clear(&place, &key), CANARY),
        "the check can see it"
    );
    let disposal = Disposal {
        record: gone.id.0,
        number: Some(gone.number.clone()),
        at: at(20),
        by: StaffId::try_from("1001".to_owned()).unwrap(),
        reason: "kept=36".to_owned(),
    };
    store.dispose(std::slice::from_ref(&disposal)).unwrap();
    let disposals = store.disposals().unwrap();
    drop(store);
    let backup = Backup::at(&place).unwrap();
    let mut erased = 0;
    let again = |copy: &mut Store| {
        erased = copy.dispose_again(&disposals)?;
        Ok(())
    };
    restore(&backup, &keys, folder.path(), at(30), &mut on, again).unwrap();
    assert_eq!(erased, 1);
    let files = in_the_clear(folder.path(), &key);
    assert!(!has(&files, CANARY) && has(&files, "宽带掉线"));
    let mut store = Store::open(folder.path(), &key, at(40)).unwrap();
    assert_eq!(store.disposals().unwrap(), [disposal]);
    assert!(store.check().unwrap().is_sound());
    // A second time there is nothing to erase.
    assert_eq!(store.dispose_again(&disposals).unwrap(), 0);
    let told = AuditFilter {
        acts: vec![CUT_BACK.to_owned(), MARK_LOST.to_owned()],
        ..AuditFilter::default()
    };
    assert_eq!(store.audit(&told, 9).unwrap(), []);
}

#[test]
fn a_backup_that_is_ready_and_cannot_take_its_place_does_so_later() {
    let scene = scene();
    let (place, _) = scene
        .store
        .backup_job(&scene.keys)
        .unwrap()
        .run(scene.shelf.path(), at(10), &mut on)
        .unwrap();
    let Scene {
        folder,
        mut store,
        keys,
        ..
    } = scene;
    take_in(&mut store, 2, 5, &form("13912345678", "王", "宽带掉线"));
    drop(store);
    let backup = Backup::at(&place).unwrap();
    // What is to be moved aside finds its place taken by a folder.
    let mut aside = None;
    let block = |copy: &mut Store| {
        let staged = copy.path().parent().unwrap();
        let name = fs::read_to_string(staged.join("aside")).unwrap();
        let taken = folder.path().join(name).join("ansu.db");
        fs::create_dir_all(&taken).unwrap();
        aside = Some(taken);
        Ok(())
    };
    let owed = restore(&backup, &keys, folder.path(), at(30), &mut on, block);
    assert!(matches!(owed, Err(StoreError::RestoreOwed(_))), "{owed:?}");
    fs::remove_dir(aside.unwrap()).unwrap();
    finish_restore(folder.path()).unwrap();
    let store = Store::open(folder.path(), &keys.master().database(), at(40)).unwrap();
    assert_eq!(store.extent().unwrap().tickets, 1);
}
