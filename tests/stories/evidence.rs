//! Files of evidence: brought, put on a ticket, taken off, erased, lost.

use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, password, read};
use ansu_desk::complaint::{EvidenceFile, EvidenceKind};
use ansu_desk::{Act, ApiError, Code, EVIDENCE_MAX, EvidenceView, Ground, Plea, Uuid, Way};
use serde_json::{Value, json};
use std::path::PathBuf;

/// A document with a word in it that can be looked for.
fn document(word: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {word}\n%%EOF\n").into_bytes()
}

fn bring(
    hall: &mut Hall,
    number: &str,
    name: &str,
    content: &[u8],
) -> Result<EvidenceFile, ApiError> {
    let clerk = hall.session(CLERK);
    Ok(hall
        .desk
        .bring_evidence(&clerk, &by_number(number), name, content)?)
}

fn attach(file: &EvidenceFile) -> Value {
    json!([{"do": "attach_evidence", "file": file}])
}

fn see(hall: &mut Hall, who: &str, number: &str, id: Uuid) -> Result<EvidenceView, ApiError> {
    let session = hall.session(who);
    Ok(hall
        .desk
        .evidence(&session, &by_number(number), id, Way::Shown)?)
}

fn kept(hall: &Hall) -> Vec<PathBuf> {
    let files = std::fs::read_dir(hall.path().join("evidence")).unwrap();
    files.map(|file| file.unwrap().path()).collect()
}

fn registered() -> (Hall, String) {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    (hall, number)
}

#[test]
fn a_file_is_on_the_ticket_encrypted_on_disk_and_every_look_is_noted() {
    let (mut hall, number) = registered();
    let bill = document("CANARY7Q2M");
    let file = bring(&mut hall, &number, "/home/王敏/账单.pdf", &bill).unwrap();
    assert_eq!(
        (file.name.as_str(), file.bytes as usize),
        ("账单.pdf", bill.len())
    );
    hall.perform(CLERK, &number, attach(&file)).unwrap();
    let told = hall.log(&number).last().unwrap().words.clone();
    assert_eq!(told.as_deref(), Some("账单.pdf"));

    let mut hall = hall.started_again("2026-12-21T10:00:00+08:00");
    let view = see(&mut hall, CLERK, &number, file.id).unwrap();
    assert_eq!((view.content, &view.file), (bill, &file));
    assert_eq!(view.copy_name, format!("{number}-1.pdf"));
    for file in kept(&hall) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"CANARY"));
    }
    let sight = (
        Act::SeeEvidence,
        CLERK.to_owned(),
        number.clone(),
        "shown".to_owned(),
    );
    assert_eq!(hall.noted(&[Act::SeeEvidence]), [sight]);
    hall.is_sound();
}

#[test]
fn what_was_taken_off_can_be_put_back_for_a_day_and_is_gone_then() {
    let (mut hall, number) = registered();
    let file = bring(&mut hall, &number, "a.pdf", &document("a")).unwrap();
    let never = bring(&mut hall, &number, "b.pdf", &document("b")).unwrap();
    let put = hall.perform(CLERK, &number, attach(&file)).unwrap();
    let clerk = hall.session(CLERK);
    let off = hall
        .desk
        .perform(&clerk, &put.undo.unwrap().perform)
        .unwrap();
    assert!(off.view.ticket.evidence.is_empty());
    let on = hall
        .desk
        .perform(&clerk, &off.undo.unwrap().perform)
        .unwrap();
    assert_eq!(on.view.ticket.evidence[0].file, file);
    assert_eq!(
        see(&mut hall, CLERK, &number, never.id).unwrap_err().code,
        Code::UnknownEvidence
    );

    let mut hall = hall.started_again("2026-11-22T09:00:00+08:00");
    assert_eq!(kept(&hall).len(), 2, "not a day yet");
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "remove_evidence", "file": file.id}]),
    )
    .unwrap();
    let mut hall = hall.started_again("2026-11-22T11:00:00+08:00");
    assert!(kept(&hall).is_empty());
    let too_late = hall.perform(CLERK, &number, attach(&file)).unwrap_err();
    assert_eq!(too_late.code, Code::UnknownEvidence);
    hall.is_sound();
}

