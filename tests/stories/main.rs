//! Stories through the desk, on real files: what a shell may ask, what comes of it, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod accounts;
mod again;
mod backups;
mod bad_fields;
mod bad_stories;
mod checklists;
mod coaching;
mod confirming;
mod course;
mod demonstration;
mod every_field;
mod evidence;
mod folder;
mod following_up;
mod hall;
mod hand_over;
mod hostile_words;
mod library;
mod looking;
mod masking;
mod owed;
mod paper;
mod people;
mod permissions;
mod personal;
mod promises;
mod read_back;
mod record;
mod representatives;
mod retention;
mod schema;
mod second_place;
mod taking_back;
mod timing;
mod told;
mod unregistered;
mod waiting;

/// A broadband fault settled in round 2 with compensation.
const BROADBAND: &str = include_str!("broadband-round-two.jsonl");
/// A charge dispute brought by a representative.
const CHARGES: &str = include_str!("charge-dispute-representative.jsonl");
/// A promise not kept, escalated and settled.
const PROMISE: &str = include_str!("broken-promise-escalated.jsonl");
/// All three.
const STORIES: [&str; 3] = [BROADBAND, CHARGES, PROMISE];
