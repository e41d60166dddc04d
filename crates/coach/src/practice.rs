//! Practice: a role-played customer whose mood changes by what is said, and what comes out of it (scripted; nothing of it touches real data).
//!
//! A run is the list of answers so far; the same answers always give the same talk, so nothing has to be kept.

mod gate;
mod own_words;
mod result;

use crate::Coach;
use crate::Language;
use crate::language::Both;
use crate::wording_check::Warning;
use ansu_complaint::{Address, CategoryCode, Emotion, Step};
use serde::{Deserialize, Serialize};

pub(crate) use gate::GateWords;
pub use gate::PracticeGate;
pub use own_words::OwnWords;
use own_words::Typed;
pub use result::{PracticeGateMark, PracticeLapse, PracticeLapseKind, PracticeResult};

/// Strength of a feeling at its most.
const STRENGTH_MAX: i8 = 5;

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
    /// The gates of the procedure that it meets.
    #[serde(default)]
    pub(crate) meets: Vec<PracticeGate>,
    /// Added to the strength of the feeling.
    pub(crate) mood: i8,
    pub(crate) why: Both<String>,
    /// A node or an end.
    pub(crate) to: String,
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
    /// Why; none for own words that no prepared answer speaks for.
    pub why: Option<String>,
    /// How it was understood; none for an answer that was offered.
    pub own: Option<OwnWords>,
    /// The gates of the procedure that it met.
    pub met: Vec<PracticeGate>,
    /// What would better have been said otherwise.
    pub warnings: Vec<Warning>,
    /// How the customer felt afterwards.
    pub mood: Mood,
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
            let Some((turn, to)) = self.answered(node, answer, coach, mood, language) else {
                break;
            };
            mood = turn.mood;
            turns.push(turn);
            if let Some(end) = self.ends.iter().find(|end| end.id == to) {
                let result = self.result(end, &turns, mood, language);
                return Some(PracticeTalk {
                    says: end.customer.of(language),
                    step: None,
                    choices: vec![],
                    result: Some(result),
                    ..self.at(node, turns, mood, language)
                });
            }
            node = self.node(to)?;
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

    /// The exchange that an answer makes, and the node or end to which it leads.
    fn answered<'a>(
        &self,
        node: &'a Node,
        answer: &PracticeAnswer,
        coach: &Coach,
        before: Mood,
        language: Language,
    ) -> Option<(PracticeTurn, &'a str)> {
        let turn = |said: &str, mood: i8| PracticeTurn {
            step: node.step,
            customer: node.customer.of(language),
            warnings: coach.check_wording(said, language),
            answer: said.to_owned(),
            quality: Quality::Poor,
            why: None,
            own: None,
            met: vec![],
            mood: before.moved(mood),
        };
        match answer {
            PracticeAnswer::Choice(id) => {
                let choice = node.choices.iter().find(|choice| choice.id == *id)?;
                let turn = PracticeTurn {
                    quality: choice.quality,
                    why: Some(choice.why.of(language)),
                    met: choice.meets.clone(),
                    ..turn(choice.say.get(language), choice.mood)
                };
                Some((turn, &choice.to))
            }
            PracticeAnswer::Typed(text) => {
                let understood = node.understood(text, &self.playbook, coach, language)?;
                let turn = PracticeTurn {
                    quality: understood.quality,
                    own: Some(understood.own),
                    met: understood.met,
                    ..turn(text, understood.mood)
                };
                Some((turn, understood.to))
            }
        }
    }

    fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }
}

impl Mood {
    /// After an answer that adds `by` to its strength.
    fn moved(self, by: i8) -> Self {
        let strength = self.strength.saturating_add(by).clamp(0, STRENGTH_MAX);
        Self { strength, ..self }
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
