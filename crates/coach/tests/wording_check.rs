//! What the program itself proposes to say is not what it warns about, and a warning always says where.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use ansu_coach::{Language, PatternFile, Playbook, SlotName, WordingCheck};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static FILE: LazyLock<PatternFile> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/patterns.json")).unwrap());
static CHECK: LazyLock<WordingCheck> = LazyLock::new(|| WordingCheck::new(&FILE).unwrap());

fn playbooks() -> Vec<(String, Playbook)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/playbooks");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let playbook =
                serde_json::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}"));
            (name, playbook)
        })
        .collect()
}

/// A sentence as it is said once the ticket has filled it in.
fn filled(sentence: &str, language: Language) -> String {
    let sample = |slot: &SlotName| match (slot, language) {
        (SlotName::Customer, Language::Chinese) => "张先生",
        (SlotName::Customer, Language::English) => "Mr Zhang",
        (SlotName::Place | SlotName::Area, Language::Chinese) => "锦绣花园三栋",
        (SlotName::Place | SlotName::Area, Language::English) => "Garden Estate, block 3",
        (SlotName::Service, Language::Chinese) => "宽带",
        (SlotName::Service, Language::English) => "broadband",
        (SlotName::Amount | SlotName::Remedy | SlotName::Claimed | SlotName::Settlement, _) => {
            "¥45.00"
        }
        (
            SlotName::Date | SlotName::Due | SlotName::ContractEnd | SlotName::HeldUntil,
            Language::Chinese,
        ) => "6月10日18:00",
        (
            SlotName::Date | SlotName::Due | SlotName::ContractEnd | SlotName::HeldUntil,
            Language::English,
        ) => "6 p.m. on 10 June",
        (SlotName::TimeLimit, Language::Chinese) => "30分钟",
        (SlotName::TimeLimit, Language::English) => "30 minutes",
        (SlotName::Unit | SlotName::Reviewer, Language::Chinese) => "装维班",
        (SlotName::Unit | SlotName::Reviewer, Language::English) => "line maintenance",
        (SlotName::Staff, Language::Chinese) => "王敏",
        (SlotName::Staff, Language::English) => "Wang Min",
        (SlotName::Offer | SlotName::OfferOne, Language::Chinese) => "免两个月月租",
        (SlotName::Offer | SlotName::OfferOne, Language::English) => "two months free of rent",
        (SlotName::OfferTwo, Language::Chinese) => "减免六十元话费",
        (SlotName::OfferTwo, Language::English) => "a credit of ¥60",
        (SlotName::Period, Language::Chinese) => "三月",
        (SlotName::Period, Language::English) => "March",
        (SlotName::Item, Language::Chinese) => "国际漫游",
        (SlotName::Item, Language::English) => "roaming",
        (SlotName::Plan, Language::Chinese) => "畅享套餐",
        (SlotName::Plan, Language::English) => "the Share plan",
        (SlotName::App, Language::Chinese) => "掌上营业厅",
        (SlotName::App, Language::English) => "the app",
        (SlotName::Usage, _) => "12GB",
        (SlotName::Hotline, _) => "10000",
    };
    SlotName::ALL
        .iter()
        .fold(sentence.to_owned(), |text, slot| {
            text.replace(&format!("{{{}}}", slot.key()), sample(slot))
        })
}

fn flagged(from: &str, text: &str) -> Option<String> {
    let found: Vec<_> = CHECK
        .check(text, Language::English)
        .into_iter()
        .map(|warning| (warning.pattern, warning.said))
        .collect();
    (!found.is_empty()).then(|| format!("{from}: {text} ← {found:?}"))
}

#[test]
fn nothing_that_a_playbook_says_is_flagged() {
    let playbooks = playbooks();
    assert!(!playbooks.is_empty());
    let flagged: Vec<_> = playbooks
        .iter()
        .flat_map(|(name, playbook)| {
            Language::ALL
                .into_iter()
                .flat_map(|language| playbook.spoken(language).map(move |s| (s, language)))
                .filter_map(move |(said, language)| {
                    flagged(name, &filled(&said.to_string(), language))
                })
        })
        .collect();
    assert!(flagged.is_empty(), "{}", flagged.join("\n"));
}

#[test]
fn no_rewrite_is_flagged_itself() {
    let flagged: Vec<_> = FILE
        .patterns
        .iter()
        .filter_map(|pattern| flagged(&pattern.id, &pattern.rewrite))
        .collect();
    assert!(flagged.is_empty(), "{}", flagged.join("\n"));
}

#[test]
fn no_good_answer_of_the_practice_talks_is_flagged() {
    let practice = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/practice");
    let mut good = 0;
    let mut all = vec![];
    for entry in std::fs::read_dir(practice).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let talk: serde_json::Value = serde_json::from_str(&text).unwrap();
        let nodes = talk["nodes"].as_array().unwrap();
        let answers = nodes.iter().flat_map(|n| n["choices"].as_array().unwrap());
        for answer in answers.filter(|answer| answer["quality"] == "good") {
            good += 1;
            let said = ["zh", "en"].map(|language| answer["say"][language].as_str().unwrap());
            all.extend(said.iter().filter_map(|said| flagged("practice", said)));
        }
    }
    assert!(good > 50, "{good}");
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Pieces that patterns look for, marks, blanks, line ends and characters of every width.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "您",
            "先",
            "冷静",
            "冷净",
            "一下",
            "别急",
            "不可能",
            "公司规定",
            "一定",
            "给您退",
            "必须",
            "您弄错了",
            "請您冷靜",
            "calm down",
            "It's company policy",
            "You must ",
            "never ",
            "impossible",
            "，",
            "。",
            "！",
            "？",
            "“",
            "”",
            "\"",
            "《",
            "》",
            "\n",
            "\r\n",
            " ",
            "　",
            "\u{200b}",
            "𠮷",
            "😀",
            "Ａ",
            "é",
            "e\u{301}",
            "…",
            "1,234.5",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn warnings_stand_in_order_and_their_rewrites_fit(text in text()) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = |start: u32, end: u32| {
            let (start, end) = (usize::try_from(start).unwrap(), usize::try_from(end).unwrap());
            String::from_utf16(units.get(start..end).unwrap()).unwrap()
        };
        let length = u32::try_from(units.len()).unwrap();
        let mut end = 0;
        for warning in CHECK.check(&text, Language::Chinese) {
            prop_assert!(warning.start >= end && warning.start < warning.end);
            prop_assert_eq!(part(warning.start, warning.end), warning.said.clone());
            end = warning.end;
            let rewrite = &warning.rewrite;
            prop_assert!(rewrite.start <= warning.start && warning.end <= rewrite.end);
            let after = part(0, rewrite.start) + &rewrite.text + &part(rewrite.end, length);
            let _ = CHECK.check(&after, Language::English);
        }
    }
}
