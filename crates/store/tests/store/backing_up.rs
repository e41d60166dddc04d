//! Backups: made, proven, put back; damaged, foreign, cut off.

use std::fs;
use std::path::{Path, PathBuf};

use ansu_complaint::{StaffId, TicketId};
use ansu_store::{
    AuditFilter, Backup, CUT_BACK, Cost, Holder, MARK_LOST, Manifest, OpenVault, Plate,
    RecoveryCode, Secret, Stage, Store, StoreError, Vault, backups, finish_restore, restore,
};
use tempfile::TempDir;

use crate::counter::attach;
use crate::scene::{at, form, hall, id, take_in};

const WORD: &str = "tidal-mango-stapler";
const FILES: [&str; 4] = ["ansu.db", "ansu.keys", "evidence.list", "manifest.json"];

pub(crate) fn manager() -> Holder {
    Holder::Staff(StaffId::try_from("1001".to_owned()).unwrap())
}

/// A founded hall with a ticket, and what opens it.
pub(crate) struct Scene {
    pub(crate) folder: TempDir,
    pub(crate) shelf: TempDir,
    pub(crate) store: Store,
    pub(crate) keys: OpenVault,
    pub(crate) code: RecoveryCode,
}

pub(crate) fn scene() -> Scene {
    let (folder, shelf) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let plate = Plate {
        hall: "望桥营业厅".to_owned(),
        code: "A01".to_owned(),
        counter: "1".to_owned(),
        ..Plate::default()
    };
    let secret = Secret::password(WORD);
    let mut keys = Vault::found(folder.path(), plate, &manager(), &secret, Cost::LEAST).unwrap();
    let code = RecoveryCode::random().unwrap();
    keys.give(&Holder::Recovery, &code.secret(), Cost::LEAST, false)
        .unwrap();
    let mut store = Store::open(folder.path(), &keys.master().database(), at(0)).unwrap();
    store.put_hall(&hall()).unwrap();
    keys.founded().unwrap();
    store.mirror_keys(keys.revision()).unwrap();
    take_in(&mut store, 1, 0, &form("13812345678", "张", "宽带掉线"));
    Scene {
        folder,
        shelf,
        store,
        keys,
        code,
    }
}

/// A copy that takes its place as it is.
pub(crate) fn as_it_is(_: &mut Store) -> Result<(), StoreError> {
    Ok(())
}

pub(crate) fn on(_: Stage, _: u64, _: u64) -> bool {
    true
}

impl Scene {
    /// Opens a backup.
    pub(crate) fn keys_of(place: &Path) -> (Backup, OpenVault) {
        let backup = Backup::at(place).unwrap();
        let keys = backup.unlock(&manager(), &Secret::password(WORD)).unwrap();
        (backup, keys)
    }

    /// Puts the n-th file of evidence on the first ticket.
    pub(crate) fn attach(&mut self, n: u64, content: &[u8]) {
        let ticket = self.store.ticket(TicketId(id(1))).unwrap().unwrap();
        attach(&mut self.store, &ticket, n, content).unwrap();
    }

    pub(crate) fn back_up(&self, minutes: i64) -> (PathBuf, Manifest) {
        let job = self.store.backup_job(&self.keys).unwrap();
        job.run(self.shelf.path(), at(minutes), &mut on).unwrap()
    }
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_proven_before_it_has_its_name_and_opens_with_password_and_sheet() {
    let mut scene = scene();
    let mut stages = Vec::new();
    let job = scene.store.backup_job(&scene.keys).unwrap();
    // Work goes on between preparing and running.
    take_in(
        &mut scene.store,
        2,
        5,
        &form("13912345678", "李", "扣费不明"),
    );
    let (place, manifest) = job
        .run(scene.shelf.path(), at(10), &mut |stage, done, all| {
            stages.push(stage);
            assert!(done <= all);
            true
        })
        .unwrap();
    assert!(stages.contains(&Stage::Copy) && stages.ends_with(&[Stage::Check]));
    assert_eq!((manifest.tickets, manifest.events), (2, 2));
    assert_eq!(names(scene.shelf.path()), ["A01-1-20261121T025200Z"]);
    assert_eq!(names(&place), FILES);

    let [backup] = &backups(scene.shelf.path()).unwrap()[..] else {
        panic!("one backup")
    };
    assert_eq!(backup.manifest(), &manifest);
    for (holder, secret) in [
        (manager(), Secret::password(WORD)),
        (Holder::Recovery, scene.code.secret()),
    ] {
        let keys = backup.unlock(&holder, &secret).unwrap();
        backup.verify(&keys, &mut on).unwrap();
    }
    assert!(matches!(
        backup.unlock(&manager(), &Secret::password("falsch")),
        Err(StoreError::WrongSecret)
    ));
    assert_eq!(names(&place), FILES);
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let scene = scene();
    for stop_at in [Stage::Copy, Stage::Check] {
        let job = scene.store.backup_job(&scene.keys).unwrap();
        let stopped = job.run(scene.shelf.path(), at(10), &mut |stage, _, _| {
            stage != stop_at
        });
        assert!(matches!(stopped, Err(StoreError::Cancelled)));
        assert_eq!(names(scene.shelf.path()), [""; 0]);
    }
}

#[test]
fn every_changed_byte_of_a_backup_is_noticed() {
    let mut scene = scene();
    scene.attach(7, b"%PDF-1.7 %%EOF");
    let (place, _) = scene.back_up(10);
    let noticed = || -> bool {
        let Ok(backup) = Backup::at(&place) else {
            return true;
        };
        let Ok(keys) = backup.unlock(&manager(), &Secret::password(WORD)) else {
            return true;
        };
        backup.verify(&keys, &mut on).is_err()
    };
    assert!(!noticed());
    for name in FILES {
        let path = place.join(name);
        let whole = fs::read(&path).unwrap();
        let step = whole.len() / 24 + 1;
        for spot in (0..whole.len()).step_by(step) {
            let mut bytes = whole.clone();
            bytes[spot] ^= 0x01;
            fs::write(&path, &bytes).unwrap();
            assert!(noticed(), "byte {spot} of {name}");
        }
        for keep in [0, 1, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..keep]).unwrap();
            assert!(noticed(), "{name} cut to {keep}");
        }
        fs::remove_file(&path).unwrap();
        assert!(noticed(), "{name} removed");
        fs::write(&path, whole).unwrap();
    }
    assert!(!noticed());
}

