//! Step 6, and what may be said earlier: promises, call-backs, opinion, signatures.

use super::listening::few;
use super::{Context, Decision};
use crate::field::{LINE, TEXT, future, optional, required, within};
use crate::undo::next_promise;
use crate::{
    Authority, CallBack, Emotion, Event, Field, Grantor, Manner, Moment, Opinion, Party, Power,
    Promise, PromiseNo, PromiseState, Refusal, Signature, Ticket, Unsigned,
};

/// Promises on one ticket.
const PROMISES_MAX: usize = 60;
/// Call-backs on one ticket, attempts included.
const CALLS_MAX: usize = 100;
/// A call-back, and what became of a promise, may be taken back for this long.
const TAKEN_BACK_MINUTES: i64 = 10;
/// Days until the next attempt, at most: what is overdue is not put off out of sight.
const NEXT_CALL_DAYS_MAX: u16 = 2;
/// Slips printed of one ticket.
const SLIPS_MAX: usize = 200;

pub(super) fn promise(
    ticket: &Ticket,
    text: &str,
    owner: &str,
    due: Moment,
    context: &Context<'_>,
) -> Decision {
    few(ticket.promises.len(), PROMISES_MAX)?;
    let promise = Promise {
        no: next_promise(ticket),
        text: required(Field::Promise, text, TEXT)?,
        owner: required(Field::Owner, owner, LINE)?,
        due: future(Field::Due, due, context.now)?,
        offer: None,
        made: context.now,
        state: PromiseState::Open,
        by: None,
    };
    Ok(vec![Event::PromiseMade { promise }])
}

pub(super) fn keep(ticket: &Ticket, no: PromiseNo, note: &str, context: &Context<'_>) -> Decision {
    end_promise(
        ticket,
        no,
        PromiseState::Kept {
            at: context.now,
            note: optional(Field::Remark, note, TEXT)?,
        },
        context,
    )
}

pub(super) fn break_promise(
    ticket: &Ticket,
    no: PromiseNo,
    reason: &str,
    context: &Context<'_>,
) -> Decision {
    end_promise(
        ticket,
        no,
        PromiseState::Broken {
            at: context.now,
            reason: required(Field::Reason, reason, TEXT)?,
        },
        context,
    )
}

pub(super) fn withdraw_promise(
    ticket: &Ticket,
    no: PromiseNo,
    reason: &str,
    context: &Context<'_>,
) -> Decision {
    end_promise(
        ticket,
        no,
        PromiseState::Withdrawn {
            at: context.now,
            reason: required(Field::Reason, reason, TEXT)?,
        },
        context,
    )
}

/// What was marked by mistake is open again within ten minutes, by the same hand: a promise that was broken leaves its trace (domain §12).
pub(super) fn reopen_promise(ticket: &Ticket, no: PromiseNo, context: &Context<'_>) -> Decision {
    let known = find(ticket, no)?;
    match known.state {
        PromiseState::Open => return Err(Refusal::PromiseOpen { promise: no.0 }),
        // It fell away with a choice; choosing that offer again takes it up.
        PromiseState::Superseded { .. } => return Err(Refusal::PromiseNotOpen { promise: no.0 }),
        PromiseState::Kept { .. }
        | PromiseState::Broken { .. }
        | PromiseState::Withdrawn { .. } => {}
    }
    let just = |at: Moment| (context.now - at).num_minutes().abs() < TAKEN_BACK_MINUTES;
    if known.by.as_ref() != Some(&context.staff.id) || !known.state.since().is_some_and(just) {
        return Err(Refusal::PromiseStays { promise: no.0 });
    }
    Ok(vec![Event::PromiseMoved {
        promise: Promise {
            state: PromiseState::Open,
            by: None,
            ..known.clone()
        },
    }])
}

/// A call-back as typed.
pub(super) struct Call<'a> {
    pub(super) opinion: Option<&'a Opinion>,
    pub(super) emotion: Option<Emotion>,
    pub(super) note: &'a str,
    pub(super) next: Option<Moment>,
}

