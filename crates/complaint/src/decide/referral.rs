//! A complaint from above, from an authority or in public about an open ticket.

use super::{Context, Decision};
use crate::field::{LINE, TEXT, future, optional, required};
use crate::{Channel, Event, Field, Moment, Rank, Referral, ReferralAnswer, Refusal, Ticket};

/// Referrals on one ticket.
const REFERRALS_MAX: usize = 30;

/// What came in, as typed.
pub(super) struct CameIn<'a> {
    pub(super) channel: Channel,
    pub(super) reference: &'a str,
    pub(super) asked: &'a str,
    pub(super) due: Moment,
}

pub(super) fn link(ticket: &Ticket, came: &CameIn<'_>, context: &Context<'_>) -> Decision {
    super::listening::few(ticket.referrals.len(), REFERRALS_MAX)?;
    if came.channel.rank() == Rank::Internal {
        return Err(Refusal::NotFromAbove);
    }
    let referral = Referral {
        no: ticket.referrals.iter().map(|it| it.no).max().unwrap_or(0) + 1,
        channel: came.channel,
        reference: optional(Field::Reference, came.reference, LINE)?,
        asked: required(Field::Demand, came.asked, TEXT)?,
        due: future(Field::Due, came.due, context.now)?,
        by: context.staff.id.clone(),
        at: context.now,
        answer: None,
    };
    Ok(vec![Event::ReferralLinked { referral }])
}

pub(super) fn answer(ticket: &Ticket, no: u16, text: &str, context: &Context<'_>) -> Decision {
    let open = ticket.open_referrals().find(|referral| referral.no == no);
    let known = open.ok_or(Refusal::NoReferral)?;
    let referral = Referral {
        answer: Some(ReferralAnswer {
            text: required(Field::Reply, text, TEXT)?,
            by: context.staff.id.clone(),
            at: context.now,
        }),
        ..known.clone()
    };
    Ok(vec![Event::ReferralAnswered { referral }])
}

pub(super) fn may_answer(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.open_referrals().next() {
        Some(_) => Ok(()),
        None => Err(Refusal::NoReferral),
    }
}
