//! What the window may ask. Each command is one line into the desk.

use crate::backing_up;
use crate::counter::{Counter, Keeping};
use crate::printing::{self, PrinterView, Spool};
use crate::saving;
use ansu_desk::complaint::{
    CategoryGroup, Facts, GROUPS, IntakeForm, Moment, Phone, StaffId, TicketNumber,
};
use ansu_desk::{
    ApiError, AuditLineView, FoundHall, HallView, IssuedPassword, LogLine, Operation, Outcome,
    Perform, Preferences, QueueRequest, QueueView, Session, SlipRequestView, StaffView, Start,
    SystemContext, TicketRef, TicketView, Way,
};
use base64::Engine;
use serde::Serialize;
use std::path::PathBuf;
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

type Answer<T> = Result<T, ApiError>;

/// What the window needs first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub(crate) struct Opening {
    /// Hall, staff, preferences. Nobody's name before somebody has signed in.
    pub(crate) start: Start,
    /// Who is at work.
    pub(crate) at_work: Option<StaffView>,
    /// The password was made by somebody else and has to be changed before anything else.
    pub(crate) provisional: bool,
    /// The recovery sheet has been typed back since it was made.
    pub(crate) sheet_proven: bool,
    /// A new recovery sheet is in memory that can still be shown and printed.
    pub(crate) sheet_waits: bool,
    /// What was found lost since the person at work was last let in, the last one first: told once, and in the trail for good.
    pub(crate) losses: Vec<AuditLineView>,
    /// What the person at work may ask for beside the work on tickets.
    pub(crate) may: Vec<Operation>,
    /// The demonstration hall is open.
    pub(crate) demonstration: bool,
    /// The person at work has turned away: nothing is answered before the password.
    pub(crate) covered: bool,
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
    /// Numbers in it are masked.
    pub(crate) masked: bool,
}

/// Hall, staff, preferences, and who is at work. While covered, only whose password is wanted.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn start(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.try_again();
    let covered = counter.is_covered();
    let mut start = counter.start()?;
    if covered {
        start.staff.clear();
    }
    let at_work = counter.at_work();
    let at_work = at_work.as_ref();
    Ok(Opening {
        start,
        provisional: at_work.is_some_and(|at| at.session.is_provisional()),
        sheet_proven: at_work.is_none_or(|at| at.sheet_proven),
        sheet_waits: at_work.is_some_and(|at| at.sheet_waits),
        losses: at_work.map_or_else(Vec::new, |at| at.session.losses().to_vec()),
        may: at_work
            .filter(|_| !covered)
            .map_or_else(Vec::new, |at| at.may.clone()),
        at_work: at_work.map(|at| view(&at.session)),
        demonstration: counter.is_demonstration(),
        covered,
    })
}

fn view(session: &Session) -> StaffView {
    let staff = session.staff();
    StaffView {
        id: staff.id.clone(),
        name: staff.name.clone(),
        role: staff.role,
        active: true,
    }
}

/// Founds the hall of an empty data folder and puts its manager to work. The recovery sheet waits to be printed and proven.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn found_hall(
    counter: State<'_, Counter>,
    form: FoundHall,
    password: String,
) -> Answer<Opening> {
    let password = Zeroizing::new(password);
    counter.enter_with_sheet(|entrance| {
        let founded = entrance.found(SystemContext, &form, &password)?;
        Ok((founded.desk, founded.session, Some(founded.recovery)))
    })?;
    start(counter)
}

/// Opens the demonstration hall, making it if it is not there.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn enter_demonstration(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.turn_to(true);
    counter.enter_demonstration(ansu_desk::DEMO_STAFF)?;
    start(counter)
}

/// Goes back to the hall's own data.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn leave_demonstration(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.turn_to(false);
    start(counter)
}

