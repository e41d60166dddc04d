//! A ticket's part in an incident (domain §13).

use super::Decision;
use super::listening::few;
use crate::incident::{CommonRemedy, Informing};
use crate::undo::next_offer;
use crate::{Event, IncidentId, Offer, OfferState, Opinion, Refusal, Ticket, TicketIncident};

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
    Ok(vec![Event::IncidentLeft { incident: part.id }])
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

/// A common remedy as an offer on one ticket: by whoever proposed it, with the one approval. It was weighed there and is not weighed again.
pub(crate) fn propose_as(
    ticket: &Ticket,
    remedy: &CommonRemedy,
    incident: IncidentId,
) -> Result<Event, Refusal> {
    few(ticket.offers.len(), OFFERS_MAX)?;
    Ok(Event::OfferProposed {
        offer: Offer {
            no: next_offer(ticket),
            round: ticket.round,
            terms: remedy.terms.clone(),
            by: remedy.by.clone(),
            approval: remedy.approval.clone(),
            state: OfferState::Open,
            incident: Some(incident),
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
