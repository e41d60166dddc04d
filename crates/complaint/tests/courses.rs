//! Properties of whole courses: whatever people do in whatever order, the rules hold.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "courses/acting.rs"]
mod acting;

use acting::{action, usual_way};
use ansu_complaint::*;
use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use uuid::Uuid;

fn start() -> Moment {
    Utc.with_ymd_and_hms(2026, 11, 21, 2, 42, 0).unwrap()
}

fn staff(id: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::try_from(id.to_owned()).unwrap(),
        name: id.to_owned(),
        role,
    }
}

fn people() -> [Staff; 3] {
    [
        staff("1024", Role::Clerk),
        staff("1008", Role::DutyManager),
        staff("1001", Role::HallManager),
    ]
}

fn form() -> IntakeForm {
    IntakeForm {
        phone: "138 1234 5678".into(),
        contact: String::new(),
        name: "张明".into(),
        address: Address::Sir,
        level: CustomerLevel::Ordinary,
        presence: Presence::InPerson,
        representative: None,
        channel: Channel::Counter,
        category: "2.2".into(),
        emotion: Emotion::Angry,
        strength: 4,
        occurred: Some(start() - TimeDelta::hours(1)),
        when: String::new(),
        phenomenon: "宽带每 15 分钟掉线一次".into(),
        wish: Some(Wish::Repair),
        area: String::new(),
        rural: false,
        sensitive: None,
    }
}

fn begin() -> (Ticket, Entry) {
    let people = people();
    let authority = Authority::default();
    let context = Context {
        now: start(),
        staff: &people[0],
        authority: &authority,
    };
    let number = TicketNumber::try_from("A01-1-20261121-007".to_owned()).unwrap();
    let event = register(TicketId(Uuid::from_u128(7)), number, 0, &form(), &context).unwrap();
    let entry = context.entry(event);
    (Ticket::begin(&entry).unwrap(), entry)
}

/// Who acts, minutes since the last action (the clock may be set back), and what; two of three go the usual way first.
fn course() -> impl Strategy<Value = Vec<(usize, i64, Action)>> {
    let free = proptest::collection::vec((0usize..3, -30i64..90, action()), 1..80);
    (0..3u8, free).prop_map(|(way, free)| {
        let usual = if way > 0 { usual_way() } else { Vec::new() };
        usual
            .into_iter()
            .map(|action| (0, 1, action))
            .chain(free)
            .collect()
    })
}

/// What is owed or asked that an end must not lose.
fn tail(ticket: &Ticket) -> usize {
    ticket.open_promises().count()
        + ticket.open_work_orders().count()
        + ticket.open_referrals().count()
        + usize::from(ticket.open_escalation().is_some())
        + usize::from(ticket.open_waiting().is_some())
}

/// An open ticket has a clock that runs until the customer was asked after the work or has the final reply; what a broken-off visit left has
/// one too, and nothing else that ended.
fn has_a_clock(ticket: &Ticket) -> Result<(), TestCaseError> {
    let due = ticket.next_deadline(&Timing::default());
    match ticket.end_kind() {
        None if ticket.was_called_back() || ticket.final_reply.is_some() => {}
        None => prop_assert!(due.is_some(), "nothing is due at {:?}", ticket.next_move()),
        Some(EndKind::BrokenOff) => prop_assert!(due.is_some() || tail(ticket) == 0),
        Some(_) => prop_assert_eq!(due, None),
    }
    if ticket.waits_for_answer() && ticket.step == Step::FollowUp && ticket.end.is_none() {
        prop_assert!(due.is_some(), "nobody answers who came back");
    }
    let contacts = ticket.contacts_due(&Timing::default());
    let called = contacts.iter().any(|it| it.why == ContactWhy::CallBack);
    prop_assert_eq!(called, ticket.call_back_wanted().is_some());
    if ticket.next_move() == NextMove::Close {
        prop_assert_eq!(gate(ticket, Step::FollowUp), vec![]);
    }
    Ok(())
}

