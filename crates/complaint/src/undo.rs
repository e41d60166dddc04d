//! Taking an action back: an action of its own, on the record like any other.

use crate::{Action, Informing, OfferNo, PromiseNo, Ticket, WorkOrderNo};

/// The action that takes `action` back, given the ticket as it was `before`. `None` where nothing can be taken back (what was said to a
/// customer was said).
#[must_use]
pub fn inverse(before: &Ticket, action: &Action) -> Option<Action> {
    match action {
        Action::WithdrawOffer { offer } => Some(Action::RestoreOffer { offer: *offer }),
        Action::RestoreOffer { offer } => Some(Action::WithdrawOffer { offer: *offer }),
        // A further offer takes back a choice already made; choosing again restores it.
        Action::ProposeOffer { .. } => Some(match before.chosen() {
            Some(chosen) => Action::ChooseOffer { offer: chosen.no },
            None => Action::WithdrawOffer {
                offer: next_offer(before),
            },
        }),
        Action::ReviseOffer { offer, .. } => {
            before.offer(*offer).map(|known| Action::ReviseOffer {
                offer: *offer,
                terms: known.terms.clone(),
            })
        }
        Action::ChooseOffer { .. } => Some(match before.chosen() {
            Some(earlier) => Action::ChooseOffer { offer: earlier.no },
            None => Action::TakeBackChoice {},
        }),
        Action::TakeBackChoice {} => before
            .chosen()
            .map(|offer| Action::ChooseOffer { offer: offer.no }),
        Action::KeepPromise { promise, .. }
        | Action::BreakPromise { promise, .. }
        | Action::WithdrawPromise { promise, .. } => {
            Some(Action::ReopenPromise { promise: *promise })
        }
        Action::RecordCheck { check } => Some(
            match before
                .checks
                .iter()
                .find(|known| known.question == check.question)
            {
                Some(known) => Action::RecordCheck {
                    check: known.clone(),
                },
                None => Action::RemoveCheck {
                    question: check.question.clone(),
                },
            },
        ),
        Action::RemoveCheck { question } => before
            .checks
            .iter()
            .find(|known| known.question == *question)
            .map(|known| Action::RecordCheck {
                check: known.clone(),
            }),
        Action::AttachEvidence { file, .. } => Some(Action::RemoveEvidence { file: file.id }),
        Action::MarkAuthorisation { .. } => Some(Action::MarkAuthorisation {
            file: before.authorisation,
        }),
        Action::RelateEvidence { file, .. } => {
            before.evidence(*file).map(|known| Action::RelateEvidence {
                file: *file,
                shows: known.shows.clone(),
            })
        }
        Action::RemoveEvidence { file } => {
            before.evidence(*file).map(|known| Action::AttachEvidence {
                file: known.file.clone(),
                shows: known.shows.clone(),
            })
        }
        Action::CameBack { .. } => Some(Action::TakeBackVisit {}),
        Action::ReportSensitive { .. } => Some(Action::TakeBackSensitive {}),
        Action::TakeBackSensitive {} => {
            before
                .sensitive
                .as_ref()
                .map(|visit| Action::ReportSensitive {
                    capacity: visit.capacity,
                })
        }
        Action::Link { .. } => Some(Action::Link {
            to: before.follows.clone(),
        }),
        Action::HandOver { .. } => Some(Action::HandOver {
            to: before.holder.clone(),
            reason: String::new(),
        }),
        Action::CallBack { .. } => Some(Action::TakeBackCall {}),
        Action::RecordRepair { .. } | Action::TakeBackRepair {} => {
            Some(match before.stands_repaired() {
                Some(repair) => Action::RecordRepair {
                    restored: repair.restored,
                    note: repair.note.clone(),
                },
                None => Action::TakeBackRepair {},
            })
        }
        Action::EndWaiting { .. } => Some(Action::WaitOn {}),
        Action::PauseClock { .. } => Some(Action::ResumeClock {}),
        Action::ResumeClock {} => before.pauses.last().map(|pause| Action::PauseClock {
            until: pause.until,
            reason: pause.reason.clone(),
        }),
        Action::JoinIncident { .. } => {
            (before.incident.is_none()).then_some(Action::LeaveIncident {})
        }
        Action::LeaveIncident {} => before
            .incident
            .as_ref()
            .map(|part| Action::JoinIncident { incident: part.id }),
        // What the customer said is not entered again with another moment.
        Action::TellOfIncident { .. } => before
            .incident
            .as_ref()
            .filter(|part| !matches!(part.telling, Informing::Told { .. }))
            .map(|part| Action::TellOfIncident {
                telling: part.telling.clone(),
            }),
        Action::SendWorkOrder { .. } => Some(Action::WithdrawWorkOrder {
            order: next_work_order(before),
            reason: None,
        }),
        Action::RemindUnit { order, .. }
        | Action::EnterReply { order, .. }
        | Action::ReturnReply { order, .. }
        | Action::WithdrawWorkOrder { order, .. } => {
            Some(Action::TakeBackOrderStep { order: *order })
        }
        Action::Advance { .. } => Some(Action::GoBack { to: before.step }),
        Action::Close { .. }
        | Action::BreakOff { .. }
        | Action::Withdraw { .. }
        | Action::Merge { .. }
        | Action::Transfer { .. } => Some(Action::Reopen { reason: None }),
        Action::Register { .. }
        | Action::AmendIntake { .. }
        | Action::RecordStatement { .. }
        | Action::Apologize { .. }
        | Action::RecordFacts { .. }
        | Action::Attribute { .. }
        | Action::ConfirmReadBack { .. }
        | Action::RequestApproval { .. }
        | Action::ApproveOffer { .. }
        | Action::ReturnOffer { .. }
        | Action::JustifySingleOffer { .. }
        | Action::RecordDemand { .. }
        | Action::AnswerDemand { .. }
        | Action::Escalate { .. }
        | Action::TellOfEscalation {}
        | Action::LinkReferral { .. }
        | Action::AnswerReferral { .. }
        | Action::AcceptEscalation {}
        | Action::DecideEscalation { .. }
        | Action::ReturnEscalation { .. }
        | Action::GiveFinalReply { .. }
        | Action::MakePromise { .. }
        | Action::ReopenPromise { .. }
        | Action::TakeBackCall {}
        | Action::AgreeToWait { .. }
        | Action::ContactWaiting { .. }
        | Action::WaitOn {}
        | Action::RecordOpinion { .. }
        | Action::Sign { .. }
        | Action::PrintSlip { .. }
        | Action::GoBack { .. }
        | Action::OpenRound { .. }
        | Action::UseWording { .. }
        | Action::GradeCase { .. }
        | Action::RequestExtension { .. }
        | Action::GrantExtension {}
        | Action::RefuseExtension { .. }
        | Action::TakeBackOrderStep { .. }
        | Action::AddNote { .. }
        | Action::Reopen { .. }
        | Action::TakeBackVisit {}
        | Action::NoteSensitive {}
        | Action::Raise { .. } => None,
    }
}

/// The number the next offer of a ticket gets.
pub(crate) fn next_offer(ticket: &Ticket) -> OfferNo {
    OfferNo(
        ticket
            .offers
            .iter()
            .map(|offer| offer.no.0)
            .max()
            .unwrap_or(0)
            + 1,
    )
}

/// The number the next promise of a ticket gets.
pub(crate) fn next_promise(ticket: &Ticket) -> PromiseNo {
    PromiseNo(
        ticket
            .promises
            .iter()
            .map(|promise| promise.no.0)
            .max()
            .unwrap_or(0)
            + 1,
    )
}

/// The number the next work order of a ticket gets.
pub(crate) fn next_work_order(ticket: &Ticket) -> WorkOrderNo {
    let last = ticket.work_orders.iter().map(|order| order.no.0).max();
    WorkOrderNo(last.unwrap_or(0) + 1)
}
