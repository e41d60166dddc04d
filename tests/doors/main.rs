//! The doors of the house (docs/ARCHITECTURE.md): which room may enter which, and what stays in one room.
//!
//! Every check is a function over plain data. Each is run on this repository, where it must find nothing, and on a sample
//! that breaks the rule, where it must find exactly that.

#![allow(
    clippy::expect_used,
    reason = "a check that cannot read the sources must stop"
)]

mod manifests;
mod packages;
mod sources;
mod words;

use std::path::{Path, PathBuf};

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Fails with one finding a line.
#[track_caller]
fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
