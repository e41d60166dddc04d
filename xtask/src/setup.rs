//! What the machine needs besides Rust: installed on Debian and Ubuntu, named elsewhere.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use crate::node;
use crate::place::Place;
use crate::shell::{Call, Failure, Log};

/// Needed to build the window and to print.
const TO_BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    // OpenSSL, which the encryption brings along, is configured by it.
    "perl",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libayatana-appindicator3-dev",
    "libcups2-dev",
    "fonts-noto-cjk",
];

/// Needed to drive the window without a display, to look into the slips it makes, to watch what is written, and to measure.
const TO_DRIVE: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "dbus-x11",
    "poppler-utils",
    "qpdf",
    "cups-client",
    "strace",
    "time",
];

/// What the same things are called where there is no apt: a program that gives the system away, and the command.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "dnf",
        "sudo dnf install gcc gcc-c++ make perl pkgconf-pkg-config openssl-devel webkit2gtk4.1-devel librsvg2-devel \
         libxdo-devel libappindicator-gtk3-devel cups-devel google-noto-sans-cjk-fonts xorg-x11-server-Xvfb xauth \
         dbus-x11 poppler-utils qpdf nodejs npm",
    ),
    (
        "pacman",
        "sudo pacman -S --needed base-devel perl openssl webkit2gtk-4.1 librsvg xdotool libappindicator-gtk3 libcups \
         noto-fonts-cjk xorg-server-xvfb xorg-xauth dbus poppler qpdf nodejs npm",
    ),
    (
        "zypper",
        "sudo zypper install -t pattern devel_basis && sudo zypper install perl libopenssl-devel webkit2gtk3-devel \
         librsvg-devel libayatana-appindicator3-devel cups-devel noto-sans-cjk-fonts xorg-x11-server-Xvfb xauth \
         dbus-1-x11 poppler-tools qpdf nodejs npm",
    ),
];

/// Everything that building needs.
pub(crate) fn to_build(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    machine(place, log, TO_BUILD)?;
    node::ensure(place, log)
}

/// Everything that building and driving the window need, and Rust's two companions.
pub(crate) fn to_test(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    for (component, call) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if place.cargo().with([call, "--version"]).answer().is_err() {
            place
                .call("rustup")
                .with(["component", "add", component])
                .logged(log)?;
        }
    }
    to_drive(place, log)
}

/// Everything that building and driving the window need.
pub(crate) fn to_drive(place: &mut Place, log: &mut Log) -> Result<(), Failure> {
    machine(place, log, &[TO_BUILD, TO_DRIVE].concat())?;
    node::ensure(place, log)
}

/// Where a program from crates.io is, in this very version: built once and kept under the target folder.
pub(crate) fn cargo_tool(
    place: &Place,
    log: &mut Log,
    name: &str,
    version: &str,
) -> Result<PathBuf, Failure> {
    let home = place.target.join(format!("tools/{name}-{version}"));
    let program = home.join(format!("bin/{name}{EXE_SUFFIX}"));
    if !program.is_file() {
        place
            .cargo()
            .with(["install", "--locked", "--version", version, "--root"])
            .with([home.as_os_str()])
            .with([name])
            .logged(log)?;
    }
    Ok(program)
}

/// Installs system packages; a failure says what to type by hand.
pub(crate) fn install(place: &Place, log: &mut Log, packages: &[&str]) -> Result<(), Failure> {
    let names = packages.join(" ");
    if !has_apt(place) {
        return Err(Failure::new(format!("install {names} and call again")));
    }
    let by_hand = |failure| Failure::new(format!("{failure}\nas root: apt-get install {names}"));
    let apt = || Ok(as_root(place)?.with(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]));
    let update = apt().and_then(|apt| apt.with(["update"]).logged(log));
    // A mirror that cannot be reached is no reason to stop where the lists on the machine are good enough.
    if let Err(failure) = update {
        log.line(&failure.to_string())?;
    }
    apt()
        .and_then(|apt| {
            apt.with(["install", "--yes", "--no-install-recommends"])
                .with(packages)
                .logged(log)
        })
        .map_err(by_hand)
}

/// A call that will run as root whatever it is given: `env …`, behind sudo where this program is not root.
pub(crate) fn as_root(place: &Place) -> Result<Call, Failure> {
    if place.call("id").with(["-u"]).answer()? == "0" {
        Ok(place.call("env"))
    } else if place.has("sudo") {
        println!("\nsudo may ask for your password");
        Ok(place.call("sudo").with(["env"]))
    } else {
        Err(Failure::new("this needs root, and there is no sudo"))
    }
}

fn machine(place: &Place, log: &mut Log, packages: &[&str]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return log
            .line("nothing is installed on this system: see CONTRIBUTING.md for what it needs");
    }
    if !has_apt(place) {
        return without_apt(place, log);
    }
    let missing = missing(place, packages);
    if missing.is_empty() {
        return log.line("nothing is missing");
    }
    log.line(&format!("missing: {}", missing.join(" ")))?;
    install(place, log, &missing)
}

/// The packages of the list that dpkg does not hold as installed.
fn missing<'a>(place: &Place, packages: &[&'a str]) -> Vec<&'a str> {
    let installed = |package: &&&str| {
        place
            .call("dpkg-query")
            .with(["--show", "--showformat=${db:Status-Status}", package])
            .answer()
            .is_ok_and(|status| status.starts_with("installed"))
    };
    packages.iter().filter(|p| !installed(p)).copied().collect()
}

fn has_apt(place: &Place) -> bool {
    place.has("apt-get") && place.has("dpkg-query")
}

/// Other systems: nothing is installed; a missing web view is told with the command that brings it.
fn without_apt(place: &Place, log: &mut Log) -> Result<(), Failure> {
    let web_view = place
        .call("pkg-config")
        .with(["--exists", "webkit2gtk-4.1"])
        .answer();
    if web_view.is_ok() {
        return log.line("WebKitGTK 4.1 is here; nothing is installed on this system");
    }
    let known = ELSEWHERE.iter().find(|(program, _)| place.has(program));
    Err(Failure::new(match known {
        Some((_, command)) => format!("WebKitGTK 4.1 is missing; install with:\n{command}"),
        None => String::from(
            "WebKitGTK 4.1 is missing; install its development files, CUPS's, librsvg's, libxdo's and Node",
        ),
    }))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_does_not_exist_is_missing() {
        let place = Place::find().unwrap();
        if has_apt(&place) {
            assert_eq!(
                missing(&place, &["dpkg", "no-such-package-of-ansu"]),
                ["no-such-package-of-ansu"]
            );
        }
    }
}
