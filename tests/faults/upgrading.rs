//! The power goes while a later version brings the data up to date: what the earlier one wrote is a proven backup before anything of it is
//! changed, or nothing is changed.

use std::path::Path;

use ansu_store::{Backup, Opening, Store, StoreError, Vault, later};

use crate::child;
use crate::killing_copies::proven;
use crate::killing_keys::{enter, found, manager, word};
use crate::scene::{at, form, take_in};
use crate::work::loss_told;

/// Tickets that the earlier version has left.
const LEFT: u64 = 2;

/// A hall as the earlier version leaves it.
pub(crate) fn left_by_the_earlier(folder: &Path) {
    let (_, mut store) = found(folder);
    for n in 1..=LEFT {
        take_in(&mut store, n, 0, &form("13812345678", "张", "宽带掉线")).unwrap();
    }
}

/// Opens the folder as the later version does, some minutes after the earlier one was left.
fn enter_later(folder: &Path, minutes: i64) -> Result<Store, StoreError> {
    let vault = Vault::find(folder)?.ok_or(StoreError::WrongSecret)?;
    let keys = vault.unlock(&manager(), &word())?;
    let enter = || {
        let opening = Opening::of(folder, &keys.master().database())?;
        opening.enter_keeping(&keys, &folder.join("backups"), at(minutes))
    };
    let (mut store, _) = later(enter)?;
    store.mirror_keys(keys.revision())?;
    Ok(store)
}

/// In the other process: the later version, and a ticket taken in by it.
pub(crate) fn bring_up_to_date(folder: &Path) {
    let mut store = enter_later(folder, 10).unwrap();
    child::say("up to date");
    take_in(&mut store, LEFT + 1, 20, &form("13912345678", "李", "账单")).unwrap();
    child::say("ticket");
}

/// Says what is missing of what the earlier version wrote, and of what the later one told.
pub(crate) fn missing_upgrade(folder: &Path, said: &[String]) -> Result<(), String> {
    let kept = kept_before(folder)?;
    match enter(folder) {
        Ok((_, store)) if said.is_empty() => sound(&store, LEFT..=LEFT)?,
        Ok(_) => return Err("told as up to date, and is not".to_owned()),
        Err(StoreError::Newer { .. }) if kept.is_empty() => {
            return Err("changed, and what was there is not kept".to_owned());
        }
        Err(StoreError::Newer { .. }) => {}
        Err(error) => return Err(format!("not entered: {error}")),
    }
    let store = enter_later(folder, 30).map_err(|e| format!("not brought up to date: {e}"))?;
    let told = said.len() as u64;
    let least = LEFT + u64::from(told == 2);
    sound(&store, least..=LEFT + told.min(1))
}

/// The backups of what was there before the upgrade: each opens, is whole and holds all of it.
fn kept_before(folder: &Path) -> Result<Vec<Backup>, String> {
    let all = proven(&folder.join("backups"))?;
    for one in &all {
        let manifest = one.manifest();
        if manifest.tickets != LEFT || !manifest.before_upgrade {
            return Err(format!("a copy of something else: {manifest:?}"));
        }
    }
    Ok(all)
}

fn sound(store: &Store, tickets: std::ops::RangeInclusive<u64>) -> Result<(), String> {
    if let Some(loss) = loss_told(store) {
        return Err(format!("a loss is told: {loss}"));
    }
    let report = store.check().map_err(|e| e.to_string())?;
    if report.is_sound() && tickets.contains(&report.tickets) {
        Ok(())
    } else {
        let finding = report.findings.first();
        Err(format!(
            "{} tickets of {tickets:?}: {finding:?}",
            report.tickets
        ))
    }
}

/// The control: a version that brings the data up to date and keeps nothing is told from one that keeps it.
#[test]
fn an_upgrade_that_keeps_nothing_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    left_by_the_earlier(folder.path());
    missing_upgrade(crate::scene::copy_of(folder.path()).path(), &[]).unwrap();
    let (keys, store) = enter(folder.path()).unwrap();
    drop(store);
    drop(later(|| Store::open(folder.path(), &keys.master().database(), at(10))).unwrap());
    let told = missing_upgrade(folder.path(), &[]).unwrap_err();
    assert!(told.contains("not kept"), "{told}");
}
