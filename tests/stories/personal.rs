//! What is kept of a person: found by their number, a copy of it for them, and in no file in the clear.

use crate::hall::{CLERK, Hall, MANAGER, by_number, moment};
use ansu_desk::{ApiError, AuditRequest, Code, Ground, Kept, Plea};
use serde_json::json;
use std::path::Path;

/// Takes the files of a person's copy, of whom there are none.
pub(crate) fn no_files(name: &str, _: &[u8]) -> Result<(), ApiError> {
    panic!("{name} is not expected")
}

/// Everything below a folder that holds a text, in the clear or as UTF-16.
pub(crate) fn holding(folder: &Path, text: &str) -> Vec<String> {
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

/// The daughter's own number finds what is kept of her, and nothing of her father; neither is her visit for him an earlier one of hers.
#[test]
fn a_representative_gets_what_is_kept_of_them_and_raises_no_alarm() {
    let mut hall = Hall::new();
    let daughter = json!({
        "name": "欧阳静", "phone": "154 0008 6620", "document": "居民身份证，尾号402X", "scope": "代为投诉资费争议",
        "valid_from": "2026-11-20", "valid_until": "2026-12-22", "letter_seen": true
    });
    let form = json!({"name": "何桂兰", "presence": "represented", "representative": daughter});
    let ticket = hall.register(CLERK, form).unwrap().number;
    let said = json!([crate::course::statement("我爸的账单看不懂")]);
    hall.perform(CLERK, ticket.as_str(), said).unwrap();
    let (clerk, manager) = (hall.session(CLERK), hall.session(MANAGER));
    let earlier = hall.desk.contacts(&clerk, "15400086620").unwrap();
    assert_eq!((earlier.counts, earlier.tickets.len()), (0, 0));
    assert_eq!(hall.desk.contacts(&clerk, "15400010001").unwrap().counts, 1);
    let person = hall
        .desk
        .person(&manager, "154 0008 6620", Plea::PurposeOver)
        .unwrap();
    assert!(person.tickets.is_empty());
    let [of] = &person.represented[..] else {
        panic!("{person:?}");
    };
    assert_eq!((&of.line.number, of.kept), (&ticket, Some(Kept::Open)));
    let export = hall
        .desk
        .person_export(&manager, "15400086620", no_files)
        .unwrap();
    assert_eq!(export.represented[0].ticket, ticket);
    let text = serde_json::to_string(&export).unwrap();
    assert!(text.contains("欧阳静") && text.contains("尾号402X"));
    for of_another in ["何桂兰", "15400010001", "我爸的账单"] {
        assert!(!text.contains(of_another), "{of_another}");
    }
    let trail = hall.desk.audit(&manager, &AuditRequest::default()).unwrap();
    let given = trail
        .lines
        .iter()
        .find(|line| line.act == ansu_desk::Act::ExportPerson);
    assert_eq!(given.unwrap().detail, "representative");
    // The customer's own request has the ticket as ever, and once.
    let whole = hall
        .desk
        .person(&manager, "15400010001", Plea::PurposeOver)
        .unwrap();
    assert_eq!((whole.tickets.len(), whole.represented.len()), (1, 0));
    // Who gives one number for both is the customer there.
    let same = json!({"name": "何桂兰", "phone": "15400030003", "presence": "represented", "representative": {
        "name": "欧阳静", "phone": "154 0003 0003", "document": "", "scope": "代为投诉", "valid_from": "2026-11-20",
        "valid_until": "2026-12-22", "letter_seen": true
    }});
    hall.register(CLERK, same).unwrap();
    let both = hall
        .desk
        .person(&manager, "15400030003", Plea::PurposeOver)
        .unwrap();
    assert_eq!((both.tickets.len(), both.represented.len()), (1, 0));
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
