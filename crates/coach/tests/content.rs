//! The shipped content holds together, and says nothing that domain §6 and §18 warn against.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use ansu_coach::{Coach, Content, ContentError, Language, Situation, SlotName, Slots};
use ansu_complaint::{CategoryCode, Emotion, GROUPS, Step};
use std::collections::BTreeMap;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];
const FEELINGS: [Option<Emotion>; 5] = [
    None,
    Some(Emotion::Calm),
    Some(Emotion::Anxious),
    Some(Emotion::Disappointed),
    Some(Emotion::Angry),
];

/// Domain §6 by kind: doubting, denying, ordering, hiding behind rules, pushing away, threatening, comparing, uncovered promises, orders that
/// mean to soothe; and §18: pretended experience.
const AVOID_ZH: &[&str] = &[
    "您可能不明白",
    "您不懂",
    "您弄错",
    "您搞错",
    "您误会",
    "不可能",
    "绝对",
    "从来没",
    "从不",
    "您应该",
    "您必须",
    "您得先",
    "冷静",
    "别喊",
    "别激动",
    "不要激动",
    "别吵",
    "公司规定",
    "规定就是",
    "没有办法",
    "没办法",
    "不归我",
    "不是我们的事",
    "找别人",
    "很正常",
    "一分钱一分货",
    "要不然",
    "否则",
    "别人比您",
    "山寨",
    "肯定",
    "保证",
    "一定",
    "百分之百",
    "马上就好",
    "别急",
    "不要急",
    "别着急",
    "不用担心",
    "我也遇到过",
    "我家也",
    "我们的错",
    "我的错",
    "都怪",
];
const AVOID_EN: &[&str] = &[
    "you must",
    "you should",
    "you have to",
    "calm down",
    "don't shout",
    "don't worry",
    "don't get",
    "impossible",
    "absolutely",
    "we never",
    "we can't",
    "we cannot",
    "company policy",
    "not our",
    "someone else's",
    "that's common",
    "quite common",
    "get what you pay",
    "or else",
    "otherwise",
    "others have",
    "guarantee",
    "definitely",
    "surely",
    "certainly",
    "you may not understand",
    "mixed it up",
    "you got it wrong",
    "happened to me",
    "our fault",
    "my fault",
];

fn coach() -> Coach {
    Coach::shipped().unwrap()
}

fn categories() -> impl Iterator<Item = CategoryCode> {
    GROUPS
        .iter()
        .flat_map(|group| (1..).map_while(|item| CategoryCode::new(group.group, item)))
}

fn all_filled() -> Slots {
    SlotName::ALL
        .iter()
        .fold(Slots::new(), |slots, name| slots.with(*name, "〇"))
}

/// Every wording once, by its id.
fn every_wording(language: Language) -> BTreeMap<String, String> {
    let (coach, slots) = (coach(), all_filled());
    let mut found = BTreeMap::new();
    for category in categories() {
        for (step, emotion) in Step::ALL
            .into_iter()
            .flat_map(|step| FEELINGS.map(|emotion| (step, emotion)))
        {
            for suggestion in coach.suggest(
                Situation {
                    step,
                    category,
                    emotion,
                },
                language,
                &slots,
            ) {
                found.insert(suggestion.id.clone(), suggestion.text().unwrap());
            }
        }
    }
    found
}

#[test]
fn nothing_that_the_field_warns_against_is_said() {
    for (language, avoid) in [(Language::Chinese, AVOID_ZH), (Language::English, AVOID_EN)] {
        let moves = Step::ALL
            .into_iter()
            .flat_map(|step| coach().reminders(step, language).unwrap().moves.clone());
        for text in every_wording(language).into_values().chain(moves) {
            let lower = text.to_lowercase();
            assert_eq!(
                avoid.iter().find(|pattern| lower.contains(*pattern)),
                None,
                "{text}"
            );
        }
    }
}

#[test]
fn every_wording_can_come_up_and_reads_as_one_sentence_line() {
    let rows = Content::SHIPPED.wordings.matches("\"id\":").count();
    assert!(rows >= 80, "{rows}");
    for language in LANGUAGES {
        let wordings = every_wording(language);
        assert_eq!(wordings.len(), rows);
        for text in wordings.values() {
            let end = text.chars().next_back().unwrap();
            assert!(
                "。？！.?!".contains(end) && !text.contains("  ") && !text.contains('\n'),
                "{text}"
            );
            let foreign = match language {
                Language::Chinese => text.chars().any(|c| ",;?!".contains(c)),
                Language::English => text.chars().any(|c| c != '〇' && !c.is_ascii()),
            };
            assert!(!foreign, "marks of the other language: {text}");
        }
    }
}

#[test]
fn every_step_offers_a_choice_whatever_the_complaint() {
    for category in categories() {
        for step in Step::ALL {
            let suggestions = coach().suggest(
                Situation {
                    step,
                    category,
                    emotion: None,
                },
                Language::Chinese,
                &Slots::new(),
            );
            assert!(suggestions.len() >= 3, "{step:?} {category}");
            let first_general = suggestions.iter().position(|s| !s.specific).unwrap();
            assert!(
                suggestions[first_general..].iter().all(|s| !s.specific),
                "{step:?} {category}: specific ones come first"
            );
        }
        for language in LANGUAGES {
            assert!(
                coach().checklist(category, language).len() >= 3,
                "{category}"
            );
        }
    }
}

