//! Answers and failures: for people, or as JSON.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through its standard streams"
)]

use crate::words;
use ansu_desk::{ApiError, Code, DeskError, Session, StoryError};
use serde::Serialize;
use std::process::ExitCode;

/// The documented exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// A rule or the data said no.
    Refused = 1,
    /// The words were off.
    Usage = 2,
    /// The data folder can't be used.
    Folder = 3,
    /// A check found faults.
    Faults = 4,
}

/// Why a command failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) error: Box<ApiError>,
    pub(crate) words: String,
}

impl Failure {
    /// The command's words were off.
    pub(crate) fn usage(words: impl ToString) -> Self {
        let words = words.to_string();
        Self {
            exit: Exit::Usage,
            error: Box::new(ApiError::plain(Code::BadRequest).with("detail", &words)),
            words,
        }
    }

    /// A file could not be read or written.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        let words = format!("{}: {error}", path.display());
        let error = ApiError::plain(Code::WriteFailed)
            .with("path", path.display())
            .with("detail", error);
        Self {
            exit: Exit::Refused,
            error: error.into(),
            words,
        }
    }

    /// Says it on standard error.
    pub(crate) fn tell(&self, json: bool) -> ExitCode {
        if json {
            eprintln!("{}", serde_json::json!({ "error": self.error }));
        } else {
            eprintln!("ansuctl: {}", self.words);
        }
        ExitCode::from(self.exit as u8)
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        let words = error.to_string();
        let error = ApiError::from(&error);
        Self {
            exit: exit(error.code),
            error: error.into(),
            words,
        }
    }
}

impl From<StoryError> for Failure {
    fn from(error: StoryError) -> Self {
        let api = error.api();
        Self {
            exit: exit(api.code),
            words: format!(
                "{error} ({} actions carried out before it)",
                error.done.actions
            ),
            error: api.into(),
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other code is a rule's no"
)]
fn exit(code: Code) -> Exit {
    match code {
        Code::FolderInUse
        | Code::FolderReadOnly
        | Code::DiskFull
        | Code::Damaged
        | Code::NewerFile
        | Code::NotOurs
        | Code::KeyUnsupported
        | Code::FileBusy
        | Code::DiskFailed
        | Code::RestoreOwed
        | Code::TracesOwed
        | Code::KeysOwed
        | Code::Internal => Exit::Folder,
        Code::BadRequest => Exit::Usage,
        Code::BadLibrary => Exit::Faults,
        _ => Exit::Refused,
    }
}

/// Gives an answer: the value as JSON, or the lines for people.
pub(crate) fn answer<T: Serialize>(
    json: bool,
    value: &T,
    lines: impl FnOnce(&T) -> String,
) -> Result<ExitCode, Failure> {
    let text = if json {
        serde_json::to_string_pretty(value).map_err(Failure::usage)?
    } else {
        lines(value)
    };
    use std::io::Write;
    // A reader that closed the pipe has read enough.
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// How a command ends that was asked whether all is well.
pub(crate) fn verdict(sound: bool) -> ExitCode {
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Exit::Faults as u8)
    }
}

/// Says on standard error what the person at work is to be told of losses, once.
pub(crate) fn warn(json: bool, session: &Session) {
    let losses = session.losses();
    if losses.is_empty() {
        return;
    }
    if json {
        eprintln!("{}", serde_json::json!({ "losses": losses }));
    } else {
        eprint!("{}", words::losses(losses));
    }
}

/// Says something on standard error that is not part of the answer.
pub(crate) fn say(words: &str) {
    eprintln!("{words}");
}
