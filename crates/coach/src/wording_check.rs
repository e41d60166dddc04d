//! The wording check: finds what would hurt in what is about to be said or read by the customer, says why, and offers another wording (domain §6).
//!
//! It never blocks. What stands in quotation marks is somebody else's and is left alone.

use crate::Language;
use crate::expression::Later;
use crate::fold::{Folded, Forms, Spellings};
use crate::language::Both;
use crate::needed::Needed;
use crate::pattern::{Avoid, Extent, General, PatternFile, Ready};
use crate::rewrite::{Hit, ReadyBrief, Rewrite, units};
use crate::sound::Slips;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// In how many sentences a pattern is looked for one by one; in more, looking through the whole text takes less time.
const STRETCHES_MAX: usize = 2;

/// Something that would better be said otherwise. Places are counted in UTF-16 units, as a text field counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Warning {
    /// What is wrong.
    pub kind: Avoid,
    /// The pattern that found it.
    pub pattern: String,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What was said.
    pub said: String,
    /// Why it is better avoided.
    pub reason: String,
    /// What to say instead.
    pub rewrite: Rewrite,
    /// What to write instead in what is printed; none where nothing fits on paper.
    pub printed: Option<Rewrite>,
}

/// Patterns made ready.
#[derive(Debug, Clone)]
pub struct WordingCheck {
    file: PatternFile,
    forms: Forms,
    spellings: Spellings,
    slips: Slips,
    needed: Needed,
    general: Both<General>,
    ready: Vec<Ready>,
    briefs: Vec<ReadyBrief>,
}

impl WordingCheck {
    /// Makes a list of patterns ready; takes a while, so it is done once.
    ///
    /// # Errors
    /// The first pattern that can't be read.
    pub fn new(file: &PatternFile) -> Result<Self, String> {
        let general = Both {
            zh: General::new(file, Language::Chinese)?,
            en: General::new(file, Language::English)?,
        };
        let ready = file
            .patterns
            .iter()
            .map(|pattern| {
                Ready::new(pattern, &general.get(pattern.language).vocabulary)
                    .map_err(|why| format!("{}: {why}", pattern.id))
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            forms: file.forms(),
            spellings: file.spellings(),
            slips: file.slips()?,
            needed: Needed::new(ready.iter().map(|ready| ready.needed.as_slice())),
            briefs: file.brief.iter().map(ReadyBrief::new).collect(),
            general,
            file: file.clone(),
            ready,
        })
    }

    /// What would better be said otherwise, in the order of the text; where two overlap only the one that begins first, or else is longer.
    /// The reasons are in `language`; patterns of both languages are looked for.
    #[must_use]
    pub fn check(&self, text: &str, language: Language) -> Vec<Warning> {
        let mut folded = Folded::new(text, &self.forms).respelled(&self.spellings);
        // As it was written: 放行 is not a slip of 放心.
        let written = folded.text.clone();
        folded.text = self.slips.mended(&written);
        let quoted = quoted(&folded.text);
        let mut hits = self.hits(&folded.text);
        let mut whole: Both<Option<Vec<Range<usize>>>> = Both::default();
        let mut end = 0;
        // What overlaps a hit that counts isn't looked at any closer: most of the time would go into it.
        hits.retain(|(hit, which)| {
            let apart = |other: &Range<usize>| hit.end <= other.start || other.end <= hit.start;
            let language = self.language(*which);
            let whole = match language {
                Language::Chinese => &mut whole.zh,
                Language::English => &mut whole.en,
            };
            let counts = hit.start >= end
                && quoted.iter().all(apart)
                && {
                    let words = whole.get_or_insert_with(|| self.whole_words(language, &written));
                    !words.iter().any(|word| cuts(hit, word))
                }
                && self.would_hurt(*which, &folded.text, hit);
            if counts {
                end = hit.end;
            }
            counts
        });
        hits.into_iter()
            .filter_map(|(hit, which)| self.warning(text, &folded, &hit, which, language))
            .collect()
    }

    fn language(&self, which: usize) -> Language {
        let pattern = self.file.patterns.get(which);
        pattern.map_or_else(Language::default, |pattern| pattern.language)
    }

