//! Backups from the window: long work that is shown, can be stopped, and leaves the counter free.

use crate::closing;
use crate::counter::{Counter, MadeBackup, told};
use ansu_desk::complaint::StaffId;
use ansu_desk::{
    ApiError, BackupJob, BackupView, Context, DeskError, Entrance, Made, Opener, Operation,
    RestorePreview, Restored, Stage, SystemContext,
};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;
use zeroize::Zeroizing;

type Answer<T> = Result<T, ApiError>;

/// How far a long work has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct ProgressView {
    /// `copy` or `check`.
    stage: String,
    /// Of a hundred.
    percent: u8,
}

impl ProgressView {
    pub(crate) fn of(stage: Stage, done: u64, all: u64) -> Self {
        let percent = (done * 100).checked_div(all).unwrap_or(100);
        Self {
            stage: ansu_desk::stage_name(stage).to_owned(),
            percent: u8::try_from(percent).unwrap_or(100),
        }
    }
}

/// Who opens a backup.
#[derive(Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpenerForm {
    /// Number and password as they were when it was made.
    Password {
        /// Number on the badge.
        number: String,
        /// Password.
        password: String,
    },
    /// The code of the recovery sheet that was valid then.
    Sheet {
        /// As printed.
        code: String,
    },
}

impl OpenerForm {
    fn opener(self) -> Result<Opener, DeskError> {
        match self {
            Self::Password { number, password } => {
                Opener::password(&number, &Zeroizing::new(password))
            }
            Self::Sheet { code } => Opener::sheet(&Zeroizing::new(code)),
        }
    }
}

/// Whether the long work that the page has begun shall stop. The page numbers its works: a stop that comes before its work has begun is not
/// lost, and one that comes too late stops no other.
#[derive(Default)]
pub(crate) struct Stopping(AtomicU32);

impl Stopping {
    /// What a work asks after every part.
    pub(crate) fn watch<'a>(
        &'a self,
        work: u32,
        channel: &'a Channel<ProgressView>,
    ) -> impl FnMut(Stage, u64, u64) -> bool + 'a {
        let mut last = None;
        move |stage, done, all| {
            let now = ProgressView::of(stage, done, all);
            if last.as_ref() != Some(&now) {
                // A page that is gone needs no news.
                let _ = channel.send(now.clone());
                last = Some(now);
            }
            self.0.load(Ordering::Relaxed) != work
        }
    }
}

/// A folder of backups by its name; the data folder's own where none is named.
fn shelf(counter: &Counter, folder: Option<String>) -> PathBuf {
    folder.map_or_else(|| counter.entrance().shelf(), PathBuf::from)
}

/// The backups in a folder, the newest first; in the data folder's own where none is named.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn backups(
    counter: State<'_, Counter>,
    folder: Option<String>,
) -> Answer<Vec<BackupView>> {
    let shelf = shelf(&counter, folder);
    ansu_desk::backups(&shelf).map_err(|error| told(&error))
}

/// Makes a backup and proves it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn back_up(
    counter: State<'_, Counter>,
    stopping: State<'_, Stopping>,
    folder: Option<String>,
    work: u32,
    progress: Channel<ProgressView>,
) -> Answer<BackupView> {
    let begun = counter.act(Operation::Backup, |desk, session| {
        Ok((session.staff().id.clone(), desk.backup_job(session)?))
    })?;
    let shelf = shelf(&counter, folder);
    let mut watch = stopping.watch(work, &progress);
    make(&counter, &begun, &shelf, &mut |stage, done, all| {
        !counter.is_falling_asleep() && watch(stage, done, all)
    })
}

/// Makes the backup that is due by itself, if one is due, and removes those that are superfluous by now. Where none is, a second place that was
/// away gets what it lacks.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn back_up_if_due(counter: State<'_, Counter>) -> Answer<Option<BackupView>> {
    let mut go_on = |_, _, _| !counter.is_falling_asleep();
    match Due::on(&counter)? {
        Some(due) => due.make(&counter, &mut go_on).map(Some),
        None => catch_up(&counter, &mut go_on),
    }
}

/// Makes what the second place lacks.
fn catch_up(
    counter: &Counter,
    progress: &mut dyn FnMut(Stage, u64, u64) -> bool,
) -> Answer<Option<BackupView>> {
    let entrance = counter.entrance();
    let behind = entrance.second_is_behind(SystemContext.now());
    if !behind.map_err(|error| told(&error))? {
        return Ok(None);
    }
    let begun = counter.act(Operation::Draft, |desk, session| {
        Ok((session.staff().id.clone(), desk.second_job(session)?))
    })?;
    // What becomes of it is remembered and told by its notice.
    Ok(copy_to_second(counter, &entrance, &begun, progress)
        .ok()
        .flatten())
}

/// A backup that is due by itself: everything that is needed to make it, also with nobody at work any more.
pub(crate) struct Due {
    begun: (StaffId, BackupJob),
    entrance: Entrance,
}

impl Due {
    /// The backup that is due, if one is.
    pub(crate) fn on(counter: &Counter) -> Answer<Option<Self>> {
        let entrance = counter.entrance();
        let begun = counter.act(Operation::Draft, |desk, session| {
            let job = desk.due_backup(session, &entrance.shelf())?;
            Ok(job.map(|job| (session.staff().id.clone(), job)))
        })?;
        Ok(begun.map(|begun| Self { begun, entrance }))
    }

