//! How long a person's data is kept, a copy of it for them, and its end without a trace.

use crate::BROADBAND;
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, entrance, moment, password};
use ansu_desk::complaint::TicketNumber;
use ansu_desk::{Act, ApiError, AuditRequest, Code, Ground, HeldContext, KEPT_MONTHS, Kept, Plea};
use serde_json::json;
use std::path::Path;

/// Takes the files of a person's copy, of whom there are none.
fn no_files(name: &str, _: &[u8]) -> Result<(), ApiError> {
    panic!("{name} is not expected")
}

/// Everything below a folder that holds a text, in the clear or as UTF-16.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap_or_default();
            let has = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
            if has(text.as_bytes()) || has(&utf16) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

/// A word entered in every field of a complaint, and everything that leaves the program encrypted.
#[test]
fn a_canary_entered_everywhere_is_found_in_no_file() {
    const CANARY: &str = "CANARY7Q2MXW";
    const CHINESE: &str = "金丝雀翡翠琥珀";
    let mut hall = Hall::new();
    let both = format!("{CANARY}{CHINESE}");
    let ticket = hall
        .register(
            CLERK,
            json!({"name": both, "phenomenon": both, "area": both}),
        )
        .unwrap();
    let number = ticket.number.to_string();
    let facts = json!({"who": both, "when": both, "occurred": null, "where": both, "what": both, "why": both, "how": both});
    hall.perform(
        CLERK,
        &number,
        json!([
            {"do": "record_statement", "statement": both, "key_words": [both], "emotion": "angry", "strength": 3},
            {"do": "advance"},
            {"do": "apologize", "wording": both},
            {"do": "advance"},
            {"do": "record_facts", "facts": facts},
            {"do": "add_note", "text": both},
        ]),
    )
    .unwrap();
    let clerk = hall.session(CLERK);
    hall.desk
        .save_draft(&clerk, "intake", &json!({"name": both}).to_string())
        .unwrap();
    let manager = hall.session(MANAGER);
    let job = hall.desk.backup_job(&manager).unwrap();
    let stick = tempfile::tempdir().unwrap();
    for shelf in [hall.desk.shelf(), stick.path().to_owned()] {
        job.run(
            &shelf,
            moment("2026-11-21T18:00:00+08:00"),
            &mut |_, _, _| true,
        )
        .unwrap();
    }
    // With the log of writes still there, and after the program has ended.
    assert!(hall.path().join("ansu.db-wal").exists());
    for folder in [hall.path(), stick.path()] {
        for text in [CANARY, CHINESE, "15400010001"] {
            assert_eq!(holding(folder, text), [""; 0]);
        }
    }
    let temporary = holding_in_temporary(CANARY);
    let folder = hall.left();
    assert_eq!(holding(folder.path(), CANARY), [""; 0]);
    assert_eq!(temporary, [""; 0]);
    // The search would see it.
    std::fs::write(folder.path().join("control"), &both).unwrap();
    assert_eq!(holding(folder.path(), CHINESE).len(), 1);
}

/// Files directly in the temporary folder: what a program leaves there carelessly.
fn holding_in_temporary(text: &str) -> Vec<String> {
    std::fs::read_dir(std::env::temp_dir())
        .unwrap()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter(|entry| entry.metadata().is_ok_and(|data| data.len() < 4_000_000))
        .filter(|entry| {
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        })
        .map(|entry| entry.path().display().to_string())
        .collect()
}

#[test]
fn what_has_been_kept_long_enough_is_reviewed_and_erased_and_the_rest_stays() {
    let mut hall = Hall::new();
    let old = hall.tell(BROADBAND).tickets[0].clone();
    hall.at("2029-12-01T10:00:00+08:00");
    let recent = hall.register(CLERK, json!({})).unwrap().number.to_string();
    hall.perform(
        CLERK,
        &recent,
        json!([{"do": "withdraw", "reason": "客户撤回"}]),
    )
    .unwrap();
    let manager = hall.session(MANAGER);
    let listed = hall.desk.review_list(&manager, KEPT_MONTHS).unwrap();
    assert_eq!(listed.total, 1);
    let numbers: Vec<&str> = listed
        .lines
        .iter()
        .map(|line| line.line.number.as_str())
        .collect();
    assert_eq!(numbers, [old.as_str()]);

    let of = |number: &str| TicketNumber::try_from(number.to_owned()).unwrap();
    let both = [of(&old), of(&recent)];
    let refused = hall
        .desk
        .dispose(&manager, &both, &[], Ground::Retention, KEPT_MONTHS)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::StillKept);
    assert!(hall.desk.ticket(&manager, &by_number(&old)).is_ok());

    hall.desk
        .dispose(&manager, &both[..1], &[], Ground::Retention, KEPT_MONTHS)
        .unwrap();
    let gone = hall.desk.ticket(&manager, &by_number(&old)).unwrap_err();
    assert_eq!(ApiError::from(gone).code, Code::UnknownTicket);
    hall.is_sound();
    assert!(hall.desk.verify_audit(&manager, &[]).unwrap().sound);
    let trail = hall
        .desk
        .audit(
            &manager,
            &AuditRequest {
                object: old,
                ..AuditRequest::default()
            },
        )
        .unwrap();
    assert!(
        trail
            .lines
            .iter()
            .any(|line| line.act == ansu_desk::Act::Dispose)
    );
    // At the person's own wish it waits as well, unless it should never have been kept.
    for plea in [Plea::PurposeOver, Plea::ConsentWithdrawn] {
        let refused = hall
            .desk
            .dispose(&manager, &both[1..], &[], Ground::Request(plea), 0)
            .unwrap_err();
        assert_eq!(ApiError::from(refused).code, Code::StillKept);
    }
    let unlawful = Ground::Request(Plea::Unlawful);
    hall.desk
        .dispose(&manager, &both[1..], &[], unlawful, KEPT_MONTHS)
        .unwrap();
    let mut hall = hall.started_again("2029-12-01T12:00:00+08:00");
    hall.is_sound();
}

