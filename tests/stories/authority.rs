//! Who may grant what, and how it is granted: the hall's own table, decisions at the counter and from the list of what waits (domain §9).

use crate::course::{terms, ticket_at};
use crate::hall::{CLERK, DUTY, Hall, MANAGER, password, staff_id};
use ansu_desk::complaint::{Approval, Authority, Money, OfferState, RemedyKind, Step};
use ansu_desk::{
    Act, ApiError, Code, Desk, DeskError, HeldContext, Lane, Outcome, Perform, Wanted,
};
use serde_json::{Value, json};

pub(crate) const ADMINISTRATOR: &str = "1050";

pub(crate) fn code<T>(outcome: Result<T, DeskError>) -> Code {
    match outcome {
        Ok(_) => panic!("it went through"),
        Err(error) => ApiError::from(error).code,
    }
}

/// A credit of so many yuan.
pub(crate) fn credit(yuan: i64) -> Value {
    json!({"do": "propose_offer", "terms": terms("减免月租", json!({"kind": "bill_credit", "amount": yuan * 100}))})
}

/// A ticket at step 4 on which a clerk has asked for approval of ¥80.
pub(crate) fn asked(hall: &mut Hall) -> String {
    let number = ticket_at(hall, Step::Propose);
    let ask = json!({"do": "request_approval", "offer": 1});
    hall.perform(CLERK, &number, json!([credit(80), ask]))
        .unwrap();
    number
}

pub(crate) fn table(hall: &Hall) -> (Authority, u32) {
    let view = hall.desk.authority(&hall.session(CLERK)).unwrap();
    (view.authority, view.version)
}

/// The table with other limits for credits, in yuan.
pub(crate) fn with(
    table: &Authority,
    clerk: i32,
    duty_manager: i32,
    hall_manager: i32,
) -> Authority {
    let mut changed = table.clone();
    let credits = |row: &&mut ansu_desk::complaint::Limit| row.kind == RemedyKind::BillCredit;
    let row = changed.limits.iter_mut().find(credits).unwrap();
    row.clerk = Money::from_yuan(clerk);
    row.duty_manager = Money::from_yuan(duty_manager);
    row.hall_manager = Money::from_yuan(hall_manager);
    changed
}

pub(crate) fn put(
    hall: &mut Hall,
    by: &str,
    table: &Authority,
    based_on: u32,
) -> Result<(), ApiError> {
    let session = hall.session(by);
    let put = hall.desk.put_authority(&session, table, based_on);
    put.map(drop).map_err(ApiError::from)
}

pub(crate) fn in_person(
    hall: &mut Hall,
    over: &str,
    number: &str,
    secret: &str,
    request: &Perform,
) -> Result<Outcome, DeskError> {
    let session = hall.session(over);
    hall.desk
        .perform_in_person(&session, number, secret, request)
}

pub(crate) const APPROVE: &str = r#"[{"do": "approve_offer", "offer": 1}]"#;

pub(crate) fn request(hall: &Hall, number: &str, actions: &str) -> Perform {
    hall.request(number, serde_json::from_str(actions).unwrap(), &[])
}

pub(crate) fn approval(hall: &Hall, number: &str) -> Approval {
    hall.record(number).offers[0].approval.clone()
}

#[test]
fn words_are_worth_no_amount_and_no_months() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    for kind in ["correction", "written_apology"] {
        for worth in [json!({"amount": 1_000_000}), json!({"months": 3})] {
            let mut remedy = json!({"kind": kind});
            remedy
                .as_object_mut()
                .unwrap()
                .extend(worth.as_object().unwrap().clone());
            let propose = json!({"do": "propose_offer", "terms": terms("更正资料", remedy)});
            let refused = hall.perform(CLERK, &number, json!([propose]));
            assert_eq!(refused.unwrap_err().code, Code::NoWorth);
        }
        let plain =
            json!({"do": "propose_offer", "terms": terms("更正资料", json!({"kind": kind}))});
        hall.perform(CLERK, &number, json!([plain])).unwrap();
    }
}

/// Tickets in the lane of what waits for somebody's approval.
fn waits_for(hall: &mut Hall, who: &str) -> usize {
    hall.lines(who, Lane::ToApprove).len()
}

