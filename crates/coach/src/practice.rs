//! Practice: a role-played customer whose mood changes by what is said, and what comes out of it (scripted; nothing of it touches real data).
//!
//! A run is the list of answers so far; the same answers always give the same talk, so nothing has to be kept.

use crate::Coach;
use crate::Language;
use crate::fold::folded;
use crate::language::Both;
use crate::wording_check::Warning;
use ansu_complaint::{Address, CategoryCode, Emotion, Step};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Strength of a feeling at its most.
const STRENGTH_MAX: i8 = 5;
/// Below this many points of a hundred the talk is worth another try.
const PASS: u32 = 60;
/// Points that every wording that would hurt takes away.
const WARNING_COSTS: u32 = 4;

/// A customer to practise with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    pub(crate) id: String,
    pub(crate) title: Both<String>,
    /// The playbook that helps.
    pub(crate) playbook: String,
    pub(crate) category: CategoryCode,
    pub(crate) customer: Role,
    /// What the clerk knows.
    pub(crate) briefing: Both<String>,
    pub(crate) mood: Mood,
    pub(crate) start: String,
    pub(crate) nodes: Vec<Node>,
    pub(crate) ends: Vec<Ending>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub(crate) name: Both<String>,
    pub(crate) address: Address,
}

/// How the customer feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Mood {
    /// The feeling.
    pub emotion: Emotion,
    /// Its strength, 0 (gone) to 5.
    pub strength: i8,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) step: Step,
    /// What the customer says.
    pub(crate) customer: Both<String>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) typed: Typed,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) say: Both<String>,
    pub(crate) quality: Quality,
    /// Added to the strength of the feeling.
    pub(crate) mood: i8,
    pub(crate) why: Both<String>,
    /// A node or an end.
    pub(crate) to: String,
}

/// How an answer in own words goes on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    /// Any of these in it counts as good.
    pub(crate) listens_for: Both<Vec<String>>,
    pub(crate) good: String,
    pub(crate) otherwise: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ending {
    pub(crate) id: String,
    pub(crate) customer: Both<String>,
    pub(crate) outcome: PracticeOutcome,
    pub(crate) why: Both<String>,
}

/// How good an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// As the field would have it.
    Good,
    /// It does.
    Fair,
    /// It makes things worse.
    Poor,
}

impl Quality {
    const fn points(self) -> u32 {
        match self {
            Self::Good => 2,
            Self::Fair => 1,
            Self::Poor => 0,
        }
    }
}

/// How a practised talk ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeOutcome {
    /// The customer agrees and is content.
    Settled,
    /// No agreement yet.
    Unsettled,
    /// The customer has left.
    WalkedOut,
    /// It goes up a level.
    Escalated,
}

/// An answer to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeAnswer {
    /// One of those offered, by its id.
    Choice(String),
    /// In own words.
    Typed(String),
}

/// A customer to practise with, as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeEntry {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub category: CategoryCode,
    /// How the customer comes in.
    pub mood: Mood,
}

/// The talk as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeTalk {
    /// What it is called.
    pub title: String,
    /// What the clerk knows.
    pub briefing: String,
    /// The customer's name.
    pub customer: String,
    /// The playbook that helps.
    pub playbook: String,
    /// What was said so far.
    pub turns: Vec<PracticeTurn>,
    /// What the customer says now.
    pub says: String,
    /// How the customer feels now.
    pub mood: Mood,
    /// The step in which the talk is; none once it has ended.
    pub step: Option<Step>,
    /// What could be answered; empty once it has ended.
    pub choices: Vec<PracticeChoice>,
    /// What came out; none as long as the talk goes on.
    pub result: Option<PracticeResult>,
}

/// An answer that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeChoice {
    /// Its id.
    pub id: String,
    /// What would be said.
    pub say: String,
}

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeTurn {
    /// The step.
    pub step: Step,
    /// What the customer said.
    pub customer: String,
    /// What the clerk answered.
    pub answer: String,
    /// How good that was.
    pub quality: Quality,
    /// Why.
    pub why: String,
    /// What would better have been said otherwise.
    pub warnings: Vec<Warning>,
    /// How the customer felt afterwards.
    pub mood: Mood,
}

/// What came out of a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeResult {
    /// How it ended.
    pub outcome: PracticeOutcome,
    /// What that was due to.
    pub why: String,
    /// Of a hundred.
    pub points: u32,
    /// Good enough.
    pub passed: bool,
    /// Wordings that would have hurt.
    pub warnings: u32,
    /// Steps of the six in which nothing was said: they were skipped.
    pub skipped: Vec<Step>,
    /// How the customer came in.
    pub mood_before: Mood,
    /// How the customer went out.
    pub mood_after: Mood,
}

impl Scenario {
    pub(crate) fn entry(&self, language: Language) -> PracticeEntry {
        PracticeEntry {
            id: self.id.clone(),
            title: self.title.of(language),
            category: self.category,
            mood: self.mood,
        }
    }

    /// The talk after these answers. Answers that no longer fit, such as those after the end, are left out.
    pub(crate) fn talk(
        &self,
        answers: &[PracticeAnswer],
        coach: &Coach,
        language: Language,
    ) -> Option<PracticeTalk> {
        let mut node = self.node(&self.start)?;
        let mut mood = self.mood;
        let mut turns: Vec<PracticeTurn> = vec![];
        for answer in answers {
            let Some((choice, turn)) = node.answered(answer, coach, mood, language) else {
                break;
            };
            mood = turn.mood;
            turns.push(turn);
            if let Some(end) = self.ends.iter().find(|end| end.id == choice.to) {
                let result = self.result(end, &turns, mood, language);
                return Some(PracticeTalk {
                    says: end.customer.of(language),
                    step: None,
                    choices: vec![],
                    result: Some(result),
                    ..self.at(node, turns, mood, language)
                });
            }
            node = self.node(&choice.to)?;
        }
        Some(self.at(node, turns, mood, language))
    }