    /// Makes it, makes another one in the second place, and removes those that are superfluous by now. What becomes of the second one is
    /// remembered and told by its notice.
    pub(crate) fn make(
        self,
        counter: &Counter,
        progress: &mut dyn FnMut(Stage, u64, u64) -> bool,
    ) -> Answer<BackupView> {
        let shelf = self.entrance.shelf();
        let made = make(counter, &self.begun, &shelf, progress);
        // The second place is for the day on which the first one fails.
        let _ = copy_to_second(counter, &self.entrance, &self.begun, progress);
        let made = made?;
        self.entrance
            .thin_backups(&shelf, SystemContext.now())
            .map_err(|error| told(&error))?;
        Ok(made)
    }
}

/// Somebody leaves the counter: it is locked at once, and what was done since the last backup goes into one meanwhile, unless the computer
/// goes to sleep, which takes everything out of memory that can be.
pub(crate) fn leave(app: &AppHandle) {
    let counter = app.state::<Counter>();
    // Whoever leaves is not kept by a backup that fails; the next sign-in tries again and says so.
    let due = Due::on(&counter).ok().flatten();
    counter.leave();
    let Some(due) = due.filter(|_| !counter.is_falling_asleep()) else {
        return;
    };
    let app = app.clone();
    let work = app.state::<closing::UnderWay>().begin();
    std::thread::spawn(move || {
        let counter = app.state::<Counter>();
        let _ = due.make(&counter, &mut |_, _, _| {
            work.comes_further();
            !counter.is_falling_asleep()
        });
    });
}

/// The counter is free while the copy is made.
fn make(
    counter: &Counter,
    (by, job): &(StaffId, BackupJob),
    shelf: &Path,
    progress: &mut dyn FnMut(Stage, u64, u64) -> bool,
) -> Answer<BackupView> {
    let made = job
        .run(shelf, SystemContext.now(), progress)
        .map_err(|error| told(&error.into()))?;
    note(counter, by, made)
}

/// As [`make`], in the second place; none where there is none.
pub(crate) fn copy_to_second(
    counter: &Counter,
    entrance: &Entrance,
    (by, job): &(StaffId, BackupJob),
    progress: &mut dyn FnMut(Stage, u64, u64) -> bool,
) -> Answer<Option<BackupView>> {
    let made = entrance
        .back_up_second(&SystemContext, job, progress)
        .map_err(|error| told(&error))?;
    made.map(|made| note(counter, by, made)).transpose()
}

/// Whoever began a backup may be gone when it is done: noting it needs nobody at work.
fn note(counter: &Counter, by: &StaffId, (place, manifest): Made) -> Answer<BackupView> {
    let view = BackupView::of(&place, &manifest);
    counter.note_backup(MadeBackup {
        by: by.clone(),
        place,
        manifest,
    })?;
    Ok(view)
}

/// Stops a backup or restore by its number, also one that has not begun yet.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn stop_backup(stopping: State<'_, Stopping>, work: u32) {
    stopping.0.store(work, Ordering::Relaxed);
}

/// Asks for a folder with the system's own dialog; none where nothing was chosen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_folder(app: tauri::AppHandle) -> Option<String> {
    let chosen = app.dialog().file().blocking_pick_folder()?;
    Some(chosen.into_path().ok()?.display().to_string())
}

/// Proves a backup and says what restoring it would change.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn preview_restore(
    counter: State<'_, Counter>,
    stopping: State<'_, Stopping>,
    folder: String,
    opener: OpenerForm,
    work: u32,
    progress: Channel<ProgressView>,
) -> Answer<RestorePreview> {
    let (place, mut watch) = (Path::new(&folder), stopping.watch(work, &progress));
    with(&counter, opener, |entrance, opener| {
        entrance.preview_restore(&SystemContext, place, opener, &mut watch)
    })
}

/// Puts a backup in the place of what is here; what was here is kept beside it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn restore(
    counter: State<'_, Counter>,
    stopping: State<'_, Stopping>,
    folder: String,
    opener: OpenerForm,
    work: u32,
    progress: Channel<ProgressView>,
) -> Answer<Restored> {
    let (place, mut watch) = (Path::new(&folder), stopping.watch(work, &progress));
    with(&counter, opener, |entrance, opener| {
        entrance.restore(&SystemContext, place, opener, &mut watch)
    })
}

/// Works on the closed folder with what opens a backup.
fn with<T>(
    counter: &Counter,
    opener: OpenerForm,
    work: impl FnOnce(&Entrance, &Opener) -> Result<T, DeskError>,
) -> Answer<T> {
    let opener = opener.opener().map_err(|error| told(&error))?;
    counter.locked(|entrance| work(entrance, &opener))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_before_the_work_begins_is_not_lost_and_stops_no_other() {
        let channel = Channel::new(|_| Ok(()));
        let stopping = Stopping::default();
        stopping.0.store(7, Ordering::Relaxed);
        let mut stopped = stopping.watch(7, &channel);
        let mut other = stopping.watch(8, &channel);
        assert!(!stopped(Stage::Copy, 0, 10));
        assert!(other(Stage::Copy, 0, 10));
        stopping.0.store(8, Ordering::Relaxed);
        assert!(!other(Stage::Copy, 1, 10));
    }
}