#[test]
fn the_halls_own_table_holds_from_the_next_offer_on_and_what_was_decided_stays() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    hall.perform(CLERK, &number, json!([credit(40), credit(80), credit(90)]))
        .unwrap();
    let ask =
        json!([{"do": "request_approval", "offer": 2}, {"do": "request_approval", "offer": 3}]);
    hall.perform(CLERK, &number, ask).unwrap();
    hall.perform(DUTY, &number, json!([{"do": "approve_offer", "offer": 2}]))
        .unwrap();
    assert_eq!((waits_for(&mut hall, DUTY), table(&hall).1), (1, 0));

    // The duty manager's limit falls below what is asked for.
    let stands = table(&hall).0;
    put(&mut hall, MANAGER, &with(&stands, 10, 85, 2_000), 0).unwrap();
    let record = hall.record(&number);
    assert_eq!(record.offers[0].approval, Approval::Within);
    assert!(matches!(
        record.offers[1].approval,
        Approval::Granted { .. }
    ));
    let view = hall
        .perform(
            CLERK,
            &number,
            json!([{"do": "add_note", "text": "等审批"}]),
        )
        .unwrap()
        .view;
    let shown = serde_json::to_value(&view.ticket.offers[2].approval).unwrap();
    assert_eq!(shown["from"], "hall_manager", "who may grant it now");
    assert_eq!(
        (waits_for(&mut hall, DUTY), waits_for(&mut hall, MANAGER)),
        (0, 1)
    );
    let approve = json!([{"do": "approve_offer", "offer": 3}]);
    let refused = hall.perform(DUTY, &number, approve.clone()).unwrap_err();
    assert_eq!(
        (refused.code, refused.params["from"].as_str()),
        (Code::NotAuthorised, "hall_manager")
    );
    // What was offered within the earlier limit can still be chosen; the next one goes by the new limit.
    let next = hall.perform(CLERK, &number, json!([credit(40)])).unwrap();
    assert!(!next.view.ticket.offers[3].approval.is_given());
    let withdraw = json!([{"do": "withdraw_offer", "offer": 4}]);
    hall.perform(CLERK, &number, withdraw).unwrap();
    hall.perform(MANAGER, &number, approve).unwrap();
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "advance"}, {"do": "choose_offer", "offer": 1}]),
    )
    .unwrap();
    assert_eq!(hall.record(&number).offers[0].state, OfferState::Chosen);
    hall.is_sound();
}

#[test]
fn a_limit_that_rises_above_what_is_asked_leaves_it_with_any_manager() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let (stands, version) = table(&hall);
    put(&mut hall, MANAGER, &with(&stands, 100, 300, 2_000), version).unwrap();
    assert_eq!(waits_for(&mut hall, DUTY), 1);
    let own = hall.perform(CLERK, &number, serde_json::from_str(APPROVE).unwrap());
    assert_eq!(own.unwrap_err().code, Code::NotAuthorised);
    hall.perform(DUTY, &number, serde_json::from_str(APPROVE).unwrap())
        .unwrap();
    hall.is_sound();
}

#[test]
fn the_table_is_set_by_those_who_look_after_the_hall_and_nobody_overwrites_another() {
    let mut hall = Hall::new();
    let (stands, _) = table(&hall);
    let changed = with(&stands, 60, 300, 2_000);
    for by in [CLERK, DUTY, "1060"] {
        let code = put(&mut hall, by, &changed, 0).unwrap_err().code;
        assert_eq!(code, Code::NotAuthorised, "{by}");
    }
    put(&mut hall, ADMINISTRATOR, &changed, 0).unwrap();
    let stale = put(&mut hall, MANAGER, &stands, 0).unwrap_err();
    assert_eq!(stale.code, Code::HallRuleStale);
    let view = hall.desk.authority(&hall.session(CLERK)).unwrap();
    assert_eq!((&view.authority, view.version), (&changed, 1));
    assert_eq!(view.author, Some(staff_id(ADMINISTRATOR)));
    let noted = hall.noted(&[Act::PutAuthority]);
    assert_eq!(noted.len(), 1, "what is refused is not noted: {noted:?}");
    assert_eq!(noted[0].1, ADMINISTRATOR);
    // Whoever is bound by the table lowers the own limit, and leaves raising it to another.
    put(&mut hall, MANAGER, &with(&changed, 60, 300, 1_500), 1).unwrap();
    let own = put(&mut hall, MANAGER, &with(&changed, 60, 300, 1_501), 2).unwrap_err();
    assert_eq!(
        (own.code, own.params["kind"].as_str()),
        (Code::OwnLimit, "bill_credit")
    );
    put(&mut hall, MANAGER, &with(&changed, 70, 400, 1_500), 2).unwrap();
    put(&mut hall, ADMINISTRATOR, &with(&changed, 70, 400, 2_000), 3).unwrap();
    // It is the hall's, not the running program's.
    let hall = hall.started_again("2026-11-22T09:00:00+08:00");
    assert_eq!(table(&hall).1, 4);
}

