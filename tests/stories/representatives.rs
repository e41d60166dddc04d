//! Representatives (domain §13; 民法典 art. 165): what they may do and until when is looked at on the day of each act.

use crate::course::through;
use crate::hall::{CLERK, Hall, by_number};
use ansu_desk::complaint::{Manner, Party, Power, Step};
use ansu_desk::{Act, ApiError, Code, PaperKind, PaperRequest};
use serde_json::{Value, json};

fn letter(may: &[&str], until: &str) -> Value {
    json!({"name": "周明", "scope": "处理宽带投诉", "may": may, "letter_seen": true,
           "valid_from": "2026-11-20", "valid_until": until})
}

/// A ticket of a represented customer, brought to where the offers are on the table.
fn asked(hall: &mut Hall, may: &[&str], until: &str) -> String {
    let form = json!({"presence": "represented", "representative": letter(may, until)});
    let number = hall.register(CLERK, form).unwrap().number.to_string();
    for step in Step::ALL.into_iter().filter(|step| *step < Step::Ask) {
        hall.perform(CLERK, &number, through(step)).unwrap();
    }
    number
}

fn signs() -> Value {
    json!([{"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}}])
}

fn chooses() -> Value {
    json!([{"do": "choose_offer", "offer": 1}])
}

#[test]
fn what_the_letter_does_not_cover_is_refused_by_name() {
    let mut hall = Hall::new();
    let number = asked(&mut hall, &["complain", "negotiate"], "2026-12-31");
    let refused = hall.perform(CLERK, &number, chooses()).unwrap_err();
    assert_eq!(refused.code, Code::AuthorisationLacks);
    assert_eq!(
        refused.params.get("power").map(String::as_str),
        Some("accept")
    );
    assert!(hall.record(&number).chosen().is_none());
    // A letter that covers accepting does not cover signing.
    let number = asked(
        &mut hall,
        &["complain", "negotiate", "accept"],
        "2026-12-31",
    );
    hall.perform(CLERK, &number, chooses()).unwrap();
    let refused = hall.perform(CLERK, &number, signs()).unwrap_err();
    assert_eq!(
        refused.params.get("power").map(String::as_str),
        Some("sign")
    );
    // That nobody signed, and why, can be recorded all the same.
    let not = json!([{"do": "sign", "party": "customer",
        "signature": {"manner": "not_signed", "why": "other", "reason": "委托书不含签署"}}]);
    hall.perform(CLERK, &number, not).unwrap();
    let manner = hall
        .record(&number)
        .signature(Party::Customer)
        .unwrap()
        .manner
        .clone();
    assert!(matches!(manner, Manner::NotSigned { .. }));
}

#[test]
fn a_letter_that_has_ended_is_refused_on_the_day_of_the_act() {
    let mut hall = Hall::new();
    let number = asked(&mut hall, &["complain", "accept", "sign"], "2026-11-22");
    // Its last day is whole.
    hall.at("2026-11-22T23:59:00+08:00");
    hall.perform(CLERK, &number, chooses()).unwrap();
    hall.at("2026-11-23T00:00:00+08:00");
    let refused = hall.perform(CLERK, &number, signs()).unwrap_err();
    assert_eq!(refused.code, Code::AuthorisationEnded);
    assert_eq!(
        refused.params.get("day").map(String::as_str),
        Some("2026-11-22")
    );
    // The customer comes: then they sign for themselves.
    let form = crate::hall::form(json!({"presence": "in_person"}));
    let come = json!([{"do": "amend_intake", "form": form}]);
    hall.perform(CLERK, &number, come).unwrap();
    hall.perform(CLERK, &number, signs()).unwrap();
    hall.is_sound();
}

#[test]
fn a_clock_set_back_before_the_letter_begins_is_refused() {
    let mut hall = Hall::new();
    let number = asked(&mut hall, &["complain", "accept"], "2026-12-31");
    hall.at("2026-11-19T12:00:00+08:00");
    let refused = hall.perform(CLERK, &number, chooses()).unwrap_err();
    assert_eq!(refused.code, Code::AuthorisationAhead);
}

#[test]
fn a_letter_that_gives_nothing_is_none_and_one_that_names_nothing_gives_all() {
    let mut hall = Hall::new();
    let form = json!({"presence": "represented", "representative": letter(&[], "2026-12-31")});
    let refused = hall.register(CLERK, form).unwrap_err();
    assert_eq!(refused.code, Code::Required);
    let field = refused.params.get("field").map(String::as_str);
    assert_eq!(field, Some("representative_powers"));
    let mut whole = letter(&[], "2026-12-31");
    whole.as_object_mut().unwrap().remove("may");
    let form = json!({"presence": "represented", "representative": whole});
    let ticket = hall.register(CLERK, form).unwrap();
    let representative = ticket.intake.complainant.representative.unwrap();
    assert_eq!(representative.may, Power::ALL);
}

#[test]
fn the_letter_is_printed_blank_and_with_what_is_known_and_noted_before() {
    let mut hall = Hall::new();
    let number = asked(&mut hall, &["complain"], "2026-12-31");
    let session = hall.session(CLERK);
    for ticket in [None, Some(by_number(&number))] {
        let request = PaperRequest {
            kind: PaperKind::AuthorisationLetter,
            ticket,
            masked: false,
            composed: None,
        };
        let issued = hall.desk.issue_paper(&session, &request, |_| Ok(()));
        assert!(issued.unwrap().pdf.starts_with(b"%PDF"));
    }
    let noted = hall.noted(&[Act::IssuePaper]);
    let objects: Vec<_> = noted
        .iter()
        .map(|(_, _, object, _)| object.as_str())
        .collect();
    assert_eq!(objects, ["", number.as_str()]);
    // What can't be written is told, and stands in the trail all the same.
    let request = PaperRequest {
        kind: PaperKind::AuthorisationLetter,
        ticket: None,
        masked: false,
        composed: None,
    };
    let failed = hall.desk.issue_paper(&session, &request, |_| {
        Err(ApiError::from(ansu_desk::DeskError::UnknownTicket))
    });
    assert!(failed.is_err());
    assert_eq!(hall.noted(&[Act::IssuePaper]).len(), 3);
}

#[test]
fn a_scan_on_the_ticket_is_marked_as_the_letter_until_it_is_taken_off() {
    let mut hall = Hall::new();
    let number = asked(&mut hall, &["complain", "accept"], "2026-12-31");
    let session = hall.session(CLERK);
    let scan = b"%PDF-1.7\n%%EOF";
    let file = hall
        .desk
        .bring_evidence(&session, &by_number(&number), "委托书.pdf", scan)
        .unwrap();
    let mark = json!([{"do": "mark_authorisation", "file": file.id}]);
    let refused = hall.perform(CLERK, &number, mark.clone()).unwrap_err();
    assert_eq!(refused.code, Code::UnknownEvidence);
    let attach = json!([{"do": "attach_evidence", "file": file}]);
    hall.perform(CLERK, &number, attach).unwrap();
    let undo = hall.perform(CLERK, &number, mark.clone()).unwrap().undo;
    assert_eq!(hall.record(&number).authorisation, Some(file.id));
    hall.desk.perform(&session, &undo.unwrap().perform).unwrap();
    assert_eq!(hall.record(&number).authorisation, None);
    hall.perform(CLERK, &number, mark).unwrap();
    let off = json!([{"do": "remove_evidence", "file": file.id}]);
    hall.perform(CLERK, &number, off).unwrap();
    assert_eq!(hall.record(&number).authorisation, None);
    hall.is_sound();
}

#[test]
fn a_letter_that_does_not_cover_complaining_registers_nothing() {
    let mut hall = Hall::new();
    let form =
        json!({"presence": "represented", "representative": letter(&["sign"], "2026-12-31")});
    let refused = hall.register(CLERK, form).unwrap_err();
    assert_eq!(
        refused.params.get("power").map(String::as_str),
        Some("complain")
    );
}

#[test]
fn a_slip_of_the_finger_is_corrected_after_the_letter_has_ended() {
    let mut hall = Hall::new();
    let held =
        json!({"presence": "represented", "representative": letter(&["complain"], "2026-11-22")});
    let number = hall.register(CLERK, held).unwrap().number.to_string();
    hall.at("2026-11-25T10:00:00+08:00");
    let mut form = serde_json::to_value(hall.record(&number).intake.form()).unwrap();
    form["area"] = json!("滨江花园");
    let amended = json!([{"do": "amend_intake", "form": form}]);
    hall.perform(CLERK, &number, amended).unwrap();
    assert_eq!(hall.record(&number).intake.area, "滨江花园");
    // Another letter must hold on the day on which it is shown.
    form["representative"]["valid_until"] = json!("2026-11-24");
    let amended = json!([{"do": "amend_intake", "form": form}]);
    let refused = hall.perform(CLERK, &number, amended).unwrap_err();
    assert_eq!(refused.code, Code::AuthorisationEnded);
}
