//! Backups through the desk: made when due, proven, put back, noted.

use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, entrance, moment, password};
use ansu_desk::complaint::Role;
use ansu_desk::{
    Act, ApiError, AuditRequest, Code, Ground, HeldContext, Opener, Plea, Present, StaffView, Uuid,
    backups,
};
use serde_json::json;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const EVENING: &str = "2026-11-21T18:00:00+08:00";

fn on(_: ansu_desk::Stage, _: u64, _: u64) -> bool {
    true
}

fn opener() -> Opener {
    Opener::password(MANAGER, &password(MANAGER)).unwrap()
}

/// Puts a file of evidence on a ticket.
fn attached(hall: &mut Hall, number: &str, word: &str) -> Uuid {
    let clerk = hall.session(CLERK);
    let content = format!("%PDF-1.7 {word} %%EOF");
    let which = by_number(number);
    let file = hall
        .desk
        .bring_evidence(&clerk, &which, "账单.pdf", content.as_bytes())
        .unwrap();
    let id = file.id;
    let attach = json!([{"do": "attach_evidence", "file": file}]);
    hall.perform(CLERK, number, attach).unwrap();
    id
}

/// Makes the backup that is due, and says whether one was.
fn backs_up(hall: &mut Hall, time: &str) -> bool {
    let clerk = hall.session(CLERK);
    let shelf = hall.desk.shelf();
    hall.at(time);
    let Some(job) = hall.desk.due_backup(&clerk, &shelf).unwrap() else {
        return false;
    };
    let (place, manifest) = job.run(&shelf, moment(time), &mut on).unwrap();
    let by = &clerk.staff().id;
    hall.desk.note_backup(by, &place, &manifest).unwrap();
    true
}

#[test]
fn whoever_leaves_takes_the_days_work_into_a_backup_and_nothing_twice() {
    let mut hall = Hall::new();
    assert!(backs_up(&mut hall, "2026-11-21T10:30:00+08:00"));
    hall.register(CLERK, json!({})).unwrap();
    assert!(
        !backs_up(&mut hall, "2026-11-21T11:00:00+08:00"),
        "just made"
    );
    assert!(backs_up(&mut hall, EVENING), "work since the morning");
    let kept = backups(&hall.desk.shelf()).unwrap();
    assert_eq!(kept[0].tickets, 1);
    assert!(
        !backs_up(&mut hall, "2026-11-21T21:00:00+08:00"),
        "nothing has happened since"
    );
    // A line of the trail is something that has happened.
    let duty = hall.session(DUTY);
    let line = hall.lines(DUTY, ansu_desk::Lane::Open).remove(0);
    hall.desk
        .reveal_phone(&duty, &by_number(line.number.as_str()))
        .unwrap();
    assert!(backs_up(&mut hall, "2026-11-21T21:30:00+08:00"));
}

#[test]
fn a_backup_is_due_an_hour_after_the_last_and_a_clock_that_was_ahead_does_not_hinder_it() {
    let mut hall = Hall::new();
    // Something happens every day.
    let make = |hall: &mut Hall, time: &str| {
        hall.at(time);
        hall.register(CLERK, json!({})).unwrap();
        backs_up(hall, time)
    };
    assert!(make(&mut hall, EVENING));
    assert!(!make(&mut hall, "2026-11-21T18:59:00+08:00"));
    assert!(make(&mut hall, "2026-11-22T18:00:00+08:00"));
    // The clock had been a year ahead for one day.
    assert!(make(&mut hall, "2027-11-22T18:00:00+08:00"));
    assert!(make(&mut hall, "2026-11-23T18:00:00+08:00"));
    assert_eq!(backups(&hall.desk.shelf()).unwrap().len(), 4);
    let gone = entrance(hall.path())
        .thin_backups(&hall.desk.shelf(), moment("2026-12-30T18:00:00+08:00"))
        .unwrap();
    assert_eq!(
        gone.len(),
        2,
        "of three days of one month the last one stays"
    );
}

