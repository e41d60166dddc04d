use super::*;
use crate::{
    Action, Authority, Context, IntakeForm, Role, Staff, StaffId, TicketNumber, decide_all,
    register,
};
use chrono::TimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

/// 10:42 by the hall's clock, a Monday.
fn start() -> Moment {
    chrono::Utc
        .with_ymd_and_hms(2026, 11, 23, 2, 42, 0)
        .unwrap()
}

fn later(minutes: i64) -> Moment {
    start() + TimeDelta::minutes(minutes)
}

fn clerk() -> Staff {
    Staff {
        id: StaffId::try_from("1024".to_owned()).unwrap(),
        name: "王敏".to_owned(),
        role: Role::Clerk,
    }
}

fn act(ticket: &Ticket, at: Moment, actions: Value) -> Ticket {
    let (staff, authority) = (clerk(), Authority::default());
    let context = Context {
        now: at,
        staff: &staff,
        authority: &authority,
    };
    let actions: Vec<Action> = serde_json::from_value(actions).unwrap();
    decide_all(ticket, &actions, &context).unwrap().1
}

fn fault() -> Ticket {
    let form: IntakeForm = serde_json::from_value(json!({
        "phone": "13812345678", "channel": "counter", "category": "2.1", "emotion": "calm", "phenomenon": "断网",
    }))
    .unwrap();
    let (staff, authority) = (clerk(), Authority::default());
    let context = Context {
        now: start(),
        staff: &staff,
        authority: &authority,
    };
    let number = TicketNumber::try_from("A01-1-20261123-001".to_owned()).unwrap();
    let event = register(TicketId(Uuid::from_u128(1)), number, 0, &form, &context).unwrap();
    Ticket::begin(&context.entry(event)).unwrap()
}

/// A promise made some minutes after the beginning, due some minutes after that.
fn promised(ticket: &Ticket, made: i64, due: i64) -> Ticket {
    let promise = json!([{"do": "make_promise", "text": "上门检修", "owner": "王敏", "due": later(made + due)}]);
    act(ticket, later(made), promise)
}

fn told(ticket: &Ticket, since: i64, now: i64) -> Vec<(DeadlineKind, Point, i64)> {
    let all = ticket.reminders(&Timing::default(), later(since), later(now));
    all.iter()
        .map(|one| (one.kind, one.point, (one.at - start()).num_minutes()))
        .collect()
}

const HOUR: i64 = 60;

#[test]
fn a_deadline_warns_once_and_tells_when_it_passed() {
    use DeadlineKind::{Answer, FirstReply, Repair};
    let ticket = fault();
    let day = told(&ticket, 0, 48 * HOUR);
    let expected = [
        (FirstReply, Point::LastWarning, 20),
        (FirstReply, Point::Passed, 30),
        (Answer, Point::LastWarning, 22 * HOUR),
        (Answer, Point::Passed, 24 * HOUR),
        (Repair, Point::LastWarning, 46 * HOUR),
        (Repair, Point::Passed, 48 * HOUR),
    ];
    assert_eq!(day, expected);
    assert_eq!(told(&ticket, 30, 22 * HOUR - 1), []);
}

#[test]
fn what_is_done_and_what_has_ended_reminds_of_nothing() {
    let ticket = fault();
    let heard = act(
        &ticket,
        later(5),
        json!([{"do": "advance", "override_reason": "客户着急"}]),
    );
    assert_eq!(told(&heard, 0, HOUR), []);
    let left = act(
        &ticket,
        later(5),
        json!([{"do": "withdraw", "reason": "客户撤诉"}]),
    );
    assert_eq!(told(&left, 0, 10_000), []);
}

#[test]
fn a_promise_reminds_twice_ahead_but_never_before_it_was_made() {
    let kind = |ticket: &Ticket| DeadlineKind::Promise {
        no: ticket.promises[0].no,
    };
    let of = |ticket: &Ticket| -> Vec<_> {
        let all = told(ticket, 0, 10_000).into_iter();
        all.filter(|(one, ..)| *one == kind(ticket))
            .map(|(_, point, at)| (point, at))
            .collect()
    };
    let far = promised(&fault(), 10, 48 * HOUR);
    let due = 10 + 48 * HOUR;
    assert_eq!(
        of(&far),
        [
            (Point::Ahead, due - 24 * HOUR),
            (Point::Ahead, due - 4 * HOUR),
            (Point::Passed, due)
        ]
    );
    let near = promised(&fault(), 10, 5 * HOUR);
    assert_eq!(
        of(&near),
        [(Point::Ahead, 10 + HOUR), (Point::Passed, 10 + 5 * HOUR)]
    );
    let soon = promised(&fault(), 10, HOUR);
    assert_eq!(of(&soon), [(Point::Passed, 10 + HOUR)]);
}

