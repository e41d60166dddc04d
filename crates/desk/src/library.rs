//! The coach's library as people read and change it: versions with their authors, nothing published that does not hold together.

use crate::guidance::KeptCoach;
use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_coach::{
    BadLibrary, Both, Excerpt, Item, ItemKind, Language, Library, LibraryFault, Part, SlotName,
    Slots, Warning, shipped,
};
use ansu_complaint::{Moment, StaffId};
use ansu_store::{LibraryChange, LibraryKey, LibraryVersion};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Unchanged lines that are shown around a change.
const CONTEXT_LINES: usize = 2;

/// A part of the library as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LibraryEntry {
    /// Its kind.
    pub kind: ItemKind,
    /// Unique in its kind.
    pub id: String,
    /// What it is called; none for the patterns, which are one part.
    pub title: Option<Both<String>>,
    /// Its last version.
    pub version: u32,
    /// When that was published.
    pub at: Moment,
    /// By whom; none = it came with the program.
    pub author: Option<StaffId>,
    /// It was taken out with its last version.
    pub taken_out: bool,
}

/// One version of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct VersionView {
    /// From 1.
    pub version: u32,
    /// When it was published.
    pub at: Moment,
    /// By whom; none = it came with the program.
    pub author: Option<StaffId>,
    /// What was changed and why.
    pub note: String,
    /// The part was taken out with it.
    pub taken_out: bool,
}

/// A part as it is read and edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ItemView {
    /// What it says.
    pub item: Item,
    /// In which version.
    pub version: u32,
    /// All versions, the last one first.
    pub versions: Vec<VersionView>,
}

/// A playbook that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct FoundPlaybook {
    /// Which.
    pub id: String,
    /// Where its text has what was typed; none where its title does.
    pub excerpt: Option<Excerpt>,
}

/// How two versions differ, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DiffLine {
    /// Whether the line is in the older or the newer one only, or in both.
    pub change: Change,
    /// The line.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// In both.
    Same,
    /// In the newer one only.
    Added,
    /// In the older one only.
    Removed,
    /// Lines that are the same were left out here.
    Skipped,
}

/// A part looked over before it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LookedOver {
    /// Why it can't be published; empty = it can.
    pub faults: Vec<LibraryFault>,
    /// What customers would hear, with example values in the slots.
    pub heard: Vec<Heard>,
}

/// A sentence of a part as a customer would hear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Heard {
    /// The sentence as it is written, with its slots; tells where it stands.
    pub written: String,
    /// The language.
    pub language: Language,
    /// With example values.
    pub parts: Vec<Part>,
    /// What would better be said otherwise.
    pub warnings: Vec<Warning>,
}

/// Which part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ItemRef {
    /// Its kind.
    pub kind: ItemKind,
    /// Unique in its kind.
    pub id: String,
}

impl ItemRef {
    pub(crate) fn of(item: &Item) -> Self {
        Self {
            kind: item.kind(),
            id: item.id().to_owned(),
        }
    }

    pub(crate) fn key(&self) -> LibraryKey {
        LibraryKey {
            kind: self.kind.word().to_owned(),
            id: self.id.clone(),
        }
    }
}

