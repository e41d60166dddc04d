//! Checklists: followed question by question, also while their words are changed.

use crate::hall::{CLERK, DUTY, Hall, by_number};
use ansu_desk::complaint::Step;
use ansu_desk::{Followed, Item, ItemKind, ItemRef};
use serde_json::json;

/// The list of a ticket as far as it was followed.
fn followed(hall: &mut Hall, number: &str) -> Followed {
    let (clerk, which) = (hall.session(CLERK), by_number(number));
    let coaching = hall.desk.coach(&clerk, &which, Step::Gather, None, None);
    coaching.unwrap().checklist.unwrap()
}

#[test]
fn a_checklist_is_followed_to_its_cause() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let mut list = followed(&mut hall, &number);
    let mut left = list.left;
    while left > 0 {
        let open = list.questions.last().unwrap();
        assert_eq!(open.finding, "", "the open question is the last one");
        let found = open.answers.first().unwrap();
        let check = json!({"question": open.ask, "finding": found.say, "source": found.source});
        let record = json!([{"do": "record_check", "check": check}]);
        hall.perform(CLERK, &number, record).unwrap();
        list = followed(&mut hall, &number);
        assert!(list.left < left, "the list has an end");
        left = list.left;
    }
    assert!(!list.cause.unwrap().cause.is_empty());
    assert_eq!(hall.record(&number).checks.len(), list.questions.len());
}

#[test]
fn a_question_in_other_words_keeps_its_answer_on_a_running_ticket() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let follow = |hall: &mut Hall| {
        let list = followed(hall, &number);
        let questions = list.questions.iter();
        let told = questions.map(|one| (one.source.clone(), one.ask.clone(), one.finding.clone()));
        (told.collect::<Vec<_>>(), list)
    };
    let (_, first) = follow(&mut hall);
    let asked = &first.questions[0];
    let found = &asked.answers[0];
    let check = json!({"question": asked.ask, "finding": found.say, "source": found.source});
    let record = json!([{"do": "record_check", "check": check}]);
    hall.perform(CLERK, &number, record).unwrap();
    let (before, _) = follow(&mut hall);

    let duty = hall.session(DUTY);
    let which = ItemRef {
        kind: ItemKind::Checklist,
        id: first.id.clone(),
    };
    let view = hall.desk.library_item(&duty, &which, None).unwrap();
    let Item::Checklist(mut list) = view.item else {
        panic!("{view:?}")
    };
    let start = list.start.clone();
    for question in list.questions.iter_mut().filter(|one| one.id == start) {
        "这条线路以前报过障吗，当时怎么处理的？".clone_into(&mut question.ask.zh);
        for answer in &mut question.answers {
            answer.say.zh.push_str("（以装维系统记录为准）");
        }
    }
    let item = Item::Checklist(list);
    hall.desk.publish(&duty, &item, view.version, "").unwrap();

    // Answered, in the words in which it was asked; what comes next is still what comes next.
    let (told, after) = follow(&mut hall);
    assert_eq!(told, before);
    assert!(after.questions[0].answers[0].say.ends_with("记录为准）"));

    // Answered otherwise it is still one check, and taken back it is what it was.
    let other = &after.questions[0].answers[1];
    let check = json!({"question": asked.ask, "finding": other.say, "source": other.source});
    let record = json!([{"do": "record_check", "check": check}]);
    let done = hall.perform(CLERK, &number, record).unwrap();
    assert_eq!(hall.record(&number).checks.len(), 1);
    let clerk = hall.session(CLERK);
    hall.desk
        .perform(&clerk, &done.undo.unwrap().perform)
        .unwrap();
    assert_eq!(follow(&mut hall).0, before);

    // A new complaint is asked in the new words.
    let phone = json!({"phone": "15400010002"});
    let number = hall.register(CLERK, phone).unwrap().number.to_string();
    let list = followed(&mut hall, &number);
    assert!(list.questions[0].ask.starts_with("这条线路以前报过障吗"));
    hall.is_sound();
}
