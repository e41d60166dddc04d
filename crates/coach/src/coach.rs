//! The coach: content that has been read and checked, and the answers it gives.

use crate::checklist::{self, Checklist, ChecklistFile};
use crate::reminder::ReminderFile;
use crate::suggest::suggest;
use crate::wording::Wording;
use crate::{Language, Reminders, Situation, Slots, Suggestion};
use ansu_complaint::{CategoryCode, Step};
use serde::Deserialize;
use std::collections::HashSet;

/// The version of the data files that this program reads.
const SCHEMA: u32 = 1;

/// The three data files as text.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// Wordings per step.
    pub wordings: &'a str,
    /// Reminders per step.
    pub reminders: &'a str,
    /// Questions per category.
    pub checklists: &'a str,
}

impl Content<'static> {
    /// What the program ships with.
    pub const SHIPPED: Self = Self {
        wordings: include_str!("../data/wordings.json"),
        reminders: include_str!("../data/reminders.json"),
        checklists: include_str!("../data/checklists.json"),
    };
}

/// Why content can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A file is not what it should be: an unknown slot, category, step or key, or no JSON at all. The message names line and column.
    #[error("{file}: {source}")]
    Unreadable {
        /// Which file.
        file: &'static str,
        /// What is wrong, and where.
        source: serde_json::Error,
    },
    /// The file was written for another version of the program.
    #[error("{file} has schema {found}, this program reads {SCHEMA}")]
    Schema {
        /// Which file.
        file: &'static str,
        /// The version in the file.
        found: u32,
    },
    /// Two wordings have the same id.
    #[error("two wordings have the id {0}")]
    SameId(String),
    /// The two languages of a wording don't ask for the same slots.
    #[error("the two languages of {0} have different slots")]
    SlotsDiffer(String),
    /// A step has no wording that fits every category, or no reminders.
    #[error("nothing for the step {0:?}")]
    StepEmpty(Step),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    schema: u32,
    wordings: Vec<Wording>,
}

/// Content that holds together, ready to answer.
#[derive(Debug, Clone)]
pub struct Coach {
    wordings: Vec<Wording>,
    reminders: ReminderFile,
    checklists: Vec<Checklist>,
}

impl Coach {
    /// Reads content and checks that it holds together.
    ///
    /// # Errors
    /// The first fault found, see [`ContentError`].
    pub fn new(content: Content<'_>) -> Result<Self, ContentError> {
        let wordings: WordingFile = read("wordings", content.wordings)?;
        let reminders: ReminderFile = read("reminders", content.reminders)?;
        let checklists: ChecklistFile = read("checklists", content.checklists)?;
        for (file, found) in [
            ("wordings", wordings.schema),
            ("reminders", reminders.schema),
            ("checklists", checklists.schema),
        ] {
            if found != SCHEMA {
                return Err(ContentError::Schema { file, found });
            }
        }
        check_wordings(&wordings.wordings)?;
        for step in Step::ALL {
            let spoken = wordings
                .wordings
                .iter()
                .any(|w| w.step == step && w.categories.is_empty() && w.emotions.is_empty());
            if !spoken || !reminders.steps.contains_key(&step) {
                return Err(ContentError::StepEmpty(step));
            }
        }
        Ok(Self {
            wordings: wordings.wordings,
            reminders,
            checklists: checklists.checklists,
        })
    }

    /// The coach with the content that the program ships with.
    ///
    /// # Errors
    /// As [`Coach::new`]; a test keeps the shipped content sound.
    pub fn shipped() -> Result<Self, ContentError> {
        Self::new(Content::SHIPPED)
    }

    /// The wordings for where the talk stands: closest to the category first, those for the feeling before the general ones.
    #[must_use]
    pub fn suggest(&self, at: Situation, language: Language, slots: &Slots) -> Vec<Suggestion> {
        suggest(&self.wordings, at, language, slots)
    }

    /// What to do, how to be and what not to say in a step.
    #[must_use]
    pub fn reminders(&self, step: Step, language: Language) -> Option<&Reminders> {
        self.reminders
            .steps
            .get(&step)
            .map(|both| both.get(language))
    }

    /// The questions to look up for a category; empty for a category without a list.
    #[must_use]
    pub fn checklist(&self, category: CategoryCode, language: Language) -> &[String] {
        checklist::questions(&self.checklists, category, language)
    }
}

fn read<'a, T: Deserialize<'a>>(file: &'static str, text: &'a str) -> Result<T, ContentError> {
    serde_json::from_str(text).map_err(|source| ContentError::Unreadable { file, source })
}

fn check_wordings(wordings: &[Wording]) -> Result<(), ContentError> {
    let mut ids = HashSet::new();
    for wording in wordings {
        if !ids.insert(wording.id.as_str()) {
            return Err(ContentError::SameId(wording.id.clone()));
        }
        if wording.zh.slots() != wording.en.slots() {
            return Err(ContentError::SlotsDiffer(wording.id.clone()));
        }
    }
    Ok(())
}
