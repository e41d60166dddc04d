//! The common remedy of an incident: one approval, for what it was given for; settled only by what the customer said of it (domain §9, §13).

use crate::authority::{put, table, with};
use crate::course::{offer, terms, ticket_at};
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, read};
use crate::incidents::{act, credit, deal, form, join, open, settle, tell, tell_of, view, why};
use ansu_desk::complaint::{
    Approval, Grantor, IncidentId, Informing, Money, NextMove, OfferState, Step,
};
use ansu_desk::{ApiError, Code, IncidentDeed, IncidentView, Lane, QueueRequest, WaitingRemedy};
use serde_json::json;

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
        Some(Money::from_yuan(200))
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
    assert_eq!(tickets[0].line.approval, Some(Grantor::DutyManager));
    hall.is_sound();
}

#[test]
fn leaving_by_mistake_is_undone_with_what_the_customer_was_told_and_the_remedy() {
    let mut hall = Hall::new();
    let (id, number) = approved(&mut hall);
    deal(&mut hall, id, json!({"do": "offer_common"}));
    tell(&mut hall, &number, "yes");
    let before = hall.record(&number);
    let leave = json!([{"do": "leave_incident"}]);
    hall.at("2026-11-21T12:00:00+08:00");
    let undo = hall.perform(CLERK, &number, leave.clone()).unwrap().undo;
    let session = hall.session(CLERK);
    hall.desk.perform(&session, &undo.unwrap().perform).unwrap();
    let after = hall.record(&number);
    assert_eq!(
        after.incident, before.incident,
        "told, and of it since then"
    );
    assert_eq!(after.offers, before.offers);
    // Later, or by somebody else, it is joined anew: to be told, and no older than that.
    hall.perform(CLERK, &number, leave).unwrap();
    let again = json!([{"do": "join_incident", "incident": id}]);
    hall.perform(COLLEAGUE, &number, again).unwrap();
    let part = hall.record(&number).incident.unwrap();
    assert_eq!((part.telling, part.told), (Informing::ToTell, None));
    assert_eq!(hall.record(&number).offers[0].state, OfferState::Withdrawn);
    hall.is_sound();
}

#[test]
fn what_was_said_to_be_no_incident_is_none() {
    let mut hall = Hall::new();
    for area in ["城南小区1幢", "城南小区2幢", "城南小区3幢"] {
        let form = json!({"category": "2.1", "area": area});
        hall.register(CLERK, form).unwrap();
    }
    let session = hall.session(CLERK);
    let found = hall.desk.similar(&session).unwrap().remove(0);
    let none = hall
        .desk
        .not_one(&session, found.category, &found.place)
        .unwrap();
    let number = ticket_at(&mut hall, Step::Propose);
    let joined = json!([{"do": "join_incident", "incident": none}]);
    let refused = hall.perform(CLERK, &number, joined).unwrap_err();
    assert_eq!(refused.code, Code::UnknownIncident);
    let session = hall.session(CLERK);
    let propose = hall
        .desk
        .work_on_incident(&session, none, 1, &read(credit(20)));
    assert_eq!(
        ApiError::from(propose.unwrap_err()).code,
        Code::UnknownIncident
    );
}

#[test]
fn a_common_remedy_above_the_hall_is_handed_over_and_one_that_is_due_by_now_is_offered_to_nobody() {
    let mut hall = Hall::new();
    let (id, _) = approved(&mut hall);
    let above = act(&mut hall, MANAGER, id, credit(2_001)).unwrap_err();
    assert_eq!(above.code, Code::AboveTheHall);
    hall.at("2026-11-23T18:00:01+08:00");
    let late = deal(&mut hall, id, json!({"do": "offer_common"}));
    assert_eq!(why(&late), [Some(Code::InPast)]);
}

#[test]
fn a_common_remedy_is_judged_by_the_table_as_it_stands() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    act(&mut hall, CLERK, id, credit(250)).unwrap();
    let (stands, version) = table(&hall);
    put(&mut hall, MANAGER, &with(&stands, 50, 100, 2_000), version).unwrap();
    let approve = json!({"do": "approve_remedy"});
    let refused = act(&mut hall, DUTY, id, approve.clone()).unwrap_err();
    assert_eq!(
        (refused.code, refused.params["from"].as_str()),
        (Code::NotAuthorised, "hall_manager")
    );
    let less = json!({"do": "approve_remedy", "amount": 10_000});
    let remedy = act(&mut hall, DUTY, id, less)
        .unwrap()
        .incident
        .remedy
        .unwrap();
    assert_eq!(remedy.no, 2, "another amount is another remedy");
    assert!(
        matches!(remedy.approval, Approval::Granted { asked: Some(asked), .. } if asked == Money::from_yuan(250))
    );
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

/// Incidents whose remedy waits for somebody, with what keeps them from deciding, and the count above the queue.
fn waits(hall: &mut Hall, who: &str) -> (Vec<(IncidentId, Option<Code>)>, u32) {
    let session = hall.session(who);
    let view = hall.desk.approvals(&session).unwrap();
    let told = |one: &WaitingRemedy| (one.incident.id, one.refusal.as_ref().map(|it| it.code));
    let remedies = view.remedies.iter().map(told).collect();
    let queue = hall.desk.queue(&session, &QueueRequest::default()).unwrap();
    let tally = queue.tallies.iter().find(|it| it.lane == Lane::ToApprove);
    (remedies, tally.unwrap().count)
}

#[test]
fn a_common_remedy_stands_in_the_list_of_whoever_may_approve_it_and_is_counted() {
    let mut hall = Hall::new();
    let id = open(&mut hall).id;
    for _ in 0..2 {
        let number = ticket_at(&mut hall, Step::Propose);
        join(&mut hall, &number, id);
    }
    act(&mut hall, CLERK, id, credit(20)).unwrap();
    assert_eq!(
        waits(&mut hall, DUTY),
        (vec![], 0),
        "within a clerk's limit"
    );
    act(&mut hall, CLERK, id, credit(250)).unwrap();
    for (who, seen) in [(DUTY, 1), (MANAGER, 1), (CLERK, 0), ("1060", 0)] {
        let expected = (vec![(id, None); seen as usize], seen);
        assert_eq!(waits(&mut hall, who), expected, "{who}");
    }
    let session = hall.session(DUTY);
    let card = hall.desk.approvals(&session).unwrap().remedies.remove(0);
    assert_eq!((card.tickets, card.open, card.remedy.no), (2, 2, 2));
    act(&mut hall, DUTY, id, credit(800)).unwrap();
    assert_eq!(waits(&mut hall, DUTY), (vec![], 0), "above the limit");
    assert_eq!(waits(&mut hall, MANAGER), (vec![(id, None)], 1));
    // The limit rises: then one's own request waits for another.
    let (stands, version) = table(&hall);
    put(
        &mut hall,
        MANAGER,
        &with(&stands, 50, 1_000, 2_000),
        version,
    )
    .unwrap();
    let own = vec![(id, Some(Code::OwnRequest))];
    assert_eq!(waits(&mut hall, DUTY), (own, 1));
    let less = json!({"do": "approve_remedy", "amount": 60_000, "action": "减免 600 元"});
    act(&mut hall, MANAGER, id, less).unwrap();
    assert_eq!(waits(&mut hall, MANAGER), (vec![], 0));
    hall.is_sound();
}
