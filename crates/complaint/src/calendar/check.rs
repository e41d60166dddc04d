//! What is wrong with a calendar that somebody has entered.

use super::{Calendar, HolidayYear, OpenFrom, SpecialDays};
use crate::Field;
use crate::field::{LINE, optional};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// The public holidays of every year (全国年节及纪念日放假办法 art. 2), as parts of the names they are announced under.
pub const LEGAL_HOLIDAYS: [&str; 7] = ["元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"];

/// Most days that one holiday lasts; more is a slip of the pen.
const HOLIDAY_MAX: i64 = 31;

/// Longest name of a holiday, in characters: the picture of the year says it.
const NAME_MAX: usize = 40;

/// Most rows of a year: its holidays, the days swapped for them, and room for a hall's own.
const ROWS_MAX: usize = 60;

/// Something in a calendar that does not hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum CalendarFault {
    /// On no weekday is the hall open: no clock would ever run.
    NeverOpen,
    /// A stretch of a weekday, Monday = 0, that ends before it begins, or begins before the one above it has ended.
    WeekHours {
        /// Which day.
        weekday: u8,
    },
    /// The same on special days.
    SpecialHours {
        /// The first of them.
        date: NaiveDate,
    },
    /// Special days without a name, or one that is too long or hides something.
    BadName {
        /// The first of them.
        date: NaiveDate,
    },
    /// A source that is too long or hides something.
    BadSource {
        /// The year that it stands for.
        year: i32,
    },
    /// More rows than a year can have.
    TooMany {
        /// Which year.
        year: i32,
    },
    /// They end before they begin, or last longer than a month.
    Backwards {
        /// The first of them.
        date: NaiveDate,
    },
    /// A day that stands in two rows.
    Overlap {
        /// Which.
        date: NaiveDate,
        /// The two rows.
        names: [String; 2],
    },
    /// Days of another year.
    OtherYear {
        /// The first of them.
        date: NaiveDate,
        /// The year under which they stand.
        year: i32,
    },
    /// A working day on which the hall is closed.
    WorkedClosed {
        /// Which.
        date: NaiveDate,
    },
    /// A year that stands there twice.
    YearTwice {
        /// Which.
        year: i32,
    },
    /// A legal holiday that is missing from a year.
    Missing {
        /// The year.
        year: i32,
        /// Of which holiday there is no day.
        holiday: String,
    },
}

impl Calendar {
    /// Everything that does not hold together; empty = it may be used.
    #[must_use]
    pub fn faults(&self) -> Vec<CalendarFault> {
        let mut faults = Vec::new();
        if self.week.iter().all(Vec::is_empty) {
            faults.push(CalendarFault::NeverOpen);
        }
        let weekdays = (0u8..).zip(&self.week);
        faults.extend(
            weekdays
                .filter(|(_, hours)| !in_order(hours))
                .map(|(weekday, _)| CalendarFault::WeekHours { weekday }),
        );
        for (place, year) in self.years.iter().enumerate() {
            let before = self.years.iter().take(place);
            if before.clone().any(|other| other.year == year.year) {
                faults.push(CalendarFault::YearTwice { year: year.year });
            }
            if optional(Field::Name, &year.source, LINE).is_err() {
                faults.push(CalendarFault::BadSource { year: year.year });
            }
            if year.days.len() > ROWS_MAX {
                faults.push(CalendarFault::TooMany { year: year.year });
            }
            faults.extend(year.days.iter().flat_map(|days| of_days(year, days)));
            faults.extend(missing(year));
        }
        faults.extend(self.overlaps());
        faults
    }

    fn overlaps(&self) -> impl Iterator<Item = CalendarFault> {
        let mut all: Vec<&SpecialDays> = self.years.iter().flat_map(|year| &year.days).collect();
        all.sort_by_key(|days| (days.from, days.to));
        let pairs: Vec<_> = all
            .windows(2)
            .filter_map(|pair| match pair {
                [first, second] if second.from <= first.to => Some(CalendarFault::Overlap {
                    date: second.from,
                    names: [first.name.clone(), second.name.clone()],
                }),
                _ => None,
            })
            .collect();
        pairs.into_iter()
    }
}

fn of_days(year: &HolidayYear, days: &SpecialDays) -> Vec<CalendarFault> {
    let date = days.from;
    let lasts = (days.to - days.from).num_days();
    let checks = [
        (!is_name(&days.name), CalendarFault::BadName { date }),
        (
            !(0..HOLIDAY_MAX).contains(&lasts),
            CalendarFault::Backwards { date },
        ),
        (!in_order(&days.hours), CalendarFault::SpecialHours { date }),
        // A new year's holiday may begin on the last days of the old one.
        (
            days.to.year() != year.year,
            CalendarFault::OtherYear {
                date,
                year: year.year,
            },
        ),
        (
            days.worked && days.hours.is_empty(),
            CalendarFault::WorkedClosed { date },
        ),
    ];
    checks
        .into_iter()
        .filter_map(|(wrong, fault)| wrong.then_some(fault))
        .collect()
}

fn is_name(name: &str) -> bool {
    optional(Field::Name, name, NAME_MAX).is_ok_and(|name| !name.is_empty())
}

fn missing(year: &HolidayYear) -> impl Iterator<Item = CalendarFault> {
    LEGAL_HOLIDAYS
        .iter()
        .filter(|holiday| {
            let mut holidays = year.days.iter().filter(|days| !days.worked);
            !holidays.any(|days| days.name.contains(**holiday))
        })
        .map(|holiday| CalendarFault::Missing {
            year: year.year,
            holiday: (*holiday).to_owned(),
        })
}

/// Whether each stretch takes time and begins when the one before it has ended.
fn in_order(hours: &[OpenFrom]) -> bool {
    hours.iter().all(|hours| hours.open < hours.close)
        && hours.windows(2).all(|pair| match pair {
            [first, second] => first.close <= second.open,
            _ => true,
        })
}
