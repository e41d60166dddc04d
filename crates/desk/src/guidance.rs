//! The coach with the library as it stands: read once, kept until the library changes, and made ready beside the counter.

use crate::library::item_of;
use crate::{Context, Desk, DeskError};
use ansu_coach::{Coach, Language, Library};
use ansu_store::LibraryVersion;
use std::sync::{Arc, OnceLock};

/// Where the coach is kept; empty until somebody asks. A change of the library puts another in its place.
pub(crate) type KeptCoach = Arc<OnceLock<Arc<Coach>>>;

/// The coach before anybody has asked it: to be made ready on another thread while the counter goes on.
pub struct CoachAhead {
    kept: KeptCoach,
    library: Vec<LibraryVersion>,
    language: Language,
}

impl CoachAhead {
    /// Reads the library and takes the wording check over its first page of text, so that the first key in a field need not wait for either.
    /// What can't be read is told to whoever asks.
    pub fn make_ready(self) {
        if let Ok(coach) = read(&self.kept, &self.library) {
            coach.warm_up(self.language);
        }
    }
}

impl<C: Context> Desk<C> {
    /// What it takes to make the coach ready. Reads the folder and nothing more.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn coach_ahead(&self) -> Result<CoachAhead, DeskError> {
        Ok(CoachAhead {
            kept: Arc::clone(&self.coach),
            library: self.store.library()?,
            language: self.language()?,
        })
    }

    /// The coach with the library as it stands; read once and kept until it changes.
    pub(crate) fn guidance(&self) -> Result<Arc<Coach>, DeskError> {
        match self.coach.get() {
            Some(coach) => Ok(Arc::clone(coach)),
            None => read(&self.coach, &self.store.library()?),
        }
    }
}

fn read(kept: &KeptCoach, library: &[LibraryVersion]) -> Result<Arc<Coach>, DeskError> {
    let mut items = vec![];
    for version in library {
        items.extend(item_of(version)?);
    }
    let coach = Arc::new(Coach::of(Library::of(items))?);
    Ok(Arc::clone(kept.get_or_init(|| coach)))
}
