//! The queue: what is to be done, what is due first first.

use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{
    Address, Authority, Capacity, CategoryCode, Channel, ClockState, EndKind, Grantor, IncidentId,
    Level, Moment, NextMove, Norm, Role, StaffId, Step, TicketId, TicketNumber,
};
use ansu_store::{QueueFilter, QueueRow, RunningClock};
use serde::{Deserialize, Serialize};

/// A lane of the queue: what the counts above it stand for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Everything open.
    #[default]
    Open,
    /// 已超时.
    Overdue,
    /// 快到期.
    DueSoon,
    /// 重复投诉.
    Repeated,
    /// 待签字.
    ToSign,
    /// 待回访.
    ToCallBack,
    /// 待兑现承诺.
    ToKeep,
    /// 待我审批.
    ToApprove,
    /// 上级处理中.
    Escalated,
    /// 等后台回单.
    AwaitUnit,
    /// 已办结.
    Ended,
}

/// What part of the queue to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct QueueRequest {
    /// Which lane.
    pub lane: Lane,
    /// Words to search for; when not empty the lane does not matter.
    #[serde(default)]
    pub search: String,
    /// The last ticket of the page before.
    #[serde(default)]
    pub after: Option<TicketId>,
}

/// A lane's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Tally {
    /// The lane.
    pub lane: Lane,
    /// Tickets in it.
    pub count: u32,
}

/// The clock of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct DueView {
    /// When.
    pub at: Moment,
    /// How it stands.
    pub state: ClockState,
    /// Whose rule.
    pub norm: Norm,
}

/// One line of the queue. The phone number is masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Line {
    /// Identity.
    pub id: TicketId,
    /// Printed number.
    pub number: TicketNumber,
    /// When it was received.
    pub received: Moment,
    /// Name as given; may be empty.
    pub name: String,
    /// Form of address.
    pub address: Address,
    /// Masked number.
    pub phone: String,
    /// Category.
    pub category: CategoryCode,
    /// Channel.
    pub channel: Channel,
    /// The matter in one line.
    pub summary: String,
    /// First-responsible clerk.
    pub responsible: StaffId,
    /// Step.
    pub step: Step,
    /// Round.
    pub round: u16,
    /// How it ended.
    pub ended: Option<EndKind>,
    /// What to do next.
    pub next: NextMove,
    /// What is due.
    pub due: Option<DueView>,
    /// Contacts before the last one that count: complaints, enquiries and fault reports from the number, and coming back since.
    pub earlier: u16,
    /// It stands above others.
    pub raised: bool,
    /// Broken promises.
    pub broken: u16,
    /// Whose approval is asked for.
    pub approval: Option<Grantor>,
    /// With which level it is.
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

/// The queue's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct QueueView {
    /// Counts of all lanes, in their order.
    pub tallies: Vec<Tally>,
    /// A page of lines.
    pub lines: Vec<Line>,
    /// Sensitive visits of which a manager has still to take note (domain §13), the first ones; for managers only.
    pub unnoted: Vec<Line>,
    /// There are more lines after these.
    pub more: bool,
    /// Now, by the desk's clock.
    pub now: Moment,
}

/// Lines on a page.
const PAGE: u32 = 50;
/// Visits told above the list.
const UNNOTED: u32 = 3;

impl<C: Context> Desk<C> {
    /// A page of the queue, with the counts of all lanes. Searching for a number is looking somebody up, and noted.
    ///
    /// # Errors
    /// The data folder can't be read; what can't be noted is not shown.
    pub fn queue(
        &mut self,
        session: &Session,
        request: &QueueRequest,
    ) -> Result<QueueView, DeskError> {
        self.authorize(session, Operation::Queue, None)?;
        if let Some(number) = number_in(&request.search) {
            self.note_look_up(session, &number)?;
        }
        let now = self.context.now();
        let after = request
            .after
            .map(|id| self.store.queue_row(id))
            .transpose()?
            .flatten();
        let after = after.as_ref();
        let mut rows = if !request.search.trim().is_empty() {
            self.store.search(&request.search, after, PAGE + 1)?
        } else if request.lane == Lane::Ended {
            self.store.ended(after, PAGE + 1)?
        } else {
            self.store.queue(
                &filter(request.lane, session.staff().role),
                now,
                after,
                PAGE + 1,
            )?
        };
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let lines = rows.iter().map(|row| Line::of(row, now)).collect();
        Ok(QueueView {
            tallies: self.tallies(session, now)?,
            lines,
            unnoted: self.unnoted(session, now)?,
            more,
            now,
        })
    }

