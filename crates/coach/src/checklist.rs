//! Checklists per category: the questions to look up before anything is concluded (domain §8).

use crate::Language;
use crate::language::Both;
use crate::scope::Scope;
use ansu_complaint::CategoryCode;
use serde::Deserialize;

/// The questions for a group or an item.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Checklist {
    pub(crate) scope: Scope,
    #[serde(flatten)]
    pub(crate) questions: Both<Vec<String>>,
}

/// The data file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChecklistFile {
    pub(crate) schema: u32,
    pub(crate) checklists: Vec<Checklist>,
}

/// The item's own list, or else its group's.
pub(crate) fn questions(
    lists: &[Checklist],
    category: CategoryCode,
    language: Language,
) -> &[String] {
    let closest = lists
        .iter()
        .filter_map(|list| Some((list.scope.fit(category)?, list)))
        .max_by_key(|(fit, _)| *fit);
    closest.map_or(&[], |(_, list)| list.questions.get(language))
}
