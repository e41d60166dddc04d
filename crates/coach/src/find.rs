//! Finding a playbook by what somebody types: a piece of its text, or the initials of its title in pinyin.

use crate::Language;
use crate::fold::folded;
use crate::playbook::Playbook;
use pinyin::ToPinyinMulti;

/// The playbooks that have all words of the query: those whose title matches first, otherwise in the order of the library. Everything for an
/// empty query.
pub(crate) fn find<'a>(playbooks: &'a [Playbook], query: &str) -> Vec<&'a Playbook> {
    let words: Vec<_> = query
        .split_whitespace()
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<_> = playbooks
        .iter()
        .filter_map(|playbook| Some((closeness(playbook, &words)?, playbook)))
        .collect();
    found.sort_by_key(|(closeness, _)| std::cmp::Reverse(*closeness));
    found.into_iter().map(|(_, playbook)| playbook).collect()
}

/// How closely; `None` if a word is not in it.
fn closeness(playbook: &Playbook, words: &[String]) -> Option<usize> {
    let titles = [folded(&playbook.title.zh), folded(&playbook.title.en)];
    let mut in_title = 0;
    let mut rest = vec![];
    for word in words {
        if titles.iter().any(|title| title.contains(word.as_str()))
            || has_initials(&playbook.title.zh, word)
        {
            in_title += 1;
        } else {
            rest.push(word);
        }
    }
    if rest.is_empty() {
        return Some(in_title);
    }
    let body = body(playbook);
    rest.iter()
        .all(|word| {
            body.iter().any(|text| text.contains(word.as_str()))
                || playbook.triggers.zh.iter().any(|t| has_initials(t, word))
        })
        .then_some(in_title)
}

fn body(playbook: &Playbook) -> Vec<String> {
    let triggers = playbook.triggers.zh.iter().chain(&playbook.triggers.en);
    Language::ALL
        .into_iter()
        .flat_map(|language| playbook.spoken(language).map(ToString::to_string))
        .chain([playbook.aim.zh.clone(), playbook.aim.en.clone()])
        .chain(triggers.cloned())
        .map(|text| folded(&text))
        .collect()
}

/// Whether the initials of consecutive characters of a text spell the word: `kdpf` for 宽带频繁. Any reading of a character counts, and a word of a
/// single letter says too little.
fn has_initials(text: &str, word: &str) -> bool {
    if word.len() < 2 || !word.chars().all(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let initials: Vec<Vec<char>> = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(initials_of)
        .collect();
    let letters: Vec<char> = word.chars().collect();
    initials.windows(letters.len()).any(|window| {
        window
            .iter()
            .zip(&letters)
            .all(|(initials, letter)| initials.contains(letter))
    })
}

fn initials_of(c: char) -> Vec<char> {
    match c.to_pinyin_multi() {
        Some(readings) => readings
            .into_iter()
            .filter_map(|reading| reading.plain().chars().next())
            .collect(),
        None => c.to_lowercase().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_any_reading_are_found() {
        for (text, word) in [
            ("宽带频繁中断", "kdpf"),
            ("宽带频繁中断", "pfzd"),
            ("重复骚扰", "cfsr"),
            ("重复骚扰", "zfsr"),
            ("4G 网速慢", "4gws"),
        ] {
            assert!(has_initials(text, word), "{text} {word}");
        }
        for (text, word) in [("宽带", "kdx"), ("宽带", "k"), ("宽带", "dk"), ("", "ab")] {
            assert!(!has_initials(text, word), "{text} {word}");
        }
    }
}
