//! Staff, backups, restoring and the recovery sheet, each with what is wrong: the exit code, the code of the error, and nothing done.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests describe themselves by their names and may fail loudly"
)]

mod hall;

use hall::{Answer, Hall, PASSWORD, text};
use std::fs;

/// The exit codes of docs/ansuctl.md.
const REFUSED: i32 = 1;
const USAGE: i32 = 2;
const FOLDER: i32 = 3;

/// A call that is refused, for people and as JSON.
#[track_caller]
fn refused(call: impl Fn(&[&str]) -> Answer, words: &[&str], exit: i32, code: &str) {
    let plain = call(words);
    assert_eq!(plain.out, "", "{words:?}");
    assert_eq!(plain.exit, exit, "{words:?}: {}", plain.words);
    assert!(
        plain.words.starts_with("ansuctl: ") || plain.words.starts_with("error: "),
        "{words:?}: {}",
        plain.words
    );
    let json = call(&[&["--json"], words].concat());
    assert_eq!(
        (json.exit, json.code().as_str(), json.out.as_str()),
        (exit, code, ""),
        "{words:?}: {}",
        json.words
    );
}

#[test]
fn staff_is_added_given_a_way_in_and_let_go_by_whole_words_only() {
    let hall = Hall::new();
    hall.hire("1024", "clerk");
    let before = hall.manager(&["--json", "staff"]).json();
    let by = |words: &[&str]| hall.manager(words);
    for words in [
        &["staff", "add"][..],
        &["staff", "add", "1030"],
        &["staff", "add", "1030", "赵一"],
        &["staff", "add", "1030", "赵一", "boss"],
        &["staff", "add", "1030", "赵一", "clerk", "more"],
        &["staff", "add", "10 30", "赵一", "clerk"],
        &["staff", "add", "", "赵一", "clerk"],
        &["staff", "issue"],
        &["staff", "issue", "1024", "1030"],
        &["staff", "issue", "10/24"],
        &["staff", "leave"],
        &["staff", "leave", "1024", "1030"],
        &["staff", "fire", "1024"],
        &["staff", "--all"],
    ] {
        refused(by, words, USAGE, "bad_request");
    }
    let long = "赵".repeat(500);
    for (words, code) in [
        (&["staff", "add", "1030", "", "clerk"][..], "required"),
        (&["staff", "add", "1030", &long, "clerk"], "too_long"),
        (
            &["staff", "add", "1030", "赵\u{200b}一", "clerk"],
            "hidden_character",
        ),
        (&["staff", "issue", "9999"], "unknown_staff"),
        (&["staff", "leave", "9999"], "unknown_staff"),
        (&["staff", "leave", "1001"], "last_manager"),
        (&["staff", "add", "1001", "李娜", "clerk"], "last_manager"),
    ] {
        refused(by, words, REFUSED, code);
    }
    let clerk = |words: &[&str]| hall.by("1024", "password-1024", words);
    for words in [
        &["staff", "add", "1030", "赵一", "clerk"][..],
        &["staff", "issue", "1024"],
        &["staff", "leave", "1001"],
    ] {
        refused(clerk, words, REFUSED, "not_authorised");
    }
    assert_eq!(hall.manager(&["--json", "staff"]).json(), before);
    hall.manager(&["staff", "leave", "1024"]).done();
    refused(clerk, &["staff"], REFUSED, "wrong_password");
}

#[test]
fn nobody_is_at_work_without_a_number_and_the_password_that_goes_with_it() {
    let hall = Hall::new();
    hall.file("wrong", "tidal-mango-stapler-28");
    hall.file("empty", "\nand then a line");
    for words in [
        &["staff"][..],
        &["backup"],
        &["audit", "verify"],
        &["check"],
    ] {
        refused(|words| hall.call(words), words, USAGE, "bad_request");
        for file in ["no such file", "empty"] {
            let call = |words: &[&str]| hall.by("1001", file, words);
            refused(call, words, USAGE, "bad_request");
        }
        let call = |words: &[&str]| hall.by("10 01", "password", words);
        refused(call, words, REFUSED, "bad_staff_number");
        let call = |words: &[&str]| hall.on("nowhere", words);
        refused(call, words, USAGE, "bad_request");
    }
    for (number, file) in [("9999", "password"), ("1001", "wrong")] {
        let call = |words: &[&str]| hall.by(number, file, words);
        refused(call, &["staff"], REFUSED, "wrong_password");
    }
    assert!(!hall.at("nowhere").exists());
    hall.manager(&["staff"]).done();
}

