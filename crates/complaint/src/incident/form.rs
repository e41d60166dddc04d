//! What is known of an incident, and what people may do to it.

use super::{CommonRemedy, Incident, IncidentAction, IncidentEvent};
use crate::decide::{checked_terms, granted, may_judge, otherwise, terms_approval, writes};
use crate::field::{LINE, TEXT, future, past, required};
use crate::{
    Approval, CategoryCode, Context, Field, Grantor, IncidentId, Moment, Money, OfferTerms, Refusal,
};
use serde::{Deserialize, Serialize};

/// What a place of an incident is.
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
pub enum WhereKind {
    /// 小区或片区.
    Area,
    /// 基站或机房.
    Station,
    /// 套餐.
    Plan,
}

/// The area, station or plan that an incident is about.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Where {
    /// Which of the three.
    pub kind: WhereKind,
    /// Its name.
    pub name: String,
}

/// An incident as typed.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct IncidentForm {
    /// What happened.
    pub cause: String,
    /// What it is about.
    pub at: Where,
    /// Category code of the tickets, `2.2`.
    pub category: String,
    /// Since when.
    pub began: Moment,
    /// When it is expected to be over.
    #[serde(default)]
    pub expected: Option<Moment>,
}

impl IncidentForm {
    pub(super) fn code(&self) -> Option<CategoryCode> {
        CategoryCode::parse(self.category.trim())
    }

    /// The form as it is to be kept.
    ///
    /// # Errors
    /// The first field that cannot stand.
    fn check(&self, now: Moment) -> Result<(IncidentForm, CategoryCode), Refusal> {
        let category = self.code().ok_or(Refusal::UnknownCategory)?;
        let began = past(Field::Occurred, self.began, now)?;
        if self.expected.is_some_and(|expected| expected <= began) {
            return Err(Refusal::InPast { field: Field::Due });
        }
        let form = IncidentForm {
            cause: required(Field::Cause, &self.cause, TEXT)?,
            at: Where {
                kind: self.at.kind,
                name: required(Field::Area, &self.at.name, LINE)?,
            },
            category: self.category.trim().to_owned(),
            began,
            expected: self.expected,
        };
        Ok((form, category))
    }
}

impl Incident {
    /// Opens an incident: the first event.
    ///
    /// # Errors
    /// A field cannot stand, or a role only reads.
    pub fn open(
        id: IncidentId,
        form: &IncidentForm,
        context: &Context<'_>,
    ) -> Result<Incident, Refusal> {
        writes(context)?;
        let (form, category) = form.check(context.now)?;
        Ok(Incident {
            id,
            revision: 1,
            opened: context.now,
            by: context.staff.id.clone(),
            form,
            category,
            ended: None,
            statement: None,
            remedy: None,
            none: false,
        })
    }

    /// That similar complaints are no incident: the program proposed one, and says no more of these.
    ///
    /// # Errors
    /// A role only reads, or the place can't stand.
    pub fn decline(
        id: IncidentId,
        at: &Where,
        category: CategoryCode,
        context: &Context<'_>,
    ) -> Result<Incident, Refusal> {
        writes(context)?;
        let name = required(Field::Area, &at.name, LINE)?;
        Ok(Incident {
            id,
            revision: 1,
            opened: context.now,
            by: context.staff.id.clone(),
            form: IncidentForm {
                cause: String::new(),
                at: Where {
                    kind: at.kind,
                    name,
                },
                category: String::from(category),
                began: context.now,
                expected: None,
            },
            category,
            ended: Some(context.now),
            statement: None,
            remedy: None,
            none: true,
        })
    }

