//! Everything that waits for the approval of whoever looks: offers above somebody's authority, more time, and remedies of incidents.

use crate::queue::{Lane, Line};
use crate::{ApiError, Context, Desk, DeskError, Operation, Session, StaffView};
use ansu_complaint::{
    Action, Approval, Attribution, Authority, CommonRemedy, Demand, EscalationState, Extension,
    Grantor, Incident, IncidentAction, Level, Moment, Offer, Refusal, StaffId, Ticket, decide,
};
use serde::Serialize;

/// Tickets that are looked at; who has more waiting decides some first.
const MOST: u32 = 200;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Wanted {
    /// An offer above the authority of whoever made it.
    Offer {
        /// The offer.
        offer: Offer,
        /// Who may grant it at least.
        from: Grantor,
        /// The decision of a level above the hall that an approval rests on; none = the hall's own limits cover it.
        decision: Option<DecisionAbove>,
    },
    /// More time for the answer.
    Extension {
        /// How much, and why.
        extension: Extension,
    },
}

/// What a level above the hall has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DecisionAbove {
    /// Its place among the ticket's hand-overs, from 1.
    pub no: u16,
    /// Which level.
    pub level: Level,
    /// The decision.
    pub words: String,
}

/// One thing to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct WaitingCard {
    /// The ticket.
    pub line: Line,
    /// Its revision: what a decision is based on.
    pub revision: u32,
    /// What is asked for.
    pub asked: Wanted,
    /// Who asked.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Where the cause lies, as far as it is known.
    pub attribution: Option<Attribution>,
    /// What the customer demands in this round.
    pub demand: Option<Demand>,
    /// Why whoever looks can't decide it: their own request.
    pub refusal: Option<ApiError>,
}

/// The common remedy of an incident, to be decided once for all of its tickets (domain §9, §13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct WaitingRemedy {
    /// The incident.
    pub incident: Incident,
    /// What is asked for.
    pub remedy: CommonRemedy,
    /// Its tickets.
    pub tickets: u32,
    /// Those that have not ended.
    pub open: u32,
    /// Who asked.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Why whoever looks can't decide it: their own request.
    pub refusal: Option<ApiError>,
}

/// Everything that waits for somebody's approval, what waits longest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ApprovalsView {
    /// What there is to decide.
    pub cards: Vec<WaitingCard>,
    /// Common remedies of incidents.
    pub remedies: Vec<WaitingRemedy>,
    /// Names and roles of everybody who may have asked.
    pub people: Vec<StaffView>,
    /// There are more tickets than were looked at.
    pub more: bool,
    /// Now, by the desk's clock.
    pub now: Moment,
}

impl<C: Context> Desk<C> {
    /// Everything that waits for the approval of whoever is at work; empty for those who approve nothing.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn approvals(&self, session: &Session) -> Result<ApprovalsView, DeskError> {
        self.authorize(session, Operation::Queue, None)?;
        let (now, authority) = (self.context.now(), self.limits()?);
        let staff = session.staff();
        let rules = ansu_complaint::Context {
            now,
            staff,
            authority: &authority,
        };
        let lane = crate::queue::filter(Lane::ToApprove, staff.role);
        let mut rows = self.store.queue(&lane, now, None, MOST + 1)?;
        let more = rows.len() > MOST as usize;
        rows.truncate(MOST as usize);
        let mut cards = Vec::new();
        for row in &rows {
            if let Some(ticket) = self.store.ticket(row.id)? {
                cards.extend(cards_of(&ticket, &Line::of(row, now), &rules));
            }
        }
        cards.sort_by_key(|card| card.at);
        let people = self.store.staff()?.into_iter().map(StaffView::from);
        Ok(ApprovalsView {
            remedies: self.waiting_remedies(&rules)?,
            cards,
            people: people.collect(),
            more,
            now,
        })
    }
}

