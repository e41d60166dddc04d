//! Printers of this computer. Only here is the operating system's spooler known.

use ansu_desk::{ApiError, Code};
use printers::common::base::job::PrinterJobOptions;
use serde::Serialize;

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

/// Prints a PDF as it is.
///
/// # Errors
/// There is no printer, or the spooler refuses.
pub(crate) fn print(printer: &str, job: &str, pdf: &[u8]) -> Result<(), ApiError> {
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
    printer
        .print(pdf, options)
        .map(drop)
        .map_err(|error| ApiError::plain(Code::Printer).with("detail", error.message))
}