/// Puts a person to work at this counter. In the demonstration the number is enough.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign_in(
    counter: State<'_, Counter>,
    number: String,
    password: String,
) -> Answer<Opening> {
    let password = Zeroizing::new(password);
    if counter.is_demonstration() {
        counter.enter_demonstration(&number)?;
    } else {
        counter.enter(|entrance| entrance.sign_in(SystemContext, &number, &password))?;
    }
    start(counter)
}

/// Leaves the counter to the next person: the keys are wiped and the data is closed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign_out(app: AppHandle, counter: State<'_, Counter>) -> Answer<Opening> {
    backing_up::leave(&app);
    start(counter)
}

/// Covers the counter: from now on only what is marked for it in `names.rs` is answered.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn cover(counter: State<'_, Counter>) {
    counter.cover();
}

/// The person at work comes back to a covered counter.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn uncover(counter: State<'_, Counter>, password: String) -> Answer<Opening> {
    counter.uncover(&Zeroizing::new(password))?;
    start(counter)
}

/// Opens the hall with the recovery sheet and gives a manager a new password.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn recover(
    counter: State<'_, Counter>,
    code: String,
    number: String,
    password: String,
) -> Answer<Opening> {
    let (code, password) = (Zeroizing::new(code), Zeroizing::new(password));
    counter.enter(|entrance| entrance.recover(SystemContext, &code, &number, &password))?;
    start(counter)
}

/// Changes one's own password.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_password(
    counter: State<'_, Counter>,
    old: String,
    chosen: String,
) -> Answer<Opening> {
    let (old, chosen) = (Zeroizing::new(old), Zeroizing::new(chosen));
    counter.act_keeping(Operation::ChangePassword, |desk, session| {
        desk.change_password(session, &old, &chosen)
            .map(Keeping::Session)
    })?;
    start(counter)
}

/// Makes a password for a colleague; it is shown once.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn issue_password(
    counter: State<'_, Counter>,
    staff: StaffId,
) -> Answer<IssuedPassword> {
    counter.act(Operation::IssuePassword, |desk, session| {
        desk.issue_password(session, &staff)
    })
}

/// Makes a new recovery sheet, which waits to be printed and proven; the earlier one opens nothing any more.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn renew_sheet(counter: State<'_, Counter>) -> Answer<Opening> {
    counter.act_keeping(Operation::RenewSheet, |desk, session| {
        desk.renew_sheet(session).map(Keeping::Sheet)
    })?;
    start(counter)
}

/// Shows the code of the sheet that waits, where there is no printer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn show_sheet(counter: State<'_, Counter>) -> Answer<String> {
    Ok(counter.take_sheet(Way::Shown)?.to_string())
}

/// Prints the recovery sheet that waits; an empty name is the system's own choice.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_sheet(
    counter: State<'_, Counter>,
    spool: State<'_, Spool>,
    printer: String,
) -> Answer<()> {
    let printed = counter.take_sheet(Way::Printed)?;
    let pdf = counter.at_entrance(|entrance| entrance.recovery_sheet(&SystemContext, &printed))?;
    spool.print(&printer, "recovery-sheet", &pdf)
}

/// The sheet's code was typed back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn prove_sheet(counter: State<'_, Counter>, code: String) -> Answer<Opening> {
    let code = Zeroizing::new(code);
    counter.act_keeping(Operation::ProveSheet, |desk, session| {
        desk.prove_sheet(session, &code)?;
        Ok(Keeping::NoSheet)
    })?;
    start(counter)
}

/// Keeps language, theme and size of text.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_preferences(counter: State<'_, Counter>, preferences: Preferences) -> Answer<()> {
    counter.at_entrance(|entrance| entrance.put_preferences(&preferences))
}

/// Adds or changes a member of staff.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn put_staff(counter: State<'_, Counter>, staff: StaffView) -> Answer<Vec<StaffView>> {
    counter.act(Operation::PutStaff, |desk, session| {
        desk.put_staff(session, &staff)
    })
}

