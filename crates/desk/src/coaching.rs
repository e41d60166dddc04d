//! The coach's help, filled from the ticket.

use crate::{Context, Desk, DeskError, Language, Session, TicketRef};
use ansu_complaint::{Facts, Step, Ticket};
use serde::Serialize;

/// What to say and do at a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Coaching {
    /// Wordings, the most fitting first.
    pub wordings: Vec<Wording>,
    /// What to do, to keep in mind, and not to say.
    pub reminders: Reminders,
}

/// A wording with its slots filled as far as the ticket knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Wording {
    /// Its identity in the library; recorded with what was said.
    pub id: String,
    /// Text and slots in order.
    pub parts: Vec<WordingPart>,
    /// No slot is open: it may be said.
    pub complete: bool,
}

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct WordingPart {
    /// The text; for an open slot its name for people.
    pub text: String,
    /// The slot's name, if it is one.
    pub slot: Option<String>,
    /// A slot with its value, or plain text.
    pub filled: bool,
}

/// Reminders for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reminders {
    /// What to do.
    pub act: Vec<String>,
    /// Posture, voice, eyes.
    pub body: Vec<String>,
    /// What not to say.
    pub avoid: Vec<String>,
}

impl<C: Context> Desk<C> {
    /// What to say and do at a step of a ticket, in the counter's language.
    ///
    /// # Errors
    /// No such ticket.
    pub fn coach(&self, _session: &Session, which: &TicketRef, _step: Step) -> Result<Coaching, DeskError> {
        let _ticket = self.find(which)?;
        let _language: Language = self.preferences()?.language;
        Ok(Coaching { wordings: Vec::new(), reminders: Reminders { act: Vec::new(), body: Vec::new(), avoid: Vec::new() } })
    }

    /// The read-back composed from facts that are still being typed, in Chinese: it goes on the slip.
    #[must_use]
    pub fn read_back(&self, _session: &Session, _facts: &Facts) -> String {
        String::new()
    }
}

/// The read-back composed from the facts as recorded.
pub(crate) fn read_back(_ticket: &Ticket) -> String {
    String::new()
}
