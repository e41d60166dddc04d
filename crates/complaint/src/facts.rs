//! What was found out: 5W1H, checks, attribution (domain §2, §5 step 3, §8).

use crate::Moment;
use serde::{Deserialize, Serialize};

/// The six facts. An empty text is a fact not yet known.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// 何人: who is concerned.
    pub who: String,
    /// 何时: in the customer's words.
    pub when: String,
    /// When it happened, if a moment can be named; apart from when the complaint was received.
    pub occurred: Option<Moment>,
    /// 何处: place.
    #[serde(rename = "where")]
    pub place: String,
    /// 何事: what happened.
    pub what: String,
    /// 何因: the cause as the customer sees it.
    pub why: String,
    /// 期望: the outcome the customer wants.
    pub how: String,
}

/// One of the six facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the six names are the field's own")]
pub enum Fact {
    Who,
    When,
    Where,
    What,
    Why,
    How,
}

impl Fact {
    /// All six, in the order in which they are told.
    pub const ALL: [Self; 6] = [
        Self::Who,
        Self::When,
        Self::Where,
        Self::What,
        Self::Why,
        Self::How,
    ];
}

impl Facts {
    /// Whether a fact is known.
    #[must_use]
    pub fn knows(&self, fact: Fact) -> bool {
        match fact {
            Fact::Who => !self.who.is_empty(),
            Fact::When => !self.when.is_empty() || self.occurred.is_some(),
            Fact::Where => !self.place.is_empty(),
            Fact::What => !self.what.is_empty(),
            Fact::Why => !self.why.is_empty(),
            Fact::How => !self.how.is_empty(),
        }
    }

    /// How many of the six are known.
    #[must_use]
    pub fn known(&self) -> u8 {
        Fact::ALL
            .map(|fact| u8::from(self.knows(fact)))
            .iter()
            .sum()
    }
}

/// A question that was looked up, and what was found.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The question.
    pub question: String,
    /// The finding; empty = still to be looked up.
    pub finding: String,
    /// Where in a checklist it stands, whatever its words become there: `list/question`, and `list/question/answer` where the finding is one of
    /// the list's answers. A question of one's own has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The layer where the cause lies (domain §8).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 客户侧: device, setting, use.
    Customer,
    /// 我方: network, plan rule, system, staff.
    Operator,
    /// 外部: municipal works, power, third-party platform.
    Outside,
}

/// Who answers for it (domain §2).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Liability {
    /// 我方责任.
    Operator,
    /// 我方无责.
    None,
    /// 双方责任.
    Shared,
    /// 外部原因.
    External,
}

/// Where the cause lies, who answers for it, and what shows it.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// The layer.
    pub side: Side,
    /// Liability.
    pub liability: Liability,
    /// The responsible unit; may be empty.
    #[serde(default)]
    pub unit: String,
    /// What was found, as it will stand on the slip.
    pub explanation: String,
}
