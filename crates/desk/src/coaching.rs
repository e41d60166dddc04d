//! The coach's help, filled from the ticket.

use crate::{Act, Context, Desk, DeskError, Operation, Session, TicketRef};
use ansu_coach::{Coach, Language, Reminders, Situation, SlotName, Slots, Suggestion};
use ansu_complaint::{Address, Facts, Moment, Step, Ticket};
use chrono::{Datelike, TimeDelta, Timelike};
use serde::Serialize;

/// What to say, do and ask at a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Coaching {
    /// Wordings, the most fitting first.
    pub wordings: Vec<Suggestion>,
    /// What to do, how to be, what not to say.
    pub reminders: Option<Reminders>,
    /// Questions to look up for the category.
    pub checklist: Vec<String>,
}

impl<C: Context> Desk<C> {
    /// What to say and do at a step of a ticket, in the counter's language. It is looking at the ticket, and noted as that.
    ///
    /// # Errors
    /// No such ticket; what can't be noted is not shown.
    pub fn coach(
        &mut self,
        session: &Session,
        which: &TicketRef,
        step: Step,
    ) -> Result<Coaching, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::Coach, Some(&ticket))?;
        self.note_sight(session, Act::SeeTicket, ticket.number.as_str())?;
        let language = self.language()?;
        let coach = Coach::shipped()?;
        let situation = Situation {
            step,
            category: ticket.intake.category,
            emotion: ticket.feelings.last().map(|feeling| feeling.emotion),
        };
        let slots = slots(&ticket, &session.staff.name, self.context.now(), language);
        Ok(Coaching {
            wordings: coach.suggest(situation, language, &slots),
            reminders: coach.reminders(step, language).cloned(),
            checklist: coach.checklist(ticket.intake.category, language).to_vec(),
        })
    }

    /// The read-back composed from facts that are still being typed, in Chinese: it goes on the slip.
    ///
    /// # Errors
    /// The person at work may not.
    pub fn read_back(&self, session: &Session, facts: &Facts) -> Result<String, DeskError> {
        self.authorize(session, Operation::ReadBack, None)?;
        Ok(ansu_coach::read_back(
            facts,
            self.context.now(),
            Language::Chinese,
        ))
    }
}

/// The read-back composed from the facts as recorded.
pub(crate) fn read_back(ticket: &Ticket, now: Moment) -> String {
    ansu_coach::read_back(&ticket.facts, now, Language::Chinese)
}

/// What the ticket knows of each slot; the rest stays open and is asked for in place.
fn slots(ticket: &Ticket, clerk: &str, now: Moment, language: Language) -> Slots {
    let mut slots = Slots::new()
        .with(SlotName::Customer, &address(ticket, language))
        .with(SlotName::Staff, clerk)
        .with(SlotName::Place, &ticket.facts.place);
    if let Some(attribution) = &ticket.attribution {
        slots = slots.with(SlotName::Unit, &attribution.unit);
    }
    let offer = ticket.chosen().or_else(|| ticket.round_offers().last());
    if let Some(offer) = offer {
        slots = slots
            .with(SlotName::Unit, &offer.terms.unit)
            .with(SlotName::TimeLimit, &span(offer.terms.due - now, language));
        if let Some(amount) = offer.terms.remedy.as_ref().and_then(|remedy| remedy.amount) {
            slots = slots.with(SlotName::Amount, &amount.figures());
        }
    }
    if let Some(claimed) = ticket.demand().and_then(|demand| demand.amount) {
        slots = slots.with(SlotName::Claimed, &claimed.figures());
    }
    for (slot, offer) in [SlotName::OfferOne, SlotName::OfferTwo]
        .into_iter()
        .zip(ticket.round_offers())
    {
        slots = slots.with(slot, &offer.terms.action);
    }
    // Until something is offered a date is that of the incident; from then on it is the one by which something will be done.
    match offer {
        Some(offer) => slots.with(SlotName::Date, &day(offer.terms.due, language)),
        None if ticket.step >= Step::Propose => slots,
        None => match ticket.facts.occurred {
            Some(occurred) => slots.with(SlotName::Date, &day(occurred, language)),
            None => slots.with(SlotName::Date, &ticket.facts.when),
        },
    }
}

/// How the customer is spoken to: `张先生`, `欧阳女士`; without a form of address the name alone.
fn address(ticket: &Ticket, language: Language) -> String {
    let complainant = &ticket.intake.complainant;
    if complainant.name.is_empty() {
        return String::new();
    }
    let surname = ansu_complaint::surname(&complainant.name);
    match (language, complainant.address) {
        (Language::Chinese, Address::Sir) => format!("{surname}先生"),
        (Language::Chinese, Address::Madam) => format!("{surname}女士"),
        (Language::English, Address::Sir) => format!("Mr {surname}"),
        (Language::English, Address::Madam) => format!("Ms {surname}"),
        (_, Address::Neutral) => complainant.name.clone(),
    }
}

/// A moment on the hall's clock, short enough to be spoken.
fn day(moment: Moment, language: Language) -> String {
    let local = moment + TimeDelta::hours(8);
    match language {
        Language::Chinese => format!(
            "{}月{}日{}:{:02}",
            local.month(),
            local.day(),
            local.hour(),
            local.minute()
        ),
        Language::English => local.format("%-d %b %H:%M").to_string(),
    }
}

/// A time still to pass, in whole hours up to three days and in days from then on; nothing for what is over.
fn span(time: TimeDelta, language: Language) -> String {
    let hours = (time.num_minutes() + 59) / 60;
    match (language, hours) {
        (_, ..=0) => String::new(),
        (Language::Chinese, 1..=72) => format!("{hours} 小时"),
        (Language::Chinese, _) => format!("{} 天", hours / 24),
        (Language::English, 1..=72) => format!("{hours} hours"),
        (Language::English, _) => format!("{} days", hours / 24),
    }
}
