//! What the coach suggests, filled from a ticket: only what is sure, nothing of the past.

use crate::course::{facts, offer, terms, ticket_at};
use crate::hall::{CLERK, DUTY, Hall, by_number, entrance, moment, read};
use ansu_desk::complaint::{Emotion, Step};
use ansu_desk::{
    Coaching, Code, Item, Language, OfferIdea, Preferences, SlotName, Suggestion, Telling,
};
use serde_json::{Value, json};

fn coach(hall: &mut Hall, number: &str, step: Step, playbook: Option<&str>) -> Coaching {
    let clerk = hall.session(CLERK);
    let which = by_number(number);
    hall.desk
        .coach(&clerk, &which, step, playbook, None)
        .unwrap()
}

/// Every wording of every playbook of the library at a step, as the ticket fills it.
fn wordings(hall: &mut Hall, number: &str, step: Step) -> Vec<Suggestion> {
    let clerk = hall.session(CLERK);
    let playbooks = hall.desk.find_playbooks(&clerk, "").unwrap();
    assert!(playbooks.len() >= 29, "{}", playbooks.len());
    let mut all: Vec<Suggestion> = vec![];
    for playbook in &playbooks {
        for wording in coach(hall, number, step, Some(&playbook.id)).wordings {
            if all.iter().all(|known| known.id != wording.id) {
                all.push(wording);
            }
        }
    }
    all
}

fn wording(hall: &mut Hall, number: &str, step: Step, id: &str) -> Suggestion {
    let mut all = wordings(hall, number, step).into_iter();
    all.find(|wording| wording.id == id)
        .unwrap_or_else(|| panic!("{id} is not suggested"))
}

/// What stands in a slot of some wordings: its values, and whether one of them is open.
fn values(wordings: &[Suggestion], slot: SlotName) -> (Vec<&str>, bool) {
    let parts = || {
        let parts = wordings.iter().flat_map(|wording| &wording.parts);
        parts.filter(|part| part.slot == Some(slot))
    };
    let mut filled: Vec<_> = parts()
        .filter(|part| part.filled)
        .map(|part| &*part.text)
        .collect();
    filled.sort_unstable();
    filled.dedup();
    (filled, parts().any(|part| !part.filled))
}

/// Slots of which the ticket knows nothing: whoever speaks says the day, the sum, the time.
const BY_HAND: [SlotName; 5] = [
    SlotName::Date,
    SlotName::Amount,
    SlotName::TimeLimit,
    SlotName::Usage,
    SlotName::Reviewer,
];

fn nothing_dated(wordings: &[Suggestion], past: &str) {
    assert!(wordings.len() >= 50, "{}", wordings.len());
    for Suggestion {
        id,
        parts,
        complete,
        ..
    } in wordings
    {
        let told: String = parts.iter().map(|part| part.text.as_str()).collect();
        assert!(!told.contains(past), "{id}: {told}");
        let asks = parts
            .iter()
            .any(|part| part.slot.is_some_and(|slot| BY_HAND.contains(&slot)));
        assert!(!(*complete && asks), "{id} is complete: {told}");
    }
}

#[test]
fn when_the_due_time_has_passed_no_sentence_names_it() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let named = |hall: &mut Hall| {
        let all = wordings(hall, &number, Step::Propose);
        let (due, open) = values(&all, SlotName::Due);
        (due.join(" "), open)
    };
    assert_eq!(named(&mut hall), ("11月23日18:00".to_owned(), false));
    hall.at("2026-11-24T09:00:00+08:00");
    assert_eq!(named(&mut hall), (String::new(), true));
    for step in Step::ALL {
        nothing_dated(&wordings(&mut hall, &number, step), "11月23日");
    }
}

#[test]
fn the_day_of_the_incident_is_never_a_day_to_promise() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let mut known = facts("周建华");
    known["facts"]["when"] = json!("十一月十八号晚上");
    known["facts"]["occurred"] = json!("2026-11-18T20:00:00+08:00");
    hall.perform(CLERK, &number, json!([known])).unwrap();
    for step in Step::ALL {
        let all = wordings(&mut hall, &number, step);
        nothing_dated(&all, "11月18日");
        nothing_dated(&all, "十一月十八号");
    }
    let on_site = "waiting_for_line_resource/look_on_site";
    assert!(!wording(&mut hall, &number, Step::Gather, on_site).complete);
}

