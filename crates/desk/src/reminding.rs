//! Reminding whoever is at work of what comes due, and managers of what the hall has let pass (domain §10).

use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{
    Authority, ClockState, DeadlineKind, Moment, Point, Reminder, Role, Ticket, TicketId,
    TicketNumber, Timing, Watch,
};
use serde::Serialize;
use std::collections::HashMap;

/// A reminder with the number by which people know the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReminderView {
    /// What is due, and when.
    pub reminder: Reminder,
    /// The ticket's printed number.
    pub number: TicketNumber,
    /// Somebody else has it.
    pub others: bool,
}

/// What the person at work is told now. Nothing of a customer is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RemindersView {
    /// What was not told yet, what came first first.
    pub fresh: Vec<ReminderView>,
    /// Tickets in hand of which something is overdue.
    pub overdue: u32,
    /// Tickets in hand of which the next thing is due soon.
    pub due_soon: u32,
    /// Now, by the desk's clock.
    pub now: Moment,
}

impl<C: Context> Desk<C> {
    /// Begins to watch over somebody's reminders: what lies before is no news, the queue shows it.
    pub fn watch(&self) -> Watch {
        Watch::since(self.context.now())
    }

    /// Reminders that `watch` has not told yet: of everything on the tickets that the person at work has in hand, and for a manager of what was
    /// handed up to them and whatever the hall's tickets have let pass.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn reminders(
        &self,
        session: &Session,
        watch: &mut Watch,
    ) -> Result<RemindersView, DeskError> {
        self.authorize(session, Operation::Queue, None)?;
        let now = self.context.now();
        let since = watch.begins(now);
        let timing = self.store.hall_rule::<Timing>()?.rule;
        let own = self.store.in_hand(&session.staff().id)?;
        let mut reminders: Vec<Reminder> = own
            .iter()
            .flat_map(|ticket| ticket.reminders(&timing, since, now))
            .collect();
        let mut known: HashMap<TicketId, (TicketNumber, bool)> =
            own.iter().map(|ticket| numbered(ticket, false)).collect();
        if matches!(session.staff().role, Role::DutyManager | Role::HallManager) {
            // What was handed up is for whoever may take it over, wherever the ticket is.
            for ticket in self.store.handed_up()? {
                if !takes_over(session.staff().role, &ticket) {
                    continue;
                }
                let (id, shown) = numbered(&ticket, true);
                known.entry(id).or_insert(shown);
                let all = ticket.reminders(&timing, since, now).into_iter();
                reminders.extend(all.filter(|one| one.kind == DeadlineKind::Escalation));
            }
            for ticket in self.store.passed(since, now)? {
                let (id, shown) = numbered(&ticket, true);
                known.entry(id).or_insert(shown);
                let all = ticket.reminders(&timing, since, now).into_iter();
                reminders.extend(all.filter(|one| one.point == Point::Passed));
            }
        }
        let fresh = watch.tell(reminders).into_iter();
        Ok(RemindersView {
            fresh: fresh
                .filter_map(|reminder| {
                    let (number, others) = known.get(&reminder.ticket)?.clone();
                    Some(ReminderView {
                        reminder,
                        number,
                        others,
                    })
                })
                .collect(),
            overdue: standing(&own, &timing, now, ClockState::Overdue),
            due_soon: standing(&own, &timing, now, ClockState::DueSoon),
            now,
        })
    }
}

fn takes_over(role: Role, ticket: &Ticket) -> bool {
    ticket
        .open_escalation()
        .is_some_and(|escalation| Authority::may_take_over(role, escalation.level))
}

fn numbered(ticket: &Ticket, others: bool) -> (TicketId, (TicketNumber, bool)) {
    (ticket.id, (ticket.number.clone(), others))
}

/// Tickets of which what is due next stands so.
fn standing(tickets: &[Ticket], timing: &Timing, now: Moment, state: ClockState) -> u32 {
    let stands = |ticket: &&Ticket| {
        // The queue that this leads to shows what is open.
        if ticket.has_ended() {
            return false;
        }
        let next = ticket.next_deadline(timing);
        next.is_some_and(|deadline| deadline.state(now) == state)
    };
    u32::try_from(tickets.iter().filter(stands).count()).unwrap_or(u32::MAX)
}
