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

/// What a text becomes by its first warning, and what would be lost; where it is said, and where it is printed.
type Rewritten = (String, Vec<String>);

fn rewritten(text: &str) -> (Rewritten, Option<Rewritten>) {
    let found = CHECK.check(text, Language::Chinese);
    let warning = found
        .first()
        .unwrap_or_else(|| panic!("not flagged: {text}"));
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |from: u32, to: u32| {
        let range = usize::try_from(from).unwrap()..usize::try_from(to).unwrap();
        String::from_utf16(&units[range]).unwrap()
    };
    let end = u32::try_from(units.len()).unwrap();
    let with = |r: &ansu_coach::Rewrite| {
        let text = part(0, r.start) + &r.text + &part(r.end, end);
        (text, r.loses.clone())
    };
    (with(&warning.rewrite), warning.printed.as_ref().map(with))
}

#[test]
fn no_rewrite_takes_a_number_a_sum_a_date_or_a_time_away() {
    for (text, brief) in [
        (
            "我们明天肯定把多收的 30 元退给您。",
            "我们明天把多收的 30 元退给您。",
        ),
        (
            "您这老年机 5 月 31 日起用不了。",
            "您这部手机 5 月 31 日起用不了。",
        ),
        (
            "您必须带身份证，18 点前来签。",
            "请您带身份证，18 点前来签。",
        ),
        (
            "We will definitely refund 30 yuan.",
            "We will refund 30 yuan.",
        ),
        (
            "You must bring your ID by 6 p.m.",
            "Please bring your ID by 6 p.m.",
        ),
    ] {
        let kept = (brief.to_owned(), vec![]);
        assert_eq!(rewritten(text), (kept.clone(), Some(kept)), "{text}");
        assert_eq!(flagged("brief", brief), None);
    }
    for (text, lost) in [
        ("这 30 元是公司规定，我也没办法。", vec!["30 元"]),
        ("再不缴，三天内就给您停机。", vec!["三天"]),
        ("您明天下午三点别来找我们。", vec!["明天下午三点"]),
    ] {
        let ((_, loses), printed) = rewritten(text);
        assert_eq!(loses, lost, "{text}");
        assert_eq!(printed, None, "{text}");
    }
}

#[test]
fn what_is_said_is_not_proposed_for_print() {
    for text in ["您先冷静一下。", "这是公司规定。", "这事不归我们管。"] {
        let ((said, loses), printed) = rewritten(text);
        assert_ne!(said, text);
        assert_eq!((loses, printed), (vec![], None), "{text}");
    }
}

#[test]
fn brief_rewrites_heal_what_they_replace() {
    for brief in &FILE.brief {
        assert_eq!(flagged("brief", &brief.rewrite), None, "{}", brief.find);
    }
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
            prop_assert!(rewrite.start <= rewrite.end && rewrite.end > warning.start && rewrite.start < warning.end);
            for rewrite in std::iter::once(rewrite).chain(&warning.printed) {
                prop_assert!(rewrite.start <= rewrite.end && rewrite.end <= length);
                let after = part(0, rewrite.start) + &rewrite.text + &part(rewrite.end, length);
                let _ = CHECK.check(&after, Language::English);
            }
        }
    }
}
