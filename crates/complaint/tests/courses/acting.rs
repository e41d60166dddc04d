//! What people may do, as they might do it: usable, empty, hidden and far too long.

use super::{people, start};
use ansu_complaint::*;
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

/// The texts people type: usable, empty, hidden characters, far too long.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(vec!["已向客户说明", "上门更换光猫并测速", "䶮㛃𬭚𫖯 😀"]).prop_map(str::to_owned),
        1 => Just(String::new()),
        1 => Just("\u{202e}".to_owned()),
        1 => Just("长".repeat(2_001)),
    ]
}

fn due() -> impl Strategy<Value = Moment> {
    (1i64..400).prop_map(|hours| start() + TimeDelta::hours(hours))
}

fn terms() -> impl Strategy<Value = OfferTerms> {
    let kind = select(vec![
        RemedyKind::BillCredit,
        RemedyKind::Refund,
        RemedyKind::Gift,
        RemedyKind::WrittenApology,
    ]);
    let remedy = proptest::option::of((
        kind,
        proptest::option::of(-100i64..250_000),
        proptest::option::of(0u8..40),
    ));
    (text(), remedy, text(), due()).prop_map(|(action, remedy, unit, due)| OfferTerms {
        action,
        remedy: remedy.map(|(kind, fen, months)| Remedy {
            kind,
            amount: fen.map(Money::from_fen),
            months,
        }),
        unit,
        due,
        basis: Basis::Goodwill,
        basis_note: String::new(),
        rule: None,
    })
}

fn clock() -> impl Strategy<Value = Action> {
    let grade = select(vec![Grade::Ordinary, Grade::Complex, Grade::Special]);
    prop_oneof![
        (grade, text()).prop_map(|(grade, reason)| Action::GradeCase { grade, reason }),
        (due(), text()).prop_map(|(until, reason)| Action::PauseClock { until, reason }),
        Just(Action::ResumeClock {}),
        (0u16..800, text()).prop_map(|(hours, reason)| Action::RequestExtension { hours, reason }),
        Just(Action::GrantExtension {}),
        text().prop_map(|reason| Action::RefuseExtension { reason }),
    ]
}

/// Units are asked, reminded and answer.
fn units() -> impl Strategy<Value = Action> {
    let order = || select(vec![1, 1, 2]).prop_map(WorkOrderNo);
    let means = select(vec![
        Means::Telephone,
        Means::System,
        Means::Message,
        Means::InPerson,
    ]);
    let admission = select(vec![
        Admission::Admits,
        Admission::Denies,
        Admission::Silent,
    ]);
    prop_oneof![
        3 => (text(), text(), due()).prop_map(|(unit, asked, due)| Action::SendWorkOrder { unit, asked, due }),
        3 => (order(), means).prop_map(|(order, means)| Action::RemindUnit { order, means }),
        4 => (order(), text(), admission)
            .prop_map(|(order, text, admission)| Action::EnterReply { order, text, admission }),
        4 => (order(), text(), due()).prop_map(|(order, reason, due)| Action::ReturnReply { order, reason, due }),
        2 => (order(), proptest::option::of(text()))
            .prop_map(|(order, reason)| Action::WithdrawWorkOrder { order, reason }),
        1 => order().prop_map(|order| Action::TakeBackOrderStep { order }),
    ]
}

/// The ticket belongs to an incident, whose customers are told.
fn incident() -> impl Strategy<Value = Action> {
    let telling = prop_oneof![
        Just(Informing::ToTell),
        Just(Informing::NotReached),
        opinion().prop_map(|opinion| Informing::Told {
            opinion,
            remedy: None
        }),
    ];
    prop_oneof![
        (0u128..2).prop_map(|id| Action::JoinIncident {
            incident: IncidentId(Uuid::from_u128(id))
        }),
        Just(Action::LeaveIncident {}),
        telling.prop_map(|telling| Action::TellOfIncident { telling }),
    ]
}

fn opinion() -> impl Strategy<Value = Opinion> {
    let solved = select(vec![Solved::Yes, Solved::Yes, Solved::ForNow, Solved::No]);
    let satisfied = select(vec![
        Satisfaction::Satisfied,
        Satisfaction::Fairly,
        Satisfaction::Dissatisfied,
    ]);
    (solved, satisfied).prop_map(|(solved, satisfied)| Opinion {
        solved,
        satisfied,
        remark: String::new(),
    })
}

fn manner() -> impl Strategy<Value = Manner> {
    let ink = Ink {
        width: 100,
        height: 50,
        strokes: vec![vec![InkPoint(1, 1, 128), InkPoint(99, 49, 128)]],
    };
    prop_oneof![
        any::<bool>().prop_map(move |consent| Manner::OnScreen {
            ink: ink.clone(),
            consent
        }),
        Just(Manner::OnPaper),
        text().prop_map(|reason| Manner::NotSigned {
            why: Unsigned::Other,
            reason
        }),
    ]
}

