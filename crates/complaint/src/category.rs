//! What a complaint is about: two levels, mapped to the regulator's three (domain §4).

use crate::Fact;
use serde::{Deserialize, Serialize};

/// A category by its two numbers, `2.2` = fixed line and broadband · repeated faults.
#[derive(
    Debug,
    Clone,
    Copy,
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
pub struct CategoryCode {
    group: u8,
    item: u8,
}

/// The regulator's classes of appeals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Regulator {
    /// 用户服务.
    Service,
    /// 收费争议.
    Charges,
    /// 网络质量.
    Network,
}

/// A first-level category with its items, numbered from 1 in this order.
#[derive(Debug, Clone, Copy, Serialize, specta::Type)]
pub struct CategoryGroup {
    /// The first number of the code.
    pub group: u8,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// The regulator's class.
    pub regulator: Regulator,
    /// Second level.
    pub items: &'static [Category],
}

/// A second-level category.
#[derive(Debug, Clone, Copy, Serialize, specta::Type)]
pub struct Category {
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// A fault whose repair has a statutory limit, another in the country than in town (电信条例 art. 32).
    pub fault: bool,
}

const fn c(zh: &'static str, en: &'static str) -> Category {
    let fault = false;
    Category { zh, en, fault }
}

const fn fault(zh: &'static str, en: &'static str) -> Category {
    let fault = true;
    Category { zh, en, fault }
}

/// The catalogue a new hall starts with.
pub const GROUPS: &[CategoryGroup] = &[
    CategoryGroup {
        group: 1,
        zh: "移动网络",
        en: "Mobile network",
        regulator: Regulator::Network,
        items: &[
            c("无信号或信号弱", "No or weak coverage"),
            c("上网慢", "Slow data"),
            c("掉话或串话", "Dropped or crossed calls"),
            c("高峰或活动拥塞", "Congestion at peak or event"),
            c("省际边界漫游", "Provincial-border roaming"),
            c("割接或停机检修", "Planned cut-over or outage"),
        ],
    },
    CategoryGroup {
        group: 2,
        zh: "固网宽带",
        en: "Fixed line and broadband",
        regulator: Regulator::Network,
        items: &[
            fault("修障超时", "Repair overdue"),
            fault("频繁障碍", "Repeated faults"),
            c("网速不达标", "Speed below contract"),
            c("装机超时", "Installation overdue"),
            c("移机超时", "Relocation overdue"),
            c("无线路资源待装", "No line resource, waiting"),
        ],
    },
    CategoryGroup {
        group: 3,
        zh: "资费争议",
        en: "Charges",
        regulator: Regulator::Charges,
        items: &[
            c("不明扣费", "Unknown charge"),
            c("流量消耗过快", "Data used up too fast"),
            c(
                "关闭数据或断开 Wi-Fi 后计费",
                "Charge with data off or after Wi-Fi dropped",
            ),
            c("套餐与宣传不符", "Plan differs from what was advertised"),
            c("月初或月中扣费不理解", "Month-start or mid-month deduction"),
            c("停机未提醒", "Suspended without a reminder"),
            c("违约金", "Late fee"),
            c("退费未到账", "Refund not received"),
        ],
    },
    CategoryGroup {
        group: 4,
        zh: "增值业务",
        en: "Value-added services",
        regulator: Regulator::Charges,
        items: &[
            c("不知情订购", "Subscribed without knowing"),
            c("第三方代收费", "Third-party charge"),
            c("声讯信息服务", "Voice information service"),
            c("彩铃", "Ringback tone"),
            c("免费体验转收费", "Free trial turned into a charge"),
        ],
    },
    CategoryGroup {
        group: 5,
        zh: "营销与承诺",
        en: "Marketing and promises",
        regulator: Regulator::Service,
        items: &[
            c("承诺的服务未兑现", "Promised service not delivered"),
            c("承诺的优惠未到账", "Promised discount not credited"),
            c("介绍有误导", "Misleading introduction"),
            c("强制或外呼订购", "Forced or outbound-call subscription"),
            c("合约限制与提前解约", "Contract lock-in, early termination"),
        ],
    },
    CategoryGroup {
        group: 6,
        zh: "业务办理",
        en: "Business handling",
        regulator: Regulator::Service,
        items: &[
            c("套餐变更受限", "Plan change refused"),
            c("销户", "Closing the account"),
            c("携号转网", "Number portability"),
            c("过户、补卡、密码", "Transfer, SIM re-issue, password"),
            c("二次放号占用网站注册", "Recycled number still registered"),
        ],
    },
    CategoryGroup {
        group: 7,
        zh: "人员与渠道",
        en: "Staff and channels",
        regulator: Regulator::Service,
        items: &[
            c("服务态度", "Attitude"),
            c("等候过长", "Waiting time"),
            c("办理有误", "Wrong handling"),
            c("各渠道答复不一", "Different answers from channels"),
            c("未按约回电", "Not called back"),
        ],
    },
    CategoryGroup {
        group: 8,
        zh: "信息安全",
        en: "Information security",
        regulator: Regulator::Service,
        items: &[
            c("骚扰电话", "Nuisance calls"),
            c("垃圾短信", "Spam messages"),
            c("诈骗电话", "Fraud calls"),
            c("疑似个人信息泄露", "Suspected leak of personal data"),
        ],
    },
    CategoryGroup {
        group: 9,
        zh: "终端设备",
        en: "Devices",
        regulator: Regulator::Service,
        items: &[
            c("光猫", "Modem"),
            c("机顶盒", "Set-top box"),
            c("手机", "Phone"),
        ],
    },
    CategoryGroup {
        group: 10,
        zh: "其他",
        en: "Other",
        regulator: Regulator::Service,
        items: &[c("其他", "Other")],
    },
];

