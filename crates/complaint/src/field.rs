//! The fields people fill in, and what text may stand in them.

use crate::{Moment, Money, Phone, Refusal};
use serde::{Deserialize, Serialize};

/// A field by its name in the record; the shell translates it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "each variant is the record's field of the same name"
)]
pub enum Field {
    Name,
    Phone,
    Contact,
    Category,
    Phenomenon,
    Matter,
    Area,
    Occurred,
    RepresentativeName,
    RepresentativePhone,
    RepresentativeDocument,
    RepresentativeScope,
    RepresentativePeriod,
    RepresentativePowers,
    Statement,
    KeyWords,
    Strength,
    Wording,
    Who,
    When,
    Where,
    What,
    Why,
    How,
    Question,
    Finding,
    FileName,
    ReadBack,
    Unit,
    Asked,
    Cause,
    Explanation,
    OfferAction,
    OfferUnit,
    OfferDue,
    OfferBasis,
    Amount,
    Months,
    Hours,
    Reason,
    Demand,
    Reply,
    Reference,
    Promise,
    Owner,
    Due,
    Remark,
    Restored,
    WaitingFor,
    WaitingEvery,
    WaitingNext,
    WaitingUntil,
    Signature,
    Note,
    Hall,
    HallName,
    Company,
    HallCode,
    CounterCode,
    StaffName,
    StaffNumber,
}

/// Characters a single line may hold.
pub(crate) const LINE: usize = 120;
/// Characters a text of several lines may hold; a slip of two pages carries two of them.
pub(crate) const TEXT: usize = 2_000;

/// A text that must not be empty.
pub(crate) fn required(field: Field, text: &str, most: usize) -> Result<String, Refusal> {
    let text = optional(field, text, most)?;
    if text.is_empty() {
        Err(Refusal::Required { field })
    } else {
        Ok(text)
    }
}

/// A single line that may be empty, for records beside the ticket (names of halls and staff).
///
/// # Errors
/// It is too long, has a hidden character or a line break.
pub fn line(field: Field, text: &str) -> Result<String, Refusal> {
    optional(field, text, LINE)
}

/// A text, trimmed, with one kind of line end; what holds no more than a line has none inside; hidden characters are refused by name because they would print as nothing or reorder what is
/// read.
pub(crate) fn optional(field: Field, text: &str, most: usize) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if let Some((position, c)) = text
        .chars()
        .enumerate()
        .find(|(_, c)| is_hidden(*c) || (most <= LINE && matches!(c, '\n' | '\t')))
    {
        let position = u32::try_from(position + 1).unwrap_or(u32::MAX);
        return Err(Refusal::HiddenCharacter {
            field,
            code_point: format!("U+{:04X}", u32::from(c)),
            position,
        });
    }
    let length = text.chars().count();
    if length > most {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        return Err(Refusal::TooLong {
            field,
            limit: small(most),
            length: small(length),
        });
    }
    Ok(text.to_owned())
}

/// Control characters other than line feed and tab, and marks that change the direction of reading or take no room.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// An amount above zero and not absurd.
pub(crate) fn amount(money: Money) -> Result<Money, Refusal> {
    if money <= Money::from_fen(0) || money > Money::MOST {
        Err(Refusal::Amount { most: Money::MOST })
    } else {
        Ok(money)
    }
}

/// A moment that has come already. Two minutes of grace: the counter's clock and the clerk's watch differ.
pub(crate) fn past(field: Field, moment: Moment, now: Moment) -> Result<Moment, Refusal> {
    if moment > now + chrono::TimeDelta::minutes(2) {
        Err(Refusal::InFuture { field })
    } else {
        Ok(moment)
    }
}

/// A moment still to come, not more than three years away.
pub(crate) fn future(field: Field, moment: Moment, now: Moment) -> Result<Moment, Refusal> {
    within(field, moment, 3 * 366, now)
}

/// A moment still to come, not more than so many days away.
pub(crate) fn within(
    field: Field,
    moment: Moment,
    days: u16,
    now: Moment,
) -> Result<Moment, Refusal> {
    let latest = now + chrono::TimeDelta::days(i64::from(days));
    if moment <= now {
        Err(Refusal::InPast { field })
    } else if moment > latest {
        Err(Refusal::TooFar { field, latest })
    } else {
        Ok(moment)
    }
}

/// A phone number, named by its field when it is none.
pub(crate) fn phone(field: Field, text: &str) -> Result<Phone, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Required { field });
    }
    Phone::parse(text).map_err(|_| Refusal::NotAPhone { field })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_named() {
        let refusal = optional(Field::Name, "张\u{202e}明", LINE);
        assert_eq!(
            refusal,
            Err(Refusal::HiddenCharacter {
                field: Field::Name,
                code_point: "U+202E".into(),
                position: 2
            })
        );
        assert_eq!(
            optional(Field::Name, "a\u{7}b", LINE),
            Err(Refusal::HiddenCharacter {
                field: Field::Name,
                code_point: "U+0007".into(),
                position: 2
            })
        );
    }

    #[test]
    fn text_is_trimmed_counted_in_characters_and_kept() {
        assert_eq!(
            optional(Field::Statement, " 䶮㛃𬭚𫖯 😀\r\n第二行\t ", TEXT),
            Ok("䶮㛃𬭚𫖯 😀\n第二行".into())
        );
        assert_eq!(
            required(Field::Statement, " \n", TEXT),
            Err(Refusal::Required {
                field: Field::Statement
            })
        );
        let long = "龙".repeat(10_000);
        assert_eq!(
            optional(Field::Statement, &long, TEXT),
            Err(Refusal::TooLong {
                field: Field::Statement,
                limit: 2_000,
                length: 10_000
            })
        );
    }

    #[test]
    fn absurd_amounts_are_refused() {
        for fen in [0, -1, i64::MIN, i64::MAX, 100_000_001] {
            assert!(amount(Money::from_fen(fen)).is_err(), "{fen}");
        }
        assert!(amount(Money::MOST).is_ok());
    }
}
