//! What comes from crates.io, judged by cargo-deny after `deny.toml`. The npm packages are judged in tests/doors.

use crate::place::Place;
use crate::setup;
use crate::shell::{Call, Failure, Log};

/// The one version, so that every machine judges alike.
const CARGO_DENY: &str = "0.20.2";

/// Licences, banned crates, sources.
pub(crate) fn allowed(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    deny(place, log)?
        .with(["check", "--deny", "warnings", "--hide-inclusion-graph"])
        .with(["bans", "licenses", "sources"])
        .logged(log)
}

/// Known weaknesses. Their list lies in a Git repository of its own; where that can't be fetched nothing is proved, and this says so.
pub(crate) fn advisories(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    if let Err(failure) = deny(place, log)?.with(["fetch", "db"]).logged(log) {
        log.line(&failure.to_string())?;
        return log.skip("NOT CHECKED, the list of advisories can't be fetched from here");
    }
    deny(place, log)?
        .with(["check", "--disable-fetch", "--hide-inclusion-graph"])
        .with(["advisories"])
        .logged(log)
}

fn deny(place: &Place, log: &mut Log) -> Result<Call, Failure> {
    let program = setup::cargo_tool(place, log, "cargo-deny", CARGO_DENY)?;
    Ok(place.call(&program.to_string_lossy()).with(["--locked"]))
}
