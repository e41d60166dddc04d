//! The course of a ticket: forward, back, up a level, another round, its ends.

use super::work_order::no_open_order;
use super::{Context, Decision, agreement};
use crate::field::{LINE, TEXT, future, optional, required};
use crate::{
    Authority, End, EndKind, Escalation, EscalationState, Event, Field, Grantor, Level, Missing,
    Moment, ROUNDS_MAX, Refusal, Role, Step, Ticket, TicketNumber, gate,
};

/// An end may be undone by the same person without a reason for this long.
const UNDO_MINUTES: i64 = 10;

/// A hand-over as typed: who, why, what has been done, what is asked, by when (domain §11).
pub(super) struct HandOver<'a> {
    pub(super) level: Level,
    pub(super) reason: &'a str,
    pub(super) done: &'a str,
    pub(super) asked: &'a str,
    pub(super) due: Moment,
    pub(super) told: bool,
}

pub(super) fn escalate(hand_over: &HandOver<'_>, context: &Context<'_>) -> Decision {
    let own = match context.staff.role {
        Role::DutyManager => Some(Level::DutyManager),
        Role::HallManager => Some(Level::HallManager),
        Role::Clerk | Role::Administrator | Role::Auditor => None,
    };
    if own.is_some_and(|own| hand_over.level <= own) {
        return Err(Refusal::LevelNotAbove);
    }
    let escalation = Escalation {
        level: hand_over.level,
        reason: required(Field::Reason, hand_over.reason, TEXT)?,
        done: optional(Field::Explanation, hand_over.done, TEXT)?,
        asked: required(Field::Demand, hand_over.asked, TEXT)?,
        due: future(Field::Due, hand_over.due, context.now)?,
        by: context.staff.id.clone(),
        at: context.now,
        told: hand_over.told,
        state: EscalationState::Waiting,
    };
    Ok(vec![Event::Escalated { escalation }])
}

pub(super) fn accept(ticket: &Ticket, context: &Context<'_>) -> Decision {
    if !matches!(open(ticket)?.state, EscalationState::Waiting) {
        return Err(Refusal::NoEscalation);
    }
    move_escalation(
        ticket,
        EscalationState::Accepted {
            by: context.staff.id.clone(),
            at: context.now,
        },
    )
}

pub(super) fn decide_escalation(
    ticket: &Ticket,
    decision: &str,
    context: &Context<'_>,
) -> Decision {
    let decision = required(Field::Explanation, decision, TEXT)?;
    move_escalation(
        ticket,
        EscalationState::Decided {
            by: context.staff.id.clone(),
            at: context.now,
            decision,
        },
    )
}

pub(super) fn return_escalation(ticket: &Ticket, reason: &str, context: &Context<'_>) -> Decision {
    let reason = required(Field::Reason, reason, TEXT)?;
    move_escalation(
        ticket,
        EscalationState::Returned {
            by: context.staff.id.clone(),
            at: context.now,
            reason,
        },
    )
}

/// A final reply is what remains where nothing was agreed: a choice made before is taken back with it.
pub(super) fn final_reply(ticket: &Ticket, text: &str, context: &Context<'_>) -> Decision {
    let text = required(Field::Reply, text, TEXT)?;
    let mut events = if ticket.chosen().is_some() {
        agreement::take_back(ticket, context)?
    } else {
        Vec::new()
    };
    events.push(Event::FinalReplyGiven { text });
    Ok(events)
}

pub(super) fn go_back(ticket: &Ticket, to: Step) -> Decision {
    if to < ticket.step {
        Ok(vec![Event::WentBack { to }])
    } else {
        Err(Refusal::NotBack {
            to,
            now: ticket.step,
        })
    }
}

pub(super) fn open_round(ticket: &Ticket, reason: &str) -> Decision {
    Ok(vec![Event::RoundOpened {
        round: ticket.round + 1,
        reason: required(Field::Reason, reason, TEXT)?,
    }])
}

pub(super) fn transfer(hall: &str, reason: &str, context: &Context<'_>) -> Decision {
    let end = End {
        hall: Some(required(Field::Hall, hall, LINE)?),
        ..end(context, EndKind::Transferred, Some(reason))?
    };
    Ok(vec![Event::Ended { end }])
}

pub(super) fn leave(kind: EndKind, reason: &str, context: &Context<'_>) -> Decision {
    Ok(vec![Event::Ended {
        end: end(context, kind, Some(reason))?,
    }])
}

pub(super) fn raise(reason: &str) -> Decision {
    Ok(vec![Event::Raised {
        reason: required(Field::Reason, reason, TEXT)?,
    }])
}

/// There is a step to go to; whether the gate is met is asked when the step is really left, since an override may come with it.
pub(super) fn may_advance(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.step == Step::FollowUp {
        Err(Refusal::LastStep)
    } else {
        Ok(())
    }
}

pub(super) fn advance(ticket: &Ticket, override_reason: Option<&str>) -> Decision {
    let missing = gate(ticket, ticket.step);
    let overridden = match (missing.is_empty(), override_reason) {
        (true, _) => None,
        (false, Some(reason)) => Some(required(Field::Reason, reason, TEXT)?),
        (false, None) => {
            return Err(Refusal::GateNotMet {
                step: ticket.step,
                missing,
            });
        }
    };
    Ok(vec![Event::StepLeft {
        step: ticket.step,
        overridden,
    }])
}

