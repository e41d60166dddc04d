//! Search against the plainest filter that can be thought of.

use proptest::prelude::*;
use serde_json::json;

use crate::scene::{form, new_hall, perform, take_in, to_signed_slip};

#[test]
fn every_kind_of_text_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    take_in(&mut store, 1, 0, &form("13900000000", "李女士", "账单不明"));
    let ticket = take_in(&mut store, 2, 0, &form("13812345678", "张䶮", "宽带掉线"));
    let ticket = perform(&mut store, &ticket, 1, &to_signed_slip());
    perform(
        &mut store,
        &ticket,
        2,
        &[json!({"do": "add_note", "text": "客户要求 Wi-Fi６ 路由器 100%_ok\\"})],
    );
    for query in [
        "1234",
        "138 1234",
        "１３８１２３４",
        "0261121-002",
        "张䶮",
        "䶮",
        "城南花园",
        "los 闪红",
        "修了三回",
        "装维班",
        "更换光猫",
        "wi-fi6",
        "100%_ok\\",
        "张 掉线 路由",
    ] {
        let found: Vec<_> = store
            .search(query, None, 10)
            .unwrap()
            .iter()
            .map(|line| line.id)
            .collect();
        assert_eq!(found, [ticket.id], "{query}");
    }
    for query in [
        "",
        "  ",
        "%",
        "__",
        "张 账单",
        "'; DROP TABLE event; --",
        "\u{0}",
    ] {
        let found = store.search(query, None, 10).unwrap();
        let percent = query == "%";
        assert_eq!(found.len(), usize::from(percent), "{query:?}");
    }
}

#[test]
fn pages_are_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_hall(folder.path());
    for n in 1..=9 {
        take_in(
            &mut store,
            n,
            -i64::try_from(n).unwrap(),
            &form("13812345678", "张", "宽带掉线"),
        );
    }
    let first = store.search("掉线", None, 4).unwrap();
    let rest = store.search("掉线", first.last(), 100).unwrap();
    let rows: Vec<_> = first.iter().chain(&rest).map(|line| line.row).collect();
    assert_eq!(rows, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
}

/// Short texts over few characters, so that hits are frequent; with everything that a pattern language could mean.
fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        '张', '网', '慢', 'A', 'a', 'Ａ', '%', '_', '\\', '\'', '"', '*', '1', '１', ' ', '😀',
        '䶮', '[', ']', '-',
    ]);
    prop::collection::vec(letters, 1..6).prop_map(|letters| letters.into_iter().collect())
}

fn plain(text: &str) -> String {
    text.replace('Ａ', "a").replace('１', "1").to_lowercase()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.div_ceil(10)))]
    #[test]
    fn the_same_tickets_as_a_plain_filter(texts in prop::collection::vec(text(), 1..8), queries in prop::collection::vec(text(), 12)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_hall(folder.path());
        let mut stored = Vec::new();
        for (n, text) in (1..).zip(&texts) {
            // A name that no query hits keeps blank texts registrable.
            let ticket = take_in(&mut store, n, 0, &form("00000000000", "", &format!("事{text}")));
            let entry = perform(&mut store, &ticket, 1, &[json!({"do": "add_note", "text": format!("记{text}")})]);
            stored.push((entry.id, entry.number.to_string(), entry.intake.phenomenon, entry.notes[0].text.clone()));
        }
        for query in queries {
            let words: Vec<String> = match plain(&query) {
                digits if digits.contains('1') && digits.chars().all(|c| c == '1' || c == ' ') => vec![digits.replace(' ', "")],
                other => other.split_whitespace().map(str::to_owned).collect(),
            };
            let hit = |word: &String, pieces: [&str; 3]| pieces.iter().any(|piece| plain(piece).contains(word.as_str()));
            let expected: Vec<_> = stored
                .iter()
                .rev()
                .filter(|(_, number, phenomenon, note)| !words.is_empty() && words.iter().all(|word| hit(word, [number, phenomenon, note])))
                .map(|(id, ..)| *id)
                .collect();
            let found: Vec<_> = store.search(&query, None, 100).unwrap().iter().map(|line| line.id).collect();
            prop_assert_eq!(found, expected, "{:?}", query);
        }
    }
}
