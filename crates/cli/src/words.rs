//! Answers for people: short, one thing a line.

use crate::founding::Founded;
use ansu_desk::complaint::{Moment, Step};
use ansu_desk::{
    AuditFaultKind, AuditFaultView, AuditLineView, AuditPage, AuditVerdict, BackupView, Health,
    ImportPreview, IssuedPassword, Item, Line, Present, Proven, QueueView, RestorePreview,
    Restored, Review, ReviewLine, SecondPlaceView, StaffView, Start, StoryReport, TicketView,
    Warning,
};
use chrono::SecondsFormat;
use std::fmt::Write;

pub(crate) fn start(start: &Start) -> String {
    let hall = start
        .hall
        .as_ref()
        .map(|hall| format!("{} {}-{}", hall.name, hall.code, hall.counter))
        .unwrap_or_default();
    format!("{hall}\n{}", staff(&start.staff))
}

pub(crate) fn demo(tickets: u32, start: &Start) -> String {
    format!("{tickets} tickets\n{}", self::start(start))
}

pub(crate) fn founded(told: &Founded) -> String {
    let mut text = start(&told.start);
    if let Some(password) = &told.password {
        let _ = writeln!(text, "Password: {password}");
    }
    let _ = writeln!(text, "Recovery code: {}", told.recovery);
    if let Some(sheet) = &told.sheet {
        let _ = writeln!(text, "Recovery sheet: {}", sheet.display());
    }
    text.push_str(
        "Lock both away: they are not shown again, and without them a forgotten password takes the hall's data with it.",
    );
    text
}

pub(crate) fn backups(backups: &[BackupView]) -> String {
    let mut text = String::new();
    for backup in backups {
        let _ = writeln!(
            text,
            "{}\t{}\t{} tickets\t{} events\t{} files\t{}{}{}",
            backup.folder,
            backup.made_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            backup.tickets,
            backup.events,
            backup.evidence,
            backup.anchor.as_deref().unwrap_or("-"),
            if backup.before_upgrade {
                "\tbefore an upgrade"
            } else {
                ""
            },
            match backup.evidence_lost {
                0 => String::new(),
                lost => format!("\t{lost} files of evidence were lost when it was made"),
            }
        );
    }
    text
}

/// A backup that was proven, and what of its files is not there.
pub(crate) fn proven(proven: &Proven) -> String {
    let mut text = backups(std::slice::from_ref(&proven.backup));
    if proven.evidence_damaged > 0 {
        let _ = writeln!(
            text,
            "{} of its {} files of evidence are missing or damaged, the rest is sound: they belong in the folder ansu.evidence beside it",
            proven.evidence_damaged, proven.backup.evidence
        );
    }
    text
}

pub(crate) fn second_place(place: &SecondPlaceView) -> String {
    let mut text = format!("second place: {}", place.folder);
    let _ = match place.proven_at {
        Some(at) => write!(
            text,
            "\nlast copy proven there: {}",
            at.to_rfc3339_opts(SecondsFormat::Secs, true)
        ),
        None => write!(text, "\nno copy was proven there yet"),
    };
    if !place.there {
        text.push_str("\nit is away now");
    }
    if place.same_disk {
        text.push_str("\nit lies on the disk of the data: what takes the one takes the other");
    }
    if place.overdue {
        text.push_str("\nno copy was proven there for a week");
    }
    if place.ahead {
        text.push_str("\nit was made while the clock was ahead: its age is not known");
    }
    if let Some(code) = place.failed {
        let code = serde_json::json!(code);
        let _ = write!(
            text,
            "\nthe last copy failed: {}",
            code.as_str().unwrap_or_default()
        );
    }
    text
}

pub(crate) fn review(review: &Review) -> String {
    let mut text = String::new();
    for ReviewLine { line, ended_at } in &review.lines {
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}",
            line.number,
            ended_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            line.name,
            line.summary
        );
    }
    for contact in &review.contacts {
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}",
            contact.id.0,
            contact.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            contact.name,
            contact.matter
        );
    }
    let more = usize::try_from(review.total + review.contacts_total)
        .unwrap_or(usize::MAX)
        .saturating_sub(review.lines.len() + review.contacts.len());
    if more > 0 {
        let _ = writeln!(text, "and {more} more");
    }
    text
}