pub(super) fn call_back(ticket: &Ticket, typed: &Call<'_>, context: &Context<'_>) -> Decision {
    few(ticket.call_backs.len(), CALLS_MAX)?;
    let waiting = ticket.visits.iter().filter(|visit| !visit.answered);
    let call = CallBack {
        at: context.now,
        by: context.staff.id.clone(),
        round: ticket.round,
        opinion: typed.opinion.map(opinion).transpose()?,
        emotion: typed.emotion,
        note: optional(Field::Remark, typed.note, TEXT)?,
        next: typed
            .next
            .filter(|_| typed.opinion.is_none())
            .map(|next| within(Field::Due, next, NEXT_CALL_DAYS_MAX, context.now))
            .transpose()?,
        before: ticket.opinion.clone().filter(|_| typed.opinion.is_some()),
        answers: u16::try_from(waiting.count()).unwrap_or(u16::MAX),
    };
    Ok(vec![Event::CalledBack { call }])
}

/// A wrong key is taken back by whoever pressed it, while nothing has followed from it.
pub(super) fn may_take_back(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    let last = ticket.call_backs.last().filter(|call| {
        call.by == context.staff.id
            && call.round == ticket.round
            && (context.now - call.at).num_minutes().abs() < TAKEN_BACK_MINUTES
            // An opinion at the counter since then counts.
            && (call.opinion.is_none() || call.opinion == ticket.opinion)
    });
    last.map(drop).ok_or(Refusal::CallStays)
}

pub(super) fn give_opinion(answer: &Opinion, emotion: Option<Emotion>) -> Decision {
    Ok(vec![Event::OpinionGiven {
        opinion: opinion(answer)?,
        emotion,
    }])
}

pub(super) fn sign(ticket: &Ticket, party: Party, how: &Manner, context: &Context<'_>) -> Decision {
    if party == Party::Manager && !Authority::may(context.staff.role, Grantor::DutyManager) {
        return Err(Refusal::NotAuthorised {
            from: Grantor::DutyManager,
        });
    }
    let by_hand = matches!(how, Manner::OnScreen { .. } | Manner::OnPaper);
    if party == Party::Customer && by_hand {
        let complainant = &ticket.intake.complainant;
        complainant.may(Power::Sign, context.now)?;
    }
    let signature = Signature {
        party,
        manner: manner(how)?,
        at: context.now,
        by: context.staff.id.clone(),
        round: ticket.round,
        void: false,
    };
    Ok(vec![Event::Signed { signature }])
}

pub(super) fn print_slip(ticket: &Ticket, fingerprint: &str) -> Decision {
    few(ticket.slips.len(), SLIPS_MAX)?;
    Ok(vec![Event::SlipPrinted {
        fingerprint: required(Field::Note, fingerprint, LINE)?,
    }])
}

fn end_promise(
    ticket: &Ticket,
    no: PromiseNo,
    state: PromiseState,
    context: &Context<'_>,
) -> Decision {
    let known = find(ticket, no)?;
    if known.state != PromiseState::Open {
        return Err(Refusal::PromiseNotOpen { promise: no.0 });
    }
    Ok(vec![Event::PromiseMoved {
        promise: Promise {
            state,
            by: Some(context.staff.id.clone()),
            ..known.clone()
        },
    }])
}

fn find(ticket: &Ticket, no: PromiseNo) -> Result<&Promise, Refusal> {
    ticket
        .promise(no)
        .ok_or(Refusal::UnknownPromise { promise: no.0 })
}

pub(super) fn opinion(opinion: &Opinion) -> Result<Opinion, Refusal> {
    Ok(Opinion {
        remark: optional(Field::Remark, &opinion.remark, TEXT)?,
        ..opinion.clone()
    })
}

/// An image of a signature alone is not a reliable electronic signature (电子签名法 art. 13), so the signer's consent is asked for.
fn manner(manner: &Manner) -> Result<Manner, Refusal> {
    match manner {
        Manner::OnScreen { consent: false, .. } => Err(Refusal::ConsentNeeded),
        Manner::OnScreen { ink, .. } if !ink.is_plausible() => Err(Refusal::NotASignature),
        Manner::OnScreen { .. } | Manner::OnPaper => Ok(manner.clone()),
        Manner::NotSigned { why, reason } => {
            let reason = match why {
                Unsigned::Other => required(Field::Reason, reason, LINE)?,
                Unsigned::ByTelephone | Unsigned::Refused | Unsigned::Left => {
                    optional(Field::Reason, reason, LINE)?
                }
            };
            Ok(Manner::NotSigned { why: *why, reason })
        }
    }
}
