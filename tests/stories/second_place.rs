//! The second place of automatic backups: away, back, full, shared with others.

use crate::hall::{CLERK, DUTY, Hall, MANAGER, entrance, founding, moment, password};
use ansu_desk::{
    Act, ApiError, Code, Context, DeskError, HeldContext, Made, Opener, SecondPlaceView, StaffView,
    backups,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn on(_: ansu_desk::Stage, _: u64, _: u64) -> bool {
    true
}

/// A hall, and a computer on which a stick is put in and pulled out.
struct Scene {
    hall: Hall,
    port: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self {
            hall: Hall::new(),
            port: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(scene.stick()).unwrap();
        scene
    }

    fn stick(&self) -> PathBuf {
        self.port.path().join("stick")
    }

    fn pull_out(&self) {
        fs::rename(self.stick(), self.port.path().join("pocket")).unwrap();
    }

    fn put_in(&self) {
        fs::rename(self.port.path().join("pocket"), self.stick()).unwrap();
    }

    fn choose(&mut self, folder: &Path) -> Result<SecondPlaceView, ApiError> {
        let manager = self.hall.session(MANAGER);
        let folder = folder.display().to_string();
        self.hall.desk.choose_second_place(&manager, &folder)?;
        let now = self.hall.desk.context().now();
        let place = entrance(self.hall.path()).second_place(now);
        Ok(place.unwrap().unwrap())
    }

    /// What an automatic backup does once the first place has its own.
    fn copy(&mut self, time: &str) -> Result<Option<Made>, Code> {
        self.copy_with(time, &mut on)
    }

    fn copy_with(
        &mut self,
        time: &str,
        progress: &mut dyn FnMut(ansu_desk::Stage, u64, u64) -> bool,
    ) -> Result<Option<Made>, Code> {
        self.hall.at(time);
        let manager = self.hall.session(MANAGER);
        let job = self.hall.desk.backup_job(&manager).unwrap();
        entrance(self.hall.path())
            .back_up_second(self.hall.desk.context(), &job, progress)
            .map_err(|error: DeskError| ApiError::from(error).code)
    }

    fn stands(&self, time: &str) -> SecondPlaceView {
        let place = entrance(self.hall.path()).second_place(moment(time));
        place.unwrap().unwrap()
    }
}

#[test]
fn a_copy_there_is_proven_and_opens_as_any_other() {
    let mut scene = Scene::new();
    assert!(scene.copy("2026-11-21T12:00:00+08:00").unwrap().is_none());
    let chosen = scene.choose(&scene.stick()).unwrap();
    assert!(chosen.there && chosen.proven_at.is_none() && !chosen.overdue);
    assert!(chosen.same_disk, "a folder beside the data, and told so");

    let noon = "2026-11-22T12:00:00+08:00";
    let (folder, manifest) = scene.copy(noon).unwrap().unwrap();
    assert!(folder.starts_with(scene.stick()));
    assert_eq!(scene.stands(noon).proven_at, Some(moment(noon)));
    let by = scene.hall.session(CLERK).staff().id.clone();
    scene
        .hall
        .desk
        .note_backup(&by, &folder, &manifest)
        .unwrap();
    let opener = Opener::password(MANAGER, &password(MANAGER)).unwrap();
    let clock = HeldContext::new(moment(noon), 7);
    entrance(scene.hall.path())
        .verify_backup(&clock, &folder, &opener, &mut on)
        .unwrap();

    let noted = scene.hall.noted(&[Act::PutSecondPlace, Act::BackUp]);
    assert_eq!(noted[1].3, "chosen");
    assert!(noted.last().unwrap().3.starts_with("tickets="), "{noted:?}");
}

#[test]
fn a_place_that_is_away_is_no_fault_and_is_told_after_a_week() {
    let mut scene = Scene::new();
    scene.choose(&scene.stick()).unwrap();
    scene.copy("2026-11-22T12:00:00+08:00").unwrap().unwrap();
    scene.pull_out();
    assert_eq!(
        scene.copy("2026-11-23T12:00:00+08:00").unwrap_err(),
        Code::PlaceGone
    );
    // The folder in which the stick appears may stay; nothing is written into it.
    fs::create_dir(scene.stick()).unwrap();
    assert_eq!(
        scene.copy("2026-11-24T12:00:00+08:00").unwrap_err(),
        Code::PlaceGone
    );
    assert_eq!(fs::read_dir(scene.stick()).unwrap().count(), 0);
    fs::remove_dir(scene.stick()).unwrap();
    let away = scene.stands("2026-11-29T11:59:00+08:00");
    assert!(!away.there && away.failed.is_none() && !away.overdue);
    let overdue = scene.stands("2026-11-29T12:00:00+08:00");
    assert!(overdue.overdue && overdue.tells);
    let door = entrance(scene.hall.path());
    door.put_off_second_place(moment("2026-11-29T12:00:00+08:00"))
        .unwrap();
    let later = scene.stands("2026-11-29T23:59:00+08:00");
    assert!(later.overdue && !later.tells);
    assert!(scene.stands("2026-11-30T00:00:00+08:00").tells);

    scene.put_in();
    let back = "2026-12-01T12:00:00+08:00";
    scene.copy(back).unwrap().unwrap();
    let stands = scene.stands(back);
    assert!(stands.there && !stands.overdue);
    assert_eq!(backups(&scene.stick()).unwrap().len(), 2);
    // A clock that was ahead: how old the copy is can't be said, so it is neither a week without one nor in order.
    let before = scene.stands("2026-11-21T12:00:00+08:00");
    assert!(before.ahead && before.tells && !before.overdue);
}

#[test]
fn a_copy_that_is_stopped_or_pulled_out_half_way_leaves_nothing_to_tell() {
    let mut scene = Scene::new();
    scene.choose(&scene.stick()).unwrap();
    let stopped = scene.copy_with("2026-11-22T12:00:00+08:00", &mut |_, _, _| false);
    assert_eq!(stopped.unwrap_err(), Code::Cancelled);
    let (stick, pocket) = (scene.stick(), scene.port.path().join("pocket"));
    let pulled = scene.copy_with("2026-11-22T13:00:00+08:00", &mut |stage, _, _| {
        if stage == ansu_desk::Stage::Check && stick.exists() {
            fs::rename(&stick, &pocket).unwrap();
        }
        true
    });
    assert_eq!(pulled.unwrap_err(), Code::PlaceGone);
    assert!(scene.stands("2026-11-22T13:00:00+08:00").failed.is_none());
    scene.put_in();
    let begun = |scene: &Scene| {
        let all = fs::read_dir(scene.stick()).unwrap();
        all.filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            Path::new(&name)
                .extension()
                .is_some_and(|end| end == "part")
        })
        .count()
    };
    assert_eq!(begun(&scene), 1);
    // What was left of it goes with the next copy of another day.
    scene.copy("2026-11-24T12:00:00+08:00").unwrap().unwrap();
    assert_eq!(begun(&scene), 0);
}

