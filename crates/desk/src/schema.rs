//! The JSON Schema of a story's line, generated into docs.

use crate::StoryLine;

/// The schema as pretty JSON, ending in a line feed.
#[must_use]
pub fn story_schema() -> String {
    let schema = schemars::schema_for!(StoryLine);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