#[test]
fn a_backup_goes_where_it_can_and_leaves_nothing_where_it_cannot() {
    let hall = Hall::new();
    hall.hire("1024", "clerk");
    let by = |words: &[&str]| hall.manager(words);
    for words in [
        &["backup", "--to"][..],
        &["backup", "now"],
        &["backup", "list", "more"],
        &["backup", "verify"],
        &["backup", "verify", "one", "two"],
    ] {
        refused(by, words, USAGE, "bad_request");
    }
    let file = hall.file("file", "");
    let under = hall.path("file/under");
    refused(by, &["backup", "--to", &file], FOLDER, "not_ours");
    refused(by, &["backup", "--to", &under], FOLDER, "not_ours");
    refused(by, &["backup", "list", "--to", &file], FOLDER, "not_ours");
    let clerk = |words: &[&str]| hall.by("1024", "password-1024", words);
    refused(clerk, &["backup"], REFUSED, "not_authorised");
    assert!(!hall.at("data/backups").exists());
    assert_eq!(fs::read(&file).unwrap(), b"");
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_that_is_read_only_takes_no_backup() {
    let hall = Hall::new();
    // Read-only to everybody, also to root.
    let by = |words: &[&str]| hall.manager(words);
    refused(
        by,
        &["backup", "--to", "/sys/ansu"],
        FOLDER,
        "folder_read_only",
    );
}

#[test]
fn what_is_no_backup_or_is_changed_is_neither_proven_nor_put_back() {
    let hall = Hall::new();
    let made = hall.backup();
    let good = text(&made);
    let before = hall.manager(&["--json", "backup", "verify", &good]).json();
    let keys = hall.keys();
    fs::create_dir(hall.at("none")).unwrap();
    let [none, nowhere] = ["none", "nowhere"].map(|name| hall.path(name));
    let copy = hall.at("copy");
    let by = |words: &[&str]| hall.manager(words);
    for way in [
        &["backup", "verify"][..],
        &["restore"],
        &["restore", "--yes"],
    ] {
        for place in [&none, &nowhere] {
            let words = [way, &[place.as_str()]].concat();
            refused(by, &words, REFUSED, "not_a_backup");
        }
        for name in ["ansu.db", "ansu.keys", "manifest.json"] {
            let _ = fs::remove_dir_all(&copy);
            fs::create_dir(&copy).unwrap();
            for entry in fs::read_dir(&made).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
            }
            let mut bytes = fs::read(copy.join(name)).unwrap();
            let place = bytes.len() - 40;
            bytes[place] ^= 1;
            fs::write(copy.join(name), bytes).unwrap();
            let answer = by(&[&["--json"], way, &[&text(&copy)]].concat());
            assert_ne!(answer.exit, 0, "{way:?} {name}");
            assert!(
                ["damaged", "not_a_backup", "wrong_password"].contains(&answer.code().as_str()),
                "{way:?} {name}: {}",
                answer.words
            );
            fs::remove_file(copy.join(name)).unwrap();
            let answer = by(&[&["--json"], way, &[&text(&copy)]].concat());
            assert_ne!(answer.exit, 0, "{way:?} without {name}");
        }
    }
    assert!(hall.keys() == keys);
    assert_eq!(
        hall.manager(&["--json", "backup", "verify", &good]).json(),
        before
    );
}

/// A code with one character taken for another, which its own check finds; and one that is whole but another's.
fn slips_of(code: &str) -> [String; 2] {
    let first = if code.starts_with('A') { 'B' } else { 'A' };
    let slip = format!("{first}{}", &code[1..]);
    [slip, Hall::new().code]
}

