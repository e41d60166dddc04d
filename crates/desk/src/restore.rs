//! The way back from a backup: who may go it, and what comes along.

use crate::accounts::{attempt, attempt_elsewhere, manages};
use crate::backup::few;
use crate::hall::{HallView, staff_id};
use crate::{Act, BackupView, Context, DeskError, Entrance, Proven};
use ansu_complaint::{Grantor, Moment, Refusal};
use ansu_store::{
    Attempts, AuditNote, Backup, Disposal, Ends, Holder, OpenVault, Progress, RecoveryCode, Secret,
    StaffRecord, Store, StoreError, Vault,
};
use serde::Serialize;
use std::path::Path;

/// What a restore would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RestorePreview {
    /// What would be there afterwards.
    pub backup: BackupView,
    /// What is there now.
    pub now: Present,
    /// Another hall's data, or another counter's, is there now.
    pub another_hall: bool,
    /// Tickets whose content was erased here, which are erased in the backup before it takes its place; none where what is there can't be
    /// read, so that people who were erased may come back.
    pub erased: Option<u32>,
    /// Files of evidence that would not be there: lost before the backup was made, or missing or damaged in it by now.
    pub evidence_lost: u32,
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
    /// Tickets whose content had been erased here and was erased in the backup too; none where that could not be read, so that people who
    /// were erased may have come back.
    pub erased: Option<u32>,
    /// Files of evidence that did not come back.
    pub evidence_lost: u32,
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

/// What is in the data folder now.
enum Here {
    Nothing,
    Locked,
    Unreadable,
    Open(Live),
}

/// What a restore has to know of a hall that is there.
struct Live {
    data: LiveData,
    manages: bool,
    ends: Ends,
    disposals: Vec<Disposal>,
}

impl Entrance {
    /// Proves a backup and every file of evidence of it. An attempt at it counts like one at the door.
    ///
    /// # Errors
    /// It is none; the secret does not open it, or has to wait; it is damaged.
    pub fn verify_backup<C: Context>(
        &self,
        context: &C,
        folder: &Path,
        opener: &Opener,
        progress: Progress<'_>,
    ) -> Result<Proven, DeskError> {
        let (backup, keys) = self.unlock_backup(folder, opener, context.now())?;
        let evidence = backup.verify(&keys, progress)?;
        Ok(Proven {
            backup: BackupView::of(folder, backup.manifest()),
            evidence_damaged: few(evidence.lost),
        })
    }

    /// What restoring a backup here would change.
    ///
    /// # Errors
    /// It is no backup; the secret does not open it, or has to wait; whose it is manages no hall; it is damaged; the folder is in use.
    pub fn preview_restore<C: Context>(
        &self,
        context: &C,
        folder: &Path,
        opener: &Opener,
        progress: Progress<'_>,
    ) -> Result<RestorePreview, DeskError> {
        let (backup, keys) = self.unlock_managed(folder, opener, context.now())?;
        let evidence = backup.verify(&keys, progress)?;
        let view = BackupView::of(folder, backup.manifest());
        let here = self.here(opener, context.now())?;
        let another_hall = Vault::find(self.folder()).is_ok_and(|vault| {
            vault.is_some_and(|vault| HallView::from(vault.plate()) != view.hall)
        });
        Ok(RestorePreview {
            evidence_lost: few(backup.manifest().evidence_lost + evidence.lost),
            backup: view,
            another_hall,
            erased: match &here {
                Here::Nothing => Some(0),
                Here::Locked | Here::Unreadable => None,
                Here::Open(live) => Some(few(live.disposals.len() as u64)),
            },
            now: match here {
                Here::Nothing => Present::Nothing,
                Here::Locked => Present::Locked,
                Here::Unreadable => Present::Unreadable,
                Here::Open(live) => Present::Open(live.data),
            },
        })
    }

    /// Puts a backup in the place of what is here, after proving it; what was here is moved into a folder beside it and kept. Files of evidence that are lost in the backup stay away. What was erased
    /// here is erased in the copy, and the trail that comes with it has a line of the ends of what was replaced and of what was put in, before
    /// it takes its place.
    ///
    /// Over a living hall it takes somebody who manages the hall, there and in the backup, or the recovery sheet, by a secret that opens both:
    /// neither a password nor a sheet of earlier days turns a hall back. Where nothing is, or nothing that can be read, the backup decides.
    ///
    /// # Errors
    /// It is no backup; the secret does not open it, or has to wait; whose it is may not; it is damaged; the folder is in use, full, or can't
    /// be written. Nothing has changed then.
    pub fn restore<C: Context>(
        &self,
        context: &C,
        folder: &Path,
        opener: &Opener,
        progress: Progress<'_>,
    ) -> Result<Restored, DeskError> {
        let now = context.now();
        let (backup, keys) = self.unlock_managed(folder, opener, now)?;
        let here = self.here(opener, now)?;
        let (replaced, disposals) = match &here {
            Here::Locked => return Err(DeskError::RestoreLocked),
            Here::Open(live) if !live.manages => return Err(for_managers()),
            Here::Open(live) => (anchors(live.ends), live.disposals.as_slice()),
            Here::Nothing => ("nothing".to_owned(), [].as_slice()),
            Here::Unreadable => ("unreadable".to_owned(), [].as_slice()),
        };
        let mut erased = 0;
        let settle = |store: &mut Store| {
            let put_in = anchors(store.ends()?);
            store.mirror_keys(keys.revision())?;
            erased = store.dispose_again(disposals)?;
            store.note(&AuditNote {
                at: now,
                by: match &opener.holder {
                    Holder::Staff(id) => Some(id.clone()),
                    Holder::Recovery => None,
                },
                act: Act::Restore.word(),
                object: folder
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                detail: format!("replaced={replaced} put_in={put_in} erased={erased}"),
            })?;
            Ok(())
        };
        let (aside, evidence) =
            ansu_store::restore(&backup, &keys, self.folder(), now, progress, settle)?;
        Ok(Restored {
            evidence_lost: few(backup.manifest().evidence_lost + evidence.lost),
            backup: BackupView::of(folder, backup.manifest()),
            aside: aside.map(|aside| aside.display().to_string()),
            erased: match here {
                Here::Locked | Here::Unreadable => None,
                Here::Nothing | Here::Open(_) => Some(erased),
            },
        })
    }

