//! A ticket's part in an incident (domain §13).

use super::listening::few;
use super::{Context, Decision};
use crate::field::future;
use crate::incident::{CommonRemedy, Incident, Informing, LeftIncident};
use crate::undo::next_offer;
use crate::{
    Approval, Event, Field, IncidentId, Offer, OfferNo, OfferState, Opinion, Refusal, Ticket,
    TicketIncident,
};

/// Leaving may be undone by the same person for this long.
const UNDO_MINUTES: i64 = 10;

/// Offers on one ticket, over all rounds.
const OFFERS_MAX: usize = super::agreement::OFFERS_MAX;

pub(super) fn join(ticket: &Ticket, id: IncidentId, context: &Context<'_>) -> Decision {
    match &ticket.incident {
        Some(part) if part.id == id => Ok(Vec::new()),
        Some(_) => Err(Refusal::OfOtherIncident),
        None => Ok(match left_by_mistake(ticket, id, context) {
            Some(left) => rejoin(ticket, left),
            None => vec![Event::IncidentJoined { incident: id }],
        }),
    }
}

/// Whoever left it a moment ago undoes that by joining again.
fn left_by_mistake<'a>(
    ticket: &'a Ticket,
    id: IncidentId,
    context: &Context<'_>,
) -> Option<&'a LeftIncident> {
    ticket.left_incident.as_ref().filter(|left| {
        let since = context.now - left.at;
        let at_once = since.num_minutes().abs() < UNDO_MINUTES;
        left.part.id == id && left.by == context.staff.id && at_once
    })
}

/// What the customer was told stands again, and the common remedy is on the table again where nothing else was chosen.
fn rejoin(ticket: &Ticket, left: &LeftIncident) -> Vec<Event> {
    let part = left.part.clone();
    let mut events = vec![Event::IncidentRejoined { part }];
    let still = |no: &&OfferNo| {
        let known = ticket.offer(**no);
        known.is_some_and(|offer| {
            offer.state == OfferState::Withdrawn && offer.round == ticket.round
        })
    };
    if ticket.chosen().is_none() {
        let offers = left.offers.iter().filter(still);
        events.extend(offers.map(|no| Event::OfferRestored { offer: *no }));
    }
    events
}

pub(super) fn leave(ticket: &Ticket) -> Decision {
    let part = part(ticket)?;
    // What was approved for all is not this ticket's own.
    let offers: Vec<OfferNo> = ticket
        .round_offers()
        .filter(|offer| offer.incident == Some(part.id) && offer.state != OfferState::Chosen)
        .map(|offer| offer.no)
        .collect();
    let withdrawn = offers.iter();
    let mut events: Vec<Event> = withdrawn
        .map(|no| Event::OfferWithdrawn { offer: *no })
        .collect();
    events.push(Event::IncidentLeft {
        incident: part.id,
        offers,
    });
    Ok(events)
}

pub(super) fn tell(ticket: &Ticket, telling: &Informing) -> Decision {
    part(ticket)?;
    let telling = match telling {
        Informing::Told { opinion, remedy } => Informing::Told {
            opinion: super::follow_up::opinion(opinion)?,
            remedy: *remedy,
        },
        Informing::ToTell | Informing::NotReached => telling.clone(),
    };
    Ok(vec![Event::ToldOfIncident { telling }])
}

/// The ticket belongs to an incident.
pub(super) fn part(ticket: &Ticket) -> Result<&TicketIncident, Refusal> {
    ticket.incident.as_ref().ok_or(Refusal::NotOfIncident)
}

/// A common remedy as an offer on one ticket. Where the one approval covers the ticket, it is by whoever proposed it and is not weighed again;
/// elsewhere whoever puts it there asks for an approval of its own.
pub(crate) fn propose_as(
    ticket: &Ticket,
    incident: &Incident,
    remedy: &CommonRemedy,
    context: &Context<'_>,
) -> Result<Event, Refusal> {
    few(ticket.offers.len(), OFFERS_MAX)?;
    future(Field::OfferDue, remedy.terms.due, context.now)?;
    let (by, approval) = if incident.covers(ticket, context) {
        (remedy.by.clone(), remedy.approval.clone())
    } else {
        let approval = Approval::Requested {
            from: context.authority.approver(remedy.terms.remedy.as_ref()),
            by: context.staff.id.clone(),
            at: context.now,
        };
        (context.staff.id.clone(), approval)
    };
    Ok(Event::OfferProposed {
        offer: Offer {
            no: next_offer(ticket),
            round: ticket.round,
            terms: remedy.terms.clone(),
            by,
            approval,
            state: OfferState::Open,
            incident: Some(incident.id),
        },
    })
}

/// The words of a told opinion, for the history.
pub(crate) fn words(telling: &Informing) -> &str {
    match telling {
        Informing::Told {
            opinion: Opinion { remark, .. },
            ..
        } => remark,
        Informing::ToTell | Informing::NotReached => "",
    }
}
