//! Who may grant what: the hall's own table of limits (domain §9).

use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{Authority, Moment, StaffId};
use ansu_store::StoreError;
use serde::{Deserialize, Serialize};

/// The table of limits, as shells show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AuthorityView {
    /// As it stands.
    pub authority: Authority,
    /// What a change is based on.
    pub version: u32,
    /// Who changed it last; none = it is what a hall starts with.
    pub author: Option<StaffId>,
    /// When.
    pub at: Option<Moment>,
}

impl<C: Context> Desk<C> {
    /// Who may grant what.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn authority(&self, session: &Session) -> Result<AuthorityView, DeskError> {
        self.authorize(session, Operation::Ticket, None)?;
        let stands = self.store.hall_rule::<Authority>()?;
        Ok(AuthorityView {
            author: stands.changed.as_ref().map(|(author, _)| author.clone()),
            at: stands.changed.map(|(_, at)| at),
            version: stands.version,
            authority: stands.rule,
        })
    }

    /// Sets who may grant what. What was decided stays decided; what is asked for waits for whoever may grant it from now on.
    ///
    /// # Errors
    /// The person may not, or would raise what they themselves may grant; somebody has set it meanwhile; a row cannot stand.
    pub fn put_authority(
        &mut self,
        session: &Session,
        authority: &Authority,
        based_on: u32,
    ) -> Result<AuthorityView, DeskError> {
        self.authorize(session, Operation::PutAuthority, None)?;
        if let Some(fault) = authority.faults().first() {
            return Err(DeskError::BadLimits(*fault));
        }
        let stands = self.store.hall_rule::<Authority>()?;
        if stands.version != based_on {
            return Err(StoreError::HallRuleStale {
                actual: stands.version,
            }
            .into());
        }
        if let Some(kind) = authority.raised_for(session.staff().role, &stands.rule) {
            return Err(DeskError::OwnLimit(kind));
        }
        self.note(session, Act::PutAuthority, "", "")?;
        let now = self.context.now();
        self.store
            .put_hall_rule(authority, based_on, now, &session.staff().id)?;
        self.authority(session)
    }

    /// The table of limits as it stands.
    pub(crate) fn limits(&self) -> Result<Authority, DeskError> {
        Ok(self.store.hall_rule::<Authority>()?.rule)
    }
}
