//! A person's rights in what is kept of them: what has been kept long enough, a copy, and its end.

use crate::answer::{Failure, answer};
use crate::commands::{Office, write};
use ansu_desk::complaint::{ContactId, TicketNumber};
use ansu_desk::{DeskError, Ground, Session, Uuid};
use serde_json::json;
use std::path::Path;

/// Erases tickets by number, and other contacts by identity, for they have no number.
pub(crate) fn dispose(
    desk: &mut Office,
    session: &Session,
    records: Vec<String>,
    ground: Ground,
    months: u32,
    json: bool,
) -> Result<(), Failure> {
    let (mut tickets, mut contacts) = (Vec::new(), Vec::new());
    for one in records {
        match one.parse::<Uuid>() {
            Ok(id) => contacts.push(ContactId(id)),
            Err(_) => tickets.push(TicketNumber::try_from(one).map_err(Failure::usage)?),
        }
    }
    let erased = desk.dispose(session, &tickets, &contacts, ground, months)?;
    answer(json, &json!({ "erased": erased }), |_| {
        format!("{erased} erased")
    })
}

/// Writes all that is kept under a number into a file.
pub(crate) fn person(
    desk: &mut Office,
    session: &Session,
    phone: &str,
    output: &Path,
    json: bool,
) -> Result<(), Failure> {
    let copy = desk.person_export(session, phone)?;
    let text = serde_json::to_vec_pretty(&copy).map_err(Failure::usage)?;
    write(output, &text).map_err(DeskError::Shell)?;
    let (tickets, contacts) = (copy.tickets.len(), copy.contacts.len());
    let drafts = copy.drafts.len();
    let told =
        json!({ "file": output, "tickets": tickets, "contacts": contacts, "drafts": drafts });
    answer(json, &told, |_| {
        format!(
            "{} · {tickets} tickets · {contacts} other contacts · {drafts} drafts",
            output.display()
        )
    })
}
