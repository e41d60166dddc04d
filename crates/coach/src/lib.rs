//! What to say and what to ask: wordings with slots for each of the six steps, reminders, checklists per category, and the read-back
//! sentence (domain §5–§8).
//!
//! Pure: no I/O, no clock. The content is data (`data/*.json`), read and checked by [`Coach::new`], so that a hall's own playbooks can
//! take the place of the shipped ones. Managers' versions and unified statements come in by the same door.

mod checklist;
mod coach;
mod language;
mod read_back;
mod reminder;
mod scope;
mod slot;
mod spoken;
mod suggest;
mod time;
mod wording;

pub use coach::{Coach, Content, ContentError};
pub use language::Language;
pub use read_back::read_back;
pub use reminder::Reminders;
pub use slot::{SlotName, Slots};
pub use suggest::{Part, Situation, Suggestion};
