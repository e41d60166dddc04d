//! A person's data from the window: what has been kept long enough, its end, and a copy for whom it is about.

use crate::counter::Counter;
use crate::saving;
use ansu_desk::complaint::{ContactId, TicketNumber};
use ansu_desk::{
    ApiError, Code, Context, Ground, Operation, Person, PersonExport, Plea, Review, SystemContext,
};
use std::path::{Path, PathBuf};
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// Ended tickets kept for longer than so many months: the oldest, and how many there are.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn review_list(counter: State<'_, Counter>, months: u32) -> Answer<Review> {
    counter.act(Operation::Dispose, |desk, session| {
        desk.review_list(session, months)
    })
}

/// Erases the content of tickets and other contacts for good and says of how many.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn dispose(
    counter: State<'_, Counter>,
    tickets: Vec<TicketNumber>,
    contacts: Vec<ContactId>,
    ground: Ground,
    months: u32,
) -> Answer<u32> {
    counter.act(Operation::Dispose, |desk, session| {
        desk.dispose(session, &tickets, &contacts, ground, months)
    })
}

/// Erases the complaints about a person that were begun and not registered, and says how many.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn erase_unregistered(counter: State<'_, Counter>, phone: String) -> Answer<u32> {
    counter.act(Operation::Dispose, |desk, session| {
        desk.erase_unregistered(session, &phone)
    })
}

/// What is kept under a number, and what of it could not be erased.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn person(counter: State<'_, Counter>, phone: String, plea: Plea) -> Answer<Person> {
    counter.act(Operation::ExportPerson, |desk, session| {
        desk.person(session, &phone, plea)
    })
}

/// Writes all that is kept under a number as a file beside the slips, with a folder for the files of evidence, and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn export_person(counter: State<'_, Counter>, phone: String) -> Answer<PersonCopy> {
    // The name tells nothing about the person.
    let name = format!("person-{}", SystemContext.now().format("%Y%m%dT%H%M%S%3fZ"));
    let folder = counter.slips.join(&name);
    let mut files = 0;
    let export = counter.act(Operation::ExportPerson, |desk, session| {
        desk.person_export(session, &phone, |name, content| {
            files += 1;
            saving::write(&folder, name, content).map(drop)
        })
    })?;
    let file = match (
        export.tickets.len(),
        export.contacts.len(),
        export.drafts.len(),
    ) {
        (0, 0, 0) => None,
        _ => Some(write(&counter.slips, &name, &export)?.display().to_string()),
    };
    let folder = (files > 0).then(|| folder.display().to_string());
    Ok(PersonCopy { file, folder })
}

/// Where a person's copy is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub(crate) struct PersonCopy {
    /// The file; none where nothing is kept under the number.
    file: Option<String>,
    /// The folder with the files of evidence; none where there are none.
    folder: Option<String>,
}

fn write(folder: &Path, name: &str, export: &PersonExport) -> Answer<PathBuf> {
    let json = serde_json::to_vec_pretty(export)
        .map_err(|error| ApiError::plain(Code::WriteFailed).with("detail", error))?;
    saving::write(folder, &format!("{name}.json"), &json)
}
