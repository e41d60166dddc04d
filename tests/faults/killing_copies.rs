//! kill -9 while backups are made and put back.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ansu_store::{Backup, Stage, Store, backups, finish_restore, restore, thin};
use fastrand::Rng;

use crate::child;
use crate::killing_keys::{enter, found, manager, word};
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, attach, form, take_in};
use crate::work::loss_told;

const KILLS: u64 = 5;

pub(crate) fn on(_: Stage, _: u64, _: u64) -> bool {
    true
}

/// A ticket with a file of evidence.
fn register(store: &mut Store, n: u64) {
    let ticket = take_in(store, n, 0, &form("13812345678", "张", "宽带掉线")).unwrap();
    attach(store, &ticket, n, &[0; 3_000]).unwrap();
}

/// The data folder and the shelf in one place; the shelf is as deep as people make theirs on a stick.
pub(crate) fn rooms(place: &Path) -> (PathBuf, PathBuf) {
    (place.join("hall"), place.join("stick/ansu/shelf"))
}

/// In the other process: a ticket, a backup, the one before the last removed, and again.
pub(crate) fn back_up(place: &Path, rounds: usize) {
    let (hall, shelf) = rooms(place);
    let (keys, mut store) = enter(&hall).unwrap();
    for n in (store.check().unwrap().tickets + 1..).take(rounds) {
        register(&mut store, n);
        child::say(&format!("ticket {n}"));
        let job = store.backup_job(&keys).unwrap();
        let minutes = i64::try_from(n).unwrap();
        match job.run(&shelf, at(minutes), &mut on) {
            Ok((made, _)) => child::say(&format!("made {}", made.display())),
            Err(ansu_store::StoreError::BackupExists) => {}
            Err(error) => panic!("{error}"),
        }
        for old in backups(&shelf).unwrap().iter().skip(2) {
            child::say(&format!("removing {}", old.folder().display()));
            old.remove().unwrap();
        }
        // Files that no backup lists go, and only those.
        thin(&shelf, keys.vault(), at(-10_000)).unwrap();
    }
}

/// Says what is missing of the hall and of the backups that were made; gives how many those are.
pub(crate) fn missing_backups(place: &Path, said: &[String]) -> Result<u64, String> {
    let (hall, shelf) = rooms(place);
    let (_, store) = enter(&hall).map_err(|e| format!("not entered: {e}"))?;
    if !store.check().map_err(|e| e.to_string())?.is_sound() {
        return Err("not sound".to_owned());
    }
    let there = proven(&shelf)?;
    let name = |path: &str| Path::new(path).file_name().map(ToOwned::to_owned);
    let told = |what: &str| -> Vec<_> {
        let paths = said.iter().filter_map(|line| line.strip_prefix(what));
        paths.map(name).collect()
    };
    let (made, removed) = (told("made "), told("removing "));
    for made in made.iter().filter(|made| !removed.contains(made)) {
        let is_it = |backup: &Backup| backup.folder().file_name() == made.as_deref();
        if !there.iter().any(is_it) {
            return Err("a backup that was made is gone".to_owned());
        }
    }
    Ok(made.len() as u64)
}

/// The backups on a shelf. What has a backup's name is one, also where it was about to be removed: each opens and is whole.
pub(crate) fn proven(shelf: &Path) -> Result<Vec<Backup>, String> {
    let there = backups(shelf).map_err(|e| e.to_string())?;
    for backup in &there {
        let keys = backup
            .unlock(&manager(), &word())
            .map_err(|e| e.to_string())?;
        let evidence = backup
            .verify(&keys, &mut on)
            .map_err(|e| format!("not proven: {e}"))?;
        if evidence.lost + backup.manifest().evidence_lost > 0 {
            return Err(format!("not every file: {evidence:?}"));
        }
    }
    Ok(there)
}

fn kills_of_backups(seed: u64) -> Result<u64, String> {
    let mut chance = Rng::with_seed(seed ^ 0xBAC);
    let place = tempfile::tempdir().unwrap();
    drop(found(&rooms(place.path()).0));
    let mut made = 0;
    for _ in 0..KILLS {
        let work = child::command("backups", place.path());
        let said = child::killed(work, &mut chance, 5, Duration::from_millis(40));
        made += missing_backups(place.path(), &said)?;
    }
    Ok(made)
}

