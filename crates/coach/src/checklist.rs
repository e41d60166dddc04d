//! Checklists: question → look-up → finding, branching, up to an attribution with its evidence (domain §8).

use crate::Language;
use crate::fault::LibraryFaultCode;
use crate::language::Both;
use crate::library::{Faults, ids_twice, is_id};
use crate::scope::{Scope, closest};
use ansu_complaint::{CategoryCode, Check, Side};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Most questions of a checklist.
const QUESTIONS_MAX: usize = 100;

/// A tree of questions for some categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Unique in the library.
    pub id: String,
    /// What it is for.
    pub scope: Vec<Scope>,
    /// What it is called.
    pub title: Both<String>,
    /// The first question.
    pub start: String,
    /// The questions, in the order in which they are shown for editing.
    pub questions: Vec<CheckQuestion>,
}

/// A question and what may come out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct CheckQuestion {
    /// Unique in the checklist.
    pub id: String,
    /// The question.
    pub ask: Both<String>,
    /// Where and how it is looked up.
    pub look_up: Both<String>,
    /// What may come out.
    pub answers: Vec<CheckAnswer>,
}

/// One possible finding, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct CheckAnswer {
    /// Unique in the question.
    pub id: String,
    /// The finding as it is recorded.
    pub say: Both<String>,
    /// The next question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Where the cause lies then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<LikelyCause>,
    /// The list ends here without a cause.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

/// An attribution as the findings suggest it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct LikelyCause {
    /// The layer.
    pub side: Side,
    /// The cause in a sentence that may stand on the slip.
    pub cause: Both<String>,
    /// Who answers for it.
    pub unit: Both<String>,
}

/// A checklist as far as it was followed for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Followed {
    /// Which.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The questions so far, the open one last.
    pub questions: Vec<FollowedQuestion>,
    /// What the answers come to, once they do.
    pub cause: Option<FollowedCause>,
    /// How many questions there are at most from here on, the open one included.
    pub left: u32,
}

/// A question on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FollowedQuestion {
    /// Where it stands, as [`Check::source`] has it.
    pub source: String,
    /// The question; one that is on record as it was asked, whatever the list says by now.
    pub ask: String,
    /// Where to look it up.
    pub look_up: String,
    /// What may come out.
    pub answers: Vec<FollowedAnswer>,
    /// What was found; empty = not looked up yet.
    pub finding: String,
    /// The same in the language of the window, where that is not the record's.
    pub gloss: Option<QuestionGloss>,
}

/// What may come out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FollowedAnswer {
    /// Where it stands, as [`Check::source`] has it.
    pub source: String,
    /// The finding as it is recorded.
    pub say: String,
}

/// What a question and its answers say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct QuestionGloss {
    /// The question.
    pub ask: String,
    /// Its answers, in their order.
    pub answers: Vec<String>,
}

/// A suggested attribution as it goes on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FollowedCause {
    /// The layer.
    pub side: Side,
    /// The cause.
    pub cause: String,
    /// Who answers for it.
    pub unit: String,
    /// What it says in the language of the window, where that is not the record's.
    pub gloss: Option<CauseGloss>,
}

/// What a cause says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CauseGloss {
    /// The cause.
    pub cause: String,
    /// Who answers for it.
    pub unit: String,
}

/// The item's own list, or else its group's.
pub(crate) fn fitting(lists: &[Checklist], category: CategoryCode) -> Option<&Checklist> {
    lists
        .iter()
        .filter_map(|list| Some((closest(&list.scope, category)?, list)))
        // The first of equals, as everywhere.
        .rev()
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, list)| list)
}

