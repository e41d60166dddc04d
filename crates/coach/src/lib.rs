//! What to say, what to ask, what to look up: playbooks with slots for each of the six steps, checklists, wording to avoid, rules behind remedies,
//! reminders, and the read-back (domain §5–§9, §13).
//!
//! Pure: no I/O, no clock. The content is a [`Library`]: data that the program ships with (`data/`) and that a hall's managers change. Start at
//! [`Coach`], which answers out of one.

mod advice;
mod checklist;
mod claim;
mod coach;
mod expression;
mod fault;
mod figures;
mod find;
mod fold;
mod formula;
mod item;
mod language;
pub mod library;
mod meaning;
mod needed;
mod pattern;
mod place;
pub mod playbook;
mod practice;
mod promised;
mod rank;
mod read_back;
mod reminder;
mod rewrite;
mod rule;
mod scope;
mod shipped;
mod similar;
mod slot;
mod sound;
mod spoken;
mod statement;
mod suggest;
mod template;
mod time;
mod wording_check;

pub use advice::{AdviceView, BreathingView, CounselView, PostureView};
pub use checklist::{
    CauseGloss, CheckAnswer, CheckQuestion, Checklist, Followed, FollowedAnswer, FollowedCause,
    FollowedQuestion, LikelyCause, QuestionGloss,
};
pub use claim::{ClaimView, Claimed, Multiple, MultipleView, OwedView, claim};
pub use coach::{Asked, Coach, Fitting, Guide};
pub use fault::{BadLibrary, LibraryFault, LibraryFaultCode};
pub use find::{Excerpt, Found};
pub use formula::{Figures, Formula, Input};
pub use item::{Item, ItemKind};
pub use language::{Both, Language};
pub use library::Library;
pub use meaning::{Detail, FactMeaning};
pub use pattern::{Avoid, Extent, Pattern, PatternFile};
pub use place::Whereabouts;
pub use playbook::Playbook;
pub use practice::{
    Mood, OwnWords, PracticeAnswer, PracticeChoice, PracticeEntry, PracticeGate, PracticeGateMark,
    PracticeLapse, PracticeLapseKind, PracticeOutcome, PracticeResult, PracticeTalk, PracticeTurn,
    Quality,
};
pub use promised::{Promised, promised};
pub use rank::{Situation, Uses};
pub use read_back::read_back;
pub use reminder::Reminders;
pub use rewrite::{Brief, Rewrite};
pub use rule::{Rule, RuleView};
pub use scope::Scope;
pub use shipped::shipped;
pub use similar::{Heard, SIMILAR_DAYS, SIMILAR_LEAST, Similar, similar};
pub use slot::{SlotName, Slots};
pub use statement::{Pinned, Statement};
pub use suggest::Suggestion;
pub use template::{Part, Template};
pub use wording_check::{Warning, WordingCheck};
