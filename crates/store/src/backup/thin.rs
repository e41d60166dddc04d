//! Which backups may go: every day of a week is kept, every week of a month, every month of a year.

use ansu_complaint::Moment;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::HashSet;
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
    let made: Vec<Moment> = own.iter().map(|backup| backup.manifest().made_at).collect();
    let superfluous = superfluous(&made, now);
    let mut gone = Vec::new();
    for backup in own {
        if superfluous.contains(&backup.manifest().made_at) {
            backup.remove()?;
            gone.push(backup.folder().to_owned());
        }
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

/// The moments of backups that may go, of those that are there. The newest one always stays, and so do those from a clock that was ahead.
#[must_use]
pub fn superfluous(made: &[Moment], now: Moment) -> Vec<Moment> {
    let mut sorted = made.to_vec();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let mut kept = HashSet::new();
    let today = day(now);
    sorted
        .into_iter()
        .enumerate()
        .filter(|(place, moment)| {
            let day = day(*moment);
            let age = (today - day).num_days();
            let slot = if age < 0 {
                return false;
            } else if age < DAYS {
                Slot::Day(day)
            } else if age < WEEKS {
                Slot::Week(day.iso_week().year(), day.iso_week().week())
            } else if age < MONTHS {
                Slot::Month(day.year(), day.month())
            } else {
                return *place > 0;
            };
            // The newest of a slot comes first, and stays.
            !kept.insert(slot) && *place > 0
        })
        .map(|(_, moment)| moment)
        .collect()
}

#[derive(PartialEq, Eq, Hash)]
enum Slot {
    Day(NaiveDate),
    Week(i32, u32),
    Month(i32, u32),
}

/// A day on the hall's clock (UTC+8).
fn day(moment: Moment) -> NaiveDate {
    (moment + TimeDelta::hours(8)).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_of_daily_backups_thins_to_days_weeks_and_months() {
        let now = at("2026-11-21T10:00:00Z");
        let mut shelf: Vec<Moment> = Vec::new();
        // Two a day for 500 days, thinned each evening.
        for back in (0..500).rev() {
            let today = now - TimeDelta::days(back);
            shelf.extend([today - TimeDelta::hours(3), today]);
            let gone = superfluous(&shelf, today);
            shelf.retain(|moment| !gone.contains(moment));
        }
        let age = |moment: &Moment| (day(now) - day(*moment)).num_days();
        let days: Vec<i64> = shelf.iter().map(age).filter(|age| *age < DAYS).collect();
        assert_eq!(days.len(), 7);
        let weeks = shelf
            .iter()
            .filter(|m| (DAYS..WEEKS).contains(&age(m)))
            .count();
        assert!((3..=5).contains(&weeks), "{weeks} weeks");
        let months = shelf
            .iter()
            .filter(|m| (WEEKS..MONTHS).contains(&age(m)))
            .count();
        assert!((9..=12).contains(&months), "{months} months");
        assert!(shelf.iter().all(|moment| age(moment) < MONTHS));
    }

    #[test]
    fn the_only_one_stays_however_old_and_so_does_one_from_the_future() {
        let now = at("2026-11-21T10:00:00Z");
        assert!(superfluous(&[at("2020-01-01T00:00:00Z")], now).is_empty());
        let ahead = at("2031-01-01T00:00:00Z");
        let today = at("2026-11-21T09:00:00Z");
        assert!(superfluous(&[ahead, today], now).is_empty());
    }
}
