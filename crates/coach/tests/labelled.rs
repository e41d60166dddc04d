//! How good the wording check is, measured on labelled sentences: half of them would hurt, half only look so.
//!
//! Every second sentence was not looked at while the patterns were written; its figures say how the check does on what nobody thought of.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and prints its figures"
)]

use ansu_coach::{Avoid, Language, WordingCheck};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Least precision and recall.
const AIM: f64 = 0.95;

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
fn measure<'a>(
    check: &WordingCheck,
    sentences: impl Iterator<Item = &'a Labelled>,
) -> (Figures, BTreeMap<Avoid, (u32, u32)>) {
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

fn hold(name: &str, text: &str) {
    let patterns = serde_json::from_str(include_str!("../data/patterns.json")).unwrap();
    let check = WordingCheck::new(&patterns).unwrap();
    let all = sentences(text);
    let harmful = all.iter().filter(|s| !s.kinds.is_empty()).count();
    assert!(
        harmful * 5 >= all.len() * 2 && harmful * 5 <= all.len() * 3,
        "{harmful} of {}",
        all.len()
    );
    let show = std::env::var_os("ANSU_SHOW").is_some();
    let mut short = vec![];
    for (half, part) in [("looked at", 0), ("held out", 1)] {
        let (figures, kinds) = measure(&check, all.iter().skip(part).step_by(2));
        println!(
            "{name}, {half}: precision {:.3}, recall {:.3} ({} right, {} wrongly flagged, {} missed, {} rightly left alone)",
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
        if show && part == 0 {
            println!(
                "  wrongly flagged:\n    {}\n  missed:\n    {}",
                figures.wrong.join("\n    "),
                figures.missed.join("\n    ")
            );
        }
        if figures.precision().min(figures.recall()) < AIM {
            short.push(half);
        }
    }
    assert!(short.is_empty(), "{name}: below {AIM} in {short:?}");
}

#[test]
fn chinese() {
    hold("zh", include_str!("labelled/zh.jsonl"));
}

#[test]
fn english() {
    hold("en", include_str!("labelled/en.jsonl"));
}
