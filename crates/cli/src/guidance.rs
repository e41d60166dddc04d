//! The coach from the command line: the wording check, and the library as a file.

use crate::answer::{Failure, answer};
use crate::arguments::{Arguments, Command, PlaybooksCommand};
use crate::call::Work;
use crate::output::write;
use crate::tickets::read;
use crate::words;
use ansu_desk::{DeskError, Language};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// Whether it is about what comes with the program, or about a file alone.
pub(crate) fn needs_no_folder(arguments: &Arguments) -> bool {
    let about_a_file = matches!(arguments.command, Command::Playbooks { .. });
    matches!(arguments.command, Command::Wording { .. })
        || (about_a_file && arguments.data.is_none())
}

/// What needs no data folder.
pub(crate) fn without_folder(command: &Command, json: bool) -> Result<ExitCode, Failure> {
    if let Command::Wording { text, library } = command {
        return wording(text, library.as_deref(), json);
    }
    if let Command::Playbooks { what } = command {
        match what {
            PlaybooksCommand::Check { library } => return check(library.as_deref(), json),
            PlaybooksCommand::Export { output } => {
                return export(&ansu_desk::shipped_library()?, output, json);
            }
            PlaybooksCommand::Import { .. } => {}
        }
    }
    Err(Failure::usage("where is the data folder? --data DIR"))
}

/// What needs the hall's own library.
pub(crate) fn playbooks(mut work: Work, what: PlaybooksCommand) -> Result<ExitCode, Failure> {
    let (desk, session) = (&mut work.desk, &work.session);
    match what {
        PlaybooksCommand::Check { library } => check(library.as_deref(), work.json),
        PlaybooksCommand::Export { output } => {
            export(&desk.export_library(session)?, &output, work.json)
        }
        PlaybooksCommand::Import { library, yes, note } => {
            let text = read(&library)?;
            let preview = if yes {
                desk.import_library(session, &text, &note)?
            } else {
                desk.preview_import(session, &text)?
            };
            answer(work.json, &preview, |preview| words::import(preview, yes))
        }
    }
}

/// Finds what would hurt; it is a piece of advice, so the exit code is that of success either way.
fn wording(text: &str, library: Option<&Path>, json: bool) -> Result<ExitCode, Failure> {
    let text = if text == "-" {
        read(Path::new("-"))?
    } else {
        text.to_owned()
    };
    let library = library.map(read).transpose()?;
    let warnings = ansu_desk::check_wording(library.as_deref(), &text, Language::Chinese)?;
    answer(json, &warnings, |warnings| words::warnings(warnings))
}

fn check(library: Option<&Path>, json: bool) -> Result<ExitCode, Failure> {
    let text = match library {
        Some(library) => read(library)?,
        None => ansu_desk::shipped_library()?,
    };
    let parts = ansu_desk::check_library(&text)?;
    answer(json, &json!({ "parts": parts }), |_| {
        format!("{parts} parts, all sound")
    })
}

fn export(text: &str, output: &Path, json: bool) -> Result<ExitCode, Failure> {
    write(output, text.as_bytes()).map_err(DeskError::Shell)?;
    let told = json!({ "file": output, "bytes": text.len() });
    answer(json, &told, |_| {
        format!("{} · {} bytes", output.display(), text.len())
    })
}
