//! Papers beside the slip, previewed, saved and printed from the same bytes as it is: what goes up with a ticket, the final written reply, the
//! agreement to wait and the letter of authorisation (domain §5, §11, §13, §16).

use crate::{Act, ApiError, Context, Desk, DeskError, Operation, Session, TicketRef};
use ansu_complaint::{Entry, Field, Moment, Refusal, Staff, StaffId, Ticket};
use ansu_forms::{
    Audience, AuthorisationLetter, HandOverRequest, LetterRequest, Letterhead, Pdf, SlipRequest,
    WaitingAgreement, authorisation_letter, waiting_agreement,
};
use ansu_store::{Hall, PrintedDocument};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The rule of the library that says when a customer may appeal.
const APPEAL: &str = "law_appeal";

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 投诉升级移交单, what goes up with a ticket.
    HandOver,
    /// 答复函, the final written reply.
    FinalReply,
    /// 待装协议, of the ticket's last agreement to wait.
    WaitingAgreement,
    /// 授权委托书; without a ticket a blank.
    AuthorisationLetter,
}

/// Which paper of which ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PaperRequest {
    /// Which.
    pub kind: PaperKind,
    /// Of which ticket; none = a blank.
    pub ticket: Option<TicketRef>,
    /// Numbers masked. Whoever may not see them in full gets it so in any case.
    pub masked: bool,
    /// When it was composed; sent back for printing, so that the bytes are those of the preview.
    pub composed: Option<Moment>,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperView {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Pages, all copies together.
    pub pages: u8,
    /// The fingerprint in its footer.
    pub fingerprint: String,
    /// When it was composed.
    pub composed: Moment,
    /// A file's name: the ticket's number, or the counter's code on a blank, and what it is.
    pub file: String,
    /// Numbers in it are masked.
    pub masked: bool,
}

impl PaperKind {
    /// Its name on a file beside the slip of the same ticket.
    const fn name(self) -> &'static str {
        match self {
            Self::HandOver => "移交单",
            Self::FinalReply => "答复函",
            Self::WaitingAgreement => "待装协议",
            Self::AuthorisationLetter => "授权委托书",
        }
    }
}

/// What a paper is drawn of.
struct Drawing<'a> {
    hall: &'a Hall,
    composed: Moment,
    masked: bool,
}

impl Drawing<'_> {
    fn letterhead(&self) -> Letterhead<'_> {
        Letterhead {
            company: &self.hall.company,
            hall: &self.hall.name,
        }
    }

    fn counter(&self) -> String {
        format!("{}-{}", self.hall.code, self.hall.counter)
    }
}

impl<C: Context> Desk<C> {
    /// Composes a paper. In full it shows what [`Desk::reveal_phone`] shows: only to the same people, and the first look of a person in a
    /// sitting is noted before.
    ///
    /// # Errors
    /// No such ticket; nothing was handed up, no final reply given, nobody waits; a character that the typeface lacks; too long; what can't be
    /// noted is not shown.
    pub fn paper(
        &mut self,
        session: &Session,
        request: &PaperRequest,
    ) -> Result<PaperView, DeskError> {
        let ticket = self.subject(request)?;
        self.authorize(session, Operation::Slip, ticket.as_ref())?;
        let paper = self.compose_paper(session, request, ticket.as_ref())?;
        if let Some(ticket) = &ticket {
            let sight = if paper.masked {
                Act::SeeTicket
            } else {
                Act::SeePaper
            };
            self.note_sight(session, sight, ticket.number.as_str())?;
        }
        Ok(paper)
    }

    /// Composes a paper, notes that it is about to go out, lets `out` write or print it, and records that it did. What can't be noted does not
    /// go out.
    ///
    /// # Errors
    /// As [`Desk::paper`]; the role only reads; what `out` says; the data folder refuses.
    pub fn issue_paper(
        &mut self,
        session: &Session,
        request: &PaperRequest,
        out: impl FnOnce(&PaperView) -> Result<(), ApiError>,
    ) -> Result<PaperView, DeskError> {
        let ticket = self.subject(request)?;
        self.authorize(session, Operation::IssueSlip, ticket.as_ref())?;
        let paper = self.compose_paper(session, request, ticket.as_ref())?;
        let number = ticket.as_ref().map_or("", |ticket| ticket.number.as_str());
        let kind = crate::audit::word(&request.kind);
        let what = if paper.masked { "masked" } else { "full" };
        let detail = format!("{kind} {what}");
        self.note(session, Act::IssuePaper, number, &detail)?;
        out(&paper).map_err(DeskError::Shell)?;
        if let Some(ticket) = &ticket {
            self.store.record_document(&PrintedDocument {
                ticket: ticket.id,
                kind,
                fingerprint: paper.fingerprint.clone(),
                sha256: Sha256::digest(&paper.pdf).into(),
                revision: ticket.revision,
                printed_at: paper.composed,
                staff: session.staff().id.clone(),
            })?;
        }
        Ok(paper)
    }

