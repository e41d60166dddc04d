//! Who is at work, and in which role (domain §1).

use crate::StaffId;
use serde::{Deserialize, Serialize};

/// A role at the hall; what each may grant is in [`crate::Authority`].
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
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 营业员.
    Clerk,
    /// 值班经理.
    DutyManager,
    /// 营业厅经理.
    HallManager,
    /// 系统管理员.
    Administrator,
    /// 审计: reads only.
    Auditor,
}

/// A member of staff as the rules need to know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Staff {
    /// The number on the badge.
    pub id: StaffId,
    /// The name as printed on slips.
    pub name: String,
    /// The role at this hall.
    pub role: Role,
}
