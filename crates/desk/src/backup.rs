//! Backups and the way back from them.

use crate::accounts::Keys;
use crate::hall::{HallView, staff_id};
use crate::{Act, Context, Desk, DeskError, Entrance, Operation, Session};
use ansu_complaint::{Moment, StaffId};
use ansu_store::{
    Anchor, AuditFilter, Backup, BackupJob, Holder, Manifest, Progress, RecoveryCode, Secret,
    Stage, Store, StoreError, Vault,
};
use chrono::TimeDelta;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// When it is asked whether a backup is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody has signed in: once a day is enough.
    Entering,
    /// Somebody leaves the counter, or it locks itself, or the program ends: what was done since the last one goes into one.
    Leaving,
}

impl Occasion {
    /// How old the newest backup may be before a new one is due.
    const fn rest(self) -> TimeDelta {
        match self {
            Self::Entering => TimeDelta::hours(20),
            Self::Leaving => TimeDelta::hours(1),
        }
    }
}

/// A backup as shells show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BackupView {
    /// The folder.
    pub folder: String,
    /// Whose data.
    pub hall: HallView,
    /// When it was made.
    pub made_at: Moment,
    /// By which version of the program.
    pub program: String,
    /// Tickets in it.
    pub tickets: u32,
    /// Events in it.
    pub events: u32,
    /// The last event in it.
    pub last_event: Option<Moment>,
    /// The end of the audit trail in it; vouches for all before it.
    pub anchor: Option<String>,
}

/// What a restore would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RestorePreview {
    /// What would be there afterwards.
    pub backup: BackupView,
    /// What is there now.
    pub now: Present,
    /// Another hall's data, or another counter's, is there now.
    pub another_hall: bool,
}

/// What is in the data folder now, as far as the backup's secret shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Present {
    /// Nothing: no hall was founded here.
    Nothing,
    /// A hall that this secret does not open.
    Locked,
    /// Files that can't be read: damaged, incomplete, or of a newer version.
    Unreadable,
    /// A hall that it opens.
    Open(LiveData),
}

/// What is in an open data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LiveData {
    /// Tickets.
    pub tickets: u32,
    /// Events.
    pub events: u32,
    /// The last event.
    pub last_event: Option<Moment>,
}

/// What came of a restore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Restored {
    /// What is there now.
    pub backup: BackupView,
    /// Where what was there is kept; none where there was nothing.
    pub aside: Option<String>,
}

/// Whose secret opens a backup: a number and a password, or the recovery sheet.
#[derive(Debug)]
pub struct Opener {
    holder: Holder,
    secret: Secret,
}

impl Opener {
    /// By number and password, as they were when the backup was made.
    ///
    /// # Errors
    /// Not a staff number.
    pub fn password(number: &str, password: &str) -> Result<Self, DeskError> {
        Ok(Self {
            holder: Holder::Staff(staff_id(number)?),
            secret: Secret::password(password),
        })
    }

    /// By the code of the recovery sheet that was valid when the backup was made.
    ///
    /// # Errors
    /// Not a recovery code.
    pub fn sheet(code: &str) -> Result<Self, DeskError> {
        Ok(Self {
            holder: Holder::Recovery,
            secret: RecoveryCode::parse(code)?.secret(),
        })
    }
}

impl<C: Context> Desk<C> {
    /// Where this folder's own backups are.
    #[must_use]
    pub fn shelf(&self) -> PathBuf {
        self.folder().join(SHELF)
    }

    /// Prepares a backup; it can be run on another thread while work goes on.
    ///
    /// # Errors
    /// The person at work may not; a demonstration has nothing to lose.
    pub fn backup_job(&mut self, session: &Session) -> Result<BackupJob, DeskError> {
        self.authorize(session, Operation::Backup, None)?;
        self.job(session)
    }

