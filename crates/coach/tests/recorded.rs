//! What the coach puts on record stands on the slip, so it is Chinese whatever the window speaks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use ansu_coach::{Checklist, Language, shipped};
use ansu_complaint::Check;

/// Goes every way of a checklist and holds what an English window records to what a Chinese one does.
fn every_way(list: &Checklist, checks: &mut Vec<Check>, causes: &mut usize) {
    let zh = list.follow(checks, Language::Chinese);
    let en = list.follow(checks, Language::English);
    for (zh, en) in zh.questions.iter().zip(&en.questions) {
        assert_eq!((&zh.ask, &zh.answers), (&en.ask, &en.answers));
        assert_eq!(zh.gloss, None);
        let gloss = en.gloss.as_ref().unwrap();
        assert_ne!(gloss.ask, en.ask);
        assert_eq!(gloss.answers.len(), en.answers.len());
    }
    if let (Some(zh), Some(en)) = (&zh.cause, &en.cause) {
        *causes += 1;
        assert_eq!((&zh.cause, &zh.unit), (&en.cause, &en.unit));
        assert_eq!(zh.gloss, None);
        assert_ne!(en.gloss.as_ref().unwrap().cause, en.cause);
    }
    assert_eq!(zh.cause.is_some(), en.cause.is_some());
    let Some(open) = en.questions.last().filter(|open| open.finding.is_empty()) else {
        return;
    };
    for answer in open.answers.clone() {
        checks.push(Check {
            question: open.ask.clone(),
            finding: answer.say,
            source: Some(answer.source),
        });
        every_way(list, checks, causes);
        checks.pop();
    }
}

#[test]
fn what_a_checklist_puts_on_record_is_chinese_whatever_the_window_speaks() {
    let mut causes = 0;
    for list in &shipped().unwrap().checklists {
        every_way(list, &mut vec![], &mut causes);
    }
    assert!(causes > 100, "{causes}");
}
