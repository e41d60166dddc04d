//! How a hall begins, and its recovery sheet.

use crate::answer::{Failure, answer, say, warn};
use crate::arguments::Founding;
use crate::call::{Call, Work};
use crate::output::{prove_writable, write};
use crate::{secret, words};
use ansu_desk::{Context, DemoPlan, DeskError, FoundHall, HeldContext, Start};
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use zeroize::Zeroizing;

/// What a founder is told, once.
#[derive(Serialize)]
pub(crate) struct Founded {
    pub(crate) start: Start,
    /// Where the recovery sheet was written.
    pub(crate) sheet: Option<PathBuf>,
    /// Its code, all the same: a sheet that is not printed opens nothing.
    pub(crate) recovery: String,
    /// The password that was made for the manager, where none was named.
    pub(crate) password: Option<String>,
}

pub(crate) fn init(call: Call, form: Founding) -> Result<ExitCode, Failure> {
    let sheet = form.sheet;
    let form = FoundHall {
        company: form.company,
        name: form.hall,
        code: form.code,
        counter: form.counter,
        manager_name: form.manager_name.unwrap_or_else(|| form.manager.clone()),
        manager: form.manager,
    };
    // Code and password are told once: a place that can't be written is found out before.
    if let Some(output) = &sheet {
        prove_writable(output).map_err(DeskError::Shell)?;
    }
    let prompt = format!("password for {}", form.manager);
    let given = call.password_file.is_none() && !secret::can_ask();
    let password = if given {
        Zeroizing::new(ansu_desk::new_password()?)
    } else {
        secret::read(call.password_file.as_deref(), &prompt)?
    };
    let founded = call.entrance.found(call.clock, &form, &password)?;
    let start = founded.desk.start()?;
    let code = founded.recovery.printed();
    let written = sheet.as_ref().map_or(Ok(()), |output| {
        let pdf = call
            .entrance
            .recovery_sheet(founded.desk.context(), &code)?;
        write(output, &pdf).map_err(DeskError::Shell)
    });
    let told = Founded {
        start,
        sheet,
        recovery: code.to_string(),
        password: given.then(|| password.to_string()),
    };
    answer(call.json, &told, words::founded)?;
    written?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn demonstrate(call: &Call, tickets: u32, seed: u64) -> Result<ExitCode, Failure> {
    // The same seed gives the same identities.
    let context = HeldContext::new(call.clock.now(), seed);
    let mut desk = call.entrance.demonstration(context)?;
    desk.demonstrate(DemoPlan { tickets, seed }, |done, all| {
        progress(call.json, done, all)
    })?;
    let start = desk.start()?;
    answer(
        call.json,
        &json!({ "tickets": tickets, "seed": seed, "start": start }),
        |_| words::demo(tickets, &start),
    )
}

pub(crate) fn recover(
    call: Call,
    number: &str,
    code_file: Option<&Path>,
    new_file: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let code = secret::read(code_file, "code of the recovery sheet")?;
    let new = secret::read(new_file, &format!("new password for {number}"))?;
    let (_, session) = call.entrance.recover(call.clock, &code, number, &new)?;
    warn(call.json, &session);
    answer(call.json, &json!({ "recovered": session.staff() }), |_| {
        format!("{number} has a new password")
    })
}

/// A new recovery sheet. Its code is shown where the file can't be written: by then the earlier sheet is void.
pub(crate) fn sheet(mut work: Work, output: &Path) -> Result<ExitCode, Failure> {
    prove_writable(output).map_err(DeskError::Shell)?;
    let code = work.desk.renew_sheet(&work.session)?.printed();
    let written = work
        .entrance
        .recovery_sheet(work.desk.context(), &code)
        .and_then(|pdf| write(output, &pdf).map_err(DeskError::Shell));
    if let Err(error) = written {
        answer(work.json, &json!({ "recovery": *code }), |_| {
            format!("Recovery code: {}", *code)
        })?;
        return Err(error.into());
    }
    answer(work.json, &json!({ "sheet": output }), |_| {
        output.display().to_string()
    })
}

fn progress(json: bool, done: u32, all: u32) {
    if !json && (done.is_multiple_of(500) || (done == all && all >= 500)) {
        say(&format!("{done} / {all}"));
    }
}
