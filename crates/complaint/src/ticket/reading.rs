//! What can be read off a ticket.

use super::{EndKind, NextMove, Ticket, Visit};
use crate::{
    Approval, Authority, CallBack, Capacity, Demand, Escalation, EscalationState, Extension,
    ExtensionState, Grantor, Level, Manner, Moment, Offer, OfferNo, OfferState, Opinion, Party,
    Pause, Phone, Promise, PromiseNo, PromiseState, Referral, Remedy, Sensitive, Signature,
    StaffId, Step, Waiting, WorkOrder, WorkOrderNo, gate,
};

impl Ticket {
    /// The ticket for the screen: phone numbers masked, identity document left out (domain §18).
    #[must_use]
    pub fn with_numbers_hidden(&self) -> Ticket {
        let mut shown = self.clone();
        let complainant = &mut shown.intake.complainant;
        complainant.phone = complainant.phone.hidden();
        complainant.contact = complainant.contact.as_ref().map(Phone::hidden);
        if let Some(representative) = &mut complainant.representative {
            representative.phone = representative.phone.as_ref().map(Phone::hidden);
            representative.document.clear();
        }
        shown
    }

    /// Whether the ticket is closed or has otherwise ended.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.end.is_some()
    }

    /// In what capacity somebody is here of whom no manager has taken note yet. An end does not answer for it.
    #[must_use]
    pub fn unnoted(&self) -> Option<Capacity> {
        let waits = |visit: &&Sensitive| visit.noted.is_none();
        self.sensitive
            .as_ref()
            .filter(waits)
            .map(|visit| visit.capacity)
    }

    /// The kind of end.
    #[must_use]
    pub fn end_kind(&self) -> Option<EndKind> {
        self.end.as_ref().map(|end| end.kind)
    }

    /// An offer by its number.
    #[must_use]
    pub fn offer(&self, no: OfferNo) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.no == no)
    }

    /// The offers of this round that are or were on the table, withdrawn ones excepted.
    pub fn round_offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers
            .iter()
            .filter(|offer| offer.round == self.round && offer.state != OfferState::Withdrawn)
    }

    /// The offer the customer chose in this round.
    #[must_use]
    pub fn chosen(&self) -> Option<&Offer> {
        self.round_offers()
            .find(|offer| offer.state == OfferState::Chosen)
    }

    /// The demand of this round.
    #[must_use]
    pub fn demand(&self) -> Option<&Demand> {
        self.demands
            .iter()
            .find(|demand| demand.round == self.round)
    }

    /// A promise by its number.
    #[must_use]
    pub fn promise(&self, no: PromiseNo) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.no == no)
    }

    /// Promises still to be kept.
    pub fn open_promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises
            .iter()
            .filter(|promise| promise.state == PromiseState::Open)
    }

    /// A work order by its number.
    #[must_use]
    pub fn work_order(&self, no: WorkOrderNo) -> Option<&WorkOrder> {
        self.work_orders.iter().find(|order| order.no == no)
    }

    /// What units have not answered yet.
    pub fn open_work_orders(&self) -> impl Iterator<Item = &WorkOrder> {
        self.work_orders.iter().filter(|order| order.is_open())
    }

    /// The valid signature of a party, a reason for not signing included.
    #[must_use]
    pub fn signature(&self, party: Party) -> Option<&Signature> {
        self.signatures
            .iter()
            .rev()
            .find(|signature| signature.party == party && !signature.void)
    }

    /// The hand-over that is with a level above.
    #[must_use]
    pub fn open_escalation(&self) -> Option<&Escalation> {
        self.escalations
            .last()
            .filter(|escalation| escalation.is_open())
    }

    /// Whom the customer asks: whoever handed the matter up until the receiver has accepted it, afterwards the receiver (domain §11).
    #[must_use]
    pub fn contact(&self) -> &StaffId {
        match self.open_escalation() {
            Some(Escalation {
                state: EscalationState::Accepted { by, .. },
                ..
            })
            | Some(Escalation { by, .. }) => by,
            None => &self.holder,
        }
    }

    /// What came in from above, from an authority or in public and is not answered.
    pub fn open_referrals(&self) -> impl Iterator<Item = &Referral> {
        self.referrals.iter().filter(|it| it.answer.is_none())
    }

    /// The last decision of a level above.
    #[must_use]
    pub fn last_decision(&self) -> Option<&str> {
        self.escalations
            .iter()
            .rev()
            .find_map(|escalation| match &escalation.state {
                EscalationState::Decided { decision, .. } => Some(decision.as_str()),
                EscalationState::Waiting
                | EscalationState::Accepted { .. }
                | EscalationState::Returned { .. } => None,
            })
    }

    /// A decision of a level above the hall, by its place among the hand-overs, from 1.
    #[must_use]
    pub fn decision_above(&self, no: u16) -> Option<&Escalation> {
        let place = usize::from(no).checked_sub(1)?;
        let decided = |known: &&Escalation| matches!(known.state, EscalationState::Decided { .. });
        self.escalations
            .get(place)
            .filter(decided)
            .filter(|known| known.level >= Level::ComplaintCentre)
    }

    /// The place of the last of these.
    #[must_use]
    pub fn last_decision_above(&self) -> Option<u16> {
        let last = u16::try_from(self.escalations.len()).unwrap_or(u16::MAX);
        (1..=last)
            .rev()
            .find(|no| self.decision_above(*no).is_some())
    }

    /// The lowest level that may approve a remedy here. What is above the hall may be approved by any of its managers once a level above has
    /// decided; nobody may before.
    #[must_use]
    pub fn approver(&self, remedy: Option<&Remedy>, authority: &Authority) -> Grantor {
        let from = authority.approver(remedy);
        if from == Grantor::Above && self.last_decision_above().is_some() {
            Grantor::DutyManager
        } else {
            from
        }
    }

    /// Who may approve an offer by a table of limits, while it is not decided: the table may have changed since it was made.
    #[must_use]
    pub fn awaits(&self, offer: &Offer, authority: &Authority) -> Option<Grantor> {
        let wanting = !offer.approval.is_given();
        wanting.then(|| self.approver(offer.terms.remedy.as_ref(), authority))
    }

    /// The pause in which the hall's clocks stand still at `now`.
    #[must_use]
    pub fn pause_at(&self, now: Moment) -> Option<&Pause> {
        self.pauses
            .last()
            .filter(|pause| pause.resumed.is_none() && now < pause.until)
    }

    /// The extension that is asked for and not decided.
    #[must_use]
    pub fn wanted_extension(&self) -> Option<&Extension> {
        self.extensions
            .last()
            .filter(|extension| extension.state == ExtensionState::Requested)
    }

    /// When the last promise of the agreement was kept; `None` while any is open.
    #[must_use]
    pub fn work_done_at(&self) -> Option<Moment> {
        let chosen = self.chosen()?.no;
        // Agreed when the customer gave their word; with an incident that was when they were told, and it is entered later for all at once.
        let promised = self.promises.iter().rfind(|it| it.offer == Some(chosen));
        let agreed = promised.map(|it| it.made).or_else(|| self.agreed_at())?;
        let kept = self.promises.iter().filter_map(|it| it.state.kept_at());
        let open = self.open_promises().next().is_some();
        (!open).then(|| kept.fold(agreed, Moment::max))
    }

    /// When the customer was asked after the work. A call while something was still to be done does not count: "fine" is said soon (domain §12).
    #[must_use]
    pub fn called_back_at(&self) -> Option<Moment> {
        let done = self.work_done_at()?;
        let asked = |call: &&CallBack| {
            call.round == self.round && call.opinion.is_some() && call.at >= done
        };
        self.call_backs.iter().find(asked).map(|call| call.at)
    }

    /// Whether somebody still has to look after it: it is open, or the customer left, who is owed what was promised and asked for all the same.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.end_kind().is_none_or(|end| end == EndKind::BrokenOff)
    }

    /// Whether the customer was reached after the agreed work was done.
    #[must_use]
    pub fn was_called_back(&self) -> bool {
        self.called_back_at().is_some()
    }

    /// Since when the customer is to be called: they came back after an agreement and have heard nothing, or the work is done and nobody has
    /// asked them.
    #[must_use]
    pub fn call_back_wanted(&self) -> Option<Moment> {
        if self.has_ended() {
            return None;
        }
        let came = self.visits.last().filter(|visit| !visit.answered);
        let came = came.filter(|_| self.step == Step::FollowUp);
        let unasked = self.final_reply.is_none() && !self.was_called_back();
        came.map(|visit| visit.at)
            .or_else(|| self.work_done_at().filter(|_| unasked))
    }

    /// The agreement by which the customer waits.
    #[must_use]
    pub fn open_waiting(&self) -> Option<&Waiting> {
        self.waitings.last().filter(|waiting| waiting.end.is_none())
    }

    /// Attempts to call the customer back in this round since they were last reached.
    #[must_use]
    pub fn call_attempts(&self) -> u16 {
        let missed = self
            .call_backs
            .iter()
            .rev()
            .take_while(|call| call.round == self.round && call.opinion.is_none());
        u16::try_from(missed.count()).unwrap_or(u16::MAX)
    }

    /// Whether the slip of this round is signed by the customer, or why not is on the record.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.signature(Party::Customer).is_some()
    }

    /// Whether the customer really signed, on screen or on paper.
    #[must_use]
    pub fn customer_signed(&self) -> bool {
        self.signature(Party::Customer)
            .is_some_and(|s| !matches!(s.manner, Manner::NotSigned { .. }))
    }

    /// The moment at which an offer was chosen or the final reply given, as the slip's "settled at".
    #[must_use]
    pub fn agreed_at(&self) -> Option<Moment> {
        if self.chosen().is_some() || self.final_reply.is_some() {
            self.agreed
        } else {
            None
        }
    }

    /// Whether the customer came back and has neither chosen nor been asked, called or written to since.
    #[must_use]
    pub fn waits_for_answer(&self) -> bool {
        self.visits.last().is_some_and(|visit| !visit.answered)
    }

    /// The customer is not content with what was agreed, or came back after the ticket had ended.
    fn calls_for_another_round(&self) -> bool {
        let said_so = self
            .opinion
            .as_ref()
            .is_some_and(Opinion::calls_for_another_round);
        let taken_up = |visit: &Visit| !visit.answered && visit.ended.is_some();
        said_so && self.final_reply.is_none() || self.visits.last().is_some_and(taken_up)
    }

    /// A unit is asked, and until it answers the step has nothing that the counter could do: all facts are there and the cause is not, there is
    /// nothing to offer yet, or the customer has agreed and only what was asked of the unit is open.
    fn waits_for_unit(&self) -> bool {
        self.open_work_orders().next().is_some()
            && match self.step {
                Step::Listen | Step::Apologize | Step::Ask => false,
                Step::Gather => self.attribution.is_none() && gate(self, Step::Gather).is_empty(),
                Step::Propose => self.round_offers().next().is_none(),
                Step::FollowUp => true,
            }
    }

    /// What should be done next.
    #[must_use]
    pub fn next_move(&self) -> NextMove {
        if self.has_ended() {
            NextMove::Nothing
        } else if self.open_escalation().is_some() {
            NextMove::AwaitDecision
        } else if self.round_offers().any(|offer| {
            offer.state == OfferState::Open && matches!(offer.approval, Approval::Requested { .. })
        }) {
            NextMove::Approve
        } else if self.step < Step::FollowUp {
            if self.waits_for_unit() {
                NextMove::AwaitUnit
            } else {
                NextMove::Continue
            }
        } else if self.calls_for_another_round() {
            NextMove::OpenRound
        } else if self.agreed_at().is_none() {
            NextMove::Continue
        } else if !self.is_signed() {
            NextMove::Sign
        } else if self.open_promises().next().is_some() && self.waits_for_unit() {
            NextMove::AwaitUnit
        } else if self.open_promises().next().is_some() {
            NextMove::KeepPromise
        } else if self.call_back_wanted().is_some() {
            NextMove::CallBack
        } else if self.waits_for_unit() {
            NextMove::AwaitUnit
        } else if self.open_referrals().next().is_some() {
            NextMove::AnswerReferral
        } else if self.open_waiting().is_some() {
            NextMove::ContactWaiting
        } else {
            NextMove::Close
        }
    }
}
