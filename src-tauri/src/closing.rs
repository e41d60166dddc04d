//! The window is closed: what was done since the last backup goes into one first, and the page shows how far that has come.

use crate::backing_up::{Due, ProgressView};
use crate::counter::Counter;
use ansu_desk::Stage;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
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

/// How long a backup may come no further before the window closes without it: a share that does not answer holds every call to it, and the
/// longest step without news, the check of a large copy's seals on a slow stick, takes less.
const SILENCE: Duration = Duration::from_secs(180);

/// Backups that go on although nobody is at work any more.
#[derive(Clone, Default)]
pub(crate) struct UnderWay(Arc<(Mutex<Works>, Condvar)>);

#[derive(Default)]
struct Works {
    /// How many.
    count: u32,
    /// When one of them last came further.
    heard: Option<Instant>,
}

impl Works {
    /// How much longer news may be waited for; none where there were none for as long as `silence`.
    fn worth_waiting(&self, silence: Duration, now: Instant) -> Option<Duration> {
        let silent = now.saturating_duration_since(self.heard?);
        silence.checked_sub(silent).filter(|left| !left.is_zero())
    }
}

/// One of them; it has ended when this is dropped.
pub(crate) struct Work(UnderWay);

impl UnderWay {
    pub(crate) fn begin(&self) -> Work {
        self.works().count += 1;
        let work = Work(self.clone());
        work.comes_further();
        work
    }

    fn is_any(&self) -> bool {
        self.works().count > 0
    }

    /// Waits until all have ended, or none has come further for as long as `silence`.
    fn wait(&self, silence: Duration) {
        let mut works = self.works();
        while works.count > 0 {
            let Some(left) = works.worth_waiting(silence, Instant::now()) else {
                return;
            };
            let woken = self.0.1.wait_timeout(works, left);
            works = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn works(&self) -> MutexGuard<'_, Works> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Work {
    /// It has come further.
    pub(crate) fn comes_further(&self) {
        self.0.works().heard = Some(Instant::now());
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.works().count -= 1;
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
    let work = due.map(|due| (due, under_way.begin()));
    if let Some((due, work)) = work {
        let app = app.clone();
        std::thread::spawn(move || back_up(&app, due, &work));
    }
    let app = app.clone();
    std::thread::spawn(move || {
        under_way.wait(SILENCE);
        app.exit(0);
    });
    false
}

/// Makes the backup that is due, and tells the page how far it has come.
fn back_up(app: &AppHandle, due: Due, work: &Work) {
    let closing = app.state::<Closing>();
    let page = closing
        .page
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let mut tell = |stage, done, all| {
        work.comes_further();
        if let Some(page) = &page {
            // A page that is gone needs no news.
            let _ = page.send(ProgressView::of(stage, done, all));
        }
        !app.state::<Counter>().is_falling_asleep()
    };
    // On a slow place it is a while before the first news of the copy itself.
    tell(Stage::Copy, 0, 1);
    let _ = due.make(&app.state::<Counter>(), &mut tell);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_waits_for_what_comes_further_and_not_for_what_is_silent() {
        let (minute, now) = (Duration::from_secs(60), Instant::now());
        let heard = |ago| Works {
            count: 1,
            heard: Some(now - Duration::from_secs(ago)),
        };
        assert_eq!(heard(0).worth_waiting(minute, now), Some(minute));
        let left = heard(59).worth_waiting(minute, now);
        assert_eq!(left, Some(Duration::from_secs(1)));
        assert_eq!(heard(60).worth_waiting(minute, now), None);

        let under_way = UnderWay::default();
        let (work, waits) = (under_way.begin(), under_way.clone());
        let waiting = std::thread::spawn(move || waits.wait(minute));
        drop(work);
        waiting.join().unwrap();
        assert!(!under_way.is_any());
        let _silent = under_way.begin();
        under_way.wait(Duration::from_millis(20));
        assert!(under_way.is_any(), "left behind");
    }
}
