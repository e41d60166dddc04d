//! The unified statement of an incident (统一口径): what everybody says about it while it lasts, pinned above everything else (domain §7, §13).

use crate::Language;
use crate::Slots;
use crate::language::Both;
use crate::scope::{Scope, closest};
use crate::template::{Part, Template};
use ansu_complaint::{CategoryCode, Moment};
use serde::{Deserialize, Serialize};

/// A statement and how long it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Unique in the library.
    pub id: String,
    /// What has happened, in a few words.
    pub title: Both<String>,
    /// What is said to every customer who is concerned.
    pub text: Both<Template>,
    /// What may be concerned; empty = any complaint.
    pub categories: Vec<Scope>,
    /// It holds from this moment on.
    pub from: Moment,
    /// It holds until this moment.
    pub until: Moment,
}

/// A statement as it is pinned in a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Pinned {
    /// For the record of what was said: `statement/<id>`.
    pub id: String,
    /// What has happened.
    pub title: String,
    /// What is said.
    pub parts: Vec<Part>,
    /// Every slot is filled.
    pub complete: bool,
    /// It holds until this moment.
    pub until: Moment,
}

impl Statement {
    /// Whether it may concern a complaint of this category.
    pub(crate) fn concerns(&self, category: CategoryCode) -> bool {
        closest(&self.categories, category).is_some()
    }

    /// Whether it holds now.
    pub(crate) fn is_current(&self, now: Moment) -> bool {
        self.from <= now && now < self.until
    }

    pub(crate) fn pinned(&self, language: Language, slots: &Slots) -> Pinned {
        let parts = self.text.get(language).fill(language, slots);
        Pinned {
            id: format!("statement/{}", self.id),
            title: self.title.of(language),
            complete: parts.iter().all(|part| part.filled),
            parts,
            until: self.until,
        }
    }

    /// The two languages ask for the same slots.
    pub(crate) fn slots_agree(&self) -> bool {
        self.text.zh.slots() == self.text.en.slots()
    }
}