#[test]
fn the_closest_comes_first_then_the_group_then_the_feeling() {
    let at = |category: &str, step, emotion| {
        let category = CategoryCode::parse(category).unwrap();
        let found = coach().suggest(
            Situation {
                step,
                category,
                emotion,
            },
            Language::Chinese,
            &Slots::new(),
        );
        found
            .into_iter()
            .map(|suggestion| suggestion.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        at("2.4", Step::Apologize, Some(Emotion::Angry))[..3],
        [
            "apologize.waiting_for_line",
            "apologize.broadband",
            "apologize.angry"
        ]
    );
    assert_eq!(
        at("2.2", Step::Apologize, Some(Emotion::Angry))[..2],
        ["apologize.broadband", "apologize.angry"]
    );
    assert!(
        !at("2.2", Step::Apologize, None).contains(&"apologize.angry".to_owned()),
        "a feeling not yet known is not presumed"
    );
    assert!(!at("3.1", Step::Gather, None).contains(&"gather.modem_lights".to_owned()));
}

#[test]
fn an_empty_slot_is_seen_and_blocks() {
    let at = Situation {
        step: Step::Propose,
        category: CategoryCode::parse("2.2").unwrap(),
        emotion: None,
    };
    let find = |slots: &Slots| {
        coach()
            .suggest(at, Language::Chinese, slots)
            .into_iter()
            .find(|s| s.id == "propose.engineer")
            .unwrap()
    };
    let half = find(
        &Slots::new()
            .with(SlotName::Unit, "装维一班")
            .with(SlotName::TimeLimit, "  "),
    );
    assert!(!half.complete && half.text().is_none());
    let empty: Vec<_> = half.parts.iter().filter(|part| !part.filled).collect();
    assert_eq!(
        (empty.len(), empty[0].slot, empty[0].text.as_str()),
        (1, Some(SlotName::TimeLimit), "时限")
    );
    let whole = find(
        &Slots::new()
            .with(SlotName::Unit, "装维一班")
            .with(SlotName::TimeLimit, "30 分钟\n"),
    );
    assert!(whole.complete);
    assert!(
        whole
            .text()
            .unwrap()
            .starts_with("装维一班的师傅30 分钟内给您打电话"),
        "{whole:?}"
    );
}

#[test]
fn reminders_are_short() {
    for language in LANGUAGES {
        for step in Step::ALL {
            let reminders = coach().reminders(step, language).unwrap().clone();
            for list in [&reminders.moves, &reminders.manner, &reminders.avoid] {
                assert!((2..=5).contains(&list.len()), "{step:?}");
                let most = if language == Language::Chinese {
                    24
                } else {
                    70
                };
                assert!(
                    list.iter()
                        .all(|line| !line.trim().is_empty() && line.chars().count() <= most),
                    "{list:?}"
                );
            }
        }
    }
}

#[test]
fn unsound_content_is_refused_with_the_reason() {
    let row = |id: &str, zh: &str, en: &str| {
        format!(r#"{{"id":"{id}","step":"ask","zh":"{zh}","en":"{en}"}}"#)
    };
    let load = |rows: &str| {
        let wordings = format!(r#"{{"schema":1,"wordings":[{rows}]}}"#);
        Coach::new(Content {
            wordings: &wordings,
            ..Content::SHIPPED
        })
        .map(|_| ())
        .unwrap_err()
    };
    let says =
        |error: &ContentError, what: &str| assert!(error.to_string().contains(what), "{error}");
    says(
        &load(&row("a", "{nobody}您好。", "Hello.")),
        "no such slot: nobody",
    );
    says(&load(&row("a", "{customer您好。", "Hello.")), "not closed");
    says(
        &load(r#"{"id":"a","step":"ask","zh":"好。"}"#),
        "missing field `en`",
    );
    says(
        &load(r#"{"id":"a","step":"ask","categories":["2.7"],"zh":"好。","en":"Good."}"#),
        "no such category: 2.7",
    );
    says(
        &load(r#"{"id":"a","step":"shout","zh":"好。","en":"Good."}"#),
        "unknown variant `shout`",
    );
    assert!(
        matches!(load(&row("a", "{customer}您好。", "Hello.")), ContentError::SlotsDiffer(id) if id == "a")
    );
    let twice = [row("a", "好。", "Good."), row("a", "行。", "Fine.")].join(",");
    assert!(matches!(load(&twice), ContentError::SameId(id) if id == "a"));
    assert!(matches!(
        load(&row("a", "好。", "Good.")),
        ContentError::StepEmpty(Step::Listen)
    ));
    let newer = Content {
        checklists: r#"{"schema":2,"checklists":[]}"#,
        ..Content::SHIPPED
    };
    assert!(matches!(
        Coach::new(newer),
        Err(ContentError::Schema {
            file: "checklists",
            found: 2
        })
    ));
}
