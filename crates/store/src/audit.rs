//! The audit trail: who did, saw, printed, exported or revealed what, and when. One chain of hashes, apart from the events of tickets.
//!
//! A line's hash is SHA-256 over the tag `ansu audit 1\n` and then position, previous hash, last position of the event log and the hash
//! there, boot, time, staff, act, object and detail, each as its length (8 bytes, big endian) followed by its bytes; numbers are 8 bytes, big endian. Lines
//! name tickets and staff and hold nothing about customers, so nothing in them ever has to be erased.
//!
//! A chain alone proves nothing against somebody who writes all of it anew. What does is an [`Anchor`] kept elsewhere: on a printed slip, in
//! a backup, on a day sheet. Up to the last anchor that fits, the trail is the one that was there when the anchor was taken.

use ansu_complaint::{Moment, StaffId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use crate::anchor::{Anchor, Chain, Ends};
use crate::chain::EventHash;
use crate::error::StoreError;
use crate::moment;
use crate::store::Store;

const TAG: &[u8] = b"ansu audit 1\n";

/// Something to be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditNote {
    /// When, by the counter's clock; order is by position.
    pub at: Moment,
    /// By whom; none where nobody had signed in.
    pub by: Option<StaffId>,
    /// What, as one word of the record.
    pub act: String,
    /// On what: a ticket's number, a staff number; empty where there is no object.
    pub object: String,
    /// What else is needed to understand it; nothing about customers.
    pub detail: String,
}

/// A line of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its place, from 1 without gaps.
    pub position: i64,
    /// Its hash.
    pub hash: EventHash,
    /// Which run of the program wrote it.
    pub boot: [u8; 16],
    /// What it says.
    pub note: AuditNote,
}

/// What part of the trail to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditFilter {
    /// Only by this person.
    pub by: Option<StaffId>,
    /// Only these acts; empty = all.
    pub acts: Vec<String>,
    /// Only on this object; empty = all.
    pub object: String,
    /// Only from this moment on.
    pub from: Option<Moment>,
    /// Only before this moment.
    pub until: Option<Moment>,
    /// Only lines before this position: the last one of the page before.
    pub before: Option<i64>,
}

/// What is wrong with the trail, at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFault {
    /// A line was removed before this one, or lines changed places.
    Gap {
        /// The position that was expected.
        expected: i64,
        /// The one that is there.
        found: i64,
    },
    /// The line does not follow from the one before it.
    Link {
        /// Where.
        position: i64,
    },
    /// The line was changed after it was written.
    Content {
        /// Where.
        position: i64,
    },
    /// The line speaks of an event that the log does not have, or has another one in its place: the log was cut off or written anew.
    Events {
        /// Where.
        position: i64,
    },
    /// An anchor names a position that is not there: the chain was cut off.
    CutOff {
        /// The anchor.
        anchor: Anchor,
    },
    /// Another hash stands where an anchor was taken: the chain was written anew.
    Rewritten {
        /// The anchor.
        anchor: Anchor,
    },
}

/// What a look at the whole trail found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditReport {
    /// Lines.
    pub lines: i64,
    /// Up to this line an anchor from outside vouches for it; 0 = for nothing.
    pub anchored: i64,
    /// Up to this event anchors from outside vouch for the event log.
    pub events_anchored: i64,
    /// What is wrong.
    pub faults: Vec<AuditFault>,
}

impl Store {
    /// Writes a line. On disk when this returns.
    ///
    /// # Errors
    /// The folder can't be written: then what was to be noted must not happen.
    pub fn note(&mut self, note: &AuditNote) -> Result<Anchor, StoreError> {
        let boot = self.boot();
        self.write(|tx| append(tx, &boot, note))
    }

