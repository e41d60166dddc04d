//! The data folder from outside: what is kept, what is refused, what survives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says no by panicking, its helpers too"
)]

mod auditing;
mod backing_up;
mod checking;
mod child;
mod coming_back;
mod committing;
mod contacts;
mod counter;
mod disposing;
mod drafts;
mod evidence;
mod follow_ups;
mod hall;
mod incidents;
mod keys;
mod lists;
mod marking;
mod opening;
mod process;
mod promises;
mod scene;
mod searching;
mod upgrading;