pub(crate) fn paths(paths: &[std::path::PathBuf]) -> String {
    paths
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect()
}

pub(crate) fn preview(preview: &RestorePreview) -> String {
    let mut text = format!(
        "would be there:\t{}",
        backups(std::slice::from_ref(&preview.backup))
    );
    let now = match &preview.now {
        Present::Open(now) => format!("{} tickets\t{} events", now.tickets, now.events),
        Present::Locked => "a hall that this secret does not open".to_owned(),
        Present::Unreadable => "files that can't be read".to_owned(),
        Present::Nothing => "nothing".to_owned(),
    };
    let _ = writeln!(text, "is there now:\t{now}");
    if preview.another_hall {
        text.push_str("another hall's or counter's data is there now\n");
    }
    if preview.evidence_lost > 0 {
        let _ = writeln!(
            text,
            "{} files of evidence would be missing: lost before the backup was made, or missing or damaged in it",
            preview.evidence_lost
        );
    }
    text.push_str(erased(preview.erased));
    text.push_str("nothing has changed; add --yes to restore");
    text
}

/// What becomes of people who were erased since the backup.
fn erased(erased: Option<u32>) -> &'static str {
    match erased {
        None => {
            "what was erased since then can't be read here: people who were erased may come back with the backup\n"
        }
        Some(0) => "",
        Some(_) => "what was erased here stays erased\n",
    }
}

pub(crate) fn restored(done: &Restored) -> String {
    let mut text = backups(std::slice::from_ref(&done.backup));
    if let Some(aside) = &done.aside {
        let _ = writeln!(text, "what was there is in {aside}");
    }
    if done.evidence_lost > 0 {
        let _ = writeln!(
            text,
            "{} files of evidence did not come back; `ansuctl check` names their tickets",
            done.evidence_lost
        );
    }
    text.push_str(erased(done.erased));
    text
}

pub(crate) fn issued(issued: &IssuedPassword) -> String {
    format!(
        "{}\t{}\nto be changed at the first sign-in",
        issued.staff, issued.password
    )
}

pub(crate) fn audit(page: &AuditPage) -> String {
    page.lines.iter().rev().map(audit_line).collect()
}

fn audit_line(line: &AuditLineView) -> String {
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}\n",
        line.position,
        line.at.to_rfc3339_opts(SecondsFormat::Secs, true),
        line.by.as_ref().map_or("-", |by| by.as_str()),
        plain(&line.act),
        line.object,
        line.detail
    )
}

/// Losses that were found when the folder was opened, as lines of the trail.
pub(crate) fn losses(lines: &[AuditLineView]) -> String {
    let mut text = String::new();
    if !lines.is_empty() {
        text.push_str(
            "WARNING: work that had been stored is missing, nothing could tell whether it is there, or a backup was put in its place:\n",
        );
        text.extend(lines.iter().rev().map(audit_line));
    }
    text
}

fn audit_fault(fault: &AuditFaultView) -> String {
    let line = fault.line;
    let anchor = fault.anchor.as_deref().unwrap_or_default();
    match fault.kind {
        AuditFaultKind::Gap => format!(
            "line {line} is missing, line {} is there in its place",
            fault.found.unwrap_or_default()
        ),
        AuditFaultKind::Link => format!("line {line} does not follow from the one before it"),
        AuditFaultKind::Content => format!("line {line} was changed after it was written"),
        AuditFaultKind::Events => {
            format!("line {line} speaks of an event that the log does not have")
        }
        AuditFaultKind::CutOff => format!("what {anchor} was taken of is no longer there"),
        AuditFaultKind::Rewritten => format!("what {anchor} was taken of has been written anew"),
    }
}

pub(crate) fn verdict(found: &AuditVerdict) -> String {
    let mut text = format!(
        "{} lines, anchored up to {}; events anchored up to {}\n",
        found.lines, found.anchored, found.events_anchored
    );
    if let Some(anchor) = &found.anchor {
        let _ = writeln!(text, "anchor of the end: {anchor}");
    }
    for fault in &found.faults {
        let _ = writeln!(text, "{}", audit_fault(fault));
    }
    text.push_str(&losses(&found.losses));
    text
}

