//! The library: all content of the coach as one value, read from and written to one file.
//!
//! A file that doesn't hold together is refused with every fault that was found and the line it stands in; nothing of it is used.

use crate::checklist::Checklist;
use crate::claim::Multiple;
use crate::fault::{BadLibrary, LibraryFault, LibraryFaultCode};
use crate::formula::Formula;
use crate::pattern::PatternFile;
use crate::playbook::{GENERAL, Playbook};
use crate::rule::Rule;
use crate::statement::{PLACE_MAX_CHARS, PLACES_MAX, Statement};
use ansu_complaint::Step;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// The version of the file that this program reads and writes.
pub const SCHEMA: u32 = 1;
/// Largest file that is looked at.
pub const LIBRARY_MAX_BYTES: usize = 8 * 1024 * 1024;
/// Most faults that are told at once.
const FAULTS_MAX: usize = 50;

/// All content that can be edited, exported and imported.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Situations.
    pub playbooks: Vec<Playbook>,
    /// Questions to look up.
    pub checklists: Vec<Checklist>,
    /// Wording to avoid.
    pub patterns: PatternFile,
    /// Rules behind remedies and deadlines.
    pub rules: Vec<Rule>,
    /// What claims of several times a charge rest on.
    pub multiples: Vec<Multiple>,
    /// Unified statements of incidents.
    #[serde(default)]
    pub statements: Vec<Statement>,
}

/// Reads a library file and checks that it holds together.
///
/// # Errors
/// Every fault found, at most fifty; a file that is no JSON has one.
pub fn read(text: &str) -> Result<Library, BadLibrary> {
    if text.len() > LIBRARY_MAX_BYTES {
        return Err(BadLibrary(vec![LibraryFault {
            line: 0,
            code: LibraryFaultCode::TooLarge,
            about: format!("{} MB", LIBRARY_MAX_BYTES / (1024 * 1024)),
        }]));
    }
    let library: Library =
        serde_json::from_str(text).map_err(|error| BadLibrary(vec![unreadable(&error)]))?;
    library.checked(text)
}

pub(crate) fn unreadable(error: &serde_json::Error) -> LibraryFault {
    LibraryFault {
        line: u32::try_from(error.line()).unwrap_or(u32::MAX),
        code: LibraryFaultCode::Unreadable,
        about: error.to_string(),
    }
}

/// Faults as they are found; the text says in which line something stands.
pub(crate) struct Faults<'a> {
    text: &'a str,
    found: Vec<LibraryFault>,
}

impl Faults<'_> {
    /// Notes a fault of what has the id `id`, at its `nth` place counted from 0.
    pub(crate) fn note(&mut self, code: LibraryFaultCode, id: &str, nth: usize, about: String) {
        if self.has_room() {
            self.push(code, self.place(0, id, nth), about);
        }
    }

    /// Notes a fault of a part of `owner`: in the line of the `nth` `id` from there on, or else in the owner's.
    pub(crate) fn note_part(
        &mut self,
        code: LibraryFaultCode,
        owner: &str,
        (id, nth): (&str, usize),
        about: String,
    ) {
        if self.has_room() {
            let of_owner = self.place(0, owner, 0);
            let of_part = of_owner.and_then(|from| self.place(from, id, nth));
            self.push(code, of_part.or(of_owner), about);
        }
    }

    /// Notes a fault of a text of `owner`, in the text's own line.
    fn note_text(&mut self, code: LibraryFaultCode, owner: &str, text: &str, about: String) {
        if self.has_room() {
            let of_owner = self.place(0, owner, 0);
            let written = serde_json::to_string(text).unwrap_or_default();
            let of_text =
                of_owner.and_then(|from| Some(from + self.text.get(from..)?.find(&written)?));
            self.push(code, of_text.or(of_owner), about);
        }
    }

    /// Notes a fault of one of the multiples, which have no ids: in the line where a field of theirs has that value for the `nth` time.
    fn note_multiple(
        &mut self,
        code: LibraryFaultCode,
        (key, value): (&str, &str),
        nth: usize,
        about: String,
    ) {
        if self.has_room() {
            let keys = self.text.match_indices("\"multiples\"");
            let mut keys = keys.filter(|(place, key)| {
                let after = self.text.get(place + key.len()..).unwrap_or_default();
                after.trim_start().starts_with(':')
            });
            let multiples = keys.next().map(|(place, _)| place);
            let of_value = multiples.and_then(|from| self.valued(from, key, value, nth));
            self.push(code, of_value.or(multiples), about);
        }
    }

    /// Finding the line takes a look through the file: not for faults that are not told.
    fn has_room(&self) -> bool {
        self.found.len() < FAULTS_MAX
    }

    /// Where the `nth` `"id"` of that name stands from a place on.
    fn place(&self, from: usize, id: &str, nth: usize) -> Option<usize> {
        self.valued(from, "id", &format!("\"{id}\""), nth)
    }

    /// Where a field has a value, as it is written, for the `nth` time from a place on.
    fn valued(&self, from: usize, field: &str, value: &str, nth: usize) -> Option<usize> {
        let text = self.text.get(from..)?;
        let named = format!("\"{field}\"");
        let is_named = |place: &usize| {
            let before = text.get(..*place).unwrap_or_default();
            before
                .trim_end()
                .strip_suffix(':')
                .is_some_and(|key| key.trim_end().ends_with(&named))
        };
        let places = text.match_indices(value).map(|(place, _)| place);
        places.filter(is_named).nth(nth).map(|place| from + place)
    }

    /// In the line of a place, counted from 1; 0 for nowhere.
    fn push(&mut self, code: LibraryFaultCode, place: Option<usize>, about: String) {
        let line = place.map_or(0, |place| {
            let lines = self.text.get(..place).unwrap_or_default().matches('\n');
            u32::try_from(lines.count() + 1).unwrap_or(u32::MAX)
        });
        self.found.push(LibraryFault { line, code, about });
    }
}

