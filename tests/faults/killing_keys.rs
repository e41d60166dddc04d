//! kill -9 while secrets are given, the master key changes and the database is written anew under it.

use std::path::Path;
use std::time::Duration;

use ansu_complaint::StaffId;
use ansu_store::{Cost, Holder, OpenVault, Plate, Secret, Store, StoreError, Vault};
use fastrand::Rng;

use crate::child;
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, form, hall, take_in};
use crate::work::loss_told;

const KILLS: u64 = 5;
const WORD: &str = "tidal-mango-stapler";

pub(crate) fn manager() -> Holder {
    Holder::Staff(StaffId::try_from("1001".to_owned()).unwrap())
}

pub(crate) fn word() -> Secret {
    Secret::password(WORD)
}

fn clerk() -> Holder {
    Holder::Staff(StaffId::try_from("1024".to_owned()).unwrap())
}

fn word_of(round: u64) -> Secret {
    Secret::password(&format!("桂花糕{round}块半"))
}

/// A founded hall with an empty database.
pub(crate) fn found(folder: &Path) -> (OpenVault, Store) {
    let plate = Plate {
        hall: "望桥营业厅".to_owned(),
        code: "A01".to_owned(),
        counter: "1".to_owned(),
        ..Plate::default()
    };
    let mut keys = Vault::found(folder, plate, &manager(), &word(), Cost::LEAST).unwrap();
    let mut store = Store::open(folder, &keys.master().database(), at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    keys.founded().unwrap();
    store.mirror_keys(keys.revision()).unwrap();
    (keys, store)
}

/// Opens a founded folder as the desk does: where a change of the master key was cut off, the data is under one of two keys.
pub(crate) fn enter(folder: &Path) -> Result<(OpenVault, Store), StoreError> {
    let vault = Vault::find(folder)?.ok_or(StoreError::WrongSecret)?;
    let mut keys = vault.unlock(&manager(), &word())?;
    let next = keys.next(&manager(), &word())?;
    let opened = Store::open(folder, &keys.master().database(), at(0));
    let mut store = match (opened, next) {
        (Ok(store), None) => store,
        (Ok(store), Some(_)) => {
            keys.not_rotated()?;
            store
        }
        (Err(StoreError::Damaged { .. }), Some(next)) => {
            let store = Store::open(folder, &next.database(), at(0))?;
            keys.rotated(next)?;
            store
        }
        (Err(error), _) => return Err(error),
    };
    store.mirror_keys(keys.revision())?;
    Ok((keys, store))
}

/// In the other process: a ticket, a new password for the clerk, a new master key, and all again.
pub(crate) fn change_keys(folder: &Path, rounds: usize) {
    let (mut keys, mut store) = enter(folder).unwrap();
    for round in (store.check().unwrap().tickets + 1..).take(rounds) {
        take_in(&mut store, round, 0, &form("13812345678", "张", "宽带掉线")).unwrap();
        child::say(&format!("ticket {round}"));
        keys.give(&clerk(), &word_of(round), Cost::LEAST, true)
            .unwrap();
        child::say(&format!("word {round}"));
        store.mirror_keys(keys.revision()).unwrap();
        let next = keys.rotate().unwrap();
        store.rekey(&next.database()).unwrap();
        keys.rotated(next).unwrap();
        store.mirror_keys(keys.revision()).unwrap();
        child::say(&format!("changed {round}"));
    }
}

/// What the other process told.
#[derive(Default)]
pub(crate) struct Heard {
    tickets: u64,
    given: u64,
    changed: u64,
}

impl Heard {
    pub(crate) fn line(&mut self, line: &str) {
        let (what, count) = line.split_once(' ').unwrap();
        let count: u64 = count.parse().unwrap();
        match what {
            "ticket" => self.tickets = count,
            "word" => self.given = count,
            _ => self.changed += 1,
        }
    }

    /// Opens the folder as the desk does, and says what is missing of it.
    pub(crate) fn missing_from(&mut self, folder: &Path) -> Result<(), String> {
        let (_, store) = enter(folder).map_err(|e| format!("not entered: {e}"))?;
        if let Some(loss) = loss_told(&store) {
            return Err(format!("a loss is told: {loss}"));
        }
        let report = store.check().map_err(|e| e.to_string())?;
        let kept = report.tickets;
        if !report.is_sound() || kept != self.tickets && kept != self.tickets + 1 {
            return Err(format!(
                "{kept} tickets of {}: {:?}",
                self.tickets,
                report.findings.first()
            ));
        }
        let vault = Vault::find(folder).map_err(|e| e.to_string())?.unwrap();
        let opens = |round| vault.unlock(&clerk(), &word_of(round)).is_ok();
        if self.given > 0 && !opens(self.given) && !opens(kept) {
            return Err(format!(
                "the password of round {} opens nothing",
                self.given
            ));
        }
        self.tickets = kept;
        Ok(())
    }
}

fn kills(seed: u64) -> Result<u64, String> {
    let mut chance = Rng::with_seed(seed ^ 0x5EED);
    let folder = tempfile::tempdir().unwrap();
    drop(found(folder.path()));
    let mut heard = Heard::default();
    for _ in 0..KILLS {
        let work = child::command("keys", folder.path());
        for line in child::killed(work, &mut chance, 6, Duration::from_millis(100)) {
            heard.line(&line);
        }
        heard.missing_from(folder.path())?;
    }
    Ok(heard.changed)
}

#[test]
fn a_kill_while_keys_change_locks_nobody_out() {
    let changed = std::sync::atomic::AtomicU64::new(0);
    let tally = tally(
        "kills, keys",
        &seeds(2, 40),
        |seed| *seed,
        |seed| match kills(*seed) {
            Ok(here) => {
                changed.fetch_add(here, std::sync::atomic::Ordering::Relaxed);
                Outcome::Good("")
            }
            Err(what) => Outcome::Bad(what),
        },
    );
    let note = format!("{} master keys changed", changed.into_inner());
    let tally = tally.each_of(KILLS);
    tally.report(
        "4-kills-keys",
        "kill -9 while passwords and the master key change",
        &note,
    );
    tally.none_bad("kills while keys change");
}