#[test]
fn a_change_of_keys_meanwhile_damages_nothing_and_is_made_up_for() {
    let mut scene = Scene::new();
    scene.choose(&scene.stick()).unwrap();
    let noon = moment("2026-11-22T12:00:00+08:00");
    scene.hall.at("2026-11-22T12:00:00+08:00");
    let manager = scene.hall.session(MANAGER);
    let job = scene.hall.desk.backup_job(&manager).unwrap();
    let staff = scene.hall.desk.start().unwrap().staff;
    let clerk = staff.into_iter().find(|one| one.id.as_str() == CLERK);
    let left = StaffView {
        active: false,
        ..clerk.unwrap()
    };
    scene.hall.desk.put_staff(&manager, &left).unwrap();
    let door = entrance(scene.hall.path());
    let refused = door.back_up_second(scene.hall.desk.context(), &job, &mut on);
    assert_eq!(ApiError::from(refused.unwrap_err()).code, Code::FileBusy);
    let stands = door.second_place(noon).unwrap().unwrap();
    assert_eq!((stands.failed, stands.proven_at), (None, None));
    assert_eq!(fs::read_dir(scene.stick()).unwrap().count(), 1, "the mark");
    assert!(scene.copy("2026-11-22T12:01:00+08:00").unwrap().is_some());
}

#[test]
fn only_own_backups_are_thinned_there() {
    let mut scene = Scene::new();
    scene.choose(&scene.stick()).unwrap();
    // Another hall of the same names keeps its backups there, as old and as many; and something else lies there too.
    let mut other = Scene::new();
    let founded_apart = tempfile::tempdir().unwrap();
    let clock = HeldContext::new(moment("2026-11-01T12:00:00+08:00"), 9);
    let founded = entrance(founded_apart.path()).found(clock, &founding(), &password(MANAGER));
    let ansu_desk::Founded {
        mut desk, session, ..
    } = founded.unwrap();
    for day in ["2026-11-01T11:00:00+08:00", "2026-11-01T12:30:00+08:00"] {
        let job = desk.backup_job(&session).unwrap();
        job.run(&scene.stick(), moment(day), &mut on).unwrap();
    }
    fs::write(scene.stick().join("照片.jpg"), "x").unwrap();
    for hour in ["10", "11", "14"] {
        let time = format!("2026-11-01T{hour}:15:00+08:00");
        scene.copy(&time).unwrap().unwrap();
    }
    scene.copy("2026-11-20T12:00:00+08:00").unwrap().unwrap();
    let left = backups(&scene.stick()).unwrap();
    let hours: Vec<String> = left
        .iter()
        .map(|one| one.made_at.format("%dT%H%M").to_string())
        .collect();
    assert_eq!(hours, ["20T0400", "01T0615", "01T0430", "01T0300"]);
    assert!(scene.stick().join("照片.jpg").exists());
    // A stick that several halls share has one mark for all of them.
    other.choose(&scene.stick()).unwrap();
    assert!(scene.stands("2026-11-20T12:00:00+08:00").there);
}

