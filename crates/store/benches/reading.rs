//! Opening and reading a hall of 15,000 tickets, as a counter has them after some years.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark, not an interface"
)]

mod scene;

use std::hint::black_box;

use ansu_complaint::Phone;
use ansu_store::{Key, QueueFilter, Store};
use chrono::TimeDelta;
use criterion::{Criterion, criterion_group, criterion_main};
use scene::{hall, noted, now, take_in};

const TICKETS: u32 = 15_000;

fn reading(c: &mut Criterion) {
    // In memory where there is such a place: filling waits for the disk, reading comes from the cache anyway.
    let memory = std::path::Path::new("/dev/shm");
    let place = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    let folder = tempfile::tempdir_in(place).unwrap();
    let mut store = hall(folder.path(), &Key::None);
    for n in 0..TICKETS {
        let ticket = take_in(&mut store, n);
        store.commit(&noted(&ticket)).unwrap();
    }
    let filter = QueueFilter::default();
    c.bench_function("first page of the queue", |b| {
        b.iter(|| black_box(store.queue(&filter, now(), None, 50).unwrap()));
    });
    c.bench_function("figures above the queue, all open", |b| {
        b.iter(|| black_box(store.counts(now()).unwrap()));
    });
    let phone = Phone::parse("13800007777").unwrap();
    c.bench_function("history of a number", |b| {
        b.iter(|| black_box(store.history(&phone, now() - TimeDelta::days(30)).unwrap()));
    });
    for query in ["0000777", "光猫也没有", "没有这个"] {
        c.bench_function(&format!("search {query}"), |b| {
            b.iter(|| black_box(store.search(query, None, 50).unwrap()));
        });
    }
    c.bench_function("check everything", |b| {
        b.iter(|| assert!(store.check().unwrap().is_sound()))
    });
    drop(store);
    let size = std::fs::metadata(folder.path().join("ansu.db"))
        .unwrap()
        .len();
    c.bench_function(&format!("open a folder of {} MB", size / 1_000_000), |b| {
        b.iter(|| black_box(Store::open(folder.path(), &Key::None, now()).unwrap()));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = reading
}
criterion_main!(benches);
