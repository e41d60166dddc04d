//! Times of a day by the hall's clock, and stretches between them.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

const DAY: u16 = 24 * 60;

/// A time of a day to the minute, 00:00 to 24:00, which is the day's end.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(try_from = "String", into = "String")]
#[specta(transparent)]
pub struct TimeOfDay(#[specta(type = String)] u16);

/// No time of a day: not `HH:MM`, or after 24:00.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no time of a day: {0}")]
pub struct BadTimeOfDay(pub String);

impl TimeOfDay {
    /// From minutes after midnight.
    #[must_use]
    pub const fn minutes(minutes: u16) -> Option<Self> {
        if minutes <= DAY {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// How long after midnight.
    #[must_use]
    pub fn since_midnight(self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.0))
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = BadTimeOfDay;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parse = || {
            let (hour, minute) = text.split_once(':')?;
            let digits = |text: &str| {
                let all_digits = text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit());
                all_digits.then(|| text.parse::<u16>().ok()).flatten()
            };
            let minute = digits(minute).filter(|minute| *minute < 60)?;
            Self::minutes(digits(hour)? * 60 + minute)
        };
        parse().ok_or_else(|| BadTimeOfDay(text.clone()))
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        format!("{:02}:{:02}", time.0 / 60, time.0 % 60)
    }
}

impl schemars::JsonSchema for TimeOfDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeOfDay".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$" })
    }
}

/// A stretch of a day in which the hall is open.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct OpenFrom {
    /// From.
    pub open: TimeOfDay,
    /// Until.
    pub close: TimeOfDay,
}

impl OpenFrom {
    /// From midnight to midnight.
    pub(super) const ALL_DAY: Self = Self {
        open: TimeOfDay(0),
        close: TimeOfDay(DAY),
    };

    /// Between two times, in minutes after midnight.
    pub(super) const fn between(open: u16, close: u16) -> Self {
        Self {
            open: TimeOfDay(open),
            close: TimeOfDay(close),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_written() {
        for text in ["00:00", "08:30", "23:59", "24:00"] {
            let time = TimeOfDay::try_from(text.to_owned()).unwrap();
            assert_eq!(String::from(time), text);
        }
        for text in [
            "",
            "8:30",
            "08:60",
            "24:01",
            "99:00",
            "+8:30",
            "08:30:00",
            "０８:30",
        ] {
            assert!(TimeOfDay::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