#[test]
fn it_is_chosen_by_who_manages_the_hall_and_outside_of_the_data() {
    let mut scene = Scene::new();
    let stick = scene.stick().display().to_string();
    for who in [CLERK, DUTY] {
        let session = scene.hall.session(who);
        let refused = scene.hall.desk.choose_second_place(&session, &stick);
        assert_eq!(
            ApiError::from(refused.unwrap_err()).code,
            Code::NotAuthorised
        );
    }
    let data = scene.hall.path().to_owned();
    fs::create_dir(data.join("backups")).unwrap();
    for (folder, code) in [
        (data.clone(), Code::PlaceInData),
        (data.join("backups"), Code::PlaceInData),
        (scene.port.path().join("nowhere"), Code::PlaceGone),
        (PathBuf::from("usb"), Code::BadRequest),
    ] {
        assert_eq!(scene.choose(&folder).unwrap_err().code, code, "{folder:?}");
    }
    assert!(
        entrance(&data)
            .second_place(moment("2026-11-22T12:00:00+08:00"))
            .unwrap()
            .is_none()
    );

    scene.choose(&scene.stick()).unwrap();
    scene.copy("2026-11-22T12:00:00+08:00").unwrap().unwrap();
    // Chosen once more it is the same stick, and what was proven there is remembered.
    let again = scene.choose(&scene.stick()).unwrap();
    assert_eq!(again.proven_at, Some(moment("2026-11-22T12:00:00+08:00")));
    let manager = scene.hall.session(MANAGER);
    scene.hall.desk.forget_second_place(&manager).unwrap();
    assert!(scene.copy("2026-11-23T12:00:00+08:00").unwrap().is_none());
    assert_eq!(backups(&scene.stick()).unwrap().len(), 1, "they stay");
}

#[test]
fn what_is_remembered_and_can_not_be_read_is_told() {
    let mut scene = Scene::new();
    scene.choose(&scene.stick()).unwrap();
    fs::write(scene.hall.path().join("ansu.second"), "{").unwrap();
    let told = entrance(scene.hall.path()).second_place(moment("2026-11-22T12:00:00+08:00"));
    assert_eq!(ApiError::from(told.unwrap_err()).code, Code::Damaged);
    scene.choose(&scene.stick()).unwrap();
}

/// A full stick needs a disk of its own, which is a small one in memory that only another process sees.
#[test]
fn a_full_place_is_told_at_once_and_until_there_is_room() {
    let place = tempfile::tempdir().unwrap();
    let itself = std::env::current_exe().unwrap();
    let script = r#"mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@""#;
    let ran = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(place.path())
        .arg(itself)
        .args(["--exact", "second_place::on_a_small_stick", "--ignored"])
        .env("ANSU_SMALL_STICK", place.path())
        .output();
    match ran {
        Ok(output) if output.status.success() => {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(said.contains("1 passed"), "{said}");
        }
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr);
            let refused = why.starts_with("unshare:") || why.starts_with("mount:");
            assert!(refused, "{}{why}", String::from_utf8_lossy(&output.stdout));
        }
        // Not every system has such worlds.
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound),
    }
}

#[test]
#[ignore = "needs a small disk; a_full_place_is_told_at_once_and_until_there_is_room gives it one"]
fn on_a_small_stick() {
    let stick = PathBuf::from(std::env::var("ANSU_SMALL_STICK").unwrap());
    let mut scene = Scene::new();
    let chosen = scene.choose(&stick).unwrap();
    assert!(!chosen.same_disk);
    fs::write(stick.join("ballast"), vec![7; 7_900 * 1024]).unwrap();
    let noon = "2026-11-22T12:00:00+08:00";
    assert_eq!(scene.copy(noon).unwrap_err(), Code::DiskFull);
    let full = scene.stands(noon);
    assert_eq!(full.failed, Some(Code::DiskFull));
    assert!(full.there && full.proven_at.is_none() && full.tells);
    assert_eq!(backups(&stick).unwrap().len(), 0);
    fs::remove_file(stick.join("ballast")).unwrap();
    scene.copy("2026-11-22T13:00:00+08:00").unwrap().unwrap();
    assert!(scene.stands(noon).failed.is_none());
}
