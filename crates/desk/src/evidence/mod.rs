//! Files of evidence: brought by a person, looked at before they are kept, put on a ticket by an action like any other.

mod picture;

pub(crate) use picture::PIXELS_MAX;
pub use picture::look_over as look_over_evidence;

use crate::{Act, Context, Desk, DeskError, Operation, Session, TicketRef, Way};
use ansu_complaint::{Action, ActionKind, EvidenceFile, Refusal, Ticket, TicketId, permit};
use ansu_store::{Brought, EVIDENCE_MAX};
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What was brought and is on no ticket is forgotten after this many hours: long enough to take back a wrong key.
const FORGOTTEN_AFTER_HOURS: i64 = 24;

/// A file of evidence with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceView {
    /// What the record says of it.
    pub file: EvidenceFile,
    /// A name for a copy of it: the ticket's number and the file's place, never what somebody called it.
    pub copy_name: String,
    /// The file.
    pub content: Vec<u8>,
}

/// The small picture of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidencePreview {
    /// Which file.
    pub id: Uuid,
    /// A JPEG of at most 240 × 240 pixels.
    pub picture: Vec<u8>,
}

impl<C: Context> Desk<C> {
    /// Looks at a file and keeps it for a ticket, which has it once [`Action::AttachEvidence`] with what comes back was performed.
    ///
    /// # Errors
    /// Not a JPEG, PNG or WebP picture or a PDF, whatever its name says; empty, too large, a picture that can't be decoded or has too many
    /// pixels; the ticket takes no evidence any more; the data folder refuses. Nothing is kept then.
    pub fn bring_evidence(
        &mut self,
        session: &Session,
        which: &TicketRef,
        name: &str,
        content: &[u8],
    ) -> Result<EvidenceFile, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::BringEvidence, Some(&ticket))?;
        let authority = self.limits()?;
        let rules = ansu_complaint::Context {
            now: self.context.now(),
            staff: &session.staff,
            authority: &authority,
        };
        permit(&ticket, ActionKind::AttachEvidence, &rules)?;
        if content.len() > EVIDENCE_MAX {
            return Err(DeskError::EvidenceTooLarge);
        }
        let (kind, preview) = picture::look_over(content)?;
        let file = EvidenceFile {
            id: self.context.new_id(),
            name: EvidenceFile::name_of(name, kind),
            kind,
            bytes: u32::try_from(content.len()).map_err(|_| DeskError::EvidenceTooLarge)?,
            digest: hex(&Sha256::digest(content)),
        };
        let brought = Brought {
            ticket: ticket.id,
            file: &file,
            content,
            preview: &preview,
        };
        self.store.put_evidence(brought, self.context.now())?;
        Ok(file)
    }

    /// The small pictures of a ticket's files; of a document there is none.
    ///
    /// # Errors
    /// No such ticket; the person at work may not.
    pub fn evidence_previews(
        &mut self,
        session: &Session,
        which: &TicketRef,
    ) -> Result<Vec<EvidencePreview>, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::Evidence, Some(&ticket))?;
        self.note_sight(session, Act::SeeTicket, ticket.number.as_str())?;
        let mut previews = vec![];
        for evidence in &ticket.evidence {
            let picture = self.store.evidence_preview(evidence.file.id)?;
            if !picture.is_empty() {
                let id = evidence.file.id;
                previews.push(EvidencePreview { id, picture });
            }
        }
        Ok(previews)
    }

    /// A file of a ticket, to be shown or for a copy of it. It is noted before it is given.
    ///
    /// # Errors
    /// No such ticket or file; the person at work may not; the file is lost; what can't be noted is not given.
    pub fn evidence(
        &mut self,
        session: &Session,
        which: &TicketRef,
        id: Uuid,
        way: Way,
    ) -> Result<EvidenceView, DeskError> {
        let ticket = self.find(which)?;
        self.authorize(session, Operation::Evidence, Some(&ticket))?;
        let (place, file) = on(&ticket, id).ok_or(Refusal::UnknownEvidence)?;
        self.note(
            session,
            Act::SeeEvidence,
            ticket.number.as_str(),
            way.word(),
        )?;
        Ok(EvidenceView {
            content: self.store.evidence(file)?,
            copy_name: copy_name(&ticket, place, file),
            file: file.clone(),
        })
    }

    /// What is put on a ticket was brought for it, and is what the record will say.
    pub(crate) fn evidence_is_here(
        &self,
        ticket: TicketId,
        actions: &[Action],
    ) -> Result<(), DeskError> {
        for (place, action) in actions.iter().enumerate() {
            let Action::AttachEvidence { file, .. } = action else {
                continue;
            };
            if self.store.evidence_file(file.id)? != Some((ticket, file.clone())) {
                let refusal = Refusal::UnknownEvidence;
                return Err(DeskError::RefusedAt { place, refusal });
            }
        }
        Ok(())
    }

    /// Forgets what was brought long ago and is on no ticket.
    pub(crate) fn forget_evidence(&mut self) -> Result<(), DeskError> {
        let long_ago = self.context.now() - TimeDelta::hours(FORGOTTEN_AFTER_HOURS);
        Ok(self.store.forget_evidence(long_ago)?)
    }
}

/// A name for a copy of a file at its place on a ticket.
pub(crate) fn copy_name(ticket: &Ticket, place: usize, file: &EvidenceFile) -> String {
    format!("{}-{place}.{}", ticket.number, file.kind.extension())
}

/// A file of a ticket and its place there, from 1.
fn on(ticket: &Ticket, id: Uuid) -> Option<(usize, &EvidenceFile)> {
    let mut files = (1..).zip(ticket.evidence.iter().map(|evidence| &evidence.file));
    files.find(|(_, file)| file.id == id)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
