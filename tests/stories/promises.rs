//! Promises (domain §12): the ledger across the hall, what was promised in words, a broken one that raises its ticket, and no closing with an open one.

use crate::course::ticket_at;
use crate::hall::{CLERK, DUTY, Hall, moment};
use ansu_desk::complaint::{PromiseState, Raised, Step};
use ansu_desk::{Code, PromiseKey, PromiseLedger, PromiseRequest, PromiseTab};
use serde_json::{Value, json};

fn promise(text: &str, owner: &str, due: &str) -> Value {
    json!({"do": "make_promise", "text": text, "owner": owner, "due": due})
}

fn ledger(hall: &mut Hall, tab: PromiseTab, owner: Option<&str>) -> PromiseLedger {
    let request = PromiseRequest {
        tab,
        owner: owner.map(str::to_owned),
        after: None,
    };
    hall.desk.promises(&hall.session(CLERK), &request).unwrap()
}

fn texts(ledger: &PromiseLedger) -> Vec<&str> {
    ledger.lines.iter().map(|line| line.text.as_str()).collect()
}

/// A ticket with promises of two owners, made on Saturday at ten.
fn promising(hall: &mut Hall) -> String {
    let ticket = hall.register(CLERK, json!({})).unwrap();
    let number = ticket.number.as_str().to_owned();
    let promises = json!([
        promise("回电说明原因", "王敏", "2026-11-21T11:00:00+08:00"),
        promise("上门换光猫", "装维一班", "2026-11-21T17:00:00+08:00"),
        promise("退还多扣的月租", "王敏", "2026-11-24T18:00:00+08:00"),
        promise("书面答复", "王敏", "2026-12-20T18:00:00+08:00"),
    ]);
    hall.perform(CLERK, &number, promises).unwrap();
    number
}

#[test]
fn the_ledger_shows_what_the_hall_owes_by_day_and_by_owner() {
    let mut hall = Hall::new();
    let number = promising(&mut hall);
    hall.at("2026-11-21T12:00:00+08:00");
    for (tab, expected) in [
        (PromiseTab::Overdue, vec!["回电说明原因"]),
        (PromiseTab::Today, vec!["上门换光猫"]),
        (PromiseTab::Next, vec!["退还多扣的月租"]),
        (
            PromiseTab::Open,
            vec!["回电说明原因", "上门换光猫", "退还多扣的月租", "书面答复"],
        ),
        (PromiseTab::Broken, vec![]),
    ] {
        assert_eq!(texts(&ledger(&mut hall, tab, None)), expected, "{tab:?}");
    }
    let all = ledger(&mut hall, PromiseTab::Open, None);
    assert_eq!((all.tallies.overdue, all.tallies.today), (1, 1));
    assert_eq!((all.tallies.next, all.tallies.open), (1, 4));
    let owners: Vec<_> = all.owners.iter().map(|one| one.owner.as_str()).collect();
    assert_eq!(owners, ["王敏", "装维一班"]);
    let mine = ledger(&mut hall, PromiseTab::Open, Some("装维一班"));
    assert_eq!(texts(&mine), ["上门换光猫"]);
    assert_eq!((mine.tallies.open, mine.tallies.overdue), (1, 0));
    // Looking is for everybody; numbers are masked.
    assert_eq!(all.lines[0].ticket.phone, "154****0001");
    // A day begins at midnight of the hall's clock, not of the computer's.
    hall.at("2026-11-23T23:59:00+08:00");
    assert_eq!(texts(&ledger(&mut hall, PromiseTab::Today, None)), [""; 0]);
    hall.at("2026-11-24T00:01:00+08:00");
    let today = ledger(&mut hall, PromiseTab::Today, None);
    assert_eq!(texts(&today), ["退还多扣的月租"]);
    assert_eq!(today.lines[0].ticket.number.as_str(), number);
}

#[test]
fn the_ledger_has_pages() {
    let mut hall = Hall::new();
    for n in 0..3 {
        let number = hall.register(CLERK, json!({})).unwrap().number;
        let due = |day: u32| format!("2026-11-{day:02}T18:00:00+08:00");
        let promises: Vec<_> = (1..=20)
            .map(|day| promise(&format!("{n}-{day}"), "王敏", &due(22 + day % 7)))
            .collect();
        hall.perform(CLERK, number.as_str(), json!(promises))
            .unwrap();
    }
    let mut request = PromiseRequest {
        tab: PromiseTab::Open,
        ..PromiseRequest::default()
    };
    let session = hall.session(DUTY);
    let first = hall.desk.promises(&session, &request).unwrap();
    assert_eq!((first.lines.len(), first.more), (50, true));
    request.after = first.lines.last().map(|line| PromiseKey {
        ticket: line.ticket.id,
        no: line.no,
    });
    let second = hall.desk.promises(&session, &request).unwrap();
    assert_eq!((second.lines.len(), second.more), (10, false));
    let mut seen: Vec<_> = first.lines.iter().chain(&second.lines).collect();
    assert!(seen.windows(2).all(|pair| pair[0].due <= pair[1].due));
    seen.sort_by_key(|line| (line.ticket.id, line.no));
    seen.dedup_by_key(|line| (line.ticket.id, line.no));
    assert_eq!(seen.len(), 60);
}

