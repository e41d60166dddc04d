//! The hand-over package, 投诉升级移交单 (domain §11): who hands what to whom and why, what has been done, what is asked, by when, and all
//! that the receiver needs to go on.

use ansu_complaint::{
    Approval, Emotion, Entry, Escalation, EscalationState, Evidence, Offer, OfferState,
};

use super::content::{self, bare, clock, name, sentence, staff};
use super::model::{Content, Pair, Row, SigningBox};
use super::outcome::{self, wide};
use super::passed::passed;
use super::{Audience, SlipRequest, head, print};
use crate::finish::hall_time;
use crate::glyphs::normalise;
use crate::{FormError, Pdf};

/// Pages that a package may have: a long case has a long course.
const MOST_PAGES: usize = 12;

/// All that a hand-over package is made of.
#[derive(Clone, Copy)]
pub struct HandOverRequest<'a> {
    /// The ticket, the hall, and who will see it.
    pub slip: SlipRequest<'a>,
    /// What happened to the ticket, the first first.
    pub entries: &'a [Entry],
}

/// Makes the package of the ticket's last hand-over; where there is none yet, of the matter as it stands.
///
/// # Errors
/// As [`super::slip`], with more pages.
pub fn hand_over(request: &HandOverRequest<'_>) -> Result<Pdf, FormError> {
    print(&package(request), request.slip.printed_at)
}

fn package(request: &HandOverRequest<'_>) -> Content {
    let slip = &request.slip;
    let ticket = slip.ticket;
    let mut rows = head::rows(slip);
    rows.extend(asked(slip));
    rows.push(Row::Section("二、投诉事项".to_owned()));
    rows.push(wide("投诉事项", content::matter(ticket)));
    if !bare(&ticket.statement).is_empty() {
        rows.push(wide("客户原话", format!("“{}”", ticket.statement.trim())));
    }
    rows.push(wide("客户情绪", feeling(slip)));
    rows.push(Row::Section("三、核查与责任".to_owned()));
    // The slip's own rows, under a number of this paper.
    rows.extend(content::findings(slip).into_iter().skip(1));
    rows.push(Row::Section("四、商谈与核准".to_owned()));
    rows.push(wide("处理方案", offers(slip)));
    rows.extend(demands(slip));
    rows.extend(outcome::promised(slip));
    rows.extend(referrals(slip));
    rows.push(Row::Section("五、办理经过".to_owned()));
    rows.push(wide("办理经过", passed(slip, request.entries)));
    rows.push(Row::Section("六、材料清单".to_owned()));
    rows.push(wide("材料清单", papers(slip)));
    Content {
        title: "投诉升级移交单",
        most_pages: MOST_PAGES,
        hall: normalise(&content::letterhead(slip)).into_owned(),
        number: ticket.number.to_string(),
        times: vec![format!("受理 {}", clock(ticket.received)), standing(slip)],
        copies: vec![match slip.audience {
            Audience::Signed => "内部材料 · 含客户信息，请妥善保管".to_owned(),
            Audience::Display => "内部材料 · 号码已部分隐去".to_owned(),
        }],
        rows,
        note: "本单随投诉一并移交，内容取自投诉记录。上级接收之前，由移交人继续与客户联系；退回时请写明理由和建议。".to_owned(),
        signing: vec![
            signer(slip, "移交人签字", escalation(slip).map(|it| &it.by)),
            signer(slip, "接收人签字", escalation(slip).and_then(receiver)),
        ],
        footer: content::footer(slip),
    }
}

fn escalation<'a>(request: &SlipRequest<'a>) -> Option<&'a Escalation> {
    request.ticket.escalations.last()
}

fn receiver(escalation: &Escalation) -> Option<&ansu_complaint::StaffId> {
    match &escalation.state {
        EscalationState::Accepted { by, .. }
        | EscalationState::Decided { by, .. }
        | EscalationState::Returned { by, .. } => Some(by),
        EscalationState::Waiting => None,
    }
}

fn signer(
    request: &SlipRequest<'_>,
    label: &'static str,
    id: Option<&ansu_complaint::StaffId>,
) -> SigningBox {
    let name = id.map(|id| staff(request, id)).unwrap_or_default();
    SigningBox {
        label,
        ink: None,
        remark: String::new(),
        name: normalise(&name).into_owned(),
        day: None,
    }
}

fn standing(request: &SlipRequest<'_>) -> String {
    match escalation(request) {
        Some(escalation) => format!("移交 {}", clock(escalation.at)),
        None => "尚未移交".to_owned(),
    }
}

/// Section one: the hand-over itself.
fn asked(request: &SlipRequest<'_>) -> Vec<Row> {
    let mut rows = vec![Row::Section("一、移交事项".to_owned())];
    let Some(escalation) = escalation(request) else {
        rows.push(wide("移交事项", "尚未移交。"));
        return rows;
    };
    rows.push(Row::Pairs(vec![
        Pair::new("移交至", head::level(escalation.level)),
        Pair::new("移交人", staff(request, &escalation.by)),
    ]));
    rows.push(wide("答复时限", format!("{} 前", clock(escalation.due))));
    rows.push(wide("移交原因", sentence(&escalation.reason)));
    if !bare(&escalation.done).is_empty() {
        rows.push(wide("已做工作", sentence(&escalation.done)));
    }
    rows.push(wide("请求事项", sentence(&escalation.asked)));
    rows.push(wide("客户联系人", contact(request, escalation)));
    if let Some(result) = result(request, escalation) {
        rows.push(wide("移交结果", result));
    }
    rows
}

