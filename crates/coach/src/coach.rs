//! The coach: a library that has been read and checked, and the answers it gives.

use crate::advice::{AdviceFile, AdviceView};
use crate::checklist::{self, Checklist};
use crate::find::Found;
use crate::language::Both;
use crate::library::Library;
use crate::meaning::{self, FactMeaning, MeaningFile};
use crate::place::Whereabouts;
use crate::playbook::{GENERAL, Playbook};
use crate::practice::{GateWords, PracticeAnswer, PracticeEntry, PracticeTalk, Scenario};
use crate::rank::{Ranked, Situation, Uses, rank};
use crate::reminder::{ReminderFile, Reminders};
use crate::rule::Rule;
use crate::statement::{Pinned, Statement};
use crate::suggest::{self, Suggestion};
use crate::template::{Part, Template};
use crate::wording_check::{Warning, WordingCheck};
use crate::{Language, Slots};
use ansu_complaint::{CategoryCode, Check, Fact, Facts, Moment, Step};
use serde::Serialize;
use std::sync::OnceLock;

/// Most situations that are offered for choosing.
const SITUATIONS_MAX: usize = 6;

/// Characters after which more text makes the first key hardly faster.
const WARM_UP: usize = 2_000;

/// Content ready to answer; it is kept until the library changes.
#[derive(Debug, Clone)]
pub struct Coach {
    library: Library,
    /// Made ready when it is first asked, or warmed up.
    check: OnceLock<Result<WordingCheck, String>>,
    reminders: ReminderFile,
    meanings: MeaningFile,
    advice: AdviceFile,
    scenarios: Vec<Scenario>,
    gate_words: GateWords,
}

/// A situation that may be the one at the counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Fitting {
    /// The playbook's id.
    pub id: String,
    /// What the situation is called.
    pub title: String,
    /// What is reached when it goes well.
    pub aim: String,
    /// The customer's words by which it was recognised.
    pub heard: Vec<String>,
}

/// Everything of a playbook but its wordings, as it helps in one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Guide {
    /// What to do in this step.
    pub moves: Vec<Vec<Part>>,
    /// What to ask, what is still unknown first.
    pub questions: Vec<Asked>,
    /// What to look up.
    pub look_ups: Vec<Vec<Part>>,
    /// What keeps it from happening again.
    pub prevention: Vec<Vec<Part>>,
    /// When to hand over, and to whom.
    pub hand_over: Vec<Vec<Part>>,
}

/// A question to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Asked {
    /// The question.
    pub parts: Vec<Part>,
    /// The fact that its answer gives.
    pub fact: Option<Fact>,
    /// Its fact is known already.
    pub known: bool,
}

impl Coach {
    /// All but the library comes with the program and is not edited.
    pub(crate) const fn new(
        library: Library,
        reminders: ReminderFile,
        meanings: MeaningFile,
        advice: AdviceFile,
        scenarios: Vec<Scenario>,
        gate_words: GateWords,
    ) -> Self {
        Self {
            check: OnceLock::new(),
            library,
            reminders,
            meanings,
            advice,
            scenarios,
            gate_words,
        }
    }

    /// The content it was made of.
    #[must_use]
    pub const fn library(&self) -> &Library {
        &self.library
    }

    /// A playbook by its id.
    #[must_use]
    pub fn playbook(&self, id: &str) -> Option<&Playbook> {
        self.library
            .playbooks
            .iter()
            .find(|playbook| playbook.id == id)
    }

