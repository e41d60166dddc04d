//! When somebody is reminded of what is due (domain §10): ahead of a promise or a unit's reply as often as the hall says, with a last warning before any
//! other deadline, and when a due time has passed.

use crate::{Deadline, DeadlineKind, Moment, Norm, Ticket, TicketId, Timing};
use chrono::TimeDelta;
use serde::Serialize;
use std::collections::HashSet;

/// At which point of a clock somebody is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// A promise or a unit's reply comes due.
    Ahead,
    /// The last warning.
    LastWarning,
    /// The due time has passed.
    Passed,
}

/// A reminder of one thing that is due and not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
pub struct Reminder {
    /// On which ticket.
    pub ticket: TicketId,
    /// What is due.
    pub kind: DeadlineKind,
    /// Whose rule.
    pub norm: Norm,
    /// At which point.
    pub point: Point,
    /// When it is told.
    pub at: Moment,
    /// When the thing is due.
    pub due: Moment,
}

impl Ticket {
    /// The reminders of what is not met that lie after `since` and not after `now`. One that would lie before its clock began is none: who has
    /// just promised something for this afternoon needs no word that it is due tomorrow at this time.
    #[must_use]
    pub fn reminders(&self, timing: &Timing, since: Moment, now: Moment) -> Vec<Reminder> {
        self.open_deadlines(timing)
            .flat_map(|deadline| self.points(timing, &deadline))
            .filter(|reminder| since < reminder.at && reminder.at <= now)
            .collect()
    }

    fn points(&self, timing: &Timing, deadline: &Deadline) -> Vec<Reminder> {
        let Deadline {
            kind,
            norm,
            warn,
            due,
            ..
        } = *deadline;
        let (point, ahead) = match kind {
            DeadlineKind::Promise { .. }
            | DeadlineKind::WorkOrder { .. }
            | DeadlineKind::Escalation => {
                let before = |minutes: &u16| due - TimeDelta::minutes(i64::from(*minutes));
                let all = timing.norms.reminders.iter().map(before).collect();
                (Point::Ahead, all)
            }
            DeadlineKind::FirstReply
            | DeadlineKind::Answer
            | DeadlineKind::Repair
            | DeadlineKind::Appeal
            | DeadlineKind::Referral { .. }
            | DeadlineKind::Waiting
            | DeadlineKind::CallBack => (Point::LastWarning, vec![warn]),
        };
        let began = self.began(kind);
        ahead
            .into_iter()
            .filter(|at| *at > began)
            .map(|at| (point, at))
            .chain([(Point::Passed, due)])
            .map(|(point, at)| Reminder {
                ticket: self.id,
                kind,
                norm,
                point,
                at,
                due,
            })
            .collect()
    }

    /// Since when a thing is due at all.
    fn began(&self, kind: DeadlineKind) -> Moment {
        let made = match kind {
            DeadlineKind::Promise { no } => self
                .promises
                .iter()
                .find(|promise| promise.no == no)
                .map(|promise| promise.made),
            DeadlineKind::WorkOrder { no } => self
                .work_orders
                .iter()
                .find(|order| order.no == no)
                .map(|order| order.at),
            DeadlineKind::Referral { no } => self
                .referrals
                .iter()
                .find(|referral| referral.no == no)
                .map(|referral| referral.at),
            DeadlineKind::Waiting => self.open_waiting().map(|waiting| waiting.at),
            DeadlineKind::Escalation => self.open_escalation().map(|escalation| escalation.at),
            DeadlineKind::Answer => self.asked.last().map(|asking| asking.since),
            DeadlineKind::CallBack => self.call_back_wanted(),
            DeadlineKind::FirstReply | DeadlineKind::Repair | DeadlineKind::Appeal => None,
        };
        made.unwrap_or(self.received)
    }
}

/// What one person was reminded of. Each reminder is told once, also when the clock was set back, and none is lost when the computer slept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    since: Moment,
    told: HashSet<Reminder>,
}

impl Watch {
    /// Begins to watch: what lies before is no news.
    #[must_use]
    pub fn since(now: Moment) -> Self {
        Self {
            since: now,
            told: HashSet::new(),
        }
    }

    /// From when on reminders are told, at `now`. A clock that was set back takes it along, or what is then promised for the hours in between
    /// would never be told.
    pub fn begins(&mut self, now: Moment) -> Moment {
        self.since = self.since.min(now);
        self.since
    }

    /// Of the reminders since the beginning those that were not told yet; they now are.
    pub fn tell(&mut self, all: impl IntoIterator<Item = Reminder>) -> Vec<Reminder> {
        let mut fresh: Vec<_> = all
            .into_iter()
            .filter(|reminder| self.told.insert(*reminder))
            .collect();
        fresh.sort_by_key(|reminder| reminder.at);
        fresh
    }
}

#[cfg(test)]
mod tests;
