//! The hall's calendar: opening hours, public holidays and the working days they are swapped for (domain §10). A norm of the hall may run on it; what a
//! law gives runs on the wall.

mod check;
mod hours;
mod shipped;

pub use check::{CalendarFault, LEGAL_HOLIDAYS};
pub use hours::{OpenFrom, TimeOfDay};

use crate::Moment;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// The hall's clock is ahead of UTC by this, all year.
const HALL: TimeDelta = TimeDelta::hours(8);
/// No clock looks further for days on which it runs: three years. Longer closings are refused with the calendar.
const DAYS_MAX: u64 = 3 * 366;

/// A moment by the hall's clock.
#[must_use]
pub fn hall_time(moment: Moment) -> NaiveDateTime {
    moment
        .naive_utc()
        .checked_add_signed(HALL)
        .unwrap_or(NaiveDateTime::MAX)
}

/// The moment of a time on the hall's clock.
fn moment_of(date: NaiveDate, time: TimeOfDay) -> Option<Moment> {
    let midnight = date.and_hms_opt(0, 0, 0)?;
    let utc = midnight
        .checked_add_signed(time.since_midnight())?
        .checked_sub_signed(HALL)?;
    Some(utc.and_utc())
}

/// When a clock runs.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Day and night, as every published rule.
    Wall,
    /// Day and night of the days on which the hall is open.
    OpenDays,
    /// While the hall is open.
    OpenHours,
}

/// Days that are not like their weekday.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct SpecialDays {
    /// What they are: 国庆节, or the holiday for which they are worked.
    pub name: String,
    /// The first.
    pub from: NaiveDate,
    /// The last; the same where it is one day.
    pub to: NaiveDate,
    /// A working day on a weekend (调休上班), and no holiday.
    pub worked: bool,
    /// When the hall is open on them; empty = closed.
    pub hours: Vec<OpenFrom>,
}

/// A year's public holidays as they were announced.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct HolidayYear {
    /// Which year.
    pub year: i32,
    /// Where they are announced.
    pub source: String,
    /// Compared with the announcement by an administrator (domain §17).
    pub confirmed: bool,
    /// Its days, in their order.
    pub days: Vec<SpecialDays>,
}

/// When the hall is open.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Opening hours of an ordinary week, Monday first; a day without hours is closed.
    pub week: [Vec<OpenFrom>; 7],
    /// Public holidays, by year.
    pub years: Vec<HolidayYear>,
}

/// A stretch of time: from, and up to but not including.
pub(crate) type Stretch = (Moment, Moment);

impl Calendar {
    /// When the hall is open on a day.
    #[must_use]
    pub fn hours(&self, date: NaiveDate) -> &[OpenFrom] {
        if let Some(special) = self.special(date) {
            return &special.hours;
        }
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        self.week.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// The holiday or swapped working day that a day is.
    #[must_use]
    pub fn special(&self, date: NaiveDate) -> Option<&SpecialDays> {
        self.years
            .iter()
            .flat_map(|year| &year.days)
            .find(|days| (days.from..=days.to).contains(&date))
    }

    /// The year after this one while nobody has entered its holidays, from November on: they are announced by then.
    #[must_use]
    pub fn wants_year(&self, now: Moment) -> Option<i32> {
        let today = hall_time(now).date();
        let entered = |year: i32| self.years.iter().any(|known| known.year == year);
        if !entered(today.year()) {
            return Some(today.year());
        }
        (today.month() >= 11 && !entered(today.year() + 1)).then_some(today.year() + 1)
    }

    /// When a clock that began at `from` has run for `length`, standing still in `pauses`. It is never before `from` + `length`.
    #[must_use]
    pub fn after(
        &self,
        counting: Counting,
        from: Moment,
        length: TimeDelta,
        pauses: &[Stretch],
    ) -> Moment {
        let mut left = length;
        let mut last = from;
        for run in self.runs(counting, from) {
            for (start, end) in without(run, pauses) {
                if end - start >= left {
                    return start + left;
                }
                left -= end - start;
                last = end;
            }
        }
        last + left
    }

    /// How long a clock ran between two moments; nothing where the second is not after the first.
    #[must_use]
    pub fn elapsed(
        &self,
        counting: Counting,
        from: Moment,
        to: Moment,
        pauses: &[Stretch],
    ) -> TimeDelta {
        self.runs(counting, from)
            .take_while(|(start, _)| *start < to)
            .flat_map(|(start, end)| without((start, end.min(to)), pauses))
            .map(|(start, end)| end - start)
            .sum()
    }

    /// The stretches in which a clock runs, from a moment on.
    fn runs(&self, counting: Counting, from: Moment) -> impl Iterator<Item = Stretch> {
        let first = hall_time(from).date();
        let days = (0..DAYS_MAX).map_while(move |day| first.checked_add_days(Days::new(day)));
        days.flat_map(move |date| self.runs_on(counting, date))
            .map(move |(start, end)| (start.max(from), end))
            .filter(|(start, end)| start < end)
    }

    fn runs_on(&self, counting: Counting, date: NaiveDate) -> Vec<Stretch> {
        let stretch =
            |hours: OpenFrom| Some((moment_of(date, hours.open)?, moment_of(date, hours.close)?));
        let hours = self.hours(date);
        match counting {
            Counting::OpenHours => hours.iter().copied().filter_map(stretch).collect(),
            Counting::OpenDays if hours.is_empty() => Vec::new(),
            Counting::OpenDays | Counting::Wall => stretch(OpenFrom::ALL_DAY).into_iter().collect(),
        }
    }
}

/// What is left of a stretch outside the pauses, in order.
fn without(run: Stretch, pauses: &[Stretch]) -> Vec<Stretch> {
    // A clock that was set back can end a pause before it began: it took no time then.
    let pauses = pauses.iter().filter(|(from, until)| from < until);
    pauses.fold(vec![run], |left, (from, until)| {
        left.into_iter()
            .flat_map(|(start, end)| [(start, end.min(*from)), (start.max(*until), end)])
            .filter(|(start, end)| start < end)
            .collect()
    })
}

#[cfg(test)]
mod tests;
