//! Stories: files of actions, one a line, in the same schema as the window uses.

use crate::{
    Act, ApiError, Code, Desk, DeskError, IncidentDeed, Narrated, Operation, Perform, Session,
};
use ansu_complaint::{
    Action, IncidentAction, IncidentId, Moment, Refusal, Staff, StaffId, Ticket, TicketId,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One line of a story: when, by whom, on which ticket, and the action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct StoryLine {
    /// When; the clock stays where it is if left out.
    #[serde(default)]
    pub at: Option<Moment>,
    /// By whom; the person who runs the story if left out.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// On which ticket, by its number or by the name it was given; the one of the line before if left out.
    #[serde(default)]
    pub ticket: Option<String>,
    /// For a registration or an incident that is opened: a name for later lines.
    #[serde(default, rename = "as")]
    pub name: Option<String>,
    /// The code with which this has to be refused; the story goes on after it. None = it has to be carried out.
    #[serde(default)]
    pub refused: Option<Code>,
    /// On which incident, by the name it was given; the last one named if left out.
    #[serde(default)]
    pub incident: Option<String>,
    /// What is done.
    #[serde(flatten)]
    #[schemars(with = "Action")]
    pub action: StoryAct,
}

/// What a line does: to a ticket, to an incident, or to all tickets of one. No two have the same name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "most are actions on tickets, and a story is short"
)]
pub enum StoryAct {
    /// An action on a ticket.
    Ticket(Action),
    /// An action on an incident.
    Incident(IncidentAction),
    /// What is done to all tickets of an incident.
    Deed(IncidentDeed),
}

/// What a story did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StoryReport {
    /// Actions carried out.
    pub actions: u32,
    /// Actions that had to be refused, and were.
    pub refused: u32,
    /// Tickets that were left as they were by what was done to all of an incident.
    pub left: u32,
    /// Tickets touched, in the order in which they were first touched.
    pub tickets: Vec<String>,
}

impl StoryReport {
    fn touched(&mut self, ticket: &Ticket) {
        let number = ticket.number.to_string();
        if !self.tickets.contains(&number) {
            self.tickets.push(number);
        }
    }
}

/// Why a story stopped, and where. The lines before stay carried out unless the file could not be read at all.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {error}")]
pub struct StoryError {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub error: Box<DeskError>,
    /// What was done before it.
    pub done: StoryReport,
}

impl StoryError {
    /// The error as a shell receives it, with its line.
    #[must_use]
    pub fn api(&self) -> ApiError {
        ApiError::from(&*self.error).with("line", self.line)
    }
}

/// Where a story stands.
#[derive(Default)]
struct Thread {
    /// Where the last line that named a moment put the clock.
    at: Option<Moment>,
    current: Option<TicketId>,
    named: HashMap<String, TicketId>,
    incident: Option<IncidentId>,
    incidents: HashMap<String, IncidentId>,
    report: StoryReport,
}

impl<C: Narrated> Desk<C> {
    /// Runs a story. Every line is read before the first one is carried out, so that a misspelt file changes nothing.
    ///
    /// # Errors
    /// The line that cannot be read or that a rule refuses, and why.
    pub fn run_story(&mut self, narrator: &Session, text: &str) -> Result<StoryReport, StoryError> {
        let lines = read(text)?;
        self.times_stand(&lines)?;
        let begun = self.begin_story(narrator, &lines);
        begun.map_err(|error| StoryError {
            line: 0,
            error: error.into(),
            done: StoryReport::default(),
        })?;
        let mut thread = Thread::default();
        for (line, told) in lines {
            if let Err(error) = self.tell(narrator, &told, &mut thread) {
                return Err(StoryError {
                    line,
                    error: error.into(),
                    done: thread.report,
                });
            }
        }
        Ok(thread.report)
    }

    /// Whether the clock may be put to every moment that the story names.
    fn times_stand(&self, lines: &[(usize, StoryLine)]) -> Result<(), StoryError> {
        for (line, told) in lines {
            let why = match told.at {
                Some(at) if !crate::is_plausible(at) => "at: a year from 2000 to 2199",
                Some(at) if !self.context.admits(at) => {
                    "at: over a real hall only the present day, and not the future"
                }
                Some(_) | None => continue,
            };
            return Err(StoryError {
                line: *line,
                error: DeskError::BadRequest(why.to_owned()).into(),
                done: StoryReport::default(),
            });
        }
        Ok(())
    }

