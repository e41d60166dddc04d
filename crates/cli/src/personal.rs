//! A person's rights in what is kept of them: what has been kept long enough, a copy, and its end.

use crate::answer::{Failure, answer};
use crate::commands::{Office, write};
use ansu_desk::complaint::{ContactId, TicketNumber};
use ansu_desk::{DeskError, Ground, Session, Uuid};
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};

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

/// Writes all that is kept under a number into a file; files of evidence go into a folder beside it.
pub(crate) fn person(
    desk: &mut Office,
    session: &Session,
    phone: &str,
    output: &Path,
    json: bool,
) -> Result<(), Failure> {
    let mut folder = output.as_os_str().to_owned();
    folder.push(".files");
    let folder = PathBuf::from(folder);
    let mut files = 0;
    let copy = desk.person_export(session, phone, |name, content| {
        create_private(&folder).map_err(|error| *Failure::file(&folder, &error).error)?;
        files += 1;
        write(&folder.join(name), content)
    })?;
    let text = serde_json::to_vec_pretty(&copy).map_err(Failure::usage)?;
    write(output, &text).map_err(DeskError::Shell)?;
    let (tickets, contacts, drafts) = (copy.tickets.len(), copy.contacts.len(), copy.drafts.len());
    let beside = (files > 0).then_some(&folder);
    let told = json!({
        "file": output, "tickets": tickets, "contacts": contacts, "drafts": drafts, "files": files, "folder": beside,
    });
    answer(json, &told, |_| {
        let mut text = format!(
            "{} · {tickets} tickets · {contacts} other contacts · {drafts} drafts",
            output.display()
        );
        if files > 0 {
            let _ = write!(text, " · {files} files in {}", folder.display());
        }
        text
    })
}

/// A folder of one's own.
fn create_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
