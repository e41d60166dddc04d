//! What a line of a ticket's history says besides the event's name.

use crate::{
    Approval, DemandAnswer, EscalationState, Event, ExtensionState, Informing, Money, OfferNo,
    OfferTerms, OrderMove, PromiseState, StaffId, Step, Waiting, WaitingOver,
};

/// What a reader of the history wants to know besides the event's name; empty where the name says all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gist<'a> {
    /// Words that somebody said or wrote: the reason, the reply, the promise. Never empty.
    pub words: Option<&'a str>,
    /// The step that was left, or gone back to.
    pub step: Option<Step>,
    /// The offer it is about.
    pub offer: Option<OfferNo>,
    /// Who has it now.
    pub to: Option<&'a StaffId>,
    /// The amount that was asked for, and the one that was approved in its place.
    pub amounts: Option<(Money, Money)>,
    /// How a promise, an approval or an escalation stands after it, as the record names it.
    pub state: Option<&'static str>,
}

impl<'a> Gist<'a> {
    fn of(words: &'a str) -> Self {
        Self {
            words: Some(words).filter(|words| !words.trim().is_empty()),
            ..Self::default()
        }
    }

    fn about(self, offer: OfferNo) -> Self {
        Self {
            offer: Some(offer),
            ..self
        }
    }

    fn at(self, step: Step) -> Self {
        Self {
            step: Some(step),
            ..self
        }
    }

    fn to(self, staff: &'a StaffId) -> Self {
        Self {
            to: Some(staff),
            ..self
        }
    }

    fn now(self, state: &'static str) -> Self {
        Self {
            state: Some(state),
            ..self
        }
    }
}

impl Event {
    /// What a line of the history says besides the event's name.
    #[must_use]
    pub fn gist(&self) -> Gist<'_> {
        match self {
            Self::Registered { .. }
            | Self::IntakeAmended { .. }
            | Self::FactsRecorded { .. }
            | Self::VisitTakenBack {}
            | Self::SensitiveTakenBack {}
            | Self::SensitiveNoted {}
            | Self::ClockResumed {}
            | Self::CallTakenBack {}
            | Self::RepairTakenBack {}
            | Self::IncidentJoined { .. }
            | Self::IncidentLeft { .. }
            | Self::IncidentRejoined { .. }
            | Self::WorkOrderTakenBack { .. }
            | Self::CustomerTold {}
            | Self::AuthorisationMarked { file: None }
            | Self::Signed { .. } => Gist::default(),
            Self::StatementRecorded {
                statement: words, ..
            }
            | Self::Apologized { wording: words, .. }
            | Self::WordingUsed { wording: words, .. }
            | Self::CheckRemoved { question: words }
            | Self::ReadBackConfirmed { text: words }
            | Self::SingleOfferJustified { reason: words }
            | Self::FinalReplyGiven { text: words }
            | Self::SlipPrinted { fingerprint: words }
            | Self::RoundOpened { reason: words, .. }
            | Self::Noted { text: words }
            | Self::CameBack { words, .. }
            | Self::Graded { reason: words, .. }
            | Self::Raised { reason: words } => Gist::of(words),
            Self::SensitiveReported { capacity } => Gist::default().now(capacity.name()),
            Self::CheckRecorded { check } => Gist::of(if check.finding.trim().is_empty() {
                &check.question
            } else {
                &check.finding
            }),
            Self::EvidenceAttached { file, .. }
            | Self::AuthorisationMarked { file: Some(file) }
            | Self::EvidenceRelated { file, .. }
            | Self::EvidenceRemoved { file } => Gist::of(&file.name),
            Self::Attributed { attribution } => Gist::of(&attribution.explanation),
            Self::OfferProposed { offer } => Gist::of(&offer.terms.action).about(offer.no),
            Self::OfferRevised {
                offer,
                terms,
                approval,
            } => revised(terms, approval).about(*offer),
            Self::OfferWithdrawn { offer }
            | Self::OfferRestored { offer }
            | Self::OfferChosen { offer }
            | Self::ChoiceTakenBack { offer } => Gist::default().about(*offer),
            Self::ApprovalChanged { offer, approval } => approved(approval).about(*offer),
            Self::DemandRecorded { demand } => Gist::of(&demand.text),
            Self::DemandAnswered { answer } => match answer {
                DemandAnswer::Met { offer } => Gist::default().about(*offer),
                DemandAnswer::Escalated => Gist::default(),
                DemandAnswer::Declined { reason } => Gist::of(reason),
            },
            Self::Escalated { escalation } => Gist::of(&escalation.reason),
            Self::EscalationMoved { escalation } => match &escalation.state {
                EscalationState::Waiting => Gist::default().now("waiting"),
                EscalationState::Accepted { .. } => Gist::default().now("accepted"),
                EscalationState::Decided { decision, .. } => Gist::of(decision).now("decided"),
                EscalationState::Returned { reason, .. } => Gist::of(reason).now("returned"),
            },
            Self::ReferralLinked { referral } => Gist::of(&referral.asked),
            Self::ReferralAnswered { referral } => Gist::of(
                referral
                    .answer
                    .as_ref()
                    .map_or("", |answer| answer.text.as_str()),
            ),
            Self::PromiseMade { promise } => Gist::of(&promise.text),
            Self::PromiseMoved { promise } => match &promise.state {
                PromiseState::Open => Gist::of(&promise.text).now("open"),
                PromiseState::Kept { note, .. } => Gist::of(note).now("kept"),
                PromiseState::Broken { reason, .. } => Gist::of(reason).now("broken"),
                PromiseState::Withdrawn { reason, .. } => Gist::of(reason).now("withdrawn"),
                PromiseState::Superseded { .. } => Gist::of(&promise.text).now("superseded"),
            },
            Self::ClockPaused { pause } => Gist::of(&pause.reason),
            Self::ExtensionRequested { extension } => Gist::of(&extension.reason),
            Self::ExtensionDecided { extension } => match &extension.state {
                ExtensionState::Requested => Gist::of(&extension.reason).now("requested"),
                ExtensionState::Granted { .. } => Gist::of(&extension.reason).now("granted"),
                ExtensionState::Refused { reason, .. } => Gist::of(reason).now("refused"),
            },
            Self::ToldOfIncident { telling } => {
                Gist::of(crate::decide::told_words(telling)).now(match telling {
                    Informing::ToTell => "to_tell",
                    Informing::NotReached => "not_reached",
                    Informing::Told { .. } => "told",
                })
            }
            Self::WorkOrderSent { order } => Gist::of(&order.asked),
            Self::WorkOrderMoved { step, .. } => match &step.what {
                OrderMove::Reminded { .. } => Gist::default().now("reminded"),
                OrderMove::Replied { text, .. } => Gist::of(text).now("replied"),
                OrderMove::Returned { reason, .. } => Gist::of(reason).now("returned"),
                OrderMove::Withdrawn { reason } => {
                    Gist::of(reason.as_deref().unwrap_or_default()).now("withdrawn")
                }
            },
            Self::CalledBack { call } => Gist::of(&call.note),
            Self::Repaired { repair } => Gist::of(&repair.note),
            Self::WaitingAgreed { waiting } => Gist::of(&waiting.what),
            Self::WaitingMoved { waiting } => waited(waiting),
            Self::OpinionGiven { opinion, .. } => Gist::of(&opinion.remark),
            Self::StepLeft { step, overridden } => {
                Gist::of(overridden.as_deref().unwrap_or_default()).at(*step)
            }
            Self::WentBack { to } => Gist::default().at(*to),
            Self::Ended { end } => Gist::of(end.reason.as_deref().unwrap_or_default()),
            Self::Linked { to } => Gist::of(to.as_ref().map_or("", |to| to.as_str())),
            Self::HandedOver { to, reason } => Gist::of(reason).to(to),
            Self::Reopened { reason } => Gist::of(reason.as_deref().unwrap_or_default()),
        }
    }
}

