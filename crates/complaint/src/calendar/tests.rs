use super::*;
use chrono::TimeZone;
use proptest::prelude::*;

/// A time on the hall's clock.
fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
    let hall = chrono::Utc
        .with_ymd_and_hms(2026, month, day, hour, minute, 0)
        .unwrap();
    hall - HALL
}

fn after(counting: Counting, from: Moment, minutes: i64) -> Moment {
    Calendar::default().after(counting, from, TimeDelta::minutes(minutes), &[])
}

#[test]
fn open_hours_go_over_night_weekend_and_holiday() {
    let open = |from, minutes| after(Counting::OpenHours, from, minutes);
    // Within a day, and exactly up to closing.
    assert_eq!(open(at(11, 20, 10, 0), 30), at(11, 20, 10, 30));
    assert_eq!(open(at(11, 20, 17, 30), 30), at(11, 20, 18, 0));
    // Friday evening: the rest on Saturday from nine.
    assert_eq!(open(at(11, 20, 17, 50), 30), at(11, 21, 9, 20));
    // Before opening, after closing.
    assert_eq!(open(at(11, 23, 6, 0), 30), at(11, 23, 9, 0));
    assert_eq!(open(at(11, 23, 22, 0), 30), at(11, 24, 9, 0));
    // National Day: closed from the 1st to the 7th.
    assert_eq!(open(at(9, 30, 17, 45), 30), at(10, 8, 8, 45));
}

#[test]
fn a_swapped_working_day_counts_with_its_own_hours() {
    // Saturday the 14th of February is worked from half past eight.
    assert_eq!(
        after(Counting::OpenHours, at(2, 13, 18, 0), 10),
        at(2, 14, 8, 40)
    );
    let next_open = after(Counting::OpenDays, at(2, 14, 23, 0), 120);
    assert_eq!(next_open, at(2, 24, 1, 0));
}

#[test]
fn open_days_stand_still_on_closed_days_only() {
    assert_eq!(
        after(Counting::OpenDays, at(9, 30, 15, 0), 24 * 60),
        at(10, 8, 15, 0)
    );
    assert_eq!(
        after(Counting::OpenDays, at(11, 20, 22, 0), 24 * 60),
        at(11, 21, 22, 0)
    );
}

#[test]
fn the_wall_knows_no_holiday_and_a_leap_day_is_a_day() {
    assert_eq!(
        after(Counting::Wall, at(9, 30, 15, 0), 48 * 60),
        at(10, 2, 15, 0)
    );
    let leap = chrono::Utc.with_ymd_and_hms(2028, 2, 28, 4, 0, 0).unwrap();
    for counting in [Counting::Wall, Counting::OpenDays] {
        let due = Calendar::default().after(counting, leap, TimeDelta::hours(24), &[]);
        assert_eq!(hall_time(due).to_string(), "2028-02-29 12:00:00");
    }
}

#[test]
fn a_hall_that_closes_for_long_still_has_a_due_time() {
    let closed = Calendar {
        week: Default::default(),
        ..Calendar::default()
    };
    let from = at(11, 20, 10, 0);
    let due = closed.after(Counting::OpenHours, from, TimeDelta::minutes(30), &[]);
    assert_eq!(due, from + TimeDelta::minutes(30));
    assert_eq!(closed.faults(), [CalendarFault::NeverOpen]);
}

#[test]
fn what_ships_holds_together_and_the_year_to_come_is_asked_for() {
    let shipped = Calendar::default();
    assert_eq!(shipped.faults(), []);
    assert_eq!(shipped.wants_year(at(10, 31, 12, 0)), None);
    assert_eq!(shipped.wants_year(at(11, 1, 12, 0)), Some(2027));
    assert!(!shipped.years[0].confirmed);
}

