//! `cargo xtask faults`: a tenth of the long run of tests/faults, with `--full` the whole; the figures go into docs/reliability.md.

use std::env;
use std::path::Path;

use crate::options::Options;
use crate::place::Place;
use crate::setup;
use crate::shell::{Failure, Log};
use crate::steps::{self, Step};

const TOOLS: Step = Step::new(
    "tools",
    "what the machine lacks is installed",
    setup::to_test,
);
const REPORT: Step = Step::new("report", "docs/reliability.md", report);
const TENTH: &[Step] = &[
    TOOLS,
    Step::new("faults", "a tenth of the long run", |place, log| {
        faults(place, log, "10")
    }),
    REPORT,
];
const FULL: &[Step] = &[
    TOOLS,
    Step::new("faults", "the long run: an hour or more", |place, log| {
        faults(place, log, "100")
    }),
    REPORT,
];

/// Memory that looks like a disk. A kill and a simulated cut are the same there, and nobody waits for a real disk.
const FAST_DISK: &str = "/dev/shm";

/// Does the steps.
pub(crate) fn run(mut place: Place, options: &Options) -> Result<(), Failure> {
    let steps = if options.full { FULL } else { TENTH };
    steps::run(&mut place, steps, options)
}

/// The tests tell how far they are, so they run in the open.
fn faults(place: &mut Place, log: &mut Log, percent: &str) -> Result<(), Failure> {
    let words = ["test", "--locked", "--package", "ansu-faults"];
    place.cargo().with(words).with(["--no-run"]).logged(log)?;
    let figures = place.fresh_folder("faults")?;
    let mut call = place
        .cargo()
        .with(words)
        .with(["--", "--nocapture", "--test-threads=1"])
        .set("ANSU_FAULTS_PERCENT", percent)
        .set("ANSU_FAULT_FIGURES", figures);
    if env::var_os("TMPDIR").is_none() && Path::new(FAST_DISK).is_dir() {
        call = call.set("TMPDIR", FAST_DISK);
    }
    println!();
    call.open()
}

fn report(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    place
        .call("node")
        .with([place.root.join("tests/faults/report.mjs")])
        .set("ANSU_TARGET", &place.target)
        .logged(log)
}
