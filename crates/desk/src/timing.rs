//! What the hall's clocks go by: calendar and norms (domain §10).

use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{
    Calendar, CalendarFault, Field, HolidayYear, Moment, Norms, Refusal, Role, StaffId, Term,
    Timing,
};
use ansu_store::StoreError;
use serde::{Deserialize, Serialize};

/// Most minutes of a norm: a quarter of a year.
const NORM_MAX: u32 = 92 * 24 * 60;
/// Reminders before a due time.
const REMINDERS_MAX: usize = 2;

/// What the clocks go by, as shells show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TimingView {
    /// As it stands.
    pub timing: Timing,
    /// What a change is based on.
    pub version: u32,
    /// Who changed it last; none = it is what a hall starts with.
    pub author: Option<StaffId>,
    /// When.
    pub at: Option<Moment>,
    /// The year whose holidays nobody has entered, though they are announced.
    pub wants_year: Option<i32>,
}

impl<C: Context> Desk<C> {
    /// What the clocks go by.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn timing(&self, session: &Session) -> Result<TimingView, DeskError> {
        self.authorize(session, Operation::Timing, None)?;
        let stands = self.store.hall_rule::<Timing>()?;
        Ok(TimingView {
            wants_year: stands.rule.calendar.wants_year(self.context.now()),
            author: stands.changed.as_ref().map(|(author, _)| author.clone()),
            at: stands.changed.map(|(_, at)| at),
            version: stands.version,
            timing: stands.rule,
        })
    }

    /// What is wrong with a calendar, as it is being typed.
    ///
    /// # Errors
    /// The person may not ask.
    pub fn calendar_faults(
        &self,
        session: &Session,
        calendar: &Calendar,
    ) -> Result<Vec<CalendarFault>, DeskError> {
        self.authorize(session, Operation::Timing, None)?;
        Ok(calendar.faults())
    }

    /// Sets what the clocks go by; those of all open tickets are worked out anew. A year's holidays are confirmed by an administrator alone
    /// (domain §17): by anybody else's hand they stay as they were, or wait to be.
    ///
    /// # Errors
    /// The person may not; somebody has set it meanwhile; the calendar or a norm cannot stand.
    pub fn put_timing(
        &mut self,
        session: &Session,
        timing: &Timing,
        based_on: u32,
    ) -> Result<TimingView, DeskError> {
        self.authorize(session, Operation::PutTiming, None)?;
        norms(&timing.norms)?;
        if !timing.calendar.faults().is_empty() {
            return Err(DeskError::BadCalendar);
        }
        let mut timing = timing.clone();
        let stands = self.store.hall_rule::<Timing>()?;
        if stands.version != based_on {
            return Err(StoreError::HallRuleStale {
                actual: stands.version,
            }
            .into());
        }
        if session.staff().role != Role::Administrator {
            let stands = stands.rule.calendar.years;
            for year in &mut timing.calendar.years {
                year.confirmed = stands.iter().any(|known| is_confirmed(known, year));
            }
        }
        self.note(session, Act::PutTiming, "", "")?;
        let now = self.context.now();
        self.store
            .put_hall_rule(&timing, based_on, now, &session.staff().id)?;
        self.timing(session)
    }
}

/// Whether a year was confirmed with these very days.
fn is_confirmed(known: &HolidayYear, year: &HolidayYear) -> bool {
    known.confirmed
        && *known
            == HolidayYear {
                confirmed: true,
                ..year.clone()
            }
}

fn norms(norms: &Norms) -> Result<(), DeskError> {
    let terms = [
        norms.first_reply,
        norms.answer,
        norms.complex,
        norms.special,
        norms.passed_down,
        norms.call_back,
    ];
    let stands = |term: &Term| (1..=NORM_MAX).contains(&term.minutes);
    let in_order = norms
        .reminders
        .windows(2)
        .all(|pair| matches!(pair, [first, second] if first > second));
    let reminders = in_order
        && norms.reminders.len() <= REMINDERS_MAX
        && norms.reminders.iter().all(|minutes| *minutes > 0);
    if terms.iter().all(stands) && reminders && norms.last_warning > 0 {
        Ok(())
    } else {
        Err(Refusal::OutOfRange {
            field: Field::Hours,
            least: 1,
            most: u16::try_from(NORM_MAX / 60).unwrap_or(u16::MAX),
        }
        .into())
    }
}