#[test]
fn a_counter_that_stays_open_forgets_what_nobody_wanted_as_well() {
    let (mut hall, number) = registered();
    let wrong = bring(&mut hall, &number, "别人的账单.pdf", &document("a")).unwrap();
    let right = bring(&mut hall, &number, "账单.pdf", &document("b")).unwrap();
    hall.perform(CLERK, &number, attach(&right)).unwrap();
    let names = |hall: &Hall| -> Vec<String> {
        let files = kept(hall).into_iter();
        files
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect()
    };

    // The screen was locked, and is unlocked by the password: not a day yet, then a day later.
    for (time, left) in [
        ("2026-11-22T09:59:00+08:00", 2),
        ("2026-11-22T10:01:00+08:00", 1),
    ] {
        hall.at(time);
        hall.desk.sign_in(CLERK, &password(CLERK)).unwrap();
        assert_eq!(names(&hall).len(), left, "{time}");
    }
    assert_eq!(names(&hall), [right.id.to_string()]);
    let refused = hall.perform(CLERK, &number, attach(&wrong)).unwrap_err();
    assert_eq!(refused.code, Code::UnknownEvidence);

    // Or nobody locked it, and the backup is made on leaving.
    bring(&mut hall, &number, "截图.pdf", &document("c")).unwrap();
    hall.at("2026-11-23T18:00:00+08:00");
    let (clerk, shelf) = (hall.session(CLERK), hall.desk.shelf());
    assert!(hall.desk.due_backup(&clerk, &shelf).unwrap().is_some());
    assert_eq!(names(&hall), [right.id.to_string()]);
    hall.is_sound();
}

/// A PNG with sound checksums that claims 50,000 × 50,000 pixels: seven gigabytes.
const FLOOD: &[u8] = b"\x89PNG\x0D\x0A\x1A\x0A\x00\x00\x00\x0DIHDR\x00\x00\xC3P\x00\x00\xC3P\x08\x02\x00\x00\x00\xC4\xCD\xAA\x9D\x00\x00\x00\x0CIDATx\x9Cc`\xA0\x0C\x00\x00\x00@\x00\x01\xB74|\xEF\x00\x00\x00\x00IEND\xAEB`\x82";

#[test]
fn a_path_as_name_leads_nowhere_and_the_content_says_what_a_file_is() {
    let (mut hall, number) = registered();
    let mut ids = vec![];
    for (raw, shown) in [
        ("../../../etc/passwd", "passwd"),
        (r"C:\Windows\System32\合同.pdf", "合同.pdf"),
        ("file:///home/王敏/账单.jpg", "账单.jpg"),
        ("..", "evidence.pdf"),
        ("账单\u{202e}gpj.exe", "账单gpj.exe"),
    ] {
        let file = bring(&mut hall, &number, raw, &document(raw)).unwrap();
        assert_eq!(
            (file.name.as_str(), file.kind),
            (shown, EvidenceKind::Pdf),
            "{raw}"
        );
        hall.perform(CLERK, &number, attach(&file)).unwrap();
        let copy = see(&mut hall, CLERK, &number, file.id).unwrap().copy_name;
        ids.push(file.id.to_string());
        assert_eq!(copy, format!("{number}-{}.pdf", ids.len()));
    }
    // On disk a file is called by its identity and nothing else.
    let mut kept: Vec<_> = kept(&hall)
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    kept.sort();
    ids.sort();
    assert_eq!(kept, ids);
    hall.is_sound();
}

