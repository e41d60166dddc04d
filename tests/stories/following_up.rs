//! The follow-up list (domain §12): attempts count, solved and satisfied are asked apart, a "no" begins another round, a slip of the finger is taken back.

use crate::course::ticket_at;
use crate::hall::{CLERK, COLLEAGUE, Hall, moment, read};
use ansu_desk::complaint::{ContactWhy, Moment, Step};
use ansu_desk::{Code, FollowUpList, FollowUpRequest, FollowUpTab};
use serde_json::{Value, json};

fn list(hall: &mut Hall, tab: FollowUpTab) -> FollowUpList {
    let request = FollowUpRequest { tab, after: None };
    hall.desk
        .follow_ups(&hall.session(CLERK), &request)
        .unwrap()
}

fn numbers(list: &FollowUpList) -> Vec<&str> {
    let lines = list.lines.iter();
    lines.map(|line| line.ticket.number.as_str()).collect()
}

/// A ticket whose only promise was kept on Saturday at eleven.
fn done(hall: &mut Hall) -> String {
    let number = ticket_at(hall, Step::FollowUp);
    hall.at("2026-11-21T11:00:00+08:00");
    let kept = json!([{"do": "keep_promise", "promise": 1, "note": "已换光缆"}]);
    hall.perform(CLERK, &number, kept).unwrap();
    number
}

fn reached(solved: &str, satisfied: &str) -> Value {
    json!({"do": "call_back", "opinion": {"solved": solved, "satisfied": satisfied, "remark": ""}})
}

fn missed(next: &str) -> Value {
    json!([{"do": "call_back", "note": "无人接听", "next": next}])
}

#[test]
fn a_call_back_is_due_a_day_after_the_work_was_done() {
    let mut hall = Hall::new();
    let number = done(&mut hall);
    // 24 hours on the hall's open days: Sunday at eleven.
    let line = list(&mut hall, FollowUpTab::Tomorrow).lines.remove(0);
    assert_eq!(line.ticket.number.as_str(), number);
    assert_eq!(line.due, moment("2026-11-22T11:00:00+08:00"));
    assert_eq!((line.why, line.attempts), (ContactWhy::CallBack, 0));
    assert_eq!(line.agreed, ["更换入户光缆"]);
    assert_eq!(line.ticket.phone, "154****0001");
    hall.at("2026-11-22T10:00:00+08:00");
    assert_eq!(numbers(&list(&mut hall, FollowUpTab::Today)), [&number]);
    hall.at("2026-11-22T11:01:00+08:00");
    assert_eq!(numbers(&list(&mut hall, FollowUpTab::Overdue)), [&number]);
    let answer = json!([reached("for_now", "fairly")]);
    hall.perform(CLERK, &number, answer).unwrap();
    let left = list(&mut hall, FollowUpTab::All);
    assert_eq!((left.lines.len(), left.tallies.all), (0, 0));
}