#[test]
fn what_the_offers_differ_in_stays_open_until_one_is_chosen() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let credit = json!({"kind": "bill_credit", "amount": 3000});
    let mut later = json!({"do": "propose_offer", "terms": terms("减免话费", credit)});
    later["terms"]["unit"] = json!("计费账务班");
    later["terms"]["due"] = json!("2026-11-25T12:00:00+08:00");
    hall.perform(CLERK, &number, json!([offer("更换光猫"), later]))
        .unwrap();
    let slots = [
        SlotName::Offer,
        SlotName::Unit,
        SlotName::Due,
        SlotName::Remedy,
    ];
    let known = |hall: &mut Hall| {
        let all = wordings(hall, &number, Step::Propose);
        slots.map(|slot| values(&all, slot).0.join(" "))
    };
    assert_eq!(known(&mut hall), ["", "", "", ""]);
    let ask = wordings(&mut hall, &number, Step::Ask);
    assert_eq!(values(&ask, SlotName::OfferOne).0, ["更换光猫"]);
    assert_eq!(values(&ask, SlotName::OfferTwo).0, ["减免话费"]);

    let chosen = json!([{"do": "advance"}, {"do": "choose_offer", "offer": 2}]);
    hall.perform(CLERK, &number, chosen).unwrap();
    let chosen = ["减免话费", "计费账务班", "11月25日12:00", "¥30.00"];
    assert_eq!(known(&mut hall), chosen);
    let credit = wording(
        &mut hall,
        &number,
        Step::Propose,
        "general/propose_owner_and_date",
    );
    assert_eq!(
        credit.text().unwrap(),
        "这件事由计费账务班负责，11月25日12:00前办好，办完由我打电话跟您确认。"
    );
}

#[test]
fn the_service_is_the_categorys_and_the_area_that_of_the_intake() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let gather = wordings(&mut hall, &number, Step::Gather);
    assert_eq!(values(&gather, SlotName::Service), (vec!["宽带"], false));
    assert_eq!(values(&gather, SlotName::Area), (vec!["南湖花园"], false));
    let other = hall.register(CLERK, json!({"category": "10.1"})).unwrap();
    let other = other.number.to_string();
    let gather = wordings(&mut hall, &other, Step::Gather);
    assert_eq!(values(&gather, SlotName::Service), (vec![], true));
}

#[test]
fn who_comes_for_somebody_else_is_not_called_by_their_name() {
    let mut hall = Hall::new();
    let called = |hall: &mut Hall, changed: Value| {
        let number = hall.register(CLERK, changed).unwrap().number.to_string();
        let all = wordings(hall, &number, Step::Listen);
        values(&all, SlotName::Customer).0.join(" ")
    };
    assert_eq!(called(&mut hall, json!({})), "周先生");
    let letter = json!({
        "name": "周敏", "scope": "代办投诉", "valid_from": "2026-11-01", "valid_until": "2026-12-31", "letter_seen": true,
    });
    let represented = json!({"presence": "represented", "representative": letter});
    assert_eq!(called(&mut hall, represented), "");
}

/// The first situation that the coach recognises in step 1, and the customer's words by which it does.
fn recognised(hall: &mut Hall, number: &str, telling: Option<Telling>) -> (String, Vec<String>) {
    let clerk = hall.session(CLERK);
    let which = by_number(number);
    let coaching = hall
        .desk
        .coach(&clerk, &which, Step::Listen, None, telling.as_ref())
        .unwrap();
    let first = coaching.situations.into_iter().next().unwrap();
    assert_eq!(coaching.playbook.unwrap(), first.id);
    (first.id, first.heard)
}

#[test]
fn the_coach_hears_what_is_being_told_before_it_is_on_record() {
    let mut hall = Hall::new();
    let fields = json!({"category": "10.1", "phenomenon": "来投诉"});
    let number = hall.register(CLERK, fields).unwrap().number.to_string();
    let telling = |words: &str| {
        let statement = words.to_owned();
        Some(Telling {
            statement,
            emotion: None,
        })
    };
    assert_eq!(recognised(&mut hall, &number, None).1, Vec::<String>::new());
    let words = "我家宽带老掉线，光猫红灯一直闪";
    let (situation, heard) = recognised(&mut hall, &number, telling(words));
    assert_eq!(situation, "broadband_cuts_out");
    assert!(heard.contains(&"光猫红灯".to_owned()), "{heard:?}");
    assert!(hall.record(&number).statement.is_empty());
    let other = "推销电话换着号打，半夜打个没完";
    let (situation, _) = recognised(&mut hall, &number, telling(other));
    assert_eq!(situation, "nuisance_calls_repeated");
}

