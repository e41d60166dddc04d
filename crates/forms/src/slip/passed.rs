//! What happened to a ticket, line by line, as a colleague of another level reads it.

use ansu_complaint::{Entry, Event};

use super::SlipRequest;
use super::content::{clock, sentence, staff};
use super::head;

/// The course of a ticket, one line each, the first first. What stands elsewhere in the package in full is left out.
pub(super) fn passed(request: &SlipRequest<'_>, entries: &[Entry]) -> String {
    let lines: Vec<String> = entries
        .iter()
        .filter_map(|entry| line(request, entry))
        .collect();
    lines.join("\n")
}

fn line(request: &SlipRequest<'_>, entry: &Entry) -> Option<String> {
    let name = named(&entry.event)?;
    let gist = entry.event.gist();
    let offer = gist
        .offer
        .map(|no| format!("（方案{}）", no.0))
        .unwrap_or_default();
    let to = gist
        .to
        .map(|to| format!("（{}）", staff(request, to)))
        .unwrap_or_default();
    let amounts = gist
        .amounts
        .map(|(asked, given)| format!("，金额由 {} 改为 {}", asked.figures(), given.figures()))
        .unwrap_or_default();
    let words = gist
        .words
        .map(|words| format!("：{}", sentence(words)))
        .unwrap_or_else(|| "。".to_owned());
    Some(format!(
        "{} {} {name}{offer}{to}{amounts}{words}",
        clock(entry.at),
        staff(request, &entry.by)
    ))
}

/// An event in the words of the field; none where it says nothing to whoever takes the matter over.
fn named(event: &Event) -> Option<String> {
    let gist = event.gist();
    let text = match event {
        Event::Registered { intake, .. } => {
            return Some(format!("登记投诉（{}）", head::channel(intake.channel)));
        }
        Event::Escalated { escalation } => {
            return Some(format!("升级至{}", head::level(escalation.level)));
        }
        Event::ReferralLinked { referral } => {
            return Some(format!("收到来件（{}）", head::channel(referral.channel)));
        }
        Event::IntakeAmended { .. } => "更正登记信息",
        Event::StatementRecorded { .. } => "记下客户原话",
        Event::Apologized { .. } => "致歉",
        Event::Attributed { .. } => "认定原因",
        Event::ReadBackConfirmed { .. } => "客户确认复述",
        Event::OfferProposed { .. } => "提出方案",
        Event::OfferRevised { .. } if gist.state == Some("granted") => "改动后核准方案",
        Event::OfferRevised { .. } => "修改方案",
        Event::OfferWithdrawn { .. } => "撤下方案",
        Event::OfferRestored { .. } => "恢复方案",
        Event::ApprovalChanged { .. } => match gist.state {
            Some("granted") => "核准方案",
            Some("returned") => "退回方案",
            _ => "请示方案",
        },
        Event::SingleOfferJustified { .. } => "说明只有一个方案的理由",
        Event::OfferChosen { .. } => "客户选定方案",
        Event::ChoiceTakenBack { .. } => "客户改变选择",
        Event::DemandRecorded { .. } => "客户提出诉求",
        Event::DemandAnswered { .. } => "答复客户诉求",
        Event::EscalationMoved { .. } => match gist.state {
            Some("accepted") => "上级接手",
            Some("decided") => "上级给出处理意见",
            _ => "上级退回",
        },
        Event::CustomerTold {} => "已告知客户升级情况",
        Event::ReferralAnswered { .. } => "答复来件",
        Event::FinalReplyGiven { .. } => "作出书面答复",
        Event::PromiseMade { .. } => "作出承诺",
        Event::PromiseMoved { .. } => match gist.state {
            Some("kept") => "承诺已兑现",
            Some("broken") => "承诺未兑现",
            Some("withdrawn") => "承诺撤销",
            Some("superseded") => "承诺由新方案取代",
            _ => "承诺恢复为待兑现",
        },
        Event::CalledBack { .. } => "电话回访",
        Event::OpinionGiven { .. } => "客户表达意见",
        Event::Signed { .. } => "签字",
        Event::WentBack { .. } => "回到前面的步骤",
        Event::RoundOpened { .. } => "开始新一轮商谈",
        Event::Graded { .. } => "调整难度",
        Event::ClockPaused { .. } => "暂停厅内时限",
        Event::ClockResumed {} => "恢复计时",
        Event::ExtensionRequested { .. } => "申请延期",
        Event::ExtensionDecided { .. } => match gist.state {
            Some("granted") => "同意延期",
            _ => "不同意延期",
        },
        Event::AuthorisationMarked { file: Some(_) } => "标明授权委托书扫描件",
        Event::WorkOrderSent { .. } => "派发后台工单",
        Event::WorkOrderMoved { .. } => match gist.state {
            Some("reminded") => "催办后台工单",
            Some("replied") => "后台工单回单",
            Some("returned") => "退回后台工单重办",
            _ => "撤回后台工单",
        },
        Event::IncidentJoined { .. } => "归入群障",
        Event::IncidentLeft { .. } => "移出群障",
        Event::IncidentRejoined { .. } => "撤销移出群障",
        Event::ToldOfIncident { .. } => match gist.state {
            Some("told") => "已向客户说明群障",
            Some("not_reached") => "说明群障，未联系上客户",
            _ => "待向客户说明群障",
        },
        Event::Repaired { .. } => "确认障碍已修复",
        Event::RepairTakenBack {} => "撤回修复登记",
        Event::WaitingAgreed { .. } => "与客户约定等待",
        Event::WaitingMoved { .. } => match gist.state {
            Some("reached") => "等待期间联系客户",
            Some("missed") => "等待期间联系客户，未联系上",
            Some("arrived") => "等待结束，条件已具备",
            Some("withdrawn") => "客户不再等待",
            _ => "继续等待",
        },
        Event::Noted { .. } => "备注",
        Event::Ended { .. } => "结束办理",
        Event::Reopened { .. } => "重新受理",
        Event::Raised { .. } => "标为优先",
        Event::CameBack { .. } => "客户再次来访",
        Event::SensitiveReported { .. } => match gist.state {
            Some("press") => "媒体记者到场，已报值班经理",
            Some("lawyer") => "律师到场，已报值班经理",
            Some("expert") => "专家到场，已报值班经理",
            _ => "公职人员到场，已报值班经理",
        },
        Event::SensitiveTakenBack {} => "撤回敏感来访",
        Event::SensitiveNoted {} => "经理已知悉敏感来访",
        Event::Linked { .. } => "关联的投诉单",
        Event::HandedOver { .. } => "交给同事",
        // What was asked, found, attached, said and printed stands in sections of its own, or is no part of the matter.
        Event::FactsRecorded { .. }
        | Event::CheckRecorded { .. }
        | Event::CheckRemoved { .. }
        | Event::EvidenceAttached { .. }
        | Event::EvidenceRelated { .. }
        | Event::EvidenceRemoved { .. }
        | Event::SlipPrinted { .. }
        | Event::StepLeft { .. }
        | Event::WordingUsed { .. }
        | Event::CallTakenBack {}
        | Event::AuthorisationMarked { file: None }
        | Event::WorkOrderTakenBack { .. }
        | Event::VisitTakenBack {} => return None,
    };
    Some(text.to_owned())
}
