//! The mark: how far both chains had come at the last commit, beside the database and apart from its write-ahead log.
//!
//! SQLite ends the log at the first frame that is not whole, for that is what a power cut leaves. A frame that went bad later ends it as
//! well, and takes acknowledged commits with it; nothing in the database tells one from the other. The mark does: it is written after a
//! commit is on disk, and never synced, so that it may be behind the database after a power cut and can be ahead of it only where
//! something was lost.
//!
//! The file has two slots, each in a block of its own, written in turn. A slot is the tag `ansu mark 1\n`, a count that grows by one with
//! each writing, and for the events and for the trail position and first eight bytes of the hash of its last entry (zeros where there is
//! none), numbers as 8 bytes, big endian; then HMAC-SHA256 over all of it, under a key derived from the database's. The slot with the
//! greatest count among those whose seal is its own is the mark.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::anchor::{Anchor, Chain, Ends};
use crate::error::StoreError;
use crate::folder;
use crate::key::Key;

/// Name of the file in the data folder.
pub(crate) const MARK_FILE: &str = "ansu.mark";

const TAG: &[u8; 12] = b"ansu mark 1\n";
/// Tag, count, two ends, seal: below the 512 bytes that a disk writes whole or not at all.
const SLOT: usize = BODY + 32;
const BODY: usize = 12 + 8 + 2 * 16;
/// A slot never shares what a disk or a system writes at once with the other one.
const BLOCK: usize = 4096;

/// What is found in a mark's place.
pub(crate) enum Found {
    /// No file.
    Nothing,
    /// A file without a slot whose seal is its own.
    Damaged,
    /// The mark, and how far it says that the chains had come.
    Whole(Mark, Ends),
}

/// The open mark of a data folder.
#[derive(Debug)]
pub(crate) struct Mark {
    file: File,
    path: PathBuf,
    seal: Seal,
    count: u64,
    /// What the last slot says that was surely written.
    told: Option<Ends>,
}

impl Mark {
    /// Looks for the mark of a folder; a folder in the clear has none, for nothing could seal it.
    pub(crate) fn find(folder: &Path, key: &Key) -> Result<Option<Found>, StoreError> {
        let Some(seal) = Seal::of(key) else {
            return Ok(None);
        };
        let path = folder.join(MARK_FILE);
        if !path.exists() {
            return Ok(Some(Found::Nothing));
        }
        let at = |error| StoreError::io(&path, error);
        let mut file = File::options()
            .read(true)
            .write(true)
            .open(&path)
            .map_err(at)?;
        let mut bytes = Vec::new();
        (&mut file)
            .take(2 * BLOCK as u64)
            .read_to_end(&mut bytes)
            .map_err(at)?;
        let newest = (0..2)
            .filter_map(|slot| seal.read(bytes.get(slot * BLOCK..slot * BLOCK + SLOT)?))
            .max_by_key(|(count, _)| *count);
        Ok(Some(match newest {
            None => Found::Damaged,
            Some((count, ends)) => Found::Whole(
                Self {
                    file,
                    path,
                    seal,
                    count,
                    told: Some(ends),
                },
                ends,
            ),
        }))
    }

    /// Begins the mark of a folder anew, in the place of whatever is there. On disk when this returns.
    pub(crate) fn begin(folder: &Path, key: &Key, ends: Ends) -> Result<Option<Self>, StoreError> {
        let Some(seal) = Seal::of(key) else {
            return Ok(None);
        };
        let path = folder.join(MARK_FILE);
        let mut bytes = vec![0; 2 * BLOCK];
        for (slot, count) in [(0, 2), (1, 1)] {
            bytes[slot * BLOCK..slot * BLOCK + SLOT].copy_from_slice(&seal.write(count, ends));
        }
        folder::replace(&path, &bytes)?;
        let file = File::options()
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| StoreError::io(&path, error))?;
        Ok(Some(Self {
            file,
            path,
            seal,
            count: 2,
            told: Some(ends),
        }))
    }

    /// Remembers how far the chains have come. A mark that can't be written stays behind, as after a power cut, and the next commit tries
    /// again: what is on disk is not taken back for it.
    pub(crate) fn keep(&mut self, ends: Ends) {
        if self.told != Some(ends) && self.put(ends).is_err() {
            self.told = None;
        }
    }

    /// Seals what the mark says under another key as well, on disk when this returns: whichever of the two keys the database is found
    /// under, its mark is there.
    pub(crate) fn seal_under(&mut self, next: &Key, ends: Ends) -> Result<(), StoreError> {
        let next = Seal::of(next).ok_or(StoreError::KeyUnsupported)?;
        // One slot says it under the old key, the other one under the new.
        self.put(ends)
            .and_then(|()| {
                self.seal = next;
                self.put(ends)
            })
            .and_then(|()| self.file.sync_all())
            .map_err(|error| StoreError::io(&self.path, error))
    }

    fn put(&mut self, ends: Ends) -> std::io::Result<()> {
        let count = self.count + 1;
        self.file.seek(SeekFrom::Start(count % 2 * BLOCK as u64))?;
        self.file.write_all(&self.seal.write(count, ends))?;
        (self.count, self.told) = (count, Some(ends));
        Ok(())
    }
}

