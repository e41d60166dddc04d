//! Looking after what is kept: the trail, backups, the recovery sheet.

use crate::answer::{Exit, Failure, answer};
use crate::arguments::AuditCommand;
use crate::commands::{Office, prove_writable, write};
use crate::{secret, words};
use ansu_desk::complaint::{Moment, StaffId};
use ansu_desk::{AuditRequest, Context, DeskError, Entrance, Opener, Session, Stage};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn verdict(sound: bool) -> ExitCode {
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Exit::Faults as u8)
    }
}

pub(crate) fn audit(
    desk: &mut Office,
    session: &Session,
    what: Option<AuditCommand>,
    by: Option<String>,
    object: String,
    json: bool,
) -> Result<ExitCode, Failure> {
    match what {
        None => {
            let by = by
                .map(StaffId::try_from)
                .transpose()
                .map_err(Failure::usage)?;
            let request = AuditRequest {
                by,
                object,
                ..AuditRequest::default()
            };
            let page = desk.audit(session, &request)?;
            answer(json, &page, words::audit)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(AuditCommand::Sheet { output }) => {
            let pdf = desk.day_sheet(session)?;
            write(&output, &pdf).map_err(DeskError::Shell)?;
            answer(json, &json!({ "sheet": output }), |_| {
                output.display().to_string()
            })?;
            Ok(ExitCode::SUCCESS)
        }
        Some(AuditCommand::Verify { anchors }) => {
            let found = desk.verify_audit(session, &anchors)?;
            answer(json, &found, words::verdict)?;
            Ok(verdict(found.sound))
        }
    }
}

/// Who opens a backup: the recovery sheet, or the person at work.
pub(crate) fn opener(
    staff: Option<&str>,
    password_file: Option<&Path>,
    code_file: Option<&Path>,
) -> Result<Opener, Failure> {
    if code_file.is_some() || staff.is_none() {
        let code = secret::read(code_file, "code of the recovery sheet")?;
        return Ok(Opener::sheet(&code)?);
    }
    let number = staff.unwrap_or_default();
    let password = secret::read(password_file, &format!("password of {number}"))?;
    Ok(Opener::password(number, &password)?)
}

/// Tells how far a long work has come, on standard error and for people only.
pub(crate) fn told(json: bool) -> impl FnMut(Stage, u64, u64) -> bool {
    let mut last = 0;
    move |stage, done, all| {
        let percent = (done * 100).checked_div(all).unwrap_or(100);
        if !json && percent / 25 != last / 25 {
            #[allow(clippy::print_stderr, reason = "progress is not part of the answer")]
            {
                eprintln!("{} {percent} %", ansu_desk::stage_name(stage));
            }
        }
        last = percent;
        true
    }
}

/// A new recovery sheet. Its code is shown where the file can't be written: by then the earlier sheet is void.
pub(crate) fn sheet(
    entrance: &Entrance,
    mut desk: Office,
    session: &Session,
    output: &Path,
    json: bool,
) -> Result<ExitCode, Failure> {
    prove_writable(output).map_err(DeskError::Shell)?;
    let code = desk.renew_sheet(session)?.printed();
    let written = entrance
        .recovery_sheet(desk.context(), &code)
        .and_then(|pdf| write(output, &pdf).map_err(DeskError::Shell));
    if let Err(error) = written {
        answer(json, &json!({ "recovery": *code }), |_| {
            format!("Recovery code: {}", *code)
        })?;
        return Err(error.into());
    }
    answer(json, &json!({ "sheet": output }), |_| {
        output.display().to_string()
    })?;
    Ok(ExitCode::SUCCESS)
}

/// How the second place of automatic backups stands.
pub(crate) fn second_place(
    entrance: &Entrance,
    now: Moment,
    json: bool,
) -> Result<ExitCode, Failure> {
    let place = entrance.second_place(now)?;
    answer(json, &place, |place| match place {
        Some(place) => words::second_place(place),
        None => "no second place was chosen".to_owned(),
    })?;
    Ok(verdict(place.is_none_or(|place| {
        place.failed.is_none() && !place.overdue && !place.ahead
    })))
}

/// Chooses the second place of automatic backups, or forgets it where no folder is named.
pub(crate) fn put_second_place(
    desk: &mut Office,
    session: &Session,
    folder: Option<PathBuf>,
    json: bool,
) -> Result<(), Failure> {
    let Some(folder) = folder else {
        desk.forget_second_place(session)?;
        return answer(json, &json!({ "forgotten": true }), |_| {
            "forgotten".to_owned()
        });
    };
    // Automatic backups are made from elsewhere than this command.
    let whole = std::path::absolute(&folder).map_err(|error| Failure::file(&folder, &error))?;
    desk.choose_second_place(session, &whole.to_string_lossy())?;
    second_place(&Entrance::of(desk.folder()), desk.context().now(), json).map(drop)
}
