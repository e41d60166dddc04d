//! Who may grant what (domain §9): limits per role and kind of remedy, editable data.

use crate::{Level, Money, Remedy, RemedyKind, Role};
use serde::{Deserialize, Serialize};

/// Who has to grant a remedy.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Grantor {
    /// The person at the counter.
    Clerk,
    /// 值班经理.
    DutyManager,
    /// 营业厅经理.
    HallManager,
    /// Nobody at the hall: the complaint centre.
    Above,
}

/// The most one role may grant of one kind of remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Limit {
    /// Kind of remedy.
    pub kind: RemedyKind,
    /// Most a clerk may grant.
    pub clerk: Money,
    /// Most a duty manager may grant.
    pub duty_manager: Money,
    /// Most a hall manager may grant.
    pub hall_manager: Money,
}

impl Limit {
    fn fault(&self) -> Option<LimitFault> {
        let limits = [self.clerk, self.duty_manager, self.hall_manager];
        let stands = |limit: &Money| (Money::default()..=Money::MOST).contains(limit);
        if !limits.iter().all(stands) {
            Some(LimitFault::OutOfRange)
        } else if !limits.is_sorted() {
            Some(LimitFault::Falls)
        } else {
            None
        }
    }
}

/// The table of limits of a hall. A kind without a row may be granted by anybody as long as it is without worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Authority {
    /// One row per kind.
    pub limits: Vec<Limit>,
}

/// What is wrong with a table of limits, in which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AuthorityFault {
    /// The row.
    pub kind: RemedyKind,
    /// What is wrong with it.
    pub fault: LimitFault,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LimitFault {
    /// A kind that is worth something has no row: everybody could grant it.
    Missing,
    /// The kind has a row already, or carries no amount.
    Needless,
    /// Below zero, or above [`Money::MOST`].
    OutOfRange,
    /// Somebody could grant less than those below them.
    Falls,
}

impl Default for Authority {
    /// The table a new hall starts with: ¥50 at the counter, ¥300 for the duty manager, ¥2,000 for the hall manager; what a published rule
    /// fixes (rent waiver, late penalty) may be granted more freely; gifts less.
    fn default() -> Self {
        let row = |kind, clerk, duty_manager, hall_manager| Limit {
            kind,
            clerk: Money::from_yuan(clerk),
            duty_manager: Money::from_yuan(duty_manager),
            hall_manager: Money::from_yuan(hall_manager),
        };
        Self {
            limits: vec![
                row(RemedyKind::BillCredit, 50, 300, 2_000),
                row(RemedyKind::Refund, 50, 300, 2_000),
                row(RemedyKind::DoubledRefund, 50, 300, 2_000),
                row(RemedyKind::RentWaiver, 100, 500, 2_000),
                row(RemedyKind::LatePenalty, 100, 500, 2_000),
                row(RemedyKind::FreeService, 50, 300, 2_000),
                row(RemedyKind::Device, 0, 300, 2_000),
                row(RemedyKind::Gift, 20, 100, 500),
                row(RemedyKind::Other, 0, 100, 1_000),
            ],
        }
    }
}

impl Authority {
    /// What keeps the table from standing; empty = it can.
    #[must_use]
    pub fn faults(&self) -> Vec<AuthorityFault> {
        let needed = Self::default().limits;
        let mut faults: Vec<AuthorityFault> = Vec::new();
        let mut seen: Vec<RemedyKind> = Vec::new();
        for limit in &self.limits {
            let known = needed.iter().any(|row| row.kind == limit.kind);
            let fault = if !known || seen.contains(&limit.kind) {
                Some(LimitFault::Needless)
            } else {
                limit.fault()
            };
            seen.push(limit.kind);
            faults.extend(fault.map(|fault| AuthorityFault {
                kind: limit.kind,
                fault,
            }));
        }
        let missing = needed.iter().filter(|row| !seen.contains(&row.kind));
        faults.extend(missing.map(|row| AuthorityFault {
            kind: row.kind,
            fault: LimitFault::Missing,
        }));
        faults
    }

    /// The first kind of which whoever has this role may grant more than by the table before. The administrator and the auditor grant nothing.
    #[must_use]
    pub fn raised_for(&self, role: Role, before: &Self) -> Option<RemedyKind> {
        let limit = |table: &Self, kind| {
            let row = table.limits.iter().find(|row| row.kind == kind)?;
            match role {
                Role::Clerk => Some(row.clerk),
                Role::DutyManager => Some(row.duty_manager),
                Role::HallManager => Some(row.hall_manager),
                Role::Administrator | Role::Auditor => None,
            }
        };
        self.limits
            .iter()
            .map(|row| row.kind)
            .find(|kind| limit(self, *kind) > limit(before, *kind))
    }

    /// The lowest level above the counter that may approve the remedy. What the counter itself may grant by now can be approved by any
    /// manager as well.
    #[must_use]
    pub fn approver(&self, remedy: Option<&Remedy>) -> Grantor {
        self.grantor(remedy).max(Grantor::DutyManager)
    }

