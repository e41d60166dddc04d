//! What came of the complaint: agreed, answered, still open, or ended otherwise. The slip says which, and never more than is true.

use ansu_complaint::{
    DemandAnswer, End, EndKind, Escalation, EscalationState, Offer, Opinion, Promise, PromiseState,
    Remedy, StaffId, Ticket,
};

use super::SlipRequest;
use super::content::{bare, clock, sentence};
use super::head;
use super::model::{Pair, Row};

/// Section three.
pub(super) fn rows(request: &SlipRequest<'_>) -> Vec<Row> {
    let ticket = request.ticket;
    let chosen = ticket.chosen();
    let heading = match (chosen, &ticket.final_reply) {
        (Some(offer), _) if offer.round > 1 => {
            format!("三、双方商定的处理（第 {} 轮）", offer.round)
        }
        (Some(_), _) => "三、双方商定的处理".to_owned(),
        (None, Some(_)) => "三、书面答复".to_owned(),
        (None, None) => "三、办理进展".to_owned(),
    };
    let mut rows = vec![Row::Section(heading)];
    if chosen.is_none() {
        rows.extend(demanded(ticket));
    }
    rows.extend(handed_up(ticket));
    match (chosen, &ticket.final_reply) {
        (Some(offer), _) => rows.extend(agreed(request, offer)),
        (None, Some(reply)) => rows.push(wide("答复内容", sentence(reply))),
        (None, None) => rows.push(wide("处理方案", on_the_table(ticket))),
    }
    rows.extend(promised(request));
    if let Some(end) = &ticket.end {
        rows.push(wide("办理结果", ended(end)));
    }
    rows
}

pub(super) fn wide(label: &'static str, text: impl AsRef<str>) -> Row {
    Row::Pairs(vec![Pair::new(label, text)])
}

fn agreed(request: &SlipRequest<'_>, offer: &Offer) -> Vec<Row> {
    let ticket = request.ticket;
    let terms = &offer.terms;
    let done = match own_promise(ticket, offer).map(|promise| &promise.state) {
        Some(PromiseState::Kept { at, .. }) => format!("（已于 {} 完成）", clock(*at)),
        Some(PromiseState::Broken { reason, .. }) => format!("（未按期完成：{}）", bare(reason)),
        Some(PromiseState::Withdrawn { reason, .. }) => {
            format!("（经客户知悉后撤销：{}）", bare(reason))
        }
        Some(PromiseState::Open | PromiseState::Superseded { .. }) | None => String::new(),
    };
    let mut rows = vec![wide("处理措施", format!("{}{done}。", bare(&terms.action)))];
    if let Some(remedy) = &terms.remedy {
        rows.push(compensation(remedy));
    }
    let basis = head::basis(terms.basis);
    let note = bare(&terms.basis_note);
    rows.push(wide(
        "处理依据",
        if note.is_empty() || !request.cites_basis {
            basis.to_owned()
        } else {
            format!("{basis}：{note}。")
        },
    ));
    rows.push(Row::Pairs(vec![
        Pair::new("负责单位", &terms.unit),
        Pair::new("完成期限", clock(terms.due)),
    ]));
    rows
}

/// The promise that only repeats the chosen offer: it is shown with the offer and not once more.
fn own_promise<'a>(ticket: &'a Ticket, offer: &Offer) -> Option<&'a Promise> {
    ticket.promises.iter().find(|promise| {
        promise.offer == Some(offer.no) && promise.text.trim() == offer.terms.action.trim()
    })
}

fn compensation(remedy: &Remedy) -> Row {
    let kind = head::remedy(remedy.kind);
    let months = remedy
        .months
        .map(|months| format!("（{months} 个月）"))
        .unwrap_or_default();
    match remedy.amount {
        Some(amount) => Row::Pairs(vec![
            Pair::new("补偿", format!("{kind} {}{months}", amount.figures())),
            Pair::new("金额大写", amount.capital()),
        ]),
        None => wide("补偿", format!("{kind}{months}")),
    }
}

/// The customer's own demand and how it was answered.
fn demanded(ticket: &Ticket) -> Option<Row> {
    let demand = ticket.demand()?;
    let amount = demand
        .amount
        .map(|amount| format!("（金额 {}，大写{}）", amount.figures(), amount.capital()))
        .unwrap_or_default();
    let answer = match &demand.answer {
        Some(DemandAnswer::Declined { reason }) => {
            format!("\n未能同意的原因：{}", sentence(reason))
        }
        Some(DemandAnswer::Escalated) => "\n已提交上级研究。".to_owned(),
        Some(DemandAnswer::Met { .. }) => "\n已据此提出处理方案。".to_owned(),
        None => String::new(),
    };
    Some(wide(
        "客户诉求",
        format!("{}{amount}。{answer}", bare(&demand.text)),
    ))
}

fn handed_up(ticket: &Ticket) -> Option<Row> {
    let escalation = ticket.escalations.last()?;
    let Escalation {
        level,
        asked,
        due,
        at,
        state,
        ..
    } = escalation;
    let level = head::level(*level);
    let text = match state {
        EscalationState::Waiting | EscalationState::Accepted { .. } => {
            format!(
                "已于 {} 提交{level}：{}；{} 前给出意见。",
                clock(*at),
                bare(asked),
                clock(*due)
            )
        }
        EscalationState::Decided { at, decision, .. } => {
            format!("{level}于 {} 给出意见：{}", clock(*at), sentence(decision))
        }
        EscalationState::Returned { at, reason, .. } => format!(
            "{level}于 {} 退回本厅继续办理：{}",
            clock(*at),
            sentence(reason)
        ),
    };
    Some(wide("上级处理", text))
}

