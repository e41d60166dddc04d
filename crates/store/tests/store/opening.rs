//! What opens, what is refused, and that a refused file stays as it was found.

use std::fs;
use std::path::Path;

use ansu_store::{Key, Store, StoreError};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::child;
use crate::scene::{at, clerk, content, hall, open, try_open};

/// A folder with something in it, closed.
fn used_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    for n in 0..200 {
        let text = format!(r#"{{"n":{n},"text":"{}"}}"#, "宽带".repeat(40));
        store
            .put_draft(&format!("new/{n}"), &clerk(), &text, at(n))
            .unwrap();
    }
    folder
}

fn edit(folder: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let path = folder.join("ansu.db");
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(&path, bytes).unwrap();
}

/// Opening must refuse with an error that `expected` knows, and leave every byte in place.
fn refused(folder: &Path, expected: impl FnOnce(&StoreError) -> bool) {
    let before = content(folder);
    let error = try_open(folder).expect_err("the folder was opened");
    assert!(expected(&error), "{error:?}");
    assert!(content(folder) == before, "a refused folder was changed");
}

fn is_damaged(error: &StoreError) -> bool {
    matches!(error, StoreError::Damaged { path, .. } if path.ends_with("ansu.db") && path.is_absolute())
}

#[test]
fn an_absent_folder_is_created_for_its_owner_only() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("one/two");
    drop(open(&folder));
    assert!(folder.join("ansu.db").is_file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join("ansu.db")), 0o600);
    }
}

#[test]
fn the_second_opening_waits_for_the_first_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    assert!(matches!(
        try_open(folder.path()),
        Err(StoreError::InUse { .. })
    ));
    let other = child::run(child::command(&child::program(), "open", folder.path()));
    assert_eq!(other, ["InUse"], "another process must not get in either");
    drop(first);
    open(folder.path());
}

#[test]
fn an_encrypted_folder_opens_with_its_key_only_and_shows_nothing_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let key = |byte| Key::Raw([byte; 32].into());
    let mut store = Store::open(folder.path(), &key(7), at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    store
        .put_draft("intake", &clerk(), "{\"name\":\"CANARY-7Q2M\"}", at(0))
        .unwrap();
    let everywhere = content(folder.path());
    assert!(everywhere.contains_key("ansu.db-wal"));
    for bytes in everywhere.values() {
        assert!(!bytes.windows(11).any(|part| part == b"CANARY-7Q2M"));
        assert!(!bytes.starts_with(b"SQLite format 3"));
    }
    drop(store);
    for wrong in [key(8), Key::None] {
        assert!(is_damaged(
            &Store::open(folder.path(), &wrong, at(0)).unwrap_err()
        ));
    }
    let store = Store::open(folder.path(), &key(7), at(0)).unwrap();
    assert_eq!(store.hall().unwrap(), Some(hall()));
}

#[test]
fn every_changed_byte_of_an_encrypted_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::Raw([7; 32].into());
    let mut store = Store::open(folder.path(), &key, at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    drop(store);
    let path = folder.path().join("ansu.db");
    let whole = std::fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(997) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        std::fs::write(&path, bytes).unwrap();
        let noticed = match Store::open(folder.path(), &key, at(0)) {
            Err(error) => is_damaged(&error),
            // What no query needs to read at the start is found by the check of every page's seal.
            Ok(store) => !store.check().unwrap().is_sound(),
        };
        assert!(noticed, "byte {place} of {}", whole.len());
    }
}

#[test]
fn a_file_cut_short_is_refused() {
    for keep in [1, 50, 4096, 8192 + 100, 40_000] {
        let folder = used_folder();
        edit(folder.path(), |bytes| bytes.truncate(keep));
        refused(folder.path(), is_damaged);
    }
}

#[test]
fn an_emptied_file_is_refused() {
    let folder = used_folder();
    edit(folder.path(), Vec::clear);
    refused(folder.path(), is_damaged);
}

