//! The power goes at any call that changes something: what was acknowledged is there, and what is there is sound.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use ansu_store::{Key, Store, StoreError};
use fastrand::Rng;

use crate::disk::{Disk, Watched};
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, copy_of, keys, used};
use crate::work::Worker;

/// Pieces of work between two starts of the program, and starts.
const STEPS: usize = 5;
const STARTS: usize = 3;
const MARK: &str = "ansu.mark";
/// Kinds of days at work; a case repeats one of them and is cut somewhere in it.
const DAYS: u64 = 8;

/// A day at work: opened, worked, closed, and opened again. An error ends it; or the same open store is worked on in, and the
/// first error is told in the end. It ends early when the power goes.
pub(crate) fn day(
    worker: &mut Worker,
    disk: &Disk,
    folder: &Path,
    key: &Key,
    goes_on: bool,
) -> Result<(), StoreError> {
    let mut told = Ok(());
    for _ in 0..STARTS {
        let mut store = Store::open(folder, key, at(0))?;
        for _ in 0..STEPS {
            if let Err(error) = worker.step(&mut store) {
                if !goes_on {
                    return Err(error);
                }
                told = told.and(Err(error));
            }
        }
        drop(store);
        if disk.is_dark() {
            break;
        }
    }
    told
}

/// How many calls of a day change something, found by living it once in peace.
fn changes_in(day_of: u64, encrypted: bool) -> u64 {
    static KNOWN: [[OnceLock<u64>; 2]; DAYS as usize] =
        [const { [const { OnceLock::new() }; 2] }; DAYS as usize];
    let place = usize::try_from(day_of).unwrap();
    *KNOWN[place][usize::from(encrypted)].get_or_init(|| {
        let folder = copy_of(used(encrypted).0.path());
        let disk = Watched::folder(folder.path());
        let mut worker = Worker::new(day_of, 1_000);
        let key = &keys()[usize::from(encrypted)];
        day(&mut worker, &disk.0, folder.path(), key, false).unwrap();
        disk.0.changes()
    })
}

fn cut(seed: u64, disk_lies: bool) -> Outcome {
    let mut chance = Rng::with_seed(seed ^ 0xC07);
    let (day_of, encrypted) = (seed % DAYS, chance.bool());
    let key = &keys()[usize::from(encrypted)];
    let folder = copy_of(used(encrypted).0.path());
    let nth = chance.u64(1..=changes_in(day_of, encrypted));
    let mut worker = Worker::new(day_of, 1_000);
    let disk = Watched::folder(folder.path())
        .cut_at(nth)
        .that_lies(disk_lies);
    // It ends with the cut, by whatever error the store makes of it.
    let _ = day(&mut worker, &disk.0, folder.path(), key, false);
    let (mut left, mut word) = (tempfile::tempdir().unwrap(), "cut once");
    disk.0.leave(&mut chance, left.path());
    if chance.u8(..3) == 0 && !disk_lies {
        // The power comes back, and goes again while the program starts.
        let again = Watched::folder(left.path()).cut_at(chance.u64(1..12));
        let _ = Store::open(left.path(), key, at(0)).map(drop);
        if again.0.is_dark() {
            word = "cut again while starting";
        }
        let last = tempfile::tempdir().unwrap();
        again.0.cut();
        again.0.leave(&mut chance, last.path());
        drop(again);
        left = last;
    }
    if encrypted && chance.bool() {
        // The mark is not synced: it may be as old as it was before the day. Left as it is, it is the last one that was written.
        fs::copy(used(true).0.path().join(MARK), left.path().join(MARK)).unwrap();
    }
    let missing = worker.done.missing_from(left.path(), key);
    match missing.and_then(|()| used(encrypted).1.missing_from_again(left.path(), key)) {
        Ok(()) => Outcome::Good(word),
        Err(what) => Outcome::Bad(format!("cut at {nth}: {what}")),
    }
}

#[test]
fn a_power_cut_takes_nothing_that_was_acknowledged() {
    let tally = tally(
        "cuts",
        &seeds(60, 5_000),
        |seed| *seed,
        |seed| cut(*seed, false),
    );
    tally.report("1-cuts", "power cut at a random write", "");
    tally.none_bad("power cuts");
}

/// The control: on a disk that answers syncs and does not do them, the same cuts lose acknowledged work; a test that cannot see
/// that could not see anything.
#[test]
fn on_a_disk_that_lies_the_same_cuts_lose_acknowledged_work() {
    let mut tally = tally(
        "control",
        &seeds(30, 500),
        |seed| *seed,
        |seed| cut(*seed, true),
    );
    let lost = tally.bad.len() as u64;
    tally.good.clear();
    tally.report(
        "2-control",
        "the same on a disk that does not sync (control: must lose)",
        "",
    );
    assert!(tally.panics.is_empty(), "{:?}", tally.panics);
    assert!(
        lost * 4 > tally.cases || tally.cases < 10,
        "only {lost} of {} were noticed",
        tally.cases
    );
}
