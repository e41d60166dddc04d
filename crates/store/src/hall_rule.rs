//! The hall's own rules, each version with its author: its clocks and calendar, and who may grant what.

use ansu_complaint::{Authority, StaffId, Ticket, Timing};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::store::Store;
use crate::{clocks, follow_ups, moment, queue};

/// A rule that a hall sets for itself; what it starts with is its default.
pub trait HallRule: Default + Serialize + DeserializeOwned {
    /// Its name in the table.
    const KIND: &'static str;
}

/// The rules by which a ticket's line is drawn up: its clocks, and whose approval it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineRules {
    pub(crate) timing: Timing,
    pub(crate) authority: Authority,
}

impl LineRules {
    /// As they stand, within a transaction.
    pub(crate) fn read(conn: &Connection) -> Result<Self, StoreError> {
        Ok(Self {
            timing: read(conn)?.rule,
            authority: read(conn)?.rule,
        })
    }
}

impl HallRule for Timing {
    const KIND: &'static str = "timing";
}

impl HallRule for Authority {
    const KIND: &'static str = "authority";
}

/// A rule as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallRuleVersion<R> {
    /// What it says.
    pub rule: R,
    /// 0 = nobody has changed what a hall starts with.
    pub version: u32,
    /// Who changed it last, and when.
    pub changed: Option<(StaffId, DateTime<Utc>)>,
}

impl Store {
    /// A rule of the hall as it stands.
    pub fn hall_rule<R: HallRule>(&self) -> Result<HallRuleVersion<R>, StoreError> {
        read(self.conn())
    }

    /// What a rule of the hall said at a time; what a hall starts with before anybody changed it.
    pub fn hall_rule_at<R: HallRule>(&self, moment: DateTime<Utc>) -> Result<R, StoreError> {
        let mut versions = self.conn().prepare_cached(
            "SELECT at, body FROM hall_rule WHERE kind = ?1 ORDER BY version DESC",
        )?;
        let mut rows = versions.query([R::KIND])?;
        while let Some(row) = rows.next()? {
            let (at, body): (String, String) = (row.get(0)?, row.get(1)?);
            if moment::from_text(&at)? <= moment {
                return serde_json::from_str(&body)
                    .map_err(|_| StoreError::Unreadable { what: "hall rule" });
            }
        }
        Ok(R::default())
    }

    /// Changes a rule of the hall; the lines of all open tickets, which follow from it, are drawn up anew in the same transaction.
    /// Refused with [`StoreError::HallRuleStale`] if somebody has changed it since the author read it.
    pub fn put_hall_rule<R: HallRule>(
        &mut self,
        rule: &R,
        based_on: u32,
        at: DateTime<Utc>,
        author: &StaffId,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let actual = version::<R>(tx)?;
            if actual != based_on {
                return Err(StoreError::HallRuleStale { actual });
            }
            let body = serde_json::to_string(rule)
                .map_err(|_| StoreError::Unreadable { what: "hall rule" })?;
            tx.execute(
                "INSERT INTO hall_rule (kind, version, at, author, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![R::KIND, actual + 1, moment::to_text(at), author.as_str(), body],
            )?;
            set_lines(tx)
        })
    }
}

fn version<R: HallRule>(conn: &Connection) -> Result<u32, StoreError> {
    Ok(conn
        .prepare_cached("SELECT ifnull(max(version), 0) FROM hall_rule WHERE kind = ?1")?
        .query_row([R::KIND], |row| row.get(0))?)
}

/// A rule as it stands, within a transaction.
pub(crate) fn read<R: HallRule>(conn: &Connection) -> Result<HallRuleVersion<R>, StoreError> {
    let row: Option<(u32, String, String, String)> = conn
        .prepare_cached(
            "SELECT version, at, author, body FROM hall_rule WHERE kind = ?1 ORDER BY version DESC LIMIT 1",
        )?
        .query_row([R::KIND], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((version, at, author, body)) = row else {
        return Ok(HallRuleVersion {
            rule: R::default(),
            version: 0,
            changed: None,
        });
    };
    let unreadable = || StoreError::Unreadable { what: "hall rule" };
    let author = StaffId::try_from(author).map_err(|_| unreadable())?;
    Ok(HallRuleVersion {
        rule: serde_json::from_str(&body).map_err(|_| unreadable())?,
        version,
        changed: Some((author, moment::from_text(&at)?)),
    })
}

/// Draws the lines of all tickets up anew that somebody still has to look after. What has ended for good keeps its line: it was measured by the rule of its time.
fn set_lines(tx: &Connection) -> Result<(), StoreError> {
    let rules = LineRules::read(tx)?;
    let mut open = tx.prepare(
        "SELECT ticket.row, snapshot FROM queue JOIN ticket ON ticket.row = queue.ticket
         WHERE ended IN ('', 'broken_off')",
    )?;
    let mut rows = open.query([])?;
    while let Some(row) = rows.next()? {
        let ticket: Ticket = serde_json::from_str(&row.get::<_, String>(1)?)
            .map_err(|_| StoreError::Unreadable { what: "ticket" })?;
        queue::write(tx, row.get(0)?, &ticket, &rules)?;
        clocks::write(tx, row.get(0)?, &ticket, &rules.timing)?;
        follow_ups::write(tx, row.get(0)?, &ticket, &rules.timing)?;
    }
    Ok(())
}
