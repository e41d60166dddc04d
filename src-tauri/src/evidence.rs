//! Files of evidence from the window: brought as base64, shown as base64, a copy beside the slips.

use crate::counter::Counter;
use crate::saving;
use ansu_desk::complaint::EvidenceFile;
use ansu_desk::{ApiError, Code, DeskError, EVIDENCE_MAX, Operation, TicketRef, Uuid, Way};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// A file of evidence, to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct ShownEvidence {
    /// What the record says of it.
    file: EvidenceFile,
    /// Its content in base64.
    content: String,
}

/// The small picture of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct SmallPicture {
    /// Which file.
    id: Uuid,
    /// A JPEG in base64.
    picture: String,
}

/// Looks at a file and keeps it for a ticket; performing `attach_evidence` with what comes back puts it there.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn bring_evidence(
    counter: State<'_, Counter>,
    which: TicketRef,
    name: String,
    content: String,
) -> Answer<EvidenceFile> {
    // Base64 is four characters for three bytes.
    if content.len() / 4 * 3 > EVIDENCE_MAX + 3 {
        return Err(ApiError::from(&DeskError::EvidenceTooLarge));
    }
    let content = STANDARD
        .decode(content)
        .map_err(|error| ApiError::plain(Code::BadRequest).with("detail", error))?;
    counter.act(Operation::BringEvidence, |desk, session| {
        desk.bring_evidence(session, &which, &name, &content)
    })
}

/// The small pictures of a ticket's files.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn evidence_previews(
    counter: State<'_, Counter>,
    which: TicketRef,
) -> Answer<Vec<SmallPicture>> {
    let previews = counter.act(Operation::Evidence, |desk, session| {
        desk.evidence_previews(session, &which)
    })?;
    let small = |preview: ansu_desk::EvidencePreview| SmallPicture {
        id: preview.id,
        picture: STANDARD.encode(preview.picture),
    };
    Ok(previews.into_iter().map(small).collect())
}

/// A file of a ticket, to be shown.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn evidence(
    counter: State<'_, Counter>,
    which: TicketRef,
    id: Uuid,
) -> Answer<ShownEvidence> {
    let view = counter.act(Operation::Evidence, |desk, session| {
        desk.evidence(session, &which, id, Way::Shown)
    })?;
    Ok(ShownEvidence {
        content: STANDARD.encode(view.content),
        file: view.file,
    })
}

/// Writes a copy of a file beside the slips, and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_evidence(
    counter: State<'_, Counter>,
    which: TicketRef,
    id: Uuid,
) -> Answer<String> {
    let view = counter.act(Operation::Evidence, |desk, session| {
        desk.evidence(session, &which, id, Way::Saved)
    })?;
    let path = saving::write(&counter.slips, &view.copy_name, &view.content)?;
    Ok(path.display().to_string())
}