/// What must hold of every ticket at every moment.
fn holds(ticket: &Ticket) -> Result<(), TestCaseError> {
    has_a_clock(ticket)?;
    if let Some(end) = &ticket.end {
        if end.kind != EndKind::BrokenOff {
            prop_assert_eq!(tail(ticket), 0, "ended as {:?} with a tail", end.kind);
        }
        if matches!(end.kind, EndKind::Settled | EndKind::FinalReply) {
            prop_assert!(
                ticket.is_signed(),
                "closed without a signed slip or a reason"
            );
            prop_assert!(
                ticket.chosen().is_some() || ticket.final_reply.is_some(),
                "closed without agreement or final reply"
            );
            prop_assert!(
                !ticket.waits_for_answer(),
                "closed while the customer who came back waits for an answer"
            );
            prop_assert!(
                ticket.was_called_back() || ticket.final_reply.is_some() || end.reason.is_some(),
                "closed without call-back or reason"
            );
            if ticket.final_reply.is_none() {
                prop_assert!(
                    !ticket
                        .opinion
                        .as_ref()
                        .is_some_and(Opinion::calls_for_another_round),
                    "closed although not solved"
                );
            }
        } else {
            prop_assert!(end.reason.is_some(), "ended without a reason");
        }
    }
    for order in &ticket.work_orders {
        prop_assert!(order.reminders() <= usize::from(REMINDERS_MAX));
    }
    if let Some(signature) = ticket.signature(Party::Customer) {
        prop_assert_eq!(
            signature.round,
            ticket.round,
            "a signature outlived its round"
        );
    }
    prop_assert!(
        ticket
            .offers
            .iter()
            .filter(|offer| offer.round == ticket.round && offer.state == OfferState::Chosen)
            .count()
            <= 1
    );
    for offer in &ticket.offers {
        if offer.state == OfferState::Chosen {
            prop_assert!(
                offer.approval.is_given(),
                "an offer was chosen without authority"
            );
        }
        if let Approval::Granted { by, decision, .. } = &offer.approval {
            prop_assert!(*by != offer.by, "an own request was approved");
            let above = Authority::default().approver(offer.terms.remedy.as_ref());
            prop_assert!(
                above != Grantor::Above
                    || decision.is_some_and(|no| ticket.decision_above(no).is_some()),
                "what is above the hall was approved without a decision from above"
            );
        }
    }
    Ok(())
}

/// Plays a course; actions that are refused leave the ticket as it was.
fn play(course: &[(usize, i64, Action)]) -> Result<(Ticket, Vec<Entry>, u32), TestCaseError> {
    let people = people();
    let authority = Authority::default();
    let (mut ticket, first) = begin();
    let mut entries = vec![first];
    let mut now = start();
    let mut carried_out = 0;
    for (who, minutes, action) in course {
        now += TimeDelta::minutes(*minutes);
        let context = Context {
            now,
            staff: &people[*who],
            authority: &authority,
        };
        let before = ticket.clone();
        match decide_all(&ticket, std::slice::from_ref(action), &context) {
            Ok((more, after)) => {
                prop_assert!(
                    permit(&before, action.kind(), &context).is_ok(),
                    "done although not permitted"
                );
                prop_assert_eq!(
                    after.revision,
                    before.revision + u32::try_from(more.len()).unwrap()
                );
                carried_out += 1;
                kept(&before, &after, action)?;
                undone(&before, &after, action, &context)?;
                entries.extend(more);
                ticket = after;
            }
            Err((place, _)) => prop_assert_eq!(place, 0),
        }
        holds(&ticket)?;
    }
    Ok((ticket, entries, carried_out))
}

