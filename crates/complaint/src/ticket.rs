//! The complaint ticket (投诉工单): the fold of its entries (domain §2).

use crate::{
    Approval, Attribution, CallBack, Check, Demand, DemandAnswer, Emotion, Entry, Escalation,
    EscalationState, Event, Facts, Feeling, Intake, Manner, Moment, Offer, OfferNo, OfferState,
    OfferTerms, Opinion, Party, Promise, PromiseNo, PromiseState, Signature, StaffId, Step,
    StepRecord, TicketId, TicketNumber,
};
use serde::{Deserialize, Serialize};

/// How a ticket ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct End {
    /// The kind of end.
    pub kind: EndKind,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The reason, where the end needs one.
    pub reason: Option<String>,
    /// The ticket that goes on, if merged.
    pub into: Option<TicketNumber>,
    /// The hall that goes on, if transferred.
    pub hall: Option<String>,
}

/// The kinds of end (domain §5).
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
pub enum EndKind {
    /// Settled by agreement.
    Settled,
    /// Closed with a final written reply.
    FinalReply,
    /// The customer left; may be taken up again.
    BrokenOff,
    /// Withdrawn by the customer.
    Withdrawn,
    /// Merged with another ticket.
    Merged,
    /// Transferred to another hall.
    Transferred,
}

/// Why a ticket stands above others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Raised {
    /// Contacts with the same number within 30 days.
    Repeated {
        /// How many complaints came before.
        earlier: u16,
    },
    /// A promise was broken.
    BrokenPromise {
        /// Which.
        promise: PromiseNo,
    },
    /// It came from above, from an authority or in public.
    Channel,
    /// By hand.
    ByHand {
        /// Why.
        reason: String,
    },
}

/// A note for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Note {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The note.
    pub text: String,
}

/// What should be done next: the queue's last column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NextMove {
    /// Go on with the step.
    Continue,
    /// An approval is wanted.
    Approve,
    /// A level above has the matter.
    AwaitDecision,
    /// A promise is to be kept.
    KeepPromise,
    /// The slip is to be signed.
    Sign,
    /// Call the customer back.
    CallBack,
    /// Another round is to begin.
    OpenRound,
    /// Close it.
    Close,
    /// Nothing: it has ended.
    Nothing,
}

/// A complaint ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Ticket {
    /// Identity.
    pub id: TicketId,
    /// Printed number.
    pub number: TicketNumber,
    /// Entries so far; the next one is based on this.
    pub revision: u32,
    /// When the complaint was received.
    pub received: Moment,
    /// 首问负责人: who registered it.
    pub first_responsible: StaffId,
    /// The head of the record.
    pub intake: Intake,
    /// Complaints from the same number in the 30 days before.
    pub earlier: u16,
    /// Why it stands above others; empty = it does not.
    pub raised: Vec<Raised>,
    /// Where the work stands.
    pub step: Step,
    /// What happened to each step, in order.
    pub steps: [StepRecord; 6],
    /// The round of proposing, from 1.
    pub round: u16,
    /// The customer's own words.
    pub statement: String,
    /// Words the customer repeats.
    pub key_words: Vec<String>,
    /// Feelings in the order in which they were noted; first = at the start, last = now.
    pub feelings: Vec<Feeling>,
    /// The apology as spoken.
    pub apology: Option<String>,
    /// The playbook wording it came from.
    pub apology_source: Option<String>,
    /// 5W1H.
    pub facts: Facts,
    /// Look-ups.
    pub checks: Vec<Check>,
    /// Cause and liability.
    pub attribution: Option<Attribution>,
    /// The read-back the customer confirmed; facts that change afterwards clear it.
    pub read_back: Option<String>,
    /// All offers of all rounds.
    pub offers: Vec<Offer>,
    /// Why there is only one offer in this round.
    pub single_offer: Option<String>,
    /// Demands, at most one per round.
    pub demands: Vec<Demand>,
    /// Hand-overs to a level above.
    pub escalations: Vec<Escalation>,
    /// The final written reply.
    pub final_reply: Option<String>,
    /// Promises.
    pub promises: Vec<Promise>,
    /// Call-backs, attempts included.
    pub call_backs: Vec<CallBack>,
    /// The customer's opinion of this round, from the counter or a call-back, whichever came last.
    pub opinion: Option<Opinion>,
    /// Signatures, void ones included.
    pub signatures: Vec<Signature>,
    /// Fingerprints of printed slips.
    pub slips: Vec<String>,
    /// Notes.
    pub notes: Vec<Note>,
    /// How it ended.
    pub end: Option<End>,
}

impl Ticket {
    /// Folds a ticket's whole record. `None` if it does not begin with a registration.
    #[must_use]
    pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Ticket> {
        let mut entries = entries.into_iter();
        let mut ticket = Ticket::begin(entries.next()?)?;
        entries.for_each(|entry| ticket.apply(entry));
        Some(ticket)
    }

