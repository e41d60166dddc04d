//! The JSON Schema of a story's line, generated into docs.

use crate::StoryLine;

/// The schema as pretty JSON, ending in a line feed.
#[must_use]
pub fn story_schema() -> String {
    let mut schema = schemars::schema_for!(StoryLine);
    // The action is flattened into the line, which takes its own ban on unknown words away; this one sees through it.
    schema.insert("unevaluatedProperties".to_owned(), false.into());
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
