//! Dependencies between the rooms, read from Cargo itself, so that renamed, optional and test dependencies count too.

use std::process::Command;

use serde::Deserialize;

use crate::{none, root};

/// The whole of `cargo metadata` that matters here.
#[derive(Deserialize)]
struct Workspace {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    features: Vec<String>,
}

/// Each room with the rooms that it may enter. A new crate needs a row of its own.
const ROOMS: &[(&str, &[&str])] = &[
    ("ansu-complaint", &[]),
    ("ansu-coach", &["ansu-complaint"]),
    ("ansu-store", &["ansu-complaint"]),
    ("ansu-forms", &["ansu-complaint"]),
    (
        "ansu-desk",
        &["ansu-complaint", "ansu-coach", "ansu-store", "ansu-forms"],
    ),
    ("ansu-cli", &["ansu-desk"]),
    ("ansu", &["ansu-desk"]),
    ("ansu-hostile", &["ansu-desk", "ansu-store"]),
    ("ansu-tests", &["ansu-desk"]),
    (
        "ansu-faults",
        &["ansu-complaint", "ansu-store", "ansu-desk"],
    ),
    ("xtask", &[]),
];

/// Libraries that few rooms may know. The faults put a layer under SQLite and say no word of SQL: `words.rs` sees to that.
const OWNED: &[(&str, &[&str])] = &[
    ("printpdf", &["ansu-forms"]),
    ("rusqlite", &["ansu-store", "ansu-faults"]),
    ("libsqlite3-sys", &["ansu-store"]),
];

fn workspace() -> Workspace {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo can be called");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// Rooms entered without a row that allows it.
fn crossed_doors(packages: &[Package]) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == package.name) else {
            findings.push(format!("{} has no row among the rooms", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let sibling = ROOMS.iter().any(|(room, _)| *room == name);
            if sibling && !allowed.contains(&name) {
                findings.push(format!("{} may not depend on {name}", package.name));
            }
        }
    }
    findings
}

/// Libraries known outside their room; Tauri and its plug-ins belong to the shell alone.
fn known_elsewhere(packages: &[Package]) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages {
        for Dependency { name, .. } in &package.dependencies {
            let owner = OWNED.iter().find(|(library, _)| library == name);
            if owner.is_some_and(|(_, rooms)| !rooms.contains(&package.name.as_str())) {
                findings.push(format!("{} may not know {name}", package.name));
            }
            let shell = package.manifest_path.contains("src-tauri");
            if name.starts_with("tauri") && !shell {
                findings.push(format!("{} may not know {name}", package.name));
            }
        }
    }
    findings
}

/// Rooms that play a later version of the program: only the faults may, and never a program that is shipped.
fn playing_later(packages: &[Package]) -> Vec<String> {
    let asks = |package: &Package| {
        let mut asked = package.dependencies.iter().flat_map(|one| &one.features);
        asked.any(|feature| feature == "later" || feature.ends_with("/later"))
    };
    let others = packages.iter().filter(|one| one.name != "ansu-faults");
    others
        .filter(|one| asks(one))
        .map(|one| format!("{} may not play a later version", one.name))
        .collect()
}

fn sample(name: &str, folder: &str, dependencies: &[&str]) -> Vec<Package> {
    let dependencies = dependencies.iter().map(|name| Dependency {
        name: (*name).to_owned(),
        features: Vec::new(),
    });
    vec![Package {
        name: name.to_owned(),
        manifest_path: format!("/house/{folder}/Cargo.toml"),
        dependencies: dependencies.collect(),
    }]
}

#[test]
fn every_room_enters_only_the_rooms_it_may() {
    let packages = workspace().packages;
    assert_eq!(packages.len(), ROOMS.len(), "rooms and crates differ");
    none(&crossed_doors(&packages));
}

#[test]
fn a_crossed_door_is_found() {
    let rules = sample(
        "ansu-complaint",
        "crates/complaint",
        &["serde", "ansu-store"],
    );
    assert_eq!(
        crossed_doors(&rules),
        ["ansu-complaint may not depend on ansu-store"]
    );
    let shell = sample("ansu", "src-tauri", &["ansu-desk", "ansu-store"]);
    assert_eq!(crossed_doors(&shell), ["ansu may not depend on ansu-store"]);
    let new = sample("ansu-hub", "crates/hub", &[]);
    assert_eq!(crossed_doors(&new), ["ansu-hub has no row among the rooms"]);
}

#[test]
fn tauri_sqlite_and_printpdf_stay_in_their_rooms() {
    none(&known_elsewhere(&workspace().packages));
}

#[test]
fn a_library_outside_its_room_is_found() {
    let desk = sample(
        "ansu-desk",
        "crates/desk",
        &["tauri-specta", "rusqlite", "serde"],
    );
    assert_eq!(
        known_elsewhere(&desk),
        [
            "ansu-desk may not know tauri-specta",
            "ansu-desk may not know rusqlite"
        ]
    );
    let forms = sample("ansu-forms", "crates/forms", &["printpdf"]);
    none(&known_elsewhere(&forms));
}

#[test]
fn a_later_version_is_played_by_the_faults_alone() {
    none(&playing_later(&workspace().packages));
    let asking = |room| {
        let mut packages = sample(room, "crates/any", &["ansu-store"]);
        packages[0].dependencies[0]
            .features
            .push("later".to_owned());
        playing_later(&packages)
    };
    assert_eq!(
        asking("ansu-desk"),
        ["ansu-desk may not play a later version"]
    );
    assert!(asking("ansu-faults").is_empty());
}
