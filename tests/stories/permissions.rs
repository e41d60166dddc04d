//! Who may do what: every cell of the table against what the desk really does.

use crate::course::ticket_at;
use crate::hall::{
    CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, form, password, read, staff_id,
};
use ansu_desk::complaint::{ActionKind, Role, Step};
use ansu_desk::{ApiError, AuditRequest, Code, Grant, Operation, Session, permissions_page};
use serde_json::json;
use std::path::Path;

#[test]
fn every_operation_asks_the_table() {
    let mut hall = Hall::new();
    let open = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let ended = hall.register(CLERK, json!({})).unwrap().number.to_string();
    hall.perform(
        CLERK,
        &ended,
        json!([{"do": "withdraw", "reason": "客户撤回"}]),
    )
    .unwrap();
    let people = [
        (CLERK, Role::Clerk),
        (COLLEAGUE, Role::Clerk),
        (DUTY, Role::DutyManager),
        (MANAGER, Role::HallManager),
        ("1050", Role::Administrator),
        ("1060", Role::Auditor),
    ];
    for (who, role) in people {
        let session = hall.session(who);
        for operation in Operation::ALL {
            for number in [&open, &ended] {
                let own = who == CLERK;
                let may = match operation.row().grant(role) {
                    Grant::Yes => true,
                    Grant::WhileOpen => own || *number == open,
                    Grant::No => false,
                };
                let outcome = ask(&mut hall, &session, operation, number);
                let refused = matches!(outcome, Err(Code::NotAuthorised | Code::ReadsOnly));
                assert_eq!(
                    refused, !may,
                    "{operation:?} by {who} on {number}: {outcome:?}"
                );
            }
        }
    }
}

/// Asks for an operation in the plainest way; what else may refuse it is another matter.
fn ask(hall: &mut Hall, session: &Session, operation: Operation, number: &str) -> Result<(), Code> {
    let which = by_number(number);
    let note = hall.request(number, json!([{"do": "add_note", "text": "看过"}]), &[]);
    let slip = read(json!({"ticket": {"number": number}, "masked": false, "composed": null}));
    let desk = &mut hall.desk;
    let me = read(
        json!({"id": session.staff().id, "name": session.staff().name, "role": session.staff().role, "active": true}),
    );
    let outcome = match operation {
        Operation::Queue => desk.queue(session, &Default::default()).map(drop),
        Operation::Contacts => desk.contacts(session, "15400010001").map(drop),
        Operation::Incidents => desk.incidents(session).map(drop),
        Operation::WorkOnIncident => desk
            .open_incident(
                session,
                &read(json!({"cause": "断缆", "at": {"kind": "area", "name": "南湖花园"}, "category": "2.1", "began": "2026-11-21T07:30:00+08:00"})),
                &[],
            )
            .map(drop),
        Operation::Ticket => desk.ticket(session, &which).map(drop),
        Operation::Log => desk.log(session, &which).map(drop),
        Operation::Coach => desk
            .coach(
                session,
                &which,
                ansu_desk::complaint::Step::Listen,
                None,
                None,
            )
            .map(drop),
        Operation::ReadBack => desk.read_back(session, &Default::default()).map(drop),
        Operation::Library => desk.library(session).map(drop),
        Operation::EditLibrary => desk
            .preview_import(session, &ansu_desk::shipped_library().unwrap())
            .map(drop),
        Operation::ConfirmRule => {
            let which = read(json!({"kind": "rule", "id": "law_repair_rent_waiver"}));
            desk.library_item(session, &which, None)
                .and_then(|view| desk.confirm_rule(session, &view.item, view.version, ""))
                .map(drop)
        }
        Operation::Slip => desk.slip(session, &slip).map(drop),
        Operation::Uncover => {
            let id = session.staff().id.clone();
            desk.ask(session, operation, |desk, _| {
                desk.sign_in(id.as_str(), &password(id.as_str()))
            })
            .map(drop)
        }
        Operation::Draft => desk.draft(session, "intake").map(drop),
        Operation::Register => desk
            .register(session, &read(form(json!({}))), &[])
            .map(drop),
        Operation::NoteContact => desk
            .note_contact(
                session,
                &read(json!({"phone": "15400010001", "kind": "enquiry", "matter": "问账单"})),
                &[],
            )
            .map(drop),
        Operation::Promises => desk
            .promises(session, &ansu_desk::PromiseRequest::default())
            .map(drop),
        Operation::FollowUps => desk
            .follow_ups(session, &ansu_desk::FollowUpRequest::default())
            .map(drop),
        Operation::Perform => desk.perform(session, &note).map(drop),
        Operation::BringEvidence => desk
            .bring_evidence(session, &which, "a.pdf", b"%PDF-1.7\n%%EOF")
            .map(drop),
        Operation::Evidence => desk.evidence_previews(session, &which).map(drop),
        Operation::HandOver => desk
            .hand_over(
                session,
                None,
                &staff_id(if session.staff().id.as_str() == DUTY {
                    CLERK
                } else {
                    DUTY
                }),
            )
            .map(drop),
        Operation::RevealPhone => desk.reveal_phone(session, &which).map(drop),
        Operation::IntakeForm => desk.intake_form(session, &which).map(drop),
        Operation::IssueSlip => desk.issue_slip(session, &slip, |_| Ok(())).map(drop),
        Operation::ChangePassword => desk.change_password(session, "x", "x").map(drop),
        Operation::IssuePassword => desk.issue_password(session, &staff_id("9999")).map(drop),
        Operation::RenewSheet => desk.renew_sheet(session).map(drop),
        Operation::ProveSheet => desk.prove_sheet(session, "x"),
        Operation::PutStaff => desk.put_staff(session, &me).map(drop),
        Operation::RenameHall => {
            let view = desk.start().unwrap().hall.unwrap();
            desk.rename_hall(session, &view).map(drop)
        }
        Operation::Timing => desk.timing(session).map(drop),
        Operation::PutTiming => {
            let now = desk.timing(session).unwrap();
            desk.put_timing(session, &now.timing, now.version).map(drop)
        }
        Operation::PutAuthority => {
            let now = desk.authority(session).unwrap();
            desk.put_authority(session, &now.authority, now.version)
                .map(drop)
        }
        Operation::SpeakForOthers => {
            let line = format!(
                r#"{{"by":"{DUTY}","do":"register","form":{}}}"#,
                form(json!({}))
            );
            let other = line.replace(
                DUTY,
                if session.staff().id.as_str() == DUTY {
                    CLERK
                } else {
                    DUTY
                },
            );
            desk.run_story(session, &other)
                .map(drop)
                .map_err(|error| *error.error)
        }
        Operation::Audit => desk.audit(session, &AuditRequest::default()).map(drop),
        Operation::Check => desk.check(session).map(drop),
        Operation::Dispose => desk.review_list(session, 36).map(drop),
        Operation::ExportPerson => desk
            .person_export(session, "15400010001", |_, _| Ok(()))
            .map(drop),
        Operation::Backup => desk.backup_job(session).map(drop),
        Operation::PutSecondPlace => desk.forget_second_place(session),
    };
    outcome.map_err(|error| ApiError::from(error).code)
}