    /// Whoever only speaks for themselves needs no more than the right to do it; in the name of others only a manager speaks.
    fn begin_story(
        &mut self,
        narrator: &Session,
        lines: &[(usize, StoryLine)],
    ) -> Result<(), DeskError> {
        let others = lines
            .iter()
            .filter_map(|(_, told)| told.by.as_ref())
            .any(|by| *by != narrator.staff().id);
        if others {
            self.authorize(narrator, Operation::SpeakForOthers, None)?;
        } else {
            self.authorize(narrator, Operation::Perform, None)?;
        }
        let told = format!("lines={}", lines.len());
        self.note(narrator, Act::RunStory, "", &told)
    }

    fn tell(
        &mut self,
        narrator: &Session,
        told: &StoryLine,
        thread: &mut Thread,
    ) -> Result<(), DeskError> {
        thread.at = told.at.or(thread.at);
        // A story is told by one person and carried out in the name of many: it is a tool of whoever manages the hall, and noted as such.
        let staff = self.working(told.by.as_ref().unwrap_or(&narrator.staff().id))?;
        if let Some(at) = thread.at {
            self.context.hold(at);
        }
        let done = self.act(&staff, told, thread);
        // What is noted is noted by the clock.
        self.context.release();
        // Whatever was done is noted, also what should have been refused.
        if let Ok(ticket) = &done {
            let number = ticket.as_ref().map_or("", |ticket| ticket.number.as_str());
            self.note_voice(narrator, &staff, number)?;
        }
        if let Some(code) = told.refused {
            is_refused(done.map(drop), code)?;
            thread.report.refused += 1;
            return Ok(());
        }
        let Some(ticket) = done? else {
            thread.report.actions += 1;
            return Ok(());
        };
        thread.current = Some(ticket.id);
        if let Some(name) = &told.name {
            thread.named.insert(name.clone(), ticket.id);
        }
        thread.report.actions += 1;
        thread.report.touched(&ticket);
        Ok(())
    }

    /// Who spoke in whose name stands in the trail.
    fn note_voice(
        &mut self,
        narrator: &Session,
        staff: &Staff,
        object: &str,
    ) -> Result<(), DeskError> {
        if staff.id == narrator.staff().id {
            return Ok(());
        }
        let detail = format!("as={}", staff.id);
        self.note(narrator, Act::RunStory, object, &detail)
    }

    /// Carries a line out; gives the ticket that it was about.
    fn act(
        &mut self,
        staff: &Staff,
        told: &StoryLine,
        thread: &mut Thread,
    ) -> Result<Option<Ticket>, DeskError> {
        let action = match &told.action {
            StoryAct::Incident(action) => {
                self.act_of_incident(staff, told, action, thread)?;
                return Ok(None);
            }
            StoryAct::Deed(deed) => {
                let id = in_hand(told, thread)?;
                let tickets = self.store.ticket_ids_of(id)?;
                let dealt = self.deal_quietly(staff, id, *deed, &tickets)?;
                return self.tell_of_deed(dealt, thread).map(|()| None);
            }
            StoryAct::Ticket(Action::Register { form }) => {
                return self.register_quietly(staff, form, None, &[]).map(Some);
            }
            // A story knows incidents by the names that it gave them.
            StoryAct::Ticket(Action::JoinIncident { .. }) => Action::JoinIncident {
                incident: in_hand(told, thread)?,
            },
            StoryAct::Ticket(action) => action.clone(),
        };
        let ticket = self.addressed(told, thread)?;
        let perform = Perform {
            ticket: ticket.id,
            revision: ticket.revision,
            actions: vec![action],
            clears: Vec::new(),
        };
        Ok(Some(self.perform_quietly(staff, &perform)?.1))
    }

    /// What was done to tickets of an incident. A deed that was done to none of them was refused, and for what the first of them says.
    fn tell_of_deed(
        &self,
        dealt: Vec<(TicketId, Option<Refusal>)>,
        thread: &mut Thread,
    ) -> Result<(), DeskError> {
        let (done, left): (Vec<_>, Vec<_>) = dealt.into_iter().partition(|(_, why)| why.is_none());
        if done.is_empty() {
            let first = left.into_iter().find_map(|(_, why)| why);
            return Err(match first {
                Some(refusal) => DeskError::RefusedAt { place: 0, refusal },
                None => DeskError::BadRequest("the incident has no tickets".to_owned()),
            });
        }
        thread.report.left += u32::try_from(left.len()).unwrap_or(u32::MAX);
        for (id, _) in done {
            let ticket = self.store.ticket(id)?.ok_or(DeskError::UnknownTicket)?;
            thread.report.touched(&ticket);
        }
        Ok(())
    }

