//! Story files that cannot be read or told: line number and reason, and nothing half done.

use crate::hall::{CLERK, Hall, MANAGER, form};
use crate::{PROMISE, STORIES};
use ansu_desk::{ApiError, Code};
use serde_json::json;

/// A story's first line.
fn register() -> String {
    json!({"as": "甲", "do": "register", "form": form(json!({}))}).to_string()
}

/// Runs a story that must fail; gives the error and what was done before.
fn fails(hall: &mut Hall, story: &str) -> (ApiError, u32) {
    let manager = hall.session(MANAGER);
    let error = hall
        .desk
        .run_story(&manager, story)
        .expect_err("the story went through");
    assert_eq!(error.api().params["line"], error.line.to_string());
    (error.api(), error.done.actions)
}

#[test]
fn a_line_that_cannot_be_read_changes_nothing() {
    let mut hall = Hall::new();
    let before = hall.everything();
    for (bad, named) in [
        (r#"{"do":"dance"}"#, "dance"),
        (
            r#"{"do":"advance","overide_reason":"赶时间"}"#,
            "overide_reason",
        ),
        (
            r#"{"do":"add_note","text":"一","speaker":"1024"}"#,
            "speaker",
        ),
        (r#"{"do":"add_note"}"#, "text"),
        (r#"{"text":"没有动作"}"#, "do"),
        (
            r#"{"do":"record_statement","statement":"断","emotion":"furious","strength":3}"#,
            "furious",
        ),
        (
            r#"{"do":"record_statement","statement":"断","emotion":"angry","strength":300}"#,
            "300",
        ),
        (
            r#"{"do":"record_statement","statement":"断","emotion":"angry","strength":-1}"#,
            "-1",
        ),
        (r#"{"do":"go_back","to":"倾听"}"#, "倾听"),
        (r#"{"at":"昨天","do":"advance"}"#, ""),
        (r#"{"at":"2026-02-30T10:00:00+08:00","do":"advance"}"#, ""),
        (r#"{"by":"王敏","do":"advance"}"#, "王敏"),
        (r#"{"do":"merge","into":"7","reason":"同一件事"}"#, "7"),
        (r#"{"do":"advance""#, "EOF"),
        (r#"{"do":"advance"} {"do":"advance"}"#, "trailing"),
        ("[]", ""),
        ("登记一张单子", ""),
    ] {
        let story = format!(
            "{}\n\n# 下一行写错了\n{bad}\n{{\"do\":\"advance\"}}\n",
            register()
        );
        let (error, done) = fails(&mut hall, &story);
        assert_eq!(
            (error.code, error.params["line"].as_str(), done),
            (Code::BadRequest, "4", 0),
            "{bad}"
        );
        assert!(
            error.params["detail"].contains(named),
            "{bad}: {}",
            error.params["detail"]
        );
    }
    assert_eq!(hall.everything(), before);
}

#[test]
fn a_line_that_a_rule_refuses_leaves_the_lines_before_it() {
    let mut hall = Hall::new();
    for (wrong, code) in [
        (
            r#"{"do":"apologize","wording":"对不起"}"#,
            Code::StepNotReached,
        ),
        (r#"{"do":"choose_offer","offer":1}"#, Code::StepNotReached),
        (r#"{"do":"advance"}"#, Code::GateNotMet),
        (r#"{"do":"close"}"#, Code::StepNotReached),
        (r#"{"do":"reopen"}"#, Code::NotEnded),
        (r#"{"do":"keep_promise","promise":1}"#, Code::UnknownPromise),
        (r#"{"do":"accept_escalation"}"#, Code::NoEscalation),
        (
            r#"{"ticket":"A01-1-20261121-999","do":"advance"}"#,
            Code::UnknownTicket,
        ),
        (r#"{"ticket":"乙","do":"advance"}"#, Code::UnknownTicket),
        (r#"{"by":"9999","do":"advance"}"#, Code::UnknownStaff),
        (
            r#"{"by":"1060","do":"add_note","text":"看过"}"#,
            Code::ReadsOnly,
        ),
    ] {
        let story = format!(
            "{}\n{{\"do\":\"add_note\",\"text\":\"先记一笔\"}}\n{wrong}\n{{\"do\":\"add_note\",\"text\":\"不会到这里\"}}",
            register()
        );
        let (error, done) = fails(&mut hall, &story);
        assert_eq!(
            (error.code, error.params["line"].as_str(), done),
            (code, "3", 2),
            "{wrong}"
        );
    }
    let tickets = hall.lines(MANAGER, ansu_desk::Lane::Open);
    assert_eq!(tickets.len(), 11);
    assert!(
        tickets
            .iter()
            .all(|line| hall.log(line.number.as_str()).len() == 2)
    );
    hall.is_sound();
}

#[test]
fn a_story_in_the_wrong_order_stops_at_its_first_wrong_line() {
    let mut hall = Hall::new();
    let mut lines: Vec<&str> = PROMISE.lines().collect();
    lines.swap(1, 2);
    let (error, done) = fails(&mut hall, &lines.join("\n"));
    assert_eq!(
        (error.code, error.params["line"].as_str(), done),
        (Code::GateNotMet, "2", 1)
    );
    lines.remove(0);
    let (error, done) = fails(&mut hall, &lines.join("\n"));
    assert_eq!(
        (error.code, error.params["line"].as_str(), done),
        (Code::UnknownTicket, "1", 0)
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    for story in STORIES {
        let (mut plain, mut windows) = (Hall::new(), Hall::new());
        plain.tell(story);
        windows.tell(&format!("\u{feff}{}", story.replace('\n', "\r\n")));
        assert_eq!(plain.everything(), windows.everything());
    }
    // Line numbers count on.
    let mut hall = Hall::new();
    let story = format!("\u{feff}{}\r\n\r\n{{\"do\":\"dance\"}}\r\n", register());
    assert_eq!(fails(&mut hall, &story).0.params["line"], "3");
}

#[test]
fn names_lead_to_their_tickets_and_an_empty_story_does_nothing() {
    let mut hall = Hall::new();
    assert_eq!(hall.tell("\n# 没有动作\n").actions, 0);
    let second = register().replace("甲", "乙");
    let note =
        |name: &str| format!(r#"{{"ticket":"{name}","do":"add_note","text":"{name}的便条"}}"#);
    let clerk = hall.session(CLERK);
    let report = hall
        .desk
        .run_story(
            &clerk,
            &[register(), second, note("甲"), note("乙")].join("\n"),
        )
        .unwrap();
    assert_eq!((report.actions, report.tickets.len()), (4, 2));
    for (number, name) in report.tickets.iter().zip(["甲", "乙"]) {
        assert_eq!(hall.record(number).notes[0].text, format!("{name}的便条"));
    }
}