#[test]
fn what_was_noted_at_the_intake_is_heard_until_the_customer_has_said_more() {
    let mut hall = Hall::new();
    let fields = json!({"category": "10.1", "phenomenon": "宽带老掉线，光猫红灯"});
    let number = hall.register(CLERK, fields).unwrap().number.to_string();
    let (situation, heard) = recognised(&mut hall, &number, None);
    assert_eq!(situation, "broadband_cuts_out");
    assert!(!heard.is_empty());
}

#[test]
fn a_feeling_that_was_just_chosen_brings_its_sentences() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Apologize);
    let clerk = hall.session(CLERK);
    let mut first = |emotion| {
        let statement = String::new();
        let telling = Telling { statement, emotion };
        let which = by_number(&number);
        let general = Some("general");
        let coaching = hall
            .desk
            .coach(&clerk, &which, Step::Apologize, general, Some(&telling));
        let ids = coaching.unwrap().wordings.into_iter();
        ids.map(|wording| wording.id).collect::<Vec<_>>()
    };
    let angry = "general/apologize_angry".to_owned();
    assert!(first(None).contains(&angry), "as it is on record");
    assert!(!first(Some(Emotion::Disappointed)).contains(&angry));
}

#[test]
fn a_statement_is_pinned_while_it_holds() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let statement: Item = read(json!({"kind": "statement", "item": {
        "id": "nanhu_outage", "title": {"zh": "南湖光缆中断", "en": "Cable cut at Nanhu"},
        "text": {"zh": "南湖一带光缆被施工挖断，抢修队在现场，{date}前有新的消息我告诉您。", "en": "A cable was cut at Nanhu; the crew is there. I will tell you more by {date}."},
        "categories": ["2"], "from": "2026-11-21T01:00:00Z", "until": "2026-11-21T10:00:00Z"
    }}));
    hall.desk.publish(&duty, &statement, 0, "").unwrap();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let other = hall
        .register(CLERK, json!({"phone": "15400010002", "category": "3.1"}))
        .unwrap()
        .number
        .to_string();
    let pinned = |hall: &mut Hall, number: &str| {
        let clerk = hall.session(CLERK);
        hall.desk
            .coach(&clerk, &by_number(number), Step::Listen, None, None)
            .unwrap()
            .statements
    };
    let say = |hall: &mut Hall| {
        let said = json!([{"do": "use_wording", "wording": "抢修队在现场。", "source": "statement/nanhu_outage"}]);
        hall.perform(CLERK, &number, said)
            .err()
            .map(|error| error.code)
    };
    let changes = |hall: &mut Hall| {
        let clerk = hall.session(CLERK);
        let coaching = hall
            .desk
            .coach(&clerk, &by_number(&number), Step::Listen, None, None);
        coaching.unwrap().statements_until
    };
    hall.at("2026-11-21T08:59:59+08:00");
    assert!(pinned(&mut hall, &number).is_empty(), "it has not begun");
    assert_eq!(
        changes(&mut hall),
        Some(moment("2026-11-21T09:00:00+08:00"))
    );
    assert_eq!(say(&mut hall), Some(Code::StatementEnded));
    hall.at("2026-11-21T09:00:00+08:00");
    assert_eq!(
        changes(&mut hall),
        Some(moment("2026-11-21T18:00:00+08:00"))
    );
    let told = pinned(&mut hall, &number);
    assert_eq!(told.len(), 1);
    assert!(!told[0].complete && told[0].id == "statement/nanhu_outage");
    assert!(
        pinned(&mut hall, &other).is_empty(),
        "it is about another matter"
    );
    hall.at("2026-11-21T18:00:01+08:00");
    assert!(pinned(&mut hall, &number).is_empty(), "it holds no more");
    assert_eq!(say(&mut hall), Some(Code::StatementEnded));
    assert!(hall.record(&number).said.is_empty());
    let mut backwards = serde_json::to_value(&statement).unwrap();
    backwards["item"]["until"] = json!("2026-11-21T00:00:00Z");
    let refused = hall.desk.publish(&duty, &read(backwards), 1, "").err();
    let refused = refused.map(|error| ansu_desk::ApiError::from(&error).code);
    assert_eq!(refused, Some(Code::BadLibrary));
}

