//! Files from unknown hands that say to be larger than any memory, never end, or lead elsewhere: refused in words, within bounded memory.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const GIGABYTE: u64 = 1 << 30;
/// All that a call may have of addresses, in KiB: its own program, 64 MiB for a password, and the largest story that it reads.
const ROOM: &str = "600000";
/// Longer than any honest answer takes here, and shorter than reading ten gigabytes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A hall with a backup.
struct Hall {
    home: TempDir,
}

/// The exit code and the words of a call.
struct Answer {
    code: Option<i32>,
    out: String,
    words: String,
}

impl Hall {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("password"), "tidal mango 7 stapler\n").unwrap();
        let hall = Self { home };
        let init = "init --hall 一号厅 --code A01 --counter 1 --manager 1001";
        assert_eq!(
            hall.call(&init.split(' ').collect::<Vec<_>>()).code,
            Some(0)
        );
        assert_eq!(hall.call(&["backup"]).code, Some(0));
        hall
    }

    fn at(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn shelf(&self) -> PathBuf {
        self.at("data/backups")
    }

    /// A copy of it on the same shelf.
    fn another(&self, name: &str) -> PathBuf {
        let copy = self.shelf().join(name);
        fs::create_dir(&copy).unwrap();
        for entry in fs::read_dir(self.backup()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
        }
        copy
    }

    /// The one backup that was made.
    fn backup(&self) -> PathBuf {
        let all = fs::read_dir(self.shelf()).unwrap();
        let found = all.map(|entry| entry.unwrap().path());
        found
            .filter(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with("A01-1-")
            })
            .min()
            .unwrap()
    }

    /// `ansuctl` in bounded memory, which must come back in time.
    fn call(&self, words: &[&str]) -> Answer {
        self.call_with(&self.at("password"), words)
    }

    fn call_with(&self, password: &Path, words: &[&str]) -> Answer {
        let begun = Instant::now();
        let output = Command::new("sh")
            .args(["-c", &format!("ulimit -v {ROOM}; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_ansuctl"))
            .args(["--staff", "1001", "--data"])
            .arg(self.at("data"))
            .arg("--password-file")
            .arg(password)
            .args(words)
            .output()
            .unwrap();
        assert!(
            begun.elapsed() < PATIENCE,
            "{words:?} took {:?}",
            begun.elapsed()
        );
        Answer {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            words: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A file of this size with nothing in it; it takes no room on the disk.
fn sparse(path: &Path, size: u64) {
    let _ = fs::remove_file(path);
    File::create(path).unwrap().set_len(size).unwrap();
}

fn path_of(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_story_without_end_or_without_bottom_is_refused() {
    let hall = Hall::new();
    let story = hall.at("story.jsonl");
    sparse(&story, GIGABYTE);
    for endless in [path_of(&story), "/dev/zero", "/dev/urandom"] {
        let answer = hall.call(&["perform", endless]);
        assert_eq!(answer.code, Some(2), "{endless}: {}", answer.words);
        assert!(
            answer.words.contains("more than 67108864 bytes"),
            "{}",
            answer.words
        );
    }
    let long = format!(
        "{{\"do\": \"add_note\", \"text\": \"{}\"}}",
        "断".repeat(20_000_000)
    );
    fs::write(&story, long).unwrap();
    let answer = hall.call(&["perform", path_of(&story)]);
    assert_eq!(answer.code, Some(1), "{}", answer.words);
    for (open, close) in [("[", "]"), ("{\"do\":", "}")] {
        let deep = format!(
            "# 深\n{{\"do\": \"register\", \"form\": {}{}}}",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        fs::write(&story, deep).unwrap();
        let answer = hall.call(&["perform", path_of(&story)]);
        assert_eq!(answer.code, Some(2), "{}", answer.words);
        assert!(answer.words.contains("line 2: "), "{}", answer.words);
    }
}

#[test]
fn a_secret_without_end_is_refused() {
    let hall = Hall::new();
    let huge = hall.at("huge");
    sparse(&huge, GIGABYTE);
    for endless in [huge.as_path(), Path::new("/dev/zero")] {
        let answer = hall.call_with(endless, &["staff"]);
        assert_eq!(answer.code, Some(2), "{}", answer.words);
        assert!(
            answer.words.contains("more than 65536 bytes"),
            "{}",
            answer.words
        );
    }
    let answer = hall.call_with(hall.home.path(), &["staff"]);
    assert_eq!(answer.code, Some(2), "{}", answer.words);
}

#[test]
fn a_key_file_of_a_gigabyte_or_that_is_none_is_damaged() {
    let hall = Hall::new();
    let keys = hall.at("data/ansu.keys");
    let kept = fs::read(&keys).unwrap();
    let plant: [&dyn Fn(); 4] = [
        &|| sparse(&keys, GIGABYTE),
        &|| fs::create_dir(&keys).unwrap(),
        &|| symlink("/dev/zero", &keys).unwrap(),
        &|| {
            assert!(
                Command::new("mkfifo")
                    .arg(&keys)
                    .status()
                    .unwrap()
                    .success()
            )
        },
    ];
    for plant in plant {
        let _ = fs::remove_file(&keys);
        plant();
        let answer = hall.call(&["staff"]);
        assert_eq!(answer.code, Some(3), "{}", answer.words);
        assert!(answer.words.contains("ansu.keys"), "{}", answer.words);
        let _ = fs::remove_dir(&keys);
    }
    fs::remove_file(&keys).unwrap();
    fs::write(&keys, kept).unwrap();
    assert_eq!(hall.call(&["staff"]).code, Some(0));
}

#[test]
fn a_backup_that_is_larger_than_it_says_or_leads_elsewhere_is_none() {
    let hall = Hall::new();
    let outside = hall.at("outside");
    fs::create_dir(&outside).unwrap();
    // What a backup is; those of evidence lie beside it.
    const FILES: [&str; 4] = ["ansu.db", "ansu.keys", "evidence.list", "manifest.json"];
    for entry in fs::read_dir(hall.backup()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), outside.join(entry.file_name())).unwrap();
    }
    // A sound one under a name that means something elsewhere is a backup like any other.
    for name in [
        "CON",
        "NUL",
        "\\\\server\\share",
        "C:\\Windows",
        "-rf",
        "$(touch ran)",
        "断\n网",
    ] {
        hall.another(name);
    }
    let good = hall
        .call(&["backup", "list"])
        .out
        .matches(" tickets\t")
        .count();
    assert_eq!(good, 8);

    symlink(&outside, hall.shelf().join("linked")).unwrap();
    symlink("..", hall.shelf().join("up")).unwrap();
    sparse(
        &hall.another("huge-manifest").join("manifest.json"),
        GIGABYTE,
    );
    let pipe = hall.another("pipe").join("manifest.json");
    fs::remove_file(&pipe).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    for name in FILES {
        let linked = hall
            .another(&format!("linked-{}", name.replace('.', "-")))
            .join(name);
        fs::remove_file(&linked).unwrap();
        symlink(outside.join(name), &linked).unwrap();
        let answer = hall.call(&["backup", "verify", path_of(linked.parent().unwrap())]);
        assert_eq!(answer.code, Some(1), "{name}: {}", answer.words);
    }
    let deep = hall.another("deep");
    fs::write(deep.join("manifest.json"), "[".repeat(60_000)).unwrap();
    assert_eq!(
        hall.call(&["backup", "list"])
            .out
            .matches(" tickets\t")
            .count(),
        good
    );

    let list = hall.another("huge-list");
    sparse(&list.join("evidence.list"), 10 * GIGABYTE);
    let answer = hall.call(&["backup", "verify", path_of(&list)]);
    assert_eq!(answer.code, Some(3), "{}", answer.words);
    assert!(answer.words.contains("evidence.list"), "{}", answer.words);

    let large = hall.another("large");
    sparse(&large.join("ansu.db"), 10 * GIGABYTE);
    let answer = hall.call(&["backup", "verify", path_of(&large)]);
    assert_eq!(answer.code, Some(3), "{}", answer.words);
    assert!(answer.words.contains("ansu.db"), "{}", answer.words);
    for words in [
        vec!["restore", path_of(&large), "--yes"],
        vec!["backup", "thin"],
    ] {
        hall.call(&words);
    }
    // Neither a restore nor thinning out touched what lies outside.
    let mut left: Vec<_> = fs::read_dir(&outside)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, FILES);
    let answer = hall.call(&["backup", "verify", path_of(&outside)]);
    assert_eq!(answer.code, Some(0), "{}", answer.words);
    assert_eq!(hall.call(&["check"]).code, Some(0));
}
