//! What the window's process holds: the open desk and who is at work.

use ansu_desk::{ApiError, Code, Context, Desk, DeskError, Key, Session, SystemContext};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The counter: one desk, at most one person.
pub(crate) struct Counter {
    /// Where the hall's own data is.
    home: PathBuf,
    /// Where slips are saved.
    pub(crate) slips: PathBuf,
    state: Mutex<State>,
}

struct State {
    desk: Result<Desk<SystemContext>, ApiError>,
    session: Option<Session>,
    demonstration: bool,
}

impl Counter {
    /// Opens the hall's data folder, or the demonstration hall beside it.
    pub(crate) fn open(home: PathBuf, slips: PathBuf, demonstration: bool) -> Self {
        let state = State {
            desk: Err(ApiError::plain(Code::HallMissing)),
            session: None,
            demonstration: false,
        };
        let counter = Self {
            home,
            slips,
            state: Mutex::new(state),
        };
        counter.turn_to(demonstration);
        counter
    }

    /// Turns to the hall or to the demonstration hall; what cannot be opened is told by every command until it can.
    pub(crate) fn turn_to(&self, demonstration: bool) {
        let mut state = self.lock();
        // The folder's lock is given back before another is taken.
        state.desk = Err(ApiError::plain(Code::HallMissing));
        state.session = None;
        state.demonstration = demonstration;
        let folder = if demonstration {
            self.home.join("demonstration")
        } else {
            self.home.clone()
        };
        state.desk = open(&folder, demonstration).map_err(|error| told(&error));
    }

    /// Tries again to open what could not be opened: the fault may be mended by now.
    pub(crate) fn try_again(&self) {
        let again = {
            let state = self.lock();
            state.desk.is_err().then_some(state.demonstration)
        };
        if let Some(demonstration) = again {
            self.turn_to(demonstration);
        }
    }

    /// Whether the demonstration hall is open.
    pub(crate) fn is_demonstration(&self) -> bool {
        self.lock().demonstration
    }

    /// Asks the desk.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&mut Desk<SystemContext>) -> Result<T, DeskError>,
    ) -> Result<T, ApiError> {
        match &mut self.lock().desk {
            Ok(desk) => question(desk).map_err(|error| told(&error)),
            Err(error) => Err(error.clone()),
        }
    }

    /// Asks the desk as the person at work.
    pub(crate) fn act<T>(
        &self,
        action: impl FnOnce(&mut Desk<SystemContext>, &Session) -> Result<T, DeskError>,
    ) -> Result<T, ApiError> {
        let mut state = self.lock();
        let State { desk, session, .. } = &mut *state;
        match (desk, session) {
            (Ok(desk), Some(session)) => action(desk, session).map_err(|error| told(&error)),
            (Ok(_), None) => Err(ApiError::plain(Code::UnknownStaff)),
            (Err(error), _) => Err(error.clone()),
        }
    }

    /// Puts a person to work.
    pub(crate) fn put_to_work(&self, session: Option<Session>) {
        self.lock().session = session;
    }

    /// Who is at work.
    pub(crate) fn at_work(&self) -> Option<Session> {
        self.lock().session.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic inside a command leaves the store as the last transaction left it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(folder: &Path, demonstration: bool) -> Result<Desk<SystemContext>, DeskError> {
    if demonstration {
        ansu_desk::ensure_demonstration(folder, SystemContext.now())?;
    }
    Desk::open(folder, &Key::None, SystemContext)
}

/// The error as the window receives it. What should never happen gets a number under which standard error has it too.
fn told(error: &DeskError) -> ApiError {
    let mut told = ApiError::from(error);
    if told.code == Code::Internal {
        let incident = SystemContext.new_id().simple().to_string();
        let short = incident.get(20..).unwrap_or(&incident).to_owned();
        #[allow(
            clippy::print_stderr,
            reason = "the desktop's journal is the window's log"
        )]
        {
            eprintln!("incident {short}: {error}");
        }
        told.incident = Some(short);
    }
    told
}
