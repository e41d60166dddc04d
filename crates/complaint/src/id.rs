//! Identities: what a ticket, an event, a member of staff, an offer and a promise are called.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An identity that is a bare value.
macro_rules! identity {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    };
}

/// An identity that people read and type; `TryFrom<String>` says which texts are one.
macro_rules! printed {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
        )]
        #[serde(try_from = "String", into = "String")]
        #[specta(type = String)]
        pub struct $name(String);

        impl $name {
            /// As people read it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(one: $name) -> Self {
                one.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identity! {
    /// A ticket's identity across counters and halls (UUIDv7).
    TicketId(Uuid)
}

identity! {
    /// An event's identity across counters and halls (UUIDv7).
    EventId(Uuid)
}

identity! {
    /// The identity of a contact that is no complaint (UUIDv7).
    ContactId(Uuid)
}

identity! {
    /// The identity of an incident (UUIDv7).
    IncidentId(Uuid)
}

identity! {
    /// An offer's number within its ticket, counted from 1 over all rounds.
    OfferNo(u16)
}

identity! {
    /// A promise's number within its ticket, counted from 1.
    PromiseNo(u16)
}

identity! {
    /// A work order's number within its ticket, counted from 1.
    WorkOrderNo(u16)
}

printed! {
    /// The printed ticket number: `hall-counter-date-sequence`, for instance `A01-1-20261121-007` (domain §2).
    ///
    /// It carries the counter, so that two counters without a network never give the same one.
    TicketNumber
}

/// The text is not a ticket number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a ticket number: {0}")]
pub struct BadTicketNumber(pub String);

impl TicketNumber {
    /// Composes a number. `sequence` counts from 1 within a counter's day.
    pub fn new(
        hall: &str,
        counter: &str,
        day: chrono::NaiveDate,
        sequence: u32,
    ) -> Result<Self, BadTicketNumber> {
        format!("{hall}-{counter}-{}-{sequence:03}", day.format("%Y%m%d")).try_into()
    }

    /// The day's sequence, the part a clerk reads out loud: `007`.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.rsplit('-').next().unwrap_or(&self.0)
    }
}

impl TryFrom<String> for TicketNumber {
    type Error = BadTicketNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut parts = text.split('-');
        let mut code = |most: usize| parts.next().is_some_and(|part| is_code(part, most));
        let good = code(8) && code(4) && {
            let day = parts.next().unwrap_or("");
            let sequence = parts.next().unwrap_or("");
            day.len() == 8
                && chrono::NaiveDate::parse_from_str(day, "%Y%m%d").is_ok()
                && (3..=6).contains(&sequence.len())
                && sequence.bytes().all(|b| b.is_ascii_digit())
                && parts.next().is_none()
        };
        if good {
            Ok(Self(text))
        } else {
            Err(BadTicketNumber(text))
        }
    }
}

printed! {
    /// A member of staff by the number on the badge (工号): what colleagues, slips and the record all use.
    StaffId
}

/// The text is not a staff number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a staff number: {0}")]
pub struct BadStaffId(pub String);

impl TryFrom<String> for StaffId {
    type Error = BadStaffId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if is_code(&text, 16) {
            Ok(Self(text))
        } else {
            Err(BadStaffId(text))
        }
    }
}

/// One to `most` ASCII letters or digits: codes are spoken, typed on a number pad and put into QR codes.
fn is_code(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_composed_and_read_back() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let number = TicketNumber::new("A01", "1", day, 7).unwrap();
        assert_eq!(number.as_str(), "A01-1-20261121-007");
        assert_eq!(number.short(), "007");
        assert_eq!(TicketNumber::try_from(number.to_string()).unwrap(), number);
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for bad in [
            "",
            "A01-1-20261121",
            "A01-1-20261321-007",
            "A01-1-20261121-7",
            "A 01-1-20261121-007",
            "A01-1-20261121-007-1",
        ] {
            assert!(TicketNumber::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        assert!(TicketNumber::new("中", "1", chrono::NaiveDate::MIN, 1).is_err());
    }
}
