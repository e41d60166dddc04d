//! A contact that is no complaint: an enquiry, a fault report, a word of thanks (domain §2, §19). It counts when the same number comes again.

use crate::decide::writes;
use crate::field::{TEXT, optional, phone, required};
use crate::{CategoryCode, ContactId, Context, Field, Moment, Phone, Refusal, StaffId};
use serde::{Deserialize, Serialize};

/// A wrong click is taken back within this time; afterwards the contact is history that others have read.
const TAKEN_BACK_WITHIN: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

/// What somebody came for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// 咨询.
    Enquiry,
    /// 报障.
    FaultReport,
    /// 表扬致谢: counted as well as complaints.
    Thanks,
}

impl ContactKind {
    /// Whether it makes a later complaint a repeated one: thanks do not.
    #[must_use]
    pub const fn counts(self) -> bool {
        match self {
            Self::Enquiry | Self::FaultReport => true,
            Self::Thanks => false,
        }
    }
}

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    /// The number that it is about.
    pub phone: String,
    /// Name or surname; may be empty.
    #[serde(default)]
    pub name: String,
    /// What for.
    pub kind: ContactKind,
    /// Category code, `2.2`; may be empty.
    #[serde(default)]
    pub category: String,
    /// What was asked or said, in one sentence.
    pub matter: String,
    /// What was answered or done; may be empty.
    #[serde(default)]
    pub answer: String,
}

/// A contact as kept: the fold of its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Identity.
    pub id: ContactId,
    /// When.
    pub at: Moment,
    /// By whom it was dealt with.
    pub by: StaffId,
    /// The number that it is about.
    pub phone: Phone,
    /// Name or surname; may be empty.
    pub name: String,
    /// What for.
    pub kind: ContactKind,
    /// What it is about, where that was noted.
    pub category: Option<CategoryCode>,
    /// What was asked or said.
    pub matter: String,
    /// What was answered or done; may be empty.
    pub answer: String,
    /// It was noted by mistake: kept as long as the others, and shown to nobody but the person it is about.
    pub taken_back: bool,
}

/// What happens to a contact. By its names none is taken for what happens to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ContactEvent {
    /// It was noted.
    #[serde(rename = "contact_noted")]
    Noted {
        /// As it was.
        contact: Contact,
    },
    /// It was noted by mistake.
    #[serde(rename = "contact_taken_back")]
    TakenBack {},
}

impl ContactForm {
    /// The contact as it is to be kept.
    ///
    /// # Errors
    /// The first field that cannot stand, or a role that only reads.
    pub fn check(&self, id: ContactId, context: &Context<'_>) -> Result<Contact, Refusal> {
        writes(context)?;
        let category = match self.category.trim() {
            "" => None,
            code => Some(CategoryCode::parse(code).ok_or(Refusal::UnknownCategory)?),
        };
        Ok(Contact {
            id,
            at: context.now,
            by: context.staff.id.clone(),
            phone: phone(Field::Phone, &self.phone)?,
            name: optional(Field::Name, &self.name, 40)?,
            kind: self.kind,
            category,
            matter: required(Field::Matter, &self.matter, TEXT)?,
            answer: optional(Field::Reply, &self.answer, TEXT)?,
            taken_back: false,
        })
    }
}

impl Contact {
    /// Folds a contact's whole record. `None` if it does not begin with its noting.
    #[must_use]
    pub fn fold(events: impl IntoIterator<Item = ContactEvent>) -> Option<Contact> {
        let mut events = events.into_iter();
        let ContactEvent::Noted { mut contact } = events.next()? else {
            return None;
        };
        for event in events {
            match event {
                ContactEvent::Noted { .. } => return None,
                ContactEvent::TakenBack {} => contact.taken_back = true,
            }
        }
        Some(contact)
    }

