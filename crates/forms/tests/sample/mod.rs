//! Tickets that tests and the bench print.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use ansu_complaint::{
    Address, Approval, Attribution, Basis, CategoryCode, Channel, Check, Complainant,
    CustomerLevel, Demand, DemandAnswer, Emotion, End, EndKind, Entry, Escalation, EscalationState,
    Event, Evidence, EvidenceFile, EvidenceKind, Facts, Ink, InkPoint, Intake, Level, Liability,
    Manner, Moment, Money, Offer, OfferNo, OfferState, OfferTerms, Opinion, Party, Phone, Presence,
    Promise, PromiseNo, PromiseState, Remedy, RemedyKind, Representative, Satisfaction, Side,
    Signature, Solved, StaffId, Step, Ticket, TicketId, TicketNumber, Unsigned,
};
use ansu_forms::{Audience, FormError, Letterhead, Pdf, SlipRequest};

pub(crate) mod papers;

pub(crate) fn at(text: &str) -> Moment {
    chrono::DateTime::parse_from_rfc3339(&format!("{text}:00+08:00"))
        .unwrap()
        .to_utc()
}

pub(crate) fn id(text: &str) -> StaffId {
    StaffId::try_from(text.to_owned()).unwrap()
}

pub(crate) fn name(id: &StaffId) -> String {
    match id.as_str() {
        "1024" => "王敏".to_owned(),
        "1002" => "赵建国".to_owned(),
        _ => String::new(),
    }
}

pub(crate) fn intake() -> Intake {
    Intake {
        complainant: Complainant {
            name: "张明".to_owned(),
            address: Address::Sir,
            phone: Phone::parse("13812345678").unwrap(),
            contact: None,
            level: CustomerLevel::Gold,
            presence: Presence::InPerson,
            representative: None,
        },
        channel: Channel::Counter,
        category: CategoryCode::parse("2.2").unwrap(),
        emotion: Emotion::Angry,
        strength: 4,
        occurred: Some(at("2026-11-21T10:00")),
        when: "2026年11月21日10:00起".to_owned(),
        phenomenon: "家中宽带频繁掉线".to_owned(),
        wish: None,
        rural: false,
        area: "阳光花园5栋".to_owned(),
    }
}

/// A complaint as it stands right after registration.
pub(crate) fn open() -> Ticket {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let number = TicketNumber::new("A01", "1", day, 7).unwrap();
    let event = Event::Registered {
        id: TicketId(uuid::Uuid::nil()),
        number,
        intake: intake(),
        earlier: 0,
    };
    Ticket::begin(&Entry {
        at: at("2026-11-21T10:42"),
        by: id("1024"),
        event,
    })
    .unwrap()
}

/// The fault of the wireframe: settled with a credit, signed by nobody yet.
pub(crate) fn settled() -> Ticket {
    let mut ticket = open();
    ticket.facts = Facts {
        who: "张先生及家人".to_owned(),
        when: "2026年11月21日10:00起".to_owned(),
        occurred: Some(at("2026-11-21T10:00")),
        place: "阳光花园5栋家中".to_owned(),
        what: "宽带约每15分钟掉线一次，重启光猫无效，上午视频会议中断两次".to_owned(),
        why: "上次维修只更换了接头，未查到原因".to_owned(),
        how: "2小时内恢复，否则减免当月费用".to_owned(),
    };
    ticket.checks = vec![
        check("光猫指示灯是否正常？", "LOS 灯红色闪烁，光信号异常"),
        check("所属区域有无告警或施工", "局端无告警，附近无施工"),
        check("近期报障记录", "11月3日曾报障一次，仅更换接头"),
    ];
    ticket.evidence = vec![
        evidence("光猫指示灯.jpg", Some("光猫指示灯是否正常？")),
        evidence("装维检测单.pdf", None),
    ];
    ticket.attribution = Some(Attribution {
        side: Side::Operator,
        liability: Liability::Operator,
        unit: "装维中心".to_owned(),
        explanation: "装维人员16:20上门检测，入户光纤弯折过大、接口松动，造成光衰过高（−29.4 dBm）；已重新敷设并更换光猫".to_owned(),
    });
    ticket.offers = vec![offer()];
    ticket.promises = vec![
        promise(
            1,
            "重新敷设入户光纤、更换光猫并现场测速；减免本月宽带费",
            "装维中心",
            "2026-11-21T17:30",
            Some(OfferNo(1)),
        ),
        promise(2, "电话回访使用情况", "1024", "2026-11-22T17:55", None),
        promise(3, "减免款项到账", "一号营业厅", "2026-12-05T18:00", None),
    ];
    ticket.promises[0].state = PromiseState::Kept {
        at: at("2026-11-21T17:30"),
        note: String::new(),
    };
    ticket.step = Step::FollowUp;
    ticket.agreed = Some(at("2026-11-21T15:20"));
    ticket.opinion = Some(Opinion {
        solved: Solved::Yes,
        satisfied: Satisfaction::Satisfied,
        remark: "希望以后一次修好。".to_owned(),
    });
    ticket
}

