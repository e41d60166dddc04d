//! No tail left: what an end must not lose, and what a visit that was broken off leaves alive (domain §12).

use crate::course::{CLERK, Course, DUTY, start};
use ansu_complaint::*;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// What begins a tail, who ends it and how, what an end is refused for, and its clock.
type Tail = (Value, (&'static str, Role), Value, Refusal, DeadlineKind);

fn tails() -> [Tail; 4] {
    let due = start() + TimeDelta::hours(20);
    let next = start() + TimeDelta::hours(10);
    let no = WorkOrderNo(1);
    [
        (
            json!({"do": "send_work_order", "unit": "计费组", "asked": "查扣费", "due": due}),
            CLERK,
            json!({"do": "enter_reply", "order": 1, "text": "已退订", "admission": "admits"}),
            Refusal::OpenWorkOrders { count: 1 },
            DeadlineKind::WorkOrder { no },
        ),
        (
            json!({"do": "link_referral", "channel": "municipal", "reference": "A1", "asked": "答复", "due": due}),
            CLERK,
            json!({"do": "answer_referral", "referral": 1, "text": "已答复"}),
            Refusal::OpenReferrals { count: 1 },
            DeadlineKind::Referral { no: 1 },
        ),
        (
            json!({"do": "escalate", "level": "duty_manager", "reason": "权限不够", "asked": "批准", "due": due}),
            DUTY,
            json!({"do": "decide_escalation", "decision": "同意"}),
            Refusal::EscalationOpen,
            DeadlineKind::Escalation,
        ),
        (
            json!({"do": "agree_to_wait", "what": "扩容", "every": 7, "next": next, "until": due, "contact": "王敏"}),
            CLERK,
            json!({"do": "end_waiting", "why": "arrived"}),
            Refusal::WaitingOpen,
            DeadlineKind::Waiting,
        ),
    ]
}

#[test]
fn no_end_loses_what_is_open() {
    for (begin, who, over, refusal, _) in tails() {
        let mut course = Course::agreed("3.1");
        course.later(1).keep(1).call("yes", "satisfied");
        course.ok(CLERK, begin.clone());
        assert_ne!(course.ticket.next_move(), NextMove::Close, "{begin}");
        for end in [
            json!({"do": "close", "override_reason": "客户已同意"}),
            json!({"do": "withdraw", "reason": "客户撤回"}),
            json!({"do": "merge", "into": "A01-1-20261123-002", "reason": "同一件事"}),
            json!({"do": "transfer", "hall": "二号厅", "reason": "归属地"}),
        ] {
            assert_eq!(course.act(CLERK, end), Err(refusal.clone()), "{begin}");
        }
        course.ok(who, over);
        assert_eq!(course.ticket.next_move(), NextMove::Close, "{begin}");
        course.ok(CLERK, json!({"do": "close"}));
    }
}

#[test]
fn a_visit_that_was_broken_off_leaves_its_clocks_running() {
    for (begin, who, over, _, kind) in tails() {
        let mut course = Course::begin("3.1");
        course.ok(CLERK, begin.clone());
        course.ok(CLERK, json!({"do": "break_off", "reason": "客户走了"}));
        let next = course.ticket.next_deadline(&course.timing);
        assert_eq!(next.map(|one| one.kind), Some(kind), "{begin}");
        let reminded = |course: &Course| {
            let all =
                course
                    .ticket
                    .reminders(&course.timing, start(), course.now + TimeDelta::hours(30));
            all.iter().any(|one| one.kind == kind)
        };
        assert!(reminded(&course), "{begin}");
        let called = !course.ticket.contacts_due(&course.timing).is_empty();
        assert_eq!(called, kind == DeadlineKind::Waiting, "{begin}");
        course.ok(who, over);
        assert_eq!(course.ticket.next_deadline(&course.timing), None);
        assert!(!reminded(&course), "{begin}");
        assert_eq!(
            course.act(CLERK, json!({"do": "advance"})),
            Err(Refusal::Ended {
                end: EndKind::BrokenOff
            })
        );
    }
}

#[test]
fn a_promise_outlives_the_visit_with_its_clock() {
    let mut course = Course::begin("3.1");
    let due = start() + TimeDelta::hours(20);
    let promise = json!({"do": "make_promise", "text": "明早回电", "owner": "1024", "due": due});
    course.ok(CLERK, promise);
    course.ok(CLERK, json!({"do": "break_off", "reason": "客户走了"}));
    assert_eq!(
        course.ticket.next_deadline(&course.timing).unwrap().due,
        due
    );
    course.keep(1);
    assert_eq!(course.ticket.next_deadline(&course.timing), None);
}
