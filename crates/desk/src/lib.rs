//! Use cases: what a shell may ask of the program.
//!
//! [`Desk`] is the only door. Every change of a ticket goes through [`Desk::perform`] or [`Desk::register`]; reads never write. Time and
//! identities come from one [`Context`], so that every rule and every story runs on a clock that the caller holds.

mod accounts;
mod approvals;
mod audit;
mod authority;
mod authorize;
mod backup;
mod check;
mod coaching;
mod code;
mod confirming;
mod contacts;
mod context;
mod demo;
mod drafts;
mod entrance;
mod error;
mod evidence;
mod follow_ups;
mod guidance;
mod hall;
mod in_person;
mod incidents;
mod library;
mod library_file;
mod papers;
mod perform;
mod personal;
mod practice;
mod promises;
mod queue;
mod reminding;
mod restore;
mod retention;
mod schema;
mod second_place;
mod similar;
mod slip;
mod slots;
mod story;
mod ticket;
mod timing;
mod units;
mod unregistered;

pub use accounts::{IssuedPassword, PASSWORD_LEAST, PASSWORD_MOST, PasswordFault, new_password};
pub use ansu_coach::{
    AdviceView, ClaimView, Claimed, Figures, Followed, Item, ItemKind, Language, Pinned,
    PracticeAnswer, PracticeEntry, PracticeTalk, Promised, RuleView, SlotName, Suggestion, Warning,
};
pub use ansu_complaint as complaint;
pub use ansu_store::{BackupJob, EVIDENCE_MAX, Manifest, Stage};
pub use ansu_store::{CheckReport, Cost, RecoveryCode};
pub use approvals::{ApprovalsView, DecisionAbove, WaitingCard, WaitingRemedy, Wanted};
pub use audit::{
    Act, AuditFaultKind, AuditFaultView, AuditLineView, AuditPage, AuditRequest, AuditVerdict, Way,
};
pub use authority::AuthorityView;
pub use authorize::{Grant, Operation, Row, permissions_page};
pub use backup::{BackupView, Made, Proven, backups, stage_name};
pub use check::{Fault, Health};
pub use coaching::{Caller, Coaching, OfferIdea, Telling};
pub use code::Code;
pub use contacts::{ContactView, Earlier, EarlierPromise, EarlierTicket, Standing};
pub use context::{Context, HeldContext, Narrated, SystemContext, TodayContext, is_plausible};
pub use demo::{DEMO_STAFF, DemoPlan, ensure_demonstration};
pub use drafts::Unfinished;
pub use entrance::{Entrance, Founded};
pub use error::{ApiError, CharacterAt, DeskError};
pub use evidence::{EvidencePreview, EvidenceView, look_over_evidence};
pub use follow_ups::{
    FollowUpKey, FollowUpLine, FollowUpList, FollowUpRequest, FollowUpTab, FollowUpTallies,
};
pub use guidance::CoachAhead;
pub use hall::{FoundHall, HallView, Preferences, StaffView, Start, TextSize, Theme};
pub use incidents::{
    DealtTicket, IncidentDeed, IncidentLine, IncidentTicket, IncidentView, StatementView,
};
pub use library::{
    Change, DiffLine, FoundPlaybook, Heard, ItemRef, ItemView, LibraryEntry, LookedOver,
    VersionView,
};
pub use library_file::{ImportPreview, check_library, check_wording, shipped_library};
pub use papers::{PaperKind, PaperRequest, PaperView};
pub use perform::{Outcome, Perform, Undo};
pub use personal::{
    Person, PersonContact, PersonDraft, PersonExport, PersonFile, PersonLine, PersonRepresented,
    PersonTicket,
};
pub use promises::{
    PromiseKey, PromiseLedger, PromiseLine, PromiseOwner, PromiseRequest, PromiseTab,
    PromiseTallies,
};
pub use queue::{DueView, Lane, Line, QueueRequest, QueueView, Tally};
pub use reminding::{ReminderView, RemindersView};
pub use restore::{LiveData, Opener, Present, RestorePreview, Restored};
pub use retention::{Ground, KEPT_MONTHS, Kept, Plea, Review, ReviewLine};
pub use schema::story_schema;
pub use second_place::{MarkedPlace, SecondPlaceView};
pub use similar::SimilarView;
pub use slip::{SlipRequestView, SlipView};
pub use story::{StoryError, StoryLine, StoryReport, check_story};
pub use ticket::{DeadlineView, LogLine, Permission, StepGate, TicketRef, TicketView};
pub use timing::TimingView;
pub use unregistered::UNREGISTERED_DAYS;
pub use uuid::Uuid;

use ansu_complaint::{Staff, StaffId};
use ansu_store::Store;

/// A person at work. Whoever holds it has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    staff: Staff,
    provisional: bool,
    losses: Vec<AuditLineView>,
}

impl Session {
    pub(crate) fn of(staff: Staff, provisional: bool) -> Self {
        Self {
            staff,
            provisional,
            losses: Vec::new(),
        }
    }

    /// What this person is to be told of losses that were found since they were last let in, the last one first: work that was
    /// acknowledged and is not there any more. Told once, and in the trail for good.
    #[must_use]
    pub fn losses(&self) -> &[AuditLineView] {
        &self.losses
    }

    pub(crate) fn with_losses(self, losses: Vec<AuditLineView>) -> Self {
        Self { losses, ..self }
    }

    /// Who is at work.
    #[must_use]
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    /// The password was made by somebody else and has to be changed before anything else.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }
}

/// The counter's desk over its data folder, opened through an [`Entrance`].
pub struct Desk<C: Context> {
    store: Store,
    context: C,
    keys: accounts::Keys,
    coach: guidance::KeptCoach,
    /// Who has looked at what since the desk was opened.
    seen: Vec<(StaffId, Act, String)>,
}

impl<C: Context> Desk<C> {
    /// The clock and the source of identities.
    #[must_use]
    pub fn context(&self) -> &C {
        &self.context
    }
}
