//! `cargo xtask package`: the `.deb`, and the proof that it installs, starts and leaves nothing behind.

use std::fs;
use std::path::PathBuf;

use crate::options::Options;
use crate::place::Place;
use crate::setup;
use crate::shell::{Failure, Log};
use crate::steps::{self, Step};
use crate::window::{self, FRONT_END, PACKAGES};

const STEPS: &[Step] = &[
    Step::new(
        "tools",
        "what the machine lacks is installed",
        setup::to_drive,
    ),
    PACKAGES,
    FRONT_END,
    Step::new("bundle", "the optimised window as a .deb", bundle),
    Step::new("install", "dpkg takes it (needs root)", install),
    Step::new("start", "the installed window opens", start),
    Step::new("remove", "nothing of it stays (needs root)", remove),
];

/// Does the steps and says where the package lies.
pub(crate) fn run(mut place: Place, options: &Options) -> Result<(), Failure> {
    steps::run(&mut place, STEPS, options)?;
    if !options.list {
        println!("{}", deb(&place)?.display());
    }
    Ok(())
}

fn bundle(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let folder = folder(place);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let bundler = place.ui().join("node_modules/@tauri-apps/cli/tauri.js");
    place
        .call("node")
        .with([bundler])
        .with(["build", "--bundles", "deb", "--ci"])
        .logged(log)?;
    let package = deb(place)?;
    let size = fs::metadata(&package)?.len() / 1024;
    log.line(&format!("{}: {size} KiB", package.display()))
}

fn install(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let name = name(place)?;
    if installed_files(place, &name).is_ok() {
        return Err(Failure::new(format!(
            "{name} is installed on this machine already; remove it first, so that the proof is of this package"
        )));
    }
    setup::as_root(place)?
        .with(["dpkg", "--install"])
        .with([deb(place)?])
        .logged(log)
}

/// Opens the installed window as the tests do. A package that does not open is taken off again at once.
fn start(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let opened = open(place, log);
    if opened.is_err() {
        purge(place, log)?;
    }
    opened
}

fn open(place: &Place, log: &mut Log) -> Result<(), Failure> {
    let files = installed_files(place, &name(place)?)?;
    let program = files
        .iter()
        .find(|file| file.starts_with("/usr/bin") && file.is_file())
        .ok_or_else(|| Failure::new("the package puts no program into /usr/bin"))?;
    window::tests(place, program)?
        .with([place.e2e().join("opens.test.mjs")])
        .logged(log)
}

fn purge(place: &Place, log: &mut Log) -> Result<(), Failure> {
    setup::as_root(place)?
        .with(["dpkg", "--purge", &name(place)?])
        .logged(log)
}

fn remove(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let name = name(place)?;
    let files = installed_files(place, &name)?;
    purge(place, log)?;
    let left: Vec<_> = files.iter().filter(|file| file.is_file()).collect();
    if left.is_empty() {
        log.line(&format!("all {} entries are gone", files.len()))
    } else {
        Err(Failure::new(format!("left behind: {left:?}")))
    }
}

fn folder(place: &Place) -> PathBuf {
    place.target.join("release/bundle/deb")
}

/// The one package in the bundle folder.
fn deb(place: &Place) -> Result<PathBuf, Failure> {
    for entry in fs::read_dir(folder(place))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "deb") {
            return Ok(path);
        }
    }
    Err(Failure::new("the bundler left no .deb"))
}

/// The package's own name, as dpkg will know it.
fn name(place: &Place) -> Result<String, Failure> {
    place
        .call("dpkg-deb")
        .with(["--field".as_ref(), deb(place)?.as_os_str()])
        .with(["Package"])
        .answer()
}

/// Everything that an installed package put on the machine; an error when it is not installed.
fn installed_files(place: &Place, name: &str) -> Result<Vec<PathBuf>, Failure> {
    let list = place
        .call("dpkg-query")
        .with(["--listfiles", name])
        .answer()?;
    Ok(list.lines().map(PathBuf::from).collect())
}
