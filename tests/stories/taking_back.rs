//! What can be taken back, and what it leaves.

use crate::course::{facts, offer, terms, ticket_at};
use crate::hall::{CLERK, COLLEAGUE, Hall};
use ansu_desk::complaint::{ActionKind, OfferState, PromiseState, Step, Ticket};
use ansu_desk::{ApiError, Code, Undo};
use serde_json::{Value, json};

/// Performs, and hands back how to take it back.
fn done(hall: &mut Hall, number: &str, actions: Value) -> Option<Undo> {
    hall.perform(CLERK, number, actions).unwrap().undo
}

/// Performs an action and takes it back; gives the ticket before, in between and after.
fn there_and_back(hall: &mut Hall, number: &str, action: Value) -> [Ticket; 3] {
    let before = hall.record(number);
    let undo = done(hall, number, json!([action])).unwrap();
    let between = hall.record(number);
    let session = hall.session(CLERK);
    hall.desk.perform(&session, &undo.perform).unwrap();
    [before, between, hall.record(number)]
}

#[test]
fn offers_and_the_choice() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Ask);
    let states = |ticket: &Ticket| {
        ticket
            .offers
            .iter()
            .map(|offer| offer.state)
            .collect::<Vec<_>>()
    };

    let [before, between, after] = there_and_back(
        &mut hall,
        &number,
        json!({"do": "withdraw_offer", "offer": 2}),
    );
    assert_eq!(states(&between), [OfferState::Open, OfferState::Withdrawn]);
    assert_eq!(after.offers, before.offers);

    let revised = json!({"do": "revise_offer", "offer": 1, "terms": terms("更换光纤接头", json!({"kind": "bill_credit", "amount": 3000}))});
    let [before, between, after] = there_and_back(&mut hall, &number, revised);
    assert_ne!(between.offers, before.offers);
    assert_eq!(after.offers, before.offers);

    let [before, between, after] = there_and_back(
        &mut hall,
        &number,
        json!({"do": "choose_offer", "offer": 2}),
    );
    assert_eq!(between.chosen().unwrap().no.0, 2);
    assert_eq!(after.offers, before.offers);
    assert_eq!(after.open_promises().count(), 0);
    assert!(matches!(
        after.promises[0].state,
        PromiseState::Superseded { .. }
    ));

    let [_, between, after] = there_and_back(&mut hall, &number, offer("减免当月月租"));
    assert_eq!(
        (between.round_offers().count(), after.round_offers().count()),
        (3, 2)
    );
    hall.is_sound();
}

#[test]
fn another_choice_goes_back_to_the_one_before() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let [_, between, after] = there_and_back(
        &mut hall,
        &number,
        json!({"do": "choose_offer", "offer": 2}),
    );
    assert_eq!(
        (between.chosen().unwrap().no.0, after.chosen().unwrap().no.0),
        (2, 1)
    );
    let open: Vec<_> = after
        .open_promises()
        .map(|promise| promise.offer.unwrap().0)
        .collect();
    assert_eq!(open, [1]);
}

#[test]
fn promises() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let moves = [
        json!({"do": "keep_promise", "promise": 1, "note": "已修好"}),
        json!({"do": "break_promise", "promise": 1, "reason": "没有上门"}),
        json!({"do": "withdraw_promise", "promise": 1, "reason": "客户自行解决"}),
    ];
    for action in moves {
        let [before, between, after] = there_and_back(&mut hall, &number, action);
        assert_ne!(between.promises, before.promises);
        assert_eq!(
            (after.promises, after.raised),
            (before.promises, before.raised)
        );
    }
}

#[test]
fn look_ups() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let check = |finding: &str| json!({"do": "record_check", "check": {"question": "光猫指示灯是否正常？", "finding": finding}});
    for action in [check("亮红灯"), check("亮红灯")] {
        let [before, between, after] = there_and_back(&mut hall, &number, action.clone());
        assert_ne!(between.checks, before.checks);
        assert_eq!(after.checks, before.checks);
        done(&mut hall, &number, json!([check("正常")]));
    }
    let [before, between, after] = there_and_back(
        &mut hall,
        &number,
        json!({"do": "remove_check", "question": "光猫指示灯是否正常？"}),
    );
    assert!(between.checks.is_empty());
    assert_eq!(after.checks, before.checks);
}

#[test]
fn leaving_a_step_goes_back_and_keeps_what_was_typed() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let read_back = json!({"do": "confirm_read_back", "text": "对吗？"});
    let undo = done(
        &mut hall,
        &number,
        json!([facts("周建华一家"), read_back, {"do": "advance"}]),
    )
    .unwrap();
    assert_eq!(undo.of, ActionKind::Advance);
    let session = hall.session(CLERK);
    let view = hall.desk.perform(&session, &undo.perform).unwrap().view;
    assert_eq!(
        (view.ticket.step, view.ticket.facts.who.as_str()),
        (Step::Gather, "周建华一家")
    );
}

#[test]
fn every_end_is_taken_back_for_ten_minutes_without_a_reason() {
    let mut hall = Hall::new();
    let ends = [
        json!({"do": "break_off", "reason": "客户接电话离开"}),
        json!({"do": "withdraw", "reason": "已自行恢复"}),
        json!({"do": "merge", "into": "A01-1-20261121-001", "reason": "同一件事"}),
        json!({"do": "transfer", "hall": "清渡南门营业厅", "reason": "客户就近办理"}),
    ];
    hall.register(CLERK, json!({})).unwrap();
    for end in ends {
        let number = ticket_at(&mut hall, Step::Gather);
        let [before, between, after] = there_and_back(&mut hall, &number, end.clone());
        assert!(between.has_ended());
        assert_eq!((after.end, after.step), (before.end, before.step));

        let undo = done(&mut hall, &number, json!([end])).unwrap();
        hall.at("2026-11-21T10:10:01+08:00");
        let session = hall.session(CLERK);
        let late = ApiError::from(hall.desk.perform(&session, &undo.perform).unwrap_err());
        assert_eq!(
            (late.code, late.params["field"].as_str()),
            (Code::Required, "reason")
        );
        hall.perform(
            CLERK,
            &number,
            json!([{"do": "reopen", "reason": "客户又来了"}]),
        )
        .unwrap();
        hall.at("2026-11-21T10:00:00+08:00");
    }
}

#[test]
fn what_was_said_to_the_customer_cannot_be_unsaid() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Apologize);
    assert_eq!(
        done(
            &mut hall,
            &number,
            json!([{"do": "apologize", "wording": "真对不起"}])
        ),
        None
    );
    assert_eq!(
        done(
            &mut hall,
            &number,
            json!([{"do": "add_note", "text": "客户带着孩子"}])
        ),
        None
    );
    let several = json!([{"do": "add_note", "text": "一"}, {"do": "record_check", "check": {"question": "灯？", "finding": "红"}}]);
    assert_eq!(
        done(&mut hall, &number, several),
        None,
        "taking back the last of several would leave half"
    );
}

#[test]
fn a_colleagues_work_in_between_is_not_taken_back() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Ask);
    let undo = done(
        &mut hall,
        &number,
        json!([{"do": "choose_offer", "offer": 1}]),
    )
    .unwrap();
    hall.perform(COLLEAGUE, &number, json!([{"do": "advance"}]))
        .unwrap();
    let before = hall.everything();
    let session = hall.session(CLERK);
    let error = ApiError::from(hall.desk.perform(&session, &undo.perform).unwrap_err());
    assert_eq!(error.code, Code::Stale);
    assert_eq!(hall.everything(), before);
}
