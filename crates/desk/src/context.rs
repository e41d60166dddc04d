//! Time and identities: the only place where the outside world's clock and randomness enter.

use ansu_complaint::Moment;
use chrono::{DateTime, TimeDelta};
use std::cell::{Cell, RefCell};
use uuid::{Timestamp, Uuid};

/// What the desk takes from the outside world.
pub trait Context {
    /// Now, to the millisecond: what is stored is what was decided.
    fn now(&self) -> Moment;
    /// A fresh identity (UUIDv7).
    fn new_id(&self) -> Uuid;
}

/// The computer's own clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemContext;

impl Context for SystemContext {
    fn now(&self) -> Moment {
        whole_milliseconds(chrono::Utc::now())
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// A clock that stands where it is put, and identities that follow from a seed: for stories, demonstrations and tests.
#[derive(Debug)]
pub struct HeldContext {
    now: Cell<Moment>,
    random: RefCell<fastrand::Rng>,
}

impl HeldContext {
    /// A clock held at `now`; the same seed gives the same identities.
    #[must_use]
    pub fn new(now: Moment, seed: u64) -> Self {
        Self {
            now: Cell::new(whole_milliseconds(now)),
            random: RefCell::new(fastrand::Rng::with_seed(seed)),
        }
    }

    /// Puts the clock to `now`; it may go back, as real clocks do.
    pub fn set(&self, now: Moment) {
        self.now.set(whole_milliseconds(now));
    }

    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        self.set(self.now.get() + time);
    }
}

impl Context for HeldContext {
    fn now(&self) -> Moment {
        self.now.get()
    }

    fn new_id(&self) -> Uuid {
        let milliseconds = u64::try_from(self.now.get().timestamp_millis()).unwrap_or(0);
        let mut random = self.random.borrow_mut();
        let (counter, bytes) = (random.u128(..), random.u64(..));
        let seconds = milliseconds / 1000;
        let nanoseconds = u32::try_from(milliseconds % 1000).unwrap_or(0) * 1_000_000;
        let base = Uuid::new_v7(Timestamp::from_unix_time(
            seconds,
            nanoseconds,
            counter ^ u128::from(bytes),
            74,
        ));
        // The low 62 bits come from the held randomness, so that the whole identity follows from the seed.
        let low = (base.as_u128() & !((1u128 << 62) - 1)) | (u128::from(bytes) & ((1 << 62) - 1));
        Uuid::from_u128(low)
    }
}

/// A clock that a story may put.
pub trait Narrated: Context {
    /// Whether it may be put to this moment.
    fn admits(&self, at: Moment) -> bool;
    /// Puts it to a moment that it admits.
    fn hold(&self, at: Moment);
    /// Lets it go again, where it runs by itself.
    fn release(&self);
}

impl Narrated for HeldContext {
    fn admits(&self, at: Moment) -> bool {
        is_plausible(at)
    }

    fn hold(&self, at: Moment) {
        self.set(at);
    }

    fn release(&self) {}
}

/// The computer's own clock over a real hall. A story may put it back within the present day of the hall, for what was done today and is told
/// later; another day's work is told as of now, with when it happened in its fields.
#[derive(Debug, Default)]
pub struct TodayContext {
    told: Cell<Option<Moment>>,
}

impl Context for TodayContext {
    fn now(&self) -> Moment {
        self.told.get().unwrap_or_else(|| SystemContext.now())
    }

    fn new_id(&self) -> Uuid {
        SystemContext.new_id()
    }
}

impl Narrated for TodayContext {
    fn admits(&self, at: Moment) -> bool {
        let now = SystemContext.now();
        at <= now && day(at) == day(now)
    }

    fn hold(&self, at: Moment) {
        self.told.set(Some(whole_milliseconds(at)));
    }

    fn release(&self) {
        self.told.set(None);
    }
}

/// A day on the hall's clock (UTC+8).
pub(crate) fn day(moment: Moment) -> chrono::NaiveDate {
    (moment + TimeDelta::hours(8)).date_naive()
}

impl<C: Context + ?Sized> Context for &C {
    fn now(&self) -> Moment {
        (**self).now()
    }

    fn new_id(&self) -> Uuid {
        (**self).new_id()
    }
}

/// Whether a clock may be held at a moment: ticket numbers carry four digits of the year, and no complaint is older than the field.
#[must_use]
pub fn is_plausible(moment: Moment) -> bool {
    use chrono::Datelike;
    (2000..2200).contains(&moment.year())
}

/// Drops what is finer than a millisecond, since the record does not keep it.
fn whole_milliseconds(moment: Moment) -> Moment {
    DateTime::from_timestamp_millis(moment.timestamp_millis()).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_a_real_hall_a_story_goes_back_within_the_day_and_no_further() {
        let today = TodayContext::default();
        let now = SystemContext.now();
        let midnight = now
            - (now + TimeDelta::hours(8))
                .time()
                .signed_duration_since(chrono::NaiveTime::MIN);
        assert!(today.admits(now) && today.admits(midnight));
        for other in [
            now + TimeDelta::minutes(1),
            midnight - TimeDelta::milliseconds(1),
            now - TimeDelta::days(365),
        ] {
            assert!(!today.admits(other), "{other}");
        }
        today.hold(midnight);
        assert_eq!(today.now(), whole_milliseconds(midnight));
        today.release();
        assert!(today.now() >= now);
    }

    #[test]
    fn a_held_context_repeats_itself() {
        let now = DateTime::from_timestamp_millis(1_795_000_000_123).unwrap();
        let ids = |seed| {
            let context = HeldContext::new(now, seed);
            (0..5).map(|_| context.new_id()).collect::<Vec<_>>()
        };
        assert_eq!(ids(7), ids(7));
        assert_ne!(ids(7), ids(8));
        assert!(ids(7).iter().all(|id| id.get_version_num() == 7));
    }
}
