//! Is everything as it should be? Pages, references, chains, and that replay equals what is stored.

use std::collections::BTreeMap;

use ansu_complaint::{ContactId, IncidentId, TicketId};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::chain::EventHash;
use crate::error::StoreError;
use crate::event_log::{COLUMNS, RawEvent};
use crate::hall_rule::LineRules;
use crate::queue::{self, QueueRow};
use crate::rebuild::Record;
use crate::store::Store;
use crate::{
    clocks, connection, contacts, disposal, follow_ups, history, incidents, numbers, promises,
    read_model, rebuild, search, units,
};

/// Findings beyond this number are counted and not listed.
const LISTED: usize = 1_000;

/// What a look at the whole folder found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckReport {
    /// Events in the log.
    pub events: u64,
    /// Tickets in the log.
    pub tickets: u64,
    /// Per origin: its last sequence and hash. Whoever keeps these elsewhere can prove later that
    /// nothing before them was changed; a chain alone proves nothing about its own end.
    pub origins: BTreeMap<String, (i64, EventHash)>,
    /// What is wrong, in the order of the looks; at most a thousand.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: u64,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// SQLite's own look at pages and indexes.
    Page {
        /// Its words; they name tables and pages, no content.
        detail: String,
    },
    /// A row points to one that is not there.
    Reference {
        /// Table of the row.
        table: String,
    },
    /// A position was left out.
    Position {
        /// The one expected.
        expected: i64,
        /// The one found.
        found: i64,
    },
    /// A counter's sequence has a gap or a double.
    Sequence {
        /// The counter.
        origin: String,
        /// Where in the log.
        position: i64,
    },
    /// An event doesn't name the hash of the one before it.
    Link {
        /// The counter.
        origin: String,
        /// Where in the log.
        position: i64,
    },
    /// An event's content doesn't give its hash: it was changed after it was written.
    Content {
        /// The counter.
        origin: String,
        /// Where in the log.
        position: i64,
    },
    /// An event can't be understood by this version.
    Event {
        /// Where in the log.
        position: i64,
    },
    /// The record of a ticket doesn't begin with its registration, or can't be replayed.
    Record {
        /// The ticket.
        ticket: TicketId,
    },
    /// A derived value differs from what the events give; rebuilding puts it right.
    Derived {
        /// The ticket.
        ticket: TicketId,
        /// Which value.
        what: Derived,
    },
    /// A contact differs from what its events give, or is stored without them; rebuilding puts it right.
    Contact {
        /// The contact.
        contact: ContactId,
    },
    /// An incident differs from what its events give, or is stored without them; rebuilding puts it right.
    Incident {
        /// The incident.
        incident: IncidentId,
    },
    /// A ticket is stored whose events are not there.
    Orphan {
        /// The ticket.
        ticket: TicketId,
    },
    /// A ticket or a contact was disposed of, and something of it is still there.
    Trace {
        /// Which.
        ticket: TicketId,
    },
    /// A file of evidence on a ticket is not there, or not what was put there.
    Evidence {
        /// The ticket.
        ticket: TicketId,
    },
    /// Numbers would be given twice.
    Number {
        /// Counter and day.
        prefix: String,
    },
}

/// What is derived from a ticket's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// Its state.
    Snapshot,
    /// Its line in lists, and what is due.
    Queue,
    /// Its promises in the ledger.
    Promises,
    /// Its contacts in the follow-up list.
    FollowUps,
    /// The units that it names.
    Units,
    /// The phone numbers under which it is found.
    Phones,
    /// The words under which it is found.
    Words,
}

impl CheckReport {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, finding: Finding) {
        if self.findings.len() < LISTED {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }
}

impl Store {
    /// Looks at everything, and may take a while on a big folder. Changes nothing but that the log is moved into the file first.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        connection::empty_log(self.conn());
        let mut report = look(&*self.conn().unchecked_transaction()?)?;
        for ticket in self.lost_evidence()? {
            report.add(Finding::Evidence { ticket });
        }
        Ok(report)
    }
}

