//! Pages of the queue and the counts above it.

use ansu_complaint::{Grantor, Moment, NextMove, StaffId, Step, TicketId};
use rusqlite::{Statement, named_params};
use uuid::Uuid;

use crate::code;
use crate::error::StoreError;
use crate::moment;
use crate::queue::{self, QueueRow};
use crate::store::Store;

/// Which tickets a list shows. The default is every open one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only those at this step.
    pub step: Option<Step>,
    /// Only those that wait for this.
    pub next: Option<NextMove>,
    /// Only those whose next clock stands so.
    pub clock: Option<RunningClock>,
    /// Only those whose number complained before.
    pub repeated: bool,
    /// Only those that stand above others.
    pub raised: bool,
    /// Only those that wait for the approval of one of these; empty = not asked.
    pub approval: Vec<Grantor>,
    /// Only those of this first-responsible clerk.
    pub responsible: Option<StaffId>,
}

/// How a running clock can stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunningClock {
    /// 快到期.
    DueSoon,
    /// 已超时.
    Overdue,
}

/// The figures above the queue, over all open tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// All open ones.
    pub open: u32,
    /// 快到期.
    pub due_soon: u32,
    /// 已超时.
    pub overdue: u32,
    /// 重复投诉.
    pub repeated: u32,
    /// Those that stand above others.
    pub raised: u32,
    /// 待签字.
    pub to_sign: u32,
    /// 待回访.
    pub to_call_back: u32,
    /// With a promise to keep next.
    pub to_keep: u32,
    /// With a level above.
    pub escalated: u32,
    /// 等后台回单: waiting for a unit, with nothing to do meanwhile.
    pub await_unit: u32,
    /// 待审批, a duty manager's approval is enough.
    pub approval_duty_manager: u32,
    /// 待审批, the hall manager's is needed.
    pub approval_hall_manager: u32,
    /// 待审批, nobody at the hall can.
    pub approval_above: u32,
}

