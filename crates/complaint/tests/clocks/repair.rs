//! A fault is repaired when the line works again (电信条例 art. 32).

use crate::course::{CLERK, Course, REPAIR, start};
use ansu_complaint::*;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn restored(hours: i64) -> Value {
    json!({"do": "record_repair", "restored": start() + TimeDelta::hours(hours), "note": "灯绿了"})
}

#[test]
fn a_kept_promise_repairs_nothing_and_the_line_that_works_does() {
    let mut course = Course::agreed("2.1");
    let call = json!({"do": "make_promise", "text": "今天下午给您回电", "owner": "1024", "due": start() + TimeDelta::hours(6)});
    course.ok(CLERK, call).later(1).keep(2);
    assert_eq!(course.met(REPAIR), None);
    course.later(3).ok(CLERK, restored(4));
    assert_eq!(
        (course.met(REPAIR), course.state(REPAIR)),
        (Some(4), Some(ClockState::Met))
    );
    // A wrong moment is corrected, and the correction taken back.
    course.undone(CLERK, restored(3));
    assert_eq!(course.met(REPAIR), Some(4));
    course.undone(CLERK, json!({"do": "take_back_repair"}));
    assert_eq!(course.met(REPAIR), Some(4));
}

#[test]
fn not_solved_takes_the_repair_back_and_so_does_a_new_round() {
    let mut course = Course::agreed("2.1");
    course.later(3).ok(CLERK, restored(3)).keep(1);
    let no = json!({"do": "call_back", "opinion": {"solved": "no", "satisfied": "fairly"}});
    course.undone(CLERK, no.clone());
    assert_eq!(course.met(REPAIR), Some(3), "the call was not made");
    course.ok(CLERK, no);
    assert_eq!(course.met(REPAIR), None);
    let round = json!({"do": "open_round", "reason": "还是断"});
    course.ok(CLERK, round.clone());
    assert_eq!(course.due(REPAIR), Some(48), "the law gives no second time");

    let round_after = |solved: &str| {
        let mut course = Course::agreed("2.1");
        course.later(3).ok(CLERK, restored(3)).keep(1);
        course.call(solved, "dissatisfied").ok(CLERK, round.clone());
        course.met(REPAIR)
    };
    assert_eq!(round_after("for_now"), None);
    assert_eq!(
        round_after("yes"),
        Some(3),
        "what is not settled is the money"
    );
}

#[test]
fn of_the_ends_only_an_agreement_carried_out_meets_it() {
    for (end, state) in [
        (
            json!({"do": "break_off", "reason": "客户走了"}),
            Some(ClockState::OnTime),
        ),
        (json!({"do": "withdraw", "reason": "客户撤回"}), None),
        (
            json!({"do": "transfer", "hall": "二号厅", "reason": "归属地"}),
            None,
        ),
    ] {
        let mut course = Course::begin("2.1");
        course.later(1).ok(CLERK, end.clone());
        assert_eq!(course.state(REPAIR), state, "{end}");
        let mut late = Course::begin("2.1");
        late.later(49).ok(CLERK, end.clone());
        assert_eq!(late.state(REPAIR), Some(ClockState::Overdue), "{end}");
    }
    let mut course = Course::agreed("2.1");
    course.later(2).keep(1).call("yes", "satisfied");
    course.ok(CLERK, json!({"do": "close"}));
    assert_eq!(course.met(REPAIR), Some(3));

    // The line of a customer who left is as dead as it was, and may still be repaired.
    let mut left = Course::begin("2.1");
    left.ok(CLERK, json!({"do": "break_off", "reason": "客户走了"}));
    left.later(2).ok(CLERK, restored(2));
    assert_eq!(left.met(REPAIR), Some(2));
}

#[test]
fn what_cannot_be_is_refused() {
    let field = Field::Restored;
    let mut course = Course::begin("2.1");
    assert_eq!(
        course.act(CLERK, restored(1)),
        Err(Refusal::InFuture { field })
    );
    assert_eq!(
        course.act(CLERK, restored(-1)),
        Err(Refusal::InPast { field })
    );
    let back = json!({"do": "take_back_repair"});
    assert_eq!(course.act(CLERK, back), Err(Refusal::NotRepaired));
    let mut bill = Course::begin("3.1");
    assert_eq!(bill.act(CLERK, restored(0)), Err(Refusal::NoFault));
    assert_eq!(bill.find(REPAIR), None);
}
