//! What was typed and never registered: in a person's copy, and erased at their request or after a month.

use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, entrance, moment, password};
use crate::personal::{holding, no_files};
use ansu_desk::{Act, ApiError, AuditRequest, Code, HeldContext, Plea};
use serde_json::json;

#[test]
fn what_was_typed_and_never_registered_is_in_the_copy_and_goes_after_a_month() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    let ticket = hall.register(CLERK, json!({})).unwrap();
    let typed =
        |words: &str, phone: &str| json!({"phenomenon": words, "representative_phone": phone});
    for (key, words, phone) in [
        ("new".to_owned(), "鹅黄", "154 0001 0001"),
        (format!("ticket:{}:listen", ticket.id.0), "藕荷", ""),
        ("column-widths".to_owned(), "黛蓝", "15400010001"),
    ] {
        let json = typed(words, phone).to_string();
        hall.desk.save_draft(&clerk, &key, &json).unwrap();
    }
    let colleague = hall.session(COLLEAGUE);
    let contact = json!({"phenomenon": "石青", "phone": "15400010001"}).to_string();
    hall.desk
        .save_draft(&colleague, "contact", &contact)
        .unwrap();
    let other = typed("他人", "15400020002").to_string();
    hall.desk.save_draft(&colleague, "new", &other).unwrap();

    let manager = hall.session(MANAGER);
    let found = hall.desk.person(&manager, "15400010001", Plea::Unlawful);
    let found = found.unwrap();
    assert_eq!((found.tickets.len(), found.unregistered), (1, 2));
    let export = hall
        .desk
        .person_export(&manager, "15400010001", no_files)
        .unwrap();
    let copied: Vec<_> = export
        .drafts
        .iter()
        .map(|draft| {
            (
                draft.ticket.clone(),
                draft.typed["phenomenon"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(copied.len(), 3);
    assert!(copied.contains(&(None, "石青")));
    assert!(copied.contains(&(None, "鹅黄")));
    assert!(copied.contains(&(Some(ticket.number.clone()), "藕荷")));
    let noted = hall.noted(&[Act::ExportPerson]);
    assert!(
        noted
            .iter()
            .any(|(_, _, object, detail)| object.is_empty() && detail == "unregistered")
    );

    // At their request it is erased at once, and nobody else's.
    let mut hall = hall.started_again("2026-11-21T10:30:00+08:00");
    for (who, erased) in [
        (&clerk, Err(Code::NotAuthorised)),
        (&manager, Ok(2)),
        (&manager, Ok(0)),
    ] {
        let told = hall.desk.erase_unregistered(who, "154 0001 0001");
        assert_eq!(told.map_err(|error| ApiError::from(error).code), erased);
    }
    assert!(hall.desk.draft(&clerk, "new").unwrap().is_none());
    assert!(hall.desk.draft(&colleague, "new").unwrap().is_some());
    assert!(holding(hall.path(), "鹅黄").is_empty());
    let again = typed("鹅黄", "15400010001").to_string();
    hall.desk.save_draft(&clerk, "new", &again).unwrap();
    hall.desk.save_draft(&colleague, "new", &other).unwrap();

    // A month after it was typed in last, the next sign-in of anybody erases it; what belongs to the ticket stays with the ticket.
    let left = hall.left();
    let comes = |time: &str| {
        let clock = HeldContext::new(moment(time), 11);
        let (desk, session) = entrance(left.path())
            .sign_in(clock, DUTY, &password(DUTY))
            .unwrap();
        (desk, session)
    };
    for day in 1..=10 {
        drop(comes(&format!("2026-12-{day:02}T09:00:00+08:00")));
    }
    let (desk, _) = comes("2026-12-21T10:29:00+08:00");
    assert!(desk.draft(&clerk, "new").unwrap().is_some());
    drop(desk);
    let (mut desk, _) = comes("2026-12-21T10:31:00+08:00");
    for who in [&clerk, &colleague] {
        assert!(desk.draft(who, "new").unwrap().is_none());
    }
    let listen = format!("ticket:{}:listen", ticket.id.0);
    assert!(desk.draft(&colleague, "contact").unwrap().is_none());
    assert!(desk.draft(&clerk, &listen).unwrap().is_some());
    assert!(desk.draft(&clerk, "column-widths").unwrap().is_some());
    let request = AuditRequest {
        acts: vec![Act::Dispose],
        ..AuditRequest::default()
    };
    let page = desk.audit(&manager, &request).unwrap();
    assert_eq!(page.lines.len(), 2);
    assert_eq!(page.lines[0].detail, "unregistered forms=2");
    assert_eq!(page.lines[1].detail, "unregistered forms=2");
    assert_eq!(page.lines[0].by, None, "by nobody's hand");
    assert!(desk.check(&manager).unwrap().sound);
}

#[test]
fn a_clock_that_is_wrong_erases_nothing_that_was_typed() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    // The battery of the clock is dead: what is typed now was not typed a quarter of a century ago.
    hall.at("2000-01-01T00:10:00+08:00");
    let saved = hall.desk.save_draft(&clerk, "new", "{}").unwrap();
    assert!(saved >= moment("2026-11-21T09:00:00+08:00"), "{saved}");
    // It is right again, then months ahead for a day with many sign-ins.
    for time in [
        "2026-11-21T12:00:00+08:00",
        "2027-05-01T09:00:00+08:00",
        "2027-05-01T12:00:00+08:00",
        "2027-05-01T18:00:00+08:00",
        "2026-11-22T09:00:00+08:00",
    ] {
        hall = hall.started_again(time);
        assert!(hall.desk.draft(&clerk, "new").unwrap().is_some(), "{time}");
    }
}
