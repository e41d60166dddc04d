//! What the program ships with: the first version of every hall's library, and what is not edited.

use crate::Coach;
use crate::library::{BadLibrary, Library, LibraryFault, SCHEMA, unreadable};
use serde::de::DeserializeOwned;

macro_rules! playbooks {
    ($($name:literal)*) => {
        /// Each playbook's file.
        const PLAYBOOKS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../data/playbooks/", $name, ".json"))),)*];
    };
}
playbooks! {
    "00-general"
}
const CHECKLISTS: &str = include_str!("../data/checklists.json");
const PATTERNS: &str = include_str!("../data/patterns.json");
const RULES: &str = include_str!("../data/rules.json");
const REMINDERS: &str = include_str!("../data/reminders.json");

/// The shipped library.
///
/// # Errors
/// Never in a released program: a test reads it.
pub fn shipped() -> Result<Library, BadLibrary> {
    let library = Library {
        schema: SCHEMA,
        playbooks: PLAYBOOKS
            .iter()
            .map(|(name, text)| part(name, text))
            .collect::<Result<_, _>>()?,
        checklists: part("checklists", CHECKLISTS)?,
        patterns: part("patterns", PATTERNS)?,
        rules: part("rules", RULES)?,
        statements: vec![],
    };
    library.checked("")
}

impl Coach {
    /// A coach for a library; reminders come with the program.
    ///
    /// # Errors
    /// Never in a released program: a test reads the reminders.
    pub fn of(library: Library) -> Result<Self, BadLibrary> {
        Ok(Self::new(library, part("reminders", REMINDERS)?))
    }
}

fn part<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, BadLibrary> {
    serde_json::from_str(text).map_err(|error| {
        let fault = unreadable(&error);
        BadLibrary(vec![LibraryFault {
            about: format!("{name}: {}", fault.about),
            ..fault
        }])
    })
}