/// The key that seals, derived from the database's. Wiped when dropped.
struct Seal(Zeroizing<[u8; 32]>);

impl Seal {
    fn of(key: &Key) -> Option<Self> {
        key.derive(b"mark").map(Self)
    }

    fn write(&self, count: u64, ends: Ends) -> [u8; SLOT] {
        let mut slot = [0; SLOT];
        slot[..12].copy_from_slice(TAG);
        slot[12..20].copy_from_slice(&count.to_be_bytes());
        for (place, end) in [(20, ends.events), (36, ends.audit)] {
            if let Some(end) = end {
                slot[place..place + 8].copy_from_slice(&end.position.to_be_bytes());
                slot[place + 8..place + 16].copy_from_slice(&end.head);
            }
        }
        if let Some(mac) = self.mac(&slot[..BODY]) {
            slot[BODY..].copy_from_slice(&mac.finalize().into_bytes());
        }
        slot
    }

    /// Count and ends of a slot whose seal is its own.
    fn read(&self, slot: &[u8]) -> Option<(u64, Ends)> {
        let (body, seal) = slot.split_at_checked(BODY)?;
        self.mac(body)?.verify_slice(seal).ok()?;
        let number = |place| Some(u64::from_be_bytes(*body.get(place..)?.first_chunk()?));
        let end = |chain, place| {
            let position = i64::try_from(number(place)?).ok()?;
            let head = *body.get(place + 8..)?.first_chunk()?;
            Some((position > 0).then_some(Anchor {
                chain,
                position,
                head,
            }))
        };
        let ends = Ends {
            events: end(Chain::Events, 20)?,
            audit: end(Chain::Audit, 36)?,
        };
        (body.first_chunk() == Some(TAG)).then_some((number(12)?, ends))
    }

    /// HMAC takes a key of any length: `None` never comes.
    fn mac(&self, bytes: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).ok()?;
        mac.update(bytes);
        Some(mac)
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Seal(withheld)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: fn(u8) -> Key = |byte| Key::Raw([byte; 32].into());

    fn ends(position: i64) -> Ends {
        Ends {
            events: Some(Anchor {
                chain: Chain::Events,
                position,
                head: [position.to_be_bytes()[7]; 8],
            }),
            audit: None,
        }
    }

    fn told(folder: &Path, key: u8) -> Option<Ends> {
        match Mark::find(folder, &KEY(key)).unwrap().unwrap() {
            Found::Whole(_, ends) => Some(ends),
            Found::Nothing | Found::Damaged => None,
        }
    }

    #[test]
    fn the_last_slot_counts_and_the_one_before_stands_in_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(MARK_FILE);
        let mut mark = Mark::begin(folder.path(), &KEY(7), ends(1))
            .unwrap()
            .unwrap();
        for position in 2..8 {
            mark.keep(ends(position));
            assert_eq!(told(folder.path(), 7), Some(ends(position)));
        }
        let whole = std::fs::read(&path).unwrap();
        // Every bit of the last slot: the one before it is the mark then, never something else.
        let last = usize::try_from(mark.count % 2).unwrap() * BLOCK;
        for bit in 0..SLOT * 8 {
            let mut bytes = whole.clone();
            bytes[last + bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(told(folder.path(), 7), Some(ends(6)), "bit {bit}");
        }
        std::fs::write(&path, &whole[..SLOT - 1]).unwrap();
        assert_eq!(told(folder.path(), 7), None);
        assert_eq!(told(folder.path(), 8), None);
    }

    #[test]
    fn while_the_key_changes_the_mark_is_there_under_both() {
        let folder = tempfile::tempdir().unwrap();
        let mut mark = Mark::begin(folder.path(), &KEY(7), ends(1))
            .unwrap()
            .unwrap();
        mark.keep(ends(2));
        mark.seal_under(&KEY(8), ends(2)).unwrap();
        for key in [7, 8] {
            assert_eq!(told(folder.path(), key), Some(ends(2)));
        }
        mark.keep(ends(3));
        assert_eq!(told(folder.path(), 8), Some(ends(3)));
        assert_eq!(told(folder.path(), 9), None);
    }

    #[test]
    fn a_mark_that_cannot_be_written_stays_behind_and_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut mark = Mark::begin(folder.path(), &KEY(7), ends(1))
            .unwrap()
            .unwrap();
        let writable = std::mem::replace(&mut mark.file, File::open(&mark.path).unwrap());
        mark.keep(ends(2));
        assert_eq!(told(folder.path(), 7), Some(ends(1)));
        mark.file = writable;
        mark.keep(ends(2));
        assert_eq!(told(folder.path(), 7), Some(ends(2)));
    }

    #[test]
    fn in_the_clear_there_is_none_and_nothing_prints_the_key() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Mark::find(folder.path(), &Key::None).unwrap().is_none());
        assert!(
            Mark::begin(folder.path(), &Key::None, ends(1))
                .unwrap()
                .is_none()
        );
        assert!(!folder.path().join(MARK_FILE).exists());
        let shown = format!("{:?}", Seal::of(&KEY(0xAB)));
        assert_eq!(shown, "Some(Seal(withheld))");
    }
}
