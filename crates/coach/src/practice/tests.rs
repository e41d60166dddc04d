use super::*;
use crate::shipped;
use std::collections::{HashMap, HashSet};

fn coach() -> Coach {
    Coach::of(shipped().unwrap()).unwrap()
}

/// Plays a scenario by always taking an answer of that quality, or the next best.
fn played(coach: &Coach, id: &str, wanted: Quality) -> PracticeTalk {
    let scenario = coach.scenario(id);
    let mut answers = vec![];
    loop {
        let talk = coach.practise(id, &answers, Language::Chinese).unwrap();
        if talk.result.is_some() {
            return talk;
        }
        let node = scenario
            .nodes
            .iter()
            .find(|node| node.customer.zh == talk.says)
            .unwrap();
        let choice = node.choices.iter().find(|choice| choice.quality == wanted);
        answers.push(PracticeAnswer::Choice(
            choice.unwrap_or(&node.choices[0]).id.clone(),
        ));
        assert!(answers.len() < 40, "{id} does not end");
    }
}

/// What does not hold together in a scenario; empty = all is well.
fn faults(scenario: &Scenario) -> Vec<String> {
    let is_end = |id: &str| scenario.ends.iter().any(|end| end.id == id);
    let known = |id: &str| scenario.node(id).is_some() || is_end(id);
    let mut faults = vec![];
    let (mut reached, mut left) = (HashSet::new(), vec![scenario.start.as_str()]);
    while let Some(id) = left.pop() {
        if !reached.insert(id) {
            continue;
        }
        if !known(id) {
            faults.push(format!("nothing is called {id}"));
        }
        let node = scenario.node(id);
        left.extend(
            node.into_iter()
                .flat_map(|node| &node.choices)
                .map(|choice| choice.to.as_str()),
        );
    }
    let nodes = scenario.nodes.iter().map(|node| &node.id);
    let ends = scenario.ends.iter().map(|end| &end.id);
    faults.extend(
        nodes
            .chain(ends)
            .filter(|id| !reached.contains(id.as_str()))
            .map(|id| format!("{id} can't be reached")),
    );
    for node in &scenario.nodes {
        let id = &node.id;
        let good = node.choices.iter().find(|one| one.id == node.typed.good);
        if good.is_none_or(|good| good.quality != Quality::Good) {
            faults.push(format!(
                "{id}: what is heard in own words is no good answer"
            ));
        }
        let before = scenario
            .nodes
            .iter()
            .filter(|before| before.choices.iter().any(|choice| choice.to == *id));
        let so_far = before.map(|before| before.step).chain([node.step]).max();
        let next = scenario.node(&node.typed.otherwise).map(|next| next.step);
        let in_order = |next: Step| {
            next >= node.step && so_far.is_some_and(|step| next.number() <= step.number() + 1)
        };
        if !known(&node.typed.otherwise) || next.is_some_and(|next| !in_order(next)) {
            faults.push(format!("{id}: own words lead out of the order of steps"));
        }
        for choice in &node.choices {
            for gate in &choice.meets {
                if !gate.steps().contains(&node.step) {
                    faults.push(format!("{id}/{}: {gate:?} in {:?}", choice.id, node.step));
                }
            }
        }
    }
    faults
}

/// What comes out of every way through a scenario by the answers that are offered, with the exchanges.
fn all_ways(scenario: &Scenario, coach: &Coach) -> Vec<(Vec<PracticeTurn>, PracticeResult)> {
    let exchanges: HashMap<&str, Vec<(PracticeTurn, &str)>> = scenario
        .nodes
        .iter()
        .map(|node| {
            let answered = |choice: &Choice| {
                let answer = PracticeAnswer::Choice(choice.id.clone());
                scenario.answered(node, &answer, coach, scenario.mood, Language::Chinese)
            };
            (
                node.id.as_str(),
                node.choices.iter().filter_map(answered).collect(),
            )
        })
        .collect();
    let (mut ways, mut open) = (vec![], vec![(scenario.start.as_str(), vec![])]);
    while let Some((id, turns)) = open.pop() {
        let Some(next) = exchanges.get(id) else {
            let end = scenario.ends.iter().find(|end| end.id == id).unwrap();
            let result = scenario.result(end, &turns, scenario.mood, Language::Chinese);
            ways.push((turns, result));
            continue;
        };
        assert!(
            turns.len() < scenario.nodes.len(),
            "{} does not end",
            scenario.id
        );
        for (turn, to) in next {
            let turns = turns.iter().chain([turn]).cloned().collect();
            open.push((*to, turns));
        }
    }
    ways
}

