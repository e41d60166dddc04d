//! Data folders that are not to be touched: each is refused with its own code, and left as it was found.

use crate::PROMISE;
use crate::hall::{CLERK, Hall, moment, open};
use ansu_desk::{ApiError, Code, Entrance, HeldContext};
use std::path::Path;

/// Offsets in the header of an SQLite file: the schema's version, and whose file it is.
const VERSION: usize = 60;
const OWNER: usize = 68;

fn refused(folder: &Path) -> ApiError {
    match open(folder, moment("2026-11-21T12:00:00+08:00")) {
        Ok(_) => panic!("the folder was opened"),
        Err(error) => error.into(),
    }
}

/// A folder in the clear whose file is then changed; opening must refuse it and change no byte.
fn after_in_the_clear(change: impl FnOnce(&mut Vec<u8>)) -> ApiError {
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        let context = HeldContext::new(moment("2026-11-21T12:00:00+08:00"), 7);
        Entrance::of(folder.path()).demonstration(context)
    };
    drop(open().unwrap());
    changed(folder.path(), change, || open().err().map(ApiError::from))
}

/// A hall with a story in it whose file is then changed; opening must refuse it and change no byte.
fn after(change: impl FnOnce(&mut Vec<u8>)) -> ApiError {
    let mut hall = Hall::new();
    hall.tell(PROMISE);
    let folder = hall.left();
    changed(folder.path(), change, || Some(refused(folder.path())))
}

fn changed(
    folder: &Path,
    change: impl FnOnce(&mut Vec<u8>),
    open: impl FnOnce() -> Option<ApiError>,
) -> ApiError {
    let file = folder.join("ansu.db");
    let mut bytes = std::fs::read(&file).unwrap();
    change(&mut bytes);
    std::fs::write(&file, &bytes).unwrap();
    let error = open().expect("the folder was opened");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(error.params["path"], file.display().to_string());
    assert_eq!(error.incident, None);
    error
}

#[test]
fn a_newer_file() {
    let version = 99u32.to_be_bytes();
    let error = after_in_the_clear(|bytes| bytes[VERSION..VERSION + 4].copy_from_slice(&version));
    assert_eq!(
        (error.code, error.params["found"].as_str()),
        (Code::NewerFile, "99")
    );
}

#[test]
fn the_file_of_another_program() {
    let error = after_in_the_clear(|bytes| bytes[OWNER..OWNER + 4].copy_from_slice(b"Else"));
    assert_eq!(error.code, Code::NotOurs);
}

#[test]
fn a_damaged_file() {
    for change in [
        (|bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2)) as fn(&mut Vec<u8>),
        |bytes| bytes[0..16].fill(0x20),
        |bytes| bytes[5 * 4096..5 * 4096 + 12].fill(0xA5),
        Vec::clear,
    ] {
        assert_eq!(after(change).code, Code::Damaged);
    }
}

#[test]
fn a_folder_that_is_open_elsewhere() {
    let mut hall = Hall::new();
    assert_eq!(refused(hall.path()).code, Code::FolderInUse);
    hall.is_sound();
    let hall = hall.started_again("2026-11-21T12:00:00+08:00");
    assert_eq!(hall.session(CLERK).staff().name, "王敏");
}

#[test]
fn what_was_told_is_there_after_the_program_was_ended() {
    let mut hall = Hall::new();
    hall.tell(PROMISE);
    let before = hall.everything();
    let mut hall = hall.started_again("2026-11-26T10:18:00+08:00");
    assert_eq!(hall.everything(), before);
    hall.is_sound();
}
