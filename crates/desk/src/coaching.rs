//! The coach's help, filled from the ticket.

use crate::slots::slots;
use crate::{Act, Context, Desk, DeskError, Operation, Session, TicketRef};
use ansu_coach::playbook::{UsualAmount, UsualOffer};
use ansu_coach::{
    ClaimView, Claimed, Coach, FactMeaning, Figures, Fitting, Followed, Guide, Language, Part,
    Pinned, Reminders, RuleView, Situation, SlotName, Slots, Suggestion, Template, Warning,
    Whereabouts,
};
use ansu_complaint::{Basis, CategoryCode, Emotion, Facts, Moment, Money, RemedyKind, Step};
use serde::{Deserialize, Serialize};

/// What to say, do and ask at a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Coaching {
    /// Unified statements that hold now: above everything else.
    pub statements: Vec<Pinned>,
    /// When the next of them begins or ends: they are asked for anew then.
    pub statements_until: Option<Moment>,
    /// The situations that may be the one at the counter, the closest first.
    pub situations: Vec<Fitting>,
    /// The playbook that the rest is out of; none where nothing fits.
    pub playbook: Option<String>,
    /// Wordings, the most fitting first.
    pub wordings: Vec<Suggestion>,
    /// What else the playbook says for this step.
    pub guide: Option<Guide>,
    /// Offers that usually fit, ready to be put on the table.
    pub offers: Vec<OfferIdea>,
    /// What to do, how to be, what not to say.
    pub reminders: Option<Reminders>,
    /// What the six facts are in the category.
    pub facts: Vec<FactMeaning>,
    /// The category's checklist as far as it was followed.
    pub checklist: Option<Followed>,
}

/// An offer that usually fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OfferIdea {
    /// Playbook and offer: goes into the record like a wording.
    pub id: String,
    /// What will be done, as it goes on record.
    pub action: Vec<Part>,
    /// The same in the language of the window, where that is not the record's.
    pub gloss: Option<String>,
    /// What the customer receives besides.
    pub remedy: Option<RemedyKind>,
    /// How much; none = to be worked out or asked for.
    pub amount: Option<Money>,
    /// The rule by which it is worked out.
    pub rule: Option<RuleView>,
    /// For how many months.
    pub months: Option<u8>,
    /// What it rests on.
    pub basis: Basis,
    /// Who carries it out.
    pub unit: Vec<Part>,
    /// By when.
    pub due: Moment,
}

/// What the customer is telling just now: typed in step 1, not yet on record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Telling {
    /// The customer's words so far.
    pub statement: String,
    /// The feeling, once it is chosen.
    pub emotion: Option<Emotion>,
}

/// What is known of somebody at the counter before there is a ticket, as it stands in the form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
pub struct Caller {
    /// What it is about; none while it is not chosen.
    pub category: Option<CategoryCode>,
    /// The estate or station, if it was noted.
    pub area: String,
    /// What the customer said so far.
    pub matter: String,
}

