//! Somebody from the press, a lawyer, an expert or an official is here: the managers are told, and one of them takes note (domain §13).

use super::{Context, clock};
use crate::{Authority, Capacity, Event, Grantor, Refusal, Sensitive, Ticket};

/// A manager who says so knows it.
pub(super) fn report(capacity: Capacity, context: &Context<'_>) -> Vec<Event> {
    let known = Authority::may(context.staff.role, Grantor::DutyManager);
    std::iter::once(Event::SensitiveReported { capacity })
        .chain(known.then_some(Event::SensitiveNoted {}))
        .collect()
}

pub(super) fn may_report(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.sensitive {
        Some(_) => Err(Refusal::SensitiveReported),
        None => Ok(()),
    }
}

/// Whoever said it by mistake; a manager at any time, and alone once one of them has taken note.
pub(super) fn may_take_back(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    let visit = reported(ticket)?;
    if visit.noted.is_none() && visit.by == context.staff.id {
        Ok(())
    } else {
        clock::manager(context)
    }
}

/// A manager, and not whoever reported it: to take note of one's own word informs nobody.
pub(super) fn may_note(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    let visit = reported(ticket)?;
    if visit.noted.is_some() {
        return Err(Refusal::NoSensitive);
    }
    clock::manager(context)?;
    if visit.by == context.staff.id {
        Err(Refusal::OwnRequest)
    } else {
        Ok(())
    }
}

fn reported(ticket: &Ticket) -> Result<&Sensitive, Refusal> {
    ticket.sensitive.as_ref().ok_or(Refusal::NoSensitive)
}

#[cfg(test)]
mod tests;