/// The matter comes in from above as well, and is answered there.
fn referral() -> impl Strategy<Value = Action> {
    let channel = select(Channel::ALL.to_vec());
    prop_oneof![
        (channel, text(), text(), due()).prop_map(|(channel, reference, asked, due)| {
            Action::LinkReferral {
                channel,
                reference,
                asked,
                due,
            }
        }),
        (1u16..4, text()).prop_map(|(referral, text)| Action::AnswerReferral { referral, text }),
    ]
}

/// The customer comes back; colleagues go on.
fn again() -> impl Strategy<Value = Action> {
    let number = |number: &str| TicketNumber::try_from(number.to_owned()).unwrap();
    let to = select(vec![
        None,
        Some(number("A01-1-20261121-003")),
        Some(number("A01-1-20261121-007")),
    ]);
    let staff = select(people().map(|one| one.id).to_vec());
    let capacity = select(Capacity::ALL.to_vec());
    prop_oneof![
        2 => capacity.prop_map(|capacity| Action::ReportSensitive { capacity }),
        1 => Just(Action::TakeBackSensitive {}),
        2 => Just(Action::NoteSensitive {}),
        4 => text().prop_map(|words| Action::CameBack { words }),
        2 => Just(Action::TakeBackVisit {}),
        1 => to.prop_map(|to| Action::Link { to }),
        1 => (staff, text()).prop_map(|(to, reason)| Action::HandOver { to, reason }),
    ]
}

/// The customer waits for something that is not there.
fn waits() -> impl Strategy<Value = Action> {
    let over = select(vec![WaitingOver::Arrived, WaitingOver::Withdrawn]);
    let next = proptest::option::of(due());
    prop_oneof![
        2 => (text(), 0u16..40, due(), due()).prop_map(|(what, every, next, until)| {
            Action::AgreeToWait { contact: what.clone(), what, every, next, until }
        }),
        2 => (any::<bool>(), next).prop_map(|(reached, next)| {
            Action::ContactWaiting { reached, note: String::new(), next }
        }),
        2 => over.prop_map(|why| Action::EndWaiting { why, note: String::new() }),
        1 => Just(Action::WaitOn {}),
    ]
}

