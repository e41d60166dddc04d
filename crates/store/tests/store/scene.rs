//! What the tests share: a clock, people, an open folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ansu_complaint::{IntakeForm, Ticket};
use ansu_store::{Key, Store, StoreError};
use serde_json::json;

use crate::counter;
pub(crate) use crate::counter::{
    at, clerk, context, decided, form, hall, id, manager, registration, staff_id,
};

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

/// A hall that is set up and has no ticket yet.
pub(crate) fn new_hall(folder: &Path) -> Store {
    let mut store = open(folder);
    store.put_hall(&hall()).unwrap();
    store
}

/// Registers the n-th ticket at `minutes`, on the hall's day of that moment.
pub(crate) fn take_in(store: &mut Store, n: u64, minutes: i64, form: &IntakeForm) -> Ticket {
    counter::take_in(store, n, minutes, form).unwrap()
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
