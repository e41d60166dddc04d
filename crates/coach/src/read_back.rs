//! The read-back: the six facts as one paragraph that is said to the customer, confirmed by them, and printed on the slip as it is (domain §5,
//! step 3). In Chinese whatever the program's language is, as the slip.

use crate::spoken::{Clause, clause, to_the_customer};
use crate::time;
use ansu_complaint::{Facts, Moment};

/// Beginnings of a wish that already say whose it is.
const WISHING: [&str; 4] = ["希望", "要求", "想", "要"];
/// Beginnings of a cause that already say that it is an opinion.
const THINKING: [&str; 8] = ["怀疑", "觉得", "认为", "感觉", "担心", "估计", "怕", "不"];
/// Beginnings of a place that already lead into it.
const LEADING: [char; 8] = ['在', '从', '到', '离', '沿', '往', '每', '全'];

/// The paragraph; empty while no fact is known. `now` tells whether the year has to be said. Facts without words are left out, and
/// every fact that has words appears with them, except that 我 becomes 您 where the customer's own speech was noted.
#[must_use]
pub fn read_back(facts: &Facts, now: Moment) -> String {
    let said = |note: &str| clause(&to_the_customer(note));
    let led = |note: &str, lead: fn(&str) -> String| {
        said(note).map(|clause| Clause {
            text: lead(&clause.text),
            ..clause
        })
    };
    let when = said(&facts.when).or_else(|| {
        facts.occurred.map(|moment| Clause {
            text: time::said(moment, now),
            question: false,
        })
    });
    let scene = joined(
        &[when, led(&facts.place, in_place), said(&facts.what)],
        "，",
    );
    let matter = joined(&[said(&facts.who), scene], "；");
    [matter, led(&facts.why, cause), led(&facts.how, wish)]
        .iter()
        .flatten()
        .map(ended)
        .collect()
}

/// The known ones in a row; a question if the last one is.
fn joined(clauses: &[Option<Clause>], mark: &str) -> Option<Clause> {
    let known: Vec<_> = clauses.iter().flatten().collect();
    let question = known.last()?.question;
    Some(Clause {
        text: known
            .iter()
            .map(|clause| clause.text.as_str())
            .collect::<Vec<_>>()
            .join(mark),
        question,
    })
}

fn ended(clause: &Clause) -> String {
    let mark = if clause.question { "？" } else { "。" };
    format!("{}{mark}", clause.text)
}

fn in_place(place: &str) -> String {
    if place.starts_with(LEADING) {
        place.to_owned()
    } else {
        led_by("在", place)
    }
}

fn cause(why: &str) -> String {
    if THINKING.iter().any(|word| why.starts_with(word)) {
        format!("您{why}")
    } else if why.starts_with('是') {
        format!("您觉得{why}")
    } else if why.starts_with("因为") || why.starts_with("由于") {
        format!("您觉得是{why}")
    } else {
        led_by("您觉得原因是", why)
    }
}

fn wish(how: &str) -> String {
    if WISHING.iter().any(|word| how.starts_with(word)) {
        format!("您{how}")
    } else {
        format!("您希望的结果是：{how}")
    }
}

/// Chinese and Latin letters or figures are set apart by a blank.
fn led_by(lead: &str, text: &str) -> String {
    let gap = if text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        " "
    } else {
        ""
    };
    format!("{lead}{gap}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::is_mark;
    use proptest::prelude::*;

    fn now() -> Moment {
        "2026-11-21T14:32:00+08:00".parse().unwrap()
    }

    fn facts(six: [&str; 6]) -> Facts {
        let [who, when, place, what, why, how] = six.map(str::to_owned);
        Facts {
            who,
            when,
            occurred: None,
            place,
            what,
            why,
            how,
        }
    }

    #[test]
    fn a_whole_record_reads_like_speech() {
        let facts = facts([
            "张先生，本人到厅",
            "今天 10:00 起",
            "家中，三号楼",
            "宽带大约每 15 分钟断一次，重启光猫没有用。",
            "上次维修只换了接头",
            "两小时内恢复，否则减免我当月的宽带费",
        ]);
        assert_eq!(
            read_back(&facts, now()),
            "张先生，本人到厅；今天 10:00 起，在家中，三号楼，宽带大约每 15 分钟断一次，重启光猫没有用。\
             您觉得原因是上次维修只换了接头。您希望的结果是：两小时内恢复，否则减免您当月的宽带费。"
        );
    }

    #[test]
    fn what_is_missing_leaves_no_trace() {
        let mut some = facts(["", "", "", "扣了 78 元？", "不知道谁开的", "要求退费"]);
        some.occurred = "2026-11-20T20:30:00+08:00".parse().ok();
        assert_eq!(
            read_back(&some, now()),
            "11月20日晚上8点半，扣了 78 元？您不知道谁开的。您要求退费。"
        );
        assert_eq!(
            read_back(&facts(["", " ", "。", "……", "\n", "——"]), now()),
            ""
        );
    }

    #[test]
    fn latin_letters_are_set_apart() {
        let latin = facts(["", "", "APP", "", "Wi-Fi 断了", ""]);
        assert_eq!(
            read_back(&latin, now()),
            "在 APP。您觉得原因是 Wi-Fi 断了。"
        );
    }

    fn has_doubled_marks(text: &str) -> bool {
        let chars: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
        chars
            .windows(2)
            .any(|pair| is_mark(pair[0]) && (is_mark(pair[1]) || pair[1] == '…'))
    }

    /// Notes as people type them: words, figures, marks in any number, line breaks, quotes, emoji.
    fn note() -> impl Strategy<Value = String> {
        "([宽带断了没有人来修好 \n我你们在abc19，。；：、！？…,;:!?.“”—😡䶮]{0,16})"
    }

    /// Notes without pronouns, with single marks inside: these must come back letter by letter.
    fn plain_note() -> impl Strategy<Value = String> {
        "[宽带断线修好费用abc129]{1,8}([，；、][宽带断线修好费用abc129]{1,6}){0,2}"
    }

    proptest! {
        #[test]
        fn marks_are_never_doubled_and_no_clause_is_empty(
            six in proptest::array::uniform6(note()),
        ) {
            let text = read_back(&facts(six.each_ref().map(String::as_str)), now());
            prop_assert!(!has_doubled_marks(&text), "{text}");
            prop_assert!(!text.contains('\n') && !text.contains("  "), "{text}");
            for hollow in ["原因是。", "结果是：。"] {
                prop_assert!(!text.contains(hollow), "{text}");
            }
        }

        #[test]
        fn every_known_fact_is_in_it(
            six in proptest::array::uniform6(proptest::option::of(plain_note())),
        ) {
            let text = read_back(&facts(six.each_ref().map(|fact| fact.as_deref().unwrap_or_default())), now());
            for fact in six.iter().flatten() {
                prop_assert!(text.contains(fact.as_str()), "{fact} is not in {text}");
            }
            prop_assert_eq!(text.is_empty(), six.iter().all(Option::is_none));
        }
    }
}
