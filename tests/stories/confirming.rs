//! Legal values: confirmed against their source by an administrator, and unconfirmed again with every change (domain §17).

use crate::course::{terms, ticket_at};
use crate::hall::{CLERK, DUTY, Hall, read};
use crate::paper::{joined, text};
use ansu_desk::complaint::Step;
use ansu_desk::{ApiError, Code, DeskError, shipped_library};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "1050";

fn code<T: std::fmt::Debug>(answer: Result<T, DeskError>) -> Code {
    ApiError::from(answer.unwrap_err()).code
}

/// A rule as it is published.
fn rule(hall: &Hall, id: &str) -> (Value, u32) {
    let which = read(json!({"kind": "rule", "id": id}));
    let view = hall.desk.library_item(&hall.session(DUTY), &which, None);
    let view = view.unwrap();
    (serde_json::to_value(&view.item).unwrap(), view.version)
}

fn is_confirmed(hall: &Hall, id: &str) -> Value {
    rule(hall, id).0["item"]["confirmed"].clone()
}

#[test]
fn a_legal_value_that_is_changed_is_confirmed_anew_by_an_administrator_and_by_nobody_else() {
    const LAW: &str = "law_repair_rent_waiver";
    let mut hall = Hall::new();
    let (duty, administrator) = (hall.session(DUTY), hall.session(ADMINISTRATOR));
    let (mut item, version) = rule(&hall, LAW);
    assert_eq!(is_confirmed(&hall, LAW), true);
    let before = item.clone();

    // What it is called is part of what it says.
    item["item"]["says"]["zh"] = json!("超过 48 小时，免一个月月租");
    hall.desk
        .publish(&duty, &read(item.clone()), version, "")
        .unwrap();
    assert_eq!(is_confirmed(&hall, LAW), false);
    // Saying that it is confirmed does not make it so.
    let (same, version) = rule(&hall, LAW);
    hall.desk
        .publish(&duty, &read(item.clone()), version, "")
        .unwrap();
    assert_eq!(is_confirmed(&hall, LAW), false);

    let version = version + 1;
    let refused = hall
        .desk
        .confirm_rule(&duty, &read(item.clone()), version, "");
    assert_eq!(code(refused), Code::NotAuthorised);
    // Who confirms changes nothing else.
    let mut other = item.clone();
    other["item"]["formula"]["divisor"] = json!(10);
    let refused = hall
        .desk
        .confirm_rule(&administrator, &read(other), version, "");
    assert_eq!(code(refused), Code::UnknownItem);
    hall.desk
        .confirm_rule(&administrator, &read(item.clone()), version, "已对照条例")
        .unwrap();
    assert_eq!(is_confirmed(&hall, LAW), true);
    let refused = hall
        .desk
        .publish(&administrator, &read(same), version + 1, "");
    assert_eq!(code(refused), Code::ReadsOnly, "and edits nothing");

    // Back to what was confirmed before: word for word the same, so it still is.
    hall.desk
        .publish(&duty, &read(before), version + 1, "")
        .unwrap();
    assert_eq!(is_confirmed(&hall, LAW), true);
}

#[test]
fn a_file_brings_no_confirmation_with_it() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let mut file: Value = serde_json::from_str(&shipped_library().unwrap()).unwrap();
    let rules = file["rules"].as_array_mut().unwrap();
    let mut foreign = rules[0].clone();
    foreign["id"] = json!("from_elsewhere");
    foreign["confirmed"] = json!(true);
    rules.push(foreign);
    for multiple in file["multiples"].as_array_mut().unwrap() {
        multiple["basis"]["zh"] = json!("另有规定");
        multiple["confirmed"] = json!(true);
    }
    let seen = hall
        .desk
        .import_library(&duty, &file.to_string(), "")
        .unwrap();
    assert_eq!((seen.added.len(), seen.changed.len()), (1, 1));
    assert_eq!(is_confirmed(&hall, "from_elsewhere"), false);
    let multiples = read(json!({"kind": "multiples", "id": "multiples"}));
    let view = hall.desk.library_item(&duty, &multiples, None).unwrap();
    let value = serde_json::to_value(&view.item).unwrap();
    let all = value["item"].as_array().unwrap();
    assert!(all.len() > 1 && all.iter().all(|one| one["confirmed"] == false));
}

#[test]
fn the_customers_paper_names_what_an_offer_rests_on_only_while_it_is_confirmed() {
    const PROMISE: &str = "promise_double_refund";
    let mut hall = Hall::new();
    let administrator = hall.session(ADMINISTRATOR);
    let (mut item, version) = rule(&hall, PROMISE);
    assert_eq!(is_confirmed(&hall, PROMISE), false);
    let source = item["item"]["source"]["zh"].as_str().unwrap().to_owned();
    let number = ticket_at(&mut hall, Step::Propose);
    let doubled = |rule: Value| {
        let mut terms = terms(
            "误收的 20 元双倍返还",
            json!({"kind": "doubled_refund", "amount": 4000}),
        );
        terms["basis"] = json!("published_promise");
        terms["basis_note"] = json!(source);
        terms["rule"] = rule;
        json!({"do": "propose_offer", "terms": terms})
    };
    let offers = json!([
        doubled(json!(PROMISE)), doubled(json!("taken_out_since")), doubled(Value::Null), {"do": "advance"}
    ]);
    hall.perform(CLERK, &number, offers).unwrap();
    let paper = |hall: &mut Hall, chosen: u32| {
        let choice = json!([{"do": "choose_offer", "offer": chosen}]);
        hall.perform(CLERK, &number, choice).unwrap();
        text(&hall.slip(&number).unwrap().pdf)
    };
    let named = joined(&format!("公开服务承诺：{source}。"));
    for unconfirmed in [1, 2] {
        let paper = paper(&mut hall, unconfirmed);
        assert!(
            paper.contains("公开服务承诺") && !paper.contains(&joined(&source)),
            "{paper}"
        );
    }
    assert!(
        paper(&mut hall, 3).contains(&named),
        "in the clerk's own words"
    );

    item["item"]["confirmed"] = json!(true);
    hall.desk
        .confirm_rule(&administrator, &read(item), version, "已对照公告")
        .unwrap();
    assert!(paper(&mut hall, 1).contains(&named));
}
