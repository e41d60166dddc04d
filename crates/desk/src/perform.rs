//! The one door for writes.

use crate::ticket::TicketView;
use crate::{Context, Desk, DeskError, Operation, Session, TicketRef};
use ansu_coach::Promised;
use ansu_complaint::{
    Action, Entry, Event, EventId, Incident, Informing, IntakeForm, Refusal, Staff, StaffId,
    Ticket, TicketId, TicketNumber, decide_all, inverse, register,
};
use ansu_store::{Commit, StoreError};
use serde::{Deserialize, Serialize};

/// Actions on a ticket: all of them or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Perform {
    /// Which ticket.
    pub ticket: TicketId,
    /// The revision the person saw; a newer one in the store refuses the whole.
    pub revision: u32,
    /// What to do, in order.
    pub actions: Vec<Action>,
    /// Drafts whose content is now on the record; cleared in the same transaction.
    #[serde(default)]
    pub clears: Vec<String>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct Outcome {
    /// The ticket as it is now.
    pub view: TicketView,
    /// How to take it back, where that is possible.
    pub undo: Option<Undo>,
    /// What was promised in words and is no promise yet.
    pub worded: Vec<Promised>,
}

/// Taking back what was just done; itself a [`Perform`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Undo {
    /// What was done, by the name of its kind.
    pub of: ansu_complaint::ActionKind,
    /// The actions that take it back.
    pub perform: Perform,
}

impl<C: Context> Desk<C> {
    /// Registers a complaint and gives it its number.
    ///
    /// # Errors
    /// A field of the form cannot stand, the hall has not been set up, or the data folder refuses.
    pub fn register(
        &mut self,
        session: &Session,
        form: &IntakeForm,
        clears: &[String],
    ) -> Result<Outcome, DeskError> {
        self.register_after(session, form, None, clears)
    }

    /// As [`Desk::register`], with the earlier ticket from which the new one follows.
    ///
    /// # Errors
    /// As there; there is no such earlier ticket.
    pub fn register_after(
        &mut self,
        session: &Session,
        form: &IntakeForm,
        follows: Option<&TicketNumber>,
        clears: &[String],
    ) -> Result<Outcome, DeskError> {
        self.authorize(session, Operation::Register, None)?;
        let staff = self.working(&session.staff.id)?;
        let ticket = self.register_quietly(&staff, form, follows, clears)?;
        Ok(Outcome {
            view: self.view(&session.staff, &ticket)?,
            undo: None,
            worded: Vec::new(),
        })
    }