fn unmet(result: &PracticeResult) -> Vec<PracticeGate> {
    let marks = result.gates.iter().filter(|mark| !mark.met);
    marks.map(|mark| mark.gate).collect()
}

#[test]
fn every_scenario_holds_together_and_names_a_playbook() {
    let coach = coach();
    assert!(coach.practice(Language::Chinese).len() >= 8);
    for entry in coach.practice(Language::English) {
        let scenario = coach.scenario(&entry.id);
        assert_eq!(faults(scenario), Vec::<String>::new(), "{}", entry.id);
        assert!(coach.playbook(&scenario.playbook).is_some(), "{}", entry.id);
        assert!(
            scenario.nodes.iter().all(|node| node.choices.len() >= 3),
            "{}",
            entry.id
        );
    }
}

#[test]
fn the_best_way_has_a_hundred_points_all_gates_and_every_step_in_its_order() {
    let coach = coach();
    for entry in coach.practice(Language::Chinese) {
        let best = played(&coach, &entry.id, Quality::Good).result.unwrap();
        assert_eq!(
            (best.points, best.said),
            (100, 100),
            "{}: {best:?}",
            entry.id
        );
        assert_eq!(unmet(&best), [], "{}", entry.id);
        assert_eq!(best.lapses, [], "{}", entry.id);
        assert!(best.passed && best.outcome == PracticeOutcome::Settled);
        assert!(best.mood_after.strength < best.mood_before.strength);
    }
}

/// Over every way through every talk, some thousands: nothing passes that leaves out a gate or a step, and what costs is what is told.
#[test]
fn no_way_passes_without_every_gate_and_every_step() {
    let coach = coach();
    let mut kinds = HashSet::new();
    for entry in coach.practice(Language::Chinese) {
        let mut kind_but_incomplete = 0;
        for (turns, result) in all_ways(coach.scenario(&entry.id), &coach) {
            let complete = unmet(&result).is_empty() && result.lapses.is_empty();
            assert!(complete || !result.passed, "{}: {turns:?}", entry.id);
            let gates: u32 = result.gates.iter().map(|mark| mark.cost).sum();
            let lapses: u32 = result.lapses.iter().map(|lapse| lapse.cost).sum();
            let cost = gates + lapses + result.warnings_cost;
            assert_eq!(result.points, result.said.saturating_sub(cost));
            assert_eq!(complete, gates + lapses == 0);
            kinds.extend(result.lapses.iter().map(|lapse| lapse.kind));
            let kind = turns.iter().all(|turn| turn.quality != Quality::Poor);
            kind_but_incomplete += usize::from(kind && !complete && result.said >= 50);
        }
        assert!(kind_but_incomplete > 0, "{}", entry.id);
    }
    assert_eq!(kinds.len(), 2, "{kinds:?}");
}

#[test]
fn going_past_the_apology_and_having_to_go_back_cost_what_is_told() {
    let coach = coach();
    let after = |id: &str, choices: &[&str]| {
        let answers: Vec<_> = choices
            .iter()
            .map(|id| PracticeAnswer::Choice((*id).to_owned()))
            .collect();
        let talk = coach.practise(id, &answers, Language::Chinese).unwrap();
        talk.result.unwrap()
    };
    let hasty = after("third_outage_this_month", &["b", "a", "c", "b", "a"]);
    assert_eq!(
        unmet(&hasty),
        [PracticeGate::Statement, PracticeGate::Apology]
    );
    let [skipped] = hasty.lapses.as_slice() else {
        panic!("{hasty:?}");
    };
    assert_eq!(
        (skipped.step, skipped.kind),
        (Step::Apologize, PracticeLapseKind::Skipped)
    );
    assert_eq!((hasty.said, hasty.points), (90, 90 - 2 * 5 - 8));
    assert!(hasty.points >= 50 && !hasty.passed);

    let back = after(
        "third_outage_this_month",
        &["c", "a", "a", "a", "a", "b", "b", "a"],
    );
    let [gone_back] = back.lapses.as_slice() else {
        panic!("{back:?}");
    };
    assert_eq!(
        (gone_back.step, gone_back.kind),
        (Step::Propose, PracticeLapseKind::GoneBackTo)
    );
    assert_eq!(unmet(&back), []);
    assert!(back.points >= 50 && !back.passed, "{back:?}");
}