#[test]
fn the_sheet_opens_by_its_whole_code_only() {
    let hall = Hall::new();
    let backup = text(&hall.backup());
    let keys = hall.keys();
    let [slip, other] = slips_of(&hall.code);
    let [slip, other, empty] = [("slip", slip), ("other", other), ("empty", String::new())]
        .map(|(name, code)| hall.file(name, &code));
    let new = hall.file("new", "a quiet harbour 9 lamps");
    let call = |words: &[&str]| hall.call(words);
    for (file, exit, code) in [
        (&slip, REFUSED, "not_a_recovery_code"),
        (&other, REFUSED, "wrong_password"),
        (&empty, USAGE, "bad_request"),
    ] {
        let words = ["restore", &backup, "--yes", "--code-file", file];
        refused(call, &words, exit, code);
        let words = ["recover", "1001", "--code-file", file, "--new-file", &new];
        refused(call, &words, exit, code);
    }
    assert!(hall.keys() == keys);
    let good = hall.file("code", &hall.code.to_lowercase().replace('-', ""));
    hall.call(&["restore", &backup, "--code-file", &good])
        .done();
    hall.call(&["recover", "1001", "--code-file", &good, "--new-file", &new])
        .done();
    assert!(hall.keys() != keys);
    hall.by("1001", "new", &["staff"]).done();
}

#[test]
fn a_way_back_in_is_given_to_a_manager_with_a_password_that_holds() {
    let hall = Hall::new();
    hall.hire("1024", "clerk");
    let keys = hall.keys();
    let code = hall.file("code", &hall.code);
    let call = |words: &[&str]| hall.call(words);
    let new = hall.file("new", "a quiet harbour 9 lamps");
    for words in [
        &["recover"][..],
        &["recover", "1001"],
        &["recover", "1001", "1024"],
        &["recover", "1001", "--code-file", &code],
        &[
            "recover",
            "1001",
            "--code-file",
            "/no/such",
            "--new-file",
            &new,
        ],
        &["recover", "--code-file", &code, "--new-file", &new],
    ] {
        refused(call, words, USAGE, "bad_request");
    }
    for (number, password, refusal) in [
        ("9999", "a quiet harbour 9 lamps", "unknown_staff"),
        ("10 01", "a quiet harbour 9 lamps", "bad_staff_number"),
        ("1024", "a quiet harbour 9 lamps", "not_authorised"),
        ("1001", "short", "password_short"),
        ("1001", "1234567890", "password_guessable"),
        ("1001", &"x1".repeat(600), "password_long"),
    ] {
        let new = hall.file("new", password);
        let words = ["recover", number, "--code-file", &code, "--new-file", &new];
        refused(call, &words, REFUSED, refusal);
    }
    assert!(hall.keys() == keys);
    hall.manager(&["staff"]).done();
}

#[test]
fn a_hall_is_put_back_by_who_manages_it_and_only_when_told_to() {
    let hall = Hall::new();
    hall.hire("1024", "clerk");
    let backup = text(&hall.backup());
    hall.manager(&["staff", "add", "1030", "赵一", "clerk"])
        .done();
    let by = |words: &[&str]| hall.manager(words);
    for words in [
        &["restore"][..],
        &["restore", &backup, "more"],
        &["restore", "--yes"],
        &["restore", &backup, "--no"],
    ] {
        refused(by, words, USAGE, "bad_request");
    }
    let clerk = |words: &[&str]| hall.by("1024", "password-1024", words);
    for yes in [&[][..], &["--yes"]] {
        let words = [&["restore", backup.as_str()], yes].concat();
        refused(clerk, &words, REFUSED, "not_authorised");
        hall.file("wrong", &format!("{PASSWORD}!"));
        let wrong = |words: &[&str]| hall.by("1001", "wrong", words);
        refused(wrong, &words, REFUSED, "wrong_password");
    }
    let shown = hall.manager(&["--json", "restore", &backup]).json();
    assert_eq!(shown["now"]["open"]["tickets"], 0);
    let staff = |hall: &Hall| hall.manager(&["--json", "staff"]).json();
    assert_eq!(staff(&hall).as_array().unwrap().len(), 3);
    let done = hall
        .manager(&["--json", "restore", "--yes", &backup])
        .json();
    assert!(fs::exists(done["aside"].as_str().unwrap()).unwrap());
    let told = hall.manager(&["--json", "staff"]);
    assert_eq!(told.json().as_array().unwrap().len(), 2);
    assert!(told.words.contains("\"losses\""), "{}", told.words);
}
