//! What the six facts are, said in the words of every category and in both languages.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use ansu_coach::{Coach, Detail, Language, shipped};
use ansu_complaint::{CategoryCode, Fact, GROUPS};

fn coach() -> Coach {
    Coach::of(shipped().unwrap()).unwrap()
}

fn categories() -> impl Iterator<Item = CategoryCode> {
    GROUPS
        .iter()
        .flat_map(|group| (1..).map_while(|item| CategoryCode::new(group.group, item)))
}

#[test]
fn the_facts_are_in_every_categorys_own_words() {
    let coach = coach();
    let other = CategoryCode::parse("10.1").unwrap();
    for language in Language::ALL {
        let general = coach.meanings(other, language);
        for category in categories() {
            let meanings = coach.meanings(category, language);
            let facts: Vec<_> = meanings.iter().map(|meaning| meaning.fact).collect();
            assert_eq!(facts, Fact::ALL, "{category}: all six, each once");
            for (meaning, general) in meanings.iter().zip(&general) {
                let room = match language {
                    Language::Chinese => 22,
                    Language::English => 72,
                };
                let length = meaning.says.chars().count();
                assert!(length > 0 && length <= room, "{category}: {}", meaning.says);
                let own = matches!(meaning.fact, Fact::When | Fact::What | Fact::How)
                    || (meaning.fact == Fact::Where
                        && category.needed_facts().contains(&Fact::Where));
                assert!(
                    category == other || !own || meaning.says != general.says,
                    "{category}: {:?} is no closer than anywhere",
                    meaning.fact
                );
            }
        }
    }
}

#[test]
fn the_closest_meaning_of_a_fact_counts() {
    let coach = coach();
    let of = |category: &str, fact: Fact| {
        let category = CategoryCode::parse(category).unwrap();
        let all = coach.meanings(category, Language::Chinese);
        let found = all.into_iter().find(|meaning| meaning.fact == fact);
        found.unwrap()
    };
    assert_eq!(of("3.1", Fact::When).says, "哪个账期，哪天扣的");
    assert_eq!(of("3.5", Fact::When).says, "哪天充的，哪天扣的");
    assert_eq!(of("2.2", Fact::Where).says, "装机地址，哪间屋");
    assert_eq!(of("4.2", Fact::Who).says, of("10.1", Fact::Who).says);
    for (category, names) in [
        ("3.1", vec![Detail::Sum]),
        ("8.3", vec![Detail::Number]),
        ("4.3", vec![Detail::Number, Detail::Sum]),
        ("2.3", vec![Detail::Speed]),
        ("3.2", vec![Detail::Volume]),
        ("7.1", vec![]),
    ] {
        assert_eq!(of(category, Fact::What).names, names, "{category}");
    }
}
