//! Registering a complaint: what the clerk types, and the checked record (domain §2, §16).

use crate::Phone;
use crate::field::{LINE, TEXT, optional, past, phone, required};
use crate::{
    Address, Capacity, CategoryCode, Channel, Complainant, CustomerLevel, Emotion, Field, Moment,
    Power, Presence, Refusal, Representative,
};
use serde::{Deserialize, Serialize};

/// What the customer hopes for, as one key at the counter.
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
pub enum Wish {
    /// 修复.
    Repair,
    /// 退费.
    Refund,
    /// 道歉.
    Apology,
    /// 补偿.
    Compensation,
    /// 说法.
    Explanation,
    /// 其他.
    Other,
}

/// The form as typed. Numbers and codes are text here, so that a slip of the finger gets an answer that names the field.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct IntakeForm {
    /// The number the complaint is about.
    pub phone: String,
    /// Where to reach the customer, if elsewhere.
    #[serde(default)]
    pub contact: String,
    /// Name or surname; may be empty.
    #[serde(default)]
    pub name: String,
    /// Form of address.
    #[serde(default)]
    pub address: Address,
    /// Customer level.
    #[serde(default)]
    pub level: CustomerLevel,
    /// In person, represented, or remote.
    #[serde(default)]
    pub presence: Presence,
    /// Required when represented.
    #[serde(default)]
    pub representative: Option<RepresentativeForm>,
    /// Channel.
    pub channel: Channel,
    /// Category code, `2.2`.
    pub category: String,
    /// Emotion at the start.
    pub emotion: Emotion,
    /// Its strength, 1 to 5.
    #[serde(default = "middle")]
    pub strength: u8,
    /// When it happened, apart from now.
    #[serde(default)]
    pub occurred: Option<Moment>,
    /// When it happened, in words; may be empty.
    #[serde(default)]
    pub when: String,
    /// What happened, in one sentence.
    pub phenomenon: String,
    /// What the customer hopes for.
    #[serde(default)]
    pub wish: Option<Wish>,
    /// Area, estate or station; may be empty.
    #[serde(default)]
    pub area: String,
    /// In the country, where a fault has 72 hours (电信条例 art. 32).
    #[serde(default)]
    pub rural: bool,
    /// Somebody is here as press, lawyer, expert or official: the managers are told with it. It stands on the ticket by itself, so a form
    /// without it takes nothing back.
    #[serde(default)]
    pub sensitive: Option<Capacity>,
}

const fn middle() -> u8 {
    3
}

fn everything() -> Vec<Power> {
    Power::ALL.to_vec()
}

/// A representative as typed.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct RepresentativeForm {
    /// Name.
    pub name: String,
    /// Phone; may be empty.
    #[serde(default)]
    pub phone: String,
    /// Identity document shown; may be empty.
    #[serde(default)]
    pub document: String,
    /// Matter and scope.
    pub scope: String,
    /// What the representative may do, as ticked in the letter; left out = everything.
    #[serde(default = "everything")]
    pub may: Vec<Power>,
    /// First day of validity.
    pub valid_from: chrono::NaiveDate,
    /// Last day of validity.
    pub valid_until: chrono::NaiveDate,
    /// The signed letter was seen.
    pub letter_seen: bool,
}

/// A registered complaint's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Intake {
    /// Who complains.
    pub complainant: Complainant,
    /// Through which channel.
    pub channel: Channel,
    /// About what.
    pub category: CategoryCode,
    /// Emotion at the start.
    pub emotion: Emotion,
    /// Its strength, 1 to 5.
    pub strength: u8,
    /// When it happened.
    pub occurred: Option<Moment>,
    /// When it happened, in words.
    pub when: String,
    /// What happened, in one sentence.
    pub phenomenon: String,
    /// What the customer hopes for.
    pub wish: Option<Wish>,
    /// Area, estate or station.
    pub area: String,
    /// In the country, where a fault has 72 hours (电信条例 art. 32).
    #[serde(default)]
    pub rural: bool,
}

impl IntakeForm {
    /// Checks the form of a complaint that is registered now.
    ///
    /// # Errors
    /// The first field that cannot stand, in the form's order; a letter of authorisation that does not hold today or does not cover complaining.
    pub fn check(&self, now: Moment) -> Result<Intake, Refusal> {
        let intake = self.read(now)?;
        intake.complainant.may(Power::Complain, now)?;
        Ok(intake)
    }

