//! Use cases: what a shell may ask of the program.
//!
//! [`Desk`] is the only door. Every change of a ticket goes through [`Desk::perform`] or [`Desk::register`]; reads never write. Time and
//! identities come from one [`Context`], so that every rule and every story runs on a clock that the caller holds.

mod check;
mod coaching;
mod code;
mod context;
mod demo;
mod error;
mod hall;
mod perform;
mod queue;
mod schema;
mod slip;
mod story;
mod ticket;

pub use ansu_coach::Language;
pub use ansu_complaint as complaint;
pub use ansu_store::{CheckReport, Key};
pub use check::{Fault, Health};
pub use coaching::Coaching;
pub use code::Code;
pub use context::{Context, HeldContext, SystemContext, is_plausible};
pub use demo::{DEMO_STAFF, DemoPlan, ensure_demonstration};
pub use error::{ApiError, CharacterAt, DeskError};
pub use hall::{FoundHall, HallView, Preferences, StaffView, Start, TextSize, Theme};
pub use perform::{Outcome, Perform, Undo};
pub use queue::{DueView, Lane, Line, QueueRequest, QueueView, Tally};
pub use schema::story_schema;
pub use slip::{SlipRequestView, SlipView};
pub use story::{StoryError, StoryLine, StoryReport};
pub use ticket::{DeadlineView, LogLine, Permission, StepGate, TicketRef, TicketView};

use ansu_complaint::{Authority, Staff};
use ansu_store::Store;
use std::path::Path;

/// A person at work. Whoever holds it has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    staff: Staff,
}

impl Session {
    /// Who is at work.
    #[must_use]
    pub fn staff(&self) -> &Staff {
        &self.staff
    }
}

/// The counter's desk over its data folder.
pub struct Desk<C: Context> {
    store: Store,
    context: C,
    authority: Authority,
}

impl<C: Context> Desk<C> {
    /// Opens the data folder, creating it if it is not there.
    ///
    /// # Errors
    /// The folder is in use, damaged, newer than this program, read-only, or the disk is full.
    pub fn open(folder: &Path, key: &Key, context: C) -> Result<Self, DeskError> {
        let store = Store::open(folder, key, context.now())?;
        Ok(Self {
            store,
            context,
            authority: Authority::default(),
        })
    }

    /// The hall's table of who may grant what.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The clock and the source of identities.
    #[must_use]
    pub fn context(&self) -> &C {
        &self.context
    }
}
