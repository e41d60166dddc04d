//! The power goes while key file, preferences, attempts, backups, their second place, restores and the copy before an upgrade are written:
//! what passes SQLite's layer by. The calls that the program makes of the system are recorded once; then the power is cut after any of them,
//! and what a strict disk could have left is opened.

use std::path::Path;
use std::sync::OnceLock;

use ansu_store::{Attempts, Vault, preferences, put_preferences};
use fastrand::Rng;

use crate::child;
use crate::killing_copies::{Restores, backed_up, missing_backups, rooms};
use crate::killing_keys::{Heard, enter, found, manager};
use crate::platter::{Deed, Lies, Platter, ROOT, Tree};
use crate::scale::{Outcome, seeds, skipped, tally};
use crate::scene::at;
use crate::tracing::{can_trace, deeds};
use crate::{second_place, upgrading};

/// Small files written in one recording.
const SMALL: u32 = 12;

/// Work that is recorded, and how what is left of it is judged by what was told before the cut.
struct Work {
    task: &'static str,
    what: &'static str,
    prepare: fn(&Path),
    missing: fn(&Path, &[String]) -> Result<(), String>,
}

const WORKS: [Work; 7] = [
    Work {
        task: "found",
        what: "founding a hall",
        prepare: |_| {},
        missing: missing_hall,
    },
    Work {
        task: "keys twice",
        what: "changing passwords and the master key",
        prepare: |folder| drop(found(folder)),
        missing: |folder, said| {
            let mut heard = Heard::default();
            said.iter().for_each(|line| heard.line(line));
            heard.missing_from(folder)
        },
    },
    Work {
        task: "backups, four",
        what: "making and removing backups",
        prepare: |place| drop(found(&rooms(place).0)),
        missing: |place, said| missing_backups(place, said).map(drop),
    },
    Work {
        task: "restore twice",
        what: "putting backups back",
        prepare: backed_up,
        missing: |place, said| {
            let mut heard = Restores::none();
            said.iter().for_each(|line| heard.line(line));
            heard.missing_from(place)
        },
    },
    Work {
        task: "small",
        what: "preferences and failed attempts",
        prepare: |_| {},
        missing: missing_small,
    },
    Work {
        task: "second place",
        what: "a second place is chosen, used and forgotten",
        prepare: second_place::founded,
        missing: second_place::missing_place,
    },
    Work {
        task: "upgrade",
        what: "a later version brings the data up to date",
        prepare: upgrading::left_by_the_earlier,
        missing: upgrading::missing_upgrade,
    },
];

/// In the other process: a hall in a folder whose parents are not there yet.
pub(crate) fn found_a_hall(place: &Path) {
    drop(found(&place.join("halls/one")));
    child::say("founded");
}

fn missing_hall(place: &Path, said: &[String]) -> Result<(), String> {
    let folder = place.join("halls/one");
    let vault = Vault::find(&folder).map_err(|e| format!("key file: {e}"))?;
    let begun = vault.is_none_or(|vault| vault.is_being_founded());
    if begun && said.is_empty() {
        return Ok(());
    }
    enter(&folder)
        .map(drop)
        .map_err(|e| format!("not entered: {e}"))
}

/// In the other process: preferences and attempts by turns.
pub(crate) fn write_small_files(folder: &Path) {
    for round in 1..=SMALL {
        put_preferences(folder, &format!("{{\"lock_after\":{round}}}")).unwrap();
        let mut attempts = Attempts::of(folder).unwrap();
        let _ = attempts.begin(&manager(), true, at(0)).unwrap();
        child::say(&format!("small {round}"));
    }
}

fn missing_small(folder: &Path, said: &[String]) -> Result<(), String> {
    let done = u32::try_from(said.len()).unwrap();
    let failed = Attempts::of(folder)
        .map_err(|e| e.to_string())?
        .failed(&manager());
    let chosen = preferences(folder).map_err(|e| e.to_string())?;
    let round = chosen.as_deref().map_or(Ok(0), |json| {
        let number = json
            .trim_start_matches("{\"lock_after\":")
            .trim_end_matches('}');
        number
            .parse::<u32>()
            .map_err(|_| format!("preferences: {json:?}"))
    })?;
    let good = [done, done + 1];
    if good.contains(&failed) && good.contains(&round) {
        Ok(())
    } else {
        Err(format!(
            "{failed} attempts and preferences of {round} after {done}"
        ))
    }
}

