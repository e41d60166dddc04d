//! The three boxes to sign in (domain §16).

use ansu_complaint::{Manner, Party, Presence, Signature, Unsigned};

use super::content::bare;
use super::model::SigningBox;
use super::{Audience, SlipRequest};
use crate::finish::hall_time;
use crate::glyphs::normalise;

/// Customer, clerk, manager.
pub(super) fn boxes(request: &SlipRequest<'_>) -> [SigningBox; 3] {
    let customer = match request.ticket.intake.complainant.presence {
        Presence::Represented => "代理人签字",
        Presence::InPerson | Presence::Remote => "客户签字",
    };
    [
        (Party::Customer, customer),
        (Party::Clerk, "经办人签字"),
        (Party::Manager, "值班经理签字（厅章）"),
    ]
    .map(|(party, label)| signing_box(request, party, label))
}

fn signing_box(request: &SlipRequest<'_>, party: Party, label: &'static str) -> SigningBox {
    let Some(signature) = request.ticket.signature(party) else {
        return SigningBox {
            label,
            ink: None,
            remark: String::new(),
            name: String::new(),
            day: None,
        };
    };
    let (ink, remark) = match (&signature.manner, request.audience) {
        (Manner::OnScreen { ink, .. }, Audience::Signed) => (Some(ink.clone()), String::new()),
        (Manner::OnScreen { .. }, Audience::Display) => (None, "已在屏幕上签字".to_owned()),
        (Manner::OnPaper, _) => (None, "已在纸质单上签字，原件由营业厅留存".to_owned()),
        (Manner::NotSigned { why, reason }, _) => (None, unsigned(*why, reason)),
    };
    let name = match party {
        Party::Customer => String::new(),
        Party::Clerk | Party::Manager => (request.staff_name)(&signature.by),
    };
    let text = |text: &str| normalise(text.trim()).into_owned();
    SigningBox {
        label,
        ink,
        remark: text(&remark),
        name: text(&name),
        day: Some(day(signature)),
    }
}

fn day(signature: &Signature) -> String {
    hall_time(signature.at).format("%Y-%m-%d").to_string()
}

/// Why there is no signature, without reproach.
fn unsigned(why: Unsigned, reason: &str) -> String {
    let reason = bare(reason);
    let known = match why {
        Unsigned::ByTelephone => "未签字：通过电话办理",
        Unsigned::Refused => "未签字：客户选择不签字",
        Unsigned::Left => "未签字：客户已离开营业厅",
        Unsigned::Other => return format!("未签字：{reason}"),
    };
    if reason.is_empty() {
        known.to_owned()
    } else {
        format!("{known}（{reason}）")
    }
}