fn check(question: &str, finding: &str) -> Check {
    Check {
        question: question.to_owned(),
        finding: finding.to_owned(),
        source: None,
    }
}

pub(crate) fn evidence(name: &str, shows: Option<&str>) -> Evidence {
    let kind = match name.rsplit('.').next() {
        Some("pdf") => EvidenceKind::Pdf,
        _ => EvidenceKind::Jpeg,
    };
    Evidence {
        file: EvidenceFile {
            id: uuid::Uuid::nil(),
            name: name.to_owned(),
            kind,
            bytes: 4,
            digest: "0".repeat(64),
        },
        at: at("2026-11-21T11:02"),
        by: id("1024"),
        shows: shows.map(str::to_owned),
    }
}

pub(crate) fn offer() -> Offer {
    Offer {
        no: OfferNo(1),
        round: 1,
        terms: OfferTerms {
            action: "重新敷设入户光纤、更换光猫并现场测速；减免本月宽带费".to_owned(),
            remedy: Some(Remedy {
                kind: RemedyKind::BillCredit,
                amount: Some(Money::from_yuan(129)),
                months: None,
            }),
            unit: "装维中心".to_owned(),
            due: at("2026-11-21T18:00"),
            basis: Basis::PublishedPromise,
            basis_note: "同一障碍30天内重复发生的，减免当月月租".to_owned(),
            rule: None,
        },
        by: id("1024"),
        approval: Approval::Granted {
            by: id("1002"),
            at: at("2026-11-21T15:05"),
            asked: None,
            decision: None,
        },
        state: OfferState::Chosen,
        incident: None,
    }
}

pub(crate) fn promise(
    no: u16,
    text: &str,
    owner: &str,
    due: &str,
    offer: Option<OfferNo>,
) -> Promise {
    Promise {
        no: PromiseNo(no),
        text: text.to_owned(),
        owner: owner.to_owned(),
        due: at(due),
        offer,
        made: at("2026-11-21T15:20"),
        state: PromiseState::Open,
        by: None,
    }
}

pub(crate) fn sign(ticket: &mut Ticket, party: Party, by: &str, manner: Manner) {
    ticket.signatures.push(Signature {
        party,
        manner,
        at: at("2026-11-21T17:50"),
        by: id(by),
        round: ticket.round,
        void: false,
    });
}

/// Strokes like handwriting; `pressed` as from a pen that reports its pressure.
pub(crate) fn ink(seed: u16, pressed: bool) -> Ink {
    let stroke = |k: u16| {
        (0..28u16)
            .map(|i| {
                let t = f32::from(i) / 27.0;
                let angle = t * 5.2 + f32::from(k + seed);
                let x = 30.0 + 75.0 * f32::from(k) + 48.0 * t + 16.0 * (angle * 1.9).sin();
                let y = 90.0 + 42.0 * (angle * 1.3).cos() + 10.0 * (angle * 3.1).sin();
                let pressure = if pressed {
                    (70.0 + 150.0 * (t * 3.1).sin()) as u8
                } else {
                    128
                };
                InkPoint(x as u16, y as u16, pressure)
            })
            .collect()
    };
    Ink {
        width: 440,
        height: 180,
        strokes: (0..5).map(stroke).collect(),
    }
}