#[test]
fn a_table_that_falls_is_below_zero_or_lacks_a_row_changes_nothing() {
    let mut hall = Hall::new();
    let (stands, _) = table(&hall);
    let mut lacking = stands.clone();
    lacking.limits.remove(0);
    for (wrong, fault) in [
        (with(&stands, 301, 300, 2_000), "falls"),
        (with(&stands, -1, 300, 2_000), "out_of_range"),
        (with(&stands, 50, 300, 1_000_001), "out_of_range"),
        (lacking, "missing"),
    ] {
        let refused = put(&mut hall, MANAGER, &wrong, 0).unwrap_err();
        assert_eq!(refused.code, Code::BadLimits);
        assert_eq!(refused.params["fault"], fault);
        assert_eq!(refused.params["kind"], "bill_credit");
    }
    assert_eq!(table(&hall), (stands, 0));
    assert_eq!(hall.noted(&[Act::PutAuthority]), []);
}

#[test]
fn another_amount_is_approved_in_one_act_and_what_was_asked_stays_on_record() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let less =
        r#"[{"do": "approve_offer", "offer": 1, "amount": 6000, "action": "减免月租 60 元"}]"#;
    let less = request(&hall, &number, less);
    in_person(&mut hall, CLERK, DUTY, &password(DUTY), &less).unwrap();
    let offer = hall.record(&number).offers[0].clone();
    assert_eq!(
        offer.terms.remedy.unwrap().amount,
        Some(Money::from_yuan(60))
    );
    assert_eq!(offer.terms.action, "减免月租 60 元");
    assert!(
        matches!(&offer.approval, Approval::Granted { by, asked: Some(asked), .. }
            if *by == staff_id(DUTY) && *asked == Money::from_yuan(80))
    );
    let line = hall.log(&number).pop().unwrap();
    assert_eq!(line.state.as_deref(), Some("granted"));
    assert_eq!(
        line.amounts,
        Some((Money::from_yuan(80), Money::from_yuan(60)))
    );
    // What the clerk changes afterwards needs an approval of its own.
    let revise = json!([{"do": "revise_offer", "offer": 1, "terms": terms("减免月租", json!({"kind": "bill_credit", "amount": 7000}))}]);
    hall.perform(CLERK, &number, revise).unwrap();
    assert!(!approval(&hall, &number).is_given());
    hall.is_sound();
}

#[test]
fn whoever_may_grant_the_other_amount_may_put_it_in_place() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let free = json!({"do": "propose_offer", "terms": terms("赠送三个月", json!({"kind": "free_service", "months": 3}))});
    let ask = |no| json!({"do": "request_approval", "offer": no});
    hall.perform(CLERK, &number, json!([credit(500), free, ask(1), ask(2)]))
        .unwrap();
    let approve =
        |offer: u16, fen: i64| json!([{"do": "approve_offer", "offer": offer, "amount": fen}]);
    let refused = |hall: &mut Hall, offer, fen| {
        let error = hall
            .perform(DUTY, &number, approve(offer, fen))
            .unwrap_err();
        error.code
    };
    assert_eq!(refused(&mut hall, 1, 50_000), Code::NotAuthorised);
    assert_eq!(refused(&mut hall, 1, 30_001), Code::NotAuthorised);
    assert_eq!(refused(&mut hall, 1, 0), Code::Amount);
    assert_eq!(refused(&mut hall, 1, -100), Code::Amount);
    assert_eq!(refused(&mut hall, 2, 100), Code::NoAmount);
    hall.perform(DUTY, &number, approve(1, 30_000)).unwrap();
    // The same amount is no change.
    hall.perform(DUTY, &number, json!([{"do": "approve_offer", "offer": 2}]))
        .unwrap();
    let more = ticket_at(&mut hall, Step::Propose);
    hall.perform(CLERK, &more, json!([credit(80), ask(1)]))
        .unwrap();
    hall.perform(DUTY, &more, approve(1, 8_000)).unwrap();
    assert!(matches!(
        approval(&hall, &more),
        Approval::Granted { asked: None, .. }
    ));
}

