//! How long what is kept of a person is kept, and its end without a trace.

use crate::BROADBAND;
use crate::hall::{CLERK, Hall, MANAGER, by_number};
use ansu_desk::complaint::TicketNumber;
use ansu_desk::{ApiError, AuditRequest, Code, Ground, KEPT_MONTHS, Plea};
use serde_json::json;

#[test]
fn what_has_been_kept_long_enough_is_reviewed_and_erased_and_the_rest_stays() {
    let mut hall = Hall::new();
    let old = hall.tell(BROADBAND).tickets[0].clone();
    hall.at("2029-12-01T10:00:00+08:00");
    let recent = hall.register(CLERK, json!({})).unwrap().number.to_string();
    hall.perform(
        CLERK,
        &recent,
        json!([{"do": "withdraw", "reason": "客户撤回"}]),
    )
    .unwrap();
    let manager = hall.session(MANAGER);
    let listed = hall.desk.review_list(&manager, KEPT_MONTHS).unwrap();
    assert_eq!(listed.total, 1);
    let numbers: Vec<&str> = listed
        .lines
        .iter()
        .map(|line| line.line.number.as_str())
        .collect();
    assert_eq!(numbers, [old.as_str()]);

    let of = |number: &str| TicketNumber::try_from(number.to_owned()).unwrap();
    let both = [of(&old), of(&recent)];
    let refused = hall
        .desk
        .dispose(&manager, &both, &[], Ground::Retention, KEPT_MONTHS)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::StillKept);
    assert!(hall.desk.ticket(&manager, &by_number(&old)).is_ok());

    hall.desk
        .dispose(&manager, &both[..1], &[], Ground::Retention, KEPT_MONTHS)
        .unwrap();
    let gone = hall.desk.ticket(&manager, &by_number(&old)).unwrap_err();
    assert_eq!(ApiError::from(gone).code, Code::UnknownTicket);
    hall.is_sound();
    assert!(hall.desk.verify_audit(&manager, &[]).unwrap().sound);
    let trail = hall
        .desk
        .audit(
            &manager,
            &AuditRequest {
                object: old,
                ..AuditRequest::default()
            },
        )
        .unwrap();
    assert!(
        trail
            .lines
            .iter()
            .any(|line| line.act == ansu_desk::Act::Dispose)
    );
    // At the person's own wish it waits as well, unless it should never have been kept.
    for plea in [Plea::PurposeOver, Plea::ConsentWithdrawn] {
        let refused = hall
            .desk
            .dispose(&manager, &both[1..], &[], Ground::Request(plea), 0)
            .unwrap_err();
        assert_eq!(ApiError::from(refused).code, Code::StillKept);
    }
    let unlawful = Ground::Request(Plea::Unlawful);
    hall.desk
        .dispose(&manager, &both[1..], &[], unlawful, KEPT_MONTHS)
        .unwrap();
    let mut hall = hall.started_again("2029-12-01T12:00:00+08:00");
    hall.is_sound();
}

#[test]
fn a_ticket_that_goes_on_is_not_erased() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    let manager = hall.session(MANAGER);
    let refused = hall
        .desk
        .dispose(&manager, &[number], &[], Ground::Request(Plea::Unlawful), 0)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::NotEnded);
}

#[test]
fn a_review_shows_the_oldest_and_says_how_many_there_are() {
    let mut hall = Hall::new();
    let mut oldest = None;
    for _ in 0..203 {
        let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
        hall.perform(
            CLERK,
            &number,
            json!([{"do": "withdraw", "reason": "客户撤回"}]),
        )
        .unwrap();
        oldest.get_or_insert(number);
    }
    hall.register(CLERK, json!({})).unwrap();
    hall.at("2029-12-01T10:00:00+08:00");
    let review = hall
        .desk
        .review_list(&hall.session(MANAGER), KEPT_MONTHS)
        .unwrap();
    assert_eq!((review.lines.len(), review.total), (200, 203));
    assert_eq!(Some(review.lines[0].line.number.to_string()), oldest);
}

#[test]
fn nothing_is_erased_sooner_than_it_may_be_whatever_months_are_asked_for() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, number.as_str(), withdraw).unwrap();
    let manager = hall.session(MANAGER);
    for (time, months, may) in [
        ("2027-12-01T10:00:00+08:00", 0, false),
        ("2029-11-20T10:00:00+08:00", 35, false),
        ("2029-11-22T10:00:00+08:00", 48, false),
        ("2029-11-22T10:00:00+08:00", 1, true),
    ] {
        hall.at(time);
        let listed = hall.desk.review_list(&manager, months).unwrap().total;
        assert_eq!(listed, u32::from(may), "{time} {months}");
        let erased = hall.desk.dispose(
            &manager,
            std::slice::from_ref(&number),
            &[],
            Ground::Retention,
            months,
        );
        match erased {
            Ok(count) => assert!(may && count == 1),
            Err(error) => {
                assert!(!may);
                assert_eq!(ApiError::from(error).code, Code::StillKept);
            }
        }
    }
}
