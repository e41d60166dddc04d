//! Which categories a piece of content serves: a whole group (`2`) or one item (`2.2`), by the codes of domain §4.

use ansu_complaint::{CategoryCode, GROUPS};
use serde::{Deserialize, Serialize};

/// A group, or one item of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub enum Scope {
    /// Every item of a group.
    Group(u8),
    /// One item.
    Item(CategoryCode),
}

/// How closely content fits a category; later is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    Anything,
    Group,
    Item,
}

impl Scope {
    /// How this scope fits the category; `None` = it is about something else.
    pub(crate) fn fit(self, category: CategoryCode) -> Option<Fit> {
        match self {
            Scope::Group(group) => (group == category.group_number()).then_some(Fit::Group),
            Scope::Item(item) => (item == category).then_some(Fit::Item),
        }
    }
}

/// How closely any of the scopes fits; no scopes at all fit anything.
pub(crate) fn closest(scopes: &[Scope], category: CategoryCode) -> Option<Fit> {
    if scopes.is_empty() {
        return Some(Fit::Anything);
    }
    scopes.iter().filter_map(|scope| scope.fit(category)).max()
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Group(group) => group.to_string(),
            Scope::Item(item) => item.to_string(),
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let group = || {
            text.parse()
                .ok()
                .filter(|group| GROUPS.iter().any(|known| known.group == *group))
        };
        CategoryCode::parse(&text)
            .map(Scope::Item)
            .or_else(|| group().map(Scope::Group))
            .ok_or_else(|| format!("no such category: {text}"))
    }
}
