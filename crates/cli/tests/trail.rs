//! `audit verify` over a trail that somebody has changed: what is wrong, up to where it is anchored, and exit code 4.
//!
//! The demonstration's database is in the clear, so that its pages can be changed as somebody with a hex editor would: past SQLite, which
//! refuses it, and with nothing but the trail itself to tell.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests describe themselves by their names and may fail loudly"
)]

mod hall;

use hall::{Answer, Hall};
use serde_json::{Value, json};
use std::fs;
use std::ops::Range;
use std::path::Path;

const FAULTS: i32 = 4;
const PAGE: usize = 4096;
/// A page of rows, and where its header has their number and their places.
const LEAF: u8 = 0x0d;
const COUNT: usize = 3;
const PLACES: usize = 8;

/// The page with the rows of the trail: <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
struct Page {
    bytes: Vec<u8>,
    start: usize,
}

impl Page {
    /// The one in which the trail's word for a look at a ticket stands.
    fn of_trail(database: &Path) -> Self {
        let bytes = fs::read(database).unwrap();
        let word = b"see_ticket";
        let starts: Vec<usize> = (PAGE..bytes.len())
            .step_by(PAGE)
            .filter(|&start| bytes[start] == LEAF)
            .filter(|&start| {
                let page = &bytes[start..start + PAGE];
                page.windows(word.len()).any(|part| part == word)
            })
            .collect();
        let [start] = starts[..] else {
            panic!("{starts:?} are the trail's pages");
        };
        Self { bytes, start }
    }

    fn rows(&self) -> usize {
        usize::from(self.bytes[self.start + COUNT + 1])
    }

    /// Where the place of a row is written.
    fn place(&self, row: usize) -> Range<usize> {
        let at = self.start + PLACES + 2 * row;
        at..at + 2
    }

    /// Where a row begins: its length in two bytes, its number in one, its content.
    fn row(&self, row: usize) -> usize {
        let place = &self.bytes[self.place(row)];
        self.start + usize::from(place[0]) * 256 + usize::from(place[1])
    }

    fn number(&mut self, row: usize) -> &mut u8 {
        let at = self.row(row) + 2;
        &mut self.bytes[at]
    }

    /// Puts two rows in each other's place.
    fn exchange(&mut self, one: usize, other: usize) {
        let (here, there) = (*self.number(one), *self.number(other));
        *self.number(one) = there;
        *self.number(other) = here;
        let (from, to) = (self.place(one), self.place(other));
        let kept = self.bytes[from.clone()].to_vec();
        self.bytes.copy_within(to.clone(), from.start);
        self.bytes[to].copy_from_slice(&kept);
    }

    /// Writes one word over another of the same length, in one row.
    fn write_over(&mut self, row: usize, old: &[u8], new: &[u8]) {
        let from = self.row(row);
        let found = self.bytes[from..]
            .windows(old.len())
            .position(|part| part == old)
            .unwrap();
        self.bytes[from + found..from + found + new.len()].copy_from_slice(new);
    }
}

/// A demonstration in which the manager has looked at three tickets, and the anchor of the trail's end after the second one.
fn looked_at() -> (Hall, String) {
    let hall = Hall::new();
    hall.on("shown", &["demo", "--tickets", "3"]).done();
    let lines = at(&hall, &["--json", "tickets"]).json();
    let more = at(&hall, &["--json", "tickets", "--ended"]).json();
    let numbers: Vec<&str> = [&lines, &more]
        .iter()
        .flat_map(|lines| lines.as_array().unwrap())
        .map(|line| line["number"].as_str().unwrap())
        .collect();
    assert_eq!(numbers.len(), 3);
    at(&hall, &["ticket", numbers[0]]).done();
    at(&hall, &["ticket", numbers[1]]).done();
    let anchor = verified(&hall, &[]).json()["anchor"].clone();
    at(&hall, &["ticket", numbers[2]]).done();
    (hall, anchor.as_str().unwrap().to_owned())
}

/// By the manager of the demonstration.
fn at(hall: &Hall, words: &[&str]) -> Answer {
    hall.on("shown", &[&["--staff", "1002"], words].concat())
}

fn verified(hall: &Hall, more: &[&str]) -> Answer {
    at(hall, &[&["--json", "audit", "verify"], more].concat())
}

/// Changes the trail's page, and gives what is then found, as data and in words.
fn after(anchor: Option<&str>, hall: &Hall, change: impl FnOnce(&mut Page)) -> (Value, String) {
    let database = hall.at("shown/ansu.db");
    let mut page = Page::of_trail(&database);
    change(&mut page);
    fs::write(database, page.bytes).unwrap();
    let anchors: Vec<&str> = anchor
        .iter()
        .flat_map(|anchor| ["--anchor", *anchor])
        .collect();
    let answer = verified(hall, &anchors);
    assert_eq!(answer.exit, FAULTS, "{}{}", answer.out, answer.words);
    let plain = at(hall, &[&["audit", "verify"][..], &anchors].concat());
    assert_eq!(plain.exit, FAULTS);
    (serde_json::from_str(&answer.out).unwrap(), plain.out)
}

