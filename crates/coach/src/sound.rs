//! Characters by their sound: slips of a pinyin keyboard write another character that sounds alike (已定 for 一定), and careless tongues write `zh` as `z`
//! or `ing` as `in`.

use pinyin::ToPinyin;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The common Chinese characters.
const COMMON: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';
/// Where the characters begin that stand for a sound: the private use area, three bytes each in UTF-8 as the common characters are.
const FIRST: u32 = 0xe000;

/// What stands for the sound of each common character; itself if its sound isn't known.
static SOUNDS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut sounds: BTreeMap<String, char> = COMMON.filter_map(|c| Some((syllable(c)?, c))).collect();
    for (sound, number) in sounds.values_mut().zip(FIRST..) {
        *sound = char::from_u32(number).unwrap_or(*sound);
    }
    let sound = |c| syllable(c).and_then(|syllable| sounds.get(&syllable).copied());
    COMMON.map(|c| sound(c).unwrap_or(c)).collect()
});

/// The text with every common Chinese character as its sound. Places in it are those of the text.
pub(crate) fn sounded(text: &str) -> String {
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
    fn places_stay() {
        let text = "您 A冷静𠮷，😀。";
        let places = |text: &str| text.char_indices().map(|(place, _)| place).collect::<Vec<_>>();
        assert_eq!(places(&sounded(text)), places(text));
    }
}