    /// Lines of the trail, the last one first.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn audit(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditLine>, StoreError> {
        let acts = serde_json::to_string(&filter.acts)
            .map_err(|_| StoreError::Unreadable { what: "act" })?;
        let mut query = self.conn().prepare_cached(
            "SELECT position, previous, hash, events, last, boot, at, staff, act, object, detail FROM audit
             WHERE (?1 = '' OR staff = ?1) AND (?2 = '[]' OR act IN (SELECT value FROM json_each(?2)))
               AND (?3 = '' OR object = ?3) AND (?4 = '' OR at >= ?4) AND (?5 = '' OR at < ?5)
               AND position < ?6
             ORDER BY position DESC LIMIT ?7",
        )?;
        let time = |at: Option<Moment>| at.map(moment::to_text).unwrap_or_default();
        query
            .query_and_then(
                params![
                    filter.by.as_ref().map_or("", StaffId::as_str),
                    acts,
                    filter.object,
                    time(filter.from),
                    time(filter.until),
                    filter.before.unwrap_or(i64::MAX),
                    limit
                ],
                |row| RawLine::read(row)?.line(),
            )?
            .collect()
    }

    /// The ends of both chains, to be kept elsewhere.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn ends(&self) -> Result<Ends, StoreError> {
        ends(self.conn())
    }

    /// The latest moment that the trail has seen of late: a clock that was set back since is behind it.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn latest_line(&self) -> Result<Option<Moment>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT max(at) FROM (SELECT at FROM audit ORDER BY position DESC LIMIT 5000)",
            )?
            .query_row([], |row| row.get::<_, Option<String>>(0))?
            .map(|at| moment::from_text(&at))
            .transpose()
    }

    /// When the last so many days (UTC) began on which anything was done here; none where there were fewer. A clock that jumps ahead makes one
    /// such day, however far it jumps.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn days_of_work(&self, days: u32) -> Result<Option<Moment>, StoreError> {
        self.conn()
            .prepare_cached(
                "SELECT min(at) FROM (SELECT at FROM audit ORDER BY position DESC LIMIT 100000)
                 GROUP BY substr(at, 1, 10) ORDER BY 1 DESC LIMIT 1 OFFSET ?1",
            )?
            .query_row([days.saturating_sub(1)], |row| row.get::<_, String>(0))
            .optional()?
            .map(|at| moment::from_text(&at))
            .transpose()
    }

    /// Looks at the whole trail and compares it with anchors from elsewhere.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn verify_audit(&self, anchors: &[Anchor]) -> Result<AuditReport, StoreError> {
        verify(self.conn(), anchors)
    }
}

/// Adds a line within a transaction.
pub(crate) fn append(
    tx: &Connection,
    boot: &[u8; 16],
    note: &AuditNote,
) -> Result<Anchor, StoreError> {
    let (last, previous) = end(tx)?;
    let (events, last_event) = last_event(tx)?;
    let mut line = RawLine {
        position: last + 1,
        previous,
        hash: EventHash::START,
        events,
        last_event,
        boot: *boot,
        at: moment::to_text(note.at),
        staff: note
            .by
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        act: note.act.clone(),
        object: note.object.clone(),
        detail: note.detail.clone(),
    };
    line.hash = line.expected_hash();
    tx.prepare_cached(
        "INSERT INTO audit (position, previous, hash, events, last, boot, at, staff, act, object, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        line.position,
        line.previous.as_bytes(),
        line.hash.as_bytes(),
        line.events,
        line.last_event.as_bytes(),
        line.boot,
        line.at,
        line.staff,
        line.act,
        line.object,
        line.detail
    ])?;
    Ok(Anchor::of(Chain::Audit, line.position, &line.hash))
}

/// The ends of both chains.
pub(crate) fn ends(conn: &Connection) -> Result<Ends, StoreError> {
    let (position, hash) = last_event(conn)?;
    Ok(Ends {
        events: (position > 0).then(|| Anchor::of(Chain::Events, position, &hash)),
        audit: last_anchor(conn)?,
    })
}

/// What stands in a chain where an anchor was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// What the anchor says.
    Same,
    /// Something else.
    Other,
    /// Nothing: the chain ends before it.
    Nothing,
}

/// Compares an anchor with the chain that it was taken of.
pub(crate) fn stands(conn: &Connection, anchor: &Anchor) -> Result<Stands, StoreError> {
    let hash = match anchor.chain {
        Chain::Events => event_at(conn, anchor.position)?,
        Chain::Audit => line_at(conn, anchor.position)?,
    };
    Ok(match hash {
        None => Stands::Nothing,
        Some(hash) if anchor.fits(&hash) => Stands::Same,
        Some(_) => Stands::Other,
    })
}

/// The anchor of the trail's end.
pub(crate) fn last_anchor(conn: &Connection) -> Result<Option<Anchor>, StoreError> {
    let (position, hash) = end(conn)?;
    Ok((position > 0).then(|| Anchor::of(Chain::Audit, position, &hash)))
}

/// Position and hash of the last line; before the first one, the start.
fn end(conn: &Connection) -> Result<(i64, EventHash), StoreError> {
    Ok(conn
        .prepare_cached("SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1")?
        .query_row([], |row| {
            Ok((row.get(0)?, EventHash::from_bytes(row.get(1)?)))
        })
        .optional()?
        .unwrap_or((0, EventHash::START)))
}

/// Position and hash of the event log's last row; before the first one, the start.
fn last_event(conn: &Connection) -> Result<(i64, EventHash), StoreError> {
    Ok(conn
        .prepare_cached("SELECT position, hash FROM event ORDER BY position DESC LIMIT 1")?
        .query_row([], |row| {
            Ok((row.get(0)?, EventHash::from_bytes(row.get(1)?)))
        })
        .optional()?
        .unwrap_or((0, EventHash::START)))
}

