//! Work orders to back offices: asked, reminded twice, answered, asked again; a reply ends the order and nothing else (domain §10, §11).

use crate::course::{through, ticket_at};
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number};
use ansu_desk::complaint::{
    ActionKind, ClockState, DeadlineKind, NextMove, Norm, Step, WorkOrderNo,
};
use ansu_desk::{ApiError, Code, Lane, QueueRequest};
use serde_json::{Value, json};

const UNIT: &str = "网络监控中心";

fn send(unit: &str) -> Value {
    json!({"do": "send_work_order", "unit": unit, "asked": "查南湖花园基站告警", "due": "2026-11-21T16:00:00+08:00"})
}

fn reply(order: u16) -> Value {
    json!({"do": "enter_reply", "order": order, "text": "光缆受损，今晚修复", "admission": "admits"})
}

fn remind() -> Value {
    json!({"do": "remind_unit", "order": 1, "means": "telephone"})
}

/// A ticket whose facts are complete and read back, and whose cause a unit looks for.
fn waiting(hall: &mut Hall) -> String {
    let number = ticket_at(hall, Step::Gather);
    let read_back = through(Step::Gather);
    let facts = json!([read_back[0], read_back[1], send(UNIT)]);
    hall.perform(CLERK, &number, facts).unwrap();
    number
}

fn next(hall: &Hall, number: &str) -> NextMove {
    hall.record(number).next_move()
}

fn refused(result: Result<ansu_desk::Outcome, ApiError>) -> (Code, Option<String>) {
    let error = result.unwrap_err();
    (error.code, error.params.get("most").cloned())
}

#[test]
fn what_waits_for_a_unit_has_a_lane_of_its_own_and_leaves_it_with_the_reply() {
    let mut hall = Hall::new();
    let number = waiting(&mut hall);
    assert_eq!(next(&hall, &number), NextMove::AwaitUnit);
    assert_eq!(hall.lines(CLERK, Lane::AwaitUnit).len(), 1);
    let session = hall.session(CLERK);
    let view = hall.desk.ticket(&session, &by_number(&number)).unwrap();
    let order = DeadlineKind::WorkOrder { no: WorkOrderNo(1) };
    let clock = view.deadlines.iter().find(|one| one.deadline.kind == order);
    let clock = clock.unwrap();
    assert_eq!(
        (clock.deadline.norm, clock.state),
        (Norm::Hall, ClockState::OnTime)
    );

    // A unit that is late stands out: the ticket is overdue by its order, though its own clocks are not.
    hall.at("2026-11-21T16:00:01+08:00");
    assert_eq!(hall.lines(CLERK, Lane::Overdue).len(), 1);
    hall.perform(COLLEAGUE, &number, json!([reply(1)])).unwrap();
    assert_eq!(next(&hall, &number), NextMove::Continue);
    assert_eq!(hall.lines(CLERK, Lane::AwaitUnit).len(), 0);
    assert_eq!(hall.lines(CLERK, Lane::Overdue).len(), 0);
    hall.is_sound();
}

#[test]
fn a_unit_is_reminded_twice_asked_again_and_the_log_tells_all_of_it() {
    let mut hall = Hall::new();
    let number = waiting(&mut hall);
    for who in [CLERK, DUTY] {
        hall.perform(who, &number, json!([remind()])).unwrap();
    }
    let third = hall.perform(MANAGER, &number, json!([remind()]));
    assert_eq!(
        refused(third),
        (Code::RemindersUsedUp, Some("2".to_owned()))
    );
    hall.perform(CLERK, &number, json!([reply(1)])).unwrap();
    let again = json!({"do": "return_reply", "order": 1, "reason": "没说几点修好", "due": "2026-11-21T18:00:00+08:00"});
    hall.perform(DUTY, &number, json!([again])).unwrap();
    assert_eq!(next(&hall, &number), NextMove::AwaitUnit);
    hall.perform(CLERK, &number, json!([reply(1)])).unwrap();
    let told: Vec<_> = hall
        .log(&number)
        .into_iter()
        .filter(|line| line.event.starts_with("work_order"))
        .map(|line| line.state.unwrap_or(line.event))
        .collect();
    assert_eq!(
        told,
        [
            "work_order_sent",
            "reminded",
            "reminded",
            "replied",
            "returned",
            "replied"
        ]
    );
    let words = QueueRequest {
        search: "今晚修复".to_owned(),
        ..QueueRequest::default()
    };
    let session = hall.session(CLERK);
    let found = hall.desk.queue(&session, &words).unwrap().lines;
    assert_eq!(
        found[0].number.as_str(),
        number,
        "what a unit answered is found by its words"
    );
    hall.is_sound();
}

