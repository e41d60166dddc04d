//! Parsers of data from unknown hands, each as a target that takes any bytes and must come back: with a value or with a refusal, never with a
//! panic, and what it accepts it must accept again in the form in which it writes it.
//!
//! A new parser adds a line to [`TARGETS`], a folder of seeds under `corpus/`, and a file under `fuzz/fuzz_targets/`; a test holds the three
//! together.

use ansu_store::{KeyFile, Manifest};
use serde::Serialize;
use serde_json::Value;

/// A parser under test.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, also of its corpus and of its cargo-fuzz target.
    pub name: &'static str,
    /// Takes any bytes.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target {
        name: "story",
        run: story,
    },
    Target {
        name: "key_file",
        run: key_file,
    },
    Target {
        name: "manifest",
        run: manifest,
    },
    Target {
        name: "recovery_code",
        run: recovery_code,
    },
    Target {
        name: "anchor",
        run: anchor,
    },
    Target {
        name: "evidence",
        run: evidence,
    },
    Target {
        name: "library",
        run: library,
    },
];

/// Runs the target of a name, for cargo-fuzz.
pub fn run(name: &str, bytes: &[u8]) {
    if let Some(target) = TARGETS.iter().find(|target| target.name == name) {
        (target.run)(bytes);
    }
}

/// A story as `ansuctl perform` reads it.
fn story(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let lines = text.lines().count();
    match ansu_desk::check_story(text) {
        Ok(actions) => assert!(actions as usize <= lines),
        Err(error) => assert!((1..=lines.max(1)).contains(&error.line)),
    }
}

/// The key file beside the database. What is accepted is bounded: nothing in it makes a program compute for hours.
fn key_file(bytes: &[u8]) {
    let Ok(file) = KeyFile::parse(bytes) else {
        return;
    };
    assert!(bytes.len() as u64 <= KeyFile::SIZE_MAX);
    let written = written(&file);
    let said: Value = serde_json::from_slice(&written).unwrap_or_default();
    let slots = said["slots"].as_array().map_or(&[][..], Vec::as_slice);
    assert!((1..=500).contains(&slots.len()));
    for slot in slots {
        let cost = |name: &str| slot["cost"][name].as_u64().unwrap_or_default();
        assert!((19 * 1024..=512 * 1024).contains(&cost("memory_kib")));
        assert!((2..=16).contains(&cost("passes")));
    }
    // What the program writes has more blanks than what was read may have had.
    if written.len() as u64 <= KeyFile::SIZE_MAX {
        assert_eq!(KeyFile::parse(&written), Ok(file));
    }
}

/// A backup's manifest. Nothing in it leads to another file than the three of a backup.
fn manifest(bytes: &[u8]) {
    let Ok(manifest) = Manifest::parse(bytes) else {
        return;
    };
    assert!(bytes.len() as u64 <= Manifest::SIZE_MAX);
    let written = written(&manifest);
    let said: Value = serde_json::from_slice(&written).unwrap_or_default();
    let names = [0, 1, 2].map(|place| &said["files"][place]["name"]);
    assert_eq!(names, ["ansu.db", "ansu.keys", "evidence.list"]);
    assert_eq!(said["files"].as_array().map(Vec::len), Some(3));
    if written.len() as u64 <= Manifest::SIZE_MAX {
        assert_eq!(Manifest::parse(&written).ok(), Some(manifest));
    }
}

/// As the program writes it.
fn written(value: &impl Serialize) -> Vec<u8> {
    let written = serde_json::to_vec_pretty(value);
    assert!(written.is_ok());
    written.unwrap_or_default()
}

/// What was typed from the recovery sheet. What is accepted prints as something that is accepted.
fn recovery_code(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(code) = ansu_store::RecoveryCode::parse(text) {
        assert!(ansu_store::RecoveryCode::parse(&code.printed()).is_ok());
    }
}

/// An anchor as printed on a slip. What is accepted prints as itself.
fn anchor(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(anchor) = ansu_store::Anchor::parse(text) {
        assert_eq!(ansu_store::Anchor::parse(&anchor.to_string()), Some(anchor));
    }
}

/// A library file as somebody imports it. A refusal names faults, at most fifty, each with a line of the file; what is accepted can be worked with: its
/// patterns find something within a text, or nothing.
fn library(bytes: &[u8]) {
    const SAID: &str =
        "如果您没听懂，您可能没听懂“您没懂”。同事说过您没懂，這话不妥。Calm down, calm down！😀";
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match ansu_desk::check_library(text) {
        Ok(parts) => {
            assert!(parts >= 2);
            let found = ansu_desk::check_wording(Some(text), SAID, ansu_desk::Language::Chinese);
            let length = SAID.encode_utf16().count();
            for warning in found.unwrap_or_default() {
                assert!(warning.start < warning.end && warning.end as usize <= length);
                for rewrite in std::iter::once(&warning.rewrite).chain(&warning.printed) {
                    assert!(rewrite.start <= rewrite.end && rewrite.end as usize <= length);
                }
            }
        }
        Err(error) => {
            let faults = ansu_desk::ApiError::from(error).faults;
            assert!((1..=50).contains(&faults.len()));
            let lines = text.split('\n').count();
            assert!(faults.iter().all(|fault| fault.line as usize <= lines));
        }
    }
}

/// A file that somebody brings as evidence. What is accepted has a small picture, or is a document and has none.
fn evidence(bytes: &[u8]) {
    const SMALL_MAX: usize = 64 * 1024;
    if let Ok((kind, small)) = ansu_desk::look_over_evidence(bytes) {
        let is_document = kind == ansu_desk::complaint::EvidenceKind::Pdf;
        assert_eq!(small.is_empty(), is_document);
        assert!(is_document || small.starts_with(b"\xFF\xD8") && small.len() < SMALL_MAX);
    }
}
