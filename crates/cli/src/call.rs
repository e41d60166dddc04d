//! A call of `ansuctl`: what is said beside its command, the folder's door, and whoever is at work behind it.

use crate::answer::{Failure, warn};
use crate::arguments::{Arguments, Command};
use crate::clock::Clock;
use crate::secret;
use ansu_desk::{Desk, Entrance, Session};
use std::path::PathBuf;

/// A call, with nobody at work.
pub(crate) struct Call {
    pub(crate) entrance: Entrance,
    pub(crate) clock: Clock,
    /// Answers are for programs.
    pub(crate) json: bool,
    pub(crate) staff: Option<String>,
    pub(crate) password_file: Option<PathBuf>,
}

/// A call, with somebody at work.
pub(crate) struct Work {
    pub(crate) desk: Desk<Clock>,
    pub(crate) session: Session,
    pub(crate) entrance: Entrance,
    pub(crate) json: bool,
    pub(crate) password_file: Option<PathBuf>,
}

impl Call {
    /// The call and its command.
    pub(crate) fn of(arguments: Arguments) -> Result<(Self, Command), Failure> {
        let Arguments {
            data,
            json,
            now,
            staff,
            password_file,
            command,
        } = arguments;
        let data = data.ok_or_else(|| Failure::usage("where is the data folder? --data DIR"))?;
        let makes = matches!(
            command,
            Command::Init(_) | Command::Demo { .. } | Command::Restore { .. }
        );
        if !makes && !data.is_dir() {
            return Err(Failure::usage(format!(
                "{}: no such data folder; `ansuctl init` or `ansuctl demo` makes one",
                data.display()
            )));
        }
        let entrance = Entrance::of(&data);
        let clock = Clock::over(&entrance, &command, now)?;
        let call = Self {
            entrance,
            clock,
            json,
            staff,
            password_file,
        };
        Ok((call, command))
    }

    /// Opens the desk as the person at work, who is told of losses; in a demonstration the number is enough.
    pub(crate) fn sign_in(self) -> Result<Work, Failure> {
        let Self {
            entrance,
            clock,
            json,
            staff,
            password_file,
        } = self;
        let number =
            staff.ok_or_else(|| Failure::usage("who is at work? Set ANSU_STAFF or --staff"))?;
        let (desk, session) = if entrance.start()?.hall.is_none() {
            let mut desk = entrance.demonstration(clock)?;
            let session = desk.sign_in(&number, "")?;
            (desk, session)
        } else {
            let prompt = format!("password of {number}");
            let password = secret::read(password_file.as_deref(), &prompt)?;
            entrance.sign_in(clock, &number, &password)?
        };
        warn(json, &session);
        Ok(Work {
            desk,
            session,
            entrance,
            json,
            password_file,
        })
    }
}
