//! The follow-up list (回访清单, domain §12): whom to call today, and words of thanks beside it (domain §19).

use crate::contacts::ContactView;
use crate::promises::days;
use crate::queue::Line;
use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{
    ActionKind, CALLS_ENOUGH, ContactWhy, Moment, Ticket, TicketId, Waiting, permit,
};
use ansu_store::{FollowUpCounts, FollowUpDays, FollowUpRow, FollowUpSpan};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Lines on a page.
const PAGE: u32 = 50;
/// Thanks of this many days are shown and counted.
const THANKS_DAYS: i64 = 30;

/// A tab of the list.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpTab {
    /// 已逾期: the time has passed.
    Overdue,
    /// 今天: still to come today.
    #[default]
    Today,
    /// 明天.
    Tomorrow,
    /// 未接通: an attempt has failed.
    Missed,
    /// 全部.
    All,
    /// 表扬致谢: nothing to do but to read.
    Thanks,
}

/// What part of the list to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct FollowUpRequest {
    /// Which tab.
    pub tab: FollowUpTab,
    /// The last line of the page before.
    #[serde(default)]
    pub after: Option<FollowUpKey>,
}

/// A contact that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FollowUpKey {
    /// Its ticket.
    pub ticket: TicketId,
    /// What for.
    pub why: ContactWhy,
}

/// A contact that is due, with its ticket. Numbers are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FollowUpLine {
    /// What for.
    pub why: ContactWhy,
    /// When: the next attempt, if one was fixed, else by when.
    pub at: Moment,
    /// By when.
    pub due: Moment,
    /// Attempts since the customer was last reached.
    pub attempts: u16,
    /// So many were made that a written reason may stand in for the call-back.
    pub enough: bool,
    /// What was agreed with the customer, in the order in which it is told.
    pub agreed: Vec<String>,
    /// How far the customer waits, where they do.
    pub waiting: Option<Waiting>,
    /// Another round may begin with what the customer says.
    pub may_open_round: bool,
    /// The ticket.
    pub ticket: Line,
    /// What an action on the ticket is based on.
    pub revision: u32,
}

/// The list in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, specta::Type)]
pub struct FollowUpTallies {
    /// 已逾期.
    pub overdue: u32,
    /// 今天.
    pub today: u32,
    /// 明天.
    pub tomorrow: u32,
    /// 未接通.
    pub missed: u32,
    /// 全部.
    pub all: u32,
    /// 表扬致谢 of 30 days.
    pub thanks: u32,
}

/// The list's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FollowUpList {
    /// Counts of all tabs.
    pub tallies: FollowUpTallies,
    /// A page of lines.
    pub lines: Vec<FollowUpLine>,
    /// Words of thanks, where they were asked for.
    pub thanks: Vec<ContactView>,
    /// There are more lines after these.
    pub more: bool,
    /// Now, by the desk's clock.
    pub now: Moment,
}

impl<C: Context> Desk<C> {
    /// A page of the follow-up list, with the counts of all tabs.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn follow_ups(
        &self,
        session: &Session,
        request: &FollowUpRequest,
    ) -> Result<FollowUpList, DeskError> {
        self.authorize(session, Operation::FollowUps, None)?;
        let now = self.context.now();
        let days = of(now);
        let after = request.after.map(|key| (key.ticket, key.why));
        let mut rows = match span(request.tab, days) {
            Some(span) => self.store.follow_ups(span, after, PAGE + 1)?,
            None => Vec::new(),
        };
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let thanks = if request.tab == FollowUpTab::Thanks {
            self.store.thanks(days.thanks_since, PAGE)?
        } else {
            Vec::new()
        };
        Ok(FollowUpList {
            tallies: self.store.follow_up_counts(days)?.into(),
            lines: rows
                .iter()
                .map(|row| self.follow_up_line(session, row, now))
                .collect::<Result<_, _>>()?,
            thanks: thanks.iter().map(ContactView::from).collect(),
            more,
            now,
        })
    }

    fn follow_up_line(
        &self,
        session: &Session,
        row: &FollowUpRow,
        now: Moment,
    ) -> Result<FollowUpLine, DeskError> {
        let ticket = self
            .store
            .ticket(row.ticket.id)?
            .ok_or(DeskError::UnknownTicket)?;
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now,
            staff: &session.staff,
            authority: &authority,
        };
        let contact = &row.contact;
        Ok(FollowUpLine {
            why: contact.why,
            at: contact.at,
            due: contact.due,
            attempts: contact.attempts,
            enough: contact.attempts >= CALLS_ENOUGH,
            agreed: agreed(&ticket),
            waiting: ticket
                .open_waiting()
                .filter(|_| contact.why == ContactWhy::Waiting)
                .cloned(),
            may_open_round: permit(&ticket, ActionKind::OpenRound, &rules).is_ok(),
            ticket: Line::of(&row.ticket, now),
            revision: ticket.revision,
        })
    }
}

/// What to ask the customer about: what they chose, or the reply they were given.
fn agreed(ticket: &Ticket) -> Vec<String> {
    let chosen = ticket.chosen().map(|offer| offer.terms.action.clone());
    let promises = ticket
        .promises
        .iter()
        .filter(|promise| promise.offer.is_none() && promise.state.kept_at().is_some())
        .map(|promise| promise.text.clone());
    chosen.into_iter().chain(promises).collect()
}

fn of(now: Moment) -> FollowUpDays {
    let today = days(now).today;
    FollowUpDays {
        now,
        today,
        tomorrow: today + TimeDelta::days(1),
        thanks_since: now - TimeDelta::days(THANKS_DAYS),
    }
}

/// The stretch that a tab shows; thanks are no contacts that are due.
fn span(tab: FollowUpTab, days: FollowUpDays) -> Option<FollowUpSpan> {
    let (from, to) = match tab {
        FollowUpTab::Overdue => (None, Some(days.now)),
        FollowUpTab::Today => (Some(days.now), Some(days.today)),
        FollowUpTab::Tomorrow => (Some(days.today), Some(days.tomorrow)),
        FollowUpTab::Missed | FollowUpTab::All => (None, None),
        FollowUpTab::Thanks => return None,
    };
    Some(FollowUpSpan {
        from,
        to,
        missed: tab == FollowUpTab::Missed,
    })
}

impl From<FollowUpCounts> for FollowUpTallies {
    fn from(counts: FollowUpCounts) -> Self {
        Self {
            overdue: counts.overdue,
            today: counts.today,
            tomorrow: counts.tomorrow,
            missed: counts.missed,
            all: counts.all,
            thanks: counts.thanks,
        }
    }
}
