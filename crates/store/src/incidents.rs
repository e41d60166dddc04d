//! Incidents, beside the tickets in the same log. Which tickets belong to one stands on the tickets.

use ansu_complaint::{
    CategoryCode, EventId, Incident, IncidentEvent, IncidentId, Moment, StaffId, TicketId,
};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::commit::{self, Commit};
use crate::error::StoreError;
use crate::event_log::{self, NewEvent};
use crate::queue::{self, QueueRow};
use crate::store::Store;
use crate::{code, hall, payload};

/// What happened to an incident, to be kept.
#[derive(Debug, Clone)]
pub struct IncidentCommit {
    /// Identity of the event.
    pub event_id: EventId,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// What.
    pub event: IncidentEvent,
    /// Events that the writer saw; 0 for one that is opened.
    pub expected: u32,
    /// The incident with the event applied.
    pub after: Incident,
}

impl Store {
    /// Keeps what happened to an incident. On disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Stale`] if something has happened to it that the writer did not see; the folder refuses.
    pub fn keep_incident(&mut self, commit: &IncidentCommit) -> Result<(), StoreError> {
        self.write(|tx| keep(tx, commit))
    }

    /// Keeps an incident that is opened, with the tickets that are linked to it: all of it or nothing. On disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Stale`] if a ticket has changed since the writer read it; the folder refuses.
    pub fn open_incident(
        &mut self,
        commit: &IncidentCommit,
        linked: &[Commit],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            keep(tx, commit)?;
            for ticket in linked {
                commit::keep(tx, ticket)?;
            }
            Ok(())
        })
    }

    /// An incident.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn incident(&self, id: IncidentId) -> Result<Option<Incident>, StoreError> {
        read(self.conn(), id)
    }

    /// Incidents, those that go on first, then the last one opened; with the number of their tickets and of those that are open.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn incidents(&self, limit: u32) -> Result<Vec<(Incident, u32, u32)>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT snapshot, count(queue.ticket), count(queue.ticket) FILTER (WHERE queue.ended = '')
                 FROM incident LEFT JOIN queue ON queue.incident = incident.id AND length(queue.incident) = 16
                 WHERE NOT declined GROUP BY incident.row ORDER BY incident.ended, incident.row DESC LIMIT ?1",
            )?
            .query_and_then([limit], |row| {
                Ok((understood(&row.get::<_, String>(0)?)?, row.get(1)?, row.get(2)?))
            })?
            .collect()
    }

    /// Incidents whose common remedy waits for somebody's approval, with the number of their tickets and of those that are open.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn incidents_that_ask(&self) -> Result<Vec<(Incident, u32, u32)>, StoreError> {
        // A hall has few incidents; its tickets are found by an index.
        self.conn()
            .prepare_cached(
                "SELECT snapshot, count(queue.ticket), count(queue.ticket) FILTER (WHERE queue.ended = '')
                 FROM incident LEFT JOIN queue ON queue.incident = incident.id AND length(queue.incident) = 16
                 WHERE json_extract(snapshot, '$.remedy.approval.state') = 'requested'
                 GROUP BY incident.row ORDER BY incident.row",
            )?
            .query_and_then([], |row| {
                Ok((understood(&row.get::<_, String>(0)?)?, row.get(1)?, row.get(2)?))
            })?
            .collect()
    }

    /// Incidents that go on, and those that were opened or declined at or after a moment.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn incidents_since(&self, since: Moment) -> Result<Vec<Incident>, StoreError> {
        self.conn()
            .prepare_cached("SELECT snapshot FROM incident WHERE ended = 0 OR opened >= ?1")?
            .query_and_then([since.timestamp_millis()], |row| {
                understood(&row.get::<_, String>(0)?)
            })?
            .collect()
    }

    /// Tickets received at or after a moment that belong to no incident and went on nowhere else: which, when, about what, and where it was, or
    /// which plan. In the order in which they came in.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn heard_since(
        &self,
        since: Moment,
    ) -> Result<Vec<(TicketId, Moment, CategoryCode, String)>, StoreError> {
        let mut query = self.conn().prepare_cached(
            "SELECT ticket.id, received, category,
                    ifnull(nullif(json_extract(snapshot, '$.intake.area'), ''), json_extract(snapshot, '$.facts.where'))
             FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE received >= ?1 AND incident = x'' AND ended NOT IN ('merged', 'transferred')
             ORDER BY +queue.ticket",
        )?;
        query
            .query_and_then([since.timestamp_millis()], |row| {
                Ok((
                    TicketId(Uuid::from_bytes(row.get(0)?)),
                    queue::moment(row.get(1)?)?,
                    code::read(row.get(2)?)?,
                    row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                ))
            })?
            .collect()
    }

    /// The lines of an incident's tickets, in the order in which they came in.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn tickets_of(&self, incident: IncidentId) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE queue.incident = ?1 AND length(queue.incident) = 16 ORDER BY queue.ticket",
            queue::COLUMNS
        );
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then([incident.0.as_bytes()], queue::read)?
            .collect()
    }

    /// The identities of an incident's tickets, in the order in which they came in.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn ticket_ids_of(&self, incident: IncidentId) -> Result<Vec<TicketId>, StoreError> {
        let rows = self.tickets_of(incident)?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }
}

