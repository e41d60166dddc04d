//! What came before from a number: complaints, enquiries, fault reports, thanks; and noting one that is no complaint (domain §13).

use crate::queue::{Line, digits_of};
use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{
    ActionKind, Authority, CategoryCode, Contact, ContactEvent, ContactForm, ContactId,
    ContactKind, EventId, Moment, Phone, PromiseState, Staff, StaffId, permit,
};
use ansu_store::{ContactCommit, QueueRow};
use chrono::TimeDelta;
use serde::Serialize;

/// Contacts count as "again" within this many days (domain §14: repeat rate).
const REPEAT_DAYS: i64 = 30;
/// Tickets and contacts of one number that are shown; who is known for more is known.
const SHOWN: usize = 50;

/// All that came before from a number within 30 days, and what is older and not done with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Earlier {
    /// How many of them count: complaints, enquiries, fault reports.
    pub counts: u16,
    /// Complaints, the last one first.
    pub tickets: Vec<EarlierTicket>,
    /// What was no complaint, the last one first.
    pub contacts: Vec<ContactView>,
}

/// An earlier complaint, and what was promised in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EarlierTicket {
    /// The ticket.
    pub line: Line,
    /// What was promised and is not off the table: what was broken first.
    pub promises: Vec<EarlierPromise>,
    /// It can be gone on with when the customer comes back, instead of a new one.
    pub may_go_on: bool,
}

/// What was promised in an earlier complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EarlierPromise {
    /// What.
    pub text: String,
    /// Who was to keep it.
    pub owner: String,
    /// By when.
    pub due: Moment,
    /// What became of it.
    pub standing: Standing,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It was not kept.
    Broken,
    /// It should have been kept by now, and nobody has said that it was.
    Late,
    /// There is time left.
    Open,
    /// It was kept.
    Kept,
}

/// A contact that is no complaint. The number is masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ContactView {
    /// Identity.
    pub id: ContactId,
    /// When.
    pub at: Moment,
    /// By whom it was dealt with.
    pub by: StaffId,
    /// Masked number.
    pub phone: String,
    /// Name as given; may be empty.
    pub name: String,
    /// What for.
    pub kind: ContactKind,
    /// What it is about, where that was noted.
    pub category: Option<CategoryCode>,
    /// What was asked or said.
    pub matter: String,
    /// What was answered or done; may be empty.
    pub answer: String,
    /// Whoever looks noted it just now, and may take it back.
    pub may_take_back: bool,
}

impl From<&Contact> for ContactView {
    fn from(contact: &Contact) -> Self {
        Self {
            id: contact.id,
            at: contact.at,
            by: contact.by.clone(),
            phone: contact.phone.masked(),
            name: contact.name.clone(),
            kind: contact.kind,
            category: contact.category,
            matter: contact.matter.clone(),
            answer: contact.answer.clone(),
            may_take_back: false,
        }
    }
}

impl<C: Context> Desk<C> {
    /// What came before from a number within 30 days, and what is older and still open or holds a broken promise, while the number is being
    /// typed; nothing for what is not yet a number. Where there is something, somebody was looked up, and that is noted.
    ///
    /// # Errors
    /// The data folder can't be read; what can't be noted is not shown.
    pub fn contacts(&mut self, session: &Session, phone: &str) -> Result<Earlier, DeskError> {
        self.authorize(session, Operation::Contacts, None)?;
        let mut earlier = Earlier {
            counts: 0,
            tickets: Vec::new(),
            contacts: Vec::new(),
        };
        let Ok(number) = Phone::parse(phone) else {
            return Ok(earlier);
        };
        let authority = self.limits()?;
        let rules = self.by_rules(session.staff(), &authority);
        let since = rules.now - TimeDelta::days(REPEAT_DAYS);
        let rows = self.store.history(&number, since)?;
        let contacts = self.store.contacts(&number, since)?;
        earlier.counts = counted(&rows, &contacts, since);
        earlier.contacts = shown(&contacts, |contact| contact.take_back(&rules).is_ok());
        for row in rows.iter().take(SHOWN) {
            let ticket = self.earlier_ticket(row, &rules)?;
            earlier.tickets.push(ticket);
        }
        if !earlier.tickets.is_empty() || !earlier.contacts.is_empty() {
            self.note_look_up(session, &digits_of(phone))?;
        }
        Ok(earlier)
    }

    /// Notes a contact that is no complaint.
    ///
    /// # Errors
    /// A field of the form cannot stand; the person at work may not; the data folder refuses.
    pub fn note_contact(
        &mut self,
        session: &Session,
        form: &ContactForm,
        clears: &[String],
    ) -> Result<ContactView, DeskError> {
        self.authorize(session, Operation::NoteContact, None)?;
        let staff = self.working(&session.staff().id)?;
        self.note_quietly(&staff, form, clears)
    }