#[test]
fn attempts_count_and_after_three_a_written_reason_may_do() {
    let mut hall = Hall::new();
    let number = done(&mut hall);
    for (now, next, attempts) in [
        ("2026-11-21T15:00:00+08:00", "2026-11-21T19:00:00+08:00", 1),
        ("2026-11-21T19:00:00+08:00", "2026-11-22T10:00:00+08:00", 2),
        ("2026-11-22T10:00:00+08:00", "2026-11-22T16:00:00+08:00", 3),
    ] {
        hall.at(now);
        hall.perform(CLERK, &number, missed(next)).unwrap();
        let list = list(&mut hall, FollowUpTab::Missed);
        let line = &list.lines[0];
        assert_eq!((line.attempts, line.at), (attempts, moment(next)));
        assert_eq!(line.enough, attempts == 3);
        assert_eq!((list.tallies.missed, list.tallies.all), (1, 1));
    }
    let sign = json!([{"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}}]);
    hall.perform(CLERK, &number, sign).unwrap();
    let close = |reason: Value| json!([{"do": "close", "override_reason": reason}]);
    let refused = hall.perform(CLERK, &number, close(Value::Null));
    assert_eq!(refused.unwrap_err().code, Code::GateNotMet);
    hall.perform(CLERK, &number, close(json!("三次未接通，已发短信告知")))
        .unwrap();
    assert!(hall.record(&number).has_ended());
    assert!(list(&mut hall, FollowUpTab::All).lines.is_empty());
}

#[test]
fn a_next_attempt_in_the_past_is_refused() {
    let mut hall = Hall::new();
    let number = done(&mut hall);
    let past = missed("2026-11-21T10:59:00+08:00");
    let refused = hall.perform(CLERK, &number, past).unwrap_err();
    assert_eq!(refused.code, Code::InPast);
    assert!(hall.record(&number).call_backs.is_empty());
}

#[test]
fn a_customer_who_says_no_begins_another_round() {
    let mut hall = Hall::new();
    let number = done(&mut hall);
    assert!(list(&mut hall, FollowUpTab::All).lines[0].may_open_round);
    let no = json!([reached("no", "satisfied"), {"do": "open_round", "reason": "客户说还是断"}]);
    hall.perform(CLERK, &number, no).unwrap();
    let ticket = hall.record(&number);
    assert_eq!((ticket.round, ticket.step), (2, Step::Propose));
    assert!(list(&mut hall, FollowUpTab::All).lines.is_empty());
}

#[test]
fn a_wrong_key_is_taken_back_with_all_that_came_of_it() {
    let mut hall = Hall::new();
    let number = done(&mut hall);
    let came = json!([{"do": "came_back", "words": "我再问一下"}]);
    hall.perform(CLERK, &number, came).unwrap();
    let before = hall.record(&number);
    let answer = json!([{"do": "call_back", "opinion": {"solved": "no", "satisfied": "dissatisfied"}, "emotion": "angry"}]);
    let outcome = hall.perform(CLERK, &number, answer).unwrap();
    assert!(!hall.record(&number).waits_for_answer());
    let undo = outcome.undo.unwrap().perform;
    // Whoever did not make the call does not take it back.
    let refused = hall.desk.perform(&hall.session(COLLEAGUE), &undo);
    assert_eq!(
        ansu_desk::ApiError::from(refused.unwrap_err()).code,
        Code::CallStays
    );
    hall.desk.perform(&hall.session(CLERK), &undo).unwrap();
    let after = hall.record(&number);
    assert_eq!(after.opinion, before.opinion);
    assert_eq!(after.feelings, before.feelings);
    assert_eq!(
        (after.call_backs.len(), after.waits_for_answer()),
        (0, true)
    );
    // Ten minutes later it is history.
    let answer = json!([reached("yes", "satisfied")]);
    let outcome = hall.perform(CLERK, &number, answer).unwrap();
    hall.at("2026-11-21T11:11:00+08:00");
    let undo = outcome.undo.unwrap().perform;
    let refused = hall.desk.perform(&hall.session(CLERK), &undo);
    assert_eq!(
        ansu_desk::ApiError::from(refused.unwrap_err()).code,
        Code::CallStays
    );
    hall.is_sound();
}

#[test]
fn a_new_norm_moves_the_list_at_once() {
    let mut hall = Hall::new();
    done(&mut hall);
    let manager = hall.session(crate::hall::MANAGER);
    let now = hall.desk.timing(&manager).unwrap();
    let mut timing = now.timing;
    timing.norms.call_back.minutes = 60;
    timing.norms.call_back.counting = read(json!("wall"));
    hall.desk
        .put_timing(&manager, &timing, now.version)
        .unwrap();
    let due: Moment = moment("2026-11-21T12:00:00+08:00");
    assert_eq!(list(&mut hall, FollowUpTab::Today).lines[0].due, due);
    hall.is_sound();
}

#[test]
fn words_of_thanks_are_counted_and_shown_too() {
    let mut hall = Hall::new();
    let session = hall.session(CLERK);
    for (kind, matter) in [("thanks", "王敏耐心，谢谢"), ("enquiry", "问账单")] {
        let form = json!({"phone": "15400010001", "kind": kind, "matter": matter});
        hall.desk.note_contact(&session, &read(form), &[]).unwrap();
    }
    let shown = list(&mut hall, FollowUpTab::Thanks);
    assert_eq!((shown.tallies.thanks, shown.thanks.len()), (1, 1));
    assert_eq!(shown.thanks[0].matter, "王敏耐心，谢谢");
    assert_eq!(shown.thanks[0].phone, "154****0001");
    hall.desk
        .take_back_contact(&session, shown.thanks[0].id)
        .unwrap();
    assert_eq!(list(&mut hall, FollowUpTab::Today).tallies.thanks, 0);
}
