//! The data folder of one counter: event log, read models, drafts.
//!
//! SQL lives in this crate only. The event log is append-only and chained by hash; nothing outside it
//! is a source of truth but drafts, printings, the audit trail, the hall's record and preferences. Every write is one
//! transaction and on disk when the call returns. Order is by position, never by time.

mod anchor;
mod audit;
mod backup;
mod chain;
mod check;
mod clocks;
mod code;
mod commit;
mod connection;
mod contacts;
mod disposal;
mod documents;
mod drafts;
mod error;
mod event_log;
mod evidence;
mod folder;
mod follow_ups;
mod hall;
mod hall_rule;
mod history;
mod incidents;
mod key;
mod keys;
mod library;
mod lists;
mod lock;
mod loss;
mod mark;
mod migrate;
mod moment;
mod numbers;
mod opening;
mod payload;
mod preferences;
mod promises;
mod queue;
mod read_model;
mod rebuild;
mod rekey;
mod reminding;
mod search;
mod store;
mod units;
mod vault;

pub use anchor::{Anchor, Chain, Ends};
pub use audit::{AuditFault, AuditFilter, AuditLine, AuditNote, AuditReport};
pub use backup::{
    Backup, BackupJob, EvidenceFound, Extent, Kept, Manifest, Progress, Stage, backups,
    finish_restore, is_on_the_same_disk, is_place, mark_place, own_backups, restore, superfluous,
    thin,
};
pub use chain::EventHash;
pub use check::{CheckReport, Derived, Finding};
pub use commit::{Commit, Receipt};
pub use contacts::ContactCommit;
pub use disposal::Disposal;
pub use documents::PrintedDocument;
pub use drafts::{DRAFT_LIMIT, Draft, DraftNote};
pub use error::StoreError;
pub use event_log::StoredEvent;
pub use evidence::{Brought, EVIDENCE_MAX};
pub use follow_ups::{FollowUpCounts, FollowUpDays, FollowUpEntry, FollowUpRow, FollowUpSpan};
pub use hall::{Hall, StaffRecord};
pub use hall_rule::{HallRule, HallRuleVersion};
pub use incidents::IncidentCommit;
pub use key::Key;
pub use library::{LibraryChange, LibraryKey, LibraryVersion};
pub use lists::{QueueCounts, QueueFilter, RunningClock};
pub use loss::{CUT_BACK, MARK_LOST};
#[cfg(any(test, feature = "later"))]
pub use migrate::later::later;
pub use opening::Opening;
pub use preferences::{preferences, put_preferences, put_second_place, second_place};
pub use promises::{PromiseCounts, PromiseDays, PromiseEntry, PromiseRow, PromiseSpan};
pub use queue::{DueNext, QueueRow};
pub use store::Store;
pub use vault::{
    Attempts, Begun, Cost, Holder, KeyFile, MasterKey, OpenVault, Plate, RecoveryCode, Secret,
    Standing, Vault,
};
