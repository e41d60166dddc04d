//! Backups, their second place, and the way back from one.

use crate::answer::{Failure, answer, say, verdict};
use crate::arguments::BackupCommand;
use crate::call::{Call, Work};
use crate::{secret, words};
use ansu_desk::complaint::Moment;
use ansu_desk::{BackupView, Context, DeskError, Entrance, Opener, Stage};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn backup(
    call: Call,
    what: Option<BackupCommand>,
    to: Option<PathBuf>,
) -> Result<ExitCode, Failure> {
    let shelf = to.unwrap_or_else(|| call.entrance.shelf());
    match what {
        None => make(call.sign_in()?, &shelf),
        Some(BackupCommand::List) => list(&call, &shelf),
        Some(BackupCommand::Verify { backup }) => verify(&call, &backup),
        Some(BackupCommand::Thin) => {
            let gone = call.entrance.thin_backups(&shelf, call.clock.now())?;
            answer(call.json, &gone, |gone| words::paths(gone))
        }
        Some(BackupCommand::Place {
            folder: None,
            forget: false,
        }) => second_place(&call),
        Some(BackupCommand::Place { folder, .. }) => put_second_place(call.sign_in()?, folder),
    }
}

fn make(mut work: Work, shelf: &Path) -> Result<ExitCode, Failure> {
    let job = work.desk.backup_job(&work.session)?;
    let now = work.desk.context().now();
    let (place, manifest) = job
        .run(shelf, now, &mut told(work.json))
        .map_err(DeskError::from)?;
    let by = &work.session.staff().id;
    work.desk.note_backup(by, &place, &manifest)?;
    let made = BackupView::of(&place, &manifest);
    answer(work.json, &made, |made| {
        words::backups(std::slice::from_ref(made))
    })
}

fn list(call: &Call, shelf: &Path) -> Result<ExitCode, Failure> {
    let found = ansu_desk::backups(shelf)?;
    answer(call.json, &found, |found| words::backups(found))?;
    // A list is asked for where somebody looks after backups: the second place is told with it. That nobody knows where it is takes nothing
    // from the list.
    if !call.json {
        match call.entrance.second_place(call.clock.now()) {
            Ok(Some(place)) => say(&words::second_place(&place)),
            Ok(None) => {}
            Err(error) => say(&format!("second place: not known: {error}")),
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn verify(call: &Call, backup: &Path) -> Result<ExitCode, Failure> {
    let opener = opener(call, None)?;
    let proven = call
        .entrance
        .verify_backup(&call.clock, backup, &opener, &mut told(call.json))?;
    answer(call.json, &proven, words::proven)?;
    Ok(verdict(proven.evidence_damaged == 0))
}

pub(crate) fn restore(
    call: &Call,
    backup: &Path,
    yes: bool,
    code_file: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let opener = opener(call, code_file)?;
    let (entrance, clock, mut told) = (&call.entrance, &call.clock, told(call.json));
    if yes {
        let done = entrance.restore(clock, backup, &opener, &mut told)?;
        answer(call.json, &done, words::restored)
    } else {
        let preview = entrance.preview_restore(clock, backup, &opener, &mut told)?;
        answer(call.json, &preview, words::preview)
    }
}

/// Who opens a backup: the recovery sheet, or the person at work.
fn opener(call: &Call, code_file: Option<&Path>) -> Result<Opener, Failure> {
    let number = call.staff.as_deref().filter(|_| code_file.is_none());
    let Some(number) = number else {
        let code = secret::read(code_file, "code of the recovery sheet")?;
        return Ok(Opener::sheet(&code)?);
    };
    let file = call.password_file.as_deref();
    let password = secret::read(file, &format!("password of {number}"))?;
    Ok(Opener::password(number, &password)?)
}

/// Tells how far a long work has come, on standard error and for people only.
fn told(json: bool) -> impl FnMut(Stage, u64, u64) -> bool {
    let mut last = 0;
    move |stage, done, all| {
        let percent = (done * 100).checked_div(all).unwrap_or(100);
        if !json && percent / 25 != last / 25 {
            say(&format!("{} {percent} %", ansu_desk::stage_name(stage)));
        }
        last = percent;
        true
    }
}

/// How the second place of automatic backups stands.
fn second_place(call: &Call) -> Result<ExitCode, Failure> {
    show_second_place(&call.entrance, call.clock.now(), call.json)
}

fn show_second_place(entrance: &Entrance, now: Moment, json: bool) -> Result<ExitCode, Failure> {
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
fn put_second_place(mut work: Work, folder: Option<PathBuf>) -> Result<ExitCode, Failure> {
    let Some(folder) = folder else {
        work.desk.forget_second_place(&work.session)?;
        return answer(work.json, &json!({ "forgotten": true }), |_| {
            "forgotten".to_owned()
        });
    };
    // Automatic backups are made from elsewhere than this command.
    let whole = std::path::absolute(&folder).map_err(|error| Failure::file(&folder, &error))?;
    work.desk
        .choose_second_place(&work.session, &whole.to_string_lossy())?;
    show_second_place(&work.entrance, work.desk.context().now(), work.json)?;
    Ok(ExitCode::SUCCESS)
}
