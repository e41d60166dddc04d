//! A person's rights in what is kept of them: how long, a copy of it, and its end (个人信息保护法 art. 19, 45, 47).

use crate::backup::few;
use crate::contacts::ContactView;
use crate::drafts::{UNREGISTERED, about};
use crate::evidence::copy_name;
use crate::queue::Line;
use crate::{
    Act, ApiError, Context, Desk, DeskError, HallView, LogLine, Operation, Session, TicketRef,
};
use ansu_complaint::{
    Contact, ContactId, Field, Moment, Phone, Refusal, StaffId, Ticket, TicketNumber,
};
use ansu_store::{AuditNote, Disposal, Draft, StoreError};
use chrono::{Months, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Months after its end for which a ticket is kept where nobody has decided otherwise: as long as a claim can be brought (民法典 art. 188:
/// three years), which is longer than an appeal to the regulator can be (电信用户申诉处理办法 art. 11: two years).
pub const KEPT_MONTHS: u32 = 36;

/// Days for which a complaint or another contact that was begun and not registered is kept after it was typed in last: long enough for whoever began it to come
/// back, and no longer, for nothing has come of it (个人信息保护法 art. 19).
pub const UNREGISTERED_DAYS: i64 = 30;

/// Days of work that have to lie between as well.
const UNREGISTERED_WORK_DAYS: u32 = 10;

/// Tickets that one review shows.
const REVIEW: u32 = 200;

/// Tickets that nothing asks to be kept any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Review {
    /// The oldest of them, at most 200.
    pub lines: Vec<ReviewLine>,
    /// How many there are.
    pub total: u32,
    /// The oldest contacts that were no complaints, at most 200, from before the same moment.
    pub contacts: Vec<ContactView>,
    /// How many there are.
    pub contacts_total: u32,
}

/// A ticket that nothing asks to be kept any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReviewLine {
    /// The ticket.
    pub line: Line,
    /// When it ended.
    pub ended_at: Moment,
}

/// Why a ticket's content is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The time for which it is kept is over.
    Retention,
    /// The person has asked for it.
    Request(Plea),
}

/// On what somebody bases the wish that what is kept of them be erased (个人信息保护法 art. 47).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Plea {
    /// What it was kept for is reached, or over (items 1 and 2).
    PurposeOver,
    /// The consent is withdrawn (item 3).
    ConsentWithdrawn,
    /// It should never have been kept (item 4). Then nothing asks for keeping it longer.
    Unlawful,
}