impl Library {
    /// The file's text: the same content gives the same bytes.
    ///
    /// # Errors
    /// Never for content that was read; the writer's own error otherwise.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }

    /// The library, if it holds together. `text` is what it was read from and says in which line something stands.
    ///
    /// # Errors
    /// Every fault found, at most fifty.
    pub fn checked(self, text: &str) -> Result<Self, BadLibrary> {
        let mut faults = Faults {
            text,
            found: vec![],
        };
        self.check(&mut faults);
        if faults.found.is_empty() {
            Ok(self)
        } else {
            Err(BadLibrary(faults.found))
        }
    }

    fn check(&self, faults: &mut Faults<'_>) {
        if self.schema != SCHEMA {
            faults.note(
                LibraryFaultCode::OtherSchema,
                "",
                0,
                format!("{} instead of {SCHEMA}", self.schema),
            );
        }
        let rules: HashSet<_> = self.rules.iter().map(|rule| rule.id.as_str()).collect();
        unique(self.playbooks.iter().map(|p| p.id.as_str()), faults);
        unique(self.checklists.iter().map(|c| c.id.as_str()), faults);
        unique(self.rules.iter().map(|r| r.id.as_str()), faults);
        for playbook in &self.playbooks {
            check_playbook(playbook, &rules, faults);
        }
        check_general(&self.playbooks, faults);
        for checklist in &self.checklists {
            checklist.check(faults);
        }
        unique(self.statements.iter().map(|s| s.id.as_str()), faults);
        for statement in self.statements.iter().filter(|s| !s.slots_agree()) {
            faults.note(
                LibraryFaultCode::SlotsDiffer,
                &statement.id,
                0,
                statement.id.clone(),
            );
        }
        for statement in self.statements.iter().filter(|s| s.until <= s.from) {
            faults.note(
                LibraryFaultCode::EndsBeforeItBegins,
                &statement.id,
                0,
                statement.id.clone(),
            );
        }
        for statement in &self.statements {
            check_places(statement, faults);
        }
        self.patterns.check(faults);
        self.check_money(&rules, faults);
    }

