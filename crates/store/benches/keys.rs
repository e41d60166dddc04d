//! What keys cost: unlocking with a password at the usual price, opening the database behind it, and writing it anew under another key.
#![allow(clippy::unwrap_used, missing_docs, reason = "benchmarks")]

mod scene;

use ansu_complaint::StaffId;
use ansu_store::{Cost, Holder, Key, Plate, Secret, Store, Vault};
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn keys(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let manager = Holder::Staff(StaffId::try_from("1001".to_owned()).unwrap());
    let secret = Secret::password("tidal-mango-stapler");
    let now = chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let mut open = Vault::found(
        folder.path(),
        Plate::default(),
        &manager,
        &secret,
        Cost::USUAL,
    )
    .unwrap();
    drop(Store::open(folder.path(), &open.master().database(), now).unwrap());
    open.founded().unwrap();
    let vault = Vault::find(folder.path()).unwrap().unwrap();
    let mut group = criterion.benchmark_group("keys");
    group.sample_size(20);
    group.bench_function("unlock with a password", |bench| {
        bench.iter(|| black_box(vault.unlock(&manager, &secret).unwrap()));
    });
    group.bench_function("unlock, and open the data", |bench| {
        bench.iter(|| {
            let keys = vault.unlock(&manager, &secret).unwrap();
            black_box(Store::open(folder.path(), &keys.master().database(), now).unwrap())
        });
    });
    group.finish();
}

/// The size of a hall after some years.
const TICKETS: u32 = 15_000;

fn another_key(criterion: &mut Criterion) {
    let key = |byte: u8| Key::Raw([byte; 32].into());
    // Filled in memory where there is such a place, and written anew on the disk.
    let memory = std::path::Path::new("/dev/shm");
    let filled = match memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    };
    let mut store = scene::hall(filled.path(), &key(0));
    for n in 0..TICKETS {
        let ticket = scene::take_in(&mut store, n);
        store.commit(&scene::noted(&ticket)).unwrap();
    }
    drop(store);
    let folder = tempfile::tempdir().unwrap();
    for name in ["ansu.db", "ansu.mark"] {
        std::fs::copy(filled.path().join(name), folder.path().join(name)).unwrap();
    }
    let size = std::fs::metadata(folder.path().join("ansu.db"))
        .unwrap()
        .len();
    let mut store = Store::open(folder.path(), &key(0), scene::now()).unwrap();
    let mut group = criterion.benchmark_group("keys");
    group.sample_size(10);
    let mut next = 0;
    group.bench_function(format!("write {} MB anew", size / 1_000_000), |bench| {
        bench.iter(|| {
            next ^= 1;
            store.rekey(&key(next)).unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, keys, another_key);
criterion_main!(benches);
