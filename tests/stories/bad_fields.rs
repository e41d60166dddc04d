//! What people type by mistake is refused and nothing is lost; what is odd but right is kept.

use crate::course::{facts, statement, terms, ticket_at};
use crate::hall::{CLERK, Hall, action, moment};
use crate::paper;
use ansu_desk::Code;
use ansu_desk::complaint::Step;
use serde_json::{Value, json};

#[test]
fn emoji_stay_on_the_record_and_the_slip_names_them() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let said = "天天断网😀👨‍👩‍👧 气死我了";
    // The customer's own words are not on the slip: nothing stands in its way.
    hall.perform(CLERK, &number, json!([statement("天天断网😡")]))
        .unwrap();
    hall.slip(&number).unwrap();
    let zero_width = hall
        .perform(CLERK, &number, json!([statement(said)]))
        .unwrap_err();
    assert_eq!(
        (zero_width.code, zero_width.params["code_point"].as_str()),
        (Code::HiddenCharacter, "U+200D")
    );

    hall.perform(CLERK, &number, json!([facts("周建华😀")]))
        .unwrap();
    let mut hall = hall.started_again("2026-11-21T11:00:00+08:00");
    assert_eq!(
        (
            hall.record(&number).statement.as_str(),
            hall.record(&number).facts.who.as_str()
        ),
        ("天天断网😡", "周建华😀")
    );
    let error = hall.slip(&number).unwrap_err();
    assert_eq!(error.code, Code::MissingCharacters);
    let [at] = &error.characters[..] else {
        panic!("{error:?}")
    };
    assert_eq!(
        (at.field.as_str(), at.character, at.code_point.as_str()),
        ("投诉事项", Some('😀'), "U+1F600")
    );
}

#[test]
fn rare_characters_are_kept_through_record_and_slip() {
    let rare = ["䶮", "㛃", "𬭚", "𫖯"];
    let mut hall = Hall::new();
    let number = hall
        .register(CLERK, json!({"name": "䶮㛃𬭚𫖯", "area": "𬭚𫖯里"}))
        .unwrap()
        .number
        .to_string();
    for step in Step::ALL.into_iter().filter(|step| *step < Step::FollowUp) {
        hall.perform(CLERK, &number, crate::course::through(step))
            .unwrap();
    }
    let again = json!([facts("䶮小雨、㛃、𬭚和𫖯"), {"do": "make_promise", "text": "给䶮女士回电", "owner": "𫖯", "due": "2026-11-22T18:00:00+08:00"}]);
    hall.perform(CLERK, &number, again).unwrap();
    let mut hall = hall.started_again("2026-11-21T11:00:00+08:00");
    let ticket = hall.record(&number);
    assert_eq!(
        (
            ticket.intake.complainant.name.as_str(),
            ticket.facts.who.as_str()
        ),
        ("䶮㛃𬭚𫖯", "䶮小雨、㛃、𬭚和𫖯")
    );
    let slip = hall.slip(&number).unwrap();
    paper::says_all(&ticket, &slip.pdf);
    let text = paper::text(&slip.pdf);
    assert!(rare.iter().all(|c| text.contains(c)));
    let session = hall.session(CLERK);
    let search = ansu_desk::QueueRequest {
        search: "𬭚𫖯".to_owned(),
        ..Default::default()
    };
    assert_eq!(hall.desk.queue(&session, &search).unwrap().lines.len(), 1);
}