    /// The ticket that a registration begins.
    #[must_use]
    pub fn begin(entry: &Entry) -> Option<Ticket> {
        let Event::Registered {
            id,
            number,
            intake,
            earlier,
        } = &entry.event
        else {
            return None;
        };
        let mut raised = Vec::new();
        if *earlier > 0 {
            raised.push(Raised::Repeated { earlier: *earlier });
        }
        if intake.channel.rank() > crate::Rank::Internal {
            raised.push(Raised::Channel);
        }
        let mut steps: [StepRecord; 6] = Default::default();
        steps[0].entered = Some(entry.at);
        Some(Ticket {
            id: *id,
            number: number.clone(),
            revision: 1,
            received: entry.at,
            first_responsible: entry.by.clone(),
            earlier: *earlier,
            raised,
            step: Step::Listen,
            steps,
            round: 1,
            statement: String::new(),
            key_words: Vec::new(),
            feelings: vec![Feeling {
                emotion: intake.emotion,
                strength: intake.strength,
                at: entry.at,
            }],
            apology: None,
            apology_source: None,
            facts: Facts {
                when: intake.when.clone(),
                occurred: intake.occurred,
                place: intake.area.clone(),
                what: intake.phenomenon.clone(),
                ..Facts::default()
            },
            checks: Vec::new(),
            attribution: None,
            read_back: None,
            offers: Vec::new(),
            single_offer: None,
            demands: Vec::new(),
            escalations: Vec::new(),
            final_reply: None,
            promises: Vec::new(),
            call_backs: Vec::new(),
            opinion: None,
            signatures: Vec::new(),
            slips: Vec::new(),
            notes: Vec::new(),
            end: None,
            intake: intake.clone(),
        })
    }

    /// Takes one more entry into account.
    pub fn apply(&mut self, entry: &Entry) {
        self.revision += 1;
        let at = entry.at;
        match &entry.event {
            Event::Registered { .. } => {}
            Event::IntakeAmended { intake } => self.intake = intake.clone(),
            Event::StatementRecorded {
                statement,
                key_words,
                emotion,
                strength,
            } => {
                self.statement.clone_from(statement);
                self.key_words.clone_from(key_words);
                self.feel(*emotion, *strength, at);
            }
            Event::Apologized { wording, source } => {
                self.apology = Some(wording.clone());
                self.apology_source.clone_from(source);
            }
            Event::FactsRecorded { facts } => {
                if self.facts != *facts {
                    self.read_back = None;
                }
                self.facts = facts.clone();
            }
            Event::CheckRecorded { check } => match self
                .checks
                .iter_mut()
                .find(|known| known.question == check.question)
            {
                Some(known) => known.finding.clone_from(&check.finding),
                None => self.checks.push(check.clone()),
            },
            Event::CheckRemoved { question } => {
                self.checks.retain(|check| check.question != *question)
            }
            Event::Attributed { attribution } => self.attribution = Some(attribution.clone()),
            Event::ReadBackConfirmed { text } => self.read_back = Some(text.clone()),
            Event::OfferProposed { offer } => self.offers.push(offer.clone()),
            Event::OfferRevised {
                offer,
                terms,
                approval,
            } => self.revise_offer(*offer, terms, approval),
            Event::OfferWithdrawn { offer } => self.set_offer(*offer, OfferState::Withdrawn),
            Event::OfferRestored { offer } => self.set_offer(*offer, OfferState::Open),
            Event::ApprovalChanged { offer, approval } => self.set_approval(*offer, approval),
            Event::SingleOfferJustified { reason } => self.single_offer = Some(reason.clone()),
            Event::OfferChosen { offer } => self.settle_round(Some(*offer)),
            Event::ChoiceTakenBack { .. } => self.settle_round(None),
            Event::DemandRecorded { demand } => {
                self.demands.retain(|known| known.round != demand.round);
                self.demands.push(demand.clone());
            }
            Event::DemandAnswered { answer } => self.answer_demand(answer),
            Event::Escalated { escalation } => self.escalations.push(escalation.clone()),
            Event::EscalationMoved { escalation } => {
                if let Some(last) = self.escalations.last_mut() {
                    *last = escalation.clone();
                }
            }
            Event::FinalReplyGiven { text } => {
                self.final_reply = Some(text.clone());
                self.void_signatures();
            }
            Event::PromiseMade { promise } => self.promises.push(promise.clone()),
            Event::PromiseMoved { promise } => self.move_promise(promise),
            Event::CalledBack { call } => {
                if let Some(opinion) = &call.opinion {
                    self.opinion = Some(opinion.clone());
                }
                if let Some(emotion) = call.emotion {
                    self.feel(emotion, 1, at);
                }
                self.call_backs.push(call.clone());
            }
            Event::OpinionGiven { opinion, emotion } => {
                self.opinion = Some(opinion.clone());
                if let Some(emotion) = emotion {
                    self.feel(*emotion, 1, at);
                }
            }
            Event::Signed { signature } => {
                self.signatures
                    .retain(|known| known.void || known.party != signature.party);
                self.signatures.push(signature.clone());
            }
            Event::SlipPrinted { fingerprint } => self.slips.push(fingerprint.clone()),
            Event::StepLeft { step, overridden } => self.leave(*step, overridden.as_ref(), at),
            Event::WentBack { to } => self.step = *to,
            Event::RoundOpened { round, .. } => self.open_round(*round),
            Event::Noted { text } => self.notes.push(Note {
                at,
                by: entry.by.clone(),
                text: text.clone(),
            }),
            Event::Ended { end } => self.end = Some(end.clone()),
            Event::Reopened { .. } => self.end = None,
            Event::Raised { reason } => self.raised.push(Raised::ByHand {
                reason: reason.clone(),
            }),
        }
    }