#[test]
fn what_is_no_evidence_is_refused_and_nothing_is_kept() {
    let (mut hall, number) = registered();
    let before = hall.everything();
    for (content, code) in [
        (&b""[..], Code::NotEvidence),
        (b"MZ\x90\0\x03", Code::NotEvidence),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            Code::NotEvidence,
        ),
        (b"\xFF\xD8\xFF\xE0 cut short", Code::NotEvidence),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Code::HeicPicture),
        (&vec![b'a'; EVIDENCE_MAX + 1], Code::EvidenceTooLarge),
        (&vec![0; 200 * 1024 * 1024], Code::EvidenceTooLarge),
        (FLOOD, Code::TooManyPixels),
    ] {
        for name in ["账单.jpg", "账单.pdf", "../../账单.jpg"] {
            let refused = bring(&mut hall, &number, name, content).unwrap_err();
            assert_eq!(refused.code, code);
        }
    }
    assert!(!hall.path().join("evidence").exists());

    // Made up, changed, of another ticket, twice, one too many.
    let other = hall
        .register(CLERK, json!({"phone": "15400010002"}))
        .unwrap()
        .number
        .to_string();
    let file = bring(&mut hall, &number, "a.pdf", &document("a")).unwrap();
    let renamed: EvidenceFile = read(
        json!({"id": file.id, "name": "别的.pdf", "kind": "pdf", "bytes": file.bytes, "digest": file.digest}),
    );
    let made_up: EvidenceFile = read(
        json!({"id": Uuid::nil(), "name": "a.pdf", "kind": "pdf", "bytes": 1, "digest": file.digest}),
    );
    for (ticket, file) in [(&number, &renamed), (&number, &made_up), (&other, &file)] {
        let refused = hall.perform(CLERK, ticket, attach(file)).unwrap_err();
        assert_eq!(refused.code, Code::UnknownEvidence);
    }
    assert_eq!(hall.everything()[0], before[0]);
    hall.perform(CLERK, &number, attach(&file)).unwrap();
    assert_eq!(
        hall.perform(CLERK, &number, attach(&file))
            .unwrap_err()
            .code,
        Code::UnknownEvidence
    );
    for no in 1..20 {
        let file = bring(&mut hall, &number, "a.pdf", &document(&no.to_string())).unwrap();
        hall.perform(CLERK, &number, attach(&file)).unwrap();
    }
    let file = bring(&mut hall, &number, "a.pdf", &document("21")).unwrap();
    let refused = hall.perform(CLERK, &number, attach(&file)).unwrap_err();
    assert_eq!(
        (refused.code, refused.params["most"].as_str()),
        (Code::TooMany, "20")
    );
}

#[test]
fn a_file_that_was_changed_or_is_gone_is_lost_and_the_check_says_so() {
    let (mut hall, number) = registered();
    let file = bring(&mut hall, &number, "a.pdf", &document("a")).unwrap();
    let other = bring(&mut hall, &number, "b.pdf", &document("b")).unwrap();
    hall.perform(CLERK, &number, attach(&file)).unwrap();
    hall.perform(CLERK, &number, attach(&other)).unwrap();
    let path =
        |file: &EvidenceFile, hall: &Hall| hall.path().join("evidence").join(file.id.to_string());
    let lost = |hall: &mut Hall| see(hall, CLERK, &number, file.id).unwrap_err().code;
    let whole = std::fs::read(path(&file, &hall)).unwrap();
    for place in [0, 30, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        std::fs::write(path(&file, &hall), changed).unwrap();
        assert_eq!(lost(&mut hall), Code::EvidenceLost);
    }
    // Another file of the same hall in its place.
    std::fs::copy(path(&other, &hall), path(&file, &hall)).unwrap();
    assert_eq!(lost(&mut hall), Code::EvidenceLost);
    std::fs::remove_file(path(&file, &hall)).unwrap();
    assert_eq!(lost(&mut hall), Code::EvidenceLost);
    let manager = hall.session(MANAGER);
    let health = hall.desk.check(&manager).unwrap();
    assert!(
        !health.sound && health.faults.len() == 1,
        "{:?}",
        health.faults
    );
    std::fs::write(path(&file, &hall), whole).unwrap();
    assert!(see(&mut hall, CLERK, &number, file.id).is_ok());
    hall.is_sound();
}

