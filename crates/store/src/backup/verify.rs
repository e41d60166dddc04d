//! Looking at backups: which there are, and whether one is what it says.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::make::look_into;
use super::{DATABASE, EvidenceFound, KEYS, LIST, MANIFEST, Manifest, Progress, digest, pool};
use crate::error::StoreError;
use crate::hall::{self, StaffRecord};
use crate::vault::{Holder, KeyFile, OpenVault, Secret, Vault};
use crate::{connection, folder};

/// A folder that says it is a backup.
#[derive(Debug, Clone)]
pub struct Backup {
    folder: PathBuf,
    manifest: Manifest,
}

/// Every backup on a shelf, the newest first. What can't be read is left out, and so is what is still being written, and what leads
/// elsewhere: a stick comes from unknown hands, and backups are also removed.
///
/// # Errors
/// The shelf can't be read.
pub fn backups(shelf: &Path) -> Result<Vec<Backup>, StoreError> {
    let entries = match fs::read_dir(shelf) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(|error| StoreError::io(shelf, error))?,
    };
    let mut found: Vec<Backup> = entries
        .filter_map(Result::ok)
        .filter(|entry| {
            let name = entry.file_name();
            let here = entry.file_type().is_ok_and(|kind| kind.is_dir());
            here && Path::new(&name).extension().is_none()
        })
        .filter_map(|entry| Backup::at(&entry.path()).ok())
        .collect();
    found.sort_by_key(|backup| std::cmp::Reverse(backup.manifest.made_at));
    Ok(found)
}

impl Backup {
    /// The backup in a folder, unproven.
    ///
    /// # Errors
    /// [`StoreError::NotABackup`] where it holds none.
    pub fn at(folder: &Path) -> Result<Self, StoreError> {
        if folder.is_file() {
            return Err(StoreError::NotABackup);
        }
        // A file that leads elsewhere is no backup's: nothing outside of the folder is read.
        for name in [MANIFEST, DATABASE, KEYS, LIST] {
            if fs::symlink_metadata(folder.join(name)).is_ok_and(|found| !found.is_file()) {
                return Err(StoreError::NotABackup);
            }
        }
        let bytes = folder::read_up_to(&folder.join(MANIFEST), Manifest::SIZE_MAX);
        let bytes = match bytes {
            Err(StoreError::Damaged { .. }) => return Err(StoreError::NotABackup),
            read => read?.ok_or(StoreError::NotABackup)?,
        };
        Ok(Self {
            folder: folder.to_owned(),
            manifest: Manifest::parse(&bytes)?,
        })
    }

    /// Where it lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it says of itself; not proven before [`Self::verify`].
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether somebody's secret opens it.
    ///
    /// # Errors
    /// [`StoreError::WrongSecret`]; the key file in it is damaged.
    pub fn unlock(&self, holder: &Holder, secret: &Secret) -> Result<OpenVault, StoreError> {
        Vault::find(&self.folder)
            .and_then(|vault| vault.ok_or(StoreError::NotABackup))
            .map_err(|error| error.unless_gone(&self.folder))?
            .unlock(holder, secret)
    }

    /// Whether it is a hall's own, whatever the hall was called when it was made.
    #[must_use]
    pub fn is_of(&self, hall: &Vault) -> bool {
        Vault::find(&self.folder).is_ok_and(|found| found.is_some_and(|found| found.is_same(hall)))
    }

    /// Who worked at the hall when it was made.
    ///
    /// # Errors
    /// It can't be read; the keys are not its own.
    pub fn staff(&self, keys: &OpenVault) -> Result<Vec<StaffRecord>, StoreError> {
        let read = || {
            hall::staff(&self.database(keys)?)
                .map_err(|error| error.at(&self.folder.join(DATABASE)))
        };
        read().map_err(|error| error.unless_gone(&self.folder))
    }

    /// Whether its manifest was sealed by the very master key that is in use: it was made here, and since the last change of keys.
    ///
    /// # Errors
    /// The manifest can't be written out.
    pub fn is_sealed_by(&self, keys: &OpenVault) -> Result<bool, StoreError> {
        self.manifest.is_sealed_by(keys.master())
    }

    /// Proves the backup: its files are those of the manifest, the manifest is sealed by their master key, and the database opens,
    /// decrypts and is sound. Then every file of evidence is decrypted and compared with its record: those that are lost are counted, and
    /// the rest of the backup is good all the same.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with what is wrong; [`StoreError::PlaceGone`]; [`StoreError::Cancelled`].
    pub fn verify(
        &self,
        keys: &OpenVault,
        progress: Progress<'_>,
    ) -> Result<EvidenceFound, StoreError> {
        self.is_proven(keys, progress)
            .and_then(|()| pool::look_over(self, &self.database(keys)?, progress))
            .map_err(|error| error.unless_gone(&self.folder))
    }

    fn database(&self, keys: &OpenVault) -> Result<Connection, StoreError> {
        connection::open_to_read(&self.folder.join(DATABASE), &keys.master().database())
    }

    /// Proves all but the files of evidence.
    pub(super) fn is_proven(
        &self,
        keys: &OpenVault,
        progress: Progress<'_>,
    ) -> Result<(), StoreError> {
        if !self.is_sealed_by(keys)? {
            let path = self.folder.join(MANIFEST);
            return Err(StoreError::damaged(
                &path,
                "the manifest's seal is not its own",
            ));
        }
        for file in &self.manifest.files {
            let path = self.folder.join(&file.name);
            let found =
                fs::symlink_metadata(&path).map_err(|error| StoreError::io(&path, error))?;
            // Its size first: a larger file is not even read.
            let same =
                found.is_file() && found.len() == file.size && digest(&path)?.0[..] == file.sha256;
            if !same {
                return Err(StoreError::damaged(
                    &path,
                    "the file is not the one of the manifest",
                ));
            }
        }
        let copy = self.folder.join(DATABASE);
        let extent = look_into(&copy, &keys.master().database(), progress)?;
        if extent.events != self.manifest.events || extent.tickets != self.manifest.tickets {
            return Err(StoreError::damaged(
                &copy,
                "it holds another number of tickets than its manifest says",
            ));
        }
        Ok(())
    }

    /// Removes it. First its manifest goes, so that what a power cut leaves is no backup any more.
    ///
    /// # Errors
    /// The shelf can't be written.
    pub fn remove(&self) -> Result<(), StoreError> {
        folder::remove_for_good(&self.folder.join(MANIFEST))?;
        fs::remove_dir_all(&self.folder).map_err(|error| StoreError::io(&self.folder, error))
    }

    /// The key file in it.
    pub(super) fn key_file(&self) -> Result<Vec<u8>, StoreError> {
        folder::read_up_to(&self.folder.join(KEYS), KeyFile::SIZE_MAX)?
            .ok_or(StoreError::NotABackup)
    }
}
