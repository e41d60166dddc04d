//! What a person does to a ticket: the same schema for the window, story files and later for exchange.

use crate::{
    Admission, Attribution, Channel, Check, DemandAnswer, Emotion, EvidenceFile, Facts, Grade,
    IncidentId, Informing, IntakeForm, Level, Manner, Means, Moment, Money, OfferNo, OfferTerms,
    Opinion, Party, PromiseNo, StaffId, Step, TicketNumber, WaitingOver, WorkOrderNo,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? })*) => {
        /// Something a person wants to do to a ticket. `do` names it.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema)]
        #[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
        pub enum Action {
            $($(#[$doc])* $name { $($(#[$field_meta])* $field: $type),* },)*
        }

        /// The kind of an [`Action`], for the list of what is allowed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each kind is documented at the action of the same name")]
        pub enum ActionKind { $($name,)* }

        impl ActionKind {
            /// Every kind, in the order of the steps.
            pub const ALL: &[ActionKind] = &[$(ActionKind::$name,)*];
        }

        impl Action {
            /// The action's kind.
            #[must_use]
            pub const fn kind(&self) -> ActionKind {
                match self { $(Action::$name { .. } => ActionKind::$name,)* }
            }
        }
    };
}

actions! {
    /// Register a complaint: begins a ticket.
    Register {
        /// The form.
        form: IntakeForm,
    }
    /// Correct the head of the record.
    AmendIntake {
        /// The form, whole.
        form: IntakeForm,
    }
    /// Step 1: what the customer says, and how they feel.
    RecordStatement {
        /// In the customer's own words.
        statement: String,
        /// Words they repeat.
        #[serde(default)]
        key_words: Vec<String>,
        /// The feeling.
        emotion: Emotion,
        /// Its strength, 1 to 5.
        strength: u8,
    }
    /// Step 2: the apology as spoken.
    Apologize {
        /// What was said.
        wording: String,
        /// The playbook wording it came from.
        #[serde(default)]
        source: Option<String>,
    }
    /// Step 3: the facts as known now.
    RecordFacts {
        /// All six.
        facts: Facts,
    }
    /// Step 3: a question and its finding.
    RecordCheck {
        /// Replaces a check with the same question.
        check: Check,
    }
    /// Step 3: take a check off the list.
    RemoveCheck {
        /// Its question.
        question: String,
    }
    /// Step 3: put a file to the ticket that shows what was found. It has been brought to the store before.
    AttachEvidence {
        /// The file as the store gave it back.
        file: EvidenceFile,
        /// The question of the check that it bears out; none = the whole matter.
        #[serde(default)]
        shows: Option<String>,
    }
    /// Step 3: say which check a file on the ticket bears out.
    RelateEvidence {
        /// Which file.
        file: Uuid,
        /// The question of the check; none = the whole matter.
        #[serde(default)]
        shows: Option<String>,
    }
    /// Say which file on the ticket is the letter of authorisation, signed.
    MarkAuthorisation {
        /// Which; none = it is not there.
        file: Option<Uuid>,
    }
    /// Step 3: take a file off the ticket. The store keeps it for a while, so that this can be taken back.
    RemoveEvidence {
        /// Which.
        file: Uuid,
    }
    /// Step 3: cause and liability.
    Attribute {
        /// Where the cause lies.
        attribution: Attribution,
    }
    /// Step 3: read back, and confirmed by the customer.
    ConfirmReadBack {
        /// What was read back.
        text: String,
    }
    /// Step 4: put an offer on the table.
    ProposeOffer {
        /// What is offered.
        terms: OfferTerms,
    }
    /// Step 4: change an offer's terms.
    ReviseOffer {
        /// Which.
        offer: OfferNo,
        /// The new terms.
        terms: OfferTerms,
    }
    /// Step 4: take an offer off the table.
    WithdrawOffer {
        /// Which.
        offer: OfferNo,
    }
    /// Step 4: put it back.
    RestoreOffer {
        /// Which.
        offer: OfferNo,
    }
    /// Step 4: ask for approval of an offer above one's authority.
    RequestApproval {
        /// Which.
        offer: OfferNo,
    }
    /// Step 4: approve an offer, as it is or with another amount.
    ApproveOffer {
        /// Which.
        offer: OfferNo,
        /// The amount in place of the one that was asked for.
        #[serde(default)]
        amount: Option<Money>,
        /// What will be done, where its wording names the amount.
        #[serde(default)]
        action: Option<String>,
    }
    /// Step 4: send an offer back.
    ReturnOffer {
        /// Which.
        offer: OfferNo,
        /// Why.
        reason: String,
    }
    /// Step 4: say why only one offer is lawful.
    JustifySingleOffer {
        /// The reason.
        reason: String,
    }
    /// Step 5: the customer chooses.
    ChooseOffer {
        /// Which.
        offer: OfferNo,
    }
    /// Step 5: take the choice back.
    TakeBackChoice {}
    /// Step 5: "what would you like us to do?"
    RecordDemand {
        /// In the customer's words.
        text: String,
        /// Amount claimed.
        #[serde(default)]
        amount: Option<Money>,
        /// What the customer bases it on.
        #[serde(default)]
        basis: String,
    }
    /// Step 5: answer the demand.
    AnswerDemand {
        /// How.
        answer: DemandAnswer,
    }
    /// Hand the matter up a level.
    Escalate {
        /// To which.
        level: Level,
        /// Why.
        reason: String,
        /// What has been done.
        #[serde(default)]
        done: String,
        /// What is asked.
        asked: String,
        /// By when.
        due: Moment,
        /// The customer knows who has it now, and by when they hear.
        #[serde(default)]
        told: bool,
    }
    /// The customer was told that the matter went up, and by when they hear.
    TellOfEscalation {}
    /// Accept what was handed up.
    AcceptEscalation {}
    /// Enter the decision of the level above.
    DecideEscalation {
        /// The decision.
        decision: String,
    }
    /// Send back what was handed up.
    ReturnEscalation {
        /// Why.
        reason: String,
    }
    /// The same matter came in from above, from an authority or in public: it is dealt with here.
    LinkReferral {
        /// By which channel.
        channel: Channel,
        /// The number under which whoever sent it has it.
        #[serde(default)]
        reference: String,
        /// What it asks.
        asked: String,
        /// By when.
        due: Moment,
    }
    /// It was answered to whoever sent it.
    AnswerReferral {
        /// Which.
        referral: u16,
        /// The answer.
        text: String,
    }
    /// Give the final written reply, with the customer's further channels.
    GiveFinalReply {
        /// The reply.
        text: String,
    }
    /// Promise something.
    MakePromise {
        /// What.
        text: String,
        /// Who keeps it.
        owner: String,
        /// By when.
        due: Moment,
    }
    /// A promise was kept.
    KeepPromise {
        /// Which.
        promise: PromiseNo,
        /// How it turned out.
        #[serde(default)]
        note: String,
    }
    /// A promise was not kept.
    BreakPromise {
        /// Which.
        promise: PromiseNo,
        /// Why.
        reason: String,
    }
    /// Take a promise back, with the customer's knowledge.
    WithdrawPromise {
        /// Which.
        promise: PromiseNo,
        /// Why.
        reason: String,
    }
    /// Open a promise again that was marked by mistake.
    ReopenPromise {
        /// Which.
        promise: PromiseNo,
    }
    /// Step 6: a call-back, reached or not.
    CallBack {
        /// The customer's answer; none = not reached.
        #[serde(default)]
        opinion: Option<Opinion>,
        /// The feeling now.
        #[serde(default)]
        emotion: Option<Emotion>,
        /// What was said besides.
        #[serde(default)]
        note: String,
        /// When the next attempt is made, where nobody was reached.
        #[serde(default)]
        next: Option<Moment>,
    }
    /// Step 6: take a call-back back that was noted by mistake.
    TakeBackCall {}
    /// The customer agrees to wait for something that is not there.
    AgreeToWait {
        /// What.
        what: String,
        /// Days between two contacts.
        every: u16,
        /// The first contact.
        next: Moment,
        /// Until when at the latest.
        until: Moment,
        /// Who contacts the customer.
        contact: String,
    }
    /// A contact while waiting, made or tried.
    ContactWaiting {
        /// The customer was reached.
        reached: bool,
        /// What was said.
        #[serde(default)]
        note: String,
        /// The next contact; none = after the agreed interval, or the next day where nobody was reached.
        #[serde(default)]
        next: Option<Moment>,
    }
    /// Waiting is over.
    EndWaiting {
        /// Why.
        why: WaitingOver,
        /// What else there is to say.
        #[serde(default)]
        note: String,
    }
    /// It was ended by mistake: the customer waits on.
    WaitOn {}
    /// The customer's opinion at the counter.
    RecordOpinion {
        /// Solved? Satisfied?
        opinion: Opinion,
        /// The feeling now.
        #[serde(default)]
        emotion: Option<Emotion>,
    }
    /// Sign the slip, or record why not.
    Sign {
        /// Who.
        party: Party,
        /// How, or why not.
        signature: Manner,
    }
    /// Record that a slip was printed or saved.
    PrintSlip {
        /// The fingerprint in its footer.
        fingerprint: String,
    }
    /// Leave the step for the next one.
    Advance {
        /// A written reason overrides a gate that is not met.
        #[serde(default)]
        override_reason: Option<String>,
    }
    /// Go back to an earlier step.
    GoBack {
        /// Which.
        to: Step,
    }
    /// Begin another round of proposing.
    OpenRound {
        /// Why the last one did not settle it.
        reason: String,
    }
    /// Any step: a wording of a playbook was said to the customer.
    UseWording {
        /// What was said, slots filled.
        wording: String,
        /// Playbook and wording, `broadband_cuts_out/feel`.
        source: String,
    }
    /// Say how much the case asks for: the answer may take longer.
    GradeCase {
        /// How much.
        grade: Grade,
        /// Why.
        reason: String,
    }
    /// The customer is waited for: the hall's clocks stand still.
    PauseClock {
        /// Until when at the latest; then they run on by themselves.
        until: Moment,
        /// What is waited for.
        reason: String,
    }
    /// What was waited for is there: they run on.
    ResumeClock {}
    /// Ask for more time for the answer.
    RequestExtension {
        /// How much, in hours of the answer's clock.
        hours: u16,
        /// Why.
        reason: String,
    }
    /// Give the time that was asked for.
    GrantExtension {}
    /// Don't give it.
    RefuseExtension {
        /// Why.
        reason: String,
    }
    /// Ask a unit for something: a work order.
    SendWorkOrder {
        /// Which unit.
        unit: String,
        /// What it is asked.
        asked: String,
        /// By when.
        due: Moment,
    }
    /// Remind the unit, twice at most.
    RemindUnit {
        /// Of which order.
        order: WorkOrderNo,
        /// How.
        means: Means,
    }
    /// Enter the unit's reply. It ends the order, and nothing else.
    EnterReply {
        /// To which order.
        order: WorkOrderNo,
        /// The reply.
        text: String,
        /// Whether the unit admits liability.
        #[serde(default)]
        admission: Admission,
    }
    /// The reply is not enough: ask again.
    ReturnReply {
        /// Of which order.
        order: WorkOrderNo,
        /// What it lacks.
        reason: String,
        /// By when now.
        due: Moment,
    }
    /// What was asked is not needed any more. Whoever sent it needs no reason within ten minutes.
    WithdrawWorkOrder {
        /// Which.
        order: WorkOrderNo,
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    }
    /// The last entry on an order was a mistake: within ten minutes, by whoever made it.
    TakeBackOrderStep {
        /// Of which order.
        order: WorkOrderNo,
    }
    /// The ticket belongs to an incident.
    JoinIncident {
        /// Which.
        incident: IncidentId,
    }
    /// It does not.
    LeaveIncident {}
    /// Whether the customer was told of the incident and its common remedy.
    TellOfIncident {
        /// What came of it.
        telling: Informing,
    }
    /// Write a note for colleagues.
    AddNote {
        /// The note.
        text: String,
    }
    /// Close the ticket.
    Close {
        /// A written reason stands in for a call-back that could not be made.
        #[serde(default)]
        override_reason: Option<String>,
    }
    /// The customer left; the visit is broken off.
    BreakOff {
        /// What happened.
        reason: String,
    }
    /// The customer withdraws the complaint.
    Withdraw {
        /// Why.
        reason: String,
    }
    /// Merge with another ticket about the same matter.
    Merge {
        /// The ticket that goes on.
        into: TicketNumber,
        /// Why.
        reason: String,
    }
    /// Transfer to another hall.
    Transfer {
        /// Which hall.
        hall: String,
        /// Why.
        reason: String,
    }
    /// Take an ended ticket up again. Within ten minutes the same person needs no reason.
    Reopen {
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    }
    /// Raise the ticket.
    Raise {
        /// Why.
        reason: String,
    }
    /// The customer is here again about the same matter. Takes an ended ticket up again.
    CameBack {
        /// What they say.
        words: String,
    }
    /// It was noted on the wrong ticket: the ticket is as it was before.
    TakeBackVisit {}
    /// Name the earlier ticket that this one follows from.
    Link {
        /// Which; none = it follows from no other.
        to: Option<TicketNumber>,
    }
    /// Give the ticket to a colleague, who goes on where it stopped.
    HandOver {
        /// To whom.
        to: StaffId,
        /// Why.
        #[serde(default)]
        reason: String,
    }
}

impl ActionKind {
    /// Whether it is a manager's decision on what somebody else asked for: what may be taken in person, over the counter of whoever asked
    /// (domain §9).
    #[must_use]
    pub const fn is_managers_decision(self) -> bool {
        matches!(
            self,
            Self::ApproveOffer | Self::ReturnOffer | Self::GrantExtension | Self::RefuseExtension
        )
    }
}
