//! Steps 4 and 5: offers, their approval, the customer's choice or own demand.

use super::listening::few;
use super::{Context, Decision};
use crate::field::{LINE, TEXT, amount, future, optional, required};
use crate::undo::{next_offer, next_promise};
use crate::{
    Approval, Authority, Demand, DemandAnswer, Event, Field, Grantor, Money, Offer, OfferNo,
    OfferState, OfferTerms, Power, Promise, PromiseState, Refusal, Remedy, StaffId, Ticket,
};

/// Offers on one ticket, over all rounds.
pub(super) const OFFERS_MAX: usize = 60;

pub(super) fn revise(
    ticket: &Ticket,
    no: OfferNo,
    terms: &OfferTerms,
    context: &Context<'_>,
) -> Decision {
    open_offer(ticket, no)?;
    let terms = self::terms(terms, context)?;
    let approval = approval(&terms, context);
    Ok(vec![Event::OfferRevised {
        offer: no,
        terms,
        approval,
    }])
}

pub(super) fn withdraw(ticket: &Ticket, no: OfferNo) -> Decision {
    Ok(vec![Event::OfferWithdrawn {
        offer: open_offer(ticket, no)?.no,
    }])
}

pub(super) fn restore(ticket: &Ticket, no: OfferNo) -> Decision {
    let known = find(ticket, no)?;
    let of = ticket.incident.as_ref().map(|part| part.id);
    if known.state != OfferState::Withdrawn
        // The remedy of an incident is for its tickets.
        || known.incident.is_some_and(|incident| of != Some(incident))
        || known.round != ticket.round
        || ticket.chosen().is_some()
    {
        return Err(Refusal::OfferNotOpen { offer: no.0 });
    }
    Ok(vec![Event::OfferRestored { offer: no }])
}

/// How an offer is approved: with which amount and wording, and by which decision of a level above the hall.
#[derive(Debug, Clone, Copy)]
pub(super) struct Approving<'a> {
    pub(super) amount: Option<Money>,
    pub(super) action: Option<&'a str>,
    pub(super) decision: Option<u16>,
}

pub(super) fn approve(
    ticket: &Ticket,
    no: OfferNo,
    how: Approving<'_>,
    context: &Context<'_>,
) -> Decision {
    if how.amount.is_some() || how.action.is_some() {
        return approve_otherwise(ticket, no, how, context);
    }
    let offer = open_offer(ticket, no)?;
    judge_as(ticket, offer, &offer.terms, context)?;
    future(Field::OfferDue, offer.terms.due, context.now)?;
    let decision = decided_above(ticket, &offer.terms, how.decision, context)?;
    Ok(vec![Event::ApprovalChanged {
        offer: no,
        approval: granted(None, decision, context),
    }])
}

/// What is above the hall is approved by naming the decision of the level above (domain §9, §11).
fn decided_above(
    ticket: &Ticket,
    terms: &OfferTerms,
    named: Option<u16>,
    context: &Context<'_>,
) -> Result<Option<u16>, Refusal> {
    if context.authority.approver(terms.remedy.as_ref()) != Grantor::Above {
        return Ok(None);
    }
    named
        .filter(|no| ticket.decision_above(*no).is_some())
        .map(Some)
        .ok_or(Refusal::AboveTheHall)
}

/// Approves an offer with another amount than was asked for: whoever may grant the new amount may, and the old one stays on the record.
fn approve_otherwise(
    ticket: &Ticket,
    no: OfferNo,
    how: Approving<'_>,
    context: &Context<'_>,
) -> Decision {
    let offer = open_offer(ticket, no)?;
    let missing = Refusal::NoAmount { offer: no.0 };
    let (terms, asked) = otherwise(&offer.terms, how.amount, how.action)?.ok_or(missing)?;
    if terms == offer.terms {
        let how = Approving {
            amount: None,
            action: None,
            ..how
        };
        return approve(ticket, no, how, context);
    }
    judge_as(ticket, offer, &terms, context)?;
    future(Field::OfferDue, terms.due, context.now)?;
    let decision = decided_above(ticket, &terms, how.decision, context)?;
    Ok(vec![Event::OfferRevised {
        offer: no,
        terms,
        approval: granted(asked, decision, context),
    }])
}

