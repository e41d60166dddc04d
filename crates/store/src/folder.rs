//! The data folder on disk: created for its owner only, every change of a name made durable.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::error::StoreError;

/// Creates the folder with its parents if it is absent, durably: each new name is on disk when this returns, and only the owner may look
/// into what is new.
pub(crate) fn create(folder: &Path) -> Result<(), StoreError> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|path| !path.as_os_str().is_empty()) {
        create(parent)?;
    }
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        // Somebody else was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
        created => created.map_err(|error| StoreError::io(folder, error))?,
    }
    folder.parent().map_or(Ok(()), sync)
}

/// Proves that files can be created here, before the database finds out half-way.
pub(crate) fn prove_writable(folder: &Path) -> Result<(), StoreError> {
    let probe = folder.join("ansu.probe");
    // The folder may be a stick from unknown hands: what has this name, a way elsewhere perhaps, is not opened but put away.
    remove_if_there(&probe)?;
    create_private(&probe)?;
    remove_if_there(&probe)
}

/// Removes a file that may be absent.
pub(crate) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io(path, error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The same, and it stays removed: on disk when this returns, also where it was gone already and nobody has synced that.
pub(crate) fn remove_for_good(path: &Path) -> Result<(), StoreError> {
    remove_if_there(path)?;
    path.parent().map_or(Ok(()), sync)
}

/// A whole small file; `None` where there is none. What is no file is not opened: a pipe would never answer, a device never end.
pub(crate) fn read_up_to(path: &Path, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(found) if !found.is_file() => {
            return Err(StoreError::damaged(path, "it is not a file"));
        }
        found => found.map_err(|error| StoreError::io(path, error))?,
    };
    let file = File::open(path).map_err(|error| StoreError::io(path, error))?;
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| StoreError::io(path, error))?;
    if bytes.len() as u64 > most {
        return Err(StoreError::damaged(
            path,
            "the file is larger than it can be",
        ));
    }
    Ok(Some(bytes))
}

/// Puts a small file in the place of an earlier one: the new content or the old one, never half of it, on disk when this returns.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".new");
    let part = Path::new(&part);
    remove_if_there(part)?;
    write(part, bytes)?;
    rename(part, path)
}

/// Writes a small file that is not there yet; its content is on disk when this returns, its name not yet.
fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    create_private(path)?;
    let written = File::options().write(true).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| {
        // What is left of it helps nobody; the error that counts is the first one.
        let _ = fs::remove_file(path);
        StoreError::io(path, error)
    })
}

/// Gives a small file that never changes one more name, or, where the file system can't, makes a copy of it with this content. The name is
/// not on disk before its folder is synced.
pub(crate) fn link_or_write(from: &Path, to: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    fs::hard_link(from, to).or_else(|_| write(to, bytes))
}

/// Whether a path is a folder itself, and does not lead to one elsewhere.
pub(crate) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// Gives a finished file its name, durably.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| StoreError::io(to, error))?;
    to.parent().map_or(Ok(()), sync)
}

/// Makes the names in a folder durable. Windows does so on its own.
#[cfg(unix)]
pub(crate) fn sync(folder: &Path) -> Result<(), StoreError> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let synced = File::open(folder).and_then(|open| open.sync_all());
    synced.map_err(|error| StoreError::io(folder, error))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn sync(_folder: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Lets the system forget what it remembers of a file that is on disk, so that whoever reads it next reads the disk: a stick may take everything
/// and keep nothing. A hint, which a file system in memory has no use for; elsewhere than on Linux there is none.
#[cfg(target_os = "linux")]
pub(crate) fn forget_cached(path: &Path) -> Result<(), StoreError> {
    use rustix::fs::{Advice, fadvise};
    let file = File::open(path).map_err(|error| StoreError::io(path, error))?;
    let _ = fadvise(&file, 0, None, Advice::DontNeed);
    Ok(())
}

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps)]
pub(crate) fn forget_cached(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Creates an empty file that only the owner may read; SQLite's companions of it follow its rights.
pub(crate) fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = File::options();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(|error| StoreError::io(path, error))
}
