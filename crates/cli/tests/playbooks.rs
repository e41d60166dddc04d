//! The coach from the command line: the wording check, and the library as a file that is checked, exported, taken in, or refused in words.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests describe themselves by their names and may fail loudly"
)]

mod hall;

use hall::{Answer, Hall};
use serde_json::{Value, json};
use std::process::Command;

const FAULTS: i32 = 4;

/// `ansuctl` without any data folder.
fn alone(words: &[&str]) -> Answer {
    Answer::of(
        Command::new(env!("CARGO_BIN_EXE_ansuctl"))
            .args(words)
            .output(),
    )
}

/// The shipped library, as a file and as a value.
fn shipped(hall: &Hall) -> (String, Value) {
    let path = hall.path("library.json");
    alone(&["playbooks", "export", "-o", &path]).done();
    let value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    (path, value)
}

#[test]
fn what_would_hurt_is_found_with_its_reason_and_another_wording() {
    let told = alone(&["--json", "wording", "您先冷静一下，这是公司规定。"]).json();
    let kinds: Vec<_> = told.as_array().unwrap().iter().collect();
    assert_eq!(kinds.len(), 2, "{told}");
    assert_eq!(
        (&kinds[0]["kind"], &kinds[1]["kind"]),
        (&json!("orders"), &json!("rules"))
    );
    for warning in kinds {
        assert!(!warning["reason"].as_str().unwrap().is_empty(), "{warning}");
        assert!(!warning["rewrite"]["text"].as_str().unwrap().is_empty());
    }
    let harmless = alone(&["--json", "wording", "您慢慢说，我都记着。"]);
    assert_eq!(harmless.json(), json!([]));
}

#[test]
fn a_library_goes_to_another_hall_as_a_file_and_is_shown_before_it_is_taken_in() {
    let (here, there) = (Hall::new(), Hall::new());
    let (path, mut library) = shipped(&here);
    let checked = alone(&["playbooks", "check", &path]);
    assert!(checked.done().out.contains("all sound"), "{}", checked.out);
    assert_eq!(alone(&["playbooks", "check"]).exit, 0);

    library["playbooks"][1]["wordings"][0]["zh"] = json!("您说，我在听。");
    library["playbooks"][1]["wordings"][0]["en"] = json!("Please go on.");
    let changed = there.file("changed.json", &library.to_string());
    let export = |name: &str| {
        let path = there.path(name);
        there.manager(&["playbooks", "export", "-o", &path]).done();
        std::fs::read_to_string(path).unwrap()
    };
    let before = export("before.json");
    let shown = there.manager(&["--json", "playbooks", "import", &changed]);
    assert_eq!(shown.json()["changed"].as_array().unwrap().len(), 1);
    assert_eq!(export("shown.json"), before, "showing changes nothing");
    there
        .manager(&["playbooks", "import", &changed, "--yes", "--note", "统一"])
        .done();
    let after: Value = serde_json::from_str(&export("after.json")).unwrap();
    assert!(after.to_string().contains("您说，我在听。"));
    assert_ne!(export("after.json"), before);
}

#[test]
fn a_file_that_does_not_hold_together_is_refused_with_line_and_reason_and_nothing_of_it_is_taken() {
    let hall = Hall::new();
    let (path, library) = shipped(&hall);
    let text = std::fs::read_to_string(&path).unwrap();
    let written = |change: &dyn Fn(&mut Value)| {
        let mut library = library.clone();
        change(&mut library);
        serde_json::to_string_pretty(&library).unwrap()
    };
    let cyclic = written(&|library| {
        let list = &mut library["checklists"][0];
        let start = list["start"].clone();
        let questions = list["questions"].as_array_mut().unwrap();
        let answers = &mut questions.last_mut().unwrap()["answers"];
        answers[0] = json!({"id": "round", "say": answers[0]["say"], "next": start});
    });
    let twice = written(&|library| {
        let again = library["playbooks"][3].clone();
        library["playbooks"].as_array_mut().unwrap().push(again);
    });
    let before = hall
        .manager(&["playbooks", "export", "-o", &hall.path("before.json")])
        .exit;
    assert_eq!(before, 0);
    for (broken, reason, has_line) in [
        (
            text.replacen("{customer}", "{surname}", 1),
            "no such slot: surname",
            true,
        ),
        (
            text.replacen("{customer}", "{customer", 1),
            "no such slot",
            true,
        ),
        (
            text.replacen("\"2\"", "\"77\"", 1),
            "no such category: 77",
            true,
        ),
        (twice, "the same id twice", true),
        (cyclic, " → ", true),
        (
            text.chars().take(text.chars().count() / 2).collect(),
            "EOF",
            true,
        ),
        (" ".repeat(50 * 1024 * 1024), "8 MB", false),
    ] {
        let file = hall.file("broken.json", &broken);
        for told in [
            alone(&["playbooks", "check", &file]),
            hall.manager(&["playbooks", "import", &file]),
        ] {
            assert_eq!(told.exit, FAULTS, "{reason}: {}", told.words);
            assert!(told.words.contains(reason), "{reason}: {}", told.words);
            assert_eq!(told.words.contains("line "), has_line, "{}", told.words);
        }
        let told = hall.manager(&["--json", "playbooks", "import", &file, "--yes"]);
        assert_eq!((told.exit, told.code().as_str()), (FAULTS, "bad_library"));
    }
    hall.manager(&["playbooks", "export", "-o", &hall.path("after.json")])
        .done();
    let read = |name: &str| std::fs::read_to_string(hall.at(name)).unwrap();
    assert!(read("before.json") == read("after.json"), "half imported");
}