#[test]
fn files_go_with_their_ticket_and_who_has_no_business_with_it_sees_none() {
    let (mut hall, number) = registered();
    let file = bring(&mut hall, &number, "a.pdf", &document("a")).unwrap();
    hall.perform(CLERK, &number, attach(&file)).unwrap();
    assert!(
        see(&mut hall, COLLEAGUE, &number, file.id).is_ok(),
        "whoever is on shift, while it is open"
    );
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "withdraw", "reason": "客户不投诉了"}]),
    )
    .unwrap();
    assert_eq!(
        see(&mut hall, COLLEAGUE, &number, file.id)
            .unwrap_err()
            .code,
        Code::NotAuthorised
    );
    assert!(see(&mut hall, CLERK, &number, file.id).is_ok());
    assert!(see(&mut hall, DUTY, &number, file.id).is_ok());
    assert_eq!(
        see(&mut hall, "1060", &number, file.id).unwrap_err().code,
        Code::ReadsOnly
    );

    let mut hall = hall.started_again("2029-12-01T10:00:00+08:00");
    let manager = hall.session(MANAGER);
    let numbers = [read(json!(number))];
    hall.desk
        .dispose(&manager, &numbers, &[], Ground::Retention, 36)
        .unwrap();
    assert!(kept(&hall).is_empty());
    hall.is_sound();
}

#[test]
fn a_file_says_which_check_it_bears_out_and_that_can_be_changed_and_taken_back() {
    let (mut hall, number) = registered();
    let file = bring(&mut hall, &number, "光猫.pdf", &document("a")).unwrap();
    let shows = |hall: &Hall| hall.record(&number).evidence[0].shows.clone();
    let is = |words: &str| Some(words.to_owned());
    let attach = json!([{"do": "attach_evidence", "file": file, "shows": " 光猫亮红灯吗？ "}]);
    hall.perform(CLERK, &number, attach).unwrap();
    assert_eq!(shows(&hall), is("光猫亮红灯吗？"));
    // The finding is written down afterwards; on paper the file stands beside it.
    let check = json!({"question": "光猫亮红灯吗？", "finding": "亮红灯"});
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "record_check", "check": check}]),
    )
    .unwrap();

    let relate = |to: Value| json!([{"do": "relate_evidence", "file": file.id, "shows": to}]);
    let clerk = hall.session(CLERK);
    for (to, now) in [
        (json!("附近有施工吗？"), is("附近有施工吗？")),
        (Value::Null, None),
    ] {
        let done = hall.perform(CLERK, &number, relate(to)).unwrap();
        assert_eq!(shows(&hall), now);
        let undo = done.undo.unwrap().perform;
        hall.desk.perform(&clerk, &undo).unwrap();
        assert_eq!(shows(&hall), is("光猫亮红灯吗？"));
    }
    // Taken off and put back it is where it was.
    let off = json!([{"do": "remove_evidence", "file": file.id}]);
    let off = hall.perform(CLERK, &number, off).unwrap();
    let undo = off.undo.unwrap().perform;
    hall.desk.perform(&clerk, &undo).unwrap();
    assert_eq!(shows(&hall), is("光猫亮红灯吗？"));
    let before = hall.record(&number).revision;
    let same = hall.perform(CLERK, &number, relate(json!("光猫亮红灯吗？")));
    assert_eq!(
        same.unwrap().view.ticket.revision,
        before,
        "nothing happened"
    );

    for (actions, code) in [
        (relate(json!(" ")), Code::Required),
        (relate(json!("长".repeat(121))), Code::TooLong),
        (
            json!([{"do": "relate_evidence", "file": Uuid::nil()}]),
            Code::UnknownEvidence,
        ),
    ] {
        let refused = hall.perform(CLERK, &number, actions).unwrap_err();
        assert_eq!(refused.code, code);
    }
    // What was put there before files said so bears out the whole matter.
    let older = bring(&mut hall, &number, "旧.pdf", &document("b")).unwrap();
    let entry = json!({"at": "2026-11-21T02:00:00Z", "by": CLERK, "event": {"event": "evidence_attached", "file": older}});
    let mut ticket = hall.record(&number);
    ticket.apply(&read(entry));
    assert_eq!(ticket.evidence[1].shows, None);
    hall.is_sound();
}

