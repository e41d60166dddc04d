//! `cargo xtask run | test | bench | faults | package`: set-up, start, checks, figures, faults and the package, one command each.
//!
//! Uses the standard library only, so that the first thing a newcomer builds takes a second.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's output is what it prints"
)]

mod bench;
mod check;
mod dependencies;
mod faults;
mod node;
mod options;
mod package;
mod place;
mod run;
mod setup;
mod shell;
mod steps;
mod window;

use std::process::ExitCode;

use options::{Command, Options};
use place::Place;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", options::USAGE);
            return ExitCode::from(2);
        }
    };
    let outcome = Place::find().and_then(|place| match options.command {
        Command::Run => run::run(place, &options),
        Command::Test => check::run(place, &options),
        Command::Bench => bench::run(place, &options),
        Command::Faults => faults::run(place, &options),
        Command::Package => package::run(place, &options),
        Command::Usage => {
            println!("{}", options::USAGE);
            Ok(())
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
