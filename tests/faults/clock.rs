//! The clock jumps back and forth over days while people work: order, numbers and the trail stay what they are.

use std::collections::BTreeSet;

use ansu_store::{AuditNote, Kept, Store, StoreError, backups, superfluous};
use fastrand::Rng;

use crate::killing_copies::on;
use crate::killing_keys::found;
use crate::scale::{Outcome, seeds, tally};
use crate::scene::{at, clerk, form, hall, keys, take_in};

fn jumps(seed: u64) -> Result<(), StoreError> {
    let mut chance = Rng::with_seed(seed ^ 0xC10C);
    let folder = tempfile::tempdir().unwrap();
    let key = &keys()[usize::from(chance.bool())];
    let mut store = Store::open(folder.path(), key, at(0))?;
    store.put_hall(&hall())?;
    let (mut numbers, mut order) = (BTreeSet::new(), Vec::new());
    for n in 1..=30 {
        let now = chance.i64(-3 * 1440..3 * 1440);
        if n % 10 == 0 {
            drop(store);
            store = Store::open(folder.path(), key, at(now))?;
        }
        let ticket = take_in(&mut store, n, now, &form("13812345678", "张", "宽带掉线"))?;
        assert!(
            numbers.insert(ticket.number.clone()),
            "a number was given twice"
        );
        order.push(ticket.id);
        store.note(&AuditNote {
            at: at(now),
            by: Some(clerk()),
            act: "look".to_owned(),
            object: ticket.number.to_string(),
            detail: String::new(),
        })?;
    }
    assert!(store.check()?.is_sound());
    let trail = store.verify_audit(&[])?;
    assert!(trail.faults.is_empty() && trail.lines == 30, "{trail:?}");
    let positions: Vec<i64> = order
        .iter()
        .map(|id| store.events(*id).map(|events| events[0].position))
        .collect::<Result<_, _>>()?;
    assert!(positions.is_sorted(), "the order is not that of the work");
    Ok(())
}

#[test]
fn a_clock_that_jumps_changes_neither_order_nor_numbers() {
    let tally = tally(
        "clock",
        &seeds(8, 1_000),
        |seed| *seed,
        |seed| match jumps(*seed) {
            Ok(()) => Outcome::Good(""),
            Err(error) => Outcome::Bad(error.to_string()),
        },
    );
    tally.report(
        "d-clock",
        "30 tickets while the clock jumps up to three days back and forth",
        "",
    );
    tally.none_bad("clocks");
}

#[test]
fn a_clock_set_back_costs_no_backup() {
    let (folder, shelf) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (keys, store) = found(folder.path());
    for minutes in [5_000, 5_001, 0] {
        store
            .backup_job(&keys)
            .unwrap()
            .run(shelf.path(), at(minutes), &mut on)
            .unwrap();
    }
    // The same second again: the earlier backup stays, the later one is refused.
    let again = store
        .backup_job(&keys)
        .unwrap()
        .run(shelf.path(), at(0), &mut on);
    assert!(matches!(again, Err(StoreError::BackupExists)));
    let kept: Vec<Kept> = backups(shelf.path())
        .unwrap()
        .iter()
        .map(|backup| Kept {
            made_at: backup.manifest().made_at,
            events: backup.manifest().events,
            before_upgrade: false,
        })
        .collect();
    let made: Vec<_> = kept.iter().map(|one| one.made_at).collect();
    assert_eq!(made, [at(5_001), at(5_000), at(0)]);
    // Those from the time ahead stay, and so does the only one of today.
    assert!(superfluous(&kept, at(1)).is_empty());
}
