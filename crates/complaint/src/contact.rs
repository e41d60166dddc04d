//! A contact that is no complaint: an enquiry, a fault report, a word of thanks (domain §2, §19). It counts when the same number comes again.

use crate::field::{LINE, TEXT, optional, phone, required};
use crate::{CategoryCode, Field, Moment, Phone, Refusal, StaffId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// A contact as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Identity.
    pub id: Uuid,
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
}

impl ContactForm {
    /// The contact, if every field can stand.
    ///
    /// # Errors
    /// The first field that can't.
    pub fn check(&self, id: Uuid, at: Moment, by: StaffId) -> Result<Contact, Refusal> {
        let category = match self.category.trim() {
            "" => None,
            code => Some(CategoryCode::parse(code).ok_or(Refusal::UnknownCategory)?),
        };
        Ok(Contact {
            id,
            at,
            by,
            phone: phone(Field::Phone, &self.phone)?,
            name: optional(Field::Name, &self.name, LINE)?,
            kind: self.kind,
            category,
            matter: required(Field::Phenomenon, &self.matter, TEXT)?,
            answer: optional(Field::Reply, &self.answer, TEXT)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn checked(form: &ContactForm) -> Result<Contact, Refusal> {
        let at = "2026-11-21T02:00:00Z".parse().unwrap();
        form.check(
            Uuid::nil(),
            at,
            StaffId::try_from("1024".to_owned()).unwrap(),
        )
    }

    #[test]
    fn every_field_is_checked() {
        assert_eq!(
            checked(&form()).unwrap().category,
            CategoryCode::parse("2.2")
        );
        for (change, field) in [
            (
                (|form: &mut ContactForm| form.phone = "张三".into()) as fn(&mut ContactForm),
                Some(Field::Phone),
            ),
            (|form| form.matter = " ".into(), Some(Field::Phenomenon)),
            (|form| form.category = "77".into(), None),
        ] {
            let mut form = form();
            change(&mut form);
            let refused = checked(&form).unwrap_err();
            assert!(
                field.is_none_or(|field| format!("{refused:?}").contains(&format!("{field:?}"))),
                "{refused:?}"
            );
        }
    }
}