pub(crate) fn signed() -> Ticket {
    let mut ticket = settled();
    sign(
        &mut ticket,
        Party::Customer,
        "1024",
        Manner::OnScreen {
            ink: ink(1, true),
            consent: true,
        },
    );
    sign(
        &mut ticket,
        Party::Clerk,
        "1024",
        Manner::OnScreen {
            ink: ink(4, false),
            consent: true,
        },
    );
    sign(&mut ticket, Party::Manager, "1002", Manner::OnPaper);
    ticket
}

pub(crate) fn request(ticket: &Ticket) -> SlipRequest<'_> {
    SlipRequest {
        ticket,
        hall: Letterhead {
            company: "某某电信",
            hall: "一号营业厅",
        },
        staff_name: &name,
        printed_at: at("2026-11-21T17:55"),
        audience: Audience::Signed,
        cites_basis: true,
        anchor: Some("E18342-9F3A77C1B0E2D455"),
    }
}

pub(crate) fn print(ticket: &Ticket) -> Result<Pdf, FormError> {
    ansu_forms::slip(&request(ticket))
}

/// Two pages: long facts, a long finding, many promises.
pub(crate) fn long() -> Ticket {
    let mut ticket = settled();
    let story = "客户反映自上月起晚间八点至十一点网速明显下降，观看视频反复缓冲，孩子上网课多次掉线；曾于11月3日、11月9日和11月15日三次拨打客服热线，每次答复“24小时内处理”，但只有一次有人上门，且未说明原因（仅更换了接头）。";
    ticket.facts.what = format!("宽带约每15分钟掉线一次。{}", story.repeat(6));
    ticket.facts.why =
        "客户认为小区内新入住率升高后未及时扩容，属于网络资源不足，而不是家中设备的问题".to_owned();
    if let Some(attribution) = &mut ticket.attribution {
        attribution.explanation = "经现场检测与后台核查：入户光纤弯折过大、接口松动，光衰为−29.4 dBm，超出标准限值；同时该小区OLT上联口忙时利用率达92%，存在拥塞。前者已当日修复，后者列入扩容计划，预计12月10日前完成。".repeat(4);
    }
    for no in 4..9 {
        let text = format!("第{}次上门复测网速，并把测速结果以短信告知客户", no - 3);
        ticket
            .promises
            .push(promise(no, &text, "装维中心", "2026-12-10T18:00", None));
    }
    ticket
}

/// Characters that many systems lose.
pub(crate) fn rare() -> Ticket {
    let mut ticket = settled();
    ticket.intake.complainant.name = "䶮㛃𬭚𫖯".to_owned();
    ticket.intake.complainant.address = Address::Madam;
    ticket.facts.place = "𥔲村⼀组（旧名“一组”）、龴家𬱖巷".to_owned();
    ticket.facts.who = "阿不都·热合曼、龍\u{e81e}、郎\u{f92c}".to_owned();
    ticket.facts.what =
        "每月“增值包”扣费￥15——客户称从未订购……详单①②显示2026-10～2026-11各扣1次，共30元"
            .to_owned();
    ticket
}

/// A customer who writes in Latin letters.
pub(crate) fn english() -> Ticket {
    let mut ticket = signed();
    ticket.intake.complainant.name = "Alexandra Katharina von Hohenstein-Müller".to_owned();
    ticket.intake.complainant.address = Address::Madam;
    ticket.facts.who = "Ms von Hohenstein-Müller and her colleague José Ángel Núñez".to_owned();
    ticket.facts.what = "The fibre line drops every 15 minutes; restarting the modem does not help and two video meetings were lost this morning"
        .to_owned();
    ticket.facts.how =
        "Service back within 2 hours, otherwise this month's fee should be waived".to_owned();
    ticket
}

