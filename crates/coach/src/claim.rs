//! Claims of several times a charge, set against what they rest on (domain §9).

use crate::Language;
use crate::formula::Figures;
use crate::language::Both;
use crate::library::Library;
use crate::rule::Rule;
use ansu_complaint::Money;
use serde::{Deserialize, Serialize};

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

    fn view(&self, language: Language) -> MultipleView {
        MultipleView {
            times: self.times,
            rule: self.rule.clone(),
            applies: self.applies,
            confirmed: self.confirmed,
            source: self.source.of(language),
            basis: self.basis.of(language),
            say: self.say.of(language),
        }
    }
}

/// What a customer claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Claimed {
    /// A sum.
    Amount(Money),
    /// So many times the charge, said without a sum: "十倍".
    Times(u16),
}

/// A claim set against what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClaimView {
    /// Tenths of the charge that are claimed: 100 = ten times.
    pub tenths: u32,
    /// The known multiple that the claim reaches; none where it is less than the smallest.
    pub known: Option<MultipleView>,
    /// What the rule behind that multiple comes to for this charge; none without such a rule.
    pub owed: Option<OwedView>,
}

/// What a rule gives for a charge, to be told apart from the charge itself: "退一赔三" is three times besides the one that is refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct OwedView {
    /// What the rule comes to.
    pub amount: Money,
    /// The charge, refunded besides; none where the amount is all.
    pub refund: Option<Money>,
    /// Both together.
    pub in_all: Money,
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

/// Sets what a customer claims against the charge it is about; `None` for a sum without a charge.
#[must_use]
pub fn claim(
    claimed: Claimed,
    charge: Option<Money>,
    library: &Library,
    language: Language,
) -> Option<ClaimView> {
    let tenths = match claimed {
        Claimed::Amount(sum) => {
            let tenths = sum.fen().checked_mul(10)?.checked_div(charge?.fen())?;
            u32::try_from(tenths).ok()?
        }
        Claimed::Times(times) => u32::from(times) * 10,
    };
    let known = library
        .multiples
        .iter()
        .filter(|multiple| u32::from(multiple.times) * 10 <= tenths)
        .max_by_key(|multiple| multiple.times);
    Some(ClaimView {
        tenths,
        known: known.map(|multiple| multiple.view(language)),
        owed: known.and_then(|multiple| owed(multiple, charge?, &library.rules)),
    })
}

fn owed(multiple: &Multiple, charge: Money, rules: &[Rule]) -> Option<OwedView> {
    let rule = multiple.rule.as_deref()?;
    let rule = rules.iter().find(|known| known.id == rule)?;
    let formula = rule.formula.as_ref()?;
    let amount = formula.amount(Figures {
        amount: Some(charge),
        days: None,
    })?;
    let refund = formula.is_besides_refund().then_some(charge);
    let in_all = amount.fen().checked_add(refund.map_or(0, Money::fen))?;
    Some(OwedView {
        amount,
        refund,
        in_all: Money::from_fen(in_all),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_set_against_the_multiple_that_it_reaches() {
        let library = crate::shipped().unwrap();
        let told = |claimed, charge| {
            let claimed = Claimed::Amount(Money::from_fen(claimed));
            let charge = Some(Money::from_fen(charge));
            claim(claimed, charge, &library, Language::Chinese)
        };
        let ten = told(100_000, 10_000).unwrap();
        assert_eq!(
            (ten.tenths, ten.known.as_ref().map(|known| known.times)),
            (100, Some(10))
        );
        assert!(
            ten.known.as_ref().is_some_and(|known| !known.applies),
            "ten times is for food"
        );
        assert_eq!(
            told(35_000, 10_000).unwrap().known.map(|known| known.times),
            Some(3)
        );
        assert_eq!(told(10_000, 10_000).unwrap().known, None);
        assert_eq!(ten.owed, None, "nothing gives ten times");
        assert_eq!(told(100, 0), None);
    }

    #[test]
    fn how_many_times_is_enough_to_be_answered() {
        let library = crate::shipped().unwrap();
        let told = |times, charge: Option<i64>| {
            let charge = charge.map(Money::from_fen);
            claim(Claimed::Times(times), charge, &library, Language::Chinese).unwrap()
        };
        let three = told(3, None);
        assert_eq!((three.tenths, three.owed), (30, None));
        assert_eq!(three.known.unwrap().times, 3);
        assert_eq!(
            told(3, Some(30_000)).owed.map(|owed| owed.in_all.fen()),
            Some(120_000)
        );
        assert_eq!(told(1, None).known, None);
        assert_eq!(
            told(u16::MAX, None).known.map(|known| known.times),
            Some(100)
        );
    }

    #[test]
    fn what_the_law_gives_comes_besides_the_refund_and_what_is_promised_is_all() {
        let library = crate::shipped().unwrap();
        let owed = |claimed, charge| {
            let claimed = Claimed::Amount(Money::from_fen(claimed));
            let charge = Some(Money::from_fen(charge));
            let owed = claim(claimed, charge, &library, Language::Chinese)
                .unwrap()
                .owed;
            let owed = owed.unwrap();
            (
                owed.amount.fen(),
                owed.refund.map(Money::fen),
                owed.in_all.fen(),
            )
        };
        // 退一赔三 of 300 yuan is a claim of four times the charge.
        assert_eq!(owed(120_000, 30_000), (90_000, Some(30_000), 120_000));
        assert_eq!(
            owed(40_000, 10_000),
            (50_000, Some(10_000), 60_000),
            "at least 500 yuan"
        );
        assert_eq!(owed(20_000, 10_000), (20_000, None, 20_000));
    }
}
