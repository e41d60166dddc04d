//! Incidents: one cause, many tickets; one statement, one remedy with one approval; settled together by the rules of each (domain §13).

use crate::course::{terms, ticket_at};
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, read};
use ansu_desk::complaint::{
    Approval, EndKind, Incident, IncidentForm, IncidentId, Informing, NextMove, Step, TicketId,
};
use ansu_desk::{ApiError, Code, DealtTicket, IncidentDeed, IncidentView};
use serde_json::{Value, json};

/// Told in a file, as `ansuctl perform --now` runs it.
pub(crate) const STORY: &str = include_str!("incident-of-forty.jsonl");

pub(crate) fn form() -> Value {
    json!({
        "cause": "南湖花园主干光缆被施工挖断",
        "at": {"kind": "area", "name": "南湖花园"},
        "category": "2.2",
        "began": "2026-11-21T07:30:00+08:00",
        "expected": "2026-11-21T18:00:00+08:00",
    })
}

pub(crate) fn open(hall: &mut Hall) -> Incident {
    let session = hall.session(CLERK);
    let form: IncidentForm = read(form());
    hall.desk
        .open_incident(&session, &form, &[])
        .unwrap()
        .incident
}

pub(crate) fn view(hall: &Hall, id: IncidentId) -> IncidentView {
    hall.desk.incident(&hall.session(CLERK), id).unwrap()
}

pub(crate) fn act(
    hall: &mut Hall,
    by: &str,
    id: IncidentId,
    action: Value,
) -> Result<IncidentView, ApiError> {
    let revision = view(hall, id).incident.revision;
    let session = hall.session(by);
    Ok(hall
        .desk
        .work_on_incident(&session, id, revision, &read(action))?)
}

pub(crate) fn credit(yuan: u32) -> Value {
    let remedy = json!({"kind": "bill_credit", "amount": yuan * 100});
    json!({"do": "propose_remedy", "terms": terms("光缆已修复，减免当月部分费用", remedy)})
}

pub(crate) fn join(hall: &mut Hall, number: &str, id: IncidentId) {
    hall.perform(
        CLERK,
        number,
        json!([{"do": "join_incident", "incident": id}]),
    )
    .unwrap();
}

/// Tells a customer of the remedy that stands.
pub(crate) fn tell(hall: &mut Hall, number: &str, solved: &str) {
    let part = hall.record(number).incident.unwrap();
    let remedy = view(hall, part.id).incident.standing().map(|it| it.no);
    tell_of(hall, number, solved, remedy).unwrap();
}

pub(crate) fn tell_of(
    hall: &mut Hall,
    number: &str,
    solved: &str,
    remedy: Option<u16>,
) -> Result<(), ApiError> {
    let telling = json!({"telling": "told", "opinion": {"solved": solved, "satisfied": "satisfied"}, "remedy": remedy});
    let tell = json!([{"do": "tell_of_incident", "telling": telling}]);
    hall.perform(COLLEAGUE, number, tell).map(drop)
}

pub(crate) fn deal(hall: &mut Hall, id: IncidentId, deed: Value) -> Vec<DealtTicket> {
    let tickets: Vec<TicketId> = view(hall, id)
        .tickets
        .iter()
        .map(|one| one.line.id)
        .collect();
    let session = hall.session(CLERK);
    let deed: IncidentDeed = read(deed);
    hall.desk
        .deal_with_tickets(&session, id, deed, &tickets)
        .unwrap()
}

pub(crate) fn why(dealt: &[DealtTicket]) -> Vec<Option<Code>> {
    dealt
        .iter()
        .map(|one| one.refusal.as_ref().map(|refusal| refusal.code))
        .collect()
}

pub(crate) fn settle() -> Value {
    json!({"do": "settle_together"})
}