impl<C: Context> Desk<C> {
    /// Common remedies that are in the power of whoever looks, by the table as it stands.
    pub(crate) fn waiting_remedies(
        &self,
        rules: &ansu_complaint::Context<'_>,
    ) -> Result<Vec<WaitingRemedy>, DeskError> {
        if !Authority::may(rules.staff.role, Grantor::DutyManager) {
            return Ok(Vec::new());
        }
        let asked = self.store.incidents_that_ask()?.into_iter();
        let mut waiting: Vec<_> = asked
            .filter_map(|(incident, tickets, open)| remedy_of(incident, tickets, open, rules))
            .collect();
        waiting.sort_by_key(|one| one.at);
        Ok(waiting)
    }
}

fn remedy_of(
    incident: Incident,
    tickets: u32,
    open: u32,
    rules: &ansu_complaint::Context<'_>,
) -> Option<WaitingRemedy> {
    let remedy = incident.remedy.clone()?;
    let Approval::Requested { by, at, .. } = remedy.approval.clone() else {
        return None;
    };
    let from = rules.authority.approver(remedy.terms.remedy.as_ref());
    if !Authority::may(rules.staff.role, from) {
        return None;
    }
    let approve = IncidentAction::ApproveRemedy {
        amount: None,
        action: None,
    };
    let refused = incident
        .decide(&approve, rules)
        .err()
        .filter(|refusal| !is_late(refusal));
    Some(WaitingRemedy {
        refusal: refused.as_ref().map(ApiError::from),
        incident,
        remedy,
        tickets,
        open,
        by,
        at,
    })
}

/// What is due by now can't be approved any more, but sent back.
const fn is_late(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::InPast { .. })
}

/// What on a ticket is in the power of whoever looks.
fn cards_of(ticket: &Ticket, line: &Line, rules: &ansu_complaint::Context<'_>) -> Vec<WaitingCard> {
    let card = |asked, by: &StaffId, at, refused: Option<Refusal>| WaitingCard {
        line: line.clone(),
        revision: ticket.revision,
        asked,
        by: by.clone(),
        at,
        attribution: ticket.attribution.clone(),
        demand: ticket.demand().cloned(),
        refusal: refused.as_ref().map(ApiError::from),
    };
    let offers = ticket.round_offers().filter_map(|offer| {
        let (Approval::Requested { by, at, .. }, from) =
            (&offer.approval, ticket.awaits(offer, rules.authority)?)
        else {
            return None;
        };
        if !Authority::may(rules.staff.role, from) {
            return None;
        }
        let approve = Action::ApproveOffer {
            offer: offer.no,
            amount: None,
            action: None,
            decision: ticket.last_decision_above(),
        };
        let refused = decide(ticket, &approve, rules)
            .err()
            .filter(|refusal| !is_late(refusal));
        let asked = Wanted::Offer {
            offer: offer.clone().as_asked_now(Some(from)),
            from,
            decision: decision_for(ticket, offer, rules),
        };
        Some(card(asked, by, *at, refused))
    });
    let more_time = ticket
        .wanted_extension()
        .filter(|_| Authority::may(rules.staff.role, Grantor::DutyManager))
        .map(|extension| {
            let refused = decide(ticket, &Action::GrantExtension {}, rules).err();
            let asked = Wanted::Extension {
                extension: extension.clone(),
            };
            card(asked, &extension.by, extension.at, refused)
        });
    offers.chain(more_time).collect()
}

fn decision_for(
    ticket: &Ticket,
    offer: &Offer,
    rules: &ansu_complaint::Context<'_>,
) -> Option<DecisionAbove> {
    let from = rules.authority.approver(offer.terms.remedy.as_ref());
    let no = ticket
        .last_decision_above()
        .filter(|_| from == Grantor::Above)?;
    let escalation = ticket.decision_above(no)?;
    let EscalationState::Decided { decision, .. } = &escalation.state else {
        return None;
    };
    Some(DecisionAbove {
        no,
        level: escalation.level,
        words: decision.clone(),
    })
}
