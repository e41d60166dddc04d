//! A recovery sheet that can't be written is found out before the hall is founded, or the earlier sheet replaced.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests describe themselves by their names and may fail loudly"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn call(home: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ansuctl"))
        .args(["--staff", "1001", "--data"])
        .arg(home.join("data"))
        .arg("--password-file")
        .arg(home.join("password"))
        .args(words)
        .output()
        .unwrap()
}

#[test]
fn a_place_that_cannot_be_written_founds_nothing_and_replaces_no_sheet() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join("password"), "tidal-mango-stapler-27").unwrap();
    let nowhere = home.join("no/such/place.pdf");
    let places = [nowhere.to_str().unwrap(), home.to_str().unwrap()];
    let hall = ["--hall", "望桥", "--code", "A01", "--counter", "1"];
    for place in places {
        let words = [&["init", "--manager", "1001", "--sheet", place], &hall[..]].concat();
        assert_eq!(call(home, &words).status.code(), Some(1), "{place}");
        assert!(!home.join("data/ansu.keys").exists());
    }
    let sheet = home.join("sheet.pdf");
    let words = [
        &["init", "--manager", "1001", "--sheet"][..],
        &[sheet.to_str().unwrap()],
        &hall[..],
    ]
    .concat();
    assert!(call(home, &words).status.success());
    let before = fs::read(home.join("data/ansu.keys")).unwrap();
    for place in places {
        let answer = call(home, &["sheet", "-o", place]);
        assert_eq!(answer.status.code(), Some(1), "{place}");
    }
    assert!(fs::read(home.join("data/ansu.keys")).unwrap() == before);
    assert!(
        call(home, &["sheet", "-o", sheet.to_str().unwrap()])
            .status
            .success()
    );
    assert!(fs::read(home.join("data/ansu.keys")).unwrap() != before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&sheet).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "whoever reads it opens the hall");
    }
}