/// Going back and reopening lose nothing that was typed; a unit's reply ends nothing but its order.
fn kept(before: &Ticket, after: &Ticket, action: &Action) -> Result<(), TestCaseError> {
    if matches!(action, Action::EnterReply { .. }) {
        let same = Ticket {
            work_orders: before.work_orders.clone(),
            revision: before.revision,
            ..after.clone()
        };
        prop_assert_eq!(&same, before);
    }
    if matches!(action, Action::GoBack { .. }) {
        prop_assert_eq!(&after.asked, &before.asked);
    }
    if matches!(action, Action::GoBack { .. } | Action::Reopen { .. }) {
        let same = Ticket {
            step: before.step,
            end: before.end.clone(),
            asked: before.asked.clone(),
            first_reply: before.first_reply,
            revision: before.revision,
            ..after.clone()
        };
        prop_assert_eq!(&same, before);
    }
    Ok(())
}

/// What can be taken back is as it was, but for the record of having been done.
fn undone(
    before: &Ticket,
    after: &Ticket,
    action: &Action,
    context: &Context<'_>,
) -> Result<(), TestCaseError> {
    let Some(back) = inverse(before, action) else {
        return Ok(());
    };
    if let Ok((_, again)) = decide_all(after, &[back], context) {
        prop_assert_eq!(again.step, before.step);
        prop_assert_eq!(again.end_kind(), before.end_kind());
        prop_assert_eq!(
            again.chosen().map(|offer| offer.no),
            before.chosen().map(|offer| offer.no)
        );
        if matches!(
            action,
            Action::RemindUnit { .. } | Action::EnterReply { .. } | Action::ReturnReply { .. }
        ) {
            prop_assert_eq!(&again.work_orders, &before.work_orders);
        }
        let part = |ticket: &Ticket| ticket.incident.as_ref().map(|part| part.id);
        prop_assert_eq!(part(&again), part(before));
        for promise in before.open_promises() {
            // A promise opened again by hand belongs to its offer's choice once that offer is chosen, and falls away with it.
            if matches!(action, Action::ChooseOffer { offer } if promise.offer == Some(*offer)) {
                continue;
            }
            let still_open = again.open_promises().any(|open| open.no == promise.no);
            prop_assert!(still_open, "{promise:?} was lost by taking back {action:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, max_shrink_iters: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn no_course_breaks_a_rule_and_replay_equals_the_snapshot(course in course()) {
        let (ticket, entries, _) = play(&course)?;
        prop_assert_eq!(Ticket::fold(&entries), Some(ticket.clone()));
        let stored: Vec<Entry> = serde_json::from_str(&serde_json::to_string(&entries).unwrap()).unwrap();
        prop_assert_eq!(Ticket::fold(&stored), Some(ticket.clone()), "what is stored is not what was done");
        let snapshot: Ticket = serde_json::from_str(&serde_json::to_string(&ticket).unwrap()).unwrap();
        prop_assert_eq!(&snapshot, &ticket);
    }
}

/// The property above is worth something only if courses really reach the ends it speaks of.
#[test]
fn courses_reach_their_ends() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, TestRng, TestRunner};
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut reached = std::collections::BTreeMap::<String, u32>::new();
    for _ in 0..1_500 {
        let course = course().new_tree(&mut runner).unwrap().current();
        let (ticket, _, carried_out) = play(&course).unwrap();
        *reached
            .entry(format!("{:?}", ticket.end_kind()))
            .or_default() += 1;
        *reached
            .entry(format!("round {}", ticket.round.min(2)))
            .or_default() += 1;
        let moved = ticket.work_orders.iter().flat_map(|order| &order.course);
        for step in moved {
            let name = format!("{:?}", step.what);
            let name = name.split(' ').next().unwrap_or_default().to_owned();
            *reached.entry(name).or_default() += 1;
        }
        *reached.entry("carried out".into()).or_default() += carried_out;
    }
    for wanted in [
        "Some(Settled)",
        "Some(FinalReply)",
        "Some(BrokenOff)",
        "Some(Withdrawn)",
        "Some(Transferred)",
        "round 2",
        "Reminded",
        "Replied",
        "Returned",
        "Withdrawn",
    ] {
        assert!(
            reached.get(wanted).is_some_and(|times| *times >= 3),
            "{wanted} is hardly ever reached: {reached:?}"
        );
    }
}
