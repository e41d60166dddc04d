//! A disk that is full, and one that can't be written: told, and nothing stored is lost.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use ansu_store::{Backup, Cost, Store, StoreError, backups, finish_restore, restore};

use crate::child;
use crate::killing_copies::on;
use crate::killing_keys::{enter, found, manager, word};
use crate::scale::{Tally, skipped};
use crate::scene::{at, clerk, copy_of, form, take_in};

/// The name that an error is told by, for the other side of the pipe.
fn told<T>(result: Result<T, StoreError>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(error) => format!("{error:?}")
            .split([' ', '{', '('])
            .next()
            .unwrap()
            .to_owned(),
    }
}

/// Fills the disk to `left` bytes.
fn fill_up(place: &Path, left: usize) {
    let path = place.join("ballast");
    let mut file = File::create(&path).unwrap();
    while file.write_all(&[7; 4096]).is_ok() {}
    let size = file.metadata().unwrap().len();
    file.set_len(size.saturating_sub(left as u64)).unwrap();
}

fn tickets(store: &Store) -> u64 {
    let report = store.check().unwrap();
    if report.is_sound() { report.tickets } else { 0 }
}

/// In the other process, on a disk of a few megabytes: everything that writes, with too little room for it.
pub(crate) fn fill(place: &Path) {
    let (hall, shelf) = (place.join("hall"), place.join("shelf"));
    let (mut keys, mut store) = found(&hall);
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线")).unwrap();
    store
        .backup_job(&keys)
        .unwrap()
        .run(&shelf, at(1), &mut on)
        .unwrap();
    let text = format!("\"{}\"", "满".repeat(20_000));
    for n in 0..4 {
        store
            .put_draft(&format!("new/{n}"), &clerk(), &text, at(0))
            .unwrap();
    }
    for left in [0, 8_192, 65_536, 262_144] {
        fill_up(place, left);
        let word = |what: &str, result: String, store: &Store| {
            child::say(&format!(
                "{what} with {left}: {result}, {} ticket",
                tickets(store)
            ));
        };
        let written = (4..100)
            .try_for_each(|n| store.put_draft(&format!("more/{n}"), &clerk(), &text, at(0)));
        word("drafts", told(written), &store);
        let job = store.backup_job(&keys).unwrap();
        word("backup", told(job.run(&shelf, at(2), &mut on)), &store);
        let names: Vec<_> = fs::read_dir(&shelf)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        child::say(&format!("on the shelf: {}", names.len()));
        let given = keys.give(&manager(), &word_again(), Cost::LEAST, false);
        word("give", told(given), &store);
        let rotated = keys.rotate().and_then(|next| {
            store.rekey(&next.database())?;
            keys.rotated(next)
        });
        word("rekey", told(rotated), &store);
        drop(store);
        let all: Vec<Backup> = backups(&shelf).unwrap();
        let theirs = all[0].unlock(&manager(), &word_again());
        let put_back =
            theirs.and_then(|theirs| restore(&all[0], &theirs, &hall, at(3), &mut on, |_| Ok(())));
        let put_back = told(put_back);
        fs::remove_file(place.join("ballast")).unwrap();
        finish_restore(&hall).unwrap();
        (keys, store) = enter(&hall).unwrap();
        let word = |what: &str, result: String, store: &Store| {
            child::say(&format!(
                "{what} with {left}: {result}, {} ticket",
                tickets(store)
            ));
        };
        word("restore", put_back, &store);
        for entry in store.drafts(&clerk()).unwrap() {
            if entry.key.starts_with("more/") {
                store.delete_draft(&entry.key, &clerk()).unwrap();
            }
        }
        for entry in fs::read_dir(&hall).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            }
        }
    }
    child::say("end");
}

/// The same secret: what is written is another slot of the same length.
fn word_again() -> ansu_store::Secret {
    word()
}

