//! Waiting cases (待装): nothing can be done until something is there, a line resource above all. The customer agrees to wait, and is contacted at
//! agreed intervals without asking (domain §12). No published rule's clock stands still for it.

use crate::{Moment, StaffId};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Days between two contacts, at most: a month.
pub const WAITING_DAYS_MAX: u16 = 31;

/// What a customer who agreed to wait was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Waiting {
    /// What is waited for.
    pub what: String,
    /// Days between two contacts.
    pub every: u16,
    /// When the customer is contacted next.
    pub next: Moment,
    /// Until when at the latest; then there is an answer, whatever has come.
    pub until: Moment,
    /// Who contacts the customer.
    pub contact: String,
    /// When it was agreed.
    pub at: Moment,
    /// By whom it was entered.
    pub by: StaffId,
    /// The contacts since, attempts included.
    pub contacts: Vec<WaitingContact>,
    /// How it ended.
    pub end: Option<WaitingEnd>,
}

/// A contact with a customer who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WaitingContact {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The customer was reached.
    pub reached: bool,
    /// What was said; may be empty.
    pub note: String,
}

/// The end of waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WaitingEnd {
    /// When.
    pub at: Moment,
    /// By whom it was entered.
    pub by: StaffId,
    /// Why.
    pub why: WaitingOver,
    /// What else there is to say; may be empty.
    pub note: String,
}

/// Why somebody waits no longer.
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
pub enum WaitingOver {
    /// 资源已到位.
    Arrived,
    /// 客户不再等待: at any time, without a reason and at no cost.
    Withdrawn,
}

impl Waiting {
    /// Attempts since the customer was last reached.
    #[must_use]
    pub fn attempts(&self) -> u16 {
        let missed = self
            .contacts
            .iter()
            .rev()
            .take_while(|contact| !contact.reached);
        u16::try_from(missed.count()).unwrap_or(u16::MAX)
    }

    /// The contact after one at `now`: an interval later at the time of day that was agreed, and never after the latest day.
    #[must_use]
    pub fn after(&self, now: Moment) -> Moment {
        let interval = TimeDelta::days(i64::from(self.every.max(1)));
        let mut next = self.next + interval;
        while next <= now {
            next += interval;
        }
        if next > self.until && self.until > now {
            self.until
        } else {
            next
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting() -> Waiting {
        let at = |text: &str| text.parse().unwrap();
        Waiting {
            what: "分光器扩容".into(),
            every: 7,
            next: at("2026-11-28T02:00:00Z"),
            until: at("2026-12-20T02:00:00Z"),
            contact: "王敏".into(),
            at: at("2026-11-21T02:00:00Z"),
            by: "1024".to_owned().try_into().unwrap(),
            contacts: Vec::new(),
            end: None,
        }
    }

    #[test]
    fn contacts_move_on_by_the_interval_and_never_beyond_the_latest_day() {
        let waiting = waiting();
        let after = |text: &str| {
            let next = waiting.after(text.parse().unwrap());
            next.format("%m-%d %H").to_string()
        };
        // A contact made early moves on from the agreed day, one made late skips what has passed.
        assert_eq!(after("2026-11-27T09:00:00Z"), "12-05 02");
        assert_eq!(after("2026-11-28T03:00:00Z"), "12-05 02");
        assert_eq!(after("2026-12-06T03:00:00Z"), "12-12 02");
        assert_eq!(after("2026-12-14T03:00:00Z"), "12-19 02");
        assert_eq!(after("2026-12-19T03:00:00Z"), "12-20 02");
        assert_eq!(after("2026-12-21T03:00:00Z"), "12-26 02");
    }
}
