//! Moments as people at the counter say them.

use crate::Language;
use ansu_complaint::Moment;
use chrono::{DateTime, Datelike, FixedOffset, Timelike};

/// The hall's clock: UTC+8 all year.
const HALL_SECONDS_EAST: i32 = 8 * 3600;

/// `今天上午10点半`, `昨天晚上8:05`, `11月3日下午3点`; `today at 10:30`. The year is said where it is not this one.
pub(crate) fn said(moment: Moment, now: Moment, language: Language) -> String {
    let Some(hall) = FixedOffset::east_opt(HALL_SECONDS_EAST) else {
        return moment.to_rfc3339();
    };
    let (moment, now) = (moment.with_timezone(&hall), now.with_timezone(&hall));
    match language {
        Language::Chinese => format!("{}{}", day_zh(&moment, &now), clock_zh(&moment)),
        Language::English => format!("{} at {}", day_en(&moment, &now), moment.format("%H:%M")),
    }
}

fn days_before(moment: &DateTime<FixedOffset>, now: &DateTime<FixedOffset>) -> i64 {
    (now.date_naive() - moment.date_naive()).num_days()
}

fn day_zh(moment: &DateTime<FixedOffset>, now: &DateTime<FixedOffset>) -> String {
    match days_before(moment, now) {
        0 => "今天".to_owned(),
        1 => "昨天".to_owned(),
        2 => "前天".to_owned(),
        _ if moment.year() == now.year() => format!("{}月{}日", moment.month(), moment.day()),
        _ => format!("{}年{}月{}日", moment.year(), moment.month(), moment.day()),
    }
}

fn clock_zh(moment: &DateTime<FixedOffset>) -> String {
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

fn day_en(moment: &DateTime<FixedOffset>, now: &DateTime<FixedOffset>) -> String {
    match days_before(moment, now) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        _ if moment.year() == now.year() => moment.format("on %-d %B").to_string(),
        _ => moment.format("on %-d %B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_on_the_halls_clock() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let now = at("2026-11-21T14:32:00+08:00");
        for (moment, zh, en) in [
            (
                "2026-11-21T10:00:00+08:00",
                "今天上午10点",
                "today at 10:00",
            ),
            (
                "2026-11-21T00:05:00+08:00",
                "今天凌晨0:05",
                "today at 00:05",
            ),
            (
                "2026-11-20T19:30:00+08:00",
                "昨天晚上7点半",
                "yesterday at 19:30",
            ),
            (
                "2026-11-19T12:00:00+08:00",
                "前天中午12点",
                "on 19 November at 12:00",
            ),
            (
                "2026-11-03T15:07:00+08:00",
                "11月3日下午3:07",
                "on 3 November at 15:07",
            ),
            (
                "2025-12-31T06:00:00+08:00",
                "2025年12月31日早上6点",
                "on 31 December 2025 at 06:00",
            ),
        ] {
            assert_eq!(said(at(moment), now, Language::Chinese), zh);
            assert_eq!(said(at(moment), now, Language::English), en);
        }
    }
}
