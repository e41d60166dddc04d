//! What is being typed: kept for whoever typed it, listed when they come back, and handed to a colleague who goes on.

use crate::queue::Line;
use crate::{Act, Context, Desk, DeskError, Grant, Operation, Perform, Session, TicketRef};
use ansu_complaint::{Action, Moment, StaffId, Ticket, TicketId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What somebody left unfinished on one ticket, or on a complaint that is not registered yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Unfinished {
    /// The ticket; none where it is not registered yet.
    pub line: Option<Line>,
    /// Forms begun.
    pub forms: u32,
    /// When the last of them was stored.
    pub saved_at: Moment,
}

impl<C: Context> Desk<C> {
    /// Keeps what is being typed, apart from events. On disk when it returns.
    ///
    /// # Errors
    /// The draft is too large, or the data folder can't be written.
    pub fn save_draft(
        &mut self,
        session: &Session,
        key: &str,
        json: &str,
    ) -> Result<ansu_complaint::Moment, DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        let now = self.context.now();
        // Its age decides one day whether it is erased: a clock that was set back does not make it older than what was done before it. Nothing else of
        // what is typed, several times a minute, needs the look at the trail.
        let latest = if UNREGISTERED.contains(&key) {
            self.store.latest_line()?
        } else {
            None
        };
        let at = latest.map_or(now, |latest| latest.max(now));
        self.store.put_draft(key, &session.staff().id, json, at)?;
        Ok(at)
    }

    /// What was being typed under `key`.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn draft(&self, session: &Session, key: &str) -> Result<Option<String>, DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        Ok(self.store.draft(key, &session.staff().id)?)
    }

    /// Throws away what was being typed under `key`.
    ///
    /// # Errors
    /// The data folder can't be written.
    pub fn discard_draft(&mut self, session: &Session, key: &str) -> Result<(), DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        self.store.delete_draft(key, &session.staff().id)?;
        Ok(())
    }

    /// What the person at work left unfinished, what was stored last first. A ticket that has ended asks for nothing any more.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn unfinished(&self, session: &Session) -> Result<Vec<Unfinished>, DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        let mut found: BTreeMap<Option<TicketId>, (u32, Moment)> = BTreeMap::new();
        for draft in self.store.drafts(&session.staff().id)? {
            let Some(about) = about(&draft.key) else {
                continue;
            };
            let (forms, saved_at) = found.entry(about).or_insert((0, draft.saved_at));
            *forms += 1;
            *saved_at = draft.saved_at.max(*saved_at);
        }
        let now = self.context.now();
        let mut unfinished = Vec::new();
        for (ticket, (forms, saved_at)) in found {
            let line = match ticket {
                None => None,
                Some(id) => match self.store.queue_row(id)? {
                    Some(row) if row.ended.is_none() => Some(Line::of(&row, now)),
                    _ => continue,
                },
            };
            unfinished.push(Unfinished {
                line,
                forms,
                saved_at,
            });
        }
        unfinished.sort_by_key(|one| std::cmp::Reverse(one.saved_at));
        Ok(unfinished)
    }

    /// Hands a ticket with what was typed on it, or a complaint that is not registered yet, to a colleague, who goes on where it stopped.
    /// Where the colleague has begun the same form, both keep their own. Gives the number of forms handed over; the trail has both people.
    ///
    /// # Errors
    /// The person at work may not; there is no such colleague, or one who does no work on tickets; the data folder can't be written.
    pub fn hand_over(
        &mut self,
        session: &Session,
        ticket: Option<TicketId>,
        to: &StaffId,
    ) -> Result<u32, DeskError> {
        self.authorize(session, Operation::HandOver, None)?;
        self.colleague(to)?;
        if *to == session.staff().id {
            return Err(DeskError::UnknownStaff);
        }
        let Some(id) = ticket else {
            return self.move_typed(session, None, &session.staff().id, to);
        };
        let before = self.find(&TicketRef::Id(id))?;
        if before.end.is_none() && before.holder != *to {
            let hand_over = Action::HandOver {
                to: to.clone(),
                reason: String::new(),
            };
            let staff = self.working(&session.staff().id)?;
            self.perform_quietly(
                &staff,
                &Perform {
                    ticket: id,
                    revision: before.revision,
                    actions: vec![hand_over],
                    clears: Vec::new(),
                },
            )?;
        }
        self.move_typed(session, Some(&before), &session.staff().id, to)
    }

    /// A colleague who works on tickets.
    pub(crate) fn colleague(&self, to: &StaffId) -> Result<(), DeskError> {
        let colleague = self.working(to)?;
        if Operation::Perform.row().grant(colleague.role) == Grant::No {
            return Err(DeskError::UnknownStaff);
        }
        Ok(())
    }

    /// What was typed on a ticket goes with it, from whoever hands it over and from whoever had it.
    pub(crate) fn typed_goes_to(
        &mut self,
        session: &Session,
        before: &Ticket,
        to: &StaffId,
    ) -> Result<(), DeskError> {
        let own = session.staff().id.clone();
        for from in [&own, &before.holder] {
            if from != to {
                self.move_typed(session, Some(before), from, to)?;
            }
        }
        Ok(())
    }

    fn move_typed(
        &mut self,
        session: &Session,
        ticket: Option<&Ticket>,
        from: &StaffId,
        to: &StaffId,
    ) -> Result<u32, DeskError> {
        let keys: Vec<String> = self
            .store
            .drafts(from)?
            .into_iter()
            .map(|draft| draft.key)
            .filter(|key| about(key) == Some(ticket.map(|ticket| ticket.id)))
            .collect();
        let forms = self.store.move_drafts(&keys, from, to)?;
        if forms > 0 {
            let number = ticket.map_or("", |ticket| ticket.number.as_str());
            self.note(
                session,
                Act::HandOver,
                number,
                &format!("to={to} forms={forms}"),
            )?;
        }
        Ok(forms)
    }
}

/// The key of a complaint that is not registered yet.
const COMPLAINT: &str = "new";
/// The keys of what was begun at the counter and is in no record yet: a complaint, and a contact that is none.
pub(crate) const UNREGISTERED: [&str; 2] = [COMPLAINT, "contact"];

/// What a draft's key is about: `new`, a complaint that is not registered yet, or `ticket:<id>:<form>`. Whatever else somebody keeps is
/// about nothing that could be gone on with.
pub(crate) fn about(key: &str) -> Option<Option<TicketId>> {
    if key == COMPLAINT {
        return Some(None);
    }
    let id = key.strip_prefix("ticket:")?.split(':').next()?;
    id.parse().ok().map(|id| Some(TicketId(id)))
}