    /// As [`Desk::note_contact`], by anybody.
    pub(crate) fn note_quietly(
        &mut self,
        staff: &Staff,
        form: &ContactForm,
        clears: &[String],
    ) -> Result<ContactView, DeskError> {
        let id = ContactId(self.context.new_id());
        let authority = self.limits()?;
        let contact = form.check(id, &self.by_rules(staff, &authority))?;
        let view = ContactView::from(&contact);
        let event = ContactEvent::Noted {
            contact: contact.clone(),
        };
        self.keep(&staff.id, event, 0, contact, clears)?;
        Ok(view)
    }

    /// Takes a contact back that was noted by mistake.
    ///
    /// # Errors
    /// There is none; somebody else noted it, or not just now; the data folder refuses.
    pub fn take_back_contact(&mut self, session: &Session, id: ContactId) -> Result<(), DeskError> {
        self.authorize(session, Operation::NoteContact, None)?;
        let (contact, revision) = self.store.contact(id)?.ok_or(DeskError::UnknownContact)?;
        let staff = self.working(&session.staff().id)?;
        let authority = self.limits()?;
        let event = contact.take_back(&self.by_rules(&staff, &authority))?;
        let after = Contact {
            taken_back: true,
            ..contact
        };
        self.keep(&staff.id, event, revision, after, &[])
    }

    /// How many contacts from a number count as "again" now.
    pub(crate) fn earlier(&self, phone: &str, now: Moment) -> Result<u16, DeskError> {
        let Ok(phone) = Phone::parse(phone) else {
            return Ok(0);
        };
        let since = now - TimeDelta::days(REPEAT_DAYS);
        let contacts = self.store.contacts(&phone, since)?;
        let rows = self.store.history(&phone, since)?;
        Ok(counted(&rows, &contacts, since))
    }

    /// Tickets and other contacts of a number within 30 days, and tickets that are older and not done with, the last ones first.
    pub(crate) fn same_number(
        &self,
        phone: &Phone,
        now: Moment,
    ) -> Result<(Vec<QueueRow>, Vec<ContactView>), DeskError> {
        let since = now - TimeDelta::days(REPEAT_DAYS);
        let contacts = self.store.contacts(phone, since)?;
        Ok((
            self.store.history(phone, since)?,
            shown(&contacts, |_| false),
        ))
    }

    fn earlier_ticket(
        &self,
        row: &QueueRow,
        rules: &ansu_complaint::Context<'_>,
    ) -> Result<EarlierTicket, DeskError> {
        let now = rules.now;
        let ticket = self.store.ticket(row.id)?;
        let mut promises: Vec<_> = ticket
            .iter()
            .flat_map(|ticket| &ticket.promises)
            .filter_map(|promise| {
                Some(EarlierPromise {
                    text: promise.text.clone(),
                    owner: promise.owner.clone(),
                    due: promise.due,
                    standing: standing(&promise.state, promise.due, now)?,
                })
            })
            .collect();
        promises.sort_by_key(|promise| (promise.standing, promise.due));
        Ok(EarlierTicket {
            line: Line::of(row, now),
            promises,
            may_go_on: ticket
                .is_some_and(|ticket| permit(&ticket, ActionKind::CameBack, rules).is_ok()),
        })
    }

    fn by_rules<'a>(
        &self,
        staff: &'a Staff,
        authority: &'a Authority,
    ) -> ansu_complaint::Context<'a> {
        ansu_complaint::Context {
            now: self.context.now(),
            staff,
            authority,
        }
    }

    fn keep(
        &mut self,
        by: &StaffId,
        event: ContactEvent,
        expected: u32,
        after: Contact,
        clears: &[String],
    ) -> Result<(), DeskError> {
        let commit = ContactCommit {
            event_id: EventId(self.context.new_id()),
            at: self.context.now(),
            event,
            expected,
            after,
            cleared_drafts: crate::perform::drafts(clears, by),
            by: by.clone(),
        };
        Ok(self.store.keep_contact(&commit)?)
    }
}

/// The repeat rate knows its days only, also where older tickets are shown.
fn counted(rows: &[QueueRow], contacts: &[Contact], since: Moment) -> u16 {
    let tickets = rows.iter().filter(|row| row.received >= since).count();
    let others = contacts.iter().filter(|contact| contact.counts()).count();
    u16::try_from(tickets + others).unwrap_or(u16::MAX)
}

/// What was taken back is nobody's history.
fn shown(contacts: &[Contact], may_take_back: impl Fn(&Contact) -> bool) -> Vec<ContactView> {
    contacts
        .iter()
        .filter(|contact| !contact.taken_back)
        .take(SHOWN)
        .map(|contact| ContactView {
            may_take_back: may_take_back(contact),
            ..ContactView::from(contact)
        })
        .collect()
}

/// What became of a promise; none where it fell away.
fn standing(state: &PromiseState, due: Moment, now: Moment) -> Option<Standing> {
    match state {
        PromiseState::Broken { .. } => Some(Standing::Broken),
        PromiseState::Open if due < now => Some(Standing::Late),
        PromiseState::Open => Some(Standing::Open),
        PromiseState::Kept { .. } => Some(Standing::Kept),
        PromiseState::Withdrawn { .. } | PromiseState::Superseded { .. } => None,
    }
}
