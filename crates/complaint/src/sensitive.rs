//! Sensitive visitors (敏感来访, domain §13): media, lawyers, experts, officials. The duty manager is informed at once, and only the approved statement
//! is made; their rights and deadlines are everyone's. It is said of the visit, never of a person (domain §18).

use crate::{Entry, Moment, StaffId};
use serde::{Deserialize, Serialize};

/// In what capacity somebody is here.
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
pub enum Capacity {
    /// 媒体记者.
    Press,
    /// 律师.
    Lawyer,
    /// 专家.
    Expert,
    /// 公职人员.
    Official,
}

impl Capacity {
    /// All of them.
    pub const ALL: [Capacity; 4] = [Self::Press, Self::Lawyer, Self::Expert, Self::Official];

    /// Its name on the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Lawyer => "lawyer",
            Self::Expert => "expert",
            Self::Official => "official",
        }
    }
}

/// A visit that was reported to the managers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Sensitive {
    /// In what capacity.
    pub capacity: Capacity,
    /// When it was reported.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// Which manager took note, and when; none = nobody yet.
    pub noted: Option<Noted>,
}

impl Sensitive {
    /// As an entry reports it.
    pub(crate) fn reported(capacity: Capacity, entry: &Entry) -> Self {
        Self {
            capacity,
            at: entry.at,
            by: entry.by.clone(),
            noted: None,
        }
    }
}

/// A manager has taken note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Noted {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: StaffId,
}

impl Noted {
    pub(crate) fn by(entry: &Entry) -> Self {
        Self {
            at: entry.at,
            by: entry.by.clone(),
        }
    }
}
