//! `cargo xtask run`: the window on the demonstration hall, or the guided tour where there is no display.

use std::env;

use crate::options::Options;
use crate::place::Place;
use crate::setup;
use crate::shell::Failure;
use crate::steps::{self, Step};
use crate::window::{self, DEBUG, FRONT_END, PACKAGES, RELEASE};

const TO_OPEN: Step = Step::new(
    "tools",
    "what the machine lacks is installed",
    setup::to_build,
);
const TO_TOUR: Step = Step::new(
    "tools",
    "what the machine lacks is installed",
    setup::to_drive,
);

const TOUR: Step = Step::new("tour", "a complaint from walk-in to slip", |place, log| {
    let folder = place.fresh_folder("tour")?;
    window::driven(place, &place.binary("debug", "ansu"))?
        .with([place.e2e().join("tour.mjs")])
        .set("ANSU_TOUR", folder)
        .logged(log)
});

/// Builds, then opens or plays.
pub(crate) fn run(mut place: Place, options: &Options) -> Result<(), Failure> {
    if !has_display() {
        steps::run(
            &mut place,
            &[TO_TOUR, PACKAGES, FRONT_END, DEBUG, TOUR],
            options,
        )?;
        let played = options.only.is_empty() || options.only.iter().any(|step| step == TOUR.name);
        if played && !options.list {
            let folder = place.target.join("tour");
            println!(
                "no display here: screenshots and the slip are in {}",
                folder.display()
            );
        }
        return Ok(());
    }
    let (build, profile) = if options.release {
        (RELEASE, "release")
    } else {
        (DEBUG, "debug")
    };
    steps::run(&mut place, &[TO_OPEN, PACKAGES, FRONT_END, build], options)?;
    if options.list {
        return Ok(());
    }
    let window = place.binary(profile, "ansu");
    place
        .call(&window.to_string_lossy())
        .with(["--demo"])
        .open()
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
