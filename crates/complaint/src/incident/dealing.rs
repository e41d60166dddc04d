//! What is done to all tickets of an incident at once: each wholly, by the rules that hold for it alone, or not at all.

use super::{CommonRemedy, Incident, Informing};
use crate::decide::{propose_as, writes};
use crate::{
    Action, Approval, Context, Entry, Event, Manner, Missing, Moment, Offer, OfferState, Opinion,
    Party, Refusal, StaffId, Step, Ticket, Unsigned, decide,
};

/// A ticket on its way through one act.
struct Way<'a> {
    ticket: Ticket,
    entries: Vec<Entry>,
    context: &'a Context<'a>,
}

/// Puts the common remedy on a ticket's table, as an ordinary offer that refers to the incident.
///
/// # Errors
/// Why it can't be: not approved, an earlier step is not done, another agreement stands. Nothing is half done.
pub fn offer_common(
    incident: &Incident,
    ticket: &Ticket,
    context: &Context<'_>,
) -> Result<(Vec<Entry>, Ticket), Refusal> {
    let mut way = Way::of(incident, ticket, context)?;
    way.offer(incident)?;
    Ok((way.entries, way.ticket))
}

/// Settles a ticket by the common remedy: offered, chosen by the customer's word, carried out, and closed. Their word is of the moment at which
/// they were told, and so is what follows from it.
///
/// # Errors
/// Why it can't be: the incident goes on, the customer was not told since it is over or of another remedy, does not agree or says that it is not
/// solved, or anything that keeps a ticket from being closed. Nothing is half done.
pub fn settle(
    incident: &Incident,
    ticket: &Ticket,
    context: &Context<'_>,
) -> Result<(Vec<Entry>, Ticket), Refusal> {
    let mut way = Way::of(incident, ticket, context)?;
    let ended = incident.ended.ok_or(Refusal::IncidentGoesOn)?;
    not_otherwise(incident, ticket)?;
    let word = word(incident, ticket)?;
    way.repaired(ended)?;
    if ours(incident, &way.ticket).is_none_or(|offer| offer.state != OfferState::Chosen) {
        way.agree(incident, word.at)?;
    }
    way.close(&word)?;
    Ok((way.entries, way.ticket))
}

/// Whether a customer who was told has to be told again: it was before the cause was over, or of another remedy than stands now.
#[must_use]
pub fn tell_again(incident: &Incident, ticket: &Ticket) -> bool {
    word(incident, ticket) == Err(Refusal::ToldEarlier)
}

/// What the customer said when told, to whom and when.
#[derive(Debug, PartialEq)]
struct Word {
    opinion: Opinion,
    at: Moment,
    by: StaffId,
}

/// "Solved" is the customer's word and nobody else's (domain §12): said when the cause was over, of the remedy that stands or that they chose.
fn word(incident: &Incident, ticket: &Ticket) -> Result<Word, Refusal> {
    let part = ticket.incident.as_ref().ok_or(Refusal::NotOfIncident)?;
    let Informing::Told { opinion, remedy } = &part.telling else {
        return Err(Refusal::NotTold);
    };
    let (at, by) = part.told.zip(part.by.clone()).ok_or(Refusal::NotTold)?;
    let chosen = ours(incident, ticket).is_some_and(|offer| offer.state == OfferState::Chosen);
    let of_it = chosen || *remedy == incident.standing().map(|remedy| remedy.no);
    if !of_it || incident.ended.is_some_and(|ended| at < ended) {
        return Err(Refusal::ToldEarlier);
    }
    if opinion.calls_for_another_round() {
        let missing = vec![Missing::AnotherRound];
        let step = Step::FollowUp;
        return Err(Refusal::GateNotMet { step, missing });
    }
    let opinion = opinion.clone();
    Ok(Word { opinion, at, by })
}

/// The incident's offer as it stands on the ticket in this round.
fn ours<'a>(incident: &Incident, ticket: &'a Ticket) -> Option<&'a Offer> {
    let mut offers = ticket.round_offers();
    offers.find(|offer| offer.incident == Some(incident.id))
}

/// What the customer chose of their own, or had as the last word, stands.
fn not_otherwise(incident: &Incident, ticket: &Ticket) -> Result<(), Refusal> {
    let otherwise = |offer: &Offer| offer.incident != Some(incident.id);
    if ticket.final_reply.is_some() || ticket.chosen().is_some_and(otherwise) {
        Err(Refusal::AgreedOtherwise)
    } else {
        Ok(())
    }
}

impl<'a> Way<'a> {
    fn of(incident: &Incident, ticket: &Ticket, context: &'a Context<'a>) -> Result<Self, Refusal> {
        writes(context)?;
        if let Some(end) = ticket.end_kind() {
            return Err(Refusal::Ended { end });
        }
        if ticket.incident.as_ref().map(|part| part.id) != Some(incident.id) {
            return Err(Refusal::NotOfIncident);
        }
        Ok(Self {
            ticket: ticket.clone(),
            entries: Vec::new(),
            context,
        })
    }