impl<C: Context> Desk<C> {
    /// Every part of the library, those that were taken out included.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn library(&self, session: &Session) -> Result<Vec<LibraryEntry>, DeskError> {
        self.authorize(session, Operation::Library, None)?;
        let mut entries = vec![];
        for version in self.store.library()? {
            let taken_out = version.body.is_none();
            // What was taken out is still called as it was.
            let spoken = match &version.body {
                Some(_) => Some(version.clone()),
                None => self
                    .store
                    .library_versions(&version.key)?
                    .into_iter()
                    .find(|older| older.body.is_some()),
            };
            let Some(item) = spoken
                .map(|version| item_of(&version))
                .transpose()?
                .flatten()
            else {
                continue;
            };
            entries.push(LibraryEntry {
                kind: item.kind(),
                id: item.id().to_owned(),
                title: item.title().cloned(),
                version: version.version,
                at: version.at,
                author: version.author,
                taken_out,
            });
        }
        Ok(entries)
    }

    /// The playbooks that have what somebody typed: a piece of their text, or initials of their title in pinyin.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn find_playbooks(
        &self,
        session: &Session,
        query: &str,
    ) -> Result<Vec<FoundPlaybook>, DeskError> {
        self.authorize(session, Operation::Library, None)?;
        let coach = self.guidance()?;
        let found = coach.find(query, self.language()?);
        Ok(found
            .into_iter()
            .map(|found| FoundPlaybook {
                id: found.playbook.id.clone(),
                excerpt: found.excerpt,
            })
            .collect())
    }

    /// A part in its last version that says something, or in the one asked for.
    ///
    /// # Errors
    /// There is none; the person at work may not.
    pub fn library_item(
        &self,
        session: &Session,
        which: &ItemRef,
        version: Option<u32>,
    ) -> Result<ItemView, DeskError> {
        self.authorize(session, Operation::Library, None)?;
        let versions = self.store.library_versions(&which.key())?;
        let wanted = versions
            .iter()
            .filter(|known| known.body.is_some())
            .find(|known| version.is_none_or(|version| known.version == version))
            .ok_or(DeskError::UnknownItem)?;
        Ok(ItemView {
            item: item_of(wanted)?.ok_or(DeskError::UnknownItem)?,
            version: wanted.version,
            versions: versions.iter().map(VersionView::from).collect(),
        })
    }

    /// How two versions of a part differ.
    ///
    /// # Errors
    /// There is no such version; the person at work may not.
    pub fn library_diff(
        &self,
        session: &Session,
        which: &ItemRef,
        older: u32,
        newer: u32,
    ) -> Result<Vec<DiffLine>, DeskError> {
        self.authorize(session, Operation::Library, None)?;
        let versions = self.store.library_versions(&which.key())?;
        let text = |version: u32| {
            versions
                .iter()
                .find(|known| known.version == version)
                .map(|known| known.body.clone().unwrap_or_default())
                .ok_or(DeskError::UnknownItem)
        };
        Ok(diff(&text(older)?, &text(newer)?))
    }

    /// Looks a part over as it is being written: whether it would hold together with the rest, and how it sounds.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn look_over(&self, session: &Session, item: &Item) -> Result<LookedOver, DeskError> {
        self.authorize(session, Operation::Library, None)?;
        let coach = self.guidance()?;
        let language = self.language()?;
        let faults = match self.with_changes(std::slice::from_ref(item), &[]) {
            Ok(_) => vec![],
            Err(DeskError::Library(BadLibrary(faults))) => faults,
            Err(error) => return Err(error),
        };
        let heard = spoken(item)
            .into_iter()
            .map(|(spoken_in, template)| {
                let parts = template.fill(spoken_in, &examples(spoken_in));
                let text: String = parts.iter().map(|part| part.text.as_str()).collect();
                Heard {
                    written: template.to_string(),
                    language: spoken_in,
                    warnings: coach.check_wording(&text, language),
                    parts,
                }
            })
            .collect();
        Ok(LookedOver { faults, heard })
    }

    /// Publishes a part as its next version. `based_on` is the version that its author saw, 0 for a new part.
    ///
    /// # Errors
    /// The person at work may not; the library would not hold together; somebody else was faster.
    pub fn publish(
        &mut self,
        session: &Session,
        item: &Item,
        based_on: u32,
        note: &str,
    ) -> Result<ItemView, DeskError> {
        self.authorize(session, Operation::EditLibrary, None)?;
        let item = self.confirmed_as_before(item)?;
        self.put_one(session, &item, based_on, note)
    }

    /// Publishes one part as its next version.
    pub(crate) fn put_one(
        &mut self,
        session: &Session,
        item: &Item,
        based_on: u32,
        note: &str,
    ) -> Result<ItemView, DeskError> {
        self.with_changes(std::slice::from_ref(item), &[])?;
        let change = change(item, based_on)?;
        self.put(session, &[change], note, Act::PublishLibrary)?;
        self.library_item(session, &ItemRef::of(item), None)
    }

    /// Takes a part out. Its versions stay and can be taken up again.
    ///
    /// # Errors
    /// As [`Desk::publish`]: the general playbook and a rule that an offer or a multiple names can't be taken out.
    pub fn take_out(
        &mut self,
        session: &Session,
        which: &ItemRef,
        based_on: u32,
        note: &str,
    ) -> Result<Vec<LibraryEntry>, DeskError> {
        self.authorize(session, Operation::EditLibrary, None)?;
        self.with_changes(&[], std::slice::from_ref(which))?;
        let change = LibraryChange {
            key: which.key(),
            based_on,
            body: None,
        };
        self.put(session, &[change], note, Act::PublishLibrary)?;
        self.library(session)
    }

    /// Puts what comes with the program into the library, where a part of it never was there: on first start, and after an update that brings
    /// new parts. What people have changed or taken out stays as they left it.
    pub(crate) fn fill_library(&mut self) -> Result<(), DeskError> {
        let known: HashSet<LibraryKey> = self
            .store
            .library()?
            .into_iter()
            .map(|version| version.key)
            .collect();
        let changes = shipped()?
            .items()
            .iter()
            .filter(|item| !known.contains(&ItemRef::of(item).key()))
            .map(|item| change(item, 0))
            .collect::<Result<Vec<_>, _>>()?;
        if !changes.is_empty() {
            let now = self.context.now();
            self.store.publish(&changes, now, None, "", &[])?;
        }
        Ok(())
    }

    /// The library as it would be, if it would hold together.
    pub(crate) fn with_changes(&self, put: &[Item], out: &[ItemRef]) -> Result<Library, DeskError> {
        let gone: HashSet<(ItemKind, &str)> = put
            .iter()
            .map(|item| (item.kind(), item.id()))
            .chain(out.iter().map(|which| (which.kind, which.id.as_str())))
            .collect();
        let here = self.guidance()?.library().items();
        let items = here
            .into_iter()
            .filter(|item| !gone.contains(&(item.kind(), item.id())))
            .chain(put.iter().cloned());
        Ok(Library::of(items).checked("")?)
    }

    pub(crate) fn put(
        &mut self,
        session: &Session,
        changes: &[LibraryChange],
        note: &str,
        act: Act,
    ) -> Result<(), DeskError> {
        let note = ansu_complaint::line(ansu_complaint::Field::Note, note)?;
        let by = &session.staff().id;
        let mut trail = vec![];
        for change in changes {
            let object = format!("{}/{}", change.key.kind, change.key.id);
            let detail = told(change, &self.store.library_versions(&change.key)?);
            trail.push(self.line_of(by, act, &object, &detail));
        }
        let now = self.context.now();
        self.store.publish(changes, now, Some(by), &note, &trail)?;
        self.coach = KeptCoach::default();
        Ok(())
    }
}

