//! Files that leave the program.

use crate::answer::Failure;
use ansu_desk::ApiError;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Beside its place first, then renamed: a full disk never leaves half a slip. Nobody else on this computer can read it: what it says is in
/// the clear.
pub(crate) fn write(output: &Path, content: &[u8]) -> Result<(), ApiError> {
    let part = output.with_extension("pdf.part");
    private(&part)
        .and_then(|mut file| file.write_all(content))
        .and_then(|()| std::fs::rename(&part, output))
        .map_err(|error| {
            // What is left of it helps nobody; the error that counts is the first one.
            let _ = std::fs::remove_file(&part);
            *Failure::file(output, &error).error
        })
}

/// A new file of one's own, in the place of what was there.
fn private(path: &Path) -> std::io::Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

/// Whether a file can be written here, before something is done that only the file tells of.
pub(crate) fn prove_writable(output: &Path) -> Result<(), ApiError> {
    let part = output.with_extension("pdf.part");
    let refused = |error: std::io::Error| *Failure::file(output, &error).error;
    if output.is_dir() {
        return Err(refused(ErrorKind::IsADirectory.into()));
    }
    private(&part)
        .and_then(|_| std::fs::remove_file(&part))
        .map_err(refused)
}
