//! A part of the library by itself: what is edited, published and kept in versions.

use crate::checklist::Checklist;
use crate::claim::Multiple;
use crate::language::Both;
use crate::library::{Library, SCHEMA};
use crate::pattern::PatternFile;
use crate::playbook::Playbook;
use crate::rule::Rule;
use crate::statement::Statement;
use serde::{Deserialize, Serialize};

/// Kinds of parts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 场景话术.
    Playbook,
    /// 核查清单.
    Checklist,
    /// 用语提醒: all patterns are one part.
    Patterns,
    /// 赔付依据.
    Rule,
    /// 倍数要求: what claims of several times a charge rest on; all of them are one part.
    Multiples,
    /// 统一口径.
    Statement,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Playbook,
        Self::Checklist,
        Self::Patterns,
        Self::Rule,
        Self::Multiples,
        Self::Statement,
    ];

    /// As it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Playbook => "playbook",
            Self::Checklist => "checklist",
            Self::Patterns => "patterns",
            Self::Rule => "rule",
            Self::Multiples => "multiples",
            Self::Statement => "statement",
        }
    }
}

/// A part with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "item", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "one is handled at a time")]
#[allow(missing_docs, reason = "the kinds are documented at ItemKind")]
pub enum Item {
    Playbook(Playbook),
    Checklist(Checklist),
    Patterns(PatternFile),
    Rule(Rule),
    Multiples(Vec<Multiple>),
    Statement(Statement),
}

/// Parts that are the only ones of their kind are called like it.
const PATTERNS_ID: &str = "patterns";
const MULTIPLES_ID: &str = "multiples";

impl Item {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ItemKind {
        match self {
            Self::Playbook(_) => ItemKind::Playbook,
            Self::Checklist(_) => ItemKind::Checklist,
            Self::Patterns(_) => ItemKind::Patterns,
            Self::Rule(_) => ItemKind::Rule,
            Self::Multiples(_) => ItemKind::Multiples,
            Self::Statement(_) => ItemKind::Statement,
        }
    }

    /// Unique in its kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Playbook(playbook) => &playbook.id,
            Self::Checklist(checklist) => &checklist.id,
            Self::Patterns(_) => PATTERNS_ID,
            Self::Rule(rule) => &rule.id,
            Self::Multiples(_) => MULTIPLES_ID,
            Self::Statement(statement) => &statement.id,
        }
    }

    /// What it is called; patterns and multiples have no name of their own.
    #[must_use]
    pub const fn title(&self) -> Option<&Both<String>> {
        match self {
            Self::Playbook(playbook) => Some(&playbook.title),
            Self::Checklist(checklist) => Some(&checklist.title),
            Self::Patterns(_) | Self::Multiples(_) => None,
            Self::Rule(rule) => Some(&rule.title),
            Self::Statement(statement) => Some(&statement.title),
        }
    }

    /// The same with no legal value confirmed.
    #[must_use]
    pub fn unconfirmed(&self) -> Self {
        let mut item = self.clone();
        match &mut item {
            Self::Rule(rule) => rule.confirmed = false,
            Self::Multiples(multiples) => {
                multiples.iter_mut().for_each(|one| one.confirmed = false);
            }
            Self::Playbook(_) | Self::Checklist(_) | Self::Patterns(_) | Self::Statement(_) => {}
        }
        item
    }

    /// The same, with a legal value confirmed only where an earlier version, the last one that says word for word the same, has it confirmed
    /// (domain §17). `earlier` begins with the last version.
    #[must_use]
    pub fn confirmed_as(&self, earlier: &[Self]) -> Self {
        let mut item = self.unconfirmed();
        match &mut item {
            Self::Rule(rule) => {
                let mut said = earlier.iter().filter_map(Self::as_rule);
                let known = said.find(|known| known.says_the_same_as(rule));
                rule.confirmed = known.is_some_and(|known| known.confirmed);
            }
            Self::Multiples(multiples) => {
                for one in multiples {
                    let mut said = earlier.iter().flat_map(Self::as_multiples);
                    let known = said.find(|known| known.says_the_same_as(one));
                    one.confirmed = known.is_some_and(|known| known.confirmed);
                }
            }
            Self::Playbook(_) | Self::Checklist(_) | Self::Patterns(_) | Self::Statement(_) => {}
        }
        item
    }

    const fn as_rule(&self) -> Option<&Rule> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Playbook(_)
            | Self::Checklist(_)
            | Self::Patterns(_)
            | Self::Multiples(_)
            | Self::Statement(_) => None,
        }
    }

    fn as_multiples(&self) -> &[Multiple] {
        match self {
            Self::Multiples(multiples) => multiples,
            Self::Playbook(_)
            | Self::Checklist(_)
            | Self::Patterns(_)
            | Self::Rule(_)
            | Self::Statement(_) => &[],
        }
    }

    /// What it says as JSON, one field a line, so that two versions can be compared line by line.
    ///
    /// # Errors
    /// The writer's own.
    pub fn body(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Playbook(playbook) => serde_json::to_string_pretty(playbook),
            Self::Checklist(checklist) => serde_json::to_string_pretty(checklist),
            Self::Patterns(patterns) => serde_json::to_string_pretty(patterns),
            Self::Rule(rule) => serde_json::to_string_pretty(rule),
            Self::Multiples(multiples) => serde_json::to_string_pretty(multiples),
            Self::Statement(statement) => serde_json::to_string_pretty(statement),
        }
    }

    /// Reads what [`Item::body`] wrote.
    ///
    /// # Errors
    /// It says something that this version does not know; line and reason are told.
    pub fn read(kind: &str, body: &str) -> Result<Self, serde_json::Error> {
        match kind {
            "playbook" => serde_json::from_str(body).map(Self::Playbook),
            "checklist" => serde_json::from_str(body).map(Self::Checklist),
            "patterns" => serde_json::from_str(body).map(Self::Patterns),
            "rule" => serde_json::from_str(body).map(Self::Rule),
            "multiples" => serde_json::from_str(body).map(Self::Multiples),
            "statement" => serde_json::from_str(body).map(Self::Statement),
            other => Err(serde::de::Error::custom(format!("no such kind: {other}"))),
        }
    }
}

impl Library {
    /// Its parts, in the order in which they stand.
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        let playbooks = self.playbooks.iter().cloned().map(Item::Playbook);
        let checklists = self.checklists.iter().cloned().map(Item::Checklist);
        let rules = self.rules.iter().cloned().map(Item::Rule);
        let statements = self.statements.iter().cloned().map(Item::Statement);
        playbooks
            .chain(checklists)
            .chain([
                Item::Patterns(self.patterns.clone()),
                Item::Multiples(self.multiples.clone()),
            ])
            .chain(rules)
            .chain(statements)
            .collect()
    }

    /// A library of parts. Whether they hold together is for [`Library::checked`] to say.
    #[must_use]
    pub fn of(items: impl IntoIterator<Item = Item>) -> Self {
        let mut library = Self {
            schema: SCHEMA,
            ..Self::default()
        };
        for item in items {
            match item {
                Item::Playbook(playbook) => library.playbooks.push(playbook),
                Item::Checklist(checklist) => library.checklists.push(checklist),
                Item::Patterns(patterns) => library.patterns = patterns,
                Item::Rule(rule) => library.rules.push(rule),
                Item::Multiples(multiples) => library.multiples = multiples,
                Item::Statement(statement) => library.statements.push(statement),
            }
        }
        library
    }
}