    fn at(
        &self,
        node: &Node,
        turns: Vec<PracticeTurn>,
        mood: Mood,
        language: Language,
    ) -> PracticeTalk {
        PracticeTalk {
            title: self.title.of(language),
            briefing: self.briefing.of(language),
            customer: called(&self.customer, language),
            playbook: self.playbook.clone(),
            turns,
            says: node.customer.of(language),
            mood,
            step: Some(node.step),
            choices: node
                .choices
                .iter()
                .map(|choice| PracticeChoice {
                    id: choice.id.clone(),
                    say: choice.say.of(language),
                })
                .collect(),
            result: None,
        }
    }

    fn result(
        &self,
        end: &Ending,
        turns: &[PracticeTurn],
        mood: Mood,
        language: Language,
    ) -> PracticeResult {
        let most = 2 * u32::try_from(turns.len()).unwrap_or(1).max(1);
        let got: u32 = turns.iter().map(|turn| turn.quality.points()).sum();
        let warnings = turns.iter().map(|turn| turn.warnings.len()).sum::<usize>();
        let warnings = u32::try_from(warnings).unwrap_or(u32::MAX);
        let walked: HashSet<Step> = turns.iter().map(|turn| turn.step).collect();
        let reached = turns.iter().map(|turn| turn.step).max();
        let skipped: Vec<Step> = Step::ALL
            .into_iter()
            .filter(|step| reached.is_some_and(|reached| *step < reached) && !walked.contains(step))
            .collect();
        let points = (100 * got / most).saturating_sub(WARNING_COSTS.saturating_mul(warnings));
        PracticeResult {
            outcome: end.outcome,
            why: end.why.of(language),
            points,
            passed: points >= PASS && end.outcome != PracticeOutcome::WalkedOut,
            warnings,
            skipped,
            mood_before: self.mood,
            mood_after: mood,
        }
    }

    fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// What does not hold together; empty = all is well.
    #[cfg(test)]
    pub(crate) fn faults(&self) -> Vec<String> {
        let known = |id: &str| self.node(id).is_some() || self.ends.iter().any(|end| end.id == id);
        let mut faults = vec![];
        let mut reached = HashSet::from([self.start.as_str()]);
        let mut left = vec![self.start.as_str()];
        while let Some(id) = left.pop() {
            for choice in self.node(id).into_iter().flat_map(|node| &node.choices) {
                if !known(&choice.to) {
                    faults.push(format!("{id}/{} leads nowhere: {}", choice.id, choice.to));
                }
                if reached.insert(&choice.to) {
                    left.push(&choice.to);
                }
            }
        }
        let ids = self
            .nodes
            .iter()
            .map(|n| &n.id)
            .chain(self.ends.iter().map(|e| &e.id));
        faults.extend(
            ids.filter(|id| !reached.contains(id.as_str()))
                .map(|id| format!("{id} can't be reached")),
        );
        for node in &self.nodes {
            for id in [&node.typed.good, &node.typed.otherwise] {
                if !node.choices.iter().any(|choice| choice.id == *id) {
                    faults.push(format!("{}: no choice {id}", node.id));
                }
            }
        }
        faults
    }
}

impl Node {
    /// The choice that an answer comes to, and the exchange.
    fn answered(
        &self,
        answer: &PracticeAnswer,
        coach: &Coach,
        before: Mood,
        language: Language,
    ) -> Option<(&Choice, PracticeTurn)> {
        let choice = |id: &str| self.choices.iter().find(|choice| choice.id == id);
        let (choice, said) = match answer {
            PracticeAnswer::Choice(id) => {
                let choice = choice(id)?;
                (choice, choice.say.of(language))
            }
            PracticeAnswer::Typed(text) => {
                let hurts = !coach.check_wording(text, language).is_empty();
                let id = if !hurts && self.hears(text) {
                    &self.typed.good
                } else {
                    &self.typed.otherwise
                };
                (choice(id)?, text.clone())
            }
        };
        let strength = before
            .strength
            .saturating_add(choice.mood)
            .clamp(0, STRENGTH_MAX);
        Some((
            choice,
            PracticeTurn {
                step: self.step,
                customer: self.customer.of(language),
                warnings: coach.check_wording(&said, language),
                answer: said,
                quality: choice.quality,
                why: choice.why.of(language),
                mood: Mood { strength, ..before },
            },
        ))
    }

    fn hears(&self, text: &str) -> bool {
        let text = folded(text);
        let words = self
            .typed
            .listens_for
            .zh
            .iter()
            .chain(&self.typed.listens_for.en);
        words
            .map(|word| folded(word))
            .any(|word| !word.is_empty() && text.contains(&word))
    }
}

fn called(role: &Role, language: Language) -> String {
    let name = role.name.get(language);
    match (language, role.address) {
        (Language::Chinese, Address::Sir) => format!("{name}先生"),
        (Language::Chinese, Address::Madam) => format!("{name}女士"),
        (Language::English, Address::Sir) => format!("Mr {name}"),
        (Language::English, Address::Madam) => format!("Ms {name}"),
        (_, Address::Neutral) => name.clone(),
    }
}

#[cfg(test)]
mod tests;