pub(crate) fn staff(staff: &[StaffView]) -> String {
    let mut text = String::new();
    for person in staff {
        let left = if person.active { "" } else { " (left)" };
        let _ = writeln!(
            text,
            "{}\t{}\t{}{left}",
            person.id,
            person.name,
            plain(&person.role)
        );
    }
    text
}

pub(crate) fn story(report: &StoryReport) -> String {
    let refused = match report.refused {
        0 => String::new(),
        some => format!(" · {some} refused as told"),
    };
    let left = match report.left {
        0 => String::new(),
        some => format!(" · {some} tickets of incidents left as they were"),
    };
    let tickets = report.tickets.join("\n");
    format!("{} actions{refused}{left}\n{tickets}", report.actions)
}

pub(crate) fn queue(queue: &QueueView) -> String {
    let mut text = String::new();
    for tally in &queue.tallies {
        let _ = writeln!(text, "{}\t{}", plain(&tally.lane), tally.count);
    }
    text + "\n" + &tickets(&queue.lines, queue.now)
}

pub(crate) fn tickets(lines: &[Line], now: Moment) -> String {
    let mut text = String::new();
    for line in lines {
        let due = line.due.map(|due| {
            let minutes = (due.at - now).num_minutes();
            let sign = if minutes < 0 { "-" } else { "" };
            format!("{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        });
        let stands = line
            .ended
            .map_or_else(|| plain(&line.step), |end| plain(&end));
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            line.number,
            line.name,
            line.phone,
            line.category.zh(),
            stands,
            plain(&line.next),
            due.unwrap_or_else(|| "-".to_owned()),
            line.summary
        );
    }
    text
}

pub(crate) fn ticket(view: &TicketView) -> String {
    let ticket = &view.ticket;
    let mut text = format!(
        "{}\t{} {}\t{}\nround {} · {}\n{}\n",
        ticket.number,
        ticket.intake.complainant.name,
        ticket.intake.complainant.phone.digits(),
        ticket.intake.category.zh(),
        ticket.round,
        ticket
            .end_kind()
            .map_or_else(|| plain(&ticket.step), |end| plain(&end)),
        ticket.intake.phenomenon,
    );
    for step in Step::ALL {
        let missing: Vec<String> = view
            .gates
            .iter()
            .filter(|gate| gate.step == step)
            .flat_map(|gate| gate.missing.iter().map(plain))
            .collect();
        let _ = writeln!(
            text,
            "{} {}\t{}",
            step.number(),
            plain(&step),
            if missing.is_empty() {
                "ok".to_owned()
            } else {
                missing.join(", ")
            }
        );
    }
    let _ = writeln!(text, "next: {}", plain(&view.next));
    text
}

pub(crate) fn health(health: &Health) -> String {
    let mut text = format!(
        "{} events, {} tickets: {}\n",
        health.events,
        health.tickets,
        if health.sound { "sound" } else { "FAULTS" }
    );
    for fault in &health.faults {
        let _ = writeln!(text, "{}", fault.what);
    }
    if health.more > 0 {
        let _ = writeln!(text, "and {} more", health.more);
    }
    text.push_str(&losses(&health.losses));
    text
}

/// A value by its name in the record.
fn plain<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// What would better be said otherwise.
pub(crate) fn warnings(warnings: &[Warning]) -> String {
    if warnings.is_empty() {
        return "nothing that would hurt".to_owned();
    }
    let line = |warning: &Warning| {
        let kept = match warning.rewrite.loses.join(", ") {
            lost if lost.is_empty() => lost,
            lost => format!(" (keep {lost})"),
        };
        format!(
            "{}: “{}” — {}\n  → {}{}",
            warning.pattern, warning.said, warning.reason, warning.rewrite.text, kept
        )
    };
    warnings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What importing a library does, or would do.
pub(crate) fn import(preview: &ImportPreview, done: bool) -> String {
    let names = |items: &[Item]| {
        items
            .iter()
            .map(|item| format!("  {}/{}\n", item.kind().word(), item.id()))
            .collect::<String>()
    };
    format!(
        "{} added\n{}{} changed\n{}{} the same already{}",
        preview.added.len(),
        names(&preview.added),
        preview.changed.len(),
        names(&preview.changed),
        preview.same,
        if done {
            ""
        } else {
            "\nnothing is done yet: --yes does it"
        }
    )
}
