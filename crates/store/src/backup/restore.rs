//! The way back from a backup. What was there is moved aside and kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use ansu_complaint::Moment;

use super::{Backup, DATABASE, EvidenceFound, KEYS, Progress, Stage, UNFINISHED, pool};
use crate::error::StoreError;
use crate::folder;
use crate::key::Key;
use crate::lock::FolderLock;
use crate::mark::{MARK_FILE, Mark};
use crate::store::Store;
use crate::vault::OpenVault;
use crate::{audit, connection, evidence};

/// What is ready to be put in place. It gets this name when it is whole and on disk.
const STAGED: &str = "ansu.restore";
/// Where the place is noted to which what was there is moved.
const ASIDE: &str = "aside";

/// Puts a backup in the place of what is in the data folder, after proving it. What was there is moved into a folder beside it, which is
/// given back; `None` where there was nothing. Files of evidence that are lost in the backup are counted and left out. `settle` is what has to be done to the copy before it takes its place, so that it is there from
/// the first moment. A power cut at any moment leaves the old state or the new one: [`finish_restore`] completes what was begun.
///
/// # Errors
/// The backup is not sound, or its place is gone ([`StoreError::PlaceGone`]); the folder is in use, full, or can't be written; what `settle`
/// says; [`StoreError::Cancelled`]: nothing was put in place then. [`StoreError::RestoreOwed`] where it is ready and could not be put in place.
pub fn restore(
    backup: &Backup,
    keys: &OpenVault,
    data: &Path,
    now: Moment,
    progress: Progress<'_>,
    settle: impl FnOnce(&mut Store) -> Result<(), StoreError>,
) -> Result<(Option<PathBuf>, EvidenceFound), StoreError> {
    folder::create(data)?;
    let _lock = FolderLock::take(data)?;
    backup
        .is_proven(keys, progress)
        .map_err(|error| error.unless_gone(backup.folder()))?;
    let staged = data.join(STAGED);
    let part = staged.with_extension(UNFINISHED);
    clear_away(&staged)?;
    let aside = free_name(data, now)?;
    let key = keys.master().database();
    let ready = stage(backup, &part, &aside, progress)
        .and_then(|()| bring_evidence(backup, &part, &key, progress))
        .and_then(|evidence| {
            settled(&part, &key, now, settle)?;
            match progress(Stage::Copy, 1, 1) {
                true => folder::rename(&part, &staged)?,
                false => return Err(StoreError::Cancelled),
            }
            Ok(evidence)
        });
    let evidence = match ready {
        Ok(evidence) => evidence,
        Err(error) => {
            // What is left of it helps nobody; the error that counts is the first one.
            let _ = fs::remove_dir_all(&part);
            return Err(error.unless_gone(backup.folder()));
        }
    };
    put_in_place(data).map_err(|error| StoreError::RestoreOwed(Box::new(error)))?;
    Ok((aside.exists().then_some(aside), evidence))
}

/// Completes a restore that was cut off after it was ready; does nothing where none was.
///
/// # Errors
/// The folder is in use or can't be written.
pub fn finish_restore(data: &Path) -> Result<(), StoreError> {
    if data.join(STAGED).is_dir() {
        let _lock = FolderLock::take(data)?;
        put_in_place(data)?;
    }
    Ok(())
}

fn stage(
    backup: &Backup,
    part: &Path,
    aside: &Path,
    progress: Progress<'_>,
) -> Result<(), StoreError> {
    folder::create(part)?;
    let from = backup.folder().join(DATABASE);
    let to = part.join(DATABASE);
    if !progress(Stage::Copy, 0, 1) {
        return Err(StoreError::Cancelled);
    }
    folder::create_private(&to)?;
    fs::copy(&from, &to).map_err(|error| StoreError::io(&to, error))?;
    File::options()
        .write(true)
        .open(&to)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::io(&to, error))?;
    folder::replace(&part.join(KEYS), &backup.key_file()?)?;
    let name = aside
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    folder::replace(&part.join(ASIDE), name.as_bytes())
}

/// Puts the files of evidence beside the copy. The folder is made where there are none, too: it is what takes the place of the one there.
fn bring_evidence(
    backup: &Backup,
    part: &Path,
    key: &Key,
    progress: Progress<'_>,
) -> Result<EvidenceFound, StoreError> {
    let to = part.join(evidence::FOLDER);
    folder::create(&to)?;
    let conn = connection::open_to_read(&part.join(DATABASE), key)?;
    let found = pool::bring(backup, &conn, &to, progress)?;
    folder::sync(&to)?;
    Ok(found)
}

/// Does to the copy what has to be done, and begins its mark. A restore goes back on purpose: the mark says how far, and takes its place
/// together with the rest.
fn settled(
    part: &Path,
    key: &Key,
    now: Moment,
    settle: impl FnOnce(&mut Store) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let to = part.join(DATABASE);
    let ends = audit::ends(&connection::open_to_read(&to, key)?)?;
    drop(Mark::begin(part, key, ends)?);
    let mut store = Store::open(part, key, now)?;
    settle(&mut store)?;
    let ends = store.ends()?;
    store.empty_log()?;
    drop(store);
    folder::remove_for_good(&connection::write_ahead_log(&to))?;
    drop(Mark::begin(part, key, ends)?);
    Ok(())
}

/// Moves what was there aside and what is ready into its place. Each move is one rename; done again after a power cut, it does what is left
/// to do.
fn put_in_place(data: &Path) -> Result<(), StoreError> {
    let staged = data.join(STAGED);
    let name = folder::read_up_to(&staged.join(ASIDE), 256)?
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .filter(|name| is_plain(name))
        .ok_or_else(|| StoreError::damaged(&staged, "the restore that was begun can't be read"))?;
    let aside = data.join(name);
    let log = |path: &Path| connection::write_ahead_log(path);
    // The files of evidence go before the database: opened without them, it would be taken for one that has lost them.
    for file in [evidence::FOLDER, DATABASE, KEYS, MARK_FILE] {
        let ready = staged.join(file);
        if !ready.exists() {
            continue;
        }
        let live = data.join(file);
        if live.exists() {
            folder::create(&aside)?;
        }
        if file == DATABASE && log(&live).exists() {
            // A log left beside another file would be taken for that file's.
            folder::rename(&log(&live), &log(&aside.join(file)))?;
        }
        if live.exists() {
            folder::rename(&live, &aside.join(file))?;
        }
        folder::rename(&ready, &live)?;
    }
    folder::remove_if_there(&data.join("ansu.db-shm"))?;
    clear_away(&staged)
}

/// Removes what is ready or was being made. It loses its name first: half removed under it, it would be taken for a restore to complete.
fn clear_away(staged: &Path) -> Result<(), StoreError> {
    let part = staged.with_extension(UNFINISHED);
    let remove = |path: &Path| match path.exists() {
        true => fs::remove_dir_all(path).map_err(|error| StoreError::io(path, error)),
        false => Ok(()),
    };
    remove(&part)?;
    if staged.exists() {
        folder::rename(staged, &part)?;
    }
    remove(&part)
}

fn free_name(data: &Path, now: Moment) -> Result<PathBuf, StoreError> {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    (0..)
        .map(|copy| match copy {
            0 => data.join(format!("ansu-before-restore-{stamp}")),
            _ => data.join(format!("ansu-before-restore-{stamp}-{copy}")),
        })
        .find(|path| !path.exists())
        .ok_or(StoreError::DiskFull)
}

/// One name, and not a way out of the folder.
fn is_plain(name: &str) -> bool {
    name.starts_with("ansu-before-restore-")
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
