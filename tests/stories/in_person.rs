//! A manager decides at the counter, over a colleague's session (domain §9).

use crate::authority::{
    ADMINISTRATOR, APPROVE, approval, asked, code, credit, in_person, put, request, table, with,
};
use crate::course::ticket_at;
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, password, staff_id};
use ansu_desk::complaint::{Approval, Step};
use ansu_desk::{Act, Code, Outcome};
use serde_json::json;

#[test]
fn a_manager_decides_over_the_clerks_session_and_is_never_at_work() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let approve = request(&hall, &number, APPROVE);
    let signed_in = hall.noted(&[Act::SignIn]);
    let done = in_person(&mut hall, CLERK, DUTY, &password(DUTY), &approve).unwrap();
    assert!(
        matches!(approval(&hall, &number), Approval::Granted { by, .. } if by == staff_id(DUTY))
    );
    // What comes back is what the clerk may do, not what the manager may.
    let may_grade = |outcome: &Outcome| {
        let mut allowed = outcome.view.allowed.iter();
        let grade = ansu_desk::complaint::ActionKind::GradeCase;
        allowed.any(|one| one.action == grade && one.refusal.is_none())
    };
    assert!(!may_grade(&done));
    let line = hall.log(&number).pop().unwrap();
    assert_eq!(
        (line.by, line.state.unwrap()),
        (staff_id(DUTY), "granted".to_owned())
    );
    assert_eq!(
        hall.noted(&[Act::DecideInPerson]),
        [(
            Act::DecideInPerson,
            DUTY.to_owned(),
            number,
            "over=1024 approve_offer".to_owned()
        )]
    );
    assert_eq!(hall.noted(&[Act::SignIn]), signed_in);
    hall.is_sound();
}

#[test]
fn only_one_decision_of_a_managers_is_taken_in_person() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let before = hall.everything();
    for actions in [
        "[]",
        r#"[{"do": "add_note", "text": "x"}]"#,
        r#"[{"do": "choose_offer", "offer": 1}]"#,
        r#"[{"do": "grade_case", "grade": "complex", "reason": "x"}]"#,
        r#"[{"do": "approve_offer", "offer": 1}, {"do": "advance"}]"#,
    ] {
        let asked = request(&hall, &number, actions);
        let refused = in_person(&mut hall, CLERK, DUTY, &password(DUTY), &asked);
        assert_eq!(code(refused), Code::NotInPerson, "{actions}");
    }
    assert_eq!(hall.everything(), before);
    assert_eq!(hall.noted(&[Act::DecideInPerson]), []);
}

#[test]
fn nobody_decides_an_own_request_in_person_either() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let approve = request(&hall, &number, APPROVE);
    let before = hall.everything();
    // The clerk's own number, a colleague's, an auditor's, an administrator's.
    for (who, why) in [
        (CLERK, Code::NotAuthorised),
        (COLLEAGUE, Code::NotAuthorised),
        ("1060", Code::ReadsOnly),
        (ADMINISTRATOR, Code::ReadsOnly),
    ] {
        let refused = in_person(&mut hall, CLERK, who, &password(who), &approve);
        assert_eq!(code(refused), why, "{who}");
    }
    assert_eq!(hall.everything(), before);

    // A manager's own offer above their own limit, and one for which they asked themselves.
    let own = ticket_at(&mut hall, Step::Propose);
    hall.perform(MANAGER, &own, json!([credit(3_000)])).unwrap();
    let (stands, version) = table(&hall);
    put(
        &mut hall,
        ADMINISTRATOR,
        &with(&stands, 50, 300, 5_000),
        version,
    )
    .unwrap();
    let approve = request(&hall, &own, APPROVE);
    let refused = in_person(&mut hall, CLERK, MANAGER, &password(MANAGER), &approve);
    assert_eq!(code(refused), Code::OwnRequest);
    let asked_by_duty = ticket_at(&mut hall, Step::Propose);
    hall.perform(CLERK, &asked_by_duty, json!([credit(80)]))
        .unwrap();
    let ask = json!([{"do": "request_approval", "offer": 1}]);
    hall.perform(DUTY, &asked_by_duty, ask).unwrap();
    let refused = hall.perform(DUTY, &asked_by_duty, serde_json::from_str(APPROVE).unwrap());
    assert_eq!(refused.unwrap_err().code, Code::OwnRequest);
    assert_eq!(hall.noted(&[Act::DecideInPerson]), []);
}

#[test]
fn guessing_in_person_counts_like_guessing_at_the_door() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let approve = request(&hall, &number, APPROVE);
    for _ in 0..4 {
        let refused = in_person(&mut hall, CLERK, DUTY, "not-the-password", &approve);
        assert_eq!(code(refused), Code::WrongPassword);
    }
    let refused = in_person(&mut hall, CLERK, DUTY, "not-the-password", &approve);
    assert_eq!(code(refused), Code::LockedOut);
    // The right one has to wait too, here and at the door.
    let refused = in_person(&mut hall, CLERK, DUTY, &password(DUTY), &approve);
    assert_eq!(code(refused), Code::LockedOut);
    assert_eq!(
        code(hall.desk.sign_in(DUTY, &password(DUTY))),
        Code::LockedOut
    );
    assert_eq!(
        code(in_person(&mut hall, CLERK, "9999", "x", &approve)),
        Code::WrongPassword
    );
    hall.at("2026-11-21T10:01:00+08:00");
    in_person(&mut hall, CLERK, DUTY, &password(DUTY), &approve).unwrap();
    let noted = hall.noted(&[Act::DecideInPerson]);
    assert_eq!(noted[0].3, "over=1024 approve_offer failed=5");
    let clerk = hall.session(CLERK);
    assert!(hall.desk.queue(&clerk, &Default::default()).is_ok());
}

#[test]
fn an_issued_password_and_one_who_has_left_decide_nothing() {
    let mut hall = Hall::new();
    let number = asked(&mut hall);
    let approve = request(&hall, &number, APPROVE);
    let manager = hall.session(MANAGER);
    let issued = hall.desk.issue_password(&manager, &staff_id(DUTY)).unwrap();
    let refused = in_person(&mut hall, CLERK, DUTY, &issued.password, &approve);
    assert_eq!(code(refused), Code::ProvisionalPassword);
    let left = serde_json::from_value(
        json!({"id": DUTY, "name": "贺建平", "role": "duty_manager", "active": false}),
    );
    hall.desk.put_staff(&manager, &left.unwrap()).unwrap();
    let refused = in_person(&mut hall, CLERK, DUTY, &issued.password, &approve);
    assert_eq!(code(refused), Code::WrongPassword);
    assert!(!approval(&hall, &number).is_given());
}
