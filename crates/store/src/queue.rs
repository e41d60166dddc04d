//! One line per ticket as lists show it, and how it is derived from the ticket.

use ansu_complaint::{
    Address, Approval, Authority, Capacity, CategoryCode, Channel, Deadline, EndKind, Grantor,
    IncidentId, Level, Moment, NextMove, Norm, Offer, Phone, PromiseState, StaffId, Step, Ticket,
    TicketId, TicketNumber,
};
use chrono::DateTime;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use crate::code;
use crate::error::StoreError;
use crate::hall_rule::LineRules;

/// Most characters of the one-line summary.
const SUMMARY: usize = 60;

/// A ticket as lists show it. The phone number is whole: masking is the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Order of arrival in this folder; newest first is this one falling.
    pub row: i64,
    /// Identity.
    pub id: TicketId,
    /// Printed number.
    pub number: TicketNumber,
    /// Entries so far.
    pub revision: u32,
    /// When the complaint was received, to the millisecond.
    pub received: Moment,
    /// The customer's name; may be empty.
    pub name: String,
    /// Form of address.
    pub address: Address,
    /// The number the complaint is about.
    pub phone: Phone,
    /// Category.
    pub category: CategoryCode,
    /// Channel.
    pub channel: Channel,
    /// What happened, cut to one line.
    pub summary: String,
    /// 首问负责人.
    pub responsible: StaffId,
    /// Where the work stands.
    pub step: Step,
    /// Round of proposing.
    pub round: u16,
    /// How it ended, if it did.
    pub ended: Option<EndKind>,
    /// What should be done next.
    pub next: NextMove,
    /// What is due next, if anything is.
    pub due: Option<DueNext>,
    /// Contacts before the last one that count.
    pub earlier: u16,
    /// Whether it stands above others.
    pub raised: bool,
    /// Promises broken.
    pub broken: u16,
    /// Who at the lowest level may grant what was asked for: an approval, or more time.
    pub approval: Option<Grantor>,
    /// The level that has the matter now.
    pub escalated: Option<Level>,
    /// The earlier ticket from which it follows.
    pub follows: Option<TicketNumber>,
    /// Who has it now.
    pub holder: StaffId,
    /// The incident to which it belongs.
    pub incident: Option<IncidentId>,
    /// In what capacity somebody is here of whom no manager has taken note yet.
    pub sensitive: Option<Capacity>,
}

/// The next thing due on a ticket, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueNext {
    /// From when on it counts as due soon.
    pub warn: Moment,
    /// When.
    pub at: Moment,
    /// Whose rule.
    pub norm: Norm,
    /// Until when its clock stands still, if it does.
    pub paused: Option<Moment>,
}

impl QueueRow {
    /// The line of a ticket.
    pub(crate) fn of(row: i64, ticket: &Ticket, rules: &LineRules) -> Self {
        let intake = &ticket.intake;
        let broken = |state: &PromiseState| matches!(state, PromiseState::Broken { .. });
        Self {
            row,
            id: ticket.id,
            number: ticket.number.clone(),
            revision: ticket.revision,
            received: to_milliseconds(ticket.received),
            name: intake.complainant.name.clone(),
            address: intake.complainant.address,
            phone: intake.complainant.phone.clone(),
            category: intake.category,
            channel: intake.channel,
            summary: one_line(&intake.phenomenon),
            responsible: ticket.first_responsible.clone(),
            step: ticket.step,
            round: ticket.round,
            ended: ticket.end_kind(),
            next: ticket.next_move(),
            due: ticket
                .next_deadline(&rules.timing)
                .map(|deadline| DueNext::of(&deadline)),
            earlier: ticket.earlier,
            raised: !ticket.raised.is_empty(),
            broken: count(
                ticket
                    .promises
                    .iter()
                    .filter(|promise| broken(&promise.state)),
            ),
            approval: approval(ticket, &rules.authority),
            escalated: ticket.open_escalation().map(|escalation| escalation.level),
            follows: ticket.follows.clone(),
            holder: ticket.holder.clone(),
            incident: ticket.incident.as_ref().map(|part| part.id),
            sensitive: ticket.unnoted(),
        }
    }
}

impl DueNext {
    fn of(deadline: &Deadline) -> Self {
        Self {
            warn: to_milliseconds(deadline.warn),
            at: to_milliseconds(deadline.due),
            norm: deadline.norm,
            paused: deadline.pause.map(|pause| to_milliseconds(pause.until)),
        }
    }
}

/// Whose approval is asked for, by the table as it stands: the lowest level that can do something here. What has ended waits for nobody.
fn approval(ticket: &Ticket, authority: &Authority) -> Option<Grantor> {
    if ticket.has_ended() {
        return None;
    }
    let asked = |offer: &&Offer| matches!(offer.approval, Approval::Requested { .. });
    // More time for the answer is a duty manager's to give.
    let time = ticket.wanted_extension().map(|_| Grantor::DutyManager);
    ticket
        .round_offers()
        .filter(asked)
        .filter_map(|offer| ticket.awaits(offer, authority))
        .chain(time)
        .min()
}