/// A representative, a larger sum, nobody signed: handled by telephone.
pub(crate) fn represented() -> Ticket {
    let mut ticket = settled();
    let complainant = &mut ticket.intake.complainant;
    complainant.presence = Presence::Represented;
    complainant.contact = Some(Phone::parse("010-88886666").unwrap());
    complainant.representative = Some(Representative {
        name: "李华".to_owned(),
        phone: Some(Phone::parse("13900001111").unwrap()),
        document: String::new(),
        scope: "就宽带收费争议提出投诉、协商并签收处理结果".to_owned(),
        may: ansu_complaint::Power::ALL.to_vec(),
        valid_from: chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
        valid_until: chrono::NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
        letter_seen: true,
    });
    if let Some(offer) = ticket.offers.first_mut() {
        offer.terms.remedy = Some(Remedy {
            kind: RemedyKind::DoubledRefund,
            amount: Some(Money::from_fen(1_250_050)),
            months: Some(3),
        });
    }
    sign(
        &mut ticket,
        Party::Customer,
        "1024",
        Manner::NotSigned {
            why: Unsigned::ByTelephone,
            reason: "代理人在外地，已电话逐项确认".to_owned(),
        },
    );
    sign(
        &mut ticket,
        Party::Clerk,
        "1024",
        Manner::OnScreen {
            ink: ink(2, true),
            consent: true,
        },
    );
    ticket
}

/// No agreement: the demand declined, a final reply given, not signed.
pub(crate) fn refused() -> Ticket {
    let mut ticket = settled();
    ticket.offers[0].state = OfferState::Refused;
    ticket.promises.clear();
    ticket.demands.push(Demand {
        round: 1,
        text: "按当月费用的十倍赔偿".to_owned(),
        amount: Some(Money::from_yuan(1_290)),
        basis: String::new(),
        answer: Some(DemandAnswer::Declined {
            reason: "现行规定与公司承诺均无十倍赔偿的依据；障碍期间月租已全额减免".to_owned(),
        }),
    });
    ticket.final_reply = Some("经核查，障碍由入户光纤弯折造成，已于当日修复，并减免当月宽带费129元。对于超出部分的赔偿请求，我们未能找到可以适用的依据，敬请谅解".to_owned());
    ticket.opinion = Some(Opinion {
        solved: Solved::Yes,
        satisfied: Satisfaction::Dissatisfied,
        remark: String::new(),
    });
    ticket.end = Some(End {
        kind: EndKind::FinalReply,
        at: at("2026-11-22T16:30"),
        by: id("1002"),
        reason: None,
        into: None,
        hall: None,
    });
    sign(
        &mut ticket,
        Party::Customer,
        "1024",
        Manner::NotSigned {
            why: Unsigned::Refused,
            reason: String::new(),
        },
    );
    ticket
}

/// Two texts as long as the record allows.
pub(crate) fn longest() -> Ticket {
    let mut ticket = settled();
    ticket.facts.what = "网络时断时续，".repeat(285);
    if let Some(attribution) = &mut ticket.attribution {
        attribution.explanation = "光缆受外力影响而中断。".repeat(181);
    }
    ticket
}

/// Settled in the second round, after a level above decided.
pub(crate) fn second_round() -> Ticket {
    let mut ticket = signed();
    ticket.round = 2;
    ticket.offers[0].round = 2;
    ticket
        .signatures
        .iter_mut()
        .for_each(|signature| signature.round = 2);
    ticket.escalations.push(Escalation {
        level: Level::HallManager,
        reason: "客户对首轮方案不满意".to_owned(),
        done: "已上门检修".to_owned(),
        asked: "是否可减免全月费用".to_owned(),
        due: at("2026-11-21T16:00"),
        by: id("1024"),
        at: at("2026-11-21T14:10"),
        told: true,
        state: EscalationState::Decided {
            by: id("1002"),
            at: at("2026-11-21T14:50"),
            decision: "同意减免当月宽带费".to_owned(),
        },
    });
    ticket
}
