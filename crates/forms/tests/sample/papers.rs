//! The two further papers of a ticket: what goes up with it, and what the customer is written in the end.

use ansu_complaint::{
    Approval, Attribution, Channel, Demand, DemandAnswer, Entry, Escalation, EscalationState,
    Event, Level, Liability, Money, OfferNo, OfferState, Referral, Side, Ticket,
};
use ansu_forms::{FormError, HandOverRequest, LetterRequest, Pdf, SlipRequest};

use super::{at, evidence, id, offer, open, request, settled};

/// Nothing agreed: two offers refused, a demand declined, the matter handed up, a complaint from the authority beside it.
pub(crate) fn handed_up() -> Ticket {
    let mut ticket = settled();
    ticket.statement = "天天掉线，找了你们三回都没修好，我要退一年的费用！".to_owned();
    let mut first = offer();
    first.state = OfferState::Refused;
    let mut second = offer();
    second.no = OfferNo(2);
    second.terms.action = "更换光猫并减免两个月宽带费 200 元".to_owned();
    second.state = OfferState::Refused;
    second.approval = Approval::Granted {
        by: id("1002"),
        at: at("2026-11-21T15:30"),
        asked: Some(Money::from_yuan(258)),
        decision: None,
    };
    if let Some(remedy) = &mut second.terms.remedy {
        remedy.amount = Some(Money::from_yuan(200));
    }
    ticket.offers = vec![first, second];
    ticket.promises.truncate(2);
    ticket.promises.remove(0);
    ticket.demands = vec![Demand {
        round: 1,
        text: "退还全年宽带费并赔偿误工费".to_owned(),
        amount: Some(Money::from_yuan(3_000)),
        basis: "影响居家办公".to_owned(),
        answer: Some(DemandAnswer::Declined {
            reason: "全年费用中已有十个月正常使用，误工费没有约定，也没有法律依据".to_owned(),
        }),
    }];
    ticket.evidence = vec![
        evidence("光猫指示灯.jpg", Some("光猫指示灯是否正常？")),
        evidence("装维检测单.pdf", None),
        evidence("三次报障短信截图.png", None),
    ];
    ticket.opinion = None;
    ticket.escalations = vec![Escalation {
        level: Level::HallManager,
        reason: "客户要求退还全年费用，超出本厅权限，三次商谈未果".to_owned(),
        done: "已更换光猫、重新布线并测速达标；两次提出减免方案".to_owned(),
        asked: "请答复可以给予的最高减免，并安排专人与客户面谈".to_owned(),
        due: at("2026-11-23T18:00"),
        by: id("1024"),
        at: at("2026-11-21T16:20"),
        told: true,
        state: EscalationState::Waiting,
    }];
    ticket.referrals = vec![Referral {
        no: 1,
        channel: Channel::Regulator,
        reference: "SS-2026-118842".to_owned(),
        asked: "核实反复掉线的原因，书面反馈处理结果".to_owned(),
        due: at("2026-11-26T18:00"),
        by: id("1024"),
        at: at("2026-11-21T16:05"),
        answer: None,
    }];
    ticket
}

/// The same in the end: a written reply, and no agreement.
pub(crate) fn replied() -> Ticket {
    let mut ticket = handed_up();
    if let Some(escalation) = ticket.escalations.last_mut() {
        escalation.state = EscalationState::Decided {
            by: id("1002"),
            at: at("2026-11-23T11:00"),
            decision: "同意减免两个月宽带费，不同意退还全年费用".to_owned(),
        };
    }
    ticket.final_reply_at = Some(ticket.received);
    ticket.final_reply = Some(
        "您家中宽带反复掉线，原因是入户光纤弯折过大、接口松动，责任在我方，我厅已于 2026 年 11 月 21 日修复并测速达标。\n\
         我厅愿意减免您两个月的宽带费 200 元，此项在 2026 年 12 月 31 日前随时有效，您可凭本函到厅办理。\n\
         您要求退还全年宽带费并赔偿误工费：全年费用对应的服务已有十个月正常提供，误工费没有合同约定，也没有法律依据，我厅无法同意，请您理解。"
            .to_owned(),
    );
    ticket
}

/// Nothing but what was said on registration.
pub(crate) fn bare() -> Ticket {
    let mut ticket = open();
    ticket.intake.complainant.name.clear();
    ticket.attribution = Some(Attribution {
        side: Side::Customer,
        liability: Liability::None,
        unit: String::new(),
        explanation: "路由器摆放在弱电箱内，信号受遮挡".to_owned(),
    });
    ticket.final_reply = Some("网络线路正常，请调整路由器位置".to_owned());
    ticket.final_reply_at = Some(ticket.received);
    ticket
}

pub(crate) fn course(ticket: &Ticket) -> Vec<Entry> {
    let entry = |time: &str, by: &str, event| Entry {
        at: at(time),
        by: id(by),
        event,
    };
    let mut course = vec![
        entry(
            "2026-11-21T10:42",
            "1024",
            Event::Registered {
                id: ticket.id,
                number: ticket.number.clone(),
                intake: ticket.intake.clone(),
                earlier: 2,
            },
        ),
        entry(
            "2026-11-21T10:44",
            "1024",
            Event::StatementRecorded {
                statement: ticket.statement.clone(),
                key_words: Vec::new(),
                emotion: ansu_complaint::Emotion::Angry,
                strength: 4,
            },
        ),
        entry(
            "2026-11-21T10:46",
            "1024",
            Event::WordingUsed {
                wording: "不该出现在移交单上的一句".to_owned(),
                source: "x/y".to_owned(),
            },
        ),
    ];
    for offer in &ticket.offers {
        let proposed = Event::OfferProposed {
            offer: offer.clone(),
        };
        course.push(entry("2026-11-21T14:50", "1024", proposed));
    }
    if let Some(offer) = ticket.offers.get(1) {
        let revised = Event::OfferRevised {
            offer: offer.no,
            terms: offer.terms.clone(),
            approval: offer.approval.clone(),
        };
        course.push(entry("2026-11-21T15:30", "1002", revised));
    }
    for referral in &ticket.referrals {
        let linked = Event::ReferralLinked {
            referral: referral.clone(),
        };
        course.push(entry("2026-11-21T16:05", "1024", linked));
    }
    for escalation in &ticket.escalations {
        let escalated = Event::Escalated {
            escalation: escalation.clone(),
        };
        course.push(entry("2026-11-21T16:20", "1024", escalated));
    }
    course
}

pub(crate) fn hand_over(ticket: &Ticket, course: &[Entry]) -> Result<Pdf, FormError> {
    ansu_forms::hand_over(&HandOverRequest {
        slip: request(ticket),
        entries: course,
    })
}

pub(crate) fn letter(slip: SlipRequest<'_>, cites_appeal: bool) -> Result<Pdf, FormError> {
    ansu_forms::letter(&LetterRequest { slip, cites_appeal })
}
