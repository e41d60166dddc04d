//! The queue, its figures, and earlier complaints from the same number.

use std::collections::BTreeSet;

use ansu_complaint::{ClockState, EndKind, Grantor, NextMove, Norm, Phone, Step, Ticket, Timing};
use ansu_store::{QueueFilter, RunningClock, Store};
use serde_json::json;

use crate::scene::{at, form, manager, new_hall, open, perform, staff_id, take_in, to_signed_slip};

/// Tickets in many states, received up to 30 hours before the moment of the questions.
fn busy_hall(store: &mut Store) -> Vec<Ticket> {
    let ways = to_signed_slip();
    (0..40)
        .map(|n| {
            let minutes = -(i64::try_from(n).unwrap()) * 47;
            let ticket = take_in(
                store,
                n + 1,
                minutes,
                &form("13812345678", "张", "宽带\n掉线"),
            );
            let far = usize::try_from(n).unwrap() % (ways.len() + 1);
            match (far, n % 7) {
                (0, _) => ticket,
                (_, 6) => perform(
                    store,
                    &ticket,
                    minutes,
                    &[json!({"do": "break_off", "reason": "离开"})],
                ),
                _ => perform(store, &ticket, minutes, &ways[..far]),
            }
        })
        .collect()
}

fn all(store: &Store, filter: &QueueFilter) -> Vec<ansu_store::QueueRow> {
    store.queue(filter, at(0), None, 1_000).unwrap()
}

#[test]
fn the_queue_shows_what_the_tickets_say() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let tickets = busy_hall(&mut store);
    let ask = |filter: QueueFilter, rule: &dyn Fn(&Ticket) -> bool| {
        let expected: BTreeSet<_> = tickets
            .iter()
            .filter(|ticket| !ticket.has_ended() && rule(ticket))
            .map(|t| t.id)
            .collect();
        let shown: BTreeSet<_> = all(&store, &filter).iter().map(|line| line.id).collect();
        assert_eq!(shown, expected, "{filter:?}");
        expected.len()
    };
    let clock = |ticket: &Ticket, state| {
        ticket
            .next_deadline(&Timing::default())
            .is_some_and(|d| d.state(at(0)) == state)
    };
    let base = QueueFilter::default;
    let open = ask(base(), &|_| true);
    let soon = ask(
        QueueFilter {
            clock: Some(RunningClock::DueSoon),
            ..base()
        },
        &|t| clock(t, ClockState::DueSoon),
    );
    let over = ask(
        QueueFilter {
            clock: Some(RunningClock::Overdue),
            ..base()
        },
        &|t| clock(t, ClockState::Overdue),
    );
    let sign = ask(
        QueueFilter {
            next: Some(NextMove::Sign),
            ..base()
        },
        &|t| t.next_move() == NextMove::Sign,
    );
    let keep = ask(
        QueueFilter {
            next: Some(NextMove::KeepPromise),
            ..base()
        },
        &|t| t.next_move() == NextMove::KeepPromise,
    );
    let gather = ask(
        QueueFilter {
            step: Some(Step::Gather),
            ..base()
        },
        &|t| t.step == Step::Gather,
    );
    let mine = ask(
        QueueFilter {
            responsible: Some(manager().id),
            ..base()
        },
        &|_| true,
    );
    assert_eq!(
        ask(
            QueueFilter {
                responsible: Some(staff_id("7")),
                ..base()
            },
            &|_| false
        ),
        0
    );
    assert_eq!(
        ask(
            QueueFilter {
                repeated: true,
                ..base()
            },
            &|t| t.earlier > 0
        ),
        0
    );
    for (what, figure) in [
        ("open", open),
        ("soon", soon),
        ("over", over),
        ("sign", sign),
        ("keep", keep),
        ("gather", gather),
        ("mine", mine),
    ] {
        assert!(figure > 0, "the scene shows nothing for {what}");
    }
    let counts = store.counts(at(0)).unwrap();
    let counted = [
        counts.open,
        counts.due_soon,
        counts.overdue,
        counts.to_sign,
        counts.to_keep,
    ];
    assert_eq!(
        counted.map(|n| usize::try_from(n).unwrap()),
        [open, soon, over, sign, keep]
    );
}

