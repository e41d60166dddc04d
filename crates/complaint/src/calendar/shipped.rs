//! The calendar that a new hall starts with.

use super::{Calendar, HolidayYear, OpenFrom, SpecialDays};
use chrono::NaiveDate;

/// Ordinary days 8:30 to 18:00.
const ORDINARY: OpenFrom = OpenFrom::between(8 * 60 + 30, 18 * 60);
/// Weekends 9:00 to 17:30.
const WEEKEND: OpenFrom = OpenFrom::between(9 * 60, 17 * 60 + 30);

impl Default for Calendar {
    /// Open every day of an ordinary week, closed on public holidays, with the holidays of 2026 as announced, unconfirmed.
    fn default() -> Self {
        let ordinary = || vec![ORDINARY];
        let weekend = || vec![WEEKEND];
        Self {
            week: [
                ordinary(),
                ordinary(),
                ordinary(),
                ordinary(),
                ordinary(),
                weekend(),
                weekend(),
            ],
            years: vec![HolidayYear {
                year: 2026,
                source: "国务院办公厅关于2026年部分节假日安排的通知".to_owned(),
                confirmed: false,
                days: DAYS_OF_2026.iter().filter_map(days).collect(),
            }],
        }
    }
}

/// Name, first day, last day, and whether they are worked.
type Row = (&'static str, (u32, u32), (u32, u32), bool);

const DAYS_OF_2026: [Row; 13] = [
    ("元旦", (1, 1), (1, 3), false),
    ("元旦调休", (1, 4), (1, 4), true),
    ("春节调休", (2, 14), (2, 14), true),
    ("春节", (2, 15), (2, 23), false),
    ("春节调休", (2, 28), (2, 28), true),
    ("清明节", (4, 4), (4, 6), false),
    ("劳动节", (5, 1), (5, 5), false),
    ("劳动节调休", (5, 9), (5, 9), true),
    ("端午节", (6, 19), (6, 21), false),
    ("国庆节调休", (9, 20), (9, 20), true),
    ("中秋节", (9, 25), (9, 27), false),
    ("国庆节", (10, 1), (10, 7), false),
    ("国庆节调休", (10, 10), (10, 10), true),
];

fn days(row: &Row) -> Option<SpecialDays> {
    let (name, from, to, worked) = *row;
    let date = |(month, day)| NaiveDate::from_ymd_opt(2026, month, day);
    Some(SpecialDays {
        name: name.to_owned(),
        from: date(from)?,
        to: date(to)?,
        worked,
        hours: if worked { vec![ORDINARY] } else { Vec::new() },
    })
}
