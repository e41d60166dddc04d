//! A playbook (场景话术): what to do and say in one situation, from the first word to what keeps it from coming back (domain §7).

use crate::language::Both;
use crate::scope::Scope;
use crate::template::Template;
use ansu_complaint::{Basis, Emotion, Fact, Moment, Money, RemedyKind, Step};
use chrono::{NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// The playbook that serves every talk; a library is not without it.
pub const GENERAL: &str = "general";

/// One situation, written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// Unique in the library; small letters, figures and `_`.
    pub id: String,
    /// What the situation is called.
    pub title: Both<String>,
    /// What is reached when it goes well.
    pub aim: Both<String>,
    /// What it serves, the best fitting first; empty = no category in particular.
    pub categories: Vec<Scope>,
    /// The steps it belongs to above all; empty = any.
    pub steps: Vec<Step>,
    /// The feelings it is about; empty = any.
    pub emotions: Vec<Emotion>,
    /// Words by which it is recognised in the customer's statement.
    pub triggers: Both<Vec<String>>,
    /// What to do.
    pub moves: Vec<Move>,
    /// What to say.
    pub wordings: Vec<Wording>,
    /// What to ask the customer.
    pub questions: Vec<Question>,
    /// What to look up.
    pub look_ups: Vec<Both<Template>>,
    /// Offers that usually fit.
    pub offers: Vec<UsualOffer>,
    /// What keeps it from happening again.
    pub prevention: Vec<Both<Template>>,
    /// When to hand over, and to whom.
    pub hand_over: Vec<Both<Template>>,
}

/// Something to do in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The step.
    pub step: Step,
    /// Simplified Chinese.
    pub zh: Template,
    /// English.
    pub en: Template,
}

/// A sentence for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Unique in the playbook; with the playbook's id it goes into the record of what was said.
    pub id: String,
    /// The step.
    pub step: Step,
    /// Narrower than the playbook: only for these categories; empty = wherever the playbook serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Scope>,
    /// Only for these feelings; empty = any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emotions: Vec<Emotion>,
    /// Simplified Chinese.
    pub zh: Template,
    /// English.
    pub en: Template,
}

/// A probing question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The fact that the answer gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
    /// Simplified Chinese.
    pub zh: Template,
    /// English.
    pub en: Template,
}

/// An offer as it is usually made, ready to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct UsualOffer {
    /// Unique in the playbook.
    pub id: String,
    /// What will be done.
    pub action: Both<Template>,
    /// What the customer receives besides.
    pub remedy: Option<RemedyKind>,
    /// How much, or by which rule; none = asked for in place.
    pub amount: Option<UsualAmount>,
    /// For how many months.
    pub months: Option<u8>,
    /// What it rests on.
    pub basis: Basis,
    /// Who carries it out.
    pub unit: Both<Template>,
    /// By when.
    pub due: UsualDue,
}

/// How much is usually offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum UsualAmount {
    /// As a rule of the table works it out; its id.
    Rule(String),
    /// An amount.
    Fen(Money),
}

/// By when something is usually done, counted from the moment of offering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum UsualDue {
    /// In so many minutes.
    Minutes(u16),
    /// In so many hours.
    Hours(u16),
    /// In so many days, at the same time of day.
    Days(u16),
    /// At noon, so many days from today.
    Noon(u16),
    /// At six in the evening, so many days from today.
    Evening(u16),
}

/// The hall's clock: UTC+8 all year.
const HALL: TimeDelta = TimeDelta::hours(8);

impl UsualDue {
    /// The moment, for something offered at `now`. An evening or noon that has passed is that of the next day.
    #[must_use]
    pub fn moment(self, now: Moment) -> Moment {
        match self {
            Self::Minutes(minutes) => now + TimeDelta::minutes(minutes.into()),
            Self::Hours(hours) => now + TimeDelta::hours(hours.into()),
            Self::Days(days) => now + TimeDelta::days(days.into()),
            Self::Noon(days) => at_hour(now, days, 12),
            Self::Evening(days) => at_hour(now, days, 18),
        }
    }
}

fn at_hour(now: Moment, days: u16, hour: i64) -> Moment {
    let midnight = (now + HALL).date_naive().and_time(NaiveTime::MIN).and_utc() - HALL;
    let then = midnight + TimeDelta::days(days.into()) + TimeDelta::hours(hour);
    if then > now {
        then
    } else {
        then + TimeDelta::days(1)
    }
}

macro_rules! spoken {
    ($($name:ident),*) => {$(
        impl $name {
            /// The text in a language.
            #[must_use]
            pub const fn text(&self, language: crate::Language) -> &Template {
                match language {
                    crate::Language::Chinese => &self.zh,
                    crate::Language::English => &self.en,
                }
            }
        }
    )*};
}
spoken!(Move, Wording, Question);

impl Playbook {
    /// Every text with slots, in both languages, with the part it stands in.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, &Template, &Template)> {
        let moves = self.moves.iter().map(|m| ("moves", &m.zh, &m.en));
        let wordings = self.wordings.iter().map(|w| ("wordings", &w.zh, &w.en));
        let questions = self.questions.iter().map(|q| ("questions", &q.zh, &q.en));
        let offers = self.offers.iter().flat_map(|offer| {
            [
                ("offers", &offer.action.zh, &offer.action.en),
                ("offers", &offer.unit.zh, &offer.unit.en),
            ]
        });
        let plain = [
            ("look_ups", &self.look_ups),
            ("prevention", &self.prevention),
            ("hand_over", &self.hand_over),
        ];
        let plain = plain
            .into_iter()
            .flat_map(|(part, texts)| texts.iter().map(move |both| (part, &both.zh, &both.en)));
        moves
            .chain(wordings)
            .chain(questions)
            .chain(offers)
            .chain(plain)
    }

    /// What is said to the customer, in a language: wordings, questions, what is offered and advised.
    pub fn spoken(&self, language: crate::Language) -> impl Iterator<Item = &Template> {
        self.texts()
            .filter(|(part, ..)| {
                matches!(*part, "wordings" | "questions" | "offers" | "prevention")
            })
            .map(move |(_, zh, en)| match language {
                crate::Language::Chinese => zh,
                crate::Language::English => en,
            })
    }
}
