//! What the customer is owed an answer to, and since when: the complaint, and each time it comes up again (domain §5, §10, §13).

use super::Ticket;
use crate::{Moment, Opinion};
use serde::{Deserialize, Serialize};

/// What is taken back within this time was not done, for the clocks.
const TAKEN_BACK_MINUTES: i64 = 10;

/// The customer asks, and hears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Asking {
    /// Since when.
    pub since: Moment,
    /// When it was agreed what is done, when the final reply was given, or when the customer was found content.
    pub answered: Option<Moment>,
    /// When a demand was declined meanwhile: an answer, and not the end of the matter.
    pub declined: Option<Moment>,
}

impl Asking {
    pub(super) const fn since(since: Moment) -> Self {
        Self {
            since,
            answered: None,
            declined: None,
        }
    }
}

impl Ticket {
    /// The answer that is owed, if any is.
    #[must_use]
    pub fn unanswered(&self) -> Option<&Asking> {
        self.asked.last().filter(|asking| asking.answered.is_none())
    }

    pub(super) fn agree(&mut self, at: Moment) {
        self.agreed = Some(at);
        self.answer(at);
    }

    /// What was agreed a moment ago was not; what stood for longer was an answer, and now there is another to give.
    pub(super) fn disagree(&mut self, at: Moment) {
        let agreed = self.agreed.take();
        match self.asked.last_mut() {
            Some(last) if last.answered == agreed && agreed.is_some_and(|was| just(was, at)) => {
                last.answered = None;
            }
            _ => self.ask_again(at),
        }
    }

    pub(super) fn decline(&mut self, at: Moment) {
        if let Some(last) = self.asked.last_mut() {
            last.declined.get_or_insert(at);
        }
    }

    /// Another answer is owed, unless one still is.
    pub(super) fn ask_again(&mut self, at: Moment) {
        if self.unanswered().is_none() {
            self.asked.push(Asking::since(at));
        }
    }

    /// What had ended is taken up: its answer has a clock of its own, whatever was left open.
    pub(super) fn take_up(&mut self, at: Moment) {
        self.asked.push(Asking::since(at));
    }

    /// What the customer says of the outcome asks for another answer, or is content with the one that was given.
    pub(super) fn weigh(&mut self, opinion: &Opinion, at: Moment) {
        if self.final_reply.is_none() && opinion.calls_for_another_round() {
            self.ask_again(at);
        } else if self.agreed_at().is_some() {
            self.answer(at);
        }
    }

    /// Nothing of the kind was said or done at that moment.
    pub(super) fn unask(&mut self, at: Moment) {
        if self.asked.len() > 1 && self.asked.last().is_some_and(|last| last.since == at) {
            self.asked.pop();
        } else if let Some(last) = self.asked.last_mut() {
            last.answered = last.answered.filter(|answered| *answered != at);
        }
    }

    /// Whoever is waited for is here: the pause that waits for them is over.
    pub(super) fn end_pause(&mut self, at: Moment) {
        let running = |pause: &&mut crate::Pause| pause.resumed.is_none() && at < pause.until;
        if let Some(pause) = self.pauses.last_mut().filter(running) {
            pause.resumed = Some(at);
        }
    }

    /// Nobody was here or reached at that moment.
    pub(super) fn pause_on(&mut self, at: Moment) {
        if let Some(pause) = self.pauses.last_mut() {
            pause.resumed = pause.resumed.filter(|resumed| *resumed != at);
        }
    }

    pub(super) fn reply(&mut self, at: Moment) {
        self.first_reply.get_or_insert(at);
    }

    pub(super) fn unreply(&mut self, at: Moment) {
        self.first_reply = self.first_reply.filter(|was| !just(*was, at));
    }

    fn answer(&mut self, at: Moment) {
        if let Some(last) = self.asked.last_mut() {
            last.answered.get_or_insert(at);
        }
    }
}

/// A clock that was set back takes nothing away.
fn just(was: Moment, at: Moment) -> bool {
    (at - was).num_minutes().abs() < TAKEN_BACK_MINUTES
}
