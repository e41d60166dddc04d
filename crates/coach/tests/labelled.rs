//! How good the wording check is, measured on labelled sentences: half of them would hurt, half only look so.
//!
//! The sentences of the second and the fifth set are held out: nobody who wrote patterns has looked at them, and only their figures are told. These
//! say how the check does on what nobody thought of. The fourth and the fifth come from several writers who knew nothing of the patterns or of each other.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its figures"
)]

use ansu_coach::{Avoid, Language, WordingCheck};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What precision and recall are to be at least, of sentences that were looked at; the aim for all.
const AIM: (f64, f64) = (0.95, 0.95);
/// What is reached on sentences that were not looked at, rounded down: short of the aim, and never less again.
const REACHED_CHINESE: (f64, f64) = (0.85, 0.88);
const REACHED_CHINESE_OF_SEVERAL: (f64, f64) = (0.89, 0.82);
const REACHED_ENGLISH: (f64, f64) = (0.83, 0.83);
const REACHED_ENGLISH_OF_SEVERAL: (f64, f64) = (0.89, 0.78);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    text: String,
    kinds: Vec<Avoid>,
    #[allow(dead_code, reason = "for people who read the set")]
    why: String,
}

#[derive(Default)]
struct Figures {
    right: u32,
    wrong: Vec<String>,
    missed: Vec<String>,
    harmless: u32,
}

impl Figures {
    fn precision(&self) -> f64 {
        share(self.right, self.wrong.len())
    }

    fn recall(&self) -> f64 {
        share(self.right, self.missed.len())
    }
}

fn share(right: u32, faults: usize) -> f64 {
    let all = f64::from(right) + f64::from(u32::try_from(faults).unwrap());
    if all == 0.0 {
        1.0
    } else {
        f64::from(right) / all
    }
}

fn sentences(text: &str) -> Vec<Labelled> {
    text.lines()
        .enumerate()
        .map(|(line, row)| {
            serde_json::from_str(row).unwrap_or_else(|why| panic!("line {}: {why}", line + 1))
        })
        .collect()
}

/// A sentence is right if it is flagged just where it should be; by kind where it is flagged.
fn measure(check: &WordingCheck, sentences: &[Labelled]) -> (Figures, BTreeMap<Avoid, (u32, u32)>) {
    let mut figures = Figures::default();
    let mut kinds: BTreeMap<Avoid, (u32, u32)> = BTreeMap::new();
    for sentence in sentences {
        let found: Vec<_> = check
            .check(&sentence.text, Language::English)
            .into_iter()
            .map(|warning| (warning.kind, warning.pattern, warning.said))
            .collect();
        for kind in &sentence.kinds {
            let (seen, named) = kinds.entry(*kind).or_default();
            *seen += 1;
            *named += u32::from(found.iter().any(|(k, ..)| k == kind));
        }
        match (sentence.kinds.is_empty(), found.is_empty()) {
            (true, true) => figures.harmless += 1,
            (true, false) => figures.wrong.push(format!("{} ← {found:?}", sentence.text)),
            (false, true) => figures
                .missed
                .push(format!("{} {:?}", sentence.text, sentence.kinds)),
            (false, false) => figures.right += 1,
        }
    }
    (figures, kinds)
}

/// Whether a set may be looked at by those who write patterns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    LookedAt,
    HeldOut,
}

/// Measures a set, prints its figures, and holds precision and recall to what they have to be.
fn hold(name: &str, set: Set, text: &str, least: (f64, f64)) {
    let patterns = serde_json::from_str(include_str!("../data/patterns.json")).unwrap();
    let check = WordingCheck::new(&patterns).unwrap();
    let all = sentences(text);
    let harmful = all.iter().filter(|s| !s.kinds.is_empty()).count();
    assert!(
        harmful * 5 >= all.len() * 2 && harmful * 5 <= all.len() * 3,
        "{harmful} of {}",
        all.len()
    );
    let (figures, kinds) = measure(&check, &all);
    println!(
        "{name}: precision {:.3}, recall {:.3} ({} right, {} wrongly flagged, {} missed, {} rightly left alone)",
        figures.precision(),
        figures.recall(),
        figures.right,
        figures.wrong.len(),
        figures.missed.len(),
        figures.harmless,
    );
    println!(
        "  kind named: {}",
        kinds
            .iter()
            .map(|(kind, (seen, named))| format!("{kind:?} {named}/{seen}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    if set == Set::LookedAt || std::env::var_os("ANSU_SHOW_HELD_OUT").is_some() {
        println!(
            "  wrongly flagged:\n    {}\n  missed:\n    {}",
            figures.wrong.join("\n    "),
            figures.missed.join("\n    ")
        );
    }
    assert!(
        figures.precision() >= least.0 && figures.recall() >= least.1,
        "{name}: below {least:?}"
    );
}

#[test]
fn chinese_looked_at() {
    let text = include_str!("labelled/zh.jsonl");
    hold("zh, looked at", Set::LookedAt, text, AIM);
}

#[test]
fn chinese_looked_at_too() {
    let text = include_str!("labelled/zh-3.jsonl");
    hold("zh, looked at too", Set::LookedAt, text, AIM);
}

#[test]
fn chinese_held_out() {
    let text = include_str!("labelled/zh-2.jsonl");
    hold("zh, held out", Set::HeldOut, text, REACHED_CHINESE);
}

#[test]
fn english_looked_at() {
    let text = include_str!("labelled/en.jsonl");
    hold("en, looked at", Set::LookedAt, text, AIM);
}

#[test]
fn english_looked_at_too() {
    let text = include_str!("labelled/en-3.jsonl");
    hold("en, looked at too", Set::LookedAt, text, AIM);
}

#[test]
fn english_held_out() {
    let text = include_str!("labelled/en-2.jsonl");
    hold("en, held out", Set::HeldOut, text, REACHED_ENGLISH);
}

#[test]
fn chinese_of_several_writers_looked_at() {
    let text = include_str!("labelled/zh-4.jsonl");
    hold("zh, several writers, looked at", Set::LookedAt, text, AIM);
}

#[test]
fn chinese_of_several_writers_held_out() {
    let text = include_str!("labelled/zh-5.jsonl");
    hold(
        "zh, several writers, held out",
        Set::HeldOut,
        text,
        REACHED_CHINESE_OF_SEVERAL,
    );
}

#[test]
fn english_of_several_writers_looked_at() {
    let text = include_str!("labelled/en-4.jsonl");
    hold("en, several writers, looked at", Set::LookedAt, text, AIM);
}

#[test]
fn english_of_several_writers_held_out() {
    let text = include_str!("labelled/en-5.jsonl");
    hold(
        "en, several writers, held out",
        Set::HeldOut,
        text,
        REACHED_ENGLISH_OF_SEVERAL,
    );
}