#[test]
fn a_restore_shows_what_would_change_and_is_noted_in_the_trail_that_comes_back() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let _ = attached(&mut hall, &number, "one");
    let file = attached(&mut hall, &number, "two");
    let manager = hall.session(MANAGER);
    let stick = tempfile::tempdir().unwrap();
    let job = hall.desk.backup_job(&manager).unwrap();
    let (place, _) = job.run(stick.path(), moment(EVENING), &mut on).unwrap();
    hall.register(CLERK, json!({"phone": "15400020002"}))
        .unwrap();
    let clock = HeldContext::new(moment("2026-11-21T19:00:00+08:00"), 7);
    let door = entrance(hall.path());
    // While the hall is open nothing is put in its place.
    let refused = door
        .restore(&clock, &place, &opener(), &mut on)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::FolderInUse);
    let folder = hall.left();

    let preview = door
        .preview_restore(&clock, &place, &opener(), &mut on)
        .unwrap();
    let Present::Open(now) = preview.now else {
        panic!("{:?}", preview.now)
    };
    assert_eq!((preview.backup.tickets, now.tickets), (1, 2));
    assert_eq!((preview.backup.evidence, preview.evidence_lost), (2, 0));
    // One is lost on the stick: it is told, and the rest comes back.
    let lost = stick.path().join("ansu.evidence").join(file.to_string());
    std::fs::remove_file(lost).unwrap();
    let again = door.preview_restore(&clock, &place, &opener(), &mut on);
    assert_eq!(again.unwrap().evidence_lost, 1);
    let proven = door.verify_backup(&clock, &place, &opener(), &mut on);
    assert_eq!(proven.unwrap().evidence_damaged, 1);
    assert!(!preview.another_hall);
    let wrong = Opener::password(MANAGER, "falsch-falsch").unwrap();
    let refused = door
        .preview_restore(&clock, &place, &wrong, &mut on)
        .unwrap_err();
    assert_eq!(ApiError::from(refused).code, Code::WrongPassword);

    let done = door.restore(&clock, &place, &opener(), &mut on).unwrap();
    assert!(
        std::path::Path::new(&done.aside.unwrap())
            .join("ansu.db")
            .exists()
    );
    let (mut desk, manager) = door.sign_in(clock, MANAGER, &password(MANAGER)).unwrap();
    let health = desk.check(&manager).unwrap();
    assert_eq!((done.evidence_lost, health.faults.len()), (1, 1));
    let trail = desk.audit(&manager, &AuditRequest::default()).unwrap();
    assert!(trail.lines.iter().any(|line| line.act == Act::Restore));
    // The backup's own anchor vouches for the trail that came back.
    let anchor = preview.backup.anchor.unwrap();
    let verdict = desk.verify_audit(&manager, &[anchor]).unwrap();
    assert!(verdict.sound && verdict.anchored > 0 && verdict.events_anchored == 3);
    drop((desk, folder));
}

#[test]
fn a_backup_is_noted_by_whoever_began_it_even_when_they_have_left_meanwhile() {
    let mut hall = Hall::new();
    let (clerk, manager) = (hall.session(CLERK), hall.session(MANAGER));
    let job = hall
        .desk
        .due_backup(&clerk, &hall.desk.shelf())
        .unwrap()
        .unwrap();
    let (place, manifest) = job
        .run(&hall.desk.shelf(), moment(EVENING), &mut on)
        .unwrap();
    let view = hall.desk.start().unwrap().staff;
    let left = view.into_iter().find(|one| one.id.as_str() == CLERK);
    let left = ansu_desk::StaffView {
        active: false,
        ..left.unwrap()
    };
    hall.desk.put_staff(&manager, &left).unwrap();
    hall.desk
        .note_backup(&clerk.staff().id, &place, &manifest)
        .unwrap();
    let made = AuditRequest {
        acts: vec![Act::BackUp],
        ..AuditRequest::default()
    };
    let page = hall.desk.audit(&manager, &made).unwrap();
    let name = place.file_name().unwrap().to_string_lossy();
    let line = &page.lines[0];
    assert_eq!(
        (line.object.as_str(), line.by.as_ref().unwrap().as_str()),
        (&*name, CLERK)
    );
}

