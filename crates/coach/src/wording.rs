//! A wording: a sentence for one step, for some categories and feelings or for all, with slots in it.

use crate::language::Both;
use crate::scope::{Fit, Scope};
use crate::slot::SlotName;
use ansu_complaint::{CategoryCode, Emotion, Step};
use serde::Deserialize;

/// Literal text, or a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Slot(SlotName),
}

/// A text taken apart at its slots.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template(pub(crate) Vec<Piece>);

/// One row of the data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    /// Unique; goes into the record with the apology that was said.
    pub(crate) id: String,
    pub(crate) step: Step,
    /// Empty = any category.
    #[serde(default)]
    pub(crate) categories: Vec<Scope>,
    /// Empty = any feeling.
    #[serde(default)]
    pub(crate) emotions: Vec<Emotion>,
    pub(crate) zh: Template,
    pub(crate) en: Template,
}

impl Wording {
    /// How it fits the category; `None` = it is about something else.
    pub(crate) fn fit(&self, category: CategoryCode) -> Option<Fit> {
        if self.categories.is_empty() {
            return Some(Fit::Anything);
        }
        self.categories
            .iter()
            .filter_map(|scope| scope.fit(category))
            .max()
    }

    /// Whether it suits the feeling; one that is for a certain feeling is not offered while the feeling is unknown.
    pub(crate) fn suits(&self, emotion: Option<Emotion>) -> bool {
        self.emotions.is_empty() || emotion.is_some_and(|emotion| self.emotions.contains(&emotion))
    }

    pub(crate) fn texts(&self) -> Both<&Template> {
        Both {
            zh: &self.zh,
            en: &self.en,
        }
    }
}

impl Template {
    /// The slots in it, sorted, each once.
    pub(crate) fn slots(&self) -> Vec<SlotName> {
        let mut names: Vec<_> = self
            .0
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(_) => None,
                Piece::Slot(name) => Some(*name),
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (key, behind) = after
                .split_once('}')
                .ok_or_else(|| format!("a slot is not closed: {text}"))?;
            let name = SlotName::parse(key).ok_or_else(|| format!("no such slot: {key}"))?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Slot(name));
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if text.trim().is_empty() || text.contains('\n') || rest.contains('}') {
            return Err(format!("a wording is one line of text: {text}"));
        }
        Ok(Self(pieces))
    }
}
