//! The files of evidence of all backups on a shelf. They never change, and their names are random, so each lies there once, in a folder beside
//! the backups; a backup has a list of those that belong to it.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ansu_complaint::Moment;
use chrono::Datelike;
use rusqlite::Connection;
use uuid::Uuid;

use super::{Backup, MANIFEST, Progress, Stage, UNFINISHED};
use crate::error::StoreError;
use crate::evidence::{Keyed, path_of};
use crate::folder;

/// The list in a backup: an identity a line, in order.
pub(crate) const LIST: &str = "evidence.list";
/// The folder beside the backups. It has not the name of the one in a data folder: whoever makes that folder a shelf mixes nothing up.
const POOL: &str = "ansu.evidence";
const LOCK: &str = "ansu.lock";
/// Bytes of a list: for more than a million files.
const LIST_MAX: u64 = 64 * 1024 * 1024;
/// Days after which a file that lies on the shelf already was decrypted again.
const DAYS: u128 = 31;

/// The files of evidence of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EvidenceFound {
    /// How many belong to it.
    pub files: u64,
    /// How many are not there, or not what was put there.
    pub lost: u64,
}

/// Holds the files on a shelf as long as a backup is made that needs them.
pub(super) struct Held(#[allow(dead_code, reason = "it is the lock on it that counts")] File);

/// What a backup in the making needs is brought to the shelf.
pub(super) struct Filling<'a> {
    /// The files in the data folder.
    from: &'a Path,
    /// Those on the shelf.
    pool: PathBuf,
    part: &'a Path,
    now: Moment,
}

impl<'a> Filling<'a> {
    pub(super) fn of(from: &'a Path, shelf: &Path, part: &'a Path, now: Moment) -> Self {
        Self {
            from,
            pool: shelf.join(POOL),
            part,
            now,
        }
    }

    /// Copies what is not on the shelf yet, and writes the list. A file that is lost in the data folder and on the shelf is counted, and
    /// hinders nothing else.
    pub(super) fn fill(
        &self,
        needed: &[Keyed],
        progress: Progress<'_>,
    ) -> Result<(EvidenceFound, Option<Held>), StoreError> {
        // Before anything is looked at: what is listed is not thinned out.
        self.write_list(needed.iter())?;
        if needed.is_empty() {
            return Ok((EvidenceFound::default(), None));
        }
        folder::create(&self.pool)?;
        if !folder::is_folder(&self.pool) {
            let detail = "it leads elsewhere";
            return Err(StoreError::damaged(&self.pool, detail));
        }
        let held = hold(&self.pool);
        let mut kept = Vec::with_capacity(needed.len());
        for (done, keyed) in needed.iter().enumerate() {
            go_on(progress, done, needed.len())?;
            if self.keep(keyed)? {
                kept.push(keyed);
            }
        }
        go_on(progress, needed.len(), needed.len())?;
        let lost = needed.len() - kept.len();
        if lost > 0 {
            self.write_list(kept.iter().copied())?;
        }
        let found = EvidenceFound {
            files: kept.len() as u64,
            lost: lost as u64,
        };
        Ok((found, held))
    }

    /// Whether a file is on the shelf now. One that was there before was proven when it was brought; it is decrypted again once in so many
    /// days, and copied anew where it is not whole any more.
    fn keep(&self, keyed: &Keyed) -> Result<bool, StoreError> {
        let id = keyed.file.id;
        let there = path_of(&self.pool, id);
        let has_size = fs::symlink_metadata(&there)
            .is_ok_and(|found| found.is_file() && found.len() == keyed.size());
        let today = u128::from(self.now.num_days_from_ce().unsigned_abs());
        let looked_at = id.as_u128() % DAYS == today % DAYS;
        if has_size && (!looked_at || keyed.proven_in(&self.pool).is_ok()) {
            return Ok(true);
        }
        let Ok(sealed) = keyed.proven_in(self.from) else {
            return Ok(false);
        };
        let part = path_of(self.part, id);
        folder::link_or_write(&path_of(self.from, id), &part, &sealed)?;
        folder::rename(&part, &there)?;
        keyed
            .proven_in(&self.pool)
            .map_err(|_| StoreError::damaged(&there, "the copy is not what was copied"))?;
        Ok(true)
    }

    fn write_list<'k>(&self, files: impl Iterator<Item = &'k Keyed>) -> Result<(), StoreError> {
        let list: String = files.map(|keyed| line(keyed.file.id)).collect();
        folder::replace(&self.part.join(LIST), list.as_bytes())
    }
}

/// Decrypts every file that belongs to a backup and counts those that are lost.
pub(super) fn look_over(
    backup: &Backup,
    conn: &Connection,
    progress: Progress<'_>,
) -> Result<EvidenceFound, StoreError> {
    each(backup, conn, progress, |_, _, _| Ok(()))
}

/// Puts every file that belongs to a backup and is whole into a folder, and counts those that are lost.
pub(super) fn bring(
    backup: &Backup,
    conn: &Connection,
    to: &Path,
    progress: Progress<'_>,
) -> Result<EvidenceFound, StoreError> {
    each(backup, conn, progress, |pool, id, sealed| {
        folder::link_or_write(&path_of(pool, id), &path_of(to, id), sealed)
    })
}

