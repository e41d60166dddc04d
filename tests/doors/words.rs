//! Words that belong to one room: SQL, the clock and chance, Tauri's page library; and the size of a file.

use crate::sources::{self, Source};
use crate::{none, root};

/// Openings of SQL statements, in any case.
const SQL: &[&str] = &[
    "insert into ",
    "insert or ",
    "delete from ",
    "create table ",
    "create index ",
    "alter table ",
    "drop table ",
];

/// Openings of SQL statements that are ordinary words unless they are written in capitals.
const SQL_IN_CAPITALS: &[&str] = &["SELECT ", "UPDATE ", "PRAGMA "];

/// Where time and chance come from.
const TIME_AND_CHANCE: &[&str] = &[
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "now_v7(",
    "new_v4(",
    "Rng::new(",
];

/// The one place where time and chance enter.
const CONTEXT: &str = "crates/desk/src/context.rs";

/// Lines of a file of ours, at most.
const LONGEST: usize = 500;

fn sql_outside_store(source: &Source) -> Vec<String> {
    // This very folder names the words in order to forbid them.
    if source.path.starts_with("crates/store/") || source.path.starts_with("tests/doors/") {
        return Vec::new();
    }
    if source.path.ends_with(".sql") {
        return vec![format!("{}: SQL belongs in crates/store", source.path)];
    }
    found(source, "SQL belongs in crates/store", |line| {
        let small = line.to_lowercase();
        SQL.iter().any(|word| small.contains(word))
            || SQL_IN_CAPITALS.iter().any(|word| line.contains(word))
    })
}

fn time_outside_context(source: &Source) -> Vec<String> {
    let ours = source.path.starts_with("crates/") || source.path.starts_with("src-tauri/");
    // A benchmark is no story that somebody may want to replay.
    if !ours || source.path == CONTEXT || source.path.contains("/benches/") {
        return Vec::new();
    }
    found(
        source,
        "time and chance come from the desk's Context",
        |line| TIME_AND_CHANCE.iter().any(|word| line.contains(word)),
    )
}

fn tauri_outside_ipc(source: &Source) -> Vec<String> {
    if !source.path.starts_with("ui/src/") || source.path.starts_with("ui/src/ipc/") {
        return Vec::new();
    }
    found(source, "@tauri-apps belongs in ui/src/ipc", |line| {
        line.contains("@tauri-apps/") || line.contains("__TAURI")
    })
}

fn too_long(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let generated = source.path.starts_with("ui/src/ipc/bindings");
    if lines > LONGEST && !generated {
        vec![format!("{}: {lines} lines, at most {LONGEST}", source.path)]
    } else {
        Vec::new()
    }
}

/// The lines of code that break a rule, with the rule.
fn found(source: &Source, rule: &str, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    source
        .code()
        .filter(|(_, line)| breaks(line))
        .map(|(number, line)| format!("{}:{number}: {rule}: {}", source.path, line.trim()))
        .collect()
}

/// Runs a check on every source of ours.
fn everywhere(check: fn(&Source) -> Vec<String>) -> Vec<String> {
    sources::all(&root()).iter().flat_map(check).collect()
}

/// How many findings a check makes in a sample.
fn in_sample(check: fn(&Source) -> Vec<String>, path: &str, text: &str) -> usize {
    check(&Source::new(path, text)).len()
}

#[test]
fn sql_stays_in_store() {
    none(&everywhere(sql_outside_store));
}

#[test]
fn sql_elsewhere_is_found() {
    let bad = "// SELECT in a comment\nlet q = \"SELECT id FROM ticket\";\nlet d = \"delete from ticket\";\n";
    assert_eq!(in_sample(sql_outside_store, "crates/desk/src/a.rs", bad), 2);
    assert_eq!(in_sample(sql_outside_store, "crates/desk/src/a.sql", ""), 1);
    assert_eq!(
        in_sample(sql_outside_store, "crates/store/src/a.rs", bad),
        0
    );
    let words = "let select = \"Select a step, then update it\";";
    assert_eq!(in_sample(sql_outside_store, "ui/src/a.ts", words), 0);
}

#[test]
fn time_and_chance_enter_by_the_context_alone() {
    none(&everywhere(time_outside_context));
}

#[test]
fn a_second_clock_is_found() {
    let bad =
        "let at = chrono::Utc::now();\nlet id = Uuid::now_v7();\nlet t = SystemTime::now();\n";
    assert_eq!(
        in_sample(time_outside_context, "crates/complaint/src/a.rs", bad),
        3
    );
    assert_eq!(
        in_sample(time_outside_context, "src-tauri/src/a.rs", bad),
        3
    );
    assert_eq!(in_sample(time_outside_context, CONTEXT, bad), 0);
    let file = std::fs::read_to_string(root().join(CONTEXT)).unwrap();
    assert!(in_sample(time_outside_context, "crates/desk/src/b.rs", &file) > 0);
}

#[test]
fn the_page_reaches_tauri_through_ipc_alone() {
    none(&everywhere(tauri_outside_ipc));
}

#[test]
fn a_page_that_calls_tauri_itself_is_found() {
    let bad = "import { invoke } from '@tauri-apps/api/core'\n";
    assert_eq!(
        in_sample(tauri_outside_ipc, "ui/src/features/queue/a.ts", bad),
        1
    );
    assert_eq!(in_sample(tauri_outside_ipc, "ui/src/ipc/client.ts", bad), 0);
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    none(&everywhere(too_long));
}

#[test]
fn a_long_file_is_found() {
    assert_eq!(
        in_sample(too_long, "crates/desk/src/a.rs", &"\n".repeat(LONGEST + 1)),
        1
    );
    assert_eq!(
        in_sample(too_long, "crates/desk/src/a.rs", &"\n".repeat(LONGEST)),
        0
    );
}
