//! placeholder during construction
use crate::error::StoreError;
pub(crate) fn rebuild(_tx: &rusqlite::Connection) -> Result<(), StoreError> { Ok(()) }
