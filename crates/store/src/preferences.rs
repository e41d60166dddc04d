//! What a counter prefers: language, theme, printer; and the second place of its backups. Both stand in plain files beside the database: they
//! belong to the computer and not to the hall's data, are needed when nobody is signed in, and say nothing about anybody.

use std::path::Path;

use crate::error::StoreError;
use crate::folder;

const PREFERENCES_FILE: &str = "ansu.preferences";
const SECOND_FILE: &str = "ansu.second";
const SIZE_MAX: u64 = 64 * 1024;

/// The counter's preferences as JSON; none where nothing was chosen yet, or where the file can't be understood.
///
/// # Errors
/// The folder can't be read.
pub fn preferences(folder: &Path) -> Result<Option<String>, StoreError> {
    let bytes = match folder::read_up_to(&folder.join(PREFERENCES_FILE), SIZE_MAX) {
        Err(StoreError::Damaged { .. }) => None,
        read => read?,
    };
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Keeps the counter's preferences in place of the earlier ones.
///
/// # Errors
/// The folder can't be written.
pub fn put_preferences(folder: &Path, json: &str) -> Result<(), StoreError> {
    folder::create(folder)?;
    folder::replace(&folder.join(PREFERENCES_FILE), json.as_bytes())
}

/// What is known of the second place of this counter's backups, read by `understand`; none where none was chosen.
///
/// # Errors
/// The folder can't be read; [`StoreError::Damaged`] where the file can't be understood.
pub fn second_place<T>(
    folder: &Path,
    understand: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let path = folder.join(SECOND_FILE);
    let Some(bytes) = folder::read_up_to(&path, SIZE_MAX)? else {
        return Ok(None);
    };
    let known = understand(&bytes);
    let damaged = || StoreError::damaged(&path, "it does not say what the second place is");
    known.ok_or_else(damaged).map(Some)
}

/// Keeps what is known of the second place, or forgets it.
///
/// # Errors
/// The folder can't be written.
pub fn put_second_place(folder: &Path, json: Option<&str>) -> Result<(), StoreError> {
    let path = folder.join(SECOND_FILE);
    match json {
        Some(json) => folder::replace(&path, json.as_bytes()),
        None => folder::remove_for_good(&path),
    }
}