#[test]
fn pages_follow_one_another_by_what_is_due_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    busy_hall(&mut store);
    let filter = QueueFilter::default();
    let whole = all(&store, &filter);
    let due: Vec<_> = whole.iter().map(|line| line.due.unwrap().at).collect();
    assert!(due.is_sorted());
    let mut pages = Vec::new();
    loop {
        let page = store.queue(&filter, at(0), pages.last(), 7).unwrap();
        if page.is_empty() {
            break;
        }
        pages.extend(page);
    }
    assert_eq!(pages, whole);
}

#[test]
fn ended_tickets_are_listed_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let tickets = busy_hall(&mut store);
    let expected: Vec<_> = tickets
        .iter()
        .rev()
        .filter(|t| t.has_ended())
        .map(|t| t.id)
        .collect();
    let first = store.ended(None, 2).unwrap();
    let rest = store.ended(first.last(), 100).unwrap();
    let shown: Vec<_> = first.iter().chain(&rest).map(|line| line.id).collect();
    assert!(expected.len() > 2);
    assert_eq!(shown, expected);
    // The line of whoever left is as dead as it was: the law's clock runs on.
    assert!(
        first
            .iter()
            .all(|line| line.ended == Some(EndKind::BrokenOff)
                && line.due.is_some_and(|due| due.norm == Norm::Law))
    );
}

#[test]
fn an_approval_is_counted_for_the_one_who_may_grant_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let more = json!({"do": "request_extension", "hours": 24, "reason": "等备件"});
    perform(&mut store, &ticket, 2, &[more]);
    let counts = store.counts(at(3)).unwrap();
    assert_eq!(
        (counts.approval_duty_manager, counts.approval_hall_manager),
        (1, 0)
    );
    for (grantor, expected) in [(Grantor::DutyManager, 1), (Grantor::HallManager, 0)] {
        let filter = QueueFilter {
            approval: vec![grantor],
            ..QueueFilter::default()
        };
        assert_eq!(all(&store, &filter).len(), expected, "{grantor:?}");
    }
}

#[test]
fn a_line_is_one_line_and_the_number_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let long = "宽带每天都要掉线，".repeat(20);
    take_in(&mut store, 1, 0, &form("138 1234 5678", "张", &long));
    let line = all(&store, &QueueFilter::default()).remove(0);
    assert_eq!(line.summary.chars().count(), 61);
    assert_eq!(line.phone.digits(), "13812345678");
    assert_eq!(
        (line.step, line.next, line.received),
        (Step::Listen, NextMove::Continue, at(0))
    );
}

#[test]
fn history_finds_earlier_complaints_by_either_number_within_the_window_and_older_ones_not_done_with()
 {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let day = 24 * 60;
    let mut other = form("13900000000", "李", "资费");
    other.contact = "13812345678".into();
    let long_ago = |what| form("13812345678", "张", what);
    take_in(&mut store, 5, -60 * day, &long_ago("还在等线路"));
    let done = take_in(&mut store, 1, -40 * day, &long_ago("很久以前"));
    let withdrawn = json!({"do": "withdraw", "reason": "不用了"});
    perform(&mut store, &done, -39 * day, &[withdrawn]);
    take_in(&mut store, 2, -10 * day, &other);
    take_in(&mut store, 3, -day, &form("13812345678", "张", "昨天"));
    take_in(&mut store, 4, -day, &form("13812345679", "王", "别人"));
    drop(store);
    let store = open(folder.path());
    let phone = Phone::parse("13812345678").unwrap();
    let found = store.history(&phone, at(-30 * day)).unwrap();
    assert_eq!(
        found
            .iter()
            .map(|line| line.summary.as_str())
            .collect::<Vec<_>>(),
        ["昨天", "资费", "还在等线路"]
    );
    assert_eq!(store.history(&phone, at(-50 * day)).unwrap().len(), 4);
    let changed = Phone::parse("13900000000").unwrap();
    assert_eq!(store.history(&changed, at(-30 * day)).unwrap().len(), 1);
}

#[test]
fn a_corrected_number_moves_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let ticket = take_in(&mut store, 1, 0, &form("13812345678", "张", "掉线"));
    let mut corrected = form("13812345670", "张", "掉线");
    corrected.contact = "01088886666".into();
    perform(
        &mut store,
        &ticket,
        1,
        &[json!({"do": "amend_intake", "form": corrected})],
    );
    let found = |digits| {
        store
            .history(&Phone::parse(digits).unwrap(), at(-1))
            .unwrap()
            .len()
    };
    assert_eq!(
        (
            found("13812345678"),
            found("13812345670"),
            found("01088886666")
        ),
        (0, 1, 1)
    );
}
