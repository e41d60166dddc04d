//! Money in integer fen, in figures and in Chinese capital numerals.

use serde::{Deserialize, Serialize};

/// An amount in fen (1 yuan = 100 fen).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Money(#[specta(type = i32)] i64);

/// The text is not an amount of yuan with at most two decimals.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an amount: {0}")]
pub struct BadMoney(pub String);

impl Money {
    /// The most that any remedy at a hall can amount to, ¥1,000,000.00: above it a slip of the finger is certain.
    pub const MOST: Money = Money(100_000_000);

    /// An amount of `fen`.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// An amount of whole `yuan`.
    #[must_use]
    pub const fn from_yuan(yuan: i32) -> Self {
        Self(yuan as i64 * 100)
    }

    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads `129`, `129.5`, `1,234.50`, `￥１２９．００`: full-width forms, a leading sign of currency and 元 are understood.
    pub fn parse(text: &str) -> Result<Self, BadMoney> {
        let bad = || BadMoney(text.to_owned());
        let plain: String = text
            .chars()
            .map(half_width)
            .filter(|c| !matches!(c, ',' | ' '))
            .collect();
        let plain = plain
            .trim_start_matches(['¥', '\u{ffe5}'])
            .trim_end_matches('元');
        let (yuan, fen) = plain.split_once('.').unwrap_or((plain, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || !digits(yuan) || fen.len() > 2 || !digits(fen) {
            return Err(bad());
        }
        let yuan: i64 = yuan.parse().map_err(|_| bad())?;
        let fen: i64 = format!("{fen:0<2}").parse().map_err(|_| bad())?;
        yuan.checked_mul(100)
            .and_then(|all| all.checked_add(fen))
            .map(Self)
            .ok_or_else(bad)
    }

    /// In figures with the sign of currency: `¥1,234.50`.
    #[must_use]
    pub fn figures(self) -> String {
        let fen = self.0.unsigned_abs();
        let yuan = (fen / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in yuan.chars().enumerate() {
            if i > 0 && (yuan.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}¥{grouped}.{:02}", fen % 100)
    }

    /// In Chinese capital numerals (人民币大写) as bills and receipts are filled in: `壹佰贰拾玖元整`.
    ///
    /// 整 follows an amount that ends at yuan or jiao; a missing jiao before fen is written 零 (支付结算办法, annex 1).
    #[must_use]
    pub fn capital(self) -> String {
        let fen = self.0.unsigned_abs();
        let (yuan, jiao, cent) = (fen / 100, (fen / 10 % 10) as usize, (fen % 10) as usize);
        let mut text = String::new();
        if self.0 < 0 {
            text.push('负');
        }
        if yuan > 0 || fen == 0 {
            text.push_str(&capital_integer(yuan));
            text.push('元');
        }
        match (jiao, cent) {
            (0, 0) => text.push('整'),
            (0, cent) => {
                if yuan > 0 {
                    text.push('零');
                }
                text.push(DIGITS[cent]);
                text.push('分');
            }
            (jiao, cent) => {
                text.push(DIGITS[jiao]);
                text.push('角');
                if cent > 0 {
                    text.push(DIGITS[cent]);
                    text.push('分');
                } else {
                    text.push('整');
                }
            }
        }
        text
    }
}

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn capital_integer(mut value: u64) -> String {
    if value == 0 {
        return "零".to_owned();
    }
    let mut groups = Vec::new();
    while value > 0 {
        groups.push((value % 10_000) as usize);
        value /= 10_000;
    }
    let mut text = String::new();
    let mut gap = false;
    for (i, &group) in groups.iter().enumerate().rev() {
        if group == 0 {
            gap = true;
            continue;
        }
        if !text.is_empty() && (gap || group < 1000) {
            text.push('零');
        }
        gap = false;
        push_group(&mut text, group);
        text.push_str(
            ["", "万", "亿", "万亿", "亿亿"]
                .get(i)
                .copied()
                .unwrap_or(""),
        );
    }
    text
}

/// Four digits; zeros inside are written once, zeros at the end not at all.
fn push_group(text: &mut String, group: usize) {
    let mut zero = false;
    let mut begun = false;
    for (unit, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let digit = group / unit % 10;
        if digit == 0 {
            zero = begun;
            continue;
        }
        if zero {
            text.push('零');
        }
        (zero, begun) = (false, true);
        text.push(DIGITS[digit]);
        text.push_str(name);
    }
}

/// Full-width ASCII to ASCII; everything else unchanged.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capital_numerals_as_on_a_receipt() {
        for (fen, text) in [
            (0, "零元整"),
            (12_900, "壹佰贰拾玖元整"),
            (50, "伍角整"),
            (5, "伍分"),
            (100_506, "壹仟零伍元零陆分"),
            (10_000_000, "壹拾万元整"),
            (10_010_000, "壹拾万零壹佰元整"),
            (1_000_000_010, "壹仟万元壹角整"),
            (10_500_050, "壹拾万伍仟元伍角整"),
            (123_456_789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
            (20_300_100, "贰拾万叁仟零壹元整"),
        ] {
            assert_eq!(Money::from_fen(fen).capital(), text, "{fen}");
        }
    }

    #[test]
    fn figures_and_parsing() {
        assert_eq!(Money::from_fen(123_450).figures(), "¥1,234.50");
        for text in ["1234.5", "¥1,234.50", "￥１２３４．５０", "1 234.50元"] {
            assert_eq!(Money::parse(text), Ok(Money::from_fen(123_450)), "{text}");
        }
        for text in [
            "",
            "-5",
            "1.234",
            "十元",
            "1e3",
            "99999999999999999999",
            ".",
        ] {
            assert!(Money::parse(text).is_err(), "{text}");
        }
    }

    /// Reads capital numerals back by an independent rule (value of each digit times its unit).
    fn read_capital(text: &str) -> i64 {
        let (mut total, mut section, mut digit) = (0i64, 0i64, 0i64);
        for c in text.chars() {
            match c {
                '仟' | '佰' | '拾' => {
                    section += digit
                        * match c {
                            '仟' => 1000,
                            '佰' => 100,
                            _ => 10,
                        };
                    digit = 0;
                }
                '万' => {
                    total += (section + digit) * 10_000 * 100;
                    section = 0;
                    digit = 0;
                }
                '元' => {
                    total += (section + digit) * 100;
                    section = 0;
                    digit = 0;
                }
                '角' => {
                    total += digit * 10;
                    digit = 0;
                }
                '分' => {
                    total += digit;
                    digit = 0;
                }
                '零' | '整' => digit = 0,
                _ => digit = DIGITS.iter().position(|d| *d == c).unwrap() as i64,
            }
        }
        total
    }

    proptest! {
        #[test]
        fn capital_numerals_mean_the_amount(fen in 0i64..1_000_000_000) {
            prop_assert_eq!(read_capital(&Money::from_fen(fen).capital()), fen);
            let text = Money::from_fen(fen).capital();
            prop_assert!(!text.contains("零零"));
        }

        #[test]
        fn figures_parse_back(fen in 0i64..i64::from(i32::MAX)) {
            prop_assert_eq!(Money::parse(&Money::from_fen(fen).figures()), Ok(Money::from_fen(fen)));
        }
    }
}
