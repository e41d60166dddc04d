//! Incidents: one cause, many tickets; one statement, one remedy with one approval; settled together by the rules of each (domain §13).

use crate::course::{offer, terms, ticket_at};
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, read};
use ansu_desk::complaint::{
    Approval, EndKind, Incident, IncidentForm, IncidentId, Informing, NextMove, OfferState, Step,
    TicketId,
};
use ansu_desk::{ApiError, Code, DealtTicket, IncidentDeed, IncidentView};
use serde_json::{Value, json};

/// Told in a file, as `ansuctl perform --now` runs it.
pub(crate) const STORY: &str = include_str!("incident-of-forty.jsonl");

fn form() -> Value {
    json!({
        "cause": "南湖花园主干光缆被施工挖断",
        "at": {"kind": "area", "name": "南湖花园"},
        "category": "2.2",
        "began": "2026-11-21T07:30:00+08:00",
        "expected": "2026-11-21T18:00:00+08:00",
    })
}

fn open(hall: &mut Hall) -> Incident {
    let session = hall.session(CLERK);
    let form: IncidentForm = read(form());
    hall.desk
        .open_incident(&session, &form, &[])
        .unwrap()
        .incident
}

fn view(hall: &Hall, id: IncidentId) -> IncidentView {
    hall.desk.incident(&hall.session(CLERK), id).unwrap()
}

fn act(hall: &mut Hall, by: &str, id: IncidentId, action: Value) -> Result<IncidentView, ApiError> {
    let revision = view(hall, id).incident.revision;
    let session = hall.session(by);
    Ok(hall
        .desk
        .work_on_incident(&session, id, revision, &read(action))?)
}

fn credit(yuan: u32) -> Value {
    let remedy = json!({"kind": "bill_credit", "amount": yuan * 100});
    json!({"do": "propose_remedy", "terms": terms("光缆已修复，减免当月部分费用", remedy)})
}

fn join(hall: &mut Hall, number: &str, id: IncidentId) {
    hall.perform(
        CLERK,
        number,
        json!([{"do": "join_incident", "incident": id}]),
    )
    .unwrap();
}

/// Tells a customer of the remedy that stands.
fn tell(hall: &mut Hall, number: &str, solved: &str) {
    let part = hall.record(number).incident.unwrap();
    let remedy = view(hall, part.id).incident.standing().map(|it| it.no);
    tell_of(hall, number, solved, remedy).unwrap();
}

fn tell_of(
    hall: &mut Hall,
    number: &str,
    solved: &str,
    remedy: Option<u16>,
) -> Result<(), ApiError> {
    let telling = json!({"telling": "told", "opinion": {"solved": solved, "satisfied": "satisfied"}, "remedy": remedy});
    let tell = json!([{"do": "tell_of_incident", "telling": telling}]);
    hall.perform(COLLEAGUE, number, tell).map(drop)
}

fn deal(hall: &mut Hall, id: IncidentId, deed: Value) -> Vec<DealtTicket> {
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

fn why(dealt: &[DealtTicket]) -> Vec<Option<Code>> {
    dealt
        .iter()
        .map(|one| one.refusal.as_ref().map(|refusal| refusal.code))
        .collect()
}

fn settle() -> Value {
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
fn one_approval_is_needed_given_by_another_and_void_with_other_terms() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    let code = |result: Result<IncidentView, ApiError>| result.unwrap_err().code;
    let approve = || json!({"do": "approve_remedy"});
    assert_eq!(
        code(act(&mut hall, DUTY, id, approve())),
        Code::NoCommonRemedy
    );
    act(&mut hall, DUTY, id, credit(1_000)).unwrap();
    assert_eq!(
        code(act(&mut hall, DUTY, id, approve())),
        Code::NotAuthorised
    );
    act(&mut hall, MANAGER, id, approve()).unwrap();
    let granted = view(&hall, id).incident.remedy.unwrap().approval;
    assert!(matches!(granted, Approval::Granted { .. }));
    // Other terms are another remedy.
    act(&mut hall, CLERK, id, credit(200)).unwrap();
    let asked = view(&hall, id).incident.remedy.unwrap().approval;
    assert!(matches!(asked, Approval::Requested { .. }));
    let back = json!({"do": "return_remedy", "reason": "按小时折算即可"});
    act(&mut hall, DUTY, id, back).unwrap();
    assert_eq!(
        code(act(&mut hall, DUTY, id, approve())),
        Code::NoCommonRemedy
    );
    // What a clerk may grant needs nobody.
    act(&mut hall, CLERK, id, credit(20)).unwrap();
    let within = view(&hall, id).incident.remedy.unwrap().approval;
    assert_eq!(within, Approval::Within);
    // Somebody who saw an earlier state is told.
    let session = hall.session(CLERK);
    let end = read(json!({"do": "end_incident"}));
    let stale = hall.desk.work_on_incident(&session, id, 1, &end);
    assert_eq!(ApiError::from(stale.unwrap_err()).code, Code::Stale);
}

#[test]
fn what_is_changed_on_a_ticket_is_no_longer_what_was_approved_for_all() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    let number = ticket_at(&mut hall, Step::Propose);
    join(&mut hall, &number, id);
    act(&mut hall, CLERK, id, credit(120)).unwrap();
    act(&mut hall, DUTY, id, json!({"do": "approve_remedy"})).unwrap();
    deal(&mut hall, id, json!({"do": "offer_common"}));
    let offer = hall.record(&number).offers[0].clone();
    assert_eq!((offer.state, offer.incident), (OfferState::Open, Some(id)));
    let more = terms(
        "再多减免一些",
        json!({"kind": "bill_credit", "amount": 30_000}),
    );
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "revise_offer", "offer": 1, "terms": more}]),
    )
    .unwrap();
    let offer = hall.record(&number).offers[0].clone();
    assert_eq!(offer.incident, None);
    assert!(matches!(offer.approval, Approval::Needed { .. }));
    // Alone on the table it needs its reason again, like any other.
    let on = hall.perform(CLERK, &number, json!([{"do": "advance"}]));
    assert_eq!(on.unwrap_err().code, Code::GateNotMet);
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