/// The hash at a position of the event log; at 0, the start.
fn event_at(conn: &Connection, position: i64) -> Result<Option<EventHash>, StoreError> {
    if position == 0 {
        return Ok(Some(EventHash::START));
    }
    Ok(conn
        .prepare_cached("SELECT hash FROM event WHERE position = ?1")?
        .query_row([position], |row| Ok(EventHash::from_bytes(row.get(0)?)))
        .optional()?)
}

/// The hash of a line of the trail.
fn line_at(conn: &Connection, position: i64) -> Result<Option<EventHash>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT hash FROM audit WHERE position = ?1")?
        .query_row([position], |row| Ok(EventHash::from_bytes(row.get(0)?)))
        .optional()?)
}

pub(crate) fn verify(conn: &Connection, anchors: &[Anchor]) -> Result<AuditReport, StoreError> {
    let mut report = AuditReport::default();
    let mut query = conn.prepare(
        "SELECT position, previous, hash, events, last, boot, at, staff, act, object, detail FROM audit
         ORDER BY position",
    )?;
    let mut rows = query.query([])?;
    let (mut last, mut previous) = (0, EventHash::START);
    let mut of_audit: Vec<Anchor> = anchors
        .iter()
        .filter(|anchor| anchor.chain == Chain::Audit)
        .copied()
        .collect();
    while let Some(row) = rows.next()? {
        let line = RawLine::read(row)?;
        let position = line.position;
        if position != last + 1 {
            report.faults.push(AuditFault::Gap {
                expected: last + 1,
                found: position,
            });
        }
        if line.previous != previous {
            report.faults.push(AuditFault::Link { position });
        }
        if line.hash != line.expected_hash() {
            report.faults.push(AuditFault::Content { position });
        }
        if event_at(conn, line.events)? != Some(line.last_event) {
            report.faults.push(AuditFault::Events { position });
        }
        of_audit.retain(|anchor| {
            if anchor.position != position {
                return true;
            }
            if anchor.fits(&line.hash) {
                report.anchored = report.anchored.max(position);
                report.events_anchored = report.events_anchored.max(line.events);
            } else {
                report
                    .faults
                    .push(AuditFault::Rewritten { anchor: *anchor });
            }
            false
        });
        report.lines += 1;
        (last, previous) = (position, line.hash);
    }
    for anchor in of_audit {
        report.faults.push(AuditFault::CutOff { anchor });
    }
    for anchor in anchors
        .iter()
        .filter(|anchor| anchor.chain == Chain::Events)
        .copied()
    {
        match stands(conn, &anchor)? {
            Stands::Same => {
                report.events_anchored = report.events_anchored.max(anchor.position);
            }
            Stands::Other => report.faults.push(AuditFault::Rewritten { anchor }),
            Stands::Nothing => report.faults.push(AuditFault::CutOff { anchor }),
        }
    }
    Ok(report)
}

/// A row before its texts are understood: what the hash covers.
struct RawLine {
    position: i64,
    previous: EventHash,
    hash: EventHash,
    events: i64,
    last_event: EventHash,
    boot: [u8; 16],
    at: String,
    staff: String,
    act: String,
    object: String,
    detail: String,
}

impl RawLine {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            position: row.get(0)?,
            previous: EventHash::from_bytes(row.get(1)?),
            hash: EventHash::from_bytes(row.get(2)?),
            events: row.get(3)?,
            last_event: EventHash::from_bytes(row.get(4)?),
            boot: row.get(5)?,
            at: row.get(6)?,
            staff: row.get(7)?,
            act: row.get(8)?,
            object: row.get(9)?,
            detail: row.get(10)?,
        })
    }

    fn expected_hash(&self) -> EventHash {
        let mut digest = Sha256::new();
        digest.update(TAG);
        for bytes in [
            &self.position.to_be_bytes()[..],
            self.previous.as_bytes(),
            &self.events.to_be_bytes(),
            self.last_event.as_bytes(),
            &self.boot,
            self.at.as_bytes(),
            self.staff.as_bytes(),
            self.act.as_bytes(),
            self.object.as_bytes(),
            self.detail.as_bytes(),
        ] {
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        EventHash::from_bytes(digest.finalize().into())
    }

    fn line(self) -> Result<AuditLine, StoreError> {
        let unreadable = |_| StoreError::Unreadable { what: "audit line" };
        Ok(AuditLine {
            position: self.position,
            hash: self.hash,
            boot: self.boot,
            note: AuditNote {
                at: moment::from_text(&self.at)?,
                by: match self.staff.is_empty() {
                    true => None,
                    false => Some(StaffId::try_from(self.staff).map_err(unreadable)?),
                },
                act: self.act,
                object: self.object,
                detail: self.detail,
            },
        })
    }
}
