//! A library file that does not hold together is refused with line and reason, and nothing of it is used.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use ansu_coach::library::{LIBRARY_MAX_BYTES, read};
use ansu_coach::{LibraryFaultCode, shipped};

fn text() -> String {
    shipped().unwrap().write().unwrap()
}

/// The shipped library with the first `from` made `to`; the fault that must be told, and in which line.
fn refused(from: &str, to: &str) -> (LibraryFaultCode, u32, String, u32) {
    let text = text();
    let place = text
        .find(from)
        .unwrap_or_else(|| panic!("{from} is not there"));
    let line = u32::try_from(text.get(..place).unwrap().matches('\n').count() + 1).unwrap();
    let faults = read(&text.replacen(from, to, 1)).unwrap_err().0;
    let first = faults.first().unwrap();
    (first.code, first.line, first.about.clone(), line)
}

#[test]
fn what_is_written_is_read_again() {
    let text = text();
    assert_eq!(read(&text).unwrap(), shipped().unwrap());
    assert_eq!(read(&text).unwrap().write().unwrap(), text);
}

#[test]
fn slots_categories_steps_and_fields_that_do_not_exist_are_named_with_their_line() {
    for (from, to, about) in [
        ("{customer}", "{surname}", "no such slot: surname"),
        ("{customer}", "{customer", "no such slot: customer"),
        (r#""step": "listen""#, r#""step": "lunch""#, "lunch"),
        (r#""aim""#, r#""goal""#, "goal"),
        (r#""2""#, r#""77""#, "no such category: 77"),
    ] {
        let (code, line, told, there) = refused(from, to);
        assert_eq!(code, LibraryFaultCode::Unreadable, "{told}");
        assert!(told.contains(about), "{told}");
        assert!(
            line.abs_diff(there) <= 1,
            "{to}: line {line}, is in {there}"
        );
    }
}

#[test]
fn ids_are_unique_and_plain() {
    let text = text();
    let library = read(&text).unwrap();
    let mut twice = library.clone();
    twice
        .playbooks
        .push(library.playbooks.first().unwrap().clone());
    let faults = read(&twice.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::SameId && f.about == "general" && f.line > 1_000),
        "{faults:?}"
    );
    let mut odd = library.clone();
    "../general".clone_into(&mut odd.playbooks.first_mut().unwrap().id);
    let faults = read(&odd.write().unwrap()).unwrap_err().0;
    assert!(
        faults.iter().any(|f| f.code == LibraryFaultCode::NoId),
        "{faults:?}"
    );
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::NothingGeneral),
        "{faults:?}"
    );
}

#[test]
fn the_two_languages_ask_for_the_same_slots() {
    let mut library = shipped().unwrap();
    let wording = library
        .playbooks
        .first_mut()
        .unwrap()
        .wordings
        .first_mut()
        .unwrap();
    wording.en = "Good morning, {amount}.".to_owned().try_into().unwrap();
    let faults = read(&library.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::SlotsDiffer && f.line > 0),
        "{faults:?}"
    );
}

#[test]
fn checklists_have_an_end_and_no_loose_ends() {
    let library = shipped().unwrap();
    let changed = |change: &dyn Fn(&mut ansu_coach::Checklist)| {
        let mut library = library.clone();
        change(library.checklists.first_mut().unwrap());
        read(&library.write().unwrap()).unwrap_err().0
    };
    let start = library.checklists.first().unwrap().start.clone();
    let faults = changed(&|list| {
        let answer = list
            .questions
            .last_mut()
            .unwrap()
            .answers
            .first_mut()
            .unwrap();
        (answer.next, answer.attribution, answer.open) = (Some(start.clone()), None, false);
    });
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::Cycle && f.about.contains('→') && f.line > 0),
        "{faults:?}"
    );
    let faults = changed(&|list| "nowhere".clone_into(&mut list.start));
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::NoSuchQuestion),
        "{faults:?}"
    );
    let faults = changed(&|list| {
        let mut lonely = list.questions.first().unwrap().clone();
        "lonely".clone_into(&mut lonely.id);
        list.questions.push(lonely);
    });
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::Unreachable),
        "{faults:?}"
    );
}

#[test]
fn patterns_and_rules_that_are_not_there_are_told() {
    let library = shipped().unwrap();
    let mut bad = library.clone();
    "你(".clone_into(&mut bad.patterns.patterns.first_mut().unwrap().find);
    let faults = read(&bad.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::BadPattern && f.line > 0),
        "{faults:?}"
    );
    let mut bad = library;
    bad.rules.clear();
    let faults = read(&bad.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::NoSuchRule && f.line > 0),
        "{faults:?}"
    );
}

#[test]
fn what_is_no_library_is_refused_at_once() {
    for (text, code) in [
        (String::new(), LibraryFaultCode::Unreadable),
        ("\u{feff}{}".to_owned(), LibraryFaultCode::Unreadable),
        ("[1,2".to_owned(), LibraryFaultCode::Unreadable),
        ("[".repeat(1_000_000), LibraryFaultCode::Unreadable),
        (
            " ".repeat(LIBRARY_MAX_BYTES + 1),
            LibraryFaultCode::TooLarge,
        ),
        (
            text().replacen(r#""schema": 1"#, r#""schema": 9"#, 1),
            LibraryFaultCode::OtherSchema,
        ),
    ] {
        let faults = read(&text).unwrap_err().0;
        assert!(faults.iter().any(|fault| fault.code == code), "{faults:?}");
    }
}