    fn unnoted(&self, session: &Session, now: Moment) -> Result<Vec<Line>, DeskError> {
        if !Authority::may(session.staff().role, Grantor::DutyManager) {
            return Ok(Vec::new());
        }
        let rows = self.store.unnoted(UNNOTED)?;
        Ok(rows.iter().map(|row| Line::of(row, now)).collect())
    }

    fn tallies(&self, session: &Session, now: Moment) -> Result<Vec<Tally>, DeskError> {
        let counts = self.store.counts(now)?;
        let approvals = match session.staff().role {
            Role::HallManager => counts.approval_duty_manager + counts.approval_hall_manager,
            Role::DutyManager => counts.approval_duty_manager,
            Role::Clerk | Role::Administrator | Role::Auditor => 0,
        };
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now,
            staff: session.staff(),
            authority: &authority,
        };
        let remedies = self.waiting_remedies(&rules)?.len();
        let approvals = approvals.saturating_add(u32::try_from(remedies).unwrap_or(u32::MAX));
        let tally = |lane, count| Tally { lane, count };
        Ok(vec![
            tally(Lane::Open, counts.open),
            tally(Lane::Overdue, counts.overdue),
            tally(Lane::DueSoon, counts.due_soon),
            tally(Lane::Repeated, counts.repeated),
            tally(Lane::ToSign, counts.to_sign),
            tally(Lane::ToCallBack, counts.to_call_back),
            tally(Lane::ToKeep, counts.to_keep),
            tally(Lane::ToApprove, approvals),
            tally(Lane::Escalated, counts.escalated),
            tally(Lane::AwaitUnit, counts.await_unit),
        ])
    }
}

/// Digits from which a number tells somebody apart; the last four, which a customer says on the telephone, do not.
const TELLING: usize = 7;

/// The number of a person that is searched for, in digits; none where it is something else.
fn number_in(search: &str) -> Option<String> {
    if search.chars().any(char::is_alphabetic) {
        return None;
    }
    let digits = digits_of(search);
    (digits.chars().count() >= TELLING).then_some(digits)
}

pub(crate) fn digits_of(typed: &str) -> String {
    typed.chars().filter(|c| c.is_numeric()).collect()
}

pub(crate) fn filter(lane: Lane, role: Role) -> QueueFilter {
    let next = |next| QueueFilter {
        next: Some(next),
        ..QueueFilter::default()
    };
    let clock = |clock| QueueFilter {
        clock: Some(clock),
        ..QueueFilter::default()
    };
    match lane {
        Lane::Open | Lane::Ended => QueueFilter::default(),
        Lane::Overdue => clock(RunningClock::Overdue),
        Lane::DueSoon => clock(RunningClock::DueSoon),
        Lane::Repeated => QueueFilter {
            repeated: true,
            ..QueueFilter::default()
        },
        Lane::ToSign => next(NextMove::Sign),
        Lane::ToCallBack => next(NextMove::CallBack),
        Lane::ToKeep => next(NextMove::KeepPromise),
        Lane::Escalated => next(NextMove::AwaitDecision),
        Lane::AwaitUnit => next(NextMove::AwaitUnit),
        Lane::ToApprove => QueueFilter {
            approval: match role {
                Role::HallManager => vec![Grantor::DutyManager, Grantor::HallManager],
                Role::DutyManager => vec![Grantor::DutyManager],
                // Nothing waits for these roles; a grantor that no request ever has keeps the lane empty.
                Role::Clerk | Role::Administrator | Role::Auditor => vec![Grantor::Clerk],
            },
            ..QueueFilter::default()
        },
    }
}

impl Line {
    pub(crate) fn of(row: &QueueRow, now: Moment) -> Self {
        let due = row.due.map(|due| DueView {
            at: due.at,
            norm: due.norm,
            state: if now > due.at {
                ClockState::Overdue
            } else if due.paused.is_some_and(|until| now < until) {
                ClockState::Paused
            } else if now >= due.warn {
                ClockState::DueSoon
            } else {
                ClockState::OnTime
            },
        });
        Self {
            id: row.id,
            number: row.number.clone(),
            received: row.received,
            name: row.name.clone(),
            address: row.address,
            phone: row.phone.masked(),
            category: row.category,
            channel: row.channel,
            summary: row.summary.clone(),
            responsible: row.responsible.clone(),
            step: row.step,
            round: row.round,
            ended: row.ended,
            next: row.next,
            due,
            earlier: row.earlier,
            raised: row.raised,
            broken: row.broken,
            approval: row.approval,
            escalated: row.escalated,
            follows: row.follows.clone(),
            holder: row.holder.clone(),
            incident: row.incident,
            sensitive: row.sensitive,
        }
    }
}