/// Terms with another amount, or the same one in other words; beside them the amount that was asked for, where it is another. None where there
/// is no amount.
pub(crate) fn otherwise(
    terms: &OfferTerms,
    instead: Option<Money>,
    action: Option<&str>,
) -> Result<Option<(OfferTerms, Option<Money>)>, Refusal> {
    let Some((remedy, asked)) = terms
        .remedy
        .as_ref()
        .and_then(|remedy| remedy.amount.map(|asked| (remedy, asked)))
    else {
        return Ok(None);
    };
    let remedy = Remedy {
        amount: Some(instead.map_or(Ok(asked), amount)?),
        ..remedy.clone()
    };
    let other = (remedy.amount != Some(asked)).then_some(asked);
    let action = action
        .map(|action| required(Field::OfferAction, action, TEXT))
        .transpose()?;
    let terms = OfferTerms {
        action: action.unwrap_or_else(|| terms.action.clone()),
        remedy: Some(remedy),
        ..terms.clone()
    };
    Ok(Some((terms, other)))
}

pub(crate) fn granted(
    asked: Option<Money>,
    decision: Option<u16>,
    context: &Context<'_>,
) -> Approval {
    Approval::Granted {
        by: context.staff.id.clone(),
        at: context.now,
        asked,
        decision,
    }
}

pub(super) fn send_back(
    ticket: &Ticket,
    no: OfferNo,
    reason: &str,
    context: &Context<'_>,
) -> Decision {
    let offer = open_offer(ticket, no)?;
    judge_as(ticket, offer, &offer.terms, context)?;
    let reason = required(Field::Reason, reason, TEXT)?;
    let approval = Approval::Returned {
        by: context.staff.id.clone(),
        at: context.now,
        reason,
    };
    Ok(vec![Event::ApprovalChanged {
        offer: no,
        approval,
    }])
}

pub(super) fn justify_single(reason: &str) -> Decision {
    Ok(vec![Event::SingleOfferJustified {
        reason: required(Field::Reason, reason, TEXT)?,
    }])
}

pub(super) fn take_back(ticket: &Ticket, context: &Context<'_>) -> Decision {
    let chosen = ticket.chosen().ok_or(Refusal::NothingChosen)?.no;
    let mut events = supersede(ticket, context);
    events.push(Event::ChoiceTakenBack { offer: chosen });
    Ok(events)
}

pub(super) fn demand(ticket: &Ticket, text: &str, claimed: Option<Money>, basis: &str) -> Decision {
    let demand = Demand {
        round: ticket.round,
        text: required(Field::Demand, text, TEXT)?,
        amount: claimed.map(amount).transpose()?,
        basis: optional(Field::OfferBasis, basis, TEXT)?,
        answer: None,
    };
    Ok(vec![Event::DemandRecorded { demand }])
}

pub(super) fn propose(ticket: &Ticket, terms: &OfferTerms, context: &Context<'_>) -> Decision {
    few(ticket.offers.len(), OFFERS_MAX)?;
    let terms = self::terms(terms, context)?;
    let offer = Offer {
        no: next_offer(ticket),
        round: ticket.round,
        approval: approval(&terms, context),
        by: context.staff.id.clone(),
        state: OfferState::Open,
        incident: None,
        terms,
    };
    let mut events = Vec::new();
    // A further offer after the choice reopens the round: the customer changed his mind, and his choice must be asked again.
    if let Some(chosen) = ticket.chosen() {
        events = supersede(ticket, context);
        events.push(Event::ChoiceTakenBack { offer: chosen.no });
    }
    events.push(Event::OfferProposed { offer });
    Ok(events)
}

