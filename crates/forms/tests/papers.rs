//! The waiting agreement and the letter of authorisation as files: what readers get out of them, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod sample;

use ansu_complaint::{Ticket, Waiting};
use ansu_forms::{
    AuthorisationLetter, FormError, Letterhead, Pdf, WaitingAgreement, authorisation_letter,
    waiting_agreement,
};
use sample::at;
use std::process::Command;

const HALL: Letterhead<'_> = Letterhead {
    company: "清渡电信",
    hall: "望桥营业厅",
};

/// Runs a reader on the file and returns what it prints.
fn read(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut run = Command::new(program);
    let run = run.args(before).arg(&file).args(after).output();
    let run = run.unwrap_or_else(|e| panic!("{program}: {e}"));
    let errors = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{program}: {errors}");
    String::from_utf8(run.stdout).unwrap()
}

fn layer(pdf: &Pdf) -> String {
    read("pdftotext", &["-raw"], &pdf.bytes, &["-"])
}

fn approved(name: &str, pdf: &Pdf) {
    let path = format!(
        "{}/../../tests/golden/{name}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = layer(pdf);
    if std::env::var_os("ANSU_APPROVE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, kept, "approve with ANSU_APPROVE=1");
}

/// To look at, where `ANSU_LOOK` names a folder.
fn look(name: &str, pdf: &Pdf) {
    if let Ok(folder) = std::env::var("ANSU_LOOK") {
        std::fs::write(format!("{folder}/{name}.pdf"), &pdf.bytes).unwrap();
    }
}

fn waiting() -> Waiting {
    Waiting {
        what: "南湖花园6幢分光器扩容，装出空闲端口".into(),
        every: 7,
        next: at("2026-11-28T10:00"),
        until: at("2026-12-31T18:00"),
        contact: "王敏".into(),
        at: at("2026-11-21T10:42"),
        by: sample::id("1024"),
        contacts: Vec::new(),
        end: None,
    }
}

fn agreement(ticket: &Ticket, waiting: &Waiting, masked: bool) -> Result<Pdf, FormError> {
    waiting_agreement(&WaitingAgreement {
        ticket,
        waiting,
        hall: HALL,
        printed_at: at("2026-11-21T11:00"),
        masked,
    })
}

fn letter(ticket: Option<&Ticket>, masked: bool) -> Result<Pdf, FormError> {
    authorisation_letter(&AuthorisationLetter {
        ticket,
        hall: HALL,
        counter: "A01-1",
        printed_at: at("2026-11-21T11:00"),
        masked,
    })
}

#[test]
fn the_waiting_agreement_reads_as_approved_in_two_copies() {
    let ticket = sample::settled();
    let pdf = agreement(&ticket, &waiting(), false).unwrap();
    look("waiting", &pdf);
    approved("waiting-agreement", &pdf);
    let text = layer(&pdf);
    for words in [
        "13812345678",
        "每 7 天主动联系一次",
        "2026-12-31 18:00",
        "不必说明理由",
        "不因等待而停止",
    ] {
        let found = text.replace(char::is_whitespace, "");
        let words = words.replace(char::is_whitespace, "");
        assert_eq!(found.matches(&words).count(), 2, "{words}");
    }
    let masked = layer(&agreement(&ticket, &waiting(), true).unwrap());
    assert!(masked.contains("138****5678") && !masked.contains("1234"));
}

#[test]
fn the_longest_agreement_stays_on_its_page() {
    let mut ticket = sample::longest();
    ticket.intake.complainant.name = "龙".repeat(40);
    ticket.intake.area = "龙".repeat(120);
    let mut waiting = waiting();
    waiting.what = "龙".repeat(120);
    waiting.contact = "龙".repeat(120);
    let pdf = agreement(&ticket, &waiting, false).unwrap();
    look("waiting-longest", &pdf);
    // Nothing is drawn below the foot: 283 mm from the upper edge.
    let words = read("pdftotext", &["-bbox"], &pdf.bytes, &["-"]);
    let lowest = words
        .lines()
        .filter(|line| line.contains("日期："))
        .filter_map(|line| {
            line.split("yMax=\"")
                .nth(1)?
                .split('"')
                .next()?
                .parse()
                .ok()
        })
        .fold(0.0_f32, f32::max);
    assert!(lowest > 0.0 && lowest < 283.0 / 25.4 * 72.0, "{lowest}");
}

#[test]
fn the_letter_of_authorisation_is_a_blank_with_what_is_known() {
    let blank = letter(None, false).unwrap();
    look("authorisation-blank", &blank);
    approved("authorisation-blank", &blank);
    let ticket = sample::represented();
    let known = letter(Some(&ticket), false).unwrap();
    look("authorisation", &known);
    approved("authorisation", &known);
    let text = layer(&known);
    let representative = ticket.intake.complainant.representative.clone().unwrap();
    for words in [ticket.number.as_str(), &representative.name] {
        assert!(text.contains(words), "{words}");
    }
    let grouped = ticket.intake.complainant.phone.grouped();
    assert!(!layer(&letter(Some(&ticket), true).unwrap()).contains(&grouped));
}

#[test]
fn the_same_request_gives_the_same_clean_file() {
    let ticket = sample::represented();
    for make in [
        letter(Some(&ticket), false),
        agreement(&ticket, &waiting(), false),
    ] {
        let pdf = make.unwrap();
        read("qpdf", &["--check"], &pdf.bytes, &[]);
        assert!(layer(&pdf).contains(&pdf.fingerprint));
    }
    assert_eq!(letter(Some(&ticket), false), letter(Some(&ticket), false));
    let other = Waiting {
        every: 5,
        ..waiting()
    };
    let (one, two) = (
        agreement(&ticket, &waiting(), false).unwrap(),
        agreement(&ticket, &other, false).unwrap(),
    );
    assert_ne!(one.fingerprint, two.fingerprint);
}

#[test]
fn a_character_without_a_glyph_is_named_with_its_field() {
    let ticket = sample::settled();
    let mut waiting = waiting();
    waiting.what = "分光器😀".into();
    let Err(FormError::MissingCharacters(missing)) = agreement(&ticket, &waiting, false) else {
        panic!("it was drawn")
    };
    assert_eq!(
        (missing[0].character, missing[0].field.as_str()),
        ('😀', "等待的资源")
    );
}
