//! A person's copy from the command line: what is in it is said, also where no complaint was ever registered.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "tests describe themselves by their names and may fail loudly"
)]

mod hall;

use ansu_desk::{Entrance, SystemContext};
use hall::{Hall, PASSWORD};
use serde_json::{Value, json};
use std::fs;

#[test]
fn what_is_in_the_copy_is_said_where_nothing_was_registered() {
    let hall = Hall::new();
    let phone = "15400018264";
    let export = |words: &[&str]| {
        let copy = hall.path("copy.json");
        hall.manager(&[words, &["person", phone, "-o", &copy]].concat())
    };
    let nothing = "0 tickets · 0 other contacts · 0 begun and not registered · 0 forms typed and not carried out";
    assert!(export(&[]).done().out.trim_end().ends_with(nothing));

    let entrance = Entrance::of(&hall.at("data"));
    let (mut desk, session) = entrance.sign_in(SystemContext, "1001", PASSWORD).unwrap();
    let typed = json!({ "phone": phone, "phenomenon": "家里宽带反复断网" });
    desk.save_draft(&session, "new", &typed.to_string())
        .unwrap();
    drop(desk);
    let begun = "0 tickets · 0 other contacts · 1 begun and not registered · 0 forms typed and not carried out";
    let told = export(&[]);
    assert!(told.done().out.trim_end().ends_with(begun), "{}", told.out);
    let counted = export(&["--json"]).json();
    let counts = ["tickets", "unregistered", "forms"].map(|name| counted[name].as_u64());
    assert_eq!(counts, [Some(0), Some(1), Some(0)]);
    let copy: Value = serde_json::from_slice(&fs::read(hall.at("copy.json")).unwrap()).unwrap();
    assert_eq!(copy["drafts"][0]["typed"], typed);
    assert_eq!(copy["drafts"].as_array().unwrap().len(), 1);
}
