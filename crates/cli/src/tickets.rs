//! Tickets: told, listed, shown, printed.

use crate::answer::{Exit, Failure, answer};
use crate::call::Work;
use crate::output::write;
use crate::{input, words};
use ansu_desk::complaint::TicketNumber;
use ansu_desk::{Lane, QueueRequest, QueueView, SlipRequestView, TicketRef};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// Bytes of a story: more than anybody tells by hand, and little enough to be read as a whole before its first line is carried out.
const STORY_MAX: u64 = 64 * 1024 * 1024;

pub(crate) fn perform(mut work: Work, story: &Path) -> Result<ExitCode, Failure> {
    let text = read(story)?;
    let report = work.desk.run_story(&work.session, &text)?;
    answer(work.json, &report, words::story)
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

pub(crate) fn queue(mut work: Work, lane: Lane) -> Result<ExitCode, Failure> {
    let queue = whole(&mut work, lane, "")?;
    answer(work.json, &queue, words::queue)
}

pub(crate) fn list(mut work: Work, search: &str, ended: bool) -> Result<ExitCode, Failure> {
    let lane = if ended { Lane::Ended } else { Lane::Open };
    let queue = whole(&mut work, lane, search)?;
    answer(work.json, &queue.lines, |lines| {
        words::tickets(lines, queue.now)
    })
}

/// Every page of a lane in one.
fn whole(work: &mut Work, lane: Lane, search: &str) -> Result<QueueView, Failure> {
    let mut request = QueueRequest {
        lane,
        search: search.to_owned(),
        after: None,
    };
    let mut queue = work.desk.queue(&work.session, &request)?;
    while queue.more {
        request.after = queue.lines.last().map(|line| line.id);
        let page = work.desk.queue(&work.session, &request)?;
        queue.lines.extend(page.lines);
        queue.more = page.more;
    }
    Ok(queue)
}

pub(crate) fn show(mut work: Work, number: &str) -> Result<ExitCode, Failure> {
    let view = work.desk.ticket(&work.session, &by_number(number)?)?;
    answer(work.json, &view, words::ticket)
}

pub(crate) fn slip(
    mut work: Work,
    number: &str,
    output: &Path,
    masked: bool,
) -> Result<ExitCode, Failure> {
    let request = SlipRequestView {
        ticket: by_number(number)?,
        masked,
        composed: None,
    };
    let slip = work
        .desk
        .issue_slip(&work.session, &request, |slip| write(output, &slip.pdf))?;
    let bytes = slip.pdf.len();
    let told = json!({ "file": output, "pages": slip.pages, "bytes": bytes, "fingerprint": slip.fingerprint });
    answer(work.json, &told, |_| {
        format!(
            "{} · {} · {bytes} bytes",
            output.display(),
            slip.fingerprint
        )
    })
}

fn by_number(number: &str) -> Result<TicketRef, Failure> {
    TicketNumber::try_from(number.to_owned())
        .map(TicketRef::Number)
        .map_err(Failure::usage)
}
