//! How long the hall gives itself, and when its clocks run (domain §10). What a law gives is not in here: nobody edits it.

use crate::{Calendar, Counting, Grade};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// A norm of the hall.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// How long, in minutes of its clock.
    pub minutes: u32,
    /// When its clock runs.
    pub counting: Counting,
}

impl Term {
    /// Hours of a clock.
    const fn hours(hours: u32, counting: Counting) -> Self {
        Self {
            minutes: hours * 60,
            counting,
        }
    }

    /// How long.
    #[must_use]
    pub fn length(self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.minutes))
    }
}

/// The hall's norms; editable.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Norms {
    /// First reply to the customer.
    pub first_reply: Term,
    /// Answer to the customer.
    pub answer: Term,
    /// Answer in a complex case.
    pub complex: Term,
    /// Answer in a case that needs several units.
    pub special: Term,
    /// Answer where the complaint came from above, from an authority or in public; it never lengthens what the grade gives (domain §3).
    pub passed_down: Term,
    /// Call-back after solving.
    pub call_back: Term,
    /// Minutes before the due time at which the owner of a promise or work order is reminded; at most two, the earlier one first.
    pub reminders: Vec<u16>,
    /// Minutes before the due time at which a clock counts as due soon: the last warning.
    pub last_warning: u16,
}

impl Default for Norms {
    /// Domain §10. Half an hour while the hall is open; the answer in days on which it is.
    fn default() -> Self {
        let open_days = |hours| Term::hours(hours, Counting::OpenDays);
        Self {
            first_reply: Term {
                minutes: 30,
                counting: Counting::OpenHours,
            },
            answer: open_days(24),
            complex: open_days(48),
            special: open_days(72),
            passed_down: Term::hours(24, Counting::Wall),
            call_back: open_days(24),
            reminders: vec![24 * 60, 4 * 60],
            last_warning: 120,
        }
    }
}

impl Norms {
    /// How long the answer may take.
    #[must_use]
    pub const fn answer_to(&self, grade: Grade) -> Term {
        match grade {
            Grade::Ordinary => self.answer,
            Grade::Complex => self.complex,
            Grade::Special => self.special,
        }
    }
}

/// What a hall's clocks go by.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// When the hall is open.
    pub calendar: Calendar,
    /// How long it gives itself.
    pub norms: Norms,
}