    fn check_money(&self, rules: &HashSet<&str>, faults: &mut Faults<'_>) {
        for rule in &self.rules {
            if let Some(figure) = rule.formula.as_ref().and_then(Formula::senseless) {
                let about = format!("{}: {figure}", rule.id);
                faults.note(LibraryFaultCode::NoAmount, &rule.id, 0, about);
            }
        }
        let unknown = |multiple: &&Multiple| {
            let rule = multiple.rule.as_deref();
            rule.is_some_and(|rule| !rules.contains(rule))
        };
        let mut before: HashMap<&str, usize> = HashMap::new();
        for multiple in self.multiples.iter().filter(unknown) {
            let rule = multiple.rule.as_deref().unwrap_or_default();
            let nth = before.entry(rule).or_default();
            let about = format!("{} ×: {rule}", multiple.times);
            faults.note_multiple(
                LibraryFaultCode::NoSuchRule,
                ("rule", &format!("\"{rule}\"")),
                *nth,
                about,
            );
            *nth += 1;
        }
        let never = self.multiples.iter().filter(|multiple| multiple.times == 0);
        for (nth, _) in never.enumerate() {
            let about = "times = 0".to_owned();
            faults.note_multiple(LibraryFaultCode::NoAmount, ("times", "0"), nth, about);
        }
    }
}

fn check_places(statement: &Statement, faults: &mut Faults<'_>) {
    let (id, count) = (&statement.id, statement.places.len());
    if count > PLACES_MAX {
        let about = format!("{id}: {count} > {PLACES_MAX}");
        faults.note(LibraryFaultCode::TooMany, id, 0, about);
    }
    for place in &statement.places {
        if place.trim().is_empty()
            || place.chars().count() > PLACE_MAX_CHARS
            || place.chars().any(char::is_control)
        {
            let about = format!("{id}: {place:.40}");
            faults.note_text(LibraryFaultCode::TextLength, id, place, about);
        }
    }
}

fn check_general(playbooks: &[Playbook], faults: &mut Faults<'_>) {
    let general = playbooks.iter().find(|playbook| playbook.id == GENERAL);
    for step in Step::ALL {
        let spoken = general.is_some_and(|general| {
            general
                .wordings
                .iter()
                .any(|w| w.step == step && w.categories.is_empty() && w.emotions.is_empty())
        });
        if !spoken {
            faults.note(
                LibraryFaultCode::NothingGeneral,
                GENERAL,
                0,
                format!("{step:?}"),
            );
        }
    }
}

fn check_playbook(playbook: &Playbook, rules: &HashSet<&str>, faults: &mut Faults<'_>) {
    let id = playbook.id.as_str();
    for text in [
        &playbook.title.zh,
        &playbook.title.en,
        &playbook.aim.zh,
        &playbook.aim.en,
    ] {
        if text.trim().is_empty()
            || text.chars().count() > 200
            || text.chars().any(char::is_control)
        {
            faults.note(
                LibraryFaultCode::TextLength,
                id,
                0,
                format!("{id}: {text:.40}"),
            );
        }
    }
    for (part, zh, en) in playbook.texts() {
        if zh.slots() != en.slots() {
            faults.note_text(
                LibraryFaultCode::SlotsDiffer,
                id,
                &zh.to_string(),
                format!("{id}, {part}: {zh}"),
            );
        }
    }
    for names in [
        ids_twice(playbook.wordings.iter().map(|w| w.id.as_str())),
        ids_twice(playbook.offers.iter().map(|o| o.id.as_str())),
    ] {
        for name in names {
            let about = format!("{id}/{name}");
            faults.note_part(LibraryFaultCode::SameId, id, (&name, 1), about);
        }
    }
    for offer in &playbook.offers {
        if let Some(crate::playbook::UsualAmount::Rule(rule)) = &offer.amount
            && !rules.contains(rule.as_str())
        {
            faults.note_part(
                LibraryFaultCode::NoSuchRule,
                id,
                (&offer.id, 0),
                format!("{id}/{}: {rule}", offer.id),
            );
        }
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a str> + Clone, faults: &mut Faults<'_>) {
    for id in ids.clone() {
        if !is_id(id) {
            faults.note(LibraryFaultCode::NoId, id, 0, id.to_owned());
        }
    }
    for id in ids_twice(ids) {
        faults.note(LibraryFaultCode::SameId, &id, 1, id.clone());
    }
}

/// Small letters, figures and `_`, beginning with a letter, at most 64: it is part of a file's and a record's text.
pub(crate) fn is_id(id: &str) -> bool {
    id.len() <= 64
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The ids that are there more than once.
pub(crate) fn ids_twice<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut twice = vec![];
    for id in ids {
        let times = seen.entry(id).or_default();
        *times += 1;
        if *times == 2 {
            twice.push(id.to_owned());
        }
    }
    twice
}
