//! Further papers of a ticket, from the window.

use crate::commands::SlipPreview;
use crate::counter::Counter;
use crate::printing::Spool;
use crate::saving;
use ansu_desk::{ApiError, Operation, PaperKind, PaperRequest};
use base64::Engine;
use std::path::PathBuf;
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// A paper for the preview.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn paper(counter: State<'_, Counter>, request: PaperRequest) -> Answer<SlipPreview> {
    let paper = counter.act(Operation::Slip, |desk, session| {
        desk.paper(session, &request)
    })?;
    Ok(SlipPreview {
        pdf: base64::engine::general_purpose::STANDARD.encode(&paper.pdf),
        pages: paper.pages,
        fingerprint: paper.fingerprint,
        composed: paper.composed,
        masked: paper.masked,
    })
}

/// Saves the previewed paper as a file and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_paper(counter: State<'_, Counter>, request: PaperRequest) -> Answer<String> {
    let mut path = PathBuf::new();
    counter.act(Operation::IssueSlip, |desk, session| {
        desk.issue_paper(session, &request, |paper| {
            let name = file_name(request.kind, &paper.number);
            path = saving::write(&counter.slips, &name, &paper.pdf)?;
            Ok(())
        })
    })?;
    Ok(path.display().to_string())
}

/// Prints the previewed paper; an empty name is the system's own choice.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_paper(
    counter: State<'_, Counter>,
    spool: State<'_, Spool>,
    request: PaperRequest,
    printer: String,
) -> Answer<()> {
    counter
        .act(Operation::IssueSlip, |desk, session| {
            desk.issue_paper(session, &request, |paper| {
                spool.print(
                    &printer,
                    &file_name(request.kind, &paper.number),
                    &paper.pdf,
                )
            })
        })
        .map(drop)
}

/// Beside the slip of the same ticket, by its own name.
fn file_name(kind: PaperKind, number: &str) -> String {
    let name = match kind {
        PaperKind::HandOver => "移交单",
        PaperKind::FinalReply => "答复函",
    };
    format!("{number} {name}.pdf")
//! Papers beside the slip, from the window: previewed, saved, printed.

use crate::counter::Counter;
use crate::printing::Spool;
use crate::saving;
use ansu_desk::complaint::Moment;
use ansu_desk::{ApiError, Operation, PaperRequest};
use base64::Engine;
use serde::Serialize;
use std::path::PathBuf;
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// A paper for the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct PaperPreview {
    /// The PDF in base64.
    pub(crate) pdf: String,
    /// Pages, all copies together.
    pub(crate) pages: u8,
    /// When it was composed; sent back for printing the same bytes.
    pub(crate) composed: Moment,
    /// Numbers in it are masked.
    pub(crate) masked: bool,
}

/// A paper for the preview.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn paper(counter: State<'_, Counter>, request: PaperRequest) -> Answer<PaperPreview> {
    let paper = counter.act(Operation::Slip, |desk, session| {
        desk.paper(session, &request)
    })?;
    Ok(PaperPreview {
        pdf: base64::engine::general_purpose::STANDARD.encode(&paper.pdf),
        pages: paper.pages,
        composed: paper.composed,
        masked: paper.masked,
    })
}

/// Saves the previewed paper as a file and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_paper(counter: State<'_, Counter>, request: PaperRequest) -> Answer<String> {
    let mut path = PathBuf::new();
    counter.act(Operation::IssueSlip, |desk, session| {
        desk.issue_paper(session, &request, |paper| {
            path = saving::write(&counter.slips, &format!("{}.pdf", paper.name), &paper.pdf)?;
            Ok(())
        })
    })?;
    Ok(path.display().to_string())
}

/// Prints the previewed paper; an empty name is the system's own choice.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_paper(
    counter: State<'_, Counter>,
    spool: State<'_, Spool>,
    request: PaperRequest,
    printer: String,
) -> Answer<()> {
    counter
        .act(Operation::IssueSlip, |desk, session| {
            desk.issue_paper(session, &request, |paper| {
                spool.print(&printer, &paper.name, &paper.pdf)
            })
        })
        .map(drop)
}
