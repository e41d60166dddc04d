//! The read-back: the six facts as one spoken paragraph that the customer confirms (domain §5, step 3).

use crate::spoken::{Clause, clause, to_the_customer};
use crate::{Language, time};
use ansu_complaint::{Facts, Moment};

/// Beginnings of a wish that already say whose it is.
const WISHING: [&str; 4] = ["希望", "要求", "想", "要"];
/// Beginnings of a cause that already say that it is an opinion.
const THINKING: [&str; 8] = ["怀疑", "觉得", "认为", "感觉", "担心", "估计", "怕", "不"];
/// Beginnings of a place that already lead into it.
const LEADING: [char; 8] = ['在', '从', '到', '离', '沿', '往', '每', '全'];

/// The paragraph to read out; empty while no fact is known. `now` is needed to say 今天 and 昨天. Facts without words are left out, and
/// every fact that has words appears with them, except that 我 becomes 您 where the customer's own speech was noted.
#[must_use]
pub fn read_back(facts: &Facts, now: Moment, language: Language) -> String {
    let heard = Heard::new(facts, now, language);
    let sentences = match language {
        Language::Chinese => heard.chinese(),
        Language::English => heard.english(),
    };
    if sentences.is_empty() {
        return String::new();
    }
    match language {
        Language::Chinese => format!("我跟您核对一下：{}我这样记，对吗？", sentences.concat()),
        Language::English => format!(
            "Let me read it back: {} Is that right?",
            sentences.join(" ")
        ),
    }
}

struct Heard {
    who: Option<Clause>,
    when: Option<Clause>,
    place: Option<Clause>,
    what: Option<Clause>,
    why: Option<Clause>,
    how: Option<Clause>,
}

impl Heard {
    fn new(facts: &Facts, now: Moment, language: Language) -> Self {
        let said = |note: &str| clause(&to_the_customer(note));
        let moment = || {
            facts.occurred.map(|moment| Clause {
                text: time::said(moment, now, language),
                question: false,
            })
        };
        Self {
            who: said(&facts.who),
            when: said(&facts.when).or_else(moment),
            place: said(&facts.place),
            what: said(&facts.what),
            why: said(&facts.why),
            how: said(&facts.how),
        }
    }

    fn chinese(&self) -> Vec<String> {
        let place = self.place.as_ref().map(|place| Clause {
            text: in_place(&place.text),
            ..*place
        });
        let scene = joined(&[&self.when, &place, &self.what], "，");
        let matter = joined(&[&self.who, &scene], "；").map(|all| ended(&all, "。", "？"));
        let cause = self.why.as_ref().map(|why| {
            ended(
                &Clause {
                    text: cause_zh(&why.text),
                    ..*why
                },
                "。",
                "？",
            )
        });
        let wish = self.how.as_ref().map(|how| {
            ended(
                &Clause {
                    text: wish_zh(&how.text),
                    ..*how
                },
                "。",
                "？",
            )
        });
        [matter, cause, wish].into_iter().flatten().collect()
    }

    fn english(&self) -> Vec<String> {
        let scene = joined(&[&self.when, &self.place, &self.what], ", ");
        let matter = joined(&[&self.who, &scene], "; ").map(|all| ended(&all, ".", "?"));
        let led = |lead: &str, fact: &Option<Clause>| {
            fact.as_ref()
                .map(|fact| format!("{lead} {}", ended(fact, ".", "?")))
        };
        let cause = led("As you see it, the cause is:", &self.why);
        let wish = led("What you would like:", &self.how);
        [matter, cause, wish].into_iter().flatten().collect()
    }
}

/// The known ones in a row; a question if the last one is.
fn joined(clauses: &[&Option<Clause>], mark: &str) -> Option<Clause> {
    let known: Vec<_> = clauses
        .iter()
        .filter_map(|clause| clause.as_ref())
        .collect();
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

fn ended(clause: &Clause, stop: &str, question: &str) -> String {
    format!(
        "{}{}",
        clause.text,
        if clause.question { question } else { stop }
    )
}

fn in_place(place: &str) -> String {
    if place.starts_with(LEADING) {
        place.to_owned()
    } else {
        led_by("在", place)
    }
}

fn cause_zh(why: &str) -> String {
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

fn wish_zh(how: &str) -> String {
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
            read_back(&facts, now(), Language::Chinese),
            "我跟您核对一下：张先生，本人到厅；今天 10:00 起，在家中，三号楼，宽带大约每 15 分钟断一次，重启光猫没有用。\
             您觉得原因是上次维修只换了接头。您希望的结果是：两小时内恢复，否则减免您当月的宽带费。我这样记，对吗？"
        );
    }

    #[test]
    fn what_is_missing_leaves_no_trace() {
        let mut some = facts(["", "", "", "扣了 78 元？", "不知道谁开的", "要求退费"]);
        some.occurred = "2026-11-20T20:30:00+08:00".parse().ok();
        assert_eq!(
            read_back(&some, now(), Language::Chinese),
            "我跟您核对一下：昨天晚上8点半，扣了 78 元？您不知道谁开的。您要求退费。我这样记，对吗？"
        );
        assert_eq!(
            read_back(
                &facts(["Mr Zhang", "", "at home", "the line drops", "", "a repair"]),
                now(),
                Language::English
            ),
            "Let me read it back: Mr Zhang; at home, the line drops. What you would like: a repair. Is that right?"
        );
        assert_eq!(
            read_back(
                &facts(["", " ", "。", "……", "\n", "——"]),
                now(),
                Language::Chinese
            ),
            ""
        );
    }

    #[test]
    fn latin_letters_are_set_apart() {
        let latin = facts(["", "", "APP", "", "Wi-Fi 断了", ""]);
        assert_eq!(
            read_back(&latin, now(), Language::Chinese),
            "我跟您核对一下：在 APP。您觉得原因是 Wi-Fi 断了。我这样记，对吗？"
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
            language in prop_oneof![Just(Language::Chinese), Just(Language::English)],
        ) {
            let text = read_back(&facts(six.each_ref().map(String::as_str)), now(), language);
            prop_assert!(!has_doubled_marks(&text), "{text}");
            prop_assert!(!text.contains('\n') && !text.contains("  "), "{text}");
            for hollow in ["原因是。", "结果是：。", "cause is: .", "would like: ."] {
                prop_assert!(!text.contains(hollow), "{text}");
            }
        }

        #[test]
        fn every_known_fact_is_in_it(
            six in proptest::array::uniform6(proptest::option::of(plain_note())),
            language in prop_oneof![Just(Language::Chinese), Just(Language::English)],
        ) {
            let text = read_back(&facts(six.each_ref().map(|fact| fact.as_deref().unwrap_or_default())), now(), language);
            for fact in six.iter().flatten() {
                prop_assert!(text.contains(fact.as_str()), "{fact} is not in {text}");
            }
            prop_assert_eq!(text.is_empty(), six.iter().all(Option::is_none));
        }
    }
}
