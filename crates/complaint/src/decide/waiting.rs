//! Agreeing to wait, contacts while waiting, and its end (domain §12).

use super::listening::few;
use super::{Context, Decision};
use crate::field::{LINE, TEXT, future, optional, required, within};
use crate::waiting::WAITING_DAYS_MAX;
use crate::{
    Event, Field, Moment, Refusal, Ticket, Waiting, WaitingContact, WaitingEnd, WaitingOver,
};

/// Contacts of one agreement.
const CONTACTS_MAX: usize = 200;
/// Agreements on one ticket.
const WAITINGS_MAX: usize = 20;

/// An agreement as typed.
pub(super) struct Agreed<'a> {
    pub(super) what: &'a str,
    pub(super) every: u16,
    pub(super) next: Moment,
    pub(super) until: Moment,
    pub(super) contact: &'a str,
}

pub(super) fn agree(ticket: &Ticket, agreed: &Agreed<'_>, context: &Context<'_>) -> Decision {
    few(ticket.waitings.len(), WAITINGS_MAX)?;
    if !(1..=WAITING_DAYS_MAX).contains(&agreed.every) {
        return Err(Refusal::OutOfRange {
            field: Field::WaitingEvery,
            least: 1,
            most: WAITING_DAYS_MAX,
        });
    }
    let until = future(Field::WaitingUntil, agreed.until, context.now)?;
    let next = future(Field::WaitingNext, agreed.next, context.now)?;
    let first = context.now + chrono::TimeDelta::days(i64::from(WAITING_DAYS_MAX));
    if next > until || next > first {
        return Err(Refusal::TooFar {
            field: Field::WaitingNext,
            latest: until.min(first),
        });
    }
    let waiting = Waiting {
        what: required(Field::WaitingFor, agreed.what, LINE)?,
        every: agreed.every,
        next,
        until,
        contact: required(Field::Owner, agreed.contact, LINE)?,
        at: context.now,
        by: context.staff.id.clone(),
        contacts: Vec::new(),
        end: None,
    };
    Ok(vec![Event::WaitingAgreed { waiting }])
}

pub(super) fn contact(
    ticket: &Ticket,
    reached: bool,
    note: &str,
    next: Option<Moment>,
    context: &Context<'_>,
) -> Decision {
    let mut waiting = open(ticket)?.clone();
    few(waiting.contacts.len(), CONTACTS_MAX)?;
    waiting.next = match next {
        // Not put off beyond the interval that was agreed: the day counts, not the hour.
        Some(next) => within(Field::WaitingNext, next, waiting.every + 1, context.now)?,
        // Whoever was not reached is tried again the next day, not an interval later.
        None if !reached => context.now + chrono::TimeDelta::days(1),
        None => waiting.after(context.now),
    };
    waiting.contacts.push(WaitingContact {
        at: context.now,
        by: context.staff.id.clone(),
        reached,
        note: optional(Field::Remark, note, TEXT)?,
    });
    Ok(vec![Event::WaitingMoved { waiting }])
}

pub(super) fn end(
    ticket: &Ticket,
    why: WaitingOver,
    note: &str,
    context: &Context<'_>,
) -> Decision {
    let mut waiting = open(ticket)?.clone();
    waiting.end = Some(WaitingEnd {
        at: context.now,
        by: context.staff.id.clone(),
        why,
        note: optional(Field::Remark, note, TEXT)?,
    });
    Ok(vec![Event::WaitingMoved { waiting }])
}

/// It was ended by mistake.
pub(super) fn go_on(ticket: &Ticket) -> Decision {
    let mut waiting = ended(ticket)?.clone();
    waiting.end = None;
    Ok(vec![Event::WaitingMoved { waiting }])
}

pub(super) fn may_agree(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.open_waiting() {
        Some(_) => Err(Refusal::WaitingOpen),
        None => Ok(()),
    }
}

pub(super) fn open(ticket: &Ticket) -> Result<&Waiting, Refusal> {
    ticket.open_waiting().ok_or(Refusal::NoWaiting)
}

pub(super) fn ended(ticket: &Ticket) -> Result<&Waiting, Refusal> {
    ticket
        .waitings
        .last()
        .filter(|waiting| waiting.end.is_some())
        .ok_or(Refusal::NoWaiting)
}
