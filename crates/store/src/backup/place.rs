//! A place for backups outside of the data folder, known by a mark in it: the same path may lead to another stick tomorrow, or, while the
//! stick is away, to an empty folder of this computer.

use std::fs;
use std::path::Path;

use crate::error::StoreError;
use crate::folder;

const MARK: &str = "ansu.place";
const BYTES: usize = 16;

/// Puts a mark into a folder and gives it; one that has a mark keeps it, for several halls may share a stick.
///
/// # Errors
/// The folder is not there ([`StoreError::PlaceGone`]), full, or can't be written.
pub fn mark_place(place: &Path) -> Result<String, StoreError> {
    folder_is_there(place)?;
    folder::prove_writable(place)?;
    if let Some(mark) = mark_in(place) {
        return Ok(mark);
    }
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    let mark = data_encoding::HEXLOWER.encode(&bytes);
    folder::replace(&place.join(MARK), mark.as_bytes())?;
    Ok(mark)
}

/// Whether a folder is there and is the one that was given this mark.
#[must_use]
pub fn is_place(place: &Path, mark: &str) -> bool {
    mark_in(place).is_some_and(|found| found == mark)
}

/// Whether two folders lie on one disk, as far as the system tells: what takes the one takes the other.
#[must_use]
pub fn is_on_the_same_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
        device(one).is_some_and(|found| Some(found) == device(other))
    }
    #[cfg(not(unix))]
    {
        let drive = |path: &Path| {
            path.components()
                .next()
                .map(|first| first.as_os_str().to_ascii_lowercase())
        };
        let whole = |path: &Path| fs::canonicalize(path).ok();
        matches!((whole(one), whole(other)), (Some(one), Some(other)) if drive(&one) == drive(&other))
    }
}

fn folder_is_there(place: &Path) -> Result<(), StoreError> {
    if place.is_dir() {
        Ok(())
    } else {
        Err(StoreError::PlaceGone {
            path: place.to_owned(),
        })
    }
}

fn mark_in(place: &Path) -> Option<String> {
    let path = place.join(MARK);
    // One that leads elsewhere says nothing about this folder.
    fs::symlink_metadata(&path)
        .ok()
        .filter(fs::Metadata::is_file)?;
    let bytes = folder::read_up_to(&path, 2 * BYTES as u64).ok()??;
    let mark = String::from_utf8(bytes).ok()?;
    let whole = data_encoding::HEXLOWER.decode(mark.as_bytes()).ok()?.len() == BYTES;
    whole.then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_its_mark_and_keeps_it() {
        let stick = tempfile::tempdir().unwrap();
        let mark = mark_place(stick.path()).unwrap();
        assert_eq!(mark_place(stick.path()).unwrap(), mark);
        assert!(is_place(stick.path(), &mark));
        // Pulled out, an empty folder may be left under the name, or another stick be there.
        let other = tempfile::tempdir().unwrap();
        assert!(!is_place(other.path(), &mark));
        assert_ne!(mark_place(other.path()).unwrap(), mark);
        assert!(!is_place(&stick.path().join("gone"), &mark));
        let gone = mark_place(&stick.path().join("gone"));
        assert!(matches!(gone, Err(StoreError::PlaceGone { .. })));
    }

    #[test]
    fn what_is_no_mark_is_written_anew() {
        let stick = tempfile::tempdir().unwrap();
        for strange in ["", "zz", "00112233445566778899aabbccddeef", "../../etc"] {
            fs::write(stick.path().join(MARK), strange).unwrap();
            assert!(!is_place(stick.path(), strange));
            let mark = mark_place(stick.path()).unwrap();
            assert!(is_place(stick.path(), &mark));
        }
    }

    #[test]
    fn folders_beside_each_other_are_on_one_disk() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert!(is_on_the_same_disk(one.path(), other.path()));
        assert!(!is_on_the_same_disk(one.path(), &other.path().join("gone")));
        #[cfg(target_os = "linux")]
        assert!(!is_on_the_same_disk(one.path(), Path::new("/proc")));
    }
}
