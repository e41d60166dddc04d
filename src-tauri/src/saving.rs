//! Files that are meant to leave the program: slips, copies, sheets.

use ansu_desk::{ApiError, Code};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes beside the place and renames, so that a full disk never leaves half a file; on disk when it returns. Says where.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
    let path = folder.join(name);
    let part = folder.join(format!("{name}.part"));
    let written = fs::create_dir_all(folder)
        .and_then(|()| File::create(&part))
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, &path));
    match written {
        Ok(()) => Ok(path),
        Err(error) => {
            // What is left of it helps nobody; the error that counts is the first one.
            let _ = fs::remove_file(&part);
            Err(ApiError::plain(Code::WriteFailed)
                .with("path", path.display())
                .with("detail", error))
        }
    }
}
