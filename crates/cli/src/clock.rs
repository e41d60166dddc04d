//! The command line's clock. Over a real hall it is the computer's: waits, retention and what backups are superfluous hang on it.

use crate::answer::Failure;
use crate::arguments::Command;
use ansu_desk::complaint::Moment;
use ansu_desk::{Context, Entrance, HeldContext, Narrated, SystemContext, TodayContext, Uuid};

/// Held where nobody is real, or nobody has begun to work; else the computer's own.
pub(crate) enum Clock {
    Held(HeldContext),
    Today(TodayContext),
}

impl Clock {
    /// The clock for a command over a folder, and at `now` where that is asked for and allowed.
    pub(crate) fn over(
        entrance: &Entrance,
        command: &Command,
        now: Option<Moment>,
    ) -> Result<Self, Failure> {
        let begins = matches!(command, Command::Init(_) | Command::Demo { .. });
        // These reach what a real hall has, also from beside a demonstration.
        let reaches_out = matches!(
            command,
            Command::Backup { .. } | Command::Restore { .. } | Command::Recover { .. }
        );
        let free = begins || !reaches_out && entrance.start()?.hall.is_none();
        match now {
            Some(_) if !free => Err(Failure::usage(
                "--now holds the clock over a demonstration, or for init and demo; a real hall goes by the computer's",
            )),
            now if free => Ok(Self::Held(HeldContext::new(
                now.unwrap_or_else(|| SystemContext.now()),
                seed(),
            ))),
            _ => Ok(Self::Today(TodayContext::default())),
        }
    }
}

impl Context for Clock {
    fn now(&self) -> Moment {
        match self {
            Self::Held(held) => held.now(),
            Self::Today(today) => today.now(),
        }
    }

    fn new_id(&self) -> Uuid {
        match self {
            Self::Held(held) => held.new_id(),
            Self::Today(today) => today.new_id(),
        }
    }
}

impl Narrated for Clock {
    fn admits(&self, at: Moment) -> bool {
        match self {
            Self::Held(held) => held.admits(at),
            Self::Today(today) => today.admits(at),
        }
    }

    fn hold(&self, at: Moment) {
        match self {
            Self::Held(held) => held.hold(at),
            Self::Today(today) => today.hold(at),
        }
    }

    fn release(&self) {
        match self {
            Self::Held(held) => held.release(),
            Self::Today(today) => today.release(),
        }
    }
}

/// Identities differ from run to run.
fn seed() -> u64 {
    let (_, low) = SystemContext.new_id().as_u64_pair();
    low
}
