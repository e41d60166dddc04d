//! Printers of this computer. Only here is the operating system's spooler known.

use ansu_desk::{ApiError, Code};
use printers::common::base::job::PrinterJobOptions;
use printers::common::base::printer::Printer;
use serde::Serialize;
#[cfg(unix)]
use std::{
    fs::{self, DirBuilder, Permissions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};
#[cfg(unix)]
use tempfile::NamedTempFile;

/// A printer as the window lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct PrinterView {
    /// The name by which it is chosen.
    pub(crate) name: String,
    /// The name for people.
    pub(crate) title: String,
    /// The system's own choice.
    pub(crate) preferred: bool,
}

/// Lists the printers.
pub(crate) fn list() -> Vec<PrinterView> {
    printers::get_printers()
        .into_iter()
        .map(|printer| PrinterView {
            name: printer.system_name.clone(),
            title: printer.name.clone(),
            preferred: printer.is_default,
        })
        .collect()
}

/// Where the spooler takes a file from. A slip or a recovery sheet lies there for as long as the spooler reads it, for nobody else to
/// read, under a name that nobody can guess.
#[cfg(unix)]
pub(crate) struct Spool(PathBuf);

/// The spooler takes the bytes as they are; nothing lies anywhere.
#[cfg(not(unix))]
pub(crate) struct Spool;

#[cfg(unix)]
impl Spool {
    /// The spool in a folder of its own; what a process that was ended has left there is removed.
    pub(crate) fn at(folder: PathBuf) -> Self {
        // Where nothing was left there is nothing to remove; where it can't be removed, nothing can be printed and that is told.
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn submit(
        &self,
        printer: &Printer,
        pdf: &[u8],
        options: PrinterJobOptions,
    ) -> Result<(), ApiError> {
        self.lend(pdf, |path| {
            let path = path.to_str().ok_or_else(|| refused(path.display()))?;
            printer
                .print_file(path, options)
                .map(drop)
                .map_err(|error| refused(error.message))
        })
    }

    /// Lays the bytes down for as long as `take` runs. CUPS reads the file itself and sends it on before it answers (`cupsPrintFile`), so
    /// that it is needed no longer.
    fn lend<T>(
        &self,
        bytes: &[u8],
        take: impl FnOnce(&Path) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let laid = self.lay(bytes).map_err(|error| {
            ApiError::plain(Code::WriteFailed)
                .with("path", self.0.display())
                .with("detail", error)
        })?;
        take(laid.path())
    }

    /// The file is removed with what is given back, whatever happens meanwhile.
    fn lay(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.0)?;
        fs::set_permissions(&self.0, Permissions::from_mode(0o700))?;
        let mut file = tempfile::Builder::new()
            .suffix(".pdf")
            .permissions(Permissions::from_mode(0o600))
            .tempfile_in(&self.0)?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok(file)
    }
}

#[cfg(not(unix))]
impl Spool {
    /// There is no folder to it here.
    pub(crate) fn at(_: std::path::PathBuf) -> Self {
        Self
    }

    fn submit(
        &self,
        printer: &Printer,
        pdf: &[u8],
        options: PrinterJobOptions,
    ) -> Result<(), ApiError> {
        printer
            .print(pdf, options)
            .map(drop)
            .map_err(|error| refused(error.message))
    }
}

impl Spool {
    /// Prints a PDF as it is.
    ///
    /// # Errors
    /// There is no printer, or the spooler refuses.
    pub(crate) fn print(&self, printer: &str, job: &str, pdf: &[u8]) -> Result<(), ApiError> {
        let printer = if printer.is_empty() {
            printers::get_default_printer()
        } else {
            printers::get_printer_by_name(printer)
        };
        let printer = printer.ok_or_else(|| ApiError::plain(Code::NoPrinter))?;
        let options = PrinterJobOptions {
            name: Some(job),
            raw_properties: &[("copies", "1"), ("document-format", "application/pdf")],
            ..PrinterJobOptions::none()
        };
        self.submit(&printer, pdf, options)
    }
}

fn refused(detail: impl ToString) -> ApiError {
    ApiError::plain(Code::Printer).with("detail", detail.to_string())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::MetadataExt;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn files(folder: &Path) -> usize {
        fs::read_dir(folder).map_or(0, Iterator::count)
    }

    #[test]
    fn what_is_printed_lies_there_for_nobody_else_and_no_longer_than_the_spooler_reads() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("spool");
        let spool = Spool::at(place.clone());
        let mut names = Vec::new();
        for _ in 0..2 {
            spool
                .lend(b"%PDF", |path| {
                    assert_eq!(fs::read(path).unwrap(), b"%PDF");
                    assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, 0o600);
                    assert_eq!(fs::metadata(&place).unwrap().mode() & 0o777, 0o700);
                    names.push(path.to_owned());
                    Ok(())
                })
                .unwrap();
            assert_eq!(files(&place), 0);
        }
        assert_ne!(names[0], names[1]);
    }

    #[test]
    fn nothing_is_left_where_the_spooler_refuses_or_the_program_fails() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::at(folder.path().join("spool"));
        let refusal = spool.lend(b"%PDF", |_| Err::<(), _>(refused("offline")));
        assert_eq!(refusal.unwrap_err().code, Code::Printer);
        assert_eq!(files(&spool.0), 0);
        let failed = catch_unwind(AssertUnwindSafe(|| {
            spool.lend(b"%PDF", |_| -> Result<(), ApiError> {
                panic!("on purpose")
            })
        }));
        assert!(failed.is_err());
        assert_eq!(files(&spool.0), 0);
    }

    #[test]
    fn what_a_killed_process_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("spool");
        let left = Spool(place.clone()).lay(b"%PDF").unwrap().keep().unwrap();
        assert!(left.1.exists());
        let _spool = Spool::at(place);
        assert!(!left.1.exists());
    }
}
