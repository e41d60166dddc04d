//! Data folders that are not to be touched: each is refused with its own code, and left as it was found.

use crate::PROMISE;
use crate::hall::{CLERK, DUTY, Hall, MANAGER, entrance, moment, open, password};
use ansu_desk::{Act, ApiError, AuditLineView, Code, Entrance, HeldContext};
use serde_json::json;
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

/// The folder as a crash leaves it, its log cut behind the first of two registrations that were acknowledged.
fn cut_back() -> tempfile::TempDir {
    let mut hall = Hall::new();
    let crashed = |hall: &Hall| {
        let folder = tempfile::tempdir().unwrap();
        for name in ["ansu.db", "ansu.db-wal", "ansu.keys", "ansu.mark"] {
            std::fs::copy(hall.path().join(name), folder.path().join(name)).unwrap();
        }
        folder
    };
    hall.register(CLERK, json!({})).unwrap();
    let first = crashed(&hall);
    hall.register(CLERK, json!({"phone": "15400020002"}))
        .unwrap();
    let second = crashed(&hall);
    let log = |folder: &tempfile::TempDir| folder.path().join("ansu.db-wal");
    std::fs::copy(log(&first), log(&second)).unwrap();
    second
}

#[test]
fn work_that_the_log_has_lost_is_told_to_everybody_once_and_stands_in_the_trail() {
    let folder = cut_back();
    let enter = |number: &str, minute: u32| {
        let context = HeldContext::new(moment(&format!("2026-11-21T12:{minute:02}:00+08:00")), 7);
        entrance(folder.path())
            .sign_in(context, number, &password(number))
            .unwrap()
    };
    let is_told = |losses: &[AuditLineView]| {
        let [loss] = losses else { panic!("{losses:?}") };
        assert_eq!((loss.act, &loss.by), (Act::CutBack, &None));
        assert!(loss.detail.starts_with("events=1 expected_events=2 "));
    };
    for (minute, number) in [CLERK, DUTY, MANAGER].into_iter().enumerate() {
        let minute = u32::try_from(minute).unwrap() * 2;
        is_told(enter(number, minute).1.losses());
        assert_eq!(enter(number, minute + 1).1.losses(), []);
    }
    let (mut desk, manager) = enter(MANAGER, 30);
    let verdict = desk.verify_audit(&manager, &[]).unwrap();
    assert!(verdict.sound);
    is_told(&verdict.losses);
    let health = desk.check(&manager).unwrap();
    assert!(health.sound);
    is_told(&health.losses);
    // Its anchors are those of the ends that were expected: they prove the loss.
    let anchors: Vec<_> = verdict.losses[0]
        .object
        .split(' ')
        .map(str::to_owned)
        .collect();
    assert!(!desk.verify_audit(&manager, &anchors).unwrap().sound);
    // Backups go on being made: the trail is whole, and says what is missing.
    let job = desk.backup_job(&manager).unwrap();
    job.run(
        &desk.shelf(),
        moment("2026-11-21T12:40:00+08:00"),
        &mut |_, _, _| true,
    )
    .unwrap();
}
