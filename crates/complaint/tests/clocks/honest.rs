//! What was late stays late: no extension, pause, reopening or far next attempt hides it (domain §10, §12).

use crate::course::{ANSWER, CLERK, COLLEAGUE, Course, DUTY, MANAGER, start};
use ansu_complaint::*;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn more() -> Value {
    json!({"do": "request_extension", "hours": 24, "reason": "等设备"})
}

#[test]
fn a_missed_answer_is_not_made_punctual_afterwards() {
    let mut course = Course::asked("3.1");
    course.later(30).ok(CLERK, more());
    course.ok(DUTY, json!({"do": "grant_extension"}));
    assert_eq!(course.due(ANSWER), Some(24), "asked for too late");
    course.ok(CLERK, json!({"do": "choose_offer", "offer": 1}));
    assert_eq!(course.state(ANSWER), Some(ClockState::Missed));
    assert_eq!(course.act(CLERK, more()), Err(Refusal::AnsweredAlready));
    let special = json!({"do": "grade_case", "grade": "special", "reason": "疑难"});
    assert_eq!(course.act(DUTY, special), Err(Refusal::AnsweredAlready));

    let mut asked = Course::asked("3.1");
    asked.ok(CLERK, more()).later(30);
    asked.ok(DUTY, json!({"do": "grant_extension"}));
    assert_eq!(asked.due(ANSWER), Some(48), "asked for in time");
}

#[test]
fn a_pause_is_over_when_the_customer_is_here_and_another_after_it_ran_out_is_a_managers() {
    let pause = |course: &Course| json!({"do": "pause_clock", "until": course.now + TimeDelta::days(20), "reason": "等客户"});
    let mut course = Course::begin("3.1");
    course.ok(CLERK, pause(&course)).later(10);
    assert_eq!(course.state(ANSWER), Some(ClockState::Paused));
    let back = json!({"do": "came_back", "words": "我来了"});
    course.undone(CLERK, back.clone());
    assert_eq!(course.state(ANSWER), Some(ClockState::Paused));
    course.ok(CLERK, back);
    assert_eq!(course.due(ANSWER), Some(34));
    // Here it ended with the customer: the next one is anybody's. That one runs out, and the third is not.
    course.ok(CLERK, pause(&course)).later(21 * 24);
    let again = pause(&course);
    let from = Grantor::DutyManager;
    assert_eq!(
        course.act(CLERK, again.clone()),
        Err(Refusal::NotAuthorised { from })
    );
    course.ok(DUTY, again);

    let mut called = Course::agreed("3.1");
    called.later(1).keep(1);
    called.ok(CLERK, pause(&called)).later(1);
    called.call("yes", "satisfied");
    assert_eq!(called.ticket.pause_at(called.now), None);
}

#[test]
fn a_promise_past_its_time_leaves_its_trace() {
    let (promise, no) = (PromiseNo(1), 1);
    let mut course = Course::agreed("3.1");
    course.later(60).keep(no);
    assert_eq!(course.ticket.raised, [Raised::LatePromise { promise }]);
    let reopen = json!({"do": "reopen_promise", "promise": no});
    let stays = Err(Refusal::PromiseStays { promise: no });
    assert_eq!(course.act(COLLEAGUE, reopen.clone()), stays);
    course.ok(CLERK, reopen.clone());
    assert_eq!(course.ticket.raised, []);
    let broken = json!({"do": "break_promise", "promise": no, "reason": "没有人去"});
    course.ok(CLERK, broken).minutes(10);
    assert_eq!(course.act(CLERK, reopen), stays);
    assert_eq!(course.ticket.raised, [Raised::BrokenPromise { promise }]);
}

#[test]
fn what_is_overdue_is_not_put_off_out_of_sight() {
    let mut course = Course::agreed("3.1");
    course.later(1).keep(1);
    let missed = |hours: i64| json!({"do": "call_back", "next": start() + TimeDelta::hours(hours)});
    let too_far =
        |of: Field, said| matches!(said, Err(Refusal::TooFar { field, .. }) if field == of);
    assert!(too_far(Field::Due, course.act(CLERK, missed(51))));
    course.ok(CLERK, missed(49));
    let wait = json!({"do": "agree_to_wait", "what": "扩容", "every": 7, "next": start() + TimeDelta::days(7), "until": start() + TimeDelta::days(90), "contact": "王敏"});
    course.ok(CLERK, wait);
    let contact = |days: i64| json!({"do": "contact_waiting", "reached": true, "next": start() + TimeDelta::days(days)});
    assert!(too_far(Field::WaitingNext, course.act(CLERK, contact(30))));
    course.ok(CLERK, contact(7));
}

#[test]
fn nobody_decides_what_they_handed_up_and_a_matter_goes_up() {
    let up = |level: &str| json!({"do": "escalate", "level": level, "reason": "权限不够", "asked": "批准", "due": start() + TimeDelta::hours(20)});
    let decide = json!({"do": "decide_escalation", "decision": "同意"});
    let mut course = Course::asked("3.1");
    for (who, level) in [
        (DUTY, "duty_manager"),
        (MANAGER, "duty_manager"),
        (MANAGER, "hall_manager"),
    ] {
        assert_eq!(course.act(who, up(level)), Err(Refusal::LevelNotAbove));
    }
    // What a duty manager hands up is the hall manager's, what goes beyond the hall is entered by whoever hears of it.
    course.ok(DUTY, up("hall_manager"));
    let from = Grantor::HallManager;
    assert_eq!(
        course.act(DUTY, decide.clone()),
        Err(Refusal::NotAuthorised { from })
    );
    course.ok(MANAGER, decide.clone());
    course
        .ok(MANAGER, up("complaint_centre"))
        .ok(MANAGER, decide);
}
