//! The demonstration hall: something in every state, the same for the same seed and clock.

use crate::hall::{by_number, lines, moment};
use ansu_desk::complaint::{ContactKind, EndKind, NextMove, Step, TicketNumber};
use ansu_desk::{
    ApiError, Code, DEMO_STAFF, DemoPlan, Desk, Entrance, HeldContext, Lane, Line, Operation,
    Session, SlipRequestView,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tempfile::TempDir;

/// A Wednesday afternoon.
const NOW: &str = "2026-11-25T15:30:00+08:00";
/// The hall manager of the demonstration.
const DEMO_MANAGER: &str = "1002";

fn demonstrated(plan: DemoPlan) -> (Desk<HeldContext>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let context = HeldContext::new(moment(NOW), plan.seed);
    let mut desk = Entrance::of(&folder.path().join("demo"))
        .demonstration(context)
        .unwrap();
    let mut heard = 0;
    desk.demonstrate(plan, |registered, of| {
        heard = registered;
        assert_eq!(of, plan.tickets);
    })
    .unwrap();
    assert_eq!(heard, plan.tickets);
    (desk, folder)
}

fn all(desk: &mut Desk<HeldContext>, session: &Session) -> Vec<Line> {
    [Lane::Open, Lane::Ended]
        .into_iter()
        .flat_map(|lane| lines(desk, session, lane))
        .collect()
}

/// Everything that can be read out of the hall.
fn snapshot(desk: &mut Desk<HeldContext>) -> Value {
    let session = desk.sign_in(DEMO_MANAGER, "").unwrap();
    let tickets: Vec<Value> = all(desk, &session)
        .into_iter()
        .map(|line| {
            let which = by_number(line.number.as_str());
            json!({"line": line, "record": desk.record(&which).unwrap(), "log": desk.log(&session, &which).unwrap()})
        })
        .collect();
    json!({"start": desk.start().unwrap(), "tickets": tickets})
}

#[test]
fn a_hundred_and_twenty_tickets_in_every_state() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 120,
        seed: 7,
    });
    let manager = desk.sign_in(DEMO_MANAGER, "").unwrap();
    assert!(desk.check(&manager).unwrap().sound);
    let open = lines(&mut desk, &manager, Lane::Open);
    let ended = lines(&mut desk, &manager, Lane::Ended);
    assert_eq!(open.len() + ended.len(), 120);
    let numbers: BTreeSet<TicketNumber> = open
        .iter()
        .chain(&ended)
        .map(|line| line.number.clone())
        .collect();
    assert_eq!(numbers.len(), 120);

    let mut empty = Vec::new();
    for step in Step::ALL {
        if !open.iter().any(|line| line.step == step) {
            empty.push(format!("no open ticket at {step:?}"));
        }
    }
    let lanes = [
        Lane::Overdue,
        Lane::DueSoon,
        Lane::Repeated,
        Lane::ToSign,
        Lane::ToCallBack,
        Lane::ToKeep,
        Lane::ToApprove,
        Lane::Escalated,
    ];
    for lane in lanes {
        if lines(&mut desk, &manager, lane).is_empty() {
            empty.push(format!("nothing in {lane:?}"));
        }
    }
    for kind in [
        EndKind::Settled,
        EndKind::FinalReply,
        EndKind::BrokenOff,
        EndKind::Withdrawn,
        EndKind::Transferred,
    ] {
        if !ended.iter().any(|line| line.ended == Some(kind)) {
            empty.push(format!("nothing ended as {kind:?}"));
        }
    }
    let mut others = Vec::new();
    for line in open.iter().chain(&ended) {
        let view = desk.ticket(&manager, &by_number(line.number.as_str()));
        others.extend(view.unwrap().others);
    }
    for kind in [
        ContactKind::Enquiry,
        ContactKind::FaultReport,
        ContactKind::Thanks,
    ] {
        if !others.iter().any(|contact| contact.kind == kind) {
            empty.push(format!("nobody came for {kind:?}"));
        }
    }
    if !open.iter().chain(&ended).any(|line| line.round > 1) {
        empty.push("no second round".to_owned());
    }
    if !open.iter().chain(&ended).any(|line| line.broken > 0) {
        empty.push("no broken promise".to_owned());
    }
    assert!(empty.is_empty(), "{}", empty.join("\n"));
}

