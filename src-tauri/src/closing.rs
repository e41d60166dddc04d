//! The window is closed: what was done since the last backup goes into one first, and the page shows how far that has come.

use crate::backing_up::{Due, ProgressView};
use crate::counter::Counter;
use ansu_desk::Stage;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
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

/// Backups that go on although nobody is at work any more.
#[derive(Clone, Default)]
pub(crate) struct UnderWay(Arc<(Mutex<u32>, Condvar)>);

/// One of them; it has ended when this is dropped.
pub(crate) struct Work(UnderWay);

impl UnderWay {
    pub(crate) fn begin(&self) -> Work {
        *self.count() += 1;
        Work(self.clone())
    }

    fn is_any(&self) -> bool {
        *self.count() > 0
    }

    fn wait(&self) {
        let mut count = self.count();
        while *count > 0 {
            count = self.0.1.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn count(&self) -> MutexGuard<'_, u32> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        *self.0.count() -= 1;
        self.0.0.1.notify_all();
    }
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

/// Somebody closes the window. True where it may close at once: nothing is to be backed up or being so, or they have asked before.
pub(crate) fn may_close(window: &Window) -> bool {
    let app = window.app_handle();
    let closing = app.state::<Closing>();
    if closing.begun.swap(true, Ordering::SeqCst) {
        return true;
    }
    let counter = app.state::<Counter>();
    // Nobody is left to be told of a backup that failed; the next sign-in tries again and says so.
    let due = Due::on(&counter).ok().flatten();
    let under_way = app.state::<UnderWay>().inner().clone();
    if due.is_none() && !under_way.is_any() {
        return true;
    }
    if counter.is_covered() {
        // Nothing is to be read there any more; whoever closes it sees it gone.
        let _ = window.hide();
    }
    let app = app.clone();
    std::thread::spawn(move || back_up_and_exit(&app, due, &under_way));
    false
}

fn back_up_and_exit(app: &AppHandle, due: Option<Due>, under_way: &UnderWay) {
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
        !app.state::<Counter>().is_falling_asleep()
    };
    // On a slow place it is a while before the first news of the copy itself.
    tell(Stage::Copy, 0, 1);
    if let Some(due) = due {
        let _ = due.make(&app.state::<Counter>(), &mut tell);
    }
    under_way.wait();
    app.exit(0);
}
