//! Further papers of a ticket, previewed, saved and printed from the same bytes as the slip is: what goes up with it, and the final written
//! reply (domain §5, §11, §16).

use crate::{Act, ApiError, Context, Desk, DeskError, Operation, Session, SlipView, TicketRef};
use ansu_complaint::{Entry, Field, Moment, Refusal, Staff, StaffId, Ticket};
use ansu_forms::{Audience, HandOverRequest, LetterRequest, Letterhead, SlipRequest};
use ansu_store::PrintedDocument;
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
}

/// Which paper of which ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PaperRequest {
    /// Which.
    pub kind: PaperKind,
    /// Of which ticket.
    pub ticket: TicketRef,
    /// Numbers masked. Whoever may not see them in full gets it so in any case.
    pub masked: bool,
    /// When it was composed; sent back for printing, so that the bytes are those of the preview.
    pub composed: Option<Moment>,
}

impl<C: Context> Desk<C> {
    /// Composes a paper. In full it shows what [`Desk::reveal_phone`] shows: only to the same people, and the first look of a person in a
    /// sitting is noted before.
    ///
    /// # Errors
    /// No such ticket; nothing was handed up, or no final reply given; a character that the typeface lacks; too long; what can't be noted is
    /// not shown.
    pub fn paper(
        &mut self,
        session: &Session,
        request: &PaperRequest,
    ) -> Result<SlipView, DeskError> {
        let ticket = self.find(&request.ticket)?;
        self.authorize(session, Operation::Slip, Some(&ticket))?;
        let paper = self.compose_paper(session, request, &ticket)?;
        let sight = if paper.masked {
            Act::SeeTicket
        } else {
            Act::SeePaper
        };
        self.note_sight(session, sight, &paper.number)?;
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
        out: impl FnOnce(&SlipView) -> Result<(), ApiError>,
    ) -> Result<SlipView, DeskError> {
        let ticket = self.find(&request.ticket)?;
        self.authorize(session, Operation::IssueSlip, Some(&ticket))?;
        let paper = self.compose_paper(session, request, &ticket)?;
        let kind = crate::audit::word(&request.kind);
        let what = if paper.masked { "masked" } else { "full" };
        let detail = format!("{kind} {what}");
        self.note(session, Act::IssuePaper, &paper.number, &detail)?;
        out(&paper).map_err(DeskError::Shell)?;
        self.store.record_document(&PrintedDocument {
            ticket: ticket.id,
            kind,
            fingerprint: paper.fingerprint.clone(),
            sha256: Sha256::digest(&paper.pdf).into(),
            revision: ticket.revision,
            printed_at: paper.composed,
            staff: session.staff.id.clone(),
        })?;
        Ok(paper)
    }

    fn compose_paper(
        &self,
        session: &Session,
        request: &PaperRequest,
        ticket: &Ticket,
    ) -> Result<SlipView, DeskError> {
        there_is(request.kind, ticket)?;
        let masked = request.masked
            || self
                .authorize(session, Operation::RevealPhone, Some(ticket))
                .is_err();
        let composed = request.composed.unwrap_or_else(|| self.context.now());
        let hall = self.store.hall()?.ok_or(DeskError::HallMissing)?;
        let records = self.store.staff()?.into_iter();
        let staff: Vec<Staff> = records.map(|record| record.staff).collect();
        let staff_name = |id: &StaffId| {
            let known = staff.iter().find(|person| person.id == *id);
            known.map(|person| person.name.clone()).unwrap_or_default()
        };
        let anchor = self.anchor(ticket)?;
        let slip = SlipRequest {
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
        };
        let pdf = match request.kind {
            PaperKind::HandOver => {
                let events = self.store.events(ticket.id)?.into_iter();
                let entries: Vec<Entry> = events.map(|stored| stored.entry).collect();
                ansu_forms::hand_over(&HandOverRequest {
                    slip,
                    entries: &entries,
                })?
            }
            PaperKind::FinalReply => ansu_forms::letter(&LetterRequest {
                slip,
                cites_appeal: self.is_confirmed(APPEAL),
            })?,
        };
        Ok(SlipView {
            pdf: pdf.bytes,
            pages: pdf.pages,
            fingerprint: pdf.fingerprint,
            composed,
            number: ticket.number.to_string(),
            masked,
        })
    }

    /// Whether a legal value is confirmed; one that was taken out or can't be read is not.
    pub(crate) fn is_confirmed(&self, rule: &str) -> bool {
        let coach = self.guidance();
        coach.is_ok_and(|coach| coach.rule(rule).is_some_and(|rule| rule.confirmed))
    }
}