pub(super) fn request(ticket: &Ticket, no: OfferNo, context: &Context<'_>) -> Decision {
    let from = wanted_from(ticket, open_offer(ticket, no)?, context)?;
    if from == Grantor::Above {
        return Err(Refusal::AboveTheHall);
    }
    let approval = Approval::Requested {
        from,
        by: context.staff.id.clone(),
        at: context.now,
    };
    Ok(vec![Event::ApprovalChanged {
        offer: no,
        approval,
    }])
}

/// Whose approval an offer still needs.
fn wanted_from(ticket: &Ticket, offer: &Offer, context: &Context<'_>) -> Result<Grantor, Refusal> {
    ticket
        .awaits(offer, context.authority)
        .ok_or(Refusal::NothingToApprove { offer: offer.no.0 })
}

/// Whether the person may approve or return an offer, with its own terms or with others.
fn judge_as(
    ticket: &Ticket,
    offer: &Offer,
    terms: &OfferTerms,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    wanted_from(ticket, offer, context)?;
    let from = ticket.approver(terms.remedy.as_ref(), context.authority);
    may_judge(&offer.approval, &offer.by, from, context)
}

/// Whether the person may decide what somebody proposed or asked for: the limit covers it, and it is not an own request (domain §9, §11).
pub(crate) fn may_judge(
    approval: &Approval,
    proposer: &StaffId,
    from: Grantor,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    if from == Grantor::Above {
        return Err(Refusal::AboveTheHall);
    }
    if !Authority::may(context.staff.role, from) {
        return Err(Refusal::NotAuthorised { from });
    }
    let me = &context.staff.id;
    let asked = matches!(approval, Approval::Requested { by, .. } if by == me);
    if asked || proposer == me {
        return Err(Refusal::OwnRequest);
    }
    Ok(())
}

pub(super) fn choose(ticket: &Ticket, no: OfferNo, context: &Context<'_>) -> Decision {
    let offer = find(ticket, no)?;
    if offer.round != ticket.round
        || offer.state == OfferState::Withdrawn
        || offer.state == OfferState::Chosen
    {
        return Err(Refusal::OfferNotOpen { offer: no.0 });
    }
    if !offer.approval.is_given() {
        return Err(Refusal::OfferNotApproved {
            offer: no.0,
            from: ticket.approver(offer.terms.remedy.as_ref(), context.authority),
        });
    }
    ticket.intake.complainant.may(Power::Accept, context.now)?;
    let promised = promises_of(ticket, offer, context);
    // What would be promised only now is promised for the future.
    if matches!(promised.as_slice(), [Event::PromiseMade { .. }]) {
        future(Field::OfferDue, offer.terms.due, context.now)?;
    }
    let mut events = supersede(ticket, context);
    events.push(Event::OfferChosen { offer: no });
    events.extend(promised);
    Ok(events)
}

/// A sentence with a date becomes a promise (domain §12). What fell away with an earlier change of mind is taken up again, and what was kept
/// already is not promised twice.
fn promises_of(ticket: &Ticket, offer: &Offer, context: &Context<'_>) -> Vec<Event> {
    let known: Vec<&Promise> = ticket
        .promises
        .iter()
        .filter(|promise| promise.offer == Some(offer.no))
        .collect();
    let stands = known
        .iter()
        .any(|promise| promise.state == PromiseState::Open || promise.state.kept_at().is_some());
    let taken_up: Vec<Event> = known
        .iter()
        .filter(|promise| {
            matches!(promise.state, PromiseState::Superseded { .. })
                && promise.due == offer.terms.due
        })
        .map(|promise| Event::PromiseMoved {
            promise: Promise {
                state: PromiseState::Open,
                ..(*promise).clone()
            },
        })
        .collect();
    if stands || !taken_up.is_empty() {
        return taken_up;
    }
    vec![Event::PromiseMade {
        promise: Promise {
            no: next_promise(ticket),
            text: offer.terms.action.clone(),
            owner: offer.terms.unit.clone(),
            due: offer.terms.due,
            offer: Some(offer.no),
            made: context.now,
            state: PromiseState::Open,
            by: None,
        },
    }]
}

