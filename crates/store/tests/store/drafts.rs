//! What is typed is kept: over restarts, kills and a full disk, and within bounds.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use ansu_complaint::StaffId;
use ansu_store::{DRAFT_LIMIT, StoreError};

use crate::scene::{at, clerk, open};
use crate::{child, opening};

#[test]
fn a_draft_is_replaced_listed_and_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let colleague = StaffId::try_from("1025".to_owned()).unwrap();
    store
        .put_draft("t1/listen", &clerk(), r#"{"statement":"网"}"#, at(0))
        .unwrap();
    store
        .put_draft("t1/listen", &clerk(), r#"{"statement":"网慢"}"#, at(1))
        .unwrap();
    store.put_draft("t2/gather", &clerk(), "{}", at(2)).unwrap();
    store
        .put_draft("t1/listen", &colleague, "[]", at(3))
        .unwrap();
    drop(store);

    let mut store = open(folder.path());
    let text = store.draft("t1/listen", &clerk()).unwrap();
    assert_eq!(text.as_deref(), Some(r#"{"statement":"网慢"}"#));
    let notes = store.drafts(&clerk()).unwrap();
    let listed: Vec<_> = notes
        .iter()
        .map(|n| (n.key.as_str(), n.saved_at, n.size))
        .collect();
    assert_eq!(listed, [("t2/gather", at(2), 2), ("t1/listen", at(1), 22)]);
    assert!(store.delete_draft("t1/listen", &clerk()).unwrap());
    assert!(!store.delete_draft("t1/listen", &clerk()).unwrap());
    assert_eq!(store.draft("t1/listen", &clerk()).unwrap(), None);
    assert_eq!(
        store.draft("t1/listen", &colleague).unwrap().as_deref(),
        Some("[]")
    );
}

#[test]
fn a_draft_beyond_the_limit_is_refused_and_the_earlier_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let fitting = format!("\"{}\"", "a".repeat(DRAFT_LIMIT - 2));
    store.put_draft("k", &clerk(), &fitting, at(0)).unwrap();
    let error = store
        .put_draft("k", &clerk(), &format!("{fitting} "), at(1))
        .unwrap_err();
    assert!(
        matches!(error, StoreError::DraftTooLarge { limit: DRAFT_LIMIT, size } if size == DRAFT_LIMIT + 1)
    );
    assert_eq!(store.draft("k", &clerk()).unwrap(), Some(fitting));
    assert!(matches!(
        store.put_draft("k", &clerk(), "{", at(2)),
        Err(StoreError::NotJson)
    ));
}

#[test]
fn rare_characters_and_controls_come_back_as_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path());
    let typed = "\"䶮㛃𬭚𫖯 😀 \u{202e}rtl\u{200f} \\u0000 \\n １３８\"";
    store.put_draft("k", &clerk(), typed, at(0)).unwrap();
    assert_eq!(store.draft("k", &clerk()).unwrap().as_deref(), Some(typed));
}

/// In the other process: stores one draft after the other and says each number once it is stored.
pub(crate) fn type_for_ever(folder: &Path) {
    let mut store = open(folder);
    for n in 0_i64.. {
        store
            .put_draft("new", &clerk(), &n.to_string(), at(n))
            .unwrap();
        child::say(&n.to_string());
    }
}

#[test]
fn a_draft_survives_the_kill_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..10 {
        let mut process = child::command(&child::program(), "type", folder.path())
            .spawn()
            .unwrap();
        let mut said = child::said(&mut process);
        let first: i64 = said
            .by_ref()
            .nth(round * 3)
            .expect("nothing was stored")
            .parse()
            .unwrap();
        process.kill().unwrap();
        let acknowledged = said.last().map_or(first, |line| line.parse().unwrap());
        process.wait().unwrap();
        let kept: i64 = open(folder.path())
            .draft("new", &clerk())
            .unwrap()
            .unwrap()
            .parse()
            .unwrap();
        // The last one may have been stored without its word getting out.
        assert!(
            kept == acknowledged || kept == acknowledged + 1,
            "{kept} {acknowledged}"
        );
    }
}

/// In the other process, on a disk of one megabyte: says what was kept when no more fitted.
pub(crate) fn fill_the_disk(folder: &Path) {
    let mut store = open(folder);
    let text = format!("\"{}\"", "满".repeat(5_000));
    let mut stored = 0;
    let error = loop {
        match store.put_draft(&format!("{stored:04}"), &clerk(), &text, at(0)) {
            Ok(()) => stored += 1,
            Err(error) => break error,
        }
    };
    child::say(&format!("{error:?}"));
    let whole = store
        .drafts(&clerk())
        .unwrap()
        .iter()
        .filter(|note| note.size as usize == text.len())
        .count();
    child::say(&format!("{}", whole == stored && stored > 5));
    drop(store);
    let reopened = open(folder).drafts(&clerk()).unwrap().len();
    child::say(&format!("{}", reopened == stored));
    let mut rest = std::fs::File::create(folder.join("rest")).unwrap();
    while rest.write_all(&[0; 4096]).is_ok() {}
    opening::tell_how_it_opens(folder);
}

/// A task on a disk of its own of that size, seen by its process only.
#[cfg(target_os = "linux")]
fn on_a_small_disk(size: &str, task: &str) -> Vec<String> {
    let place = tempfile::tempdir().unwrap();
    let plain = child::command(&child::program(), task, &place.path().join("hall"));
    let mut inside = Command::new("unshare");
    inside.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
    inside.arg(format!(
        r#"mount -t tmpfs -o size={size} tmpfs "$0" && exec "$@""#
    ));
    inside
        .arg(place.path())
        .arg(plain.get_program())
        .args(plain.get_args());
    inside.envs(
        plain
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    inside.stdout(std::process::Stdio::piped());
    child::run(inside)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_stored_is_lost() {
    let mut said = on_a_small_disk("1m", "fill");
    // With no room at all it opens if its companion files are still there, and says why not otherwise.
    let opened = said.pop().unwrap();
    assert!(
        ["Opened", "DiskFull"].contains(&opened.as_str()),
        "{opened}"
    );
    assert_eq!(said, ["DiskFull", "true", "true"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_too_small_for_a_new_folder_is_told() {
    assert_eq!(on_a_small_disk("40k", "open"), ["DiskFull"]);
}