#[test]
fn a_pause_puts_the_halls_reminders_off_and_not_the_laws() {
    let pause =
        json!([{"do": "pause_clock", "until": later(10 * HOUR), "reason": "等客户回家测试"}]);
    let ticket = act(&fault(), later(0), pause);
    // Until 20:42, when the hall is closed: the half hour begins at half past eight the next morning.
    let opens = 21 * HOUR + 48;
    assert_eq!(
        told(&ticket, 0, 46 * HOUR),
        [
            (DeadlineKind::FirstReply, Point::LastWarning, opens + 20),
            (DeadlineKind::FirstReply, Point::Passed, opens + 30),
            (DeadlineKind::Answer, Point::LastWarning, 32 * HOUR),
            (DeadlineKind::Answer, Point::Passed, 34 * HOUR),
            (DeadlineKind::Repair, Point::LastWarning, 46 * HOUR),
        ]
    );
}

/// What a person is told who looks at these minutes, one after the other.
fn looking(ticket: &Ticket, looks: &[i64]) -> Vec<Reminder> {
    let mut watch = Watch::since(start());
    let timing = Timing::default();
    let mut all = Vec::new();
    for look in looks {
        let now = later(*look);
        let since = watch.begins(now);
        all.extend(watch.tell(ticket.reminders(&timing, since, now)));
    }
    all
}

#[test]
fn what_is_promised_after_the_clock_was_set_back_is_not_lost() {
    let mut watch = Watch::since(start());
    let timing = Timing::default();
    let mut look = |ticket: &Ticket, minutes: i64| {
        let now = later(minutes);
        let since = watch.begins(now);
        watch.tell(ticket.reminders(&timing, since, now)).len()
    };
    // A clock that runs a day ahead tells everything of that day; set back, nothing of it is told again.
    let ticket = fault();
    assert_eq!(look(&ticket, 24 * HOUR), 4);
    assert_eq!(look(&ticket, 0), 0);
    let promised = promised(&ticket, 1, HOUR);
    assert_eq!(look(&promised, 30), 0);
    assert_eq!(look(&promised, 1 + HOUR), 1);
    // Set back by a day below the beginning.
    assert_eq!(look(&promised, -24 * HOUR), 0);
    assert_eq!(look(&promised, 48 * HOUR), 2);
}

proptest! {
    /// However often and whenever somebody looks, also after the computer slept or its clock was set back: each once, and none is lost.
    #[test]
    fn each_is_told_once_and_none_is_lost(looks in prop::collection::vec(-2 * 1440i64..5 * 1440, 1..20)) {
        let ticket = promised(&fault(), 10, 40 * HOUR);
        let told = looking(&ticket, &looks);
        let latest = looks.iter().copied().max().unwrap();
        let expected = ticket.reminders(&Timing::default(), start(), later(latest.max(0)));
        for reminder in &expected {
            prop_assert_eq!(told.iter().filter(|one| *one == reminder).count(), 1);
        }
        prop_assert_eq!(told.len(), expected.len());
    }

    /// A stretch of time tells what its two halves tell.
    #[test]
    fn nothing_falls_between_two_looks(a in 0i64..5000, b in 0i64..5000, c in 0i64..5000) {
        let mut times = [a, b, c];
        times.sort_unstable();
        let [a, b, c] = times;
        let ticket = promised(&fault(), 10, 40 * HOUR);
        let both: Vec<_> = [told(&ticket, a, b), told(&ticket, b, c)].concat();
        let mut whole = told(&ticket, a, c);
        let mut both = both;
        whole.sort_by_key(|(_, _, at)| *at);
        both.sort_by_key(|(_, _, at)| *at);
        prop_assert_eq!(whole.len(), both.len());
        prop_assert!(whole.iter().all(|one| both.contains(one)));
    }
}
