//! Why an action is not allowed: one variant per reason, so that the shell can say it in the user's language.

use crate::{EndKind, Field, Grantor, Missing, Moment, Money, Power, Step};
use chrono::NaiveDate;

/// A rule's "no", with what is needed to explain it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A field must not be empty.
    #[error("{field:?} must not be empty")]
    Required {
        /// Which.
        field: Field,
    },
    /// A text is longer than its field holds.
    #[error("{field:?} holds {limit} characters, not {length}")]
    TooLong {
        /// Which.
        field: Field,
        /// Characters it holds.
        limit: u32,
        /// Characters given.
        length: u32,
    },
    /// A control character or a mark that hides or reorders text.
    #[error("{field:?} has a hidden character {code_point} at {position}")]
    HiddenCharacter {
        /// Which.
        field: Field,
        /// The character, as `U+202E`.
        code_point: String,
        /// Its place, counted from 1.
        position: u32,
    },
    /// Not a phone number.
    #[error("{field:?} is not a phone number")]
    NotAPhone {
        /// Which.
        field: Field,
    },
    /// Not a category of the catalogue.
    #[error("no such category")]
    UnknownCategory,
    /// A number outside its range.
    #[error("{field:?} is from {least} to {most}")]
    OutOfRange {
        /// Which.
        field: Field,
        /// Least.
        least: u16,
        /// Most.
        most: u16,
    },
    /// An amount that is zero, negative or absurd.
    #[error("an amount is above 0 and at most {}", most.figures())]
    Amount {
        /// The most that is accepted.
        most: Money,
    },
    /// A moment that has not come yet.
    #[error("{field:?} lies in the future")]
    InFuture {
        /// Which.
        field: Field,
    },
    /// A due time that has passed.
    #[error("{field:?} lies in the past")]
    InPast {
        /// Which.
        field: Field,
    },
    /// A due time more than three years away.
    #[error("{field:?} is too far away")]
    TooFar {
        /// Which.
        field: Field,
        /// The last moment that may stand there.
        latest: Moment,
    },
    /// The letter of authorisation does not cover today (民法典 art. 165).
    #[error("the authorisation does not cover today")]
    AuthorisationNotValid,
    /// The signed letter of authorisation was not seen.
    #[error("the letter of authorisation was not seen")]
    AuthorisationNotSeen,
    /// The authorisation has ended since (民法典 art. 165).
    #[error("the authorisation ended on {day}")]
    AuthorisationEnded {
        /// Its last day.
        day: NaiveDate,
    },
    /// The authorisation lies ahead.
    #[error("the authorisation begins on {day}")]
    AuthorisationAhead {
        /// Its first day.
        day: NaiveDate,
    },
    /// The authorisation does not cover it.
    #[error("the authorisation does not cover {power:?}")]
    AuthorisationLacks {
        /// What the representative was about to do.
        power: Power,
    },
    /// The ticket has ended.
    #[error("the ticket has ended: {end:?}")]
    Ended {
        /// How.
        end: EndKind,
    },
    /// The ticket has not ended.
    #[error("the ticket has not ended")]
    NotEnded,
    /// The step has not been reached.
    #[error("{needed:?} has not been reached, the ticket is at {now:?}")]
    StepNotReached {
        /// The step that the action belongs to.
        needed: Step,
        /// Where the ticket stands.
        now: Step,
    },
    /// Going back leads to an earlier step.
    #[error("{to:?} is not before {now:?}")]
    NotBack {
        /// Where it was to go.
        to: Step,
        /// Where the ticket stands.
        now: Step,
    },
    /// The step's gate is not met.
    #[error("{step:?} lacks {missing:?}")]
    GateNotMet {
        /// The step.
        step: Step,
        /// What it lacks.
        missing: Vec<Missing>,
    },
    /// There is no step after the last.
    #[error("follow-up is the last step; close the ticket instead")]
    LastStep,
    /// No such offer on this ticket.
    #[error("no offer {offer}")]
    UnknownOffer {
        /// The number asked for.
        offer: u16,
    },
    /// The offer is not on the table in this round.
    #[error("offer {offer} is not open")]
    OfferNotOpen {
        /// Its number.
        offer: u16,
    },
    /// The offer is above the authority of whoever made it and not approved.
    #[error("offer {offer} needs the approval of {from:?}")]
    OfferNotApproved {
        /// Its number.
        offer: u16,
        /// Who may grant it.
        from: Grantor,
    },
    /// The offer needs no approval.
    #[error("offer {offer} needs no approval")]
    NothingToApprove {
        /// Its number.
        offer: u16,
    },
    /// The offer is not worth an amount that could be changed.
    #[error("offer {offer} has no amount")]
    NoAmount {
        /// Its number.
        offer: u16,
    },
    /// Words are worth no amount and last no months.
    #[error("a remedy of this kind has no amount and no months")]
    NoWorth,
    /// More than anybody at the hall may grant: it is handed over (domain §9, §11).
    #[error("this is above the hall")]
    AboveTheHall,
    /// The person's role does not cover it.
    #[error("this needs {from:?}")]
    NotAuthorised {
        /// Who may.
        from: Grantor,
    },
    /// Nobody approves an own request.
    #[error("nobody approves an own request")]
    OwnRequest,
    /// The role only reads.
    #[error("this role only reads")]
    ReadsOnly,
    /// No such promise on this ticket.
    #[error("no promise {promise}")]
    UnknownPromise {
        /// The number asked for.
        promise: u16,
    },
    /// The promise is not open.
    #[error("promise {promise} is not open")]
    PromiseNotOpen {
        /// Its number.
        promise: u16,
    },
    /// The promise is open.
    #[error("promise {promise} is open")]
    PromiseOpen {
        /// Its number.
        promise: u16,
    },
    /// What was entered about a promise is taken back by whoever entered it, within ten minutes.
    #[error("what is entered about promise {promise} stays")]
    PromiseStays {
        /// Its number.
        promise: u16,
    },
    /// A ticket is not closed with an open promise (domain §12).
    #[error("{count} promises are open")]
    OpenPromises {
        /// How many.
        count: u16,
    },
    /// A ticket does not end while what came in from above is unanswered.
    #[error("{count} referrals are unanswered")]
    OpenReferrals {
        /// How many.
        count: u16,
    },
    /// The customer waits already.
    #[error("the customer waits already")]
    WaitingOpen,
    /// No customer waits.
    #[error("nobody waits")]
    NoWaiting,
    /// The last call-back is taken back by whoever noted it, within ten minutes.
    #[error("the call-back stays on the record")]
    CallStays,
    /// No such work order on this ticket.
    #[error("no work order {order}")]
    UnknownWorkOrder {
        /// The number asked for.
        order: u16,
    },
    /// The work order was answered or withdrawn.
    #[error("work order {order} is not open")]
    WorkOrderNotOpen {
        /// Its number.
        order: u16,
    },
    /// There is no reply that could be sent back.
    #[error("work order {order} has no reply")]
    NothingReplied {
        /// Its number.
        order: u16,
    },
    /// A unit is reminded twice at most (domain §10).
    #[error("no more than {most} reminders")]
    RemindersUsedUp {
        /// The most.
        most: u16,
    },
    /// What is entered on an order is taken back by whoever entered it, within ten minutes.
    #[error("what is entered on work order {order} stays")]
    OrderStays {
        /// Its number.
        order: u16,
    },
    /// A ticket does not end while a unit is still asked (domain §12).
    #[error("{count} work orders are open")]
    OpenWorkOrders {
        /// How many.
        count: u16,
    },
    /// The ticket belongs to no incident, or to another one.
    #[error("the ticket does not belong to the incident")]
    NotOfIncident,
    /// The ticket belongs to another incident.
    #[error("the ticket belongs to another incident")]
    OfOtherIncident,
    /// The cause is not over.
    #[error("the incident goes on")]
    IncidentGoesOn,
    /// The cause is over.
    #[error("the incident is over")]
    IncidentOver,
    /// There is no common remedy, or none that waits for approval.
    #[error("there is no common remedy")]
    NoCommonRemedy,
    /// The common remedy is not approved.
    #[error("the common remedy needs the approval of {from:?}")]
    RemedyNotApproved {
        /// Who may grant it.
        from: Grantor,
    },
    /// The customer was not told.
    #[error("the customer was not told")]
    NotTold,
    /// The customer was told before the cause was over, or of another remedy.
    #[error("the customer was told too early, or of another remedy")]
    ToldEarlier,
    /// Another common remedy stands than the one of which the customer is said to have been told.
    #[error("the common remedy is another one by now")]
    OtherRemedy,
    /// Something else was agreed with the customer.
    #[error("something else was agreed")]
    AgreedOtherwise,
    /// The ticket is not about a fault.
    #[error("the ticket is not about a fault")]
    NoFault,
    /// No repair stands on the record.
    #[error("no repair stands on the record")]
    NotRepaired,
    /// The hall's clocks stand still already.
    #[error("the clocks stand still already")]
    ClockPaused,
    /// The hall's clocks run.
    #[error("the clocks run")]
    ClockRuns,
    /// More time is asked for and not decided.
    #[error("an extension is waiting for its decision")]
    ExtensionOpen,
    /// The customer has the answer: more time makes nothing punctual afterwards.
    #[error("the customer has been answered")]
    AnsweredAlready,
    /// No extension is asked for.
    #[error("no extension is asked for")]
    NoExtension,
    /// The extensions are used up (domain §10).
    #[error("no more than {most} extensions")]
    ExtensionsUsedUp {
        /// The most.
        most: u16,
    },
    /// No offer has been chosen.
    #[error("no offer has been chosen")]
    NothingChosen,
    /// No demand has been recorded in this round.
    #[error("no demand has been recorded")]
    NoDemand,
    /// No such escalation is waiting.
    #[error("no escalation is waiting")]
    NoEscalation,
    /// The channel is one of the hall's own: what comes by it is the customer coming back.
    #[error("the channel is not above the hall's own")]
    NotFromAbove,
    /// No such referral waits for an answer.
    #[error("no referral is waiting for an answer")]
    NoReferral,
    /// The customer knows already that the matter went up.
    #[error("the customer has been told already")]
    ToldAlready,
    /// A matter goes up, not to one's own level or below.
    #[error("the level is not above one's own")]
    LevelNotAbove,
    /// A matter is still with a level above.
    #[error("the matter is still with a level above")]
    EscalationOpen,
    /// The rounds are used up; the matter goes up a level.
    #[error("no more than {most} rounds")]
    RoundsUsedUp {
        /// The most.
        most: u16,
    },
    /// Signing on the screen needs the signer's consent (电子签名法 art. 3).
    #[error("signing on the screen needs consent")]
    ConsentNeeded,
    /// The strokes are empty, outside the box or too many.
    #[error("the strokes are not a signature")]
    NotASignature,
    /// There is nothing agreed to sign yet.
    #[error("there is nothing agreed to sign yet")]
    NothingToSign,
    /// A ticket is not merged into itself.
    #[error("a ticket is not merged into itself")]
    MergeIntoItself,
    /// A ticket does not follow from itself.
    #[error("a ticket does not follow from itself")]
    LinkToItself,
    /// The last thing on the record is not that the customer came back.
    #[error("nothing says last that the customer came back")]
    NoVisit,
    /// The visit was reported to the managers already.
    #[error("the managers have been told already")]
    SensitiveReported,
    /// Nothing was reported that a manager has still to take note of, or that could be taken back.
    #[error("nothing was reported to the managers")]
    NoSensitive,
    /// The ticket is with that person already.
    #[error("the ticket is with that person already")]
    HeldAlready,
    /// A contact is taken back by whoever noted it, within ten minutes, once.
    #[error("the contact stays on the record")]
    ContactStays,
    /// No such check on this ticket.
    #[error("no such check")]
    UnknownCheck,
    /// No such file on the ticket or in the store, or it is on the ticket already.
    #[error("no such file")]
    UnknownEvidence,
    /// A ticket holds at most this many of a kind.
    #[error("a ticket holds at most {most} of these")]
    TooMany {
        /// The most.
        most: u16,
    },
    /// A ticket is registered once.
    #[error("the ticket is registered already")]
    AlreadyRegistered,
}
