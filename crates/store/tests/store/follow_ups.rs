//! The follow-up list: call-backs and agreed contacts by when they are made.

use ansu_complaint::{ContactWhy, Ticket};
use ansu_store::{FollowUpDays, FollowUpRow, FollowUpSpan, Store};
use serde_json::{Value, json};

use crate::scene::{at, form, new_hall, perform, take_in, to_signed_slip};

const DAY: i64 = 24 * 60;

/// The customer agrees to wait, and is contacted first after `days`.
fn waits(days: i64) -> Value {
    json!({"do": "agree_to_wait", "what": "分光器扩容", "every": 7, "contact": "李娜",
           "next": at(days * DAY), "until": at(60 * DAY)})
}

/// A ticket whose promise was kept at minute 30, and one whose customer waits.
fn following_hall(store: &mut Store) -> [Ticket; 2] {
    let done = take_in(store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    let mut ways = to_signed_slip();
    ways.push(json!({"do": "keep_promise", "promise": 1}));
    let done = perform(store, &done, 30, &ways);
    let waiting = take_in(store, 2, 0, &form("13912345678", "李", "装不了宽带"));
    let waiting = perform(store, &waiting, 1, &[waits(3)]);
    [done, waiting]
}

fn all(store: &Store) -> Vec<FollowUpRow> {
    store
        .follow_ups(FollowUpSpan::default(), None, 100)
        .unwrap()
}

fn days() -> FollowUpDays {
    FollowUpDays {
        now: at(60),
        today: at(13 * 60),
        tomorrow: at(37 * 60),
        thanks_since: at(-30 * DAY),
    }
}

#[test]
fn what_is_due_without_asking_stands_in_the_order_of_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let [done, waiting] = following_hall(&mut store);
    let lines: Vec<_> = all(&store)
        .into_iter()
        .map(|row| (row.ticket.id, row.contact.why, row.contact.at))
        .collect();
    assert_eq!(
        lines,
        [
            (done.id, ContactWhy::CallBack, at(30 + DAY)),
            (waiting.id, ContactWhy::Waiting, at(3 * DAY))
        ]
    );
    let counts = store.follow_up_counts(days()).unwrap();
    assert_eq!((counts.all, counts.tomorrow, counts.overdue), (2, 1, 0));
    let first = all(&store).remove(0);
    let after = Some((first.ticket.id, first.contact.why));
    let second = store
        .follow_ups(FollowUpSpan::default(), after, 100)
        .unwrap();
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].ticket.id, waiting.id);
}

#[test]
fn an_attempt_moves_it_and_an_answer_takes_it_off() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let [done, waiting] = following_hall(&mut store);
    let missed = json!({"do": "call_back", "next": at(2 * DAY)});
    let done = perform(&mut store, &done, 60, &[missed]);
    let entry = all(&store).remove(0).contact;
    assert_eq!((entry.at, entry.attempts), (at(2 * DAY), 1));
    let span = FollowUpSpan {
        missed: true,
        ..FollowUpSpan::default()
    };
    assert_eq!(store.follow_ups(span, None, 100).unwrap().len(), 1);
    let reached =
        json!({"do": "call_back", "opinion": {"solved": "yes", "satisfied": "satisfied"}});
    perform(&mut store, &done, 90, &[reached]);
    assert_eq!(all(&store).len(), 1);
    let contacted = json!({"do": "contact_waiting", "reached": true, "note": "还在排队"});
    let waiting = perform(&mut store, &waiting, 100, &[contacted]);
    assert_eq!(all(&store)[0].contact.at, at(10 * DAY));
    let over = json!({"do": "end_waiting", "why": "arrived"});
    perform(&mut store, &waiting, 110, &[over]);
    assert!(all(&store).is_empty());
    assert!(store.check().unwrap().is_sound());
}
