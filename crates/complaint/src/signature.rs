//! Who signs the slip, and how (domain §16).

use crate::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Who signs.
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
pub enum Party {
    /// The customer, or the representative.
    Customer,
    /// 经办人.
    Clerk,
    /// 值班经理.
    Manager,
}

/// A point of ink: x and y in units of the field's box, pressure 0–255 (128 where the device gives none).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
pub struct InkPoint(pub u16, pub u16, pub u8);

/// A signature as vector strokes. Integers only, so that a record read back is the record written.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Ink {
    /// Width of the box the strokes were drawn in.
    pub width: u16,
    /// Height of the box.
    pub height: u16,
    /// The strokes in their order.
    pub strokes: Vec<Vec<InkPoint>>,
}

impl Ink {
    /// Points that a signature may have in all.
    pub const POINTS_MAX: usize = 20_000;

    /// Something was drawn, inside the box, and not absurdly much.
    #[must_use]
    pub fn is_plausible(&self) -> bool {
        let points: usize = self.strokes.iter().map(Vec::len).sum();
        self.width > 0
            && self.height > 0
            && (2..=Self::POINTS_MAX).contains(&points)
            && self
                .strokes
                .iter()
                .flatten()
                .all(|point| point.0 <= self.width && point.1 <= self.height)
    }
}

/// Why a slip was not signed.
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
pub enum Unsigned {
    /// 电话处理.
    ByTelephone,
    /// 客户拒签.
    Refused,
    /// 客户已离厅.
    Left,
    /// Another reason, written out.
    Other,
}

/// How somebody signed, or why not.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(tag = "manner", rename_all = "snake_case", deny_unknown_fields)]
pub enum Manner {
    /// Drawn on the screen, with the signer's consent to that way (电子签名法 art. 3).
    OnScreen {
        /// The strokes.
        ink: Ink,
        /// The signer agreed to sign on the screen.
        consent: bool,
    },
    /// On the printed slip, which the hall keeps.
    OnPaper,
    /// Not signed.
    NotSigned {
        /// Which reason.
        why: Unsigned,
        /// In words; required for [`Unsigned::Other`].
        #[serde(default)]
        reason: String,
    },
}

/// A signature on the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Signature {
    /// Who signed.
    pub party: Party,
    /// How, or why not.
    pub manner: Manner,
    /// When.
    pub at: Moment,
    /// Who took it.
    pub by: StaffId,
    /// The round whose agreement was signed; a new round or another choice voids it.
    pub round: u16,
    /// What was signed was changed afterwards.
    pub void: bool,
}
