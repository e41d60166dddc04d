//! The complainant and whoever speaks for them (domain §2, §13).

use crate::{Moment, Phone, Refusal, hall_time};
use serde::{Deserialize, Serialize};

/// Form of address.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    /// 先生.
    Sir,
    /// 女士.
    Madam,
    /// Not said: 客户.
    #[default]
    Neutral,
}

/// The customer's level as the operator's own systems give it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CustomerLevel {
    /// 普通.
    #[default]
    Ordinary,
    /// 银卡.
    Silver,
    /// 金卡.
    Gold,
    /// 钻石卡.
    Diamond,
    /// 政企.
    Business,
}

/// How the complainant takes part.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// 本人到场.
    #[default]
    InPerson,
    /// 委托代理人到场.
    Represented,
    /// By telephone, letter or another channel.
    Remote,
}

/// Who the complaint belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Complainant {
    /// Full name or surname, as the customer gave it; may be empty until step 3.
    pub name: String,
    /// Form of address.
    pub address: Address,
    /// The number the complaint is about.
    pub phone: Phone,
    /// Where to reach the customer, if elsewhere.
    pub contact: Option<Phone>,
    /// Customer level.
    pub level: CustomerLevel,
    /// In person, represented, or remote.
    pub presence: Presence,
    /// Present exactly when `presence` is `Represented`.
    pub representative: Option<Representative>,
}

/// A representative with a written authorisation (民法典 art. 165: who, matter, scope, period, the principal's signature).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Representative {
    /// Name.
    pub name: String,
    /// Where to reach them.
    pub phone: Option<Phone>,
    /// Type and number of the identity document that was shown, where the step needs it.
    pub document: String,
    /// Matter and scope of the authorisation.
    pub scope: String,
    /// What the representative may do, as ticked in the letter.
    pub may: Vec<Power>,
    /// First day on which it is valid.
    pub valid_from: chrono::NaiveDate,
    /// Last day on which it is valid.
    pub valid_until: chrono::NaiveDate,
    /// The signed letter was seen at the counter.
    pub letter_seen: bool,
}

/// What a principal may give a representative to do.
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
pub enum Power {
    /// 提出投诉，说明情况.
    Complain,
    /// 协商处理方案.
    Negotiate,
    /// 确认接受方案.
    Accept,
    /// 签署文件.
    Sign,
    /// 代收退款或补偿.
    ReceiveMoney,
}

impl Power {
    /// All of them, in the order of the letter.
    pub const ALL: [Self; 5] = [
        Self::Complain,
        Self::Negotiate,
        Self::Accept,
        Self::Sign,
        Self::ReceiveMoney,
    ];
}

impl Complainant {
    /// Whether whoever is here may do this on a day of the hall: the customer may; a representative as far and as long as the letter says
    /// (民法典 art. 165).
    ///
    /// # Errors
    /// The authorisation has ended, lies ahead, or does not cover it.
    pub fn may(&self, power: Power, now: Moment) -> Result<(), Refusal> {
        let Some(letter) = &self.representative else {
            return Ok(());
        };
        let today = hall_time(now).date();
        if today > letter.valid_until {
            Err(Refusal::AuthorisationEnded {
                day: letter.valid_until,
            })
        } else if today < letter.valid_from {
            Err(Refusal::AuthorisationAhead {
                day: letter.valid_from,
            })
        } else if letter.may.contains(&power) {
            Ok(())
        } else {
            Err(Refusal::AuthorisationLacks { power })
        }
    }
}

/// A feeling as the clerk hears it.
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
pub enum Emotion {
    /// 平静.
    Calm,
    /// 焦虑.
    Anxious,
    /// 失望.
    Disappointed,
    /// 愤怒.
    Angry,
}

/// An emotion, its strength and when it was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Feeling {
    /// Which emotion.
    pub emotion: Emotion,
    /// 1 (slight) to 5 (very strong).
    pub strength: u8,
    /// When it was noted.
    pub at: Moment,
}

/// Surnames of two characters that are common enough to be meant when a name begins with them.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯",
    "长孙", "宇文", "独孤", "南宫", "端木", "百里", "呼延", "轩辕", "淳于", "太史", "申屠", "闻人",
    "万俟", "赫连", "澹台", "濮阳", "钟离", "拓跋", "西门", "第五",
];

/// The surname of a name as given: a known compound surname, else the first character of a Chinese name, else the last word of another.
#[must_use]
pub fn surname(name: &str) -> &str {
    let name = name.trim();
    if let Some(compound) = COMPOUND_SURNAMES
        .iter()
        .find(|compound| name.starts_with(**compound))
    {
        return name.get(..compound.len()).unwrap_or(name);
    }
    match name.chars().next() {
        Some(first) if first.is_ascii() => name.split_whitespace().next_back().unwrap_or(name),
        Some(first) => name.get(..first.len_utf8()).unwrap_or(name),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::surname;

    #[test]
    fn surnames() {
        for (name, expected) in [
            ("张明", "张"),
            ("欧阳静怡", "欧阳"),
            ("䶮小雨", "䶮"),
            ("张", "张"),
            ("John Smith", "Smith"),
            ("", ""),
        ] {
            assert_eq!(surname(name), expected);
        }
    }
}