/// What a work has the disk do, recorded once.
fn recorded(place: usize) -> &'static (Tree, Vec<Deed>) {
    static RECORDED: [OnceLock<(Tree, Vec<Deed>)>; WORKS.len()] =
        [const { OnceLock::new() }; WORKS.len()];
    RECORDED[place].get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        (WORKS[place].prepare)(&path);
        let recorded = deeds(&child::command(WORKS[place].task, &path), &path);
        let told = |deed: &&Deed| matches!(deed, Deed::Said(_));
        assert!(recorded.1.iter().any(|deed| matches!(deed, Deed::Sync(_))));
        assert!(recorded.1.iter().filter(told).count() > 0);
        recorded
    })
}

fn any(chance: &mut Rng, places: &[usize]) -> usize {
    places[chance.usize(..places.len())]
}

fn cut(place: usize, seed: u64, lies: Lies) -> Outcome {
    let mut chance = Rng::with_seed(seed ^ 0xF11E);
    let (tree, deeds) = recorded(place);
    // A third goes right after something was acknowledged, a third right before a sync, when most is unsure.
    let places = |wanted: fn(&Deed) -> bool| -> Vec<usize> {
        (0..deeds.len()).filter(|at| wanted(&deeds[*at])).collect()
    };
    let last = match chance.u8(..3) {
        0 => any(&mut chance, &places(|deed| matches!(deed, Deed::Said(_)))) + 1,
        1 => any(&mut chance, &places(|deed| matches!(deed, Deed::Sync(_)))),
        _ => chance.usize(..=deeds.len()),
    };
    let mut platter = Platter::with(tree);
    let mut said = Vec::new();
    for deed in &deeds[..last] {
        platter.suffer(deed, lies);
        if let Deed::Said(line) = deed {
            said.push(line.clone());
        }
    }
    let left = tempfile::tempdir().unwrap();
    platter.leave(&mut chance, left.path());
    match (WORKS[place].missing)(left.path(), &said) {
        Ok(()) => Outcome::Good(""),
        Err(what) => Outcome::Bad(format!("cut after {last} of {}: {what}", deeds.len())),
    }
}

#[test]
fn a_power_cut_while_files_are_written_leaves_the_old_state_or_the_new_one() {
    for (place, work) in WORKS.iter().enumerate() {
        let (order, what) = (
            format!("3-cuts-{place}"),
            format!("power cut while {}", work.what),
        );
        if !can_trace() {
            skipped(&order, &what, "strace can't watch a program here");
            continue;
        }
        let tally = tally(
            work.what,
            &seeds(30, 2_000),
            |seed| *seed,
            |seed| cut(place, *seed, Lies::Nothing),
        );
        tally.report(
            &order,
            &what,
            &format!("{} calls recorded", recorded(place).1.len()),
        );
        tally.none_bad(work.what);
    }
}

/// The control: with the syncs of files, or those of folders, left out, each work must be seen to lose something.
#[test]
fn without_a_sync_the_same_cuts_are_noticed() {
    if !can_trace() {
        return skipped(
            "3-cuts-control",
            "the same without syncs",
            "strace can't watch a program here",
        );
    }
    for lies in [Lies::OfFiles, Lies::OfFolders] {
        for (place, work) in WORKS.iter().enumerate() {
            let noticed = (0..400).any(|seed| {
                let outcome = std::panic::catch_unwind(|| cut(place, seed, lies));
                !matches!(outcome, Ok(Outcome::Good(_)))
            });
            assert!(noticed, "{}: {lies:?}", work.what);
        }
    }
}

/// The one order that chance seldom meets: the old log comes back beside a database that is under another key.
#[test]
fn the_log_is_gone_for_good_before_another_file_takes_its_name() {
    if !can_trace() {
        return println!("SKIPPED: strace can't watch a program here");
    }
    let (place, _) = (0..)
        .zip(&WORKS)
        .find(|(_, work)| work.task == "keys twice")
        .unwrap();
    let deeds = &recorded(place).1;
    let renamed = |deed: &Deed| matches!(deed, Deed::Rename(from, to) if from.1 == "ansu.rekey" && to.1 == "ansu.db");
    let removed = |deed: &Deed| matches!(deed, Deed::Unlink(name) if name.1 == "ansu.db-wal");
    let mut seen = 0;
    for (at, _) in deeds.iter().enumerate().filter(|(_, deed)| renamed(deed)) {
        let gone = deeds[..at].iter().rposition(removed).unwrap();
        let synced = |deed: &Deed| matches!(deed, Deed::Sync(ROOT));
        assert!(deeds[gone..at].iter().any(synced), "{gone} to {at}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}