/// Why a ticket is kept although the person asks for its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The complaint goes on.
    Open,
    /// A claim can still be brought (see [`KEPT_MONTHS`]).
    Until(Moment),
}

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
    /// Ended tickets and other contacts that have been kept for longer than `months`, at least [`KEPT_MONTHS`], the oldest first, to be looked through before they are erased.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn review_list(&self, session: &Session, months: u32) -> Result<Review, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        let now = self.context.now();
        let limit = kept_until(now, months.max(KEPT_MONTHS));
        let ended = self.store.ended_before(limit)?;
        let mut lines = Vec::new();
        for (ticket, ended_at) in ended.iter().take(REVIEW as usize) {
            if let Some(row) = self.store.queue_row(*ticket)? {
                lines.push(ReviewLine {
                    line: Line::of(&row, now),
                    ended_at: *ended_at,
                });
            }
        }
        let (contacts, contacts_total) = self.store.contacts_before(limit, REVIEW)?;
        Ok(Review {
            contacts: contacts.iter().map(ContactView::from).collect(),
            contacts_total,
            lines,
            total: u32::try_from(ended.len()).unwrap_or(u32::MAX),
        })
    }

    /// Erases the content of tickets and of contacts that were none for good: no undo. Gives how many of both. What stays is that there was a ticket with this number, and who erased it when and
    /// why. Backups made before still hold it until they are thinned out.
    ///
    /// # Errors
    /// The person at work may not; one of them is not there or has not ended, or has not been kept long enough. Nothing was erased then.
    pub fn dispose(
        &mut self,
        session: &Session,
        tickets: &[TicketNumber],
        contacts: &[ContactId],
        ground: Ground,
        months: u32,
    ) -> Result<u32, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        // Whoever asks may keep for longer, and not for less.
        let months = months.max(KEPT_MONTHS);
        let now = self.context.now();
        let reason = match ground {
            Ground::Retention => format!("kept={months}"),
            Ground::Request(plea) => format!("request={}", plea.word()),
        };
        let disposal = |record, number| Disposal {
            record,
            number,
            at: now,
            by: session.staff().id.clone(),
            reason: reason.clone(),
        };
        let mut disposals = Vec::new();
        for number in tickets {
            let ticket = self.find(&TicketRef::Number(number.clone()))?;
            let kept = match ground {
                Ground::Retention => kept_for(&ticket, months, now),
                Ground::Request(plea) => kept_against(&ticket, plea, now),
            };
            match kept {
                None => {}
                Some(Kept::Open) => return Err(Refusal::NotEnded.into()),
                Some(Kept::Until(_)) => {
                    return Err(DeskError::StillKept {
                        number: ticket.number.clone(),
                    });
                }
            }
            disposals.push(disposal(ticket.id.0, Some(ticket.number)));
        }
        for id in contacts {
            let (contact, _) = self.store.contact(*id)?.ok_or(DeskError::UnknownContact)?;
            let kept = match ground {
                Ground::Retention => kept_since(contact.at, months, now),
                Ground::Request(plea) => kept_since(contact.at, plea.months(), now),
            };
            if kept.is_some() {
                return Err(DeskError::ContactStillKept);
            }
            disposals.push(disposal(id.0, None));
        }
        // Noted first: what can't be noted is not erased. Contacts have no number to be noted by.
        for number in disposals.iter().filter_map(|one| one.number.as_ref()) {
            self.note(session, Act::Dispose, number.as_str(), &reason)?;
        }
        if !contacts.is_empty() {
            let detail = format!("contacts={} {reason}", contacts.len());
            self.note(session, Act::Dispose, "", &detail)?;
        }
        self.store.dispose(&disposals)?;
        Ok(u32::try_from(disposals.len()).unwrap_or(u32::MAX))
    }

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
        let mut tickets = Vec::new();
        for row in self.store.history(&phone, Moment::MIN_UTC)? {
            if let Some(ticket) = self.store.ticket(row.id)? {
                tickets.push(PersonLine {
                    line: Line::of(&row, now),
                    kept: kept_against(&ticket, plea, now),
                });
            }
        }
        let contacts = self.store.contacts(&phone, Moment::MIN_UTC)?;
        let contacts = contacts.iter().map(|contact| PersonContact {
            contact: ContactView::from(contact),
            kept: kept_since(contact.at, plea.months(), now),
        });
        Ok(Person {
            tickets,
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
            anchor: self.store.ends()?.audit.map(|anchor| anchor.to_string()),
            tickets,
        })
    }
}

impl<C: Context> Desk<C> {
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

/// Fields of the forms of a new complaint and of another contact that hold a number of somebody whom it is about.
const NUMBERS: [&str; 3] = ["phone", "contact", "representative_phone"];

impl<C: Context> Desk<C> {
    /// What was typed on tickets, and on complaints and other contacts that are not registered and name a number.
    fn typed_about(
        &self,
        phone: &Phone,
        tickets: &[&Ticket],
    ) -> Result<Vec<PersonDraft>, DeskError> {
        let mut found = Vec::new();
        for draft in self.store.all_drafts()? {
            let typed: Value = serde_json::from_str(&draft.json).unwrap_or_default();
            let names = |field: &&str| {
                let text = typed.get(*field).and_then(Value::as_str);
                text.is_some_and(|text| Phone::parse(text).is_ok_and(|found| found == *phone))
            };
            let of_theirs = about(&draft.key)
                .flatten()
                .and_then(|id| tickets.iter().find(|ticket| ticket.id == id));
            let ticket = match of_theirs {
                Some(ticket) => Some(ticket.number.clone()),
                None if begun(&draft) && NUMBERS.iter().any(names) => None,
                None => continue,
            };
            found.push(PersonDraft {
                ticket,
                by: draft.staff,
                saved_at: draft.saved_at,
                typed,
                key: draft.key,
            });
        }
        Ok(found)
    }