/// All looks, one after the other. What can't be read is a finding like any other and ends them.
fn look(conn: &Connection) -> Result<CheckReport, StoreError> {
    let mut report = CheckReport::default();
    for at in [seals, pages, references, chains, tickets, orphans] {
        match at(conn, &mut report) {
            Ok(()) => {}
            Err(StoreError::Damaged { detail, .. }) => {
                report.add(Finding::Page { detail });
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(report)
}

fn seals(conn: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    for detail in connection::broken_seals(conn)? {
        report.add(Finding::Page { detail });
    }
    Ok(())
}

fn pages(conn: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let mut query = conn.prepare("PRAGMA integrity_check")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let detail: String = row.get(0)?;
        if detail != "ok" {
            report.add(Finding::Page { detail });
        }
    }
    Ok(())
}

fn references(conn: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let mut query = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        report.add(Finding::Reference { table: row.get(0)? });
    }
    Ok(())
}

fn chains(conn: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let mut query = conn.prepare(&format!("SELECT {COLUMNS} FROM event ORDER BY position"))?;
    let mut rows = query.query([])?;
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        let event = RawEvent::read(row)?;
        report.events += 1;
        let (origin, position) = (&event.origin, event.position);
        if position != expected {
            report.add(Finding::Position {
                expected,
                found: position,
            });
        }
        expected = position + 1;
        let before = report.origins.get(origin).copied();
        let (sequence, hash) = before.unwrap_or((0, EventHash::START));
        if event.sequence != sequence + 1 {
            report.add(Finding::Sequence {
                origin: origin.clone(),
                position,
            });
        }
        if event.previous != hash {
            report.add(Finding::Link {
                origin: origin.clone(),
                position,
            });
        }
        let erased = event.is_erased();
        if event.hash != event.expected_hash()
            || !event.has_its_payload()
            || erased && !disposal::is_disposed(conn, event.ticket)?
        {
            report.add(Finding::Content {
                origin: origin.clone(),
                position,
            });
        }
        if !erased && !event.is_understood() {
            report.add(Finding::Event { position });
        }
        report
            .origins
            .insert(event.origin, (event.sequence, event.hash));
    }
    Ok(())
}