fn keep(tx: &Connection, commit: &IncidentCommit) -> Result<(), StoreError> {
    let hall = hall::read_hall(tx)?.ok_or(StoreError::NoHall)?;
    let actual = read(tx, commit.after.id)?.map_or(0, |known| known.revision);
    if actual != commit.expected {
        return Err(StoreError::Stale { actual });
    }
    let begins = matches!(
        commit.event,
        IncidentEvent::Opened { .. } | IncidentEvent::Declined { .. }
    );
    if begins != (commit.expected == 0) {
        return Err(StoreError::Inconsistent {
            reason: "an incident begins with its opening",
        });
    }
    let event = NewEvent {
        id: commit.event_id,
        at: commit.at,
        by: &commit.by,
        payload: payload::write(&commit.event)?,
    };
    let id = commit.after.id.0;
    event_log::append(tx, &hall.origin(), id, commit.expected, [Ok(event)])?;
    write(tx, &commit.after)
}

/// Writes what is derived from an incident's events, in place of what was derived before.
pub(crate) fn write(tx: &Connection, incident: &Incident) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO incident (id, revision, opened, ended, declined, snapshot) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET revision = ?2, opened = ?3, ended = ?4, declined = ?5, snapshot = ?6",
    )?
    .execute(params![
        incident.id.0.as_bytes(),
        incident.revision,
        incident.opened.timestamp_millis(),
        incident.ended.is_some(),
        incident.none,
        snapshot(incident)?
    ])?;
    Ok(())
}

/// Whether what is stored is what the events give.
pub(crate) fn agrees(conn: &Connection, incident: &Incident) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM incident WHERE id = ?1 AND revision = ?2 AND opened = ?3 AND ended = ?4 AND declined = ?5
               AND snapshot = ?6",
        )?
        .exists(params![
            incident.id.0.as_bytes(),
            incident.revision,
            incident.opened.timestamp_millis(),
            incident.ended.is_some(),
            incident.none,
            snapshot(incident)?
        ])?)
}

/// Incidents that are stored without events.
pub(crate) fn orphans(conn: &Connection) -> Result<Vec<IncidentId>, StoreError> {
    conn.prepare(
        "SELECT id FROM incident WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.ticket = incident.id)",
    )?
    .query_and_then([], |row| Ok(IncidentId(Uuid::from_bytes(row.get(0)?))))?
    .collect()
}

fn read(conn: &Connection, id: IncidentId) -> Result<Option<Incident>, StoreError> {
    let row: Option<String> = conn
        .prepare_cached("SELECT snapshot FROM incident WHERE id = ?1")?
        .query_row([id.0.as_bytes()], |row| row.get(0))
        .optional()?;
    row.map(|json| understood(&json)).transpose()
}

fn snapshot(incident: &Incident) -> Result<String, StoreError> {
    serde_json::to_string(incident).map_err(|_| StoreError::Unreadable { what: "incident" })
}

fn understood(json: &str) -> Result<Incident, StoreError> {
    serde_json::from_str(json).map_err(|_| StoreError::Unreadable { what: "incident" })
}
