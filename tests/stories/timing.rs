//! The hall's clocks: norms on its calendar, pauses, extensions, and what becomes of open tickets when the calendar changes (domain §10).

use crate::hall::{CLERK, DUTY, Hall, MANAGER, by_number};
use ansu_desk::complaint::{
    CalendarFault, ClockState, Deadline, DeadlineKind, Moment, Norm, OpenFrom, Timing,
};
use ansu_desk::{ApiError, Code, DeadlineView, Lane};
use serde_json::json;
use std::time::Duration;

const ADMINISTRATOR: &str = "1050";

fn timing(hall: &Hall) -> (Timing, u32) {
    let view = hall.desk.timing(&hall.session(CLERK)).unwrap();
    (view.timing, view.version)
}

fn put(hall: &mut Hall, by: &str, timing: &Timing, based_on: u32) -> Result<(), Code> {
    let session = hall.session(by);
    let put = hall.desk.put_timing(&session, timing, based_on);
    put.map(drop).map_err(|error| ApiError::from(error).code)
}

fn deadline(hall: &Hall, number: &str, kind: DeadlineKind) -> Deadline {
    let all = hall.record(number).deadlines(&timing(hall).0);
    all.into_iter().find(|known| known.kind == kind).unwrap()
}

fn due(hall: &Hall, number: &str, kind: DeadlineKind) -> String {
    let hall_time = deadline(hall, number, kind).due + Duration::from_secs(8 * 60 * 60);
    hall_time.format("%m-%d %H:%M").to_string()
}

fn closed_on_weekends(timing: &Timing) -> Timing {
    let mut changed = timing.clone();
    changed.calendar.week[5].clear();
    changed.calendar.week[6].clear();
    changed
}

/// Saturday, ten o'clock: a fault at home.
fn ticket(hall: &mut Hall) -> String {
    let ticket = hall.register(CLERK, json!({"category": "2.1"})).unwrap();
    ticket.number.to_string()
}

#[test]
fn a_calendar_that_changes_moves_the_clocks_of_open_tickets_and_not_the_laws() {
    let mut hall = Hall::new();
    let number = ticket(&mut hall);
    let of = |hall: &Hall, kind| due(hall, &number, kind);
    assert_eq!(of(&hall, DeadlineKind::FirstReply), "11-21 10:30");
    assert_eq!(of(&hall, DeadlineKind::Answer), "11-22 10:00");
    assert_eq!(of(&hall, DeadlineKind::Repair), "11-23 10:00");
    let line = |hall: &mut Hall| hall.lines(CLERK, Lane::Open)[0].due.unwrap().at;
    let before = line(&mut hall);

    let (stands, version) = timing(&hall);
    let changed = closed_on_weekends(&stands);
    put(&mut hall, MANAGER, &changed, version).unwrap();
    assert_eq!(of(&hall, DeadlineKind::FirstReply), "11-23 09:00");
    assert_eq!(of(&hall, DeadlineKind::Answer), "11-24 00:00");
    assert_eq!(of(&hall, DeadlineKind::Repair), "11-23 10:00");
    assert!(
        line(&mut hall) > before,
        "the queue goes by the old calendar"
    );
    let report = hall.desk.check(&hall.session(MANAGER)).unwrap();
    assert!(report.sound, "{report:?}");

    // Who read the calendar before is told.
    assert_eq!(
        put(&mut hall, MANAGER, &stands, version),
        Err(Code::HallRuleStale)
    );
    assert_eq!(
        put(&mut hall, DUTY, &stands, version + 1),
        Err(Code::NotAuthorised)
    );
}

#[test]
fn what_has_ended_is_measured_by_the_norms_of_its_time() {
    let mut hall = Hall::new();
    let number = ticket(&mut hall);
    let withdraw = json!([{"do": "withdraw", "reason": "客户来电撤回"}]);
    hall.perform(CLERK, &number, withdraw).unwrap();
    let answer = |hall: &mut Hall| {
        let ticket = by_number(&number);
        let view = hall.desk.ticket(&hall.session(CLERK), &ticket).unwrap();
        let of_answer = |known: &&DeadlineView| known.deadline.kind == DeadlineKind::Answer;
        let known = view.deadlines.iter().find(of_answer).unwrap().clone();
        (known.deadline.due, known.state)
    };
    let before = answer(&mut hall);
    hall.at("2026-11-22T09:00:00+08:00");
    let (stands, version) = timing(&hall);
    put(&mut hall, MANAGER, &closed_on_weekends(&stands), version).unwrap();
    assert_eq!(answer(&mut hall), before);
}

#[test]
fn a_calendar_that_does_not_hold_together_changes_nothing() {
    let mut hall = Hall::new();
    let (stands, version) = timing(&hall);
    let mut wrong = stands.clone();
    wrong.calendar.week[0].push(OpenFrom {
        open: "00:00".to_owned().try_into().unwrap(),
        close: "23:00".to_owned().try_into().unwrap(),
    });
    let faults = hall
        .desk
        .calendar_faults(&hall.session(MANAGER), &wrong.calendar);
    assert_eq!(faults.unwrap(), [CalendarFault::WeekHours { weekday: 0 }]);
    assert_eq!(
        put(&mut hall, MANAGER, &wrong, version),
        Err(Code::BadCalendar)
    );
    let mut wrong = stands.clone();
    wrong.norms.answer.minutes = 0;
    assert_eq!(
        put(&mut hall, MANAGER, &wrong, version),
        Err(Code::OutOfRange)
    );
    let mut wrong = stands.clone();
    wrong.norms.reminders = vec![60, 60];
    assert_eq!(
        put(&mut hall, MANAGER, &wrong, version),
        Err(Code::OutOfRange)
    );
    assert_eq!(timing(&hall), (stands, version));
}