    /// Prepares the backup that is due by itself on a shelf, if one is due; whoever has signed in has the right to that.
    ///
    /// # Errors
    /// The shelf can't be read.
    pub fn due_backup(
        &mut self,
        session: &Session,
        shelf: &Path,
        occasion: Occasion,
    ) -> Result<Option<BackupJob>, DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        if self.is_demonstration() {
            return Ok(None);
        }
        let now = self.context.now();
        let rests = |made_at: Moment| made_at <= now && now - made_at < occasion.rest();
        // One from a clock that was ahead says nothing about today.
        let enough = match ansu_store::backups(shelf)?.first() {
            Some(last) => rests(last.manifest().made_at) || self.holds_all(last.manifest())?,
            None => false,
        };
        if enough {
            Ok(None)
        } else {
            self.job(session).map(Some)
        }
    }

    /// Whether nothing has happened since a backup but that one was made: no event, no other line of the trail.
    fn holds_all(&self, last: &Manifest) -> Result<bool, DeskError> {
        if last.events != self.store.extent()?.events {
            return Ok(false);
        }
        let Some(end) = last.anchor.as_deref().and_then(Anchor::parse) else {
            return Ok(false);
        };
        // How a backup began and ended takes two lines; the first other one before them stands in the copy or not.
        let lines = self.store.audit(&AuditFilter::default(), NOTES)?;
        let backup = Act::BackUp.word();
        let other = lines.iter().find(|line| line.note.act != backup);
        Ok(other.is_some_and(|line| line.position <= end.position))
    }

    /// Notes a backup that was made, by whoever began it: they may have left meanwhile, and it is a backup all the same.
    ///
    /// # Errors
    /// The folder can't be written.
    pub fn note_backup(
        &mut self,
        by: &StaffId,
        place: &Path,
        manifest: &Manifest,
    ) -> Result<(), DeskError> {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let told = format!("tickets={} events={}", manifest.tickets, manifest.events);
        self.note_by(by, Act::BackUp, &name, &told)
    }

    /// Noted before it begins, so that the end of the trail in the copy vouches for every event in it.
    fn job(&mut self, session: &Session) -> Result<BackupJob, DeskError> {
        if self.is_demonstration() {
            return Err(DeskError::InDemonstration);
        }
        self.note(session, Act::BackUp, "", "begun")?;
        match &self.keys {
            Keys::Demonstration => Err(DeskError::InDemonstration),
            Keys::Vault { open, .. } => Ok(self.store.backup_job(open)?),
        }
    }
}

/// Lines of the trail that are looked through for one that is not about backups.
const NOTES: u32 = 20;

/// The folder inside the data folder where backups are made when no other place is named.
pub(crate) const SHELF: &str = "backups";

/// Removes backups of this shelf that are superfluous by now, and says which.
///
/// # Errors
/// The shelf can't be read or written.
pub fn thin_backups(shelf: &Path, now: Moment) -> Result<Vec<PathBuf>, DeskError> {
    let backups = ansu_store::backups(shelf)?;
    let made: Vec<Moment> = backups
        .iter()
        .map(|backup| backup.manifest().made_at)
        .collect();
    let superfluous = ansu_store::superfluous(&made, now);
    let mut gone = Vec::new();
    for backup in backups {
        if superfluous.contains(&backup.manifest().made_at) {
            backup.remove()?;
            gone.push(backup.folder().to_owned());
        }
    }
    Ok(gone)
}

/// The backups on a shelf, the newest first.
///
/// # Errors
/// The shelf can't be read.
pub fn backups(shelf: &Path) -> Result<Vec<BackupView>, DeskError> {
    Ok(ansu_store::backups(shelf)?
        .iter()
        .map(|backup| BackupView::of(backup.folder(), backup.manifest()))
        .collect())
}

/// Proves a backup.
///
/// # Errors
/// It is none; the secret does not open it; it is damaged.
pub fn verify_backup(
    folder: &Path,
    opener: &Opener,
    progress: Progress<'_>,
) -> Result<BackupView, DeskError> {
    let backup = Backup::at(folder)?;
    let keys = backup.unlock(&opener.holder, &opener.secret)?;
    backup.verify(&keys, progress)?;
    Ok(BackupView::of(folder, backup.manifest()))
}

