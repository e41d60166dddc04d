//! What keys cost: unlocking with a password at the usual price, and opening the database behind it.
#![allow(clippy::unwrap_used, missing_docs, reason = "benchmarks")]

use ansu_complaint::StaffId;
use ansu_store::{Cost, Holder, Plate, Secret, Store, Vault};
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

criterion_group!(benches, keys);
criterion_main!(benches);
