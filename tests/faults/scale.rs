//! How many cases, which seeds, and what came of them.

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The share of the long run in percent; none in the short run that belongs to every test.
const SHARE: &str = "ANSU_FAULTS_PERCENT";
const SEED: &str = "ANSU_FAULT_SEED";
/// The folder that takes the figures, one file a kind of fault.
const FIGURES: &str = "ANSU_FAULT_FIGURES";

/// Whether this is more than the short run.
pub(crate) fn is_long() -> bool {
    env::var_os(SHARE).is_some()
}

/// The seeds of one kind of fault: `short` many, or the share that is asked for of `full`; one alone if it is named.
pub(crate) fn seeds(short: u64, full: u64) -> Vec<u64> {
    if let Some(seed) = env::var(SEED).ok().and_then(|seed| seed.parse().ok()) {
        return vec![seed];
    }
    let share = env::var(SHARE)
        .ok()
        .and_then(|share| share.parse::<u64>().ok());
    (0..share.map_or(short, |share| (full * share).div_ceil(100))).collect()
}

/// What came of one case.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// All is there; a word that is counted.
    Good(&'static str),
    /// Something acknowledged is lost, something changed was not noticed, what is left is not sound.
    Bad(String),
}

/// What came of all cases of one kind.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) cases: u64,
    pub(crate) bad: Vec<String>,
    pub(crate) panics: Vec<String>,
    pub(crate) good: std::collections::BTreeMap<&'static str, u64>,
}

/// Runs the cases on all processors. A panic is one more outcome.
pub(crate) fn tally<T: Sync>(
    name: &str,
    cases: &[T],
    seed_of: impl Fn(&T) -> u64 + Sync,
    case: impl Fn(&T) -> Outcome + Sync,
) -> Tally {
    let tally = Mutex::new(Tally::default());
    let (next, started) = (AtomicU64::new(0), Instant::now());
    let told = Mutex::new(Instant::now());
    let work = || {
        loop {
            let place = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
            let Some(one) = cases.get(place) else { return };
            let seed = seed_of(one);
            let outcome = catch_unwind(AssertUnwindSafe(|| case(one)));
            let mut tally = tally.lock().unwrap();
            tally.cases += 1;
            match outcome {
                Ok(Outcome::Good(word)) => *tally.good.entry(word).or_default() += 1,
                Ok(Outcome::Bad(what)) => tally.bad.push(format!("seed {seed}: {what}")),
                Err(_) => tally.panics.push(format!("seed {seed}")),
            }
            let mut told = told.lock().unwrap();
            if is_long() && told.elapsed() > Duration::from_secs(10) {
                *told = Instant::now();
                let (done, bad) = (tally.cases, tally.bad.len() + tally.panics.len());
                println!(
                    "{name}: {done} of {}, {bad} bad, {} s",
                    cases.len(),
                    started.elapsed().as_secs()
                );
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism()
            .map_or(2, usize::from)
            .min(8)
        {
            scope.spawn(work);
        }
    });
    tally.into_inner().unwrap()
}

impl Tally {
    /// Counts what each case consisted of.
    pub(crate) fn each_of(mut self, many: u64) -> Self {
        self.cases *= many;
        self
    }

    /// How often a word was the outcome.
    pub(crate) fn count(&self, word: &str) -> u64 {
        self.good.get(word).copied().unwrap_or(0)
    }

    /// Fails where anything was bad; at most ten are named.
    pub(crate) fn none_bad(&self, name: &str) {
        let named = |all: &[String]| all.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
        assert!(
            self.bad.is_empty() && self.panics.is_empty(),
            "{name}: {} of {} bad, {} panics; repeat one with {SEED}=<seed>\n{}\n{}",
            self.bad.len(),
            self.cases,
            self.panics.len(),
            named(&self.bad),
            named(&self.panics)
        );
    }

    /// Puts the row of a kind of fault where the report finds it: what, how many, lost or unnoticed, panics, and what else.
    pub(crate) fn report(&self, order: &str, what: &str, note: &str) {
        let (cases, bad, panics) = (self.cases, self.bad.len(), self.panics.len());
        let words: Vec<String> = self
            .good
            .iter()
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, count)| format!("{count} {word}"))
            .chain((!note.is_empty()).then(|| note.to_owned()))
            .collect();
        row(
            order,
            &format!(
                "| {what} | {cases} | {bad} | {panics} | {} |",
                words.join("; ")
            ),
        );
    }
}

/// What could not be tried here, said and counted, never passed over in silence.
pub(crate) fn skipped(order: &str, what: &str, why: &str) {
    println!("SKIPPED {what}: {why}");
    row(order, &format!("| {what} | skipped | – | – | {why} |"));
}

fn row(order: &str, text: &str) {
    println!("{text}");
    let alone = env::var_os(SEED).is_some();
    if let Some(folder) = env::var_os(FIGURES).filter(|_| !alone) {
        let place = PathBuf::from(folder).join(format!("{order}.row"));
        fs::write(place, text).unwrap();
    }
}