#[test]
fn a_backup_that_ended_after_the_window_had_closed_is_noted_at_the_next_occasion_by_whoever_began_it()
 {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    let shelf = hall.desk.shelf();
    let job = hall.desk.due_backup(&clerk, &shelf).unwrap().unwrap();
    let (place, _) = job.run(&shelf, moment(EVENING), &mut on).unwrap();
    assert_eq!(ends(&mut hall).len(), 0, "nobody was there to note it");

    hall.at("2026-11-22T09:00:00+08:00");
    let manager = hall.session(MANAGER);
    assert!(hall.desk.due_backup(&manager, &shelf).unwrap().is_some());
    let noted = ends(&mut hall);
    let name = place.file_name().unwrap().to_string_lossy();
    assert_eq!(noted, [(CLERK.to_owned(), name.into_owned())]);
    hall.desk.due_backup(&manager, &shelf).unwrap();
    assert_eq!(ends(&mut hall).len(), 1, "once");
}

#[test]
fn a_backup_that_somebody_laid_there_is_not_noted_as_made() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    let shelf = hall.desk.shelf();
    let job = hall.desk.due_backup(&clerk, &shelf).unwrap().unwrap();
    let (place, _) = job.run(&shelf, moment(EVENING), &mut on).unwrap();
    let manifest = place.join("manifest.json");
    let changed =
        std::fs::read_to_string(&manifest)
            .unwrap()
            .replacen("\"tickets\": 0", "\"tickets\": 9", 1);
    assert!(changed.contains("\"tickets\": 9"), "{changed}");
    std::fs::write(&manifest, changed).unwrap();
    hall.at("2026-11-22T09:00:00+08:00");
    hall.desk.due_backup(&clerk, &shelf).unwrap();
    assert_eq!(ends(&mut hall), []);
}

/// Who made which backup, by the trail.
fn ends(hall: &mut Hall) -> Vec<(String, String)> {
    let lines = hall.noted(&[Act::BackUp]).into_iter();
    let ends = lines.filter(|(.., detail)| detail != "begun");
    ends.map(|(_, by, place, _)| (by, place)).collect()
}

#[test]
fn a_preview_tells_nothing_from_a_hall_that_is_locked_and_from_files_that_cannot_be_read() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let stick = tempfile::tempdir().unwrap();
    let job = hall.desk.backup_job(&manager).unwrap();
    let (place, _) = job.run(stick.path(), moment(EVENING), &mut on).unwrap();
    let other = "quite-another-walrus-27";
    hall.desk
        .change_password(&manager, &password(MANAGER), other)
        .unwrap();
    let folder = hall.left();
    let present = |folder: &std::path::Path| {
        let clock = HeldContext::new(moment(EVENING), 7);
        let preview = entrance(folder).preview_restore(&clock, &place, &opener(), &mut on);
        preview.unwrap().now
    };
    assert_eq!(present(folder.path()), Present::Locked);
    std::fs::write(folder.path().join("ansu.keys"), b"{").unwrap();
    assert_eq!(present(folder.path()), Present::Unreadable);
    std::fs::remove_file(folder.path().join("ansu.keys")).unwrap();
    assert_eq!(present(folder.path()), Present::Unreadable);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(present(empty.path()), Present::Nothing);
}

const ADMINISTRATOR: &str = "1050";

/// A backup on a stick, and the hall to go on with.
fn backed_up() -> (Hall, TempDir, PathBuf) {
    let mut hall = Hall::new();
    hall.register(CLERK, json!({})).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let job = hall.desk.backup_job(&hall.session(MANAGER)).unwrap();
    let (place, _) = job.run(stick.path(), moment(EVENING), &mut on).unwrap();
    (hall, stick, place)
}

fn of(number: &str) -> Opener {
    Opener::password(number, &password(number)).unwrap()
}

fn restore(folder: &Path, place: &Path, opener: &Opener) -> Result<ansu_desk::Restored, Code> {
    let clock = HeldContext::new(moment("2026-11-21T19:00:00+08:00"), 7);
    entrance(folder)
        .restore(&clock, place, opener, &mut on)
        .map_err(|error| ApiError::from(error).code)
}