#[test]
fn files_go_on_with_whoever_has_the_ticket_and_end_with_the_persons_other_contacts() {
    const PHONE: &str = "15400010001";
    let (mut hall, number) = registered();
    let (clerk, colleague) = (hall.session(CLERK), hall.session(COLLEAGUE));
    let enquiry = json!({"phone": PHONE, "kind": "enquiry", "matter": "问宽带什么时候修好"});
    let contact = hall
        .desk
        .note_contact(&clerk, &read(enquiry), &[])
        .unwrap()
        .id;
    let first = bring(&mut hall, &number, "a.pdf", &document("a")).unwrap();
    hall.perform(CLERK, &number, attach(&first)).unwrap();
    let on = |hall: &Hall| -> Vec<EvidenceFile> {
        let evidence = hall.record(&number).evidence;
        evidence.into_iter().map(|one| one.file).collect()
    };

    // The colleague takes the ticket over with its files, takes one off by mistake, and puts it back.
    let out = json!([{"do": "hand_over", "to": COLLEAGUE}]);
    let handed = hall.perform(CLERK, &number, out).unwrap();
    let off = json!([{"do": "remove_evidence", "file": first.id}]);
    let off = hall.perform(COLLEAGUE, &number, off).unwrap();
    assert_eq!(on(&hall), []);
    hall.desk
        .perform(&colleague, &off.undo.unwrap().perform)
        .unwrap();
    assert_eq!(on(&hall), std::slice::from_ref(&first));
    let late = hall.desk.perform(&clerk, &handed.undo.unwrap().perform);
    assert_eq!(ApiError::from(late.unwrap_err()).code, Code::Stale);
    assert_eq!(hall.record(&number).holder.as_str(), COLLEAGUE);

    // It ends, and takes no more; the customer comes back, and it does.
    let withdraw = json!([{"do": "withdraw", "reason": "客户不投诉了"}]);
    hall.perform(COLLEAGUE, &number, withdraw.clone()).unwrap();
    let refused = bring(&mut hall, &number, "b.pdf", &document("b")).unwrap_err();
    assert_eq!(refused.code, Code::Ended);
    let back = json!([{"do": "came_back", "words": "还是掉线"}]);
    hall.perform(CLERK, &number, back).unwrap();
    let second = bring(&mut hall, &number, "b.pdf", &document("b")).unwrap();
    hall.perform(CLERK, &number, attach(&second)).unwrap();
    assert_eq!(on(&hall), [first, second]);
    hall.perform(CLERK, &number, withdraw).unwrap();
    assert_eq!(kept(&hall).len(), 2);
    hall.is_sound();

    let mut hall = hall.started_again("2029-12-01T10:00:00+08:00");
    let manager = hall.session(MANAGER);
    let person = hall.desk.person(&manager, PHONE, Plea::PurposeOver);
    let person = person.unwrap();
    assert_eq!((person.tickets.len(), person.contacts.len()), (1, 1));
    let copy = hall
        .desk
        .person_export(&manager, PHONE, |_, _| Ok(()))
        .unwrap();
    assert_eq!(copy.tickets[0].ticket.evidence.len(), 2);
    let tickets = [read(json!(number))];
    let ground = Ground::Request(Plea::PurposeOver);
    let erased = hall
        .desk
        .dispose(&manager, &tickets, &[contact], ground, 36)
        .unwrap();
    assert_eq!(erased, 2);
    assert!(kept(&hall).is_empty());
    let gone = hall.desk.person(&manager, PHONE, Plea::PurposeOver);
    let gone = gone.unwrap();
    assert_eq!((gone.tickets, gone.contacts), (vec![], vec![]));
    hall.is_sound();
}
