use proptest::prelude::*;

use super::rules::breaks;
use super::*;

fn lines(text: &str, measure: f32) -> Vec<String> {
    wrap(face::face().unwrap(), text, measure)
        .into_iter()
        .map(|line| line.text)
        .collect()
}

#[test]
fn punctuation_keeps_its_place() {
    assert_eq!(lines("甲乙丙丁，戊己", 4.0), ["甲乙丙", "丁，戊己"]);
    // A closing mark may hang by its blank half.
    assert_eq!(lines("甲乙丙丁，戊己", 4.5), ["甲乙丙丁，", "戊己"]);
    assert_eq!(lines("甲乙丙（丁）戊", 4.0), ["甲乙丙", "（丁）戊"]);
    assert_eq!(
        lines("他说“马上修好”然后走了", 8.0),
        ["他说“马上修好”", "然后走了"]
    );
    assert_eq!(
        lines("他说“马上修好”然后走了", 3.2),
        ["他说", "“马上", "修好”", "然后走", "了"]
    );
}

#[test]
fn a_number_stays_with_its_unit() {
    assert_eq!(lines("减免话费129元整", 6.0), ["减免话费", "129元整"]);
    assert_eq!(lines("请在24 小时内", 4.0), ["请在", "24 小时", "内"]);
    assert_eq!(lines("时限为15个工作日", 6.0), ["时限为", "15个工作日"]);
    assert_eq!(lines("合计降低１２％左右", 5.0), ["合计降低", "１２％左右"]);
    // Also where the word before it is too long for a line and has to be broken.
    assert_eq!(
        lines("HAmaaAA10%aaAaaa100个工作日", 12.0),
        ["HAmaaAA10%aaAaaa", "100个工作日"]
    );
}

#[test]
fn english_breaks_between_words_and_a_long_word_anywhere() {
    assert_eq!(
        lines("Jonathan Alexander Smith", 7.0),
        ["Jonathan ", "Alexander ", "Smith"]
    );
    let long = "x".repeat(100);
    assert_eq!(lines(&long, 10.0).concat(), long);
    assert!(lines(&long, 10.0).len() > 1);
}

#[test]
fn empty_lines_stay() {
    assert_eq!(lines("甲\n\n乙", 9.0), ["甲", "", "乙"]);
    assert_eq!(lines("", 9.0), [""]);
}

#[test]
fn a_line_that_goes_on_is_stretched_flush_and_the_last_is_not() {
    let face = face::face().unwrap();
    let wrapped = wrap(
        face,
        "客户认为上次维修只更换了接头，未查到原因，希望2小时内恢复，否则减免当月费用",
        20.3,
    );
    let first = &wrapped[0];
    let gaps = first
        .text
        .chars()
        .zip(first.text.chars().skip(1))
        .filter(|(a, b)| stretches(*a, *b))
        .count();
    assert!(first.stretch(20.3) > 0.0, "{first:?}");
    assert!((first.width + first.stretch(20.3) * gaps as f32 - 20.3).abs() < 0.01);
    assert_eq!(wrapped.last().unwrap().stretch(20.0), 0.0);
}

/// Pieces out of which believable and awkward text is made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[一-龥]{1,6}",
        2 => prop::sample::select(vec!["，", "。", "、", "；", "：", "！", "？", "）", "》", "”", "……", "——", "·"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["（", "《", "“", "¥", "【"]).prop_map(str::to_owned),
        2 => ("[1-9][0-9]{0,3}", prop::sample::select(vec!["元", "小时", "%", "个工作日", " 天", "分钟"])).prop_map(|(n, unit)| n + unit),
        1 => "[a-zA-Z]{1,9} ?",
        1 => prop::sample::select(vec!["䶮", "㛃", "𬭚", "𫖯", " ", "\n", "\u{3000}"]).prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn no_character_is_lost_and_every_line_fits(pieces in prop::collection::vec(piece(), 0..60), measure in 3.0f32..40.0) {
        let text = pieces.concat();
        let face = face::face().unwrap();
        let wrapped = wrap(face, &text, measure);
        let mut whole = String::new();
        for line in &wrapped {
            whole.push_str(&line.text);
            if !line.goes_on { whole.push('\n'); }
            prop_assert!(line.width <= measure + 0.001, "{line:?}");
        }
        whole.pop();
        prop_assert_eq!(whole, text);
    }

    #[test]
    fn forbidden_ends_only_where_nothing_else_is_possible(pieces in prop::collection::vec(piece(), 0..60), measure in 3.0f32..40.0) {
        for paragraph in pieces.concat().split('\n') {
            let chars: Vec<char> = paragraph.chars().collect();
            let breaks = breaks(paragraph, &chars);
            let mut start = 0;
            for line in wrap(face::face().unwrap(), paragraph, measure).iter().filter(|line| line.goes_on) {
                let end = start + line.text.chars().count();
                let passed = &breaks[start + 1..end];
                match breaks[end] {
                    Break::Free => {}
                    Break::Word => prop_assert!(!passed.contains(&Break::Free), "{line:?}"),
                    Break::Last => prop_assert!(passed.iter().all(|passed| *passed == Break::Last), "{line:?}"),
                }
                start = end;
            }
        }
    }
}
