//! Who is reminded of what, and when; and a request for more time in the lane of whoever decides it (domain §10).

use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER};
use ansu_desk::complaint::{DeadlineKind, Grantor, Point, Watch};
use ansu_desk::{Lane, RemindersView};
use serde_json::json;

/// What somebody is told who looks now.
fn look(hall: &Hall, who: &str, watch: &mut Watch) -> RemindersView {
    hall.desk.reminders(&hall.session(who), watch).unwrap()
}

fn points(view: &RemindersView) -> Vec<(DeadlineKind, Point)> {
    let all = view.fresh.iter();
    all.map(|one| (one.reminder.kind, one.reminder.point))
        .collect()
}

fn charge(hall: &mut Hall) -> String {
    let ticket = hall.register(CLERK, json!({"category": "3.1"})).unwrap();
    ticket.number.to_string()
}

#[test]
fn whoever_has_a_ticket_is_warned_once_and_a_manager_hears_what_was_let_pass() {
    use DeadlineKind::FirstReply;
    let mut hall = Hall::new();
    let [mut clerk, mut colleague, mut duty] = [(); 3].map(|()| hall.desk.watch());
    let number = charge(&mut hall);
    assert_eq!(points(&look(&hall, CLERK, &mut clerk)), []);

    hall.at("2026-11-21T10:20:00+08:00");
    let told = look(&hall, CLERK, &mut clerk);
    assert_eq!(points(&told), [(FirstReply, Point::LastWarning)]);
    assert_eq!((told.overdue, told.due_soon), (0, 1));
    assert_eq!(told.fresh[0].number.as_str(), number);
    assert_eq!(points(&look(&hall, CLERK, &mut clerk)), []);
    assert_eq!(points(&look(&hall, DUTY, &mut duty)), []);

    hall.at("2026-11-21T10:31:00+08:00");
    let told = look(&hall, CLERK, &mut clerk);
    assert_eq!(points(&told), [(FirstReply, Point::Passed)]);
    assert_eq!((told.overdue, told.due_soon), (1, 0));
    let told = look(&hall, DUTY, &mut duty);
    assert_eq!(points(&told), [(FirstReply, Point::Passed)]);
    assert!(told.fresh[0].others && told.overdue == 0);
    assert_eq!(points(&look(&hall, DUTY, &mut duty)), []);
    // A colleague who has nothing to do with it hears nothing.
    assert_eq!(points(&look(&hall, COLLEAGUE, &mut colleague)), []);
}

#[test]
fn a_promise_is_reminded_of_twice_and_after_a_night_nothing_is_lost() {
    let mut hall = Hall::new();
    let mut watch = hall.desk.watch();
    let number = charge(&mut hall);
    let promise = json!([
        {"do": "advance", "override_reason": "客户着急"},
        {"do": "make_promise", "text": "上门检修", "owner": "王敏", "due": "2026-11-23T15:00:00+08:00"},
    ]);
    hall.perform(CLERK, &number, promise).unwrap();
    hall.at("2026-11-22T09:00:00+08:00");
    // The answer comes due at ten.
    let of_promise = |view: &RemindersView| {
        let all = view.fresh.iter();
        all.filter(|one| matches!(one.reminder.kind, DeadlineKind::Promise { .. }))
            .map(|one| one.reminder.point)
            .collect::<Vec<_>>()
    };
    assert_eq!(of_promise(&look(&hall, CLERK, &mut watch)), []);
    // The computer slept until the next afternoon: both reminders and that it has passed, each once.
    hall.at("2026-11-23T15:01:00+08:00");
    assert_eq!(
        of_promise(&look(&hall, CLERK, &mut watch)),
        [Point::Ahead, Point::Ahead, Point::Passed]
    );
    assert_eq!(look(&hall, CLERK, &mut watch).fresh, []);
}

#[test]
fn a_clock_set_back_by_a_day_repeats_nothing_and_loses_nothing() {
    let mut hall = Hall::new();
    // The computer's clock is a day ahead.
    hall.at("2026-11-22T10:00:00+08:00");
    let mut watch = hall.desk.watch();
    let number = charge(&mut hall);
    hall.at("2026-11-22T10:31:00+08:00");
    assert_eq!(look(&hall, CLERK, &mut watch).fresh.len(), 2);

    // Somebody puts it right.
    hall.at("2026-11-21T10:32:00+08:00");
    let told = look(&hall, CLERK, &mut watch);
    assert_eq!((told.fresh.len(), told.overdue), (0, 0));
    let line = &hall.lines(CLERK, Lane::Open)[0];
    assert!(line.due.unwrap().at > told.now, "{line:?}");
    // What is registered by the right clock is told at its time, and the other one is not told again.
    let second = charge(&mut hall);
    hall.at("2026-11-21T11:05:00+08:00");
    let told = look(&hall, CLERK, &mut watch);
    assert_eq!(told.fresh.len(), 2);
    assert!(told.fresh.iter().all(|one| one.number.as_str() == second));
    hall.at("2026-11-22T10:32:00+08:00");
    let told = look(&hall, CLERK, &mut watch);
    assert!(told.fresh.iter().all(|one| one.number.as_str() != number));
    let report = hall.desk.check(&hall.session(MANAGER)).unwrap();
    assert!(report.sound, "{report:?}");
}

#[test]
fn a_due_time_in_the_past_is_refused_and_changes_nothing() {
    let mut hall = Hall::new();
    let number = charge(&mut hall);
    let before = hall.record(&number);
    let yesterday = "2026-11-20T10:00:00+08:00";
    for action in [
        json!({"do": "make_promise", "text": "上门检修", "owner": "王敏", "due": yesterday}),
        json!({"do": "pause_clock", "until": yesterday, "reason": "等客户找收据"}),
    ] {
        let refused = hall.perform(CLERK, &number, json!([action])).unwrap_err();
        assert_eq!(refused.code, ansu_desk::Code::InPast, "{action}");
        assert!(refused.params.contains_key("field"), "{refused:?}");
    }
    assert_eq!(hall.record(&number), before);
}

#[test]
fn more_time_that_is_asked_for_waits_in_the_lane_of_whoever_decides() {
    let mut hall = Hall::new();
    let number = charge(&mut hall);
    let waits = |hall: &mut Hall, who| {
        let lines = hall.lines(who, Lane::ToApprove);
        let session = hall.session(who);
        let view = hall
            .desk
            .queue(&session, &ansu_desk::QueueRequest::default())
            .unwrap();
        let tally = view
            .tallies
            .iter()
            .find(|one| one.lane == Lane::ToApprove)
            .unwrap();
        assert_eq!(usize::try_from(tally.count).unwrap(), lines.len());
        lines.len()
    };
    assert_eq!(waits(&mut hall, DUTY), 0);
    let ask = json!([{"do": "request_extension", "hours": 24, "reason": "等设备到货"}]);
    hall.perform(CLERK, &number, ask).unwrap();
    assert_eq!((waits(&mut hall, DUTY), waits(&mut hall, MANAGER)), (1, 1));
    assert_eq!(waits(&mut hall, CLERK), 0);
    let line = &hall.lines(DUTY, Lane::ToApprove)[0];
    assert_eq!(line.approval, Some(Grantor::DutyManager));
    let no = json!([{"do": "refuse_extension", "reason": "设备已到"}]);
    hall.perform(DUTY, &number, no).unwrap();
    assert_eq!((waits(&mut hall, DUTY), waits(&mut hall, MANAGER)), (0, 0));
}
