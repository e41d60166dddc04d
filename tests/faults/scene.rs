//! What the tests share: a counter, and folders to begin with.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use ansu_store::{Key, Store};
use tempfile::TempDir;

pub(crate) use crate::counter::{at, attach, clerk, decided, form, hall, take_in};
use crate::work::{Acknowledged, Worker};

/// The two ways in which a folder is kept: in the clear, and encrypted.
pub(crate) fn keys() -> [Key; 2] {
    [Key::None, Key::Raw([7; 32].into())]
}

/// A closed folder of a hall where some work was done, and what of it was acknowledged.
pub(crate) fn used(encrypted: bool) -> &'static (TempDir, Acknowledged) {
    static USED: [OnceLock<(TempDir, Acknowledged)>; 2] = [const { OnceLock::new() }; 2];
    USED[usize::from(encrypted)].get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let key = &keys()[usize::from(encrypted)];
        let mut store = Store::open(folder.path(), key, at(0)).unwrap();
        store.put_hall(&hall()).unwrap();
        let mut worker = Worker::new(1, 0);
        for _ in 0..12 {
            worker.step(&mut store).unwrap();
        }
        (folder, worker.done)
    })
}

/// A copy of a folder's files.
pub(crate) fn copy_of(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    copy
}