impl Entrance {
    /// What restoring a backup here would change.
    ///
    /// # Errors
    /// It is no backup; the secret does not open it; it is damaged.
    pub fn preview_restore<C: Context>(
        &self,
        context: &C,
        folder: &Path,
        opener: &Opener,
        progress: Progress<'_>,
    ) -> Result<RestorePreview, DeskError> {
        let backup = verify_backup(folder, opener, progress)?;
        let vault = Vault::find(self.folder());
        let another_hall = vault.as_ref().is_ok_and(|vault| {
            vault
                .as_ref()
                .is_some_and(|vault| HallView::from(vault.plate()) != backup.hall)
        });
        let now = match vault {
            // Without its key file nothing opens a database, but it is there.
            Ok(None) if self.has_database() => Present::Unreadable,
            Ok(None) => Present::Nothing,
            Ok(Some(vault)) => self.present(&vault, opener, context.now()),
            // A key file that can't be read is what somebody may be restoring for.
            Err(_) => Present::Unreadable,
        };
        Ok(RestorePreview {
            backup,
            now,
            another_hall,
        })
    }

    /// Puts a backup in the place of what is here, after proving it; what was here is moved into a folder beside it and kept. Noted in the
    /// trail that comes with it.
    ///
    /// # Errors
    /// It is no backup; the secret does not open it; it is damaged; the folder is in use, full, or can't be written. Nothing has changed
    /// then.
    pub fn restore<C: Context>(
        &self,
        context: &C,
        folder: &Path,
        opener: &Opener,
        progress: Progress<'_>,
    ) -> Result<Restored, DeskError> {
        let now = context.now();
        let backup = Backup::at(folder)?;
        let keys = backup.unlock(&opener.holder, &opener.secret)?;
        let aside = ansu_store::restore(&backup, &keys, self.folder(), now, progress)?;
        let mut store = Store::open(self.folder(), &keys.master().database(), now)?;
        store.mirror_keys(keys.revision())?;
        let by = match &opener.holder {
            Holder::Staff(id) => Some(id.clone()),
            Holder::Recovery => None,
        };
        store.note(&ansu_store::AuditNote {
            at: now,
            by,
            act: Act::Restore.word(),
            object: folder
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            detail: String::new(),
        })?;
        Ok(Restored {
            backup: BackupView::of(folder, backup.manifest()),
            aside: aside.map(|aside| aside.display().to_string()),
        })
    }

    /// What a hall holds; what can't be read is worth a word in a preview and no error.
    fn present(&self, vault: &Vault, opener: &Opener, now: Moment) -> Present {
        let keys = match vault.unlock(&opener.holder, &opener.secret) {
            Ok(keys) => keys,
            Err(StoreError::WrongSecret) => return Present::Locked,
            Err(_) => return Present::Unreadable,
        };
        let extent = Store::open(self.folder(), &keys.master().database(), now)
            .and_then(|store| store.extent());
        extent.map_or(Present::Unreadable, |extent| {
            Present::Open(LiveData {
                tickets: few(extent.tickets),
                events: few(extent.events),
                last_event: extent.last_event,
            })
        })
    }
}

impl BackupView {
    /// The backup in a folder by its manifest.
    #[must_use]
    pub fn of(folder: &Path, manifest: &Manifest) -> Self {
        Self {
            folder: folder.display().to_string(),
            hall: HallView::from(&manifest.plate),
            made_at: manifest.made_at,
            program: manifest.program.clone(),
            tickets: few(manifest.tickets),
            events: few(manifest.events),
            last_event: manifest.last_event,
            anchor: manifest.anchor.clone(),
        }
    }
}

fn few(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What a long work is at, for a shell's progress.
#[must_use]
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Copy => "copy",
        Stage::Check => "check",
    }
}
