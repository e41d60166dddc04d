use super::*;
use crate::audit::AuditFilter;
use crate::backup::{Backup, Manifest, Stage, backups, look_into, restore};
use crate::hall;
use crate::migrate::later::{broken, later};
use crate::vault::{Cost, Holder, Plate, Secret, Vault};
use crate::{AuditNote, Extent};
use ansu_complaint::StaffId;
use tempfile::TempDir;

const WORD: &str = "tidal-mango-stapler";

fn now() -> DateTime<Utc> {
    "2026-11-21T02:42:00Z".parse().unwrap()
}

fn on(_: Stage, _: u64, _: u64) -> bool {
    true
}

fn manager() -> (Holder, Secret) {
    let number = StaffId::try_from("1001".to_owned()).unwrap();
    (Holder::Staff(number), Secret::password(WORD))
}

/// A hall's folder as this version leaves it, with one draft.
fn hall() -> (TempDir, OpenVault) {
    let folder = tempfile::tempdir().unwrap();
    let (holder, secret) = manager();
    let plate = Plate {
        code: "A01".to_owned(),
        counter: "1".to_owned(),
        ..Plate::default()
    };
    let mut keys = Vault::found(folder.path(), plate, &holder, &secret, Cost::LEAST).unwrap();
    let mut store = Store::open(folder.path(), &keys.master().database(), now()).unwrap();
    keys.founded().unwrap();
    store
        .put_draft("before", &clerk(), r#"{"words":"宽带"}"#, now())
        .unwrap();
    store.note(&line("sign_in")).unwrap();
    (folder, keys)
}

fn clerk() -> StaffId {
    StaffId::try_from("1024".to_owned()).unwrap()
}

fn line(act: &str) -> AuditNote {
    AuditNote {
        at: now(),
        by: None,
        act: act.to_owned(),
        object: String::new(),
        detail: String::new(),
    }
}

fn version(store: &Store) -> i64 {
    connection::schema_version(store.conn()).unwrap()
}

fn enter(folder: &Path, keys: &OpenVault) -> Result<(Store, PathBuf, Manifest), StoreError> {
    let opening = Opening::of(folder, &keys.master().database())?;
    let (store, kept) = opening.enter_keeping(keys, &folder.join("backups"), now())?;
    let (place, manifest) = kept.expect("an older file");
    Ok((store, place, manifest))
}

#[test]
fn an_older_file_is_kept_as_an_ordinary_backup_and_comes_back_as_one() {
    let (folder, keys) = hall();
    let path = folder.path();
    let known = migrate::newest(migrate::steps());
    assert!(!older(path, &keys));
    later(|| {
        let (mut store, place, manifest) = enter(path, &keys).unwrap();
        assert_eq!(version(&store), known + 1);
        assert!(store.conn().prepare("SELECT note FROM queue").is_ok());
        assert_eq!(store.drafts(&clerk()).unwrap().len(), 1);
        assert!(manifest.before_upgrade);
        store.delete_draft("before", &clerk()).unwrap();
        store.note(&line("later")).unwrap();
        drop(store);

        let listed = backups(&path.join("backups")).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(
            (listed[0].folder(), listed[0].manifest()),
            (&*place, &manifest)
        );
        let copy = connection::open_to_read(&place.join(DATABASE_FILE), &keys.master().database());
        assert_eq!(connection::schema_version(&copy.unwrap()).unwrap(), known);

        // By the secret of whoever works here, as any other backup, and up to date again when it is in its place.
        let (holder, secret) = manager();
        let theirs = listed[0].unlock(&holder, &secret).unwrap();
        restore(&listed[0], &theirs, path, now(), &mut on, |_| Ok(())).unwrap();
        assert!(!older(path, &keys));
        let store = Store::open(path, &keys.master().database(), now()).unwrap();
        assert_eq!(version(&store), known + 1);
        assert!(store.draft("before", &clerk()).unwrap().is_some());
        let lines = store.audit(&AuditFilter::default(), 10).unwrap();
        assert!(lines.iter().all(|line| line.note.act != "later"));
        assert!(store.check().unwrap().is_sound());
    });
    // The version that made it does not open what a later one wrote, and puts the backup back.
    let refused = Opening::of(path, &keys.master().database());
    assert!(matches!(refused, Err(StoreError::Newer { .. })));
    let kept = backups(&path.join("backups")).unwrap().remove(0);
    restore(&kept, &keys, path, now(), &mut on, |_| Ok(())).unwrap();
    let store = Store::open(path, &keys.master().database(), now()).unwrap();
    assert_eq!(version(&store), known);
    assert!(store.draft("before", &clerk()).unwrap().is_some());
}

fn older(folder: &Path, keys: &OpenVault) -> bool {
    let opening = Opening::of(folder, &keys.master().database()).unwrap();
    opening.is_older().unwrap()
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    let (folder, keys) = hall();
    let path = folder.path().join(DATABASE_FILE);
    let before = fs::read(&path).unwrap();
    let key = keys.master().database();
    broken(|| Store::open(folder.path(), &key, now()).unwrap_err());
    assert!(fs::read(&path).unwrap() == before);
    Store::open(folder.path(), &key, now()).unwrap();
}

#[test]
fn what_can_not_be_kept_is_not_brought_up_to_date() {
    let (folder, keys) = hall();
    let path = folder.path().join(DATABASE_FILE);
    let before = fs::read(&path).unwrap();
    let shelf = folder.path().join("backups");
    fs::write(&shelf, "in the way").unwrap();
    let refused = later(|| enter(folder.path(), &keys).unwrap_err());
    assert!(
        matches!(refused, StoreError::UpgradeNotKept(_)),
        "{refused}"
    );
    assert!(fs::read(&path).unwrap() == before);
    // Out of the way, it goes on where it stood; and nothing is kept of what is up to date.
    fs::remove_file(&shelf).unwrap();
    later(|| enter(folder.path(), &keys).unwrap());
    let again = later(|| Opening::of(folder.path(), &keys.master().database()).unwrap());
    let (_, kept) = later(|| again.enter_keeping(&keys, &shelf, now()).unwrap());
    assert!(kept.is_none());
    assert_eq!(backups(&shelf).unwrap().len(), 1);
}

#[test]
fn whether_it_was_made_before_an_upgrade_is_under_the_seal() {
    let (folder, keys) = hall();
    let (store, place, _) = later(|| enter(folder.path(), &keys).unwrap());
    drop(store);
    let manifest = place.join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    let other = text.replace("  \"before_upgrade\": true,\n", "");
    assert_ne!(other, text);
    fs::write(&manifest, other).unwrap();
    let changed = Backup::at(&place).unwrap();
    assert!(!changed.manifest().before_upgrade);
    assert!(matches!(
        changed.verify(&keys, &mut on),
        Err(StoreError::Damaged { .. })
    ));
}

/// What a backup is looked at by is there in every schema: a later version proves, lists and asks the copies that earlier ones made.
#[test]
fn a_file_of_every_released_schema_can_be_looked_into_as_it_is() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let mut looked_into = 0;
    for entry in fs::read_dir(fixtures).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|end| end != "db") {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join(DATABASE_FILE);
        fs::copy(&file, &copy).unwrap();
        let conn = connection::open(&copy, &Key::None).unwrap();
        conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
            .unwrap();
        drop(conn);
        let Extent { tickets, .. } = look_into(&copy, &Key::None, &mut on).unwrap();
        assert_eq!(tickets, 3, "{}", file.display());
        let conn = connection::open_to_read(&copy, &Key::None).unwrap();
        assert!(!hall::staff(&conn).unwrap().is_empty());
        assert!(crate::audit::ends(&conn).unwrap().events.is_some());
        crate::evidence::Keyed::all(&conn).unwrap();
        looked_into += 1;
    }
    assert!(looked_into > 0);
}
