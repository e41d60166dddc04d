//! Events on disk: JSON, with the version of its shape beside it.

use ansu_complaint::Event;

use crate::error::StoreError;

/// Version of the shape that is written now. Older ones stay readable for ever.
pub(crate) const VERSION: u32 = 1;

/// The JSON of an event, as it is hashed and stored.
pub(crate) fn write(event: &Event) -> Result<String, StoreError> {
    serde_json::to_string(event).map_err(|_| StoreError::Unreadable { what: "event" })
}

/// Reads an event of a known version. The reason is left out: it would quote the customer.
pub(crate) fn read(version: u32, json: &str) -> Result<Event, StoreError> {
    match version {
        VERSION => serde_json::from_str(json).map_err(|_| StoreError::Unreadable { what: "event" }),
        _ => Err(StoreError::Unreadable {
            what: "event of a newer version",
        }),
    }
}
