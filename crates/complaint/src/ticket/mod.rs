//! The complaint ticket (投诉工单): the fold of its entries (domain §2).

mod apply;
mod asking;
mod heard;
mod reading;

use crate::{
    Attribution, CallBack, Capacity, Check, Demand, Escalation, Evidence, Extension, Facts,
    Feeling, Grade, Intake, LeftIncident, Moment, Offer, Opinion, Pause, Promise, PromiseNo,
    Referral, Repair, Sensitive, Signature, StaffId, Step, StepRecord, TicketId, TicketIncident,
    TicketNumber, Waiting, WorkOrder,
};
pub use asking::Asking;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How a ticket ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct End {
    /// The kind of end.
    pub kind: EndKind,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The reason, where the end needs one.
    pub reason: Option<String>,
    /// The ticket that goes on, if merged.
    pub into: Option<TicketNumber>,
    /// The hall that goes on, if transferred.
    pub hall: Option<String>,
}

/// The kinds of end (domain §5).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// Settled by agreement.
    Settled,
    /// Closed with a final written reply.
    FinalReply,
    /// The customer left; may be taken up again.
    BrokenOff,
    /// Withdrawn by the customer.
    Withdrawn,
    /// Merged with another ticket.
    Merged,
    /// Transferred to another hall.
    Transferred,
}

/// Why a ticket stands above others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Raised {
    /// Contacts with the same number within 30 days, or about the same matter since.
    Repeated {
        /// How many came before the last one.
        earlier: u16,
    },
    /// A promise was broken.
    BrokenPromise {
        /// Which.
        promise: PromiseNo,
    },
    /// A promise was kept, or taken back, after its time.
    LatePromise {
        /// Which.
        promise: PromiseNo,
    },
    /// It came from above, from an authority or in public.
    Channel,
    /// Somebody from the press, a lawyer, an expert or an official is here.
    Sensitive {
        /// In what capacity.
        capacity: Capacity,
    },
    /// By hand.
    ByHand {
        /// Why.
        reason: String,
    },
}

/// A note for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Note {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The note.
    pub text: String,
}

/// The customer was here again about the same matter (domain §13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Visit {
    /// When.
    pub at: Moment,
    /// Who heard them.
    pub by: StaffId,
    /// What they said.
    pub words: String,
    /// The end of the ticket until then; none where it was open.
    pub ended: Option<End>,
    /// Since then the customer has chosen, or been asked, called or written to.
    pub answered: bool,
    /// The ticket's revision with it.
    pub revision: u32,
}

/// What should be done next: the queue's last column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NextMove {
    /// Go on with the step.
    Continue,
    /// An approval is wanted.
    Approve,
    /// A level above has the matter.
    AwaitDecision,
    /// A unit is asked, and nothing else can be done meanwhile.
    AwaitUnit,
    /// A promise is to be kept.
    KeepPromise,
    /// The slip is to be signed.
    Sign,
    /// Call the customer back.
    CallBack,
    /// Another round is to begin.
    OpenRound,
    /// What came in from above, from an authority or in public is to be answered.
    AnswerReferral,
    /// The customer waits, and is contacted as agreed.
    ContactWaiting,
    /// Close it.
    Close,
    /// Nothing: it has ended.
    Nothing,
}

/// A complaint ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Ticket {
    /// Identity.
    pub id: TicketId,
    /// Printed number.
    pub number: TicketNumber,
    /// Entries so far; the next one is based on this.
    pub revision: u32,
    /// When the complaint was received.
    pub received: Moment,
    /// What the customer is owed an answer to, the complaint first; all but the last one are done with.
    pub asked: Vec<Asking>,
    /// When the customer was first replied to: step 1 was left.
    pub first_reply: Option<Moment>,
    /// When what is agreed now was agreed, or the final reply given.
    pub agreed: Option<Moment>,
    /// 首问负责人: who registered it.
    pub first_responsible: StaffId,
    /// The head of the record.
    pub intake: Intake,
    /// Contacts before the last one that count: complaints, enquiries and fault reports in the 30 days before, and coming back since.
    pub earlier: u16,
    /// Why it stands above others; empty = it does not.
    pub raised: Vec<Raised>,
    /// Where the work stands.
    pub step: Step,
    /// What happened to each step, in order.
    pub steps: [StepRecord; 6],
    /// The round of proposing, from 1.
    pub round: u16,
    /// The customer's own words.
    pub statement: String,
    /// Words the customer repeats.
    pub key_words: Vec<String>,
    /// Feelings in the order in which they were noted; first = at the start, last = now.
    pub feelings: Vec<Feeling>,
    /// The apology as spoken.
    pub apology: Option<String>,
    /// The playbook wording it came from.
    pub apology_source: Option<String>,
    /// 5W1H.
    pub facts: Facts,
    /// Look-ups.
    pub checks: Vec<Check>,
    /// Files that show what was found, in the order in which they came.
    pub evidence: Vec<Evidence>,
    /// The file among them that is the letter of authorisation.
    pub authorisation: Option<Uuid>,
    /// Cause and liability.
    pub attribution: Option<Attribution>,
    /// The read-back the customer confirmed; facts that change afterwards clear it.
    pub read_back: Option<String>,
    /// All offers of all rounds.
    pub offers: Vec<Offer>,
    /// Why there is only one offer in this round.
    pub single_offer: Option<String>,
    /// Demands, at most one per round.
    pub demands: Vec<Demand>,
    /// Hand-overs to a level above.
    pub escalations: Vec<Escalation>,
    /// Complaints about the same matter that came in from above, from an authority or in public.
    pub referrals: Vec<Referral>,
    /// The final written reply.
    pub final_reply: Option<String>,
    /// When it was given: the day that the letter bears, however late it is printed again.
    pub final_reply_at: Option<Moment>,
    /// Promises.
    pub promises: Vec<Promise>,
    /// Call-backs, attempts included.
    pub call_backs: Vec<CallBack>,
    /// That what was faulty works again, as entered last.
    pub repair: Option<Repair>,
    /// Agreements to wait; the last one may be open.
    pub waitings: Vec<Waiting>,
    /// The customer's opinion of this round, from the counter or a call-back, whichever came last.
    pub opinion: Option<Opinion>,
    /// Signatures, void ones included.
    pub signatures: Vec<Signature>,
    /// Fingerprints of printed slips.
    pub slips: Vec<String>,
    /// Wordings of playbooks that were said, each once, in the order in which they first were.
    pub said: Vec<String>,
    /// How much the case asks for.
    pub grade: Grade,
    /// The times the hall's clocks stood still.
    pub pauses: Vec<Pause>,
    /// Extensions, refused ones included.
    pub extensions: Vec<Extension>,
    /// What units were asked.
    pub work_orders: Vec<WorkOrder>,
    /// The incident to which it belongs.
    pub incident: Option<TicketIncident>,
    /// The last one that it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_incident: Option<LeftIncident>,
    /// Notes.
    pub notes: Vec<Note>,
    /// The times the customer came back.
    pub visits: Vec<Visit>,
    /// The visit is one of which the managers are told at once (domain §13).
    pub sensitive: Option<Sensitive>,
    /// The earlier ticket from which this one follows.
    pub follows: Option<TicketNumber>,
    /// Who has the ticket now: whoever registered it, until it is handed over.
    pub holder: StaffId,
    /// How it ended.
    pub end: Option<End>,
}