/// An outage of one estate is not told to the whole hall: who is from elsewhere doesn't hear it, who may be from there is asked first.
#[test]
fn a_statement_for_some_places_is_asked_for_told_or_left_out() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let statement: Item = read(json!({"kind": "statement", "item": {
        "id": "nanhu_outage", "title": {"zh": "光缆中断", "en": "Cable cut"},
        "text": {"zh": "抢修队在现场。", "en": "The crew is there."}, "categories": ["2"], "places": ["南湖花园", "望桥新村"],
        "from": "2026-11-21T01:00:00Z", "until": "2026-11-22T10:00:00Z"
    }}));
    hall.desk.publish(&duty, &statement, 0, "").unwrap();
    let number = hall
        .register(CLERK, json!({"area": ""}))
        .unwrap()
        .number
        .to_string();
    let asked = |hall: &mut Hall| {
        let clerk = hall.session(CLERK);
        let coaching = hall
            .desk
            .coach(&clerk, &by_number(&number), Step::Gather, None, None);
        let pinned = coaching.unwrap().statements;
        assert!(
            pinned
                .iter()
                .all(|one| one.places == ["南湖花园", "望桥新村"])
        );
        pinned.first().map(|one| one.ask_place)
    };
    assert_eq!(asked(&mut hall), Some(true), "nobody knows where");
    for (place, told) in [
        ("北湖花园2幢", None),
        ("南湖花园6幢2单元", Some(false)),
        ("家中书房", Some(true)),
    ] {
        let facts = json!([{"do": "record_facts", "facts": {"who": "", "when": "", "where": place, "what": "", "why": "", "how": ""}}]);
        hall.perform(CLERK, &number, facts).unwrap();
        assert_eq!(asked(&mut hall), told, "{place}");
    }
    // Before there is a ticket: in the form of a complaint, in a quick entry.
    let clerk = hall.session(CLERK);
    let of = |category: Option<&str>, area: &str, matter: &str| {
        let caller: ansu_desk::Caller =
            serde_json::from_value(json!({"category": category, "area": area, "matter": matter}))
                .unwrap();
        let pinned = hall.desk.statements(&clerk, &caller).unwrap();
        pinned.first().map(|one| one.ask_place)
    };
    assert_eq!(of(None, "", "断网了"), Some(true));
    assert_eq!(of(Some("2.2"), "", "我们望桥新村都断了"), Some(false));
    assert_eq!(of(Some("2.2"), "城南小区", ""), None);
    assert_eq!(of(Some("3.1"), "南湖花园", ""), None, "another matter");
    hall.at("2026-11-23T09:00:00+08:00");
    let over = hall.desk.statements(&clerk, &ansu_desk::Caller::default());
    assert_eq!(over.unwrap(), []);
    // A version without the places and one with them differ; a file holds them.
    let stored = hall.desk.export_library(&duty).unwrap();
    assert!(stored.contains("\"望桥新村\""));
    let without: Item = read(json!({"kind": "statement", "item": {
        "id": "nanhu_outage", "title": {"zh": "光缆中断", "en": "Cable cut"},
        "text": {"zh": "抢修队在现场。", "en": "The crew is there."}, "categories": ["2"],
        "from": "2026-11-21T01:00:00Z", "until": "2026-11-22T10:00:00Z"
    }}));
    hall.desk.publish(&duty, &without, 1, "").unwrap();
    let changed = hall
        .desk
        .import_library(&duty, &stored, "")
        .unwrap()
        .changed;
    assert_eq!(changed, [statement]);
}

#[test]
fn what_the_coach_puts_on_record_is_chinese_whatever_the_window_speaks() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let coached = |hall: &mut Hall| coach(hall, &number, Step::Propose, Some("broadband_cuts_out"));
    let chinese = coached(&mut hall);
    let preferences = Preferences {
        language: Language::English,
        ..Preferences::default()
    };
    entrance(hall.path()).put_preferences(&preferences).unwrap();
    let english = coached(&mut hall);
    let recorded = |idea: &OfferIdea| {
        let cited = idea.rule.as_ref().map(|rule| rule.cited.clone());
        (idea.action.clone(), idea.unit.clone(), cited)
    };
    assert!(chinese.offers.len() >= 2);
    for (zh, en) in chinese.offers.iter().zip(&english.offers) {
        assert_eq!(recorded(zh), recorded(en));
        assert_eq!(zh.gloss, None);
        let gloss = en.gloss.as_ref().unwrap();
        assert!(gloss.is_ascii() && !gloss.contains('{'), "{gloss}");
    }
    // What is said is in the language of whoever says it, and so is what only the clerk reads.
    let sources = |coaching: &Coaching| {
        let rules = coaching.offers.iter().filter_map(|idea| idea.rule.clone());
        rules.map(|rule| rule.source).collect::<Vec<_>>()
    };
    assert!(!sources(&chinese).is_empty());
    assert_ne!(sources(&chinese), sources(&english));
    let (zh, en) = (chinese.checklist.unwrap(), english.checklist.unwrap());
    assert_eq!(zh.questions[0].ask, en.questions[0].ask);
    assert_ne!(zh.questions[0].look_up, en.questions[0].look_up);
}
