//! Slips of a pinyin keyboard: another character that sounds alike (已定 for 一定), or nearly so to a tongue that says `zh` as `z` or `ing` as `in`.

use crate::expression::regex;
use pinyin::ToPinyin;
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The common Chinese characters.
const COMMON: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';
/// Where the characters begin that stand for a sound: the private use area, three bytes each in UTF-8 as the common characters are.
const FIRST: u32 = 0xe000;

/// What stands for the sound of each common character; itself if its sound isn't known.
static SOUNDS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut sounds: BTreeMap<String, char> =
        COMMON.filter_map(|c| Some((syllable(c)?, c))).collect();
    for (sound, number) in sounds.values_mut().zip(FIRST..) {
        *sound = char::from_u32(number).unwrap_or(*sound);
    }
    let sound = |c| syllable(c).and_then(|syllable| sounds.get(&syllable).copied());
    COMMON.map(|c| sound(c).unwrap_or(c)).collect()
});

/// Words that slips are mended to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slips {
    /// The words by their sound.
    words: HashMap<String, Vec<String>>,
    /// Any of the sounds; none if there are no words.
    find: Option<Regex>,
}

impl Slips {
    pub(crate) fn new(words: &[String]) -> Result<Self, String> {
        let mut of = Self::default();
        for word in words {
            let same = of.words.entry(sounded(word)).or_default();
            same.push(word.clone());
        }
        let mut sounds: Vec<_> = of.words.keys().map(|sound| regex::escape(sound)).collect();
        sounds.sort_unstable_by_key(|sound| (std::cmp::Reverse(sound.len()), sound.clone()));
        if !sounds.is_empty() {
            of.find = Some(regex(&sounds.join("|"))?);
        }
        Ok(of)
    }

    /// The text with what sounds like one of the words, and has at least half of its characters, read as that word. Places stay.
    pub(crate) fn mended(&self, text: &str) -> String {
        let mut mended = text.to_owned();
        let sounds = sounded(text);
        for slip in self.find.iter().flat_map(|find| find.find_iter(&sounds)) {
            let written = text.get(slip.range()).unwrap_or_default();
            let words = self.words.get(slip.as_str()).into_iter().flatten();
            if let Some(word) = words.max_by_key(|word| alike(word, written))
                && alike(word, written) * 2 >= word.chars().count()
                && word.len() == written.len()
            {
                mended.replace_range(slip.range(), word);
            }
        }
        mended
    }
}

/// How many characters stand at the same place in both.
fn alike(one: &str, other: &str) -> usize {
    one.chars()
        .zip(other.chars())
        .filter(|(a, b)| a == b)
        .count()
}

/// The text with every common Chinese character as its sound. Places in it are those of the text.
fn sounded(text: &str) -> String {
    text.chars().map(sound).collect()
}

fn sound(c: char) -> char {
    let place = u32::from(c).checked_sub(u32::from(*COMMON.start()));
    place
        .and_then(|place| SOUNDS.get(usize::try_from(place).ok()?).copied())
        .unwrap_or(c)
}

/// How a character is typed most often, without its tone and as the south of the country says it.
fn syllable(c: char) -> Option<String> {
    let plain = c.to_pinyin()?.plain();
    let plain = match plain.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => plain.replacen('h', "", 1),
        _ => plain.to_owned(),
    };
    Some(match plain.strip_suffix("ng") {
        Some(begin) if begin.ends_with(['e', 'i']) => format!("{begin}n"),
        _ => plain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_alike() {
        for (one, other) in [
            ("一定", "已定"),
            ("冷静", "冷净"),
            ("不可能", "不可嫩"),
            ("厂家", "场加"),
            ("是", "四"),
        ] {
            assert_eq!(sounded(one), sounded(other), "{one} {other}");
        }
        for (one, other) in [("一定", "不定"), ("冷静", "冷藏"), ("他", "它们")] {
            assert_ne!(sounded(one), sounded(other), "{one} {other}");
        }
    }

    #[test]
    fn slips_are_mended_and_places_stay() {
        let words = ["一定", "冷静", "不可能", "我们"].map(str::to_owned);
        let slips = Slips::new(&words).unwrap();
        for (text, mended) in [
            ("已定给您退", "一定给您退"),
            ("冷净！冷净！", "冷静！冷静！"),
            ("不可嫩的", "不可能的"),
            ("归我门管", "归我们管"),
            ("意丁", "意丁"),
            ("您 A冷静𠮷，😀。", "您 A冷静𠮷，😀。"),
        ] {
            assert_eq!(slips.mended(text), mended);
            assert_eq!(mended.len(), text.len());
        }
        assert_eq!(Slips::new(&[]).unwrap().mended("已定"), "已定");
    }
}
