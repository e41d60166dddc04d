//! The coach from the window: what to say at a step, the wording check, and the library with its versions and its file.

use crate::counter::{Counter, told};
use ansu_desk::complaint::{Money, Step};
use ansu_desk::{
    AdviceView, ApiError, Caller, ClaimView, Claimed, Coaching, Code, DeskError, DiffLine, Figures,
    FoundPlaybook, ImportPreview, Item, ItemRef, ItemView, LibraryEntry, LookedOver, Operation,
    Pinned, PracticeAnswer, PracticeEntry, PracticeTalk, RuleView, Telling, TicketRef, Warning,
};
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tauri::State;
use tauri_plugin_dialog::DialogExt;

type Answer<T> = Result<T, ApiError>;

/// Largest library file that is read; the desk refuses what is larger than a library can be.
const FILE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The library file that was looked at and may be taken in.
#[derive(Default)]
pub(crate) struct Offered(Mutex<Option<String>>);

/// What to say and do at a step. `playbook` is the situation that was chosen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn coach(
    counter: State<'_, Counter>,
    which: TicketRef,
    step: Step,
    playbook: Option<String>,
    telling: Option<Telling>,
) -> Answer<Coaching> {
    counter.act(Operation::Coach, |desk, session| {
        desk.coach(session, &which, step, playbook.as_deref(), telling.as_ref())
    })
}

/// The unified statements that may concern somebody who has no ticket yet.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn statements(counter: State<'_, Counter>, caller: Caller) -> Answer<Vec<Pinned>> {
    counter.act(Operation::Coach, |desk, session| {
        desk.statements(session, &caller)
    })
}

/// What would better be said otherwise in a text for the customer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn check_wording(counter: State<'_, Counter>, text: String) -> Answer<Vec<Warning>> {
    counter.act(Operation::Coach, |desk, session| {
        desk.check_wording(session, &text)
    })
}

/// The rules behind remedies and deadlines.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rules(counter: State<'_, Counter>) -> Answer<Vec<RuleView>> {
    counter.act(Operation::Coach, |desk, session| desk.rules(session))
}

/// What a rule comes to.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn work_out(
    counter: State<'_, Counter>,
    rule: String,
    figures: Figures,
) -> Answer<Option<Money>> {
    counter.act(Operation::Coach, |desk, session| {
        desk.work_out(session, &rule, figures)
    })
}

/// What the customer claims set against the charge that it is about.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_against(
    counter: State<'_, Counter>,
    claimed: Claimed,
    charge: Option<Money>,
) -> Answer<Option<ClaimView>> {
    counter.act(Operation::Coach, |desk, session| {
        desk.set_against(session, claimed, charge)
    })
}

/// Advice for the moment.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn advice(counter: State<'_, Counter>) -> Answer<AdviceView> {
    counter.act(Operation::Coach, |desk, session| desk.advice(session))
}

/// The customers to practise with.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn practice(counter: State<'_, Counter>) -> Answer<Vec<PracticeEntry>> {
    counter.act(Operation::Coach, |desk, session| desk.practice(session))
}

/// A practised talk after these answers.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn practise(
    counter: State<'_, Counter>,
    id: String,
    answers: Vec<PracticeAnswer>,
) -> Answer<PracticeTalk> {
    counter.act(Operation::Coach, |desk, session| {
        desk.practise(session, &id, &answers)
    })
}

/// Every part of the library.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn library(counter: State<'_, Counter>) -> Answer<Vec<LibraryEntry>> {
    counter.act(Operation::Library, |desk, session| desk.library(session))
}

/// The playbooks that have what was typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn find_playbooks(
    counter: State<'_, Counter>,
    query: String,
) -> Answer<Vec<FoundPlaybook>> {
    counter.act(Operation::Library, |desk, session| {
        desk.find_playbooks(session, &query)
    })
}

