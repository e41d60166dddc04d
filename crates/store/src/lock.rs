//! One process per data folder, by a lock that the operating system holds and drops with the process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::error::StoreError;

const LOCK_FILE: &str = "ansu.lock";

/// A process that is just ending, or a child that inherited the lock and has not started its own
/// program yet, lets go within this second even on a busy computer; a second window is told after it.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

/// Held as long as the store is open; the file itself stays, only the lock on it counts.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the folder, or says that another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(LOCK_FILE);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| StoreError::io(&path, error))?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, error)),
            }
        }
        Err(StoreError::InUse {
            path: folder.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_once_and_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let held = FolderLock::take(folder.path()).unwrap();
        assert!(matches!(
            FolderLock::take(folder.path()),
            Err(StoreError::InUse { .. })
        ));
        drop(held);
        FolderLock::take(folder.path()).unwrap();
    }
}
