//! Who is at work, who has left, and what is left of them.

use super::*;
use ansu_desk::{Act, AuditRequest, FoundHall};

const PASSWORD: &str = "tidal-mango-stapler";

fn founded() -> (tempfile::TempDir, Counter) {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::open(folder.path().join("hall"), folder.path().into(), false);
    let form = FoundHall {
        name: "望桥营业厅".into(),
        company: String::new(),
        code: "A01".into(),
        counter: "1".into(),
        manager: "1001".into(),
        manager_name: "李娜".into(),
    };
    counter
        .enter(|entrance| {
            let founded = entrance.clone().at_cost(ansu_desk::Cost::LEAST).found(
                SystemContext,
                &form,
                PASSWORD,
            )?;
            Ok((founded.desk, founded.session))
        })
        .unwrap();
    (folder, counter)
}

#[test]
fn a_backup_that_is_done_when_nobody_is_at_work_is_noted_when_somebody_is_let_in() {
    let (_folder, counter) = founded();
    assert!(!counter.at_work().unwrap().sheet_waits);
    counter
        .act_keeping(Operation::RenewSheet, |desk, session| {
            desk.renew_sheet(session).map(Keeping::Sheet)
        })
        .unwrap();
    assert!(counter.at_work().unwrap().sheet_waits);
    let (by, job) = counter
        .act(Operation::Backup, |desk, session| {
            Ok((session.staff().id.clone(), desk.backup_job(session)?))
        })
        .unwrap();
    counter.leave();
    assert!(counter.at_work().is_none());
    let (place, manifest) = job
        .run(
            &counter.entrance().shelf(),
            SystemContext.now(),
            &mut |_, _, _| true,
        )
        .unwrap();
    let name = place.file_name().unwrap().to_str().unwrap().to_owned();
    counter
        .note_backup(MadeBackup {
            by,
            place,
            manifest,
        })
        .unwrap();
    counter
        .enter(|entrance| entrance.sign_in(SystemContext, "1001", PASSWORD))
        .unwrap();
    assert!(!counter.at_work().unwrap().sheet_waits);
    let noted = counter
        .act(Operation::Audit, |desk, session| {
            let request = AuditRequest {
                acts: vec![Act::BackUp],
                object: name,
                ..AuditRequest::default()
            };
            desk.audit(session, &request)
        })
        .unwrap();
    assert_eq!(noted.lines.len(), 1);
}

#[test]
fn a_sheet_is_noted_before_it_leaves_and_leaves_with_nobody_gone() {
    let (_folder, counter) = founded();
    let mut code = String::new();
    counter
        .act_keeping(Operation::RenewSheet, |desk, session| {
            let sheet = desk.renew_sheet(session)?;
            code = sheet.printed().to_string();
            Ok(Keeping::Sheet(sheet))
        })
        .unwrap();
    counter
        .act_keeping(Operation::Audit, |_, _| {
            Ok(Keeping::DaySheet(b"%PDF".to_vec()))
        })
        .unwrap();
    assert_eq!(*counter.take_sheet(Way::Printed).unwrap(), code);
    assert_eq!(counter.take_day_sheet(Way::Saved).unwrap(), b"%PDF");
    let page = counter.act(Operation::Audit, |desk, session| {
        let request = AuditRequest {
            acts: vec![Act::RenewSheet, Act::DaySheet],
            ..AuditRequest::default()
        };
        desk.audit(session, &request)
    });
    let lines = page.unwrap().lines;
    let noted: Vec<_> = lines
        .iter()
        .rev()
        .map(|line| (line.act, line.detail.as_str()))
        .collect();
    let made = (Act::RenewSheet, "");
    assert_eq!(
        noted,
        [made, (Act::RenewSheet, "printed"), (Act::DaySheet, "saved")]
    );
    counter.leave();
    assert_eq!(
        counter.take_sheet(Way::Shown).unwrap_err().code,
        Code::NoSheet
    );
    assert_eq!(
        counter.take_day_sheet(Way::Printed).unwrap_err().code,
        Code::NoSheet
    );
}

