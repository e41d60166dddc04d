//! The coach's library: filled on first start, changed in versions, exchanged as a file, refused where it does not hold together.

use crate::hall::{CLERK, DUTY, Hall, MANAGER, by_number, read, staff_id};
use ansu_desk::complaint::{Money, Step};
use ansu_desk::{Act, ApiError, Change, Code, Item, ItemKind, ItemRef, shipped_library};
use serde_json::json;

fn broadband() -> ItemRef {
    ItemRef {
        kind: ItemKind::Playbook,
        id: "broadband_cuts_out".to_owned(),
    }
}

/// The broadband playbook with its first wording changed to `zh`.
fn changed(hall: &Hall, zh: &str) -> (Item, u32) {
    let view = hall
        .desk
        .library_item(&hall.session(DUTY), &broadband(), None)
        .unwrap();
    let mut value = serde_json::to_value(&view.item).unwrap();
    value["item"]["wordings"][0]["zh"] = json!(zh);
    value["item"]["wordings"][0]["en"] = json!("Since when, and how often?");
    (read(value), view.version)
}

fn code<T: std::fmt::Debug>(answer: Result<T, ansu_desk::DeskError>) -> Code {
    ApiError::from(answer.unwrap_err()).code
}

#[test]
fn the_first_start_brings_the_whole_library_as_version_one() {
    let hall = Hall::new();
    let entries = hall.desk.library(&hall.session(CLERK)).unwrap();
    let playbooks = entries
        .iter()
        .filter(|e| e.kind == ItemKind::Playbook)
        .count();
    assert_eq!(playbooks, 29, "28 situations and the general one");
    assert!(
        entries
            .iter()
            .all(|e| e.version == 1 && e.author.is_none() && !e.taken_out)
    );
    let hall = hall.started_again("2026-11-22T08:00:00+08:00");
    assert_eq!(hall.desk.library(&hall.session(CLERK)).unwrap(), entries);
}

#[test]
fn a_change_is_a_version_with_author_difference_and_a_way_back() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let (item, version) = changed(&hall, "从什么时候开始的，一天大概几回？");
    let view = hall
        .desk
        .publish(&duty, &item, version, "问法更直接")
        .unwrap();
    assert_eq!((view.version, view.versions.len()), (2, 2));
    let last = &view.versions[0];
    assert_eq!(
        (last.author.clone(), last.note.as_str()),
        (Some(staff_id(DUTY)), "问法更直接")
    );

    let lines = hall.desk.library_diff(&duty, &broadband(), 1, 2).unwrap();
    let of = |wanted| lines.iter().filter(|line| line.change == wanted).count();
    assert_eq!(
        (of(Change::Added), of(Change::Removed)),
        (2, 2),
        "{lines:?}"
    );

    // What is said at the counter is the new version at once, and after a new start.
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let mut hall = hall.started_again("2026-11-21T11:00:00+08:00");
    let heard = |hall: &mut Hall| {
        let clerk = hall.session(CLERK);
        let coaching = hall
            .desk
            .coach(
                &clerk,
                &by_number(&number),
                Step::Listen,
                Some("broadband_cuts_out"),
                None,
            )
            .unwrap();
        coaching
            .wordings
            .iter()
            .filter_map(ansu_desk::Suggestion::text)
            .any(|text| text.starts_with("从什么时候开始的，一天"))
    };
    assert!(heard(&mut hall));

    // The way back is the earlier version published again.
    let first = hall
        .desk
        .library_item(&duty, &broadband(), Some(1))
        .unwrap();
    let back = hall
        .desk
        .publish(&duty, &first.item, 2, "恢复第 1 版")
        .unwrap();
    assert_eq!(back.version, 3);
    assert!(!heard(&mut hall));
    hall.desk.take_out(&duty, &broadband(), 3, "").unwrap();
    let noted = hall.noted(&[Act::PublishLibrary]);
    let told: Vec<_> = noted
        .iter()
        .map(|(_, by, object, detail)| (by.as_str(), object.as_str(), detail.as_str()))
        .collect();
    let told_of = |detail| (DUTY, "playbook/broadband_cuts_out", detail);
    assert_eq!(
        told,
        [
            told_of("version=2"),
            told_of("version=3 as=1"),
            told_of("version=4 taken_out")
        ]
    );
}

