//! Slots: the places in a wording that the ticket fills in (domain §7).

use crate::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $zh:literal, $en:literal, $example_zh:literal, $example_en:literal;)*) => {
        /// What a slot stands for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
        #[serde(rename_all = "snake_case")]
        pub enum SlotName { $($(#[$doc])* $name,)* }

        impl SlotName {
            /// Every slot.
            pub const ALL: &[SlotName] = &[$(SlotName::$name,)*];

            /// The slot written `{key}` in a wording.
            #[must_use]
            pub fn parse(key: &str) -> Option<Self> {
                match key { $($key => Some(SlotName::$name),)* _ => None }
            }

            /// A value as it may be, for trying a wording out.
            #[must_use]
            pub const fn example(self, language: Language) -> &'static str {
                match (self, language) {
                    $((SlotName::$name, Language::Chinese) => $example_zh, (SlotName::$name, Language::English) => $example_en,)*
                }
            }

            /// How it is written in a wording.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(SlotName::$name => $key,)* }
            }

            /// What is shown while the slot is empty.
            #[must_use]
            pub const fn label(self, language: Language) -> &'static str {
                match (self, language) {
                    $((SlotName::$name, Language::Chinese) => $zh, (SlotName::$name, Language::English) => $en,)*
                }
            }
        }
    };
}

slots! {
    /// Surname and form of address: 张先生.
    Customer = "customer", "称呼", "name", "张先生", "Mr Zhang";
    /// Where it happens, as the customer says it: at home, in the study.
    Place = "place", "地点", "place", "幸福小区三号楼", "Building 3";
    /// The estate or street that a line or a station serves.
    Area = "area", "片区", "area", "幸福小区", "Garden Estate";
    /// The service concerned.
    Service = "service", "业务", "service", "家庭宽带", "home broadband";
    /// An amount that only the clerk knows: a charge, a balance, a plan's price.
    Amount = "amount", "金额", "amount", "¥30.00", "¥30.00";
    /// What the customer receives by the offer that is agreed.
    Remedy = "remedy", "退补金额", "amount granted", "¥30.00", "¥30.00";
    /// A day that only the clerk knows: a visit, a call, the day of a record.
    Date = "date", "日期", "date", "11月22日 18:00", "22 Nov 18:00";
    /// By when the offer that is agreed will have been carried out; never a day that has passed.
    Due = "due", "办结时间", "due time", "11月22日 18:00", "22 Nov 18:00";
    /// A span of time: 30 分钟.
    TimeLimit = "time_limit", "时限", "time limit", "30 分钟", "30 minutes";
    /// The unit that carries it out.
    Unit = "unit", "责任单位", "unit", "装维班", "line maintenance";
    /// Who looks at it again; not the unit whose work is disputed.
    Reviewer = "reviewer", "复核部门", "reviewer", "投诉处理中心", "the complaints centre";
    /// The clerk's own name.
    Staff = "staff", "您的姓名", "your name", "王敏", "Wang Min";
    /// The offer that is agreed, or the only one there is.
    Offer = "offer", "方案", "offer", "今晚上门检修", "a visit this evening";
    /// The first offer in a few words.
    OfferOne = "offer_one", "方案一", "first offer", "今晚上门检修", "a visit this evening";
    /// The second offer in a few words.
    OfferTwo = "offer_two", "方案二", "second offer", "明早上门检修", "a visit tomorrow morning";
    /// What the customer demands; never what is offered.
    Claimed = "claimed", "要求金额", "amount claimed", "¥300.00", "¥300.00";
    /// The last day of the contract.
    ContractEnd = "contract_end", "合约到期日", "end of the contract", "2027年3月31日", "31 March 2027";
    /// What ending the contract early costs.
    Settlement = "settlement", "结清金额", "amount to settle", "¥120.00", "¥120.00";
    /// How long an offer stays open.
    HeldUntil = "held_until", "保留到", "held until", "11月30日", "30 November";
    /// A stretch of time or a billing period.
    Period = "period", "时段", "period", "10月账期", "the October bill";
    /// A charge as the bill names it.
    Item = "item", "费用项目", "item of the bill", "增值业务费", "value-added services";
    /// A plan by its name.
    Plan = "plan", "套餐", "plan", "59 元套餐", "the ¥59 plan";
    /// An app or a website.
    App = "app", "应用或网站", "app or website", "网上营业厅", "the online hall";
    /// Data or minutes used.
    Usage = "usage", "用量", "usage", "20 GB", "20 GB";
    /// The number under which the hall or the unit is reached.
    Hotline = "hotline", "联系电话", "contact number", "0571 8800 1234", "0571 8800 1234";
}

/// What the ticket can fill in. A blank value counts as not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Slots(BTreeMap<SlotName, String>);

impl Slots {
    /// Nothing known yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// With one more slot filled; its text becomes one line without blanks around it.
    #[must_use]
    pub fn with(mut self, name: SlotName, value: &str) -> Self {
        self.0
            .insert(name, value.split_whitespace().collect::<Vec<_>>().join(" "));
        self
    }

    /// The value, if there is one.
    #[must_use]
    pub fn get(&self, name: SlotName) -> Option<&str> {
        self.0
            .get(&name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }
}
