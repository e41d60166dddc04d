//! Every field that people fill in says by name what is wrong with it: empty, too long, or hiding something.

use crate::course::{statement, terms, ticket_at};
use crate::hall::{CLERK, DUTY, Hall, form};
use ansu_desk::complaint::Step;
use ansu_desk::{ApiError, Code};
use serde_json::{Value, json};

/// In a template: where the text goes.
const HERE: &str = "§";

/// A field by the action that fills it, the name under which it answers, the characters it holds, and whether it must not be empty.
struct Field {
    action: Value,
    name: &'static str,
    holds: u32,
    needed: bool,
}

fn needed(name: &'static str, holds: u32, action: Value) -> Field {
    Field {
        action,
        name,
        holds,
        needed: true,
    }
}

fn free(name: &'static str, holds: u32, action: Value) -> Field {
    Field {
        action,
        name,
        holds,
        needed: false,
    }
}

/// Fields of a ticket that stands at the last step with an open promise.
fn fields_at_the_last_step() -> Vec<Field> {
    let fact = |name: &str| json!({"do": "record_facts", "facts": {name: HERE}});
    let offer = |name: &str| {
        let mut terms = terms("更换光缆", Value::Null);
        terms[name] = json!(HERE);
        json!({"do": "propose_offer", "terms": terms})
    };
    let opinion = json!({"solved": "yes", "satisfied": "satisfied", "remark": HERE});
    let why = |name: &str| json!({"do": name, "promise": 1, "reason": HERE});
    let due = "2026-11-23T18:00:00+08:00";
    let promise = |text: &str, owner: &str| json!({"do": "make_promise", "text": text, "owner": owner, "due": due});
    let escalate = |reason: &str, done: &str, asked: &str| json!({"do": "escalate", "level": "duty_manager", "reason": reason, "done": done, "asked": asked, "due": due});
    let unsigned = |why: &str| json!({"do": "sign", "party": "customer", "signature": {"manner": "not_signed", "why": why, "reason": HERE}});
    let attribute = |unit: &str, explanation: &str| json!({"do": "attribute", "attribution": {"side": "operator", "liability": "operator", "unit": unit, "explanation": explanation}});
    vec![
        needed("statement", 2000, statement(HERE)),
        free(
            "key_words",
            40,
            json!({"do": "record_statement", "statement": "断网", "key_words": ["断", HERE], "emotion": "calm", "strength": 1}),
        ),
        needed("wording", 2000, json!({"do": "apologize", "wording": HERE})),
        free("who", 120, fact("who")),
        free("when", 120, fact("when")),
        free("where", 120, fact("where")),
        free("what", 2000, fact("what")),
        free("why", 2000, fact("why")),
        free("how", 2000, fact("how")),
        needed(
            "question",
            120,
            json!({"do": "record_check", "check": {"question": HERE, "finding": ""}}),
        ),
        free(
            "finding",
            2000,
            json!({"do": "record_check", "check": {"question": "灯？", "finding": HERE}}),
        ),
        free("unit", 120, attribute(HERE, "光缆受损")),
        needed("explanation", 2000, attribute("", HERE)),
        needed(
            "read_back",
            2000,
            json!({"do": "confirm_read_back", "text": HERE}),
        ),
        needed("offer_action", 2000, offer("action")),
        needed("offer_unit", 120, offer("unit")),
        free("offer_basis", 120, offer("basis_note")),
        free("offer_basis", 120, offer("rule")),
        needed(
            "reason",
            2000,
            json!({"do": "justify_single_offer", "reason": HERE}),
        ),
        needed("demand", 2000, json!({"do": "record_demand", "text": HERE})),
        free(
            "offer_basis",
            2000,
            json!({"do": "record_demand", "text": "赔钱", "basis": HERE}),
        ),
        needed("reason", 2000, escalate(HERE, "", "请协调")),
        free("explanation", 2000, escalate("没修好", HERE, "请协调")),
        needed("demand", 2000, escalate("没修好", "", HERE)),
        needed(
            "reply",
            2000,
            json!({"do": "give_final_reply", "text": HERE}),
        ),
        needed("promise", 2000, promise(HERE, "1024")),
        needed("owner", 120, promise("明天回电", HERE)),
        free(
            "remark",
            2000,
            json!({"do": "keep_promise", "promise": 1, "note": HERE}),
        ),
        needed("reason", 2000, why("break_promise")),
        needed("reason", 2000, why("withdraw_promise")),
        free("remark", 2000, json!({"do": "call_back", "note": HERE})),
        free(
            "remark",
            2000,
            json!({"do": "call_back", "opinion": opinion}),
        ),
        free(
            "remark",
            2000,
            json!({"do": "record_opinion", "opinion": opinion}),
        ),
        needed("reason", 120, unsigned("other")),
        free("reason", 120, unsigned("refused")),
        needed(
            "note",
            120,
            json!({"do": "print_slip", "fingerprint": HERE}),
        ),
        needed(
            "unit",
            120,
            json!({"do": "send_work_order", "unit": HERE, "asked": "查告警", "due": due}),
        ),
        needed(
            "asked",
            2000,
            json!({"do": "send_work_order", "unit": "网络部", "asked": HERE, "due": due}),
        ),
        needed("note", 2000, json!({"do": "add_note", "text": HERE})),
        needed("reason", 2000, json!({"do": "break_off", "reason": HERE})),
        needed("reason", 2000, json!({"do": "raise", "reason": HERE})),
    ]
}