    /// Whether it makes a later complaint a repeated one.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.kind.counts() && !self.taken_back
    }

    /// Takes it back.
    ///
    /// # Errors
    /// Somebody else noted it, it is older than ten minutes, or it was taken back already.
    pub fn take_back(&self, context: &Context<'_>) -> Result<ContactEvent, Refusal> {
        let at_once = (context.now - self.at).abs() < TAKEN_BACK_WITHIN;
        if self.by == context.staff.id && at_once && !self.taken_back {
            Ok(ContactEvent::TakenBack {})
        } else {
            Err(Refusal::ContactStays)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Authority, Role, Staff};

    fn form() -> ContactForm {
        ContactForm {
            phone: "154 0001 0001".to_owned(),
            name: String::new(),
            kind: ContactKind::Enquiry,
            category: " 2.2 ".to_owned(),
            matter: "宽带怎么老断".to_owned(),
            answer: String::new(),
        }
    }

    fn staff(id: &str, role: Role) -> Staff {
        Staff {
            id: StaffId::try_from(id.to_owned()).unwrap(),
            name: "王敏".to_owned(),
            role,
        }
    }

    fn by<T>(staff: &Staff, minute: i64, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        let now = "2026-11-21T02:00:00Z".parse::<Moment>().unwrap();
        ask(&Context {
            now: now + chrono::TimeDelta::minutes(minute),
            staff,
            authority: &Authority::default(),
        })
    }

    fn noted(form: &ContactForm) -> Result<Contact, Refusal> {
        by(&staff("1024", Role::Clerk), 0, |context| {
            form.check(ContactId(uuid::Uuid::nil()), context)
        })
    }

    #[test]
    fn every_field_is_checked() {
        assert_eq!(noted(&form()).unwrap().category, CategoryCode::parse("2.2"));
        let refused = |change: fn(&mut ContactForm)| {
            let mut form = form();
            change(&mut form);
            noted(&form).unwrap_err()
        };
        let field = Field::Phone;
        assert_eq!(
            refused(|form| form.phone = "张三".into()),
            Refusal::NotAPhone { field }
        );
        let field = Field::Matter;
        assert_eq!(
            refused(|form| form.matter = " ".into()),
            Refusal::Required { field }
        );
        assert_eq!(
            refused(|form| form.category = "77".into()),
            Refusal::UnknownCategory
        );
        assert!(matches!(
            refused(|form| form.answer = "答".repeat(2_001)),
            Refusal::TooLong { .. }
        ));
    }

    #[test]
    fn who_only_reads_notes_nothing() {
        let auditor = staff("1099", Role::Auditor);
        let noted = by(&auditor, 0, |context| {
            form().check(ContactId(uuid::Uuid::nil()), context)
        });
        assert_eq!(noted.unwrap_err(), Refusal::ReadsOnly);
    }

    #[test]
    fn a_wrong_click_is_taken_back_at_once_by_whoever_made_it_and_once() {
        let contact = noted(&form()).unwrap();
        let take_back = |contact: &Contact, id: &str, minute: i64| {
            by(&staff(id, Role::HallManager), minute, |context| {
                contact.take_back(context)
            })
        };
        assert_eq!(
            take_back(&contact, "1031", 1),
            Err(Refusal::ContactStays),
            "somebody else"
        );
        assert_eq!(
            take_back(&contact, "1024", 10),
            Err(Refusal::ContactStays),
            "late"
        );
        let event = take_back(&contact, "1024", 9).unwrap();
        let noted = ContactEvent::Noted {
            contact: contact.clone(),
        };
        let gone = Contact::fold([noted, event]).unwrap();
        assert!(contact.counts() && !gone.counts());
        assert_eq!(take_back(&gone, "1024", 9), Err(Refusal::ContactStays));
    }

    #[test]
    fn thanks_do_not_count() {
        let thanks = ContactForm {
            kind: ContactKind::Thanks,
            ..form()
        };
        assert!(!noted(&thanks).unwrap().counts());
    }
}
