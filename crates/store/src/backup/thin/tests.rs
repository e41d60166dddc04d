use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn made(made_at: Moment, events: u64) -> Kept {
    Kept {
        made_at,
        events,
        before_upgrade: false,
    }
}

/// The moments that are left, as the hall's clock says them.
fn left(kept: &[Kept], now: &str) -> Vec<String> {
    let gone = superfluous(kept, at(now));
    let stays = (0..kept.len()).filter(|place| !gone.contains(place));
    stays
        .map(|place| kept[place].made_at.format("%dT%H:%M").to_string())
        .collect()
}

#[test]
fn a_year_of_daily_backups_thins_to_days_weeks_and_months() {
    let now = at("2026-11-21T10:00:00Z");
    let mut shelf: Vec<Kept> = Vec::new();
    // Two a day for 500 days, thinned each evening.
    for back in (0..500).rev() {
        let today = now - TimeDelta::days(back);
        let events = u64::try_from(500 - back).unwrap();
        shelf.extend([
            made(today - TimeDelta::hours(3), events),
            made(today, events),
        ]);
        let gone = superfluous(&shelf, today);
        let mut place = 0;
        shelf.retain(|_| {
            place += 1;
            !gone.contains(&(place - 1))
        });
    }
    let age = |one: &Kept| (day(now) - day(one.made_at)).num_days();
    let days: Vec<i64> = shelf.iter().map(age).filter(|age| *age < DAYS).collect();
    assert_eq!(days.len(), 7);
    let weeks = shelf
        .iter()
        .filter(|one| (DAYS..WEEKS).contains(&age(one)))
        .count();
    assert!((3..=5).contains(&weeks), "{weeks} weeks");
    let months = shelf
        .iter()
        .filter(|one| (WEEKS..MONTHS).contains(&age(one)))
        .count();
    assert!((9..=12).contains(&months), "{months} months");
    assert!(shelf.iter().all(|one| age(one) < MONTHS));
}

#[test]
fn the_only_one_stays_however_old_and_so_does_one_from_the_future() {
    let now = at("2026-11-21T10:00:00Z");
    assert!(superfluous(&[made(at("2020-01-01T00:00:00Z"), 1)], now).is_empty());
    let ahead = made(at("2031-01-01T00:00:00Z"), 9);
    let today = made(at("2026-11-21T09:00:00Z"), 9);
    assert!(superfluous(&[ahead, today], now).is_empty());
}

#[test]
fn the_one_just_made_stays_where_the_clock_was_set_back_on_the_same_day() {
    let shelf = [
        made(at("2026-11-21T09:00:00Z"), 5),
        made(at("2026-11-21T08:30:00Z"), 6),
    ];
    assert_eq!(
        left(&shelf, "2026-11-21T08:31:00Z"),
        ["21T09:00", "21T08:30"]
    );
}

#[test]
fn what_a_loss_or_a_restore_took_stays_in_the_older_one() {
    let shelf = [
        made(at("2026-11-21T01:00:00Z"), 90),
        made(at("2026-11-21T03:50:00Z"), 100),
        made(at("2026-11-21T05:10:00Z"), 97),
        made(at("2026-11-21T06:30:00Z"), 98),
    ];
    assert_eq!(
        left(&shelf, "2026-11-21T07:00:00Z"),
        ["21T03:50", "21T06:30"]
    );
    assert_eq!(
        left(&shelf, "2026-12-20T07:00:00Z"),
        ["21T03:50", "21T06:30"]
    );
}

#[test]
fn of_two_of_the_same_moment_one_stays() {
    let twin = made(at("2026-11-21T01:00:00Z"), 90);
    assert_eq!(superfluous(&[twin, twin], at("2026-11-21T07:00:00Z")), [1]);
    assert_eq!(superfluous(&[twin, twin], at("2029-11-21T07:00:00Z")), [1]);
}

#[test]
fn what_an_earlier_version_left_stays_for_five_weeks_beside_the_others() {
    let old = Kept {
        before_upgrade: true,
        ..made(at("2026-11-21T01:00:00Z"), 90)
    };
    let shelf = [
        old,
        made(at("2026-11-21T03:00:00Z"), 95),
        made(at("2026-12-28T03:00:00Z"), 200),
    ];
    assert_eq!(left(&shelf[..2], "2026-11-21T04:00:00Z").len(), 2);
    assert_eq!(left(&shelf, "2026-12-25T04:00:00Z").len(), 3);
    assert_eq!(
        left(&shelf, "2026-12-29T04:00:00Z"),
        ["21T03:00", "28T03:00"]
    );
}

proptest! {
    /// Whatever the clock did: the newest that is no later than now stays, the fullest of the last week stays, and nothing from the future goes.
    #[test]
    fn nothing_goes_that_somebody_would_miss(days in prop::collection::vec((-400i64..40, 0i64..24, 0u64..50), 1..40)) {
        let now = at("2026-11-21T10:00:00Z");
        let shelf: Vec<Kept> = days
            .iter()
            .map(|(days, hours, events)| made(now + TimeDelta::days(*days) - TimeDelta::hours(*hours), *events))
            .collect();
        let gone = superfluous(&shelf, now);
        let stays = |place: &usize| !gone.contains(place);
        let past: Vec<usize> = (0..shelf.len()).filter(|place| shelf[*place].made_at <= now).collect();
        for place in 0..shelf.len() {
            prop_assert!(past.contains(&place) || stays(&place));
        }
        if let Some(newest) = past.iter().map(|place| shelf[*place].made_at).max() {
            prop_assert!(past.iter().any(|place| shelf[*place].made_at == newest && stays(place)));
        }
        let recent = past.iter().filter(|place| (day(now) - day(shelf[**place].made_at)).num_days() < DAYS);
        if let Some(most) = recent.clone().map(|place| shelf[*place].events).max() {
            prop_assert!(recent.clone().any(|place| shelf[*place].events == most && stays(place)));
        }
    }
}
