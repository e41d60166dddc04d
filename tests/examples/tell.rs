//! `tell DATA NUMBER PASSWORD_FILE NOW STORY`: carries a story out in a real hall on a clock that is held, which the program itself refuses.
//! It makes the halls of years that the tests of the window need.
#![allow(missing_docs, reason = "a program has no callers")]

use ansu_desk::{Context, Entrance, HeldContext, SystemContext};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [data, number, password, now, story] = words.as_slice() else {
        return Err("tell DATA NUMBER PASSWORD_FILE NOW STORY".into());
    };
    let password = std::fs::read_to_string(password)?;
    let clock = HeldContext::new(now.parse()?, seed());
    let (mut desk, session) =
        Entrance::of(Path::new(data)).sign_in(clock, number, password.trim())?;
    desk.run_story(&session, &std::fs::read_to_string(story)?)?;
    Ok(())
}

/// Two runs over one hall make different identities.
fn seed() -> u64 {
    SystemContext.new_id().as_u64_pair().1
}
