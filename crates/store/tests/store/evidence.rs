//! Files of evidence in backups: copied once, proven, put back; lost, damaged, thinned out.

use std::fs;
use std::path::{Path, PathBuf};

use ansu_complaint::TicketId;
use ansu_store::{
    Disposal, EvidenceFound, OpenVault, Stage, Store, StoreError, finish_restore, restore, thin,
};
use chrono::TimeDelta;

use crate::backing_up::{Scene, as_it_is, names, on, scene};
use crate::scene::{at, form, id, staff_id, take_in};

fn bill(n: u64) -> Vec<u8> {
    format!("%PDF-1.7 {n} %%EOF").into_bytes()
}

/// A hall with files on its first ticket.
fn with_files(numbers: &[u64]) -> Scene {
    let mut scene = scene();
    for n in numbers {
        scene.attach(*n, &bill(*n));
    }
    scene
}

fn pool(scene: &Scene) -> PathBuf {
    scene.shelf.path().join("ansu.evidence")
}

fn kept(folder: &Path, n: u64) -> PathBuf {
    folder.join(id(n).to_string())
}

fn found(files: u64, lost: u64) -> EvidenceFound {
    EvidenceFound { files, lost }
}

fn proven(place: &Path) -> EvidenceFound {
    let (backup, keys) = Scene::keys_of(place);
    backup.verify(&keys, &mut on).unwrap()
}

