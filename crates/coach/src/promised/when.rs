//! Days and times as they are meant at a counter, from the words to a moment on the hall's clock.

use ansu_complaint::{Calendar, Moment, TimeOfDay, hall_time};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

/// When a hall closes on a day for which its calendar has no hours.
const CLOSES: (u32, u32) = (18, 0);
/// Days looked at for working days.
const DAYS_MAX: u64 = 366;

/// The moment at which something was said, and the hall's calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) now: Moment,
    pub(super) calendar: &'a Calendar,
}

/// A length of time as it is worded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    Minutes(i64),
    Days(u64),
    /// Mondays to Fridays, public holidays and the days they are swapped for considered.
    WorkingDays(u64),
    Months(u32),
}

impl Said<'_> {
    pub(super) fn today(self) -> NaiveDate {
        hall_time(self.now).date()
    }

    /// A moment by the hall's clock.
    pub(super) fn at(self, date: NaiveDate, time: NaiveTime) -> Option<Moment> {
        let passed = date.and_time(time) - hall_time(self.now);
        self.now.checked_add_signed(passed)
    }

    /// When the hall closes on a day.
    pub(super) fn close(self, date: NaiveDate) -> Option<Moment> {
        let minutes = self
            .calendar
            .hours(date)
            .last()
            .map(|hours| TimeOfDay::since_midnight(hours.close));
        let closes = NaiveTime::from_hms_opt(CLOSES.0, CLOSES.1, 0)?;
        self.at(date, NaiveTime::MIN)?
            .checked_add_signed(minutes.unwrap_or(closes - NaiveTime::MIN))
    }

    /// Within a length of time: by the clock, but for working days, the last of which ends when the hall closes.
    pub(super) fn within(self, length: Length) -> Option<Moment> {
        match length {
            Length::Minutes(minutes) => self
                .now
                .checked_add_signed(TimeDelta::try_minutes(minutes)?),
            Length::Days(days) => self.now.checked_add_days(Days::new(days)),
            Length::Months(months) => self.now.checked_add_months(Months::new(months)),
            Length::WorkingDays(count) => {
                let count = usize::try_from(count.checked_sub(1)?).ok()?;
                let days =
                    (1..DAYS_MAX).filter_map(|n| self.today().checked_add_days(Days::new(n)));
                let last = days.filter(|date| self.is_working_day(*date)).nth(count)?;
                self.close(last)
            }
        }
    }

    /// A length of time from now, on the day that it leads to.
    pub(super) fn later(self, length: Length) -> Option<Moment> {
        let then = self.within(length)?;
        match length {
            Length::Minutes(_) | Length::WorkingDays(_) => Some(then),
            Length::Days(_) | Length::Months(_) => self.close(hall_time(then).date()),
        }
    }

    fn is_working_day(self, date: NaiveDate) -> bool {
        match self.calendar.special(date) {
            Some(special) => special.worked,
            None => date.weekday().num_days_from_monday() < 5,
        }
    }

    pub(super) fn in_days(self, days: u64) -> Option<NaiveDate> {
        self.today().checked_add_days(Days::new(days))
    }

    /// The day of a week: 0 = this one. Weeks begin on Monday.
    pub(super) fn day_of_week(self, weeks: u64, weekday: Weekday) -> Option<NaiveDate> {
        let monday = self.today().week(Weekday::Mon).first_day();
        let days = weeks * 7 + u64::from(weekday.num_days_from_monday());
        monday.checked_add_days(Days::new(days))
    }

    /// The next day with this name, today included.
    pub(super) fn next(self, weekday: Weekday) -> Option<NaiveDate> {
        let away = u64::from(weekday.days_since(self.today().weekday()));
        self.in_days(away)
    }

    /// The last day of a week on which the hall is open; Sunday where it is on none.
    pub(super) fn end_of_week(self, weeks: u64) -> Option<NaiveDate> {
        let sunday = self.day_of_week(weeks, Weekday::Sun)?;
        let days = (0..7).filter_map(|n| sunday.checked_sub_days(Days::new(n)));
        days.into_iter()
            .find(|date| !self.calendar.hours(*date).is_empty())
            .or(Some(sunday))
    }

    /// The last day of a month: 0 = this one.
    pub(super) fn end_of_month(self, months: u32) -> Option<NaiveDate> {
        self.today()
            .with_day(1)?
            .checked_add_months(Months::new(months + 1))?
            .pred_opt()
    }

    /// A date without its year: the next one, today included.
    pub(super) fn date(self, year: Option<i32>, month: u32, day: u32) -> Option<NaiveDate> {
        let this = self.today().year();
        match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => {
                let date = NaiveDate::from_ymd_opt(this, month, day)?;
                // A date of the last half year is one that has passed, not one of the next year.
                if date < self.today() && self.today() - date > TimeDelta::days(183) {
                    NaiveDate::from_ymd_opt(this + 1, month, day)
                } else {
                    Some(date)
                }
            }
        }
    }

    /// A day of a month without the month: the next one, today included.
    pub(super) fn day_of_month(self, day: u32) -> Option<NaiveDate> {
        let first = self.today().with_day(1)?;
        (0..3)
            .filter_map(|months| first.checked_add_months(Months::new(months))?.with_day(day))
            .find(|date| *date >= self.today())
    }
}

/// A weekday by its place, Monday 0.
pub(super) fn weekday(place: usize) -> Option<Weekday> {
    Weekday::try_from(u8::try_from(place).ok()?).ok()
}

/// Which half of the day an hour of the clock's face is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Before,
    After,
    /// Not said: 1 to 7 are hours of the afternoon at a counter.
    Unsaid,
}

/// A time from hour and minute as they are said.
pub(super) fn time(hour: u32, minute: u32, half: Half) -> Option<NaiveTime> {
    let hour = match half {
        Half::Before if hour == 12 => 0,
        Half::Before => hour,
        Half::After if hour < 12 => hour + 12,
        Half::Unsaid if (1..=7).contains(&hour) => hour + 12,
        Half::After | Half::Unsaid => hour,
    };
    match (hour, minute) {
        (24, 0) => NaiveTime::from_hms_opt(23, 59, 0),
        _ => NaiveTime::from_hms_opt(hour, minute, 0),
    }
}
