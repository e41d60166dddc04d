//! What is due when (domain §10): norms of the hall run on its calendar and stand still in pauses, what a law gives and what was promised
//! runs on the wall. Each says whose rule it is.

use crate::{
    Asking, ContactDue, ContactWhy, Counting, EndKind, Extension, Moment, PromiseNo, Rank, Term,
    Ticket, Timing, WorkOrderNo,
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// What a deadline is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeadlineKind {
    /// First reply to the customer.
    FirstReply,
    /// Answer to the customer.
    Answer,
    /// Fault repaired, 48 hours in towns, 72 in the country (电信条例 art. 32).
    Repair,
    /// Answer within 15 days; afterwards the customer may appeal (电信用户申诉处理办法 art. 10).
    Appeal,
    /// A promise.
    Promise {
        /// Which.
        no: PromiseNo,
    },
    /// A unit's reply to a work order, by the time that the hall set.
    WorkOrder {
        /// Which.
        no: WorkOrderNo,
    },
    /// Call-back after the last promise was kept.
    CallBack,
    /// Contact with a customer who waits, as agreed.
    Waiting,
    /// Decision of the level to which the matter was handed up.
    Escalation,
    /// Answer to what came in from above, from an authority or in public.
    Referral {
        /// Which.
        no: u16,
    },
}

/// Whose rule a deadline is; hall norms are never shown as law (domain §17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Norm {
    /// A norm of the hall.
    Hall,
    /// 电信条例, by article.
    Law,
    /// 电信用户申诉处理办法 (order 35).
    Order,
    /// The hall's own word to this customer.
    Promise,
    /// What the level above or the authority asks that sent the matter.
    Referral,
}

/// One thing that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Deadline {
    /// What for.
    pub kind: DeadlineKind,
    /// Whose rule.
    pub norm: Norm,
    /// When its clock runs.
    pub counting: Counting,
    /// From when on it is due soon.
    pub warn: Moment,
    /// When.
    pub due: Moment,
    /// When it was met, if it was.
    pub met: Option<Moment>,
    /// The last pause of its clock.
    pub pause: Option<Standstill>,
}

/// A clock stood or stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Standstill {
    /// Since when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// 时限内.
    OnTime,
    /// 快到期.
    DueSoon,
    /// 已超时.
    Overdue,
    /// 已暂停.
    Paused,
    /// 按时完成.
    Met,
    /// 超时完成.
    Missed,
}

/// The first reply warns this long before it is due, whatever the hall's last warning is.
const FIRST_REPLY_WARNS: TimeDelta = TimeDelta::minutes(10);
/// 电信条例 art. 32.
const REPAIR_IN_TOWN: TimeDelta = TimeDelta::hours(48);
const REPAIR_IN_COUNTRY: TimeDelta = TimeDelta::hours(72);
/// 电信用户申诉处理办法 art. 10.
const APPEAL: TimeDelta = TimeDelta::days(15);

impl Deadline {
    /// How the clock stands at `now`.
    #[must_use]
    pub fn state(&self, now: Moment) -> ClockState {
        match self.met {
            Some(met) if met <= self.due => ClockState::Met,
            Some(_) => ClockState::Missed,
            None if now > self.due => ClockState::Overdue,
            None if self.stands_still(now) => ClockState::Paused,
            None if now >= self.warn => ClockState::DueSoon,
            None => ClockState::OnTime,
        }
    }

    fn stands_still(&self, now: Moment) -> bool {
        self.pause
            .is_some_and(|pause| pause.from <= now && now < pause.until)
    }
}

/// A ticket's clocks, as one hall counts.
struct Clocks<'a> {
    ticket: &'a Ticket,
    timing: &'a Timing,
}