fn count(items: impl Iterator) -> u16 {
    u16::try_from(items.count()).unwrap_or(u16::MAX)
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SUMMARY) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

pub(crate) fn to_milliseconds(moment: Moment) -> Moment {
    DateTime::from_timestamp_millis(moment.timestamp_millis()).unwrap_or(moment)
}

/// The columns of a line, in the order of [`read`]; from the tables `ticket` and `queue`.
pub(crate) const COLUMNS: &str = "ticket.row, ticket.id, ticket.number, ticket.revision,
    received, name, address, queue.phone, category, channel, summary, responsible, step, round, ended,
    next, queue.warn, queue.due, norm, earlier, raised, broken, approval, escalated, follows, holder, paused,
    incident, sensitive";

/// How many they are.
pub(crate) const COLUMN_COUNT: usize = 29;

/// Reads a line.
pub(crate) fn read(row: &Row<'_>) -> Result<QueueRow, StoreError> {
    Ok(QueueRow {
        row: row.get(0)?,
        id: TicketId(Uuid::from_bytes(row.get(1)?)),
        number: code::read(row.get(2)?)?,
        revision: row.get(3)?,
        received: moment(row.get(4)?)?,
        name: row.get(5)?,
        address: code::read(row.get(6)?)?,
        phone: code::read(row.get(7)?)?,
        category: code::read(row.get(8)?)?,
        channel: code::read(row.get(9)?)?,
        summary: row.get(10)?,
        responsible: code::read(row.get(11)?)?,
        step: code::read(row.get(12)?)?,
        round: row.get(13)?,
        ended: code::read_option(row.get(14)?)?,
        next: code::read(row.get(15)?)?,
        due: read_due(row)?,
        earlier: row.get(19)?,
        raised: row.get(20)?,
        broken: row.get(21)?,
        approval: code::read_option(row.get(22)?)?,
        escalated: code::read_option(row.get(23)?)?,
        follows: code::read_option(row.get(24)?)?,
        holder: code::read(row.get(25)?)?,
        incident: read_incident(row.get(27)?)?,
        sensitive: code::read_option(row.get(28)?)?,
    })
}

fn read_due(row: &Row<'_>) -> Result<Option<DueNext>, StoreError> {
    let Some(norm) = code::read_option(row.get(18)?)? else {
        return Ok(None);
    };
    Ok(Some(DueNext {
        warn: moment(row.get(16)?)?,
        at: moment(row.get(17)?)?,
        norm,
        paused: read_pause(row.get(26)?)?,
    }))
}

fn read_incident(id: Vec<u8>) -> Result<Option<IncidentId>, StoreError> {
    if id.is_empty() {
        return Ok(None);
    }
    let id = Uuid::from_slice(&id).map_err(|_| StoreError::Unreadable { what: "incident" })?;
    Ok(Some(IncidentId(id)))
}

fn read_pause(until: i64) -> Result<Option<Moment>, StoreError> {
    (until > 0).then(|| moment(until)).transpose()
}

pub(crate) fn moment(milliseconds: i64) -> Result<Moment, StoreError> {
    DateTime::from_timestamp_millis(milliseconds).ok_or(StoreError::Unreadable { what: "time" })
}

/// Writes the line of a ticket in place of the earlier one.
pub(crate) fn write(
    tx: &Connection,
    row: i64,
    ticket: &Ticket,
    rules: &LineRules,
) -> Result<(), StoreError> {
    let line = QueueRow::of(row, ticket, rules);
    let never = (i64::MAX, i64::MAX);
    let (warn, due) = line.due.map_or(never, |due| {
        (due.warn.timestamp_millis(), due.at.timestamp_millis())
    });
    let paused = line.due.and_then(|due| due.paused);
    let paused = paused.map_or(0, |until| until.timestamp_millis());
    tx.prepare_cached(
        "INSERT OR REPLACE INTO queue (ticket, received, name, address, phone, category, channel,
             summary, responsible, step, round, ended, next, warn, due, norm, earlier, raised, broken,
             approval, escalated, follows, holder, paused, incident, sensitive)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
             ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
    )?
    .execute(params![
        line.row,
        line.received.timestamp_millis(),
        line.name,
        code::write(line.address)?,
        line.phone.digits(),
        code::write(line.category)?,
        code::write(line.channel)?,
        line.summary,
        line.responsible.as_str(),
        code::write(line.step)?,
        line.round,
        code::write_option(line.ended)?,
        code::write(line.next)?,
        warn,
        due,
        code::write_option(line.due.map(|due| due.norm))?,
        line.earlier,
        line.raised,
        line.broken,
        code::write_option(line.approval)?,
        code::write_option(line.escalated)?,
        code::write_option(line.follows)?,
        line.holder.as_str(),
        paused,
        line.incident.as_ref().map_or(&[][..], |id| &id.0.as_bytes()[..]),
        code::write_option(line.sensitive)?,
    ])?;
    Ok(())
}