    fn subject(&self, request: &PaperRequest) -> Result<Option<Ticket>, DeskError> {
        let which = request.ticket.as_ref();
        which.map(|which| self.find(which)).transpose()
    }

    fn compose_paper(
        &self,
        session: &Session,
        request: &PaperRequest,
        ticket: Option<&Ticket>,
    ) -> Result<PaperView, DeskError> {
        let may_see = || self.authorize(session, Operation::RevealPhone, ticket);
        let hall = self.store.hall()?.ok_or(DeskError::HallMissing)?;
        let drawing = Drawing {
            hall: &hall,
            composed: request.composed.unwrap_or_else(|| self.context.now()),
            // A blank has no numbers.
            masked: ticket.is_some() && (request.masked || may_see().is_err()),
        };
        let pdf = match (request.kind, ticket) {
            (PaperKind::AuthorisationLetter, ticket) => authorisation(&drawing, ticket)?,
            (_, None) => return Err(DeskError::UnknownTicket),
            (PaperKind::WaitingAgreement, Some(ticket)) => agreement_to_wait(&drawing, ticket)?,
            (PaperKind::HandOver, Some(ticket)) => self.package(&drawing, ticket)?,
            (PaperKind::FinalReply, Some(ticket)) => self.final_reply(&drawing, ticket)?,
        };
        let counter = drawing.counter();
        let of = ticket.map_or(counter.as_str(), |ticket| ticket.number.as_str());
        Ok(PaperView {
            file: format!("{of} {}.pdf", request.kind.name()),
            pdf: pdf.bytes,
            pages: pdf.pages,
            fingerprint: pdf.fingerprint,
            composed: drawing.composed,
            masked: drawing.masked,
        })
    }

    /// What goes up with a ticket; nothing does that was not handed up.
    fn package(&self, drawing: &Drawing<'_>, ticket: &Ticket) -> Result<Pdf, DeskError> {
        if ticket.escalations.is_empty() {
            return Err(Refusal::NoEscalation.into());
        }
        let events = self.store.events(ticket.id)?.into_iter();
        let entries: Vec<Entry> = events.map(|stored| stored.entry).collect();
        self.as_slip(drawing, ticket, |slip| {
            let entries = &entries;
            ansu_forms::hand_over(&HandOverRequest { slip, entries })
        })
    }

    /// The final written reply; none goes out that was not given.
    fn final_reply(&self, drawing: &Drawing<'_>, ticket: &Ticket) -> Result<Pdf, DeskError> {
        if ticket.final_reply.is_none() {
            let field = Field::Reply;
            return Err(Refusal::Required { field }.into());
        }
        let cites_appeal = self.is_confirmed(APPEAL);
        self.as_slip(drawing, ticket, |slip| {
            ansu_forms::letter(&LetterRequest { slip, cites_appeal })
        })
    }

    /// Draws a paper that is composed as the slip is.
    fn as_slip(
        &self,
        drawing: &Drawing<'_>,
        ticket: &Ticket,
        draw: impl FnOnce(SlipRequest<'_>) -> Result<Pdf, ansu_forms::FormError>,
    ) -> Result<Pdf, DeskError> {
        let records = self.store.staff()?.into_iter();
        let staff: Vec<Staff> = records.map(|record| record.staff).collect();
        let staff_name = |id: &StaffId| {
            let known = staff.iter().find(|person| person.id == *id);
            known.map(|person| person.name.clone()).unwrap_or_default()
        };
        let anchor = self.anchor(ticket)?;
        let audience = if drawing.masked {
            Audience::Display
        } else {
            Audience::Signed
        };
        Ok(draw(SlipRequest {
            ticket,
            hall: drawing.letterhead(),
            staff_name: &staff_name,
            printed_at: drawing.composed,
            audience,
            cites_basis: self.cites_basis(ticket),
            anchor: anchor.as_deref(),
        })?)
    }

    /// Whether a legal value is confirmed; one that was taken out or can't be read is not.
    pub(crate) fn is_confirmed(&self, rule: &str) -> bool {
        let coach = self.guidance();
        coach.is_ok_and(|coach| coach.rule(rule).is_some_and(|rule| rule.confirmed))
    }
}

fn agreement_to_wait(drawing: &Drawing<'_>, ticket: &Ticket) -> Result<Pdf, DeskError> {
    Ok(waiting_agreement(&WaitingAgreement {
        ticket,
        waiting: ticket.waitings.last().ok_or(Refusal::NoWaiting)?,
        hall: drawing.letterhead(),
        printed_at: drawing.composed,
        masked: drawing.masked,
    })?)
}

fn authorisation(drawing: &Drawing<'_>, ticket: Option<&Ticket>) -> Result<Pdf, DeskError> {
    Ok(authorisation_letter(&AuthorisationLetter {
        ticket,
        hall: drawing.letterhead(),
        counter: &drawing.counter(),
        printed_at: drawing.composed,
        masked: drawing.masked,
    })?)
}
