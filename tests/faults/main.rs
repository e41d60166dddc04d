//! What goes wrong under the data folder: kills, power cuts, failing calls, changed bytes, full and read-only disks, a second
//! program, a clock set back. `docs/reliability.md` says what is promised and how it came out.
//!
//! `cargo test -p ansu-faults` is a short run, `cargo xtask faults --full` the long one. What fails names its seed;
//! `ANSU_FAULT_SEED=<seed>` repeats that one case alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says no by panicking, and what was skipped is told"
)]

mod changing;
mod child;
mod clock;
#[path = "../../crates/store/tests/store/counter.rs"]
mod counter;
mod cutting;
mod cutting_files;
mod disk;
mod failing;
mod full;
mod killing;
mod killing_copies;
mod killing_keys;
mod platter;
#[path = "../../crates/store/tests/store/process.rs"]
mod process;
mod scale;
mod scene;
mod second;
mod second_place;
mod surviving;
mod tracing;
mod upgrading;
mod vfs;
mod work;