/// What the trail says of a change: which version, whether it takes the part out, and which earlier version it takes up again.
fn told(change: &LibraryChange, versions: &[LibraryVersion]) -> String {
    let version = format!("version={}", change.based_on + 1);
    let Some(body) = &change.body else {
        return format!("{version} taken_out");
    };
    let earlier = versions
        .iter()
        .filter(|known| known.version < change.based_on)
        .find(|known| known.body.as_ref() == Some(body));
    match earlier {
        Some(known) => format!("{version} as={}", known.version),
        None => version,
    }
}

pub(crate) fn item_of(version: &LibraryVersion) -> Result<Option<Item>, DeskError> {
    let Some(body) = &version.body else {
        return Ok(None);
    };
    Item::read(&version.key.kind, body)
        .map(Some)
        .map_err(|_| ansu_store::StoreError::Unreadable { what: "library" }.into())
}

pub(crate) fn change(item: &Item, based_on: u32) -> Result<LibraryChange, DeskError> {
    let body = item
        .body()
        .map_err(|error| DeskError::BadRequest(error.to_string()))?;
    Ok(LibraryChange {
        key: ItemRef::of(item).key(),
        based_on,
        body: Some(body),
    })
}

/// What customers would hear of a part, in both languages.
fn spoken(item: &Item) -> Vec<(Language, ansu_coach::Template)> {
    let both = |both: &Both<ansu_coach::Template>| {
        Language::ALL.map(|language| (language, both.of(language)))
    };
    match item {
        Item::Playbook(playbook) => Language::ALL
            .into_iter()
            .flat_map(|language| {
                playbook
                    .spoken(language)
                    .map(move |template| (language, template.clone()))
            })
            .collect(),
        Item::Statement(statement) => both(&statement.text).to_vec(),
        Item::Multiples(multiples) => Language::ALL
            .into_iter()
            .flat_map(|language| {
                multiples
                    .iter()
                    .map(move |multiple| (language, multiple.say.of(language)))
            })
            .filter_map(|(language, say)| Some((language, say.try_into().ok()?)))
            .collect(),
        Item::Checklist(_) | Item::Patterns(_) | Item::Rule(_) => vec![],
    }
}

/// A value for every slot, as a preview shows it.
fn examples(language: Language) -> Slots {
    SlotName::ALL.iter().fold(Slots::new(), |slots, name| {
        slots.with(*name, name.example(language))
    })
}

fn diff(older: &str, newer: &str) -> Vec<DiffLine> {
    let diff = similar::TextDiff::from_lines(older, newer);
    let mut lines = vec![];
    for (place, group) in diff.grouped_ops(CONTEXT_LINES).iter().enumerate() {
        if place > 0 {
            lines.push(DiffLine {
                change: Change::Skipped,
                text: String::new(),
            });
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            lines.push(DiffLine {
                change: match change.tag() {
                    similar::ChangeTag::Equal => Change::Same,
                    similar::ChangeTag::Insert => Change::Added,
                    similar::ChangeTag::Delete => Change::Removed,
                },
                text: change.value().trim_end_matches('\n').to_owned(),
            });
        }
    }
    lines
}

impl From<&LibraryVersion> for VersionView {
    fn from(version: &LibraryVersion) -> Self {
        Self {
            version: version.version,
            at: version.at,
            author: version.author.clone(),
            note: version.note.clone(),
            taken_out: version.body.is_none(),
        }
    }
}
