//! Failed attempts at a secret, remembered over a restart.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ansu_complaint::Moment;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::slot::Holder;
use crate::error::StoreError;
use crate::folder;

const ATTEMPTS_FILE: &str = "ansu.attempts";
const SIZE_MAX: u64 = 256 * 1024;
/// Made-up numbers that are remembered: as many as somebody types by hand, few enough that the file stays readable whatever is tried.
const STRANGERS: usize = 200;

/// Attempts that are free of waiting.
const FREE: u32 = 5;
/// After so many only a manager or the recovery sheet helps.
const MOST: u32 = 20;
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

/// Whether a holder may try now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Yes.
    Free,
    /// Not before this moment.
    Waits(Moment),
    /// Not until a manager has given a new password, or with the recovery sheet.
    Shut,
}

/// What failed, and since when. It holds no secret and is not sealed: whoever can change it can as well copy the folder, and then
/// only [`Cost`](super::Cost) stands between them and the password.
#[derive(Debug)]
pub struct Attempts {
    path: PathBuf,
    failed: BTreeMap<String, Failed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failed {
    times: u32,
    last: Moment,
    /// Nobody here has this number. It has to wait like any other, for who works here is nobody's business, and is forgotten first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    stranger: bool,
}

/// An attempt that has begun, with what was remembered before it.
#[derive(Debug)]
#[must_use = "an attempt that is not taken back counts as failed"]
pub struct Begun(Option<Failed>);

impl Attempts {
    /// Reads what is remembered. A file that can't be read counts as none: locking everybody out would be worse than the guesses that it
    /// stands for.
    ///
    /// # Errors
    /// The folder can't be read.
    pub fn of(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(ATTEMPTS_FILE);
        let bytes = match folder::read_up_to(&path, SIZE_MAX) {
            Err(StoreError::Damaged { .. }) => None,
            read => read?,
        };
        let failed = bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Ok(Self { path, failed })
    }

    /// Whether a holder may try now. A clock that was set back never shortens a wait, and never makes it longer than the whole of it.
    ///
    /// # Errors
    /// The folder can't be written.
    pub fn standing(&mut self, holder: &Holder, now: Moment) -> Result<Standing, StoreError> {
        let Some(failed) = self.failed.get_mut(&name(holder)) else {
            return Ok(Standing::Free);
        };
        if failed.times >= MOST && *holder != Holder::Recovery {
            return Ok(Standing::Shut);
        }
        let until = failed.last.min(now) + wait(failed.times);
        if now < failed.last {
            failed.last = now;
            self.keep()?;
        }
        Ok(if now < until {
            Standing::Waits(until)
        } else {
            Standing::Free
        })
    }

    /// An attempt begins. It counts as failed until it has succeeded, so that ending the program in the middle of it gains nothing. On disk
    /// when this returns. `known` says whether the holder has a way in here: of others only the last ones are remembered, so that no flood of
    /// made-up numbers takes anybody's wait away.
    ///
    /// # Errors
    /// The folder can't be written: then there is no attempt.
    pub fn begin(
        &mut self,
        holder: &Holder,
        known: bool,
        now: Moment,
    ) -> Result<Begun, StoreError> {
        let before = self.failed.get(&name(holder)).copied();
        let failed = Failed {
            times: before.map_or(0, |before| before.times).saturating_add(1),
            last: now,
            stranger: !known,
        };
        self.failed.insert(name(holder), failed);
        self.forget_strangers();
        self.keep()?;
        Ok(Begun(before))
    }

    /// The attempt succeeded, at something else than what the folder's own holders open: it does not count, and forgives nothing.
    ///
    /// # Errors
    /// The folder can't be written.
    pub fn take_back(&mut self, holder: &Holder, begun: Begun) -> Result<(), StoreError> {
        match begun.0 {
            Some(before) => self.failed.insert(name(holder), before),
            None => self.failed.remove(&name(holder)),
        };
        self.keep()
    }

    /// The attempt succeeded, or a manager has given a new password: nothing is held against the holder.
    ///
    /// # Errors
    /// The folder can't be written.
    pub fn forgive(&mut self, holder: &Holder) -> Result<(), StoreError> {
        if self.failed.remove(&name(holder)).is_some() {
            self.keep()?;
        }
        Ok(())
    }

    /// How many attempts failed since the last one that succeeded.
    #[must_use]
    pub fn failed(&self, holder: &Holder) -> u32 {
        self.failed
            .get(&name(holder))
            .map_or(0, |failed| failed.times)
    }

    fn forget_strangers(&mut self) {
        let mut strangers: Vec<(Moment, String)> = self
            .failed
            .iter()
            .filter(|(_, failed)| failed.stranger)
            .map(|(name, failed)| (failed.last, name.clone()))
            .collect();
        strangers.sort_unstable();
        for (_, name) in strangers.iter().rev().skip(STRANGERS) {
            self.failed.remove(name);
        }
    }

