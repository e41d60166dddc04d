//! A ticket's part in an incident (domain §13).

use super::listening::few;
use super::{Context, Decision};
use crate::field::future;
use crate::incident::{CommonRemedy, Incident, Informing};
use crate::undo::next_offer;
use crate::{
    Approval, Event, Field, IncidentId, Offer, OfferState, Opinion, Refusal, Ticket, TicketIncident,
};

/// Offers on one ticket, over all rounds.
const OFFERS_MAX: usize = super::agreement::OFFERS_MAX;

pub(super) fn join(ticket: &Ticket, id: IncidentId) -> Decision {
    match &ticket.incident {
        Some(part) if part.id == id => Ok(Vec::new()),
        Some(_) => Err(Refusal::OfOtherIncident),
        None => Ok(vec![Event::IncidentJoined { incident: id }]),
    }
}

pub(super) fn leave(ticket: &Ticket) -> Decision {
    let part = part(ticket)?;
    // What was approved for all is not this ticket's own.
    let offered = ticket
        .round_offers()
        .filter(|offer| offer.incident == Some(part.id) && offer.state != OfferState::Chosen);
    let mut events: Vec<Event> = offered
        .map(|offer| Event::OfferWithdrawn { offer: offer.no })
        .collect();
    events.push(Event::IncidentLeft { incident: part.id });
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
