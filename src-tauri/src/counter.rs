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

    /// Where the open folder's own backups are.
    pub(crate) fn shelf(&self) -> PathBuf {
        self.lock().entrance.shelf()
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
mod tests {
    use super::*;
    use ansu_desk::{Act, AuditRequest, FoundHall};

    const PASSWORD: &str = "tidal-mango-stapler";

    fn founded() -> (tempfile::TempDir, Counter) {
        let folder = tempfile::tempdir().unwrap();
        let counter = Counter::open(folder.path().join("hall"), folder.path().into(), false);
        let form = FoundHall {
            name: "望桥营业厅".into(),
            company: String::new(),
            code: "A01".into(),
            counter: "1".into(),
            manager: "1001".into(),
            manager_name: "李娜".into(),
        };
        counter
            .enter(|entrance| {
                let founded = entrance.clone().at_cost(ansu_desk::Cost::LEAST).found(
                    SystemContext,
                    &form,
                    PASSWORD,
                )?;
                Ok((founded.desk, founded.session))
            })
            .unwrap();
        (folder, counter)
    }

    #[test]
    fn a_backup_that_is_done_when_nobody_is_at_work_is_noted_when_somebody_is_let_in() {
        let (_folder, counter) = founded();
        assert!(!counter.at_work().unwrap().sheet_waits);
        counter
            .act_keeping(Operation::RenewSheet, |desk, session| {
                desk.renew_sheet(session).map(Keeping::Sheet)
            })
            .unwrap();
        assert!(counter.at_work().unwrap().sheet_waits);
        let (by, job) = counter
            .act(Operation::Backup, |desk, session| {
                Ok((session.staff().id.clone(), desk.backup_job(session)?))
            })
            .unwrap();
        counter.leave();
        assert!(counter.at_work().is_none());
        let (place, manifest) = job
            .run(&counter.shelf(), SystemContext.now(), &mut |_, _, _| true)
            .unwrap();
        let name = place.file_name().unwrap().to_str().unwrap().to_owned();
        counter
            .note_backup(MadeBackup {
                by,
                place,
                manifest,
            })
            .unwrap();
        counter
            .enter(|entrance| entrance.sign_in(SystemContext, "1001", PASSWORD))
            .unwrap();
        assert!(!counter.at_work().unwrap().sheet_waits);
        let noted = counter
            .act(Operation::Audit, |desk, session| {
                let request = AuditRequest {
                    acts: vec![Act::BackUp],
                    object: name,
                    ..AuditRequest::default()
                };
                desk.audit(session, &request)
            })
            .unwrap();
        assert_eq!(noted.lines.len(), 1);
    }

    #[test]
    fn a_sheet_is_noted_before_it_leaves_and_leaves_with_nobody_gone() {
        let (_folder, counter) = founded();
        let mut code = String::new();
        counter
            .act_keeping(Operation::RenewSheet, |desk, session| {
                let sheet = desk.renew_sheet(session)?;
                code = sheet.printed().to_string();
                Ok(Keeping::Sheet(sheet))
            })
            .unwrap();
        counter
            .act_keeping(Operation::Audit, |_, _| {
                Ok(Keeping::DaySheet(b"%PDF".to_vec()))
            })
            .unwrap();
        assert_eq!(*counter.take_sheet(Way::Printed).unwrap(), code);
        assert_eq!(counter.take_day_sheet(Way::Saved).unwrap(), b"%PDF");
        let page = counter.act(Operation::Audit, |desk, session| {
            let request = AuditRequest {
                acts: vec![Act::RenewSheet, Act::DaySheet],
                ..AuditRequest::default()
            };
            desk.audit(session, &request)
        });
        let lines = page.unwrap().lines;
        let noted: Vec<_> = lines
            .iter()
            .rev()
            .map(|line| (line.act, line.detail.as_str()))
            .collect();
        let made = (Act::RenewSheet, "");
        assert_eq!(
            noted,
            [made, (Act::RenewSheet, "printed"), (Act::DaySheet, "saved")]
        );
        counter.leave();
        assert_eq!(
            counter.take_sheet(Way::Shown).unwrap_err().code,
            Code::NoSheet
        );
        assert_eq!(
            counter.take_day_sheet(Way::Printed).unwrap_err().code,
            Code::NoSheet
        );
    }

    #[test]
    fn what_was_done_goes_into_a_backup_when_its_people_have_left_but_not_into_a_sleep() {
        use crate::backing_up::Due;
        use ansu_desk::Occasion;

        let (_folder, counter) = founded();
        let due = |counter: &Counter| Due::on(counter, Occasion::Leaving).unwrap();
        let asleep = due(&counter).unwrap();
        counter.leave();
        let stopped = asleep.make(&counter, &mut |_, _, _| false).unwrap_err();
        assert_eq!(stopped.code, Code::Cancelled);
        let again = |counter: &Counter| {
            counter
                .enter(|entrance| entrance.sign_in(SystemContext, "1001", PASSWORD))
                .unwrap();
        };
        again(&counter);
        let day = due(&counter).unwrap();
        counter.leave();
        day.make(&counter, &mut |_, _, _| true).unwrap();
        assert_eq!(ansu_desk::backups(&counter.shelf()).unwrap().len(), 1);
        again(&counter);
        assert!(due(&counter).is_none(), "one was made just now");
    }

    #[test]
    fn only_the_password_of_the_person_at_work_uncovers() {
        let (_folder, counter) = founded();
        counter.cover();
        assert!(counter.is_covered());
        let refused = counter.uncover("tidal-mango-staples").unwrap_err();
        assert_eq!(refused.code, Code::WrongPassword);
        assert!(counter.is_covered());
        counter.uncover(PASSWORD).unwrap();
        assert!(!counter.is_covered());
    }

    #[test]
    fn a_cover_that_comes_while_somebody_uncovers_stays() {
        let (_folder, counter) = founded();
        let counter = std::sync::Arc::new(counter);
        counter.cover();
        let held = counter.lock();
        let back = std::thread::spawn({
            let counter = counter.clone();
            move || counter.uncover(PASSWORD).unwrap()
        });
        let other = std::thread::spawn({
            let counter = counter.clone();
            move || {
                std::thread::sleep(Duration::from_millis(100));
                counter.cover();
            }
        });
        while counter.covers.load(Ordering::SeqCst) < 2 {
            std::thread::sleep(Duration::from_millis(5));
        }
        drop(held);
        back.join().unwrap();
        other.join().unwrap();
        assert!(counter.is_covered());
    }

    #[test]
    fn what_is_asked_for_is_not_kept_once_whoever_asked_has_left() {
        let (_folder, counter) = founded();
        counter.leave();
        let refused = counter.act_keeping(Operation::RenewSheet, |desk, session| {
            desk.renew_sheet(session).map(Keeping::Sheet)
        });
        assert_eq!(refused.unwrap_err().code, Code::SignedOut);
        let state = counter.lock();
        assert!(state.sheet.is_none() && state.session.is_none());
    }

    #[test]
    fn a_counter_is_deserted_when_nobody_was_there_for_as_long_as_it_allows() {
        let (_folder, counter) = founded();
        let grace = Duration::from_secs(30);
        let ago = |seconds| {
            let then = Instant::now().checked_sub(Duration::from_secs(seconds));
            *counter.alive.lock().unwrap() = then.unwrap();
        };
        ago(5 * 60 + 29);
        assert!(!counter.is_deserted(grace));
        ago(5 * 60 + 30);
        assert!(counter.is_deserted(grace));
        counter.is_alive();
        assert!(!counter.is_deserted(grace));
        ago(3600);
        counter.leave();
        assert!(!counter.is_deserted(grace), "there is nothing to lock");
    }

    #[test]
    fn leaving_takes_the_cover_away_and_nobody_comes_back_by_it() {
        let (_folder, counter) = founded();
        counter.cover();
        counter.leave();
        assert!(!counter.is_covered());
        assert_eq!(counter.uncover(PASSWORD).unwrap_err().code, Code::SignedOut);
        assert!(counter.at_work().is_none());
    }

    #[test]
    fn there_is_nothing_to_cover_where_nobody_real_is_at_work() {
        let folder = tempfile::tempdir().unwrap();
        let counter = Counter::open(folder.path().join("hall"), folder.path().into(), false);
        counter.cover();
        assert!(!counter.is_covered());
    }
}
