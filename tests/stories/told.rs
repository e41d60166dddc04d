//! The four stories, to their ends.

use crate::hall::{CLERK, DUTY, Hall, MANAGER, moment, staff_id};
use crate::paper;
use crate::{BROADBAND, CHARGES, PROMISE, STORIES, VILLAGE};
use ansu_desk::Lane;
use ansu_desk::complaint::{
    Approval, ClockState, DeadlineKind, Emotion, EndKind, ExtensionState, Manner, Party,
    PromiseState, Raised, Satisfaction, Solved, Ticket, Timing,
};

/// Tells one story in a hall of its own.
fn told(story: &str) -> (Hall, Ticket) {
    let mut hall = Hall::new();
    let report = hall.tell(story);
    let lines = report.actions + report.refused;
    assert_eq!(lines as usize, story.lines().count());
    let [number] = report.tickets.as_slice() else {
        panic!("{:?}", report.tickets)
    };
    let ticket = hall.record(number);
    (hall, ticket)
}

/// The end that all of them have: settled, signed, nothing left open, sound, and a slip that says it.
fn ends_well(hall: &mut Hall, ticket: &Ticket) -> String {
    assert_eq!(ticket.end_kind(), Some(EndKind::Settled));
    assert!(ticket.customer_signed() && ticket.was_called_back());
    assert_eq!(ticket.open_promises().count(), 0);
    assert!(hall.lines(MANAGER, Lane::Open).is_empty());
    hall.is_sound();
    let slip = hall.slip(ticket.number.as_str()).unwrap();
    paper::says_all(ticket, &slip.pdf);
    let text = paper::text(&slip.pdf);
    for words in [
        "清渡电信·望桥营业厅",
        "王敏（1024）",
        "本次争议已由双方按上列内容协商一致",
        "已按商定内容办结",
        &slip.fingerprint,
    ] {
        assert!(text.contains(words), "{words} is not on the slip:\n{text}");
    }
    text
}

