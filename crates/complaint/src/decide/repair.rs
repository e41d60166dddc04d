//! A fault is repaired (domain §10).

use super::{Context, Decision};
use crate::field::{TEXT, optional, past};
use crate::{Event, Field, Moment, Refusal, Repair, Ticket};
use chrono::TimeDelta;

/// Enters a repair, or corrects the one that stands.
pub(super) fn record(
    ticket: &Ticket,
    restored: Moment,
    note: &str,
    context: &Context<'_>,
) -> Decision {
    let field = Field::Restored;
    // People say minutes: what was registered at 10:42:30 may work "since 10:42".
    if restored + TimeDelta::minutes(1) <= ticket.received {
        return Err(Refusal::InPast { field });
    }
    let repair = Repair {
        restored: past(field, restored, context.now)?,
        note: optional(Field::Remark, note, TEXT)?,
        by: context.staff.id.clone(),
        noted: context.now,
        denied: None,
    };
    Ok(vec![Event::Repaired { repair }])
}

/// Only a fault has something to repair.
pub(super) fn may_record(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.intake.category.is_fault() {
        Ok(())
    } else {
        Err(Refusal::NoFault)
    }
}

/// A repair stands. No time limit: taking it back lets the law's clock run on.
pub(super) fn may_take_back(ticket: &Ticket) -> Result<(), Refusal> {
    ticket
        .stands_repaired()
        .map(drop)
        .ok_or(Refusal::NotRepaired)
}
