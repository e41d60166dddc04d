//! `ansuctl`: the administrator's command line over a data folder.

mod answer;
mod arguments;
mod clock;
mod commands;
mod guidance;
mod input;
mod keeping;
mod secret;
mod words;

use arguments::Arguments;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let json = arguments.json;
    match commands::run(arguments) {
        Ok(code) => code,
        Err(failure) => failure.tell(json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
        assert_eq!(answer::Failure::usage("x").exit, answer::Exit::Usage);
    }
}
