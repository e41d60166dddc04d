//! What the tests share: a clock, people, an open folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ansu_complaint::StaffId;
use ansu_store::{Key, Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};

/// `minutes` after 10:42 at the hall on 21 November 2026.
pub(crate) fn at(minutes: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-21T02:42:00Z".parse().unwrap();
    start + TimeDelta::minutes(minutes)
}

pub(crate) fn clerk() -> StaffId {
    StaffId::try_from("1024".to_owned()).unwrap()
}

pub(crate) fn try_open(folder: &Path) -> Result<Store, StoreError> {
    Store::open(folder, &Key::None, at(0))
}

pub(crate) fn open(folder: &Path) -> Store {
    try_open(folder).unwrap()
}

/// Every file of the folder with its content, but the lock and SQLite's shared-memory index.
pub(crate) fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| name != "ansu.lock" && !name.ends_with("-shm"))
        .collect()
}