/// How a kind of action stands for somebody on a ticket.
fn cell(refusal: Option<&ApiError>) -> &'static str {
    match refusal.map(|refusal| refusal.code) {
        None => "●",
        Some(Code::NotAuthorised | Code::ReadsOnly) => "–",
        Some(_) => "◌",
    }
}

/// What every role may do to a ticket, its own or another's, by the rules' own answer to the window.
fn actions_page(hall: &mut Hall) -> String {
    let open = ticket_at(hall, Step::FollowUp);
    let escalated = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let escalate = json!([{"do": "escalate", "level": "duty_manager", "reason": "没修好", "asked": "请协调", "due": "2026-11-22T18:00:00+08:00"}]);
    hall.perform(CLERK, &escalated, escalate).unwrap();
    let ended = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, &ended, withdraw).unwrap();

    let mut page = String::from(
        "\n## Actions on a ticket\n\n\
         What the rules (`crates/complaint`) say of three tickets of one clerk: at follow-up, escalated to the duty manager, and ended, in \
         this order in every cell. ● yes · – not this role · ◌ nobody, as this ticket stands. What an \
         approval covers is weighed when it is given, by role and amount.\n\n\
         | action | clerk, own | clerk, another's | duty manager | hall manager | administrator | auditor |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let people = [CLERK, COLLEAGUE, DUTY, MANAGER, "1050", "1060"];
    let answers = people.map(|who| {
        let session = hall.session(who);
        [&open, &escalated, &ended].map(|number| {
            let view = hall.desk.ticket(&session, &by_number(number)).unwrap();
            view.allowed
        })
    });
    for (place, kind) in ActionKind::ALL.iter().enumerate() {
        let cells = answers.each_ref().map(|tickets| {
            let told = tickets.each_ref().map(|allowed| {
                assert_eq!(allowed[place].action, *kind);
                cell(allowed[place].refusal.as_ref())
            });
            told.join(" ")
        });
        page.push_str(&format!("| {kind:?} | {} |\n", cells.join(" | ")));
    }
    page
}

/// Set `ANSU_UPDATE=1` to write the page anew; the commands of the window after it are written by the window's own test.
#[test]
fn the_page_of_permissions_is_that_of_the_tables() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/permissions.md");
    let fresh = permissions_page() + &actions_page(&mut Hall::new());
    let text = std::fs::read_to_string(&kept).unwrap_or_default();
    let at = text.find("\n## Commands of the window");
    let (before, commands) = text.split_at(at.unwrap_or(text.len()));
    if std::env::var_os("ANSU_UPDATE").is_some() {
        std::fs::write(&kept, format!("{fresh}{commands}")).unwrap();
        return;
    }
    assert!(
        before == fresh,
        "docs/permissions.md is out of date: run the test once with ANSU_UPDATE=1"
    );
}