    /// Where the words stand that are read whole.
    fn whole_words(&self, language: Language, text: &str) -> Vec<Range<usize>> {
        let general = self.general.get(language);
        let whole = general.whole.as_ref();
        whole
            .and_then(|whole| whole.get(&general.vocabulary))
            .into_iter()
            .flat_map(|whole| whole.find_iter(text).map(|word| word.range()))
            .collect()
    }

    /// Where patterns occur, harmless or not: those that begin first before others, of these the longer ones.
    fn hits(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut stretches: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for (stretch, patterns) in self.needed.may_occur(text) {
            for which in patterns {
                stretches.entry(which).or_default().push(stretch.clone());
            }
        }
        let mut hits = vec![];
        for (which, stretches) in stretches {
            let vocabulary = &self.general.get(self.language(which)).vocabulary;
            let find = self.ready.get(which).and_then(|r| r.find.get(vocabulary));
            let stretches = match stretches.len() {
                0..=STRETCHES_MAX => stretches,
                _ => std::iter::once(0..text.len()).collect(),
            };
            for (find, stretch) in find
                .into_iter()
                .flat_map(|f| stretches.iter().map(move |s| (f, s)))
            {
                let sentence = text.get(stretch.clone()).unwrap_or_default();
                hits.extend(find.find_iter(sentence).map(|found| {
                    let found = stretch.start + found.start()..stretch.start + found.end();
                    (bare(text, found), which)
                }));
            }
        }
        hits.sort_by_key(|(hit, which)| (hit.start, std::cmp::Reverse(hit.end), *which));
        hits
    }

    /// Whether neither what is around a hit, nor what is in it, makes it harmless.
    fn would_hurt(&self, which: usize, text: &str, hit: &Range<usize>) -> bool {
        let general = self.general.get(self.language(which));
        self.ready.get(which).is_some_and(|ready| {
            !is_harmless(ready, general, text, hit) && !is_reported(ready, general, text, hit)
        })
    }

    fn warning(
        &self,
        text: &str,
        folded: &Folded,
        hit: &Range<usize>,
        which: usize,
        language: Language,
    ) -> Option<Warning> {
        let pattern = self.file.patterns.get(which)?;
        let original = |range: Range<usize>| folded.origin(range.start)..folded.origin(range.end);
        let said = original(hit.clone());
        let stretch = match pattern.extent {
            Extent::Hit => hit.clone(),
            Extent::Clause => around(&folded.text, hit, is_clause_end),
            Extent::Sentence => around(&folded.text, hit, is_sentence_end),
        };
        let hit = Hit {
            original: text,
            folded,
            place: hit.clone(),
            stretch,
            pattern,
        };
        let vocabulary = &self.general.get(pattern.language).vocabulary;
        let brief = hit.brief(&self.briefs, vocabulary);
        Some(Warning {
            kind: pattern.kind,
            pattern: pattern.id.clone(),
            start: units(text, said.start),
            end: units(text, said.end),
            said: text.get(said)?.to_owned(),
            reason: self.file.reasons.get(&pattern.kind)?.of(language),
            rewrite: hit.said(brief.clone()),
            printed: hit.printed(brief),
        })
    }
}

/// Whether what is around a hit, or in it, makes it harmless.
fn is_harmless(ready: &Ready, general: &General, text: &str, hit: &Range<usize>) -> bool {
    let sentence = around(text, hit, is_sentence_end);
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let has = |unless: &Later, part: &str| {
        let unless = unless.get(&general.vocabulary);
        unless.is_some_and(|unless| unless.is_match(part))
    };
    let before = part(sentence.start..hit.start);
    let after = part(hit.end..sentence.end);
    let sentence = formula_end(general, part(sentence.start..hit.start)).map_or_else(
        || part(sentence.clone()),
        |formula| part(sentence.start + formula..sentence.end),
    );
    let named = ready.unless_words.iter();
    let words = named.filter_map(|name| general.words.get(name));
    [
        (&general.unless_before, before),
        (&ready.unless_before, before),
        (&ready.unless_within, part(hit.clone())),
        (&ready.unless_after, after),
        (&ready.unless_sentence, sentence),
        (&general.unless_sentence, sentence),
    ]
    .into_iter()
    .filter_map(|(unless, part)| Some((unless.as_ref()?, part)))
    .chain(words.map(|words| (words, sentence)))
    .any(|(unless, part)| has(unless, part))
}

