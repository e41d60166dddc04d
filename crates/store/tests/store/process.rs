//! Talking to a test that runs as another process: it says lines, and they are heard. Also tests/faults does.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command};

/// Tells the process that started this one; on its side of the pipe when this returns.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "SAID {line}").unwrap();
    out.flush().unwrap();
}

/// What a process says, line by line, until it ends.
pub(crate) fn said(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let pipe = child.stdout.take().unwrap();
    BufReader::new(pipe)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| Some(line.split_once("SAID ")?.1.to_owned()))
}

/// Everything that one task says, run to its end.
pub(crate) fn run(mut command: Command) -> Vec<String> {
    let mut child = command.spawn().unwrap();
    let lines = said(&mut child).collect();
    child.wait().unwrap();
    lines
}
