//! The one door of all commands, which is shut while the counter is covered.

use crate::counter::Counter;
use ansu_desk::{ApiError, Code};
use tauri::ipc::Invoke;
use tauri::{Manager, Wry};

/// What is answered all the same: who is wanted, the two ways out, and keeping what was typed before, which tells nothing. Whatever is not
/// named here is refused, also a command that somebody adds later.
pub(crate) const WHILE_COVERED: &[&str] = &[
    "start",
    "cover",
    "uncover",
    "sign_out",
    "hear_locks",
    "hear_closing",
    "save_draft",
    "discard_draft",
];

/// Hands a command on, unless the counter is covered. What was begun before comes to its end: a backup under way is noted.
pub(crate) fn door(
    handler: impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    move |invoke| {
        let covered = invoke
            .message
            .webview_ref()
            .try_state::<Counter>()
            .is_some_and(|counter| counter.is_covered());
        if covered && !WHILE_COVERED.contains(&invoke.message.command()) {
            invoke.resolver.reject(ApiError::plain(Code::Covered));
            return true;
        }
        handler(invoke)
    }
}
