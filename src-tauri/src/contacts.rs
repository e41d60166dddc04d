//! What came before from a number, and contacts that are no complaints, from the window.

use crate::counter::Counter;
use ansu_desk::complaint::{ContactForm, ContactId};
use ansu_desk::{ApiError, ContactView, Earlier, Operation};
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// What came before from a number.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn contacts(counter: State<'_, Counter>, phone: String) -> Answer<Earlier> {
    counter.act(Operation::Contacts, |desk, session| {
        desk.contacts(session, &phone)
    })
}

/// Notes a contact that is no complaint.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn note_contact(
    counter: State<'_, Counter>,
    form: ContactForm,
    clears: Vec<String>,
) -> Answer<ContactView> {
    counter.act(Operation::NoteContact, |desk, session| {
        desk.note_contact(session, &form, &clears)
    })
}

/// Takes back one that was noted by mistake.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_back_contact(counter: State<'_, Counter>, contact: ContactId) -> Answer<()> {
    counter.act(Operation::NoteContact, |desk, session| {
        desk.take_back_contact(session, contact)
    })
}