#[test]
fn what_was_done_goes_into_a_backup_when_its_people_have_left_but_not_into_a_sleep() {
    use crate::backing_up::Due;

    let (_folder, counter) = founded();
    let due = |counter: &Counter| Due::on(counter).unwrap();
    let asleep = due(&counter).unwrap();
    counter.leave();
    let stopped = asleep.make(&counter, &mut |_, _, _| false).unwrap_err();
    assert_eq!(stopped.code, Code::Cancelled);
    let again = |counter: &Counter| {
        counter
            .enter(|entrance| entrance.sign_in(SystemContext, "1001", PASSWORD))
            .unwrap();
    };
    again(&counter);
    let stick = tempfile::tempdir().unwrap();
    counter
        .act(Operation::PutSecondPlace, |desk, session| {
            desk.choose_second_place(session, &stick.path().display().to_string())
        })
        .unwrap();
    let day = due(&counter).unwrap();
    counter.leave();
    day.make(&counter, &mut |_, _, _| true).unwrap();
    assert_eq!(ansu_desk::backups(stick.path()).unwrap().len(), 1);
    assert_eq!(
        ansu_desk::backups(&counter.entrance().shelf())
            .unwrap()
            .len(),
        1
    );
    again(&counter);
    assert!(due(&counter).is_none(), "one was made just now");
}

#[test]
fn only_the_password_of_the_person_at_work_uncovers() {
    let (_folder, counter) = founded();
    counter.cover();
    assert!(counter.is_covered());
    let refused = counter.uncover("tidal-mango-staples").unwrap_err();
    assert_eq!(refused.code, Code::WrongPassword);
    assert!(counter.is_covered());
    counter.uncover(PASSWORD).unwrap();
    assert!(!counter.is_covered());
}

#[test]
fn a_cover_that_comes_while_somebody_uncovers_stays() {
    let (_folder, counter) = founded();
    let counter = std::sync::Arc::new(counter);
    counter.cover();
    let held = counter.lock();
    let back = std::thread::spawn({
        let counter = counter.clone();
        move || counter.uncover(PASSWORD).unwrap()
    });
    let other = std::thread::spawn({
        let counter = counter.clone();
        move || {
            std::thread::sleep(Duration::from_millis(100));
            counter.cover();
        }
    });
    while counter.covers.load(Ordering::SeqCst) < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(held);
    back.join().unwrap();
    other.join().unwrap();
    assert!(counter.is_covered());
}

#[test]
fn what_is_asked_for_is_not_kept_once_whoever_asked_has_left() {
    let (_folder, counter) = founded();
    counter.leave();
    let refused = counter.act_keeping(Operation::RenewSheet, |desk, session| {
        desk.renew_sheet(session).map(Keeping::Sheet)
    });
    assert_eq!(refused.unwrap_err().code, Code::SignedOut);
    let state = counter.lock();
    assert!(state.sheet.is_none() && state.session.is_none());
}

#[test]
fn a_counter_is_deserted_when_nobody_was_there_for_as_long_as_it_allows() {
    let (_folder, counter) = founded();
    let grace = Duration::from_secs(30);
    let ago = |seconds| {
        let then = Instant::now().checked_sub(Duration::from_secs(seconds));
        *counter.alive.lock().unwrap() = then.unwrap();
    };
    ago(5 * 60 + 29);
    assert!(!counter.is_deserted(grace));
    ago(5 * 60 + 30);
    assert!(counter.is_deserted(grace));
    counter.is_alive();
    assert!(!counter.is_deserted(grace));
    ago(3600);
    counter.leave();
    assert!(!counter.is_deserted(grace), "there is nothing to lock");
}

#[test]
fn leaving_takes_the_cover_away_and_nobody_comes_back_by_it() {
    let (_folder, counter) = founded();
    counter.cover();
    counter.leave();
    assert!(!counter.is_covered());
    assert_eq!(counter.uncover(PASSWORD).unwrap_err().code, Code::SignedOut);
    assert!(counter.at_work().is_none());
}

#[test]
fn there_is_nothing_to_cover_where_nobody_real_is_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::open(folder.path().join("hall"), folder.path().into(), false);
    counter.cover();
    assert!(!counter.is_covered());
}
