//! `cargo xtask bench`: the crates' figures by criterion, the window's by driving it; both into docs/benchmarks.md.

use std::fs;

use crate::options::Options;
use crate::place::Place;
use crate::setup;
use crate::shell::{Failure, Log};
use crate::steps::{self, Step};
use crate::window::{self, FRONT_END, PACKAGES, RELEASE};

const STEPS: &[Step] = &[
    Step::new(
        "tools",
        "what the machine lacks is installed",
        setup::to_drive,
    ),
    PACKAGES,
    FRONT_END,
    RELEASE,
    Step::new("crates", "criterion: slip, commit, rules", crates),
    Step::new("slip", "a slip from a fresh process", slip),
    Step::new(
        "window",
        "start, memory, key to caret in the real window",
        window,
    ),
    Step::new("report", "docs/benchmarks.md", report),
];

/// Does the steps.
pub(crate) fn run(mut place: Place, options: &Options) -> Result<(), Failure> {
    steps::run(&mut place, STEPS, options)
}

/// Runs every bench file under crates/; a crate's unit tests are left out, for they know nothing of criterion.
fn crates(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    // A benchmark that was renamed must not stay in the report.
    place.fresh_folder("criterion")?;
    for entry in fs::read_dir(place.root.join("crates"))? {
        let folder = entry?.path();
        let Ok(benches) = fs::read_dir(folder.join("benches")) else {
            continue;
        };
        let mut call = place.cargo().folder(&folder).with(["bench", "--locked"]);
        for bench in benches {
            let path = bench?.path();
            if let Some(name) = path.file_stem().filter(|_| path.is_file()) {
                call = call.with(["--bench".as_ref(), name]);
            }
        }
        call.logged(log)?;
    }
    Ok(())
}

fn slip(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    place
        .call("node")
        .with([place.measurements().join("slip.mjs")])
        .set("ANSUCTL", place.binary("release", "ansuctl"))
        .set("ANSU_FIGURES", place.folder("bench")?.join("slip.json"))
        .logged(log)
}

fn window(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let figures = place.folder("bench")?.join("window.json");
    window::driven(place, &place.binary("release", "ansu"))?
        .with([place.measurements().join("window.mjs")])
        .set("ANSU_FIGURES", figures)
        .logged(log)
}

fn report(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    place
        .call("node")
        .with([place.measurements().join("report.mjs")])
        .set("ANSU_TARGET", &place.target)
        .logged(log)
}
