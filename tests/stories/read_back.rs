//! The read-back: composed from the facts, changed, confirmed by the customer, and printed on the slip as it was confirmed.

use crate::course::{facts, through};
use crate::hall::{CLERK, Hall, by_number, entrance};
use crate::paper;
use ansu_desk::complaint::{Facts, Step};
use ansu_desk::{Language, Preferences};
use serde_json::json;

const PARAGRAPH: &str = "周建华；前天晚上起，在南湖花园6幢，每天断网四五次。您觉得原因是线路老化。您希望的结果是：一次修好。";

/// A ticket at the third step with the facts recorded.
fn gathered(hall: &mut Hall) -> String {
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    for step in [Step::Listen, Step::Apologize] {
        hall.perform(CLERK, &number, through(step)).unwrap();
    }
    hall.perform(CLERK, &number, json!([facts("周建华")]))
        .unwrap();
    number
}

fn confirm(hall: &mut Hall, number: &str, text: &str) {
    let confirm = json!([{"do": "confirm_read_back", "text": text}]);
    hall.perform(CLERK, number, confirm).unwrap();
}

/// What stands on the slip between the matter and the findings.
fn matter(hall: &mut Hall, number: &str) -> String {
    let text = paper::text(&hall.slip(number).unwrap().pdf);
    let (_, rest) = text.split_once("一、投诉事项").unwrap();
    let (matter, _) = rest.split_once("二、核查情况").unwrap();
    matter.to_owned()
}

#[test]
fn what_the_customer_confirmed_is_the_matter_on_the_slip_word_for_word() {
    let mut hall = Hall::new();
    let number = gathered(&mut hall);
    let clerk = hall.session(CLERK);
    let view = hall.desk.ticket(&clerk, &by_number(&number)).unwrap();
    assert_eq!(view.read_back, PARAGRAPH);
    confirm(&mut hall, &number, &view.read_back);
    assert_eq!(matter(&mut hall, &number), PARAGRAPH);

    // As the clerk has changed it, and nothing of the facts beside it.
    let own = "您家的宽带从前天晚上起每天断四五次，您要一次修好";
    confirm(&mut hall, &number, own);
    assert_eq!(matter(&mut hall, &number), format!("{own}。"));

    // Other facts: what was confirmed no longer holds, and is not printed as if it did.
    hall.perform(CLERK, &number, json!([facts("周建华的母亲")]))
        .unwrap();
    let composed = matter(&mut hall, &number);
    assert!(composed.contains("涉及：周建华的母亲。"), "{composed}");
    assert!(!composed.contains(own), "{composed}");
}

#[test]
fn it_is_chinese_whatever_the_language_and_stays_when_that_changes() {
    let mut hall = Hall::new();
    let number = gathered(&mut hall);
    let speak = |hall: &Hall, language| {
        let preferences = Preferences {
            language,
            ..Preferences::default()
        };
        entrance(hall.path()).put_preferences(&preferences).unwrap();
    };
    speak(&hall, Language::English);
    let clerk = hall.session(CLERK);
    let view = hall.desk.ticket(&clerk, &by_number(&number)).unwrap();
    assert_eq!(view.read_back, PARAGRAPH);
    confirm(&mut hall, &number, &view.read_back);
    for language in [Language::English, Language::Chinese, Language::English] {
        speak(&hall, language);
        assert_eq!(matter(&mut hall, &number), PARAGRAPH, "{language:?}");
    }
}

#[test]
fn a_moment_is_said_so_that_it_still_holds_on_paper() {
    let hall = Hall::new();
    let clerk = hall.session(CLERK);
    let typed = Facts {
        occurred: "2026-11-20T20:30:00+08:00".parse().ok(),
        what: "扣了 78 元".to_owned(),
        ..Facts::default()
    };
    let said = |hall: &Hall| hall.desk.read_back(&clerk, &typed).unwrap();
    assert_eq!(said(&hall), "11月20日晚上8点半，扣了 78 元。");
    hall.at("2027-01-05T10:00:00+08:00");
    assert_eq!(said(&hall), "2026年11月20日晚上8点半，扣了 78 元。");
}