#[test]
fn a_kill_while_a_backup_is_made_leaves_a_whole_one_or_none() {
    let made = std::sync::atomic::AtomicU64::new(0);
    let tally = tally(
        "kills, backups",
        &seeds(2, 40),
        |seed| *seed,
        |seed| match kills_of_backups(*seed) {
            Ok(here) => {
                made.fetch_add(here, std::sync::atomic::Ordering::Relaxed);
                Outcome::Good("")
            }
            Err(what) => Outcome::Bad(what),
        },
    );
    let note = format!("{} backups made", made.into_inner());
    let tally = tally.each_of(KILLS);
    tally.report("5-kills-backups", "kill -9 while backups are made", &note);
    tally.none_bad("kills of backups");
}

/// In the other process: puts back one backup, then the other, and again.
pub(crate) fn put_back(place: &Path, rounds: usize) {
    let (hall, shelf) = rooms(place);
    finish_restore(&hall).unwrap();
    let both: Vec<Backup> = backups(&shelf).unwrap();
    let keys = both[0].unlock(&manager(), &word()).unwrap();
    for (round, backup) in both.iter().cycle().enumerate().take(rounds) {
        let minutes = i64::try_from(round).unwrap();
        child::say(&format!("begun {}", backup.manifest().tickets));
        restore(backup, &keys, &hall, at(minutes), &mut on, |_| Ok(())).unwrap();
        child::say(&format!("done {}", backup.manifest().tickets));
    }
}

/// A hall of three tickets with backups of one and of two; nobody has it open.
pub(crate) fn backed_up(place: &Path) {
    let (hall, shelf) = rooms(place);
    let (keys, mut store) = found(&hall);
    for (n, minutes) in [(1, 1), (2, 2)] {
        register(&mut store, n);
        let job = store.backup_job(&keys).unwrap();
        job.run(&shelf, at(minutes), &mut on).unwrap();
    }
    register(&mut store, 3);
}

/// How many tickets are there, and what the other process told of it.
pub(crate) struct Restores {
    before: u64,
    doubtful: Option<u64>,
    done: u64,
}

impl Restores {
    pub(crate) fn none() -> Self {
        Self {
            before: 3,
            doubtful: None,
            done: 0,
        }
    }

    pub(crate) fn line(&mut self, line: &str) {
        let (what, tickets) = line.split_once(' ').unwrap();
        let tickets = tickets.parse().unwrap();
        if what == "begun" {
            self.doubtful = Some(tickets);
        } else {
            (self.before, self.doubtful) = (tickets, None);
            self.done += 1;
        }
    }

    /// Starts as the desk does: neither the old state nor the new one is an error.
    pub(crate) fn missing_from(&mut self, place: &Path) -> Result<(), String> {
        let hall = rooms(place).0;
        finish_restore(&hall).map_err(|e| format!("not finished: {e}"))?;
        let (_, store) = enter(&hall).map_err(|e| format!("not entered: {e}"))?;
        if let Some(loss) = loss_told(&store) {
            return Err(format!("a loss is told: {loss}"));
        }
        let report = store.check().map_err(|e| e.to_string())?;
        let doubtful = self.doubtful.take();
        if !report.is_sound() || report.tickets != self.before && Some(report.tickets) != doubtful {
            return Err(format!(
                "{} tickets, {} or {doubtful:?}",
                report.tickets, self.before
            ));
        }
        self.before = report.tickets;
        Ok(())
    }
}

fn kills_of_restores(seed: u64) -> Result<u64, String> {
    let mut chance = Rng::with_seed(seed ^ 0x4E5);
    let place = tempfile::tempdir().unwrap();
    backed_up(place.path());
    let mut heard = Restores::none();
    for _ in 0..KILLS {
        let work = child::command("restore", place.path());
        for line in child::killed(work, &mut chance, 5, Duration::from_millis(30)) {
            heard.line(&line);
        }
        heard.missing_from(place.path())?;
        // What was there was moved aside whole; here it is in the way.
        for entry in fs::read_dir(rooms(place.path()).0).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with("ansu-before-restore-") {
                fs::remove_dir_all(entry.path()).unwrap();
            }
        }
    }
    Ok(heard.done)
}

#[test]
fn a_kill_while_a_backup_is_put_back_leaves_the_old_state_or_the_new_one() {
    let restored = std::sync::atomic::AtomicU64::new(0);
    let tally = tally(
        "kills, restores",
        &seeds(2, 40),
        |seed| *seed,
        |seed| match kills_of_restores(*seed) {
            Ok(here) => {
                restored.fetch_add(here, std::sync::atomic::Ordering::Relaxed);
                Outcome::Good("")
            }
            Err(what) => Outcome::Bad(what),
        },
    );
    let note = format!("{} restores done", restored.into_inner());
    let tally = tally.each_of(KILLS);
    tally.report(
        "6-kills-restores",
        "kill -9 while a backup is put back",
        &note,
    );
    tally.none_bad("kills of restores");
}