impl Checklist {
    /// How far the recorded checks lead. A finding in other words than the list's leads on by the first answer that has a next question: it was
    /// looked up, and what it means is for people to say.
    #[must_use]
    pub fn follow(&self, checks: &[Check], language: Language) -> Followed {
        let mut followed = Followed {
            id: self.id.clone(),
            title: self.title.of(language),
            questions: vec![],
            cause: None,
            left: 0,
        };
        let mut at = self.question(&self.start);
        while let Some(question) = at {
            let check = self.check_of(question, checks);
            followed
                .questions
                .push(self.followed(question, check, language));
            let Some(check) = check.filter(|check| !check.finding.is_empty()) else {
                followed.left = self.longest(question, &mut HashMap::new());
                break;
            };
            let answer = self.answer_of(question, check);
            followed.cause = answer
                .and_then(|answer| answer.attribution.as_ref())
                .map(|cause| cause.followed(language));
            at = match answer {
                Some(answer) => answer.next.as_deref(),
                None => question.answers.iter().find_map(|a| a.next.as_deref()),
            }
            .and_then(|next| self.question(next));
        }
        followed
    }

    /// A question as it stands on the way: it and its answers are recorded and printed, where to look is for the clerk alone.
    fn followed(
        &self,
        question: &CheckQuestion,
        check: Option<&Check>,
        language: Language,
    ) -> FollowedQuestion {
        let source = format!("{}/{}", self.id, question.id);
        let answers = question.answers.iter().map(|answer| FollowedAnswer {
            source: format!("{source}/{}", answer.id),
            say: answer.say.recorded(),
        });
        FollowedQuestion {
            answers: answers.collect(),
            ask: check.map_or_else(|| question.ask.recorded(), |check| check.question.clone()),
            look_up: question.look_up.of(language),
            finding: check.map_or_else(String::new, |check| check.finding.clone()),
            gloss: question.gloss(language),
            source,
        }
    }

