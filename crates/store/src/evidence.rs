//! Files of evidence. Each lies in a folder beside the database, encrypted (XChaCha20-Poly1305) under a key of its own that stands in the
//! database: a change of the master key leaves the files as they are, and without its row a file is nothing. A file is on disk before its
//! row, and its row before anybody is told that it is kept.

use std::fs;
use std::path::{Path, PathBuf};

use ansu_complaint::{EvidenceFile, Moment, TicketId};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::store::Store;
use crate::{folder, moment};

/// Largest file in bytes: a photograph as phones make them.
pub const EVIDENCE_MAX: usize = 10 * 1024 * 1024;
/// The folder beside the database.
pub(crate) const FOLDER: &str = "evidence";
const NONCE: usize = 24;
const TAG: usize = 16;

/// A file is there and not what was put there, or it is not there.
const LOST: StoreError = StoreError::EvidenceLost;

/// What is brought to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Brought<'a> {
    /// Whose evidence.
    pub ticket: TicketId,
    /// What the record will say of it; its digest is that of the content.
    pub file: &'a EvidenceFile,
    /// The file.
    pub content: &'a [u8],
    /// A small picture of it; empty where there is none.
    pub preview: &'a [u8],
}

impl Store {
    /// Keeps a file; on disk when this returns. The ticket does not have it before an event says so.
    ///
    /// # Errors
    /// It is larger than [`EVIDENCE_MAX`] or not what its record says; the folder refuses. Nothing of it is kept then.
    pub fn put_evidence(&mut self, brought: Brought<'_>, at: Moment) -> Result<(), StoreError> {
        let Brought {
            ticket,
            file,
            content,
            preview,
        } = brought;
        if content.len() > EVIDENCE_MAX || !is_of(file, content) {
            return Err(StoreError::Inconsistent {
                reason: "a file is not what its record says",
            });
        }
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *key).map_err(|_| StoreError::NoRandomness)?;
        let path = self.evidence_path(file.id);
        folder::create(&self.evidence_folder())?;
        folder::replace(&path, &encrypt(&key, file.id, content)?)?;
        let record = serde_json::to_string(file).map_err(|_| StoreError::NotJson)?;
        let kept = self.write(|tx| {
            tx.execute(
                "INSERT INTO evidence (id, ticket, key, record, preview, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![file.id.as_bytes(), ticket.0.as_bytes(), &*key, record, preview, moment::to_text(at)],
            )?;
            Ok(())
        });
        if kept.is_err() {
            // Without its key it is noise; the error that counts is the first one.
            let _ = fs::remove_file(&path);
        }
        kept
    }

    /// What was brought under this identity, and for which ticket; `None` where nothing was.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn evidence_file(&self, id: Uuid) -> Result<Option<(TicketId, EvidenceFile)>, StoreError> {
        self.conn()
            .prepare_cached("SELECT ticket, record FROM evidence WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?))
            })
            .optional()?
            .map(|(ticket, record)| {
                let file = serde_json::from_str(&record)
                    .map_err(|_| StoreError::Unreadable { what: "evidence" })?;
                Ok((TicketId(Uuid::from_bytes(ticket)), file))
            })
            .transpose()
    }

    /// The small picture of a file; empty where there is none.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn evidence_preview(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        let found = self
            .conn()
            .prepare_cached("SELECT preview FROM evidence WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// A file's content.
    ///
    /// # Errors
    /// [`StoreError::EvidenceLost`] where it is not there, or not what was put there.
    pub fn evidence(&self, file: &EvidenceFile) -> Result<Vec<u8>, StoreError> {
        let key: Option<[u8; 32]> = self
            .conn()
            .prepare_cached("SELECT key FROM evidence WHERE id = ?1")?
            .query_row([file.id.as_bytes()], |row| row.get(0))
            .optional()?;
        let keyed = Keyed {
            key: Zeroizing::new(key.ok_or(LOST)?),
            file: file.clone(),
        };
        keyed.open(&keyed.sealed_in(&self.evidence_folder())?)
    }

    /// Forgets what was brought before `before` and is on no ticket: taken off again, or never put on one.
    ///
    /// # Errors
    /// The data folder refuses.
    pub fn forget_evidence(&mut self, before: DateTime<Utc>) -> Result<(), StoreError> {
        let forgotten = self.write(|tx| {
            Ok::<_, StoreError>(tx.execute(
                "DELETE FROM evidence WHERE at < ?1 AND NOT EXISTS (
                     SELECT 1 FROM ticket, json_each(ticket.snapshot, '$.evidence') AS on_it
                     WHERE ticket.id = evidence.ticket
                       AND unhex(json_extract(on_it.value, '$.file.id'), '-') = evidence.id)",
                [moment::to_text(before)],
            )?)
        })?;
        if forgotten > 0 {
            self.sweep_evidence();
        }
        Ok(())
    }

    /// Removes the files whose key is gone. Nobody can read them any more, so what can't be removed now is tried again when the folder is opened.
    pub(crate) fn sweep_evidence(&self) {
        let Ok(files) = fs::read_dir(self.evidence_folder()) else {
            return;
        };
        for path in files.flatten().map(|file| file.path()) {
            let id = path
                .file_name()
                .and_then(|name| Uuid::try_parse(name.to_str()?).ok());
            let kept = id.is_some_and(|id| !matches!(self.evidence_file(id), Ok(None)));
            if !kept {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// The tickets that have a file on them which is lost, as often as they have one.
    pub(crate) fn lost_evidence(&self) -> Result<Vec<TicketId>, StoreError> {
        let mut query = self.conn().prepare(
            "SELECT ticket.id, json_extract(on_it.value, '$.file') FROM ticket, json_each(ticket.snapshot, '$.evidence') AS on_it ORDER BY ticket.row",
        )?;
        let mut rows = query.query([])?;
        let mut lost = vec![];
        while let Some(row) = rows.next()? {
            let ticket = TicketId(Uuid::from_bytes(row.get(0)?));
            let kept = serde_json::from_str(&row.get::<_, String>(1)?)
                .map_err(|_| LOST)
                .and_then(|file| self.evidence(&file));
            match kept {
                Ok(_) => {}
                Err(StoreError::EvidenceLost | StoreError::Damaged { .. }) => lost.push(ticket),
                Err(error) => return Err(error),
            }
        }
        Ok(lost)
    }

    fn evidence_folder(&self) -> PathBuf {
        self.path().with_file_name(FOLDER)
    }

    fn evidence_path(&self, id: Uuid) -> PathBuf {
        path_of(&self.evidence_folder(), id)
    }
}

/// A file and its key, as a database has them.
pub(crate) struct Keyed {
    key: Zeroizing<[u8; 32]>,
    pub(crate) file: EvidenceFile,
}

impl Keyed {
    /// Everything that a database has a key of, by identity.
    pub(crate) fn all(conn: &Connection) -> Result<Vec<Self>, StoreError> {
        conn.prepare("SELECT key, record FROM evidence ORDER BY id")?
            .query_and_then([], |row| {
                let file = serde_json::from_str(&row.get::<_, String>(1)?)
                    .map_err(|_| StoreError::Unreadable { what: "evidence" })?;
                let key = Zeroizing::new(row.get(0)?);
                Ok(Self { key, file })
            })?
            .collect()
    }

    /// Bytes of the encrypted file.
    pub(crate) fn size(&self) -> u64 {
        u64::from(self.file.bytes) + (NONCE + TAG) as u64
    }

    /// The encrypted file as it lies in a folder, whatever it is.
    fn sealed_in(&self, folder: &Path) -> Result<Vec<u8>, StoreError> {
        let path = path_of(folder, self.file.id);
        let most = (NONCE + EVIDENCE_MAX + TAG) as u64;
        // One that leads elsewhere is not what was put there.
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(LOST);
        }
        folder::read_up_to(&path, most)?.ok_or(LOST)
    }

    /// The encrypted file in a folder, after it was decrypted and found to be what its record says.
    pub(crate) fn proven_in(&self, folder: &Path) -> Result<Vec<u8>, StoreError> {
        let sealed = self.sealed_in(folder)?;
        self.open(&sealed)?;
        Ok(sealed)
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let content = decrypt(&self.key, self.file.id, sealed)?;
        if is_of(&self.file, &content) {
            Ok(content)
        } else {
            Err(LOST)
        }
    }
}

/// Where a file lies in a folder of evidence.
pub(crate) fn path_of(folder: &Path, id: Uuid) -> PathBuf {
    folder.join(id.hyphenated().to_string())
}

fn is_of(file: &EvidenceFile, content: &[u8]) -> bool {
    let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(content));
    u32::try_from(content.len()) == Ok(file.bytes) && digest == file.digest
}

/// Nonce, then the content with its tag; it is bound to the identity, so that one file can't stand in for another.
fn encrypt(key: &[u8; 32], id: Uuid, content: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| StoreError::NoRandomness)?;
    let payload = Payload {
        msg: content,
        aad: id.as_bytes(),
    };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| StoreError::Inconsistent {
            reason: "a file is too large to be encrypted",
        })?;
    Ok([&nonce[..], &sealed].concat())
}

fn decrypt(key: &[u8; 32], id: Uuid, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (nonce, msg) = sealed.split_first_chunk::<NONCE>().ok_or(LOST)?;
    let payload = Payload {
        msg,
        aad: id.as_bytes(),
    };
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| LOST)
}
