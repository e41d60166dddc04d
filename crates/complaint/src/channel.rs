//! Where a complaint comes from (domain §3).

use serde::{Deserialize, Serialize};

/// The channel a complaint came through.
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
#[serde(rename = "ComplaintChannel")]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 营业厅当面.
    Counter,
    /// 客服热线.
    Hotline,
    /// 报障专线.
    FaultLine,
    /// 社区经理.
    CommunityManager,
    /// 网站或 App.
    Online,
    /// 省公司转办.
    Province,
    /// 集团总部转办.
    Headquarters,
    /// 电信主管部门申诉.
    Regulator,
    /// 12315 市场监管.
    MarketRegulation,
    /// 12345 政务热线.
    Municipal,
    /// 消费者协会.
    ConsumersAssociation,
    /// 媒体.
    Media,
    /// 来信来访.
    LetterOrVisit,
}

/// How high a channel stands; it raises severity and shortens the clock.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// A complaint to the hall or its own lines.
    Internal,
    /// Passed down by the province or headquarters.
    UpperLevel,
    /// An appeal at an authority.
    Appeal,
    /// In public.
    Public,
}

impl Channel {
    /// All channels, in the order in which they are offered.
    pub const ALL: [Channel; 13] = [
        Channel::Counter,
        Channel::Hotline,
        Channel::FaultLine,
        Channel::CommunityManager,
        Channel::Online,
        Channel::Province,
        Channel::Headquarters,
        Channel::Regulator,
        Channel::MarketRegulation,
        Channel::Municipal,
        Channel::ConsumersAssociation,
        Channel::Media,
        Channel::LetterOrVisit,
    ];

    /// The channel's rank.
    #[must_use]
    pub const fn rank(self) -> Rank {
        match self {
            Channel::Counter
            | Channel::Hotline
            | Channel::FaultLine
            | Channel::CommunityManager
            | Channel::Online
            | Channel::LetterOrVisit => Rank::Internal,
            Channel::Province | Channel::Headquarters => Rank::UpperLevel,
            Channel::Regulator
            | Channel::MarketRegulation
            | Channel::Municipal
            | Channel::ConsumersAssociation => Rank::Appeal,
            Channel::Media => Rank::Public,
        }
    }
}
