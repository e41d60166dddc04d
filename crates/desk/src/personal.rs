//! What is kept of a person, and a copy of it for them (个人信息保护法 art. 45).

use crate::backup::few;
use crate::contacts::ContactView;
use crate::evidence::copy_name;
use crate::queue::Line;
use crate::retention::{Kept, Plea, kept_against, kept_since};
use crate::{Act, ApiError, Context, Desk, DeskError, HallView, LogLine, Operation, Session};
use ansu_complaint::{
    Contact, Field, Moment, Phone, Refusal, Representative, StaffId, Ticket, TicketNumber,
};
use ansu_store::{QueueRow, StoreError};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// A ticket in what is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PersonLine {
    /// The ticket.
    pub line: Line,
    /// Why it would be kept; none where it can be erased.
    pub kept: Option<Kept>,
}

/// A contact that was no complaint in what is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PersonContact {
    /// The contact.
    pub contact: ContactView,
    /// Why it would be kept; none where it can be erased.
    pub kept: Option<Kept>,
}

/// What is kept under a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Person {
    /// Tickets, the newest first.
    pub tickets: Vec<PersonLine>,
    /// Tickets of others that they brought as a representative, the newest first. What is kept of them there is part of that ticket.
    pub represented: Vec<PersonLine>,
    /// Contacts that were no complaints, the newest first, those that were taken back among them.
    pub contacts: Vec<PersonContact>,
    /// Complaints and other contacts that were begun and not registered.
    pub unregistered: u32,
}

/// All that is kept of a person, as they may ask for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonExport {
    /// Who keeps it.
    pub hall: Option<HallView>,
    /// When the copy was made.
    pub made_at: Moment,
    /// The number that the person is known by here.
    pub phone: Phone,
    /// The end of the hall's audit trail when the copy was made; vouches for what is in it.
    pub anchor: Option<String>,
    /// Every ticket under this number.
    pub tickets: Vec<PersonTicket>,
    /// What is kept of them as somebody's representative; nothing of whom they represented.
    pub represented: Vec<PersonRepresented>,
    /// Every contact under it that was no complaint, those that were taken back among them.
    pub contacts: Vec<Contact>,
    /// What was typed about them and not carried out: complaints and other contacts that are not registered, and forms on these tickets.
    pub drafts: Vec<PersonDraft>,
}

/// Something typed in a person's copy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonDraft {
    /// The ticket; none where it is not registered.
    pub ticket: Option<TicketNumber>,
    /// Who typed it.
    pub by: StaffId,
    /// When it was stored last.
    pub saved_at: Moment,
    /// What was typed, as the form keeps it.
    pub typed: Value,
    /// Which form.
    #[serde(skip)]
    pub(crate) key: String,
}

/// Somebody's part in the ticket of a customer whom they represented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRepresented {
    /// The ticket.
    pub ticket: TicketNumber,
    /// When it was received.
    pub received: Moment,
    /// What was noted of them and their authorisation.
    pub representative: Representative,
}

/// A ticket in a person's copy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonTicket {
    /// The ticket as it stands, in full.
    pub ticket: Ticket,
    /// What happened to it.
    pub history: Vec<LogLine>,
    /// The files on it, in the order of the record.
    pub files: Vec<PersonFile>,
}

/// A file of evidence in a person's copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonFile {
    /// Which.
    pub id: Uuid,
    /// What it is called in the folder beside the copy; none where it is lost.
    pub file: Option<String>,
}

impl<C: Context> Desk<C> {
    /// What is kept under a number, and what of it could not be erased at the person's request.
    ///
    /// # Errors
    /// The person at work may not; not a phone number; the data folder can't be read.
    pub fn person(
        &mut self,
        session: &Session,
        phone: &str,
        plea: Plea,
    ) -> Result<Person, DeskError> {
        self.authorize(session, Operation::ExportPerson, None)?;
        let (now, phone) = (self.context.now(), number(phone)?);
        // Noted before anything is told, every time, and without the number.
        self.note(session, Act::LookUp, "", "")?;
        let lines = |rows: Vec<QueueRow>| {
            let mut lines = Vec::new();
            for row in rows {
                if let Some(ticket) = self.store.ticket(row.id)? {
                    lines.push(PersonLine {
                        line: Line::of(&row, now),
                        kept: kept_against(&ticket, plea, now),
                    });
                }
            }
            Ok::<_, DeskError>(lines)
        };
        let tickets = lines(self.store.history(&phone, Moment::MIN_UTC)?)?;
        let represented = lines(self.store.represented_by(&phone)?)?;
        let contacts = self.store.contacts(&phone, Moment::MIN_UTC)?;
        let contacts = contacts.iter().map(|contact| PersonContact {
            contact: ContactView::from(contact),
            kept: kept_since(contact.at, plea.months(), now),
        });
        Ok(Person {
            tickets,
            represented,
            contacts: contacts.collect(),
            unregistered: few(self.typed_about(&phone, &[])?.len() as u64),
        })
    }

