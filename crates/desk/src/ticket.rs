//! One ticket as the workspace shows it.

use crate::contacts::ContactView;
use crate::queue::Line;
use crate::{Act, ApiError, Context, Desk, DeskError, Operation, Session, StaffView};
use ansu_complaint::{
    ActionKind, Authority, ClockState, Deadline, Entry, Incident, IntakeForm, Missing, Moment,
    Money, NextMove, OfferNo, Phone, Staff, StaffId, Step, Ticket, TicketId, TicketNumber, Timing,
    gate, permissions,
};
use serde::{Deserialize, Serialize};

/// A ticket by its identity or by its printed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TicketRef {
    /// By identity.
    Id(TicketId),
    /// By number.
    Number(TicketNumber),
}

/// What a step's gate still lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StepGate {
    /// The step.
    pub step: Step,
    /// Empty = it may be left.
    pub missing: Vec<Missing>,
}

/// Whether an action is allowed, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Permission {
    /// The kind of action.
    pub action: ActionKind,
    /// Why not; none = allowed.
    pub refusal: Option<ApiError>,
}

/// A deadline and how it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DeadlineView {
    /// The deadline.
    pub deadline: Deadline,
    /// How it stands.
    pub state: ClockState,
}

/// One line of the ticket's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LogLine {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The event's name in the record; the shell translates it.
    pub event: String,
    /// What somebody said or wrote in it: the reason, the reply, the promise.
    pub words: Option<String>,
    /// The step it is about.
    pub step: Option<Step>,
    /// The offer it is about.
    pub offer: Option<OfferNo>,
    /// Who has it now.
    pub to: Option<StaffId>,
    /// The amount that was asked for, and the one that was approved in its place.
    pub amounts: Option<(Money, Money)>,
    /// How a promise, an approval or an escalation stands after it, as the record names it.
    pub state: Option<String>,
}

/// One ticket as the workspace shows it. Numbers are masked.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct TicketView {
    /// The ticket, phone numbers masked.
    pub ticket: Ticket,
    /// All six gates.
    pub gates: Vec<StepGate>,
    /// Every kind of action and why it is not allowed.
    pub allowed: Vec<Permission>,
    /// Everything that is or was due.
    pub deadlines: Vec<DeadlineView>,
    /// What should be done next.
    pub next: NextMove,
    /// Complaints from the same number within 30 days, this one left out, the last one first.
    pub contacts: Vec<Line>,
    /// What was no complaint from the same number within 30 days, the last one first.
    pub others: Vec<ContactView>,
    /// The ticket from which this one follows, and those that follow from this one.
    pub linked: Vec<Line>,
    /// The incident to which it belongs.
    pub incident: Option<Incident>,
    /// Names and roles of everybody on the record.
    pub people: Vec<StaffView>,
    /// The read-back composed from the facts as recorded, for the customer to confirm.
    pub read_back: String,
    /// Now, by the desk's clock.
    pub now: Moment,
}

