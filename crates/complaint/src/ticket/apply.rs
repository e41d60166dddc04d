//! Building a ticket from its record.

use super::{Asking, Note, Raised, Ticket};
use crate::{
    Approval, DemandAnswer, Emotion, Entry, Event, Evidence, Facts, Feeling, Grade, Informing,
    LeftIncident, Moment, Noted, Offer, OfferNo, OfferState, OfferTerms, Promise, PromiseState,
    Sensitive, Step, StepRecord, TicketIncident, WorkOrder, WorkOrderNo,
};

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
            asked: vec![Asking::since(entry.at)],
            first_reply: None,
            agreed: None,
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
            evidence: Vec::new(),
            authorisation: None,
            attribution: None,
            read_back: None,
            offers: Vec::new(),
            single_offer: None,
            demands: Vec::new(),
            escalations: Vec::new(),
            referrals: Vec::new(),
            final_reply: None,
            final_reply_at: None,
            promises: Vec::new(),
            call_backs: Vec::new(),
            repair: None,
            waitings: Vec::new(),
            opinion: None,
            signatures: Vec::new(),
            slips: Vec::new(),
            said: vec![],
            grade: Grade::default(),
            pauses: Vec::new(),
            extensions: Vec::new(),
            work_orders: Vec::new(),
            incident: None,
            left_incident: None,
            notes: Vec::new(),
            visits: Vec::new(),
            sensitive: None,
            follows: None,
            holder: entry.by.clone(),
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
            Event::IntakeAmended { intake } => {
                self.void_if(self.intake != *intake);
                self.intake = intake.clone();
            }
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
                self.void_if(self.facts != *facts);
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
                Some(known) => known.clone_from(check),
                None => self.checks.push(check.clone()),
            },
            Event::CheckRemoved { question } => {
                self.checks.retain(|check| check.question != *question)
            }
            Event::EvidenceAttached { file, shows } => self.evidence.push(Evidence {
                file: file.clone(),
                at,
                by: entry.by.clone(),
                shows: shows.clone(),
            }),
            Event::EvidenceRelated { file, shows } => {
                let mut files = self.evidence.iter_mut();
                if let Some(known) = files.find(|known| known.file.id == file.id) {
                    known.shows.clone_from(shows);
                }
            }
            Event::AuthorisationMarked { file } => {
                self.authorisation = file.as_ref().map(|file| file.id);
            }
            Event::EvidenceRemoved { file } => {
                self.authorisation = self.authorisation.filter(|id| *id != file.id);
                self.evidence.retain(|known| known.file.id != file.id)
            }
            Event::Attributed { attribution } => {
                self.void_if(self.attribution.as_ref() != Some(attribution));
                self.attribution = Some(attribution.clone());
            }
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
            Event::OfferChosen { offer } => {
                self.settle_round(Some(*offer));
                self.agree(at);
                self.answer_visits();
                self.final_reply = None;
                self.final_reply_at = None;
            }
            Event::ChoiceTakenBack { .. } => {
                self.settle_round(None);
                self.disagree(at);
            }
            Event::DemandRecorded { demand } => {
                self.demands.retain(|known| known.round != demand.round);
                self.demands.push(demand.clone());
            }
            Event::DemandAnswered { answer } => self.answer_demand(answer, at),
            Event::Escalated { escalation } => self.escalations.push(escalation.clone()),
            Event::EscalationMoved { escalation } => {
                if let Some(last) = self.escalations.last_mut() {
                    *last = escalation.clone();
                }
            }
            Event::CustomerTold {} => {
                if let Some(last) = self.escalations.last_mut() {
                    last.told = true;
                }
            }
            Event::ReferralLinked { referral } => {
                self.referrals.push(referral.clone());
                if !self.raised.contains(&Raised::Channel) {
                    self.raised.push(Raised::Channel);
                }
            }
            Event::ReferralAnswered { referral } => {
                let mut known = self.referrals.iter_mut();
                if let Some(known) = known.find(|known| known.no == referral.no) {
                    known.clone_from(referral);
                }
            }
            Event::FinalReplyGiven { text } => {
                self.final_reply = Some(text.clone());
                self.final_reply_at = Some(at);
                self.agree(at);
                self.answer_visits();
                self.void_signatures();
            }
            Event::PromiseMade { promise } => self.promises.push(promise.clone()),
            Event::PromiseMoved { promise } => self.move_promise(promise),
            Event::CalledBack { call } => {
                if let Some(opinion) = &call.opinion {
                    self.hear(opinion, at);
                }
                if let Some(emotion) = call.emotion {
                    self.feel(emotion, 1, at);
                }
                self.call_backs.push(call.clone());
            }
            Event::CallTakenBack {} => self.take_back_call(),
            Event::Repaired { repair } => self.repair = Some(repair.clone()),
            Event::RepairTakenBack {} => self.repair = None,
            Event::WaitingAgreed { waiting } => self.waitings.push(waiting.clone()),
            Event::WaitingMoved { waiting } => {
                if let Some(last) = self.waitings.last_mut() {
                    last.clone_from(waiting);
                }
            }
            Event::OpinionGiven { opinion, emotion } => {
                self.hear(opinion, at);
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
            Event::WentBack { to } => {
                self.step = *to;
                if *to == Step::Listen {
                    self.unreply(at);
                }
            }
            Event::RoundOpened { round, .. } => self.open_round(*round, at),
            Event::WordingUsed { source, .. } => {
                if !self.said.contains(source) {
                    self.said.push(source.clone());
                }
            }
            Event::Graded { grade, .. } => self.grade = *grade,
            Event::ClockPaused { pause } => self.pauses.push(pause.clone()),
            Event::ClockResumed {} => {
                if let Some(last) = self.pauses.last_mut() {
                    last.resumed = Some(at);
                }
            }
            Event::ExtensionRequested { extension } => self.extensions.push(extension.clone()),
            Event::ExtensionDecided { extension } => {
                if let Some(last) = self.extensions.last_mut() {
                    *last = extension.clone();
                }
            }
            Event::WorkOrderSent { order } => self.work_orders.push(order.clone()),
            Event::WorkOrderMoved { order, step } => {
                if let Some(known) = self.order_mut(*order) {
                    known.course.push(step.clone());
                }
            }
            Event::WorkOrderTakenBack { order } => {
                if let Some(known) = self.order_mut(*order) {
                    known.course.pop();
                }
            }
            Event::IncidentJoined { incident } => {
                self.incident = Some(TicketIncident {
                    id: *incident,
                    since: at,
                    telling: Informing::ToTell,
                    told: None,
                    by: None,
                });
            }
            Event::IncidentLeft { offers, .. } => {
                let left = |part| LeftIncident {
                    part,
                    offers: offers.clone(),
                    at,
                    by: entry.by.clone(),
                };
                self.left_incident = self.incident.take().map(left);
            }
            Event::IncidentRejoined { part } => {
                self.incident = Some(part.clone());
                self.left_incident = None;
            }
            Event::ToldOfIncident { telling } => {
                if let Some(part) = &mut self.incident {
                    let known = *telling != Informing::ToTell;
                    part.telling = telling.clone();
                    part.told = known.then_some(at);
                    part.by = known.then(|| entry.by.clone());
                }
            }
            Event::Noted { text } => self.notes.push(Note {
                at,
                by: entry.by.clone(),
                text: text.clone(),
            }),
            Event::Ended { end } => self.end = Some(end.clone()),
            Event::Reopened { reason } => {
                self.end = None;
                // Without a reason it is taken back: it had not ended.
                if reason.is_some() {
                    self.take_up(at);
                }
            }
            Event::Raised { reason } => self.raised.push(Raised::ByHand {
                reason: reason.clone(),
            }),
            Event::CameBack { words, ended } => self.come_back(entry, words, ended.as_ref()),
            Event::VisitTakenBack {} => self.take_back_visit(),
            Event::SensitiveReported { capacity } => {
                self.sensitive = Some(Sensitive::reported(*capacity, entry));
                self.raised.push(Raised::Sensitive {
                    capacity: *capacity,
                });
            }
            Event::SensitiveTakenBack {} => {
                self.sensitive = None;
                let other = |raised: &Raised| !matches!(raised, Raised::Sensitive { .. });
                self.raised.retain(other);
            }
            Event::SensitiveNoted {} => {
                if let Some(known) = &mut self.sensitive {
                    known.noted = Some(Noted::by(entry));
                }
            }
            Event::Linked { to } => self.follows.clone_from(to),
            Event::HandedOver { to, .. } => self.holder = to.clone(),
        }
    }

    fn revise_offer(&mut self, no: OfferNo, terms: &OfferTerms, approval: &Approval) {
        if let Some(known) = self.offer_mut(no) {
            // What was changed here is no longer what was approved for all.
            known.incident = None;
            known.terms = terms.clone();
            known.approval = approval.clone();
        }
    }

    fn set_approval(&mut self, no: OfferNo, approval: &Approval) {
        if let Some(known) = self.offer_mut(no) {
            known.approval = approval.clone();
        }
    }

    fn answer_demand(&mut self, answer: &DemandAnswer, at: Moment) {
        if matches!(answer, DemandAnswer::Declined { .. }) {
            self.decline(at);
        }
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

    fn order_mut(&mut self, no: WorkOrderNo) -> Option<&mut WorkOrder> {
        self.work_orders.iter_mut().find(|order| order.no == no)
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

    /// What was signed is no longer what the slip says.
    fn void_if(&mut self, changed: bool) {
        if changed {
            self.void_signatures();
        }
    }

    pub(super) fn void_signatures(&mut self) {
        for signature in &mut self.signatures {
            signature.void = true;
        }
    }

    fn move_promise(&mut self, promise: &Promise) {
        let no = promise.no;
        self.raised.retain(|raised| {
            *raised != Raised::BrokenPromise { promise: no }
                && *raised != Raised::LatePromise { promise: no }
        });
        match promise.state {
            PromiseState::Broken { .. } => self.raised.push(Raised::BrokenPromise { promise: no }),
            PromiseState::Kept { at, .. } | PromiseState::Withdrawn { at, .. }
                if at > promise.due =>
            {
                self.raised.push(Raised::LatePromise { promise: no });
            }
            PromiseState::Open
            | PromiseState::Kept { .. }
            | PromiseState::Withdrawn { .. }
            | PromiseState::Superseded { .. } => {}
        }
        if let Some(known) = self.promises.iter_mut().find(|known| known.no == no) {
            *known = promise.clone();
        }
    }

    fn leave(&mut self, step: Step, overridden: Option<&String>, at: Moment) {
        let record = &mut self.steps[usize::from(step.number() - 1)];
        record.left = Some(at);
        record.overridden = overridden.cloned();
        if step == Step::Listen {
            self.reply(at);
        }
        if let Some(next) = step.next() {
            self.step = next;
            self.steps[usize::from(next.number() - 1)]
                .entered
                .get_or_insert(at);
        }
    }
}
