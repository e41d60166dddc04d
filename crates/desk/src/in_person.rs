//! A manager decides at the counter, over a colleague's session: number and password for one act, and nobody else is at work afterwards
//! (domain §9).

use crate::accounts::{Keys, attempt, failures};
use crate::{Act, Context, Desk, DeskError, Operation, Outcome, Perform, Session};
use ansu_complaint::{Action, Refusal, Staff, decide};
use ansu_store::{Holder, Secret, StoreError};

impl<C: Context> Desk<C> {
    /// Carries out one decision of a manager's over the session of whoever is at work. The manager is the author of what happens, and never at
    /// work: what comes back is what the session's own person sees. The trail names both before it happens.
    ///
    /// # Errors
    /// [`DeskError::NotInPerson`] for anything but one such decision. As [`Desk::sign_in`], with failed attempts counted together; a password
    /// that somebody else made has to be changed first. As [`Desk::perform`], for the manager: nobody decides an own request.
    pub fn perform_in_person(
        &mut self,
        session: &Session,
        number: &str,
        password: &str,
        request: &Perform,
    ) -> Result<Outcome, DeskError> {
        self.authorize(session, Operation::Perform, None)?;
        let [action] = request.actions.as_slice() else {
            return Err(DeskError::NotInPerson);
        };
        if !action.kind().is_managers_decision() {
            return Err(DeskError::NotInPerson);
        }
        let (manager, failed) = self.prove(number, password)?;
        let number = self.would_stand(&manager, request, action)?;
        let over = &session.staff().id;
        let detail = format!(
            "over={over} {} {}",
            crate::audit::word(&action.kind()),
            failures(failed)
        );
        self.note_by(&manager.id, Act::DecideInPerson, &number, detail.trim_end())?;
        let request = Perform {
            clears: Vec::new(),
            ..request.clone()
        };
        let (_, after) = self.perform_quietly(&manager, &request)?;
        Ok(Outcome {
            view: self.view(session.staff(), &after)?,
            worded: Vec::new(),
            undo: None,
        })
    }

    /// Who has proven a password, and how often it failed before. In a demonstration nobody has one.
    fn prove(&mut self, number: &str, password: &str) -> Result<(Staff, u32), DeskError> {
        let id = crate::hall::staff_id(number)?;
        let holder = Holder::Staff(id.clone());
        let now = self.context.now();
        let (failed, provisional) = match &mut self.keys {
            Keys::Demonstration => (0, false),
            Keys::Vault { open, attempts, .. } => {
                let secret = Secret::password(password);
                let failed = attempt(attempts, open.vault(), &holder, &secret, now)?.1;
                (failed, open.is_provisional(&holder))
            }
        };
        let staff = self.working(&id)?;
        if provisional {
            return Err(DeskError::ProvisionalPassword);
        }
        Ok((staff, failed))
    }

    /// Whether the decision would stand, before the trail speaks of it; gives the ticket's number.
    fn would_stand(
        &self,
        manager: &Staff,
        request: &Perform,
        action: &Action,
    ) -> Result<String, DeskError> {
        let ticket = self
            .store
            .ticket(request.ticket)?
            .ok_or(DeskError::UnknownTicket)?;
        if ticket.revision != request.revision {
            let actual = ticket.revision;
            return Err(StoreError::Stale { actual }.into());
        }
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: manager,
            authority: &authority,
        };
        let at_first = |refusal: Refusal| DeskError::RefusedAt { place: 0, refusal };
        decide(&ticket, action, &rules).map_err(at_first)?;
        Ok(ticket.number.to_string())
    }
}