    /// Checks the form as a correction of what was registered. A letter that stays as it was may have ended meanwhile: what the representative does
    /// from then on is asked where it is done ([`Complainant::may`]).
    ///
    /// # Errors
    /// As for [`IntakeForm::check`].
    pub fn check_as_correction(&self, registered: &Intake, now: Moment) -> Result<Intake, Refusal> {
        let intake = self.read(now)?;
        if intake.complainant.representative != registered.complainant.representative {
            intake.complainant.may(Power::Complain, now)?;
        }
        Ok(intake)
    }

    fn read(&self, now: Moment) -> Result<Intake, Refusal> {
        let complainant = self.complainant()?;
        let category = CategoryCode::parse(&self.category).ok_or(Refusal::UnknownCategory)?;
        Ok(Intake {
            complainant,
            channel: self.channel,
            category,
            emotion: self.emotion,
            strength: strength(self.strength)?,
            occurred: self
                .occurred
                .map(|moment| past(Field::Occurred, moment, now))
                .transpose()?,
            when: optional(Field::When, &self.when, LINE)?,
            phenomenon: required(Field::Phenomenon, &self.phenomenon, TEXT)?,
            wish: self.wish,
            area: optional(Field::Area, &self.area, LINE)?,
            rural: self.rural,
        })
    }

    fn complainant(&self) -> Result<Complainant, Refusal> {
        let contact = if self.contact.trim().is_empty() {
            None
        } else {
            Some(phone(Field::Contact, &self.contact)?)
        };
        let representative = match (self.presence, &self.representative) {
            (Presence::Represented, Some(form)) => Some(form.check()?),
            (Presence::Represented, None) => {
                return Err(Refusal::Required {
                    field: Field::RepresentativeName,
                });
            }
            (Presence::InPerson | Presence::Remote, _) => None,
        };
        Ok(Complainant {
            phone: phone(Field::Phone, &self.phone)?,
            contact,
            name: optional(Field::Name, &self.name, 40)?,
            address: self.address,
            level: self.level,
            presence: self.presence,
            representative,
        })
    }
}

impl Intake {
    /// The form that would register this: what a correction starts from.
    #[must_use]
    pub fn form(&self) -> IntakeForm {
        let text = |phone: Option<&Phone>| {
            phone
                .map(|phone| phone.digits().to_owned())
                .unwrap_or_default()
        };
        let complainant = &self.complainant;
        IntakeForm {
            phone: complainant.phone.digits().to_owned(),
            contact: text(complainant.contact.as_ref()),
            name: complainant.name.clone(),
            address: complainant.address,
            level: complainant.level,
            presence: complainant.presence,
            representative: complainant.representative.as_ref().map(|representative| {
                RepresentativeForm {
                    name: representative.name.clone(),
                    phone: text(representative.phone.as_ref()),
                    document: representative.document.clone(),
                    scope: representative.scope.clone(),
                    may: representative.may.clone(),
                    valid_from: representative.valid_from,
                    valid_until: representative.valid_until,
                    letter_seen: representative.letter_seen,
                }
            }),
            channel: self.channel,
            category: self.category.to_string(),
            emotion: self.emotion,
            strength: self.strength,
            occurred: self.occurred,
            when: self.when.clone(),
            phenomenon: self.phenomenon.clone(),
            wish: self.wish,
            area: self.area.clone(),
            rural: self.rural,
            sensitive: None,
        }
    }
}

impl RepresentativeForm {
    /// The authorisation must be in writing, seen, and have a period (民法典 art. 165).
    fn check(&self) -> Result<Representative, Refusal> {
        if self.valid_until < self.valid_from {
            return Err(Refusal::AuthorisationNotValid);
        }
        if self.may.is_empty() {
            return Err(Refusal::Required {
                field: Field::RepresentativePowers,
            });
        }
        if !self.letter_seen {
            return Err(Refusal::AuthorisationNotSeen);
        }
        Ok(Representative {
            name: required(Field::RepresentativeName, &self.name, 40)?,
            phone: if self.phone.trim().is_empty() {
                None
            } else {
                Some(phone(Field::RepresentativePhone, &self.phone)?)
            },
            document: optional(Field::RepresentativeDocument, &self.document, LINE)?,
            scope: required(Field::RepresentativeScope, &self.scope, TEXT)?,
            may: Power::ALL
                .into_iter()
                .filter(|power| self.may.contains(power))
                .collect(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            letter_seen: true,
        })
    }
}

/// A strength from 1 to 5.
pub(crate) fn strength(strength: u8) -> Result<u8, Refusal> {
    if (1..=5).contains(&strength) {
        Ok(strength)
    } else {
        Err(Refusal::OutOfRange {
            field: Field::Strength,
            least: 1,
            most: 5,
        })
    }
}
