//! What is shown to whoever walks past carries no full number (domain §18).

use crate::hall::{CLERK, DUTY, Hall, MANAGER, by_number, read};
use crate::{BROADBAND, CHARGES};
use ansu_desk::complaint::{Phone, Step};
use ansu_desk::{Code, Lane, QueueRequest, SlipRequestView};
use serde::Serialize;
use serde_json::json;

/// The numbers in the stories as they might be written, and the document that a representative showed.
const SECRETS: [&str; 6] = [
    "16300025517",
    "163 0002 5517",
    "15400086620",
    "154 0008 6620",
    "15400018264",
    "402X",
];

#[track_caller]
fn keeps_quiet(shown: &impl Serialize) {
    let text = serde_json::to_string(shown).unwrap();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn lists_and_views_carry_masked_numbers_only() {
    let mut hall = Hall::new();
    hall.tell(BROADBAND);
    let numbers = hall.tell(CHARGES).tickets;
    // The same customer once more, still open: contacts of the view are not empty.
    let open = hall
        .register(
            CLERK,
            json!({"phone": "163 0002 5517", "contact": "154 0008 6620"}),
        )
        .unwrap()
        .number
        .to_string();
    assert_eq!(
        hall.record(&open).intake.complainant.phone.digits(),
        "16300025517"
    );
    let asked = json!({"phone": "163 0002 5517", "kind": "enquiry", "matter": "问修到哪一步了"});
    let clerk = hall.session(CLERK);
    keeps_quiet(&hall.desk.note_contact(&clerk, &read(asked), &[]).unwrap());
    for who in [CLERK, DUTY, MANAGER, "1060"] {
        let session = hall.session(who);
        let lanes = [
            Lane::Open,
            Lane::Overdue,
            Lane::DueSoon,
            Lane::Repeated,
            Lane::ToSign,
            Lane::ToCallBack,
            Lane::ToKeep,
            Lane::ToApprove,
            Lane::Escalated,
            Lane::AwaitUnit,
            Lane::Ended,
        ];
        for lane in lanes {
            keeps_quiet(
                &hall
                    .desk
                    .queue(
                        &session,
                        &QueueRequest {
                            lane,
                            ..QueueRequest::default()
                        },
                    )
                    .unwrap(),
            );
        }
        for search in ["16300025517", "5517", "欧阳"] {
            let found = hall
                .desk
                .queue(
                    &session,
                    &QueueRequest {
                        search: search.to_owned(),
                        ..QueueRequest::default()
                    },
                )
                .unwrap();
            assert!(!found.lines.is_empty(), "{search}");
            assert!(found.lines.iter().all(|line| line.phone == "163****5517"));
            keeps_quiet(&found);
        }
        let earlier = hall.desk.contacts(&session, "16300025517").unwrap();
        assert!(!earlier.contacts.is_empty());
        keeps_quiet(&earlier);
        for number in [&numbers[0], &open] {
            let view = hall.desk.ticket(&session, &by_number(number)).unwrap();
            assert!(!view.contacts.is_empty() && !view.others.is_empty());
            keeps_quiet(&view);
            keeps_quiet(
                &hall
                    .desk
                    .coach(&session, &by_number(number), Step::Gather, None, None)
                    .unwrap(),
            );
        }
    }
    keeps_quiet(
        &hall
            .perform(
                CLERK,
                &open,
                json!([{"do": "add_note", "text": "同一位客户"}]),
            )
            .unwrap(),
    );
}

#[test]
fn the_full_number_is_there_when_it_is_asked_for_and_on_the_signed_slip() {
    let mut hall = Hall::new();
    let number = hall.tell(CHARGES).tickets.remove(0);
    let session = hall.session(CLERK);
    let phone = hall
        .desk
        .reveal_phone(&session, &by_number(&number))
        .unwrap();
    assert_eq!(phone, Phone::parse("163 0002 5517").unwrap());
    let mut request = SlipRequestView {
        ticket: by_number(&number),
        masked: false,
        composed: None,
    };
    let signed = crate::paper::text(&hall.desk.slip(&session, &request).unwrap().pdf);
    request.masked = true;
    let display = crate::paper::text(&hall.desk.slip(&session, &request).unwrap().pdf);
    assert!(signed.contains("16300025517") && signed.contains("15400086620"));
    assert!(
        display.contains("163****5517")
            && !display.contains("16300025517")
            && !display.contains("15400086620")
    );
}

#[test]
fn an_error_does_not_repeat_what_was_typed() {
    let mut hall = Hall::new();
    let error = hall
        .register(
            CLERK,
            json!({"phone": "15400086620x", "contact": "16300025517"}),
        )
        .unwrap_err();
    assert_eq!(error.code, Code::NotAPhone);
    keeps_quiet(&error);
    for field in ["phone", "contact"] {
        let hidden = hall
            .register(CLERK, json!({field: "163 0002 5517\u{202e}"}))
            .unwrap_err();
        keeps_quiet(&hidden);
    }
}
