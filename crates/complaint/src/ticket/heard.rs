//! What the customer says once something was agreed: comes back, is called, asks for another round (domain §5, §12, §13).

use super::{End, Raised, Ticket, Visit};
use crate::{Entry, Moment, OfferState, Opinion, Solved, Step};

impl Ticket {
    pub(super) fn come_back(&mut self, entry: &Entry, words: &str, ended: Option<&End>) {
        self.visits.push(Visit {
            at: entry.at,
            by: entry.by.clone(),
            words: words.to_owned(),
            ended: ended.cloned(),
            answered: false,
            revision: self.revision,
        });
        self.end = None;
        if ended.is_some() {
            self.take_up(entry.at);
        }
        self.end_pause(entry.at);
        self.repeated(self.earlier.saturating_add(1));
    }

    pub(super) fn take_back_visit(&mut self) {
        if let Some(visit) = self.visits.pop() {
            if visit.ended.is_some() {
                self.unask(visit.at);
            }
            self.pause_on(visit.at);
            self.end = visit.ended;
            self.repeated(self.earlier.saturating_sub(1));
        }
    }

    pub(super) fn take_back_call(&mut self) {
        let Some(call) = self.call_backs.pop() else {
            return;
        };
        if call.opinion.is_some() {
            self.opinion = call.before;
            self.trust_repair(call.at);
            self.pause_on(call.at);
            self.unask(call.at);
            let waiting = self.visits.iter_mut().rev().take(usize::from(call.answers));
            waiting.for_each(|visit| visit.answered = false);
        }
        if call.emotion.is_some() {
            self.feelings.pop();
        }
    }

    /// The second contact is the alarm (domain §13), whether it came before the registration or after.
    fn repeated(&mut self, earlier: u16) {
        self.earlier = earlier;
        self.raised
            .retain(|raised| !matches!(raised, Raised::Repeated { .. }));
        if earlier > 0 {
            self.raised.insert(0, Raised::Repeated { earlier });
        }
    }

    pub(super) fn answer_visits(&mut self) {
        for visit in &mut self.visits {
            visit.answered = true;
        }
    }

    /// What the customer says of the outcome.
    pub(super) fn hear(&mut self, opinion: &Opinion, at: Moment) {
        self.opinion = Some(opinion.clone());
        self.answer_visits();
        self.weigh(opinion, at);
        self.end_pause(at);
        if opinion.solved == Solved::No {
            self.deny_repair(at);
        }
    }

    pub(super) fn open_round(&mut self, round: u16, at: Moment) {
        // Whoever says "solved, and not satisfied" does not say that the line is dead.
        let solved = |opinion: &Opinion| opinion.solved == Solved::Yes;
        if !self.opinion.as_ref().is_some_and(solved) {
            self.deny_repair(at);
        }
        self.answer_visits();
        self.ask_again(at);
        self.agreed = None;
        let earlier = self.round;
        for offer in self
            .offers
            .iter_mut()
            .filter(|offer| offer.round == earlier && offer.state == OfferState::Open)
        {
            offer.state = OfferState::Refused;
        }
        self.round = round;
        self.step = Step::Propose;
        self.single_offer = None;
        self.opinion = None;
        self.final_reply = None;
        self.final_reply_at = None;
        self.void_signatures();
    }
}