/// A ticket of an incident that is over, told of the remedy on its table.
fn offered_and_told(hall: &mut Hall) -> (IncidentId, String) {
    let id = open(hall).id;
    let number = ticket_at(hall, Step::Propose);
    join(hall, &number, id);
    act(hall, CLERK, id, credit(20)).unwrap();
    deal(hall, id, json!({"do": "offer_common"}));
    act(hall, CLERK, id, json!({"do": "end_incident"})).unwrap();
    tell(hall, &number, "yes");
    (id, number)
}

#[test]
fn settling_together_leaves_what_the_customer_chose_and_the_last_word() {
    let mut hall = Hall::new();
    let own = json!([offer("更换入户光缆"), {"do": "advance"}, {"do": "choose_offer", "offer": 2}]);
    let last = json!([{"do": "advance", "override_reason": "客户不愿再谈"}, {"do": "give_final_reply", "text": "已按规定减免，恕不能再退"}]);
    for (otherwise, no) in [(own, Some(2)), (last, None)] {
        let (id, number) = offered_and_told(&mut hall);
        hall.perform(CLERK, &number, otherwise).unwrap();
        let before = hall.record(&number);
        for deed in [json!({"do": "offer_common"}), settle()] {
            assert_eq!(
                why(&deal(&mut hall, id, deed)),
                [Some(Code::AgreedOtherwise)]
            );
        }
        assert_eq!(hall.record(&number), before);
        assert_eq!(before.chosen().map(|offer| offer.no.0), no);
    }
}

#[test]
fn only_a_telling_since_the_end_and_of_the_remedy_that_stands_settles() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    let number = ticket_at(&mut hall, Step::Propose);
    join(&mut hall, &number, id);
    let again = |hall: &Hall| view(hall, id).tickets[0].again;
    let settled = |hall: &mut Hall| why(&deal(hall, id, settle()))[0];
    // "Solved", said while the cable still lay cut, and of no remedy.
    tell(&mut hall, &number, "yes");
    assert!(!again(&hall));
    act(&mut hall, CLERK, id, credit(20)).unwrap();
    assert!(again(&hall), "of the remedy they have not heard");
    tell(&mut hall, &number, "yes");
    assert!(!again(&hall));
    hall.at("2026-11-21T17:00:00+08:00");
    act(&mut hall, CLERK, id, json!({"do": "end_incident"})).unwrap();
    assert!(again(&hall));
    assert_eq!(settled(&mut hall), Some(Code::ToldEarlier));
    tell(&mut hall, &number, "yes");
    // Another one is put in its place before the ticket is settled; an old screen is told.
    act(&mut hall, CLERK, id, credit(10)).unwrap();
    assert_eq!(settled(&mut hall), Some(Code::ToldEarlier));
    let old = tell_of(&mut hall, &number, "yes", Some(1));
    assert_eq!(old.unwrap_err().code, Code::OtherRemedy);
    act(&mut hall, CLERK, id, credit(200)).unwrap();
    let not_approved = tell_of(&mut hall, &number, "yes", Some(3));
    assert_eq!(not_approved.unwrap_err().code, Code::OtherRemedy);
    act(&mut hall, DUTY, id, json!({"do": "approve_remedy"})).unwrap();
    hall.at("2026-11-21T17:40:00+08:00");
    tell(&mut hall, &number, "yes");
    let told = view(&hall, id).tickets[0].told;
    hall.at("2026-11-21T18:30:00+08:00");
    assert_eq!(settled(&mut hall), None);
    let ticket = hall.record(&number);
    let call = ticket.call_backs.last().unwrap();
    assert_eq!((Some(call.at), call.by.as_str()), (told, COLLEAGUE));
    assert_eq!(ticket.promises[0].state.kept_at(), told);
    assert_eq!(
        ticket
            .chosen()
            .unwrap()
            .terms
            .remedy
            .as_ref()
            .unwrap()
            .amount,
        Some(ansu_desk::complaint::Money::from_yuan(200))
    );
    hall.is_sound();
}

