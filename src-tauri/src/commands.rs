//! What the window may ask. Each command is one line into the desk.

use crate::counter::Counter;
use crate::printing::{self, PrinterView};
use ansu_desk::complaint::{
    Authority, CategoryGroup, Facts, GROUPS, IntakeForm, Moment, Phone, Step,
};
use ansu_desk::{
    ApiError, Coaching, Code, FoundHall, HallView, Line, LogLine, Outcome, Perform, Preferences,
    QueueRequest, QueueView, SlipRequestView, SlipView, StaffView, Start, TicketRef, TicketView,
};
use base64::Engine;
use serde::Serialize;
use std::path::{Path, PathBuf};
use tauri::State;

type Answer<T> = Result<T, ApiError>;

/// What the window needs first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct Opening {
    /// Hall, staff, preferences.
    pub(crate) start: Start,
    /// Who is at work.
    pub(crate) at_work: Option<StaffView>,
    /// The demonstration hall is open.
    pub(crate) demonstration: bool,
}

/// A slip for the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct SlipPreview {
    /// The PDF in base64.
    pub(crate) pdf: String,
    /// Pages of one copy.
    pub(crate) pages: u8,
    /// Fingerprint in the footer.
    pub(crate) fingerprint: String,
    /// When it was composed; sent back for printing the same bytes.
    pub(crate) composed: Moment,
}

/// Hall, staff, preferences, and who is at work.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn start(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.try_again();
    let start = counter.ask(|desk| desk.start())?;
    let at_work = counter.at_work().map(|session| {
        let staff = session.staff();
        StaffView {
            id: staff.id.clone(),
            name: staff.name.clone(),
            role: staff.role,
            active: true,
        }
    });
    Ok(Opening {
        start,
        at_work,
        demonstration: counter.is_demonstration(),
    })
}

/// Founds the hall of an empty data folder and signs its manager in.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn found_hall(counter: State<'_, Counter>, form: FoundHall) -> Answer<Opening> {
    let session = counter.ask(|desk| {
        desk.found(&form)?;
        desk.sign_in(&form.manager)
    })?;
    counter.put_to_work(Some(session));
    start(counter)
}

/// Opens the demonstration hall, making it if it is not there.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn enter_demonstration(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.turn_to(true);
    counter.put_to_work(Some(
        counter.ask(|desk| desk.sign_in(ansu_desk::DEMO_STAFF))?,
    ));
    start(counter)
}

/// Goes back to the hall's own data.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn leave_demonstration(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.turn_to(false);
    start(counter)
}

/// Puts a person to work at this counter.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign_in(counter: State<'_, Counter>, number: String) -> Answer<Opening> {
    counter.put_to_work(Some(counter.ask(|desk| desk.sign_in(&number))?));
    start(counter)
}

/// Leaves the counter to the next person.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign_out(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.put_to_work(None);
    start(counter)
}

/// Keeps language, theme and size of text.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_preferences(counter: State<'_, Counter>, preferences: Preferences) -> Answer<()> {
    counter.ask(|desk| desk.put_preferences(&preferences))
}

/// Adds or changes a member of staff.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_staff(counter: State<'_, Counter>, staff: StaffView) -> Answer<Vec<StaffView>> {
    counter.act(|desk, session| desk.put_staff(session, &staff))
}

/// Changes the hall's names.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rename_hall(counter: State<'_, Counter>, hall: HallView) -> Answer<Start> {
    counter.act(|desk, session| desk.rename_hall(session, &hall))
}

/// The catalogue of categories.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn catalogue() -> Vec<CategoryGroup> {
    GROUPS.to_vec()
}

/// Who may grant what.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn authority(counter: State<'_, Counter>) -> Answer<Authority> {
    counter.ask(|desk| Ok(desk.authority().clone()))
}

/// A page of the queue.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn queue(counter: State<'_, Counter>, request: QueueRequest) -> Answer<QueueView> {
    counter.act(|desk, session| desk.queue(session, &request))
}

/// Earlier complaints from a number.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn contacts(counter: State<'_, Counter>, phone: String) -> Answer<Vec<Line>> {
    counter.act(|desk, session| desk.contacts(session, &phone))
}

