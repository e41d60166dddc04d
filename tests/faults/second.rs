//! Two programs want one folder: one has it, the other is told, and nothing of either is lost.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use ansu_store::{Backup, Key, Store, StoreError, backups, restore};

use crate::child;
use crate::killing_copies::on;
use crate::killing_keys::{found, manager, word};
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, form, hall, take_in};

/// In the other process: tries to open, says how it went, and holds on until it is told to end.
pub(crate) fn try_to_hold(folder: &Path) {
    let opened = Store::open(folder, &Key::None, at(0));
    let Ok(mut store) = opened else {
        let told = opened.is_err_and(|error| matches!(error, StoreError::InUse { .. }));
        return child::say(if told { "in use" } else { "other error" });
    };
    let n = store.check().unwrap().tickets + 1;
    take_in(&mut store, n, 0, &form("13812345678", "张", "宽带掉线")).unwrap();
    child::say("opened");
    // Ends with its parent, too.
    let _ = std::io::stdin().read(&mut [0]);
}

fn race(folder: &Path, round: u64) -> Outcome {
    let mut all: Vec<_> = (0..3)
        .map(|_| {
            let mut command = child::command("race", folder);
            command.stdin(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let words: Vec<String> = all
        .iter_mut()
        .map(|process| child::said(process).next().unwrap_or_default())
        .collect();
    for process in &mut all {
        drop(process.stdin.take());
    }
    // Half of them are killed: the lock goes with the process, however it ends.
    if round.is_multiple_of(2) {
        for process in &mut all {
            let _ = process.kill();
        }
    }
    for process in &mut all {
        process.wait().unwrap();
    }
    let opened = words.iter().filter(|word| *word == "opened").count();
    let told = words.iter().filter(|word| *word == "in use").count();
    let store = Store::open(folder, &Key::None, at(0)).unwrap();
    let report = store.check().unwrap();
    if (opened, told) == (1, 2) && report.is_sound() && report.tickets == round + 1 {
        Outcome::Good("")
    } else {
        Outcome::Bad(format!("{words:?}, {} tickets", report.tickets))
    }
}

#[test]
fn one_of_three_programs_has_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), &Key::None, at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    drop(store);
    // The rounds follow each other in one folder, so they are one case of many.
    let rounds = seeds(5, 500);
    let mut all = tally(
        "race",
        &[0_u64],
        |seed| *seed,
        |_| {
            for round in 0..rounds.len() as u64 {
                if let Outcome::Bad(what) = race(folder.path(), round) {
                    return Outcome::Bad(format!("round {round}: {what}"));
                }
            }
            Outcome::Good("")
        },
    );
    all.cases = rounds.len() as u64;
    all.report(
        "c-second",
        "three programs start on one folder at once",
        "one had it, two were told",
    );
    all.none_bad("races");
}

#[test]
fn an_open_folder_is_neither_restored_nor_moved_aside() {
    let (folder, shelf) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (keys, mut store) = found(folder.path());
    let job = store.backup_job(&keys).unwrap();
    job.run(shelf.path(), at(1), &mut on).unwrap();
    let all: Vec<Backup> = backups(shelf.path()).unwrap();
    let theirs = all[0].unlock(&manager(), &word()).unwrap();
    let in_use = |error| matches!(error, StoreError::InUse { .. });
    assert!(in_use(
        restore(&all[0], &theirs, folder.path(), at(2), &mut on, |_| Ok(())).unwrap_err()
    ));
    assert!(in_use(Store::move_aside(folder.path(), at(2)).unwrap_err()));
    assert!(in_use(Store::knock(folder.path()).unwrap_err()));
    take_in(&mut store, 1, 3, &form("13812345678", "张", "宽带掉线")).unwrap();
    drop(store);
    std::thread::sleep(Duration::from_millis(1));
    let store = Store::open(folder.path(), &keys.master().database(), at(4)).unwrap();
    assert!(store.check().unwrap().is_sound());
}
