//! Reminders for a step: what to do, how to be, what not to say (domain §5, §6).

use crate::language::Both;
use ansu_complaint::Step;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Short reminders for one step in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// What to do.
    pub moves: Vec<String>,
    /// Body, voice, eyes.
    pub manner: Vec<String>,
    /// What not to do or say.
    pub avoid: Vec<String>,
}

/// The data file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReminderFile {
    pub(crate) steps: HashMap<Step, Both<Reminders>>,
}
