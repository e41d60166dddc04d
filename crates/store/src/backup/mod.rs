//! Copies of the whole data folder, and the way back from them.
//!
//! A backup is a folder with four files: the database, the key file as it was, a list of the files of evidence that belong to it, and a
//! manifest that names these and is sealed by the master key. Files of evidence never change: they lie once beside the backups on a shelf. It opens with the same passwords and the same recovery sheet as the hall did when it was made. It gets its name only after
//! the copy was opened again, decrypted and checked; what has another name is no backup.

mod make;
mod manifest;
mod place;
mod pool;
mod restore;
mod thin;
mod verify;

pub use make::BackupJob;
#[cfg(test)]
pub(crate) use make::look_into;
pub use manifest::{Extent, Manifest};
pub use place::{is_on_the_same_disk, is_place, mark_place};
pub use pool::EvidenceFound;
pub(crate) use pool::LIST;
pub use restore::{finish_restore, restore};
pub use thin::{Kept, own_backups, superfluous, thin};
pub use verify::{Backup, backups};

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// The files of a backup beside its manifest. Nothing else is read from one, whatever its manifest names.
pub(crate) const DATABASE: &str = crate::error::DATABASE_FILE;
pub(crate) const KEYS: &str = crate::vault::KEY_FILE;
pub(crate) const MANIFEST: &str = "manifest.json";
/// What is still being written.
pub(crate) const UNFINISHED: &str = "part";
/// When it was begun, as the end of a backup's name.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// How far a long work has come; what it answers decides whether the work goes on.
pub type Progress<'a> = &'a mut dyn FnMut(Stage, u64, u64) -> bool;

/// The part of a long work that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Pages are copied.
    Copy,
    /// The copy is opened, decrypted and checked.
    Check,
    /// Files of evidence are copied, or decrypted and checked.
    Evidence,
}

/// SHA-256 and size of a file.
fn digest(path: &Path) -> Result<([u8; 32], u64), StoreError> {
    let at = |error| StoreError::io(path, error);
    let mut file = BufReader::with_capacity(256 * 1024, File::open(path).map_err(at)?);
    let (mut hash, mut size) = (Sha256::new(), 0);
    loop {
        let bytes = file.fill_buf().map_err(at)?;
        if bytes.is_empty() {
            return Ok((hash.finalize().into(), size));
        }
        hash.update(bytes);
        let read = bytes.len();
        size += read as u64;
        file.consume(read);
    }
}