/// Any action, those that lead on more often, so that courses get far.
pub(crate) fn action() -> impl Strategy<Value = Action> {
    let offer = (1u16..5).prop_map(OfferNo);
    let promise = (1u16..5).prop_map(PromiseNo);
    let reason = || proptest::option::weighted(0.5, text());
    let party = select(vec![
        Party::Customer,
        Party::Customer,
        Party::Clerk,
        Party::Manager,
    ]);
    let early = prop_oneof![
        text().prop_map(|statement| Action::RecordStatement {
            statement,
            key_words: vec![],
            emotion: Emotion::Angry,
            strength: 4
        }),
        text().prop_map(|wording| Action::Apologize {
            wording,
            source: None
        }),
        text().prop_map(|what| Action::RecordFacts {
            facts: Facts {
                who: "张明".into(),
                when: "今天".into(),
                place: "家中".into(),
                how: "修好".into(),
                what,
                ..Facts::default()
            }
        }),
        text().prop_map(|text| Action::ConfirmReadBack { text }),
        (text(), text()).prop_map(|(question, finding)| Action::RecordCheck {
            check: Check {
                question,
                finding,
                source: None
            }
        }),
        text().prop_map(|question| Action::RemoveCheck { question }),
        (0u128..4, text(), proptest::option::of(text())).prop_map(|(id, name, shows)| {
            Action::AttachEvidence {
                file: EvidenceFile {
                    id: Uuid::from_u128(id),
                    name,
                    kind: EvidenceKind::Jpeg,
                    bytes: 4,
                    digest: "0".repeat(64),
                },
                shows,
            }
        }),
        (0u128..4, proptest::option::of(text())).prop_map(|(id, shows)| Action::RelateEvidence {
            file: Uuid::from_u128(id),
            shows
        }),
        proptest::option::of(0u128..4).prop_map(|id| Action::MarkAuthorisation {
            file: id.map(Uuid::from_u128)
        }),
        (0u128..4).prop_map(|id| Action::RemoveEvidence {
            file: Uuid::from_u128(id)
        }),
        text().prop_map(|explanation| Action::Attribute {
            attribution: Attribution {
                side: Side::Operator,
                liability: Liability::Operator,
                unit: String::new(),
                explanation
            }
        }),
    ];
    let middle = prop_oneof![
        3 => terms().prop_map(|terms| Action::ProposeOffer { terms }),
        1 => (offer.clone(), terms()).prop_map(|(offer, terms)| Action::ReviseOffer { offer, terms }),
        1 => offer.clone().prop_map(|offer| Action::WithdrawOffer { offer }),
        1 => offer.clone().prop_map(|offer| Action::RestoreOffer { offer }),
        1 => offer.clone().prop_map(|offer| Action::RequestApproval { offer }),
        2 => (offer.clone(), proptest::option::weighted(0.3, 0i64..250_000), proptest::option::of(0u16..3)).prop_map(|(offer, fen, decision)| Action::ApproveOffer {
            offer, amount: fen.map(Money::from_fen), action: None, decision
        }),
        1 => (offer.clone(), text()).prop_map(|(offer, reason)| Action::ReturnOffer { offer, reason }),
        1 => text().prop_map(|reason| Action::JustifySingleOffer { reason }),
        4 => offer.clone().prop_map(|offer| Action::ChooseOffer { offer }),
        1 => Just(Action::TakeBackChoice {}),
        1 => text().prop_map(|text| Action::RecordDemand { text, amount: None, basis: String::new() }),
        1 => text().prop_map(|reason| Action::AnswerDemand { answer: DemandAnswer::Declined { reason } }),
        1 => (text(), due(), any::<bool>()).prop_map(|(asked, due, told)| Action::Escalate {
            level: if told { Level::DutyManager } else { Level::ComplaintCentre }, reason: asked.clone(), done: String::new(), asked, due, told
        }),
        1 => Just(Action::TellOfEscalation {}),
        1 => referral(),
        1 => text().prop_map(|decision| Action::DecideEscalation { decision }),
        1 => Just(Action::AcceptEscalation {}),
        1 => text().prop_map(|text| Action::GiveFinalReply { text }),
    ];
    let late = prop_oneof![
        1 => (text(), due()).prop_map(|(text, due)| Action::MakePromise { owner: text.clone(), text, due }),
        5 => promise.clone().prop_map(|promise| Action::KeepPromise { promise, note: String::new() }),
        1 => (promise.clone(), text()).prop_map(|(promise, reason)| Action::BreakPromise { promise, reason }),
        1 => (promise.clone(), text()).prop_map(|(promise, reason)| Action::WithdrawPromise { promise, reason }),
        1 => promise.prop_map(|promise| Action::ReopenPromise { promise }),
        3 => proptest::option::weighted(0.8, opinion())
            .prop_map(|opinion| Action::CallBack {
                next: opinion.is_none().then(|| start() + TimeDelta::hours(30)), opinion, emotion: None, note: String::new()
            }),
        1 => Just(Action::TakeBackCall {}),
        2 => (-30i64..900).prop_map(|minutes| Action::RecordRepair {
            restored: start() + TimeDelta::minutes(minutes), note: String::new()
        }),
        1 => Just(Action::TakeBackRepair {}),
        1 => opinion().prop_map(|opinion| Action::RecordOpinion { opinion, emotion: Some(Emotion::Calm) }),
        4 => (party, manner()).prop_map(|(party, signature)| Action::Sign { party, signature }),
        1 => text().prop_map(|reason| Action::OpenRound { reason }),
        5 => reason().prop_map(|override_reason| Action::Close { override_reason }),
    ];
    let ends = prop_oneof![
        text().prop_map(|reason| Action::BreakOff { reason }),
        text().prop_map(|reason| Action::Withdraw { reason }),
        text().prop_map(|reason| Action::Transfer {
            hall: reason.clone(),
            reason
        }),
        reason().prop_map(|reason| Action::Reopen { reason }),
        text().prop_map(|text| Action::AddNote { text }),
        clock(),
        text().prop_map(|text| Action::UseWording {
            source: text.clone(),
            wording: text
        }),
        select(Step::ALL.to_vec()).prop_map(|to| Action::GoBack { to }),
        again(),
        waits(),
    ];
    // Boxed: a strategy that holds all others by value is more than a test's stack.
    prop_oneof![
        6 => early.boxed(),
        8 => middle.boxed(),
        8 => late.boxed(),
        6 => reason().prop_map(|override_reason| Action::Advance { override_reason }),
        2 => units().boxed(),
        1 => incident().boxed(),
        1 => ends.boxed(),
    ]
}

/// The plain way to an agreement, as most courses go.
pub(crate) fn usual_way() -> Vec<Action> {
    let say = |text: &str| text.to_owned();
    let facts = Facts {
        who: say("张明"),
        when: say("今天"),
        place: say("家中"),
        what: say("掉线"),
        how: say("修好"),
        ..Facts::default()
    };
    let offer = |action: &str| Action::ProposeOffer {
        terms: OfferTerms {
            action: say(action),
            remedy: None,
            unit: say("装维一班"),
            due: start() + TimeDelta::hours(72),
            basis: Basis::PublishedPromise,
            basis_note: String::new(),
            rule: None,
        },
    };
    let go_on = || Action::Advance {
        override_reason: None,
    };
    vec![
        Action::RecordStatement {
            statement: say("老掉线"),
            key_words: vec![],
            emotion: Emotion::Angry,
            strength: 4,
        },
        go_on(),
        Action::Apologize {
            wording: say("给您添麻烦了"),
            source: None,
        },
        go_on(),
        Action::RecordFacts { facts },
        Action::ConfirmReadBack {
            text: say("今天在家中掉线，希望修好"),
        },
        go_on(),
        offer("更换光猫"),
        offer("重新布线"),
        go_on(),
        Action::ChooseOffer { offer: OfferNo(1) },
        go_on(),
    ]
}
