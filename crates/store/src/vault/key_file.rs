//! The key file: small, readable before anybody has signed in, sealed by the master key.

use serde::{Deserialize, Serialize};
use std::path::Path;
use uuid::Uuid;

use super::cost::Cost;
use super::master::{MasterKey, Purpose, fill};
use super::slot::{Holder, Secret, Slot};
use crate::error::StoreError;

/// The form that this program writes, and the newest that it reads.
const FORM: u32 = 1;
/// More people than any hall has.
const SLOTS_MAX: usize = 500;

/// What may be told before anybody has signed in: the sign on the door.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plate {
    /// The company.
    pub company: String,
    /// The hall.
    pub hall: String,
    /// The hall's code.
    pub code: String,
    /// The counter's code.
    pub counter: String,
}

/// All that the key file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    form: u32,
    /// Which vault: no slot can be carried from one to another.
    pub(super) vault: Uuid,
    /// How often it has been changed.
    pub(super) revision: u64,
    /// Founding was begun and has not come to its end.
    pub(super) founding: bool,
    /// Somebody's way in was taken, and the master key that they knew is still the one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) owed: bool,
    pub(super) plate: Plate,
    slots: Vec<Slot>,
    /// HMAC of everything above under the master key.
    #[serde(with = "super::hex")]
    seal: Vec<u8>,
}

/// What is wrong with a key file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not in the form of a key file.
    Unreadable,
    /// Its seal is not that of its own master key.
    Changed,
    /// In a newer form than this program reads.
    Newer(u32),
}

impl Fault {
    pub(super) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Unreadable => StoreError::damaged(path, "the key file can't be read"),
            Self::Changed => StoreError::damaged(path, "the key file's seal is not its own"),
            Self::Newer(found) => StoreError::Newer {
                path: path.to_owned(),
                found: i64::from(found),
                known: i64::from(FORM),
            },
        }
    }
}

impl KeyFile {
    /// No key file is larger: 500 slots have some 400 KB.
    pub const SIZE_MAX: u64 = 1024 * 1024;

    /// Reads a key file from unknown hands. Lengths, numbers of slots and costs are bounded before anything is computed with them.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        if bytes.len() as u64 > Self::SIZE_MAX {
            return Err(Fault::Unreadable);
        }
        let Form { form } = serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)?;
        if form > FORM {
            return Err(Fault::Newer(form));
        }
        let file: Self = serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)?;
        let twice = |(at, slot): (usize, &Slot)| {
            file.slots
                .iter()
                .skip(at + 1)
                .any(|other| other.holder == slot.holder)
        };
        let good = form == FORM
            && !file.slots.is_empty()
            && file.slots.len() <= SLOTS_MAX
            && file.slots.iter().all(Slot::is_whole)
            && !file.slots.iter().enumerate().any(twice)
            && file.seal.len() == 32;
        if good {
            Ok(file)
        } else {
            Err(Fault::Unreadable)
        }
    }

    pub(super) fn new(plate: Plate) -> Result<Self, StoreError> {
        let mut vault = [0; 16];
        fill(&mut vault)?;
        Ok(Self {
            form: FORM,
            vault: Uuid::from_bytes(vault),
            revision: 0,
            founding: true,
            owed: false,
            plate,
            slots: Vec::new(),
            seal: Vec::new(),
        })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec_pretty(self).map_err(|_| StoreError::Unreadable { what: "key file" })
    }

    pub(super) fn holders(&self) -> impl Iterator<Item = &Holder> {
        self.slots.iter().map(|slot| &slot.holder)
    }

    pub(super) fn slot(&self, holder: &Holder) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.holder == *holder)
    }

    /// The master key by a holder's secret. For somebody unknown the same time is spent, so that nobody learns from it who works here.
    pub(super) fn open(&self, holder: &Holder, secret: &Secret) -> Result<MasterKey, StoreError> {
        match (self.slot(holder), self.slots.first()) {
            (Some(slot), _) => slot.open(self.vault, secret),
            (None, Some(other)) => {
                let _ = other.open(self.vault, &Secret::password(""));
                Err(StoreError::WrongSecret)
            }
            (None, None) => Err(StoreError::WrongSecret),
        }
    }

    pub(super) fn open_next(
        &self,
        holder: &Holder,
        secret: &Secret,
    ) -> Result<Option<MasterKey>, StoreError> {
        self.slot(holder)
            .map_or(Ok(None), |slot| slot.open_next(self.vault, secret))
    }

    pub(super) fn give(
        &mut self,
        master: &MasterKey,
        holder: &Holder,
        secret: &Secret,
        cost: Cost,
        provisional: bool,
    ) -> Result<(), StoreError> {
        let slot = Slot::new(self.vault, holder, secret, cost, provisional, master)?;
        match self.slots.iter_mut().find(|slot| slot.holder == *holder) {
            Some(known) => *known = slot,
            None => self.slots.push(slot),
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, holder: &Holder) {
        self.slots.retain(|slot| slot.holder != *holder);
        self.owed = true;
    }

    pub(super) fn prepare(&mut self, next: &MasterKey) -> Result<(), StoreError> {
        for slot in &mut self.slots {
            slot.next = slot.seal(self.vault, next)?;
        }
        Ok(())
    }

    pub(super) fn settle(&mut self) {
        self.owed = false;
        self.slots.iter_mut().for_each(Slot::settle);
    }

    pub(super) fn forget_next(&mut self) {
        for slot in &mut self.slots {
            slot.next.clear();
        }
    }

    pub(super) fn seal(&mut self, master: &MasterKey) -> Result<(), StoreError> {
        let bytes = self.unsealed()?;
        self.seal = master.seal(Purpose::KeyFile, &bytes).to_vec();
        Ok(())
    }

    pub(super) fn verify(&self, master: &MasterKey) -> Result<(), Fault> {
        let bytes = self.unsealed().map_err(|_| Fault::Unreadable)?;
        if master.has_sealed(Purpose::KeyFile, &bytes, &self.seal) {
            Ok(())
        } else {
            Err(Fault::Changed)
        }
    }

    /// The bytes that the seal covers: all but itself.
    fn unsealed(&self) -> Result<Vec<u8>, StoreError> {
        let seal = Vec::new();
        Self {
            seal,
            ..self.clone()
        }
        .write()
    }
}
