//! The desktop locks, or the computer goes to sleep: the counter is covered at once, and the page leaves it. On Linux the system says so
//! over D-Bus; elsewhere only the page notices, by a clock that leapt and by nobody's hand.

#[cfg(target_os = "linux")]
mod bus;
#[cfg(test)]
#[cfg(target_os = "linux")]
pub(crate) mod testing;

use crate::backing_up;
use crate::counter::Counter;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

/// Why the counter is to be locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LockReason {
    /// The desktop was locked.
    Locked,
    /// The computer goes to sleep.
    Slept,
    /// Nobody was there for a while.
    Idle,
}

/// The page that wants to hear of it.
#[derive(Default)]
pub(crate) struct Listener(Mutex<Option<Channel<LockReason>>>);

/// The page hears of every lock from now on; a page loaded anew takes the place of the one before.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn hear_locks(listener: State<'_, Listener>, locks: Channel<LockReason>) {
    *listener.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(locks);
}

/// Listens to the system, each bus in a thread of its own. Where there is none, nothing happens.
#[cfg(target_os = "linux")]
pub(crate) fn watch(app: &AppHandle) {
    use zbus::blocking::Connection;

    let (logind, desktop) = (app.clone(), app.clone());
    // A bus that isn't there, or goes away, is no fault of anybody: the page still locks by itself.
    std::thread::spawn(move || {
        let _ = Connection::system().and_then(|bus| bus::logind(&bus, |why| lock(&logind, why)));
    });
    std::thread::spawn(move || {
        let _ = Connection::session().and_then(|bus| bus::desktop(&bus, |why| lock(&desktop, why)));
    });
}

/// Nothing to listen to on this system.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_: &AppHandle) {}

/// Somebody is there: the page has seen a hand.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign_of_life(counter: State<'_, Counter>) {
    counter.is_alive();
}

/// Locks a counter that nobody was at, also where the page hangs: the page should have done so before.
pub(crate) fn watch_over(app: &AppHandle) {
    /// In which the page locks by itself, with all that was typed.
    const GRACE: Duration = Duration::from_secs(30);
    const TICK: Duration = Duration::from_secs(5);

    let app = app.clone();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(TICK);
            let counter = app.state::<Counter>();
            if !counter.is_deserted(GRACE) {
                continue;
            }
            lock(&app, LockReason::Idle);
            // A page that tries to store what was typed is no silent one; its next try comes first.
            if counter.is_deserted(GRACE) {
                backing_up::leave(&app);
            }
        }
    });
}

/// Covers the counter and tells the page, which stores what is being typed and leaves. Waits for that, but not for ever: a sleep is held
/// up by it.
fn lock(app: &AppHandle, why: LockReason) {
    const LONGEST: Duration = Duration::from_secs(2);

    let counter = app.state::<Counter>();
    if why == LockReason::Slept {
        counter.fall_asleep();
    }
    counter.cover();
    let listener = app.state::<Listener>();
    if let Some(page) = &*listener.0.lock().unwrap_or_else(PoisonError::into_inner) {
        // A page that is gone is covered when it comes back.
        let _ = page.send(why);
    }
    let begun = Instant::now();
    while counter.is_covered() && begun.elapsed() < LONGEST {
        std::thread::sleep(Duration::from_millis(20));
    }
}
