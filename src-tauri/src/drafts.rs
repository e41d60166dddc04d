//! What is being typed, from the window.

use crate::counter::Counter;
use ansu_desk::complaint::{Moment, StaffId, TicketId};
use ansu_desk::{ApiError, Operation, Unfinished};
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// Keeps what is being typed; on disk when it answers.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_draft(counter: State<'_, Counter>, key: String, json: String) -> Answer<Moment> {
    counter.act(Operation::Draft, |desk, session| {
        desk.save_draft(session, &key, &json)
    })
}

/// What was being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn draft(counter: State<'_, Counter>, key: String) -> Answer<Option<String>> {
    counter.act(Operation::Draft, |desk, session| desk.draft(session, &key))
}

/// Throws away what was being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn discard_draft(counter: State<'_, Counter>, key: String) -> Answer<()> {
    counter.act(Operation::Draft, |desk, session| {
        desk.discard_draft(session, &key)
    })
}

/// What the person at work left unfinished.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn unfinished(counter: State<'_, Counter>) -> Answer<Vec<Unfinished>> {
    counter.act(Operation::Draft, |desk, session| desk.unfinished(session))
}

/// Hands what was typed on a ticket, or on none so far, to a colleague; says how many forms.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn hand_over(
    counter: State<'_, Counter>,
    ticket: Option<TicketId>,
    to: StaffId,
) -> Answer<u32> {
    counter.act(Operation::HandOver, |desk, session| {
        desk.hand_over(session, ticket, &to)
    })
}
