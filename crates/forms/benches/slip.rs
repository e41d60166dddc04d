//! How long a slip takes in a running program; a fresh process is measured by `cargo xtask bench`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn slip(c: &mut Criterion) {
    for (name, ticket) in [
        ("one page", sample::signed()),
        ("two pages", sample::long()),
    ] {
        let request = sample::request(&ticket);
        c.bench_function(&format!("slip, two copies of {name}"), |b| {
            b.iter(|| ansu_forms::slip(black_box(&request)))
        });
    }
}

criterion_group!(benches, slip);
criterion_main!(benches);
