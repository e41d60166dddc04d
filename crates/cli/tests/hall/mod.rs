//! A hall under `ansuctl`, and how a call of it ended.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests, each of which uses some"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "tidal-mango-stapler-27";
const NOT_TAKEN_OVER: [&str; 2] = ["ANSU_STAFF", "ANSU_PASSWORD_FILE"];

/// A folder with a hall in `data`, managed by 1001.
pub(crate) struct Hall {
    home: TempDir,
    /// The code of its recovery sheet.
    pub(crate) code: String,
}

/// Exit code and words of a call.
pub(crate) struct Answer {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) words: String,
}

impl Hall {
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("password"), PASSWORD).unwrap();
        let mut hall = Self {
            home,
            code: String::new(),
        };
        let init = "--json init --hall 望桥营业厅 --code A01 --counter 1 --manager 1001";
        let founded = hall.manager(&init.split(' ').collect::<Vec<_>>());
        hall.code = founded.json()["recovery"].as_str().unwrap().to_owned();
        hall
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        fs::write(self.at(name), content).unwrap();
        self.path(name)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        text(&self.at(name))
    }

    /// A call that is only about the data folder `data`.
    pub(crate) fn call(&self, words: &[&str]) -> Answer {
        self.on("data", words)
    }

    pub(crate) fn on(&self, data: &str, words: &[&str]) -> Answer {
        let mut call = Command::new(env!("CARGO_BIN_EXE_ansuctl"));
        NOT_TAKEN_OVER.iter().for_each(|name| {
            call.env_remove(name);
        });
        Answer::of(call.arg("--data").arg(self.at(data)).args(words).output())
    }

    /// A call by somebody, with the first line of `password` in the hall's home as password.
    pub(crate) fn by(&self, number: &str, password: &str, words: &[&str]) -> Answer {
        let password = self.path(password);
        let who = ["--staff", number, "--password-file", &password];
        self.call(&[&who[..], words].concat())
    }

    /// A call by the manager.
    pub(crate) fn manager(&self, words: &[&str]) -> Answer {
        self.by("1001", "password", words)
    }

    /// Adds somebody who has made a password of their own, which is in `password-NUMBER`.
    pub(crate) fn hire(&self, number: &str, role: &str) {
        self.manager(&["staff", "add", number, "王敏", role]).done();
        let issued = self.manager(&["--json", "staff", "issue", number]).json();
        let name = format!("password-{number}");
        self.file(&name, issued["password"].as_str().unwrap());
        let own = self.file("own", &format!("{PASSWORD} {number}"));
        self.by(number, &name, &["password", "--new-file", &own])
            .done();
        fs::rename(self.at("own"), self.at(&name)).unwrap();
    }

    /// Makes a backup and gives its folder.
    pub(crate) fn backup(&self) -> PathBuf {
        let made = self.manager(&["--json", "backup"]).json();
        PathBuf::from(made["folder"].as_str().unwrap())
    }

    /// What the data folder holds, but what counts attempts and what any sign-in writes.
    pub(crate) fn keys(&self) -> Vec<u8> {
        fs::read(self.at("data/ansu.keys")).unwrap()
    }
}

impl Answer {
    pub(crate) fn of(output: std::io::Result<Output>) -> Self {
        let output = output.unwrap();
        Self {
            exit: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            words: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn done(&self) -> &Self {
        assert_eq!(self.exit, 0, "{}", self.words);
        self
    }

    /// What a call with `--json` answered.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.done().out).unwrap()
    }

    /// The code of the error of a call with `--json`.
    pub(crate) fn code(&self) -> String {
        let told: Value = serde_json::from_str(&self.words).unwrap_or_default();
        told["error"]["code"].as_str().unwrap_or("none").to_owned()
    }
}

pub(crate) fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Every folder and file below one, with what it holds.
pub(crate) fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(content(&path));
        } else {
            found.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}
