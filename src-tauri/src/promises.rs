//! The promise ledger, from the window.

use crate::counter::Counter;
use ansu_desk::{ApiError, Operation, PromiseLedger, PromiseRequest};
use tauri::State;

/// A page of the promise ledger.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn promises(
    counter: State<'_, Counter>,
    request: PromiseRequest,
) -> Result<PromiseLedger, ApiError> {
    counter.act(Operation::Promises, |desk, session| {
        desk.promises(session, &request)
    })
}
