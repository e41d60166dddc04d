//! What a write does to the record: whole or not at all, on the ticket that was seen, in the order in which it happened.

use crate::course::{facts, statement, through, ticket_at};
use crate::hall::{CLERK, COLLEAGUE, Hall, form, read};
use ansu_desk::complaint::Step;
use ansu_desk::{ApiError, Code, Outcome, Perform};
use serde_json::json;

fn perform(hall: &mut Hall, by: &str, request: &Perform) -> Result<Outcome, ApiError> {
    let session = hall.session(by);
    Ok(hall.desk.perform(&session, request)?)
}

#[test]
fn a_stale_revision_is_refused_and_the_draft_stays() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let (clerk, colleague) = (hall.session(CLERK), hall.session(COLLEAGUE));
    hall.desk
        .save_draft(&clerk, "gather", r#"{"who":"周建华一家"}"#)
        .unwrap();
    let seen = hall.request(&number, json!([facts("周建华一家")]), &["gather"]);
    hall.perform(
        COLLEAGUE,
        &number,
        json!([{"do": "add_note", "text": "客户在二号柜台"}]),
    )
    .unwrap();

    let before = hall.everything();
    let error = perform(&mut hall, CLERK, &seen).unwrap_err();
    assert_eq!(error.code, Code::Stale);
    assert_eq!(error.params["actual"], (seen.revision + 1).to_string());
    assert_eq!(hall.everything(), before);
    assert_eq!(
        hall.desk.draft(&clerk, "gather").unwrap().as_deref(),
        Some(r#"{"who":"周建华一家"}"#)
    );

    // On the ticket as it is now the same actions stand beside the colleague's note.
    let now = Perform {
        revision: seen.revision + 1,
        ..seen
    };
    let view = perform(&mut hall, CLERK, &now).unwrap().view;
    assert_eq!(
        (view.ticket.facts.who.as_str(), view.ticket.notes.len()),
        ("周建华一家", 1)
    );
    assert_eq!(hall.desk.draft(&clerk, "gather").unwrap(), None);
    assert_eq!(hall.desk.draft(&colleague, "gather").unwrap(), None);
}

#[test]
fn actions_are_carried_out_all_or_none() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Listen);
    let clerk = hall.session(CLERK);
    hall.desk.save_draft(&clerk, "listen", "{}").unwrap();
    let before = hall.everything();
    let actions = json!([
        statement("天天断网"),
        {"do": "advance"},
        {"do": "apologize", "wording": "真对不起"},
        {"do": "choose_offer", "offer": 1},
    ]);
    let request = hall.request(&number, actions, &["listen"]);
    let error = perform(&mut hall, CLERK, &request).unwrap_err();
    assert_eq!(error.code, Code::StepNotReached);
    assert_eq!(
        (
            error.params["action"].as_str(),
            error.params["needed"].as_str(),
            error.params["now"].as_str()
        ),
        ("4", "ask", "apologize")
    );
    assert_eq!(hall.everything(), before);
    assert!(hall.desk.draft(&clerk, "listen").unwrap().is_some());

    let log = hall.log(&number).len();
    let first_three = Perform {
        actions: request.actions[..3].to_vec(),
        ..request
    };
    perform(&mut hall, CLERK, &first_three).unwrap();
    assert_eq!(hall.log(&number).len(), log + 3);
    assert!(hall.desk.draft(&clerk, "listen").unwrap().is_none());
    hall.is_sound();
}

#[test]
fn drafts_belong_to_one_person_and_survive_the_end_of_the_program() {
    let mut hall = Hall::new();
    let (clerk, colleague) = (hall.session(CLERK), hall.session(COLLEAGUE));
    let typed = json!({"statement": "断".repeat(10_000)}).to_string();
    hall.desk.save_draft(&clerk, "new", &typed).unwrap();
    hall.desk.save_draft(&colleague, "new", "{}").unwrap();
    let mut hall = hall.started_again("2026-11-21T10:05:00+08:00");
    assert_eq!(hall.desk.draft(&clerk, "new").unwrap(), Some(typed));

    let clears = ["new".to_owned()];
    let refused = hall
        .desk
        .register(&clerk, &read(form(json!({"phenomenon": " "}))), &clears)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::Required);
    assert!(hall.desk.draft(&clerk, "new").unwrap().is_some());
    hall.desk
        .register(&clerk, &read(form(json!({}))), &clears)
        .unwrap();
    assert_eq!(hall.desk.draft(&clerk, "new").unwrap(), None);
    assert_eq!(
        hall.desk.draft(&colleague, "new").unwrap().as_deref(),
        Some("{}")
    );
    hall.desk.discard_draft(&colleague, "new").unwrap();
    assert_eq!(hall.desk.draft(&colleague, "new").unwrap(), None);
}

