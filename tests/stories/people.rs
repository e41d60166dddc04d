//! Who may sign in, and who may do what.

use crate::course::{terms, ticket_at};
use crate::hall::{
    CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, entrance, form, moment, password, read,
    staff_id,
};
use ansu_desk::complaint::{Role, Step};
use ansu_desk::{ApiError, Code, FoundHall, HeldContext, StaffView};
use serde_json::{Value, json};

fn sign_in(hall: &mut Hall, number: &str) -> Code {
    let word = password(number);
    ApiError::from(hall.desk.sign_in(number, &word).unwrap_err()).code
}

#[test]
fn only_known_people_who_still_work_here_sign_in() {
    let mut hall = Hall::new();
    let clerk = hall.desk.sign_in(" 1024 ", &password(CLERK)).unwrap();
    assert_eq!(clerk.staff().name, "王敏");
    // Who works here is nobody's business: an unknown number fails as a wrong password does.
    assert_eq!(sign_in(&mut hall, "9999"), Code::WrongPassword);
    for nobody in ["", "王敏", "1024-1", "10241024102410241"] {
        assert_eq!(sign_in(&mut hall, nobody), Code::BadStaffNumber);
    }
    let number = hall
        .register(COLLEAGUE, json!({}))
        .unwrap()
        .number
        .to_string();
    let manager = hall.session(MANAGER);
    let left = StaffView {
        id: staff_id(COLLEAGUE),
        name: "李娜".to_owned(),
        role: Role::Clerk,
        active: false,
    };
    hall.desk.put_staff(&manager, &left).unwrap();
    assert_eq!(sign_in(&mut hall, COLLEAGUE), Code::WrongPassword);
    // The name stays on what they did.
    let view = hall.desk.ticket(&manager, &by_number(&number)).unwrap();
    assert!(
        view.people
            .iter()
            .any(|person| person.name == "李娜" && !person.active)
    );
    let mut hall = hall.started_again("2026-11-22T09:00:00+08:00");
    assert_eq!(sign_in(&mut hall, COLLEAGUE), Code::WrongPassword);
    let story =
        format!(r#"{{"by":"{COLLEAGUE}","ticket":"{number}","do":"add_note","text":"我还在"}}"#);
    let error = hall.desk.run_story(&manager, &story).unwrap_err().api();
    assert_eq!(
        (error.code, error.params["line"].as_str()),
        (Code::StaffGone, "1")
    );
}

#[test]
fn auditor_and_administrator_read_and_never_write() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let before = hall.everything();
    for reader in ["1050", "1060"] {
        let session = hall.session(reader);
        let form = read(form(json!({})));
        assert_eq!(
            ApiError::from(hall.desk.register(&session, &form, &[]).unwrap_err()).code,
            Code::ReadsOnly
        );
        for action in [
            json!({"do": "add_note", "text": "看过"}),
            json!({"do": "keep_promise", "promise": 1}),
            json!({"do": "advance"}),
        ] {
            assert_eq!(
                hall.perform(reader, &number, json!([action]))
                    .unwrap_err()
                    .code,
                Code::ReadsOnly
            );
        }
        let view = hall.desk.ticket(&session, &by_number(&number)).unwrap();
        assert!(
            view.allowed
                .iter()
                .all(|permission| permission.refusal.is_some())
        );
    }
    assert_eq!(hall.everything(), before);
}

#[test]
fn staff_and_hall_are_changed_by_their_managers_alone() {
    let mut hall = Hall::new();
    let newcomer = StaffView {
        id: staff_id("1099"),
        name: "新人".to_owned(),
        role: Role::HallManager,
        active: true,
    };
    for by in [CLERK, DUTY, "1060"] {
        let session = hall.session(by);
        assert_eq!(
            ApiError::from(hall.desk.put_staff(&session, &newcomer).unwrap_err()).code,
            Code::NotAuthorised
        );
        let view = hall.desk.start().unwrap().hall.unwrap();
        assert_eq!(
            ApiError::from(hall.desk.rename_hall(&session, &view).unwrap_err()).code,
            Code::NotAuthorised
        );
    }
    assert_eq!(sign_in(&mut hall, "1099"), Code::WrongPassword);
    let again: FoundHall = read(
        json!({"company": "", "name": "另一家", "code": "B02", "counter": "1", "manager": "1099", "manager_name": "新人"}),
    );
    let context = HeldContext::new(moment("2026-11-21T12:00:00+08:00"), 7);
    let founded = entrance(hall.path())
        .found(context, &again, &password("1099"))
        .map(drop);
    assert_eq!(ApiError::from(founded.unwrap_err()).code, Code::HallExists);
}

