//! The library as a file: out of this hall, and into it, whole or not at all.

use crate::library::{ItemRef, change};
use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_coach::library::read;
use ansu_coach::{Coach, Item, ItemKind, Language, Warning, shipped};
use ansu_store::LibraryKey;
use serde::Serialize;
use std::collections::HashMap;

/// What importing a library file would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ImportPreview {
    /// Parts that are not here yet.
    pub added: Vec<Item>,
    /// Parts that say something else here.
    pub changed: Vec<Item>,
    /// How many are the same already.
    pub same: u32,
}

impl<C: Context> Desk<C> {
    /// The whole library as one file.
    ///
    /// # Errors
    /// The person at work may not; the library can't be read.
    pub fn export_library(&mut self, session: &Session) -> Result<String, DeskError> {
        self.authorize(session, Operation::Library, None)?;
        self.note(session, Act::ExportLibrary, "", "")?;
        let coach = self.guidance()?;
        coach
            .library()
            .write()
            .map_err(|error| DeskError::BadRequest(error.to_string()))
    }

    /// What importing a file would do. Parts that are only here stay as they are; a legal value comes in unconfirmed, whatever the file says of
    /// it, unless the same is confirmed here.
    ///
    /// # Errors
    /// The file does not hold together: every fault with its line; the person at work may not.
    pub fn preview_import(
        &self,
        session: &Session,
        text: &str,
    ) -> Result<ImportPreview, DeskError> {
        self.authorize(session, Operation::EditLibrary, None)?;
        let here: HashMap<(ItemKind, String), Item> = self
            .guidance()?
            .library()
            .items()
            .into_iter()
            .map(|item| ((item.kind(), item.id().to_owned()), item))
            .collect();
        let mut preview = ImportPreview {
            added: vec![],
            changed: vec![],
            same: 0,
        };
        for item in read(text)?.items() {
            let item = self.confirmed_as_before(&item)?;
            match here.get(&(item.kind(), item.id().to_owned())) {
                None => preview.added.push(item),
                Some(known) if *known == item => preview.same += 1,
                Some(_) => preview.changed.push(item),
            }
        }
        Ok(preview)
    }

    /// Imports a file: everything that it adds and changes, or nothing.
    ///
    /// # Errors
    /// As [`Desk::preview_import`]; the library would not hold together afterwards.
    pub fn import_library(
        &mut self,
        session: &Session,
        text: &str,
        note: &str,
    ) -> Result<ImportPreview, DeskError> {
        let preview = self.preview_import(session, text)?;
        let items: Vec<_> = preview
            .added
            .iter()
            .chain(&preview.changed)
            .cloned()
            .collect();
        self.with_changes(&items, &[])?;
        let versions: HashMap<LibraryKey, u32> = self
            .store
            .library()?
            .into_iter()
            .map(|known| (known.key, known.version))
            .collect();
        let changes = items
            .iter()
            .map(|item| {
                let key = ItemRef::of(item).key();
                change(item, versions.get(&key).copied().unwrap_or(0))
            })
            .collect::<Result<Vec<_>, _>>()?;
        self.put(session, &changes, note, Act::ImportLibrary)?;
        Ok(preview)
    }
}

/// Checks a library file; gives how many parts it has.
///
/// # Errors
/// It does not hold together: every fault with its line.
pub fn check_library(text: &str) -> Result<usize, DeskError> {
    Ok(read(text)?.items().len())
}

/// The library that the program ships with, as a file.
///
/// # Errors
/// Never in a released program.
pub fn shipped_library() -> Result<String, DeskError> {
    shipped()?
        .write()
        .map_err(|error| DeskError::BadRequest(error.to_string()))
}

/// What would better be said otherwise, by the patterns of a library file, or by those that the program ships with.
///
/// # Errors
/// The file does not hold together.
pub fn check_wording(
    library: Option<&str>,
    text: &str,
    language: Language,
) -> Result<Vec<Warning>, DeskError> {
    let library = library.map_or_else(shipped, read)?;
    Ok(Coach::of(library)?.check_wording(text, language))
}