#[test]
fn a_draft_that_is_no_json_or_endless_is_refused_and_the_last_one_kept() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    hall.desk.save_draft(&clerk, "new", "{}").unwrap();
    let endless = format!("\"{}\"", "断".repeat(400_000));
    for (json, code) in [
        ("{\"statement\":", Code::BadRequest),
        (endless.as_str(), Code::DraftTooLarge),
    ] {
        let error = ApiError::from(hall.desk.save_draft(&clerk, "new", json).unwrap_err());
        assert_eq!(error.code, code);
        assert_eq!(
            hall.desk.draft(&clerk, "new").unwrap().as_deref(),
            Some("{}")
        );
    }
}

#[test]
fn a_clock_set_back_reuses_no_number_and_keeps_the_order() {
    let mut hall = Hall::new();
    let mut numbers = Vec::new();
    for at in [
        "2026-11-21T10:00:00+08:00",
        "2026-11-21T09:00:00+08:00",
        "2026-11-20T23:59:00+08:00",
        "2026-11-21T00:01:00+08:00",
    ] {
        hall.at(at);
        numbers.push(hall.register(CLERK, json!({})).unwrap().number.to_string());
    }
    let mut hall = hall.started_again("2026-11-20T08:00:00+08:00");
    numbers.push(hall.register(CLERK, json!({})).unwrap().number.to_string());
    assert_eq!(
        numbers,
        [
            "A01-1-20261121-001",
            "A01-1-20261121-002",
            "A01-1-20261120-001",
            "A01-1-20261121-003",
            "A01-1-20261120-002"
        ]
    );

    // What is done "before" the registration still comes after it.
    let number = &numbers[0];
    hall.perform(CLERK, number, through(Step::Listen)).unwrap();
    hall.at("2026-11-19T08:00:00+08:00");
    hall.perform(CLERK, number, through(Step::Apologize))
        .unwrap();
    let log = hall.log(number);
    let events: Vec<_> = log.iter().map(|line| line.event.as_str()).collect();
    assert_eq!(
        events,
        [
            "registered",
            "statement_recorded",
            "step_left",
            "apologized",
            "step_left"
        ]
    );
    assert_eq!(
        (log[2].step, log[3].words.as_deref()),
        (Some(Step::Listen), hall.record(number).apology.as_deref())
    );
    assert!(log[0].at > log[1].at && log[2].at > log[3].at);
    assert_eq!(hall.record(number).step, Step::Gather);
    hall.is_sound();
}

#[test]
fn a_slip_that_went_out_is_on_the_record() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let session = hall.session(CLERK);
    let request = ansu_desk::SlipRequestView {
        ticket: crate::hall::by_number(&number),
        masked: false,
        composed: None,
    };
    let preview = hall.desk.slip(&session, &request).unwrap();
    hall.at("2026-11-21T10:07:00+08:00");
    let printed = ansu_desk::SlipRequestView {
        composed: Some(preview.composed),
        ..request
    };
    assert_eq!(
        hall.desk.slip(&session, &printed).unwrap(),
        preview,
        "what is previewed is what prints"
    );
    let issued = hall
        .desk
        .issue_slip(&session, &printed, |_| Ok(()))
        .unwrap();
    assert_eq!(issued, preview, "what goes out is what was previewed");
    let again = hall
        .desk
        .issue_slip(&session, &printed, |_| Ok(()))
        .unwrap();
    assert_eq!(
        again, preview,
        "saving and then printing gives the same bytes"
    );
    assert_eq!(
        hall.record(&number).slips,
        [preview.fingerprint.clone(), preview.fingerprint]
    );
    hall.is_sound();
}
