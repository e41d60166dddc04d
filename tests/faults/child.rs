//! Work done in another process, so that it can be killed, locked out, or run on a disk of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use fastrand::Rng;

pub(crate) use crate::process::{run, said, say};
use crate::{
    cutting_files, full, killing, killing_copies, killing_keys, second, second_place, upgrading,
};

const TASK: &str = "ANSU_FAULT_TASK";
const FOLDER: &str = "ANSU_FAULT_FOLDER";

/// Entered only in the other process; a plain `--ignored` run has no task and is told so.
#[test]
#[ignore = "runs inside the processes that other tests start"]
fn task() {
    let task = std::env::var(TASK).unwrap_or_default();
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap_or_default());
    match task.as_str() {
        "work" => killing::work_for_ever(&folder),
        "keys" => killing_keys::change_keys(&folder, usize::MAX),
        "backups" => killing_copies::back_up(&folder, usize::MAX),
        "restore" => killing_copies::put_back(&folder, usize::MAX),
        "keys twice" => killing_keys::change_keys(&folder, 2),
        "backups, four" => killing_copies::back_up(&folder, 4),
        "restore twice" => killing_copies::put_back(&folder, 2),
        "found" => cutting_files::found_a_hall(&folder),
        "small" => cutting_files::write_small_files(&folder),
        "second place" => second_place::use_the_place(&folder),
        "upgrade" => upgrading::bring_up_to_date(&folder),
        "race" => second::try_to_hold(&folder),
        "fill" => full::fill(&folder),
        "read" => full::only_read(&folder),
        other => say(&format!("no such task: {other:?}")),
    }
}

/// The arguments that make this test program do one task.
pub(crate) fn command(task: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
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

/// Kills a process at a random moment and gives what it had said: after as many words as chance will have, none to `words`, and
/// a while that may be as long as `wait`. With no word it is killed while it starts.
pub(crate) fn killed(
    mut command: Command,
    chance: &mut Rng,
    words: usize,
    wait: Duration,
) -> Vec<String> {
    let mut process = command.spawn().unwrap();
    let mut said = said(&mut process);
    let heard: Vec<String> = said.by_ref().take(chance.usize(..=words)).collect();
    thread::sleep(wait.mul_f64(chance.f64()));
    process.kill().unwrap();
    process.wait().unwrap();
    heard.into_iter().chain(said).collect()
}
