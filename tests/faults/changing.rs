//! Bits flip and files are cut short: in the database, its log, the key file, a backup. What is authenticated is noticed, all of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ansu_complaint::{Ticket, TicketId};
use ansu_store::{Backup, CUT_BACK, Key, MARK_LOST, MasterKey, Store, StoreError, Vault};
use fastrand::Rng;
use serde_json::json;
use tempfile::TempDir;

use crate::killing_copies::on;
use crate::killing_keys::{found, manager, word};
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, copy_of, decided, form, take_in, used};
use crate::work::loss_told;

/// A founded hall with a log that was not moved into the file yet, the same closed, and a backup of it.
struct Fixture {
    logged: TempDir,
    closed: TempDir,
    shelf: TempDir,
    backup: PathBuf,
    master: MasterKey,
    /// A ticket at each of its revisions, the last one last.
    course: Vec<Ticket>,
}

fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| {
        let (folder, shelf) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (keys, store) = found(folder.path());
        drop(store);
        let master = keys.master().clone();
        let mut store = Store::open(folder.path(), &master.database(), at(0)).unwrap();
        let form = form("13812345678", "张", "宽带掉线");
        let mut course = vec![take_in(&mut store, 1, 0, &form).unwrap()];
        for round in 1..12 {
            let note = json!({"do": "add_note", "text": "备".repeat(100 * round)});
            let commit = decided(&course[round - 1], 1, &[note]);
            store.commit(&commit).unwrap();
            course.push(commit.after);
        }
        let job = store.backup_job(&keys).unwrap();
        let (backup, _) = job.run(shelf.path(), at(9), &mut on).unwrap();
        let logged = copy_of(folder.path());
        drop(store);
        let closed = copy_of(folder.path());
        Fixture {
            logged,
            closed,
            shelf,
            backup,
            master,
            course,
        }
    })
}

/// Changes a file: a bit, a sector, or its length. Pages and frames are cut at their borders too.
pub(crate) fn change(path: &Path, chance: &mut Rng) {
    let mut bytes = fs::read(path).unwrap();
    let (whole, size) = (bytes.clone(), bytes.len());
    while bytes == whole {
        match chance.u8(..10) {
            0..=5 => bytes[chance.usize(..size)] ^= 1 << chance.u8(..8),
            6 => bytes.truncate(chance.usize(..size)),
            7 => {
                let (header, piece) = if path.ends_with("ansu.db-wal") {
                    (32, 4096 + 24)
                } else {
                    (0, 4096)
                };
                let pieces = size.saturating_sub(header) / piece;
                bytes.truncate(header + piece * chance.usize(..pieces.max(1)));
            }
            _ => {
                let from = chance.usize(..size);
                let to = size.min(from + 512);
                bytes[from..to].fill(chance.u8(..));
            }
        }
    }
    fs::write(path, bytes).unwrap();
}

/// Whether somebody is told that the folder is not as it was.
fn opens_sound(folder: &Path, key: &Key) -> Result<Option<Store>, StoreError> {
    let store = match Store::open(folder, key, at(900)) {
        Err(StoreError::Damaged { .. } | StoreError::NotOurs { .. } | StoreError::Newer { .. }) => {
            return Ok(None);
        }
        opened => opened?,
    };
    let sound = match store.check() {
        Err(StoreError::Damaged { .. }) => false,
        report => report?.is_sound(),
    };
    Ok(sound.then_some(store))
}

fn database(seed: u64) -> Outcome {
    let folder = copy_of(fixture().closed.path());
    change(&folder.path().join("ansu.db"), &mut Rng::with_seed(seed));
    match opens_sound(folder.path(), &fixture().master.database()) {
        Ok(None) => Outcome::Good(""),
        Ok(Some(_)) => Outcome::Bad("not noticed".to_owned()),
        Err(error) => Outcome::Bad(format!("told as {error}")),
    }
}

/// A log that ends early is what a power cut leaves, so what a change of it can do is take back its last commits, never alter one. The mark
/// beside it says how far it went.
fn log(seed: u64) -> Outcome {
    let folder = copy_of(fixture().logged.path());
    change(
        &folder.path().join("ansu.db-wal"),
        &mut Rng::with_seed(seed),
    );
    match what_is_left(folder.path()) {
        Left::Refused => Outcome::Good("refused"),
        Left::All(None) => Outcome::Good("without effect"),
        Left::Less(Some(told)) if told.starts_with(CUT_BACK) => {
            Outcome::Good("told what is missing")
        }
        other @ (Left::All(_) | Left::Less(_) | Left::Other) => Outcome::Bad(format!("{other:?}")),
    }
}

/// A changed mark is never taken for a loss of work: its other slot holds, or it is told as what it is.
fn mark(seed: u64) -> Outcome {
    let folder = copy_of(fixture().logged.path());
    change(&folder.path().join("ansu.mark"), &mut Rng::with_seed(seed));
    match what_is_left(folder.path()) {
        Left::All(None) => Outcome::Good("one slot holds"),
        Left::All(Some(told)) if told.starts_with(MARK_LOST) => Outcome::Good("told as damaged"),
        other @ (Left::Refused | Left::All(_) | Left::Less(_) | Left::Other) => {
            Outcome::Bad(format!("{other:?}"))
        }
    }
}

