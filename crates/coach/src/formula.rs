//! How the amounts of rules are worked out (domain §9, §17).

use ansu_complaint::Money;
use serde::{Deserialize, Serialize};

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
    /// A small part of an amount, for each day.
    PerMillePerDay {
        /// Of what.
        per_mille_per_day_of: Input,
        /// Thousandths.
        per_mille: u16,
    },
    /// So many times an amount.
    Multiple {
        /// Of what.
        multiple_of: Input,
        /// How many times.
        times: u16,
        /// At least this.
        at_least_fen: Money,
        /// Paid besides the refund of the amount (消费者权益保护法 art. 55: "增加赔偿"), not in all.
        #[serde(default)]
        besides_refund: bool,
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
    /// What the customer has not paid in time; what a rule makes of it is owed by the customer.
    Arrears,
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
            | Formula::PerMillePerDay {
                per_mille_per_day_of: input,
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
        matches!(
            self,
            Formula::PerDay { .. } | Formula::PercentPerDay { .. } | Formula::PerMillePerDay { .. }
        )
    }

    /// Whether what it comes to is paid besides the refund of the amount.
    #[must_use]
    pub const fn is_besides_refund(&self) -> bool {
        matches!(
            self,
            Formula::Multiple {
                besides_refund: true,
                ..
            }
        )
    }

    /// The figure that keeps it from ever coming to anything: a share of nothing, or an amount that nobody pays.
    pub(crate) fn senseless(&self) -> Option<String> {
        let (name, figure) = match self {
            Formula::PerDay { divisor, .. } => ("divisor", *divisor),
            Formula::PercentPerDay { percent, .. } => ("percent", *percent),
            Formula::PerMillePerDay { per_mille, .. } => ("per_mille", *per_mille),
            Formula::Multiple {
                times,
                at_least_fen,
                ..
            } => {
                let paid = Money::from_fen(0)..=Money::MOST;
                if !paid.contains(at_least_fen) {
                    return Some(format!("at_least_fen = {}", at_least_fen.fen()));
                }
                ("times", *times)
            }
            Formula::Same { .. } | Formula::Open { .. } => return None,
        };
        (figure == 0).then(|| format!("{name} = 0"))
    }

    /// What it comes to, rounded to the fen in the customer's favour; `None` while a figure is missing, or where it is more than is ever paid.
    #[must_use]
    pub fn amount(&self, known: Figures) -> Option<Money> {
        let amount = known.amount?.fen();
        let fen = match self {
            Formula::PerDay { divisor, .. } => self.share(amount, known.days?, 1, *divisor)?,
            Formula::PercentPerDay { percent, .. } => {
                self.share(amount, known.days?, *percent, 100)?
            }
            Formula::PerMillePerDay { per_mille, .. } => {
                self.share(amount, known.days?, *per_mille, 1000)?
            }
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

    /// So many days' parts of an amount: rounded up where the customer receives it, down where the customer owes it.
    fn share(&self, amount: i64, days: u16, parts: u16, of: u16) -> Option<i64> {
        let of = i64::from(of);
        let all = amount
            .checked_mul(i64::from(parts))?
            .checked_mul(i64::from(days))?;
        let favour = match self.input() {
            Some(Input::Arrears) => 0,
            _ => of.checked_sub(1)?,
        };
        all.checked_add(favour)?.checked_div(of)
    }
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
        let owed = r#"{"per_mille_per_day_of": "arrears", "per_mille": 3}"#;
        assert_eq!(comes_to(owed, 12_900, Some(10)), Some(387));
        assert_eq!(
            comes_to(owed, 12_999, Some(1)),
            Some(38),
            "what the customer owes is rounded down"
        );
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
    fn one_formula_is_not_read_as_another() {
        for both in [
            r#"{"percent_per_day_of": "arrears", "percent": 3, "per_mille": 3}"#,
            r#"{"per_mille_per_day_of": "arrears", "percent": 3}"#,
            r#"{"multiple_of": "charge", "times": 3, "at_least_fen": 0, "besides": true}"#,
        ] {
            assert!(serde_json::from_str::<Formula>(both).is_err(), "{both}");
        }
        let older = r#"{"multiple_of": "charge", "times": 2, "at_least_fen": 0}"#;
        let older: Formula = serde_json::from_str(older).unwrap();
        assert!(
            !older.is_besides_refund(),
            "a library of before says nothing of it"
        );
    }
}
