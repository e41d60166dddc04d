//! Every call to the disk fails once, each in its turn: the store answers with an error or goes on, loses nothing that it
//! acknowledged, and works again.

use std::ffi::c_int;

use ansu_store::{Store, StoreError};
use fastrand::Rng;
use rusqlite::ffi::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_ACCESS,
    SQLITE_IOERR_DELETE, SQLITE_IOERR_FSTAT, SQLITE_IOERR_FSYNC, SQLITE_IOERR_LOCK,
    SQLITE_IOERR_READ, SQLITE_IOERR_SHMLOCK, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_TRUNCATE,
    SQLITE_IOERR_WRITE,
};

use crate::cutting::day;
use crate::disk::{Call, Fault, Watched};
use crate::scale::{Outcome, is_long, seeds, tally};
use crate::scene::{at, copy_of, keys, used};
use crate::work::Worker;

const OPEN: Call = Call::Open { creates: false };

/// Which call fails with which answer, and how many times on end: a virus scanner holds a file for a moment.
const KINDS: &[(Call, c_int, u64)] = &[
    (OPEN, SQLITE_CANTOPEN, 1),
    (OPEN, SQLITE_IOERR, 1),
    (Call::Delete, SQLITE_IOERR_DELETE, 1),
    (Call::Access, SQLITE_IOERR_ACCESS, 1),
    (Call::Read, SQLITE_IOERR_READ, 1),
    (Call::Write, SQLITE_IOERR_WRITE, 1),
    (Call::Write, SQLITE_FULL, 1),
    (Call::Write, SQLITE_FULL, 50),
    (Call::Sync, SQLITE_IOERR_FSYNC, 1),
    (Call::Truncate, SQLITE_IOERR_TRUNCATE, 1),
    (Call::Truncate, SQLITE_FULL, 1),
    (Call::Size, SQLITE_IOERR_FSTAT, 1),
    (Call::Lock, SQLITE_BUSY, 1),
    (Call::Lock, SQLITE_BUSY, 3),
    (Call::Lock, SQLITE_IOERR_LOCK, 1),
    (Call::ShmMap, SQLITE_IOERR_SHMMAP, 1),
    (Call::ShmLock, SQLITE_BUSY, 1),
    (Call::ShmLock, SQLITE_IOERR_SHMLOCK, 1),
];

/// One case: which kind, which call of it, and where.
struct Case {
    kind: usize,
    nth: u64,
    encrypted: bool,
}

impl Case {
    /// A number that names it, to be repeated by.
    fn seed(&self) -> u64 {
        (self.nth * 100 + self.kind as u64) * 2 + u64::from(self.encrypted)
    }

    fn of(seed: u64) -> Self {
        Self {
            kind: usize::try_from(seed / 2 % 100).unwrap(),
            nth: seed / 200,
            encrypted: seed % 2 == 1,
        }
    }
}

/// Every call of a day, in the long run; a few of each kind in the short one.
fn cases() -> Vec<Case> {
    let asked = seeds(0, 100);
    if !is_long() && asked.len() == 1 {
        return vec![Case::of(asked[0])];
    }
    let mut chance = Rng::with_seed(6);
    let mut cases = Vec::new();
    for encrypted in [false, true] {
        let folder = copy_of(used(encrypted).0.path());
        let disk = Watched::folder(folder.path());
        let key = &keys()[usize::from(encrypted)];
        day(
            &mut Worker::new(DAY, 1_000),
            &disk.0,
            folder.path(),
            key,
            false,
        )
        .unwrap();
        for (kind, (call, _, _)) in KINDS.iter().enumerate() {
            let calls = disk.0.calls(*call);
            let few = if is_long() {
                calls * asked.len() as u64 / 100
            } else {
                5
            };
            let every = (calls / few.max(1)).max(1);
            let first = 1 + chance.u64(..every);
            cases.extend(
                (first..=calls)
                    .step_by(usize::try_from(every).unwrap())
                    .map(|nth| Case {
                        kind,
                        nth,
                        encrypted,
                    }),
            );
        }
    }
    cases
}

/// The kind of day that is lived: one with little typing, so that every call has its turn.
const DAY: u64 = 1;

fn fail(case: &Case) -> Outcome {
    let (call, answer, times) = KINDS[case.kind];
    let key = &keys()[usize::from(case.encrypted)];
    let folder = copy_of(used(case.encrypted).0.path());
    let disk = Watched::folder(folder.path()).with_fault(Fault {
        call,
        nth: case.nth,
        times,
        answer,
    });
    let mut worker = Worker::new(DAY, 1_000);
    let mut told = None;
    // What stops the work is told; the program is started again, at most as often as calls fail.
    for _ in 0..=times {
        match day(
            &mut worker,
            &disk.0,
            folder.path(),
            key,
            case.nth.is_multiple_of(2),
        ) {
            Ok(()) => break,
            Err(error) => told = Some(error),
        }
    }
    let what = format!("{call:?} {answer} at {}, told {told:?}", case.nth);
    if let Some(
        StoreError::Damaged { .. } | StoreError::Newer { .. } | StoreError::NotOurs { .. },
    ) = told
    {
        return Outcome::Bad(format!("{what}: a whole file was called bad"));
    }
    let struck = disk.0.has_struck();
    if let Err(error) = Store::open(folder.path(), key, at(900)).map(drop) {
        return Outcome::Bad(format!("{what}: not opened afterwards: {error}"));
    }
    // The power goes last: what a failed sync did not bring to the disk must not have been counted on.
    let left = tempfile::tempdir().unwrap();
    disk.0.cut();
    disk.0.leave(&mut Rng::with_seed(case.nth), left.path());
    drop(disk);
    for place in [folder.path(), left.path()] {
        let missing = worker.done.missing_from(place, key);
        let missing = missing.and_then(|()| used(case.encrypted).1.missing_from_again(place, key));
        if let Err(missing) = missing {
            return Outcome::Bad(format!("{what}: {missing}"));
        }
    }
    match (struck, told) {
        (false, _) => Outcome::Good("not reached"),
        (true, None) => Outcome::Good("went on"),
        (true, Some(_)) => Outcome::Good("answered with an error"),
    }
}

#[test]
fn a_call_that_fails_is_told_and_loses_nothing() {
    let tally = tally("failing calls", &cases(), Case::seed, fail);
    tally.report(
        "3-failing",
        "one call to the disk fails (EIO, ENOSPC, BUSY)",
        "",
    );
    tally.none_bad("failing calls");
    assert!(tally.count("answered with an error") > 0 && tally.count("went on") > 0);
}
