//! Work done in another process, so that it can be killed or run as somebody else.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) use crate::process::{run, said, say};
use crate::{committing, drafts, opening};

const TASK: &str = "ANSU_STORE_TEST_TASK";
const FOLDER: &str = "ANSU_STORE_TEST_FOLDER";

/// Entered only in the other process; a plain `--ignored` run has no task and is told so.
#[test]
#[ignore = "runs inside the processes that other tests start"]
fn task() {
    let task = std::env::var(TASK).unwrap_or_default();
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap_or_default());
    match task.as_str() {
        "type" => drafts::type_for_ever(&folder),
        "commit" => committing::commit_for_ever(&folder),
        "open" => opening::tell_how_it_opens(&folder),
        "fill" => drafts::fill_the_disk(&folder),
        other => say(&format!("no such task: {other:?}")),
    }
}

/// The arguments that make this test program do one task.
pub(crate) fn command(program: &Path, task: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args([
            "--exact",
            "child::task",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(TASK, task)
        .env(FOLDER, folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped());
    command
}

/// This test program.
pub(crate) fn program() -> PathBuf {
    std::env::current_exe().unwrap()
}
