//! What the data folder refuses, at the boundary.

use super::ApiError;
use crate::Code;
use ansu_complaint::Field;
use ansu_store::StoreError;
use std::io::ErrorKind;

impl From<&StoreError> for ApiError {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::InUse { path } => {
                ApiError::plain(Code::FolderInUse).with("path", path.display())
            }
            StoreError::ReadOnly { path } => {
                ApiError::plain(Code::FolderReadOnly).with("path", path.display())
            }
            StoreError::DiskFull => ApiError::plain(Code::DiskFull),
            StoreError::Damaged { path, detail } => ApiError::plain(Code::Damaged)
                .with("path", path.display())
                .with("detail", detail),
            StoreError::Newer { path, found, known } => ApiError::plain(Code::NewerFile)
                .with("path", path.display())
                .with("found", found)
                .with("known", known),
            StoreError::NotOurs { path } => {
                ApiError::plain(Code::NotOurs).with("path", path.display())
            }
            StoreError::KeyUnsupported => ApiError::plain(Code::KeyUnsupported),
            StoreError::NotABackup => ApiError::plain(Code::NotABackup),
            StoreError::NewerBackup => ApiError::plain(Code::NewerBackup),
            StoreError::BackupExists => ApiError::plain(Code::BackupExists),
            StoreError::RestoreOwed(why) => ApiError::from(&**why).behind(Code::RestoreOwed),
            StoreError::TracesOwed(why) => ApiError::from(&**why).behind(Code::TracesOwed),
            StoreError::UpgradeNotKept(why) => ApiError::from(&**why).behind(Code::UpgradeNotKept),
            StoreError::Cancelled => ApiError::plain(Code::Cancelled),
            StoreError::WrongSecret => ApiError::plain(Code::WrongPassword),
            StoreError::NotARecoveryCode => ApiError::plain(Code::NotARecoveryCode),
            StoreError::Stale { actual } => ApiError::plain(Code::Stale).with("actual", actual),
            StoreError::LibraryStale { actual } => {
                ApiError::plain(Code::LibraryStale).with("actual", actual)
            }
            StoreError::HallRuleStale { actual } => {
                ApiError::plain(Code::HallRuleStale).with("actual", actual)
            }
            StoreError::NoHall => ApiError::plain(Code::HallMissing),
            StoreError::HallFixed => {
                ApiError::plain(Code::HallFixed).with_name("field", &Field::HallCode)
            }
            StoreError::DraftTooLarge { size, limit } => ApiError::plain(Code::DraftTooLarge)
                .with("size", size)
                .with("limit", limit),
            StoreError::NotJson => ApiError::plain(Code::BadRequest).with("detail", error),
            StoreError::EvidenceLost => ApiError::plain(Code::EvidenceLost),
            StoreError::Busy => ApiError::plain(Code::FileBusy),
            // The place named as a data folder is a file, or lies under one.
            StoreError::Io { path, source }
                if matches!(
                    source.kind(),
                    ErrorKind::NotADirectory | ErrorKind::AlreadyExists
                ) =>
            {
                ApiError::plain(Code::NotOurs).with("path", path.display())
            }
            StoreError::PlaceGone { path } => {
                ApiError::plain(Code::PlaceGone).with("path", path.display())
            }
            StoreError::Io { path, source } => ApiError::plain(Code::DiskFailed)
                .with("path", path.display())
                .with("detail", source),
            StoreError::Inconsistent { .. }
            | StoreError::Unreadable { .. }
            | StoreError::NoRandomness
            | StoreError::Sql(_) => ApiError::plain(Code::Internal).with("detail", error),
        }
    }
}
