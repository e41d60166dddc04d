//! An incident (群障; domain §13): one cause, many tickets. A record of its own in the same log, with nothing about persons: which tickets belong
//! to it stands on the tickets, as does who was told.

mod dealing;
mod form;

pub use dealing::{offer_common, settle, tell_again};
pub use form::{IncidentForm, Where, WhereKind};

use crate::{
    Approval, Authority, CategoryCode, Context, IncidentId, Moment, Money, OfferNo, OfferTerms,
    Opinion, Refusal, StaffId, Ticket, TicketId,
};
use serde::{Deserialize, Serialize};

/// What all linked tickets are offered, with one approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CommonRemedy {
    /// Its number within the incident: other terms are another remedy, of which a customer is told anew.
    pub no: u16,
    /// What is offered.
    pub terms: OfferTerms,
    /// Who proposed it.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Whether it may be offered.
    pub approval: Approval,
}

impl CommonRemedy {
    /// Somebody's approval is asked for. Whose, the table of limits says as it stands.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        matches!(self.approval, Approval::Requested { .. })
    }

    fn with(&self, approval: Approval) -> Self {
        Self {
            approval,
            ..self.clone()
        }
    }
}

/// An incident as kept: the fold of its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Incident {
    /// Identity.
    pub id: IncidentId,
    /// Events so far.
    pub revision: u32,
    /// When it was opened.
    pub opened: Moment,
    /// By whom.
    pub by: StaffId,
    /// What it is, where, since when.
    pub form: IncidentForm,
    /// What the tickets are about.
    pub category: CategoryCode,
    /// When the cause was over.
    pub ended: Option<Moment>,
    /// Its unified statement, by the id in the library.
    pub statement: Option<String>,
    /// The remedy common to all.
    pub remedy: Option<CommonRemedy>,
    /// It was proposed by the program, and somebody said that it is none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub none: bool,
}

/// What a person does to an incident. `do` names it, and no action on a ticket has such a name.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum IncidentAction {
    /// Open it.
    OpenIncident {
        /// What, where, since when.
        form: IncidentForm,
    },
    /// Correct what is known of it.
    AmendIncident {
        /// The form, whole.
        form: IncidentForm,
    },
    /// Name its unified statement.
    NameStatement {
        /// Its id in the library; none = it has none.
        statement: Option<String>,
    },
    /// Propose the remedy common to all; an approval for another one is void.
    ProposeRemedy {
        /// What is offered.
        terms: OfferTerms,
    },
    /// Approve it, once for all.
    ApproveRemedy {
        /// The amount in place of the one that was asked for.
        #[serde(default)]
        amount: Option<Money>,
        /// What will be done, where its wording names the amount.
        #[serde(default)]
        action: Option<String>,
    },
    /// Send it back.
    ReturnRemedy {
        /// Why.
        reason: String,
    },
    /// The cause is over.
    EndIncident {},
    /// It was not over.
    ReopenIncident {},
}

/// What happens to an incident. By its names none is taken for what happens to a ticket or a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
#[allow(
    clippy::large_enum_variant,
    reason = "events are short-lived, and most are of the large kind"
)]
pub enum IncidentEvent {
    /// It was opened.
    #[serde(rename = "incident_opened")]
    Opened {
        /// As it was.
        incident: Incident,
    },
    /// The program proposed one, and there is none.
    #[serde(rename = "incident_declined")]
    Declined {
        /// What it would have been about.
        incident: Incident,
    },
    /// What is known of it was corrected.
    #[serde(rename = "incident_amended")]
    Amended {
        /// As it is now.
        form: IncidentForm,
        /// The common remedy, where its approval is void with that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remedy: Option<CommonRemedy>,
    },
    /// Its statement was named, or none.
    #[serde(rename = "incident_statement_named")]
    StatementNamed {
        /// Its id in the library.
        statement: Option<String>,
    },
    /// The common remedy was proposed, approved or sent back.
    #[serde(rename = "incident_remedy_moved")]
    RemedyMoved {
        /// As it stands now.
        remedy: CommonRemedy,
    },
    /// The cause was over, or was not.
    #[serde(rename = "incident_ended")]
    Ended {
        /// When; none = it goes on.
        at: Option<Moment>,
    },
}