impl CategoryCode {
    /// The code of a group's item if the catalogue has it.
    #[must_use]
    pub fn new(group: u8, item: u8) -> Option<Self> {
        let items = GROUPS.iter().find(|g| g.group == group)?.items;
        (item >= 1 && usize::from(item) <= items.len()).then_some(Self { group, item })
    }

    /// Reads `2.2`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (group, item) = text.trim().split_once('.')?;
        Self::new(group.parse().ok()?, item.parse().ok()?)
    }

    /// The first number.
    #[must_use]
    pub const fn group_number(self) -> u8 {
        self.group
    }

    /// The second number.
    #[must_use]
    pub const fn item_number(self) -> u8 {
        self.item
    }

    /// First and second level.
    #[must_use]
    pub fn names(self) -> Option<(&'static CategoryGroup, &'static Category)> {
        let group = GROUPS.iter().find(|g| g.group == self.group)?;
        Some((
            group,
            group.items.get(usize::from(self.item).checked_sub(1)?)?,
        ))
    }

    /// In Chinese, as on the slip: `固网宽带 · 频繁障碍`; one level where both are the same.
    #[must_use]
    pub fn zh(self) -> String {
        match self.names() {
            Some((group, item)) if group.zh == item.zh => group.zh.to_owned(),
            Some((group, item)) => format!("{} · {}", group.zh, item.zh),
            None => self.to_string(),
        }
    }

    /// The facts that have to be known before anything is proposed (domain §5, step 3): who, what, and what is wanted, always. A day is what
    /// deadlines, billing periods and records are looked up by (§8, §10); a wish about nothing in particular has none. A place is one where a
    /// network, a line or a counter is, or where a promise was made that is to be traced (§7); a call that never came has none. The cause as the
    /// customer sees it may be told, and never has to be.
    #[must_use]
    pub const fn needed_facts(self) -> &'static [Fact] {
        match (self.group, self.item) {
            (1 | 2, _) | (5, 1..=3) | (7, 1..=4) => {
                &[Fact::Who, Fact::When, Fact::Where, Fact::What, Fact::How]
            }
            (10, _) => &[Fact::Who, Fact::What, Fact::How],
            _ => &[Fact::Who, Fact::When, Fact::What, Fact::How],
        }
    }

    /// A fault whose repair has a statutory limit (电信条例 art. 32).
    #[must_use]
    pub fn is_fault(self) -> bool {
        self.names().is_some_and(|(_, item)| item.fault)
    }
}

impl std::fmt::Display for CategoryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.group, self.item)
    }
}

impl From<CategoryCode> for String {
    fn from(code: CategoryCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for CategoryCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("no such category: {text}"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_category_needs_the_facts_that_it_is_looked_up_by() {
        let needs = |code: &str, fact| {
            let category = CategoryCode::parse(code).unwrap();
            category.needed_facts().contains(&fact)
        };
        for (code, day, place) in [
            ("1.1", true, true),
            ("2.2", true, true),
            ("3.1", true, false),
            ("4.2", true, false),
            ("5.1", true, true),
            ("5.5", true, false),
            ("6.1", true, false),
            ("7.1", true, true),
            ("7.5", true, false),
            ("8.1", true, false),
            ("9.1", true, false),
            ("10.1", false, false),
        ] {
            assert_eq!(needs(code, Fact::When), day, "{code}");
            assert_eq!(needs(code, Fact::Where), place, "{code}");
            assert!(needs(code, Fact::Who) && needs(code, Fact::What) && needs(code, Fact::How));
            assert!(!needs(code, Fact::Why), "{code}");
        }
    }

    #[test]
    fn codes_name_the_catalogue() {
        assert_eq!(
            CategoryCode::parse("2.2").map(CategoryCode::zh).as_deref(),
            Some("固网宽带 · 频繁障碍")
        );
        assert_eq!(
            CategoryCode::parse("10.1").map(CategoryCode::zh).as_deref(),
            Some("其他")
        );
        for bad in ["", "2", "2.0", "2.7", "11.1", "a.b", "2.2.2"] {
            assert_eq!(CategoryCode::parse(bad), None, "{bad}");
        }
        for (i, group) in GROUPS.iter().enumerate() {
            assert_eq!(usize::from(group.group), i + 1);
        }
    }
}
