//! Moments as people at the counter say them, in words that still hold when they are read on paper another day.

use ansu_complaint::Moment;
use chrono::{DateTime, Datelike, FixedOffset, Timelike};

/// The hall's clock: UTC+8 all year.
const HALL_SECONDS_EAST: i32 = 8 * 3600;

/// `11月21日上午10点半`, `11月3日晚上8:05`. The year is said where it is not this one.
pub(crate) fn said(moment: Moment, now: Moment) -> String {
    let Some(hall) = FixedOffset::east_opt(HALL_SECONDS_EAST) else {
        return moment.to_rfc3339();
    };
    let (moment, now) = (moment.with_timezone(&hall), now.with_timezone(&hall));
    let year = if moment.year() == now.year() {
        String::new()
    } else {
        format!("{}年", moment.year())
    };
    let (month, day) = (moment.month(), moment.day());
    format!("{year}{month}月{day}日{}", clock(&moment))
}

fn clock(moment: &DateTime<FixedOffset>) -> String {
    let (part, hour) = match moment.hour() {
        hour @ 0..=4 => ("凌晨", hour),
        hour @ 5..=7 => ("早上", hour),
        hour @ 8..=11 => ("上午", hour),
        12 => ("中午", 12),
        hour @ 13..=17 => ("下午", hour - 12),
        hour => ("晚上", hour - 12),
    };
    match moment.minute() {
        0 => format!("{part}{hour}点"),
        30 => format!("{part}{hour}点半"),
        minute => format!("{part}{hour}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_on_the_halls_clock() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let now = at("2026-11-21T14:32:00+08:00");
        for (moment, words) in [
            ("2026-11-21T10:00:00+08:00", "11月21日上午10点"),
            ("2026-11-21T00:05:00+08:00", "11月21日凌晨0:05"),
            ("2026-11-20T19:30:00+08:00", "11月20日晚上7点半"),
            ("2026-11-19T12:00:00+08:00", "11月19日中午12点"),
            ("2026-11-03T15:07:00+08:00", "11月3日下午3:07"),
            ("2025-12-31T06:00:00+08:00", "2025年12月31日早上6点"),
        ] {
            assert_eq!(said(at(moment), now), words);
        }
    }
}