/// A clerk's ¥200 for the tickets of an incident, approved by the duty manager.
fn approved(hall: &mut Hall) -> (IncidentId, String) {
    let id = open(hall).id;
    let number = ticket_at(hall, Step::Propose);
    join(hall, &number, id);
    act(hall, CLERK, id, credit(200)).unwrap();
    act(hall, DUTY, id, json!({"do": "approve_remedy"})).unwrap();
    (id, number)
}

#[test]
fn the_one_approval_is_for_the_tickets_that_were_of_the_incident_and_of_its_kind() {
    let mut hall = Hall::new();
    let (id, first) = approved(&mut hall);
    hall.at("2026-11-21T11:00:00+08:00");
    let late = ticket_at(&mut hall, Step::Propose);
    join(&mut hall, &late, id);
    assert_eq!(
        why(&deal(&mut hall, id, json!({"do": "offer_common"}))),
        [None, None]
    );
    let approval = |hall: &Hall, number: &str| hall.record(number).offers[0].approval.clone();
    assert!(matches!(approval(&hall, &first), Approval::Granted { .. }));
    assert!(
        matches!(approval(&hall, &late), Approval::Requested { by, .. } if by.as_str() == CLERK)
    );
    assert_eq!(hall.record(&late).next_move(), NextMove::Approve);
    let choose = json!([{"do": "advance"}, {"do": "choose_offer", "offer": 1}]);
    let refused = hall.perform(CLERK, &late, choose.clone()).unwrap_err();
    assert_eq!(refused.code, Code::GateNotMet);
    hall.perform(DUTY, &late, json!([{"do": "approve_offer", "offer": 1}]))
        .unwrap();
    hall.perform(CLERK, &late, choose).unwrap();
    // What a manager puts on a table is within their own power.
    let other = ticket_at(&mut hall, Step::Propose);
    join(&mut hall, &other, id);
    let duty = hall.session(DUTY);
    let tickets = [hall.record(&other).id];
    let dealt = hall
        .desk
        .deal_with_tickets(&duty, id, IncidentDeed::OfferCommon {}, &tickets);
    assert_eq!(why(&dealt.unwrap()), [None]);
    assert!(approval(&hall, &other).is_given());
    hall.is_sound();
}

#[test]
fn another_cause_place_or_kind_makes_the_approval_void_and_another_time_does_not() {
    let mut hall = Hall::new();
    let (id, _) = approved(&mut hall);
    let given = |hall: &Hall| view(hall, id).incident.standing().is_some();
    let mut later = form();
    later["expected"] = json!("2026-11-21T20:00:00+08:00");
    act(
        &mut hall,
        CLERK,
        id,
        json!({"do": "amend_incident", "form": later}),
    )
    .unwrap();
    assert!(given(&hall));
    for (field, value) in [
        ("cause", json!("小区电源故障")),
        ("at", json!({"kind": "area", "name": "城北小区"})),
        ("category", json!("5.1")),
    ] {
        later[field] = value;
        act(
            &mut hall,
            CLERK,
            id,
            json!({"do": "amend_incident", "form": later}),
        )
        .unwrap();
        assert!(!given(&hall), "{field}");
        let dealt = deal(&mut hall, id, json!({"do": "offer_common"}));
        assert_eq!(why(&dealt), [Some(Code::RemedyNotApproved)]);
        act(&mut hall, DUTY, id, json!({"do": "approve_remedy"})).unwrap();
    }
    // The ticket is about something else by now.
    let dealt = deal(&mut hall, id, json!({"do": "offer_common"}));
    assert_eq!(why(&dealt), [None]);
    let tickets = view(&hall, id).tickets;
    assert_eq!(
        tickets[0].line.approval,
        Some(ansu_desk::complaint::Grantor::DutyManager)
    );
    hall.is_sound();
}

#[test]
fn whoever_leaves_the_incident_leaves_its_remedy_there() {
    let mut hall = Hall::new();
    let (id, number) = approved(&mut hall);
    deal(&mut hall, id, json!({"do": "offer_common"}));
    hall.perform(CLERK, &number, json!([{"do": "leave_incident"}]))
        .unwrap();
    assert_eq!(hall.record(&number).offers[0].state, OfferState::Withdrawn);
    let restore = json!([{"do": "restore_offer", "offer": 1}]);
    let refused = hall.perform(CLERK, &number, restore).unwrap_err();
    assert_eq!(refused.code, Code::OfferNotOpen);
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
