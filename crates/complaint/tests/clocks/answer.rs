//! The customer is owed an answer to the complaint, and each time it comes up again (domain §5, §10, §13).

use crate::course::{ANSWER, CLERK, COLLEAGUE, Course, DUTY, start};
use ansu_complaint::*;
use chrono::TimeDelta;
use serde_json::{Value, json};

const APPEAL: DeadlineKind = DeadlineKind::Appeal;
const FIRST: DeadlineKind = DeadlineKind::FirstReply;
const CALL: DeadlineKind = DeadlineKind::CallBack;

/// The answers' clocks: hours from the beginning to each due time, and to when it was met.
fn answers(course: &Course) -> Vec<(i64, Option<i64>)> {
    let hours = |at: Moment| (at - start()).num_hours();
    let all = course.ticket.deadlines(&course.timing).into_iter();
    all.filter(|one| one.kind == ANSWER)
        .map(|one| (hours(one.due), one.met.map(hours)))
        .collect()
}

fn choose(offer: u16) -> Value {
    json!({"do": "choose_offer", "offer": offer})
}

#[test]
fn handing_the_matter_up_is_no_answer_and_has_a_clock_of_its_own() {
    let mut course = Course::asked("3.1");
    let due = start() + TimeDelta::hours(20);
    let up = json!({"do": "escalate", "level": "duty_manager", "reason": "权限不够", "asked": "批准", "due": due, "told": true});
    course.ok(CLERK, up).ok(CLERK, json!({"do": "advance"}));
    assert_eq!((course.met(ANSWER), course.met(APPEAL)), (None, None));
    assert_eq!(course.due(DeadlineKind::Escalation), Some(20));
    course.later(20);
    assert_eq!(
        course.state(DeadlineKind::Escalation),
        Some(ClockState::Overdue)
    );
    let points = |course: &Course| -> Vec<Point> {
        let all = course
            .ticket
            .reminders(&course.timing, start(), course.now)
            .into_iter();
        all.filter(|one| one.kind == DeadlineKind::Escalation)
            .map(|one| one.point)
            .collect()
    };
    assert_eq!(points(&course), [Point::Ahead, Point::Passed]);
    course.ok(
        DUTY,
        json!({"do": "decide_escalation", "decision": "减免20元"}),
    );
    assert_eq!(course.met(DeadlineKind::Escalation), Some(21));
    assert_eq!(points(&course), []);
    assert_eq!(course.ticket.next_move(), NextMove::Continue);
    course.ok(CLERK, choose(1));
    assert_eq!(
        (course.met(ANSWER), course.met(APPEAL)),
        (Some(21), Some(21))
    );
}

#[test]
fn a_declined_demand_answers_the_law_and_leaves_the_matter_open() {
    let mut course = Course::asked("3.1");
    course.ok(CLERK, json!({"do": "record_demand", "text": "赔一万"}));
    let no = json!({"do": "answer_demand", "answer": {"answer": "declined", "reason": "没有依据"}});
    course.ok(CLERK, no);
    assert_eq!((course.met(ANSWER), course.met(APPEAL)), (None, Some(1)));
    course
        .later(1)
        .ok(CLERK, json!({"do": "give_final_reply", "text": "书面答复"}));
    assert_eq!((course.met(ANSWER), course.met(APPEAL)), (Some(2), Some(1)));
}