/// Kind and line of all that was found.
fn faults(found: &Value) -> Vec<(String, i64)> {
    assert_eq!(found["sound"], false);
    let told = |fault: &Value| {
        let kind = fault["kind"].as_str().unwrap().to_owned();
        (kind, fault["line"].as_i64().unwrap())
    };
    found["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(told)
        .collect()
}

fn fault(kind: &str, line: i64) -> (String, i64) {
    (kind.to_owned(), line)
}

#[test]
fn a_whole_trail_is_sound_and_says_up_to_where_it_is_anchored() {
    let (hall, anchor) = looked_at();
    let found = verified(&hall, &[]).json();
    assert_eq!(
        (&found["sound"], &found["anchored"]),
        (&json!(true), &json!(0))
    );
    let line: i64 = anchor[1..].split('-').next().unwrap().parse().unwrap();
    let found = verified(&hall, &["--anchor", &anchor]).json();
    assert_eq!(found["anchored"], line);
    assert!(found["lines"].as_i64().unwrap() > line);
    let answer = at(&hall, &["audit", "verify", "--anchor", &anchor]);
    let words = format!("anchored up to {line}; events anchored up to ");
    assert!(answer.done().out.contains(&words), "{}", answer.out);
}

#[test]
fn a_changed_line_is_named() {
    let (hall, anchor) = looked_at();
    let mut line = 0;
    let (found, words) = after(Some(&anchor), &hall, |page| {
        let row = page.rows() - 4;
        line = i64::from(*page.number(row));
        page.write_over(row, b"1002", b"1001");
    });
    assert_eq!(faults(&found), [fault("content", line)]);
    assert!(words.contains(&format!("line {line} was changed after it was written")));
}

#[test]
fn a_line_that_is_not_there_is_missed() {
    let (hall, anchor) = looked_at();
    let mut line = 0;
    let (found, words) = after(Some(&anchor), &hall, |page| {
        // The last one has the number that it would have if there had been another before it.
        let last = page.rows() - 1;
        line = i64::from(*page.number(last));
        *page.number(last) += 1;
    });
    assert_eq!(faults(&found)[0], fault("gap", line));
    assert_eq!(found["faults"][0]["found"], line + 1);
    let told = format!("line {line} is missing, line {} is there", line + 1);
    assert!(words.contains(&told), "{words}");
}

#[test]
fn exchanged_lines_do_not_follow_from_each_other() {
    let (hall, anchor) = looked_at();
    let mut lines = (0, 0);
    let (found, words) = after(Some(&anchor), &hall, |page| {
        lines = (i64::from(*page.number(1)), i64::from(*page.number(2)));
        page.exchange(1, 2);
    });
    let told = faults(&found);
    assert!(told.iter().any(|(_, line)| *line == lines.0), "{told:?}");
    assert!(told.iter().any(|(_, line)| *line == lines.1), "{told:?}");
    assert!(
        words.contains("does not follow from the one before it"),
        "{words}"
    );
}

#[test]
fn what_was_cut_off_is_told_by_an_anchor_and_by_nothing_else() {
    let (hall, anchor) = looked_at();
    let database = hall.at("shown/ansu.db");
    let before = fs::read(&database).unwrap();
    for _ in 0..4 {
        at(&hall, &["staff"]).done();
    }
    let later = verified(&hall, &[]).json()["anchor"].clone();
    let later = later.as_str().unwrap();
    fs::write(&database, before).unwrap();
    let answer = verified(&hall, &["--anchor", later, "--anchor", &anchor]);
    assert_eq!(answer.exit, FAULTS);
    let found: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(faults(&found)[0].0, "cut_off");
    assert_eq!(found["faults"][0]["anchor"], later);
    // The earlier anchor vouches for what it was taken of.
    let line: i64 = anchor[1..].split('-').next().unwrap().parse().unwrap();
    assert_eq!(found["anchored"], line);
    let words = at(&hall, &["audit", "verify", "--anchor", later]);
    let told = format!("what {later} was taken of is no longer there");
    assert!(words.out.contains(&told), "{}", words.out);
    // Without it the rest is sound in itself: that is what anchors are for.
    assert_eq!(verified(&hall, &[]).json()["sound"], true);
}

#[test]
fn an_anchor_of_another_trail_is_told_and_one_that_is_none_is_refused() {
    let (hall, anchor) = looked_at();
    let (place, head) = anchor.split_once('-').unwrap();
    let other = format!("{place}-{}", head.chars().rev().collect::<String>());
    let answer = verified(&hall, &["--anchor", &anchor, "--anchor", &other]);
    assert_eq!(answer.exit, FAULTS);
    let found: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(faults(&found)[0].0, "rewritten");
    for none in [
        "",
        "A",
        "A1",
        "1234",
        "A0-0000000000000000",
        "X1-0000000000000000",
        "中文",
    ] {
        let answer = verified(&hall, &["--anchor", none]);
        assert_eq!(
            (answer.exit, answer.code()),
            (1, "bad_anchor".to_owned()),
            "{none}"
        );
    }
    for words in [&["--anchor"][..], &[&anchor], &["--all"]] {
        let answer = verified(&hall, words);
        assert_eq!((answer.exit, answer.code()), (2, "bad_request".to_owned()));
    }
}
