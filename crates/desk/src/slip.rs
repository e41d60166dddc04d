//! The complaint-resolution slip: previewed, saved and printed from the same bytes.

use crate::{Act, ApiError, Context, Desk, DeskError, Operation, Perform, Session, TicketRef};
use ansu_complaint::{Action, Event, Moment, Staff, StaffId, Ticket, decide};
use ansu_forms::{Audience, Letterhead, SlipRequest};
use ansu_store::{Anchor, Chain, PrintedDocument};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Which slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SlipRequestView {
    /// Of which ticket.
    pub ticket: TicketRef,
    /// For the hall's display: numbers masked. Whoever may not see them in full gets it so in any case.
    pub masked: bool,
    /// When it was composed; sent back for printing, so that the bytes are those of the preview.
    pub composed: Option<Moment>,
}

/// A finished slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipView {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Pages of one copy.
    pub pages: u8,
    /// The fingerprint in its footer.
    pub fingerprint: String,
    /// When it was composed.
    pub composed: Moment,
    /// The ticket's number, for a file's name.
    pub number: String,
    /// Numbers in it are masked.
    pub masked: bool,
}

impl<C: Context> Desk<C> {
    /// Composes the slip. The same request with the same `composed` gives the same bytes as long as neither the ticket changes nor whether the
    /// rule is confirmed that the chosen offer rests on. In full it
    /// shows what [`Desk::reveal_phone`] shows: only to the same people, and the first look of a person in a sitting is noted before.
    ///
    /// # Errors
    /// No such ticket; a character that the typeface lacks; too long for two pages; what can't be noted is not shown.
    pub fn slip(
        &mut self,
        session: &Session,
        request: &SlipRequestView,
    ) -> Result<SlipView, DeskError> {
        let ticket = self.find(&request.ticket)?;
        self.authorize(session, Operation::Slip, Some(&ticket))?;
        let slip = self.compose(session, request, &ticket)?;
        let sight = if slip.masked {
            Act::SeeTicket
        } else {
            Act::SeeSlip
        };
        self.note_sight(session, sight, &slip.number)?;
        Ok(slip)
    }

    fn compose(
        &self,
        session: &Session,
        request: &SlipRequestView,
        ticket: &Ticket,
    ) -> Result<SlipView, DeskError> {
        let masked = request.masked
            || self
                .authorize(session, Operation::RevealPhone, Some(ticket))
                .is_err();
        let composed = request.composed.unwrap_or_else(|| self.context.now());
        let hall = self.store.hall()?.ok_or(DeskError::HallMissing)?;
        let staff: Vec<Staff> = self
            .store
            .staff()?
            .into_iter()
            .map(|record| record.staff)
            .collect();
        let staff_name = |id: &StaffId| {
            staff
                .iter()
                .find(|person| person.id == *id)
                .map(|person| person.name.clone())
                .unwrap_or_default()
        };
        let anchor = self.anchor(ticket)?;
        let pdf = ansu_forms::slip(&SlipRequest {
            ticket,
            hall: Letterhead {
                company: &hall.company,
                hall: &hall.name,
            },
            staff_name: &staff_name,
            printed_at: composed,
            audience: if masked {
                Audience::Display
            } else {
                Audience::Signed
            },
            cites_basis: self.cites_basis(ticket),
            anchor: anchor.as_deref(),
        })?;
        Ok(SlipView {
            pdf: pdf.bytes,
            pages: pdf.pages,
            fingerprint: pdf.fingerprint,
            composed,
            number: ticket.number.to_string(),
            masked,
        })
    }

    /// Whether the paper may name what the chosen offer rests on: not a rule that is unconfirmed, taken out or can't be read.
    pub(crate) fn cites_basis(&self, ticket: &Ticket) -> bool {
        let rule = ticket
            .chosen()
            .and_then(|offer| offer.terms.rule.as_deref());
        rule.is_none_or(|rule| self.is_confirmed(rule))
    }

    /// Composes the slip, notes that it is about to go out, lets `out` write or print it, and records that it did. Whoever may not record
    /// it gets no paper either, and what can't be noted does not go out.
    ///
    /// # Errors
    /// As [`Desk::slip`]; the role only reads; what `out` says; the data folder refuses.
    pub fn issue_slip(
        &mut self,
        session: &Session,
        request: &SlipRequestView,
        out: impl FnOnce(&SlipView) -> Result<(), ApiError>,
    ) -> Result<SlipView, DeskError> {
        let ticket = self.find(&request.ticket)?;
        self.authorize(session, Operation::IssueSlip, Some(&ticket))?;
        let slip = self.compose(session, request, &ticket)?;
        let action = Action::PrintSlip {
            fingerprint: slip.fingerprint.clone(),
        };
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: &session.staff,
            authority: &authority,
        };
        decide(&ticket, &action, &rules)?;
        let what = if slip.masked { "masked" } else { "full" };
        self.note(session, Act::IssueSlip, &slip.number, what)?;
        out(&slip).map_err(DeskError::Shell)?;
        self.store.record_document(&PrintedDocument {
            ticket: ticket.id,
            kind: "slip".to_owned(),
            fingerprint: slip.fingerprint.clone(),
            sha256: Sha256::digest(&slip.pdf).into(),
            revision: ticket.revision,
            printed_at: slip.composed,
            staff: session.staff.id.clone(),
        })?;
        let perform = Perform {
            ticket: ticket.id,
            revision: ticket.revision,
            actions: vec![action],
            clears: Vec::new(),
        };
        self.perform_quietly(&session.staff, &perform)?;
        Ok(slip)
    }

    /// The ticket's last place in the hall's record, printed as an anchor. That a slip went out is not part of what it says, so that saving
    /// and then printing gives the same bytes.
    pub(crate) fn anchor(&self, ticket: &Ticket) -> Result<Option<String>, DeskError> {
        let events = self.store.events(ticket.id)?;
        let said = events
            .iter()
            .rev()
            .find(|event| !matches!(event.entry.event, Event::SlipPrinted { .. }));
        Ok(said.map(|event| Anchor::of(Chain::Events, event.position, &event.hash).to_string()))
    }
}
