//! What a backup says of itself.

use ansu_complaint::Moment;
use serde::{Deserialize, Serialize};

use super::{DATABASE, EvidenceFound, KEYS, LIST};
use crate::error::StoreError;
use crate::vault::{MasterKey, Plate, Purpose};

/// The form that this program writes, and the newest that it reads.
const FORM: u32 = 1;

/// A backup's manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    form: u32,
    /// When it was made, by the counter's clock.
    pub made_at: Moment,
    /// Whose data it is.
    pub plate: Plate,
    /// The version of the program that made it.
    pub program: String,
    /// Tickets in it.
    pub tickets: u64,
    /// Events in it.
    pub events: u64,
    /// The time of the last event.
    pub last_event: Option<Moment>,
    /// The end of the audit trail in it, which vouches for all before it.
    pub anchor: Option<String>,
    /// What an earlier version had left, kept before a later one changed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub before_upgrade: bool,
    /// Files of evidence that belong to it.
    pub evidence: u64,
    /// Files of evidence that were lost when it was made: the database knows them, and they are nowhere.
    pub evidence_lost: u64,
    pub(super) files: [FileEntry; 3],
    /// HMAC of everything above under the master key.
    #[serde(with = "crate::vault::hex")]
    seal: Vec<u8>,
}

/// A file of the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileEntry {
    pub(super) name: String,
    pub(super) size: u64,
    #[serde(with = "crate::vault::hex")]
    pub(super) sha256: Vec<u8>,
}

/// How much is in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Tickets.
    pub tickets: u64,
    /// Events.
    pub events: u64,
    /// The time of the last event.
    pub last_event: Option<Moment>,
    /// The end of the audit trail.
    pub anchor: Option<String>,
}

impl Manifest {
    /// No manifest is larger.
    pub const SIZE_MAX: u64 = 64 * 1024;

    /// Reads a manifest from unknown hands. It may name the three files of a backup and no other: nothing it says leads to a path.
    ///
    /// # Errors
    /// [`StoreError::NotABackup`] where it is none; [`StoreError::NewerBackup`] where a newer program made it.
    pub fn parse(bytes: &[u8]) -> Result<Self, StoreError> {
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        let none = |_| StoreError::NotABackup;
        if bytes.len() as u64 > Self::SIZE_MAX {
            return Err(StoreError::NotABackup);
        }
        let Form { form } = serde_json::from_slice(bytes).map_err(none)?;
        if form > FORM {
            return Err(StoreError::NewerBackup);
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(none)?;
        let names = manifest.files.each_ref().map(|file| file.name.as_str());
        let good = names == [DATABASE, KEYS, LIST]
            && manifest.files.iter().all(|file| file.sha256.len() == 32)
            && manifest.seal.len() == 32;
        if good {
            Ok(manifest)
        } else {
            Err(StoreError::NotABackup)
        }
    }

    /// A manifest without its seal.
    pub(super) fn of(
        made_at: Moment,
        plate: Plate,
        extent: Extent,
        evidence: EvidenceFound,
        before_upgrade: bool,
        files: [FileEntry; 3],
    ) -> Self {
        Self {
            form: FORM,
            made_at,
            plate,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            tickets: extent.tickets,
            events: extent.events,
            last_event: extent.last_event,
            anchor: extent.anchor,
            before_upgrade,
            evidence: evidence.files,
            evidence_lost: evidence.lost,
            files,
            seal: Vec::new(),
        }
    }

    pub(super) fn sealed(mut self, master: &MasterKey) -> Result<Self, StoreError> {
        self.seal = master.seal(Purpose::Backup, &self.unsealed()?).to_vec();
        Ok(self)
    }

    pub(super) fn is_sealed_by(&self, master: &MasterKey) -> Result<bool, StoreError> {
        Ok(master.has_sealed(Purpose::Backup, &self.unsealed()?, &self.seal))
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec_pretty(self).map_err(|_| StoreError::Unreadable { what: "manifest" })
    }

    fn unsealed(&self) -> Result<Vec<u8>, StoreError> {
        let seal = Vec::new();
        Self {
            seal,
            ..self.clone()
        }
        .write()
    }
}