#[test]
fn the_second_of_two_managers_is_told_and_loses_nothing() {
    let mut hall = Hall::new();
    let (mine, version) = changed(&hall, "什么时候开始断的？");
    let (theirs, _) = changed(&hall, "头一回断是哪天？");
    hall.desk
        .publish(&hall.session(DUTY), &theirs, version, "")
        .unwrap();
    let told = code(
        hall.desk
            .publish(&hall.session(MANAGER), &mine, version, ""),
    );
    assert_eq!(told, Code::LibraryStale);
    let noted = hall.noted(&[Act::PublishLibrary]);
    assert_eq!(noted.len(), 1, "what did not happen is not noted");
    let view = hall
        .desk
        .library_item(&hall.session(DUTY), &broadband(), None)
        .unwrap();
    assert_eq!((view.version, view.item), (2, theirs));
}

#[test]
fn what_does_not_hold_together_is_not_published() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let (item, version) = changed(&hall, "从{date}开始的？");
    let looked = hall.desk.look_over(&duty, &item).unwrap();
    assert!(!looked.faults.is_empty(), "the slot is missing in English");
    assert_eq!(
        code(hall.desk.publish(&duty, &item, version, "")),
        Code::BadLibrary
    );
    let rule = ItemRef {
        kind: ItemKind::Rule,
        id: "law_repair_rent_waiver".to_owned(),
    };
    assert_eq!(
        code(hall.desk.take_out(&duty, &rule, 1, "")),
        Code::BadLibrary,
        "offers name it"
    );
    let general = ItemRef {
        kind: ItemKind::Playbook,
        id: "general".to_owned(),
    };
    assert_eq!(
        code(hall.desk.take_out(&duty, &general, 1, "")),
        Code::BadLibrary
    );
    assert_eq!(
        code(hall.desk.publish(&hall.session(CLERK), &item, version, "")),
        Code::NotAuthorised
    );
    assert!(
        hall.desk
            .library(&duty)
            .unwrap()
            .iter()
            .all(|entry| entry.version == 1)
    );
}

#[test]
fn looking_over_warns_as_the_counter_would() {
    let hall = Hall::new();
    let (item, _) = changed(&hall, "您先冷静一下，从什么时候开始的？");
    let looked = hall.desk.look_over(&hall.session(DUTY), &item).unwrap();
    assert!(looked.faults.is_empty(), "{:?}", looked.faults);
    let warned: Vec<_> = looked
        .heard
        .iter()
        .filter(|heard| !heard.warnings.is_empty())
        .collect();
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert!(warned[0].written.contains("冷静"));
}

#[test]
fn what_was_taken_out_is_offered_no_more_and_can_come_back() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let entries = hall
        .desk
        .take_out(&duty, &broadband(), 1, "换新的")
        .unwrap();
    let entry = entries
        .iter()
        .find(|entry| entry.id == "broadband_cuts_out")
        .unwrap();
    assert!(entry.taken_out && entry.title.is_some());
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let coaching = hall
        .desk
        .coach(
            &hall.session(CLERK),
            &by_number(&number),
            Step::Listen,
            None,
            None,
        )
        .unwrap();
    assert!(
        coaching
            .situations
            .iter()
            .all(|fitting| fitting.id != "broadband_cuts_out")
    );
    // A new start does not bring back what people took out.
    let mut hall = hall.started_again("2026-11-22T08:00:00+08:00");
    assert!(
        hall.desk
            .library(&duty)
            .unwrap()
            .iter()
            .any(|entry| entry.taken_out)
    );
    let view = hall.desk.library_item(&duty, &broadband(), None).unwrap();
    hall.desk.publish(&duty, &view.item, 2, "").unwrap();
    assert!(
        hall.desk
            .library(&duty)
            .unwrap()
            .iter()
            .all(|entry| !entry.taken_out)
    );
}

