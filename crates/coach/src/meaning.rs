//! What the six facts mean in a category: `何时` of a charge is its billing period, `何处` of a fault the address of the line (domain §2, §5, §8).

use crate::Language;
use crate::scope::{Scope, closest};
use ansu_complaint::{CategoryCode, Fact};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Something without which a fact is told by half. Whether it is there is seen in the text; it is never asked for by a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// How much money.
    Sum,
    /// The other side's number.
    Number,
    /// How fast: 兆.
    Speed,
    /// How much data.
    Volume,
}

/// A fact in a category's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FactMeaning {
    /// Which.
    pub fact: Fact,
    /// What it is here, in a few words.
    pub says: String,
    /// What it should name.
    pub names: Vec<Detail>,
}

/// The data file: what closer categories leave out is as in the wider ones.
pub(crate) type MeaningFile = Vec<Meanings>;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Meanings {
    categories: Vec<Scope>,
    facts: HashMap<Fact, Meaning>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meaning {
    zh: String,
    en: String,
    #[serde(default)]
    names: Vec<Detail>,
}

/// The six facts of a category, each as the closest of the meanings has it.
pub(crate) fn meanings(
    file: &[Meanings],
    category: CategoryCode,
    language: Language,
) -> Vec<FactMeaning> {
    let of = |fact: Fact| {
        let fitting = file.iter().filter_map(|meanings| {
            let fit = closest(&meanings.categories, category)?;
            Some((fit, meanings.facts.get(&fact)?))
        });
        let (_, meaning) = fitting.max_by_key(|(fit, _)| *fit)?;
        let says = match language {
            Language::Chinese => &meaning.zh,
            Language::English => &meaning.en,
        };
        Some(FactMeaning {
            fact,
            says: says.clone(),
            names: meaning.names.clone(),
        })
    };
    Fact::ALL.into_iter().filter_map(of).collect()
}
