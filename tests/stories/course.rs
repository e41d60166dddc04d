//! A ticket brought to a step, in one go.

use crate::hall::{CLERK, Hall};
use ansu_desk::complaint::Step;
use serde_json::{Value, json};

/// The number of a new ticket that stands at `step`. At the last step the first offer is chosen and its promise open.
pub(crate) fn ticket_at(hall: &mut Hall, step: Step) -> String {
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    for earlier in Step::ALL.into_iter().filter(|earlier| *earlier < step) {
        hall.perform(CLERK, &number, through(earlier)).unwrap();
    }
    number
}

/// What meets a step's gate, and leaves it.
pub(crate) fn through(step: Step) -> Value {
    match step {
        Step::Listen => json!([statement("天天断网，说修好了又断"), {"do": "advance"}]),
        Step::Apologize => {
            json!([{"do": "apologize", "wording": "给您添麻烦了，真对不起"}, {"do": "advance"}])
        }
        Step::Gather => {
            json!([facts("周建华"), {"do": "confirm_read_back", "text": "宽带反复断网，您希望一次修好。"}, {"do": "advance"}])
        }
        Step::Propose => json!([offer("更换入户光缆"), offer("更换光猫"), {"do": "advance"}]),
        Step::Ask => json!([{"do": "choose_offer", "offer": 1}, {"do": "advance"}]),
        Step::FollowUp => json!([]),
    }
}

/// The customer's words.
pub(crate) fn statement(words: &str) -> Value {
    json!({"do": "record_statement", "statement": words, "emotion": "angry", "strength": 3})
}

/// All six facts.
pub(crate) fn facts(who: &str) -> Value {
    let facts = json!({"who": who, "when": "前天晚上起", "where": "南湖花园6幢", "what": "每天断网四五次", "why": "线路老化", "how": "一次修好"});
    json!({"do": "record_facts", "facts": facts})
}

/// An offer within a clerk's authority.
pub(crate) fn offer(does: &str) -> Value {
    json!({"do": "propose_offer", "terms": terms(does, Value::Null)})
}

/// Terms of an offer, due in the test's near future.
pub(crate) fn terms(does: &str, remedy: Value) -> Value {
    json!({"action": does, "remedy": remedy, "unit": "望桥装维班", "due": "2026-11-23T18:00:00+08:00", "basis": "contract"})
}
