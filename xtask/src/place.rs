//! Where things lie in a checkout, and the programs' path.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Call, Failure};

/// One checkout and the search path with which its tools are called.
#[derive(Debug)]
pub(crate) struct Place {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// `PATH` for every program that is called; Node's folder is put in front where the machine has none.
    path: OsString,
}

impl Place {
    /// Finds the checkout from Cargo's environment, so that a binary shared between checkouts works on the right one.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest)
            .parent()
            .ok_or_else(|| Failure::new("xtask is to be called as `cargo xtask`"))?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self {
            root,
            target,
            path: env::var_os("PATH").unwrap_or_default(),
        })
    }

    /// The front end.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The tests in the real window.
    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The measurements in the real window.
    pub(crate) fn measurements(&self) -> PathBuf {
        self.root.join("tests/bench")
    }

    /// A program of ours as Cargo leaves it: `profile` is `debug` or `release`.
    pub(crate) fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// A folder under the target folder, for what a step leaves.
    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.target.join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// The same, emptied.
    pub(crate) fn fresh_folder(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.target.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        self.folder(name)
    }

    /// Puts a folder in front of the search path of every later call.
    pub(crate) fn prefer(&mut self, folder: PathBuf) -> Result<(), Failure> {
        let folders = std::iter::once(folder).chain(env::split_paths(&self.path));
        self.path = env::join_paths(folders)
            .map_err(|reason| Failure::new(format!("PATH cannot be extended: {reason}")))?;
        Ok(())
    }

    /// A call of a program from the workspace's folder with this place's search path.
    pub(crate) fn call(&self, program: &str) -> Call {
        Call::new(program, &self.path).folder(&self.root)
    }

    /// A call of Cargo: the one that started this program.
    pub(crate) fn cargo(&self) -> Call {
        let cargo = env::var("CARGO").unwrap_or_else(|_| String::from("cargo"));
        // What `cargo run` set for this program describes the package xtask, and would reach build scripts.
        self.call(&cargo)
            .without("CARGO_MANIFEST_DIR")
            .without("CARGO_MANIFEST_PATH")
            .without("CARGO_PKG_NAME")
    }

    /// A call of npm.
    pub(crate) fn npm(&self) -> Call {
        self.call(if cfg!(windows) { "npm.cmd" } else { "npm" })
    }

    /// Whether a program is on this place's search path.
    pub(crate) fn has(&self, program: &str) -> bool {
        env::split_paths(&self.path).any(|folder| {
            folder.join(program).is_file() || folder.join(format!("{program}.exe")).is_file()
        })
    }
}