fn waited(waiting: &Waiting) -> Gist<'_> {
    match (&waiting.end, waiting.contacts.last()) {
        (Some(end), _) => Gist::of(&end.note).now(match end.why {
            WaitingOver::Arrived => "arrived",
            WaitingOver::Withdrawn => "withdrawn",
        }),
        (None, Some(contact)) => {
            Gist::of(&contact.note).now(if contact.reached { "reached" } else { "missed" })
        }
        (None, None) => Gist::of(&waiting.what),
    }
}

/// Terms that a manager approved otherwise than they were asked for are an approval; others wait for theirs anew, where they need one.
fn revised<'a>(terms: &'a OfferTerms, approval: &Approval) -> Gist<'a> {
    let gist = Gist::of(&terms.action);
    let Approval::Granted { asked, .. } = approval else {
        return gist;
    };
    let given = terms.remedy.as_ref().and_then(|remedy| remedy.amount);
    Gist {
        amounts: asked.zip(given),
        ..gist.now("granted")
    }
}

fn approved(approval: &Approval) -> Gist<'_> {
    match approval {
        Approval::Within => Gist::default().now("within"),
        Approval::Needed { .. } => Gist::default().now("needed"),
        Approval::Requested { .. } => Gist::default().now("requested"),
        Approval::Granted { .. } => Gist::default().now("granted"),
        Approval::Returned { reason, .. } => Gist::of(reason).now("returned"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_left_against_its_gate_gives_the_written_reason() {
        let left = Event::StepLeft {
            step: Step::Gather,
            overridden: Some("客户急着赶车".to_owned()),
        };
        let gist = left.gist();
        assert_eq!(
            (gist.step, gist.words),
            (Some(Step::Gather), Some("客户急着赶车"))
        );
    }

    #[test]
    fn an_empty_remark_is_no_words() {
        let noted = Event::Noted {
            text: " ".to_owned(),
        };
        assert_eq!(noted.gist(), Gist::default());
    }
}