impl<C: Context> Desk<C> {
    /// The unified statements that may concern somebody who has no ticket yet: in an incident most are told at once and go.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn statements(&self, session: &Session, caller: &Caller) -> Result<Vec<Pinned>, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        let at = Whereabouts {
            noted: &[&caller.area],
            told: &[&caller.matter],
        };
        let slots = Slots::new()
            .with(SlotName::Staff, &session.staff.name)
            .with(SlotName::Area, &caller.area);
        Ok(self.guidance()?.statements(
            caller.category,
            at,
            self.context.now(),
            self.language()?,
            &slots,
        ))
    }

    /// What to say and do at a step of a ticket, in the counter's language. `playbook` is the situation that the clerk has chosen; without one
    /// the closest is taken. `telling` stands for the statement and the feeling on record while it is typed. It is looking at the ticket, and
    /// noted as that.
    ///
    /// # Errors
    /// No such ticket; what can't be noted is not shown.
    pub fn coach(
        &mut self,
        session: &Session,
        which: &TicketRef,
        step: Step,
        playbook: Option<&str>,
        telling: Option<&Telling>,
    ) -> Result<Coaching, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::Coach, Some(&ticket))?;
        self.note_sight(session, Act::SeeTicket, ticket.number.as_str())?;
        let (language, now) = (self.language()?, self.context.now());
        let coach = self.guidance()?;
        let category = ticket.intake.category;
        let heard = telling.map_or(&ticket.statement, |telling| &telling.statement);
        let at = Situation {
            step,
            category,
            emotion: telling
                .and_then(|telling| telling.emotion)
                .or_else(|| ticket.feelings.last().map(|feeling| feeling.emotion)),
            // What happened was noted at the intake: before the customer has said more it is all there is to go by.
            statement: &format!("{heard}\n{}", ticket.facts.what),
        };
        let slots_in = |language| slots(&ticket, &session.staff.name, now, language);
        let (slots, recorded) = (slots_in(language), slots_in(Language::RECORD));
        let place = Whereabouts {
            noted: &[&ticket.facts.place, &ticket.intake.area],
            told: &[heard, &ticket.facts.what],
        };
        let situations = coach.situations(&at, &self.store.wording_uses()?, language);
        let playbook = playbook
            .filter(|id| coach.playbook(id).is_some())
            .or(situations.first().map(|first| first.id.as_str()))
            .map(str::to_owned);
        let chosen = playbook.as_deref();
        Ok(Coaching {
            statements: coach.statements(Some(category), place, now, language, &slots),
            statements_until: coach.statements_change(category, now),
            wordings: coach.wordings(chosen, &at, language, &slots),
            guide: chosen.and_then(|id| coach.guide(id, step, &ticket.facts, language, &slots)),
            offers: chosen
                .map(|id| offers(&coach, id, now, &recorded, (language, &slots)))
                .unwrap_or_default(),
            reminders: coach.reminders(step, language).cloned(),
            facts: coach.meanings(category, language),
            checklist: coach.follow(category, &ticket.checks, language),
            situations,
            playbook,
        })
    }

    /// What would better be said otherwise in a text that is said to the customer or read by them (domain §6).
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn check_wording(&self, session: &Session, text: &str) -> Result<Vec<Warning>, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        Ok(self.guidance()?.check_wording(text, self.language()?))
    }

    /// The rules behind remedies and deadlines, in the counter's language.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn rules(&self, session: &Session) -> Result<Vec<RuleView>, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        let (coach, language) = (self.guidance()?, self.language()?);
        let rules = &coach.library().rules;
        Ok(rules.iter().map(|rule| rule.view(language)).collect())
    }

    /// What the customer claims set against the charge that it is about; none for a sum without a charge.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn set_against(
        &self,
        session: &Session,
        claimed: Claimed,
        charge: Option<Money>,
    ) -> Result<Option<ClaimView>, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        let coach = self.guidance()?;
        let (library, language) = (coach.library(), self.language()?);
        Ok(ansu_coach::claim(claimed, charge, library, language))
    }

    /// What a rule comes to; none while a figure is missing or where the rule leaves it open.
    ///
    /// # Errors
    /// No such rule; the person at work may not.
    pub fn work_out(
        &self,
        session: &Session,
        rule: &str,
        figures: Figures,
    ) -> Result<Option<Money>, DeskError> {
        self.authorize(session, Operation::Coach, None)?;
        let coach = self.guidance()?;
        let rule = coach.rule(rule).ok_or(DeskError::UnknownItem)?;
        Ok(rule
            .formula
            .as_ref()
            .and_then(|formula| formula.amount(figures)))
    }

    /// The read-back composed from facts that are still being typed, in Chinese: confirmed, it is the matter on the slip.
    ///
    /// # Errors
    /// The person at work may not.
    pub fn read_back(&self, session: &Session, facts: &Facts) -> Result<String, DeskError> {
        self.authorize(session, Operation::ReadBack, None)?;
        Ok(ansu_coach::read_back(facts, self.context.now()))
    }
}

/// The offers of a playbook as they would be put on the table now. What is promised, and who does it, are printed: they come in the record's language,
/// filled with what the record says; beside it what it says for somebody who `reads` another.
fn offers(
    coach: &Coach,
    playbook: &str,
    now: Moment,
    recorded: &Slots,
    (reads, shown): (Language, &Slots),
) -> Vec<OfferIdea> {
    let filled = |template: &Template| {
        let parts = template.fill(reads, shown);
        parts.into_iter().map(|part| part.text).collect::<String>()
    };
    let idea = |offer: &UsualOffer| {
        let (amount, rule) = match &offer.amount {
            Some(UsualAmount::Fen(amount)) => (Some(*amount), None),
            Some(UsualAmount::Rule(rule)) => (None, coach.rule(rule)),
            None => (None, None),
        };
        OfferIdea {
            id: format!("{playbook}/{}", offer.id),
            action: offer
                .action
                .get(Language::RECORD)
                .fill(Language::RECORD, recorded),
            gloss: offer.action.gloss(reads).map(|says| filled(&says)),
            remedy: offer.remedy,
            amount,
            rule: rule.map(|rule| rule.view(reads)),
            months: offer.months,
            basis: offer.basis,
            unit: offer
                .unit
                .get(Language::RECORD)
                .fill(Language::RECORD, recorded),
            due: offer.due.moment(now),
        }
    };
    coach
        .playbook(playbook)
        .map(|playbook| playbook.offers.iter().map(idea).collect())
        .unwrap_or_default()
}
