//! kill -9 at any moment of ordinary work, against a log of what was acknowledged.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use ansu_complaint::TicketId;
use ansu_store::{Key, Store};
use fastrand::Rng;
use serde_json::json;
use uuid::Uuid;

use crate::child;
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, attach, clerk, decided, form, hall, keys, take_in};
use crate::work::loss_told;

/// Kills in one folder, before it is left for a new one: a check of all that is in it follows each.
const KILLS: u64 = 20;

/// The name of the folder says how it is kept.
fn key_of(folder: &Path) -> Key {
    let [clear, sealed] = keys();
    if folder.ends_with("sealed") {
        sealed
    } else {
        clear
    }
}

/// In the other process: takes in tickets, adds notes, types; says each thing once it is kept.
pub(crate) fn work_for_ever(folder: &Path) {
    let mut store = Store::open(folder, &key_of(folder), at(0)).unwrap();
    let known = store.check().unwrap().tickets;
    let mut typed: u64 = store
        .draft("new", &clerk())
        .unwrap()
        .map_or(0, |text| text.parse().unwrap());
    for n in known + 1.. {
        let mut ticket = take_in(&mut store, n, 0, &form("13812345678", "张", "宽带掉线")).unwrap();
        child::say(&format!("{} {}", ticket.id.0, ticket.revision));
        for round in 0..3 {
            let note = json!({"do": "add_note", "text": "备".repeat(1 + 400 * round)});
            let commit = decided(&ticket, 1, &[note]);
            store.commit(&commit).unwrap();
            ticket = commit.after;
            child::say(&format!("{} {}", ticket.id.0, ticket.revision));
            typed += 1;
            store
                .put_draft("new", &clerk(), &typed.to_string(), at(1))
                .unwrap();
            child::say(&format!("typed {typed}"));
        }
        // Whether the file is there, and not only its record, the check of the whole folder says.
        let content = [&b"%PDF"[..], &[0; 20_000]].concat();
        ticket = attach(&mut store, &ticket, n, &content).unwrap();
        child::say(&format!("{} {}", ticket.id.0, ticket.revision));
    }
}

fn kills(seed: u64) -> Result<u64, String> {
    let mut chance = Rng::with_seed(seed ^ 0x9);
    let place = tempfile::tempdir().unwrap();
    let name = if seed.is_multiple_of(2) {
        "sealed"
    } else {
        "clear"
    };
    let folder = place.path().join(name);
    let key = key_of(&folder);
    let mut store = Store::open(&folder, &key, at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    drop(store);
    let (mut tickets, mut typed, mut said) = (BTreeMap::<TicketId, u32>::new(), 0_u64, 0);
    for _ in 0..KILLS {
        let work = child::command("work", &folder);
        for line in child::killed(work, &mut chance, 12, Duration::from_millis(6)) {
            said += 1;
            let (what, count) = line.split_once(' ').unwrap();
            match what {
                "typed" => typed = count.parse().unwrap(),
                ticket => {
                    let id = TicketId(Uuid::parse_str(ticket).unwrap());
                    tickets.insert(id, count.parse().unwrap());
                }
            }
        }
        let store = Store::open(&folder, &key, at(0)).map_err(|e| format!("not opened: {e}"))?;
        let report = store.check().map_err(|e| e.to_string())?;
        if !report.is_sound() {
            return Err(format!("not sound: {:?}", report.findings.first()));
        }
        if let Some(loss) = loss_told(&store) {
            return Err(format!("a loss is told: {loss}"));
        }
        for (id, revision) in &tickets {
            let kept = store.ticket(*id).unwrap().map_or(0, |kept| kept.revision);
            // The word of one commit may not have got out.
            if kept != *revision && kept != revision + 1 {
                return Err(format!("revision {kept} of {revision}"));
            }
        }
        let kept = store.draft("new", &clerk()).unwrap();
        let kept: u64 = kept.map_or(0, |text| text.parse().unwrap());
        if kept != typed && kept != typed + 1 {
            return Err(format!("draft {kept} of {typed}"));
        }
        typed = kept;
    }
    Ok(said)
}

#[test]
fn a_kill_takes_nothing_that_was_acknowledged() {
    let said = std::sync::atomic::AtomicU64::new(0);
    let tally = tally(
        "kills",
        &seeds(3, 500),
        |seed| *seed,
        |seed| match kills(*seed) {
            Ok(here) => {
                said.fetch_add(here, std::sync::atomic::Ordering::Relaxed);
                Outcome::Good("")
            }
            Err(what) => Outcome::Bad(what),
        },
    );
    let said = said.into_inner();
    let note = format!("{said} acknowledged writes");
    let tally = tally.each_of(KILLS);
    tally.report("0-kills", "kill -9 of a program at work", &note);
    tally.none_bad("kills");
    assert!(said > 0, "nothing was at work when it was killed");
}
