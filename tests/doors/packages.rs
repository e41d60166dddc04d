//! The npm packages of both lock files: what they may be distributed under, and that they are what the lock says.
//! The crates are judged by `deny.toml`.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::{none, root};

/// The whole of a lock file that matters here.
#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    license: Option<String>,
    #[serde(default)]
    dev: bool,
    integrity: Option<String>,
    resolved: Option<String>,
}

/// What goes into the program asks for a notice at most.
const IN_THE_PROGRAM: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
];

/// What builds and tests it is used unchanged and goes to nobody.
const ON_THE_WORKBENCH: &[&str] = &["BlueOak-1.0.0", "CC-BY-4.0", "CC0-1.0", "MPL-2.0", "Zlib"];

/// Packages whose lock names no licence, with the one that their own text gives.
const BY_THEIR_TEXT: &[(&str, &str)] = &[("node_modules/css-value", "MIT")];

/// Whether an expression of SPDX is met: one of its alternatives, and of that every part. No package needs brackets inside of brackets.
fn is_met(expression: &str, allowed: &[&[&str]]) -> bool {
    let known = |name: &str| allowed.iter().any(|list| list.contains(&name));
    let bare = expression.trim_matches(['(', ')']);
    !bare.contains(['(', ')'])
        && bare
            .split(" OR ")
            .any(|way| way.split(" AND ").all(|name| known(name.trim())))
}

/// Packages under a licence that has no place here, or that the lock does not pin by their content.
fn out_of_place(lock: &Lock, shipped: bool) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, package) in lock.packages.iter().filter(|(path, _)| !path.is_empty()) {
        let by_text = BY_THEIR_TEXT.iter().find(|(known, _)| known == path);
        let license = package
            .license
            .as_deref()
            .or(by_text.map(|(_, license)| *license))
            .unwrap_or("no licence");
        let allowed: &[&[&str]] = if shipped && !package.dev {
            &[IN_THE_PROGRAM]
        } else {
            &[IN_THE_PROGRAM, ON_THE_WORKBENCH]
        };
        if !is_met(license, allowed) {
            findings.push(format!("{path}: {license}"));
        }
        if !package
            .integrity
            .as_deref()
            .is_some_and(|hash| hash.starts_with("sha512-"))
        {
            findings.push(format!("{path}: its content is not pinned"));
        }
        if let Some(place) = &package.resolved {
            findings.push(format!("{path}: comes from {place}"));
        }
    }
    findings
}

fn lock(folder: &str) -> Lock {
    let path = root().join(folder).join("package-lock.json");
    let text = fs::read_to_string(path).expect("the lock file");
    serde_json::from_str(&text).expect("a lock file")
}

#[test]
fn every_npm_package_is_pinned_and_under_a_licence_that_has_a_place_here() {
    for (folder, shipped, least) in [("ui", true, 300), ("tests/e2e", false, 150)] {
        let lock = lock(folder);
        assert!(lock.packages.len() > least, "{folder}");
        none(&out_of_place(&lock, shipped));
    }
    let shipped = lock("ui").packages;
    assert!(
        shipped
            .values()
            .any(|package| !package.dev && package.license.as_deref() == Some("MIT"))
    );
}

#[test]
fn a_licence_out_of_place_and_content_that_is_not_pinned_are_found() {
    let sample = r#"{"packages": {
        "": {"license": "GPL-3.0"},
        "a": {"license": "MPL-2.0", "integrity": "sha512-x"},
        "b": {"license": "MPL-2.0", "integrity": "sha512-x", "dev": true},
        "c": {"license": "(MIT OR GPL-3.0-or-later)", "integrity": "sha512-x"},
        "d": {"license": "MIT AND GPL-3.0", "integrity": "sha512-x", "dev": true},
        "e": {"integrity": "sha1-x"},
        "f": {"license": "MIT", "integrity": "sha512-x", "resolved": "https://elsewhere.example/f.tgz"}}}"#;
    let lock: Lock = serde_json::from_str(sample).expect("a lock file");
    assert_eq!(
        out_of_place(&lock, true),
        [
            "a: MPL-2.0",
            "d: MIT AND GPL-3.0",
            "e: no licence",
            "e: its content is not pinned",
            "f: comes from https://elsewhere.example/f.tgz"
        ]
    );
}
