//! The audit trail from the window, and the day sheet that vouches for it.

use crate::counter::{Counter, Keeping};
use crate::printing::Spool;
use crate::saving;
use ansu_desk::{
    ApiError, AuditPage, AuditRequest, AuditVerdict, Context, Operation, SystemContext, Way,
};
use base64::Engine;
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// A page of the audit trail.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn audit(counter: State<'_, Counter>, request: AuditRequest) -> Answer<AuditPage> {
    counter.act(Operation::Audit, |desk, session| {
        desk.audit(session, &request)
    })
}

/// Looks at the whole trail, with anchors from outside.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn verify_audit(
    counter: State<'_, Counter>,
    anchors: Vec<String>,
) -> Answer<AuditVerdict> {
    counter.act(Operation::Audit, |desk, session| {
        desk.verify_audit(session, &anchors)
    })
}

/// Composes the day sheet for the preview, as PDF in base64. What is printed or saved then is this very sheet: each one is a line of the
/// trail, which the next one names.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn day_sheet(counter: State<'_, Counter>) -> Answer<String> {
    let mut preview = String::new();
    counter.act_keeping(Operation::Audit, |desk, session| {
        let pdf = desk.day_sheet(session)?;
        preview = base64::engine::general_purpose::STANDARD.encode(&pdf);
        Ok(Keeping::DaySheet(pdf))
    })?;
    Ok(preview)
}

/// Saves the previewed day sheet as a file and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_day_sheet(counter: State<'_, Counter>) -> Answer<String> {
    let pdf = counter.take_day_sheet(Way::Saved)?;
    let name = format!(
        "day-sheet-{}.pdf",
        SystemContext.now().format("%Y%m%dT%H%M%SZ")
    );
    let path = saving::write(&counter.slips, &name, &pdf)?;
    Ok(path.display().to_string())
}

/// Prints the previewed day sheet; an empty name is the system's own choice.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_day_sheet(
    counter: State<'_, Counter>,
    spool: State<'_, Spool>,
    printer: String,
) -> Answer<()> {
    spool.print(
        &printer,
        "day-sheet",
        &counter.take_day_sheet(Way::Printed)?,
    )
}