fn change(hall: &mut Hall, number: &str, changed: impl FnOnce(&mut StaffView)) {
    let staff = hall.desk.start().unwrap().staff;
    let mut person = staff
        .into_iter()
        .find(|one| one.id.as_str() == number)
        .unwrap();
    changed(&mut person);
    hall.desk
        .put_staff(&hall.session(MANAGER), &person)
        .unwrap();
}

#[test]
fn a_hall_is_put_back_by_whoever_manages_it_now_and_managed_it_then() {
    let (mut hall, _stick, place) = backed_up();
    change(&mut hall, ADMINISTRATOR, |person| person.role = Role::Clerk);
    let folder = hall.left();
    let before = std::fs::read(folder.path().join("ansu.db")).unwrap();
    for number in [CLERK, "1060", ADMINISTRATOR] {
        let refused = restore(folder.path(), &place, &of(number)).unwrap_err();
        assert_eq!(refused, Code::NotAuthorised, "{number}");
    }
    let clock = HeldContext::new(moment(EVENING), 7);
    let looked = entrance(folder.path()).preview_restore(&clock, &place, &of(CLERK), &mut on);
    assert_eq!(
        ApiError::from(looked.unwrap_err()).code,
        Code::NotAuthorised
    );
    assert!(std::fs::read(folder.path().join("ansu.db")).unwrap() == before);
    restore(folder.path(), &place, &of(MANAGER)).unwrap();
}

#[test]
fn neither_who_has_left_nor_a_password_of_earlier_days_puts_a_hall_back() {
    let (mut hall, _stick, place) = backed_up();
    change(&mut hall, ADMINISTRATOR, |person| person.active = false);
    let manager = hall.session(MANAGER);
    let other = "quite-another-walrus-27";
    hall.desk
        .change_password(&manager, &password(MANAGER), other)
        .unwrap();
    let folder = hall.left();
    for number in [ADMINISTRATOR, MANAGER] {
        let refused = restore(folder.path(), &place, &of(number)).unwrap_err();
        assert_eq!(refused, Code::RestoreLocked, "{number}");
    }
    // On a new computer there is nothing but the backup to ask, and a clerk is a clerk.
    let new = tempfile::tempdir().unwrap();
    let refused = restore(new.path(), &place, &of(CLERK)).unwrap_err();
    assert_eq!(refused, Code::NotAuthorised);
    restore(new.path(), &place, &of(ADMINISTRATOR)).unwrap();
    // So it is where the hall that is here can't be read.
    std::fs::write(folder.path().join("ansu.db"), b"spoilt").unwrap();
    let refused = restore(folder.path(), &place, &of(CLERK)).unwrap_err();
    assert_eq!(refused, Code::NotAuthorised);
    std::fs::write(folder.path().join("ansu.keys"), b"{").unwrap();
    let done = restore(folder.path(), &place, &of(MANAGER)).unwrap();
    assert_eq!(done.erased, None);
}

#[test]
fn the_recovery_sheet_puts_a_hall_back_and_an_earlier_one_does_not() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let sheet = hall.desk.renew_sheet(&manager).unwrap();
    let opener = || Opener::sheet(&sheet.printed()).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let job = hall.desk.backup_job(&manager).unwrap();
    let (place, _) = job.run(stick.path(), moment(EVENING), &mut on).unwrap();
    let folder = hall.left();
    restore(folder.path(), &place, &opener()).unwrap();
    let clock = HeldContext::new(moment(EVENING), 7);
    let (mut desk, manager) = entrance(folder.path())
        .sign_in(clock, MANAGER, &password(MANAGER))
        .unwrap();
    desk.renew_sheet(&manager).unwrap();
    drop(desk);
    let refused = restore(folder.path(), &place, &opener()).unwrap_err();
    assert_eq!(refused, Code::RestoreLocked);
}

