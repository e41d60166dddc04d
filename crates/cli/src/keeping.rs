//! Looking after what is kept: the trail, whether all is sound, and what has been kept for long.

use crate::answer::{Failure, answer, verdict};
use crate::arguments::AuditCommand;
use crate::call::Work;
use crate::output::write;
use crate::words;
use ansu_desk::complaint::StaffId;
use ansu_desk::{AuditRequest, DeskError};
use serde_json::json;
use std::process::ExitCode;

pub(crate) fn audit(
    mut work: Work,
    what: Option<AuditCommand>,
    by: Option<String>,
    object: String,
) -> Result<ExitCode, Failure> {
    let (desk, session) = (&mut work.desk, &work.session);
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
            answer(work.json, &page, words::audit)
        }
        Some(AuditCommand::Sheet { output }) => {
            let pdf = desk.day_sheet(session)?;
            write(&output, &pdf).map_err(DeskError::Shell)?;
            answer(work.json, &json!({ "sheet": output }), |_| {
                output.display().to_string()
            })
        }
        Some(AuditCommand::Verify { anchors }) => {
            let found = desk.verify_audit(session, &anchors)?;
            answer(work.json, &found, words::verdict)?;
            Ok(verdict(found.sound))
        }
    }
}

pub(crate) fn check(mut work: Work) -> Result<ExitCode, Failure> {
    let health = work.desk.check(&work.session)?;
    answer(work.json, &health, words::health)?;
    Ok(verdict(health.sound))
}

pub(crate) fn review(work: &Work, months: u32) -> Result<ExitCode, Failure> {
    let review = work.desk.review_list(&work.session, months)?;
    answer(work.json, &review, words::review)
}
