//! The upper rows of the slip: who complains, through which channel, about what; and the field's words for the record's enums.

use ansu_complaint::{
    Address, Approval, Basis, Channel, Complainant, Level, Liability, Phone, Power, Presence,
    RemedyKind,
};

use super::content::{clock, staff};
use super::model::{Pair, Row};
use super::{Audience, SlipRequest};

/// The rows above section one.
pub(super) fn rows(request: &SlipRequest<'_>) -> Vec<Row> {
    let (ticket, complainant) = (request.ticket, &request.ticket.intake.complainant);
    let number = |phone: &Phone| shown(request.audience, phone);
    let mut pairs = vec![
        Pair::new("投诉人", named(complainant)),
        Pair::new("业务号码", number(&complainant.phone)),
    ];
    if let Some(contact) = complainant
        .contact
        .as_ref()
        .filter(|contact| **contact != complainant.phone)
    {
        pairs.push(Pair::new("联系电话", number(contact)));
    }
    if let Some(representative) = &complainant.representative {
        let phone = representative
            .phone
            .as_ref()
            .map(|phone| format!(" {}", number(phone)))
            .unwrap_or_default();
        pairs.push(Pair::new(
            "代理人",
            format!("{}{phone}", representative.name),
        ));
    }
    pairs.extend([
        Pair::new("受理渠道", channel(ticket.intake.channel)),
        Pair::new("投诉类别", ticket.intake.category.zh()),
        Pair::new("首问负责人", staff(request, &ticket.first_responsible)),
    ]);
    if let Some(approval) = ticket
        .chosen()
        .map(|offer| approval(request, &offer.approval))
    {
        pairs.push(Pair::new("方案核准", approval));
    }
    let mut rows = in_twos(pairs);
    if let Some(representative) = &complainant.representative {
        let scope = super::content::bare(&representative.scope);
        let period = format!(
            "{} 至 {}",
            representative.valid_from, representative.valid_until
        );
        rows.push(Row::Pairs(vec![Pair::new(
            "授权范围",
            format!(
                "{scope}；可以：{}；有效期 {period}；书面授权委托书已核验。",
                powers(&representative.may)
            ),
        )]));
    }
    rows
}

/// What a representative may do, all of it in one word where it is all.
fn powers(may: &[Power]) -> String {
    if Power::ALL.iter().all(|power| may.contains(power)) {
        return "全部事项".to_owned();
    }
    let named = may.iter().map(|power| match power {
        Power::Complain => "提出投诉",
        Power::Negotiate => "协商方案",
        Power::Accept => "接受方案",
        Power::Sign => "签署文件",
        Power::ReceiveMoney => "代收款项",
    });
    named.collect::<Vec<_>>().join("、")
}

fn in_twos(pairs: Vec<Pair>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut pairs = pairs.into_iter().peekable();
    while let Some(first) = pairs.next() {
        rows.push(Row::Pairs(
            std::iter::once(first).chain(pairs.next()).collect(),
        ));
    }
    rows
}

pub(super) fn named(complainant: &Complainant) -> String {
    let address = match complainant.address {
        Address::Sir => " 先生",
        Address::Madam => " 女士",
        Address::Neutral => "",
    };
    let name = if complainant.name.is_empty() {
        "未留姓名"
    } else {
        &complainant.name
    };
    let presence = match complainant.presence {
        Presence::InPerson => "本人到场",
        Presence::Represented => "委托代理人到场",
        Presence::Remote => "未到场",
    };
    format!("{name}{address}（{presence}）")
}

pub(crate) fn shown(audience: Audience, phone: &Phone) -> String {
    match audience {
        Audience::Signed => phone.grouped(),
        Audience::Display => phone.masked(),
    }
}

pub(super) fn approval(request: &SlipRequest<'_>, approval: &Approval) -> String {
    match approval {
        Approval::Within => "在经办人权限内".to_owned(),
        Approval::Granted {
            by,
            decision: Some(_),
            ..
        } => format!("{}按上级决定核准", staff(request, by)),
        Approval::Granted { by, .. } => format!("{}核准", staff(request, by)),
        Approval::Needed { .. } | Approval::Requested { .. } => "待核准".to_owned(),
        Approval::Returned { at, .. } => format!("{} 退回修改", clock(*at)),
    }
}

pub(crate) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "营业厅当面",
        Channel::Hotline => "客服热线",
        Channel::FaultLine => "报障专线",
        Channel::CommunityManager => "社区经理",
        Channel::Online => "网站或 App",
        Channel::Province => "省公司转办",
        Channel::Headquarters => "集团总部转办",
        Channel::Regulator => "电信主管部门申诉",
        Channel::MarketRegulation => "12315 市场监管",
        Channel::Municipal => "12345 政务热线",
        Channel::ConsumersAssociation => "消费者协会",
        Channel::Media => "媒体",
        Channel::LetterOrVisit => "来信来访",
    }
}

/// Who answers for it.
pub(crate) const fn liability(liability: Liability) -> &'static str {
    match liability {
        Liability::Operator => "我方责任",
        Liability::None => "我方无责任",
        Liability::Shared => "双方均有责任",
        Liability::External => "外部原因",
    }
}

/// What a remedy rests on.
pub(super) const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Law => "法律法规",
        Basis::PublishedPromise => "公开服务承诺",
        Basis::Contract => "合同约定",
        Basis::Goodwill => "客户关怀",
    }
}

/// What the customer receives.
pub(super) const fn remedy(kind: RemedyKind) -> &'static str {
    match kind {
        RemedyKind::WrittenApology => "书面致歉",
        RemedyKind::Correction => "更正或重新办理",
        RemedyKind::BillCredit => "话费减免",
        RemedyKind::Refund => "退费",
        RemedyKind::DoubledRefund => "双倍返还",
        RemedyKind::FreeService => "赠送月租或流量",
        RemedyKind::RentWaiver => "免收障碍期间月租费",
        RemedyKind::LatePenalty => "装移机逾期违约金",
        RemedyKind::Device => "终端设备",
        RemedyKind::Gift => "礼品",
        RemedyKind::Other => "其他",
    }
}

/// A level above the counter.
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::DutyManager => "值班经理",
        Level::HallManager => "营业厅经理",
        Level::ComplaintCentre => "县市投诉处理中心",
        Level::Province => "省公司",
        Level::Headquarters => "集团总部",
    }
}