#[test]
fn numbers_of_every_kind_are_read_and_what_is_none_is_refused() {
    let mut hall = Hall::new();
    for (typed, digits) in [
        ("１５４０００１０００１", "15400010001"),
        ("+86 154-0001-0001", "15400010001"),
        ("（010）8888 6666", "01088886666"),
        ("0571-88886666", "057188886666"),
        ("10000", "10000"),
        ("400-810-1234", "4008101234"),
        ("114", "114"),
    ] {
        let ticket = hall
            .register(CLERK, json!({"phone": typed, "contact": typed}))
            .unwrap();
        assert_eq!(ticket.intake.complainant.phone.digits(), digits);
    }
    let before = hall.everything();
    for typed in [
        "1540001000",
        "154000100012",
        "张先生",
        "1540001000x",
        "15400010001;",
        "１５４０００１０００",
        "٠١٢٣٤٥٦٧٨٩٠",
    ] {
        for field in ["phone", "contact"] {
            let error = hall.register(CLERK, json!({field: typed})).unwrap_err();
            assert_eq!(
                (error.code, error.params["field"].as_str()),
                (Code::NotAPhone, field),
                "{typed}"
            );
        }
    }
    assert_eq!(
        hall.register(CLERK, json!({"phone": "  "}))
            .unwrap_err()
            .code,
        Code::Required
    );
    assert_eq!(
        hall.register(CLERK, json!({"phone": "1".repeat(10_000)}))
            .unwrap_err()
            .code,
        Code::NotAPhone
    );
    assert_eq!(hall.everything(), before);
}

#[test]
fn dates_that_cannot_be_are_refused_by_field() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let before = hall.everything();
    let due = |due: &str| {
        let mut terms = terms("更换光缆", Value::Null);
        terms["due"] = json!(due);
        json!({"do": "propose_offer", "terms": terms})
    };
    let promise =
        |due: &str| json!({"do": "make_promise", "text": "回电", "owner": "1024", "due": due});
    let occurred = |at: &str| json!({"do": "record_facts", "facts": {"occurred": at}});
    for (action, code, field) in [
        (
            occurred("2026-11-21T10:03:00+08:00"),
            Code::InFuture,
            "occurred",
        ),
        (
            occurred("+262142-12-31T00:00:00Z"),
            Code::InFuture,
            "occurred",
        ),
        (due("2026-11-21T10:00:00+08:00"), Code::InPast, "offer_due"),
        (due("0001-01-01T00:00:00Z"), Code::InPast, "offer_due"),
        (promise("2026-11-20T10:00:00+08:00"), Code::InPast, "due"),
        (promise("2030-01-01T00:00:00+08:00"), Code::TooFar, "due"),
        (due("+262142-12-31T00:00:00Z"), Code::TooFar, "offer_due"),
    ] {
        let error = hall.perform(CLERK, &number, json!([action])).unwrap_err();
        assert_eq!(
            (error.code, error.params["field"].as_str()),
            (code, field),
            "{action}"
        );
    }
    let future = hall
        .register(CLERK, json!({"occurred": "2026-11-22T00:00:00+08:00"}))
        .unwrap_err();
    assert_eq!(
        (future.code, future.params["field"].as_str()),
        (Code::InFuture, "occurred")
    );
    for (from, until, code) in [
        ("2026-10-01", "2026-11-20", Code::AuthorisationEnded),
        ("2026-11-22", "2026-12-01", Code::AuthorisationAhead),
        ("2026-12-01", "2026-11-01", Code::AuthorisationNotValid),
    ] {
        let letter = json!({"name": "欧阳静", "scope": "代为投诉", "valid_from": from, "valid_until": until, "letter_seen": true});
        let error = hall
            .register(
                CLERK,
                json!({"presence": "represented", "representative": letter}),
            )
            .unwrap_err();
        assert_eq!(error.code, code);
    }
    assert_eq!(hall.everything(), before);
    // The clerk's watch may be two minutes ahead.
    hall.perform(
        CLERK,
        &number,
        json!([occurred("2026-11-21T10:02:00+08:00")]),
    )
    .unwrap();
    assert_eq!(
        hall.record(&number).facts.occurred,
        Some(moment("2026-11-21T10:02:00+08:00"))
    );
}