#[test]
fn a_ticket_that_goes_on_is_not_erased() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    let manager = hall.session(MANAGER);
    let refused = hall
        .desk
        .dispose(&manager, &[number], &[], Ground::Request(Plea::Unlawful), 0)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::NotEnded);
}

#[test]
fn a_person_gets_all_that_is_kept_of_them_and_nothing_of_others() {
    let mut hall = Hall::new();
    let mine = hall
        .register(CLERK, json!({"phone": "15400010001"}))
        .unwrap();
    hall.register(CLERK, json!({"phone": "15400020002", "name": "别人"}))
        .unwrap();
    let manager = hall.session(MANAGER);
    let export = hall
        .desk
        .person_export(&manager, "154 0001 0001", no_files)
        .unwrap();
    let text = serde_json::to_string(&export).unwrap();
    assert_eq!(export.tickets.len(), 1);
    assert!(text.contains("15400010001") && text.contains(mine.number.as_str()));
    assert!(!text.contains("15400020002") && !text.contains("别人"));
    let trail = hall.desk.audit(&manager, &AuditRequest::default()).unwrap();
    assert!(
        !serde_json::to_string(&trail)
            .unwrap()
            .contains("15400010001")
    );
}

#[test]
fn a_persons_copy_has_the_files_and_says_which_is_lost() {
    let mut hall = Hall::new();
    let mine = hall
        .register(CLERK, json!({"phone": "15400010001"}))
        .unwrap()
        .number
        .to_string();
    let other = json!({"phone": "15400020002", "name": "别人"});
    let theirs = hall.register(CLERK, other).unwrap().number.to_string();
    let clerk = hall.session(CLERK);
    let mut ids = Vec::new();
    for (number, word) in [(&mine, "one"), (&theirs, "other"), (&mine, "two")] {
        let content = format!("%PDF-1.7 {word} %%EOF");
        let which = by_number(number);
        let file = hall
            .desk
            .bring_evidence(&clerk, &which, "账单.pdf", content.as_bytes())
            .unwrap();
        ids.push(file.id);
        let attach = json!([{"do": "attach_evidence", "file": file}]);
        hall.perform(CLERK, number, attach).unwrap();
    }
    let manager = hall.session(MANAGER);
    let export = |hall: &mut Hall| {
        let mut given = Vec::new();
        let export = hall
            .desk
            .person_export(&manager, "15400010001", |name, content| {
                given.push((name.to_owned(), content.to_owned()));
                Ok(())
            });
        let [ticket] = &export.unwrap().tickets[..] else {
            panic!("one ticket")
        };
        let files = ticket.files.iter();
        let files: Vec<_> = files.map(|file| (file.id, file.file.clone())).collect();
        (given, files)
    };
    let names = [1, 2].map(|place| format!("{mine}-{place}.pdf"));
    let (given, files) = export(&mut hall);
    let content = |word: &str| format!("%PDF-1.7 {word} %%EOF").into_bytes();
    let [first, second] = names;
    assert_eq!(
        given,
        [
            (first.clone(), content("one")),
            (second.clone(), content("two"))
        ]
    );
    assert_eq!(
        files,
        [(ids[0], Some(first)), (ids[2], Some(second.clone()))]
    );
    std::fs::remove_file(hall.path().join("evidence").join(ids[0].to_string())).unwrap();
    let (given, files) = export(&mut hall);
    assert_eq!(given, [(second.clone(), content("two"))]);
    assert_eq!(files, [(ids[0], None), (ids[2], Some(second))]);
    // A place that refuses is told, and is no lost file.
    let refused = hall.desk.person_export(&manager, "15400010001", |_, _| {
        Err(ApiError::plain(Code::WriteFailed))
    });
    assert_eq!(ApiError::from(refused.unwrap_err()).code, Code::WriteFailed);
}

