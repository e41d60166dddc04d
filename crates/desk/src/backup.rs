//! Backups: made, listed, thinned out.

use crate::accounts::Keys;
use crate::hall::HallView;
use crate::{Act, Context, Desk, DeskError, Entrance, Operation, Session};
use ansu_complaint::{Moment, StaffId};
use ansu_store::{Anchor, AuditFilter, AuditNote, Backup, BackupJob, Manifest, Stage};
use chrono::TimeDelta;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// How old the newest backup may be before another is due.
const REST: TimeDelta = TimeDelta::hours(1);

/// A backup that was made: its folder, and what it says of itself.
pub type Made = (PathBuf, Manifest);

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
    /// What an earlier version had left, kept before a later one changed it.
    pub before_upgrade: bool,
    /// Files of evidence that belong to it.
    pub evidence: u32,
    /// Files of evidence that were lost when it was made, so that it has not got them.
    pub evidence_lost: u32,
}

/// A backup that was proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proven {
    /// The backup.
    #[serde(flatten)]
    pub backup: BackupView,
    /// Files of evidence of it that are missing or damaged by now. The rest of it is sound all the same.
    pub evidence_damaged: u32,
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

    /// Prepares the backup that is due by itself on a shelf, when somebody signs in, leaves, or ends the program: if anything has happened since
    /// the last one, and that was not just now. Whoever has signed in has the right to it. One that failed is thereby made up for.
    ///
    /// # Errors
    /// The shelf can't be read.
    pub fn due_backup(
        &mut self,
        session: &Session,
        shelf: &Path,
    ) -> Result<Option<BackupJob>, DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        // What nobody wanted on a ticket does not go onto a shelf either.
        self.forget_evidence()?;
        let Keys::Vault { open, .. } = &self.keys else {
            return Ok(None);
        };
        let now = self.context.now();
        // One from a clock that was ahead says nothing about today.
        let last = ansu_store::own_backups(shelf, open.vault())?
            .into_iter()
            .find(|backup| backup.manifest().made_at <= now);
        if let Some(ended) = &last {
            self.note_what_ended(ended)?;
        }
        let enough = match &last {
            Some(last) => {
                now - last.manifest().made_at < REST || self.holds_all(last.manifest())?
            }
            None => false,
        };
        if enough {
            Ok(None)
        } else {
            self.job(session).map(Some)
        }
    }

    /// Prepares the copy that the second place lacks ([`Entrance::second_is_behind`]); whoever has signed in has the right to it.
    ///
    /// # Errors
    /// A demonstration has nothing to lose.
    pub fn second_job(&mut self, session: &Session) -> Result<BackupJob, DeskError> {
        self.authorize(session, Operation::Draft, None)?;
        self.job(session)
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
        let now = self.context.now();
        self.store.note(&made(Some(by), now, place, manifest))?;
        Ok(())
    }

    /// Notes the end of a backup that was made while nobody was at work any more and the window closed: of it the trail has the beginning only.
    fn note_what_ended(&mut self, ended: &Backup) -> Result<(), DeskError> {
        let Keys::Vault { open, .. } = &self.keys else {
            return Ok(());
        };
        let manifest = ended.manifest();
        let lines = self.lines_of(&[Act::BackUp], None, 1)?;
        let begun = lines
            .into_iter()
            .map(|line| line.note)
            .find(|last| last.detail == BEGUN && last.at <= manifest.made_at);
        let Some(begun) = begun else { return Ok(()) };
        // Anybody may lay a folder there; the trail tells of what was made with the hall's own key.
        if ended.is_sealed_by(open)? {
            let now = self.context.now();
            self.store
                .note(&made(begun.by.as_ref(), now, ended.folder(), manifest))?;
        }
        Ok(())
    }

    /// Noted before it begins, so that the end of the trail in the copy vouches for every event in it.
    fn job(&mut self, session: &Session) -> Result<BackupJob, DeskError> {
        if self.is_demonstration() {
            return Err(DeskError::InDemonstration);
        }
        self.note(session, Act::BackUp, "", BEGUN)?;
        match &self.keys {
            Keys::Demonstration => Err(DeskError::InDemonstration),
            Keys::Vault { open, .. } => Ok(self.store.backup_job(open)?),
        }
    }
}

/// The trail's line of a backup that was made; by nobody where the program made it before an upgrade.
pub(crate) fn made(
    by: Option<&StaffId>,
    at: Moment,
    place: &Path,
    manifest: &Manifest,
) -> AuditNote {
    let occasion = if manifest.before_upgrade {
        "before_upgrade "
    } else {
        ""
    };
    let lost = match manifest.evidence_lost {
        0 => String::new(),
        lost => format!(" evidence_lost={lost}"),
    };
    AuditNote {
        at,
        by: by.cloned(),
        act: Act::BackUp.word(),
        object: place
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        detail: format!(
            "{occasion}tickets={} events={} evidence={}{lost}",
            manifest.tickets, manifest.events, manifest.evidence
        ),
    }
}

/// What the trail says of a backup that begins.
const BEGUN: &str = "begun";

/// Lines of the trail that are looked through for one that is not about backups.
const NOTES: u32 = 20;

/// The folder inside the data folder where backups are made when no other place is named.
pub(crate) const SHELF: &str = "backups";

impl Entrance {
    /// Removes this hall's backups on a shelf that are superfluous by now, and says which.
    ///
    /// # Errors
    /// The hall has not been set up; the shelf can't be read or written.
    pub fn thin_backups(&self, shelf: &Path, now: Moment) -> Result<Vec<PathBuf>, DeskError> {
        let hall = self.vault()?.ok_or(DeskError::HallMissing)?;
        Ok(ansu_store::thin(shelf, &hall, now)?)
    }
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
            before_upgrade: manifest.before_upgrade,
            evidence: few(manifest.evidence),
            evidence_lost: few(manifest.evidence_lost),
        }
    }
}

pub(crate) fn few(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What a long work is at, for a shell's progress.
#[must_use]
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Copy => "copy",
        Stage::Check => "check",
        Stage::Evidence => "evidence",
    }
}