#[test]
fn days_that_overlap_or_are_missing_are_told_by_their_date_and_change_nothing() {
    let mut hall = Hall::new();
    let (stands, version) = timing(&hall);
    let mut wrong = stands.clone();
    let year = &mut wrong.calendar.years[0];
    // New Year's holiday reaches into the day that is worked for it; the last one of the year was forgotten.
    year.days[0].to = year.days[1].from;
    year.days.retain(|days| days.name != "国庆节");
    let faults = hall
        .desk
        .calendar_faults(&hall.session(MANAGER), &wrong.calendar);
    // A day that is worked for a holiday is none, whatever it is called.
    let expected = [
        CalendarFault::Missing {
            year: 2026,
            holiday: "国庆".to_owned(),
        },
        CalendarFault::Overlap {
            date: "2026-01-04".parse().unwrap(),
            names: ["元旦".to_owned(), "元旦调休".to_owned()],
        },
    ];
    assert_eq!(faults.unwrap(), expected);
    assert_eq!(
        put(&mut hall, MANAGER, &wrong, version),
        Err(Code::BadCalendar)
    );
    assert_eq!(timing(&hall), (stands, version));
}

#[test]
fn holidays_are_confirmed_by_an_administrator_alone() {
    let mut hall = Hall::new();
    let (mut said, version) = timing(&hall);
    said.calendar.years[0].confirmed = true;
    put(&mut hall, MANAGER, &said, version).unwrap();
    assert!(!timing(&hall).0.calendar.years[0].confirmed);
    put(&mut hall, ADMINISTRATOR, &said, version + 1).unwrap();
    assert!(timing(&hall).0.calendar.years[0].confirmed);
    // Hours of the week are no part of it; a day of the year is.
    put(&mut hall, MANAGER, &closed_on_weekends(&said), version + 2).unwrap();
    assert!(timing(&hall).0.calendar.years[0].confirmed);
    said.calendar.years[0].days[0].name.push('节');
    put(&mut hall, MANAGER, &said, version + 3).unwrap();
    assert!(!timing(&hall).0.calendar.years[0].confirmed);
    let view = hall.desk.timing(&hall.session(CLERK)).unwrap();
    assert_eq!(view.author.unwrap().as_str(), MANAGER);
    assert_eq!(view.wants_year, Some(2027));
}

#[test]
fn a_paused_ticket_is_neither_due_soon_nor_overdue_in_the_queue_and_runs_on_by_itself() {
    let mut hall = Hall::new();
    let number = hall
        .register(CLERK, json!({"category": "3.1"}))
        .unwrap()
        .number
        .to_string();
    let until: Moment = "2026-11-23T15:00:00+08:00".parse().unwrap();
    let pause = json!([{"do": "pause_clock", "until": until, "reason": "等客户找收据"}]);
    hall.perform(CLERK, &number, pause).unwrap();
    hall.at("2026-11-23T10:00:00+08:00");
    let state = |hall: &mut Hall| {
        let due = hall.lines(CLERK, Lane::Open)[0].due.unwrap();
        (due.state, due.norm)
    };
    assert_eq!(state(&mut hall), (ClockState::Paused, Norm::Hall));
    assert_eq!(hall.lines(CLERK, Lane::Overdue).len(), 0);
    assert_eq!(hall.lines(CLERK, Lane::DueSoon).len(), 0);
    hall.at("2026-11-23T15:25:00+08:00");
    assert_eq!(state(&mut hall), (ClockState::DueSoon, Norm::Hall));
    assert_eq!(hall.lines(CLERK, Lane::DueSoon).len(), 1);
    hall.at("2026-11-23T15:31:00+08:00");
    assert_eq!(hall.lines(CLERK, Lane::Overdue).len(), 1);
}

#[test]
fn a_third_extension_is_given_by_another_person_and_a_fourth_refused() {
    let mut hall = Hall::new();
    let number = ticket(&mut hall);
    let ask = json!([{"do": "request_extension", "hours": 24, "reason": "等设备到货"}]);
    let grant = json!([{"do": "grant_extension"}]);
    for days in 1..=3 {
        hall.perform(CLERK, &number, ask.clone()).unwrap();
        let own = hall.perform(CLERK, &number, grant.clone());
        assert_eq!(own.unwrap_err().code, Code::NotAuthorised);
        hall.perform(DUTY, &number, grant.clone()).unwrap();
        let expected = format!("11-{} 10:00", 22 + days);
        assert_eq!(due(&hall, &number, DeadlineKind::Answer), expected);
    }
    let fourth = hall.perform(CLERK, &number, ask).unwrap_err();
    assert_eq!(fourth.code, Code::ExtensionsUsedUp);
}
