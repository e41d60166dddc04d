//! Work at a counter by a seed, and what of it was acknowledged.

use std::collections::BTreeMap;
use std::path::Path;

use ansu_complaint::{Ticket, TicketId};
use ansu_store::{AuditFilter, AuditNote, CUT_BACK, Key, MARK_LOST, Store, StoreError};
use fastrand::Rng;
use serde_json::json;

use crate::scene::{at, clerk, decided, form, take_in};

/// What was acknowledged, and what may be there besides: the work whose answer was an error or never came.
#[derive(Default, Clone)]
pub(crate) struct Acknowledged {
    tickets: BTreeMap<TicketId, (Ticket, u32)>,
    drafts: BTreeMap<String, (Option<String>, Vec<String>)>,
    notes: u64,
}

/// Somebody at work.
pub(crate) struct Worker {
    pub(crate) chance: Rng,
    pub(crate) done: Acknowledged,
    first: u64,
    next: u64,
    heavy: bool,
}

impl Worker {
    /// By a seed; the ids of its tickets begin after `first`. One in four types so much that the log runs full.
    pub(crate) fn new(seed: u64, first: u64) -> Self {
        Self {
            chance: Rng::with_seed(seed),
            done: Acknowledged::default(),
            first,
            next: first,
            heavy: seed.is_multiple_of(4),
        }
    }

    /// One piece of work. What is acknowledged is remembered when this returns.
    pub(crate) fn step(&mut self, store: &mut Store) -> Result<(), StoreError> {
        match self.chance.u8(..10) {
            0..=1 => self.take_in(store),
            2..=5 if !self.done.tickets.is_empty() => self.add_note(store),
            6 => self.note_in_trail(store),
            _ => self.draft(store),
        }
    }

    fn take_in(&mut self, store: &mut Store) -> Result<(), StoreError> {
        self.next += 1;
        let minutes = self.chance.i64(-600..600);
        let form = form("13812345678", "张", "宽带掉线");
        let ticket = take_in(store, self.next, minutes, &form)?;
        let revision = ticket.revision;
        self.done.tickets.insert(ticket.id, (ticket, revision));
        Ok(())
    }

    fn add_note(&mut self, store: &mut Store) -> Result<(), StoreError> {
        let which = self.chance.usize(..self.done.tickets.len());
        let id = self.done.tickets.keys().nth(which).copied().unwrap();
        let ticket = store.ticket(id)?.expect("an acknowledged ticket is gone");
        let text = "备".repeat(self.chance.usize(1..400));
        let commit = decided(&ticket, 1, &[json!({"do": "add_note", "text": text})]);
        let (known, most) = self.done.tickets.get_mut(&id).unwrap();
        *most = (*most).max(commit.after.revision);
        store.commit(&commit)?;
        *known = commit.after;
        Ok(())
    }

    fn draft(&mut self, store: &mut Store) -> Result<(), StoreError> {
        let key = format!("new/{}/{}", self.first, self.chance.u8(..4));
        let size = if self.heavy {
            self.chance.usize(100_000..300_000)
        } else {
            self.chance.usize(1..1_000)
        };
        let text = format!("\"{}{}\"", self.chance.u64(..), "打".repeat(size));
        let (known, doubtful) = self.done.drafts.entry(key.clone()).or_default();
        doubtful.push(text.clone());
        store.put_draft(&key, &clerk(), &text, at(1))?;
        *known = Some(text);
        doubtful.clear();
        Ok(())
    }

    fn note_in_trail(&mut self, store: &mut Store) -> Result<(), StoreError> {
        store.note(&AuditNote {
            at: at(2),
            by: Some(clerk()),
            act: "look".to_owned(),
            object: "A01-1-20261121-001".to_owned(),
            detail: String::new(),
        })?;
        self.done.notes += 1;
        Ok(())
    }
}

impl Acknowledged {
    /// Opens the folder by the ordinary way and says what is missing of it.
    pub(crate) fn missing_from_again(&self, folder: &Path, key: &Key) -> Result<(), String> {
        let store = Store::open(folder, key, at(900)).map_err(|e| format!("not opened: {e}"))?;
        self.missing_in(&store)
    }

    /// The same; then works on in it.
    pub(crate) fn missing_from(&self, folder: &Path, key: &Key) -> Result<(), String> {
        let mut store =
            Store::open(folder, key, at(900)).map_err(|e| format!("not opened: {e}"))?;
        self.missing_in(&store)?;
        let mut after = Worker::new(1, 1 << 20);
        for _ in 0..3 {
            let worked = after.step(&mut store);
            worked.map_err(|error| format!("no work afterwards: {error}"))?;
        }
        Ok(())
    }

    /// Says what is missing of it in an open store.
    pub(crate) fn missing_in(&self, store: &Store) -> Result<(), String> {
        let told = |error: StoreError| error.to_string();
        if let Some(loss) = loss_told(store) {
            return Err(format!("a loss is told: {loss}"));
        }
        let report = store.check().map_err(told)?;
        if !report.is_sound() {
            return Err(format!("not sound: {:?}", report.findings.first()));
        }
        for (id, (known, most)) in &self.tickets {
            let kept = store.ticket(*id).map_err(told)?.ok_or("a ticket is gone")?;
            let whole = kept == *known || kept.revision > known.revision && kept.revision <= *most;
            if !whole {
                return Err(format!("revision {} of {}", kept.revision, known.revision));
            }
        }
        for (key, (known, doubtful)) in &self.drafts {
            let kept = store.draft(key, &clerk()).map_err(told)?;
            let one_of_them = kept == *known || kept.is_some_and(|kept| doubtful.contains(&kept));
            if !one_of_them {
                return Err("a draft is gone".to_owned());
            }
        }
        let trail = store.verify_audit(&[]).map_err(told)?;
        if !trail.faults.is_empty() {
            return Err(format!("the trail: {:?}", trail.faults.first()));
        }
        if u64::try_from(trail.lines).unwrap_or(0) < self.notes {
            return Err("a line of the trail is gone".to_owned());
        }
        Ok(())
    }
}

/// What the trail says of work that was acknowledged and is not there any more, or of a mark that is not.
pub(crate) fn loss_told(store: &Store) -> Option<String> {
    let filter = AuditFilter {
        acts: vec![CUT_BACK.to_owned(), MARK_LOST.to_owned()],
        ..AuditFilter::default()
    };
    let line = store.audit(&filter, 1).unwrap().pop()?;
    Some(format!("{} {}", line.note.act, line.note.detail))
}
