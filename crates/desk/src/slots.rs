//! What a ticket knows of the slots in a wording (domain §7).
//!
//! Filled is only what can't mean anything else; everything else stays open and is asked for in place. A charge, a balance, the day of a visit
//! or of a record are the clerk's to say, and no day that has passed is ever promised.

use ansu_coach::{Language, SlotName, Slots};
use ansu_complaint::{Address, CategoryCode, Moment, Offer, OfferState, Presence, Ticket};
use chrono::{Datelike, TimeDelta, Timelike};

/// The slots that the ticket fills.
pub(crate) fn slots(ticket: &Ticket, clerk: &str, now: Moment, language: Language) -> Slots {
    let category = ticket.intake.category;
    let mut slots = Slots::new()
        .with(SlotName::Customer, &address(ticket, language))
        .with(SlotName::Staff, clerk)
        .with(SlotName::Place, &ticket.facts.place)
        .with(SlotName::Area, &ticket.intake.area)
        .with(SlotName::Service, service(category, language));
    if let Some(claimed) = ticket.demand().and_then(|demand| demand.amount) {
        slots = slots.with(SlotName::Claimed, &claimed.figures());
    }
    for (slot, offer) in [SlotName::OfferOne, SlotName::OfferTwo]
        .into_iter()
        .zip(ticket.round_offers())
    {
        slots = slots.with(slot, &offer.terms.action);
    }
    agreed(ticket, slots, now, language)
}

/// What the offers of this round have in common; once one is chosen, what is in it.
fn agreed(ticket: &Ticket, mut slots: Slots, now: Moment, language: Language) -> Slots {
    let on_the_table: Vec<&Offer> = match ticket.chosen() {
        Some(chosen) => vec![chosen],
        None => ticket
            .round_offers()
            .filter(|offer| offer.state == OfferState::Open)
            .collect(),
    };
    if let Some(action) = alike(&on_the_table, |offer| offer.terms.action.clone()) {
        slots = slots.with(SlotName::Offer, &action);
    }
    if let Some(due) = alike(&on_the_table, |offer| offer.terms.due).filter(|due| *due > now) {
        slots = slots.with(SlotName::Due, &day(due, language));
    }
    let amount = |offer: &Offer| offer.terms.remedy.as_ref().and_then(|remedy| remedy.amount);
    if let Some(amount) = alike(&on_the_table, amount).flatten() {
        slots = slots.with(SlotName::Remedy, &amount.figures());
    }
    // Before anything is offered it is the unit that was found to be responsible.
    let unit = if on_the_table.is_empty() {
        ticket.attribution.as_ref().map(|found| found.unit.clone())
    } else {
        alike(&on_the_table, |offer| offer.terms.unit.clone())
    };
    slots.with(SlotName::Unit, &unit.unwrap_or_default())
}

/// What all of them say; none where they differ, or there are none.
fn alike<T: PartialEq>(offers: &[&Offer], of: impl Fn(&Offer) -> T) -> Option<T> {
    let mut all = offers.iter().map(|offer| of(offer));
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The service that a category is about, where it names one.
const fn service(category: CategoryCode, language: Language) -> &'static str {
    let (zh, en) = match (category.group_number(), category.item_number()) {
        (1, _) => ("手机网络", "mobile network"),
        (2, _) => ("宽带", "broadband"),
        (3, _) => ("话费", "the bill"),
        (4, 4) => ("彩铃", "ringback tone"),
        (4, _) => ("增值业务", "value-added services"),
        (6, 1) => ("套餐变更", "plan change"),
        (6, 2) => ("销户", "closing the account"),
        (6, 3) => ("携号转网", "number portability"),
        (9, 1) => ("光猫", "the modem"),
        (9, 2) => ("机顶盒", "the set-top box"),
        (9, 3) => ("手机", "the phone"),
        _ => ("", ""),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// How the customer is spoken to: `张先生`, `欧阳女士`; without a form of address the name alone. Nothing where somebody else has come for
/// them: who that is and how they are spoken to is asked for.
fn address(ticket: &Ticket, language: Language) -> String {
    let complainant = &ticket.intake.complainant;
    if complainant.name.is_empty() || complainant.presence == Presence::Represented {
        return String::new();
    }
    let surname = ansu_complaint::surname(&complainant.name);
    match (language, complainant.address) {
        (Language::Chinese, Address::Sir) => format!("{surname}先生"),
        (Language::Chinese, Address::Madam) => format!("{surname}女士"),
        (Language::English, Address::Sir) => format!("Mr {surname}"),
        (Language::English, Address::Madam) => format!("Ms {surname}"),
        (_, Address::Neutral) => complainant.name.clone(),
    }
}

/// A moment on the hall's clock, short enough to be spoken.
fn day(moment: Moment, language: Language) -> String {
    let local = moment + TimeDelta::hours(8);
    match language {
        Language::Chinese => format!(
            "{}月{}日{}:{:02}",
            local.month(),
            local.day(),
            local.hour(),
            local.minute()
        ),
        Language::English => local.format("%-d %b %H:%M").to_string(),
    }
}
