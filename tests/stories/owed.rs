//! What could not be brought to its end is owed, remembered, and done at the next sign-in.

use crate::accounts::{acts, code, morning};
use crate::hall::{CLERK, COLLEAGUE, Hall, MANAGER, entrance, password, read};
use ansu_desk::{Act, Code, DeskError, Entrance, StaffView};
use serde_json::json;
use std::path::Path;

/// A folder where a file should be: nothing of this name can be written.
fn in_the_way(hall: &Hall, name: &str) -> std::path::PathBuf {
    let path = hall.path().join(name);
    std::fs::create_dir(&path).unwrap();
    path
}

fn leaves(hall: &mut Hall) -> Result<(), DeskError> {
    let person: StaffView =
        read(json!({"id": COLLEAGUE, "name": "李娜", "role": "clerk", "active": false}));
    let manager = hall.session(MANAGER);
    hall.desk.put_staff(&manager, &person).map(drop)
}

/// The key file of before, put back, opens nothing of what is here now.
fn is_past(folder: &Path, keys: &[u8], enter: impl Fn(&Entrance) -> Result<(), DeskError>) {
    let path = folder.join("ansu.keys");
    let now = std::fs::read(&path).unwrap();
    std::fs::write(&path, keys).unwrap();
    assert_eq!(code(enter(&entrance(folder))), Code::Damaged);
    std::fs::write(&path, now).unwrap();
}

#[test]
fn a_new_key_that_is_owed_is_made_at_the_next_sign_in_and_never_forgotten() {
    let mut hall = Hall::new();
    let before = std::fs::read(hall.path().join("ansu.keys")).unwrap();
    let obstacle = in_the_way(&hall, "ansu.rekey");
    for press in 0..2 {
        assert_eq!(code(leaves(&mut hall)), Code::KeysOwed, "press {press}");
    }
    hall.register(CLERK, json!({})).unwrap();
    let folder = hall.left();
    let door = entrance(folder.path());
    // Still in the way: work goes on, and it is owed on.
    drop(door.sign_in(morning(), CLERK, &password(CLERK)).unwrap());
    let keys = || std::fs::read_to_string(folder.path().join("ansu.keys")).unwrap();
    assert!(keys().contains("\"owed\": true"));
    std::fs::remove_dir(obstacle).unwrap();
    let (mut desk, _) = door.sign_in(morning(), CLERK, &password(CLERK)).unwrap();
    assert!(!keys().contains("owed"));
    let manager = desk.sign_in(MANAGER, &password(MANAGER)).unwrap();
    assert!(desk.check(&manager).unwrap().sound);
    let changed = acts(&mut desk, &manager);
    assert!(changed.iter().any(|(act, _)| *act == Act::ChangeKeys));
    drop(desk);
    is_past(folder.path(), &before, |door| {
        door.sign_in(morning(), COLLEAGUE, &password(COLLEAGUE))
            .map(drop)
    });
    door.sign_in(morning(), CLERK, &password(CLERK)).unwrap();
}

#[test]
fn whoever_left_as_the_power_went_loses_the_way_in_at_the_next_sign_in() {
    let mut hall = Hall::new();
    let before = std::fs::read(hall.path().join("ansu.keys")).unwrap();
    // As a cut between the record of staff and the key file leaves it.
    let obstacle = in_the_way(&hall, "ansu.keys.new");
    assert_eq!(code(leaves(&mut hall)), Code::KeysOwed);
    std::fs::remove_dir(obstacle).unwrap();
    let folder = hall.left();
    let door = entrance(folder.path());
    let come = |number| door.sign_in(morning(), number, &password(number)).map(drop);
    assert_eq!(code(come(COLLEAGUE)), Code::StaffGone);
    come(CLERK).unwrap();
    assert_eq!(code(come(COLLEAGUE)), Code::WrongPassword);
    is_past(folder.path(), &before, |door| {
        door.sign_in(morning(), COLLEAGUE, &password(COLLEAGUE))
            .map(drop)
    });
}

#[test]
fn an_earlier_sheet_opens_nothing_of_what_follows_also_with_the_key_file_of_its_time() {
    let mut hall = Hall::new();
    let manager = hall.session(MANAGER);
    let old = hall.desk.renew_sheet(&manager).unwrap();
    let before = std::fs::read(hall.path().join("ansu.keys")).unwrap();
    // The new code reaches the person although the data can't be written anew just now.
    let obstacle = in_the_way(&hall, "ansu.rekey");
    let new = hall.desk.renew_sheet(&manager).unwrap();
    std::fs::remove_dir(obstacle).unwrap();
    let folder = hall.left();
    let door = entrance(folder.path());
    door.sign_in(morning(), CLERK, &password(CLERK)).unwrap();
    let recover = |door: &Entrance, code: &ansu_desk::RecoveryCode| {
        let word = "quite-another-walrus-27";
        door.recover(morning(), &code.printed(), MANAGER, word)
            .map(drop)
    };
    is_past(folder.path(), &before, |door| recover(door, &old));
    assert_eq!(code(recover(&door, &old)), Code::WrongPassword);
    recover(&door, &new).unwrap();
}

#[test]
fn a_right_password_is_not_counted_where_the_folder_cannot_be_opened() {
    let folder = Hall::new().left();
    let path = folder.path().join("ansu.db");
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let door = entrance(folder.path());
    for _ in 0..6 {
        let refused = door.sign_in(morning(), CLERK, &password(CLERK)).map(drop);
        assert_eq!(code(refused), Code::Damaged);
    }
    std::fs::write(&path, whole).unwrap();
    door.sign_in(morning(), CLERK, &password(CLERK)).unwrap();
}
