//! The second place of automatic backups from the command line: chosen, told, forgotten.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn call(home: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ansuctl"));
    command
        .current_dir(home)
        .args(["--data", "data", "--password-file", "password"])
        .args(words)
        .env_remove("ANSU_STAFF");
    command.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn it_is_chosen_told_and_forgotten_and_needs_seeing_to_after_a_week() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join("password"), "tidal mango 7 stapler\n").unwrap();
    fs::create_dir(home.join("stick")).unwrap();
    let init = "init --hall 一号厅 --code A01 --counter 1 --manager 1001";
    assert!(
        call(home, &init.split(' ').collect::<Vec<_>>())
            .status
            .success()
    );
    let nobody = call(home, &["backup", "place"]);
    assert!(nobody.status.success());
    assert!(told(&nobody).contains("no second place"));
    // Looking needs nobody at work, choosing does.
    let unnamed = call(home, &["backup", "place", "stick"]);
    assert_eq!(unnamed.status.code(), Some(2));
    for (folder, code) in [("nowhere", 1), ("data/backups", 1), ("data", 1)] {
        let refused = call(home, &["--staff", "1001", "backup", "place", folder]);
        assert_eq!(refused.status.code(), Some(code), "{folder}");
    }
    assert!(
        call(home, &["--staff", "1001", "backup", "place", "stick"])
            .status
            .success()
    );
    let chosen = call(home, &["backup", "place"]);
    assert!(chosen.status.success());
    assert!(told(&chosen).contains(&home.join("stick").display().to_string()));
    assert!(told(&chosen).contains("no copy was proven there yet"));

    let file = home.join("data/ansu.second");
    let mut known: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    known["chosen_at"] = "2020-01-01T00:00:00Z".into();
    fs::write(&file, known.to_string()).unwrap();
    fs::rename(home.join("stick"), home.join("pocket")).unwrap();
    let overdue = call(home, &["backup", "place"]);
    assert_eq!(overdue.status.code(), Some(4));
    assert!(told(&overdue).contains("away now"));
    let json = call(home, &["--json", "backup", "place"]);
    let view: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (&view["overdue"], &view["there"]),
        (&true.into(), &false.into())
    );
    let listed = call(home, &["backup", "list"]);
    assert!(listed.status.success());
    assert!(String::from_utf8_lossy(&listed.stderr).contains("for a week"));

    assert!(
        call(home, &["--staff", "1001", "backup", "place", "--forget"])
            .status
            .success()
    );
    assert!(told(&call(home, &["backup", "place"])).contains("no second place"));
    let both = call(home, &["backup", "place", "stick", "--forget"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_list_is_told_whole_where_what_is_known_of_the_place_is_damaged() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join("password"), "tidal mango 7 stapler\n").unwrap();
    fs::create_dir(home.join("stick")).unwrap();
    let init = "init --hall 一号厅 --code A01 --counter 1 --manager 1001";
    let by = |words: &[&str]| call(home, &[&["--staff", "1001"], words].concat());
    for words in [&init.split(' ').collect::<Vec<_>>()[..], &["backup"]] {
        assert!(by(words).status.success());
    }
    assert!(by(&["backup", "place", "stick"]).status.success());
    let file = home.join("data/ansu.second");
    let whole = fs::read(&file).unwrap();
    let list = || call(home, &["backup", "list"]);
    let before = list();
    assert!(told(&before).contains("A01-1-"));

    for damaged in [&b""[..], &whole[..whole.len() / 2], b"\xff\xfe{}"] {
        fs::write(&file, damaged).unwrap();
        let listed = list();
        assert!(listed.status.success());
        assert_eq!(listed.stdout, before.stdout);
        let beside = String::from_utf8_lossy(&listed.stderr).into_owned();
        assert!(beside.starts_with("second place: not known"), "{beside}");
        assert!(beside.contains("ansu.second is damaged"), "{beside}");
        let json = call(home, &["--json", "backup", "list"]);
        assert!(json.status.success() && json.stderr.is_empty());
        // Asked for itself, it is an error; and it is chosen anew or forgotten as ever.
        assert_eq!(call(home, &["backup", "place"]).status.code(), Some(3));
        assert!(by(&["backup", "place", "stick"]).status.success());
        assert!(call(home, &["backup", "place"]).status.success());
    }
    fs::write(&file, "").unwrap();
    assert!(by(&["backup", "place", "--forget"]).status.success());
    assert!(list().stderr.is_empty());
}
