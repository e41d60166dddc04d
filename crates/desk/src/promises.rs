//! The promise ledger (承诺台账, domain §12): what was promised across the hall, by due time and by owner.

use crate::queue::Line;
use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_coach::{Promised, promised};
use ansu_complaint::{
    Action, ActionKind, DemandAnswer, Moment, PromiseNo, PromiseState, Ticket, TicketId, Timing,
    hall_time, permit,
};
use ansu_store::{PromiseCounts, PromiseDays, PromiseRow, PromiseSpan};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Lines on a page.
const PAGE: u32 = 50;
/// Days after today that count as the next ones.
const NEXT_DAYS: i64 = 7;

/// A tab of the ledger.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum PromiseTab {
    /// 已逾期: open, the due time has passed.
    #[default]
    Overdue,
    /// 今天到期: still to come today.
    Today,
    /// 未来 7 天: in the seven days after today.
    Next,
    /// 全部未兑现: every open one.
    Open,
    /// 失信: broken ones.
    Broken,
}

/// What part of the ledger to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct PromiseRequest {
    /// Which tab.
    pub tab: PromiseTab,
    /// Only this owner's.
    #[serde(default)]
    pub owner: Option<String>,
    /// The last line of the page before.
    #[serde(default)]
    pub after: Option<PromiseKey>,
}

/// A promise of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PromiseKey {
    /// Its ticket.
    pub ticket: TicketId,
    /// Its number there.
    pub no: PromiseNo,
}

/// A promise with its ticket. Numbers are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PromiseLine {
    /// Its number within the ticket.
    pub no: PromiseNo,
    /// What was promised.
    pub text: String,
    /// Who keeps it.
    pub owner: String,
    /// By when.
    pub due: Moment,
    /// When it was made.
    pub made: Moment,
    /// Where it stands.
    pub state: PromiseState,
    /// The ticket.
    pub ticket: Line,
    /// What an action on the ticket is based on.
    pub revision: u32,
}

/// Promises in figures, by tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, specta::Type)]
pub struct PromiseTallies {
    /// 已逾期.
    pub overdue: u32,
    /// 今天到期.
    pub today: u32,
    /// 未来 7 天.
    pub next: u32,
    /// 全部未兑现.
    pub open: u32,
    /// 失信.
    pub broken: u32,
}

/// An owner's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PromiseOwner {
    /// Who.
    pub owner: String,
    /// How many, by tab.
    pub tallies: PromiseTallies,
}

/// The ledger's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PromiseLedger {
    /// The hall's figures; an owner's where one was asked for.
    pub tallies: PromiseTallies,
    /// Everybody who owes something or has broken a promise, by name.
    pub owners: Vec<PromiseOwner>,
    /// A page of lines.
    pub lines: Vec<PromiseLine>,
    /// There are more lines after these.
    pub more: bool,
    /// Now, by the desk's clock.
    pub now: Moment,
}

impl<C: Context> Desk<C> {
    /// A page of the promise ledger, with all its figures.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn promises(
        &self,
        session: &Session,
        request: &PromiseRequest,
    ) -> Result<PromiseLedger, DeskError> {
        self.authorize(session, Operation::Promises, None)?;
        let now = self.context.now();
        let days = days(now);
        let mut rows = self.store.promises(
            span(request.tab, days),
            request.owner.as_deref(),
            request.after.map(|key| (key.ticket, key.no)),
            PAGE + 1,
        )?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let owners: Vec<_> = self
            .store
            .promise_counts(days)?
            .into_iter()
            .map(PromiseOwner::from)
            .collect();
        let asked = |known: &&PromiseOwner| {
            let owner = request.owner.as_ref();
            owner.is_none_or(|owner| *owner == known.owner)
        };
        Ok(PromiseLedger {
            tallies: owners
                .iter()
                .filter(asked)
                .fold(PromiseTallies::default(), |sum, known| {
                    sum.with(known.tallies)
                }),
            lines: rows.iter().map(|row| PromiseLine::of(row, now)).collect(),
            owners,
            more,
            now,
        })
    }
}

impl<C: Context> Desk<C> {
    /// What was promised in words by actions just carried out, for a person to enter as a promise or to let be (domain §12: every sentence with
    /// a date becomes one). What is promised already, or will be by an offer on the table with the same due time, is left out.
    pub(crate) fn worded(
        &self,
        actions: &[Action],
        after: &Ticket,
        rules: &ansu_complaint::Context<'_>,
    ) -> Result<Vec<Promised>, DeskError> {
        let mut texts = actions.iter().filter_map(words).peekable();
        if texts.peek().is_none() || permit(after, ActionKind::MakePromise, rules).is_err() {
            return Ok(Vec::new());
        }
        let calendar = self.store.hall_rule::<Timing>()?.rule.calendar;
        let known = |found: &Promised| {
            let same = |due: Moment| (due - found.due).abs() < TimeDelta::minutes(1);
            after
                .promises
                .iter()
                .any(|promise| promise.text == found.text || same(promise.due))
                || after.round_offers().any(|offer| same(offer.terms.due))
        };
        Ok(texts
            .flat_map(|text| promised(text, rules.now, &calendar))
            .filter(|found| !known(found))
            .collect())
    }
}

/// What an action says to the customer, or of what was said to them.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most actions say nothing to the customer; an offer has its due time and becomes a promise when it is chosen"
)]
fn words(action: &Action) -> Option<&str> {
    match action {
        Action::UseWording { wording, .. } | Action::Apologize { wording, .. } => Some(wording),
        Action::AddNote { text } | Action::GiveFinalReply { text } => Some(text),
        Action::CallBack { note, .. } => Some(note),
        Action::AnswerDemand {
            answer: DemandAnswer::Declined { reason },
        } => Some(reason),
        _ => None,
    }
}

/// The ledger's days begin and end with those of the hall's clock.
pub(crate) fn days(now: Moment) -> PromiseDays {
    let passed = hall_time(now).time() - chrono::NaiveTime::MIN;
    let today = now - passed + TimeDelta::days(1);
    PromiseDays {
        now,
        today,
        soon: today + TimeDelta::days(NEXT_DAYS),
    }
}

const fn span(tab: PromiseTab, days: PromiseDays) -> PromiseSpan {
    let (from, to) = match tab {
        PromiseTab::Overdue => (None, Some(days.now)),
        PromiseTab::Today => (Some(days.now), Some(days.today)),
        PromiseTab::Next => (Some(days.today), Some(days.soon)),
        PromiseTab::Open => (None, None),
        PromiseTab::Broken => return PromiseSpan::Broken,
    };
    PromiseSpan::Open { from, to }
}

impl PromiseTallies {
    const fn with(self, other: Self) -> Self {
        Self {
            overdue: self.overdue + other.overdue,
            today: self.today + other.today,
            next: self.next + other.next,
            open: self.open + other.open,
            broken: self.broken + other.broken,
        }
    }
}

impl From<PromiseCounts> for PromiseOwner {
    fn from(counts: PromiseCounts) -> Self {
        Self {
            owner: counts.owner,
            tallies: PromiseTallies {
                overdue: counts.overdue,
                today: counts.today,
                next: counts.soon,
                open: counts.open,
                broken: counts.broken,
            },
        }
    }
}

impl PromiseLine {
    fn of(row: &PromiseRow, now: Moment) -> Self {
        let promise = &row.promise;
        Self {
            no: promise.no,
            text: promise.text.clone(),
            owner: promise.owner.clone(),
            due: promise.due,
            made: promise.made,
            state: promise.state.clone(),
            ticket: Line::of(&row.ticket, now),
            revision: row.ticket.revision,
        }
    }
}