#[test]
fn a_talk_that_ended_early_has_no_step_skipped_but_its_gates_are_open() {
    let coach = coach();
    let answers = ["a", "b"].map(|id| PracticeAnswer::Choice(id.to_owned()));
    let talk = coach.practise("third_outage_this_month", &answers, Language::Chinese);
    let result = talk.unwrap().result.unwrap();
    assert_eq!(result.outcome, PracticeOutcome::WalkedOut);
    assert_eq!((unmet(&result).len(), result.points), (7, 0));
    assert_eq!(result.lapses, []);
}

#[test]
fn poor_answers_do_not_pass() {
    let coach = coach();
    for entry in coach.practice(Language::Chinese) {
        let poor = played(&coach, &entry.id, Quality::Poor).result.unwrap();
        assert!(!poor.passed && poor.points < 50, "{}: {poor:?}", entry.id);
    }
}

/// What is declared of an answer is what would be heard in it, were it typed.
#[test]
fn an_answer_typed_word_for_word_is_worth_what_it_is_worth_when_chosen() {
    let coach = coach();
    let mut missed = vec![];
    for language in Language::ALL {
        for entry in coach.practice(language) {
            for node in &coach.scenario(&entry.id).nodes {
                for choice in &node.choices {
                    let heard = coach
                        .gate_words()
                        .heard_in(choice.say.get(language), node.step);
                    if choice.quality == Quality::Poor {
                        let said = choice.say.get(language);
                        let understood = node.understood(said, "none", &coach, language);
                        assert_eq!(understood.unwrap().met, [], "{said}");
                    }
                    let unheard = choice.meets.iter().filter(|gate| !heard.contains(gate));
                    missed.extend(unheard.map(|gate| (*gate, choice.say.of(language))));
                }
                let good = node.choices.iter().find(|one| one.id == node.typed.good);
                let good = good.unwrap();
                let understood = node
                    .understood(good.say.get(language), "none", &coach, language)
                    .unwrap();
                assert_eq!(understood.quality, Quality::Good, "{}", good.say.zh);
                assert_eq!(understood.to, good.to);
                assert_eq!(understood.own.like.as_ref(), Some(good.say.get(language)));
            }
        }
    }
    assert_eq!(missed, []);
}

#[test]
fn own_words_are_good_with_the_wordings_words_fair_at_most_without_and_poor_if_they_hurt() {
    let coach = coach();
    let first = "third_outage_this_month";
    let said = |text: &str| {
        let answer = PracticeAnswer::Typed(text.to_owned());
        let talk = coach.practise(first, &[answer], Language::Chinese).unwrap();
        talk.turns.first().unwrap().clone()
    };
    let like = |turn: &PracticeTurn| turn.own.clone().unwrap().like;

    let near = said("您慢慢说，我在听。");
    assert_eq!(
        (near.quality, &near.why),
        (Quality::Fair, &None),
        "{near:?}"
    );
    assert_eq!(near.met, [PracticeGate::Statement]);
    assert!(like(&near).is_some(), "{near:?}");

    let other = said("这个号码我看一下。");
    assert_eq!(other.quality, Quality::Fair);
    assert_eq!(other.met, []);
    let own = other.own.unwrap();
    assert_eq!(
        (own.like, own.unheard),
        (None, vec![PracticeGate::Statement])
    );

    let harsh = said("您说，您冷静一下。");
    assert_eq!(harsh.quality, Quality::Poor);
    assert!(!harsh.warnings.is_empty() && harsh.mood.strength > 4);

    let wording = coach
        .playbook("broadband_cuts_out")
        .unwrap()
        .wordings
        .iter()
        .find(|wording| wording.step == Step::Listen && wording.zh.slots().is_empty())
        .unwrap();
    let from_playbook = said(&wording.zh.to_string());
    assert_eq!(from_playbook.quality, Quality::Good, "{from_playbook:?}");
    assert_eq!(like(&from_playbook), Some(wording.zh.to_string()));
}

