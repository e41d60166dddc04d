//! Who may open the data folder, and with which secret.
//!
//! A random master key opens everything. It is sealed to the public key of everybody who works here (HPKE, RFC 9180), and each
//! private key is wrapped under Argon2id of its owner's password; the recovery sheet is one more owner. So a person can be added, or
//! the master key changed when somebody leaves, without anybody else's password. All of it stands in one small file beside the
//! database, `ansu.keys`, which is readable before anybody has signed in and holds nothing about customers.

mod attempts;
mod cost;
pub(crate) mod hex;
mod key_file;
mod master;
mod recovery;
mod slot;

pub use attempts::{Attempts, Begun, Standing};
pub use cost::Cost;
pub use key_file::{KeyFile, Plate};
pub use master::MasterKey;
pub(crate) use master::Purpose;
pub use recovery::RecoveryCode;
pub use slot::{Holder, Secret};

use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::folder;

/// Name of the key file inside the data folder.
pub(crate) const KEY_FILE: &str = "ansu.keys";

/// The key file of a data folder that nobody has opened yet.
#[derive(Debug, Clone)]
pub struct Vault {
    path: PathBuf,
    file: KeyFile,
}

/// A vault with the master key in hand: the only state in which slots can be changed.
#[derive(Debug)]
pub struct OpenVault {
    vault: Vault,
    master: MasterKey,
}

impl Vault {
    /// Reads the key file of a data folder; `None` where there is none.
    ///
    /// # Errors
    /// The file is damaged, newer than this program, or can't be read.
    pub fn find(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = folder.join(KEY_FILE);
        let Some(bytes) = folder::read_up_to(&path, KeyFile::SIZE_MAX)? else {
            return Ok(None);
        };
        let file = KeyFile::parse(&bytes).map_err(|fault| fault.at(&path))?;
        Ok(Some(Self { path, file }))
    }

    /// Makes the keys of a new data folder, with the founder as the first who may open it. Written, but marked as being founded until
    /// [`OpenVault::founded`] is called.
    ///
    /// # Errors
    /// The folder can't be written.
    pub fn found(
        folder: &Path,
        plate: Plate,
        founder: &Holder,
        secret: &Secret,
        cost: Cost,
    ) -> Result<OpenVault, StoreError> {
        folder::create(folder)?;
        let master = MasterKey::random()?;
        let file = KeyFile::new(plate)?;
        let vault = Self {
            path: folder.join(KEY_FILE),
            file,
        };
        let mut open = OpenVault { vault, master };
        open.change(|file, master| file.give(master, founder, secret, cost, false))?;
        Ok(open)
    }

    /// What may be told before anybody has signed in.
    #[must_use]
    pub fn plate(&self) -> &Plate {
        &self.file.plate
    }

    /// Whether both are keys of one hall, at one time or another.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.file.vault == other.file.vault
    }

    /// Whether founding was begun and has not come to its end.
    #[must_use]
    pub fn is_being_founded(&self) -> bool {
        self.file.founding
    }

    /// Whether somebody has a secret here.
    #[must_use]
    pub fn has(&self, holder: &Holder) -> bool {
        self.file.slot(holder).is_some()
    }

    /// Everybody who has a secret here.
    pub fn holders(&self) -> impl Iterator<Item = &Holder> {
        self.file.holders()
    }

    /// Opens the vault with a secret. Takes about as long as its slot's [`Cost`] says, whether or not the holder is known.
    ///
    /// # Errors
    /// [`StoreError::WrongSecret`] if the secret is not the holder's, or nobody has this name; the key file has been tampered with.
    pub fn unlock(&self, holder: &Holder, secret: &Secret) -> Result<OpenVault, StoreError> {
        let master = self.file.open(holder, secret)?;
        self.file
            .verify(&master)
            .map_err(|fault| fault.at(&self.path))?;
        Ok(OpenVault {
            vault: self.clone(),
            master,
        })
    }
}

impl OpenVault {
    /// The keys as anybody may see them.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The master key.
    #[must_use]
    pub fn master(&self) -> &MasterKey {
        &self.master
    }

    /// The key file as it stands, for a copy of it.
    pub(crate) fn file_bytes(&self) -> Result<Vec<u8>, StoreError> {
        self.vault.file.write()
    }