#[test]
fn everybody_is_told_once_of_a_restore_and_the_trail_has_both_ends() {
    let (mut hall, _stick, place) = backed_up();
    hall.register(CLERK, json!({"phone": "15400020002"}))
        .unwrap();
    let auditor = hall.session("1060");
    let replaced = hall
        .desk
        .verify_audit(&auditor, &[])
        .unwrap()
        .anchor
        .unwrap();
    let folder = hall.left();
    restore(folder.path(), &place, &of(MANAGER)).unwrap();
    let put_in = ansu_desk::backups(place.parent().unwrap()).unwrap()[0]
        .anchor
        .clone()
        .unwrap();
    for number in [CLERK, COLLEAGUE] {
        for times in [1, 0] {
            let clock = HeldContext::new(moment("2026-11-21T20:00:00+08:00"), 7);
            let (_, session) = entrance(folder.path())
                .sign_in(clock, number, &password(number))
                .unwrap();
            let told: Vec<Act> = session.losses().iter().map(|line| line.act).collect();
            assert_eq!(told, vec![Act::Restore; times], "{number}");
            for line in session.losses() {
                let detail = &line.detail;
                assert!(detail.contains(&put_in), "{detail} lacks {put_in}");
                assert!(
                    detail.contains("replaced=E2-") && detail.contains(&replaced),
                    "{detail}"
                );
            }
        }
    }
}

#[test]
fn guessing_at_backups_is_counted_like_guessing_at_the_door() {
    let (hall, _stick, place) = backed_up();
    let folder = hall.left();
    let door = entrance(folder.path());
    let clock = HeldContext::new(moment("2026-11-21T19:00:00+08:00"), 7);
    let wrong = Opener::password(MANAGER, "falsch-falsch").unwrap();
    let mut ways: Vec<Box<dyn FnMut() -> Code>> = Vec::new();
    ways.push(Box::new(|| {
        let tried = door.preview_restore(&clock, &place, &wrong, &mut on);
        ApiError::from(tried.unwrap_err()).code
    }));
    ways.push(Box::new(|| {
        let tried = door.verify_backup(&clock, &place, &wrong, &mut on);
        ApiError::from(tried.unwrap_err()).code
    }));
    ways.push(Box::new(|| {
        restore(folder.path(), &place, &wrong).unwrap_err()
    }));
    for attempt in 0..4 {
        assert_eq!(ways[attempt % 3](), Code::WrongPassword);
    }
    // One that opens the backup neither counts nor forgives what was failed at.
    door.verify_backup(&clock, &place, &of(MANAGER), &mut on)
        .unwrap();
    assert_eq!(ways[0](), Code::LockedOut);
    assert_eq!(
        restore(folder.path(), &place, &of(MANAGER)).unwrap_err(),
        Code::LockedOut
    );
    let now = HeldContext::new(moment("2026-11-21T19:00:10+08:00"), 7);
    let shut = door.sign_in(now, MANAGER, &password(MANAGER)).map(drop);
    assert_eq!(ApiError::from(shut.unwrap_err()).code, Code::LockedOut);
}

#[test]
fn who_was_erased_stays_erased_when_an_older_backup_comes_back() {
    let (mut hall, _stick, place) = backed_up();
    let manager = hall.session(MANAGER);
    let number = crate::hall::lines(&mut hall.desk, &manager, ansu_desk::Lane::Open)[0]
        .number
        .clone();
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, number.as_str(), withdraw).unwrap();
    let unlawful = Ground::Request(Plea::Unlawful);
    hall.desk
        .dispose(&manager, std::slice::from_ref(&number), &[], unlawful, 36)
        .unwrap();
    let folder = hall.left();
    let clock = HeldContext::new(moment(EVENING), 7);
    let door = entrance(folder.path());
    let preview = door
        .preview_restore(&clock, &place, &of(MANAGER), &mut on)
        .unwrap();
    assert_eq!(preview.erased, Some(1));
    let done = restore(folder.path(), &place, &of(MANAGER)).unwrap();
    assert_eq!(done.erased, Some(1));
    let (mut desk, manager) = door.sign_in(clock, MANAGER, &password(MANAGER)).unwrap();
    assert!(desk.check(&manager).unwrap().sound);
    let gone = desk.ticket(&manager, &crate::hall::by_number(number.as_str()));
    assert_eq!(ApiError::from(gone.unwrap_err()).code, Code::UnknownTicket);
    let nobody = desk.person(&manager, "15400010001", Plea::Unlawful);
    let nobody = nobody.unwrap();
    assert_eq!((nobody.tickets, nobody.contacts), (vec![], vec![]));
}
