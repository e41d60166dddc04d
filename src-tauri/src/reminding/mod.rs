//! Reminders from the window: what is due is asked for every half minute, and told on the desktop where somebody has turned to another window.

#[cfg(target_os = "linux")]
mod bus;

use crate::counter::Counter;
use ansu_desk::complaint::{StaffId, Watch};
use ansu_desk::{ApiError, Operation, RemindersView};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager, State, UserAttentionType, WebviewWindow};

type Answer<T> = Result<T, ApiError>;

/// Longest text that the desktop is given.
const WORDS_MAX: usize = 200;

/// What each person was reminded of, also over a pause in which they had left the counter. The demonstration's people are others.
#[derive(Default)]
pub(crate) struct Watches(Mutex<HashMap<(bool, StaffId), Watch>>);

/// What the person at work is to be told now, each reminder once.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reminders(
    counter: State<'_, Counter>,
    watches: State<'_, Watches>,
) -> Answer<RemindersView> {
    let demonstration = counter.is_demonstration();
    counter.act(Operation::Queue, |desk, session| {
        let mut watches = watches.0.lock().unwrap_or_else(PoisonError::into_inner);
        let person = (demonstration, session.staff().id.clone());
        let watch = watches.entry(person).or_insert_with(|| desk.watch());
        desk.reminders(session, watch)
    })
}

/// Tells it on the desktop, in the window's language, and lets the task bar call. Where somebody looks at the window anyway nothing is
/// needed. The words hold nothing of a customer; a desktop that shows no notifications is no fault.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn tell_desktop(
    counter: State<'_, Counter>,
    window: WebviewWindow,
    title: String,
    words: String,
) -> Answer<()> {
    counter.act(Operation::Queue, |_, _| Ok(()))?;
    if window.is_focused().unwrap_or(false) {
        return Ok(());
    }
    let _ = window.request_user_attention(Some(UserAttentionType::Informational));
    show(window.app_handle(), short(&title), short(&words));
    Ok(())
}

/// How many tickets in hand are overdue stands in the window's title, and so on the task bar; none takes it away. This is told to everybody
/// who sees the screen, and says nothing but a number.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn count_in_title(window: WebviewWindow, overdue: u32) {
    let title = match overdue {
        0 => crate::TITLE.to_owned(),
        n => format!("({n}) {}", crate::TITLE),
    };
    // Both may be refused by the desktop, or be unknown to it.
    let _ = window.set_title(&title);
    let _ = window.set_badge_count((overdue > 0).then_some(i64::from(overdue)));
}

fn short(words: &str) -> String {
    words.chars().take(WORDS_MAX).collect()
}

/// In a thread of its own: a desktop may take its time.
#[cfg(target_os = "linux")]
fn show(_: &AppHandle, title: String, words: String) {
    std::thread::spawn(move || {
        let _ = zbus::blocking::Connection::session()
            .and_then(|desktop| bus::notify(&desktop, &title, &words));
    });
}

/// Under the name that the installer gave the program's shortcut; Windows shows nothing of a program without one.
#[cfg(target_os = "windows")]
fn show(app: &AppHandle, title: String, words: String) {
    let name = app.config().identifier.clone();
    std::thread::spawn(move || {
        let toast = tauri_winrt_notification::Toast::new(&name);
        let _ = toast.title(&title).text1(&words).show();
    });
}

/// Nothing to tell it on this system.
#[cfg(not(any(target_os = "linux", target_os = "windows")))]
fn show(_: &AppHandle, _: String, _: String) {}
