//! What a hall sets for itself, from the window: its calendar with the norms of its clocks.

use crate::counter::Counter;
use ansu_desk::complaint::{Calendar, CalendarFault, Timing};
use ansu_desk::{ApiError, Operation, TimingView};
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// What the hall's clocks go by.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn timing(counter: State<'_, Counter>) -> Answer<TimingView> {
    counter.act(Operation::Timing, |desk, session| desk.timing(session))
}

/// What is wrong with a calendar, as it is being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn calendar_faults(
    counter: State<'_, Counter>,
    calendar: Calendar,
) -> Answer<Vec<CalendarFault>> {
    counter.act(Operation::Timing, |desk, session| {
        desk.calendar_faults(session, &calendar)
    })
}

/// Sets what the hall's clocks go by.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_timing(
    counter: State<'_, Counter>,
    timing: Timing,
    based_on: u32,
) -> Answer<TimingView> {
    counter.act(Operation::PutTiming, |desk, session| {
        desk.put_timing(session, &timing, based_on)
    })
}
