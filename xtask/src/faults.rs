//! `cargo xtask faults`: a tenth of the long run of tests/faults, with `--full` the whole, with `--fuzz` the parsers of tests/hostile; the
//! figures go into docs/reliability.md.

use std::env;
use std::fs;
use std::path::Path;

use crate::check;
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
const PROPERTIES: Step = Step::new(
    "properties",
    "the property tests with a hundred times their random cases, others each time",
    properties,
);
const TENTH: &[Step] = &[
    TOOLS,
    PROPERTIES,
    Step::new("faults", "a tenth of the long run", |place, log| {
        faults(place, log, "10")
    }),
    REPORT,
];
const FULL: &[Step] = &[
    TOOLS,
    PROPERTIES,
    Step::new("faults", "the long run: an hour or more", |place, log| {
        faults(place, log, "100")
    }),
    REPORT,
];

const FUZZ: &[Step] = &[
    TOOLS,
    Step::new(
        "fuzz",
        "every parser of outside data, five minutes each",
        fuzz,
    ),
    Step::new("report", "docs/reliability.md", |place, log| {
        told(place, log, "fuzz")
    }),
];

/// The one version, so that every machine builds the same.
const CARGO_FUZZ: &str = "0.13.2";
const SECONDS: &str = "300";

/// Memory that looks like a disk. A kill and a simulated cut are the same there, and nobody waits for a real disk.
const FAST_DISK: &str = "/dev/shm";

/// Does the steps.
pub(crate) fn run(mut place: Place, options: &Options) -> Result<(), Failure> {
    let steps = match (options.fuzz, options.full) {
        (true, _) => FUZZ,
        (false, true) => FULL,
        (false, false) => TENTH,
    };
    steps::run(&mut place, steps, options)
}

/// A case that fails stands in the log with its smallest form.
fn properties(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    check::workspace(
        place,
        &["test", "--lib", "--test", "courses", "--test", "store"],
    )
    .set("PROPTEST_CASES", "25600")
    .logged(log)
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

/// Each target for a while, from its seeds on; what it finds besides is kept under the target folder and makes the next run better.
fn fuzz(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let program = setup::cargo_tool(place, log, "cargo-fuzz", CARGO_FUZZ)?;
    let home = place.root.join("tests/hostile");
    let figures = place.fresh_folder("fuzz-figures")?;
    println!();
    for entry in fs::read_dir(home.join("corpus"))? {
        let seeds = entry?.path();
        let name = seeds.file_name().unwrap_or_default();
        let found = place.folder("fuzz")?.join(name);
        fs::create_dir_all(&found)?;
        println!("{}", name.display());
        let mut told = Log::create(&figures.join(name).with_extension("log"))?;
        place
            .call(&program.to_string_lossy())
            .folder(&home)
            // The sanitizers are the nightly compiler's; it is asked for nothing else.
            .set("RUSTUP_TOOLCHAIN", "nightly")
            .without("CARGO")
            .without("RUSTC")
            .with(["run".as_ref(), name, found.as_os_str(), seeds.as_os_str()])
            .with([
                "--",
                "-print_final_stats=1",
                "-timeout=20",
                "-rss_limit_mb=2048",
            ])
            .with([format!("-max_total_time={SECONDS}")])
            .logged(&mut told)?;
    }
    Ok(())
}

fn report(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    told(place, log, "faults")
}

fn told(place: &Place, log: &mut Log, what: &str) -> Result<(), Failure> {
    place
        .call("node")
        .with([place.root.join("tests/faults/report.mjs")])
        .with([what])
        .set("ANSU_TARGET", &place.target)
        .logged(log)
}
