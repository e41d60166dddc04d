//! Files that earlier versions wrote: one per released schema, in the repository's `tests/fixtures`.
//!
//! Until the first release schema 1 may still change. Then its file is written anew with
//! `cargo test -p ansu-store --test store -- --ignored --exact upgrading::write_the_file_of_today`.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::json;

use crate::scene::{at, clerk, form, manager, new_hall, open, perform, take_in, to_signed_slip};

const TODAY: &str = "store-schema-1.db";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures")
}

/// The schema as SQLite keeps it, statistics and its own tables left out.
fn schema(file: &Path) -> Vec<(String, String)> {
    let conn = Connection::open(file).unwrap();
    let mut query = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY name")
        .unwrap();
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_file_of_every_released_schema_opens_whole() {
    let files: Vec<_> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect();
    assert!(!files.is_empty());
    let fresh = tempfile::tempdir().unwrap();
    drop(open(fresh.path()));
    for file in files {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(&file, folder.path().join("ansu.db")).unwrap();
        let store = open(folder.path());
        let report = store.check().unwrap();
        assert!(
            report.is_sound(),
            "{}: {:?}",
            file.display(),
            report.findings
        );
        assert_eq!((report.tickets, report.origins.len()), (3, 1));
        assert_eq!(store.search("城南花园", None, 10).unwrap().len(), 1);
        assert_eq!(store.drafts(&clerk()).unwrap().len(), 1);
        let phone = ansu_complaint::Phone::parse("13812345678").unwrap();
        assert_eq!(store.contacts(&phone, at(0)).unwrap().len(), 1);
        assert_eq!(store.hall().unwrap().unwrap().name, "城南营业厅");
        drop(store);
        assert_eq!(
            schema(&folder.path().join("ansu.db")),
            schema(&fresh.path().join("ansu.db"))
        );
    }
}

#[test]
#[ignore = "writes into the repository"]
fn write_the_file_of_today() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    let staff = ansu_store::StaffRecord {
        staff: manager(),
        active: true,
    };
    store.put_staff(&staff).unwrap();
    take_in(
        &mut store,
        1,
        0,
        &form("01088886666", "李女士", "账单里有一笔不明费用"),
    );
    let settled = take_in(&mut store, 2, 10, &form("13812345678", "张䶮", "宽带掉线"));
    perform(&mut store, &settled, 20, &to_signed_slip());
    let left = take_in(&mut store, 3, 30, &form("13912345678", "", "排队太久"));
    perform(
        &mut store,
        &left,
        35,
        &[json!({"do": "break_off", "reason": "客户赶车先走"})],
    );
    store
        .keep_contact(&crate::contacts::noted(4, 38, "问宽带修好没有"))
        .unwrap();
    store
        .put_draft("t1/listen", &clerk(), r#"{"statement":"上个月"}"#, at(40))
        .unwrap();
    drop(store);
    fs::create_dir_all(fixtures()).unwrap();
    fs::copy(folder.path().join("ansu.db"), fixtures().join(TODAY)).unwrap();
}
