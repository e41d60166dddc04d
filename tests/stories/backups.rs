//! Backups through the desk: made when due, proven, put back, noted.

use crate::hall::{CLERK, Hall, MANAGER, entrance, moment, password};
use ansu_desk::{Act, ApiError, AuditRequest, Code, HeldContext, Opener, backups, thin_backups};
use serde_json::json;

const EVENING: &str = "2026-11-21T18:00:00+08:00";

fn on(_: ansu_desk::Stage, _: u64, _: u64) -> bool {
    true
}

fn opener() -> Opener {
    Opener::password(MANAGER, &password(MANAGER)).unwrap()
}

#[test]
fn a_backup_is_due_once_a_day_whoever_signs_in_and_a_clock_that_was_ahead_does_not_hinder_it() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    let make = |hall: &mut Hall, time: &str| {
        hall.at(time);
        let Some(job) = hall.desk.due_backup(&clerk).unwrap() else {
            return false;
        };
        let (place, manifest) = job.run(&hall.desk.shelf(), moment(time), &mut on).unwrap();
        hall.desk.note_backup(&clerk, &place, &manifest).unwrap();
        true
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
    let now = preview.now.unwrap();
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
