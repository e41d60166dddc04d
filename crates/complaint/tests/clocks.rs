//! What meets a clock, what starts one anew, and what no clock forgets.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "clocks/answer.rs"]
mod answer;
#[path = "clocks/course.rs"]
mod course;
#[path = "clocks/honest.rs"]
mod honest;
#[path = "clocks/repair.rs"]
mod repair;
#[path = "clocks/tail.rs"]
mod tail;
