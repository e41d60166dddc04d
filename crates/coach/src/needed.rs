//! Which patterns may occur in a text at all: those of which every part has one of its words in it. Only these are looked for, and made ready.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Words of which at least one is in every text that has a part of a pattern.
pub(crate) type Words = BTreeSet<String>;

/// What ends a sentence: no gap of a pattern runs over it, so all parts of a pattern have their words on one side.
const ENDS: [char; 5] = ['.', ';', '!', '?', '\n'];

/// Words of all patterns, and which of them each pattern needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needed {
    /// By their first character: the words and their numbers.
    words: HashMap<char, Vec<(String, usize)>>,
    /// For each word by its number: the parts that it is a word of.
    parts: Vec<Vec<usize>>,
    /// For each part: its pattern.
    patterns: Vec<usize>,
    /// For each pattern: how many parts it has.
    counts: Vec<usize>,
}

impl Needed {
    /// Of patterns in their order, by the words of their parts.
    pub(crate) fn new<'a>(patterns: impl IntoIterator<Item = &'a [Words]>) -> Self {
        let mut of = Self::default();
        let mut numbers = HashMap::new();
        for (pattern, parts) in patterns.into_iter().enumerate() {
            of.counts.push(parts.len());
            for words in parts {
                let part = of.patterns.len();
                of.patterns.push(pattern);
                for word in words {
                    let number = of.number(&mut numbers, word);
                    if let Some(parts) = of.parts.get_mut(number) {
                        parts.push(part);
                    }
                }
            }
        }
        of
    }

    fn number<'a>(&mut self, numbers: &mut HashMap<&'a str, usize>, word: &'a str) -> usize {
        if let Some(number) = numbers.get(word) {
            return *number;
        }
        let number = self.parts.len();
        self.parts.push(vec![]);
        numbers.insert(word, number);
        if let Some(first) = word.chars().next() {
            let there = self.words.entry(first).or_default();
            there.push((word.to_owned(), number));
        }
        number
    }

    /// The places of the patterns that may occur in a text, and each stretch of it where they may.
    pub(crate) fn may_occur(&self, text: &str) -> Vec<(Range<usize>, Vec<usize>)> {
        let mut start = 0;
        let stretch = |sentence: &str| {
            let stretch = start..start + sentence.len();
            start = stretch.end + 1;
            (stretch, self.may_occur_in(sentence))
        };
        text.split(ENDS).map(stretch).collect()
    }

    fn may_occur_in(&self, sentence: &str) -> Vec<usize> {
        let mut present = vec![false; self.parts.len()];
        let mut seen = vec![false; self.patterns.len()];
        let mut missing = self.counts.clone();
        for (place, c) in sentence.char_indices() {
            let rest = sentence.get(place..).unwrap_or_default();
            for (word, number) in self.words.get(&c).into_iter().flatten() {
                match present.get_mut(*number) {
                    Some(here) if !*here && rest.starts_with(word.as_str()) => *here = true,
                    _ => continue,
                }
                for part in self.parts.get(*number).into_iter().flatten() {
                    self.note(*part, &mut seen, &mut missing);
                }
            }
        }
        let places = missing.into_iter().enumerate();
        places
            .filter(|(_, missing)| *missing == 0)
            .map(|(place, _)| place)
            .collect()
    }

    /// Notes that a part has one of its words in the sentence.
    fn note(&self, part: usize, seen: &mut [bool], missing: &mut [usize]) {
        if let (Some(seen), Some(pattern)) = (seen.get_mut(part), self.patterns.get(part))
            && !std::mem::replace(seen, true)
            && let Some(missing) = missing.get_mut(*pattern)
        {
            *missing = missing.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_may_occur_where_each_part_has_a_word() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let patterns: [Vec<Words>; 3] = [
            vec![words(&["你"]), words(&["听错", "看错"])],
            vec![words(&["看错"])],
            vec![],
        ];
        let needed = Needed::new(patterns.iter().map(Vec::as_slice));
        for (text, places) in [
            ("你看错了", vec![(0..12, vec![0, 1, 2])]),
            ("看错了", vec![(0..9, vec![1, 2])]),
            ("你看看.看错", vec![(0..9, vec![2]), (10..16, vec![1, 2])]),
            ("", vec![(0..0, vec![2])]),
        ] {
            assert_eq!(needed.may_occur(text), places, "{text}");
        }
    }
}