#[test]
fn each_fault_is_named_with_its_day() {
    let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let fault = |change: &dyn Fn(&mut Calendar)| {
        let mut calendar = Calendar::default();
        change(&mut calendar);
        calendar.faults()
    };
    let named = |name: &str| name.to_owned();
    let backwards = OpenFrom::between(600, 600);
    type Change<'a> = &'a dyn Fn(&mut Calendar);
    let cases: [(Change<'_>, CalendarFault); 13] = [
        (
            &|c| c.week[2].push(OpenFrom::between(60, 70)),
            CalendarFault::WeekHours { weekday: 2 },
        ),
        (
            &|c| c.years[0].days[0].hours = vec![backwards],
            CalendarFault::SpecialHours { date: date(1, 1) },
        ),
        (
            &|c| c.years[0].days[1].name = " ".into(),
            CalendarFault::BadName { date: date(1, 4) },
        ),
        (
            &|c| c.years[0].days[1].name = "调\u{202e}休".into(),
            CalendarFault::BadName { date: date(1, 4) },
        ),
        (
            &|c| c.years[0].days[1].name = "调".repeat(41),
            CalendarFault::BadName { date: date(1, 4) },
        ),
        (
            &|c| c.years[0].source = "通".repeat(121),
            CalendarFault::BadSource { year: 2026 },
        ),
        (
            &|c| {
                let own = |day| SpecialDays {
                    name: "盘点".into(),
                    from: date(7, 1) + Days::new(day),
                    to: date(7, 1) + Days::new(day),
                    worked: false,
                    hours: Vec::new(),
                };
                c.years[0].days.extend((0..48).map(own));
            },
            CalendarFault::TooMany { year: 2026 },
        ),
        (
            &|c| c.years[0].days[6].to = date(4, 1),
            CalendarFault::Backwards { date: date(5, 1) },
        ),
        (
            &|c| c.years[0].days[0].to = date(1, 4),
            CalendarFault::Overlap {
                date: date(1, 4),
                names: [named("元旦"), named("元旦调休")],
            },
        ),
        (
            &|c| c.years[0].days[12].to = date(10, 10).with_year(2027).unwrap(),
            CalendarFault::OtherYear {
                date: date(10, 10),
                year: 2026,
            },
        ),
        (
            &|c| c.years[0].days[4].hours.clear(),
            CalendarFault::WorkedClosed { date: date(2, 28) },
        ),
        (
            &|c| {
                c.years.push(HolidayYear {
                    days: Vec::new(),
                    ..c.years[0].clone()
                });
            },
            CalendarFault::YearTwice { year: 2026 },
        ),
        (
            &|c| {
                c.years[0].days.remove(8);
            },
            CalendarFault::Missing {
                year: 2026,
                holiday: named("端午"),
            },
        ),
    ];
    for (change, expected) in cases {
        let faults = fault(change);
        assert!(faults.contains(&expected), "{expected:?}: {faults:?}");
    }
}

fn counting() -> impl Strategy<Value = Counting> {
    prop_oneof![
        Just(Counting::Wall),
        Just(Counting::OpenDays),
        Just(Counting::OpenHours)
    ]
}

/// Minutes after the beginning of the year, around whose holidays most goes wrong.
fn moment() -> impl Strategy<Value = Moment> {
    (0i64..420 * 24 * 60).prop_map(|minutes| at(1, 1, 0, 0) + TimeDelta::minutes(minutes))
}

fn pauses() -> impl Strategy<Value = Vec<Stretch>> {
    // The clock may have been set back while one was on.
    let pause = (moment(), -600i64..20_000)
        .prop_map(|(from, minutes)| (from, from + TimeDelta::minutes(minutes)));
    proptest::collection::vec(pause, 0..4)
}

proptest! {
    #[test]
    fn a_clock_never_runs_faster_than_the_wall(c in counting(), from in moment(), minutes in 0i64..6_000, p in pauses()) {
        let length = TimeDelta::minutes(minutes);
        let due = Calendar::default().after(c, from, length, &p);
        prop_assert!(due >= from + length);
    }

    #[test]
    fn what_it_ran_until_it_is_due_is_its_length(c in counting(), from in moment(), minutes in 1i64..6_000, p in pauses()) {
        let calendar = Calendar::default();
        let length = TimeDelta::minutes(minutes);
        let due = calendar.after(c, from, length, &p);
        prop_assert_eq!(calendar.elapsed(c, from, due, &p), length);
    }

    #[test]
    fn who_begins_later_is_due_no_earlier(c in counting(), a in moment(), b in moment(), minutes in 0i64..6_000, p in pauses()) {
        let calendar = Calendar::default();
        let due = |from| calendar.after(c, from, TimeDelta::minutes(minutes), &p);
        prop_assert!(due(a.min(b)) <= due(a.max(b)));
    }

    #[test]
    fn more_time_is_due_no_earlier(c in counting(), from in moment(), a in 0i64..6_000, b in 0i64..6_000, p in pauses()) {
        let calendar = Calendar::default();
        let due = |minutes| calendar.after(c, from, TimeDelta::minutes(minutes), &p);
        prop_assert!(due(a.min(b)) <= due(a.max(b)));
    }

    #[test]
    fn another_pause_never_shortens(c in counting(), from in moment(), minutes in 1i64..6_000, p in pauses(), more in pauses()) {
        let calendar = Calendar::default();
        let length = TimeDelta::minutes(minutes);
        let all: Vec<Stretch> = p.iter().chain(&more).copied().collect();
        prop_assert!(calendar.after(c, from, length, &all) >= calendar.after(c, from, length, &p));
    }

    #[test]
    fn time_that_ran_is_never_negative_and_adds_up(c in counting(), a in moment(), b in moment(), d in moment(), p in pauses()) {
        let calendar = Calendar::default();
        let ran = |from, to| calendar.elapsed(c, from, to, &p);
        prop_assert!(ran(a, b) >= TimeDelta::zero());
        prop_assert!(ran(a, b) <= (b - a).max(TimeDelta::zero()));
        let mut order = [a, b, d];
        order.sort();
        prop_assert_eq!(ran(order[0], order[1]) + ran(order[1], order[2]), ran(order[0], order[2]));
    }
}