#[test]
fn one_press_keeps_it_and_can_be_taken_back() {
    let mut hall = Hall::new();
    let number = promising(&mut hall);
    let kept = json!([{"do": "keep_promise", "promise": 1}]);
    let outcome = hall.perform(CLERK, &number, kept).unwrap();
    assert_eq!(ledger(&mut hall, PromiseTab::Open, None).tallies.open, 3);
    let undo = outcome.undo.unwrap();
    hall.desk
        .perform(&hall.session(CLERK), &undo.perform)
        .unwrap();
    assert_eq!(ledger(&mut hall, PromiseTab::Open, None).tallies.open, 4);
    hall.is_sound();
}

#[test]
fn a_broken_promise_and_a_second_contact_raise_the_ticket() {
    let mut hall = Hall::new();
    let number = promising(&mut hall);
    assert!(hall.record(&number).raised.is_empty());
    let broken = json!([{"do": "break_promise", "promise": 1, "reason": "忘记回电"}]);
    hall.perform(CLERK, &number, broken).unwrap();
    let ledger = ledger(&mut hall, PromiseTab::Broken, None);
    assert_eq!(texts(&ledger), ["回电说明原因"]);
    assert!(ledger.lines[0].ticket.raised);
    assert_eq!(ledger.lines[0].ticket.broken, 1);
    let came = json!([{"do": "came_back", "words": "说好十一点回电，没人打来"}]);
    hall.perform(CLERK, &number, came).unwrap();
    let raised = hall.record(&number).raised;
    assert!(matches!(
        raised.as_slice(),
        [
            Raised::Repeated { earlier: 1 },
            Raised::BrokenPromise { .. }
        ]
    ));
}

#[test]
fn nothing_is_closed_with_an_open_promise() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    assert!(hall.record(&number).open_promises().count() > 0);
    let close = json!([{"do": "close", "override_reason": "客户同意先办结"}]);
    let refused = hall.perform(CLERK, &number, close).unwrap_err();
    assert_eq!(refused.code, Code::OpenPromises);
    let withdraw = json!([{"do": "withdraw", "reason": "客户不再追究"}]);
    let refused = hall.perform(CLERK, &number, withdraw).unwrap_err();
    assert_eq!(refused.code, Code::OpenPromises);
}

#[test]
fn a_promise_outlives_a_visit_that_was_broken_off() {
    let mut hall = Hall::new();
    let number = promising(&mut hall);
    let left = json!([{"do": "break_off", "reason": "客户接了电话离开"}]);
    hall.perform(CLERK, &number, left).unwrap();
    assert_eq!(ledger(&mut hall, PromiseTab::Open, None).tallies.open, 4);
    let kept = json!([{"do": "keep_promise", "promise": 1}]);
    hall.perform(CLERK, &number, kept).unwrap();
    let states = hall.record(&number).promises;
    assert!(matches!(states[0].state, PromiseState::Kept { .. }));
    assert!(hall.record(&number).has_ended());
}

#[test]
fn what_was_promised_in_words_is_proposed_and_never_entered_by_itself() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    hall.at("2026-11-21T14:32:00+08:00");
    let said = json!([{"do": "use_wording", "wording": "周先生，我先去核实，今天下午五点前给您回电。", "source": "broadband_cuts_out/feel"}]);
    let outcome = hall.perform(CLERK, &number, said).unwrap();
    let [worded] = outcome.worded.as_slice() else {
        panic!("{:?}", outcome.worded)
    };
    assert_eq!(worded.due, moment("2026-11-21T17:00:00+08:00"));
    assert_eq!(worded.text, "周先生，我先去核实，今天下午五点前给您回电");
    assert!(hall.record(&number).promises.is_empty());
    let made =
        json!([{"do": "make_promise", "text": worded.text, "owner": "王敏", "due": worded.due}]);
    hall.perform(CLERK, &number, made).unwrap();
    // The same once more is promised already.
    let note = json!([{"do": "add_note", "text": "已告诉客户：今天下午五点前给您回电"}]);
    assert!(
        hall.perform(CLERK, &number, note)
            .unwrap()
            .worded
            .is_empty()
    );
    let note = json!([{"do": "add_note", "text": "客户要求48小时内修好；昨天下午三点师傅来过"}]);
    assert!(
        hall.perform(CLERK, &number, note)
            .unwrap()
            .worded
            .is_empty()
    );
    let note = json!([{"do": "add_note", "text": "We will call back by Monday noon"}]);
    let worded = hall.perform(CLERK, &number, note).unwrap().worded;
    assert_eq!(worded[0].due, moment("2026-11-23T12:00:00+08:00"));
}

#[test]
fn nothing_is_promised_without_owner_or_for_a_time_that_has_passed() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    for (owner, due, code) in [
        ("", "2026-11-22T18:00:00+08:00", Code::Required),
        ("王敏", "2026-11-21T09:59:00+08:00", Code::InPast),
        ("王敏", "2026-11-21T10:00:00+08:00", Code::InPast),
    ] {
        let action = json!([promise("回电", owner, due)]);
        let refused = hall.perform(CLERK, number.as_str(), action).unwrap_err();
        assert_eq!(refused.code, code, "{owner} {due}");
    }
    assert!(hall.record(number.as_str()).promises.is_empty());
}
