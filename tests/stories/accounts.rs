//! Passwords, the recovery sheet, lock-out, and what the trail remembers of it.

use crate::hall::{
    CLERK, COLLEAGUE, Hall, MANAGER, by_number, entrance, form, moment, password, read, staff_id,
};
use ansu_desk::{
    Act, ApiError, AuditRequest, Code, Desk, DeskError, Entrance, FoundHall, Founded, HeldContext,
    Session, StaffView,
};
use serde_json::json;
use std::path::Path;

fn at(text: &str) -> HeldContext {
    HeldContext::new(moment(text), 7)
}

pub(crate) fn morning() -> HeldContext {
    at("2026-11-21T12:00:00+08:00")
}

pub(crate) fn code<T>(outcome: Result<T, DeskError>) -> Code {
    match outcome {
        Ok(_) => panic!("it went through"),
        Err(error) => ApiError::from(error).code,
    }
}

fn founding() -> FoundHall {
    read(
        json!({"company": "清渡电信", "name": "望桥营业厅", "code": "A01", "counter": "1", "manager": MANAGER, "manager_name": "梁文秀"}),
    )
}

fn founded(folder: &Path) -> Founded<HeldContext> {
    let entrance = entrance(folder);
    entrance
        .found(morning(), &founding(), &password(MANAGER))
        .unwrap()
}

pub(crate) fn acts(desk: &mut Desk<HeldContext>, session: &Session) -> Vec<(Act, String)> {
    let page = desk.audit(session, &AuditRequest::default()).unwrap();
    let mut acts: Vec<_> = page
        .lines
        .into_iter()
        .map(|line| (line.act, line.object))
        .collect();
    acts.reverse();
    acts
}

#[test]
fn before_anybody_has_signed_in_the_plate_is_all_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let entrance = entrance(folder.path());
    assert_eq!(entrance.start().unwrap().hall, None);
    assert_eq!(
        code(entrance.sign_in(morning(), MANAGER, "x").map(drop)),
        Code::HallMissing
    );
    drop(founded(folder.path()));
    let start = entrance.start().unwrap();
    assert_eq!(start.hall.unwrap().name, "望桥营业厅");
    assert!(start.staff.is_empty());
    assert_eq!(
        code(entrance.demonstration(morning()).map(drop)),
        Code::PasswordNeeded
    );
    assert_eq!(
        code(
            entrance
                .found(morning(), &founding(), &password(MANAGER))
                .map(drop)
        ),
        Code::HallExists
    );
}

#[test]
fn a_password_that_is_tried_first_founds_nothing() {
    for (bad, why) in [
        ("kurz", Code::PasswordShort),
        ("1234567890", Code::PasswordGuessable),
        ("1001100110011001", Code::PasswordGuessable),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let refused = entrance(folder.path()).found(morning(), &founding(), bad);
        assert_eq!(code(refused.map(drop)), why);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_founding_that_was_cut_off_can_be_begun_again_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(founded(folder.path()));
    // As a power cut before the last write leaves it: everything is there, and the file says it is still being founded.
    let keys = folder.path().join("ansu.keys");
    let text = std::fs::read_to_string(&keys).unwrap();
    std::fs::write(
        &keys,
        text.replace("\"founding\": false", "\"founding\": true"),
    )
    .unwrap();
    assert_eq!(entrance(folder.path()).start().unwrap().hall, None);
    let Founded { desk, .. } = founded(folder.path());
    assert_eq!(desk.start().unwrap().hall.unwrap().name, "望桥营业厅");
    let names: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().any(|name| name.starts_with("ansu-aside-")),
        "{names:?}"
    );
}

#[test]
fn a_colleague_is_given_a_password_and_changes_it_before_anything_else() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let person: StaffView =
        read(json!({"id": "1077", "name": "新人", "role": "clerk", "active": true}));
    hall.desk.put_staff(&manager, &person).unwrap();
    assert_eq!(
        code(hall.desk.sign_in("1077", &password("1077"))),
        Code::WrongPassword,
        "nobody has given a password yet"
    );
    let clerk = hall.session(CLERK);
    assert_eq!(
        code(hall.desk.issue_password(&clerk, &person.id)),
        Code::NotAuthorised
    );
    let issued = hall.desk.issue_password(&manager, &person.id).unwrap();
    let first = hall.desk.sign_in("1077", &issued.password).unwrap();
    assert!(first.is_provisional());
    assert_eq!(
        code(hall.desk.queue(&first, &Default::default())),
        Code::ProvisionalPassword
    );
    assert_eq!(
        code(
            hall.desk
                .change_password(&first, &issued.password, &issued.password)
        ),
        Code::PasswordSame
    );
    let own = hall
        .desk
        .change_password(&first, &issued.password, &password("1077"))
        .unwrap();
    assert!(!own.is_provisional());
    hall.desk.queue(&own, &Default::default()).unwrap();
    assert_eq!(
        code(hall.desk.sign_in("1077", &issued.password)),
        Code::WrongPassword
    );
    let folder = hall.left();
    entrance(folder.path())
        .sign_in(morning(), "1077", &password("1077"))
        .unwrap();
}