    /// Erases complaints and other contacts that were begun and not registered once they have been kept long enough, by the clock and by the days on which
    /// anybody was at work since: nobody is asked, so a clock that is wrong must not do it.
    pub(crate) fn forget_unregistered(&mut self) -> Result<(), DeskError> {
        let now = self.context.now();
        let Some(worked) = self.store.days_of_work(UNREGISTERED_WORK_DAYS)? else {
            return Ok(());
        };
        let before = worked.min(now - TimeDelta::days(UNREGISTERED_DAYS));
        let old = |draft: &Draft| begun(draft) && draft.saved_at < before;
        let forms = self
            .store
            .all_drafts()?
            .into_iter()
            .filter(old)
            .map(|draft| (draft.key, draft.staff))
            .collect();
        self.erase_forms(None, forms).map(drop)
    }

    /// Erases the complaints about a person that were begun and not registered, at their request, and says how many: nothing asks for keeping
    /// what nothing has come of.
    ///
    /// # Errors
    /// The person at work may not; not a phone number; the data folder refuses.
    pub fn erase_unregistered(&mut self, session: &Session, phone: &str) -> Result<u32, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        let typed = self.typed_about(&number(phone)?, &[])?;
        let forms = typed
            .into_iter()
            .filter(|draft| draft.ticket.is_none())
            .map(|draft| (draft.key, draft.by))
            .collect();
        self.erase_forms(Some(session.staff().id.clone()), forms)
    }

    /// Noted first: what can't be noted is not erased.
    fn erase_forms(
        &mut self,
        by: Option<StaffId>,
        forms: Vec<(String, StaffId)>,
    ) -> Result<u32, DeskError> {
        if forms.is_empty() {
            return Ok(0);
        }
        let count = few(forms.len() as u64);
        self.store.note(&AuditNote {
            at: self.context.now(),
            by,
            act: Act::Dispose.word(),
            object: String::new(),
            detail: format!("unregistered forms={count}"),
        })?;
        self.store.erase_drafts(&forms)?;
        Ok(count)
    }
}

/// Whether a draft is of something that is in no record yet.
fn begun(draft: &Draft) -> bool {
    UNREGISTERED.contains(&draft.key.as_str())
}

/// What ended before this has been kept long enough.
fn kept_until(now: Moment, months: u32) -> Moment {
    now.checked_sub_months(Months::new(months))
        .unwrap_or(Moment::MIN_UTC)
}

fn number(phone: &str) -> Result<Phone, DeskError> {
    Phone::parse(phone).map_err(|_| {
        Refusal::NotAPhone {
            field: Field::Phone,
        }
        .into()
    })
}

/// Why a ticket is still kept for so many months after its end.
fn kept_for(ticket: &Ticket, months: u32, now: Moment) -> Option<Kept> {
    let Some(end) = &ticket.end else {
        return Some(Kept::Open);
    };
    kept_since(end.at, months, now)
}

/// Until when what was over at a moment is kept; none where that is past.
fn kept_since(over: Moment, months: u32, now: Moment) -> Option<Kept> {
    let until = over.checked_add_months(Months::new(months))?;
    (until > now).then_some(Kept::Until(until))
}

/// Why a ticket is kept against the wish of the person whom it is about.
fn kept_against(ticket: &Ticket, plea: Plea, now: Moment) -> Option<Kept> {
    kept_for(ticket, plea.months(), now)
}

impl Plea {
    /// Months for which what is over is kept against it.
    const fn months(self) -> u32 {
        match self {
            Self::PurposeOver | Self::ConsentWithdrawn => KEPT_MONTHS,
            Self::Unlawful => 0,
        }
    }

    /// As the trail notes it.
    fn word(self) -> &'static str {
        match self {
            Self::PurposeOver => "purpose_over",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::Unlawful => "unlawful",
        }
    }
}
