//! What is wrong with a library file, and where.

use serde::{Deserialize, Serialize};

/// A library that does not hold together: every fault that was found, at most fifty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct BadLibrary(pub Vec<LibraryFault>);

/// What is wrong with a library file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LibraryFault {
    /// Counted from 1; 0 = the file as a whole.
    pub line: u32,
    /// Which kind of fault.
    pub code: LibraryFaultCode,
    /// What it is about: an id, a slot, a reader's message.
    pub about: String,
}

/// Kinds of faults in a library file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LibraryFaultCode {
    /// Larger than [`crate::library::LIBRARY_MAX_BYTES`].
    TooLarge,
    /// Not JSON, or a field, slot, category, step or kind that does not exist.
    Unreadable,
    /// Written for another version of the program.
    OtherSchema,
    /// An id is there twice.
    SameId,
    /// Not small letters, figures and `_`.
    NoId,
    /// The two languages of a text don't ask for the same slots.
    SlotsDiffer,
    /// A title or another short text is empty or too long.
    TextLength,
    /// There is no playbook `general`, or a step has no wording in it.
    NothingGeneral,
    /// An offer or a multiple names a rule that is not in the table.
    NoSuchRule,
    /// A formula or a multiple with a figure by which it never comes to anything.
    NoAmount,
    /// A checklist leads to a question that is not there.
    NoSuchQuestion,
    /// A checklist leads back to a question.
    Cycle,
    /// A question can't be reached.
    Unreachable,
    /// A checklist has more questions than anybody could follow, or a statement more places than anybody could ask for.
    TooMany,
    /// A statement ends before it begins.
    EndsBeforeItBegins,
    /// A pattern can't be read or would take too long.
    BadPattern,
}

impl std::fmt::Display for LibraryFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        write!(f, "{}", self.code.words())?;
        if self.about.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", self.about)
        }
    }
}

impl LibraryFaultCode {
    /// For a terminal. The window has words of its own, in both languages.
    const fn words(self) -> &'static str {
        match self {
            Self::TooLarge => "the file is larger than a library may be",
            Self::Unreadable => "can't be read",
            Self::OtherSchema => "written for another version of the program",
            Self::SameId => "the same id twice",
            Self::NoId => "ids take small letters, figures and _ only",
            Self::SlotsDiffer => "the two languages ask for different slots",
            Self::TextLength => "a text is empty or too long",
            Self::NothingGeneral => "the general wording lacks",
            Self::NoSuchRule => "not in the table of rules",
            Self::NoAmount => "never comes to an amount",
            Self::NoSuchQuestion => "a checklist leads to no question",
            Self::Cycle => "a checklist leads back to a question",
            Self::Unreachable => "a question can't be reached",
            Self::TooMany => "more than anybody could follow",
            Self::EndsBeforeItBegins => "a statement ends before it begins",
            Self::BadPattern => "a pattern can't be used",
        }
    }
}