    /// How often the key file has been changed; mirrored in the database, so that an older file put back is noticed.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.vault.file.revision
    }

    /// Whether the holder's secret was set by somebody else and has to be changed at the next sign-in.
    #[must_use]
    pub fn is_provisional(&self, holder: &Holder) -> bool {
        self.vault
            .file
            .slot(holder)
            .is_some_and(|slot| slot.provisional)
    }

    /// Gives somebody a secret, in place of an earlier one. `provisional` where it is not of the holder's own choice.
    ///
    /// # Errors
    /// The key file can't be written; the earlier one stays.
    pub fn give(
        &mut self,
        holder: &Holder,
        secret: &Secret,
        cost: Cost,
        provisional: bool,
    ) -> Result<(), StoreError> {
        self.change(|file, master| file.give(master, holder, secret, cost, provisional))
    }

    /// Gives somebody a secret in place of one that shall open nothing of what follows: a change of the master key is owed from now on.
    ///
    /// # Errors
    /// The key file can't be written; the earlier one stays.
    pub fn renew(
        &mut self,
        holder: &Holder,
        secret: &Secret,
        cost: Cost,
    ) -> Result<(), StoreError> {
        self.change(|file, master| {
            file.give(master, holder, secret, cost, false)?;
            file.owed = true;
            Ok(())
        })
    }

    /// Whether the master key has to be changed: a way in was taken since it was made. Remembered until [`Self::rotated`].
    #[must_use]
    pub fn owes_rotation(&self) -> bool {
        self.vault.file.owed
    }

    /// Takes somebody's way in. What they copied before can still be opened with it: a change of the master key, which shuts that door for
    /// what follows, is owed from now on.
    ///
    /// # Errors
    /// The key file can't be written; the earlier one stays.
    pub fn take(&mut self, holder: &Holder) -> Result<(), StoreError> {
        self.change(|file, _| {
            file.remove(holder);
            Ok(())
        })
    }

    /// Marks the data folder as founded: from here on a missing database is a loss and not a beginning.
    ///
    /// # Errors
    /// The key file can't be written.
    pub fn founded(&mut self) -> Result<(), StoreError> {
        self.change(|file, _| {
            file.founding = false;
            Ok(())
        })
    }

    /// Changes what may be told before anybody has signed in.
    ///
    /// # Errors
    /// The key file can't be written.
    pub fn put_plate(&mut self, plate: Plate) -> Result<(), StoreError> {
        self.change(|file, _| {
            file.plate = plate;
            Ok(())
        })
    }

    /// Begins a change of the master key: from now on the key file holds the old one and the new one for everybody in it. The data is
    /// then written anew under the key that this returns, and [`Self::rotated`] ends the change. A start after a power cut in between
    /// finds out by [`Self::next`] which of the two the data is under.
    ///
    /// # Errors
    /// The key file can't be written; nothing has changed then.
    pub fn rotate(&mut self) -> Result<MasterKey, StoreError> {
        let next = MasterKey::random()?;
        self.change(|file, _| file.prepare(&next))?;
        Ok(next)
    }

    /// The master key that a begun change leads to, if one is begun.
    ///
    /// # Errors
    /// The key file holds one that this holder can't open.
    pub fn next(&self, holder: &Holder, secret: &Secret) -> Result<Option<MasterKey>, StoreError> {
        self.vault.file.open_next(holder, secret)
    }

    /// Ends a change of the master key: only the new one is left.
    ///
    /// # Errors
    /// The key file can't be written.
    pub fn rotated(&mut self, next: MasterKey) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut self.master, next);
        let ended = self.change(|file, _| {
            file.settle();
            Ok(())
        });
        if ended.is_err() {
            self.master = before;
        }
        ended
    }

    /// Forgets a change of the master key that did not get as far as the data.
    ///
    /// # Errors
    /// The key file can't be written.
    pub fn not_rotated(&mut self) -> Result<(), StoreError> {
        self.change(|file, _| {
            file.forget_next();
            Ok(())
        })
    }

    /// The one way in which the key file changes: counted, sealed, on disk when it returns, or as it was.
    fn change(
        &mut self,
        work: impl FnOnce(&mut KeyFile, &MasterKey) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut file = self.vault.file.clone();
        work(&mut file, &self.master)?;
        file.revision += 1;
        file.seal(&self.master)?;
        folder::replace(&self.vault.path, &file.write()?)?;
        self.vault.file = file;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
