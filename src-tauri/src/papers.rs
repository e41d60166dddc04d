//! Papers beside the slip, from the window: previewed, saved, printed.

use crate::commands::SlipPreview;
use crate::counter::Counter;
use crate::printing::Spool;
use crate::saving;
use ansu_desk::{ApiError, Operation, PaperRequest};
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
            path = saving::write(&counter.slips, &paper.file, &paper.pdf)?;
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
                spool.print(&printer, &paper.file, &paper.pdf)
            })
        })
        .map(drop)
}
