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

/// Something in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Both<T> {
    /// Simplified Chinese.
    pub(crate) zh: T,
    /// English.
    pub(crate) en: T,
}

impl<T> Both<T> {
    pub(crate) const fn get(&self, language: Language) -> &T {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}
