//! The window is closed: what was done since the last backup goes into one first, and the page shows how far that has come.

use crate::backing_up::{Due, ProgressView};
use crate::counter::Counter;
use ansu_desk::Stage;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State, Window};

/// A window that is being closed.
#[derive(Default)]
pub(crate) struct Closing {
    /// It was asked for before.
    begun: AtomicBool,
    /// The page that shows how far it has come.
    page: Mutex<Option<Channel<ProgressView>>>,
}

/// The page shows from now on what is still to be done when the window is closed; a page loaded anew takes the place of the one before.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn hear_closing(closing: State<'_, Closing>, progress: Channel<ProgressView>) {
    *closing.page.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
}

/// Closes the window without a backup.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn close_now(app: AppHandle) {
    app.exit(0);
}

/// Somebody closes the window. True where it may close at once: there is nothing to back up, or they have asked before.
pub(crate) fn may_close(window: &Window) -> bool {
    let app = window.app_handle();
    let closing = app.state::<Closing>();
    if closing.begun.swap(true, Ordering::SeqCst) {
        return true;
    }
    let counter = app.state::<Counter>();
    // Nobody is left to be told of a backup that failed; the next sign-in tries again and says so.
    let Some(due) = Due::on(&counter).ok().flatten() else {
        return true;
    };
    if counter.is_covered() {
        // Nothing is to be read there any more; whoever closes it sees it gone.
        let _ = window.hide();
    }
    let app = app.clone();
    std::thread::spawn(move || back_up_and_exit(&app, due));
    false
}

fn back_up_and_exit(app: &AppHandle, due: Due) {
    let closing = app.state::<Closing>();
    let page = closing
        .page
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let mut tell = |stage, done, all| {
        if let Some(page) = &page {
            // A page that is gone needs no news.
            let _ = page.send(ProgressView::of(stage, done, all));
        }
        true
    };
    // On a slow place it is a while before the first news of the copy itself.
    tell(Stage::Copy, 0, 1);
    let _ = due.make(&app.state::<Counter>(), &mut tell);
    app.exit(0);
}