#[test]
fn a_missing_file_beside_its_log_is_refused() {
    let folder = used_folder();
    fs::write(folder.path().join("ansu.db-wal"), [1; 64]).unwrap();
    fs::remove_file(folder.path().join("ansu.db")).unwrap();
    refused(folder.path(), is_damaged);
}

#[test]
fn a_broken_header_or_page_is_refused() {
    let size = fs::read(used_folder().path().join("ansu.db"))
        .unwrap()
        .len();
    assert!(size > 12 * 4096);
    // The file header, then the header of a page of every kind in the file's middle and at its end.
    for place in [3, 20, 5 * 4096, 9 * 4096, size - 4096] {
        let folder = used_folder();
        edit(folder.path(), |bytes| bytes[place..place + 12].fill(0xA5));
        refused(folder.path(), is_damaged);
    }
}

#[test]
fn a_file_full_of_noise_is_refused() {
    let folder = used_folder();
    edit(folder.path(), |bytes| {
        bytes.iter_mut().for_each(|byte| *byte ^= 0x5A)
    });
    refused(folder.path(), is_damaged);
}

#[test]
fn a_newer_file_is_refused() {
    let folder = used_folder();
    let path = folder.path().join("ansu.db");
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 4711)
        .unwrap();
    refused(
        folder.path(),
        |error| matches!(error, StoreError::Newer { found: 4711, known, .. } if *known < 4711),
    );
}

#[test]
fn a_newer_file_whose_version_is_still_in_the_log_is_refused() {
    let folder = used_folder();
    let path = folder.path().join("ansu.db");
    let kept = tempfile::tempdir().unwrap();
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "user_version", 4711).unwrap();
    for (name, bytes) in content(folder.path()) {
        fs::write(kept.path().join(name), bytes).unwrap();
    }
    drop(other);
    assert!(kept.path().join("ansu.db-wal").exists());
    refused(kept.path(), |error| {
        matches!(error, StoreError::Newer { found: 4711, .. })
    });
}

#[test]
fn a_file_of_another_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let other = Connection::open(folder.path().join("ansu.db")).unwrap();
    other
        .execute_batch("CREATE TABLE song (title TEXT); PRAGMA user_version = 1;")
        .unwrap();
    drop(other);
    refused(folder.path(), |error| {
        matches!(error, StoreError::NotOurs { .. })
    });
}

#[test]
fn what_an_interrupted_first_start_left_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ansu.new"), b"half a file").unwrap();
    fs::write(folder.path().join("ansu.new-journal"), b"half a journal").unwrap();
    drop(open(folder.path()));
    assert_eq!(
        content(folder.path()).into_keys().collect::<Vec<_>>(),
        ["ansu.db"]
    );
}

/// In the other process: opens and says what came of it.
pub(crate) fn tell_how_it_opens(folder: &Path) {
    let word = match try_open(folder) {
        Ok(_) => "Opened".to_owned(),
        Err(error) => format!("{error:?}")
            .split([' ', '{', '('])
            .next()
            .unwrap()
            .to_owned(),
    };
    child::say(&word);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_refused_for_an_ordinary_user() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let folder = used_folder();
    let rights = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for entry in fs::read_dir(folder.path()).unwrap() {
        rights(&entry.unwrap().path(), 0o644);
    }
    rights(folder.path(), 0o555);
    // Rights don't bind the administrator, so there the opening is tried as somebody without any.
    let copy = tempfile::tempdir().unwrap();
    rights(copy.path(), 0o755);
    let program = copy.path().join("tests");
    fs::copy(child::program(), &program).unwrap();
    rights(&program, 0o755);
    let mut command = child::command(&program, "open", folder.path());
    if fs::metadata(copy.path()).unwrap().uid() == 0 {
        command.uid(65534).gid(65534).current_dir("/");
    }
    let before = content(folder.path());
    assert_eq!(child::run(command), ["ReadOnly"]);
    assert!(content(folder.path()) == before);
    rights(folder.path(), 0o755);
}