#[test]
fn what_is_above_ones_authority_waits_for_whoever_may_grant_it() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let credit = |fen: i64| json!({"do": "propose_offer", "terms": terms("减免月租", json!({"kind": "bill_credit", "amount": fen}))});
    hall.perform(
        CLERK,
        &number,
        json!([credit(12_900), credit(100_000), credit(1_000_000)]),
    )
    .unwrap();
    let refused = |hall: &mut Hall, by: &str, action: Value| {
        let error = hall.perform(by, &number, json!([action])).unwrap_err();
        (
            error.code,
            error.params.get("from").cloned().unwrap_or_default(),
        )
    };
    let approve = |offer: u16| json!({"do": "approve_offer", "offer": offer});
    assert_eq!(
        refused(&mut hall, CLERK, approve(1)),
        (Code::NotAuthorised, "duty_manager".to_owned())
    );
    assert_eq!(
        refused(&mut hall, DUTY, approve(2)),
        (Code::NotAuthorised, "hall_manager".to_owned())
    );
    assert_eq!(
        refused(&mut hall, MANAGER, approve(3)),
        (Code::AboveTheHall, String::new())
    );
    assert_eq!(
        refused(&mut hall, CLERK, json!({"do": "advance"})).0,
        Code::GateNotMet
    );
    hall.perform(DUTY, &number, json!([approve(1)])).unwrap();
    hall.perform(
        MANAGER,
        &number,
        json!([approve(2), {"do": "withdraw_offer", "offer": 3}]),
    )
    .unwrap();
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "advance"}, {"do": "choose_offer", "offer": 2}]),
    )
    .unwrap();
    // A clerk who has become duty manager still does not grant what he asked for himself.
    let other = ticket_at(&mut hall, Step::Propose);
    hall.perform(CLERK, &other, json!([credit(12_900)]))
        .unwrap();
    let manager = hall.session(MANAGER);
    let promoted = StaffView {
        id: staff_id(CLERK),
        name: "王敏".to_owned(),
        role: Role::DutyManager,
        active: true,
    };
    hall.desk.put_staff(&manager, &promoted).unwrap();
    assert_eq!(
        hall.perform(CLERK, &other, json!([approve(1)]))
            .unwrap_err()
            .code,
        Code::OwnRequest
    );
    hall.perform(DUTY, &other, json!([approve(1)])).unwrap();
}

#[test]
fn a_refused_name_or_code_says_which_one_it_is() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let refused = |error: ansu_desk::DeskError| {
        let error = ApiError::from(error);
        (error.code, error.params["field"].clone())
    };
    let view = hall.desk.start().unwrap().hall.unwrap();
    let long = "长".repeat(121);
    for (changed, code, field) in [
        (json!({"name": " "}), Code::Required, "hall_name"),
        (json!({"name": long}), Code::TooLong, "hall_name"),
        (
            json!({"company": "a\u{202e}"}),
            Code::HiddenCharacter,
            "company",
        ),
        (json!({"code": "厅"}), Code::BadHallCode, "hall_code"),
        (
            json!({"counter": "12345"}),
            Code::BadHallCode,
            "counter_code",
        ),
    ] {
        let mut form = serde_json::to_value(&view).unwrap();
        form.as_object_mut()
            .unwrap()
            .extend(changed.as_object().unwrap().clone());
        let error = hall.desk.rename_hall(&manager, &read(form.clone()));
        assert_eq!(refused(error.unwrap_err()), (code, field.to_owned()));
        // Founding asks the same, and for the person's name and number.
        let folder = tempfile::tempdir().unwrap();
        let found = |form: &Value| {
            let context = HeldContext::new(moment("2026-11-21T12:00:00+08:00"), 7);
            let founded =
                entrance(folder.path()).found(context, &read(form.clone()), &password("1099"));
            refused(founded.map(drop).unwrap_err())
        };
        form["manager"] = json!("1099");
        form["manager_name"] = json!("新人");
        assert_eq!(found(&form), (code, field.to_owned()));
        let mut form = serde_json::to_value(&view).unwrap();
        form["manager"] = json!("工号");
        form["manager_name"] = json!("新人");
        assert_eq!(
            found(&form),
            (Code::BadStaffNumber, "staff_number".to_owned())
        );
        form["manager"] = json!("1099");
        form["manager_name"] = json!("");
        assert_eq!(found(&form), (Code::Required, "staff_name".to_owned()));
    }
    let nameless = StaffView {
        id: staff_id("1099"),
        name: String::new(),
        role: Role::Clerk,
        active: true,
    };
    let error = hall.desk.put_staff(&manager, &nameless).unwrap_err();
    assert_eq!(refused(error), (Code::Required, "staff_name".to_owned()));
    hall.register(CLERK, json!({})).unwrap();
    let moved = ansu_desk::HallView {
        code: "B02".to_owned(),
        ..view
    };
    let error = hall.desk.rename_hall(&manager, &moved).unwrap_err();
    assert_eq!(refused(error), (Code::HallFixed, "hall_code".to_owned()));
}

#[test]
fn an_administrator_tells_nothing_for_others_and_each_line_that_is_told_names_narrator_and_ticket()
{
    let mut hall = Hall::new();
    let lines = crate::BROADBAND
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    let administrator = hall.session("1050");
    let refused = hall
        .desk
        .run_story(&administrator, &lines)
        .unwrap_err()
        .api();
    assert_eq!(refused.code, ansu_desk::Code::ReadsOnly);
    let number = hall.tell(&lines).tickets[0].clone();
    let request = ansu_desk::AuditRequest {
        acts: vec![ansu_desk::Act::RunStory],
        object: number,
        ..ansu_desk::AuditRequest::default()
    };
    let manager = hall.session(crate::hall::MANAGER);
    let page = hall.desk.audit(&manager, &request).unwrap();
    assert_eq!(page.lines.len(), 2);
    for line in page.lines {
        assert_eq!(line.by, Some(manager.staff().id.clone()));
        assert_eq!(line.detail, format!("as={}", crate::hall::CLERK));
    }
}