/// Whether what makes any pattern harmless has been taken in by a pattern's gap: it stands before the latest place where the pattern may begin.
fn is_reported(ready: &Ready, general: &General, text: &str, hit: &Range<usize>) -> bool {
    let vocabulary = &general.vocabulary;
    let (Some(find), Some(unless)) = (
        ready.find.get(vocabulary),
        general
            .unless_before
            .as_ref()
            .and_then(|u| u.get(vocabulary)),
    ) else {
        return false;
    };
    let begins = |from: usize| {
        let found = find.find_at(text.get(..hit.end)?, from)?;
        (found.end() == hit.end).then(|| found.start())
    };
    let mut latest = hit.start;
    while let Some(next) = text
        .get(latest..hit.end)
        .and_then(|rest| rest.chars().next())
        && let Some(start) = begins(latest + next.len_utf8())
    {
        latest = start;
    }
    let sentence = around(text, hit, is_sentence_end);
    let before = text.get(sentence.start..latest).unwrap_or_default();
    latest > hit.start && unless.is_match(before)
}

/// Where the formula ends that a sentence begins with.
fn formula_end(general: &General, before: &str) -> Option<usize> {
    let formulas = general.formulas.as_ref()?.get(&general.vocabulary)?;
    formulas.find(before).map(|formula| formula.end())
}

/// Whether a hit lies in a word that is read whole, or begins or ends inside it.
fn cuts(hit: &Range<usize>, word: &Range<usize>) -> bool {
    let inside = |place: usize| word.start < place && place < word.end;
    let within = word.start <= hit.start && hit.end <= word.end;
    within || inside(hit.start) || inside(hit.end)
}

/// Without the marks that `^` and `$` of a pattern may have taken in.
fn bare(text: &str, hit: Range<usize>) -> Range<usize> {
    let Some(found) = text.get(hit.clone()) else {
        return hit;
    };
    let edge = |c: char| !c.is_alphanumeric();
    let start = hit.start + (found.len() - found.trim_start_matches(edge).len());
    let end = hit.end - (found.len() - found.trim_end_matches(edge).len());
    if start < end { start..end } else { hit }
}

/// The stretch around a hit up to the next ends on both sides.
fn around(text: &str, hit: &Range<usize>, is_end: fn(&str, usize, char) -> bool) -> Range<usize> {
    let start = text
        .get(..hit.start)
        .unwrap_or_default()
        .char_indices()
        .rev()
        .find(|(place, c)| is_end(text, *place, *c))
        .map_or(0, |(place, c)| place + c.len_utf8());
    let end = text
        .get(hit.end..)
        .unwrap_or_default()
        .char_indices()
        .find(|(place, c)| is_end(text, hit.end + *place, *c))
        .map_or(text.len(), |(place, _)| hit.end + place);
    let blanks = text
        .get(start..end)
        .map_or(0, |s| s.len() - s.trim_start().len());
    start + blanks..end
}

fn is_sentence_end(text: &str, place: usize, c: char) -> bool {
    match c {
        '!' | '?' | ';' | '\n' => true,
        '.' => !is_inside_a_number(text, place),
        _ => false,
    }
}

fn is_clause_end(text: &str, place: usize, c: char) -> bool {
    is_sentence_end(text, place, c) || (matches!(c, ',' | ':') && !is_inside_a_number(text, place))
}

/// `1,234.50` and `10:30` end nothing.
fn is_inside_a_number(text: &str, place: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(
        text.get(..place)
            .and_then(|before| before.chars().next_back()),
    ) && digit(text.get(place + 1..).and_then(|after| after.chars().next()))
}

