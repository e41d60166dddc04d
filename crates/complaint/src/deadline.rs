//! What is due when (domain §10). Hall norms and published rules are told apart; both run on the wall clock until a hall's calendar is known.

use crate::{Moment, PromiseNo, Step, Ticket};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What a deadline is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeadlineKind {
    /// First reply to the customer, 30 minutes.
    FirstReply,
    /// Answer to the customer, 24 hours.
    Answer,
    /// Fault repaired, 48 hours in towns (电信条例 art. 32).
    Repair,
    /// A promise.
    Promise {
        /// Which.
        no: PromiseNo,
    },
    /// Call-back, 24 hours after the last promise was kept.
    CallBack,
}

/// Whose rule a deadline is; hall norms are never shown as law (domain §17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Norm {
    /// A norm of the hall.
    Hall,
    /// 电信条例 art. 32.
    Law,
    /// The hall's own word to this customer.
    Promise,
}

/// One thing that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Deadline {
    /// What for.
    pub kind: DeadlineKind,
    /// Whose rule.
    pub norm: Norm,
    /// When.
    pub due: Moment,
    /// When it was met, if it was.
    pub met: Option<Moment>,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// 时限内.
    OnTime,
    /// 快到期: less than two hours, or a quarter of the time for short ones.
    DueSoon,
    /// 已超时.
    Overdue,
    /// 按时完成.
    Met,
    /// 超时完成.
    Missed,
}

impl Deadline {
    /// From when on it is due soon: two hours before, ten minutes for the first reply.
    #[must_use]
    pub fn warns_at(&self) -> Moment {
        let warning = match self.kind {
            DeadlineKind::FirstReply => TimeDelta::minutes(10),
            DeadlineKind::Answer
            | DeadlineKind::Repair
            | DeadlineKind::Promise { .. }
            | DeadlineKind::CallBack => TimeDelta::hours(2),
        };
        self.due - warning
    }

    /// How the clock stands at `now`.
    #[must_use]
    pub fn state(&self, now: Moment) -> ClockState {
        match self.met {
            Some(met) if met <= self.due => ClockState::Met,
            Some(_) => ClockState::Missed,
            None if now > self.due => ClockState::Overdue,
            None if now >= self.warns_at() => ClockState::DueSoon,
            None => ClockState::OnTime,
        }
    }
}

impl Ticket {
    /// Everything that is or was due on this ticket.
    #[must_use]
    pub fn deadlines(&self) -> Vec<Deadline> {
        let ended = self.end.as_ref().map(|end| end.at);
        let left = |step: Step| self.steps[usize::from(step.number() - 1)].left;
        let mut all = vec![
            Deadline {
                kind: DeadlineKind::FirstReply,
                norm: Norm::Hall,
                due: self.received + TimeDelta::minutes(30),
                met: left(Step::Listen).or(ended),
            },
            Deadline {
                kind: DeadlineKind::Answer,
                norm: Norm::Hall,
                due: self.received + TimeDelta::hours(24),
                met: left(Step::Ask).or(ended),
            },
        ];
        if self.intake.category.is_fault() {
            all.push(Deadline {
                kind: DeadlineKind::Repair,
                norm: Norm::Law,
                due: self.received + TimeDelta::hours(48),
                met: self.repaired_at().or(ended),
            });
        }
        all.extend(self.open_promises().map(|promise| Deadline {
            kind: DeadlineKind::Promise { no: promise.no },
            norm: Norm::Promise,
            due: promise.due,
            met: None,
        }));
        if let (None, Some(done)) = (ended, self.work_done_at()) {
            let called = self
                .call_backs
                .iter()
                .find(|call| call.round == self.round && call.opinion.is_some())
                .map(|call| call.at);
            all.push(Deadline {
                kind: DeadlineKind::CallBack,
                norm: Norm::Hall,
                due: done + TimeDelta::hours(24),
                met: called,
            });
        }
        all
    }

    /// The next thing that is due and not yet met.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        if self.has_ended() {
            return None;
        }
        self.deadlines()
            .into_iter()
            .filter(|deadline| deadline.met.is_none())
            .min_by_key(|deadline| deadline.due)
    }

    /// The fault counts as repaired when the first promise about it was kept.
    fn repaired_at(&self) -> Option<Moment> {
        self.promises
            .iter()
            .find_map(|promise| promise.state.kept_at())
    }

    /// When the last promise of the agreement was kept; `None` while any is open.
    fn work_done_at(&self) -> Option<Moment> {
        if self.step != Step::FollowUp
            || self.chosen().is_none()
            || self.open_promises().next().is_some()
        {
            return None;
        }
        self.promises
            .iter()
            .filter_map(|promise| promise.state.kept_at())
            .max()
            .or(self.agreed_at())
    }
}