/// Who speaks with the customer, and whether the customer knows.
fn contact(request: &SlipRequest<'_>, escalation: &Escalation) -> String {
    let who = staff(request, request.ticket.contact());
    let until = match escalation.state {
        EscalationState::Waiting => "（上级接收之前不变）",
        EscalationState::Accepted { .. } => "（已接收）",
        EscalationState::Decided { .. } | EscalationState::Returned { .. } => "",
    };
    let told = if escalation.told {
        "已告知客户由谁处理、何时答复"
    } else {
        "尚未告知客户"
    };
    format!("{who}{until}；{told}。")
}

fn result(request: &SlipRequest<'_>, escalation: &Escalation) -> Option<String> {
    match &escalation.state {
        EscalationState::Waiting => None,
        EscalationState::Accepted { by, at } => {
            Some(format!("{} {} 接收。", clock(*at), staff(request, by)))
        }
        EscalationState::Decided { by, at, decision } => Some(format!(
            "{} {} 记录上级意见：{}",
            clock(*at),
            staff(request, by),
            sentence(decision)
        )),
        EscalationState::Returned { by, at, reason } => Some(format!(
            "{} {} 退回：{}",
            clock(*at),
            staff(request, by),
            sentence(reason)
        )),
    }
}

fn feeling(request: &SlipRequest<'_>) -> String {
    let feelings = &request.ticket.feelings;
    let word = |emotion: Emotion| match emotion {
        Emotion::Calm => "平静",
        Emotion::Anxious => "焦虑",
        Emotion::Disappointed => "失望",
        Emotion::Angry => "愤怒",
    };
    match (feelings.first(), feelings.last()) {
        (Some(first), Some(last)) if feelings.len() > 1 => format!(
            "开始：{}；现在：{}。",
            word(first.emotion),
            word(last.emotion)
        ),
        (Some(first), _) => format!("{}。", word(first.emotion)),
        (None, _) => "未记录。".to_owned(),
    }
}

/// Every offer of every round, what became of it, and who allowed it.
fn offers(request: &SlipRequest<'_>) -> String {
    let offers = &request.ticket.offers;
    if offers.is_empty() {
        return "尚未提出方案。".to_owned();
    }
    let lines: Vec<String> = offers.iter().map(|offer| one(request, offer)).collect();
    lines.join("\n")
}

fn one(request: &SlipRequest<'_>, offer: &Offer) -> String {
    let became = match offer.state {
        OfferState::Open => "待客户答复",
        OfferState::Chosen => "客户已选",
        OfferState::Refused => "客户未选",
        OfferState::Withdrawn => "已撤下",
    };
    let changed = match (&offer.approval, &offer.terms.remedy) {
        (
            Approval::Granted {
                asked: Some(asked), ..
            },
            Some(remedy),
        ) => format!(
            "（金额由 {} 改为 {}）",
            asked.figures(),
            remedy
                .amount
                .map(|given| given.figures())
                .unwrap_or_default()
        ),
        _ => String::new(),
    };
    format!(
        "方案{}（第 {} 轮，{}提出）：{}；{became}；{}{changed}。",
        offer.no.0,
        offer.round,
        staff(request, &offer.by),
        outcome::offered(offer).trim_start_matches("· "),
        head::approval(request, &offer.approval),
    )
}

fn demands(request: &SlipRequest<'_>) -> Option<Row> {
    let demands: Vec<String> = request
        .ticket
        .demands
        .iter()
        .map(|demand| {
            let amount = demand
                .amount
                .map(|amount| format!("（金额 {}）", amount.figures()))
                .unwrap_or_default();
            format!("第 {} 轮：{}{amount}。", demand.round, bare(&demand.text))
        })
        .collect();
    (!demands.is_empty()).then(|| wide("客户诉求", demands.join("\n")))
}

/// What came in about the same matter from above, from an authority or in public.
fn referrals(request: &SlipRequest<'_>) -> Option<Row> {
    let lines: Vec<String> = request
        .ticket
        .referrals
        .iter()
        .map(|referral| {
            let reference = match bare(&referral.reference) {
                "" => String::new(),
                reference => format!("（编号 {reference}）"),
            };
            let answered = match &referral.answer {
                Some(answer) => format!("{} 已答复：{}", clock(answer.at), sentence(&answer.text)),
                None => "尚未答复。".to_owned(),
            };
            format!(
                "{}{reference}：{}；要求 {} 前答复；{answered}",
                head::channel(referral.channel),
                bare(&referral.asked),
                clock(referral.due)
            )
        })
        .collect();
    (!lines.is_empty()).then(|| wide("上级来件", lines.join("\n")))
}

/// Every paper: a package for colleagues names all of them, a masked one only what they are.
fn papers(request: &SlipRequest<'_>) -> String {
    let files = &request.ticket.evidence;
    if files.is_empty() {
        return "无。".to_owned();
    }
    let line = |(at, one): (usize, &Evidence)| {
        let named = match request.audience {
            Audience::Signed => name(&one.file),
            Audience::Display => format!("材料.{}", one.file.kind.extension()),
        };
        let shows = one
            .shows
            .as_ref()
            .map(|question| format!("，佐证“{}”", bare(question)))
            .unwrap_or_default();
        format!(
            "{}. {named}（{} KB，{} 添加{shows}）",
            at + 1,
            one.file.bytes.div_ceil(1024),
            hall_time(one.at).format("%m-%d %H:%M")
        )
    };
    let lines: Vec<String> = files.iter().enumerate().map(line).collect();
    lines.join("\n")
}