    /// A backup that may be put back by whoever opens it, and its keys.
    fn unlock_managed(
        &self,
        folder: &Path,
        opener: &Opener,
        now: Moment,
    ) -> Result<(Backup, OpenVault), DeskError> {
        let (backup, keys) = self.unlock_backup(folder, opener, now)?;
        is_managed(&backup.staff(&keys)?, opener)?;
        Ok((backup, keys))
    }

    /// A backup and its keys. Attempts are counted here: else somebody who has a copy of a backup would guess at it by this program as often
    /// as they like.
    fn unlock_backup(
        &self,
        folder: &Path,
        opener: &Opener,
        now: Moment,
    ) -> Result<(Backup, OpenVault), DeskError> {
        let backup = Backup::at(folder)?;
        let known = Vault::find(self.folder())
            .is_ok_and(|vault| vault.is_some_and(|vault| vault.has(&opener.holder)));
        let mut attempts = Attempts::of(self.folder())?;
        let keys = attempt_elsewhere(&mut attempts, &opener.holder, known, now, || {
            backup.unlock(&opener.holder, &opener.secret)
        })?;
        Ok((backup, keys))
    }

    /// What is here, as far as a secret shows it. What can't be read is worth a word and no error: it may be why somebody restores.
    fn here(&self, opener: &Opener, now: Moment) -> Result<Here, DeskError> {
        ansu_store::finish_restore(self.folder())?;
        let vault = match Vault::find(self.folder()) {
            Ok(Some(vault)) if !vault.is_being_founded() => vault,
            Ok(Some(_)) => return Ok(Here::Nothing),
            // Without its key file nothing opens a database, but it is there.
            Ok(None) if self.has_database() => return Ok(Here::Unreadable),
            Ok(None) => return Ok(Here::Nothing),
            Err(_) => return Ok(Here::Unreadable),
        };
        let mut attempts = Attempts::of(self.folder())?;
        let Opener { holder, secret } = opener;
        let keys = match attempt(&mut attempts, &vault, holder, secret, now) {
            Ok((keys, _)) => keys,
            Err(DeskError::WrongPassword) => return Ok(Here::Locked),
            Err(DeskError::Store(StoreError::Damaged { .. })) => return Ok(Here::Unreadable),
            Err(error) => return Err(error),
        };
        match self.open(keys, holder, secret, now) {
            Ok((_, store)) => Ok(Live::of(&store, opener).map_or(Here::Unreadable, Here::Open)),
            // It is sound, and can't be opened for another reason: it is not passed over as if it were broken.
            Err(DeskError::Store(
                error @ (StoreError::InUse { .. }
                | StoreError::UpgradeNotKept(_)
                | StoreError::DiskFull
                | StoreError::ReadOnly { .. }),
            )) => Err(error.into()),
            Err(_) => Ok(Here::Unreadable),
        }
    }
}

impl Live {
    fn of(store: &Store, opener: &Opener) -> Result<Self, StoreError> {
        let extent = store.extent()?;
        Ok(Self {
            data: LiveData {
                tickets: few(extent.tickets),
                events: few(extent.events),
                last_event: extent.last_event,
            },
            manages: is_managed(&store.staff()?, opener).is_ok(),
            ends: store.ends()?,
            disposals: store.disposals()?,
        })
    }
}

/// Whether a hall with these people is managed by whoever opens it; the sheet stands for those who manage it.
fn is_managed(staff: &[StaffRecord], opener: &Opener) -> Result<(), DeskError> {
    let managed = match &opener.holder {
        Holder::Recovery => true,
        Holder::Staff(id) => staff
            .iter()
            .any(|record| record.staff.id == *id && record.active && manages(record.staff.role)),
    };
    if managed { Ok(()) } else { Err(for_managers()) }
}

fn for_managers() -> DeskError {
    Refusal::NotAuthorised {
        from: Grantor::HallManager,
    }
    .into()
}

/// The ends of both chains as one word of a line's detail.
fn anchors(ends: Ends) -> String {
    let both: Vec<String> = [ends.events, ends.audit]
        .into_iter()
        .flatten()
        .map(|anchor| anchor.to_string())
        .collect();
    if both.is_empty() {
        "nothing".to_owned()
    } else {
        both.join(",")
    }
}