#[test]
fn a_reply_ends_no_complaint_and_no_promise_and_a_ticket_does_not_end_while_a_unit_is_asked() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    hall.perform(CLERK, &number, json!([send(UNIT)])).unwrap();
    let on_paper = json!({"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}});
    hall.perform(CLERK, &number, json!([on_paper])).unwrap();
    assert_eq!(
        next(&hall, &number),
        NextMove::AwaitUnit,
        "the promise is the unit's work"
    );
    hall.perform(CLERK, &number, json!([reply(1)])).unwrap();
    let ticket = hall.record(&number);
    assert!(!ticket.has_ended());
    assert_eq!(ticket.open_promises().count(), 1);
    assert_eq!(ticket.next_move(), NextMove::KeepPromise);

    // Whoever asks another unit is not done before it answers or the question is withdrawn.
    let opinion = json!({"solved": "yes", "satisfied": "satisfied"});
    let done = json!([send("望桥装维班"), {"do": "keep_promise", "promise": 1}, {"do": "call_back", "opinion": opinion}]);
    let outcome = hall.perform(CLERK, &number, done).unwrap();
    assert_eq!(next(&hall, &number), NextMove::AwaitUnit);
    let why = outcome
        .view
        .allowed
        .iter()
        .find(|one| one.action == ActionKind::Close);
    assert_eq!(
        why.unwrap().refusal.as_ref().unwrap().code,
        Code::OpenWorkOrders
    );
    for action in [
        json!({"do": "close", "override_reason": "客户着急"}),
        json!({"do": "withdraw", "reason": "不追究了"}),
        json!({"do": "transfer", "hall": "清渡南门营业厅", "reason": "就近"}),
    ] {
        let result = hall.perform(CLERK, &number, json!([action]));
        assert_eq!(refused(result).0, Code::OpenWorkOrders, "{action}");
    }
    hall.at("2026-11-21T11:00:00+08:00");
    let withdraw =
        |reason: Value| json!([{"do": "withdraw_work_order", "order": 2, "reason": reason}]);
    let silent = hall.perform(CLERK, &number, withdraw(Value::Null));
    assert_eq!(refused(silent).0, Code::Required);
    hall.perform(CLERK, &number, withdraw(json!("另一张单已处理")))
        .unwrap();
    hall.perform(CLERK, &number, json!([{"do": "close"}]))
        .unwrap();
    hall.is_sound();
}

#[test]
fn slips_of_the_hand_are_taken_back_and_units_are_offered_by_how_often_they_were_asked() {
    let mut hall = Hall::new();
    let first = waiting(&mut hall);
    let wrong = json!([{"do": "enter_reply", "order": 1, "text": "登记到别的单上了"}]);
    let outcome = hall.perform(CLERK, &first, wrong).unwrap();
    let undo = outcome.undo.unwrap();
    let session = hall.session(CLERK);
    hall.desk.perform(&session, &undo.perform).unwrap();
    assert_eq!(next(&hall, &first), NextMove::AwaitUnit);
    let undo = hall
        .perform(CLERK, &first, json!([send("派错的单位")]))
        .unwrap()
        .undo;
    hall.desk.perform(&session, &undo.unwrap().perform).unwrap();
    assert_eq!(hall.record(&first).open_work_orders().count(), 1);

    let second = ticket_at(&mut hall, Step::Listen);
    hall.perform(CLERK, &second, json!([send(UNIT)])).unwrap();
    assert_eq!(hall.desk.units(&session).unwrap(), [UNIT, "派错的单位"]);
    hall.is_sound();
}