    fn act(&mut self, action: &Action) -> Result<(), Refusal> {
        self.act_as_of(self.context.now, action)
    }

    /// Does now what counts from an earlier moment.
    fn act_as_of(&mut self, now: Moment, action: &Action) -> Result<(), Refusal> {
        let context = Context {
            now,
            ..*self.context
        };
        for event in decide(&self.ticket, action, &context)? {
            self.take(event);
        }
        Ok(())
    }

    fn take(&mut self, event: Event) {
        let entry = self.context.entry(event);
        self.ticket.apply(&entry);
        self.entries.push(entry);
    }

    /// With the cause of a fault the fault itself is over, unless somebody has said since when.
    fn repaired(&mut self, ended: Moment) -> Result<(), Refusal> {
        let ticket = &self.ticket;
        if !ticket.intake.category.is_fault() || ticket.stands_repaired().is_some() {
            return Ok(());
        }
        let restored = ended.max(ticket.received);
        let note = String::new();
        self.act(&Action::RecordRepair { restored, note })
    }

    /// Leaves steps whose gates are met, up to one.
    fn go_to(&mut self, step: Step) -> Result<(), Refusal> {
        while self.ticket.step < step {
            self.act(&Action::Advance {
                override_reason: None,
            })?;
        }
        Ok(())
    }

    fn offer(&mut self, incident: &Incident) -> Result<(), Refusal> {
        not_otherwise(incident, &self.ticket)?;
        let remedy = approved(incident)?;
        if let Some(known) = ours(incident, &self.ticket)
            && known.terms == remedy.terms
            && (known.approval.is_given() || !incident.covers(&self.ticket, self.context))
        {
            return Ok(());
        }
        if self.ticket.chosen().is_some() {
            return Err(Refusal::AgreedOtherwise);
        }
        // An earlier remedy of the same incident is replaced, not offered beside.
        if let Some(known) = ours(incident, &self.ticket) {
            let offer = known.no;
            self.act(&Action::WithdrawOffer { offer })?;
        }
        self.go_to(Step::Propose)?;
        let event = propose_as(&self.ticket, incident, remedy, self.context)?;
        self.take(event);
        Ok(())
    }

    fn agree(&mut self, incident: &Incident, at: Moment) -> Result<(), Refusal> {
        self.offer(incident)?;
        self.go_to(Step::Ask)?;
        let offer = ours(incident, &self.ticket).ok_or(Refusal::NoCommonRemedy)?;
        self.act_as_of(at, &Action::ChooseOffer { offer: offer.no })?;
        self.go_to(Step::FollowUp)
    }

    /// Keeps what the common offer promised, enters the customer's word, and closes by the rule that holds for every ticket.
    fn close(&mut self, word: &Word) -> Result<(), Refusal> {
        let chosen = self.ticket.chosen().map(|offer| offer.no);
        let ours: Vec<_> = self
            .ticket
            .open_promises()
            .filter(|promise| promise.offer == chosen)
            .map(|promise| (promise.no, promise.made))
            .collect();
        for (promise, made) in ours {
            let note = String::new();
            self.act_as_of(made.max(word.at), &Action::KeepPromise { promise, note })?;
        }
        if !self.ticket.is_signed() {
            self.act(&Action::Sign {
                party: Party::Customer,
                signature: Manner::NotSigned {
                    why: Unsigned::ByTelephone,
                    reason: String::new(),
                },
            })?;
        }
        self.enter(word)?;
        self.act(&Action::Close {
            override_reason: None,
        })
    }

    /// The telling stands as a call of that moment by whoever made it, unless the customer was reached since.
    fn enter(&mut self, word: &Word) -> Result<(), Refusal> {
        let round = self.ticket.round;
        let mut calls = self.ticket.call_backs.iter();
        if calls.any(|call| call.round == round && call.opinion.is_some() && call.at >= word.at) {
            return Ok(());
        }
        let context = Context {
            now: word.at,
            ..*self.context
        };
        let call = Action::CallBack {
            opinion: Some(word.opinion.clone()),
            emotion: None,
            note: String::new(),
            next: None,
        };
        for mut event in decide(&self.ticket, &call, &context)? {
            if let Event::CalledBack { call } = &mut event {
                call.by = word.by.clone();
            }
            self.take(event);
        }
        Ok(())
    }
}

fn approved(incident: &Incident) -> Result<&CommonRemedy, Refusal> {
    let remedy = incident.remedy.as_ref().ok_or(Refusal::NoCommonRemedy)?;
    match &remedy.approval {
        Approval::Within | Approval::Granted { .. } => Ok(remedy),
        Approval::Needed { from } | Approval::Requested { from, .. } => {
            Err(Refusal::RemedyNotApproved { from: *from })
        }
        Approval::Returned { .. } => Err(Refusal::NoCommonRemedy),
    }
}
