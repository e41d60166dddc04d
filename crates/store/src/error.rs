//! Everything that can go wrong with the data folder. No variant carries personal data.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;
use thiserror::Error;

/// Name of the database file inside the data folder.
pub(crate) const DATABASE_FILE: &str = "ansu.db";

/// Why the store refused.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process has this data folder open.
    #[error("the data folder {} is in use by another process", path.display())]
    InUse {
        /// The data folder.
        path: PathBuf,
    },
    /// The folder or the file can't be written.
    #[error("{} can't be written", path.display())]
    ReadOnly {
        /// What can't be written.
        path: PathBuf,
    },
    /// No room is left; nothing of the refused write was kept.
    #[error("the disk is full")]
    DiskFull,
    /// The database is not sound. It was left as it was found.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the check found, without content.
        detail: String,
    },
    /// The file was written by a newer version of the program. It was left as it was found.
    #[error("{} has schema {found}, this program knows up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Schema version of the file.
        found: i64,
        /// Newest schema version that this program knows.
        known: i64,
    },
    /// A database, but of another program. It was left as it was found.
    #[error("{} belongs to another program", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// A key was given, but the SQLite at hand has no cipher.
    #[error("the SQLite at hand can't encrypt")]
    KeyUnsupported,
    /// The secret is not the holder's, or nobody has this name.
    #[error("the secret is not the right one")]
    WrongSecret,
    /// The text is not a recovery code as printed on a recovery sheet.
    #[error("not a recovery code")]
    NotARecoveryCode,
    /// The folder holds no backup.
    #[error("the folder holds no backup")]
    NotABackup,
    /// A newer version of the program made the backup.
    #[error("the backup was made by a newer version")]
    NewerBackup,
    /// A backup of this very second is there already.
    #[error("a backup of this second is there already")]
    BackupExists,
    /// The person at work has stopped it.
    #[error("stopped")]
    Cancelled,
    /// The backup is ready and takes its place when the folder is opened next: it could not be moved there now.
    #[error("the backup takes its place when the folder is opened next: {0}")]
    RestoreOwed(#[source] Box<StoreError>),
    /// The content was erased. Parts of the file that nothing points to, and its log, are written anew when the folder is opened next.
    #[error("erased; the file is written anew when the folder is opened next: {0}")]
    TracesOwed(#[source] Box<StoreError>),
    /// A file of evidence is not there, or not what was put there.
    #[error("a file of evidence is not there, or not what was put there")]
    EvidenceLost,
    /// An earlier version wrote the file, and it could not be kept as a backup. It was not brought up to date and is as it was.
    #[error("no backup could be made before the upgrade, nothing was changed: {0}")]
    UpgradeNotKept(#[source] Box<StoreError>),
    /// The operating system gives no random bytes, so no key can be made.
    #[error("the system gives no random bytes")]
    NoRandomness,
    /// The ticket has changed since the caller read it.
    #[error("the ticket is at revision {actual} by now")]
    Stale {
        /// Revision in the store; 0 if there is no such ticket.
        actual: u32,
    },
    /// A part of the library was changed since its author read it.
    #[error("this part of the library is at version {actual} by now")]
    LibraryStale {
        /// Its last version; 0 if there is none.
        actual: u32,
    },
    /// Somebody has changed the rule of the hall since its author read it.
    #[error("the hall's rule is at version {actual} by now")]
    HallRuleStale {
        /// The version that counts.
        actual: u32,
    },
    /// The commit contradicts itself or what is stored; a fault of the caller.
    #[error("the commit is not consistent: {reason}")]
    Inconsistent {
        /// What contradicts what.
        reason: &'static str,
    },
    /// The hall has no record yet, so events have no origin.
    #[error("the hall has not been set up")]
    NoHall,
    /// Hall code and counter code are part of every ticket number and stay once events exist.
    #[error("hall code and counter code can't change once tickets exist")]
    HallFixed,
    /// A draft beyond what the store keeps while typing.
    #[error("the draft has {size} bytes, at most {limit} are kept")]
    DraftTooLarge {
        /// Bytes offered.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text offered as JSON is none.
    #[error("the text is not JSON")]
    NotJson,
    /// A stored value can't be read back by this version.
    #[error("a stored {what} can't be read")]
    Unreadable {
        /// Which kind of value.
        what: &'static str,
    },
    /// Another program holds the file itself (a viewer, a virus scanner); trying again is sensible.
    #[error("the database file is held by another program")]
    Busy,
    /// The place of a backup is not there any more: a stick was pulled out, a share is out of reach.
    #[error("{} is not there any more", path.display())]
    PlaceGone {
        /// The place.
        path: PathBuf,
    },
    /// The disk, or whatever the path lies on, does not do what it is asked for.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Its answer.
        source: io::Error,
    },
    /// Anything else that SQLite reports.
    #[error("database: {0}")]
    Sql(#[source] rusqlite::Error),
}

impl StoreError {
    /// Sorts an answer of the operating system.
    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        let kind = error.kind();
        if matches!(
            kind,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
        ) {
            Self::ReadOnly {
                path: path.to_owned(),
            }
        } else if matches!(
            kind,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            Self::DiskFull
        } else {
            Self::Io {
                path: path.to_owned(),
                source: error,
            }
        }
    }

    /// A damage found in the file at `path`.
    pub(crate) fn damaged(path: &Path, detail: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            detail: detail.into(),
        }
    }

    /// Says that the place of a backup is gone where it is: that is why, whatever the failing call said of it.
    pub(crate) fn unless_gone(self, place: &Path) -> Self {
        if matches!(self, Self::Cancelled) || fs::read_dir(place).is_ok() {
            self
        } else {
            Self::PlaceGone {
                path: place.to_owned(),
            }
        }
    }

    /// Names the file in an error that arose where only the connection was known.
    pub(crate) fn at(self, path: &Path) -> Self {
        if let Self::Damaged { detail, .. } = self {
            Self::damaged(path, detail)
        } else if let Self::ReadOnly { .. } = self {
            Self::ReadOnly {
                path: path.to_owned(),
            }
        } else if let Self::Io { source, .. } = self {
            Self::io(path, source)
        } else {
            self
        }
    }
}

/// Sorts SQLite's answer. The path is the bare file name; the door that knows the folder completes it.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error().map(|error| error.extended_code) else {
            return Self::Sql(error);
        };
        let path = || PathBuf::from(DATABASE_FILE);
        match (code & 0xFF, code) {
            (ffi::SQLITE_FULL, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB, _) => Self::Damaged {
                path: path(),
                detail: error.to_string(),
            },
            (ffi::SQLITE_READONLY | ffi::SQLITE_PERM, _) => Self::ReadOnly { path: path() },
            (ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED, _) => Self::Busy,
            (ffi::SQLITE_IOERR | ffi::SQLITE_CANTOPEN, _) => Self::Io {
                path: path(),
                source: io::Error::other(error),
            },
            _ => Self::Sql(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(code: i32) -> StoreError {
        StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }

    #[test]
    fn sqlite_answers_are_sorted() {
        assert!(matches!(sorted(ffi::SQLITE_FULL), StoreError::DiskFull));
        assert!(matches!(
            sorted(ffi::SQLITE_IOERR_SHMSIZE),
            StoreError::DiskFull
        ));
        assert!(matches!(
            sorted(ffi::SQLITE_CORRUPT_INDEX),
            StoreError::Damaged { .. }
        ));
        assert!(matches!(
            sorted(ffi::SQLITE_READONLY_DBMOVED),
            StoreError::ReadOnly { .. }
        ));
        assert!(matches!(
            sorted(ffi::SQLITE_BUSY_SNAPSHOT),
            StoreError::Busy
        ));
        for code in [ffi::SQLITE_IOERR_READ, ffi::SQLITE_CANTOPEN_ISDIR] {
            let named = sorted(code).at(Path::new("/hall/ansu.db"));
            assert!(matches!(named, StoreError::Io { path, .. } if path.ends_with("hall/ansu.db")));
        }
        assert!(matches!(sorted(ffi::SQLITE_CONSTRAINT), StoreError::Sql(_)));
    }

    #[test]
    fn answers_of_the_operating_system_are_sorted() {
        let of = |kind: io::ErrorKind| StoreError::io(Path::new("x"), kind.into());
        assert!(matches!(
            of(io::ErrorKind::StorageFull),
            StoreError::DiskFull
        ));
        assert!(matches!(
            of(io::ErrorKind::PermissionDenied),
            StoreError::ReadOnly { .. }
        ));
        assert!(matches!(of(io::ErrorKind::NotFound), StoreError::Io { .. }));
    }
}
