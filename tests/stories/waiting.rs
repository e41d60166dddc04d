//! Waiting cases (domain §12): an agreement with intervals, contacts that come up by themselves, and an end; no published rule stands still for it.

use crate::hall::{CLERK, Hall, by_number, moment};
use ansu_desk::complaint::{ContactWhy, DeadlineKind, Norm, WaitingOver};
use ansu_desk::{
    Act, ApiError, Code, DeskError, FollowUpLine, FollowUpRequest, FollowUpTab, PaperKind,
    PaperRequest,
};
use serde_json::{Value, json};

fn waits(changed: Value) -> Value {
    let mut action = json!({"do": "agree_to_wait", "what": "南湖花园6幢分光器扩容", "every": 7, "contact": "王敏",
        "next": "2026-11-25T10:00:00+08:00", "until": "2026-12-31T18:00:00+08:00"});
    if let (Some(action), Value::Object(changed)) = (action.as_object_mut(), changed) {
        action.extend(changed);
    }
    json!([action])
}

fn waiting(hall: &mut Hall) -> String {
    let number = hall
        .register(
            CLERK,
            json!({"category": "2.6", "phenomenon": "小区没有端口，装不了宽带"}),
        )
        .unwrap()
        .number;
    hall.perform(CLERK, number.as_str(), waits(json!({})))
        .unwrap();
    number.as_str().to_owned()
}

fn lines(hall: &mut Hall, tab: FollowUpTab) -> Vec<FollowUpLine> {
    let request = FollowUpRequest { tab, after: None };
    let list = hall.desk.follow_ups(&hall.session(CLERK), &request);
    list.unwrap().lines
}

#[test]
fn contacts_come_up_at_each_interval_without_being_asked() {
    let mut hall = Hall::new();
    let number = waiting(&mut hall);
    assert!(lines(&mut hall, FollowUpTab::Today).is_empty());
    let mut contacted = |now: &str, next: &str| {
        hall.at(now);
        let line = lines(&mut hall, FollowUpTab::Overdue).remove(0);
        assert_eq!(line.why, ContactWhy::Waiting);
        assert_eq!(line.waiting.unwrap().what, "南湖花园6幢分光器扩容");
        let told = json!([{"do": "contact_waiting", "reached": true, "note": "扩容排在下月"}]);
        hall.perform(CLERK, &number, told).unwrap();
        let line = lines(&mut hall, FollowUpTab::All).remove(0);
        assert_eq!(line.at, moment(next));
    };
    contacted("2026-11-25T10:30:00+08:00", "2026-12-02T10:00:00+08:00");
    contacted("2026-12-02T16:00:00+08:00", "2026-12-09T10:00:00+08:00");
    // One was forgotten: the next is the one to come.
    contacted("2026-12-20T09:00:00+08:00", "2026-12-23T10:00:00+08:00");
    contacted("2026-12-25T09:00:00+08:00", "2026-12-30T10:00:00+08:00");
    // The last one is the latest day itself.
    contacted("2026-12-30T12:00:00+08:00", "2026-12-31T18:00:00+08:00");
    hall.is_sound();
}

#[test]
fn whoever_was_not_reached_is_tried_again_the_next_day() {
    let mut hall = Hall::new();
    let number = waiting(&mut hall);
    hall.at("2026-11-25T10:30:00+08:00");
    let missed = json!([{"do": "contact_waiting", "reached": false}]);
    hall.perform(CLERK, &number, missed).unwrap();
    let line = lines(&mut hall, FollowUpTab::Missed).remove(0);
    assert_eq!(line.attempts, 1);
    assert_eq!(line.at, moment("2026-11-26T10:30:00+08:00"));
}

#[test]
fn it_is_the_halls_own_word_and_stops_no_published_clock() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({"category": "2.6"})).unwrap();
    let number = ticket.number.as_str();
    let shown = |hall: &mut Hall| {
        let session = hall.session(CLERK);
        let view = hall.desk.ticket(&session, &by_number(number));
        let deadlines = view.unwrap().deadlines.into_iter();
        deadlines.map(|shown| shown.deadline).collect::<Vec<_>>()
    };
    let before = shown(&mut hall);
    hall.perform(CLERK, number, waits(json!({}))).unwrap();
    let after = shown(&mut hall);
    let (own, others): (Vec<_>, Vec<_>) = after
        .into_iter()
        .partition(|deadline| deadline.kind == DeadlineKind::Waiting);
    assert_eq!(others, before);
    assert_eq!(own[0].norm, Norm::Promise);
    assert_eq!(own[0].due, moment("2026-11-25T10:00:00+08:00"));
}