fn on_the_table(ticket: &Ticket) -> String {
    let offers: Vec<String> = ticket
        .round_offers()
        .filter(|offer| offer.approval.is_given())
        .map(offered)
        .collect();
    if offers.is_empty() {
        return "截至本单打印时，双方尚未商定处理方案。".to_owned();
    }
    format!("以下方案供客户选择，双方尚未商定：\n{}", offers.join("\n"))
}

pub(crate) fn offered(offer: &Offer) -> String {
    let worth = offer.terms.remedy.as_ref().map(|remedy| {
        let amount = remedy
            .amount
            .map(|amount| format!(" {}", amount.figures()))
            .unwrap_or_default();
        format!("；{}{amount}", head::remedy(remedy.kind))
    });
    format!(
        "· {}{}；{} 前完成",
        bare(&offer.terms.action),
        worth.unwrap_or_default(),
        clock(offer.terms.due)
    )
}

/// Promises, each with owner and time; those that fell away with another choice are not among them.
pub(super) fn promised(request: &SlipRequest<'_>) -> Option<Row> {
    let ticket = request.ticket;
    let own = ticket
        .chosen()
        .and_then(|offer| own_promise(ticket, offer))
        .map(|promise| promise.no);
    let promises: Vec<String> = ticket
        .promises
        .iter()
        .filter(|promise| {
            Some(promise.no) != own && !matches!(promise.state, PromiseState::Superseded { .. })
        })
        .map(|promise| {
            let owner = owner(request, &promise.owner);
            let state = match &promise.state {
                PromiseState::Open | PromiseState::Superseded { .. } => String::new(),
                PromiseState::Kept { at, .. } => format!("，已于 {} 兑现", clock(*at)),
                PromiseState::Broken { reason, .. } => format!("，未按期兑现：{}", bare(reason)),
                PromiseState::Withdrawn { reason, .. } => {
                    format!("，经客户知悉后撤销：{}", bare(reason))
                }
            };
            format!(
                "{} 前{}（{owner}）{state}。",
                clock(promise.due),
                bare(&promise.text)
            )
        })
        .collect();
    if promises.is_empty() {
        None
    } else {
        Some(wide("后续承诺", promises.join("\n")))
    }
}

/// The owner of a promise is a unit in words, or a member of staff by number: then the name says more to the customer.
fn owner(request: &SlipRequest<'_>, owner: &str) -> String {
    let name = StaffId::try_from(owner.trim().to_owned())
        .map(|id| (request.staff_name)(&id))
        .unwrap_or_default();
    if name.trim().is_empty() {
        owner.trim().to_owned()
    } else {
        name.trim().to_owned()
    }
}

fn ended(end: &End) -> String {
    let reason = end
        .reason
        .as_deref()
        .map(bare)
        .filter(|reason| !reason.is_empty());
    let because = reason
        .map(|reason| format!("，原因：{reason}"))
        .unwrap_or_default();
    match end.kind {
        EndKind::Settled => format!("已按商定内容办结{because}。"),
        EndKind::FinalReply => format!("已书面答复客户，双方未就处理方案达成一致{because}。"),
        EndKind::BrokenOff => {
            format!("客户离开，本次办理中断{because}。客户可随时凭单号继续办理。")
        }
        EndKind::Withdrawn => format!("客户撤回投诉{because}。"),
        EndKind::Merged => format!(
            "已并入投诉单 {} 一并办理{because}。",
            end.into.as_ref().map_or("", |number| number.as_str())
        ),
        EndKind::Transferred => format!(
            "已转{}继续办理{because}。",
            end.hall.as_deref().unwrap_or("其他营业厅")
        ),
    }
}

/// How the matter stands in one sentence, and where the customer can turn (domain §16); no right is given up by signing
/// (消费者权益保护法 art. 26).
pub(super) fn note(ticket: &Ticket) -> String {
    let unhappy = ticket
        .opinion
        .as_ref()
        .is_some_and(Opinion::calls_for_another_round);
    let standing = match (ticket.end_kind(), ticket.chosen(), &ticket.final_reply) {
        (
            Some(EndKind::BrokenOff | EndKind::Withdrawn | EndKind::Merged | EndKind::Transferred),
            _,
            _,
        ) => "本单如实记录截至打印时的办理情况，双方未就本次争议办结。",
        (None | Some(EndKind::Settled | EndKind::FinalReply), Some(_), _) if unhappy => {
            "双方曾商定上列处理，客户表示问题尚未解决或不满意，本厅将继续办理。"
        }
        (None | Some(EndKind::Settled | EndKind::FinalReply), Some(_), _) => {
            "本次争议已由双方按上列内容协商一致。"
        }
        (_, None, Some(_)) => "本厅已就本次投诉作出书面答复，双方未就处理方案达成一致。",
        (_, None, None) => "本次投诉仍在办理中，本单仅记录目前情况，不代表双方已达成一致。",
    };
    format!(
        "{standing}如您对处理过程或结果仍有异议，可要求本厅复核，也可向本公司上级客户服务部门反映，或依法向电信用户申诉受理机构申诉。\
         签署本单不影响您依法享有的任何权利。"
    )
}
