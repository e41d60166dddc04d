//! The JSON Schema of a story's line, generated into docs.

use crate::{IncidentDeed, StoryLine};
use ansu_complaint::IncidentAction;
use serde_json::Value;

/// The schema as pretty JSON, ending in a line feed.
#[must_use]
pub fn story_schema() -> String {
    let mut schema = schemars::schema_for!(StoryLine);
    // What is done to incidents stands beside what is done to tickets: to a story each is a line.
    for more in [
        schemars::schema_for!(IncidentAction),
        schemars::schema_for!(IncidentDeed),
    ] {
        let (ways, shared) = (more.get("oneOf").cloned(), more.get("$defs").cloned());
        if let (Some(Value::Array(all)), Some(Value::Array(ways))) = (schema.get_mut("oneOf"), ways)
        {
            all.extend(ways);
        }
        if let (Some(Value::Object(all)), Some(Value::Object(shared))) =
            (schema.get_mut("$defs"), shared)
        {
            all.extend(shared);
        }
    }
    // The action is flattened into the line, which takes its own ban on unknown words away; this one sees through it.
    schema.insert("unevaluatedProperties".to_owned(), false.into());
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A story's line is told by its name: a name that is missing in the lists could not be told.
    #[test]
    fn every_way_of_the_schema_is_known_by_its_name() {
        let names = |schema: schemars::Schema| -> Vec<String> {
            let ways = schema.get("oneOf").and_then(Value::as_array).cloned();
            let name = |way: &Value| way["properties"]["do"]["const"].as_str().map(str::to_owned);
            ways.unwrap_or_default().iter().filter_map(name).collect()
        };
        let actions = names(schemars::schema_for!(IncidentAction));
        let deeds = names(schemars::schema_for!(IncidentDeed));
        assert_eq!((actions.len(), deeds.len()), (8, 2));
        assert!(actions.iter().all(|name| IncidentAction::is_called(name)));
        assert!(deeds.iter().all(|name| IncidentDeed::is_called(name)));
    }
}