#[test]
fn forty_tickets_are_settled_together_and_each_of_the_others_says_why_not() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    let mut numbers = Vec::new();
    for nth in 0..43 {
        let step = if nth == 40 {
            Step::Listen
        } else {
            Step::Propose
        };
        let number = ticket_at(&mut hall, step);
        join(&mut hall, &number, id);
        numbers.push(number);
    }
    act(&mut hall, CLERK, id, credit(120)).unwrap();
    assert!(
        why(&deal(&mut hall, id, json!({"do": "offer_common"})))
            .iter()
            .all(|why| *why == Some(Code::RemedyNotApproved))
    );
    act(&mut hall, DUTY, id, json!({"do": "approve_remedy"})).unwrap();
    let offered = why(&deal(&mut hall, id, json!({"do": "offer_common"})));
    assert_eq!(offered.iter().filter(|why| why.is_none()).count(), 42);
    assert_eq!(offered[40], Some(Code::GateNotMet), "nothing was heard yet");

    let early = why(&deal(&mut hall, id, settle()));
    assert!(early.iter().all(|why| *why == Some(Code::IncidentGoesOn)));
    hall.at("2026-11-21T17:00:00+08:00");
    act(&mut hall, CLERK, id, json!({"do": "end_incident"})).unwrap();
    for (nth, number) in numbers.iter().enumerate() {
        match nth {
            40 | 41 => {}
            42 => tell(&mut hall, number, "no"),
            _ => tell(&mut hall, number, "yes"),
        }
    }
    let before: Vec<_> = numbers[40..].iter().map(|one| hall.record(one)).collect();
    let settled = why(&deal(&mut hall, id, settle()));
    assert_eq!(settled.iter().filter(|why| why.is_none()).count(), 40);
    assert_eq!(
        settled[40..],
        [
            Some(Code::NotTold),
            Some(Code::NotTold),
            Some(Code::GateNotMet)
        ]
    );
    for (number, before) in numbers[40..].iter().zip(&before) {
        assert_eq!(&hall.record(number), before, "nothing is half done");
    }
    for number in &numbers[..40] {
        let ticket = hall.record(number);
        assert_eq!(ticket.end_kind(), Some(EndKind::Settled));
        assert_eq!(ticket.open_promises().count(), 0);
        let offer = ticket.chosen().unwrap();
        assert_eq!(offer.incident, Some(id));
        assert!(matches!(&offer.approval, Approval::Granted { by, .. } if by.as_str() == DUTY));
        assert!(ticket.was_called_back() && ticket.is_signed());
    }
    let ended = why(&deal(&mut hall, id, settle()));
    assert_eq!(ended[0], Some(Code::Ended));
    hall.is_sound();
}

#[test]
fn tickets_join_and_leave_and_customers_are_told_by_a_key_that_can_be_taken_back() {
    let mut hall = Hall::new();
    let (id, other) = (open(&mut hall).id, open(&mut hall).id);
    let number = ticket_at(&mut hall, Step::Listen);
    let unknown =
        json!([{"do": "join_incident", "incident": "00000000-0000-0000-0000-000000000009"}]);
    let refused = hall.perform(CLERK, &number, unknown).unwrap_err();
    assert_eq!(refused.code, Code::UnknownIncident);
    let tell = json!([{"do": "tell_of_incident", "telling": {"telling": "not_reached"}}]);
    let refused = hall.perform(CLERK, &number, tell.clone()).unwrap_err();
    assert_eq!(refused.code, Code::NotOfIncident);
    join(&mut hall, &number, id);
    let second = hall.perform(
        CLERK,
        &number,
        json!([{"do": "join_incident", "incident": other}]),
    );
    assert_eq!(second.unwrap_err().code, Code::OfOtherIncident);

    let undo = hall.perform(CLERK, &number, tell).unwrap().undo.unwrap();
    assert_eq!(view(&hall, id).tickets[0].telling, Informing::NotReached);
    let session = hall.session(CLERK);
    hall.desk.perform(&session, &undo.perform).unwrap();
    assert_eq!(view(&hall, id).tickets[0].telling, Informing::ToTell);
    let told: Vec<_> = hall
        .log(&number)
        .into_iter()
        .filter_map(|line| line.state.filter(|_| line.event == "told_of_incident"))
        .collect();
    assert_eq!(told, ["not_reached", "to_tell"]);
    hall.perform(CLERK, &number, json!([{"do": "leave_incident"}]))
        .unwrap();
    assert!(view(&hall, id).tickets.is_empty());
    let lines = hall.desk.incidents(&session).unwrap();
    assert_eq!(
        lines.iter().map(|line| line.tickets).collect::<Vec<_>>(),
        [0, 0]
    );
    hall.is_sound();
}

#[test]
fn an_agreement_made_before_stands_and_an_auditor_only_reads() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    let number = ticket_at(&mut hall, Step::FollowUp);
    join(&mut hall, &number, id);
    act(&mut hall, CLERK, id, credit(20)).unwrap();
    let dealt = deal(&mut hall, id, json!({"do": "offer_common"}));
    assert_eq!(why(&dealt), [Some(Code::AgreedOtherwise)]);
    assert_eq!(hall.record(&number).next_move(), NextMove::Sign);
    let auditor = hall.session("1060");
    assert!(hall.desk.incident(&auditor, id).is_ok());
    let opened = hall.desk.open_incident(&auditor, &read(form()), &[]);
    assert_eq!(ApiError::from(opened.unwrap_err()).code, Code::ReadsOnly);
    for (field, value) in [("cause", json!(" ")), ("category", json!("77"))] {
        let mut bad = form();
        bad[field] = value;
        let session = hall.session(CLERK);
        assert!(hall.desk.open_incident(&session, &read(bad), &[]).is_err());
    }
    let unknown = json!({"do": "name_statement", "statement": "no_such"});
    assert_eq!(
        act(&mut hall, CLERK, id, unknown).unwrap_err().code,
        Code::UnknownItem
    );
}