    fn keep(&self) -> Result<(), StoreError> {
        self.path.parent().map_or(Ok(()), folder::create)?;
        let bytes = serde_json::to_vec(&self.failed)
            .map_err(|_| StoreError::Unreadable { what: "attempt" })?;
        folder::replace(&self.path, &bytes)
    }
}

/// 30 seconds after five failures, twice as long after each further one, at most a quarter of an hour.
fn wait(times: u32) -> TimeDelta {
    if times < FREE {
        return TimeDelta::zero();
    }
    let doubled = 1_i32
        .checked_shl((times - FREE).min(16))
        .unwrap_or(i32::MAX);
    (FIRST_WAIT * doubled).min(LONGEST_WAIT)
}

fn name(holder: &Holder) -> String {
    match holder {
        Holder::Staff(id) => format!("staff {id}"),
        Holder::Recovery => "recovery".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ansu_complaint::StaffId;

    fn at(second: i64) -> Moment {
        Moment::from_timestamp(1_795_000_000 + second, 0).unwrap()
    }

    #[test]
    fn five_failures_make_one_wait_longer_each_time_and_a_restart_forgets_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let clerk = Holder::Staff(StaffId::try_from("1024".to_owned()).unwrap());
        let mut attempts = Attempts::of(folder.path()).unwrap();
        let mut now = 0;
        for _ in 0..4 {
            let _ = attempts.begin(&clerk, true, at(now)).unwrap();
            assert_eq!(attempts.standing(&clerk, at(now)).unwrap(), Standing::Free);
        }
        for seconds in [30, 60, 120, 240, 480, 900, 900] {
            let _ = attempts.begin(&clerk, true, at(now)).unwrap();
            attempts = Attempts::of(folder.path()).unwrap();
            assert_eq!(
                attempts.standing(&clerk, at(now + seconds - 1)).unwrap(),
                Standing::Waits(at(now + seconds))
            );
            assert_eq!(
                attempts.standing(&Holder::Recovery, at(now)).unwrap(),
                Standing::Free
            );
            now += seconds;
            assert_eq!(attempts.standing(&clerk, at(now)).unwrap(), Standing::Free);
        }
        for _ in attempts.failed(&clerk)..MOST {
            let _ = attempts.begin(&clerk, true, at(now)).unwrap();
        }
        assert_eq!(
            attempts.standing(&clerk, at(now + 1_000_000)).unwrap(),
            Standing::Shut
        );
        attempts.forgive(&clerk).unwrap();
        assert_eq!(
            Attempts::of(folder.path())
                .unwrap()
                .standing(&clerk, at(now))
                .unwrap(),
            Standing::Free
        );
    }

    #[test]
    fn a_clock_set_back_neither_shortens_nor_stretches_a_wait() {
        let folder = tempfile::tempdir().unwrap();
        let mut attempts = Attempts::of(folder.path()).unwrap();
        for _ in 0..FREE {
            let _ = attempts.begin(&Holder::Recovery, true, at(0)).unwrap();
        }
        let back = at(-86_400);
        assert_eq!(
            attempts.standing(&Holder::Recovery, back).unwrap(),
            Standing::Waits(back + FIRST_WAIT)
        );
        let later = back + FIRST_WAIT;
        assert_eq!(
            attempts.standing(&Holder::Recovery, later).unwrap(),
            Standing::Free
        );
    }

    #[test]
    fn a_flood_of_made_up_numbers_takes_nobodys_wait_away() {
        let folder = tempfile::tempdir().unwrap();
        let staff = |number: String| Holder::Staff(StaffId::try_from(number).unwrap());
        let clerk = staff("1024".to_owned());
        let mut attempts = Attempts::of(folder.path()).unwrap();
        for _ in 0..MOST {
            let _ = attempts.begin(&clerk, true, at(0)).unwrap();
        }
        // More of them than a file that is read can hold.
        for number in 0..6000_u32 {
            let made_up = staff(format!("900000000000{number:04}"));
            let later = at(i64::from(number));
            if number < 5990 {
                attempts.failed.insert(
                    name(&made_up),
                    Failed {
                        times: 1,
                        last: later,
                        stranger: true,
                    },
                );
            } else {
                let _ = attempts.begin(&made_up, false, later).unwrap();
            }
        }
        let mut attempts = Attempts::of(folder.path()).unwrap();
        assert_eq!(attempts.standing(&clerk, at(9)).unwrap(), Standing::Shut);
        assert_eq!(attempts.failed.len(), STRANGERS + 1);
        // The last of them has to wait like somebody who works here.
        let last = staff("9000000000005999".to_owned());
        for _ in 1..FREE {
            let _ = attempts.begin(&last, false, at(6000)).unwrap();
        }
        assert_eq!(
            attempts.standing(&last, at(6001)).unwrap(),
            Standing::Waits(at(6000) + FIRST_WAIT)
        );
    }

    #[test]
    fn an_attempt_that_is_taken_back_counts_for_nothing_and_forgives_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut attempts = Attempts::of(folder.path()).unwrap();
        let holder = Holder::Recovery;
        for failed in 0..3 {
            let begun = attempts.begin(&holder, true, at(0)).unwrap();
            attempts.take_back(&holder, begun).unwrap();
            assert_eq!(attempts.failed(&holder), failed);
            let _ = attempts.begin(&holder, true, at(0)).unwrap();
        }
    }

    #[test]
    fn a_file_that_makes_no_sense_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(ATTEMPTS_FILE);
        let deep = "[".repeat(100_000);
        for nonsense in ["{\"staff 1024\": 7", "", &deep, &" ".repeat(300_000)] {
            std::fs::write(&path, nonsense).unwrap();
            let mut attempts = Attempts::of(folder.path()).unwrap();
            assert_eq!(
                attempts.standing(&Holder::Recovery, at(0)).unwrap(),
                Standing::Free
            );
        }
    }
}