#[test]
fn too_many_failures_lock_out_over_a_restart_and_a_manager_helps() {
    let folder = Hall::new().left();
    let door = entrance(folder.path());
    let try_at = |time: &str, word: &str| door.sign_in(at(time), CLERK, word).map(drop);
    for second in 1..5 {
        let time = format!("2026-11-21T12:00:0{second}+08:00");
        assert_eq!(code(try_at(&time, "falsch-falsch")), Code::WrongPassword);
    }
    let error = ApiError::from(try_at("2026-11-21T12:00:05+08:00", "falsch").unwrap_err());
    assert_eq!(
        (error.code, error.params["until"].as_str()),
        (Code::LockedOut, "2026-11-21T04:00:35Z")
    );
    // The right one does not help before the time has passed, and neither does setting the clock back.
    for early in ["2026-11-21T12:00:34+08:00", "2026-11-21T02:00:00+08:00"] {
        assert_eq!(code(try_at(early, &password(CLERK))), Code::LockedOut);
    }
    try_at("2026-11-21T12:00:36+08:00", &password(CLERK)).unwrap();

    let mut minute = 0;
    for _ in 0..20 {
        minute += 16;
        let time = format!(
            "2026-11-21T{:02}:{:02}:00+08:00",
            13 + minute / 60,
            minute % 60
        );
        let _ = try_at(&time, "falsch-falsch");
    }
    assert_eq!(
        code(try_at("2026-11-23T09:00:00+08:00", &password(CLERK))),
        Code::ShutOut
    );
    let (mut desk, manager) = door
        .sign_in(at("2026-11-23T09:00:00+08:00"), MANAGER, &password(MANAGER))
        .unwrap();
    let issued = desk.issue_password(&manager, &staff_id(CLERK)).unwrap();
    assert!(
        desk.sign_in(CLERK, &issued.password)
            .unwrap()
            .is_provisional()
    );
}

#[test]
fn the_recovery_sheet_gives_a_manager_a_new_password_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let Founded {
        mut desk,
        session,
        recovery,
    } = founded(folder.path());
    assert!(!desk.sheet_is_proven().unwrap());
    let printed = recovery.printed().to_string();
    assert_eq!(
        code(desk.prove_sheet(&session, &printed[1..])),
        Code::NotARecoveryCode
    );
    desk.prove_sheet(&session, &printed.to_lowercase()).unwrap();
    assert!(desk.sheet_is_proven().unwrap());
    let sheet = entrance(folder.path()).recovery_sheet(&morning(), &printed);
    let told = crate::paper::text(&sheet.unwrap());
    let groups: Vec<&str> = printed.split('-').collect();
    for words in ["数据恢复单", "望桥营业厅", "A01-1", &groups[..3].join("-")] {
        assert!(told.contains(words), "{words} is not on the sheet:\n{told}");
    }
    let clerk: StaffView =
        read(json!({"id": CLERK, "name": "王敏", "role": "clerk", "active": true}));
    desk.put_staff(&session, &clerk).unwrap();
    drop(desk);

    let door = entrance(folder.path());
    let new = "quite-another-walrus-27";
    assert_eq!(
        code(door.recover(morning(), &printed, CLERK, new).map(drop)),
        Code::NotAuthorised
    );
    assert_eq!(
        code(door.recover(morning(), &printed, MANAGER, "kurz").map(drop)),
        Code::PasswordShort
    );
    let (mut desk, session) = door.recover(morning(), &printed, MANAGER, new).unwrap();
    assert_eq!(
        acts(&mut desk, &session)[..],
        [
            (Act::FoundHall, String::new()),
            (Act::ProveSheet, String::new()),
            (Act::PutStaff, CLERK.to_owned()),
            (Act::Recover, MANAGER.to_owned()),
            (Act::SeeAudit, String::new()),
        ]
    );
    // A new sheet makes the old one worthless.
    let renewed = desk.renew_sheet(&session).unwrap();
    assert!(!desk.sheet_is_proven().unwrap());
    drop(desk);
    assert_eq!(
        code(door.recover(morning(), &printed, MANAGER, new).map(drop)),
        Code::WrongPassword
    );
    door.recover(
        morning(),
        &renewed.printed(),
        MANAGER,
        "a-third-otter-91-pebbles",
    )
    .unwrap();
    assert_eq!(
        code(door.sign_in(morning(), MANAGER, new).map(drop)),
        Code::WrongPassword
    );
}

