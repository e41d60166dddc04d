//! What meets a clock and what starts one anew, through the desk: queue, follow-up list and reminders say the same (domain §10, §11, §12).

use crate::hall::{CLERK, DUTY, Hall, MANAGER, by_number, moment, read};
use ansu_desk::complaint::{ClockState, DeadlineKind, Missing, NextMove, Point, Watch};
use ansu_desk::{Code, Lane, TicketView};
use serde_json::{Value, json};

/// Agreed with one promise, signed; 10:00 on a Saturday.
fn agreed(hall: &mut Hall, category: &str) -> String {
    let ticket = hall.register(CLERK, json!({"category": category})).unwrap();
    let number = ticket.number.to_string();
    let offer = |action: &str| {
        json!({"do": "propose_offer", "terms": {
            "action": action, "unit": "装维一班", "due": "2026-11-22T18:00:00+08:00", "basis": "published_promise"
        }})
    };
    let all = json!([
        {"do": "record_statement", "statement": "又断了", "emotion": "angry", "strength": 3},
        {"do": "advance"},
        {"do": "apologize", "wording": "给您添麻烦了"},
        {"do": "advance"},
        {"do": "advance", "override_reason": "客户赶时间"},
        offer("上门检修"),
        offer("换光猫"),
        {"do": "advance"},
        {"do": "choose_offer", "offer": 1},
        {"do": "advance"},
        {"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}},
    ]);
    hall.perform(CLERK, &number, all).unwrap();
    number
}

fn state(hall: &mut Hall, number: &str, kind: DeadlineKind) -> Option<ClockState> {
    let view = seen(hall, number);
    let mut all = view.deadlines.into_iter();
    all.find(|one| one.deadline.kind == kind)
        .map(|one| one.state)
}

fn seen(hall: &mut Hall, number: &str) -> TicketView {
    let session = hall.session(CLERK);
    hall.desk.ticket(&session, &by_number(number)).unwrap()
}

fn told(hall: &Hall, who: &str, watch: &mut Watch) -> Vec<(DeadlineKind, Point)> {
    let view = hall.desk.reminders(&hall.session(who), watch).unwrap();
    let all = view.fresh.iter();
    all.map(|one| (one.reminder.kind, one.reminder.point))
        .collect()
}

#[test]
fn a_fault_is_repaired_by_the_line_and_not_by_a_call_that_was_promised() {
    let repair = DeadlineKind::Repair;
    let mut hall = Hall::new();
    let number = agreed(&mut hall, "2.1");
    hall.at("2026-11-21T12:00:00+08:00");
    let keep = json!([{"do": "keep_promise", "promise": 1, "note": "已回电"}]);
    hall.perform(CLERK, &number, keep).unwrap();
    assert_eq!(state(&mut hall, &number, repair), Some(ClockState::OnTime));
    let up = json!([{"do": "record_repair", "restored": "2026-11-21T11:40:00+08:00"}]);
    hall.perform(CLERK, &number, up).unwrap();
    assert_eq!(state(&mut hall, &number, repair), Some(ClockState::Met));
    let no = json!([{"do": "call_back", "opinion": {"solved": "no", "satisfied": "fairly"}}]);
    hall.perform(CLERK, &number, no).unwrap();
    hall.at("2026-11-23T11:00:00+08:00");
    assert_eq!(state(&mut hall, &number, repair), Some(ClockState::Overdue));
    let ahead = json!([{"do": "record_repair", "restored": "2026-11-24T11:40:00+08:00"}]);
    let refused = hall.perform(CLERK, &number, ahead).unwrap_err();
    assert_eq!(refused.code, Code::InFuture);
    hall.is_sound();
}

#[test]
fn a_call_before_the_work_is_done_leaves_the_customer_on_the_list() {
    let mut hall = Hall::new();
    let number = agreed(&mut hall, "3.1");
    let call =
        json!([{"do": "call_back", "opinion": {"solved": "for_now", "satisfied": "fairly"}}]);
    hall.perform(CLERK, &number, call.clone()).unwrap();
    hall.at("2026-11-22T10:30:00+08:00");
    let keep = json!([{"do": "keep_promise", "promise": 1}]);
    hall.perform(CLERK, &number, keep).unwrap();
    assert_eq!(hall.lines(CLERK, Lane::ToCallBack).len(), 1);
    let close = json!([{"do": "close"}]);
    let refused = hall.perform(CLERK, &number, close.clone()).unwrap_err();
    assert_eq!(refused.code, Code::GateNotMet);
    hall.perform(CLERK, &number, call).unwrap();
    assert_eq!(hall.record(&number).next_move(), NextMove::Close);
    hall.perform(CLERK, &number, close).unwrap();
    hall.is_sound();
}

#[test]
fn another_round_and_a_reopened_ticket_are_in_the_queue_with_a_clock() {
    let mut hall = Hall::new();
    let number = agreed(&mut hall, "3.1");
    hall.at("2026-11-23T10:00:00+08:00");
    let not_solved = json!([
        {"do": "keep_promise", "promise": 1},
        {"do": "call_back", "opinion": {"solved": "no", "satisfied": "dissatisfied"}},
        {"do": "open_round", "reason": "还是多扣"},
    ]);
    hall.perform(CLERK, &number, not_solved).unwrap();
    let due = |hall: &mut Hall| hall.lines(CLERK, Lane::Open)[0].due.unwrap().at;
    assert_eq!(due(&mut hall), moment("2026-11-24T10:00:00+08:00"));
    let mut watch = hall.desk.watch();
    hall.at("2026-11-24T10:01:00+08:00");
    assert_eq!(
        told(&hall, DUTY, &mut watch),
        [(DeadlineKind::Answer, Point::Passed)]
    );
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "withdraw", "reason": "客户撤回"}]),
    )
    .unwrap();
    hall.at("2026-11-26T10:00:00+08:00");
    hall.perform(
        DUTY,
        &number,
        json!([{"do": "reopen", "reason": "客户改主意"}]),
    )
    .unwrap();
    assert_eq!(due(&mut hall), moment("2026-11-27T10:00:00+08:00"));
    hall.is_sound();
}

