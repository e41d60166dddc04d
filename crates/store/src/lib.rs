//! The data folder of one counter: event log, read models, drafts.
//!
//! SQL lives in this crate only. The event log is append-only and chained by hash; nothing outside it
//! is a source of truth but drafts, printings, the hall's record and preferences. Every write is one
//! transaction and on disk when the call returns. Order is by position, never by time.

mod chain;
mod connection;
mod documents;
mod drafts;
mod error;
mod folder;
mod hall;
mod key;
mod lock;
mod migrate;
mod moment;
mod rebuild;
mod store;

pub use chain::EventHash;
pub use documents::PrintedDocument;
pub use drafts::{DRAFT_LIMIT, DraftNote};
pub use error::StoreError;
pub use hall::{Hall, StaffRecord};
pub use key::Key;
pub use store::Store;
