//! Backups through the desk: made when due, proven, put back, noted.

use crate::hall::{CLERK, DUTY, Hall, MANAGER, by_number, entrance, moment, password};
use ansu_desk::{
    Act, ApiError, AuditRequest, Code, HeldContext, Occasion, Opener, Present, backups,
    thin_backups,
};
use serde_json::json;

const EVENING: &str = "2026-11-21T18:00:00+08:00";

fn on(_: ansu_desk::Stage, _: u64, _: u64) -> bool {
    true
}

fn opener() -> Opener {
    Opener::password(MANAGER, &password(MANAGER)).unwrap()
}

/// Makes the backup that is due, and says whether one was.
fn backs_up(hall: &mut Hall, time: &str, occasion: Occasion) -> bool {
    let clerk = hall.session(CLERK);
    let shelf = hall.desk.shelf();
    hall.at(time);
    let Some(job) = hall.desk.due_backup(&clerk, &shelf, occasion).unwrap() else {
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
    let leaves = |hall: &mut Hall, time: &str| backs_up(hall, time, Occasion::Leaving);
    assert!(backs_up(
        &mut hall,
        "2026-11-21T10:30:00+08:00",
        Occasion::Entering
    ));
    hall.register(CLERK, json!({})).unwrap();
    assert!(!leaves(&mut hall, "2026-11-21T11:00:00+08:00"), "just made");
    assert!(leaves(&mut hall, EVENING), "work since the morning");
    let kept = backups(&hall.desk.shelf()).unwrap();
    assert_eq!(kept[0].tickets, 1);
    assert!(
        !leaves(&mut hall, "2026-11-21T21:00:00+08:00"),
        "nothing has happened since"
    );
    // A line of the trail is something that has happened.
    let duty = hall.session(DUTY);
    let line = hall.lines(DUTY, ansu_desk::Lane::Open).remove(0);
    hall.desk
        .reveal_phone(&duty, &by_number(line.number.as_str()))
        .unwrap();
    assert!(leaves(&mut hall, "2026-11-21T21:30:00+08:00"));
}

#[test]
fn a_backup_is_due_once_a_day_whoever_signs_in_and_a_clock_that_was_ahead_does_not_hinder_it() {
    let mut hall = Hall::new();
    // Something happens every day.
    let make = |hall: &mut Hall, time: &str| {
        hall.at(time);
        hall.register(CLERK, json!({})).unwrap();
        backs_up(hall, time, Occasion::Entering)
    };
    assert!(make(&mut hall, EVENING));
    assert!(!make(&mut hall, "2026-11-21T22:00:00+08:00"));
    assert!(make(&mut hall, "2026-11-22T18:00:00+08:00"));
    // The clock had been a year ahead for one day.
    assert!(make(&mut hall, "2027-11-22T18:00:00+08:00"));
    assert!(make(&mut hall, "2026-11-23T18:00:00+08:00"));
    assert_eq!(backups(&hall.desk.shelf()).unwrap().len(), 4);
    let gone = thin_backups(&hall.desk.shelf(), moment("2026-12-30T18:00:00+08:00")).unwrap();
    assert_eq!(
        gone.len(),
        2,
        "of three days of one month the last one stays"
    );
}

#[test]
fn a_restore_shows_what_would_change_and_is_noted_in_the_trail_that_comes_back() {
    let mut hall = Hall::new();
    hall.register(CLERK, json!({})).unwrap();
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
    assert!(desk.check(&manager).unwrap().sound);
    let trail = desk.audit(&manager, &AuditRequest::default()).unwrap();
    assert!(trail.lines.iter().any(|line| line.act == Act::Restore));
    // The backup's own anchor vouches for the trail that came back.
    let anchor = preview.backup.anchor.unwrap();
    let verdict = desk.verify_audit(&manager, &[anchor]).unwrap();
    assert!(verdict.sound && verdict.anchored > 0 && verdict.events_anchored == 1);
    drop((desk, folder));
}

#[test]
fn a_backup_is_noted_by_whoever_began_it_even_when_they_have_left_meanwhile() {
    let mut hall = Hall::new();
    let (clerk, manager) = (hall.session(CLERK), hall.session(MANAGER));
    let job = hall
        .desk
        .due_backup(&clerk, &hall.desk.shelf(), Occasion::Entering)
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
