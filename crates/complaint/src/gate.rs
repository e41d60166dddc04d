//! The gates of the six steps (domain §5): what a step still lacks.

use crate::{Fact, Opinion, Step, Ticket};
use serde::{Deserialize, Serialize};

/// Something a step's gate asks for and the ticket does not have.
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
pub enum Missing {
    /// The statement in the customer's own words.
    Statement,
    /// An apology.
    Apology,
    /// Who is concerned.
    Who,
    /// When it happened.
    When,
    /// Where it happened, for categories that have a place.
    Where,
    /// What happened.
    What,
    /// The cause as the customer sees it.
    Why,
    /// What the customer wants.
    How,
    /// The read-back, confirmed by the customer.
    ReadBack,
    /// An offer.
    Offer,
    /// A second offer, or the reason why only one is lawful.
    SecondOffer,
    /// Approval of an offer above one's authority.
    Approval,
    /// A choice, a hand-over to a level above, or the final reply.
    Answer,
    /// Promises are open.
    PromisesDone,
    /// Units have not replied to work orders.
    UnitReplies,
    /// The slip is neither signed nor is there a reason.
    Signature,
    /// The customer has not been called back.
    CallBack,
    /// The customer says it is not solved or is not satisfied: another round.
    AnotherRound,
    /// The matter is with a level above.
    Decision,
    /// Neither an agreement nor a final reply.
    Agreement,
    /// The customer came back and has not been asked since.
    CameBack,
    /// What came in from above or from an authority has not been answered.
    Referral,
    /// The customer waits for what was agreed.
    Waiting,
}

impl From<Fact> for Missing {
    fn from(fact: Fact) -> Self {
        match fact {
            Fact::Who => Self::Who,
            Fact::When => Self::When,
            Fact::Where => Self::Where,
            Fact::What => Self::What,
            Fact::Why => Self::Why,
            Fact::How => Self::How,
        }
    }
}

/// What the step's gate still lacks; empty = the gate is met.
#[must_use]
pub fn gate(ticket: &Ticket, step: Step) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut need = |met: bool, what: Missing| {
        if !met {
            missing.push(what);
        }
    };
    match step {
        Step::Listen => need(!ticket.statement.is_empty(), Missing::Statement),
        Step::Apologize => need(ticket.apology.is_some(), Missing::Apology),
        Step::Gather => {
            for fact in ticket.intake.category.needed_facts() {
                need(ticket.facts.knows(*fact), Missing::from(*fact));
            }
            need(ticket.read_back.is_some(), Missing::ReadBack);
        }
        Step::Propose => {
            let offers = ticket.round_offers().count();
            need(offers >= 1, Missing::Offer);
            need(
                // One remedy for all is why an incident's stands alone (domain §13).
                offers != 1
                    || ticket.single_offer.is_some()
                    || ticket.round_offers().all(|offer| offer.incident.is_some()),
                Missing::SecondOffer,
            );
            need(
                ticket.round_offers().all(|offer| offer.approval.is_given()),
                Missing::Approval,
            );
        }
        Step::Ask => {
            let answered = ticket.chosen().is_some()
                || ticket.open_escalation().is_some()
                || ticket.final_reply.is_some();
            need(answered, Missing::Answer);
        }
        Step::FollowUp => {
            need(
                ticket.chosen().is_some() || ticket.final_reply.is_some(),
                Missing::Agreement,
            );
            need(ticket.open_escalation().is_none(), Missing::Decision);
            need(
                ticket.open_promises().next().is_none(),
                Missing::PromisesDone,
            );
            need(
                ticket.open_work_orders().next().is_none(),
                Missing::UnitReplies,
            );
            need(ticket.is_signed(), Missing::Signature);
            need(!ticket.waits_for_answer(), Missing::CameBack);
            need(ticket.open_referrals().next().is_none(), Missing::Referral);
            need(ticket.open_waiting().is_none(), Missing::Waiting);
            if ticket.final_reply.is_none() {
                need(
                    !ticket
                        .opinion
                        .as_ref()
                        .is_some_and(Opinion::calls_for_another_round),
                    Missing::AnotherRound,
                );
                need(ticket.was_called_back(), Missing::CallBack);
            }
        }
    }
    missing
}