/// Changes a file, and not the others that are linked to it.
fn change(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    bytes[40] ^= 1;
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The content of the files on the first ticket, where they are not lost.
fn read(store: &Store) -> Vec<Option<Vec<u8>>> {
    let ticket = store.ticket(TicketId(id(1))).unwrap().unwrap();
    let files = ticket.evidence.iter().map(|on_it| &on_it.file);
    files.map(|file| store.evidence(file).ok()).collect()
}

fn put_back(place: &Path, data: &Path) -> (Option<PathBuf>, EvidenceFound, OpenVault) {
    let (backup, keys) = Scene::keys_of(place);
    let (aside, evidence) = restore(&backup, &keys, data, at(90), &mut on, as_it_is).unwrap();
    (aside, evidence, keys)
}

#[test]
fn a_file_lies_once_on_the_shelf_and_comes_back_with_every_backup_that_lists_it() {
    let mut scene = with_files(&[7]);
    let mut stages = Vec::new();
    let job = scene.store.backup_job(&scene.keys).unwrap();
    let shelf = scene.shelf.path();
    let (first, manifest) = job
        .run(shelf, at(10), &mut |stage, done, all| {
            stages.push((stage, done, all));
            true
        })
        .unwrap();
    assert!(stages.ends_with(&[(Stage::Evidence, 0, 1), (Stage::Evidence, 1, 1)]));
    assert_eq!((manifest.evidence, manifest.evidence_lost), (1, 0));
    scene.attach(8, &bill(8));
    let (second, _) = scene.back_up(20);
    let in_pool = [id(7).to_string(), id(8).to_string(), "ansu.lock".into()];
    assert_eq!(names(&pool(&scene)), in_pool);
    assert_eq!(
        (proven(&first), proven(&second)),
        (found(1, 0), found(2, 0))
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let live = kept(&scene.folder.path().join("evidence"), 7);
        let linked = fs::metadata(live).unwrap().nlink();
        assert_eq!(linked, 2, "on one disk it takes no room");
    }

    // On a new computer, where the stick is another disk or not.
    let new = tempfile::tempdir().unwrap();
    let (aside, evidence, keys) = put_back(&second, new.path());
    assert_eq!((aside, evidence), (None, found(2, 0)));
    let store = Store::open(new.path(), &keys.master().database(), at(91)).unwrap();
    assert_eq!(read(&store), [Some(bill(7)), Some(bill(8))]);
    assert!(store.check().unwrap().is_sound());
    drop(store);

    // And over what is there: that keeps its own files.
    let (aside, evidence, keys) = put_back(&first, new.path());
    assert_eq!(evidence, found(1, 0));
    for (folder, files) in [(new.path(), 1), (&aside.unwrap(), 2)] {
        let store = Store::open(folder, &keys.master().database(), at(92)).unwrap();
        assert!(read(&store).iter().all(Option::is_some));
        assert_eq!(names(&folder.join("evidence")).len(), files);
    }
}

#[test]
fn a_file_that_is_lost_at_the_counter_is_told_and_hinders_nothing() {
    let mut scene = with_files(&[7, 8]);
    let live = scene.folder.path().join("evidence");
    change(&kept(&live, 7));
    fs::remove_file(kept(&live, 8)).unwrap();
    scene.attach(9, &bill(9));
    let (place, manifest) = scene.back_up(10);
    assert_eq!((manifest.evidence, manifest.evidence_lost), (1, 2));
    assert_eq!(proven(&place), found(1, 0));
    // Lost after it was copied once, it is kept by the shelf.
    fs::remove_file(kept(&live, 9)).unwrap();
    let (place, manifest) = scene.back_up(20);
    assert_eq!((manifest.evidence, manifest.evidence_lost), (1, 2));
    let Scene { folder, store, .. } = scene;
    drop(store);
    let (_, evidence, keys) = put_back(&place, folder.path());
    assert_eq!(evidence, found(1, 0));
    let store = Store::open(folder.path(), &keys.master().database(), at(91)).unwrap();
    assert_eq!(read(&store), [None, None, Some(bill(9))]);
    assert_eq!(store.check().unwrap().findings.len(), 2);
}

#[test]
fn a_file_that_is_lost_on_the_shelf_is_counted_and_the_rest_comes_back() {
    let scene = with_files(&[7, 8]);
    let (place, _) = scene.back_up(10);
    let file = kept(&pool(&scene), 7);
    let whole = fs::read(&file).unwrap();
    let spoilers: [&dyn Fn(); 5] = [
        &|| {},
        &|| fs::write(&file, &whole[..whole.len() - 1]).unwrap(),
        &|| fs::write(&file, vec![0; 20 << 20]).unwrap(),
        &|| fs::create_dir(&file).unwrap(),
        &|| assert!(fs::copy(kept(&pool(&scene), 8), &file).unwrap() > 0),
    ];
    for spoil in spoilers {
        fs::remove_file(&file)
            .or_else(|_| fs::remove_dir(&file))
            .unwrap();
        spoil();
        assert_eq!(proven(&place), found(2, 1));
        let new = tempfile::tempdir().unwrap();
        let (_, evidence, keys) = put_back(&place, new.path());
        assert_eq!(evidence, found(2, 1));
        let store = Store::open(new.path(), &keys.master().database(), at(91)).unwrap();
        assert_eq!(read(&store), [None, Some(bill(8))]);
        if !file.exists() {
            fs::write(&file, b"").unwrap();
        }
    }
}

#[cfg(unix)]
#[test]
fn what_leads_elsewhere_is_neither_read_nor_written_nor_thinned_out() {
    use std::os::unix::fs::symlink;
    let scene = with_files(&[7]);
    let (place, _) = scene.back_up(10);
    let elsewhere = tempfile::tempdir().unwrap();
    let file = kept(&pool(&scene), 7);
    fs::rename(&file, kept(elsewhere.path(), 7)).unwrap();
    symlink(kept(elsewhere.path(), 7), &file).unwrap();
    assert_eq!(proven(&place), found(1, 1));
    // The next backup puts the file itself there again.
    scene.back_up(20);
    assert_eq!(proven(&place), found(1, 0));

    fs::remove_dir_all(pool(&scene)).unwrap();
    symlink(elsewhere.path(), pool(&scene)).unwrap();
    assert_eq!(proven(&place), found(1, 1));
    let job = scene.store.backup_job(&scene.keys).unwrap();
    let refused = job.run(scene.shelf.path(), at(30), &mut on);
    assert!(matches!(refused, Err(StoreError::Damaged { .. })));
    fs::write(kept(elsewhere.path(), 8), b"somebody's").unwrap();
    thin(scene.shelf.path(), scene.keys.vault(), at(40)).unwrap();
    assert_eq!(names(elsewhere.path()).len(), 2);
}

#[test]
fn what_is_damaged_on_the_shelf_is_mended_by_the_backups_of_a_month() {
    let scene = with_files(&[7, 8]);
    let (place, _) = scene.back_up(10);
    change(&kept(&pool(&scene), 7));
    // Removed first, for it is linked to the one at the counter.
    fs::remove_file(kept(&pool(&scene), 8)).unwrap();
    fs::write(kept(&pool(&scene), 8), b"short").unwrap();
    assert_eq!(proven(&place), found(2, 2));
    scene.back_up(20);
    assert_eq!(proven(&place).lost, 1, "the wrong size is seen at once");
    for day in 1..31 {
        scene.back_up(20 + TimeDelta::days(day).num_minutes());
    }
    assert_eq!(proven(&place), found(2, 0));
}

#[test]
fn files_that_no_backup_lists_are_thinned_out_and_nobody_elses() {
    let mut ours = with_files(&[7, 8]);
    let shelf = ours.shelf.path().to_owned();
    let (old, _) = ours.back_up(10);
    // Another hall's on the same stick.
    let theirs = with_files(&[9]);
    let job = theirs.store.backup_job(&theirs.keys).unwrap();
    let (their_place, _) = job.run(&shelf, at(11), &mut on).unwrap();
    let ticket = ours.store.ticket(TicketId(id(1))).unwrap().unwrap();
    let disposal = Disposal {
        record: ticket.id.0,
        number: Some(ticket.number),
        at: at(12),
        by: staff_id("1001"),
        reason: "kept=36".to_owned(),
    };
    ours.store.dispose(&[disposal]).unwrap();
    ours.back_up(20);
    let day_after = at(TimeDelta::days(2).num_minutes());
    let kept_now = || names(&pool(&ours)).len() - 1;
    fs::write(pool(&ours).join("readme.txt"), b"not ours").unwrap();
    let thin_out = || thin(&shelf, ours.keys.vault(), day_after).unwrap();

    // A list that can't be read might list anything.
    let list = their_place.join("evidence.list");
    let whole = fs::read(&list).unwrap();
    for bad in [&b"?"[..], b""] {
        match bad {
            b"" => fs::remove_file(&list).unwrap(),
            bad => fs::write(&list, bad).unwrap(),
        }
        thin_out();
        assert_eq!(kept_now(), 4);
    }
    assert!(!old.exists(), "the later one of the same day stays");
    fs::write(&list, whole).unwrap();
    // What is being made may become a backup.
    let begun = shelf.join("A01-1-20261123T024100Z.part");
    fs::create_dir(&begun).unwrap();
    fs::write(begun.join("evidence.list"), format!("{}\n", id(8))).unwrap();
    thin_out();
    assert_eq!(kept_now(), 3);
    fs::remove_dir_all(begun).unwrap();
    thin_out();
    let left = [id(9).to_string(), "ansu.lock".into(), "readme.txt".into()];
    assert_eq!(names(&pool(&ours)), left);
    assert_eq!(proven(&their_place), found(1, 0));
}

#[test]
fn erased_files_do_not_come_back_and_a_stop_changes_nothing() {
    let mut scene = with_files(&[7]);
    let job = scene.store.backup_job(&scene.keys).unwrap();
    let stop = |stage, _, _| stage != Stage::Evidence;
    let stopped = job.run(scene.shelf.path(), at(5), &mut { stop });
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    let (place, _) = scene.back_up(10);
    let ticket = scene.store.ticket(TicketId(id(1))).unwrap().unwrap();
    take_in(&mut scene.store, 2, 5, &form("13912345678", "李", "扣费"));
    let disposals = [Disposal {
        record: ticket.id.0,
        number: Some(ticket.number),
        at: at(20),
        by: staff_id("1001"),
        reason: "kept=36".to_owned(),
    }];
    scene.store.dispose(&disposals).unwrap();
    let Scene { folder, store, .. } = scene;
    drop(store);
    let (backup, keys) = Scene::keys_of(&place);
    let before = names(folder.path());
    let stopped = restore(
        &backup,
        &keys,
        folder.path(),
        at(30),
        &mut { stop },
        as_it_is,
    );
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    assert_eq!(names(folder.path()), before);
    let again = |copy: &mut Store| copy.dispose_again(&disposals).map(drop);
    restore(&backup, &keys, folder.path(), at(30), &mut on, again).unwrap();
    assert_eq!(names(&folder.path().join("evidence")), [""; 0]);
    let store = Store::open(folder.path(), &keys.master().database(), at(31)).unwrap();
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_restore_that_was_cut_off_between_files_and_database_is_completed() {
    let mut scene = with_files(&[7]);
    let (place, _) = scene.back_up(10);
    scene.attach(8, &bill(8));
    let Scene { folder, store, .. } = scene;
    drop(store);
    let data = folder.path();
    // The database can't be moved aside: another folder is in its way.
    let (backup, keys) = Scene::keys_of(&place);
    let block = |_: &mut Store| {
        let taken = data.join("ansu-before-restore-20261121T031200Z/ansu.db");
        fs::create_dir_all(taken).unwrap();
        Ok(())
    };
    let owed = restore(&backup, &keys, data, at(30), &mut on, block);
    assert!(matches!(owed, Err(StoreError::RestoreOwed { .. })));
    assert_eq!(names(&data.join("evidence")), [id(7).to_string()]);
    let aside = data.join("ansu-before-restore-20261121T031200Z");
    fs::remove_dir(aside.join("ansu.db")).unwrap();
    finish_restore(data).unwrap();
    for (folder, files) in [(data, 1), (&aside, 2)] {
        let store = Store::open(folder, &keys.master().database(), at(40)).unwrap();
        assert!(store.check().unwrap().is_sound());
        assert_eq!(read(&store).len(), files);
    }
}

#[test]
fn a_database_that_is_moved_aside_takes_its_files_along() {
    let scene = with_files(&[7]);
    let Scene {
        folder,
        store,
        keys,
        ..
    } = scene;
    drop(store);
    let aside = Store::move_aside(folder.path(), at(30)).unwrap();
    drop(Store::open(folder.path(), &keys.master().database(), at(31)).unwrap());
    let files = aside.with_extension("evidence");
    assert_eq!(names(&files), [id(7).to_string()]);
}
