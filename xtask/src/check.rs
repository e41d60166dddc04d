//! `cargo xtask test`: every check. The front end comes before the Rust code, for the window embeds it.

use std::fs;
use std::path::PathBuf;

use crate::dependencies;
use crate::node;
use crate::options::Options;
use crate::place::Place;
use crate::setup;
use crate::shell::{Call, Failure, Log};
use crate::steps::{self, Step};
use crate::window::{self, FRONT_END, PACKAGES};

const STEPS: &[Step] = &[
    Step::new(
        "tools",
        "what the machine lacks is installed",
        setup::to_test,
    ),
    Step::new("format", "rustfmt finds nothing to change", format),
    PACKAGES,
    Step::new("ui-format", "prettier finds nothing to change", ui_format),
    Step::new("ui-types", "vue-tsc", |place, log| {
        node::script(place, log, "typecheck")
    }),
    Step::new(
        "ui-lint",
        "eslint, with the doors between features and accessibility",
        |place, log| node::script(place, log, "lint"),
    ),
    Step::new(
        "ui-test",
        "vitest: components, keys, input methods, accessibility",
        |place, log| node::script(place, log, "test"),
    ),
    FRONT_END,
    Step::new("lint", "clippy, every target, warnings refused", lint),
    Step::new("build", "the programs and the test programs", build),
    Step::new(
        "rust",
        "unit, property, story, golden, fault and door tests; bindings",
        rust,
    ),
    Step::new("docs", "rustdoc, warnings refused", docs),
    Step::new(
        "dependencies",
        "crates: licences, what is banned, where they come from",
        dependencies::allowed,
    ),
    Step::new(
        "advisories",
        "crates with a known weakness; skipped where the list can't be fetched",
        dependencies::advisories,
    ),
    Step::new("window", "end to end in the real window", in_the_window),
];

/// Does the steps.
pub(crate) fn run(mut place: Place, options: &Options) -> Result<(), Failure> {
    steps::run(&mut place, STEPS, options)
}

fn format(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    place
        .cargo()
        .with(["fmt", "--all", "--", "--check", "--color=never"])
        .logged(log)
}

fn ui_format(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    node::script(place, log, "format:check")?;
    let prettier = place.ui().join("node_modules/prettier/bin/prettier.cjs");
    place
        .call("node")
        .with([prettier])
        .with(["--check", "--config", "ui/.prettierrc.json"])
        .with(["tests/e2e/**/*.mjs", "tests/bench/**/*.mjs"])
        .logged(log)
}

fn lint(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    workspace(place, &["clippy", "--all-targets"])
        .with(["--", "--deny", "warnings"])
        .logged(log)
}

/// Leaves `ansu` and `ansuctl` where the tests in the window find them, with the very features of the test programs.
/// This program is left out: on Windows a running program cannot be replaced.
fn build(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    workspace(place, &["build", "--exclude", "xtask", "--bins", "--tests"]).logged(log)
}

/// The random cases of the property tests are the same in each run, so that what is red has something to do with the change at hand;
/// `cargo test` by hand and `cargo xtask faults` try others.
fn rust(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    workspace(place, &["test", "--no-fail-fast"])
        .set("PROPTEST_RNG_SEED", "20261122")
        .logged(log)
}

fn docs(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    workspace(place, &["doc", "--no-deps", "--document-private-items"])
        .set("RUSTDOCFLAGS", "--deny warnings")
        .logged(log)
}

fn in_the_window(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let pictures = place.fresh_folder("e2e")?;
    window::tests(place, &place.binary("debug", "ansu"))?
        .with(test_files(place)?)
        .set("ANSU_PICTURES", pictures)
        .set("ANSUCTL", place.binary("debug", "ansuctl"))
        .logged(log)
}

/// The files `tests/e2e/*.test.mjs`, in the order of their names.
fn test_files(place: &Place) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(place.e2e())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::new("no test files in tests/e2e"));
    }
    Ok(files)
}

/// A Cargo command on the whole workspace with the one set of features that every step shares, so that nothing is
/// compiled twice.
pub(crate) fn workspace(place: &Place, words: &[&str]) -> Call {
    place.cargo().with(words).with([
        "--workspace",
        "--locked",
        "--features",
        "ansu/custom-protocol",
    ])
}
