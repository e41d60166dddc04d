//! The follow-up list, from the window.

use crate::counter::Counter;
use ansu_desk::{ApiError, FollowUpList, FollowUpRequest, Operation};
use tauri::State;

/// A page of the follow-up list.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn follow_ups(
    counter: State<'_, Counter>,
    request: FollowUpRequest,
) -> Result<FollowUpList, ApiError> {
    counter.act(Operation::FollowUps, |desk, session| {
        desk.follow_ups(session, &request)
    })
}
