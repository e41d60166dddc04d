//! Similar complaints of the last days: the program proposes an incident, and a person says whether it is one (domain §13).

use crate::queue::Line;
use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_coach::{Heard, SIMILAR_DAYS, similar};
use ansu_complaint::{
    CategoryCode, EventId, Incident, IncidentEvent, IncidentId, TicketId, Where, WhereKind,
};
use ansu_store::IncidentCommit;
use chrono::TimeDelta;
use serde::Serialize;

/// Complaints that may have one cause.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct SimilarView {
    /// What the last of them is about.
    pub category: CategoryCode,
    /// Where, or which plan, as the last of them was written.
    pub place: String,
    /// Which, in the order in which they came in.
    pub tickets: Vec<TicketId>,
    /// The last of them.
    pub last: Line,
}

impl<C: Context> Desk<C> {
    /// Groups of similar complaints for which there is no incident and nobody has said that there is none.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn similar(&self, session: &Session) -> Result<Vec<SimilarView>, DeskError> {
        self.authorize(session, Operation::Incidents, None)?;
        let now = self.context.now();
        let since = now - TimeDelta::days(SIMILAR_DAYS);
        let recent: Vec<_> = self
            .store
            .heard_since(since)?
            .into_iter()
            .map(|(ticket, at, category, place)| Heard {
                ticket,
                at,
                category,
                place,
            })
            .collect();
        let known = self.store.incidents_since(since)?;
        let mut views = Vec::new();
        for found in similar(&recent, now) {
            let is_known =
                |incident: &Incident| found.is_of(incident.category, &incident.form.at.name);
            let last = found.tickets.last().copied();
            if known.iter().any(is_known) {
                continue;
            }
            if let Some(row) = last
                .map(|id| self.store.queue_row(id))
                .transpose()?
                .flatten()
            {
                views.push(SimilarView {
                    category: found.category,
                    place: found.place,
                    tickets: found.tickets,
                    last: Line::of(&row, now),
                });
            }
        }
        // What was heard last is what somebody at the counter speaks of.
        views.sort_by_key(|view| std::cmp::Reverse(view.last.received));
        Ok(views)
    }

    /// Says that similar complaints of a place are no incident, and gives the record of that; on the record, and not asked again for as long as they count as recent.
    ///
    /// # Errors
    /// The person at work may not; the data folder refuses.
    pub fn not_one(
        &mut self,
        session: &Session,
        category: CategoryCode,
        place: &str,
    ) -> Result<IncidentId, DeskError> {
        self.authorize(session, Operation::WorkOnIncident, None)?;
        let staff = self.working(&session.staff().id)?;
        let id = IncidentId(self.context.new_id());
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: &staff,
            authority: &authority,
        };
        let at = Where {
            kind: WhereKind::Area,
            name: place.to_owned(),
        };
        let incident = Incident::decline(id, &at, category, &rules)?;
        let at = rules.now;
        let commit = IncidentCommit {
            event_id: EventId(self.context.new_id()),
            at,
            by: staff.id.clone(),
            event: IncidentEvent::Declined {
                incident: incident.clone(),
            },
            expected: 0,
            after: incident,
        };
        self.store.keep_incident(&commit)?;
        Ok(id)
    }
}