#[test]
fn the_counts_are_those_of_the_lanes() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 120,
        seed: 7,
    });
    for who in [DEMO_STAFF, "1008", DEMO_MANAGER] {
        let session = desk.sign_in(who, "").unwrap();
        let view = desk
            .queue(&session, &ansu_desk::QueueRequest::default())
            .unwrap();
        for tally in view.tallies {
            assert_eq!(
                tally.count as usize,
                lines(&mut desk, &session, tally.lane).len(),
                "{:?} of {who}",
                tally.lane
            );
        }
    }
}

#[test]
fn every_agreed_ticket_has_a_slip() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 120,
        seed: 7,
    });
    let session = desk.sign_in(DEMO_STAFF, "").unwrap();
    let mut made = 0;
    for line in all(&mut desk, &session) {
        let which = by_number(line.number.as_str());
        let ticket = desk.record(&which).unwrap();
        if ticket.chosen().is_none() && ticket.final_reply.is_none() {
            continue;
        }
        let slip = desk.slip(
            &session,
            &SlipRequestView {
                ticket: which,
                masked: false,
                composed: None,
            },
        );
        let slip = slip.unwrap_or_else(|error| panic!("{}: {error}", line.number));
        assert!(slip.pages <= 2, "{}", line.number);
        if made < 12 {
            crate::paper::says_all(&ticket, &slip.pdf);
        }
        made += 1;
    }
    assert!(
        made >= 30,
        "only {made} tickets have come to an agreement or a reply"
    );
}

#[test]
fn no_text_has_a_placeholder_left() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 120,
        seed: 7,
    });
    let text = snapshot(&mut desk).to_string();
    for placeholder in ["{customer}", "{surname}", "{estate}", "{area}", "{station}"] {
        assert!(!text.contains(placeholder), "{placeholder}");
    }
}

#[test]
fn the_same_seed_and_clock_give_the_same_hall() {
    let plan = DemoPlan {
        tickets: 40,
        seed: 7,
    };
    let (mut one, _first) = demonstrated(plan);
    let (mut two, _second) = demonstrated(plan);
    assert!(
        snapshot(&mut one) == snapshot(&mut two),
        "the same seed gave two halls"
    );
    let (mut other, _third) = demonstrated(DemoPlan { seed: 8, ..plan });
    assert!(
        snapshot(&mut one) != snapshot(&mut other),
        "another seed gave the same hall"
    );
}

#[test]
fn a_hall_that_is_there_is_not_demonstrated_over() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 3,
        seed: 7,
    });
    let before = snapshot(&mut desk);
    let error = desk
        .demonstrate(
            DemoPlan {
                tickets: 3,
                seed: 7,
            },
            |_, _| (),
        )
        .unwrap_err();
    assert_eq!(ansu_desk::ApiError::from(error).code, Code::HallExists);
    assert_eq!(snapshot(&mut desk), before);
}

#[test]
fn the_window_s_lines_say_what_to_do_next() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 40,
        seed: 7,
    });
    let session = desk.sign_in(DEMO_STAFF, "").unwrap();
    for line in all(&mut desk, &session) {
        assert_eq!(
            line.next == NextMove::Nothing,
            line.ended.is_some(),
            "{}",
            line.number
        );
        assert!(!line.summary.is_empty());
    }
}

#[test]
fn what_a_demonstration_says_that_one_may_is_what_it_does_not_refuse() {
    let (mut desk, _folder) = demonstrated(DemoPlan {
        tickets: 1,
        seed: 7,
    });
    let manager = desk.sign_in(DEMO_MANAGER, "").unwrap();
    let may = desk.may(&manager);
    for (operation, outcome) in [
        (
            Operation::ChangePassword,
            desk.change_password(&manager, "x", "y").map(drop),
        ),
        (
            Operation::IssuePassword,
            desk.issue_password(&manager, &manager.staff().id.clone())
                .map(drop),
        ),
        (Operation::RenewSheet, desk.renew_sheet(&manager).map(drop)),
        (Operation::ProveSheet, desk.prove_sheet(&manager, "x")),
        (Operation::Backup, desk.backup_job(&manager).map(drop)),
        (
            Operation::PutSecondPlace,
            desk.forget_second_place(&manager),
        ),
    ] {
        assert!(!may.contains(&operation), "{operation:?}");
        let code = ApiError::from(outcome.unwrap_err()).code;
        assert_eq!(code, Code::InDemonstration, "{operation:?}");
    }
    // Confirming legal values is the administrator's.
    assert!(!may.contains(&Operation::ConfirmRule));
    assert_eq!(may.len(), Operation::ALL.len() - 7);
    assert!(desk.due_backup(&manager, &desk.shelf()).unwrap().is_none());
}
