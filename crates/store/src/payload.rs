//! Events on disk: JSON, with the version of its shape beside it.

use ansu_complaint::{ContactEvent, Event, IncidentEvent};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// Version of the shape that is written now. Older ones stay readable for ever.
pub(crate) const VERSION: u32 = 1;

/// What an event says, by what it is about. The names of the three kinds differ, so that none is taken for the other.
#[derive(Deserialize)]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "most are tickets' and the enum is short-lived"
)]
pub(crate) enum Payload {
    Contact(ContactEvent),
    Incident(IncidentEvent),
    Ticket(Event),
}

/// The JSON of an event, as it is hashed and stored.
pub(crate) fn write(event: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(event).map_err(|_| StoreError::Unreadable { what: "event" })
}

/// Reads an event of a known version. The reason is left out: it would quote the customer.
pub(crate) fn read(version: u32, json: &str) -> Result<Payload, StoreError> {
    match version {
        VERSION => serde_json::from_str(json).map_err(|_| StoreError::Unreadable { what: "event" }),
        _ => Err(StoreError::Unreadable {
            what: "event of a newer version",
        }),
    }
}