#[test]
fn files_of_two_backups_do_not_make_a_third() {
    let mut scene = scene();
    let (first, _) = scene.back_up(10);
    take_in(
        &mut scene.store,
        2,
        15,
        &form("13912345678", "李", "扣费不明"),
    );
    let (second, _) = scene.back_up(20);
    fs::copy(second.join("ansu.db"), first.join("ansu.db")).unwrap();
    let backup = Backup::at(&first).unwrap();
    let keys = backup.unlock(&manager(), &Secret::password(WORD)).unwrap();
    assert!(matches!(
        backup.verify(&keys, &mut on),
        Err(StoreError::Damaged { .. })
    ));
}

#[test]
fn what_is_restored_is_the_backup_and_what_was_there_is_kept() {
    let mut scene = scene();
    let (place, _) = scene.back_up(10);
    let later = take_in(
        &mut scene.store,
        2,
        15,
        &form("13912345678", "李", "扣费不明"),
    );
    let Scene {
        folder,
        store,
        keys,
        ..
    } = scene;
    drop((store, keys));
    let backup = Backup::at(&place).unwrap();
    let keys = backup.unlock(&manager(), &Secret::password(WORD)).unwrap();
    let (aside, _) = restore(&backup, &keys, folder.path(), at(30), &mut on, as_it_is).unwrap();
    let aside = aside.expect("something was there");
    let store = Store::open(folder.path(), &keys.master().database(), at(31)).unwrap();
    assert_eq!(store.ticket(later.id).unwrap(), None);
    assert!(store.check().unwrap().is_sound());
    // Going back on purpose is no loss, and neither place tells one.
    assert_eq!(losses(&store), 0);
    drop(store);
    let kept = Store::open(&aside, &keys.master().database(), at(31)).unwrap();
    assert_eq!(kept.ticket(later.id).unwrap(), Some(later));
    assert_eq!(losses(&kept), 0);
}

fn losses(store: &Store) -> usize {
    let filter = AuditFilter {
        acts: vec![CUT_BACK.to_owned(), MARK_LOST.to_owned()],
        ..AuditFilter::default()
    };
    store.audit(&filter, 9).unwrap().len()
}

#[test]
fn a_stick_that_is_pulled_out_half_way_is_told_as_such_and_the_hall_is_whole() {
    let scene = scene();
    let (place, _) = scene.back_up(10);
    let is_gone = |error: &StoreError, place: &Path| matches!(error, StoreError::PlaceGone { path } if path == place);
    // While a backup is made.
    let stick = tempfile::tempdir().unwrap();
    let shelf = stick.path().join("backups");
    let job = scene.store.backup_job(&scene.keys).unwrap();
    let error = job
        .run(&shelf, at(20), &mut |stage, done, _| {
            if stage == Stage::Copy && done > 0 {
                fs::remove_dir_all(&shelf).unwrap();
            }
            true
        })
        .unwrap_err();
    assert!(is_gone(&error, &shelf), "{error:?}");
    assert!(scene.store.check().unwrap().is_sound());
    // While one is proven, and while one is put back.
    let Scene {
        folder,
        store,
        keys,
        ..
    } = scene;
    drop(store);
    let backup = Backup::at(&place).unwrap();
    let before = crate::scene::content(folder.path());
    let taken = place.with_extension("taken");
    for stage in [Stage::Check, Stage::Copy] {
        let mut taken_away = |at, done, _| {
            if at == stage && done == 0 {
                fs::rename(&place, &taken).unwrap();
            }
            true
        };
        let error = restore(
            &backup,
            &keys,
            folder.path(),
            at(30),
            &mut taken_away,
            as_it_is,
        )
        .unwrap_err();
        assert!(is_gone(&error, &place), "{error:?}");
        assert_eq!(crate::scene::content(folder.path()), before);
        fs::rename(&taken, &place).unwrap();
    }
    restore(&backup, &keys, folder.path(), at(30), &mut on, as_it_is).unwrap();
}

