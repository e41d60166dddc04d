//! The queue on the terminal: every lane's count, one lane's tickets, by a held clock.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests describe themselves by their names and may fail loudly"
)]

mod hall;

use hall::{Answer, Hall};
use serde_json::Value;

const STORY: &str = r#"
{"at":"2026-11-24T09:30:00+08:00","by":"1024","do":"register","form":{"phone":"16300057716","name":"罗永贵","address":"sir","channel":"counter","category":"2.1","emotion":"anxious","phenomenon":"断网","rural":true}}
{"do":"reopen","reason":"又断了","refused":"not_ended"}
"#;

fn on(hall: &Hall, now: &str, words: &[&str]) -> Answer {
    hall.on(
        "told",
        &[&["--staff", "1002", "--now", now], words].concat(),
    )
}

fn queue(hall: &Hall, now: &str, lane: &str) -> (Value, Vec<Value>) {
    let json = on(hall, now, &["--json", "queue", "--lane", lane]).json();
    let tallies = json["tallies"].as_array().unwrap();
    let tally = tallies.iter().find(|tally| tally["lane"] == lane);
    let lines = json["lines"].as_array().unwrap().clone();
    (tally.unwrap()["count"].clone(), lines)
}

#[test]
fn a_ticket_passes_from_lane_to_lane_as_the_clock_goes() {
    let hall = Hall::new();
    let story = hall.file("story.jsonl", STORY);
    let founded = "2026-11-24T09:00:00+08:00";
    on(&hall, founded, &["demo", "--tickets", "0"]).done();
    on(&hall, founded, &["perform", &story]).done();
    for (now, lane, norm) in [
        ("2026-11-24T09:45:00+08:00", "open", "hall"),
        ("2026-11-24T09:55:00+08:00", "due_soon", "hall"),
        ("2026-11-24T10:01:00+08:00", "overdue", "hall"),
    ] {
        let (count, lines) = queue(&hall, now, lane);
        assert_eq!((count, lines.len()), (1.into(), 1), "{lane}");
        assert_eq!(lines[0]["due"]["norm"], norm);
        assert_eq!(lines[0]["phone"], "163****7716");
        if lane != "open" {
            assert_eq!(lines[0]["due"]["state"], lane);
        }
    }
    let told = on(&hall, founded, &["queue"]);
    assert!(
        told.out.contains("open\t1\n") && told.out.contains("罗永贵"),
        "{}",
        told.out
    );
    let unknown = on(&hall, founded, &["queue", "--lane", "lost"]);
    assert_eq!(unknown.exit, 2);
    assert!(unknown.words.contains("`due_soon`"), "{}", unknown.words);
}

#[test]
fn what_should_be_refused_and_is_not_stops_the_story_at_its_line() {
    let hall = Hall::new();
    let wrong = STORY.replace(
        r#""do":"reopen","reason":"又断了""#,
        r#""do":"add_note","text":"又断了""#,
    );
    let story = hall.file("story.jsonl", &wrong);
    let founded = "2026-11-24T09:00:00+08:00";
    on(&hall, founded, &["demo", "--tickets", "0"]).done();
    let told = on(&hall, founded, &["perform", &story]);
    assert_eq!(told.exit, 2);
    assert!(
        told.words.contains("line 3") && told.words.contains("NotEnded"),
        "{}",
        told.words
    );
    let other = hall.file("other.jsonl", &STORY.replace("not_ended", "ended"));
    let told = on(&hall, founded, &["perform", &other]);
    assert!(told.words.contains("line 3"), "{}", told.words);
    assert_eq!(told.exit, 1);
}