#[test]
fn an_approval_of_an_offer_that_was_changed_is_void() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    hall.perform(DUTY, &number, serde_json::from_str(APPROVE).unwrap())
        .unwrap();
    let revise = json!([{"do": "revise_offer", "offer": 1, "terms": terms("减免两个月月租", json!({"kind": "bill_credit", "amount": 12_900}))}]);
    hall.perform(CLERK, &number, revise).unwrap();
    assert!(matches!(approval(&hall, &number), Approval::Needed { .. }));
    let choose = json!([{"do": "advance", "override_reason": "客户等着"}, {"do": "choose_offer", "offer": 1}]);
    let refused = hall.perform(CLERK, &number, choose).unwrap_err();
    assert_eq!(refused.code, Code::OfferNotApproved);
}

#[test]
fn the_second_of_two_managers_is_told_and_overwrites_nothing() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let seen = request(&hall, &number, APPROVE);
    let back = r#"[{"do": "return_offer", "offer": 1, "reason": "先核实账单"}]"#;
    let back = request(&hall, &number, back);
    let duty = hall.session(DUTY);
    hall.desk.perform(&duty, &back).unwrap();
    let before = hall.everything();
    let manager = hall.session(MANAGER);
    let late = hall.desk.perform(&manager, &seen).map(drop);
    assert_eq!(code(late), Code::Stale);
    let late = in_person(&mut hall, CLERK, MANAGER, &password(MANAGER), &seen).map(drop);
    assert_eq!(code(late), Code::Stale);
    assert_eq!(hall.everything(), before);
    assert_eq!(hall.noted(&[Act::DecideInPerson]), []);
}

fn cards(desk: &Desk<HeldContext>, hall: &Hall, who: &str) -> Vec<(String, bool, bool)> {
    let view = desk.approvals(&hall.session(who)).unwrap();
    let told = view.cards.iter().map(|card| {
        let offer = matches!(card.asked, Wanted::Offer { .. });
        (card.line.number.to_string(), offer, card.refusal.is_none())
    });
    told.collect()
}

#[test]
fn what_waits_for_ones_approval_is_one_list_and_others_see_none() {
    let mut hall = Hall::new();
    let first = asked(&mut hall);
    let more_time = json!([{"do": "request_extension", "hours": 24, "reason": "等设备到货"}]);
    hall.at("2026-11-21T10:05:00+08:00");
    hall.perform(CLERK, &first, more_time).unwrap();
    let high = ticket_at(&mut hall, Step::Propose);
    let ask = json!({"do": "request_approval", "offer": 1});
    hall.at("2026-11-21T10:10:00+08:00");
    hall.perform(CLERK, &high, json!([credit(800), ask]))
        .unwrap();
    let card = |number: &str, offer| (number.to_owned(), offer, true);
    assert_eq!(
        cards(&hall.desk, &hall, DUTY),
        [card(&first, true), card(&first, false)]
    );
    assert_eq!(
        cards(&hall.desk, &hall, MANAGER),
        [card(&first, true), card(&first, false), card(&high, true)]
    );
    for who in [CLERK, ADMINISTRATOR, "1060"] {
        assert_eq!(cards(&hall.desk, &hall, who), [], "{who}");
    }
    let decide = json!([{"do": "approve_offer", "offer": 1}, {"do": "grant_extension"}]);
    hall.perform(DUTY, &first, decide).unwrap();
    assert_eq!(cards(&hall.desk, &hall, DUTY), []);
    assert_eq!(cards(&hall.desk, &hall, MANAGER), [card(&high, true)]);
}

#[test]
fn ones_own_request_stands_in_the_list_with_the_reason_why_it_waits_for_another() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let ask = json!({"do": "request_approval", "offer": 1});
    hall.perform(DUTY, &number, json!([credit(800), ask]))
        .unwrap();
    let (stands, version) = table(&hall);
    put(
        &mut hall,
        ADMINISTRATOR,
        &with(&stands, 50, 1_000, 5_000),
        version,
    )
    .unwrap();
    let view = hall.desk.approvals(&hall.session(DUTY)).unwrap();
    let refusal = view.cards[0].refusal.as_ref().unwrap();
    assert_eq!(refusal.code, Code::OwnRequest);
}
