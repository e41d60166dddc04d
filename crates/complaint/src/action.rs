//! What a person does to a ticket: the same schema for the window, story files and later for exchange.

mod later;

use crate::{
    Admission, Attribution, Capacity, Channel, Check, DemandAnswer, Emotion, EvidenceFile, Facts,
    Grade, IncidentId, Informing, IntakeForm, Level, Manner, Means, Moment, Money, OfferNo,
    OfferTerms, Opinion, Party, PromiseNo, StaffId, Step, TicketNumber, WaitingOver, WorkOrderNo,
};
use later::later_actions;
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

later_actions! {
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
        /// The decision of a level above the hall that it rests on, by its place among the hand-overs, from 1; needed above the hall's limits.
        #[serde(default)]
        decision: Option<u16>,
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
}