impl Clocks<'_> {
    /// A norm of the hall, from a moment on.
    fn hall(
        &self,
        kind: DeadlineKind,
        term: Term,
        from: Moment,
        more: TimeDelta,
        met: Option<Moment>,
    ) -> Deadline {
        let pauses: Vec<_> = self
            .ticket
            .pauses
            .iter()
            .map(super::Pause::stretch)
            .collect();
        let length = term.length() + more;
        let warning = match kind {
            DeadlineKind::FirstReply => FIRST_REPLY_WARNS,
            DeadlineKind::Answer
            | DeadlineKind::Repair
            | DeadlineKind::Appeal
            | DeadlineKind::Promise { .. }
            | DeadlineKind::WorkOrder { .. }
            | DeadlineKind::CallBack
            | DeadlineKind::Waiting
            | DeadlineKind::Escalation
            | DeadlineKind::Referral { .. } => self.last_warning(),
        };
        let after = |length: TimeDelta| {
            let length = length.max(TimeDelta::zero());
            self.timing
                .calendar
                .after(term.counting, from, length, &pauses)
        };
        Deadline {
            kind,
            norm: Norm::Hall,
            counting: term.counting,
            warn: after(length - warning),
            due: after(length),
            met,
            pause: pauses.last().map(|(from, until)| Standstill {
                from: *from,
                until: *until,
            }),
        }
    }

    /// The answers, by how hard the case is; earlier where the channel stands high (domain §3). What was left unanswered when the ticket ended and
    /// was taken up again is owed by the later clock.
    fn answers(&self, ended: Option<Moment>) -> impl Iterator<Item = Deadline> {
        let asked = &self.ticket.asked;
        asked.iter().enumerate().filter_map(move |(place, asking)| {
            let next = asked.get(place + 1).map(|next| next.since);
            let met = asking.answered.or(ended);
            (next.is_none() || asking.answered.is_some())
                .then(|| self.answer(asking, place == 0, next, met))
        })
    }

    fn answer(
        &self,
        asking: &Asking,
        first: bool,
        next: Option<Moment>,
        met: Option<Moment>,
    ) -> Deadline {
        let ticket = self.ticket;
        let given = ticket.extensions.iter().filter(|it| it.is_granted());
        let given = given
            .filter(|it| first || asking.since <= it.at)
            .filter(|it| next.is_none_or(|next| it.at < next));
        let more_after = |more: TimeDelta, extension: &Extension| {
            // Asked for when it was due already, it makes nothing punctual.
            if extension.at > self.answer_within(asking, more, met).due {
                more
            } else {
                more + TimeDelta::hours(i64::from(extension.hours))
            }
        };
        let more = given.fold(TimeDelta::zero(), more_after);
        self.answer_within(asking, more, met)
    }

    fn answer_within(&self, asking: &Asking, more: TimeDelta, met: Option<Moment>) -> Deadline {
        let (ticket, norms) = (self.ticket, &self.timing.norms);
        let within = |term| self.hall(DeadlineKind::Answer, term, asking.since, more, met);
        let graded = within(norms.answer_to(ticket.grade));
        if ticket.intake.channel.rank() == Rank::Internal {
            return graded;
        }
        let passed_down = within(norms.passed_down);
        if passed_down.due < graded.due {
            passed_down
        } else {
            graded
        }
    }

    /// What nobody can pause.
    fn wall(&self, kind: DeadlineKind, norm: Norm, due: Moment, met: Option<Moment>) -> Deadline {
        Deadline {
            kind,
            norm,
            counting: Counting::Wall,
            warn: due - self.last_warning(),
            due,
            met,
            pause: None,
        }
    }

    fn last_warning(&self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.timing.norms.last_warning))
    }
}

