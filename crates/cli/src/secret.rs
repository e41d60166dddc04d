//! Where a secret comes from: a file, or the terminal without an echo. Never the command line or the environment, where others can see it.

use crate::answer::Failure;
use crate::input;
use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;
use zeroize::Zeroizing;

/// Bytes that a file with a secret may hold: a page of remarks below it, no device.
const SECRET_MAX: u64 = 64 * 1024;

/// Whether there is somebody to ask.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal()
}

/// The first line of a file, or what is typed after `prompt`.
pub(crate) fn read(file: Option<&Path>, prompt: &str) -> Result<Zeroizing<String>, Failure> {
    let Some(file) = file else {
        if !can_ask() {
            return Err(Failure::usage(format!(
                "{prompt}: there is no terminal to ask; name a file that holds it"
            )));
        }
        return rpassword::prompt_password(format!("{prompt}: "))
            .map(Zeroizing::new)
            .map_err(|error| Failure::usage(format!("{prompt}: {error}")));
    };
    let text = File::open(file)
        .and_then(|open| input::text(open, SECRET_MAX))
        .map(Zeroizing::new)
        .map_err(|error| Failure::usage(format!("{}: {error}", file.display())))?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure::usage(format!(
            "{}: the first line is empty",
            file.display()
        )));
    }
    Ok(Zeroizing::new(line.to_owned()))
}
