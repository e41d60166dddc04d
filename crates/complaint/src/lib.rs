//! The rules of complaint handling at a telecom business hall.
//!
//! Everything here is pure: no I/O, no clock, no randomness. A [`Ticket`] is the fold of its [`Entry`]s;
//! [`decide()`] answers an [`Action`] with the [`Event`]s it causes or with a [`Refusal`] that says why not.
//! Rules cite the field's knowledge as "domain §n" and laws by article.

mod action;
mod agreement;
mod authority;
mod calendar;
mod category;
mod channel;
mod clock;
mod contact;
mod customer;
mod deadline;
mod decide;
mod escalation;
mod event;
mod evidence;
mod facts;
mod field;
mod follow_up;
mod gate;
mod gist;
mod id;
mod incident;
mod intake;
mod money;
mod phone;
mod referral;
mod refusal;
mod reminder;
mod repair;
mod sensitive;
mod signature;
mod staff;
mod step;
mod ticket;
mod timing;
mod undo;
mod waiting;
mod work_order;

pub use action::{Action, ActionKind};
pub use agreement::{
    Approval, Basis, Demand, DemandAnswer, Offer, OfferState, OfferTerms, ROUNDS_MAX, Remedy,
    RemedyKind,
};
pub use authority::{Authority, AuthorityFault, Grantor, Limit, LimitFault};
pub use calendar::{
    Calendar, CalendarFault, Counting, HolidayYear, LEGAL_HOLIDAYS, OpenFrom, SpecialDays,
    TimeOfDay, hall_time,
};
pub use category::{Category, CategoryCode, CategoryGroup, GROUPS, Regulator};
pub use channel::{Channel, Rank};
pub use clock::{EXTENSIONS_MAX, Extension, ExtensionState, Grade, Pause};
pub use contact::{Contact, ContactEvent, ContactForm, ContactKind};
pub use customer::{
    Address, Complainant, CustomerLevel, Emotion, Feeling, Power, Presence, Representative, surname,
};
pub use deadline::{ClockState, Deadline, DeadlineKind, Norm, Standstill};
pub use decide::{Context, decide, decide_all, permissions, permit, register};
pub use escalation::{Escalation, EscalationState, Level};
pub use event::{Entry, Event};
pub use evidence::{Evidence, EvidenceFile, EvidenceKind};
pub use facts::{Attribution, Check, Fact, Facts, Liability, Side};
pub use field::{Field, line};
pub use follow_up::{
    CALLS_ENOUGH, CallBack, ContactDue, ContactWhy, Opinion, Promise, PromiseState, Satisfaction,
    Solved,
};
pub use gate::{Missing, gate};
pub use gist::Gist;
pub use id::{
    BadStaffId, BadTicketNumber, ContactId, EventId, IncidentId, OfferNo, PromiseNo, StaffId,
    TicketId, TicketNumber, WorkOrderNo,
};
pub use incident::{
    CommonRemedy, Dealt, Incident, IncidentAction, IncidentEvent, IncidentForm, Informing,
    LeftIncident, TicketIncident, Where, WhereKind, offer_common, settle, tell_again,
};
pub use intake::{Intake, IntakeForm, RepresentativeForm, Wish};
pub use money::{BadMoney, Money};
pub use phone::{BadPhone, Phone};
pub use referral::{Referral, ReferralAnswer};
pub use refusal::Refusal;
pub use reminder::{Point, Reminder, Watch};
pub use repair::Repair;
pub use sensitive::{Capacity, Noted, Sensitive};
pub use signature::{Ink, InkPoint, Manner, Party, Signature, Unsigned};
pub use staff::{Role, Staff};
pub use step::{Step, StepRecord};
pub use ticket::{Asking, End, EndKind, NextMove, Note, Raised, Ticket, Visit};
pub use timing::{Norms, Term, Timing};
pub use undo::inverse;
pub use waiting::{WAITING_DAYS_MAX, Waiting, WaitingContact, WaitingEnd, WaitingOver};
pub use work_order::{Admission, Means, OrderMove, OrderStep, REMINDERS_MAX, WorkOrder};

/// The moment type of the whole program: UTC; the hall's clock (UTC+8) enters only where people read it.
pub type Moment = chrono::DateTime<chrono::Utc>;