/// A paper says what was done: nothing goes up that was not handed up, and no reply goes out that was not given.
fn there_is(kind: PaperKind, ticket: &Ticket) -> Result<(), Refusal> {
    match kind {
        PaperKind::HandOver if ticket.escalations.is_empty() => Err(Refusal::NoEscalation),
        PaperKind::FinalReply if ticket.final_reply.is_none() => Err(Refusal::Required {
            field: Field::Reply,
        }),
        PaperKind::HandOver | PaperKind::FinalReply => Ok(()),
//! Papers beside the slip: the waiting agreement (待装协议) and the letter of authorisation (授权委托书), previewed, saved and printed from the same bytes.

use crate::{Act, ApiError, Context, Desk, DeskError, Operation, Session, TicketRef};
use ansu_complaint::{Moment, Refusal, Ticket};
use ansu_forms::{
    AuthorisationLetter, Letterhead, Pdf, WaitingAgreement, authorisation_letter, waiting_agreement,
};
use ansu_store::PrintedDocument;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 待装协议, of the ticket's last agreement to wait.
    WaitingAgreement,
    /// 授权委托书; without a ticket a blank.
    AuthorisationLetter,
}

/// Which paper, of which ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PaperRequest {
    /// Which.
    pub kind: PaperKind,
    /// Of which ticket; none = a blank.
    pub ticket: Option<TicketRef>,
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
    /// A file's name without its ending.
    pub name: String,
    /// Numbers in it are masked.
    pub masked: bool,
}

impl PaperKind {
    /// Its name in the trail, among printed documents and in file names.
    const fn name(self) -> &'static str {
        match self {
            Self::WaitingAgreement => "waiting_agreement",
            Self::AuthorisationLetter => "authorisation_letter",
        }
    }
}

impl<C: Context> Desk<C> {
    /// Composes a paper. As with the slip, full numbers are for the same people as elsewhere, and the first look of a person in a sitting is noted.
    ///
    /// # Errors
    /// No such ticket; nobody waits on it; a character that the typeface lacks; what can't be noted is not shown.
    pub fn paper(
        &mut self,
        session: &Session,
        request: &PaperRequest,
    ) -> Result<PaperView, DeskError> {
        let ticket = self.of(request)?;
        self.authorize(session, Operation::Slip, ticket.as_ref())?;
        let paper = self.draw(session, request, ticket.as_ref())?;
        if let Some(ticket) = &ticket {
            let sight = if paper.masked {
                Act::SeeTicket
            } else {
                Act::SeeSlip
            };
            self.note_sight(session, sight, ticket.number.as_str())?;
        }
        Ok(paper)
    }

    /// Composes a paper, notes that it is about to go out, lets `out` write or print it, and records that it did.
    ///
    /// # Errors
    /// As [`Desk::paper`]; the role only reads; what `out` says; the data folder refuses.
    pub fn issue_paper(
        &mut self,
        session: &Session,
        request: &PaperRequest,
        out: impl FnOnce(&PaperView) -> Result<(), ApiError>,
    ) -> Result<PaperView, DeskError> {
        let ticket = self.of(request)?;
        self.authorize(session, Operation::IssueSlip, ticket.as_ref())?;
        let paper = self.draw(session, request, ticket.as_ref())?;
        let number = ticket.as_ref().map_or("", |ticket| ticket.number.as_str());
        let how = if paper.masked { "masked" } else { "full" };
        let detail = format!("{} {how}", request.kind.name());
        self.note(session, Act::IssuePaper, number, &detail)?;
        out(&paper).map_err(DeskError::Shell)?;
        if let Some(ticket) = &ticket {
            self.store.record_document(&PrintedDocument {
                ticket: ticket.id,
                kind: request.kind.name().to_owned(),
                fingerprint: paper.fingerprint.clone(),
                sha256: Sha256::digest(&paper.pdf).into(),
                revision: ticket.revision,
                printed_at: paper.composed,
                staff: session.staff.id.clone(),
            })?;
        }
        Ok(paper)
    }

    fn of(&self, request: &PaperRequest) -> Result<Option<Ticket>, DeskError> {
        request
            .ticket
            .as_ref()
            .map(|which| self.find(which))
            .transpose()
    }

    fn draw(
        &self,
        session: &Session,
        request: &PaperRequest,
        ticket: Option<&Ticket>,
    ) -> Result<PaperView, DeskError> {
        let masked = ticket.is_some()
            && self
                .authorize(session, Operation::RevealPhone, ticket)
                .is_err();
        let composed = request.composed.unwrap_or_else(|| self.context.now());
        let hall = self.store.hall()?.ok_or(DeskError::HallMissing)?;
        let letterhead = Letterhead {
            company: &hall.company,
            hall: &hall.name,
        };
        let counter = format!("{}-{}", hall.code, hall.counter);
        let Pdf {
            bytes,
            pages,
            fingerprint,
        } = match request.kind {
            PaperKind::WaitingAgreement => {
                let ticket = ticket.ok_or(DeskError::UnknownTicket)?;
                waiting_agreement(&WaitingAgreement {
                    ticket,
                    waiting: ticket.waitings.last().ok_or(Refusal::NoWaiting)?,
                    hall: letterhead,
                    printed_at: composed,
                    masked,
                })?
            }
            PaperKind::AuthorisationLetter => authorisation_letter(&AuthorisationLetter {
                ticket,
                hall: letterhead,
                counter: &counter,
                printed_at: composed,
                masked,
            })?,
        };
        let of = ticket.map_or(counter.as_str(), |ticket| ticket.number.as_str());
        Ok(PaperView {
            name: format!("{of}-{}", request.kind.name()),
            pdf: bytes,
            pages,
            fingerprint,
            composed,
            masked,
        })
    }
}
