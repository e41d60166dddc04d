//! The unified statement of an incident (统一口径): what everybody says about it while it lasts, pinned above everything else (domain §7, §13).

use crate::Language;
use crate::Slots;
use crate::language::Both;
use crate::place::{Standing, Whereabouts};
use crate::scope::{Scope, closest};
use crate::template::{Part, Template};
use ansu_complaint::{CategoryCode, Moment};
use serde::{Deserialize, Serialize};

/// Most places of a statement; more is an area, to be named as one.
pub(crate) const PLACES_MAX: usize = 20;
/// Most characters of a place's name.
pub(crate) const PLACE_MAX_CHARS: usize = 40;

/// A statement, and where and how long it holds.
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
    /// Where it holds, as people there call it; empty = everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
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
    /// Where it holds; empty = everywhere.
    pub places: Vec<String>,
    /// Whether the customer is from there is not known: it is asked before anything is said.
    pub ask_place: bool,
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

    /// As it is pinned; none for a complaint from elsewhere.
    pub(crate) fn pinned(
        &self,
        at: Whereabouts<'_>,
        language: Language,
        slots: &Slots,
    ) -> Option<Pinned> {
        let standing = at.stand_to(&self.places);
        if standing == Standing::Elsewhere {
            return None;
        }
        let parts = self.text.get(language).fill(language, slots);
        Some(Pinned {
            id: format!("statement/{}", self.id),
            title: self.title.of(language),
            complete: parts.iter().all(|part| part.filled),
            parts,
            places: self.places.clone(),
            ask_place: standing == Standing::Unknown,
            until: self.until,
        })
    }

    /// The two languages ask for the same slots.
    pub(crate) fn slots_agree(&self) -> bool {
        self.text.zh.slots() == self.text.en.slots()
    }
}