/// Changes the hall's names.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn rename_hall(counter: State<'_, Counter>, hall: HallView) -> Answer<Start> {
    counter.act(Operation::RenameHall, |desk, session| {
        desk.rename_hall(session, &hall)
    })
}

/// The catalogue of categories.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn catalogue() -> Vec<CategoryGroup> {
    GROUPS.to_vec()
}

/// A page of the queue.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn queue(counter: State<'_, Counter>, request: QueueRequest) -> Answer<QueueView> {
    counter.act(Operation::Queue, |desk, session| {
        desk.queue(session, &request)
    })
}

/// Registers a complaint, and names the earlier one from which it follows.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn register(
    counter: State<'_, Counter>,
    form: IntakeForm,
    follows: Option<TicketNumber>,
    clears: Vec<String>,
) -> Answer<Outcome> {
    counter.act(Operation::Register, |desk, session| {
        desk.register_after(session, &form, follows.as_ref(), &clears)
    })
}

/// Carries out actions on a ticket.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn perform(counter: State<'_, Counter>, request: Perform) -> Answer<Outcome> {
    counter.act(Operation::Perform, |desk, session| {
        desk.perform(session, &request)
    })
}

/// Units that the hall asks most often.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn units(counter: State<'_, Counter>) -> Answer<Vec<String>> {
    counter.act(Operation::Ticket, |desk, session| desk.units(session))
}

/// A ticket for the workspace.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ticket(counter: State<'_, Counter>, which: TicketRef) -> Answer<TicketView> {
    counter.act(Operation::Ticket, |desk, session| {
        desk.ticket(session, &which)
    })
}

/// A complainant's full number.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reveal_phone(counter: State<'_, Counter>, which: TicketRef) -> Answer<Phone> {
    counter.act(Operation::RevealPhone, |desk, session| {
        desk.reveal_phone(session, &which)
    })
}

/// A ticket's registration as a form to correct.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn intake_form(counter: State<'_, Counter>, which: TicketRef) -> Answer<IntakeForm> {
    counter.act(Operation::IntakeForm, |desk, session| {
        desk.intake_form(session, &which)
    })
}

/// A ticket's history.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn log(counter: State<'_, Counter>, which: TicketRef) -> Answer<Vec<LogLine>> {
    counter.act(Operation::Log, |desk, session| desk.log(session, &which))
}

/// The read-back composed from facts that are still being typed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn read_back(counter: State<'_, Counter>, facts: Facts) -> Answer<String> {
    counter.act(Operation::ReadBack, |desk, session| {
        desk.read_back(session, &facts)
    })
}

/// The slip for the preview.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn slip(counter: State<'_, Counter>, request: SlipRequestView) -> Answer<SlipPreview> {
    let slip = counter.act(Operation::Slip, |desk, session| {
        desk.slip(session, &request)
    })?;
    let pdf = base64::engine::general_purpose::STANDARD.encode(&slip.pdf);
    Ok(SlipPreview {
        pdf,
        pages: slip.pages,
        fingerprint: slip.fingerprint,
        composed: slip.composed,
        masked: slip.masked,
    })
}

/// Saves the previewed slip as a file and says where.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_slip(counter: State<'_, Counter>, request: SlipRequestView) -> Answer<String> {
    let mut path = PathBuf::new();
    counter.act(Operation::IssueSlip, |desk, session| {
        desk.issue_slip(session, &request, |slip| {
            path = saving::write(&counter.slips, &format!("{}.pdf", slip.number), &slip.pdf)?;
            Ok(())
        })
    })?;
    Ok(path.display().to_string())
}

/// Prints the previewed slip; an empty name is the system's own choice.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_slip(
    counter: State<'_, Counter>,
    spool: State<'_, Spool>,
    request: SlipRequestView,
    printer: String,
) -> Answer<()> {
    counter
        .act(Operation::IssueSlip, |desk, session| {
            desk.issue_slip(session, &request, |slip| {
                spool.print(&printer, &slip.number, &slip.pdf)
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