#[test]
fn whoever_may_take_a_hand_over_is_reminded_of_it_and_it_answers_nobody() {
    let escalation = DeadlineKind::Escalation;
    let mut hall = Hall::new();
    let number = agreed(&mut hall, "3.1");
    let up = |level: &str, due: &str| json!([{"do": "escalate", "level": level, "reason": "权限不够", "asked": "批准", "due": due, "told": true}]);
    let [mut clerk, mut duty, mut manager] = [(); 3].map(|()| hall.desk.watch());
    hall.perform(
        CLERK,
        &number,
        up("hall_manager", "2026-11-21T16:00:00+08:00"),
    )
    .unwrap();
    let of = |all: Vec<(DeadlineKind, Point)>| -> Vec<Point> {
        let all = all.into_iter().filter(|(kind, _)| *kind == escalation);
        all.map(|(_, point)| point).collect()
    };
    hall.at("2026-11-21T12:01:00+08:00");
    assert_eq!(of(told(&hall, MANAGER, &mut manager)), [Point::Ahead]);
    assert_eq!(of(told(&hall, CLERK, &mut clerk)), [Point::Ahead]);
    assert_eq!(of(told(&hall, DUTY, &mut duty)), []);
    hall.at("2026-11-21T16:01:00+08:00");
    assert_eq!(of(told(&hall, MANAGER, &mut manager)), [Point::Passed]);
    assert_eq!(
        state(&mut hall, &number, escalation),
        Some(ClockState::Overdue)
    );
    let refused = hall
        .perform(
            CLERK,
            &number,
            json!([{"do": "withdraw", "reason": "客户撤回"}]),
        )
        .unwrap_err();
    assert_eq!(refused.code, Code::OpenPromises);
    hall.is_sound();
}