    /// Decides an action on it: what it causes.
    ///
    /// # Errors
    /// Why it is not allowed.
    pub fn decide(
        &self,
        action: &IncidentAction,
        context: &Context<'_>,
    ) -> Result<IncidentEvent, Refusal> {
        writes(context)?;
        match action {
            IncidentAction::OpenIncident { .. } => Err(Refusal::AlreadyRegistered),
            IncidentAction::AmendIncident { form } => {
                let (form, category) = form.check(context.now)?;
                let remedy = self.asked_anew(&form, category, context);
                Ok(IncidentEvent::Amended { form, remedy })
            }
            IncidentAction::NameStatement { statement } => Ok(IncidentEvent::StatementNamed {
                statement: statement.clone(),
            }),
            IncidentAction::ProposeRemedy { terms } => self.propose(terms, context),
            IncidentAction::ApproveRemedy { amount, action } => {
                self.approve(*amount, action.as_deref(), context)
            }
            IncidentAction::ReturnRemedy { reason } => {
                let remedy = self.asked()?;
                judge(remedy, &remedy.terms, context)?;
                let approval = Approval::Returned {
                    by: context.staff.id.clone(),
                    at: context.now,
                    reason: required(Field::Reason, reason, TEXT)?,
                };
                let remedy = remedy.with(approval);
                Ok(IncidentEvent::RemedyMoved { remedy })
            }
            IncidentAction::EndIncident {} if self.ended.is_some() => Err(Refusal::IncidentOver),
            IncidentAction::EndIncident {} => Ok(IncidentEvent::Ended {
                at: Some(context.now),
            }),
            IncidentAction::ReopenIncident {} if self.ended.is_none() => {
                Err(Refusal::IncidentGoesOn)
            }
            IncidentAction::ReopenIncident {} => Ok(IncidentEvent::Ended { at: None }),
        }
    }

    /// Approves the remedy, or another amount in its place: then it is another remedy, and the amount that was asked for stays on record.
    fn approve(
        &self,
        amount: Option<Money>,
        action: Option<&str>,
        context: &Context<'_>,
    ) -> Result<IncidentEvent, Refusal> {
        let known = self.asked()?;
        let (terms, asked) = if amount.is_none() && action.is_none() {
            (known.terms.clone(), None)
        } else {
            let missing = Refusal::Required {
                field: Field::Amount,
            };
            otherwise(&known.terms, amount, action)?.ok_or(missing)?
        };
        judge(known, &terms, context)?;
        future(Field::OfferDue, terms.due, context.now)?;
        let no = if terms == known.terms {
            known.no
        } else {
            self.next_remedy()
        };
        let remedy = CommonRemedy {
            no,
            terms,
            ..known.with(granted(asked, None, context))
        };
        Ok(IncidentEvent::RemedyMoved { remedy })
    }

    /// The remedy that waits for somebody's approval.
    fn asked(&self) -> Result<&CommonRemedy, Refusal> {
        self.remedy
            .as_ref()
            .filter(|remedy| remedy.is_asked())
            .ok_or(Refusal::NoCommonRemedy)
    }

    /// The common remedy, where it was approved for another cause, place or kind of complaint.
    fn asked_anew(
        &self,
        form: &IncidentForm,
        category: CategoryCode,
        context: &Context<'_>,
    ) -> Option<CommonRemedy> {
        let known = &self.form;
        let same = known.cause == form.cause && known.at == form.at && self.category == category;
        let remedy = self.remedy.as_ref().filter(|_| !same)?;
        let Approval::Granted { .. } = remedy.approval else {
            return None;
        };
        let approval = Approval::Requested {
            from: context.authority.approver(remedy.terms.remedy.as_ref()),
            by: context.staff.id.clone(),
            at: context.now,
        };
        Some(remedy.with(approval))
    }

    /// Proposing is asking: there is nobody at the counter who waits for the approval.
    fn propose(&self, terms: &OfferTerms, context: &Context<'_>) -> Result<IncidentEvent, Refusal> {
        let terms = checked_terms(terms, context)?;
        let by = context.staff.id.clone();
        let approval = match terms_approval(&terms, context) {
            Approval::Needed {
                from: Grantor::Above,
            } => return Err(Refusal::AboveTheHall),
            Approval::Needed { from } => Approval::Requested {
                from,
                by: by.clone(),
                at: context.now,
            },
            other @ (Approval::Within
            | Approval::Requested { .. }
            | Approval::Granted { .. }
            | Approval::Returned { .. }) => other,
        };
        let remedy = CommonRemedy {
            no: self.next_remedy(),
            terms,
            by,
            at: context.now,
            approval,
        };
        Ok(IncidentEvent::RemedyMoved { remedy })
    }

    fn next_remedy(&self) -> u16 {
        let last = self.remedy.as_ref().map_or(0, |remedy| remedy.no);
        last.saturating_add(1)
    }
}

/// Whether the person may decide on the common remedy, with its own terms or with others: by the table as it stands (domain §9).
fn judge(remedy: &CommonRemedy, terms: &OfferTerms, context: &Context<'_>) -> Result<(), Refusal> {
    let from = context.authority.approver(terms.remedy.as_ref());
    may_judge(&remedy.approval, &remedy.by, from, context)
}
