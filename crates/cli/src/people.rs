//! Who works here.

use crate::answer::{Failure, answer};
use crate::arguments::StaffCommand;
use crate::call::Work;
use crate::{secret, words};
use ansu_desk::complaint::StaffId;
use ansu_desk::{DeskError, StaffView};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn staff(mut work: Work, what: Option<StaffCommand>) -> Result<ExitCode, Failure> {
    let (desk, session) = (&mut work.desk, &work.session);
    let staff = match what {
        None => desk.start()?.staff,
        Some(StaffCommand::Add { id, name, role }) => {
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            let person = StaffView {
                id,
                name,
                role: role.into(),
                active: true,
            };
            desk.put_staff(session, &person)?
        }
        Some(StaffCommand::Issue { id }) => {
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            let issued = desk.issue_password(session, &id)?;
            return answer(work.json, &issued, words::issued);
        }
        Some(StaffCommand::Leave { id }) => {
            let id = StaffId::try_from(id).map_err(Failure::usage)?;
            let known = desk.start()?.staff;
            let person = known
                .into_iter()
                .find(|person| person.id == id)
                .ok_or(DeskError::UnknownStaff)?;
            let left = StaffView {
                active: false,
                ..person
            };
            desk.put_staff(session, &left)?
        }
    };
    answer(work.json, &staff, |staff| words::staff(staff))
}

pub(crate) fn password(mut work: Work, new_file: Option<&Path>) -> Result<ExitCode, Failure> {
    let number = &work.session.staff().id;
    let old = secret::read(
        work.password_file.as_deref(),
        &format!("old password of {number}"),
    )?;
    let new = secret::read(new_file, &format!("new password of {number}"))?;
    work.desk.change_password(&work.session, &old, &new)?;
    answer(work.json, &json!({ "changed": number }), |_| {
        format!("{number} has a new password")
    })
}
