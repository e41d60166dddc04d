//! The two languages of the window.

use serde::{Deserialize, Serialize};

/// A language that every text of the coach exists in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type,
)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];
    /// What goes on record, and from there onto the slip, is in Chinese, whatever the window's language: the slip is the customer's. Whoever reads
    /// another language is shown what it says beside it ([`Both::gloss`]).
    pub const RECORD: Self = Self::Chinese;
}

/// Something in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct Both<T> {
    /// Simplified Chinese.
    pub zh: T,
    /// English.
    pub en: T,
}

impl<T> Both<T> {
    /// The one in a language.
    pub const fn get(&self, language: Language) -> &T {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl Both<String> {
    /// Whether words are these, in either language.
    pub(crate) fn is(&self, words: &str) -> bool {
        self.zh == words || self.en == words
    }
}

impl<T: Clone> Both<T> {
    /// The one that goes on record.
    pub fn recorded(&self) -> T {
        self.of(Language::RECORD)
    }

    /// What the recorded one says, for somebody who reads another language.
    pub fn gloss(&self, reads: Language) -> Option<T> {
        (reads != Language::RECORD).then(|| self.of(reads))
    }

    /// A copy of the one in a language.
    pub fn of(&self, language: Language) -> T {
        self.get(language).clone()
    }
}
