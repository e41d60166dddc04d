//! A counter as tests have it: its clock, its people, and what they do there. Also tests/faults works at it.

use ansu_complaint::{
    Action, Authority, Context, EventId, EvidenceFile, EvidenceKind, IntakeForm, Role, Staff,
    StaffId, Ticket, TicketId, TicketNumber, decide_all, register,
};
use ansu_store::{Brought, Commit, Hall, Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
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

pub(crate) fn hall() -> Hall {
    Hall {
        name: "城南营业厅".into(),
        company: "安诉通信".into(),
        code: "A01".into(),
        counter: "1".into(),
    }
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
pub(crate) fn take_in(
    store: &mut Store,
    n: u64,
    minutes: i64,
    form: &IntakeForm,
) -> Result<Ticket, StoreError> {
    let mut ticket = None;
    context(minutes, |context| {
        let day = (context.now + TimeDelta::hours(8)).date_naive();
        let build = |number| Ok::<_, StoreError>(registration(n, number, form, context));
        ticket = Some(store.register(day, build).map(|(commit, _)| commit.after));
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

/// Brings the n-th file for a ticket and puts it there.
pub(crate) fn attach(
    store: &mut Store,
    ticket: &Ticket,
    n: u64,
    content: &[u8],
) -> Result<Ticket, StoreError> {
    let file = EvidenceFile {
        id: id(n),
        name: format!("账单{n}.pdf"),
        kind: EvidenceKind::Pdf,
        bytes: u32::try_from(content.len()).unwrap(),
        digest: data_encoding::HEXLOWER.encode(&Sha256::digest(content)),
    };
    let brought = Brought {
        ticket: ticket.id,
        file: &file,
        content,
        preview: b"",
    };
    store.put_evidence(brought, at(0))?;
    let attached = serde_json::json!({"do": "attach_evidence", "file": file});
    let commit = decided(ticket, 1, &[attached]);
    store.commit(&commit)?;
    Ok(commit.after)
}