/// Whether the customer of a linked ticket knows.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(tag = "telling", rename_all = "snake_case", deny_unknown_fields)]
pub enum Informing {
    /// 待告知.
    #[default]
    ToTell,
    /// 未接通.
    NotReached,
    /// 已告知: the statement and the common remedy. Solved and satisfied are two questions (domain §12).
    Told {
        /// The customer's own word.
        opinion: Opinion,
        /// The number of the common remedy of which they were told; none = there was none to tell of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remedy: Option<u16>,
    },
}

/// A ticket's part in an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TicketIncident {
    /// Which.
    pub id: IncidentId,
    /// Since when the ticket belongs to it.
    pub since: Moment,
    /// Whether its customer knows.
    pub telling: Informing,
    /// When that was entered; none = they are to be told.
    pub told: Option<Moment>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
}

/// A ticket's part in an incident that it left: what undo puts back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LeftIncident {
    /// The part as it was.
    pub part: TicketIncident,
    /// The offers of the common remedy that were withdrawn with it.
    pub offers: Vec<OfferNo>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
}

/// What came of an act on all linked tickets, for one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealt {
    /// Which.
    pub ticket: TicketId,
    /// Why nothing was done to it; none = it was done.
    pub refusal: Option<Refusal>,
}

impl IncidentAction {
    /// Whether one of them has this name.
    #[must_use]
    pub fn is_called(name: &str) -> bool {
        const NAMES: [&str; 8] = [
            "open_incident",
            "amend_incident",
            "name_statement",
            "propose_remedy",
            "approve_remedy",
            "return_remedy",
            "end_incident",
            "reopen_incident",
        ];
        NAMES.contains(&name)
    }
}

impl Incident {
    /// The common remedy that customers may be told of.
    #[must_use]
    pub fn standing(&self) -> Option<&CommonRemedy> {
        self.remedy
            .as_ref()
            .filter(|remedy| remedy.approval.is_given())
    }

    /// Whether the one approval of the common remedy holds for a ticket: what whoever acts may grant alone needs none; what was approved was
    /// approved for the tickets of that kind that had joined by then (domain §9, §13).
    #[must_use]
    pub fn covers(&self, ticket: &Ticket, context: &Context<'_>) -> bool {
        let (Some(remedy), Some(part)) = (self.standing(), &ticket.incident) else {
            return false;
        };
        if Authority::may(
            context.staff.role,
            context.authority.grantor(remedy.terms.remedy.as_ref()),
        ) {
            return true;
        }
        let decided = match remedy.approval {
            Approval::Granted { at, .. } => at,
            Approval::Within
            | Approval::Needed { .. }
            | Approval::Requested { .. }
            | Approval::Returned { .. } => remedy.at,
        };
        let group = |category: CategoryCode| category.group_number();
        part.id == self.id
            && part.since <= decided
            && group(ticket.intake.category) == group(self.category)
    }

    /// Folds an incident's whole record. `None` if it does not begin with its opening.
    #[must_use]
    pub fn fold(events: impl IntoIterator<Item = IncidentEvent>) -> Option<Incident> {
        let mut events = events.into_iter();
        let mut incident = match events.next()? {
            IncidentEvent::Opened { incident } => incident,
            IncidentEvent::Declined { incident } => incident,
            IncidentEvent::Amended { .. }
            | IncidentEvent::StatementNamed { .. }
            | IncidentEvent::RemedyMoved { .. }
            | IncidentEvent::Ended { .. } => return None,
        };
        for event in events {
            incident.apply(event)?;
        }
        Some(incident)
    }

    /// Takes one more event into account; `None` for a second opening.
    #[must_use]
    pub fn apply(&mut self, event: IncidentEvent) -> Option<()> {
        self.revision += 1;
        match event {
            IncidentEvent::Opened { .. } | IncidentEvent::Declined { .. } => return None,
            IncidentEvent::Amended { form, remedy } => {
                self.category = form.code().unwrap_or(self.category);
                self.form = form;
                self.remedy = remedy.or(self.remedy.take());
            }
            IncidentEvent::StatementNamed { statement } => self.statement = statement,
            IncidentEvent::RemedyMoved { remedy } => self.remedy = Some(remedy),
            IncidentEvent::Ended { at } => self.ended = at,
        }
        Some(())
    }
}
