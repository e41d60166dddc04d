#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ansu_hostile::run("library", bytes));
