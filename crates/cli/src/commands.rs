//! What each command does: one or two calls of the desk.

use crate::answer::{Exit, Failure, answer};
use crate::arguments::{Arguments, Command, StaffCommand};
use crate::words;
use ansu_desk::complaint::{StaffId, TicketNumber};
use ansu_desk::{
    ApiError, Context, DemoPlan, Desk, FoundHall, HeldContext, Key, Lane, QueueRequest, Session,
    SlipRequestView, StaffView, SystemContext, TicketRef,
};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// The command line's clock: held where `--now` puts it, else the computer's own at the start.
type Office = Desk<HeldContext>;

pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments {
        data,
        json,
        now,
        staff,
        command,
    } = arguments;
    let makes = matches!(command, Command::Init { .. } | Command::Demo { .. });
    if !makes && !data.is_dir() {
        return Err(Failure::usage(format!(
            "{}: no such data folder; `ansuctl init` or `ansuctl demo` makes one",
            data.display()
        )));
    }
    let now = now.unwrap_or_else(|| SystemContext.now());
    // Identities differ from run to run unless the seed of a demonstration says otherwise.
    let seed = if let Command::Demo { seed, .. } = &command {
        *seed
    } else {
        u64::from_le_bytes(seed_bytes())
    };
    let mut desk = Desk::open(&data, &Key::None, HeldContext::new(now, seed))?;
    let at_work = |desk: &Office| -> Result<Session, Failure> {
        let number = staff
            .as_deref()
            .ok_or_else(|| Failure::usage("who is at work? Set ANSU_STAFF or --staff"))?;
        Ok(desk.sign_in(number)?)
    };
    match command {
        Command::Init {
            hall,
            company,
            code,
            counter,
            manager,
            manager_name,
        } => {
            let manager_name = manager_name.unwrap_or_else(|| manager.clone());
            let start = desk.found(&FoundHall {
                company,
                name: hall,
                code,
                counter,
                manager,
                manager_name,
            })?;
            answer(json, &start, words::start)?;
        }
        Command::Demo { tickets, seed } => {
            desk.demonstrate(DemoPlan { tickets, seed }, |done, all| {
                progress(json, done, all)
            })?;
            let start = desk.start()?;
            answer(
                json,
                &json!({ "tickets": tickets, "seed": seed, "start": start }),
                |_| words::demo(tickets, &start),
            )?;
        }
        Command::Staff { what } => staff_command(&mut desk, what, json, at_work)?,
        Command::Perform { story } => {
            let text = read(&story)?;
            let narrator = staff.clone().unwrap_or_default();
            let report = desk.run_story(&narrator, &text)?;
            answer(json, &report, words::story)?;
        }
        Command::Tickets { search, ended } => {
            let session = at_work(&desk)?;
            let lines = all_lines(&desk, &session, &search, ended)?;
            answer(json, &lines, |lines| words::tickets(lines, now))?;
        }
        Command::Ticket { number } => {
            let session = at_work(&desk)?;
            let view = desk.ticket(&session, &by_number(&number)?)?;
            answer(json, &view, words::ticket)?;
        }
        Command::Slip {
            number,
            output,
            masked,
        } => {
            let session = at_work(&desk)?;
            let request = SlipRequestView {
                ticket: by_number(&number)?,
                masked,
                composed: None,
            };
            let slip = desk.issue_slip(&session, &request, |slip| write(&output, &slip.pdf))?;
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
        Command::Check => {
            let health = desk.check()?;
            answer(json, &health, words::health)?;
            return Ok(if health.sound {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(Exit::Faults as u8)
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn staff_command(
    desk: &mut Office,
    what: Option<StaffCommand>,
    json: bool,
    at_work: impl Fn(&Office) -> Result<Session, Failure>,
) -> Result<(), Failure> {
    let staff = match what {
        None => desk.start()?.staff,
        Some(StaffCommand::Add { id, name, role }) => {
            let session = at_work(desk)?;
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            desk.put_staff(
                &session,
                &StaffView {
                    id,
                    name,
                    role: role.into(),
                    active: true,
                },
            )?
        }
        Some(StaffCommand::Leave { id }) => {
            let session = at_work(desk)?;
            let known = desk
                .start()?
                .staff
                .into_iter()
                .find(|person| person.id.as_str() == id);
            let person =
                known.ok_or_else(|| Failure::usage(format!("{id}: nobody has this number")))?;
            desk.put_staff(
                &session,
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
    desk: &Office,
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

fn read(story: &Path) -> Result<String, Failure> {
    let text = if story == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(story)
    };
    text.map_err(|error| Failure {
        exit: Exit::Usage,
        ..Failure::file(story, &error)
    })
}

/// Beside its place first, then renamed: a full disk never leaves half a slip.
fn write(output: &Path, pdf: &[u8]) -> Result<(), ApiError> {
    let part = output.with_extension("pdf.part");
    std::fs::write(&part, pdf)
        .and_then(|()| std::fs::rename(&part, output))
        .map_err(|error| {
            // What is left of it helps nobody; the error that counts is the first one.
            let _ = std::fs::remove_file(&part);
            Failure::file(output, &error).error
        })
}

fn progress(json: bool, done: u32, all: u32) {
    if !json && (done.is_multiple_of(500) || (done == all && all >= 500)) {
        #[allow(clippy::print_stderr, reason = "progress is not part of the answer")]
        {
            eprintln!("{done} / {all}");
        }
    }
}

/// Sixteen random hex digits of a fresh identity.
fn seed_bytes() -> [u8; 8] {
    let id = SystemContext.new_id();
    let mut seed = [0; 8];
    seed.copy_from_slice(&id.as_bytes()[8..]);
    seed
}