/// What stands in quotation marks. A mark that is never closed quotes nothing; an apostrophe is no mark.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut quotes = vec![];
    let mut open: Option<(usize, char)> = None;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        let after = chars.peek().map(|(_, after)| *after);
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        match (open, c) {
            (Some((_, '\'')), '\'') if letter(after) => {}
            (Some((start, close)), c) if c == close => {
                quotes.push(start..place + c.len_utf8());
                open = None;
            }
            (None, '\'') if letter(before) || after.is_none_or(char::is_whitespace) => {}
            (None, '“') => open = Some((place, '”')),
            (None, '「') => open = Some((place, '」')),
            (None, '『') => open = Some((place, '』')),
            (None, '《') => open = Some((place, '》')),
            (None, '"' | '\'') => open = Some((place, c)),
            _ => {}
        }
        before = Some(c);
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<(String, String)> {
        let file: PatternFile = serde_json::from_str(
            r#"{
                "reasons": {"orders": {"zh": "像命令", "en": "an order"}, "compares": {"zh": "比", "en": "compares"}},
                "forms": {"靜": "静"},
                "slips": ["冷静"],
                "words": {"zh": {"别": ["别", "不要"]}, "en": {}},
                "whole": {"zh": ["冷静期", "别人家", "冷镜头"], "en": []},
                "formulas": {"zh": ["(谢谢|感谢)你,"], "en": []},
                "unless_before": {"zh": ["客服…(说|让)"], "en": []},
                "unless_sentence": {"zh": ["这话……不妥"], "en": []},
                "patterns": [
                    {"id": "calm", "kind": "orders", "language": "zh-CN", "find": "你…冷静", "unless_within": "很冷静",
                     "unless_after": "得很", "unless_sentence": "谢谢…你", "rewrite": "您慢慢说", "extent": "clause"},
                    {"id": "shout", "kind": "orders", "language": "zh-CN", "find": "<别>喊了?", "rewrite": "我听着", "extent": "hit"},
                    {"id": "others", "kind": "compares", "language": "zh-CN", "find": "别人", "unless_before": "给", "rewrite": "", "extent": "sentence"}
                ]
            }"#,
        )
        .unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = |range: Range<u32>| {
            let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
            String::from_utf16(units.get(range).unwrap()).unwrap()
        };
        WordingCheck::new(&file)
            .unwrap()
            .check(text, Language::Chinese)
            .into_iter()
            .map(|warning| {
                let end = u32::try_from(units.len()).unwrap();
                let rewrite = warning.rewrite;
                let rewritten = part(0..rewrite.start) + &rewrite.text + &part(rewrite.end..end);
                (warning.said, rewritten)
            })
            .collect()
    }

    #[test]
    fn what_is_found_is_replaced_in_its_stretch() {
        for (text, said, rewritten) in [
            ("您先冷静，我查。", "您先冷静", "您慢慢说，我查。"),
            ("您冷靜！好吗？", "您冷靜", "您慢慢说。好吗？"),
            ("您冷净。", "您冷净", "您慢慢说。"),
            ("您冷\n静", "您冷\n静", "您慢慢说"),
            ("嗯，不要喊了！", "不要喊了", "嗯，我听着！"),
            ("好。别人更急。来", "别人", "好。来"),
        ] {
            assert_eq!(
                check(text),
                [(said.to_owned(), rewritten.to_owned())],
                "{text}"
            );
        }
        assert_eq!(check("您冷静，别喊").len(), 2);
        assert_eq!(check("don't 您冷静，别喊 customers' x").len(), 2);
        assert_eq!(check("感谢您，您先冷静，谢谢您").len(), 0);
        assert_eq!(check("谢谢您，您先冷静").len(), 1);
    }

    #[test]
    fn what_is_harmless_is_left_alone() {
        for text in [
            "您一直很冷静。",
            "您有七天冷静期。",
            "这是别人家的。",
            "您看冷镜头。",
            "您听客服说您冷静。",
            "他那句您冷静，这话确实不妥。",
            "谢谢，有您这样冷静的客户。",
            "客服让您冷静。",
            "“您冷静”是谁说的？",
            "不要给别人。",
            "您 cool",
            "他说‘您冷静’不对。",
            "the note says 'don't, 您冷静 now', sorry",
            "",
        ] {
            assert_eq!(check(text), [], "{text}");
        }
    }
}
