//! A hall to measure on: tickets as a counter makes them.
#![allow(dead_code, reason = "helpers of benchmarks, each of which uses some")]

use std::path::Path;

use ansu_complaint::{
    Action, Authority, Context, EventId, IntakeForm, Moment, Role, Staff, StaffId, Ticket,
    TicketId, decide_all, register,
};
use ansu_store::{Commit, Hall, Key, Store, StoreError};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

pub(crate) fn now() -> Moment {
    "2026-11-21T02:42:00Z".parse().unwrap()
}

pub(crate) fn hall(folder: &Path, key: &Key) -> Store {
    let mut store = Store::open(folder, key, now()).unwrap();
    let text = |text: &str| text.to_owned();
    let hall = Hall {
        name: text("城南营业厅"),
        company: text("安诉通信"),
        code: text("A01"),
        counter: text("1"),
    };
    store.put_hall(&hall).unwrap();
    store
}

pub(crate) fn author() -> StaffId {
    "1001".to_owned().try_into().unwrap()
}

fn staff() -> Staff {
    Staff {
        id: author(),
        name: "王敏".into(),
        role: Role::HallManager,
    }
}

pub(crate) fn take_in(store: &mut Store, n: u32) -> Ticket {
    let (staff, authority) = (staff(), Authority::default());
    let context = Context {
        now: now() + TimeDelta::minutes(n.into()),
        staff: &staff,
        authority: &authority,
    };
    let form: IntakeForm = serde_json::from_value(serde_json::json!({
        "phone": format!("138{n:08}"), "name": "张", "channel": "counter", "category": "2.2",
        "emotion": "angry", "phenomenon": "宽带每十五分钟掉线一次，重启光猫也没有用",
    }))
    .unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap() + TimeDelta::days(i64::from(n) / 500);
    let build = |number| {
        let ticket = TicketId(Uuid::now_v7());
        let entry = context.entry(register(ticket, number, 0, &form, &context).unwrap());
        let after = Ticket::begin(&entry).unwrap();
        let entries = vec![(EventId(Uuid::now_v7()), entry)];
        Ok::<_, StoreError>(Commit {
            ticket,
            expected: 0,
            entries,
            after,
            cleared_drafts: Vec::new(),
        })
    };
    store.register(day, build).unwrap().0.after
}

pub(crate) fn noted(ticket: &Ticket) -> Commit {
    let (staff, authority) = (staff(), Authority::default());
    let context = Context {
        now: now(),
        staff: &staff,
        authority: &authority,
    };
    let note = Action::AddNote {
        text: "客户希望两小时内恢复，已联系装维班".into(),
    };
    let (entries, after) = decide_all(ticket, &[note], &context).unwrap();
    let entries = entries
        .into_iter()
        .map(|entry| (EventId(Uuid::now_v7()), entry))
        .collect();
    Commit {
        ticket: ticket.id,
        expected: ticket.revision,
        entries,
        after,
        cleared_drafts: Vec::new(),
    }
}