/// Open promises that follow from this round's earlier choice fall away with it.
fn supersede(ticket: &Ticket, context: &Context<'_>) -> Vec<Event> {
    let Some(chosen) = ticket.chosen() else {
        return Vec::new();
    };
    ticket
        .open_promises()
        .filter(|promise| promise.offer == Some(chosen.no))
        .map(|promise| Event::PromiseMoved {
            promise: Promise {
                state: PromiseState::Superseded { at: context.now },
                ..promise.clone()
            },
        })
        .collect()
}

pub(super) fn answer_demand(ticket: &Ticket, answer: &DemandAnswer) -> Decision {
    let answer = match answer {
        DemandAnswer::Met { offer } => DemandAnswer::Met {
            offer: find(ticket, *offer)?.no,
        },
        DemandAnswer::Escalated if ticket.open_escalation().is_none() => {
            return Err(Refusal::NoEscalation);
        }
        DemandAnswer::Escalated => DemandAnswer::Escalated,
        DemandAnswer::Declined { reason } => DemandAnswer::Declined {
            reason: required(Field::Reason, reason, TEXT)?,
        },
    };
    Ok(vec![Event::DemandAnswered { answer }])
}

pub(crate) fn terms(terms: &OfferTerms, context: &Context<'_>) -> Result<OfferTerms, Refusal> {
    Ok(OfferTerms {
        action: required(Field::OfferAction, &terms.action, TEXT)?,
        remedy: terms.remedy.as_ref().map(remedy).transpose()?,
        unit: required(Field::OfferUnit, &terms.unit, LINE)?,
        due: future(Field::OfferDue, terms.due, context.now)?,
        basis: terms.basis,
        basis_note: optional(Field::OfferBasis, &terms.basis_note, LINE)?,
        rule: rule(terms.rule.as_deref())?,
    })
}

fn rule(rule: Option<&str>) -> Result<Option<String>, Refusal> {
    let rule = optional(Field::OfferBasis, rule.unwrap_or_default(), LINE)?;
    Ok((!rule.is_empty()).then_some(rule))
}

fn remedy(remedy: &Remedy) -> Result<Remedy, Refusal> {
    if !remedy.kind.has_worth() && (remedy.amount.is_some() || remedy.months.is_some()) {
        return Err(Refusal::NoWorth);
    }
    if remedy.kind.is_money() && remedy.amount.is_none() {
        return Err(Refusal::Required {
            field: Field::Amount,
        });
    }
    if remedy
        .months
        .is_some_and(|months| !(1..=36).contains(&months))
    {
        return Err(Refusal::OutOfRange {
            field: Field::Months,
            least: 1,
            most: 36,
        });
    }
    Ok(Remedy {
        amount: remedy.amount.map(amount).transpose()?,
        ..remedy.clone()
    })
}

pub(crate) fn approval(terms: &OfferTerms, context: &Context<'_>) -> Approval {
    let from: Grantor = context.authority.grantor(terms.remedy.as_ref());
    if Authority::may(context.staff.role, from) {
        Approval::Within
    } else {
        Approval::Needed { from }
    }
}

fn find(ticket: &Ticket, no: OfferNo) -> Result<&Offer, Refusal> {
    ticket
        .offer(no)
        .ok_or(Refusal::UnknownOffer { offer: no.0 })
}

fn open_offer(ticket: &Ticket, no: OfferNo) -> Result<&Offer, Refusal> {
    let offer = find(ticket, no)?;
    if offer.state == OfferState::Open && offer.round == ticket.round {
        Ok(offer)
    } else {
        Err(Refusal::OfferNotOpen { offer: no.0 })
    }
}