impl<C: Context> Desk<C> {
    /// A ticket for the workspace. The first look of a person in a sitting is noted.
    ///
    /// # Errors
    /// No such ticket; the person at work may not.
    pub fn ticket(
        &mut self,
        session: &Session,
        which: &TicketRef,
    ) -> Result<TicketView, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::Ticket, Some(&ticket))?;
        self.note_sight(session, Act::SeeTicket, ticket.number.as_str())?;
        self.view(&session.staff, &ticket)
    }

    /// A ticket's own record as it was written, for the command line and for checks.
    ///
    /// # Errors
    /// No such ticket.
    pub fn record(&self, which: &TicketRef) -> Result<Ticket, DeskError> {
        self.find(which)
    }

    /// The full number of a ticket's complainant, for a call or a correction. It is noted before it is told.
    ///
    /// # Errors
    /// No such ticket; the person at work may not; what can't be noted is not told.
    pub fn reveal_phone(
        &mut self,
        session: &Session,
        which: &TicketRef,
    ) -> Result<Phone, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::RevealPhone, Some(&ticket))?;
        self.note(session, Act::RevealPhone, ticket.number.as_str(), "")?;
        Ok(ticket.intake.complainant.phone)
    }

    /// A ticket's registration as a form, numbers and documents in full: what a correction starts from. It is noted before it is told.
    ///
    /// # Errors
    /// No such ticket; the person at work may not; what can't be noted is not told.
    pub fn intake_form(
        &mut self,
        session: &Session,
        which: &TicketRef,
    ) -> Result<IntakeForm, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::IntakeForm, Some(&ticket))?;
        self.note(session, Act::SeeRegistration, ticket.number.as_str(), "")?;
        Ok(ticket.intake.form())
    }

    /// The ticket's history, the first line first. It is looking at the ticket, and noted as that.
    ///
    /// # Errors
    /// No such ticket; what can't be noted is not shown.
    pub fn log(&mut self, session: &Session, which: &TicketRef) -> Result<Vec<LogLine>, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::Log, Some(&ticket))?;
        self.note_sight(session, Act::SeeTicket, ticket.number.as_str())?;
        self.history(&ticket)
    }

    /// What happened to a ticket, as lines.
    pub(crate) fn history(&self, ticket: &Ticket) -> Result<Vec<LogLine>, DeskError> {
        let line = |stored: ansu_store::StoredEvent| {
            let Entry { at, by, event } = stored.entry;
            let gist = event.gist();
            LogLine {
                words: gist.words.map(str::to_owned),
                step: gist.step,
                offer: gist.offer,
                to: gist.to.cloned(),
                amounts: gist.amounts,
                state: gist.state.map(str::to_owned),
                event: serde_json::to_value(&event)
                    .ok()
                    .and_then(|event| event.get("event")?.as_str().map(str::to_owned))
                    .unwrap_or_default(),
                at,
                by,
            }
        };
        Ok(self
            .store
            .events(ticket.id)?
            .into_iter()
            .map(line)
            .collect())
    }

    pub(crate) fn find(&self, which: &TicketRef) -> Result<Ticket, DeskError> {
        let found = match which {
            TicketRef::Id(id) => self.store.ticket(*id)?,
            TicketRef::Number(number) => self.store.ticket_by_number(number.as_str())?,
        };
        found.ok_or(DeskError::UnknownTicket)
    }

    fn linked(&self, ticket: &Ticket, now: Moment) -> Result<Vec<Line>, DeskError> {
        let mut rows = Vec::new();
        // What was disposed of since is no longer there to be shown.
        if let Some(number) = &ticket.follows
            && let Some(before) = self.store.ticket_by_number(number.as_str())?
        {
            rows.extend(self.store.queue_row(before.id)?);
        }
        rows.extend(self.store.following(&ticket.number)?);
        Ok(rows.iter().map(|row| Line::of(row, now)).collect())
    }

    pub(crate) fn view(&self, staff: &Staff, ticket: &Ticket) -> Result<TicketView, DeskError> {
        let now = self.context.now();
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now,
            staff,
            authority: &authority,
        };
        // What has ended is measured by the norms of its time, whatever they are now.
        let timing: Timing = match &ticket.end {
            Some(end) => self.store.hall_rule_at(end.at)?,
            None => self.store.hall_rule()?.rule,
        };
        let (contacts, others) = self.same_number(&ticket.intake.complainant.phone, now)?;
        Ok(TicketView {
            others,
            linked: self.linked(ticket, now)?,
            incident: match &ticket.incident {
                Some(part) => self.store.incident(part.id)?,
                None => None,
            },
            gates: Step::ALL
                .iter()
                .map(|step| StepGate {
                    step: *step,
                    missing: gate(ticket, *step),
                })
                .collect(),
            allowed: permissions(ticket, &rules)
                .into_iter()
                .map(|(action, refusal)| Permission {
                    action,
                    refusal: refusal.as_ref().map(ApiError::from),
                })
                .collect(),
            deadlines: ticket
                .deadlines(&timing)
                .into_iter()
                .map(|deadline| DeadlineView {
                    state: deadline.state(now),
                    deadline,
                })
                .collect(),
            next: ticket.next_move(),
            contacts: contacts
                .iter()
                .filter(|row| row.id != ticket.id)
                .map(|row| Line::of(row, now))
                .collect(),
            people: self
                .store
                .staff()?
                .into_iter()
                .map(StaffView::from)
                .collect(),
            read_back: ansu_coach::read_back(&ticket.facts, now),
            ticket: as_asked_now(ticket.with_numbers_hidden(), &authority),
            now,
        })
    }
}

/// What is asked for is shown with who may grant it now.
fn as_asked_now(mut ticket: Ticket, authority: &Authority) -> Ticket {
    let known = ticket.clone();
    let offers = std::mem::take(&mut ticket.offers).into_iter();
    ticket.offers = offers
        .map(|offer| {
            let now = known.awaits(&offer, authority);
            offer.as_asked_now(now)
        })
        .collect();
    ticket
}
