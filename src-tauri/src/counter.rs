//! What the window's process holds: the entrance, the open desk, and who is at work.

use ansu_desk::complaint::StaffId;
use ansu_desk::{
    ApiError, Code, Context, Desk, DeskError, Entrance, Manifest, Operation, RecoveryCode, Session,
    Start, SystemContext, Way,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The counter: one folder, at most one person. The hall's data is open only while somebody is at work; the demonstration's always.
pub(crate) struct Counter {
    /// Where the hall's own data is.
    home: PathBuf,
    /// Where slips are saved.
    pub(crate) slips: PathBuf,
    /// The person at work has turned away. Apart from the state, so that covering waits for nothing that is under way.
    covered: AtomicBool,
    /// The computer is about to sleep: nothing that holds a key goes on.
    falling_asleep: AtomicBool,
    /// How often it was covered: who comes back does so from the cover that they saw.
    covers: AtomicU64,
    /// When somebody was last seen to be there.
    alive: Mutex<Instant>,
    state: Mutex<State>,
}

struct State {
    entrance: Entrance,
    /// Why nobody can enter.
    shut: Option<ApiError>,
    desk: Option<Desk<SystemContext>>,
    session: Option<Session>,
    demonstration: bool,
    /// What a recovery sheet says that was made and not yet proven.
    sheet: Option<RecoveryCode>,
    /// Backups of the hall that were done when nobody was at work any more; noted when somebody is let in.
    unnoted: Vec<MadeBackup>,
    /// The day sheet that is being looked at.
    day_sheet: Option<Vec<u8>>,
}

/// What somebody is let in with.
pub(crate) type Entered = (Desk<SystemContext>, Session, Option<RecoveryCode>);

/// What is kept of an answer while whoever asked is at work.
pub(crate) enum Keeping {
    /// A new recovery sheet, until it is proven.
    Sheet(RecoveryCode),
    /// Nothing of the sheet any more: it was proven.
    NoSheet,
    /// The day sheet that is being looked at.
    DaySheet(Vec<u8>),
    /// Another session: a new password.
    Session(Session),
}

/// A backup that was made, and who began it.
pub(crate) struct MadeBackup {
    pub(crate) by: StaffId,
    pub(crate) place: PathBuf,
    pub(crate) manifest: Manifest,
}

/// Who is at work, and what they may and should know.
pub(crate) struct AtWork {
    pub(crate) session: Session,
    /// What they may ask for.
    pub(crate) may: Vec<Operation>,
    /// The recovery sheet has been typed back since it was made.
    pub(crate) sheet_proven: bool,
    /// A recovery sheet is in memory that can still be shown and printed.
    pub(crate) sheet_waits: bool,
}

impl Counter {
    /// Goes to the hall's data folder, or to the demonstration hall beside it.
    pub(crate) fn open(home: PathBuf, slips: PathBuf, demonstration: bool) -> Self {
        let state = State {
            entrance: Entrance::of(&home),
            shut: None,
            desk: None,
            session: None,
            demonstration,
            sheet: None,
            unnoted: Vec::new(),
            day_sheet: None,
        };
        let counter = Self {
            home,
            slips,
            covered: AtomicBool::new(false),
            falling_asleep: AtomicBool::new(false),
            covers: AtomicU64::new(0),
            alive: Mutex::new(Instant::now()),
            state: Mutex::new(state),
        };
        counter.turn_to(demonstration);
        counter
    }

    /// Turns to the hall or to the demonstration hall; what cannot be opened is told by every command until it can.
    pub(crate) fn turn_to(&self, demonstration: bool) {
        let mut state = self.lock();
        self.empty(&mut state);
        state.demonstration = demonstration;
        let folder = if demonstration {
            self.home.join("demonstration")
        } else {
            self.home.clone()
        };
        state.entrance = Entrance::of(&folder);
        let opened = if demonstration {
            demonstrate(&state.entrance, &folder).map(Some)
        } else {
            state.entrance.knock().map(|()| None)
        };
        match opened {
            Ok(desk) => (state.desk, state.shut) = (desk, None),
            Err(error) => state.shut = Some(told(&error)),
        }
    }

    /// Tries again to open what could not be opened: the fault may be mended by now.
    pub(crate) fn try_again(&self) {
        let again = {
            let state = self.lock();
            state.shut.is_some().then_some(state.demonstration)
        };
        if let Some(demonstration) = again {
            self.turn_to(demonstration);
        }
    }

    /// What the window needs first.
    pub(crate) fn start(&self) -> Result<Start, ApiError> {
        let state = self.lock();
        match (&state.shut, &state.desk) {
            (Some(error), _) => Err(error.clone()),
            (None, Some(desk)) => desk.start().map_err(|error| told(&error)),
            (None, None) => state.entrance.start().map_err(|error| told(&error)),
        }
    }

    /// Whether the demonstration hall is open.
    pub(crate) fn is_demonstration(&self) -> bool {
        self.lock().demonstration
    }

    /// Lets somebody in: what `enter` opens is what everybody asks from now on.
    pub(crate) fn enter(
        &self,
        enter: impl FnOnce(&Entrance) -> Result<(Desk<SystemContext>, Session), DeskError>,
    ) -> Result<(), ApiError> {
        self.enter_with_sheet(|entrance| {
            enter(entrance).map(|(desk, session)| (desk, session, None))
        })
    }

    /// As [`Counter::enter`]; a recovery sheet that was made with it waits until it is proven or somebody else is at work.
    pub(crate) fn enter_with_sheet(
        &self,
        enter: impl FnOnce(&Entrance) -> Result<Entered, DeskError>,
    ) -> Result<(), ApiError> {
        let mut state = self.lock();
        if let Some(error) = &state.shut {
            return Err(error.clone());
        }
        self.empty(&mut state);
        self.falling_asleep.store(false, Ordering::SeqCst);
        let (mut desk, session, sheet) = enter(&state.entrance).map_err(|error| told(&error))?;
        self.is_alive();
        for made in std::mem::take(&mut state.unnoted) {
            desk.note_backup(&made.by, &made.place, &made.manifest)
                .map_err(|error| told(&error))?;
        }
        make_coach_ready(&desk);
        (state.desk, state.session, state.sheet) = (Some(desk), Some(session), sheet);
        Ok(())
    }

    /// Puts somebody to work at the demonstration's desk, which is open to everybody.
    pub(crate) fn enter_demonstration(&self, number: &str) -> Result<(), ApiError> {
        let mut state = self.lock();
        let State { desk, session, .. } = &mut *state;
        let Some(desk) = desk else {
            return Err(ApiError::plain(Code::HallMissing));
        };
        *session = Some(desk.sign_in(number, "").map_err(|error| told(&error))?);
        make_coach_ready(desk);
        Ok(())
    }

    /// Locks: the keys are wiped and the data is closed. The demonstration only forgets who was at work.
    pub(crate) fn leave(&self) {
        let mut state = self.lock();
        if state.demonstration {
            (state.session, state.day_sheet) = (None, None);
        } else {
            self.empty(&mut state);
        }
    }

    /// Covers the counter: whoever is at work is asked for the password before anything else is answered. The demonstration holds nothing
    /// of anybody, and where nobody is at work there is nothing to cover.
    pub(crate) fn cover(&self) {
        self.covers.fetch_add(1, Ordering::SeqCst);
        self.covered.store(true, Ordering::SeqCst);
        let state = self.lock();
        // Also over somebody who was just coming in.
        let somebody = state.session.is_some() && !state.demonstration;
        self.covered.store(somebody, Ordering::SeqCst);
    }

    /// The computer is about to sleep; until somebody is let in again, nothing that holds a key goes on.
    pub(crate) fn fall_asleep(&self) {
        self.falling_asleep.store(true, Ordering::SeqCst);
    }

    /// Whether the computer is about to sleep. Waits for nothing.
    pub(crate) fn is_falling_asleep(&self) -> bool {
        self.falling_asleep.load(Ordering::SeqCst)
    }

    /// Whether the counter is covered. Waits for nothing.
    pub(crate) fn is_covered(&self) -> bool {
        self.covered.load(Ordering::SeqCst)
    }

    /// The person at work comes back, by the password.
    pub(crate) fn uncover(&self, password: &str) -> Result<(), ApiError> {
        let covers = self.covers.load(Ordering::SeqCst);
        let session = self.act(Operation::Uncover, |desk, session| {
            desk.sign_in(session.staff().id.as_str(), password)
        })?;
        let mut state = self.lock();
        // Whoever left meanwhile does not come back by this, and a cover that came meanwhile stays.
        if state.session.is_some() && covers == self.covers.load(Ordering::SeqCst) {
            state.session = Some(session);
            self.is_alive();
            self.covered.store(false, Ordering::SeqCst);
            if covers != self.covers.load(Ordering::SeqCst) {
                self.covered.store(true, Ordering::SeqCst);
            }
        }
        Ok(())
    }

    /// Somebody is there: the page says so, or what it asks for does.
    pub(crate) fn is_alive(&self) {
        *self.alive.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Whether nobody was there for longer than this counter allows, and for `grace` more, in which the page should have locked by itself.
    pub(crate) fn is_deserted(&self, grace: Duration) -> bool {
        let alive = *self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = alive.elapsed();
        if idle < grace {
            return false;
        }
        let state = self.lock();
        if state.session.is_none() || state.demonstration {
            return false;
        }
        // A counter whose preferences can't be read locks after the shortest time.
        let minutes = state
            .entrance
            .start()
            .map_or(1, |start| start.preferences.lock_after);
        idle >= Duration::from_secs(60 * u64::from(minutes)) + grace
    }

    /// Keeps this counter's preferences, whoever is at work.
    pub(crate) fn at_entrance<T>(
        &self,
        question: impl FnOnce(&Entrance) -> Result<T, DeskError>,
    ) -> Result<T, ApiError> {
        question(&self.lock().entrance).map_err(|error| told(&error))
    }

    /// Works on the closed folder: whoever is at work is signed out first. Not in the demonstration.
    pub(crate) fn locked<T>(
        &self,
        work: impl FnOnce(&Entrance) -> Result<T, DeskError>,
    ) -> Result<T, ApiError> {
        let entrance = {
            let mut state = self.lock();
            if state.demonstration {
                return Err(ApiError::plain(Code::InDemonstration));
            }
            self.empty(&mut state);
            state.entrance.clone()
        };
        work(&entrance).map_err(|error| told(&error))
    }

    /// The entrance of the open folder, to work beside the counter.
    pub(crate) fn entrance(&self) -> Entrance {
        self.lock().entrance.clone()
    }

    /// Asks the desk as the person at work. `operation` is the row of the table under which it is asked: naming another one than the desk
    /// itself asks for gains nothing.
    pub(crate) fn act<T>(
        &self,
        operation: Operation,
        action: impl FnOnce(&mut Desk<SystemContext>, &Session) -> Result<T, DeskError>,
    ) -> Result<T, ApiError> {
        act(&mut self.lock(), operation, action)
    }

    /// As [`Counter::act`]; what is to be kept of the answer is kept before anybody can leave, and nothing once they have.
    pub(crate) fn act_keeping(
        &self,
        operation: Operation,
        action: impl FnOnce(&mut Desk<SystemContext>, &Session) -> Result<Keeping, DeskError>,
    ) -> Result<(), ApiError> {
        let mut state = self.lock();
        match act(&mut state, operation, action)? {
            Keeping::Sheet(sheet) => state.sheet = Some(sheet),
            Keeping::NoSheet => state.sheet = None,
            Keeping::DaySheet(pdf) => state.day_sheet = Some(pdf),
            Keeping::Session(session) => state.session = Some(session),
        }
        Ok(())
    }

    /// Who is at work.
    pub(crate) fn at_work(&self) -> Option<AtWork> {
        let state = self.lock();
        let (desk, session) = (state.desk.as_ref()?, state.session.clone()?);
        Some(AtWork {
            may: desk.may(&session),
            sheet_proven: desk.sheet_is_proven().unwrap_or(true),
            sheet_waits: state.sheet.is_some(),
            session,
        })
    }

    /// Notes a backup of the hall, at once where its data is open, else when somebody is let in.
    pub(crate) fn note_backup(&self, made: MadeBackup) -> Result<(), ApiError> {
        let mut state = self.lock();
        let State {
            desk,
            demonstration,
            unnoted,
            ..
        } = &mut *state;
        match desk {
            Some(desk) if !*demonstration => desk
                .note_backup(&made.by, &made.place, &made.manifest)
                .map_err(|error| told(&error)),
            _ => {
                unnoted.push(made);
                Ok(())
            }
        }
    }

    /// The code of the recovery sheet that has not been proven yet; that it is about to leave the program is noted before.
    pub(crate) fn take_sheet(&self, way: Way) -> Result<Zeroizing<String>, ApiError> {
        let printed = match &self.lock().sheet {
            Some(sheet) => sheet.printed(),
            None => return Err(ApiError::plain(Code::NoSheet)),
        };
        self.act(Operation::ProveSheet, |desk, session| {
            desk.note_recovery_sheet(session, way)
        })?;
        Ok(printed)
    }

    /// The day sheet that is being looked at; noted as [`Counter::take_sheet`] is.
    pub(crate) fn take_day_sheet(&self, way: Way) -> Result<Vec<u8>, ApiError> {
        let Some(pdf) = self.lock().day_sheet.clone() else {
            return Err(ApiError::plain(Code::NoSheet));
        };
        self.act(Operation::Audit, |desk, session| {
            desk.note_day_sheet(session, way)
        })?;
        Ok(pdf)
    }

    /// Dropping the desk closes the data, gives the folder back and wipes the keys.
    fn empty(&self, state: &mut State) {
        state.desk = None;
        state.session = None;
        state.sheet = None;
        state.day_sheet = None;
        self.covered.store(false, Ordering::SeqCst);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic inside a command leaves the store as the last transaction left it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// In a thread of its own, so that nobody waits for it: neither who is let in nor who types the first word that a customer will hear.
fn make_coach_ready(desk: &Desk<SystemContext>) {
    if let Ok(coach) = desk.coach_ahead() {
        std::thread::spawn(move || coach.make_ready());
    }
}

fn act<T>(
    state: &mut State,
    operation: Operation,
    action: impl FnOnce(&mut Desk<SystemContext>, &Session) -> Result<T, DeskError>,
) -> Result<T, ApiError> {
    match (&state.shut, &mut state.desk, &state.session) {
        (Some(error), _, _) => Err(error.clone()),
        (None, Some(desk), Some(session)) => desk
            .ask(session, operation, action)
            .map_err(|error| told(&error)),
        (None, _, _) => Err(ApiError::plain(Code::SignedOut)),
    }
}

fn demonstrate(entrance: &Entrance, folder: &Path) -> Result<Desk<SystemContext>, DeskError> {
    ansu_desk::ensure_demonstration(folder, SystemContext.now())?;
    entrance.demonstration(SystemContext)
}

/// The error as the window receives it. What should never happen gets a number under which standard error has it too.
pub(crate) fn told(error: &DeskError) -> ApiError {
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

#[cfg(test)]
mod tests;
