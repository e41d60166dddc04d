//! A person's rights in what is kept of them: what has been kept long enough, a copy, and its end.

use crate::answer::{Failure, answer};
use crate::arguments::PleaWord;
use crate::call::Work;
use crate::output::write;
use ansu_desk::complaint::{ContactId, TicketNumber};
use ansu_desk::{DeskError, Ground, Uuid};
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Erases tickets by number, and other contacts by identity, for they have no number.
pub(crate) fn dispose(
    mut work: Work,
    records: Vec<String>,
    at_request: Option<PleaWord>,
    months: u32,
) -> Result<ExitCode, Failure> {
    let ground = at_request.map_or(Ground::Retention, |plea| Ground::Request(plea.into()));
    let (mut tickets, mut contacts) = (Vec::new(), Vec::new());
    for one in records {
        match one.parse::<Uuid>() {
            Ok(id) => contacts.push(ContactId(id)),
            Err(_) => tickets.push(TicketNumber::try_from(one).map_err(Failure::usage)?),
        }
    }
    let erased = work
        .desk
        .dispose(&work.session, &tickets, &contacts, ground, months)?;
    answer(work.json, &json!({ "erased": erased }), |_| {
        format!("{erased} erased")
    })
}

/// Writes all that is kept under a number into a file; files of evidence go into a folder beside it.
pub(crate) fn person(mut work: Work, phone: &str, output: &Path) -> Result<ExitCode, Failure> {
    let mut folder = output.as_os_str().to_owned();
    folder.push(".files");
    let folder = PathBuf::from(folder);
    let mut files = 0;
    let copy = work
        .desk
        .person_export(&work.session, phone, |name, content| {
            create_private(&folder).map_err(|error| *Failure::file(&folder, &error).error)?;
            files += 1;
            write(&folder.join(name), content)
        })?;
    let text = serde_json::to_vec_pretty(&copy).map_err(Failure::usage)?;
    write(output, &text).map_err(DeskError::Shell)?;
    let (unregistered, forms): (Vec<_>, Vec<_>) =
        copy.drafts.iter().partition(|draft| draft.ticket.is_none());
    let (tickets, contacts) = (copy.tickets.len(), copy.contacts.len());
    let represented = copy.represented.len();
    let (unregistered, forms) = (unregistered.len(), forms.len());
    let beside = (files > 0).then_some(&folder);
    let told = json!({
        "file": output, "tickets": tickets, "contacts": contacts, "represented": represented, "unregistered": unregistered, "forms": forms,
        "files": files, "folder": beside,
    });
    answer(work.json, &told, |_| {
        let mut text = format!(
            "{} · {tickets} tickets · {contacts} other contacts · {unregistered} begun and not registered · {forms} forms typed and not \
             carried out",
            output.display()
        );
        if represented > 0 {
            let _ = write!(text, " · {represented} as a representative");
        }
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