pub(super) fn may_open_round(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.open_escalation().is_some() {
        Err(Refusal::EscalationOpen)
    } else if ticket.round >= ROUNDS_MAX {
        Err(Refusal::RoundsUsedUp { most: ROUNDS_MAX })
    } else {
        no_open_promise(ticket)
    }
}

/// What a written reason cannot replace: an agreement or final reply, no tail, a signed slip or why not, and no customer who says "not solved".
pub(super) fn may_close(ticket: &Ticket) -> Result<(), Refusal> {
    no_tail(ticket)?;
    let missing: Vec<Missing> = gate(ticket, Step::FollowUp)
        .into_iter()
        .filter(|missing| *missing != Missing::CallBack)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::GateNotMet {
            step: Step::FollowUp,
            missing,
        })
    }
}

pub(super) fn close(
    ticket: &Ticket,
    override_reason: Option<&str>,
    context: &Context<'_>,
) -> Decision {
    let missing = gate(ticket, Step::FollowUp);
    let reason = match (missing.is_empty(), override_reason) {
        (true, _) => None,
        (false, Some(reason)) => Some(required(Field::Reason, reason, TEXT)?),
        (false, None) => {
            return Err(Refusal::GateNotMet {
                step: Step::FollowUp,
                missing,
            });
        }
    };
    let kind = if ticket.final_reply.is_some() {
        EndKind::FinalReply
    } else {
        EndKind::Settled
    };
    Ok(vec![Event::Ended {
        end: end(context, kind, reason.as_deref())?,
    }])
}

/// No ticket ends while something is owed or asked that would be lost with it: no tail left (domain §12). A visit that is broken off is no end of
/// these, they go on.
pub(super) fn no_tail(ticket: &Ticket) -> Result<(), Refusal> {
    no_open_promise(ticket)?;
    no_open_order(ticket)?;
    match ticket.open_referrals().count() {
        0 => {}
        count => {
            let count = u16::try_from(count).unwrap_or(u16::MAX);
            return Err(Refusal::OpenReferrals { count });
        }
    }
    if ticket.open_escalation().is_some() {
        return Err(Refusal::EscalationOpen);
    }
    match ticket.open_waiting() {
        Some(_) => Err(Refusal::WaitingOpen),
        None => Ok(()),
    }
}

pub(super) fn no_open_promise(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.open_promises().count() {
        0 => Ok(()),
        count => Err(Refusal::OpenPromises {
            count: u16::try_from(count).unwrap_or(u16::MAX),
        }),
    }
}

/// The matter is with a level above, and the customer has not been told.
pub(super) fn may_tell(ticket: &Ticket) -> Result<(), Refusal> {
    if open(ticket)?.told {
        Err(Refusal::ToldAlready)
    } else {
        Ok(())
    }
}

pub(super) fn may_take_over(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    let level = open(ticket)?.level;
    if Authority::may_take_over(context.staff.role, level) {
        return Ok(());
    }
    Err(Refusal::NotAuthorised {
        from: if level == Level::DutyManager {
            Grantor::DutyManager
        } else {
            Grantor::HallManager
        },
    })
}

/// Within the hall nobody decides what they handed up; what was decided above it is entered by whoever hears of it.
pub(super) fn not_own(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    let escalation = open(ticket)?;
    if escalation.level <= Level::HallManager && escalation.by == context.staff.id {
        Err(Refusal::OwnRequest)
    } else {
        Ok(())
    }
}

fn open(ticket: &Ticket) -> Result<&Escalation, Refusal> {
    ticket.open_escalation().ok_or(Refusal::NoEscalation)
}

fn move_escalation(ticket: &Ticket, state: EscalationState) -> Decision {
    Ok(vec![Event::EscalationMoved {
        escalation: Escalation {
            state,
            ..open(ticket)?.clone()
        },
    }])
}

pub(super) fn merge(
    ticket: &Ticket,
    into: &TicketNumber,
    reason: &str,
    context: &Context<'_>,
) -> Decision {
    if *into == ticket.number {
        return Err(Refusal::MergeIntoItself);
    }
    let end = End {
        into: Some(into.clone()),
        ..end(context, EndKind::Merged, Some(reason))?
    };
    Ok(vec![Event::Ended { end }])
}

fn end(context: &Context<'_>, kind: EndKind, reason: Option<&str>) -> Result<End, Refusal> {
    let reason = reason
        .map(|reason| required(Field::Reason, reason, TEXT))
        .transpose()?;
    Ok(End {
        kind,
        at: context.now,
        by: context.staff.id.clone(),
        reason,
        into: None,
        hall: None,
    })
}

pub(super) fn reopen(ticket: &Ticket, reason: Option<&str>, context: &Context<'_>) -> Decision {
    let end = ticket.end.as_ref().ok_or(Refusal::NotEnded)?;
    let at_once =
        end.by == context.staff.id && (context.now - end.at).num_minutes().abs() < UNDO_MINUTES;
    let reason = match reason {
        None if at_once => None,
        reason => Some(required(Field::Reason, reason.unwrap_or(""), TEXT)?),
    };
    Ok(vec![Event::Reopened { reason }])
}
