//! Rules behind remedies and deadlines: law, published promise, contract, goodwill, each with its source, and what they come to in money
//! (domain §9, §10, §17).

use crate::Language;
use crate::language::Both;
use ansu_complaint::{Basis, Money, RemedyKind};
use serde::{Deserialize, Serialize};

/// One row of the table; values that nobody has confirmed say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique in the library.
    pub id: String,
    /// Whose rule it is.
    pub kind: Basis,
    /// What it is about.
    pub title: Both<String>,
    /// Text and article.
    pub source: Both<String>,
    /// What matters of it.
    pub says: Both<String>,
    /// Checked against its source (domain §17): an administrator confirms it, and every change of what it says takes that back.
    pub confirmed: bool,
    /// The remedy that it leads to.
    pub remedy: Option<RemedyKind>,
    /// What it comes to.
    pub formula: Option<Formula>,
}

impl Rule {
    /// Whether it says the same as another, confirmed or not.
    pub(crate) fn says_the_same_as(&self, other: &Self) -> bool {
        let confirmed = other.confirmed;
        *other
            == Self {
                confirmed,
                ..self.clone()
            }
    }
}

/// How an amount is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", deny_unknown_fields, untagged)]
pub enum Formula {
    /// A day's part of an amount, for each day.
    PerDay {
        /// Of what.
        per_day_of: Input,
        /// Into how many days it is divided.
        divisor: u16,
    },
    /// A part of an amount, for each day.
    PercentPerDay {
        /// Of what.
        percent_per_day_of: Input,
        /// Hundredths.
        percent: u16,
    },
    /// So many times an amount.
    Multiple {
        /// Of what.
        multiple_of: Input,
        /// How many times.
        times: u16,
        /// At least this.
        at_least_fen: Money,
    },
    /// An amount as it is.
    Same {
        /// Which.
        same_as: Input,
    },
    /// Whatever is agreed within authority.
    Open {
        /// Always true.
        open: bool,
    },
}

/// An amount that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// The rent of a month.
    MonthlyRent,
    /// What installing or moving the line cost.
    InstallationFee,
    /// The charge in dispute.
    Charge,
    /// What was promised.
    PromisedAmount,
    /// What was paid in advance or left as a deposit.
    Deposit,
}

/// What is known for working out an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The amount that the rule starts from.
    pub amount: Option<Money>,
    /// For how many days.
    pub days: Option<u16>,
}

impl Formula {
    /// The amount it starts from; none where it is open.
    #[must_use]
    pub const fn input(&self) -> Option<Input> {
        match self {
            Formula::PerDay {
                per_day_of: input, ..
            }
            | Formula::PercentPerDay {
                percent_per_day_of: input,
                ..
            }
            | Formula::Multiple {
                multiple_of: input, ..
            }
            | Formula::Same { same_as: input } => Some(*input),
            Formula::Open { .. } => None,
        }
    }

    /// Whether it counts days.
    #[must_use]
    pub const fn counts_days(&self) -> bool {
        matches!(self, Formula::PerDay { .. } | Formula::PercentPerDay { .. })
    }

    /// What it comes to, rounded to the fen in the customer's favour; `None` while a figure is missing, or where it is more than is ever paid.
    #[must_use]
    pub fn amount(&self, known: Figures) -> Option<Money> {
        let amount = known.amount?.fen();
        let fen = match self {
            Formula::PerDay { divisor, .. } => ceiling(
                amount.checked_mul(i64::from(known.days?))?,
                i64::from(*divisor),
            )?,
            Formula::PercentPerDay { percent, .. } => ceiling(
                amount
                    .checked_mul(i64::from(*percent))?
                    .checked_mul(i64::from(known.days?))?,
                100,
            )?,
            Formula::Multiple {
                times,
                at_least_fen,
                ..
            } => amount
                .checked_mul(i64::from(*times))?
                .max(at_least_fen.fen()),
            Formula::Same { .. } => amount,
            Formula::Open { .. } => return None,
        };
        let money = Money::from_fen(fen);
        (money <= Money::MOST).then_some(money)
    }
}

fn ceiling(amount: i64, by: i64) -> Option<i64> {
    amount.checked_add(by.checked_sub(1)?)?.checked_div(by)
}

/// A rule as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// Whose rule it is; hall norms and promises are never shown as law (domain §17).
    pub kind: Basis,
    /// What it is about.
    pub title: String,
    /// Text and article.
    pub source: String,
    /// Text and article as they go on record and onto the slip.
    pub cited: String,
    /// What matters of it.
    pub says: String,
    /// Whether its values were confirmed.
    pub confirmed: bool,
    /// The remedy that it leads to.
    pub remedy: Option<RemedyKind>,
    /// The amount that has to be known.
    pub input: Option<Input>,
    /// Whether days have to be known.
    pub counts_days: bool,
}

impl Rule {
    /// As it is shown in a language.
    #[must_use]
    pub fn view(&self, language: Language) -> RuleView {
        RuleView {
            id: self.id.clone(),
            kind: self.kind,
            title: self.title.of(language),
            source: self.source.of(language),
            cited: self.source.recorded(),
            says: self.says.of(language),
            confirmed: self.confirmed,
            remedy: self.remedy,
            input: self.formula.as_ref().and_then(Formula::input),
            counts_days: self.formula.as_ref().is_some_and(Formula::counts_days),
        }
    }
}