#[test]
fn it_ends_when_the_resource_is_there_or_the_customer_withdraws_and_can_go_on() {
    let mut hall = Hall::new();
    let number = waiting(&mut hall);
    let refused = hall.perform(CLERK, &number, waits(json!({})));
    assert_eq!(refused.unwrap_err().code, Code::WaitingOpen);
    let over = json!([{"do": "end_waiting", "why": "arrived", "note": "已扩容"}]);
    let outcome = hall.perform(CLERK, &number, over).unwrap();
    assert!(lines(&mut hall, FollowUpTab::All).is_empty());
    let undo = outcome.undo.unwrap().perform;
    hall.desk.perform(&hall.session(CLERK), &undo).unwrap();
    assert_eq!(lines(&mut hall, FollowUpTab::All).len(), 1);
    let over = json!([{"do": "end_waiting", "why": "withdrawn"}]);
    hall.perform(CLERK, &number, over).unwrap();
    let ended = hall.record(&number).waitings.remove(0).end.unwrap();
    assert_eq!(ended.why, WaitingOver::Withdrawn);
    let told = json!([{"do": "contact_waiting", "reached": true}]);
    let refused = hall.perform(CLERK, &number, told);
    assert_eq!(refused.unwrap_err().code, Code::NoWaiting);
    // Another agreement may follow.
    hall.perform(CLERK, &number, waits(json!({}))).unwrap();
}

#[test]
fn an_agreement_that_cannot_stand_is_refused_by_its_field() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    for (changed, code, field) in [
        (json!({"what": " "}), Code::Required, "waiting_for"),
        (json!({"contact": ""}), Code::Required, "owner"),
        (json!({"every": 0}), Code::OutOfRange, "waiting_every"),
        (json!({"every": 32}), Code::OutOfRange, "waiting_every"),
        (
            json!({"next": "2026-11-21T09:00:00+08:00"}),
            Code::InPast,
            "waiting_next",
        ),
        (
            json!({"next": "2027-01-01T09:00:00+08:00"}),
            Code::TooFar,
            "waiting_next",
        ),
        (
            json!({"until": "2026-11-20T09:00:00+08:00"}),
            Code::InPast,
            "waiting_until",
        ),
    ] {
        let refused = hall.perform(CLERK, number.as_str(), waits(changed.clone()));
        let error: ApiError = refused.unwrap_err();
        assert_eq!(error.code, code, "{changed}");
        assert_eq!(
            error.params.get("field").map(String::as_str),
            Some(field),
            "{changed}"
        );
    }
}

#[test]
fn the_agreement_goes_out_as_it_was_shown_and_is_noted_before() {
    let mut hall = Hall::new();
    let number = waiting(&mut hall);
    let session = hall.session(CLERK);
    let mut request = PaperRequest {
        kind: PaperKind::WaitingAgreement,
        ticket: Some(by_number(&number)),
        composed: None,
    };
    let shown = hall.desk.paper(&session, &request).unwrap();
    assert!(shown.pdf.starts_with(b"%PDF") && shown.pages == 2 && !shown.masked);
    hall.at("2026-11-21T10:20:00+08:00");
    request.composed = Some(shown.composed);
    let mut written = Vec::new();
    let issued = hall.desk.issue_paper(&session, &request, |paper| {
        written = paper.pdf.clone();
        Ok(())
    });
    issued.unwrap();
    assert_eq!(written, shown.pdf);
    let noted = hall.noted(&[Act::IssuePaper]);
    let detail = "waiting_agreement full".to_owned();
    assert_eq!(
        noted,
        [(Act::IssuePaper, CLERK.to_owned(), number.clone(), detail)]
    );
    // Who only reads sees it masked and gets no paper.
    let auditor = hall.session("1060");
    assert!(hall.desk.paper(&auditor, &request).unwrap().masked);
    let refused = hall.desk.issue_paper(&auditor, &request, |_| Ok(()));
    assert_eq!(ApiError::from(refused.unwrap_err()).code, Code::ReadsOnly);
}

#[test]
fn without_an_agreement_there_is_no_paper_of_it() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    let request = PaperRequest {
        kind: PaperKind::WaitingAgreement,
        ticket: Some(by_number(number.as_str())),
        composed: None,
    };
    let refused: DeskError = hall.desk.paper(&hall.session(CLERK), &request).unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::NoWaiting);
}
