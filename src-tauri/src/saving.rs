//! Files that are meant to leave the program: slips, copies, sheets.

use ansu_desk::{ApiError, Code};
use std::fs::DirBuilder;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes beside the place and renames, so that a full disk never leaves half a file; on disk when it returns. Says where. Nobody else on
/// this computer can read it: what it says is in the clear.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ApiError> {
    let path = folder.join(name);
    match put(folder, &path, bytes) {
        Ok(()) => Ok(path),
        Err(error) => Err(ApiError::plain(Code::WriteFailed)
            .with("path", path.display())
            .with("detail", error)),
    }
}

fn put(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    private(&mut DirBuilder::new()).create(folder)?;
    // Its owner's alone from the first moment (0600), under a name that nobody has guessed; removed again if anything fails.
    let mut part = tempfile::Builder::new()
        .suffix(".part")
        .tempfile_in(folder)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A folder of one's own, where it is not there yet. One that is there is somebody's choice and stays as it is.
fn private(builder: &mut DirBuilder) -> &mut DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(builder, 0o700);
    builder.recursive(true)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{MetadataExt, symlink};

    fn mode(path: &Path) -> Option<u32> {
        fs::metadata(path).ok().map(|found| found.mode() & 0o777)
    }

    #[test]
    fn what_is_saved_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let slips = folder.path().join("slips");
        let path = write(&slips, "a.pdf", b"%PDF").unwrap();
        assert_eq!((mode(&slips), mode(&path)), (Some(0o700), Some(0o600)));
        let again = write(&slips, "a.pdf", b"%PDF-2").unwrap();
        assert_eq!(
            (mode(&again), fs::read(again).unwrap()),
            (Some(0o600), b"%PDF-2".to_vec())
        );
        assert_eq!(fs::read_dir(&slips).unwrap().count(), 1);
    }

    #[test]
    fn a_link_laid_out_in_its_way_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        symlink(&elsewhere, folder.path().join("a.pdf.part")).unwrap();
        symlink(&elsewhere, folder.path().join("a.pdf")).unwrap();
        write(folder.path(), "a.pdf", b"%PDF").unwrap();
        assert!(!elsewhere.exists());
    }

    #[test]
    fn a_place_that_takes_no_file_keeps_nothing_of_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a.pdf")).unwrap();
        let refused = write(folder.path(), "a.pdf", b"%PDF").unwrap_err();
        assert_eq!(refused.code, Code::WriteFailed);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
