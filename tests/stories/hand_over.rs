//! A counter changes hands: what was typed waits for whoever typed it, or goes on with a colleague.

use crate::hall::{CLERK, COLLEAGUE, Hall, MANAGER, staff_id};
use ansu_desk::{Act, ApiError, AuditRequest, Code};
use serde_json::json;

fn key(ticket: ansu_desk::complaint::TicketId, form: &str) -> String {
    format!("ticket:{}:{form}", ticket.0)
}

#[test]
fn what_was_typed_waits_for_whoever_typed_it() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({})).unwrap();
    let clerk = hall.session(CLERK);
    for form in ["listen", "dialog:note"] {
        let typed = r#"{"statement":"每晚掉线"}"#;
        hall.desk
            .save_draft(&clerk, &key(ticket.id, form), typed)
            .unwrap();
    }
    hall.desk.save_draft(&clerk, "new", "{}").unwrap();
    let colleague = hall.session(COLLEAGUE);
    assert_eq!(hall.desk.unfinished(&colleague).unwrap(), []);
    let mut hall = hall.started_again("2026-11-23T09:00:00+08:00");
    let clerk = hall.session(CLERK);
    let left = hall.desk.unfinished(&clerk).unwrap();
    let found: Vec<_> = left
        .iter()
        .map(|one| (one.line.as_ref().map(|line| line.id), one.forms))
        .collect();
    assert_eq!(found.len(), 2);
    assert!(found.contains(&(None, 1)) && found.contains(&(Some(ticket.id), 2)));
    let number = ticket.number.to_string();
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, &number, withdraw).unwrap();
    let left = hall.desk.unfinished(&clerk).unwrap();
    assert_eq!(left.len(), 1, "what has ended asks for nothing");
}

#[test]
fn handed_over_it_goes_on_with_the_colleague_and_both_are_on_the_record() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({})).unwrap();
    let other = hall.register(CLERK, json!({})).unwrap();
    let (clerk, colleague) = (hall.session(CLERK), hall.session(COLLEAGUE));
    let (listen, gather) = (key(ticket.id, "listen"), key(ticket.id, "gather"));
    let desk = &mut hall.desk;
    desk.save_draft(&clerk, &listen, r#"{"statement":"王敏听到的"}"#)
        .unwrap();
    desk.save_draft(&clerk, &gather, r#"{"who":"张先生"}"#)
        .unwrap();
    desk.save_draft(&clerk, &key(other.id, "listen"), "{}")
        .unwrap();
    desk.save_draft(&colleague, &gather, r#"{"who":"同事写的"}"#)
        .unwrap();

    let to = staff_id(COLLEAGUE);
    assert_eq!(desk.hand_over(&clerk, Some(ticket.id), &to).unwrap(), 1);
    let read = |who, key: &str| desk.draft(who, key).unwrap();
    assert_eq!(
        read(&colleague, &listen).unwrap(),
        r#"{"statement":"王敏听到的"}"#
    );
    assert_eq!(read(&clerk, &listen), None);
    // Both had begun this one: neither loses a word.
    assert_eq!(read(&colleague, &gather).unwrap(), r#"{"who":"同事写的"}"#);
    assert_eq!(read(&clerk, &gather).unwrap(), r#"{"who":"张先生"}"#);
    assert!(read(&clerk, &key(other.id, "listen")).is_some());

    let manager = hall.session(MANAGER);
    let trail = hall.desk.audit(&manager, &AuditRequest::default()).unwrap();
    let line = trail
        .lines
        .iter()
        .find(|line| line.act == Act::HandOver)
        .unwrap();
    assert_eq!(line.by.as_ref().unwrap().as_str(), CLERK);
    assert_eq!(line.object, ticket.number.as_str());
    assert_eq!(line.detail, format!("to={COLLEAGUE} forms=1"));
}

#[test]
fn nothing_is_handed_to_nobody() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    hall.desk.save_draft(&clerk, "new", "{}").unwrap();
    // Nobody, oneself, and people who do no work on tickets.
    for to in ["9999", CLERK, "1050", "1060"] {
        let refused = hall
            .desk
            .hand_over(&clerk, None, &staff_id(to))
            .unwrap_err();
        assert_eq!(ApiError::from(refused).code, Code::UnknownStaff, "{to}");
    }
    assert!(hall.desk.draft(&clerk, "new").unwrap().is_some());
    assert_eq!(
        hall.desk
            .hand_over(&clerk, None, &staff_id(COLLEAGUE))
            .unwrap(),
        1
    );
    assert_eq!(hall.desk.unfinished(&clerk).unwrap(), []);
    assert_eq!(
        hall.desk
            .unfinished(&hall.session(COLLEAGUE))
            .unwrap()
            .len(),
        1
    );
}