/// What a claim of so many times the charge rests on, or that it rests on nothing that is known (domain §9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Multiple {
    /// How many times.
    pub times: u16,
    /// The rule behind it, if there is one.
    pub rule: Option<String>,
    /// It can apply to telecom services.
    pub applies: bool,
    /// Checked against its source.
    pub confirmed: bool,
    /// Text and article.
    pub source: Both<String>,
    /// What the clerk has to know.
    pub basis: Both<String>,
    /// What to say.
    pub say: Both<String>,
}

impl Multiple {
    /// Whether it says the same as another, confirmed or not.
    pub(crate) fn says_the_same_as(&self, other: &Self) -> bool {
        let confirmed = other.confirmed;
        *other
            == Self {
                confirmed,
                ..self.clone()
            }
    }
}

/// A claim set against what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimView {
    /// Tenths of the charge that are claimed: 100 = ten times.
    pub tenths: u32,
    /// The known multiple that the claim reaches; none where it is less than the smallest.
    pub known: Option<MultipleView>,
}

/// A multiple as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MultipleView {
    /// How many times.
    pub times: u16,
    /// The rule behind it, if there is one.
    pub rule: Option<String>,
    /// It can apply to telecom services.
    pub applies: bool,
    /// Checked against its source.
    pub confirmed: bool,
    /// Text and article.
    pub source: String,
    /// What the clerk has to know.
    pub basis: String,
    /// What to say.
    pub say: String,
}

/// Sets what a customer claims against the charge it is about; `None` without a charge.
#[must_use]
pub fn claim(
    claimed: Money,
    charge: Money,
    multiples: &[Multiple],
    language: Language,
) -> Option<ClaimView> {
    let tenths = claimed.fen().checked_mul(10)?.checked_div(charge.fen())?;
    let tenths = u32::try_from(tenths).ok()?;
    let known = multiples
        .iter()
        .filter(|multiple| u32::from(multiple.times) * 10 <= tenths)
        .max_by_key(|multiple| multiple.times);
    Some(ClaimView {
        tenths,
        known: known.map(|multiple| MultipleView {
            times: multiple.times,
            rule: multiple.rule.clone(),
            applies: multiple.applies,
            confirmed: multiple.confirmed,
            source: multiple.source.of(language),
            basis: multiple.basis.of(language),
            say: multiple.say.of(language),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_to(formula: &str, amount: i64, days: Option<u16>) -> Option<i64> {
        let formula: Formula = serde_json::from_str(formula).unwrap();
        let amount = Some(Money::from_fen(amount));
        formula.amount(Figures { amount, days }).map(Money::fen)
    }

    #[test]
    fn amounts_follow_the_articles() {
        let rent = r#"{"per_day_of": "monthly_rent", "divisor": 30}"#;
        assert_eq!(comes_to(rent, 9_900, Some(3)), Some(990));
        assert_eq!(comes_to(rent, 10_000, Some(1)), Some(334), "rounded up");
        assert_eq!(comes_to(rent, 9_900, None), None);
        let late = r#"{"percent_per_day_of": "installation_fee", "percent": 1}"#;
        assert_eq!(comes_to(late, 10_000, Some(12)), Some(1_200));
        let triple = r#"{"multiple_of": "charge", "times": 3, "at_least_fen": 50000}"#;
        assert_eq!(comes_to(triple, 5_000, None), Some(50_000));
        assert_eq!(comes_to(triple, 20_000, None), Some(60_000));
        assert_eq!(
            comes_to(r#"{"same_as": "charge"}"#, 7_800, None),
            Some(7_800)
        );
        assert_eq!(comes_to(r#"{"open": true}"#, 7_800, None), None);
        assert_eq!(
            comes_to(
                r#"{"per_day_of": "monthly_rent", "divisor": 0}"#,
                1,
                Some(1)
            ),
            None
        );
        assert_eq!(
            comes_to(triple, 99_000_000, None),
            None,
            "more than is ever paid"
        );
    }

    #[test]
    fn a_claim_is_set_against_the_multiple_that_it_reaches() {
        let multiples: Vec<Multiple> = crate::shipped().unwrap().multiples;
        let told = |claimed, charge| {
            let (claimed, charge) = (Money::from_fen(claimed), Money::from_fen(charge));
            claim(claimed, charge, &multiples, Language::Chinese)
        };
        let ten = told(100_000, 10_000).unwrap();
        assert_eq!(
            (ten.tenths, ten.known.as_ref().map(|known| known.times)),
            (100, Some(10))
        );
        assert!(!ten.known.unwrap().applies, "ten times is for food");
        assert_eq!(
            told(35_000, 10_000).unwrap().known.map(|known| known.times),
            Some(3)
        );
        assert_eq!(told(10_000, 10_000).unwrap().known, None);
        assert_eq!(told(100, 0), None);
    }
}