#[test]
fn a_new_computer_is_set_up_from_the_stick_with_the_recovery_sheet() {
    let scene = scene();
    let (place, _) = scene.back_up(10);
    let new = tempfile::tempdir().unwrap();
    let data = new.path().join("hall");
    let backup = Backup::at(&place).unwrap();
    let code = RecoveryCode::parse(&scene.code.printed()).unwrap();
    let keys = backup.unlock(&Holder::Recovery, &code.secret()).unwrap();
    let (aside, _) = restore(&backup, &keys, &data, at(30), &mut on, as_it_is).unwrap();
    assert_eq!(aside, None);
    let found = Vault::find(&data).unwrap().unwrap();
    let keys = found.unlock(&manager(), &Secret::password(WORD)).unwrap();
    let mut store = Store::open(&data, &keys.master().database(), at(31)).unwrap();
    store.mirror_keys(keys.revision()).unwrap();
    assert_eq!(store.check().unwrap().tickets, 1);
}

#[test]
fn a_restore_that_is_refused_or_stopped_changes_nothing() {
    let scene = scene();
    let (place, _) = scene.back_up(10);
    let backup = Backup::at(&place).unwrap();
    let keys = backup.unlock(&manager(), &Secret::password(WORD)).unwrap();
    // The hall is open.
    assert!(matches!(
        restore(
            &backup,
            &keys,
            scene.folder.path(),
            at(30),
            &mut on,
            as_it_is
        ),
        Err(StoreError::InUse { .. })
    ));
    let Scene { folder, store, .. } = scene;
    drop(store);
    let before = names(folder.path());
    for stop_at in [Stage::Check, Stage::Copy] {
        let mut stop = |stage, _, _| stage != stop_at;
        let stopped = restore(&backup, &keys, folder.path(), at(30), &mut stop, as_it_is);
        assert!(matches!(stopped, Err(StoreError::Cancelled)));
    }
    let database = place.join("ansu.db");
    let whole = fs::read(&database).unwrap();
    fs::write(&database, &whole[..whole.len() - 4096]).unwrap();
    assert!(matches!(
        restore(&backup, &keys, folder.path(), at(30), &mut on, as_it_is),
        Err(StoreError::Damaged { .. })
    ));
    assert_eq!(names(folder.path()), before);
}

/// A power cut between any two of the moves: the next start completes them.
#[test]
fn a_restore_that_was_cut_off_is_completed() {
    for done in 0..4 {
        let mut scene = scene();
        let (place, _) = scene.back_up(10);
        take_in(
            &mut scene.store,
            2,
            15,
            &form("13912345678", "李", "扣费不明"),
        );
        let Scene { folder, store, .. } = scene;
        drop(store);
        let data = folder.path();
        // As the staging leaves it, and then as many moves as were done.
        let staged = data.join("ansu.restore");
        let aside = data.join("ansu-before-restore-20261121T031200Z");
        fs::create_dir(&staged).unwrap();
        for name in ["ansu.db", "ansu.keys"] {
            fs::copy(place.join(name), staged.join(name)).unwrap();
        }
        fs::write(staged.join("aside"), "ansu-before-restore-20261121T031200Z").unwrap();
        fs::create_dir(&aside).unwrap();
        let moves: [&dyn Fn(); 3] = [
            &|| fs::rename(data.join("ansu.db"), aside.join("ansu.db")).unwrap(),
            &|| fs::rename(staged.join("ansu.db"), data.join("ansu.db")).unwrap(),
            &|| fs::rename(data.join("ansu.keys"), aside.join("ansu.keys")).unwrap(),
        ];
        moves.iter().take(done).for_each(|step| step());

        finish_restore(data).unwrap();
        let found = Vault::find(data).unwrap().unwrap();
        let keys = found.unlock(&manager(), &Secret::password(WORD)).unwrap();
        let store = Store::open(data, &keys.master().database(), at(31)).unwrap();
        assert_eq!(store.check().unwrap().tickets, 1, "after {done} moves");
        assert_eq!(names(&aside), ["ansu.db", "ansu.keys"]);
        assert!(!staged.exists());
        finish_restore(data).unwrap();
    }
}

#[test]
fn what_is_no_backup_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        Backup::at(folder.path()),
        Err(StoreError::NotABackup)
    ));
    let scene = scene();
    let (place, _) = scene.back_up(10);
    let whole = fs::read_to_string(place.join("manifest.json")).unwrap();
    for bad in [
        String::new(),
        "{}".to_owned(),
        " ".repeat(100_000),
        whole.replace("\"ansu.keys\"", "\"../ansu.keys\""),
        whole.replace("\"ansu.db\"", "\"/etc/passwd\""),
    ] {
        assert!(matches!(
            Manifest::parse(bad.as_bytes()),
            Err(StoreError::NotABackup)
        ));
    }
    assert!(matches!(
        Manifest::parse(whole.replace("\"form\": 1", "\"form\": 9").as_bytes()),
        Err(StoreError::NewerBackup)
    ));
}