    /// The lowest level that may grant the remedy.
    #[must_use]
    pub fn grantor(&self, remedy: Option<&Remedy>) -> Grantor {
        let Some(remedy) = remedy else {
            return Grantor::Clerk;
        };
        let Some(limit) = self.limits.iter().find(|limit| limit.kind == remedy.kind) else {
            // No limit covers what has no row: words without worth are anybody's, an amount is nobody's.
            return if remedy.amount.is_none() && !remedy.kind.has_worth() {
                Grantor::Clerk
            } else {
                Grantor::Above
            };
        };
        // A remedy whose worth nobody has said is not for the counter alone.
        let Some(worth) = remedy.amount else {
            return Grantor::DutyManager;
        };
        if worth <= limit.clerk {
            Grantor::Clerk
        } else if worth <= limit.duty_manager {
            Grantor::DutyManager
        } else if worth <= limit.hall_manager {
            Grantor::HallManager
        } else {
            Grantor::Above
        }
    }

    /// Whether a person in `role` may grant what needs `grantor`.
    #[must_use]
    pub const fn may(role: Role, grantor: Grantor) -> bool {
        match (role, grantor) {
            (Role::Clerk | Role::DutyManager | Role::HallManager, Grantor::Clerk)
            | (Role::DutyManager | Role::HallManager, Grantor::DutyManager)
            | (Role::HallManager, Grantor::HallManager) => true,
            (Role::Clerk, Grantor::DutyManager | Grantor::HallManager)
            | (Role::DutyManager, Grantor::HallManager)
            | (Role::Administrator | Role::Auditor, _)
            | (_, Grantor::Above) => false,
        }
    }

    /// Whether a person in `role` may take over what was escalated to `level`; levels above the hall are entered by its managers.
    #[must_use]
    pub const fn may_take_over(role: Role, level: Level) -> bool {
        match (role, level) {
            (Role::HallManager, _) | (Role::DutyManager, Level::DutyManager) => true,
            (Role::DutyManager, _) | (Role::Clerk | Role::Administrator | Role::Auditor, _) => {
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_every_kind_once_and_rises() {
        let shipped = Authority::default();
        assert_eq!(shipped.faults(), []);
        let with = |change: fn(&mut Vec<Limit>)| {
            let mut changed = shipped.clone();
            change(&mut changed.limits);
            let found = changed.faults().into_iter();
            found
                .map(|fault| (fault.kind, fault.fault))
                .collect::<Vec<_>>()
        };
        let credit = RemedyKind::BillCredit;
        assert_eq!(
            with(|rows| rows.retain(|row| row.kind != RemedyKind::BillCredit)),
            [(credit, LimitFault::Missing)]
        );
        assert_eq!(
            with(|rows| rows.push(rows[0])),
            [(credit, LimitFault::Needless)]
        );
        assert_eq!(
            with(|rows| rows[0].kind = RemedyKind::Correction),
            [
                (RemedyKind::Correction, LimitFault::Needless),
                (credit, LimitFault::Missing)
            ]
        );
        assert_eq!(
            with(|rows| rows[0].clerk = Money::from_yuan(301)),
            [(credit, LimitFault::Falls)]
        );
        assert_eq!(
            with(|rows| rows[0].clerk = Money::from_fen(-1)),
            [(credit, LimitFault::OutOfRange)]
        );
        assert_eq!(
            with(|rows| rows[0].hall_manager = Money::from_fen(Money::MOST.fen() + 1)),
            [(credit, LimitFault::OutOfRange)]
        );
        assert_eq!(
            with(|rows| rows[0].clerk = rows[0].hall_manager),
            [(credit, LimitFault::Falls)]
        );
        assert_eq!(
            with(|rows| {
                rows[0].clerk = Money::MOST;
                rows[0].duty_manager = Money::MOST;
                rows[0].hall_manager = Money::MOST;
            }),
            []
        );
    }

    #[test]
    fn the_limit_itself_is_within() {
        let authority = Authority::default();
        let credit = |fen| Remedy {
            kind: RemedyKind::BillCredit,
            amount: Some(Money::from_fen(fen)),
            months: None,
        };
        assert_eq!(authority.grantor(None), Grantor::Clerk);
        assert_eq!(authority.grantor(Some(&credit(5_000))), Grantor::Clerk);
        assert_eq!(
            authority.grantor(Some(&credit(5_001))),
            Grantor::DutyManager
        );
        assert_eq!(
            authority.grantor(Some(&credit(30_001))),
            Grantor::HallManager
        );
        assert_eq!(authority.grantor(Some(&credit(200_001))), Grantor::Above);
        let words = |amount| Remedy {
            kind: RemedyKind::Correction,
            amount,
            months: None,
        };
        assert_eq!(authority.grantor(Some(&words(None))), Grantor::Clerk);
        let amount = Some(Money::from_fen(1));
        assert_eq!(authority.grantor(Some(&words(amount))), Grantor::Above);
        assert!(!Authority::may(Role::HallManager, Grantor::Above));
        assert!(!Authority::may(Role::Administrator, Grantor::Clerk));
    }
}
