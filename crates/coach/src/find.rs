//! Finding a playbook by what somebody types: a piece of its text, or the initials of its title in pinyin.

use crate::Language;
use crate::fold::{Folded, Forms, folded};
use crate::playbook::Playbook;
use pinyin::ToPinyinMulti;
use serde::Serialize;

/// Characters of an excerpt before and after what was found.
const AROUND_CHARS: usize = 14;

/// A playbook that was found, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// The playbook.
    pub playbook: &'a Playbook,
    /// Where in its text a word stands that its title does not have; none where the title says it all.
    pub excerpt: Option<Excerpt>,
}

/// A piece of text around what was looked for; `…` where it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// What was looked for, as it is written there.
    pub hit: String,
    /// What stands after it.
    pub after: String,
}

/// The playbooks that have all words of the query: those whose title matches first, otherwise in the order of the library. Everything for an
/// empty query.
pub(crate) fn find<'a>(
    playbooks: &'a [Playbook],
    query: &str,
    language: Language,
) -> Vec<Found<'a>> {
    let words: Vec<_> = query
        .split_whitespace()
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<_> = playbooks
        .iter()
        .filter_map(|playbook| closeness(playbook, &words, language))
        .collect();
    found.sort_by_key(|(closeness, _)| std::cmp::Reverse(*closeness));
    found.into_iter().map(|(_, found)| found).collect()
}

/// How closely; `None` if a word is not in it.
fn closeness<'a>(
    playbook: &'a Playbook,
    words: &[String],
    language: Language,
) -> Option<(usize, Found<'a>)> {
    let titles = [folded(&playbook.title.zh), folded(&playbook.title.en)];
    let in_title = |word: &&String| {
        titles.iter().any(|title| title.contains(word.as_str()))
            || has_initials(&playbook.title.zh, word)
    };
    let (titled, rest): (Vec<_>, Vec<_>) = words.iter().partition(in_title);
    let mut excerpt = None;
    if !rest.is_empty() {
        let body = body(playbook, language);
        for word in rest {
            let around = body.iter().find_map(|text| around(text, word));
            let by_initials = || playbook.triggers.zh.iter().find(|t| has_initials(t, word));
            let why = around.or_else(|| by_initials().map(|trigger| whole(trigger)))?;
            excerpt.get_or_insert(why);
        }
    }
    Some((titled.len(), Found { playbook, excerpt }))
}

/// What is looked through, the language of whoever looks first.
fn body(playbook: &Playbook, language: Language) -> Vec<String> {
    let mut languages = Language::ALL;
    languages.sort_by_key(|one| *one != language);
    let of = |language| {
        let spoken = playbook.spoken(language).map(ToString::to_string);
        let triggers = playbook.triggers.get(language).iter().cloned();
        let aim = std::iter::once(playbook.aim.of(language));
        spoken.chain(aim).chain(triggers)
    };
    languages.into_iter().flat_map(of).collect()
}

/// The piece of a text around a folded word; `None` if it is not there.
fn around(text: &str, word: &str) -> Option<Excerpt> {
    let folded = Folded::new(text, &Forms::new());
    let start = folded.text.find(word)?;
    let (start, end) = (folded.origin(start), folded.origin(start + word.len()));
    let (before, hit, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let skipped = before.chars().count().saturating_sub(AROUND_CHARS);
    let mut lead: String = before.chars().skip(skipped).collect();
    if skipped > 0 {
        lead.insert(0, '…');
    }
    let mut tail: String = after.chars().take(AROUND_CHARS).collect();
    if tail.len() < after.len() {
        tail.push('…');
    }
    Some(Excerpt {
        before: lead,
        hit: hit.to_owned(),
        after: tail,
    })
}

/// A word that was found by its initials.
fn whole(word: &str) -> Excerpt {
    Excerpt {
        before: String::new(),
        hit: word.to_owned(),
        after: String::new(),
    }
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
    fn what_stands_around_a_word_is_as_it_is_written() {
        let text =
            "先看光猫的灯，再把 Ｗｉ－Ｆｉ 关掉重开一次，等三分钟以后我们再一起看看有没有好转。";
        let excerpt = around(text, &folded("wi-fi")).unwrap();
        assert_eq!(excerpt.before, "先看光猫的灯，再把 ");
        assert_eq!(excerpt.hit.trim(), "Ｗｉ－Ｆｉ");
        assert!(excerpt.after.ends_with('…') && excerpt.after.chars().count() == AROUND_CHARS + 1);
        let excerpt = around(text, "好转").unwrap();
        assert!(excerpt.before.starts_with('…'));
        assert_eq!(
            (excerpt.hit.as_str(), excerpt.after.as_str()),
            ("好转", "。")
        );
        assert_eq!(around(text, "路由器"), None);
    }

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
