//! A disk that is watched: what was written and synced, what a power cut would leave of it, and which call is to fail.

use std::collections::BTreeMap;
use std::ffi::c_int;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastrand::Rng;
use rusqlite::ffi::{SQLITE_IOERR, SQLITE_OK};

use crate::surviving::{Change, Kept};
use crate::vfs;

/// The kinds of calls that SQLite makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Open { creates: bool },
    Delete,
    Access,
    Read,
    Write,
    Sync,
    Truncate,
    Size,
    Lock,
    ShmMap,
    ShmLock,
}

impl Call {
    /// A number for each kind, for counting.
    fn kind(self) -> usize {
        match self {
            Self::Open { .. } => 0,
            Self::Delete => 1,
            Self::Access => 2,
            Self::Read => 3,
            Self::Write => 4,
            Self::Sync => 5,
            Self::Truncate => 6,
            Self::Size => 7,
            Self::Lock => 8,
            Self::ShmMap => 9,
            Self::ShmLock => 10,
        }
    }

    fn changes_something(self) -> bool {
        match self {
            Self::Open { creates } => creates,
            Self::Delete | Self::Write | Self::Sync | Self::Truncate => true,
            Self::Access | Self::Read | Self::Size | Self::Lock | Self::ShmMap | Self::ShmLock => {
                false
            }
        }
    }
}

/// A call that is to fail: the n-th of its kind and as many after it as `times` says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) call: Call,
    pub(crate) nth: u64,
    pub(crate) times: u64,
    pub(crate) answer: c_int,
}

/// One watched folder.
pub(crate) struct Disk {
    folder: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Kept>,
    /// Calls that change something, and the one at which the power goes.
    changes: u64,
    cut_at: Option<u64>,
    dark: bool,
    /// Whether a sync syncs; a disk that lies is the positive control.
    lies: bool,
    calls: [u64; 11],
    fault: Option<Fault>,
    struck: bool,
}

static WATCHED: Mutex<BTreeMap<PathBuf, Arc<Disk>>> = Mutex::new(BTreeMap::new());

fn watched() -> MutexGuard<'static, BTreeMap<PathBuf, Arc<Disk>>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk that watches a file, with the file's name on it.
pub(crate) fn watching(path: &Path) -> Option<(Arc<Disk>, String)> {
    let name = path.file_name()?.to_str()?.to_owned();
    let disk = watched().get(path.parent()?)?.clone();
    Some((disk, name))
}

/// Watches a folder as long as it lives.
pub(crate) struct Watched(pub(crate) Arc<Disk>);

impl Watched {
    pub(crate) fn folder(folder: &Path) -> Self {
        vfs::install();
        // As SQLite will name it: without links; on Windows as it is written.
        let folder = if cfg!(windows) {
            std::path::absolute(folder).unwrap()
        } else {
            fs::canonicalize(folder).unwrap()
        };
        let disk = Arc::new(Disk {
            folder: folder.clone(),
            state: Mutex::default(),
        });
        watched().insert(folder, disk.clone());
        Self(disk)
    }

    /// The power goes at the n-th call that changes something.
    pub(crate) fn cut_at(self, nth: u64) -> Self {
        self.0.state().cut_at = Some(nth);
        self
    }

    /// Syncs are answered and not done.
    pub(crate) fn that_lies(self, lies: bool) -> Self {
        self.0.state().lies = lies;
        self
    }

    pub(crate) fn with_fault(self, fault: Fault) -> Self {
        self.0.state().fault = Some(fault);
        self
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        watched().remove(&self.0.folder);
    }
}

