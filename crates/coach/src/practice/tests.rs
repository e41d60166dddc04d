use super::*;
use crate::shipped;

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

#[test]
fn every_scenario_holds_together_and_names_a_playbook() {
    let coach = coach();
    assert!(coach.practice(Language::Chinese).len() >= 8);
    for entry in coach.practice(Language::English) {
        let scenario = coach.scenario(&entry.id);
        assert_eq!(scenario.faults(), Vec::<String>::new(), "{}", entry.id);
        assert!(coach.playbook(&scenario.playbook).is_some(), "{}", entry.id);
        assert!(
            scenario.nodes.iter().all(|node| node.choices.len() >= 3),
            "{}",
            entry.id
        );
    }
}

#[test]
fn good_answers_calm_and_settle_poor_ones_do_not() {
    let coach = coach();
    for entry in coach.practice(Language::Chinese) {
        let good = played(&coach, &entry.id, Quality::Good).result.unwrap();
        let poor = played(&coach, &entry.id, Quality::Poor).result.unwrap();
        assert!(good.passed && good.points >= 90, "{}: {good:?}", entry.id);
        assert!(
            good.mood_after.strength < good.mood_before.strength,
            "{}: {good:?}",
            entry.id
        );
        assert_eq!(good.warnings, 0, "{}", entry.id);
        assert!(
            !poor.passed && poor.points < good.points,
            "{}: {poor:?}",
            entry.id
        );
    }
}

#[test]
fn own_words_are_scored_by_what_they_say_and_how() {
    let coach = coach();
    let first = coach
        .practice(Language::Chinese)
        .first()
        .unwrap()
        .id
        .clone();
    let said = |text: &str| {
        let talk = coach
            .practise(
                &first,
                &[PracticeAnswer::Typed(text.to_owned())],
                Language::Chinese,
            )
            .unwrap();
        talk.turns.first().unwrap().clone()
    };
    let word = coach.scenario(&first).nodes[0].typed.listens_for.zh[0].clone();
    let kind = said(&format!("{word}，您慢慢说，我在听。"));
    assert_eq!(kind.quality, Quality::Good, "{kind:?}");
    let harsh = said(&format!("{word}，您冷静一下。"));
    assert!(
        harsh.quality != Quality::Good && !harsh.warnings.is_empty(),
        "{harsh:?}"
    );
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