#[test]
fn whoever_has_left_opens_neither_the_hall_nor_what_was_copied_with_the_key_they_had() {
    let mut hall = Hall::new();
    hall.register(COLLEAGUE, json!({})).unwrap();
    let manager = hall.session(MANAGER);
    let copied = std::fs::read(hall.path().join("ansu.keys")).unwrap();
    let leaves: StaffView =
        read(json!({"id": COLLEAGUE, "name": "李娜", "role": "clerk", "active": false}));
    let session = hall.session(COLLEAGUE);
    hall.desk.put_staff(&manager, &leaves).unwrap();
    // The session ends at once.
    assert_eq!(
        code(hall.desk.register(&session, &read(form(json!({}))), &[])),
        Code::StaffGone
    );
    assert_eq!(
        code(hall.desk.sign_in(COLLEAGUE, &password(COLLEAGUE))),
        Code::WrongPassword
    );
    hall.is_sound();
    let folder = hall.left();
    // The key file of before, put back, leads to the old master key: the data is no longer under it.
    let now = std::fs::read(folder.path().join("ansu.keys")).unwrap();
    std::fs::write(folder.path().join("ansu.keys"), copied).unwrap();
    let door = entrance(folder.path());
    assert_eq!(
        code(
            door.sign_in(morning(), COLLEAGUE, &password(COLLEAGUE))
                .map(drop)
        ),
        Code::Damaged
    );
    std::fs::write(folder.path().join("ansu.keys"), now).unwrap();
    door.sign_in(morning(), CLERK, &password(CLERK)).unwrap();
}

#[test]
fn what_is_looked_at_and_revealed_is_remembered() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    let (clerk, colleague) = (hall.session(CLERK), hall.session(COLLEAGUE));
    for session in [&clerk, &clerk, &colleague] {
        hall.desk
            .ticket(session, &by_number(number.as_str()))
            .unwrap();
    }
    hall.desk
        .reveal_phone(&colleague, &by_number(number.as_str()))
        .unwrap();
    hall.desk
        .intake_form(&clerk, &by_number(number.as_str()))
        .unwrap();
    let auditor = hall.session("1060");
    let about = AuditRequest {
        object: number.to_string(),
        ..AuditRequest::default()
    };
    let page = hall.desk.audit(&auditor, &about).unwrap();
    let told: Vec<_> = page
        .lines
        .iter()
        .rev()
        .map(|line| (line.act, line.by.as_ref().unwrap().as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Act::SeeTicket, CLERK),
            (Act::SeeTicket, COLLEAGUE),
            (Act::RevealPhone, COLLEAGUE),
            (Act::SeeRegistration, CLERK),
        ]
    );
    // Looking is noted once a sitting and by whose lines were asked for; what is typed to find a line does not get into the trail.
    let typed = AuditRequest {
        object: "138 1234".to_owned(),
        ..AuditRequest::default()
    };
    let of_clerk = AuditRequest {
        by: Some(staff_id(CLERK)),
        ..AuditRequest::default()
    };
    for request in [&about, &typed, &of_clerk, &of_clerk] {
        hall.desk.audit(&auditor, request).unwrap();
    }
    let looks = AuditRequest {
        acts: vec![Act::SeeAudit],
        ..AuditRequest::default()
    };
    let page = hall.desk.audit(&auditor, &looks).unwrap();
    let looks: Vec<_> = page.lines.iter().map(|line| line.object.as_str()).collect();
    assert_eq!(looks, [CLERK, ""]);
    let sheet = hall.desk.day_sheet(&auditor).unwrap();
    let told = crate::paper::text(&sheet);
    let verdict = hall.desk.verify_audit(&auditor, &[]).unwrap();
    assert!(verdict.sound && verdict.anchored == 0);
    let end = verdict.anchor.clone().unwrap();
    assert!(
        told.contains("日终锚点单") && told.contains(&end),
        "{end}:\n{told}"
    );
    let anchor = verdict.anchor.unwrap();
    hall.desk
        .reveal_phone(&clerk, &by_number(number.as_str()))
        .unwrap();
    let verdict = hall.desk.verify_audit(&auditor, &[anchor]).unwrap();
    assert!(verdict.sound && verdict.anchored > 0 && verdict.anchored < verdict.lines);
    assert_eq!(
        code(hall.desk.verify_audit(&auditor, &["x".to_owned()])),
        Code::BadAnchor
    );
    assert_eq!(code(hall.desk.audit(&clerk, &about)), Code::NotAuthorised);
}

#[test]
fn a_demonstration_has_no_passwords_to_give() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Entrance::of(folder.path())
        .demonstration(morning())
        .unwrap();
    desk.demonstrate(
        ansu_desk::DemoPlan {
            tickets: 3,
            seed: 7,
        },
        |_, _| (),
    )
    .unwrap();
    let manager = desk.sign_in("1002", "").unwrap();
    assert!(desk.is_demonstration() && desk.sheet_is_proven().unwrap());
    assert_eq!(
        code(desk.issue_password(&manager, &staff_id("1024"))),
        Code::InDemonstration
    );
    assert_eq!(
        code(desk.renew_sheet(&manager).map(drop)),
        Code::InDemonstration
    );
}
