//! The short run: every seed as it is, then changed in many small ways. The same changes every time; `ANSU_HOSTILE_RUNS` asks for more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

use ansu_hostile::TARGETS;
use ansu_store::{Backup, KeyFile, Manifest, Vault};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Changed inputs per target.
const RUNS: usize = 20_000;
/// What parsers trip over.
const WORDS: [&[u8]; 14] = [
    b"\xff",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\\u0000",
    b"\\ud800",
    b"18446744073709551616",
    b"-1",
    b"1e999",
    b"null",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"{\"form\":1}",
    b"\"\"",
    "\u{202e}".as_bytes(),
    "䶮".as_bytes(),
];

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = fs::read_dir(home().join("corpus").join(target))
        .expect("every target has its seeds")
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn change(random: &mut fastrand::Rng, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
    let at = |random: &mut fastrand::Rng, bytes: &[u8]| random.usize(0..=bytes.len());
    match random.u8(0..7) {
        0 if !bytes.is_empty() => {
            let place = random.usize(0..bytes.len());
            bytes[place] ^= 1 << random.u8(0..8);
        }
        1 => {
            let place = at(random, bytes);
            bytes.truncate(place);
        }
        2 => {
            let place = at(random, bytes);
            let word = WORDS[random.usize(0..WORDS.len())];
            bytes.splice(place..place, word.iter().copied());
        }
        3 => {
            let (from, to) = (at(random, bytes), at(random, bytes));
            bytes.drain(from.min(to)..from.max(to));
        }
        4 => {
            let (from, to) = (at(random, bytes), at(random, bytes));
            let part = bytes[from.min(to)..from.max(to)].to_vec();
            let place = at(random, bytes);
            bytes.splice(place..place, part);
        }
        5 => {
            let other = &others[random.usize(0..others.len())];
            let (here, there) = (at(random, bytes), at(random, other));
            bytes.truncate(here);
            bytes.extend(&other[there..]);
        }
        _ => {
            let place = at(random, bytes);
            bytes.insert(place, random.u8(..));
        }
    }
}

#[test]
fn no_target_panics_on_its_seeds_or_near_them() {
    let runs = std::env::var("ANSU_HOSTILE_RUNS")
        .ok()
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(RUNS);
    for target in TARGETS {
        let seeds = seeds(target.name);
        assert!(!seeds.is_empty());
        seeds.iter().for_each(|seed| (target.run)(seed));
        for run in 0..runs {
            let mut random = fastrand::Rng::with_seed(run as u64);
            let mut bytes = seeds[random.usize(0..seeds.len())].clone();
            for _ in 0..random.u8(1..5) {
                change(&mut random, &mut bytes, &seeds);
            }
            let outcome = std::panic::catch_unwind(|| (target.run)(&bytes));
            assert!(
                outcome.is_ok(),
                "{} on run {run}: {}",
                target.name,
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}

/// A seed with one thing changed in it.
fn with(seed: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value = serde_json::from_slice(seed).unwrap();
    change(&mut value);
    serde_json::to_vec(&value).unwrap()
}

#[test]
fn every_seed_is_taken_and_its_limits_hold() {
    let taken = |bytes: &[u8]| KeyFile::parse(bytes).is_ok();
    for seed in seeds("key_file") {
        assert!(taken(&seed));
        for (name, least, most) in [("memory_kib", 19 * 1024, 512 * 1024), ("passes", 2, 16)] {
            let cost = |of: u64| with(&seed, |file| file["slots"][1]["cost"][name] = of.into());
            assert!(taken(&cost(least)) && taken(&cost(most)), "{name}");
            assert!(
                !taken(&cost(least - 1)) && !taken(&cost(most + 1)),
                "{name}"
            );
        }
        let slots = |count: usize| {
            with(&seed, |file| {
                let slot = file["slots"][0].clone();
                let slots = (0..count).map(|n| {
                    let mut slot = slot.clone();
                    slot["holder"] = serde_json::json!({ "staff": n.to_string() });
                    slot
                });
                file["slots"] = slots.collect();
            })
        };
        assert!(taken(&slots(1)) && taken(&slots(500)));
        assert!(!taken(&slots(0)) && !taken(&slots(501)));
        let twice = with(&seed, |file| file["slots"][1] = file["slots"][0].clone());
        assert!(!taken(&twice));
        for part in ["salt", "public", "wrapped", "sealed"] {
            let short = with(&seed, |file| file["slots"][0][part] = "00".into());
            assert!(!taken(&short), "{part}");
        }
        let room = usize::try_from(KeyFile::SIZE_MAX).unwrap();
        assert!(taken(&padded(&seed, room)) && !taken(&padded(&seed, room + 1)));
    }
    for seed in seeds("library") {
        let text = std::str::from_utf8(&seed).unwrap();
        assert!(ansu_desk::check_library(text).is_ok(), "{text:.60}");
    }
    let taken = |bytes: &[u8]| Manifest::parse(bytes).is_ok();
    for seed in seeds("manifest") {
        assert!(taken(&seed));
        for name in ["../ansu.db", "/etc/passwd", "ansu.keys", "", "ANSU.DB"] {
            let elsewhere = with(&seed, |file| file["files"][0]["name"] = name.into());
            assert!(!taken(&elsewhere), "{name}");
        }
        let fourth = with(&seed, |file| {
            let more = file["files"][0].clone();
            file["files"].as_array_mut().unwrap().push(more);
        });
        assert!(!taken(&fourth));
        let room = usize::try_from(Manifest::SIZE_MAX).unwrap();
        assert!(taken(&padded(&seed, room)) && !taken(&padded(&seed, room + 1)));
    }
}

/// With blanks behind it, so many bytes in all.
fn padded(seed: &[u8], size: usize) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    bytes.resize(size, b' ');
    bytes
}

#[test]
fn what_is_refused_is_left_as_it_was_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let mut refused = [0, 0];
    for run in 0..500 {
        let mut random = fastrand::Rng::with_seed(run);
        for (kind, (target, name)) in [("key_file", "ansu.keys"), ("manifest", "manifest.json")]
            .into_iter()
            .enumerate()
        {
            let seeds = seeds(target);
            let mut bytes = seeds[random.usize(0..seeds.len())].clone();
            change(&mut random, &mut bytes, &seeds);
            fs::write(place(name), &bytes).unwrap();
            refused[kind] += usize::from(match kind {
                0 => Vault::find(folder.path()).is_err(),
                _ => Backup::at(folder.path()).is_err(),
            });
            let left: Vec<_> = fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name())
                .collect();
            assert_eq!(left, [name], "{target} on run {run}");
            assert!(fs::read(place(name)).unwrap() == bytes);
            fs::remove_file(place(name)).unwrap();
        }
    }
    assert!(refused.iter().all(|&count| count > 100), "{refused:?}");
}

#[test]
fn every_target_has_seeds_and_a_long_run() {
    let names = |folder: &str| -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(home().join(folder))
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                path.file_stem().unwrap().to_str().unwrap().to_owned()
            })
            .collect();
        names.sort();
        names
    };
    let mut targets: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    targets.sort_unstable();
    assert_eq!(names("corpus"), targets);
    assert_eq!(names("fuzz/fuzz_targets"), targets);
}
