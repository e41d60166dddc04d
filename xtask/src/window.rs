//! The real window: building it, and driving it on a display of its own.

use std::path::Path;

use crate::node;
use crate::place::Place;
use crate::shell::{Call, Failure};
use crate::steps::Step;

/// The npm packages of the front end and of the window's driver.
pub(crate) const PACKAGES: Step = Step::new(
    "packages",
    "npm ci, where a lock file changed",
    |place, log| {
        node::packages(place, &place.ui(), log)?;
        node::packages(place, &place.e2e(), log)
    },
);

/// The front end as the window embeds it.
pub(crate) const FRONT_END: Step =
    Step::new("ui-build", "the front end is bundled", |place, log| {
        node::script(place, log, "build")
    });

/// The optimised window.
pub(crate) const RELEASE: Step = Step::new(
    "window-build",
    "ansu and ansuctl, optimised",
    |place, log| build(place).with(["--release"]).logged(log),
);

/// The window for developers, with the features that `cargo xtask test` uses.
pub(crate) const DEBUG: Step = Step::new(
    "window-build",
    "ansu and ansuctl, for developers",
    |place, log| build(place).logged(log),
);

fn build(place: &Place) -> Call {
    place
        .cargo()
        .with([
            "build",
            "--locked",
            "--package",
            "ansu",
            "--package",
            "ansu-cli",
            // Tells stories of years past, for tests.
            "--package",
            "ansu-tests",
            "--bins",
            "--example",
            "tell",
        ])
        .with(["--features", "ansu/custom-protocol"])
}

/// A call of Node, to be given scripts, that drives `window` on a virtual display with a message bus of its own: the
/// developer's desktop sees nothing of it.
pub(crate) fn driven(place: &Place, window: &Path) -> Result<Call, Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new(
            "the real window is driven on Linux only; leave this step out with --skip",
        ));
    }
    Ok(place
        .call("dbus-run-session")
        .with(["--", "xvfb-run", "--auto-servernum"])
        .with(["--server-args", "-screen 0 1366x768x24", "node"])
        // Half a second faster to the first paint, and 80 MB less, where there is no graphics card.
        .set("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .set("NO_AT_BRIDGE", "1")
        .set("ANSU_WINDOW", window))
}

/// The same for test files: one after the other, told in words.
pub(crate) fn tests(place: &Place, window: &Path) -> Result<Call, Failure> {
    Ok(driven(place, window)?.with(["--test", "--test-concurrency=1", "--test-reporter=spec"]))
}
