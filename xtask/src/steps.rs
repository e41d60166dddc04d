//! A row of named steps: each prints one line with its duration, and the first that fails stops the row.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::options::Options;
use crate::place::Place;
use crate::shell::{Failure, Log};

/// What a step does; it may change the place's search path for later steps.
pub(crate) type Work = fn(&mut Place, &mut Log) -> Result<(), Failure>;

/// One step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Its name on the command line and in the log folder.
    pub(crate) name: &'static str,
    /// What it does, for `--list`.
    pub(crate) about: &'static str,
    /// The work.
    pub(crate) work: Work,
}

impl Step {
    /// A step.
    pub(crate) const fn new(name: &'static str, about: &'static str, work: Work) -> Self {
        Self { name, about, work }
    }
}

/// Does the steps that the options leave, and ends with a line that counts them.
pub(crate) fn run(place: &mut Place, steps: &[Step], options: &Options) -> Result<(), Failure> {
    let chosen = choose(steps, options)?;
    if options.list {
        for step in chosen {
            println!("{:<14} {}", step.name, step.about);
        }
        return Ok(());
    }
    let started = Instant::now();
    let mut passed = 0;
    for (done, step) in chosen.iter().enumerate() {
        match run_one(place, step) {
            Ok(Did::Passed) => passed += 1,
            Ok(Did::Skipped) => {}
            Err(failure) => {
                let left = chosen.len() - done - 1;
                println!("\n{} failed: {failure}", step.name);
                println!("{passed} passed, 1 failed ({left} not run)");
                return Err(Failure::new(format!("the step `{}` failed", step.name)));
            }
        }
    }
    let took = seconds(started.elapsed());
    match chosen.len() - passed {
        0 => println!("\n{passed} passed, 0 failed ({took})"),
        skipped => println!("\n{passed} passed, 0 failed, {skipped} skipped ({took})"),
    }
    Ok(())
}

/// What came of a step that did not fail.
enum Did {
    Passed,
    Skipped,
}

fn run_one(place: &mut Place, step: &Step) -> Result<Did, Failure> {
    let log_path = log_path(place, step);
    let mut log = Log::create(&log_path)?;
    print!("{:<14} ", step.name);
    io::stdout().flush()?;
    let started = Instant::now();
    let outcome = (step.work)(place, &mut log);
    let took = seconds(started.elapsed());
    match (outcome, log.skipped()) {
        (Ok(()), None) => {
            println!("{took:>8}");
            Ok(Did::Passed)
        }
        (Ok(()), Some(reason)) => {
            println!("{took:>8}  SKIPPED: {reason}");
            Ok(Did::Skipped)
        }
        (Err(failure), _) => {
            println!("{took:>8}  FAILED\n");
            println!("{}", fs::read_to_string(&log_path)?.trim_end());
            Err(failure)
        }
    }
}

fn log_path(place: &Place, step: &Step) -> PathBuf {
    place
        .target
        .join("xtask")
        .join(format!("{}.log", step.name))
}

fn choose(steps: &[Step], options: &Options) -> Result<Vec<Step>, Failure> {
    for name in options.only.iter().chain(&options.skip) {
        if !steps.iter().any(|step| step.name == name) {
            return Err(Failure::new(format!(
                "there is no step `{name}`; --list names them"
            )));
        }
    }
    let wanted = |step: &&Step| {
        (options.only.is_empty() || options.only.iter().any(|name| name == step.name))
            && !options.skip.iter().any(|name| name == step.name)
    };
    Ok(steps.iter().filter(wanted).copied().collect())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 3] = [
        Step::new("one", "", |_, _| Ok(())),
        Step::new("two", "", |_, _| Ok(())),
        Step::new("three", "", |_, _| Ok(())),
    ];

    fn chosen(line: &str) -> Result<Vec<&'static str>, String> {
        let options = Options::read(line.split_whitespace().map(String::from))?;
        let steps = choose(&STEPS, &options).map_err(|failure| failure.to_string())?;
        Ok(steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn only_and_skip_choose() {
        assert_eq!(chosen("test").unwrap(), ["one", "two", "three"]);
        assert_eq!(
            chosen("test --only three --only one").unwrap(),
            ["one", "three"]
        );
        assert_eq!(chosen("test --skip two").unwrap(), ["one", "three"]);
    }

    #[test]
    fn a_step_that_does_not_exist_is_refused() {
        assert!(chosen("test --skip four").unwrap_err().contains("four"));
    }
}