/// In the other process, on a folder that can't be written: what only reads works, what writes says so.
pub(crate) fn only_read(place: &Path) {
    let (hall, shelf) = (place.join("hall"), place.join("shelf"));
    child::say(&format!("enter: {}", told(enter(&hall))));
    child::say(&format!("knock: {}", told(Store::knock(&hall))));
    child::say(&format!("aside: {}", told(Store::move_aside(&hall, at(1)))));
    let all: Vec<Backup> = backups(&shelf).unwrap();
    let keys = all[0].unlock(&manager(), &word()).unwrap();
    child::say(&format!("prove: {}", told(all[0].verify(&keys, &mut on))));
    child::say(&format!(
        "restore: {}",
        told(restore(&all[0], &keys, &hall, at(1), &mut on, |_| Ok(())))
    ));
    child::say(&format!("remove: {}", told(all[0].remove())));
}

/// A task in a world of its own where `script` has prepared the place; or why there is none.
fn in_a_world(script: &str, task: &str, place: &Path) -> Result<Vec<String>, String> {
    let unshare = |words: &[&str]| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .args(words);
        command.stdin(Stdio::null());
        command
    };
    let tried = unshare(&[&format!("{script} && true")]).arg(place).output();
    match tried {
        Err(error) => return Err(format!("unshare: {error}")),
        Ok(output) if !output.status.success() => {
            let words = String::from_utf8_lossy(&output.stderr);
            return Err(words.lines().next().unwrap_or("no reason given").to_owned());
        }
        Ok(_) => {}
    }
    let plain = child::command(task, place);
    let mut inside = unshare(&[&format!(r#"{script} && exec "$@""#)]);
    inside
        .arg(place)
        .arg(plain.get_program())
        .args(plain.get_args());
    inside.envs(
        plain
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    inside.stdout(Stdio::piped());
    Ok(child::run(inside))
}

fn judged(said: &[String], good: impl Fn(&str) -> bool) -> Tally {
    let mut tally = Tally {
        cases: said.len() as u64,
        ..Tally::default()
    };
    tally.bad = said.iter().filter(|line| !good(line)).cloned().collect();
    tally
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    const WHAT: &str = "a full disk: drafts, backup, password, master key, restore";
    let place = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o size=4m tmpfs "$0""#;
    let mut said = match in_a_world(script, "fill", place.path()) {
        Ok(said) => said,
        Err(why) => return skipped("e-full", WHAT, &why),
    };
    assert_eq!(said.pop().as_deref(), Some("end"), "{said:#?}");
    let tally = judged(&said, |line| {
        line == "on the shelf: 1"
            || line.ends_with("DiskFull, 1 ticket")
            || line.ends_with("done, 1 ticket") && !line.starts_with("drafts")
    });
    let full = said.iter().filter(|line| line.contains("DiskFull")).count();
    tally.report("e-full", WHAT, &format!("{full} refused for want of room"));
    tally.none_bad(&format!("full disk: {said:#?}"));
    assert!(full >= 8, "{said:#?}");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_left_alone() {
    const WHAT: &str = "a data folder and a shelf that can't be written";
    let place = tempfile::tempdir().unwrap();
    let (hall, shelf) = (place.path().join("hall"), place.path().join("shelf"));
    let (keys, store) = found(&hall);
    store
        .backup_job(&keys)
        .unwrap()
        .run(&shelf, at(1), &mut on)
        .unwrap();
    drop((keys, store));
    let before = copy_of(&hall);
    let script = r#"mount --bind "$0" "$0" && mount -o remount,bind,ro "$0""#;
    let said = match in_a_world(script, "read", place.path()) {
        Ok(said) => said,
        Err(why) => return skipped("f-read-only", WHAT, &why),
    };
    let tally = judged(&said, |line| {
        line == "prove: done" || line.ends_with(": ReadOnly") && !line.starts_with("prove")
    });
    tally.report(
        "f-read-only",
        WHAT,
        "reading works, writing is refused as such",
    );
    tally.none_bad(&format!("read-only: {said:#?}"));
    assert_eq!(said.len(), 6, "{said:#?}");
    for name in ["ansu.db", "ansu.keys"] {
        let read = |folder: &Path| fs::read(folder.join(name)).unwrap();
        assert!(read(&hall) == read(before.path()), "{name} was changed");
    }
}
