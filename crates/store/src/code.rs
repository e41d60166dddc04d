//! Enums on disk: under the name that they have everywhere else on the wire.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::error::StoreError;

/// The name of a value that is written as a single word.
pub(crate) fn write(value: impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => Ok(name),
        Ok(_) | Err(_) => Err(StoreError::Unreadable { what: "code" }),
    }
}

/// The value that a name stands for.
pub(crate) fn read<T: DeserializeOwned>(name: String) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(name)).map_err(|_| StoreError::Unreadable { what: "code" })
}

/// As [`write()`], with the empty text for none.
pub(crate) fn write_option(value: Option<impl Serialize>) -> Result<String, StoreError> {
    value.map_or_else(|| Ok(String::new()), write)
}

/// As [`read`], with the empty text for none.
pub(crate) fn read_option<T: DeserializeOwned>(name: String) -> Result<Option<T>, StoreError> {
    if name.is_empty() {
        Ok(None)
    } else {
        read(name).map(Some)
    }
}
