//! `ansuctl`: the administrator's command line over a data folder.

mod answer;
mod arguments;
mod backups;
mod call;
mod clock;
mod commands;
mod founding;
mod guidance;
mod input;
mod keeping;
mod output;
mod people;
mod personal;
mod secret;
mod tickets;
mod words;

use answer::Failure;
use arguments::Arguments;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Whoever asked for JSON reads no prose, also where the words were off.
        Err(error) if error.use_stderr() && std::env::args_os().any(|word| word == "--json") => {
            return Failure::usage(error.to_string().trim_end()).tell(true);
        }
        Err(error) => error.exit(),
    };
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
