//! Characters before they are drawn: old private-use codes brought home, and characters that cannot be drawn reported.

use std::borrow::Cow;

use crate::face;
use crate::{FormError, MissingCharacter};

/// What to draw for `text`.
///
/// Private-use codes that GBK input methods still produce (龴 is often U+E81E) become the characters that they stand for
/// (GB 18030-2022, annex D); tabs become spaces; every kind of line end becomes `\n`. Nothing else is changed.
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        matches!(c, '\t' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') || home(c).is_some()
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n");
    Cow::Owned(
        lines
            .chars()
            .map(|c| match c {
                '\t' => ' ',
                '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                _ => home(c).unwrap_or(c),
            })
            .collect(),
    )
}

/// The characters of `text` that the face cannot draw, each once, in the order of appearance.
pub(crate) fn missing_in(field: &str, text: &str) -> Result<Vec<MissingCharacter>, FormError> {
    let face = face::face()?;
    let mut missing: Vec<MissingCharacter> = Vec::new();
    for c in normalise(text).chars().filter(|c| *c != '\n') {
        if !face::draws(face, c) && missing.iter().all(|known| known.character != c) {
            missing.push(MissingCharacter {
                character: c,
                field: field.to_owned(),
            });
        }
    }
    Ok(missing)
}

/// The first private-use code of GBK's area FE50–FEA0.
const GBK_AREA: u32 = 0xE815;

/// What the codes from U+E815 on stand for.
#[rustfmt::skip]
const GBK_HOME: [u32; 80] = [
    0x2E81, 0x20087, 0x20089, 0x200CC, 0x2E84, 0x3473, 0x3447, 0x2E88, 0x2E8B, 0x9FB4,
    0x359E, 0x361A, 0x360E, 0x2E8C, 0x2E97, 0x396E, 0x3918, 0x9FB5, 0x39CF, 0x39DF,
    0x3A73, 0x39D0, 0x9FB6, 0x9FB7, 0x3B4E, 0x3C6E, 0x3CE0, 0x2EA7, 0x215D7, 0x9FB8,
    0x2EAA, 0x4056, 0x415F, 0x2EAE, 0x4337, 0x2EB3, 0x2EB6, 0x2EB7, 0x2298F, 0x43B1,
    0x43AC, 0x2EBB, 0x43DD, 0x44D6, 0x4661, 0x464C, 0x9FB9, 0x4723, 0x4729, 0x477C,
    0x478D, 0x2ECA, 0x4947, 0x497A, 0x497D, 0x4982, 0x4983, 0x4985, 0x4986, 0x499F,
    0x499B, 0x49B7, 0x49B6, 0x9FBA, 0x241FE, 0x4CA3, 0x4C9F, 0x4CA0, 0x4CA1, 0x4C77,
    0x4CA2, 0x4D13, 0x4D14, 0x4D15, 0x4D16, 0x4D17, 0x4D18, 0x4D19, 0x4DAE, 0x9FBB,
];

/// The character that a private-use code of GBK stands for.
fn home(c: char) -> Option<char> {
    let code = u32::from(c);
    let known = match code {
        // Vertical punctuation, A6D9–A6F3.
        0xE78D..=0xE793 => Some(0xFE10 + [0u32, 2, 1, 3, 4, 5, 6].get((code - 0xE78D) as usize)?),
        0xE794..=0xE796 => Some(0xFE17 + (code - 0xE794)),
        // Pinyin letters ḿ and ǹ, A8BC and A8BF.
        0xE7C7 => Some(0x1E3F),
        0xE7C8 => Some(0x01F9),
        _ => code
            .checked_sub(GBK_AREA)
            .and_then(|i| GBK_HOME.get(i as usize).copied()),
    };
    known.and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_use_codes_come_home_and_all_else_stays() {
        assert_eq!(
            normalise("\u{e81e}\u{e864}\u{e7c7}\u{e78e}"),
            "\u{9fb4}\u{9fbb}ḿ︒"
        );
        assert_eq!(normalise("甲\r\n乙\r丙\u{2028}丁\t戊"), "甲\n乙\n丙\n丁 戊");
        for text in [
            "䶮㛃𬭚𫖯",
            "⼀一",
            "郎\u{f92c}",
            "a·b•c・",
            "\u{200f}\u{1f600}",
        ] {
            assert_eq!(normalise(text), text);
        }
    }

    #[test]
    fn every_private_use_code_of_gbk_can_be_drawn() {
        let codes: String = (GBK_AREA..GBK_AREA + 80)
            .filter_map(char::from_u32)
            .collect();
        assert_eq!(missing_in("x", &codes).unwrap(), vec![]);
    }

    #[test]
    fn a_character_without_a_glyph_is_named_once_with_its_field() {
        let missing = missing_in("投诉人", "张😀三😀\u{200f}\n").unwrap();
        let shown: Vec<String> = missing.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "投诉人: 😀 (U+1F600)",
                "投诉人: an invisible character (U+200F)"
            ]
        );
    }
}
