//! Stories through the desk, on real files: what a shell may ask, what comes of it, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod above_the_hall;
mod accounts;
mod again;
mod authority;
mod backups;
mod bad_fields;
mod bad_stories;
mod checklists;
mod clocks;
mod coaching;
mod common_remedy;
mod confirming;
mod course;
mod demonstration;
mod escalation;
mod every_field;
mod evidence;
mod folder;
mod following_up;
mod hall;
mod hand_over;
mod hostile_words;
mod in_person;
mod incidents;
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
mod reminding;
mod representatives;
mod retention;
mod schema;
mod second_place;
mod taking_back;
mod timing;
mod told;
mod unregistered;
mod visitors;
mod waiting;
mod work_orders;

/// A broadband fault settled in round 2 with compensation.
const BROADBAND: &str = include_str!("broadband-round-two.jsonl");
/// A charge dispute brought by a representative.
const CHARGES: &str = include_str!("charge-dispute-representative.jsonl");
/// A promise not kept, escalated and settled.
const PROMISE: &str = include_str!("broken-promise-escalated.jsonl");
/// A fault in the country, three extensions, an approval void after a change, and what is refused on the way.
const VILLAGE: &str = include_str!("village-fault-seventy-two-hours.jsonl");
/// All four.
const STORIES: [&str; 4] = [BROADBAND, CHARGES, PROMISE, VILLAGE];