#[test]
fn amounts_that_cannot_be_are_refused() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let before = hall.everything();
    let credit =
        |amount: Value| terms("减免月租", json!({"kind": "bill_credit", "amount": amount}));
    for fen in [0, -1, -12_900, 100_000_001, i64::MAX, i64::MIN] {
        for action in [
            json!({"do": "propose_offer", "terms": credit(json!(fen))}),
            json!({"do": "propose_offer", "terms": terms("送礼品", json!({"kind": "gift", "amount": fen}))}),
        ] {
            let error = hall.perform(CLERK, &number, json!([action])).unwrap_err();
            assert_eq!(
                (error.code, error.params["most"].as_str()),
                (Code::Amount, "¥1,000,000.00"),
                "{fen}"
            );
        }
    }
    let missing = json!({"do": "propose_offer", "terms": terms("退费", json!({"kind": "refund"}))});
    let error = hall.perform(CLERK, &number, json!([missing])).unwrap_err();
    assert_eq!(
        (error.code, error.params["field"].as_str()),
        (Code::Required, "amount")
    );
    let months = json!({"do": "propose_offer", "terms": terms("送月租", json!({"kind": "free_service", "months": 37}))});
    let error = hall.perform(CLERK, &number, json!([months])).unwrap_err();
    assert_eq!(
        (error.code, error.params["field"].as_str()),
        (Code::OutOfRange, "months")
    );
    let clerk = hall.session(CLERK);
    // What is no whole number of fen is not read at all.
    for amount in ["1e30", "129.5", "\"129\"", "9223372036854775808"] {
        let text = json!({"do": "propose_offer", "terms": credit(json!("AMOUNT"))})
            .to_string()
            .replace("\"AMOUNT\"", amount);
        assert!(
            serde_json::from_str::<ansu_desk::complaint::Action>(&text).is_err(),
            "{amount}"
        );
        let error = hall.desk.run_story(&clerk, &text).unwrap_err().api();
        assert_eq!(
            (error.code, error.params["line"].as_str()),
            (Code::BadRequest, "1")
        );
    }
    assert_eq!(hall.everything(), before);
    action(json!({"do": "propose_offer", "terms": credit(json!(100_000_000))}));
}

#[test]
fn a_signature_needs_consent_and_ink() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let before = hall.everything();
    let ink = |strokes: Value| json!({"width": 720, "height": 240, "strokes": strokes});
    let sign = |ink: Value, consent: bool| json!([{"do": "sign", "party": "customer", "signature": {"manner": "on_screen", "ink": ink, "consent": consent}}]);
    let line = json!([[[10, 10, 128], [700, 200, 128]]]);
    let endless: Vec<_> = (0..20_001)
        .map(|point| json!([point % 700, 10, 1]))
        .collect();
    for (actions, code) in [
        (sign(ink(line.clone()), false), Code::ConsentNeeded),
        (sign(ink(json!([])), true), Code::NotASignature),
        (
            sign(ink(json!([[[10, 10, 128]]])), true),
            Code::NotASignature,
        ),
        (
            sign(ink(json!([[[10, 10, 128], [721, 10, 128]]])), true),
            Code::NotASignature,
        ),
        (sign(ink(json!([endless])), true), Code::NotASignature),
        (
            sign(
                json!({"width": 0, "height": 0, "strokes": [[[0, 0, 1], [0, 0, 1]]]}),
                true,
            ),
            Code::NotASignature,
        ),
    ] {
        assert_eq!(
            hall.perform(CLERK, &number, actions).unwrap_err().code,
            code
        );
    }
    assert_eq!(hall.everything(), before);
    hall.perform(CLERK, &number, sign(ink(line), true)).unwrap();
    hall.slip(&number).unwrap();
}

#[test]
fn what_no_slip_can_hold_stays_on_the_record_and_the_slip_says_so() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let all = "断".repeat(2_000);
    let facts = json!({"who": "周建华", "when": "前天", "where": "南湖花园", "what": all, "why": all, "how": all});
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "record_facts", "facts": facts}]),
    )
    .unwrap();
    assert_eq!(hall.record(&number).facts.what, all);
    let error = hall.slip(&number).unwrap_err();
    assert_eq!(
        (error.code, error.params["field"].as_str()),
        (Code::SlipTooLong, "投诉事项")
    );
    assert!(error.params["over"].parse::<u32>().unwrap() > 1_000);
}