    /// All that is kept under a number, as one copy. Files of evidence are given to `out` with a name, one by one.
    ///
    /// # Errors
    /// The person at work may not; not a phone number; the data folder can't be read; what `out` says.
    pub fn person_export(
        &mut self,
        session: &Session,
        phone: &str,
        mut out: impl FnMut(&str, &[u8]) -> Result<(), ApiError>,
    ) -> Result<PersonExport, DeskError> {
        self.authorize(session, Operation::ExportPerson, None)?;
        let phone = number(phone)?;
        let mut tickets = Vec::new();
        for row in self.store.history(&phone, Moment::MIN_UTC)? {
            let Some(ticket) = self.store.ticket(row.id)? else {
                continue;
            };
            // Noted by ticket: the trail holds nothing about the person.
            let number = ticket.number.as_str().to_owned();
            self.note(session, Act::ExportPerson, &number, "")?;
            tickets.push(PersonTicket {
                history: self.history(&ticket)?,
                files: self.give_files(&ticket, &mut out)?,
                ticket,
            });
        }
        let represented = self.represented(session, &phone)?;
        let contacts = self.store.contacts(&phone, Moment::MIN_UTC)?;
        if !contacts.is_empty() {
            let detail = format!("contacts={}", contacts.len());
            self.note(session, Act::ExportPerson, "", &detail)?;
        }
        let of_theirs: Vec<&Ticket> = tickets.iter().map(|one| &one.ticket).collect();
        let drafts = self.typed_about(&phone, &of_theirs)?;
        if drafts.iter().any(|draft| draft.ticket.is_none()) {
            self.note(session, Act::ExportPerson, "", "unregistered")?;
        }
        Ok(PersonExport {
            contacts,
            drafts,
            hall: self.store.hall()?.map(HallView::from),
            made_at: self.context.now(),
            phone,
            represented,
            anchor: self.store.ends()?.audit.map(|anchor| anchor.to_string()),
            tickets,
        })
    }
}

impl<C: Context> Desk<C> {
    /// What is kept of somebody as a representative, noted by ticket.
    fn represented(
        &mut self,
        session: &Session,
        phone: &Phone,
    ) -> Result<Vec<PersonRepresented>, DeskError> {
        let mut represented = Vec::new();
        for row in self.store.represented_by(phone)? {
            let ticket = self.store.ticket(row.id)?;
            let Some(representative) =
                ticket.and_then(|ticket| ticket.intake.complainant.representative)
            else {
                continue;
            };
            let number = row.number.as_str().to_owned();
            self.note(session, Act::ExportPerson, &number, "representative")?;
            represented.push(PersonRepresented {
                ticket: row.number,
                received: row.received,
                representative,
            });
        }
        Ok(represented)
    }

    /// Gives the files of a ticket, each with the name of a copy of it.
    fn give_files(
        &self,
        ticket: &Ticket,
        out: &mut impl FnMut(&str, &[u8]) -> Result<(), ApiError>,
    ) -> Result<Vec<PersonFile>, DeskError> {
        let mut given = Vec::new();
        for (place, evidence) in (1..).zip(&ticket.evidence) {
            let name = copy_name(ticket, place, &evidence.file);
            let file = match self.store.evidence(&evidence.file) {
                Ok(content) => {
                    out(&name, &content).map_err(DeskError::Shell)?;
                    Some(name)
                }
                // The copy says so, and what is there is given all the same.
                Err(StoreError::EvidenceLost | StoreError::Damaged { .. }) => None,
                Err(error) => return Err(error.into()),
            };
            let id = evidence.file.id;
            given.push(PersonFile { id, file });
        }
        Ok(given)
    }
}

/// A number that a person is looked up by.
pub(crate) fn number(phone: &str) -> Result<Phone, DeskError> {
    Phone::parse(phone).map_err(|_| {
        Refusal::NotAPhone {
            field: Field::Phone,
        }
        .into()
    })
}