impl Disk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls that changed something so far.
    pub(crate) fn changes(&self) -> u64 {
        self.state().changes
    }

    /// Calls of a kind so far.
    pub(crate) fn calls(&self, call: Call) -> u64 {
        self.state().calls[call.kind()]
    }

    /// Whether the power is gone.
    pub(crate) fn is_dark(&self) -> bool {
        self.state().dark
    }

    /// Whether the call that was to fail has failed.
    pub(crate) fn has_struck(&self) -> bool {
        self.state().struck
    }

    /// The power goes now.
    pub(crate) fn cut(&self) {
        self.state().dark = true;
    }

    pub(crate) fn refuses(&self, call: Call) -> Option<c_int> {
        self.state().refuses(call)
    }

    pub(crate) fn refuses_write(&self, name: &str, at: usize, bytes: &[u8]) -> Option<c_int> {
        let mut state = self.state();
        let was_dark = state.dark;
        let answer = state.refuses(Call::Write);
        // The write at which the power goes may have come through in parts; one that is answered with an error may not.
        if answer.is_none() || state.dark && !was_dark {
            state.change(name, Change::Write(at, bytes.to_vec()));
        }
        answer
    }

    pub(crate) fn refuses_truncate(&self, name: &str, size: usize) -> Option<c_int> {
        let mut state = self.state();
        let was_dark = state.dark;
        let answer = state.refuses(Call::Truncate);
        if answer.is_none() || state.dark && !was_dark {
            state.change(name, Change::Truncate(size));
        }
        answer
    }

    pub(crate) fn sync(&self, name: &str) -> c_int {
        let mut state = self.state();
        let answer = state.refuses(Call::Sync);
        let (dark, lies) = (state.dark, state.lies);
        if let Some(file) = state.files.get_mut(name) {
            match answer {
                None if !lies => file.sync(),
                // A system that could not write a page out forgets that it is to be written: the next sync says that all is well.
                Some(_) if !dark => file.forget_unsynced(),
                None | Some(_) => {}
            }
        }
        answer.unwrap_or(SQLITE_OK)
    }

    pub(crate) fn opened(&self, name: &str, created: bool) {
        if name.ends_with("-shm") {
            return;
        }
        let mut state = self.state();
        if created {
            let before = state.files.remove(name);
            state.files.insert(name.to_owned(), Kept::created(before));
        } else if !state.files.get(name).is_some_and(Kept::is_there) {
            // First seen, or put there past SQLite, which makes it durable by itself.
            let bytes = fs::read(self.folder.join(name)).unwrap_or_default();
            state.files.insert(name.to_owned(), Kept::found(bytes));
        }
    }

    pub(crate) fn deleted(&self, name: &str, durably: bool) {
        let mut state = self.state();
        if let Some(file) = state.files.get_mut(name) {
            file.delete(durably);
        }
    }

    /// Writes into an empty folder what is left after the power has gone, as chance will have it.
    pub(crate) fn leave(&self, chance: &mut Rng, to: &Path) {
        let state = self.state();
        for (name, file) in &state.files {
            if let Some(bytes) = file.survives(chance) {
                fs::write(to.join(name), bytes).unwrap();
            }
        }
        for entry in fs::read_dir(&self.folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let ours = state.files.contains_key(&name) || name.ends_with("-shm");
            if !ours && name != "ansu.lock" {
                fs::copy(self.folder.join(&name), to.join(&name)).unwrap();
            }
        }
        // The shared index is never synced: after a cut it holds anything.
        if chance.bool() {
            let noise: Vec<u8> = (0..32 * 1024).map(|_| chance.u8(..)).collect();
            fs::write(to.join("ansu.db-shm"), noise).unwrap();
        }
    }
}

impl State {
    fn refuses(&mut self, call: Call) -> Option<c_int> {
        if self.dark {
            return Some(SQLITE_IOERR);
        }
        let count = &mut self.calls[call.kind()];
        *count += 1;
        let count = *count;
        if call.changes_something() {
            self.changes += 1;
            if self.cut_at == Some(self.changes) {
                self.dark = true;
                return Some(SQLITE_IOERR);
            }
        }
        let fault = self.fault?;
        let strikes = fault.call.kind() == call.kind()
            && (fault.nth..fault.nth + fault.times).contains(&count);
        self.struck |= strikes;
        strikes.then_some(fault.answer)
    }

    fn change(&mut self, name: &str, change: Change) {
        if let Some(file) = self.files.get_mut(name) {
            file.change(change);
        }
    }
}