    fn act_of_incident(
        &mut self,
        staff: &Staff,
        told: &StoryLine,
        action: &IncidentAction,
        thread: &mut Thread,
    ) -> Result<(), DeskError> {
        let on = if matches!(action, IncidentAction::OpenIncident { .. }) {
            None
        } else {
            let known = self.known_incident(in_hand(told, thread)?)?;
            Some((known.id, known.revision))
        };
        let incident = self.act_on_incident(staff, on, action)?;
        thread.incident = Some(incident.id);
        if let Some(name) = &told.name {
            thread.incidents.insert(name.clone(), incident.id);
        }
        Ok(())
    }

    fn addressed(&self, told: &StoryLine, thread: &Thread) -> Result<Ticket, DeskError> {
        let id = match &told.ticket {
            None => thread.current,
            Some(name) => match thread.named.get(name) {
                Some(id) => Some(*id),
                None => self.store.ticket_by_number(name)?.map(|ticket| ticket.id),
            },
        };
        self.store
            .ticket(id.ok_or(DeskError::UnknownTicket)?)?
            .ok_or(DeskError::UnknownTicket)
    }
}

/// Whether what had to be refused was refused, and for that.
fn is_refused(done: Result<(), DeskError>, code: Code) -> Result<(), DeskError> {
    match done {
        Err(error) if ApiError::from(&error).code == code => Ok(()),
        Err(error) => Err(error),
        Ok(()) => Err(DeskError::BadRequest(format!(
            "refused: {code:?} was expected, and it was carried out"
        ))),
    }
}

/// The incident that a line is about.
fn in_hand(told: &StoryLine, thread: &Thread) -> Result<IncidentId, DeskError> {
    let id = match &told.incident {
        None => thread.incident,
        Some(name) => thread.incidents.get(name).copied(),
    };
    id.ok_or(DeskError::UnknownIncident)
}

/// How many actions a story has, where every line can be read. Carries nothing out.
///
/// # Errors
/// The first line that cannot be read, and why.
pub fn check_story(text: &str) -> Result<u32, StoryError> {
    Ok(u32::try_from(read(text)?.len()).unwrap_or(u32::MAX))
}

/// Reads every line; empty lines and lines that begin with `#` are passed over.
fn read(text: &str) -> Result<Vec<(usize, StoryLine)>, StoryError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Vec::new();
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let told = read_line(line).map_err(|error| StoryError {
            line: place + 1,
            error: DeskError::BadRequest(error.to_string()).into(),
            done: StoryReport::default(),
        })?;
        lines.push((place + 1, told));
    }
    Ok(lines)
}

/// The words around the action are taken off first, so that the action itself refuses every word it does not know.
fn read_line(line: &str) -> Result<StoryLine, serde_json::Error> {
    let mut words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line)?;
    let mut take = |word: &str| words.remove(word).unwrap_or_default();
    let (at, by, ticket, name) = (take("at"), take("by"), take("ticket"), take("as"));
    let refused = serde_json::from_value(take("refused"))?;
    let incident = serde_json::from_value(take("incident"))?;
    let action = read_act(words)?;
    Ok(StoryLine {
        incident,
        action,
        at: serde_json::from_value(at)?,
        by: serde_json::from_value(by)?,
        ticket: serde_json::from_value(ticket)?,
        name: serde_json::from_value(name)?,
        refused,
    })
}

/// What a line does is told by its name, so that what is wrong with it is told by what it is.
fn read_act(
    mut words: serde_json::Map<String, serde_json::Value>,
) -> Result<StoryAct, serde_json::Error> {
    let name = words.get("do").and_then(serde_json::Value::as_str);
    match name {
        Some("join_incident") => {
            words.insert("incident".to_owned(), uuid::Uuid::nil().to_string().into());
        }
        Some(name) if IncidentDeed::is_called(name) => {
            return serde_json::from_value(words.into()).map(StoryAct::Deed);
        }
        Some(name) if IncidentAction::is_called(name) => {
            return serde_json::from_value(words.into()).map(StoryAct::Incident);
        }
        Some(_) | None => {}
    }
    serde_json::from_value(words.into()).map(StoryAct::Ticket)
}
