//! Incidents: one cause, many tickets (domain §13). What is done to all their tickets is done to each by its own rules, or not at all.

use crate::queue::Line;
use crate::{ApiError, Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{
    Action, Entry, EventId, Incident, IncidentAction, IncidentEvent, IncidentForm, IncidentId,
    Informing, Moment, OfferState, Refusal, Staff, Ticket, TicketId, decide_all, offer_common,
    settle, tell_again,
};
use ansu_store::{Commit, IncidentCommit};
use serde::{Deserialize, Serialize};

/// Incidents that a list shows: those that go on come first.
const SHOWN: u32 = 200;

/// An incident in the list.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct IncidentLine {
    /// The incident.
    pub incident: Incident,
    /// Its tickets.
    pub tickets: u32,
    /// Those that have not ended.
    pub open: u32,
}

/// A ticket of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct IncidentTicket {
    /// The ticket.
    pub line: Line,
    /// Its entries so far.
    pub revision: u32,
    /// Whether its customer knows.
    pub telling: Informing,
    /// When that was entered.
    pub told: Option<Moment>,
    /// They were told before the cause was over, or of another remedy: they are to be told again.
    pub again: bool,
    /// What became of the common remedy there; none = it was not offered in this round.
    pub offer: Option<OfferState>,
}

/// A unified statement that an incident may name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatementView {
    /// Its id in the library.
    pub id: String,
    /// What has happened.
    pub title: String,
    /// What is said, with the names of slots where they are filled in a talk.
    pub text: String,
    /// It holds from this moment on.
    pub from: Moment,
    /// It holds until this moment.
    pub until: Moment,
    /// Where it holds; empty = everywhere.
    pub places: Vec<String>,
}

/// An incident as its screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct IncidentView {
    /// The incident.
    pub incident: Incident,
    /// Statements that it may name, and the one that it names.
    pub statements: Vec<StatementView>,
    /// Its tickets, in the order in which they came in.
    pub tickets: Vec<IncidentTicket>,
    /// Why whoever looks may not approve the common remedy; none = they may.
    pub may_not_approve: Option<ApiError>,
    /// Now, by the desk's clock.
    pub now: Moment,
}

/// What can be done to all tickets of an incident.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum IncidentDeed {
    /// Put the common remedy on the table of each.
    OfferCommon {},
    /// Settle those whose customers were told and agree.
    SettleTogether {},
}

impl IncidentDeed {
    /// Whether one of them has this name.
    pub(crate) fn is_called(name: &str) -> bool {
        ["offer_common", "settle_together"].contains(&name)
    }
}

/// What came of it for one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DealtTicket {
    /// Which.
    pub ticket: TicketId,
    /// Why it is as it was; none = it was done.
    pub refusal: Option<ApiError>,
}

