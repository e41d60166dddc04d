//! Sensitive visitors (domain §13): press, lawyers, experts and officials. A manager is told at once and takes note; rights and deadlines stay.

use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER};
use ansu_desk::complaint::{Capacity, Raised, Ticket};
use ansu_desk::{Code, Lane, Line, QueueRequest};
use serde_json::{Value, json};

fn note() -> Value {
    json!([{"do": "note_sensitive"}])
}

fn report(capacity: &str) -> Value {
    json!([{"do": "report_sensitive", "capacity": capacity}])
}

/// What stands above somebody's queue.
fn told(hall: &mut Hall, who: &str) -> Vec<Line> {
    let session = hall.session(who);
    let page = hall.desk.queue(&session, &QueueRequest::default());
    page.unwrap().unnoted
}

fn events(hall: &mut Hall, number: &str) -> Vec<String> {
    hall.log(number)
        .into_iter()
        .map(|line| format!("{} {}", line.event, line.state.unwrap_or_default()))
        .map(|line| line.trim().to_owned())
        .collect()
}

fn capacity(ticket: &Ticket) -> Option<Capacity> {
    ticket.sensitive.as_ref().map(|visit| visit.capacity)
}

#[test]
fn what_is_said_at_registration_stands_before_the_managers_until_one_takes_note() {
    let mut hall = Hall::new();
    let plain = hall.register(CLERK, json!({})).unwrap();
    let ticket = hall
        .register(CLERK, json!({"sensitive": "press", "phone": "15400020002"}))
        .unwrap();
    let number = ticket.number.to_string();
    assert_eq!(
        ticket.raised,
        [Raised::Sensitive {
            capacity: Capacity::Press
        }]
    );
    for manager in [DUTY, MANAGER] {
        let [line] = &told(&mut hall, manager)[..] else {
            panic!("{manager} is told of one visit");
        };
        assert_eq!(
            (line.number.as_str(), line.sensitive),
            (number.as_str(), Some(Capacity::Press))
        );
        assert!(!line.phone.contains("15400020002"), "masked as every line");
    }
    assert!(
        told(&mut hall, CLERK).is_empty(),
        "a clerk's queue says nothing"
    );
    // Same rights, same deadlines: the clocks are those of any other ticket.
    let due = |hall: &mut Hall, of: &str| {
        let lines = hall.lines(DUTY, Lane::Open);
        let line = lines.into_iter().find(|line| line.number.as_str() == of);
        line.unwrap().due.unwrap().at
    };
    let ordinary = due(&mut hall, plain.number.as_str());
    assert_eq!(due(&mut hall, &number), ordinary);

    for clerk in [CLERK, COLLEAGUE] {
        let refused = hall.perform(clerk, &number, note()).unwrap_err();
        assert_eq!(refused.code, Code::NotAuthorised);
    }
    hall.at("2026-11-21T10:07:00+08:00");
    hall.perform(DUTY, &number, note()).unwrap();
    let visit = hall.record(&number).sensitive.unwrap();
    let noted = visit.noted.unwrap();
    assert_eq!((visit.by.as_str(), noted.by.as_str()), (CLERK, DUTY));
    assert!(noted.at > visit.at);
    assert!(told(&mut hall, DUTY).is_empty() && told(&mut hall, MANAGER).is_empty());
    // The second manager is told that it is done.
    let late = hall.perform(MANAGER, &number, note()).unwrap_err();
    assert_eq!(late.code, Code::NoSensitive);
    assert_eq!(
        events(&mut hall, &number),
        ["registered", "sensitive_reported press", "sensitive_noted"]
    );
    hall.is_sound();
}

#[test]
fn a_wrong_click_is_undone_and_leaves_no_mark_on_the_ticket() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({})).unwrap();
    let number = ticket.number.to_string();
    let outcome = hall.perform(CLERK, &number, report("lawyer")).unwrap();
    assert_eq!(capacity(&hall.record(&number)), Some(Capacity::Lawyer));
    let twice = hall.perform(CLERK, &number, report("press")).unwrap_err();
    assert_eq!(twice.code, Code::SensitiveReported);
    // It is not for a colleague to take back what was reported.
    let back = json!([{"do": "take_back_sensitive"}]);
    let other = hall.perform(COLLEAGUE, &number, back.clone());
    assert_eq!(other.unwrap_err().code, Code::NotAuthorised);

    let clerk = hall.session(CLERK);
    let undo = outcome.undo.unwrap().perform;
    hall.desk.perform(&clerk, &undo).unwrap();
    let record = hall.record(&number);
    assert_eq!((capacity(&record), &record.raised), (None, &ticket.raised));
    assert!(told(&mut hall, DUTY).is_empty());
    let none = hall.perform(DUTY, &number, back).unwrap_err();
    assert_eq!(none.code, Code::NoSensitive);
    // What a manager knows is a manager's to take back; what a manager reports is known.
    hall.perform(DUTY, &number, report("official")).unwrap();
    assert!(told(&mut hall, MANAGER).is_empty());
    let back = json!([{"do": "take_back_sensitive"}]);
    let clerks = hall.perform(CLERK, &number, back.clone()).unwrap_err();
    assert_eq!(clerks.code, Code::NotAuthorised);
    hall.perform(MANAGER, &number, back).unwrap();
    assert_eq!(capacity(&hall.record(&number)), None);
    hall.is_sound();
}

#[test]
fn a_visit_that_ended_still_waits_for_the_managers_note() {
    let mut hall = Hall::new();
    let form = json!({"sensitive": "expert"});
    let number = hall.register(CLERK, form).unwrap().number.to_string();
    let left = json!([{"do": "break_off", "reason": "专家另有安排，先走了"}]);
    hall.perform(CLERK, &number, left).unwrap();
    let mut hall = hall.started_again("2026-11-21T18:00:00+08:00");
    assert_eq!(told(&mut hall, DUTY).len(), 1);
    hall.perform(DUTY, &number, note()).unwrap();
    assert!(told(&mut hall, DUTY).is_empty());
    hall.is_sound();
}

#[test]
fn what_a_manager_registers_is_known() {
    let mut hall = Hall::new();
    let form = json!({"sensitive": "press"});
    let number = hall.register(DUTY, form).unwrap().number.to_string();
    let logged = events(&mut hall, &number);
    assert_eq!(
        logged,
        ["registered", "sensitive_reported press", "sensitive_noted"]
    );
    assert!(told(&mut hall, DUTY).is_empty());
    hall.is_sound();
}
