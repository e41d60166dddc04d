//! Rules behind remedies and deadlines: law, published promise, contract, goodwill, each with its source, and what they come to in money
//! (domain §9, §10, §17).

use crate::Language;
use crate::formula::{Formula, Input};
use crate::language::Both;
use ansu_complaint::{Basis, RemedyKind};
use serde::{Deserialize, Serialize};

/// One row of the table; values that nobody has confirmed say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique in the library.
    pub id: String,
    /// Whose rule it is.
    pub kind: Basis,
    /// What it is about.
    pub title: Both<String>,
    /// Text and article.
    pub source: Both<String>,
    /// What matters of it.
    pub says: Both<String>,
    /// Checked against its source (domain §17): an administrator confirms it, and every change of what it says takes that back.
    pub confirmed: bool,
    /// The remedy that it leads to; none where the amount is only to be known, like a late fee that the customer owes.
    pub remedy: Option<RemedyKind>,
    /// What it comes to.
    pub formula: Option<Formula>,
}

impl Rule {
    /// Whether it says the same as another, confirmed or not.
    pub(crate) fn says_the_same_as(&self, other: &Self) -> bool {
        let confirmed = other.confirmed;
        *other
            == Self {
                confirmed,
                ..self.clone()
            }
    }
}

/// A rule as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// Whose rule it is; hall norms and promises are never shown as law (domain §17).
    pub kind: Basis,
    /// What it is about.
    pub title: String,
    /// Text and article.
    pub source: String,
    /// Text and article as they go on record and onto the slip.
    pub cited: String,
    /// What matters of it.
    pub says: String,
    /// Whether its values were confirmed.
    pub confirmed: bool,
    /// The remedy that it leads to.
    pub remedy: Option<RemedyKind>,
    /// The amount that has to be known.
    pub input: Option<Input>,
    /// Whether days have to be known.
    pub counts_days: bool,
    /// What it comes to is paid besides the refund.
    pub besides_refund: bool,
}

impl Rule {
    /// As it is shown in a language.
    #[must_use]
    pub fn view(&self, language: Language) -> RuleView {
        RuleView {
            id: self.id.clone(),
            kind: self.kind,
            title: self.title.of(language),
            source: self.source.of(language),
            cited: self.source.recorded(),
            says: self.says.of(language),
            confirmed: self.confirmed,
            remedy: self.remedy,
            input: self.formula.as_ref().and_then(Formula::input),
            counts_days: self.formula.as_ref().is_some_and(Formula::counts_days),
            besides_refund: self
                .formula
                .as_ref()
                .is_some_and(Formula::is_besides_refund),
        }
    }
}