#[test]
fn no_end_leaves_a_referral_and_a_broken_off_visit_keeps_its_clocks() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({"category": "3.1"})).unwrap();
    let number = ticket.number.to_string();
    let one = |action: Value| json!([action]);
    let came = json!({"do": "link_referral", "channel": "municipal", "reference": "12345-7", "asked": "两天内答复", "due": "2026-11-23T10:00:00+08:00"});
    hall.perform(CLERK, &number, one(came)).unwrap();
    let wait = json!({"do": "agree_to_wait", "what": "扩容", "every": 7, "next": "2026-11-22T10:00:00+08:00", "until": "2026-12-20T10:00:00+08:00", "contact": "王敏"});
    hall.perform(CLERK, &number, one(wait)).unwrap();
    let refused = hall
        .perform(
            CLERK,
            &number,
            one(json!({"do": "withdraw", "reason": "客户撤回"})),
        )
        .unwrap_err();
    assert_eq!(refused.code, Code::OpenReferrals);
    let mut watch = hall.desk.watch();
    hall.perform(
        CLERK,
        &number,
        one(json!({"do": "break_off", "reason": "客户走了"})),
    )
    .unwrap();
    let contacts = |hall: &mut Hall| {
        let session = hall.session(CLERK);
        let view = hall
            .desk
            .follow_ups(&session, &read(json!({"tab": "all"})))
            .unwrap();
        view.lines.len()
    };
    assert_eq!(contacts(&mut hall), 1);
    hall.at("2026-11-23T10:01:00+08:00");
    for who in [CLERK, DUTY] {
        let all = told(&hall, who, &mut watch.clone());
        let passed = (DeadlineKind::Referral { no: 1 }, Point::Passed);
        assert!(all.contains(&passed), "{who}: {all:?}");
    }
    let view = hall
        .desk
        .reminders(&hall.session(CLERK), &mut watch)
        .unwrap();
    assert_eq!(
        view.overdue, 0,
        "the queue of open tickets does not show it"
    );
    let after = json!([
        {"do": "answer_referral", "referral": 1, "text": "已答复"},
        {"do": "end_waiting", "why": "withdrawn"},
    ]);
    hall.perform(CLERK, &number, after).unwrap();
    assert_eq!(contacts(&mut hall), 0);
    hall.is_sound();
}

#[test]
fn a_customer_who_waits_keeps_the_gate_shut() {
    let mut hall = Hall::new();
    let number = agreed(&mut hall, "3.1");
    let wait = json!({"do": "agree_to_wait", "what": "扩容", "every": 7, "next": "2026-11-22T10:00:00+08:00", "until": "2026-12-20T10:00:00+08:00", "contact": "王敏"});
    let all = json!([
        wait,
        {"do": "keep_promise", "promise": 1},
        {"do": "call_back", "opinion": {"solved": "yes", "satisfied": "satisfied"}},
    ]);
    hall.perform(CLERK, &number, all).unwrap();
    let view = seen(&mut hall, &number);
    assert_eq!(view.next, NextMove::ContactWaiting);
    assert_eq!(view.gates.last().unwrap().missing, [Missing::Waiting]);
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "end_waiting", "why": "arrived"}]),
    )
    .unwrap();
    assert_eq!(seen(&mut hall, &number).next, NextMove::Close);
}

#[test]
fn what_is_overdue_hides_nothing_that_comes_due_later() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({"category": "2.1"})).unwrap();
    assert!(ticket.holder.as_str() == CLERK);
    hall.at("2026-11-22T12:00:00+08:00");
    let mut watch = hall.desk.watch();
    hall.at("2026-11-23T10:01:00+08:00");
    assert_eq!(
        told(&hall, DUTY, &mut watch),
        [(DeadlineKind::Repair, Point::Passed)]
    );
}
