//! Which patterns may occur in a text at all: those of which every part has one of its words in it. Only these are looked for, and made ready.

use std::collections::{BTreeSet, HashMap};

/// Words of which at least one is in every text that has a part of a pattern.
pub(crate) type Words = BTreeSet<String>;

/// Words of all patterns, and which of them each pattern needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needed {
    /// By their first character: the words and their numbers.
    words: HashMap<char, Vec<(String, usize)>>,
    /// How many words there are.
    count: usize,
    /// For each pattern and each of its parts: the numbers of the words of which one is needed.
    patterns: Vec<Vec<Vec<usize>>>,
}

impl Needed {
    /// Of patterns in their order, by the words of their parts.
    pub(crate) fn new<'a>(patterns: impl IntoIterator<Item = &'a [Words]>) -> Self {
        let mut of = Self::default();
        let mut numbers = HashMap::new();
        for parts in patterns {
            let mut numbered: Vec<Vec<usize>> = parts
                .iter()
                .map(|words| {
                    let number = |word: &String| of.number(&mut numbers, word);
                    words.iter().map(number).collect()
                })
                .collect();
            numbered.sort_by_key(Vec::len);
            of.patterns.push(numbered);
        }
        of
    }

    fn number(&mut self, numbers: &mut HashMap<String, usize>, word: &str) -> usize {
        if let Some(number) = numbers.get(word) {
            return *number;
        }
        let number = self.count;
        self.count += 1;
        numbers.insert(word.to_owned(), number);
        if let Some(first) = word.chars().next() {
            let there = self.words.entry(first).or_default();
            there.push((word.to_owned(), number));
        }
        number
    }

    /// The places of the patterns that may occur in a text.
    pub(crate) fn may_occur(&self, text: &str) -> Vec<usize> {
        let mut present = vec![false; self.count];
        for (place, c) in text.char_indices() {
            let rest = text.get(place..).unwrap_or_default();
            for (word, number) in self.words.get(&c).into_iter().flatten() {
                if let Some(here) = present.get_mut(*number)
                    && !*here
                {
                    *here = rest.starts_with(word.as_str());
                }
            }
        }
        let is_present = |number: &usize| present.get(*number).copied().unwrap_or(false);
        let patterns = self.patterns.iter().enumerate();
        patterns
            .filter(|(_, parts)| parts.iter().all(|words| words.iter().any(is_present)))
            .map(|(place, _)| place)
            .collect()
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
            ("你看错了", vec![0, 1, 2]),
            ("看错了", vec![1, 2]),
            ("你看看", vec![2]),
            ("", vec![2]),
        ] {
            assert_eq!(needed.may_occur(text), places, "{text}");
        }
    }
}