impl<C: Context> Desk<C> {
    /// Incidents, those that go on first.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn incidents(&self, session: &Session) -> Result<Vec<IncidentLine>, DeskError> {
        self.authorize(session, Operation::Incidents, None)?;
        let line = |(incident, tickets, open)| IncidentLine {
            incident,
            tickets,
            open,
        };
        Ok(self.store.incidents(SHOWN)?.into_iter().map(line).collect())
    }

    /// One incident with its tickets.
    ///
    /// # Errors
    /// There is none; the person at work may not.
    pub fn incident(&self, session: &Session, id: IncidentId) -> Result<IncidentView, DeskError> {
        self.authorize(session, Operation::Incidents, None)?;
        let incident = self.known_incident(id)?;
        self.incident_view(session.staff(), incident)
    }

    /// Opens an incident with the tickets that are linked to it, in one act; one that is gone, ended or was linked elsewhere meanwhile is left out.
    ///
    /// # Errors
    /// A field of the form cannot stand; the person at work may not; the data folder refuses.
    pub fn open_incident(
        &mut self,
        session: &Session,
        form: &IncidentForm,
        tickets: &[TicketId],
    ) -> Result<IncidentView, DeskError> {
        self.authorize(session, Operation::WorkOnIncident, None)?;
        let staff = self.working(&session.staff().id)?;
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: &staff,
            authority: &authority,
        };
        let opened = self.opening(form, &rules)?;
        let join = Action::JoinIncident {
            incident: opened.after.id,
        };
        let mut linked: Vec<Commit> = Vec::new();
        for id in tickets {
            if linked.iter().any(|commit| commit.ticket == *id) {
                continue;
            }
            let ticket = self.store.ticket(*id)?;
            let joined = ticket.map(|ticket| {
                (
                    decide_all(&ticket, std::slice::from_ref(&join), &rules),
                    ticket,
                )
            });
            if let Some((Ok((entries, after)), ticket)) = joined {
                linked.extend(self.kept(&ticket, entries, after));
            }
        }
        self.store.open_incident(&opened, &linked)?;
        self.incident_view(&staff, opened.after)
    }

    fn opening(
        &mut self,
        form: &IncidentForm,
        rules: &ansu_complaint::Context<'_>,
    ) -> Result<IncidentCommit, DeskError> {
        let incident = Incident::open(IncidentId(self.context.new_id()), form, rules)?;
        Ok(IncidentCommit {
            event_id: EventId(self.context.new_id()),
            at: rules.now,
            by: rules.staff.id.clone(),
            event: IncidentEvent::Opened {
                incident: incident.clone(),
            },
            expected: 0,
            after: incident,
        })
    }

    /// What is to be kept of what was done to a ticket; none where nothing was to do.
    fn kept(&mut self, before: &Ticket, entries: Vec<Entry>, after: Ticket) -> Option<Commit> {
        (!entries.is_empty()).then(|| Commit {
            ticket: before.id,
            expected: before.revision,
            entries: entries
                .into_iter()
                .map(|entry| (EventId(self.context.new_id()), entry))
                .collect(),
            after,
            cleared_drafts: Vec::new(),
        })
    }

    /// Carries out an action on an incident.
    ///
    /// # Errors
    /// A rule refuses it, the incident has changed meanwhile, the person at work may not. Nothing was done.
    pub fn work_on_incident(
        &mut self,
        session: &Session,
        id: IncidentId,
        revision: u32,
        action: &IncidentAction,
    ) -> Result<IncidentView, DeskError> {
        self.authorize(session, Operation::WorkOnIncident, None)?;
        let staff = self.working(&session.staff().id)?;
        let incident = self.act_on_incident(&staff, Some((id, revision)), action)?;
        self.incident_view(&staff, incident)
    }

    /// Does something to tickets of an incident: to each wholly or not at all. A shell hands over a few at a time, shows how far it is, and
    /// stops when it is told to.
    ///
    /// # Errors
    /// There is no such incident; the person at work may not; the data folder refuses. What was done before that is done.
    pub fn deal_with_tickets(
        &mut self,
        session: &Session,
        id: IncidentId,
        deed: IncidentDeed,
        tickets: &[TicketId],
    ) -> Result<Vec<DealtTicket>, DeskError> {
        self.authorize(session, Operation::WorkOnIncident, None)?;
        let staff = self.working(&session.staff().id)?;
        let dealt = self.deal_quietly(&staff, id, deed, tickets)?;
        let told = |(ticket, refusal): (TicketId, Option<Refusal>)| DealtTicket {
            ticket,
            refusal: refusal.as_ref().map(ApiError::from),
        };
        Ok(dealt.into_iter().map(told).collect())
    }

    /// As [`Desk::deal_with_tickets`], by anybody; with the reason where nothing was done.
    pub(crate) fn deal_quietly(
        &mut self,
        staff: &Staff,
        id: IncidentId,
        deed: IncidentDeed,
        tickets: &[TicketId],
    ) -> Result<Vec<(TicketId, Option<Refusal>)>, DeskError> {
        let incident = self.known_incident(id)?;
        let mut dealt = Vec::new();
        for ticket in tickets {
            let refusal = self.deal_with(staff, &incident, deed, *ticket)?;
            dealt.push((*ticket, refusal));
        }
        Ok(dealt)
    }

    fn deal_with(
        &mut self,
        staff: &Staff,
        incident: &Incident,
        deed: IncidentDeed,
        id: TicketId,
    ) -> Result<Option<Refusal>, DeskError> {
        let ticket = self.store.ticket(id)?.ok_or(DeskError::UnknownTicket)?;
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff,
            authority: &authority,
        };
        let done = match deed {
            IncidentDeed::OfferCommon {} => offer_common(incident, &ticket, &rules),
            IncidentDeed::SettleTogether {} => settle(incident, &ticket, &rules),
        };
        let (entries, after) = match done {
            Ok(done) => done,
            Err(refusal) => return Ok(Some(refusal)),
        };
        if let Some(commit) = self.kept(&ticket, entries, after) {
            self.store.commit(&commit)?;
        }
        Ok(None)
    }

    /// An action on an incident, by anybody; none = it is opened.
    pub(crate) fn act_on_incident(
        &mut self,
        staff: &Staff,
        on: Option<(IncidentId, u32)>,
        action: &IncidentAction,
    ) -> Result<Incident, DeskError> {
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff,
            authority: &authority,
        };
        let commit = match (on, action) {
            (None, IncidentAction::OpenIncident { form }) => self.opening(form, &rules)?,
            (None, _) => return Err(DeskError::UnknownIncident),
            (Some((id, expected)), action) => {
                let mut incident = self.known_incident(id)?;
                let event = incident.decide(action, &rules)?;
                if let IncidentEvent::StatementNamed {
                    statement: Some(statement),
                } = &event
                {
                    self.is_a_statement(statement)?;
                }
                incident
                    .apply(event.clone())
                    .ok_or(DeskError::UnknownIncident)?;
                IncidentCommit {
                    event_id: EventId(self.context.new_id()),
                    at: rules.now,
                    by: staff.id.clone(),
                    event,
                    expected,
                    after: incident,
                }
            }
        };
        self.store.keep_incident(&commit)?;
        Ok(commit.after)
    }

    /// An incident; one of which somebody said that it is none is none.
    pub(crate) fn known_incident(&self, id: IncidentId) -> Result<Incident, DeskError> {
        self.store
            .incident(id)?
            .filter(|incident| !incident.none)
            .ok_or(DeskError::UnknownIncident)
    }

    fn is_a_statement(&self, id: &str) -> Result<(), DeskError> {
        let coach = self.guidance()?;
        let mut all = coach
            .statements_ahead(self.context.now(), Some(id))
            .into_iter();
        if all.any(|known| known.id == id) {
            Ok(())
        } else {
            Err(DeskError::UnknownItem)
        }
    }

    fn incident_view(&self, staff: &Staff, incident: Incident) -> Result<IncidentView, DeskError> {
        let now = self.context.now();
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now,
            staff,
            authority: &authority,
        };
        let approve = incident.decide(
            &IncidentAction::ApproveRemedy {
                amount: None,
                action: None,
            },
            &rules,
        );
        let mut tickets = Vec::new();
        for row in self.store.tickets_of(incident.id)? {
            if let Some(ticket) = self.store.ticket(row.id)? {
                tickets.push(in_incident(Line::of(&row, now), &ticket, &incident));
            }
        }
        Ok(IncidentView {
            statements: self.statements_of(&incident, now)?,
            may_not_approve: approve.err().as_ref().map(ApiError::from),
            tickets,
            incident,
            now,
        })
    }

    fn statements_of(
        &self,
        incident: &Incident,
        now: Moment,
    ) -> Result<Vec<StatementView>, DeskError> {
        let (coach, language) = (self.guidance()?, self.language()?);
        let named = incident.statement.as_deref();
        let shown = |known: &ansu_coach::Statement| StatementView {
            id: known.id.clone(),
            title: known.title.of(language),
            text: String::from(known.text.get(language).clone()),
            from: known.from,
            until: known.until,
            places: known.places.clone(),
        };
        let all = coach.statements_ahead(now, named);
        Ok(all.into_iter().map(shown).collect())
    }
}

fn in_incident(line: Line, ticket: &Ticket, incident: &Incident) -> IncidentTicket {
    let part = ticket.incident.as_ref();
    IncidentTicket {
        line,
        revision: ticket.revision,
        telling: part.map(|part| part.telling.clone()).unwrap_or_default(),
        told: part.and_then(|part| part.told),
        again: !ticket.has_ended() && tell_again(incident, ticket),
        offer: ticket
            .round_offers()
            .find(|offer| offer.incident == Some(incident.id))
            .map(|offer| offer.state),
    }
}
