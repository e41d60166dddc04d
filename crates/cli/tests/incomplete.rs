//! A backup that was carried off without the files of evidence beside it: told as incomplete with exit code 4, and as damaged, 3, where it is more than that.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests describe themselves by their names and may fail loudly"
)]

mod hall;

use ansu_desk::{Entrance, SystemContext, TicketRef};
use hall::{Hall, PASSWORD, text};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A hall with a ticket that has two files on it.
fn hall_with_files() -> Hall {
    let hall = Hall::new();
    let form = json!({"phone": "15400010001", "name": "周建华", "address": "sir", "channel": "counter",
        "category": "2.2", "emotion": "angry", "phenomenon": "宽带反复断网"});
    let story = json!({"do": "register", "form": form}).to_string();
    let told = ["--json", "perform", &hall.file("story.jsonl", &story)].map(str::to_owned);
    let told = hall.manager(&told.each_ref().map(String::as_str)).json();
    let number = told["tickets"][0].as_str().unwrap().to_owned();
    let which = TicketRef::Number(number.clone().try_into().unwrap());
    let attach = {
        let (mut desk, manager) = Entrance::of(&hall.at("data"))
            .sign_in(SystemContext, "1001", PASSWORD)
            .unwrap();
        ["one", "two"].map(|word| {
            let content = format!("%PDF-1.7 {word} %%EOF");
            let file = desk.bring_evidence(&manager, &which, "账单.pdf", content.as_bytes());
            json!({"ticket": number, "do": "attach_evidence", "file": file.unwrap()}).to_string()
        })
    };
    let story = hall.file("story.jsonl", &attach.join("\n"));
    hall.manager(&["perform", &story]).done();
    hall
}

/// A copy of a backup in a folder of its own, as whoever drags it onto a stick makes one.
fn dragged(backup: &Path, to: &Path) -> PathBuf {
    let copy = to.join(backup.file_name().unwrap());
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(backup).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    copy
}

#[test]
fn a_backup_without_its_files_is_incomplete_and_one_that_is_cut_is_damaged() {
    let hall = hall_with_files();
    let backup = hall.backup();
    let verify = |backup: &Path| hall.manager(&["backup", "verify", &text(backup)]);
    assert_eq!(verify(&backup).exit, 0);

    let alone = dragged(&backup, &hall.at("stick"));
    let told = verify(&alone);
    assert_eq!(told.exit, 4, "{}", told.words);
    let missing = "2 of its 2 files of evidence are missing or damaged";
    assert!(told.out.contains(missing), "{}", told.out);
    let told = hall.manager(&["--json", "backup", "verify", &text(&alone)]);
    assert_eq!(told.exit, 4, "{}", told.words);
    let told: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(told["evidence_damaged"], 2);

    // The shelf's files beside it make it whole again, one makes it half so.
    let shelf = backup.parent().unwrap().join("ansu.evidence");
    let pool = hall.at("stick").join("ansu.evidence");
    fs::create_dir(&pool).unwrap();
    let mut files: Vec<_> = fs::read_dir(&shelf).unwrap().map(Result::unwrap).collect();
    files.retain(|file| file.metadata().unwrap().len() > 0);
    for (file, exit) in files.iter().zip([4, 0]) {
        fs::copy(file.path(), pool.join(file.file_name())).unwrap();
        assert_eq!(verify(&alone).exit, exit);
    }

    // Without its files and cut off as well: it is not merely incomplete.
    fs::remove_dir_all(&pool).unwrap();
    let database = fs::File::options().write(true).open(alone.join("ansu.db"));
    database.unwrap().set_len(4096).unwrap();
    let told = verify(&alone);
    assert_eq!(told.exit, 3, "{}", told.words);
    assert!(told.words.contains("ansu.db"), "{}", told.words);
}