#[test]
fn the_story_of_forty_runs_from_its_file() {
    let mut hall = Hall::new();
    let report = hall.tell(STORY);
    assert_eq!(report.tickets.len(), 40);
    let session = hall.session(CLERK);
    let lines = hall.desk.incidents(&session).unwrap();
    assert_eq!((lines[0].tickets, lines[0].open), (40, 0));
    hall.is_sound();
}

fn similar(hall: &Hall) -> Vec<usize> {
    let found = hall.desk.similar(&hall.session(CLERK)).unwrap();
    found.iter().map(|one| one.tickets.len()).collect()
}

#[test]
fn three_similar_complaints_propose_an_incident_once_and_one_that_is_opened_links_them() {
    let mut hall = Hall::new();
    let complain = |hall: &mut Hall, area: &str| {
        let form = json!({"category": "2.1", "area": area});
        hall.register(CLERK, form).unwrap();
    };
    for area in ["南湖花园6幢", "南湖小区12幢", "北湖花园", ""] {
        complain(&mut hall, area);
    }
    assert!(similar(&hall).is_empty());
    complain(&mut hall, "望桥市南湖花园");
    assert_eq!(similar(&hall), [3]);
    let session = hall.session(CLERK);
    let found = hall.desk.similar(&session).unwrap().remove(0);
    let opened = hall
        .desk
        .open_incident(&session, &read(form()), &found.tickets)
        .unwrap();
    assert_eq!(opened.tickets.len(), 3);
    assert!(similar(&hall).is_empty());

    // Elsewhere somebody says that it is none: recorded, and asked again only when enough new ones have come.
    for area in ["城南小区1幢", "城南小区2幢", "城南小区3幢"] {
        complain(&mut hall, area);
    }
    assert_eq!(similar(&hall), [3]);
    let found = hall.desk.similar(&session).unwrap().remove(0);
    hall.desk
        .not_one(&session, found.category, &found.place)
        .unwrap();
    complain(&mut hall, "城南小区4幢");
    assert!(similar(&hall).is_empty());
    let listed = hall.desk.incidents(&session).unwrap();
    assert_eq!(listed.len(), 1, "what is none is not listed");
    hall.is_sound();
    hall.at("2026-11-24T10:00:01+08:00");
    assert!(similar(&hall).is_empty(), "old ones do not count");
}

#[test]
fn an_incident_is_opened_with_its_tickets_in_one_act_and_what_is_gone_is_left_out() {
    let mut hall = Hall::new();
    let other = open(&mut hall).id;
    let number = ticket_at(&mut hall, Step::Listen);
    let elsewhere = ticket_at(&mut hall, Step::Listen);
    join(&mut hall, &elsewhere, other);
    let ended = ticket_at(&mut hall, Step::Listen);
    let withdraw = json!([{"do": "withdraw", "reason": "客户不再追究"}]);
    hall.perform(CLERK, &ended, withdraw).unwrap();
    let gone: TicketId = read(json!("00000000-0000-0000-0000-00000000000f"));
    let known = |hall: &Hall, number: &str| hall.record(number).id;
    let tickets = [
        gone,
        known(&hall, &elsewhere),
        known(&hall, &ended),
        known(&hall, &number),
        known(&hall, &number),
    ];
    let session = hall.session(CLERK);
    let opened = hall
        .desk
        .open_incident(&session, &read(form()), &tickets)
        .unwrap();
    let linked: Vec<_> = opened.tickets.iter().map(|one| one.line.id).collect();
    assert_eq!(linked, [known(&hall, &number)]);
    hall.is_sound();
}

/// A story whose customers are not told since the cause was over.
fn untold(last: &str) -> String {
    let without = |line: &&str| !line.contains("tell_of_incident") && !line.contains("settle");
    let mut lines: Vec<&str> = STORY.lines().filter(without).collect();
    lines.push(last);
    lines.join("\n")
}

#[test]
fn a_deed_of_a_story_that_was_done_to_no_ticket_was_refused() {
    let mut hall = Hall::new();
    let session = hall.session(MANAGER);
    let story = untold(r#"{"by":"1024","do":"settle_together"}"#);
    let stopped = hall.desk.run_story(&session, &story).unwrap_err();
    assert_eq!(stopped.api().code, Code::NotTold);
    let expected = untold(r#"{"by":"1024","do":"settle_together","refused":"not_told"}"#);
    let mut hall = Hall::new();
    let report = hall.tell(&expected);
    assert_eq!((report.refused, report.left), (1, 0));
    let mut hall = Hall::new();
    let but_one = STORY.replacen(r#""solved":"yes""#, r#""solved":"no""#, 1);
    let report = hall.tell(&but_one);
    assert_eq!((report.left, report.tickets.len()), (1, 40));
}