#[test]
fn another_round_a_ticket_reopened_and_a_customer_who_comes_back_have_clocks() {
    let mut course = Course::agreed("3.1");
    course.later(1).keep(1).later(1).call("no", "fairly");
    // From the customer's word on, not from the round that somebody opens for it.
    assert_eq!(answers(&course), [(24, Some(1)), (27, None)]);
    course
        .later(5)
        .ok(CLERK, json!({"do": "open_round", "reason": "没解决"}));
    assert_eq!(answers(&course), [(24, Some(1)), (27, None)]);
    assert_eq!(course.met(APPEAL), Some(1));

    let mut settled = Course::agreed("3.1");
    settled.later(1).keep(1).call("yes", "satisfied");
    settled.ok(CLERK, json!({"do": "close"}));
    let mut undone = settled.ticket.clone();
    std::mem::swap(&mut undone, &mut settled.ticket);
    settled.ok(CLERK, json!({"do": "reopen"}));
    assert_eq!(
        answers(&settled),
        [(24, Some(1))],
        "what was undone had not ended"
    );
    settled.ticket = undone;
    settled.later(48);
    let back = json!({"do": "came_back", "words": "又多扣了"});
    settled.undone(CLERK, back.clone());
    assert_eq!(answers(&settled), [(24, Some(1))]);
    let mut reopened = Course {
        ticket: settled.ticket.clone(),
        timing: settled.timing.clone(),
        now: settled.now,
    };
    reopened.ok(COLLEAGUE, json!({"do": "reopen", "reason": "账单又错了"}));
    settled.ok(CLERK, back);
    for course in [&reopened, &settled] {
        assert_eq!(answers(course), [(24, Some(1)), (74, None)]);
    }
    assert_eq!(settled.due(CALL), Some(74));
    settled.later(1).call("yes", "satisfied");
    assert_eq!(answers(&settled), [(24, Some(1)), (74, Some(51))]);
    assert_eq!(settled.ticket.next_move(), NextMove::Close);
}

#[test]
fn a_customer_who_comes_back_after_the_agreement_is_called_and_the_clock_says_by_when() {
    let mut course = Course::agreed("3.1");
    course
        .later(1)
        .ok(CLERK, json!({"do": "came_back", "words": "什么时候到账？"}));
    assert_eq!(course.due(CALL), Some(26));
    let contacts = course.ticket.contacts_due(&course.timing);
    assert_eq!(contacts.len(), 1);
    assert_eq!(course.ticket.next_move(), NextMove::KeepPromise);
    course.later(1).keep(1);
    assert_eq!(course.ticket.next_move(), NextMove::CallBack);
    assert_eq!(course.due(CALL), Some(26), "from the visit on");
}

#[test]
fn a_call_before_the_work_is_done_is_not_the_call_back() {
    let mut course = Course::agreed("3.1");
    course.later(1).call("for_now", "fairly");
    assert_eq!(course.find(CALL), None);
    course.later(5).keep(1);
    assert_eq!(
        (course.due(CALL), course.state(CALL)),
        (Some(31), Some(ClockState::OnTime))
    );
    assert_eq!(course.ticket.next_move(), NextMove::CallBack);
    let close = json!({"do": "close"});
    let missing = vec![Missing::CallBack];
    let step = Step::FollowUp;
    assert_eq!(
        course.act(CLERK, close.clone()),
        Err(Refusal::GateNotMet { step, missing })
    );
    course.call("yes", "satisfied");
    assert_eq!(course.state(CALL), Some(ClockState::Met));
    course.ok(CLERK, close);
}

#[test]
fn going_back_moves_no_clock_and_undo_undoes_what_it_met() {
    let mut course = Course::begin("3.1");
    course.minutes(10).ok(
        CLERK,
        json!({"do": "record_statement", "statement": "多扣了", "emotion": "calm", "strength": 2}),
    );
    course.undone(CLERK, json!({"do": "advance"}));
    assert_eq!(course.met(FIRST), None, "nothing was said");
    course.ok(CLERK, json!({"do": "advance"}));
    course
        .later(48)
        .ok(CLERK, json!({"do": "go_back", "to": "listen"}));
    course.ok(CLERK, json!({"do": "advance"}));
    assert_eq!(course.state(FIRST), Some(ClockState::Met));

    let mut asked = Course::asked("3.1");
    asked.undone(CLERK, choose(1));
    assert_eq!(answers(&asked), [(24, None)]);
    asked
        .ok(CLERK, choose(1))
        .ok(CLERK, json!({"do": "advance"}));
    asked.later(72);
    for action in [
        json!({"do": "go_back", "to": "gather"}),
        json!({"do": "advance"}),
        json!({"do": "advance"}),
        json!({"do": "advance"}),
    ] {
        asked.ok(CLERK, action);
    }
    assert_eq!(answers(&asked), [(24, Some(1))]);
    assert_eq!(
        asked.ticket.agreed_at(),
        Some(start() + TimeDelta::hours(1))
    );
    // What stood for days was an answer; with it gone there is another to give.
    asked.ok(CLERK, json!({"do": "take_back_choice"}));
    assert_eq!(answers(&asked), [(24, Some(1)), (97, None)]);
}
