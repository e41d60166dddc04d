//! How long it takes until something is safely on disk.
//!
//! The folder is made under `target/`, so that a disk is measured and not memory.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark, not an interface"
)]

mod scene;

use std::time::{Duration, Instant};

use ansu_store::Key;
use criterion::{Criterion, criterion_group, criterion_main};
use scene::{hall, noted, now, take_in};

fn durable(c: &mut Criterion) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    // As a counter keeps it: encrypted, with a mark.
    let mut store = hall(folder.path(), &Key::Raw([7; 32].into()));
    let mut tickets: Vec<_> = (0..200).map(|n| take_in(&mut store, n)).collect();
    let mut n = 200;
    c.bench_function("register a ticket", |b| {
        b.iter(|| {
            n += 1;
            take_in(&mut store, n)
        });
    });
    let mut turn = 0;
    c.bench_function("commit one event", |b| {
        b.iter_custom(|times| {
            let mut spent = Duration::ZERO;
            for _ in 0..times {
                turn = (turn + 1) % tickets.len();
                let commit = noted(&tickets[turn]);
                let start = Instant::now();
                store.commit(&commit).unwrap();
                spent += start.elapsed();
                tickets[turn] = commit.after;
            }
            spent
        });
    });
    let staff = tickets[0].first_responsible.clone();
    let text = format!("\"{}\"", "宽带".repeat(500));
    c.bench_function("store a draft of 3 KB", |b| {
        b.iter(|| store.put_draft("new", &staff, &text, now()).unwrap());
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(50);
    targets = durable
}
criterion_main!(benches);