/// A part of the library; in its last version where none is asked for.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn library_item(
    counter: State<'_, Counter>,
    which: ItemRef,
    version: Option<u32>,
) -> Answer<ItemView> {
    counter.act(Operation::Library, |desk, session| {
        desk.library_item(session, &which, version)
    })
}

/// How two versions differ.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn library_diff(
    counter: State<'_, Counter>,
    which: ItemRef,
    older: u32,
    newer: u32,
) -> Answer<Vec<DiffLine>> {
    counter.act(Operation::Library, |desk, session| {
        desk.library_diff(session, &which, older, newer)
    })
}

/// Looks a part over as it is being written.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn look_over(counter: State<'_, Counter>, item: Item) -> Answer<LookedOver> {
    counter.act(Operation::Library, |desk, session| {
        desk.look_over(session, &item)
    })
}

/// Publishes a part as its next version.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn publish(
    counter: State<'_, Counter>,
    item: Item,
    based_on: u32,
    note: String,
) -> Answer<ItemView> {
    counter.act(Operation::EditLibrary, |desk, session| {
        desk.publish(session, &item, based_on, &note)
    })
}

/// Confirms legal values, or takes that back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn confirm_rule(
    counter: State<'_, Counter>,
    item: Item,
    based_on: u32,
    note: String,
) -> Answer<ItemView> {
    counter.act(Operation::ConfirmRule, |desk, session| {
        desk.confirm_rule(session, &item, based_on, &note)
    })
}

/// Takes a part out of the library.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_out(
    counter: State<'_, Counter>,
    which: ItemRef,
    based_on: u32,
    note: String,
) -> Answer<Vec<LibraryEntry>> {
    counter.act(Operation::EditLibrary, |desk, session| {
        desk.take_out(session, &which, based_on, &note)
    })
}

/// Writes the library to a file that is asked for with the system's own dialog, and says which; none where nothing was chosen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn export_library(
    app: tauri::AppHandle,
    counter: State<'_, Counter>,
) -> Answer<Option<String>> {
    let text = counter.act(Operation::Library, |desk, session| {
        desk.export_library(session)
    })?;
    let dialog = app.dialog().file().set_file_name("ansu-library.json");
    let Some(path) = dialog
        .blocking_save_file()
        .and_then(|chosen| chosen.into_path().ok())
    else {
        return Ok(None);
    };
    std::fs::write(&path, text).map_err(|error| unwritten(&path, &error))?;
    Ok(Some(path.display().to_string()))
}

/// Asks for a library file, and says what taking it in would do; none where nothing was chosen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn offer_library(
    app: tauri::AppHandle,
    counter: State<'_, Counter>,
    offered: State<'_, Offered>,
) -> Answer<Option<ImportPreview>> {
    let chosen = app.dialog().file().add_filter("JSON", &["json"]);
    let Some(path) = chosen
        .blocking_pick_file()
        .and_then(|chosen| chosen.into_path().ok())
    else {
        return Ok(None);
    };
    let text = read(&path)?;
    let preview = counter.act(Operation::EditLibrary, |desk, session| {
        desk.preview_import(session, &text)
    })?;
    *offered.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
    Ok(Some(preview))
}

/// Takes in the file that was looked at last.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn import_library(
    counter: State<'_, Counter>,
    offered: State<'_, Offered>,
    note: String,
) -> Answer<ImportPreview> {
    let text = offered
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
        .ok_or_else(|| told(&DeskError::UnknownItem))?;
    counter.act(Operation::EditLibrary, |desk, session| {
        desk.import_library(session, &text, &note)
    })
}

/// A file's text; what is larger than any library is not read to its end.
fn read(path: &Path) -> Answer<String> {
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(FILE_MAX_BYTES).read_to_string(&mut text))
        .map_err(|error| {
            ApiError::plain(Code::ReadFailed)
                .with("path", path.display())
                .with("detail", error)
        })?;
    Ok(text)
}

fn unwritten(path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::plain(Code::WriteFailed)
        .with("path", path.display())
        .with("detail", error)
}