#[test]
fn a_file_takes_a_library_to_another_hall_whole_or_not_at_all() {
    let mut first = Hall::new();
    let duty = first.session(DUTY);
    let (item, version) = changed(&first, "从什么时候开始的，一天大概几回？");
    first.desk.publish(&duty, &item, version, "").unwrap();
    let file = first.desk.export_library(&duty).unwrap();

    let mut second = Hall::new();
    let preview = second.desk.preview_import(&duty, &file).unwrap();
    assert_eq!((preview.added.len(), preview.changed.len()), (0, 1));
    second
        .desk
        .import_library(&duty, &file, "按支局统一")
        .unwrap();
    assert_eq!(
        second
            .desk
            .library_item(&duty, &broadband(), None)
            .unwrap()
            .item,
        item
    );
    assert_eq!(second.desk.export_library(&duty).unwrap().len(), file.len());

    let before = second.desk.library(&duty).unwrap();
    for (broken, about) in [
        (file.replacen("{customer}", "{surname}", 1), "surname"),
        (
            file.replacen("\"categories\": [\n", "\"categories\": [ \"77\",\n", 1),
            "77",
        ),
        (
            file.get(..file.len() / 2)
                .map(str::to_owned)
                .unwrap_or_else(|| file.chars().take(1000).collect()),
            "EOF",
        ),
    ] {
        let error = ApiError::from(second.desk.import_library(&duty, &broken, "").unwrap_err());
        assert_eq!(error.code, Code::BadLibrary);
        let fault = error.faults.first().unwrap();
        assert!(fault.line > 0 && fault.about.contains(about), "{fault:?}");
    }
    assert_eq!(
        second.desk.library(&duty).unwrap(),
        before,
        "nothing half imported"
    );
    assert_eq!(
        ansu_desk::check_library(&shipped_library().unwrap()).unwrap(),
        before.len()
    );
}

#[test]
fn a_wording_that_was_said_is_on_the_record_and_counts() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let said = json!([{"do": "use_wording", "wording": "您慢慢说，我在听。", "source": "broadband_cuts_out/since"}]);
    hall.perform(CLERK, &number, said.clone()).unwrap();
    hall.perform(CLERK, &number, said).unwrap();
    let ticket = hall.record(&number);
    assert_eq!(ticket.said, ["broadband_cuts_out/since"]);
    assert!(
        hall.log(&number)
            .iter()
            .any(|line| serde_json::to_string(line).unwrap().contains("您慢慢说"))
    );
    hall.is_sound();
    let refused = hall.perform(
        CLERK,
        &number,
        json!([{"do": "use_wording", "wording": " ", "source": "x/y"}]),
    );
    assert_eq!(refused.unwrap_err().code, Code::Required);
}

#[test]
fn an_offer_comes_with_its_rule_and_its_amount() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let clerk = hall.session(CLERK);
    let coaching = hall
        .desk
        .coach(
            &clerk,
            &by_number(&number),
            Step::Propose,
            Some("broadband_cuts_out"),
            None,
        )
        .unwrap();
    assert!(coaching.offers.len() >= 2);
    let now = crate::hall::moment("2026-11-21T10:00:00+08:00");
    assert!(coaching.offers.iter().all(|offer| offer.due > now));
    let rules = hall.desk.rules(&clerk).unwrap();
    let rent = rules
        .iter()
        .find(|rule| rule.id == "law_repair_rent_waiver")
        .unwrap();
    assert!(rent.confirmed && rent.counts_days && rent.source.contains("第三十二条"));
    let figures = read(json!({"amount": 9900, "days": 3}));
    assert_eq!(
        hall.desk.work_out(&clerk, &rent.id, figures).unwrap(),
        Some(Money::from_fen(990))
    );
    let unknown = hall.desk.work_out(
        &clerk,
        "no_such_rule",
        read(json!({"amount": null, "days": null})),
    );
    assert_eq!(code(unknown), Code::UnknownItem);
}

#[test]
fn a_coach_made_ready_beside_the_counter_never_overtakes_what_was_published_meanwhile() {
    let mut hall = Hall::new();
    let duty = hall.session(DUTY);
    let beside = hall.desk.coach_ahead().unwrap();
    let patterns = ItemRef {
        kind: ItemKind::Patterns,
        id: "patterns".to_owned(),
    };
    let view = hall.desk.library_item(&duty, &patterns, None).unwrap();
    let mut item = serde_json::to_value(&view.item).unwrap();
    let new = json!({"id": "brand_new", "kind": "denies", "language": "zh-CN", "find": "绿豆汤", "rewrite": "红豆汤"});
    item["item"]["patterns"].as_array_mut().unwrap().push(new);
    hall.desk
        .publish(&duty, &read(item), view.version, "")
        .unwrap();
    // Begun before, done after.
    std::thread::spawn(|| beside.make_ready()).join().unwrap();
    let warned = |hall: &Hall| hall.desk.check_wording(&duty, "请喝绿豆汤").unwrap();
    assert_eq!(warned(&hall).len(), 1);
    hall.desk.coach_ahead().unwrap().make_ready();
    assert_eq!(warned(&hall).len(), 1);
}