#[test]
fn a_review_shows_the_oldest_and_says_how_many_there_are() {
    let mut hall = Hall::new();
    let mut oldest = None;
    for _ in 0..203 {
        let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
        hall.perform(
            CLERK,
            &number,
            json!([{"do": "withdraw", "reason": "客户撤回"}]),
        )
        .unwrap();
        oldest.get_or_insert(number);
    }
    hall.register(CLERK, json!({})).unwrap();
    hall.at("2029-12-01T10:00:00+08:00");
    let review = hall
        .desk
        .review_list(&hall.session(MANAGER), KEPT_MONTHS)
        .unwrap();
    assert_eq!((review.lines.len(), review.total), (200, 203));
    assert_eq!(Some(review.lines[0].line.number.to_string()), oldest);
}

#[test]
fn what_is_no_phone_number_is_said_to_be_none() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let refused = ApiError::from(
        hall.desk
            .person_export(&manager, "张三", no_files)
            .unwrap_err(),
    );
    assert_eq!(
        (refused.code, refused.params["field"].as_str()),
        (Code::NotAPhone, "phone")
    );
}

#[test]
fn a_person_is_looked_up_by_number_and_each_ticket_says_why_it_is_kept() {
    let mut hall = Hall::new();
    let phone = json!({"phone": "15400010001"});
    let old = hall.register(CLERK, phone.clone()).unwrap().number;
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, old.as_str(), withdraw).unwrap();
    let ended = hall
        .desk
        .ticket(&hall.session(CLERK), &by_number(old.as_str()));
    let ended = ended.unwrap().ticket.end.unwrap().at;
    let open = hall.register(CLERK, phone).unwrap().number;
    let manager = hall.session(MANAGER);
    let kept = |hall: &mut Hall, plea| {
        let person = hall.desk.person(&manager, "154 0001 0001", plea).unwrap();
        person
            .tickets
            .into_iter()
            .map(|one| (one.line.number, one.kept))
            .collect::<Vec<_>>()
    };
    let goes_on = (open, Some(Kept::Open));
    let lines = kept(&mut hall, Plea::PurposeOver);
    assert_eq!(lines[0], goes_on);
    let Some(Kept::Until(until)) = lines[1].1 else {
        panic!("{lines:?}");
    };
    assert!((1095..=1096).contains(&(until - ended).num_days()));
    assert_eq!(
        kept(&mut hall, Plea::Unlawful),
        [goes_on.clone(), (old.clone(), None)]
    );
    hall.at("2032-01-01T10:00:00+08:00");
    assert_eq!(
        kept(&mut hall, Plea::ConsentWithdrawn),
        [goes_on, (old.clone(), None)]
    );
    let wish = Ground::Request(Plea::ConsentWithdrawn);
    assert_eq!(
        hall.desk
            .dispose(&manager, std::slice::from_ref(&old), &[], wish, 0)
            .unwrap(),
        1
    );
    let gone = hall
        .desk
        .person(&manager, "15400010001", Plea::Unlawful)
        .unwrap();
    assert!(gone.tickets.iter().all(|one| one.line.number != old));
    let trail = hall.desk.audit(&manager, &AuditRequest::default()).unwrap();
    let noted = |line: &&ansu_desk::AuditLineView| line.act == ansu_desk::Act::Dispose;
    let line = trail.lines.iter().find(noted).unwrap();
    assert_eq!(line.detail, "request=consent_withdrawn");
    let clerk = hall.session(CLERK);
    assert!(
        hall.desk
            .person(&clerk, "15400010001", Plea::Unlawful)
            .is_err()
    );
}

#[test]
fn nothing_is_erased_sooner_than_it_may_be_whatever_months_are_asked_for() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number;
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, number.as_str(), withdraw).unwrap();
    let manager = hall.session(MANAGER);
    for (time, months, may) in [
        ("2027-12-01T10:00:00+08:00", 0, false),
        ("2029-11-20T10:00:00+08:00", 35, false),
        ("2029-11-22T10:00:00+08:00", 48, false),
        ("2029-11-22T10:00:00+08:00", 1, true),
    ] {
        hall.at(time);
        let listed = hall.desk.review_list(&manager, months).unwrap().total;
        assert_eq!(listed, u32::from(may), "{time} {months}");
        let erased = hall.desk.dispose(
            &manager,
            std::slice::from_ref(&number),
            &[],
            Ground::Retention,
            months,
        );
        match erased {
            Ok(count) => assert!(may && count == 1),
            Err(error) => {
                assert!(!may);
                assert_eq!(ApiError::from(error).code, Code::StillKept);
            }
        }
    }
}

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
