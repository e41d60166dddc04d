//! One file of a watched disk: what a power cut leaves of it.

use fastrand::Rng;

/// A sector is written whole or not at all; a longer write may come through in parts.
const SECTOR: usize = 512;

/// A change that has not been synced.
#[derive(Clone)]
pub(crate) enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

/// A file: what is on disk for sure, and what happened to it since.
pub(crate) struct Kept {
    durable: Vec<u8>,
    unsynced: Vec<Change>,
    /// Whether its name is on disk for sure.
    named: bool,
    /// It was deleted, and its name may still be on disk.
    gone: bool,
    /// The file that had the name before and may still have it.
    before: Option<Box<Kept>>,
}

impl Kept {
    /// A file that was there before anybody watched.
    pub(crate) fn found(durable: Vec<u8>) -> Self {
        Self {
            durable,
            unsynced: Vec::new(),
            named: true,
            gone: false,
            before: None,
        }
    }

    /// A new one; `before` had the name, and if its deletion is not on disk it may come back.
    pub(crate) fn created(before: Option<Self>) -> Self {
        let before = before.filter(|kept| kept.gone && kept.named);
        Self {
            named: false,
            before: before.map(Box::new),
            ..Self::found(Vec::new())
        }
    }

    pub(crate) fn is_there(&self) -> bool {
        !self.gone
    }

    pub(crate) fn change(&mut self, change: Change) {
        self.unsynced.push(change);
    }

    /// SQLite's layer syncs the folder with the first sync of a new log, so the name is on disk from then on.
    pub(crate) fn sync(&mut self) {
        for change in self.unsynced.drain(..) {
            apply(&mut self.durable, &change, |_| true);
        }
        self.named = true;
        self.before = None;
    }

    pub(crate) fn forget_unsynced(&mut self) {
        self.unsynced.clear();
    }

    pub(crate) fn delete(&mut self, durably: bool) {
        self.gone = true;
        self.named &= !durably;
    }

    /// What is found under the name after the cut: dropped, kept or torn.
    pub(crate) fn survives(&self, chance: &mut Rng) -> Option<Vec<u8>> {
        if self.gone && !(self.named && chance.bool()) {
            return None;
        }
        if !self.named && chance.bool() {
            return self.before.as_ref().map(|before| before.durable.clone());
        }
        let mut bytes = self.durable.clone();
        match chance.u8(..3) {
            0 => {}
            1 => {
                for change in &self.unsynced {
                    apply(&mut bytes, change, |_| true);
                }
            }
            _ => {
                // Some disks tear every write, some lose one now and then.
                let share = [0.1, 0.5, 0.95][chance.usize(..3)];
                for change in &self.unsynced {
                    apply(&mut bytes, change, |_| chance.f64() < share);
                }
            }
        }
        Some(bytes)
    }
}

/// Does a change to the sectors that `comes_through` lets pass.
fn apply(bytes: &mut Vec<u8>, change: &Change, mut comes_through: impl FnMut(usize) -> bool) {
    match change {
        Change::Truncate(size) => {
            if comes_through(*size) {
                bytes.resize(*size, 0);
            }
        }
        Change::Write(at, written) => {
            let end = at + written.len();
            let mut from = *at;
            while from < end {
                let to = end.min((from / SECTOR + 1) * SECTOR);
                if comes_through(from) {
                    if bytes.len() < to {
                        bytes.resize(to, 0);
                    }
                    bytes[from..to].copy_from_slice(&written[from - at..to - at]);
                }
                from = to;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_synced_is_sure_to_survive() {
        let mut file = Kept::found(vec![1; 1024]);
        file.change(Change::Write(0, vec![2; 1024]));
        let mut chance = Rng::with_seed(1);
        let seen: std::collections::BTreeSet<_> = (0..200)
            .filter_map(|_| file.survives(&mut chance))
            .collect();
        let half = |first, second| [vec![first; 512], vec![second; 512]].concat();
        let all = [half(1, 1), half(1, 2), half(2, 1), half(2, 2)];
        assert_eq!(seen, all.into_iter().collect());
        file.sync();
        assert!((0..50).all(|_| file.survives(&mut chance) == Some(vec![2; 1024])));
    }

    #[test]
    fn a_name_may_be_lost_or_come_back_until_its_folder_is_synced() {
        let mut chance = Rng::with_seed(1);
        let mut old = Kept::found(b"old".to_vec());
        old.delete(false);
        let lost = (0..100)
            .filter(|_| old.survives(&mut chance).is_none())
            .count();
        assert!((20..80).contains(&lost));
        let mut new = Kept::created(Some(old));
        assert!((0..100).any(|_| new.survives(&mut chance).as_deref() == Some(b"old")));
        new.sync();
        assert!((0..100).all(|_| new.survives(&mut chance).as_deref() == Some(b"")));
        new.delete(true);
        assert!((0..100).all(|_| new.survives(&mut chance).is_none()));
    }
}