/// What is left of the ticket and its course, and what is told of a loss.
#[derive(Debug)]
enum Left {
    Refused,
    All(Option<String>),
    Less(Option<String>),
    Other,
}

fn what_is_left(folder: &Path) -> Left {
    let course = &fixture().course;
    let Some(store) = opens_sound(folder, &fixture().master.database()).unwrap() else {
        return Left::Refused;
    };
    let told = loss_told(&store);
    let kept = store.ticket(TicketId(course[0].id.0)).unwrap();
    match kept {
        Some(kept) if Some(&kept) == course.last() => Left::All(told),
        Some(kept) if course.contains(&kept) => Left::Less(told),
        None => Left::Less(told),
        Some(_) => Left::Other,
    }
}

/// All that two key files say, but where they lie.
fn says_the_same(one: &Vault, other: &Vault) -> bool {
    let said = |vault: &Vault| {
        let text = format!("{vault:?}");
        text.split_once("file: ").map(|(_, file)| file.to_owned())
    };
    said(one).is_some() && said(one) == said(other)
}

fn key_file(seed: u64) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ansu.keys");
    let whole = fixture().closed.path();
    fs::copy(whole.join("ansu.keys"), &path).unwrap();
    change(&path, &mut Rng::with_seed(seed));
    let found = |folder: &Path| Vault::find(folder)?.ok_or(StoreError::WrongSecret);
    let opened = found(folder.path()).and_then(|vault| {
        vault.unlock(&manager(), &word())?;
        Ok(vault)
    });
    match opened {
        Err(_) => Outcome::Good(""),
        // The letters of an id may be large or small; what is sealed is what they say.
        Ok(vault) if says_the_same(&vault, &found(whole).unwrap()) => {
            Outcome::Good("another spelling of the same")
        }
        Ok(_) => Outcome::Bad("not noticed".to_owned()),
    }
}

fn backup(seed: u64) -> Outcome {
    let folder = copy_of(&fixture().backup);
    let mut chance = Rng::with_seed(seed);
    let file = ["ansu.db", "ansu.keys", "manifest.json"][chance.usize(..3)];
    change(&folder.path().join(file), &mut chance);
    let proven = Backup::at(folder.path()).and_then(|backup| {
        let keys = backup.unlock(&manager(), &word())?;
        backup.verify(&keys, &mut on)?;
        Ok(backup)
    });
    let whole = Backup::at(&fixture().backup).unwrap();
    match proven {
        Err(_) => Outcome::Good(""),
        Ok(backup) if file == "manifest.json" && backup.manifest() == whole.manifest() => {
            Outcome::Good("another spelling of the same")
        }
        Ok(_) => Outcome::Bad(format!("{file}: not noticed")),
    }
}

/// A file in the clear has no seals; what is asked of it is that nothing but an answer comes.
fn clear(seed: u64) -> Outcome {
    let folder = copy_of(used(false).0.path());
    change(&folder.path().join("ansu.db"), &mut Rng::with_seed(seed));
    match opens_sound(folder.path(), &Key::None) {
        Ok(None) => Outcome::Good("noticed"),
        Ok(Some(_)) => Outcome::Good("not noticed"),
        Err(_) => Outcome::Good("answered with an error"),
    }
}

#[test]
fn every_change_of_the_database_is_noticed() {
    let tally = tally(
        "database",
        &seeds(150, 20_000),
        |seed| *seed,
        |seed| database(*seed),
    );
    tally.report(
        "7-database",
        "the encrypted database changed or cut short",
        "",
    );
    tally.none_bad("changed databases");
}

#[test]
fn a_change_of_the_log_alters_no_commit_and_takes_none_back_unnoticed() {
    let tally = tally("log", &seeds(150, 20_000), |seed| *seed, |seed| log(*seed));
    tally.report(
        "8-log",
        "its log changed or cut short before it was moved into the file",
        "",
    );
    tally.none_bad("changed logs");
    let alone = tally.cases == 1;
    assert!(alone || tally.count("told what is missing") > 0);
}

#[test]
fn a_change_of_the_mark_is_never_taken_for_a_loss_of_work() {
    let tally = tally("mark", &seeds(60, 5_000), |seed| *seed, |seed| mark(*seed));
    tally.report("8-mark", "the mark changed or cut short", "");
    tally.none_bad("changed marks");
}

#[test]
fn every_change_of_the_key_file_is_noticed() {
    let tally = tally(
        "key file",
        &seeds(100, 5_000),
        |seed| *seed,
        |seed| key_file(*seed),
    );
    tally.report("9-keys", "the key file changed or cut short", "");
    tally.none_bad("changed key files");
}

#[test]
fn every_change_of_a_backup_is_noticed() {
    assert!(fixture().shelf.path().exists());
    let tally = tally(
        "backup",
        &seeds(100, 5_000),
        |seed| *seed,
        |seed| backup(*seed),
    );
    tally.report("a-backups", "a backup's files changed or cut short", "");
    tally.none_bad("changed backups");
}

#[test]
fn a_changed_file_in_the_clear_is_answered_not_panicked_over() {
    let tally = tally(
        "clear",
        &seeds(100, 5_000),
        |seed| *seed,
        |seed| clear(*seed),
    );
    tally.report(
        "b-clear",
        "a database in the clear (demonstration hall) changed",
        "nothing authenticates it",
    );
    tally.none_bad("changed databases in the clear");
}
