//! The complaint-resolution slip: previewed, saved and printed from the same bytes.

use crate::{ApiError, Context, Desk, DeskError, Operation, Perform, Session, TicketRef};
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
    /// For the hall's display: numbers masked.
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
}

impl<C: Context> Desk<C> {
    /// Composes the slip. The same request with the same `composed` gives the same bytes as long as the ticket does not change.
    ///
    /// # Errors
    /// No such ticket; a character that the typeface lacks; too long for two pages.
    pub fn slip(
        &self,
        session: &Session,
        request: &SlipRequestView,
    ) -> Result<SlipView, DeskError> {
        let ticket = self.find(&request.ticket)?;
        self.authorize(session, Operation::Slip, Some(&ticket))?;
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
        let anchor = self.anchor(&ticket)?;
        let pdf = ansu_forms::slip(&SlipRequest {
            ticket: &ticket,
            hall: Letterhead {
                company: &hall.company,
                hall: &hall.name,
            },
            staff_name: &staff_name,
            printed_at: composed,
            audience: if request.masked {
                Audience::Display
            } else {
                Audience::Signed
            },
            anchor: anchor.as_deref(),
        })?;
        Ok(SlipView {
            pdf: pdf.bytes,
            pages: pdf.pages,
            fingerprint: pdf.fingerprint,
            composed,
            number: ticket.number.to_string(),
        })
    }

    /// Composes the slip, lets `out` write or print it, and records that it went out. Whoever may not record it gets no paper either.
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
        let slip = self.slip(session, request)?;
        let action = Action::PrintSlip {
            fingerprint: slip.fingerprint.clone(),
        };
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: &session.staff,
            authority: &self.authority,
        };
        decide(&ticket, &action, &rules)?;
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
    fn anchor(&self, ticket: &Ticket) -> Result<Option<String>, DeskError> {
        let events = self.store.events(ticket.id)?;
        let said = events
            .iter()
            .rev()
            .find(|event| !matches!(event.entry.event, Event::SlipPrinted { .. }));
        Ok(said.map(|event| Anchor::of(Chain::Events, event.position, &event.hash).to_string()))
    }
}
