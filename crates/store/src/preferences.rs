//! What a counter prefers: language, theme, printer. It stands in a plain file beside the database, since it is needed before anybody has
//! signed in, and it says nothing about anybody.

use std::path::Path;

use crate::error::StoreError;
use crate::folder;

const PREFERENCES_FILE: &str = "ansu.preferences";
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