impl Ticket {
    /// Everything that is or was due on this ticket.
    #[must_use]
    pub fn deadlines(&self, timing: &Timing) -> Vec<Deadline> {
        let clocks = Clocks {
            ticket: self,
            timing,
        };
        let norms = &timing.norms;
        let none = TimeDelta::zero();
        let ended = self.end.as_ref().map(|end| end.at);
        let mut all = vec![clocks.hall(
            DeadlineKind::FirstReply,
            norms.first_reply,
            self.received,
            none,
            self.first_reply.or(ended),
        )];
        all.extend(clocks.answers(ended));
        if self.intake.category.is_fault() {
            all.extend(self.repair_due().map(|(due, repaired)| {
                clocks.wall(DeadlineKind::Repair, Norm::Law, due, repaired)
            }));
        }
        let appeal = self.received + APPEAL;
        let replied = self.asked.iter();
        let replied = replied.filter_map(|asking| asking.declined.or(asking.answered));
        let replied = replied.min().or(ended);
        all.push(clocks.wall(DeadlineKind::Appeal, Norm::Order, appeal, replied));
        all.extend(self.open_promises().map(|promise| {
            let kind = DeadlineKind::Promise { no: promise.no };
            clocks.wall(kind, Norm::Promise, promise.due, None)
        }));
        // The customer's silence does not excuse a unit: no pause moves this one.
        all.extend(self.open_work_orders().map(|order| {
            let kind = DeadlineKind::WorkOrder { no: order.no };
            clocks.wall(kind, Norm::Hall, order.due(), None)
        }));
        all.extend(self.referrals.iter().map(|referral| {
            let kind = DeadlineKind::Referral { no: referral.no };
            let answered = referral.answer.as_ref().map(|answer| answer.at);
            clocks.wall(kind, Norm::Referral, referral.due, answered)
        }));
        all.extend(self.escalations.iter().map(|escalation| {
            let (kind, due) = (DeadlineKind::Escalation, escalation.due);
            clocks.wall(kind, Norm::Hall, due, escalation.state.over_at())
        }));
        let called = self
            .call_back_wanted()
            .map(|since| (since, None))
            .or_else(|| self.work_done_at().zip(self.called_back_at().map(Some)));
        if let (None, Some((since, called))) = (ended, called) {
            let kind = DeadlineKind::CallBack;
            all.push(clocks.hall(kind, norms.call_back, since, none, called));
        }
        if let Some(waiting) = self.open_waiting() {
            let due = waiting.next.min(waiting.until);
            all.push(clocks.wall(DeadlineKind::Waiting, Norm::Promise, due, None));
        }
        all
    }

    /// The contacts that are due without the customer's asking: the call-back once the work is done or the customer has come back, and those that
    /// were agreed with a customer who waits.
    #[must_use]
    pub fn contacts_due(&self, timing: &Timing) -> Vec<ContactDue> {
        let mut all = Vec::new();
        if let Some(due) = self.call_back_due(timing) {
            let attempts = self.call_attempts();
            let last = self.call_backs.last().filter(|_| attempts > 0);
            all.push(ContactDue {
                why: ContactWhy::CallBack,
                at: last.and_then(|call| call.next).unwrap_or(due),
                due,
                attempts,
            });
        }
        if let Some(waiting) = self.open_waiting() {
            let due = waiting.next.min(waiting.until);
            all.push(ContactDue {
                why: ContactWhy::Waiting,
                at: due,
                due,
                attempts: waiting.attempts(),
            });
        }
        all
    }

    fn call_back_due(&self, timing: &Timing) -> Option<Moment> {
        let from = self.call_back_wanted()?;
        let clocks = Clocks {
            ticket: self,
            timing,
        };
        let norm = timing.norms.call_back;
        let none = TimeDelta::zero();
        Some(
            clocks
                .hall(DeadlineKind::CallBack, norm, from, none, None)
                .due,
        )
    }

    /// What is due and not met, on a ticket that somebody still has to look after.
    pub fn open_deadlines(&self, timing: &Timing) -> impl Iterator<Item = Deadline> {
        let all = if self.is_alive() {
            self.deadlines(timing)
        } else {
            Vec::new()
        };
        all.into_iter().filter(|deadline| deadline.met.is_none())
    }

    /// The next thing that is due and not yet met.
    #[must_use]
    pub fn next_deadline(&self, timing: &Timing) -> Option<Deadline> {
        self.open_deadlines(timing)
            .min_by_key(|deadline| deadline.due)
    }

    /// When the fault is to be repaired, and when it was. An agreement that was carried out and asked about settles it where nobody entered the
    /// repair; no other end does. What goes on elsewhere or was given up in time is not due here any longer; a visit that was broken off leaves
    /// the line as dead as it was.
    fn repair_due(&self) -> Option<(Moment, Option<Moment>)> {
        let due = self.received
            + if self.intake.rural {
                REPAIR_IN_COUNTRY
            } else {
                REPAIR_IN_TOWN
            };
        let repaired = self.stands_repaired().map(|repair| repair.restored);
        let Some(end) = self.end.as_ref().filter(|_| repaired.is_none()) else {
            return Some((due, repaired));
        };
        match end.kind {
            EndKind::Settled => Some((due, Some(end.at))),
            EndKind::BrokenOff => Some((due, None)),
            EndKind::FinalReply | EndKind::Withdrawn | EndKind::Merged | EndKind::Transferred => {
                (due < end.at).then_some((due, None))
            }
        }
    }
}
