//! What each command does: one or two calls of the desk.

use crate::answer::{Exit, Failure, answer, say, warn};
use crate::arguments::{Arguments, BackupCommand, Command, StaffCommand};
use crate::clock::Clock;
use crate::keeping::{audit, opener, put_second_place, second_place, sheet, told, verdict};
use crate::{guidance, input, personal, secret, words};
use ansu_desk::complaint::{StaffId, TicketNumber};
use ansu_desk::{
    ApiError, BackupView, Context, DemoPlan, Desk, DeskError, Entrance, FoundHall, Ground,
    HeldContext, Lane, QueueRequest, Session, SlipRequestView, StaffView, Start, TicketRef,
};
use serde::Serialize;
use serde_json::json;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use zeroize::Zeroizing;

/// The desk as the command line has it.
pub(crate) type Office = Desk<Clock>;

/// Bytes of a story: more than anybody tells by hand, and little enough to be read as a whole before its first line is carried out.
const STORY_MAX: u64 = 64 * 1024 * 1024;

pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments {
        data,
        json,
        now,
        staff,
        password_file,
        command,
    } = arguments;
    let Some(data) = data else {
        return guidance::without_folder(&command, json);
    };
    let makes = matches!(
        command,
        Command::Init { .. } | Command::Demo { .. } | Command::Restore { .. }
    );
    if !makes && !data.is_dir() {
        return Err(Failure::usage(format!(
            "{}: no such data folder; `ansuctl init` or `ansuctl demo` makes one",
            data.display()
        )));
    }
    let entrance = Entrance::of(&data);
    let clock = Clock::over(&entrance, &command, now)?;
    let now = clock.now();
    match command {
        Command::Init {
            hall,
            company,
            code,
            counter,
            manager,
            manager_name,
            sheet,
        } => {
            let form = FoundHall {
                company,
                name: hall,
                code,
                counter,
                manager_name: manager_name.unwrap_or_else(|| manager.clone()),
                manager,
            };
            // Code and password are told once: a place that can't be written is found out before.
            if let Some(output) = &sheet {
                prove_writable(output).map_err(DeskError::Shell)?;
            }
            let prompt = format!("password for {}", form.manager);
            let given = password_file.is_none() && !secret::can_ask();
            let password = if given {
                Zeroizing::new(ansu_desk::new_password()?)
            } else {
                secret::read(password_file.as_deref(), &prompt)?
            };
            let founded = entrance.found(clock, &form, &password)?;
            let start = founded.desk.start()?;
            let code = founded.recovery.printed();
            let written = sheet.as_ref().map_or(Ok(()), |output| {
                let pdf = entrance.recovery_sheet(founded.desk.context(), &code)?;
                write(output, &pdf).map_err(DeskError::Shell)
            });
            let told = Founding {
                start,
                sheet,
                recovery: code.to_string(),
                password: given.then(|| password.to_string()),
            };
            answer(json, &told, words::founded)?;
            written?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { tickets, seed } => {
            // The same seed gives the same identities.
            let mut desk = entrance.demonstration(HeldContext::new(now, seed))?;
            desk.demonstrate(DemoPlan { tickets, seed }, |done, all| {
                progress(json, done, all)
            })?;
            let start = desk.start()?;
            answer(
                json,
                &json!({ "tickets": tickets, "seed": seed, "start": start }),
                |_| words::demo(tickets, &start),
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Recover {
            number,
            code_file,
            new_file,
        } => {
            let code = secret::read(code_file.as_deref(), "code of the recovery sheet")?;
            let new = secret::read(new_file.as_deref(), &format!("new password for {number}"))?;
            let (_, session) = entrance.recover(clock, &code, &number, &new)?;
            warn(json, &session);
            answer(json, &json!({ "recovered": session.staff() }), |_| {
                format!("{number} has a new password")
            })?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup {
            what: Some(BackupCommand::List),
            to,
        } => {
            let found = ansu_desk::backups(&to.unwrap_or_else(|| data.join("backups")))?;
            answer(json, &found, |found| words::backups(found))?;
            // A list is asked for where somebody looks after backups: the second place is told with it.
            if let Some(place) = entrance.second_place(now)?.filter(|_| !json) {
                say(&words::second_place(&place));
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup {
            what: Some(BackupCommand::Thin),
            to,
        } => {
            let shelf = to.unwrap_or_else(|| data.join("backups"));
            let gone = entrance.thin_backups(&shelf, now)?;
            answer(json, &gone, |gone| words::paths(gone))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup {
            what:
                Some(BackupCommand::Place {
                    folder: None,
                    forget: false,
                }),
            ..
        } => second_place(&entrance, now, json),
        Command::Backup {
            what: Some(BackupCommand::Verify { backup }),
            ..
        } => {
            let opener = opener(staff.as_deref(), password_file.as_deref(), None)?;
            let proven = entrance.verify_backup(&clock, &backup, &opener, &mut told(json))?;
            answer(json, &proven, words::proven)?;
            Ok(verdict(proven.evidence_damaged == 0))
        }
        Command::Restore {
            backup,
            yes,
            code_file,
        } => {
            let opener = opener(
                staff.as_deref(),
                password_file.as_deref(),
                code_file.as_deref(),
            )?;
            if yes {
                let done = entrance.restore(&clock, &backup, &opener, &mut told(json))?;
                answer(json, &done, words::restored)?;
            } else {
                let preview =
                    entrance.preview_restore(&clock, &backup, &opener, &mut told(json))?;
                answer(json, &preview, words::preview)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Wording { .. } => guidance::without_folder(&command, json),
        Command::Backup {
            what: None | Some(BackupCommand::Place { .. }),
            ..
        }
        | Command::Staff { .. }
        | Command::Perform { .. }
        | Command::Tickets { .. }
        | Command::Ticket { .. }
        | Command::Slip { .. }
        | Command::Sheet { .. }
        | Command::Password { .. }
        | Command::Review { .. }
        | Command::Dispose { .. }
        | Command::Person { .. }
        | Command::Audit { .. }
        | Command::Playbooks { .. }
        | Command::Check => {
            let (desk, session) = sign_in(&entrance, clock, staff, password_file.as_deref())?;
            warn(json, &session);
            if let Command::Sheet { output } = command {
                return sheet(&entrance, desk, &session, &output, json);
            }
            at_work(desk, &session, command, json, password_file.as_deref())
        }
    }
}

/// What a founder is told, once.
#[derive(Serialize)]
pub(crate) struct Founding {
    pub(crate) start: Start,
    /// Where the recovery sheet was written.
    pub(crate) sheet: Option<PathBuf>,
    /// Its code, all the same: a sheet that is not printed opens nothing.
    pub(crate) recovery: String,
    /// The password that was made for the manager, where none was named.
    pub(crate) password: Option<String>,
}

/// Opens the desk as the person at work; in a demonstration the number is enough.
fn sign_in(
    entrance: &Entrance,
    clock: Clock,
    staff: Option<String>,
    password_file: Option<&Path>,
) -> Result<(Office, Session), Failure> {
    let number =
        staff.ok_or_else(|| Failure::usage("who is at work? Set ANSU_STAFF or --staff"))?;
    if entrance.start()?.hall.is_none() {
        let mut desk = entrance.demonstration(clock)?;
        let session = desk.sign_in(&number, "")?;
        return Ok((desk, session));
    }
    let password = secret::read(password_file, &format!("password of {number}"))?;
    Ok(entrance.sign_in(clock, &number, &password)?)
}

/// What needs somebody at work.
fn at_work(
    mut desk: Office,
    session: &Session,
    command: Command,
    json: bool,
    password_file: Option<&Path>,
) -> Result<ExitCode, Failure> {
    match command {
        Command::Init { .. }
        | Command::Demo { .. }
        | Command::Recover { .. }
        | Command::Restore { .. }
        | Command::Wording { .. }
        | Command::Sheet { .. } => {}
        Command::Playbooks { what } => guidance::playbooks(&mut desk, session, what, json)?,
        Command::Backup {
            what: Some(BackupCommand::Place { folder, .. }),
            ..
        } => put_second_place(&mut desk, session, folder, json)?,
        Command::Backup { to, .. } => {
            let shelf = to.unwrap_or_else(|| desk.shelf());
            let job = desk.backup_job(session)?;
            let now = desk.context().now();
            let (place, manifest) = job
                .run(&shelf, now, &mut told(json))
                .map_err(DeskError::from)?;
            desk.note_backup(&session.staff().id, &place, &manifest)?;
            let made = BackupView::of(&place, &manifest);
            answer(json, &made, |made| {
                words::backups(std::slice::from_ref(made))
            })?;
        }
        Command::Staff { what } => staff_command(&mut desk, session, what, json)?,
        Command::Perform { story } => {
            let text = read(&story)?;
            let report = desk.run_story(session, &text)?;
            answer(json, &report, words::story)?;
        }
        Command::Tickets { search, ended } => {
            let now = desk.context().now();
            let lines = all_lines(&mut desk, session, &search, ended)?;
            answer(json, &lines, |lines| words::tickets(lines, now))?;
        }
        Command::Ticket { number } => {
            let view = desk.ticket(session, &by_number(&number)?)?;
            answer(json, &view, words::ticket)?;
        }
        Command::Slip {
            number,
            output,
            masked,
        } => {
            let request = SlipRequestView {
                ticket: by_number(&number)?,
                masked,
                composed: None,
            };
            let slip = desk.issue_slip(session, &request, |slip| write(&output, &slip.pdf))?;
            let told = json!({ "file": output, "pages": slip.pages, "bytes": slip.pdf.len(), "fingerprint": slip.fingerprint });
            answer(json, &told, |_| {
                format!(
                    "{} · {} · {} bytes",
                    output.display(),
                    slip.fingerprint,
                    slip.pdf.len()
                )
            })?;
        }
        Command::Password { new_file } => {
            let number = &session.staff().id;
            let old = secret::read(password_file, &format!("old password of {number}"))?;
            let new = secret::read(new_file.as_deref(), &format!("new password of {number}"))?;
            desk.change_password(session, &old, &new)?;
            answer(json, &json!({ "changed": number }), |_| {
                format!("{number} has a new password")
            })?;
        }
        Command::Review { months } => {
            let review = desk.review_list(session, months)?;
            answer(json, &review, words::review)?;
        }
        Command::Dispose {
            numbers,
            at_request,
            months,
        } => {
            let ground = at_request.map_or(Ground::Retention, |plea| Ground::Request(plea.into()));
            personal::dispose(&mut desk, session, numbers, ground, months, json)?;
        }
        Command::Person { phone, output } => {
            personal::person(&mut desk, session, &phone, &output, json)?;
        }
        Command::Audit { what, by, object } => {
            return audit(&mut desk, session, what, by, object, json);
        }
        Command::Check => {
            let health = desk.check(session)?;
            answer(json, &health, words::health)?;
            return Ok(verdict(health.sound));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn staff_command(
    desk: &mut Office,
    session: &Session,
    what: Option<StaffCommand>,
    json: bool,
) -> Result<(), Failure> {
    let staff = match what {
        None => desk.start()?.staff,
        Some(StaffCommand::Add { id, name, role }) => {
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            desk.put_staff(
                session,
                &StaffView {
                    id,
                    name,
                    role: role.into(),
                    active: true,
                },
            )?
        }
        Some(StaffCommand::Issue { id }) => {
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            let issued = desk.issue_password(session, &id)?;
            return answer(json, &issued, words::issued);
        }
        Some(StaffCommand::Leave { id }) => {
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            let known = desk.start()?.staff;
            let person = known
                .into_iter()
                .find(|person| person.id == id)
                .ok_or(DeskError::UnknownStaff)?;
            desk.put_staff(
                session,
                &StaffView {
                    active: false,
                    ..person
                },
            )?
        }
    };
    answer(json, &staff, |staff| words::staff(staff))
}

/// Every page of the queue, one after the other.
fn all_lines(
    desk: &mut Office,
    session: &Session,
    search: &str,
    ended: bool,
) -> Result<Vec<ansu_desk::Line>, Failure> {
    let lane = if ended { Lane::Ended } else { Lane::Open };
    let mut lines: Vec<ansu_desk::Line> = Vec::new();
    loop {
        let after = lines.last().map(|line| line.id);
        let page = desk.queue(
            session,
            &QueueRequest {
                lane,
                search: search.to_owned(),
                after,
            },
        )?;
        lines.extend(page.lines);
        if !page.more {
            return Ok(lines);
        }
    }
}

fn by_number(number: &str) -> Result<TicketRef, Failure> {
    TicketNumber::try_from(number.to_owned())
        .map(TicketRef::Number)
        .map_err(Failure::usage)
}

pub(crate) fn read(story: &Path) -> Result<String, Failure> {
    let text = if story == Path::new("-") {
        input::text(std::io::stdin(), STORY_MAX)
    } else {
        std::fs::File::open(story).and_then(|file| input::text(file, STORY_MAX))
    };
    text.map_err(|error| Failure {
        exit: Exit::Usage,
        ..Failure::file(story, &error)
    })
}

/// Beside its place first, then renamed: a full disk never leaves half a slip. Nobody else on this computer can read it: what it says is in
/// the clear.
pub(crate) fn write(output: &Path, content: &[u8]) -> Result<(), ApiError> {
    let part = output.with_extension("pdf.part");
    private(&part)
        .and_then(|mut file| file.write_all(content))
        .and_then(|()| std::fs::rename(&part, output))
        .map_err(|error| {
            // What is left of it helps nobody; the error that counts is the first one.
            let _ = std::fs::remove_file(&part);
            *Failure::file(output, &error).error
        })
}

/// A new file of one's own, in the place of what was there.
fn private(path: &Path) -> std::io::Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

/// Whether a file can be written here, before something is done that only the file tells of.
pub(crate) fn prove_writable(output: &Path) -> Result<(), ApiError> {
    let part = output.with_extension("pdf.part");
    let refused = |error: std::io::Error| *Failure::file(output, &error).error;
    if output.is_dir() {
        return Err(refused(ErrorKind::IsADirectory.into()));
    }
    private(&part)
        .and_then(|_| std::fs::remove_file(&part))
        .map_err(refused)
}

fn progress(json: bool, done: u32, all: u32) {
    if !json && (done.is_multiple_of(500) || (done == all && all >= 500)) {
        #[allow(clippy::print_stderr, reason = "progress is not part of the answer")]
        {
            eprintln!("{done} / {all}");
        }
    }
}
