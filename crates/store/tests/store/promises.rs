//! The promise ledger: what is owed across the hall, by due time and by owner.

use ansu_complaint::{PromiseNo, PromiseState, Ticket};
use ansu_store::{PromiseCounts, PromiseDays, PromiseRow, PromiseSpan, Store};
use serde_json::{Value, json};

use crate::scene::{at, form, new_hall, perform, take_in};

const OPEN: PromiseSpan = PromiseSpan::Open {
    from: None,
    to: None,
};

fn promise(text: &str, owner: &str, minutes: i64) -> Value {
    json!({"do": "make_promise", "text": text, "owner": owner, "due": at(minutes)})
}

/// Three tickets with promises of two owners.
fn promising_hall(store: &mut Store) -> Vec<Ticket> {
    let ways = [
        vec![promise("复测", "装维班", 60), promise("回电", "李娜", 30)],
        vec![
            promise("退费", "李娜", 3 * 24 * 60),
            promise("上门", "装维班", 20),
            json!({"do": "break_promise", "promise": 2, "reason": "缺件"}),
        ],
        vec![
            promise("回电", "李娜", 40),
            json!({"do": "keep_promise", "promise": 1}),
            promise("换光猫", "装维班", 24 * 60),
            json!({"do": "break_promise", "promise": 2, "reason": "没排上"}),
        ],
    ];
    (1_u64..)
        .zip(ways)
        .map(|(n, ways)| {
            let minutes = i64::try_from(n).unwrap();
            let ticket = take_in(store, n, 0, &form("13812345678", "张", "宽带掉线"));
            perform(store, &ticket, minutes, &ways)
        })
        .collect()
}

fn texts(rows: &[PromiseRow]) -> Vec<&str> {
    rows.iter().map(|row| row.promise.text.as_str()).collect()
}

#[test]
fn promises_are_found_by_state_due_time_and_owner() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let tickets = promising_hall(&mut store);
    let ask = |span, owner| store.promises(span, owner, None, 100).unwrap();
    assert_eq!(texts(&ask(OPEN, None)), ["回电", "复测", "退费"]);
    assert_eq!(texts(&ask(OPEN, Some("装维班"))), ["复测"]);
    assert_eq!(texts(&ask(OPEN, Some("没有这个人"))), [""; 0]);
    let until = PromiseSpan::Open {
        from: Some(at(31)),
        to: Some(at(61)),
    };
    assert_eq!(texts(&ask(until, None)), ["复测"]);
    let broken = ask(PromiseSpan::Broken, None);
    assert_eq!(texts(&broken), ["换光猫", "上门"]);
    assert_eq!(broken[1].ticket.id, tickets[1].id);
    assert_eq!(
        broken[1].promise.state,
        PromiseState::Broken {
            at: at(2),
            reason: "缺件".into()
        }
    );
}

#[test]
fn pages_follow_each_other_without_gap_or_double() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    promising_hall(&mut store);
    for span in [OPEN, PromiseSpan::Broken] {
        let whole = store.promises(span, None, None, 100).unwrap();
        let mut paged: Vec<PromiseRow> = Vec::new();
        loop {
            let after = paged.last().map(|row| (row.ticket.id, row.promise.no));
            let page = store.promises(span, None, after, 1).unwrap();
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, whole);
    }
}

#[test]
fn one_query_counts_what_the_pages_show() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    promising_hall(&mut store);
    let days = PromiseDays {
        now: at(45),
        today: at(10 * 60),
        soon: at(7 * 24 * 60),
    };
    let counts = |owner: &str, open, overdue, today, soon, broken| PromiseCounts {
        owner: owner.into(),
        open,
        overdue,
        today,
        soon,
        broken,
    };
    assert_eq!(
        store.promise_counts(days).unwrap(),
        [
            counts("李娜", 2, 1, 0, 1, 0),
            counts("装维班", 1, 0, 1, 0, 2)
        ]
    );
}

#[test]
fn a_promise_that_is_opened_again_is_owed_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let tickets = promising_hall(&mut store);
    let again = json!({"do": "reopen_promise", "promise": 2});
    perform(&mut store, &tickets[1], 5, &[again]);
    let rows = store.promises(OPEN, Some("装维班"), None, 100).unwrap();
    assert_eq!(texts(&rows), ["上门", "复测"]);
    assert_eq!(rows[0].promise.no, PromiseNo(2));
    assert!(store.check().unwrap().is_sound());
}
