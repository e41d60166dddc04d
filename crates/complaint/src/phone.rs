//! Phone numbers as customers give them: mobile, fixed line with area code, service number.

use crate::money::half_width;
use serde::{Deserialize, Serialize};

/// A number in its normal form, digits only (`13812345678`, `01088886666`, `10000`).
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Phone(String);

/// Why a text is not a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPhone {
    /// Something besides digits and the usual separators.
    #[error("a character that no phone number has")]
    Character,
    /// No kind of number has this many digits.
    #[error("no kind of number has this length")]
    Length,
}

impl Phone {
    /// Reads a number; spaces, dashes, brackets, `+86` and full-width digits are understood.
    ///
    /// Mobile: 11 digits from 1. Fixed line: area code with its 0 and 7–8 digits. Service: 3–6 digits (10000, 12345, 114), 400/800 and
    /// 95/96 numbers. Eight or seven digits alone are a fixed line of the same town.
    pub fn parse(text: &str) -> Result<Self, BadPhone> {
        let mut digits = String::new();
        for c in text.trim().chars().map(half_width) {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '-' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{a0}' => {}
                '+' if digits.is_empty() => {}
                _ => return Err(BadPhone::Character),
            }
        }
        if digits.len() >= 13 {
            digits = digits
                .strip_prefix("0086")
                .or_else(|| digits.strip_prefix("86"))
                .unwrap_or(&digits)
                .to_owned();
        }
        let good = match (digits.as_bytes().first(), digits.len()) {
            (Some(b'0'), length) => (10..=12).contains(&length),
            (Some(b'1'), 11) | (Some(b'4' | b'8'), 10) => true,
            (Some(b'1' | b'9'), 3..=8) => true,
            (Some(_), 7 | 8) => true,
            _ => false,
        };
        if good {
            Ok(Self(digits))
        } else {
            Err(BadPhone::Length)
        }
    }

    /// Digits only.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// With everything hidden but the first three and the last four digits of a long number: `138****5678` (domain §18).
    #[must_use]
    pub fn masked(&self) -> String {
        let digits = &self.0;
        match digits.len() {
            0..=4 => digits.clone(),
            length @ 5..=8 => format!("{}{}", "*".repeat(length - 4), &digits[length - 4..]),
            length => format!(
                "{}{}{}",
                &digits[..3],
                "*".repeat(length - 7),
                &digits[length - 4..]
            ),
        }
    }

    /// The number with its middle hidden, for what is shown to whoever walks past. It cannot be dialled any more.
    #[must_use]
    pub fn hidden(&self) -> Phone {
        Phone(self.masked())
    }

    /// In groups, as people read it out: `138 1234 5678`, `010 8888 6666`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let digits = &self.0;
        let cuts: &[usize] = match (digits.as_bytes().first(), digits.len()) {
            (Some(b'1'), 11) => &[3, 7],
            (Some(b'0'), 11) if matches!(digits.as_bytes().get(1), Some(b'1' | b'2')) => &[3, 7],
            (Some(b'0'), 12) => &[4, 8],
            (Some(b'0'), _) => &[4, 7],
            (Some(b'4' | b'8'), 10) => &[3, 6],
            (_, 8) => &[4],
            (_, 7) => &[3],
            _ => &[],
        };
        let mut text = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if cuts.contains(&i) {
                text.push(' ');
            }
            text.push(digit);
        }
        text
    }
}

impl TryFrom<String> for Phone {
    type Error = BadPhone;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_kinds_of_number() {
        for (text, digits, masked) in [
            ("138 1234 5678", "13812345678", "138****5678"),
            ("１３８１２３４５６７８", "13812345678", "138****5678"),
            ("+86 138-1234-5678", "13812345678", "138****5678"),
            ("（010）8888 6666", "01088886666", "010****6666"),
            ("0571-88886666", "057188886666", "057*****6666"),
            ("10000", "10000", "*0000"),
            ("114", "114", "114"),
            ("400-810-1234", "4008101234", "400***1234"),
            ("8888 6666", "88886666", "****6666"),
        ] {
            let phone = Phone::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(phone.digits(), digits);
            assert_eq!(phone.masked(), masked);
        }
        for (text, why) in [
            ("", BadPhone::Length),
            ("1381234567", BadPhone::Length),
            ("138123456789", BadPhone::Length),
            ("张先生", BadPhone::Character),
            ("1381234567x", BadPhone::Character),
        ] {
            assert_eq!(Phone::parse(text), Err(why), "{text}");
        }
        assert_eq!(
            Phone::parse("13812345678").unwrap().grouped(),
            "138 1234 5678"
        );
        assert_eq!(
            Phone::parse("01088886666").unwrap().grouped(),
            "010 8888 6666"
        );
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_is_stable(text in ".{0,30}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.digits()), Ok(phone.clone()));
                prop_assert_eq!(phone.grouped().replace(' ', ""), phone.digits());
            }
        }
    }
}
