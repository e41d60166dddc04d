//! What managers decide, from the window: who may grant what, what waits for them, and decisions over a colleague's session.

use crate::counter::Counter;
use ansu_desk::complaint::Authority;
use ansu_desk::{ApiError, ApprovalsView, AuthorityView, Operation, Outcome, Perform};
use tauri::State;
use zeroize::Zeroizing;

type Answer<T> = Result<T, ApiError>;

/// Who may grant what.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn authority(counter: State<'_, Counter>) -> Answer<AuthorityView> {
    counter.act(Operation::Ticket, |desk, session| desk.authority(session))
}

/// Sets who may grant what.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_authority(
    counter: State<'_, Counter>,
    authority: Authority,
    based_on: u32,
) -> Answer<AuthorityView> {
    counter.act(Operation::PutAuthority, |desk, session| {
        desk.put_authority(session, &authority, based_on)
    })
}

/// Everything that waits for the approval of whoever is at work.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn approvals(counter: State<'_, Counter>) -> Answer<ApprovalsView> {
    counter.act(Operation::Queue, |desk, session| desk.approvals(session))
}

/// Carries out one decision of a manager's over the session of whoever is at work.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn perform_in_person(
    counter: State<'_, Counter>,
    number: String,
    password: String,
    request: Perform,
) -> Answer<Outcome> {
    let password = Zeroizing::new(password);
    counter.act(Operation::Perform, |desk, session| {
        desk.perform_in_person(session, &number, &password, &request)
    })
}