/// Fields of a ticket whose demand waits for an answer and that may end.
fn fields_while_asking() -> Vec<Field> {
    let answer = json!({"answer": "declined", "reason": HERE});
    vec![
        needed(
            "reason",
            2000,
            json!({"do": "answer_demand", "answer": answer}),
        ),
        needed(
            "reason",
            2000,
            json!({"do": "advance", "override_reason": HERE}),
        ),
        needed("reason", 2000, json!({"do": "withdraw", "reason": HERE})),
        needed(
            "reason",
            2000,
            json!({"do": "merge", "into": "A01-1-20261121-009", "reason": HERE}),
        ),
        needed(
            "reason",
            2000,
            json!({"do": "transfer", "hall": "清渡南门营业厅", "reason": HERE}),
        ),
        needed(
            "hall",
            120,
            json!({"do": "transfer", "hall": HERE, "reason": "就近"}),
        ),
    ]
}

fn fields_with_the_duty_manager() -> Vec<Field> {
    vec![
        needed(
            "explanation",
            2000,
            json!({"do": "decide_escalation", "decision": HERE}),
        ),
        needed(
            "reason",
            2000,
            json!({"do": "return_escalation", "reason": HERE}),
        ),
    ]
}

fn fields_of_registration() -> Vec<Field> {
    let letter = |name: &str| {
        let mut letter = json!({"name": "欧阳静", "scope": "代为投诉", "valid_from": "2026-11-01", "valid_until": "2026-12-01", "letter_seen": true});
        letter[name] = json!(HERE);
        form(json!({"presence": "represented", "representative": letter}))
    };
    let plain = |name: &str| form(json!({name: HERE}));
    let register = |form: Value| json!({"do": "register", "form": form});
    vec![
        free("name", 40, register(plain("name"))),
        free("when", 120, register(plain("when"))),
        needed("phenomenon", 2000, register(plain("phenomenon"))),
        free("area", 120, register(plain("area"))),
        needed("representative_name", 40, register(letter("name"))),
        needed("representative_scope", 2000, register(letter("scope"))),
        free("representative_document", 120, register(letter("document"))),
    ]
}

/// The action with a text in its place.
fn filled(template: &Value, text: &str) -> Value {
    let line = serde_json::to_string(template).unwrap();
    let text = serde_json::to_string(text).unwrap();
    serde_json::from_str(&line.replace(&format!("\"{HERE}\""), &text)).unwrap()
}

/// Every way in which a field can be wrong, on a hall where it changes nothing.
fn answers_by_name(hall: &mut Hall, by: &str, number: &str, fields: &[Field]) {
    let before = hall.everything();
    for field in fields {
        let mut refused = |text: &str| -> ApiError {
            let action = filled(&field.action, text);
            let result = match action["do"].as_str() {
                Some("register") => hall.register(by, action["form"].clone()).map(|_| ()),
                _ => hall.perform(by, number, json!([action])).map(|_| ()),
            };
            let error = result.expect_err(&format!(
                "{} took {:?}",
                field.action,
                text.chars().take(9).collect::<String>()
            ));
            assert_eq!(
                error.params.get("field").map(String::as_str),
                Some(field.name),
                "{}: {error:?}",
                field.action
            );
            error
        };
        if field.needed {
            for empty in ["", " \t\r\n", "\u{3000}"] {
                assert_eq!(refused(empty).code, Code::Required);
            }
        }
        let long = refused(&"断".repeat(10_000));
        assert_eq!(
            (
                long.code,
                long.params["limit"].as_str(),
                long.params["length"].as_str()
            ),
            (Code::TooLong, field.holds.to_string().as_str(), "10000")
        );
        for (hidden, point) in [
            ('\0', "U+0000"),
            ('\u{7}', "U+0007"),
            ('\u{202e}', "U+202E"),
            ('\u{200f}', "U+200F"),
            ('\u{2066}', "U+2066"),
        ] {
            let error = refused(&format!("断{hidden}网"));
            assert_eq!(
                (
                    error.code,
                    error.params["code_point"].as_str(),
                    error.params["position"].as_str()
                ),
                (Code::HiddenCharacter, point, "2")
            );
        }
    }
    assert_eq!(hall.everything(), before);
}

#[test]
fn every_field_says_by_name_that_it_is_empty_too_long_or_hides_something() {
    let mut hall = Hall::new();
    let last = ticket_at(&mut hall, Step::FollowUp);
    answers_by_name(&mut hall, CLERK, &last, &fields_at_the_last_step());
    let asking = ticket_at(&mut hall, Step::Ask);
    hall.perform(
        CLERK,
        &asking,
        json!([{"do": "record_demand", "text": "赔十倍"}]),
    )
    .unwrap();
    answers_by_name(&mut hall, CLERK, &asking, &fields_while_asking());
    let escalate = json!({"do": "escalate", "level": "duty_manager", "reason": "没修好", "asked": "请协调", "due": "2026-11-22T18:00:00+08:00"});
    hall.perform(CLERK, &asking, json!([escalate])).unwrap();
    answers_by_name(&mut hall, DUTY, &asking, &fields_with_the_duty_manager());
    answers_by_name(&mut hall, CLERK, &last, &fields_of_registration());
    hall.is_sound();
}
