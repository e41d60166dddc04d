//! What happened to a ticket. Events are facts: they are appended, never changed.

use crate::{
    Approval, Attribution, CallBack, Capacity, Check, Demand, DemandAnswer, Emotion, End,
    Escalation, EvidenceFile, Extension, Facts, Grade, IncidentId, Informing, Intake, Moment,
    Offer, OfferNo, OfferTerms, Opinion, OrderStep, Pause, Promise, Referral, Repair, Signature,
    StaffId, Step, TicketId, TicketIncident, TicketNumber, Waiting, WorkOrder, WorkOrderNo,
};
use serde::{Deserialize, Serialize};

/// One line of a ticket's record: what happened, when, by whose hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Entry {
    /// When, by the clock of the counter that wrote it.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// What.
    pub event: Event,
}

/// Something that happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "event", rename_all = "snake_case")]
#[allow(
    clippy::large_enum_variant,
    reason = "a registration is rare and the enum is short-lived"
)]
pub enum Event {
    /// The complaint was registered.
    Registered {
        /// The ticket's identity.
        id: TicketId,
        /// Its printed number.
        number: TicketNumber,
        /// The head of the record.
        intake: Intake,
        /// Complaints, enquiries and fault reports from the same number in the 30 days before.
        earlier: u16,
    },
    /// The head was corrected.
    IntakeAmended {
        /// The head as it is now.
        intake: Intake,
    },
    /// Step 1: the statement in the customer's own words, and the feeling.
    StatementRecorded {
        /// Never "corrected".
        statement: String,
        /// Words the customer repeats.
        key_words: Vec<String>,
        /// The feeling.
        emotion: Emotion,
        /// Its strength, 1 to 5.
        strength: u8,
    },
    /// Step 2: an apology was spoken.
    Apologized {
        /// What was said.
        wording: String,
        /// The playbook wording it came from, if any.
        source: Option<String>,
    },
    /// Step 3: the facts as they are known now.
    FactsRecorded {
        /// All six.
        facts: Facts,
    },
    /// Step 3: a question was looked up, or noted to be looked up.
    CheckRecorded {
        /// Question and finding; replaces a check with the same question.
        check: Check,
    },
    /// Step 3: a check was taken off the list.
    CheckRemoved {
        /// Its question.
        question: String,
    },
    /// Step 3: a file was put to the ticket.
    EvidenceAttached {
        /// The file.
        file: EvidenceFile,
        /// The question of the check that it bears out; none = the whole matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shows: Option<String>,
    },
    /// Step 3: a file on the ticket bears out another check than was said before, or the whole matter.
    EvidenceRelated {
        /// The file.
        file: EvidenceFile,
        /// The question of the check; none = the whole matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shows: Option<String>,
    },
    /// A file is the letter of authorisation, or none is.
    AuthorisationMarked {
        /// Which.
        file: Option<EvidenceFile>,
    },
    /// Step 3: a file was taken off the ticket.
    EvidenceRemoved {
        /// The file as it was.
        file: EvidenceFile,
    },
    /// Step 3: cause and liability.
    Attributed {
        /// Where the cause lies.
        attribution: Attribution,
    },
    /// Step 3: the facts were read back and the customer confirmed them.
    ReadBackConfirmed {
        /// What was read back.
        text: String,
    },
    /// Step 4: an offer was put on the table.
    OfferProposed {
        /// The offer.
        offer: Offer,
    },
    /// Step 4: an offer's terms were changed; an approval for the old terms is void.
    OfferRevised {
        /// Which.
        offer: OfferNo,
        /// The new terms.
        terms: OfferTerms,
        /// Whether the new terms may be made.
        approval: Approval,
    },
    /// Step 4: an offer was taken off the table.
    OfferWithdrawn {
        /// Which.
        offer: OfferNo,
    },
    /// Step 4: it was put back.
    OfferRestored {
        /// Which.
        offer: OfferNo,
    },
    /// Step 4: approval was asked for, granted or refused.
    ApprovalChanged {
        /// Of which offer.
        offer: OfferNo,
        /// Where it stands now.
        approval: Approval,
    },
    /// Step 4: why there is only one offer.
    SingleOfferJustified {
        /// The reason.
        reason: String,
    },
    /// Step 5: the customer chose.
    OfferChosen {
        /// Which.
        offer: OfferNo,
    },
    /// Step 5: the choice was taken back.
    ChoiceTakenBack {
        /// Which offer had been chosen.
        offer: OfferNo,
    },
    /// Step 5: the customer's own demand.
    DemandRecorded {
        /// The demand.
        demand: Demand,
    },
    /// Step 5: how the demand was answered.
    DemandAnswered {
        /// The answer.
        answer: DemandAnswer,
    },
    /// The matter went up a level.
    Escalated {
        /// The hand-over.
        escalation: Escalation,
    },
    /// The level above accepted, decided or sent back.
    EscalationMoved {
        /// The escalation as it stands now; its place is the last one.
        escalation: Escalation,
    },
    /// The customer was told of the hand-over.
    CustomerTold {},
    /// The same matter came in from above, from an authority or in public.
    ReferralLinked {
        /// What came in.
        referral: Referral,
    },
    /// It was answered.
    ReferralAnswered {
        /// It, with its answer.
        referral: Referral,
    },
    /// The final written reply was given, with the customer's further channels.
    FinalReplyGiven {
        /// The reply.
        text: String,
    },
    /// Something was promised.
    PromiseMade {
        /// The promise.
        promise: Promise,
    },
    /// A promise was kept, broken, withdrawn, superseded, or opened again.
    PromiseMoved {
        /// The promise as it stands now.
        promise: Promise,
    },
    /// A call-back was tried.
    CalledBack {
        /// The attempt.
        call: CallBack,
    },
    /// The last call-back was noted by mistake.
    CallTakenBack {},
    /// What was faulty works again.
    Repaired {
        /// Since when, and how that is known.
        repair: Repair,
    },
    /// It does not, or it was entered by mistake.
    RepairTakenBack {},
    /// The customer agreed to wait.
    WaitingAgreed {
        /// For what, and how they are contacted.
        waiting: Waiting,
    },
    /// They were contacted, wait no longer, or wait on.
    WaitingMoved {
        /// The agreement as it stands now; its place is the last one.
        waiting: Waiting,
    },
    /// The customer's opinion at the counter.
    OpinionGiven {
        /// The opinion.
        opinion: Opinion,
        /// The feeling now.
        emotion: Option<Emotion>,
    },
    /// Somebody signed, or did not.
    Signed {
        /// The signature.
        signature: Signature,
    },
    /// A slip was printed or saved.
    SlipPrinted {
        /// Its fingerprint as printed in the footer.
        fingerprint: String,
    },
    /// A step was left for the next one.
    StepLeft {
        /// Which.
        step: Step,
        /// The written reason, if its gate was not met.
        overridden: Option<String>,
    },
    /// The work went back to an earlier step.
    WentBack {
        /// To which.
        to: Step,
    },
    /// A new round of proposing began.
    RoundOpened {
        /// Its number.
        round: u16,
        /// Why the last one did not settle it.
        reason: String,
    },
    /// A wording of a playbook was said to the customer.
    WordingUsed {
        /// What was said.
        wording: String,
        /// Playbook and wording.
        source: String,
    },
    /// How much the case asks for.
    Graded {
        /// How much.
        grade: Grade,
        /// Why.
        reason: String,
    },
    /// The hall's clocks stand still.
    ClockPaused {
        /// Until when, and why.
        pause: Pause,
    },
    /// They run on before that.
    ClockResumed {},
    /// More time was asked for.
    ExtensionRequested {
        /// How much, and why.
        extension: Extension,
    },
    /// It was given or refused.
    ExtensionDecided {
        /// The extension as it stands now; its place is the last one.
        extension: Extension,
    },
    /// A unit was asked for something.
    WorkOrderSent {
        /// The order.
        order: WorkOrder,
    },
    /// The unit was reminded or replied, was asked again, or the order was withdrawn.
    WorkOrderMoved {
        /// Which.
        order: WorkOrderNo,
        /// What happened.
        step: OrderStep,
    },
    /// The last entry on an order was a mistake.
    WorkOrderTakenBack {
        /// Of which.
        order: WorkOrderNo,
    },
    /// The ticket belongs to an incident.
    IncidentJoined {
        /// Which.
        incident: IncidentId,
    },
    /// It does not.
    IncidentLeft {
        /// Which.
        incident: IncidentId,
        /// Offers of its common remedy that were withdrawn with that.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        offers: Vec<OfferNo>,
    },
    /// Leaving it was a mistake: its part is as it was.
    IncidentRejoined {
        /// As it was.
        part: TicketIncident,
    },
    /// Whether the customer was told of the incident.
    ToldOfIncident {
        /// What came of it.
        telling: Informing,
    },
    /// A note for colleagues.
    Noted {
        /// The note.
        text: String,
    },
    /// The ticket ended.
    Ended {
        /// How.
        end: End,
    },
    /// An ended ticket was taken up again.
    Reopened {
        /// Why; none where an end was undone at once by the same person.
        reason: Option<String>,
    },
    /// The ticket was raised by a manager or a rule outside its own record.
    Raised {
        /// Why.
        reason: String,
    },
    /// The customer came back about the same matter.
    CameBack {
        /// What they said.
        words: String,
        /// The end of the ticket until then: it was taken up again.
        ended: Option<End>,
    },
    /// That the customer came back was noted by mistake.
    VisitTakenBack {},
    /// Somebody from the press, a lawyer, an expert or an official is here, and the managers were told.
    SensitiveReported {
        /// In what capacity.
        capacity: Capacity,
    },
    /// It was said by mistake.
    SensitiveTakenBack {},
    /// A manager took note.
    SensitiveNoted {},
    /// An earlier ticket was named from which this one follows, or none.
    Linked {
        /// Which.
        to: Option<TicketNumber>,
    },
    /// A colleague goes on.
    HandedOver {
        /// Who.
        to: StaffId,
        /// Why; may be empty.
        reason: String,
    },
}
