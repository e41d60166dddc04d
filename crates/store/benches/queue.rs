//! The queue of a hall in which ten thousand complaints are open at once, and a calendar that moves all their clocks.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark, not an interface"
)]

mod scene;

use std::hint::black_box;

use ansu_complaint::{Grantor, NextMove, Timing};
use ansu_store::{Key, QueueFilter, RunningClock};
use chrono::TimeDelta;
use criterion::{Criterion, criterion_group, criterion_main};
use scene::{author, hall, now, take_in};

const TICKETS: u32 = 10_000;
const PAGE: u32 = 51;

fn queue(c: &mut Criterion) {
    let memory = std::path::Path::new("/dev/shm");
    let place = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    let folder = tempfile::tempdir_in(place).unwrap();
    let mut store = hall(folder.path(), &Key::None);
    for n in 0..TICKETS {
        take_in(&mut store, n);
    }
    // In the middle of them: half are overdue.
    let now = now() + TimeDelta::minutes(i64::from(TICKETS) / 2);
    let clock = |clock| QueueFilter {
        clock: Some(clock),
        ..QueueFilter::default()
    };
    let lanes = [
        ("open", QueueFilter::default()),
        ("overdue", clock(RunningClock::Overdue)),
        ("due soon", clock(RunningClock::DueSoon)),
        (
            "to sign, none",
            QueueFilter {
                next: Some(NextMove::Sign),
                ..QueueFilter::default()
            },
        ),
        (
            "to approve, none",
            QueueFilter {
                approval: vec![Grantor::DutyManager],
                ..QueueFilter::default()
            },
        ),
    ];
    for (name, filter) in &lanes {
        c.bench_function(&format!("10,000 open: a page of {name}"), |b| {
            b.iter(|| black_box(store.queue(filter, now, None, PAGE).unwrap()));
        });
    }
    let deep = store
        .queue(&QueueFilter::default(), now, None, TICKETS - PAGE)
        .unwrap();
    let last = deep.last().unwrap();
    c.bench_function("10,000 open: the last page", |b| {
        b.iter(|| black_box(store.queue(&lanes[0].1, now, Some(last), PAGE).unwrap()));
    });
    c.bench_function("10,000 open: every lane's count", |b| {
        b.iter(|| black_box(store.counts(now).unwrap()));
    });
    let mut version = 0;
    c.bench_function("10,000 open: another calendar", |b| {
        b.iter(|| {
            store
                .put_hall_rule(&Timing::default(), version, now, &author())
                .unwrap();
            version += 1;
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = queue
}
criterion_main!(benches);
