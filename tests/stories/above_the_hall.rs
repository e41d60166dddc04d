//! What is above the hall's limits is handed over, and carried out once a level above has decided; what is due by now is promised no more
//! (domain §9, §11).

use crate::authority::{approval, code, credit, in_person, request};
use crate::course::{terms, ticket_at};
use crate::hall::{CLERK, DUTY, Hall, MANAGER, password};
use ansu_desk::complaint::{Approval, Grantor, Level, Step};
use ansu_desk::{ApiError, Code, Lane, Wanted};
use serde_json::{Value, json};

fn escalate(level: &str) -> Value {
    json!({"do": "escalate", "level": level, "reason": "超出本厅权限", "asked": "请审定退费", "due": "2026-11-22T18:00:00+08:00"})
}

fn decided(hall: &mut Hall, number: &str, level: &str) {
    hall.perform(CLERK, number, json!([escalate(level)]))
        .unwrap();
    let decide = json!({"do": "decide_escalation", "decision": "同意退费 2500 元"});
    hall.perform(
        MANAGER,
        number,
        json!([{"do": "accept_escalation"}, decide]),
    )
    .unwrap();
}

fn refused(hall: &mut Hall, by: &str, number: &str, action: Value) -> Code {
    let outcome = hall.perform(by, number, json!([action]));
    outcome.unwrap_err().code
}

fn approve(decision: Option<u16>) -> Value {
    json!({"do": "approve_offer", "offer": 1, "decision": decision})
}

#[test]
fn what_is_above_the_hall_waits_for_nobody_here_until_a_level_above_has_decided() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let ask = json!({"do": "request_approval", "offer": 1});
    hall.perform(CLERK, &number, json!([credit(2_500)]))
        .unwrap();
    let handed = refused(&mut hall, CLERK, &number, ask.clone());
    assert_eq!(handed, Code::AboveTheHall);
    assert_eq!(
        refused(&mut hall, MANAGER, &number, approve(None)),
        Code::AboveTheHall
    );
    // The hall's own managers are no level above it.
    decided(&mut hall, &number, "hall_manager");
    assert_eq!(
        refused(&mut hall, MANAGER, &number, approve(Some(1))),
        Code::AboveTheHall
    );
    decided(&mut hall, &number, "complaint_centre");
    hall.perform(CLERK, &number, json!([ask])).unwrap();
    assert_eq!(hall.lines(DUTY, Lane::ToApprove).len(), 1);
    let view = hall.desk.approvals(&hall.session(DUTY)).unwrap();
    let Wanted::Offer { from, decision, .. } = &view.cards[0].asked else {
        panic!("an offer is asked for");
    };
    let decision = decision.as_ref().unwrap();
    assert_eq!(
        (*from, decision.no, decision.level),
        (Grantor::DutyManager, 2, Level::ComplaintCentre)
    );
    assert_eq!(view.cards[0].refusal, None);

    for named in [None, Some(1), Some(3), Some(0)] {
        let why = refused(&mut hall, DUTY, &number, approve(named));
        assert_eq!(why, Code::AboveTheHall, "{named:?}");
    }
    assert_eq!(
        refused(&mut hall, CLERK, &number, approve(Some(2))),
        Code::NotAuthorised
    );
    hall.perform(DUTY, &number, json!([approve(Some(2))]))
        .unwrap();
    assert!(matches!(
        approval(&hall, &number),
        Approval::Granted {
            decision: Some(2),
            ..
        }
    ));
    hall.is_sound();
}

#[test]
fn at_the_counter_as_well_and_nobody_decides_an_own_one() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    decided(&mut hall, &number, "province");
    hall.perform(DUTY, &number, json!([credit(2_500)])).unwrap();
    let own = refused(&mut hall, DUTY, &number, approve(Some(1)));
    assert_eq!(own, Code::OwnRequest);
    let named = json!([approve(Some(1))]).to_string();
    let named = request(&hall, &number, &named);
    in_person(&mut hall, CLERK, MANAGER, &password(MANAGER), &named).unwrap();
    // Within the hall's limits a decision from above is not needed, and not noted.
    let small = ticket_at(&mut hall, Step::Propose);
    hall.perform(CLERK, &small, json!([credit(80)])).unwrap();
    let needless = json!([approve(Some(7))]);
    hall.perform(DUTY, &small, needless).unwrap();
    assert!(matches!(
        approval(&hall, &small),
        Approval::Granted { decision: None, .. }
    ));
}

#[test]
fn what_is_due_by_now_is_neither_approved_nor_chosen_but_can_be_sent_back() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let soon = |yuan: i64| {
        let mut terms = terms(
            "减免月租",
            json!({"kind": "bill_credit", "amount": yuan * 100}),
        );
        terms["due"] = json!("2026-11-21T15:00:00+08:00");
        json!({"do": "propose_offer", "terms": terms})
    };
    let ask = json!({"do": "request_approval", "offer": 1});
    hall.perform(CLERK, &number, json!([soon(80), ask, soon(10), soon(20)]))
        .unwrap();
    hall.at("2026-11-21T17:00:00+08:00");
    let late = hall.perform(DUTY, &number, json!([approve(None)]));
    let late: ApiError = late.unwrap_err();
    assert_eq!(
        (late.code, late.params["field"].as_str()),
        (Code::InPast, "offer_due")
    );
    let less = json!([{"do": "approve_offer", "offer": 1, "amount": 6000}]);
    let less = request(&hall, &number, &less.to_string());
    let over = in_person(&mut hall, CLERK, DUTY, &password(DUTY), &less);
    assert_eq!(code(over), Code::InPast);
    let card = &hall.desk.approvals(&hall.session(DUTY)).unwrap().cards[0];
    assert_eq!(card.refusal, None);
    let back = json!([{"do": "return_offer", "offer": 1, "reason": "时限已过，请重新提出"}]);
    hall.perform(DUTY, &number, back).unwrap();
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "advance", "override_reason": "客户等着"}]),
    )
    .unwrap();
    let choose = json!({"do": "choose_offer", "offer": 2});
    assert_eq!(refused(&mut hall, CLERK, &number, choose), Code::InPast);
    assert!(hall.record(&number).promises.is_empty());
}

#[test]
fn what_was_chosen_in_time_can_be_chosen_again() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    hall.at("2026-11-24T09:00:00+08:00");
    let other = json!([{"do": "take_back_choice"}, {"do": "choose_offer", "offer": 1}]);
    hall.perform(CLERK, &number, other).unwrap();
    assert_eq!(hall.record(&number).open_promises().count(), 1);
    hall.is_sound();
}