impl Store {
    /// A page of open tickets, what is due first first; `after` is the last line of the page before.
    pub fn queue(
        &self,
        filter: &QueueFilter,
        now: Moment,
        after: Option<&QueueRow>,
        limit: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended = '' AND {FILTER} AND (due, queue.ticket) > (:after_due, :after_row)
             ORDER BY due, queue.ticket LIMIT :limit",
            queue::COLUMNS
        );
        let (after_due, after_row) = after.map_or((i64::MIN, i64::MIN), |line| {
            (
                line.due.map_or(i64::MAX, |due| due.at.timestamp_millis()),
                line.row,
            )
        });
        let mut query = self.conn().prepare_cached(&sql)?;
        bind(&mut query, filter, now)?;
        set(
            &mut query,
            named_params! { ":after_due": after_due, ":after_row": after_row, ":limit": limit },
        )?;
        let mut rows = query.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(queue::read(row)?);
        }
        Ok(lines)
    }

    /// The first tickets on which somebody is here of whom no manager has taken note, ended ones too, in the order in which they came in.
    pub fn unnoted(&self, limit: u32) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE sensitive <> '' ORDER BY queue.ticket LIMIT ?1",
            queue::COLUMNS
        );
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then([limit], queue::read)?
            .collect()
    }

    /// The line of one ticket.
    pub fn queue_row(&self, id: TicketId) -> Result<Option<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket WHERE ticket.id = ?1",
            queue::COLUMNS
        );
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then([id.0.as_bytes()], queue::read)?
            .next()
            .transpose()
    }

    /// Every ticket that ended at a moment or before it, in the order in which they came in, with its end.
    pub fn ended_before(&self, limit: Moment) -> Result<Vec<(TicketId, Moment)>, StoreError> {
        // What ended by then was received by then: most tickets need not be looked into.
        let mut query = self.conn().prepare_cached(
            "SELECT ticket.id, json_extract(snapshot, '$.end.at')
             FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended <> '' AND queue.received <= ?1 ORDER BY queue.ticket",
        )?;
        let mut rows = query.query([limit.timestamp_millis()])?;
        let mut ended = Vec::new();
        while let Some(row) = rows.next()? {
            let at = moment::from_text(&row.get::<_, String>(1)?)?;
            if at <= limit {
                ended.push((TicketId(Uuid::from_bytes(row.get(0)?)), at));
            }
        }
        Ok(ended)
    }

    /// A page of ended tickets, the newest first; `before` is the last line of the page before.
    pub fn ended(
        &self,
        before: Option<&QueueRow>,
        limit: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM queue JOIN ticket ON ticket.row = queue.ticket
             WHERE ended <> '' AND queue.ticket < ?1 ORDER BY queue.ticket DESC LIMIT ?2",
            queue::COLUMNS
        );
        let before = before.map_or(i64::MAX, |line| line.row);
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then((before, limit), queue::read)?
            .collect()
    }

    /// All figures above the queue by one query.
    pub fn counts(&self, now: Moment) -> Result<QueueCounts, StoreError> {
        let mut query = self.conn().prepare_cached(
            "SELECT count(*),
                    count(*) FILTER (WHERE warn <= ?1 AND due >= ?1 AND paused <= ?1),
                    count(*) FILTER (WHERE due < ?1),
                    count(*) FILTER (WHERE earlier > 0),
                    count(*) FILTER (WHERE raised = 1),
                    count(*) FILTER (WHERE next = 'sign'),
                    count(*) FILTER (WHERE next = 'call_back'),
                    count(*) FILTER (WHERE next = 'keep_promise'),
                    count(*) FILTER (WHERE escalated <> ''),
                    count(*) FILTER (WHERE approval = 'duty_manager'),
                    count(*) FILTER (WHERE approval = 'hall_manager'),
                    count(*) FILTER (WHERE approval = 'above'),
                    count(*) FILTER (WHERE next = 'await_unit')
             FROM queue WHERE ended = ''",
        )?;
        Ok(query.query_row([now.timestamp_millis()], |row| {
            Ok(QueueCounts {
                open: row.get(0)?,
                due_soon: row.get(1)?,
                overdue: row.get(2)?,
                repeated: row.get(3)?,
                raised: row.get(4)?,
                to_sign: row.get(5)?,
                to_call_back: row.get(6)?,
                to_keep: row.get(7)?,
                escalated: row.get(8)?,
                approval_duty_manager: row.get(9)?,
                approval_hall_manager: row.get(10)?,
                approval_above: row.get(11)?,
                await_unit: row.get(12)?,
            })
        })?)
    }
}

/// A condition whose parameter is NULL holds for every line.
const FILTER: &str = "(:step IS NULL OR step = :step)
    AND (:next IS NULL OR next = :next)
    AND (:soon IS NULL OR (warn <= :soon AND due >= :soon AND paused <= :soon))
    AND (:over IS NULL OR due < :over)
    AND (:earlier IS NULL OR earlier >= :earlier)
    AND (:raised IS NULL OR raised = :raised)
    AND (:approval IS NULL OR approval IN (SELECT value FROM json_each(:approval)))
    AND (:responsible IS NULL OR responsible = :responsible)";

fn bind(query: &mut Statement<'_>, filter: &QueueFilter, now: Moment) -> Result<(), StoreError> {
    let at = |clock| (filter.clock == Some(clock)).then(|| now.timestamp_millis());
    let approval = (!filter.approval.is_empty())
        .then(|| serde_json::to_string(&filter.approval))
        .transpose()
        .map_err(|_| StoreError::Unreadable { what: "code" })?;
    set(
        query,
        named_params! {
            ":step": filter.step.map(code::write).transpose()?,
            ":next": filter.next.map(code::write).transpose()?,
            ":soon": at(RunningClock::DueSoon),
            ":over": at(RunningClock::Overdue),
            ":earlier": filter.repeated.then_some(1),
            ":raised": filter.raised.then_some(1),
            ":approval": approval,
            ":responsible": filter.responsible.as_ref().map(StaffId::as_str),
        },
    )
}

fn set(
    query: &mut Statement<'_>,
    values: &[(&str, &dyn rusqlite::ToSql)],
) -> Result<(), StoreError> {
    for (name, value) in values {
        if let Some(index) = query.parameter_index(name)? {
            query.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}