    fn revise_offer(&mut self, no: OfferNo, terms: &OfferTerms, approval: &Approval) {
        if let Some(known) = self.offer_mut(no) {
            known.terms = terms.clone();
            known.approval = approval.clone();
        }
    }

    fn set_approval(&mut self, no: OfferNo, approval: &Approval) {
        if let Some(known) = self.offer_mut(no) {
            known.approval = approval.clone();
        }
    }

    fn answer_demand(&mut self, answer: &DemandAnswer) {
        let round = self.round;
        if let Some(demand) = self.demands.iter_mut().find(|demand| demand.round == round) {
            demand.answer = Some(answer.clone());
        }
    }

    fn feel(&mut self, emotion: Emotion, strength: u8, at: Moment) {
        self.feelings.push(Feeling {
            emotion,
            strength,
            at,
        });
    }

    fn offer_mut(&mut self, no: OfferNo) -> Option<&mut Offer> {
        self.offers.iter_mut().find(|offer| offer.no == no)
    }

    fn set_offer(&mut self, no: OfferNo, state: OfferState) {
        if let Some(offer) = self.offer_mut(no) {
            offer.state = state;
        }
    }

    /// Marks this round's offers: the chosen one, the others refused; with none chosen all are on the table again.
    fn settle_round(&mut self, chosen: Option<OfferNo>) {
        let round = self.round;
        for offer in self
            .offers
            .iter_mut()
            .filter(|offer| offer.round == round && offer.state != OfferState::Withdrawn)
        {
            offer.state = match chosen {
                Some(no) if no == offer.no => OfferState::Chosen,
                Some(_) => OfferState::Refused,
                None => OfferState::Open,
            };
        }
        self.void_signatures();
    }

    fn void_signatures(&mut self) {
        for signature in &mut self.signatures {
            signature.void = true;
        }
    }

    fn move_promise(&mut self, promise: &Promise) {
        let no = promise.no;
        self.raised
            .retain(|raised| *raised != Raised::BrokenPromise { promise: no });
        if matches!(promise.state, PromiseState::Broken { .. }) {
            self.raised.push(Raised::BrokenPromise { promise: no });
        }
        if let Some(known) = self.promises.iter_mut().find(|known| known.no == no) {
            *known = promise.clone();
        }
    }

    fn leave(&mut self, step: Step, overridden: Option<&String>, at: Moment) {
        let record = &mut self.steps[usize::from(step.number() - 1)];
        record.left = Some(at);
        record.overridden = overridden.cloned();
        if let Some(next) = step.next() {
            self.step = next;
            self.steps[usize::from(next.number() - 1)]
                .entered
                .get_or_insert(at);
        }
    }

    fn open_round(&mut self, round: u16) {
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
        self.void_signatures();
    }
}

/// What can be read off a ticket.
impl Ticket {
    /// Whether the ticket is closed or has otherwise ended.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.end.is_some()
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

    /// Whether the customer was reached after this round's agreement.
    #[must_use]
    pub fn was_called_back(&self) -> bool {
        self.call_backs
            .iter()
            .any(|call| call.round == self.round && call.opinion.is_some())
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

    /// The moment at which an offer was chosen or the final reply given, as the slip's "settled at": when step 5 was left last.
    #[must_use]
    pub fn agreed_at(&self) -> Option<Moment> {
        if self.chosen().is_some() || self.final_reply.is_some() {
            self.steps[4].left
        } else {
            None
        }
    }

    /// What should be done next.
    #[must_use]
    pub fn next_move(&self) -> NextMove {
        if self.has_ended() {
            NextMove::Nothing
        } else if self.open_escalation().is_some() {
            NextMove::AwaitDecision
        } else if self
            .round_offers()
            .any(|offer| matches!(offer.approval, Approval::Requested { .. }))
        {
            NextMove::Approve
        } else if self.step < Step::FollowUp {
            NextMove::Continue
        } else if self
            .opinion
            .as_ref()
            .is_some_and(Opinion::calls_for_another_round)
            && self.final_reply.is_none()
        {
            NextMove::OpenRound
        } else if !self.is_signed() {
            NextMove::Sign
        } else if self.open_promises().next().is_some() {
            NextMove::KeepPromise
        } else if !self.was_called_back() && self.final_reply.is_none() {
            NextMove::CallBack
        } else {
            NextMove::Close
        }
    }
}