#[test]
fn a_broadband_fault_is_settled_in_round_two() {
    let (mut hall, ticket) = told(BROADBAND);
    let text = ends_well(&mut hall, &ticket);
    assert_eq!(ticket.number.as_str(), "A01-1-20261121-001");
    assert_eq!(ticket.round, 2);
    let chosen = ticket.chosen().unwrap();
    assert_eq!(
        chosen.approval,
        Approval::Granted {
            asked: None,
            decision: None,
            by: staff_id(DUTY),
            at: moment("2026-11-22T15:20:00+08:00")
        }
    );
    let signatures: Vec<_> = ticket
        .signatures
        .iter()
        .map(|signature| (signature.party, signature.round, signature.void))
        .collect();
    assert_eq!(
        signatures,
        [
            (Party::Customer, 1, true),
            (Party::Customer, 2, false),
            (Party::Clerk, 2, false),
            (Party::Manager, 2, false)
        ]
    );
    assert!(
        ticket
            .signatures
            .iter()
            .all(|signature| matches!(signature.manner, Manner::OnScreen { .. }))
    );
    let opinions: Vec<_> = ticket
        .call_backs
        .iter()
        .map(|call| {
            call.opinion
                .as_ref()
                .map(|opinion| (opinion.solved, opinion.satisfied))
        })
        .collect();
    assert_eq!(
        opinions,
        [
            None,
            Some((Solved::No, Satisfaction::Dissatisfied)),
            Some((Solved::Yes, Satisfaction::Satisfied))
        ]
    );
    assert_eq!(ticket.feelings.first().unwrap().emotion, Emotion::Angry);
    assert_eq!(ticket.feelings.last().unwrap().emotion, Emotion::Calm);
    for words in [
        "（第2轮）",
        "¥129.00",
        "壹佰贰拾玖元整",
        "贺建平（1008）核准",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(
        !text.contains("光猫由我方提供并负责维护"),
        "an offer of the first round is not what was agreed"
    );
}

#[test]
fn a_charge_dispute_is_settled_by_a_representative() {
    let (mut hall, ticket) = told(CHARGES);
    let text = ends_well(&mut hall, &ticket);
    assert_eq!(ticket.round, 1);
    let representative = ticket.intake.complainant.representative.as_ref().unwrap();
    assert!(representative.letter_seen);
    assert_eq!(ticket.chosen().unwrap().approval, Approval::Within);
    for words in [
        "委托代理人到场",
        "代理人签字",
        "书面授权委托书已核验",
        "¥45.00",
        "肆拾伍元整",
        "（王敏）",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(
        !text.contains("402X"),
        "the document's number stays at the hall"
    );
}

#[test]
fn a_broken_promise_is_escalated_and_settled() {
    let (mut hall, ticket) = told(PROMISE);
    let text = ends_well(&mut hall, &ticket);
    assert_eq!(ticket.round, 2);
    let states: Vec<_> = ticket
        .promises
        .iter()
        .map(|promise| matches!(promise.state, PromiseState::Broken { .. }))
        .collect();
    assert_eq!(states, [true, false, false]);
    assert_eq!(
        ticket.raised,
        [Raised::BrokenPromise {
            promise: ticket.promises[0].no
        }]
    );
    assert_eq!(ticket.first_responsible, staff_id(CLERK));
    assert!(
        ticket
            .signatures
            .iter()
            .all(|signature| signature.manner == Manner::OnPaper && !signature.void)
    );
    for words in [
        "值班经理于2026-11-2509:30给出意见",
        "未按期兑现",
        "¥108.00",
        "壹佰零捌元整",
        "已在纸质单上签字",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn the_broken_promise_raises_the_ticket_and_waits_for_the_duty_manager() {
    let mut hall = Hall::new();
    let until = |word: &str| {
        let cut = PROMISE
            .lines()
            .position(|line| line.contains(word))
            .unwrap();
        PROMISE.lines().take(cut + 1).collect::<Vec<_>>().join("\n")
    };
    let report = hall.tell(&until("\"break_promise\""));
    let line = &hall.lines(CLERK, Lane::Open)[0];
    assert!(line.raised && line.broken == 1);
    let rest: String = until("\"escalate\"")
        .lines()
        .skip(report.actions as usize)
        .map(|line| line.to_owned() + "\n")
        .collect();
    let first = format!(r#""ticket":"{}","do""#, report.tickets[0]);
    hall.tell(&rest.replacen("\"do\"", &first, 1));
    assert_eq!(hall.lines(DUTY, Lane::Escalated).len(), 1);
}

#[test]
fn a_village_waits_longer_than_the_law_allows_and_what_cannot_be_is_refused_on_the_way() {
    let (mut hall, ticket) = told(VILLAGE);
    let text = ends_well(&mut hall, &ticket);
    assert!(
        ticket
            .extensions
            .iter()
            .all(|extension| matches!(&extension.state, ExtensionState::Granted { by, .. } if *by == staff_id(DUTY)))
    );
    assert_eq!(ticket.extensions.len(), 3);
    let repair = ticket
        .deadlines(&Timing::default())
        .into_iter()
        .find(|deadline| deadline.kind == DeadlineKind::Repair)
        .unwrap();
    assert_eq!(repair.due, moment("2026-11-27T09:30:00+08:00"));
    // Met when the line was up again, not two days later with the money.
    assert_eq!(repair.met, Some(moment("2026-11-27T11:00:00+08:00")));
    assert_eq!(
        repair.state(moment("2026-11-30T10:03:00+08:00")),
        ClockState::Missed
    );
    let raised = [
        Raised::BrokenPromise {
            promise: ticket.promises[0].no,
        },
        Raised::Repeated { earlier: 1 },
    ];
    assert!(raised.iter().all(|reason| ticket.raised.contains(reason)));
    for words in [
        "¥280.00",
        "贺建平（1008）核准",
        "未按期完成：减免没有在当天入账",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn all_four_run_in_one_hall_as_the_readme_says() {
    let mut hall = Hall::new();
    for story in STORIES {
        hall.tell(story);
    }
    let ended = hall.lines(MANAGER, Lane::Ended);
    assert_eq!(ended.len(), 4);
    // Told again, the same numbers have complained before: nothing is repeated, everything is a new ticket.
    hall.tell(BROADBAND);
    let again = &hall.lines(MANAGER, Lane::Ended);
    assert_eq!(again.len(), 5);
    assert!(
        again
            .iter()
            .any(|line| line.number.as_str() == "A01-1-20261121-002"
                && line.earlier == 1
                && line.raised)
    );
    hall.is_sound();
}