#[test]
fn a_gate_is_met_in_own_words_only_where_they_say_so() {
    let coach = coach();
    let heard = |text: &str, step: Step| coach.gate_words().heard_in(text, step);
    assert_eq!(
        heard("真的很抱歉", Step::Apologize),
        [PracticeGate::Apology]
    );
    assert_eq!(heard("真的很抱歉", Step::Propose), []);
    assert_eq!(heard("师傅会尽快联系您。", Step::Propose), []);
    assert_eq!(
        heard("师傅今天 18 点前上门。", Step::Propose),
        [PracticeGate::OwnerAndDue]
    );
    assert_eq!(heard("Sort it out for good", Step::Propose), []);
    assert_eq!(
        heard("Today, or by noon tomorrow?", Step::Propose),
        [PracticeGate::SecondOffer]
    );
    assert_eq!(heard("我尽量今天给您办。", Step::Propose), []);
}

#[test]
fn a_talk_all_in_own_words_is_measured_by_its_gates_too() {
    let coach = coach();
    let nothing = PracticeAnswer::Typed("嗯嗯。".to_owned());
    for entry in coach.practice(Language::Chinese) {
        let result = |answers: &[PracticeAnswer]| {
            let talk = coach.practise(&entry.id, answers, Language::Chinese);
            talk.unwrap().result.unwrap()
        };
        let empty = result(&vec![nothing.clone(); 6]);
        assert_eq!(unmet(&empty).len(), 7, "{}", entry.id);
        assert!(!empty.passed && empty.lapses.is_empty(), "{empty:?}");

        let best = played(&coach, &entry.id, Quality::Good).turns;
        let typed: Vec<_> = best
            .into_iter()
            .map(|turn| PracticeAnswer::Typed(turn.answer))
            .collect();
        let same = result(&typed);
        assert!(same.passed && same.points == 100, "{}: {same:?}", entry.id);
    }
}

#[test]
fn natural_words_of_ones_own_can_pass_and_one_thing_left_unsaid_does_not() {
    let coach = coach();
    let mut said = [
        "一个月断三次，开会也断，真的耽误事。您慢慢说，我一条一条记下来。",
        "张先生，网络一断再断影响您上班，我代表营业厅向您道歉，现在就给您查。",
        "查到您这个月报修了三次，最近一次超过 48 小时没修好，光猫红灯闪，对不对？",
        "有两个办法：装维师傅今天 18 点前上门，或者明天中午前上门，您挑一个时间。",
        "您希望怎么补偿？我记下来，请值班经理跟您谈。",
        "修好以后 24 小时内我打电话回访，问您网好了没有、满意不满意。",
    ];
    let result = |said: &[&str]| {
        let answers: Vec<_> = said
            .iter()
            .map(|text| PracticeAnswer::Typed((*text).to_owned()))
            .collect();
        let talk = coach.practise("third_outage_this_month", &answers, Language::Chinese);
        talk.unwrap().result.unwrap()
    };
    let whole = result(&said);
    assert!(whole.passed && whole.points < 100, "{whole:?}");
    said[1] = "我现在就给您查。";
    let without = result(&said);
    assert_eq!(unmet(&without), [PracticeGate::Apology]);
    assert!(!without.passed);
}

#[test]
fn the_same_answers_give_the_same_talk_and_those_that_do_not_fit_are_left_out() {
    let coach = coach();
    let first = coach
        .practice(Language::Chinese)
        .first()
        .unwrap()
        .id
        .clone();
    let odd = [PracticeAnswer::Choice("no such".to_owned())];
    let talk = coach.practise(&first, &odd, Language::Chinese);
    assert_eq!(talk, coach.practise(&first, &[], Language::Chinese));
    assert_eq!(coach.practise("nobody", &[], Language::Chinese), None);
}
