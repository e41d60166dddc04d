//! Tickets that tests and the bench print.
#![allow(dead_code, reason = "each test file uses a part")]

use ansu_complaint::{
    Address, Approval, Attribution, Basis, CategoryCode, Channel, Check, Complainant, CustomerLevel, Emotion, Entry, Event, Facts, Ink,
    InkPoint, Intake, Liability, Manner, Money, Moment, Offer, OfferNo, OfferState, OfferTerms, Opinion, Party, Phone, Presence, Promise,
    PromiseNo, PromiseState, Remedy, RemedyKind, Satisfaction, Side, Signature, Solved, StaffId, Step, Ticket, TicketId, TicketNumber,
};
use ansu_forms::{Audience, FormError, Letterhead, Pdf, SlipRequest};

pub fn at(text: &str) -> Moment {
    chrono::DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap().to_utc()
}

pub fn id(text: &str) -> StaffId {
    StaffId::try_from(text.to_owned()).unwrap()
}

pub fn name(id: &StaffId) -> String {
    match id.as_str() {
        "1024" => "王敏".to_owned(),
        "1002" => "赵建国".to_owned(),
        _ => String::new(),
    }
}

pub fn intake() -> Intake {
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
        area: "阳光花园5栋".to_owned(),
    }
}

/// A complaint as it stands right after registration.
pub fn open() -> Ticket {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let number = TicketNumber::new("A01", "1", day, 7).unwrap();
    let event = Event::Registered { id: TicketId(uuid::Uuid::nil()), number, intake: intake(), earlier: 0 };
    Ticket::begin(&Entry { at: at("2026-11-21T10:42"), by: id("1024"), event }).unwrap()
}

/// The fault of the wireframe: settled with a credit, signed by nobody yet.
pub fn settled() -> Ticket {
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
    ticket.attribution = Some(Attribution {
        side: Side::Operator,
        liability: Liability::Operator,
        unit: "装维中心".to_owned(),
        explanation: "装维人员16:20上门检测，入户光纤弯折过大、接口松动，造成光衰过高（−29.4 dBm）；已重新敷设并更换光猫".to_owned(),
    });
    ticket.offers = vec![offer()];
    ticket.promises = vec![
        promise(1, "重新敷设入户光纤、更换光猫并现场测速；减免本月宽带费", "装维中心", "2026-11-21T17:30", Some(OfferNo(1))),
        promise(2, "电话回访使用情况", "1024", "2026-11-22T17:55", None),
        promise(3, "减免款项到账", "一号营业厅", "2026-12-05T18:00", None),
    ];
    ticket.promises[0].state = PromiseState::Kept { at: at("2026-11-21T17:30"), note: String::new() };
    ticket.step = Step::FollowUp;
    ticket.steps[4].left = Some(at("2026-11-21T15:20"));
    ticket.opinion =
        Some(Opinion { solved: Solved::Yes, satisfied: Satisfaction::Satisfied, remark: "希望以后一次修好。".to_owned() });
    ticket
}

fn check(question: &str, finding: &str) -> Check {
    Check { question: question.to_owned(), finding: finding.to_owned() }
}

pub fn offer() -> Offer {
    Offer {
        no: OfferNo(1),
        round: 1,
        terms: OfferTerms {
            action: "重新敷设入户光纤、更换光猫并现场测速；减免本月宽带费".to_owned(),
            remedy: Some(Remedy { kind: RemedyKind::BillCredit, amount: Some(Money::from_yuan(129)), months: None }),
            unit: "装维中心".to_owned(),
            due: at("2026-11-21T18:00"),
            basis: Basis::PublishedPromise,
            basis_note: "同一障碍30天内重复发生的，减免当月月租".to_owned(),
        },
        by: id("1024"),
        approval: Approval::Granted { by: id("1002"), at: at("2026-11-21T15:05") },
        state: OfferState::Chosen,
    }
}

pub fn promise(no: u16, text: &str, owner: &str, due: &str, offer: Option<OfferNo>) -> Promise {
    Promise {
        no: PromiseNo(no),
        text: text.to_owned(),
        owner: owner.to_owned(),
        due: at(due),
        offer,
        made: at("2026-11-21T15:20"),
        state: PromiseState::Open,
    }
}

pub fn sign(ticket: &mut Ticket, party: Party, by: &str, manner: Manner) {
    ticket.signatures.push(Signature { party, manner, at: at("2026-11-21T17:50"), by: id(by), round: ticket.round, void: false });
}

/// Strokes like handwriting; `pressed` as from a pen that reports its pressure.
pub fn ink(seed: u16, pressed: bool) -> Ink {
    let stroke = |k: u16| {
        (0..28u16)
            .map(|i| {
                let t = f32::from(i) / 27.0;
                let angle = t * 5.2 + f32::from(k + seed);
                let x = 30.0 + 75.0 * f32::from(k) + 48.0 * t + 16.0 * (angle * 1.9).sin();
                let y = 90.0 + 42.0 * (angle * 1.3).cos() + 10.0 * (angle * 3.1).sin();
                let pressure = if pressed { (70.0 + 150.0 * (t * 3.1).sin()) as u8 } else { 128 };
                InkPoint(x as u16, y as u16, pressure)
            })
            .collect()
    };
    Ink { width: 440, height: 180, strokes: (0..5).map(stroke).collect() }
}

pub fn signed() -> Ticket {
    let mut ticket = settled();
    sign(&mut ticket, Party::Customer, "1024", Manner::OnScreen { ink: ink(1, true), consent: true });
    sign(&mut ticket, Party::Clerk, "1024", Manner::OnScreen { ink: ink(4, false), consent: true });
    sign(&mut ticket, Party::Manager, "1002", Manner::OnPaper);
    ticket
}

pub fn request(ticket: &Ticket) -> SlipRequest<'_> {
    SlipRequest {
        ticket,
        hall: Letterhead { company: "某某电信", hall: "一号营业厅" },
        staff_name: &name,
        printed_at: at("2026-11-21T17:55"),
        audience: Audience::Signed,
        anchor: Some(18342),
    }
}

pub fn print(ticket: &Ticket) -> Result<Pdf, FormError> {
    ansu_forms::slip(&request(ticket))
}
