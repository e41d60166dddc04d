//! Which backups may go: every day of a week is kept, every week of a month, every month of a year.

use ansu_complaint::Moment;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Backup, STAMP, UNFINISHED, backups, pool};
use crate::error::StoreError;
use crate::vault::Vault;

const DAYS: i64 = 7;
const WEEKS: i64 = 5 * 7;
const MONTHS: i64 = 366;

/// A hall's own backups on a shelf, the newest first; a stick may hold those of others too.
///
/// # Errors
/// The shelf can't be read.
pub fn own_backups(shelf: &Path, hall: &Vault) -> Result<Vec<Backup>, StoreError> {
    let mut found = backups(shelf)?;
    found.retain(|backup| backup.is_of(hall));
    Ok(found)
}

/// Removes a hall's own backups that are superfluous by now, and what was left of some that were cut off, and gives the folders of the
/// former. Files of evidence go that no backup on the shelf, whoever's it is, lists any more. Whatever else lies there stays.
///
/// # Errors
/// The shelf can't be read or written.
pub fn thin(shelf: &Path, hall: &Vault, now: Moment) -> Result<Vec<PathBuf>, StoreError> {
    let own = own_backups(shelf, hall)?;
    let kept: Vec<Kept> = own.iter().map(Kept::of).collect();
    let mut gone = Vec::new();
    for place in superfluous(&kept, now) {
        own[place].remove()?;
        gone.push(own[place].folder().to_owned());
    }
    sweep(shelf, hall, now)?;
    pool::sweep(shelf)?;
    Ok(gone)
}

/// Removes what was begun a day ago or earlier and has not got its name: a stick was pulled out, the power went.
fn sweep(shelf: &Path, hall: &Vault, now: Moment) -> Result<(), StoreError> {
    let Ok(entries) = fs::read_dir(shelf) else {
        return Ok(());
    };
    let before = format!("{}-{}-", hall.plate().code, hall.plate().counter);
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let begun = path
            .file_stem()
            .and_then(|name| name.to_str()?.strip_prefix(&before))
            .and_then(|stamp| NaiveDateTime::parse_from_str(stamp, STAMP).ok());
        let unfinished = path.extension().is_some_and(|end| end == UNFINISHED);
        let here = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let old = begun.is_some_and(|begun| now - begun.and_utc() > TimeDelta::days(1));
        if unfinished && here && old {
            fs::remove_dir_all(&path).map_err(|error| StoreError::io(&path, error))?;
        }
    }
    Ok(())
}

/// What of a backup decides whether it may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// When it was made.
    pub made_at: Moment,
    /// Events in it.
    pub events: u64,
    /// What an earlier version had left.
    pub before_upgrade: bool,
}

impl Kept {
    fn of(backup: &Backup) -> Self {
        let manifest = backup.manifest();
        Self {
            made_at: manifest.made_at,
            events: manifest.events,
            before_upgrade: manifest.before_upgrade,
        }
    }
}

/// The places, in the list, of the backups that may go. Of each day, week and month the newest stays, and beside it one with more events: events
/// only grow less by a loss or a restore, and then the older one has what the newer one lacks. The newest of all stays however old. A backup
/// from a clock that was ahead stays, and none has to give way to it; what an earlier version had left stays for five weeks.
#[must_use]
pub fn superfluous(kept: &[Kept], now: Moment) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..kept.len())
        .filter(|place| kept[*place].made_at <= now)
        .collect();
    newest_first.sort_by_key(|place| Reverse(kept[*place].made_at));
    let newest = newest_first.first().copied();
    let mut most_in: HashMap<Slot, u64> = HashMap::new();
    let mut may_go = Vec::new();
    for place in newest_first {
        let one = kept[place];
        let age = (day(now) - day(one.made_at)).num_days();
        if one.before_upgrade && age < WEEKS {
            continue;
        }
        let stays = Slot::of(one.made_at, age).is_some_and(|slot| {
            let before = most_in.get(&slot).copied();
            most_in.insert(slot, one.events.max(before.unwrap_or(0)));
            before.is_none_or(|most| one.events > most)
        });
        if !stays && Some(place) != newest {
            may_go.push(place);
        }
    }
    may_go
}

#[derive(PartialEq, Eq, Hash)]
enum Slot {
    Day(NaiveDate),
    Week(i32, u32),
    Month(i32, u32),
}

impl Slot {
    /// That of a backup so many days old; none where its time is over.
    fn of(made_at: Moment, age: i64) -> Option<Self> {
        let day = day(made_at);
        match age {
            ..DAYS => Some(Self::Day(day)),
            DAYS..WEEKS => Some(Self::Week(day.iso_week().year(), day.iso_week().week())),
            WEEKS..MONTHS => Some(Self::Month(day.year(), day.month())),
            _ => None,
        }
    }
}

/// A day on the hall's clock (UTC+8).
fn day(moment: Moment) -> NaiveDate {
    (moment + TimeDelta::hours(8)).date_naive()
}

#[cfg(test)]
mod tests;