    /// The check that answers a question: by where it stands, for the words of a list may be changed while a ticket runs; else by its words,
    /// in whichever language it was asked, unless it answers another question of this list.
    fn check_of<'a>(&self, question: &CheckQuestion, checks: &'a [Check]) -> Option<&'a Check> {
        let stands_here =
            |check: &&Check| matches!(self.place_of(check), Some((id, _)) if id == question.id);
        let says_this =
            |check: &&Check| self.place_of(check).is_none() && question.ask.is(&check.question);
        let by_place = checks.iter().find(stands_here);
        by_place.or_else(|| checks.iter().find(says_this))
    }

    /// The answer that a finding is, the same way.
    fn answer_of<'a>(&self, question: &'a CheckQuestion, check: &Check) -> Option<&'a CheckAnswer> {
        let place = self.place_of(check).and_then(|(_, answer)| answer);
        let by_place = place.and_then(|id| question.answers.iter().find(|answer| answer.id == id));
        by_place.or_else(|| {
            let mut answers = question.answers.iter();
            answers.find(|answer| answer.say.is(&check.finding))
        })
    }

    /// The question of this list that a check says it answers, and the answer.
    fn place_of<'a>(&self, check: &'a Check) -> Option<(&'a str, Option<&'a str>)> {
        let mut parts = check.source.as_deref()?.splitn(3, '/');
        let (list, question) = (parts.next()?, parts.next()?);
        let here = list == self.id && self.question(question).is_some();
        here.then(|| (question, parts.next()))
    }

    fn question(&self, id: &str) -> Option<&CheckQuestion> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// How many questions the longest way from here has. Checked lists have no cycles and few questions, so this ends; each question is looked at
    /// once, however many ways lead to it.
    fn longest<'a>(&'a self, from: &'a CheckQuestion, known: &mut HashMap<&'a str, u32>) -> u32 {
        if let Some(known) = known.get(from.id.as_str()) {
            return *known;
        }
        let next = from
            .answers
            .iter()
            .filter_map(|answer| self.question(answer.next.as_deref()?));
        let behind = next
            .map(|question| self.longest(question, known))
            .max()
            .unwrap_or_default();
        known.insert(&from.id, behind + 1);
        behind + 1
    }

    pub(crate) fn check(&self, faults: &mut Faults<'_>) {
        if self.questions.len() > QUESTIONS_MAX {
            let about = format!("{}: {} > {QUESTIONS_MAX}", self.id, self.questions.len());
            faults.note(LibraryFaultCode::TooMany, &self.id, 0, about);
            return;
        }
        let mut note = |code, question: &str, nth, about: String| {
            let about = format!("{}: {about}", self.id);
            faults.note_part(code, &self.id, (question, nth), about);
        };
        for id in ids_twice(self.questions.iter().map(|q| q.id.as_str())) {
            note(LibraryFaultCode::SameId, &id, 1, id.clone());
        }
        for question in &self.questions {
            let id = question.id.as_str();
            if !is_id(id) {
                note(LibraryFaultCode::NoId, id, 0, id.to_owned());
            }
            for id in ids_twice(question.answers.iter().map(|a| a.id.as_str())) {
                note(
                    LibraryFaultCode::SameId,
                    &question.id,
                    0,
                    format!("{}/{id}", question.id),
                );
            }
            for answer in &question.answers {
                if !is_id(&answer.id) {
                    note(LibraryFaultCode::NoId, id, 0, format!("{id}/{}", answer.id));
                }
                let ends = [
                    answer.next.is_some(),
                    answer.attribution.is_some(),
                    answer.open,
                ];
                if ends.iter().filter(|end| **end).count() != 1 {
                    let about = format!("{id}/{}: one way on is wanted", answer.id);
                    note(LibraryFaultCode::NoSuchQuestion, id, 0, about);
                }
                if let Some(next) = &answer.next
                    && self.question(next).is_none()
                {
                    note(LibraryFaultCode::NoSuchQuestion, id, 0, next.clone());
                }
            }
        }
        if self.question(&self.start).is_none() {
            note(LibraryFaultCode::NoSuchQuestion, "", 0, self.start.clone());
        }
        let mut done = HashSet::new();
        match self.cycle(&self.start, &mut vec![], &mut done) {
            Some(cycle) => {
                let first = cycle.last().copied().unwrap_or_default();
                note(LibraryFaultCode::Cycle, first, 0, cycle.join(" → "));
            }
            None => {
                let reached = |id: &str| done.contains(id);
                for question in self.questions.iter().filter(|q| !reached(&q.id)) {
                    let id = question.id.as_str();
                    note(LibraryFaultCode::Unreachable, id, 0, id.to_owned());
                }
            }
        }
    }

    /// A way that leads back to where it was.
    fn cycle<'a>(
        &'a self,
        from: &'a str,
        way: &mut Vec<&'a str>,
        done: &mut HashSet<&'a str>,
    ) -> Option<Vec<&'a str>> {
        if way.contains(&from) {
            way.push(from);
            return Some(way.clone());
        }
        if done.contains(from) {
            return None;
        }
        way.push(from);
        let question = self.question(from);
        let next = question.into_iter().flat_map(|question| {
            question
                .answers
                .iter()
                .filter_map(|answer| answer.next.as_deref())
        });
        for next in next {
            if let Some(cycle) = self.cycle(next, way, done) {
                return Some(cycle);
            }
        }
        way.pop();
        done.insert(from);
        None
    }
}

impl LikelyCause {
    fn followed(&self, language: Language) -> FollowedCause {
        let gloss = self.cause.gloss(language).zip(self.unit.gloss(language));
        FollowedCause {
            side: self.side,
            cause: self.cause.recorded(),
            unit: self.unit.recorded(),
            gloss: gloss.map(|(cause, unit)| CauseGloss { cause, unit }),
        }
    }
}

impl CheckQuestion {
    fn gloss(&self, language: Language) -> Option<QuestionGloss> {
        let answers = || self.answers.iter().map(|answer| &answer.say);
        Some(QuestionGloss {
            ask: self.ask.gloss(language)?,
            answers: answers().filter_map(|say| say.gloss(language)).collect(),
        })
    }
}