    /// A rule by its id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.library.rules.iter().find(|rule| rule.id == id)
    }

    /// The situations that may be the one at the counter, the closest first.
    #[must_use]
    pub fn situations(&self, at: &Situation<'_>, uses: &Uses, language: Language) -> Vec<Fitting> {
        rank(&self.library.playbooks, at, uses)
            .iter()
            .take(SITUATIONS_MAX)
            .map(|ranked| fitting(ranked, language))
            .collect()
    }

    /// The wordings for where the talk stands: those of the playbook `id` first, then the general ones, closest to category and feeling first.
    #[must_use]
    pub fn wordings(
        &self,
        id: Option<&str>,
        at: &Situation<'_>,
        language: Language,
        slots: &Slots,
    ) -> Vec<Suggestion> {
        [id, Some(GENERAL)]
            .into_iter()
            .flatten()
            .filter_map(|id| self.playbook(id))
            .flat_map(|playbook| suggest::suggest(playbook, at, language, slots))
            .collect()
    }

    /// What else a playbook says for a step.
    #[must_use]
    pub fn guide(
        &self,
        id: &str,
        step: Step,
        facts: &Facts,
        language: Language,
        slots: &Slots,
    ) -> Option<Guide> {
        let playbook = self.playbook(id)?;
        let fill = |text: &Template| text.fill(language, slots);
        let list =
            |texts: &[Both<Template>]| texts.iter().map(|both| fill(both.get(language))).collect();
        let mut questions: Vec<_> = playbook
            .questions
            .iter()
            .map(|question| Asked {
                parts: fill(question.text(language)),
                fact: question.fact,
                known: question.fact.is_some_and(|fact| facts.knows(fact)),
            })
            .collect();
        questions.sort_by_key(|question| question.known);
        Some(Guide {
            moves: playbook
                .moves
                .iter()
                .filter(|what| what.step == step)
                .map(|what| fill(what.text(language)))
                .collect(),
            questions,
            look_ups: list(&playbook.look_ups),
            prevention: list(&playbook.prevention),
            hand_over: list(&playbook.hand_over),
        })
    }

    /// The unified statements that hold now and may concern the complaint; all that hold where its category is not known yet.
    #[must_use]
    pub fn statements(
        &self,
        category: Option<CategoryCode>,
        at: Whereabouts<'_>,
        now: Moment,
        language: Language,
        slots: &Slots,
    ) -> Vec<Pinned> {
        self.library
            .statements
            .iter()
            .filter(|statement| {
                statement.is_current(now)
                    && category.is_none_or(|category| statement.concerns(category))
            })
            .filter_map(|statement| statement.pinned(at, language, slots))
            .collect()
    }

    /// Whether a unified statement may be said now.
    #[must_use]
    pub fn holds(&self, statement: &str, now: Moment) -> bool {
        let mut all = self.library.statements.iter();
        all.any(|known| known.id == statement && known.is_current(now))
    }

    /// The unified statements that hold or are still to come, and one by its id whatever has become of it.
    #[must_use]
    pub fn statements_ahead(&self, now: Moment, also: Option<&str>) -> Vec<&Statement> {
        let all = self.library.statements.iter();
        all.filter(|known| now < known.until || also == Some(known.id.as_str()))
            .collect()
    }

    /// When a unified statement that may concern the complaint begins or ends next.
    #[must_use]
    pub fn statements_change(&self, category: CategoryCode, now: Moment) -> Option<Moment> {
        self.library
            .statements
            .iter()
            .filter(|statement| statement.concerns(category))
            .flat_map(|statement| [statement.from, statement.until])
            .filter(|moment| *moment > now)
            .min()
    }

    /// The playbooks that have what somebody typed, and where; all of them for an empty query.
    #[must_use]
    pub fn find(&self, query: &str, language: Language) -> Vec<Found<'_>> {
        crate::find::find(&self.library.playbooks, query, language)
    }

    /// What would better be said otherwise in a text for the customer. Nothing where the patterns can't be made ready: [`Library::checked`] tells
    /// so before they are published.
    #[must_use]
    pub fn check_wording(&self, text: &str, language: Language) -> Vec<Warning> {
        let check = self
            .check
            .get_or_init(|| WordingCheck::new(&self.library.patterns));
        check
            .as_ref()
            .map_or_else(|_| vec![], |check| check.check(text, language))
    }

    /// Has the wording check go over the first page of what the playbooks say. What a pattern needs is made when a text first asks for it, and
    /// customers are spoken to in much the same words: afterwards the first key in a field costs hardly more than the second.
    pub fn warm_up(&self, language: Language) {
        let texts = self.library.playbooks.iter();
        let page = texts
            .flat_map(|playbook| playbook.spoken(language))
            .scan(0, |characters, text| {
                let text = text.to_string();
                let before = *characters;
                *characters += text.chars().count();
                (before < WARM_UP).then_some(text)
            })
            .collect::<String>();
        let _ = self.check_wording(&page, language);
    }

    /// What to do, how to be and what not to say in a step.
    #[must_use]
    pub fn reminders(&self, step: Step, language: Language) -> Option<&Reminders> {
        self.reminders
            .steps
            .get(&step)
            .map(|both| both.get(language))
    }

    /// What the six facts are in a category.
    #[must_use]
    pub fn meanings(&self, category: CategoryCode, language: Language) -> Vec<FactMeaning> {
        meaning::meanings(&self.meanings, category, language)
    }

    /// Advice for the moment.
    #[must_use]
    pub fn advice(&self, language: Language) -> AdviceView {
        self.advice.view(language)
    }

    /// The customers to practise with.
    #[must_use]
    pub fn practice(&self, language: Language) -> Vec<PracticeEntry> {
        self.scenarios
            .iter()
            .map(|scenario| scenario.entry(language))
            .collect()
    }

    /// A practised talk after these answers; `None` if there is no such customer.
    #[must_use]
    pub fn practise(
        &self,
        id: &str,
        answers: &[PracticeAnswer],
        language: Language,
    ) -> Option<PracticeTalk> {
        let scenario = self.scenarios.iter().find(|scenario| scenario.id == id)?;
        scenario.talk(answers, self, language)
    }

    /// The words by which an answer of one's own meets a gate.
    pub(crate) const fn gate_words(&self) -> &GateWords {
        &self.gate_words
    }

    #[cfg(test)]
    pub(crate) fn scenario(&self, id: &str) -> &Scenario {
        self.scenarios
            .iter()
            .find(|scenario| scenario.id == id)
            .unwrap()
    }

    /// The checklist for a category.
    #[must_use]
    pub fn checklist(&self, category: CategoryCode) -> Option<&Checklist> {
        checklist::fitting(&self.library.checklists, category)
    }

    /// The checklist for a category as far as the recorded checks have followed it.
    #[must_use]
    pub fn follow(
        &self,
        category: CategoryCode,
        checks: &[Check],
        language: Language,
    ) -> Option<checklist::Followed> {
        Some(self.checklist(category)?.follow(checks, language))
    }
}

fn fitting(ranked: &Ranked<'_>, language: Language) -> Fitting {
    Fitting {
        id: ranked.playbook.id.clone(),
        title: ranked.playbook.title.of(language),
        aim: ranked.playbook.aim.of(language),
        heard: ranked.heard.iter().map(|word| (*word).to_owned()).collect(),
    }
}
