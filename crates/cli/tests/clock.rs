//! Whose clock holds: the computer's over a real hall, the one that is asked for over a demonstration.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests describe themselves by their names and may fail loudly"
)]

use ansu_desk::{Context, SystemContext};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const THEN: &str = "2020-01-02T10:00:00+08:00";

fn call(home: &Path, data: &str, staff: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ansuctl"))
        .args(["--staff", staff, "--data"])
        .arg(home.join(data))
        .arg("--password-file")
        .arg(home.join("password"))
        .args(words)
        .output()
        .unwrap()
}

/// A real hall with a clerk, and a demonstration, side by side.
fn homes() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("password"), "tidal-mango-stapler-27").unwrap();
    let init = [
        "init",
        "--hall",
        "望桥营业厅",
        "--code",
        "A01",
        "--counter",
        "1",
        "--manager",
        "1001",
    ];
    let demo = ["demo", "--tickets", "3", "--now", THEN];
    for (data, words) in [("real", &init[..]), ("demo", &demo)] {
        let made = call(home.path(), data, "1001", words);
        assert!(made.status.success(), "{made:?}");
    }
    home
}

fn refused(answer: &Output, why: &str) {
    let words = String::from_utf8_lossy(&answer.stderr);
    assert_eq!(answer.status.code(), Some(2), "{words}");
    assert!(words.contains(why), "{words}");
}

#[test]
fn over_a_real_hall_no_clock_is_held_and_nothing_of_it_is_reached_from_beside_a_demonstration() {
    let home = homes();
    let shelf = home.path().join("real/backups");
    let made = call(home.path(), "real", "1001", &["backup"]);
    assert!(made.status.success(), "{made:?}");
    let backup = fs::read_dir(&shelf)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let (shelf, backup) = (shelf.to_str().unwrap(), backup.to_str().unwrap());
    for (data, words) in [
        ("real", &["tickets"][..]),
        ("real", &["review"]),
        ("real", &["dispose", "A01-1-20200102-001"]),
        ("real", &["backup", "thin"]),
        ("demo", &["backup", "thin", "--to", shelf]),
        ("demo", &["backup", "verify", backup]),
        ("real", &["restore", backup]),
        ("new", &["restore", backup]),
        ("real", &["recover", "1001"]),
    ] {
        let words = [&["--now", "2031-01-01T00:00:00Z"], words].concat();
        refused(&call(home.path(), data, "1001", &words), "--now");
    }
    assert!(Path::new(backup).is_dir());
    let shown = call(home.path(), "demo", "1002", &["--now", THEN, "tickets"]);
    assert!(shown.status.success(), "{shown:?}");
}

#[test]
fn a_story_over_a_real_hall_is_of_today() {
    let home = homes();
    let story = home.path().join("story.jsonl");
    let line = |at: &str| {
        format!(
            r#"{{{at}"do":"register","form":{{"phone":"15400010001","name":"周建华","address":"sir","channel":"counter","category":"2.2","emotion":"angry","phenomenon":"断网"}}}}"#
        )
    };
    let perform = |data: &str, staff: &str, text: &str| {
        fs::write(&story, text).unwrap();
        call(
            home.path(),
            data,
            staff,
            &["perform", story.to_str().unwrap()],
        )
    };
    let tomorrow = (SystemContext.now() + chrono::TimeDelta::days(1)).to_rfc3339();
    for at in [THEN, &tomorrow] {
        let at = format!(r#""at":"{at}","#);
        // Nothing of it is carried out, the line before it neither.
        let text = format!("{}\n{}", line(""), line(&at));
        refused(&perform("real", "1001", &text), "line 2");
        let told = perform("demo", "1024", &line(&at));
        assert!(told.status.success(), "{told:?}");
    }
    let listed = call(home.path(), "real", "1001", &["--json", "tickets"]);
    assert_eq!(String::from_utf8_lossy(&listed.stdout).trim(), "[]");
    let now = format!(r#""at":"{}","#, SystemContext.now().to_rfc3339());
    for at in ["", &now] {
        let told = perform("real", "1001", &line(at));
        assert!(told.status.success(), "{told:?}");
    }
}
