//! A text with slots in it, and what becomes of it when the ticket fills them.

use crate::slot::SlotName;
use crate::{Language, Slots};
use serde::{Deserialize, Serialize};

/// Longest text of the coach, in characters: what can be said in one breath, and then some.
pub(crate) const TEXT_MAX_CHARS: usize = 400;

/// A text taken apart at its slots. Written `{customer}，您请坐。`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Template(Vec<Piece>);

/// Literal text, or a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(SlotName),
}

/// A piece of a filled text: plain text, or a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Part {
    /// What is shown: the text, the slot's value, or the slot's label while it is empty.
    pub text: String,
    /// The slot, if it is one.
    pub slot: Option<SlotName>,
    /// False for a slot without a value.
    pub filled: bool,
}

impl Template {
    /// The slots in it, sorted, each once.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotName> {
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

    /// Its pieces with the slots filled as far as they are known.
    #[must_use]
    pub fn fill(&self, language: Language, slots: &Slots) -> Vec<Part> {
        self.0
            .iter()
            .map(|piece| piece.fill(language, slots))
            .collect()
    }
}

impl Piece {
    fn fill(&self, language: Language, slots: &Slots) -> Part {
        match self {
            Piece::Text(text) => Part {
                text: text.clone(),
                slot: None,
                filled: true,
            },
            Piece::Slot(name) => {
                let value = slots.get(*name);
                Part {
                    text: value.unwrap_or_else(|| name.label(language)).to_owned(),
                    slot: Some(*name),
                    filled: value.is_some(),
                }
            }
        }
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.to_string()
    }
}

impl std::fmt::Display for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => f.write_str(text)?,
                Piece::Slot(name) => write!(f, "{{{}}}", name.key())?,
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.trim().is_empty() {
            return Err("an empty text".to_owned());
        }
        if text.chars().any(char::is_control) {
            return Err(format!("a wording is one line of text: {text}"));
        }
        if text.chars().count() > TEXT_MAX_CHARS {
            return Err(format!("a text of more than {TEXT_MAX_CHARS} characters"));
        }
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (key, behind) = after
                .split_once('}')
                .ok_or_else(|| format!("a slot is not closed: {text}"))?;
            let name = SlotName::parse(key).ok_or_else(|| format!("no such slot: {key}"))?;
            push_text(&mut pieces, before)?;
            pieces.push(Piece::Slot(name));
            rest = behind;
        }
        push_text(&mut pieces, rest)?;
        Ok(Self(pieces))
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) -> Result<(), String> {
    if text.contains('}') {
        return Err(format!("a slot is not opened: {text}"));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Result<Template, String> {
        Template::try_from(text.to_owned())
    }

    #[test]
    fn it_is_written_as_it_was_read() {
        for text in ["{customer}，您请坐。", "没有空格", "{amount}{date}"] {
            assert_eq!(template(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_broken_text_says_why() {
        for (text, why) in [
            ("{customer", "not closed"),
            ("customer}", "not opened"),
            ("{customer}}", "not opened"),
            ("{surname}", "no such slot: surname"),
            ("  ", "empty"),
            ("两\n行", "one line"),
        ] {
            let told = template(text).unwrap_err();
            assert!(told.contains(why), "{text}: {told}");
        }
        assert!(template(&"长".repeat(TEXT_MAX_CHARS + 1)).is_err());
    }

    #[test]
    fn what_is_not_known_stays_open() {
        let slots = Slots::new().with(SlotName::Customer, "张先生");
        let parts = template("{customer}，{date}前")
            .unwrap()
            .fill(Language::Chinese, &slots);
        let told: Vec<_> = parts
            .iter()
            .map(|part| (part.text.as_str(), part.filled))
            .collect();
        assert_eq!(
            told,
            [
                ("张先生", true),
                ("，", true),
                ("日期", false),
                ("前", true)
            ]
        );
    }
}