fn each(
    backup: &Backup,
    conn: &Connection,
    progress: Progress<'_>,
    mut whole: impl FnMut(&Path, Uuid, &[u8]) -> Result<(), StoreError>,
) -> Result<EvidenceFound, StoreError> {
    let needed = needed(backup, conn)?;
    let place = std::path::absolute(backup.folder())
        .map_err(|error| StoreError::io(backup.folder(), error))?;
    let pool = place.with_file_name(POOL);
    // One that leads elsewhere has nothing of ours.
    let there = folder::is_folder(&pool);
    let mut lost = 0;
    for (done, keyed) in needed.iter().enumerate() {
        go_on(progress, done, needed.len())?;
        let proven = there.then(|| keyed.proven_in(&pool).ok()).flatten();
        if let Some(sealed) = proven {
            whole(&pool, keyed.file.id, &sealed)?;
        } else {
            // Where the whole place is gone, this file is not what is lost.
            fs::read_dir(&place).map_err(|error| StoreError::io(&place, error))?;
            lost += 1;
        }
    }
    if !needed.is_empty() {
        go_on(progress, needed.len(), needed.len())?;
    }
    Ok(EvidenceFound {
        files: needed.len() as u64,
        lost,
    })
}

/// What a backup lists, with the keys in its database.
fn needed(backup: &Backup, conn: &Connection) -> Result<Vec<Keyed>, StoreError> {
    let path = backup.folder().join(LIST);
    let wrong = || StoreError::damaged(&path, "it is not the list of the backup's files");
    let listed = folder::read_up_to(&path, LIST_MAX)?
        .and_then(|bytes| parse(&bytes))
        .filter(|listed| listed.len() as u64 == backup.manifest().evidence)
        .ok_or_else(wrong)?;
    let mut known = Keyed::all(conn)?;
    known.retain(|keyed| listed.contains(&keyed.file.id));
    if known.len() == listed.len() {
        Ok(known)
    } else {
        Err(wrong())
    }
}

/// Removes the files on a shelf that no backup there lists any more, whoever's it is. Where a list can't be read, or a backup is being made,
/// nothing is removed.
pub(super) fn sweep(shelf: &Path) -> Result<(), StoreError> {
    let pool = shelf.join(POOL);
    let Some(_held) = folder::is_folder(&pool)
        .then(|| hold_alone(&pool))
        .flatten()
    else {
        return Ok(());
    };
    let at = |error| StoreError::io(&pool, error);
    let Some(listed) = listed(shelf) else {
        return Ok(());
    };
    for entry in fs::read_dir(&pool).map_err(at)? {
        let entry = entry.map_err(at)?;
        let id = entry
            .file_name()
            .to_str()
            .and_then(|name| Uuid::try_parse(name).ok());
        if id.is_some_and(|id| !listed.contains(&id)) {
            fs::remove_file(entry.path()).map_err(at)?;
        }
    }
    Ok(())
}

/// Everything that is listed on a shelf, by backups and by what may become one; `None` where that can't be told.
fn listed(shelf: &Path) -> Option<HashSet<Uuid>> {
    let mut all = HashSet::new();
    for entry in fs::read_dir(shelf).ok()? {
        let path = entry.ok()?.path();
        let list = path.join(LIST);
        let begun = path.extension().is_some_and(|end| end == UNFINISHED) && list.exists();
        if folder::is_folder(&path) && (begun || path.join(MANIFEST).exists()) {
            all.extend(parse(&folder::read_up_to(&list, LIST_MAX).ok()??)?);
        }
    }
    Some(all)
}

/// A list from unknown hands: identities as they are written here, in order, each once, and nothing else.
fn parse(bytes: &[u8]) -> Option<HashSet<Uuid>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut last = None;
    let mut ids = HashSet::new();
    for text in text.split_inclusive('\n') {
        let id = Uuid::try_parse(text.trim_end()).ok()?;
        if line(id) != text || last.is_some_and(|last| last >= id) {
            return None;
        }
        last = Some(id);
        ids.insert(id);
    }
    Some(ids)
}

fn line(id: Uuid) -> String {
    format!("{}\n", id.hyphenated())
}

/// Waits for whoever thins the files out. On a share that knows no locks it goes without.
fn hold(pool: &Path) -> Option<Held> {
    let file = lock_file(pool)?;
    file.lock_shared().ok()?;
    Some(Held(file))
}

/// `None` while somebody makes a backup.
fn hold_alone(pool: &Path) -> Option<Held> {
    let file = lock_file(pool)?;
    match file.try_lock() {
        Ok(()) => Some(Held(file)),
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
            Some(Held(file))
        }
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => None,
    }
}

fn lock_file(pool: &Path) -> Option<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    options.open(pool.join(LOCK)).ok()
}

fn go_on(progress: Progress<'_>, done: usize, all: usize) -> Result<(), StoreError> {
    if progress(Stage::Evidence, done as u64, all as u64) {
        Ok(())
    } else {
        Err(StoreError::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_what_is_written_here_and_nothing_else() {
        let [one, two] = [1, 2].map(|n| line(Uuid::from_u128(n)));
        let read = |text: &str| parse(text.as_bytes()).map(|ids| ids.len());
        assert_eq!(read(""), Some(0));
        assert_eq!(read(&format!("{one}{two}")), Some(2));
        for bad in [
            format!("{two}{one}"),
            format!("{one}{one}"),
            format!("{one}\n"),
            one.trim_end().to_owned(),
            one.replace('-', ""),
            format!(" {one}"),
            one.replace('\n', "\r\n"),
            line(Uuid::from_u128(0xAB)).to_uppercase(),
            "../../etc/passwd\n".to_owned(),
            format!("{one}\0"),
        ] {
            assert_eq!(read(&bad), None, "{bad:?}");
        }
        assert_eq!(parse(&[0xFF, b'\n']), None);
    }
}