    /// Carries out actions on a ticket.
    ///
    /// # Errors
    /// A rule refuses one of them, the ticket has changed meanwhile, or the data folder refuses. Nothing was carried out.
    pub fn perform(&mut self, session: &Session, request: &Perform) -> Result<Outcome, DeskError> {
        self.authorize(session, Operation::Perform, None)?;
        let staff = self.working(&session.staff.id)?;
        let (before, after) = self.perform_quietly(&staff, request)?;
        for action in &request.actions {
            if let Action::HandOver { to, .. } = action {
                self.typed_goes_to(session, &before, to)?;
            }
        }
        let undo = match request.actions.as_slice() {
            [.., last] => inverse(&before, last)
                .filter(|_| worth_taking_back(&request.actions))
                .map(|action| Undo {
                    of: last.kind(),
                    perform: Perform {
                        ticket: request.ticket,
                        revision: after.revision,
                        actions: vec![action],
                        clears: Vec::new(),
                    },
                }),
            [] => None,
        };
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: &staff,
            authority: &authority,
        };
        Ok(Outcome {
            worded: self.worded(&request.actions, &after, &rules)?,
            view: self.view(&session.staff, &after)?,
            undo,
        })
    }

    /// Registers without composing a view: stories and demonstrations make thousands.
    pub(crate) fn register_quietly(
        &mut self,
        staff: &Staff,
        form: &IntakeForm,
        follows: Option<&TicketNumber>,
        clears: &[String],
    ) -> Result<Ticket, DeskError> {
        let now = self.context.now();
        let earlier = self.earlier(&form.phone, now)?;
        let link = follows.map(|to| Action::Link {
            to: Some(to.clone()),
        });
        let report = form
            .sensitive
            .map(|capacity| Action::ReportSensitive { capacity });
        let with: Vec<Action> = link.into_iter().chain(report).collect();
        self.lead_somewhere(&with)?;
        let id = TicketId(self.context.new_id());
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now,
            staff,
            authority: &authority,
        };
        let day = crate::context::day(now);
        let cleared_drafts = drafts(clears, &staff.id);
        let (commit, _) =
            self.store
                .register(day, |number: TicketNumber| -> Result<Commit, DeskError> {
                    let event: Event = register(id, number, earlier, form, &rules)?;
                    let entry = rules.entry(event);
                    let begun = Ticket::begin(&entry).ok_or(DeskError::UnknownTicket)?;
                    let (further, after) = decide_all(&begun, &with, &rules)
                        .map_err(|(place, refusal)| DeskError::RefusedAt { place, refusal })?;
                    Ok(Commit {
                        ticket: id,
                        expected: 0,
                        entries: std::iter::once(entry)
                            .chain(further)
                            .map(|entry| (EventId(self.context.new_id()), entry))
                            .collect(),
                        after,
                        cleared_drafts,
                    })
                })?;
        Ok(commit.after)
    }

    /// Performs without composing a view; gives the ticket before and after.
    pub(crate) fn perform_quietly(
        &mut self,
        staff: &Staff,
        request: &Perform,
    ) -> Result<(Ticket, Ticket), DeskError> {
        let before = self
            .store
            .ticket(request.ticket)?
            .ok_or(DeskError::UnknownTicket)?;
        if before.revision != request.revision {
            return Err(StoreError::Stale {
                actual: before.revision,
            }
            .into());
        }
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff,
            authority: &authority,
        };
        let (entries, after) = decide_all(&before, &request.actions, &rules)
            .map_err(|(place, refusal)| DeskError::RefusedAt { place, refusal })?;
        self.lead_somewhere(&request.actions)?;
        self.told_what_stands(&before, &request.actions)?;
        self.evidence_is_here(request.ticket, &request.actions)?;
        if entries.is_empty() {
            return Ok((before.clone(), before));
        }
        let entries: Vec<(EventId, Entry)> = entries
            .into_iter()
            .map(|entry| (EventId(self.context.new_id()), entry))
            .collect();
        let cleared_drafts = drafts(&request.clears, &staff.id);
        let commit = Commit {
            ticket: request.ticket,
            expected: request.revision,
            entries,
            after,
            cleared_drafts,
        };
        self.store.commit(&commit)?;
        Ok((before, commit.after))
    }

    /// Who and what an action names is there: a ticket is merged into one that goes on, follows from one that there is, and is given to
    /// somebody who works on tickets.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "most actions name nothing outside their ticket"
    )]
    fn lead_somewhere(&self, actions: &[Action]) -> Result<(), DeskError> {
        for (place, action) in actions.iter().enumerate() {
            match action {
                Action::Merge { into, .. } => {
                    if let Some(end) = self.find(&TicketRef::Number(into.clone()))?.end_kind() {
                        let refusal = Refusal::Ended { end };
                        return Err(DeskError::RefusedAt { place, refusal });
                    }
                }
                Action::Link { to: Some(number) } => {
                    self.find(&TicketRef::Number(number.clone()))?;
                }
                Action::HandOver { to, .. } => {
                    self.colleague(to)?;
                }
                Action::JoinIncident { incident } => {
                    self.known_incident(*incident)?;
                }
                Action::UseWording { source, .. }
                | Action::Apologize {
                    source: Some(source),
                    ..
                } => self.still_holds(source)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A customer is told of the common remedy that stands, whatever the window still shows.
    fn told_what_stands(&self, before: &Ticket, actions: &[Action]) -> Result<(), DeskError> {
        let mut incident = before.incident.as_ref().map(|part| part.id);
        for (place, action) in actions.iter().enumerate() {
            if let Action::JoinIncident { incident: joined } = action {
                incident = Some(*joined);
            }
            let Action::TellOfIncident {
                telling:
                    Informing::Told {
                        remedy: Some(told), ..
                    },
            } = action
            else {
                continue;
            };
            let known = incident.map(|id| self.known_incident(id)).transpose()?;
            let stands = known.as_ref().and_then(Incident::standing);
            if stands.is_none_or(|remedy| remedy.no != *told) {
                let refusal = Refusal::OtherRemedy;
                return Err(DeskError::RefusedAt { place, refusal });
            }
        }
        Ok(())
    }

    /// A unified statement is said only while it holds, wherever the window still shows it.
    fn still_holds(&self, source: &str) -> Result<(), DeskError> {
        match source.strip_prefix("statement/") {
            Some(id) if !self.guidance()?.holds(id, self.context.now()) => {
                Err(DeskError::StatementEnded)
            }
            _ => Ok(()),
        }
    }
}

/// Leaving a step records what was typed as well; only then is the last action's inverse not the whole story, and going back suffices.
fn worth_taking_back(actions: &[Action]) -> bool {
    matches!(actions, [_] | [.., Action::Advance { .. }])
}

pub(crate) fn drafts(keys: &[String], staff: &StaffId) -> Vec<(String, StaffId)> {
    keys.iter()
        .map(|key| (key.clone(), staff.clone()))
        .collect()
}
