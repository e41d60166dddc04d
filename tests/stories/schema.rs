//! The schema of a story's line: in docs, up to date, and kept by the three stories.

use crate::STORIES;
use ansu_desk::complaint::Moment;
use ansu_desk::{StoryLine, story_schema};
use serde_json::Value;
use std::path::Path;

#[test]
fn the_schema_in_docs_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/story.schema.json");
    let schema = story_schema();
    if std::env::var_os("ANSU_UPDATE").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == schema,
        "docs/story.schema.json is out of date: run the tests once with ANSU_UPDATE=1"
    );
}

/// Whether `whole` says all that `part` says; what a story leaves out stands at its default.
fn says(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(name, value)| whole.get(name).is_some_and(|known| says(known, value))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len()
                && whole
                    .iter()
                    .zip(part)
                    .all(|(whole, part)| says(whole, part))
        }
        // The same moment may be written for another clock.
        (Value::String(whole), Value::String(part)) => {
            let moment = |text: &str| text.parse::<Moment>().ok();
            whole == part || moment(whole).is_some_and(|whole| moment(part) == Some(whole))
        }
        (whole, part) => whole == part,
    }
}

#[test]
fn every_line_of_the_stories_is_read_and_written_back() {
    for line in STORIES.iter().flat_map(|story| story.lines()) {
        let written: Value = serde_json::from_str(line).unwrap();
        let told: StoryLine =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let again = serde_json::to_value(&told).unwrap();
        assert!(says(&again, &written), "{written}\n{again}");
        let twice: StoryLine = serde_json::from_value(again.clone()).unwrap();
        assert_eq!(twice, told);
        assert_eq!(serde_json::to_value(&twice).unwrap(), again);
    }
}
