//! What the tests share: a clock, people, an open folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ansu_complaint::{
    Action, Authority, Context, EventId, IntakeForm, Role, Staff, StaffId, Ticket, TicketId,
    TicketNumber, decide_all, register,
};
use ansu_store::{Commit, Hall, Key, Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

/// `minutes` after 10:42 at the hall on 21 November 2026.
pub(crate) fn at(minutes: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-21T02:42:00Z".parse().unwrap();
    start + TimeDelta::minutes(minutes)
}

pub(crate) fn staff_id(number: &str) -> StaffId {
    StaffId::try_from(number.to_owned()).unwrap()
}

pub(crate) fn clerk() -> StaffId {
    staff_id("1024")
}

pub(crate) fn try_open(folder: &Path) -> Result<Store, StoreError> {
    Store::open(folder, &Key::None, at(0))
}

pub(crate) fn open(folder: &Path) -> Store {
    try_open(folder).unwrap()
}

/// Every file of the folder with its content, but the lock and SQLite's shared-memory index.
pub(crate) fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, _)| name != "ansu.lock" && !name.ends_with("-shm"))
        .collect()
}

pub(crate) fn hall() -> Hall {
    Hall {
        name: "城南营业厅".into(),
        company: "安诉通信".into(),
        code: "A01".into(),
        counter: "1".into(),
    }
}

/// A hall that is set up and has no ticket yet.
pub(crate) fn new_hall(folder: &Path) -> Store {
    let mut store = open(folder);
    store.put_hall(&hall()).unwrap();
    store
}

pub(crate) fn manager() -> Staff {
    Staff {
        id: staff_id("1001"),
        name: "王敏".into(),
        role: Role::HallManager,
    }
}

/// What somebody at the hall does `minutes` after the start.
pub(crate) fn context(minutes: i64, work: impl FnOnce(&Context<'_>)) {
    let (staff, authority) = (manager(), Authority::default());
    work(&Context {
        now: at(minutes),
        staff: &staff,
        authority: &authority,
    });
}

pub(crate) fn form(phone: &str, name: &str, phenomenon: &str) -> IntakeForm {
    serde_json::from_value(serde_json::json!({
        "phone": phone, "name": name, "channel": "counter", "category": "2.2",
        "emotion": "angry", "phenomenon": phenomenon,
    }))
    .unwrap()
}

/// The n-th id of a test; version 7 as the program makes them.
pub(crate) fn id(n: u64) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(n, &[7; 10]).into_uuid()
}

/// A registration as it is committed, with the n-th ids.
pub(crate) fn registration(
    n: u64,
    number: TicketNumber,
    form: &IntakeForm,
    context: &Context<'_>,
) -> Commit {
    let ticket = TicketId(id(n));
    let entry = context.entry(register(ticket, number, 0, form, context).unwrap());
    Commit {
        ticket,
        expected: 0,
        after: Ticket::begin(&entry).unwrap(),
        entries: vec![(EventId(id(n << 16)), entry)],
        cleared_drafts: Vec::new(),
    }
}

/// Registers the n-th ticket at `minutes`, on the hall's day of that moment.
pub(crate) fn take_in(store: &mut Store, n: u64, minutes: i64, form: &IntakeForm) -> Ticket {
    let mut ticket = None;
    context(minutes, |context| {
        let day = (context.now + TimeDelta::hours(8)).date_naive();
        let build = |number| Ok::<_, StoreError>(registration(n, number, form, context));
        ticket = Some(store.register(day, build).unwrap().0.after);
    });
    ticket.unwrap()
}

/// What `actions` make of a ticket, not yet kept.
pub(crate) fn decided(ticket: &Ticket, minutes: i64, actions: &[serde_json::Value]) -> Commit {
    let actions: Vec<Action> = actions
        .iter()
        .map(|action| serde_json::from_value(action.clone()).unwrap())
        .collect();
    let mut decided = None;
    context(minutes, |context| {
        decided = Some(decide_all(ticket, &actions, context).unwrap())
    });
    let (entries, after) = decided.unwrap();
    let base = (ticket.id.0.as_u64_pair().0 >> 16 << 16) + u64::from(ticket.revision);
    let entries = (base..).map(|n| EventId(id(n))).zip(entries).collect();
    Commit {
        ticket: ticket.id,
        expected: ticket.revision,
        entries,
        after,
        cleared_drafts: Vec::new(),
    }
}

/// Does `actions` to a ticket at `minutes` and keeps them.
pub(crate) fn perform(
    store: &mut Store,
    ticket: &Ticket,
    minutes: i64,
    actions: &[serde_json::Value],
) -> Ticket {
    let commit = decided(ticket, minutes, actions);
    store.commit(&commit).unwrap();
    commit.after
}

/// The actions that lead a new ticket to a signed slip with one open promise.
pub(crate) fn to_signed_slip() -> Vec<serde_json::Value> {
    let offer = |action: &str| {
        json!({"do": "propose_offer", "terms": {"action": action, "unit": "装维班", "basis": "goodwill",
               "due": at(120), "remedy": {"kind": "bill_credit", "amount": 3000}}})
    };
    vec![
        json!({"do": "record_statement", "statement": "每15分钟掉线一次，修了三回", "key_words": ["掉线"], "emotion": "angry", "strength": 4}),
        json!({"do": "advance"}),
        json!({"do": "apologize", "wording": "张先生，很抱歉给您添了这么多麻烦。"}),
        json!({"do": "advance"}),
        json!({"do": "record_facts", "facts": {"who": "张先生", "when": "今早", "where": "城南花园3栋", "what": "宽带掉线", "why": "接头松动", "how": "两小时内恢复"}}),
        json!({"do": "record_check", "check": {"question": "光猫指示灯", "finding": "LOS 闪红"}}),
        json!({"do": "confirm_read_back", "text": "您家宽带今早掉线，希望两小时内恢复，对吗？"}),
        json!({"do": "advance"}),
        offer("装维人员两小时内上门"),
        offer("更换光猫并减免月租"),
        json!({"do": "advance"}),
        json!({"do": "choose_offer", "offer": 1}),
        json!({"do": "advance"}),
        json!({"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}}),
    ]
}
