//! Payloads (tests/hostile/payloads.json) where no words belong: codes, numbers and references, of which the names of files are made, take
//! none of them; a text takes none that hides a character. What a text takes is shown in every view by tests/e2e/hostile.test.mjs.

use crate::course::{statement, ticket_at};
use crate::hall::{CLERK, Hall, MANAGER, by_number, entrance, password};
use ansu_desk::complaint::{StaffId, Step, TicketNumber};
use ansu_desk::{Code, FoundHall, HeldContext};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Payloads {
    shown: Vec<String>,
    long: Vec<String>,
    refused: Vec<String>,
}

fn payloads() -> Payloads {
    serde_json::from_str(include_str!("../hostile/payloads.json")).unwrap()
}

/// All of them, and what leads out of a folder or names a device.
fn all() -> Vec<String> {
    let Payloads {
        shown,
        long,
        refused,
    } = payloads();
    let ways = [
        "..",
        ".",
        "/",
        "\\",
        "/etc/passwd",
        "../A01",
        "A01/..",
        "C:",
        "C:\\A01",
        "\\\\?\\A01",
        "\\\\server\\share",
        "A01\0",
        "A 1",
        "A.1",
        "A-1",
        "Ａ01",
        "~",
        "$HOME",
        "%TEMP%",
        "nul.",
        "",
        " ",
    ];
    shown
        .into_iter()
        .chain(long)
        .chain(refused)
        // Plain letters are a code like any other, also where they mean something to somebody: no name is made of a code alone.
        .filter(|payload| !payload.chars().all(|c| c.is_ascii_alphanumeric()))
        .chain(ways.map(str::to_owned))
        .collect()
}

#[test]
fn no_code_or_number_of_which_names_are_made_takes_a_payload() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let before = hall.desk.start().unwrap().hall.unwrap();
    let all = all();
    assert!(all.len() > 200);
    for payload in &all {
        for place in ["code", "counter"] {
            let mut renamed = serde_json::to_value(&before).unwrap();
            renamed[place] = json!(payload);
            let form = serde_json::from_value(renamed).unwrap();
            let answer = hall.desk.rename_hall(&manager, &form);
            assert!(answer.is_err(), "{place}: {payload:?}");
        }
        assert!(StaffId::try_from(payload.clone()).is_err(), "{payload:?}");
        assert!(
            TicketNumber::try_from(payload.clone()).is_err(),
            "{payload:?}"
        );
        let number = format!("{payload}-1-20261121-001");
        assert!(TicketNumber::try_from(number).is_err(), "{payload:?}");
    }
    assert_eq!(hall.desk.start().unwrap().hall.unwrap(), before);
}

#[test]
fn no_hall_is_founded_under_a_payload() {
    let folder = tempfile::tempdir().unwrap();
    let entrance = entrance(folder.path());
    for payload in all() {
        for place in ["code", "counter", "manager"] {
            let mut form = json!({"company": "", "name": "一号厅", "code": "A01", "counter": "1", "manager": "1001", "manager_name": "李娜"});
            form[place] = json!(payload);
            let form: FoundHall = serde_json::from_value(form).unwrap();
            let context = HeldContext::new("2026-11-21T01:00:00Z".parse().unwrap(), 7);
            let founded = entrance.found(context, &form, &password(MANAGER));
            assert!(founded.is_err(), "{place}: {payload:?}");
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// What a file is called is shown, and never a path: what is left of a payload can be on the record, and nothing is called after it.
#[test]
fn a_file_may_be_called_by_any_payload_and_no_path_comes_of_it() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Listen);
    let clerk = hall.session(CLERK);
    for payload in all() {
        let file = hall
            .desk
            .bring_evidence(&clerk, &by_number(&number), &payload, b"%PDF-1.7 %%EOF")
            .unwrap();
        let plain = |name: &str| !name.contains(['/', '\\', '\0', '\n']) && name != "..";
        assert!(plain(&file.name) && !file.name.is_empty(), "{payload:?}");
        let id = file.id;
        for action in [
            json!([{"do": "attach_evidence", "file": file}]),
            json!([{"do": "remove_evidence", "file": id}]),
        ] {
            let done = hall.perform(CLERK, &number, action);
            assert!(done.is_ok(), "{payload:?}: {done:?}");
        }
    }
    for kept in std::fs::read_dir(hall.path().join("evidence")).unwrap() {
        let name = kept.unwrap().file_name().into_string().unwrap();
        assert!(ansu_desk::Uuid::try_parse(&name).is_ok(), "{name:?}");
    }
}

#[test]
fn numbers_and_references_take_no_payload_and_texts_none_that_hides_something() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Listen);
    let before = hall.everything();
    for payload in all() {
        for place in ["phone", "contact", "category"] {
            // Where else to reach somebody may be left out.
            if place != "contact" || !payload.trim().is_empty() {
                let answer = hall.register(CLERK, json!({place: payload}));
                assert!(answer.is_err(), "{place}: {payload:?}");
            }
        }
    }
    for payload in payloads().refused {
        let error = hall
            .perform(CLERK, &number, json!([statement(&payload)]))
            .unwrap_err();
        assert_eq!(error.code, Code::HiddenCharacter, "{payload:?}");
    }
    assert_eq!(hall.everything(), before);
}