/// Registers a complaint.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn register(
    counter: State<'_, Counter>,
    form: IntakeForm,
    clears: Vec<String>,
) -> Answer<Outcome> {
    counter.act(|desk, session| desk.register(session, &form, &clears))
}

/// Carries out actions on a ticket.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn perform(counter: State<'_, Counter>, request: Perform) -> Answer<Outcome> {
    counter.act(|desk, session| desk.perform(session, &request))
}

/// A ticket for the workspace.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ticket(counter: State<'_, Counter>, which: TicketRef) -> Answer<TicketView> {
    counter.act(|desk, session| desk.ticket(session, &which))
}

/// A complainant's full number.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reveal_phone(counter: State<'_, Counter>, which: TicketRef) -> Answer<Phone> {
    counter.act(|desk, session| desk.reveal_phone(session, &which))
}

/// A ticket's registration as a form to correct.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn intake_form(counter: State<'_, Counter>, which: TicketRef) -> Answer<IntakeForm> {
    counter.act(|desk, session| desk.intake_form(session, &which))
}

/// A ticket's history.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn log(counter: State<'_, Counter>, which: TicketRef) -> Answer<Vec<LogLine>> {
    counter.act(|desk, session| desk.log(session, &which))
}

/// What to say and do at a step.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn coach(counter: State<'_, Counter>, which: TicketRef, step: Step) -> Answer<Coaching> {
    counter.act(|desk, session| desk.coach(session, &which, step))
}

/// The read-back composed from facts that are still being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn read_back(counter: State<'_, Counter>, facts: Facts) -> Answer<String> {
    counter.act(|desk, session| Ok(desk.read_back(session, &facts)))
}

/// Keeps what is being typed; on disk when it answers.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_draft(counter: State<'_, Counter>, key: String, json: String) -> Answer<Moment> {
    counter.act(|desk, session| desk.save_draft(session, &key, &json))
}

/// What was being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn draft(counter: State<'_, Counter>, key: String) -> Answer<Option<String>> {
    counter.act(|desk, session| desk.draft(session, &key))
}

/// Throws away what was being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn discard_draft(counter: State<'_, Counter>, key: String) -> Answer<()> {
    counter.act(|desk, session| desk.discard_draft(session, &key))
}

/// The slip for the preview.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn slip(counter: State<'_, Counter>, request: SlipRequestView) -> Answer<SlipPreview> {
    let slip = counter.act(|desk, session| desk.slip(session, &request))?;
    let pdf = base64::engine::general_purpose::STANDARD.encode(&slip.pdf);
    Ok(SlipPreview {
        pdf,
        pages: slip.pages,
        fingerprint: slip.fingerprint,
        composed: slip.composed,
    })
}

/// Saves the previewed slip as a file and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_slip(counter: State<'_, Counter>, request: SlipRequestView) -> Answer<String> {
    let slip = counter.act(|desk, session| {
        desk.issue_slip(session, &request, |slip| write(&counter.slips, slip))
    })?;
    Ok(place(&counter.slips, &slip).display().to_string())
}

/// Prints the previewed slip; an empty name is the system's own choice.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_slip(
    counter: State<'_, Counter>,
    request: SlipRequestView,
    printer: String,
) -> Answer<()> {
    counter
        .act(|desk, session| {
            desk.issue_slip(session, &request, |slip| {
                printing::print(&printer, &slip.number, &slip.pdf)
            })
        })
        .map(drop)
}

/// The printers of this computer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn printers() -> Vec<PrinterView> {
    printing::list()
}

/// Where a slip is saved.
fn place(folder: &Path, slip: &SlipView) -> PathBuf {
    folder.join(format!("{}.pdf", slip.number))
}

/// Writes beside the place and renames, so that a full disk never leaves half a slip.
fn write(folder: &Path, slip: &SlipView) -> Answer<()> {
    let path = place(folder, slip);
    let part = path.with_extension("pdf.part");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&part, &slip.pdf))
        .and_then(|()| std::fs::rename(&part, &path));
    written.map_err(|error| {
        // What is left of it helps nobody; the error that counts is the first one.
        let _ = std::fs::remove_file(&part);
        ApiError::plain(Code::WriteFailed)
            .with("path", path.display())
            .with("detail", error)
    })
}