fn tickets(conn: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    for id in rebuild::in_order(conn)? {
        if disposal::is_disposed(conn, id)? {
            report.tickets += u64::from(disposal::was_ticket(conn, id)?);
            if disposal::has_traces(conn, id)? {
                report.add(Finding::Trace {
                    ticket: TicketId(id),
                });
            }
            continue;
        }
        match rebuild::replay(conn, id) {
            Ok(Some(Record::Contact(contact, revision))) if contact.id.0 == id => {
                if !contacts::agrees(conn, &contact, revision)? {
                    report.add(Finding::Contact {
                        contact: contact.id,
                    });
                }
            }
            Ok(Some(Record::Incident(incident))) if incident.id.0 == id => {
                if !incidents::agrees(conn, &incident)? {
                    report.add(Finding::Incident {
                        incident: incident.id,
                    });
                }
            }
            Ok(Some(Record::Ticket(ticket))) if ticket.id.0 == id => {
                report.tickets += 1;
                derived(conn, &ticket, report)?;
            }
            Ok(Some(_) | None) | Err(StoreError::Unreadable { .. }) => {
                report.tickets += 1;
                report.add(Finding::Record {
                    ticket: TicketId(id),
                });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn derived(
    conn: &Connection,
    ticket: &ansu_complaint::Ticket,
    report: &mut CheckReport,
) -> Result<(), StoreError> {
    let stored = conn
        .prepare_cached("SELECT row, revision, snapshot FROM ticket WHERE id = ?1")?
        .query_row([ticket.id.0.as_bytes()], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, u32>(1)?,
                row.get::<_, String>(2)?,
            ))
        })
        .optional()?;
    let mut wrong = |what| {
        report.add(Finding::Derived {
            ticket: ticket.id,
            what,
        })
    };
    let Some((row, revision, snapshot)) = stored else {
        wrong(Derived::Snapshot);
        return Ok(());
    };
    if revision != ticket.revision || snapshot != read_model::snapshot(ticket)? {
        wrong(Derived::Snapshot);
    }
    let rules = LineRules::read(conn)?;
    if line(conn, row)? != Some(QueueRow::of(row, ticket, &rules))
        || clocks::of_ticket(conn, row)? != clocks::entries(ticket, &rules.timing)
    {
        wrong(Derived::Queue);
    }
    if promises::of_ticket(conn, row)? != Some(promises::entries(row, ticket)) {
        wrong(Derived::Promises);
    }
    if follow_ups::of_ticket(conn, row)? != Some(follow_ups::entries(row, ticket, &rules.timing)) {
        wrong(Derived::FollowUps);
    }
    if units::of_ticket(conn, row)? != units::named(ticket) {
        wrong(Derived::Units);
    }
    if !history::read(conn, row)?
        .iter()
        .eq(&history::phones(ticket))
    {
        wrong(Derived::Phones);
    }
    if search::read(conn, row)? != Some(search::text(ticket)) {
        wrong(Derived::Words);
    }
    let (prefix, sequence) = numbers::split(&ticket.number)?;
    if numbers::last_given(conn, prefix)? < sequence {
        report.add(Finding::Number {
            prefix: prefix.to_owned(),
        });
    }
    Ok(())
}

/// The stored line of a ticket; one that can't be read is as good as none.
fn line(conn: &Connection, row: i64) -> Result<Option<QueueRow>, StoreError> {
    let columns = queue::COLUMNS;
    let sql = format!(
        "SELECT {columns} FROM queue JOIN ticket ON ticket.row = queue.ticket WHERE queue.ticket = ?1"
    );
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = query.query([row])?;
    match rows.next()?.map(queue::read) {
        Some(Ok(line)) => Ok(Some(line)),
        None | Some(Err(StoreError::Unreadable { .. })) => Ok(None),
        Some(Err(error)) => Err(error),
    }
}

fn orphans(conn: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let mut query = conn.prepare(
        "SELECT id FROM ticket WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.ticket = ticket.id)",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        report.add(Finding::Orphan {
            ticket: TicketId(Uuid::from_bytes(row.get(0)?)),
        });
    }
    let mut query = conn.prepare(
        "SELECT id FROM contact WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.ticket = contact.id)",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        report.add(Finding::Contact {
            contact: ContactId(Uuid::from_bytes(row.get(0)?)),
        });
    }
    for incident in incidents::orphans(conn)? {
        report.add(Finding::Incident { incident });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate;

    #[test]
    fn a_page_that_cannot_be_read_is_told_and_not_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let mut conn = connection::create(&path, &crate::Key::None).unwrap();
        migrate::apply(&mut conn, migrate::steps(), |_| Ok(())).unwrap();
        let mut add = conn
            .prepare(
                "INSERT INTO event VALUES (?1, randomblob(16), 'A01-1', ?1, zeroblob(32), zeroblob(32),
                 zeroblob(16), 0, '2026-11-21T02:42:00Z', '1024', 1, zeroblob(32), zeroblob(16), '{}')",
            )
            .unwrap();
        for n in 1..500 {
            add.execute([n]).unwrap();
        }
        drop(add);
        assert!(!has_page(&look(&conn).unwrap()));
        let leaf: i64 = conn
            .query_row(
                "SELECT max(pageno) FROM dbstat WHERE name = 'event'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        drop(conn);
        let mut bytes = std::fs::read(&path).unwrap();
        let start = usize::try_from(leaf - 1).unwrap() * 4096;
        bytes[start..start + 12].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        assert!(has_page(
            &look(&connection::open(&path, &crate::Key::None).unwrap()).unwrap()
        ));
    }

    fn has_page(report: &CheckReport) -> bool {
        report
            .findings
            .iter()
            .any(|finding| matches!(finding, Finding::Page { .. }))
    }
}
