//! Work orders to back offices (domain §10, §11).

use super::listening::few;
use super::{Context, Decision};
use crate::field::{LINE, TEXT, future, required};
use crate::undo::next_work_order;
use crate::work_order::REMINDERS_MAX;
use crate::{
    Admission, Event, Field, Means, Moment, OrderMove, OrderStep, Refusal, Ticket, WorkOrder,
    WorkOrderNo,
};

/// Work orders on one ticket.
const ORDERS_MAX: usize = 60;
/// Entries on one order.
const STEPS_MAX: usize = 100;
/// What was entered by mistake is taken back by the same person within this time; afterwards others have read it.
const TAKEN_BACK_WITHIN: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

pub(super) fn send(
    ticket: &Ticket,
    unit: &str,
    asked: &str,
    due: Moment,
    context: &Context<'_>,
) -> Decision {
    few(ticket.work_orders.len(), ORDERS_MAX)?;
    let order = WorkOrder {
        no: next_work_order(ticket),
        unit: required(Field::Unit, unit, LINE)?,
        asked: required(Field::Asked, asked, TEXT)?,
        due: future(Field::Due, due, context.now)?,
        by: context.staff.id.clone(),
        at: context.now,
        course: Vec::new(),
    };
    Ok(vec![Event::WorkOrderSent { order }])
}

/// Twice at most: what is not answered then goes up a level.
pub(super) fn remind(
    ticket: &Ticket,
    no: WorkOrderNo,
    means: Means,
    context: &Context<'_>,
) -> Decision {
    let order = open(ticket, no)?;
    if order.reminders() >= usize::from(REMINDERS_MAX) {
        return Err(Refusal::RemindersUsedUp {
            most: REMINDERS_MAX,
        });
    }
    moved(order, OrderMove::Reminded { means }, context)
}

pub(super) fn reply(
    ticket: &Ticket,
    no: WorkOrderNo,
    text: &str,
    admission: Admission,
    context: &Context<'_>,
) -> Decision {
    let order = open(ticket, no)?;
    let text = required(Field::Reply, text, TEXT)?;
    moved(order, OrderMove::Replied { text, admission }, context)
}

/// What was answered does not suffice: the unit is asked again.
pub(super) fn send_back(
    ticket: &Ticket,
    no: WorkOrderNo,
    reason: &str,
    due: Moment,
    context: &Context<'_>,
) -> Decision {
    let order = find(ticket, no)?;
    if !matches!(order.last(), Some(OrderMove::Replied { .. })) {
        return Err(Refusal::NothingReplied { order: no.0 });
    }
    let reason = required(Field::Reason, reason, TEXT)?;
    let due = future(Field::Due, due, context.now)?;
    moved(order, OrderMove::Returned { reason, due }, context)
}

/// Whoever sent it needs no reason at once: it was a slip of the hand.
pub(super) fn withdraw(
    ticket: &Ticket,
    no: WorkOrderNo,
    reason: Option<&str>,
    context: &Context<'_>,
) -> Decision {
    let order = open(ticket, no)?;
    let slip = order.course.is_empty()
        && order.by == context.staff.id
        && (context.now - order.at).abs() < TAKEN_BACK_WITHIN;
    let reason = match reason {
        None if slip => None,
        reason => Some(required(Field::Reason, reason.unwrap_or_default(), TEXT)?),
    };
    moved(order, OrderMove::Withdrawn { reason }, context)
}

pub(super) fn take_back(ticket: &Ticket, no: WorkOrderNo, context: &Context<'_>) -> Decision {
    let mine = find(ticket, no)?.course.last().is_some_and(|step| {
        step.by == context.staff.id && (context.now - step.at).abs() < TAKEN_BACK_WITHIN
    });
    if mine {
        Ok(vec![Event::WorkOrderTakenBack { order: no }])
    } else {
        Err(Refusal::OrderStays { order: no.0 })
    }
}

/// A ticket does not end while a unit is still asked: no tail left (domain §12). Either the reply is entered or the order withdrawn.
pub(super) fn no_open_order(ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.open_work_orders().count() {
        0 => Ok(()),
        count => Err(Refusal::OpenWorkOrders {
            count: u16::try_from(count).unwrap_or(u16::MAX),
        }),
    }
}

fn moved(order: &WorkOrder, what: OrderMove, context: &Context<'_>) -> Decision {
    few(order.course.len(), STEPS_MAX)?;
    Ok(vec![Event::WorkOrderMoved {
        order: order.no,
        step: OrderStep {
            at: context.now,
            by: context.staff.id.clone(),
            what,
        },
    }])
}

fn find(ticket: &Ticket, no: WorkOrderNo) -> Result<&WorkOrder, Refusal> {
    ticket
        .work_order(no)
        .ok_or(Refusal::UnknownWorkOrder { order: no.0 })
}

fn open(ticket: &Ticket, no: WorkOrderNo) -> Result<&WorkOrder, Refusal> {
    let order = find(ticket, no)?;
    if order.is_open() {
        Ok(order)
    } else {
        Err(Refusal::WorkOrderNotOpen { order: no.0 })
    }
}

#[cfg(test)]
mod tests {
    use crate::*;
    use chrono::{TimeDelta, TimeZone, Utc};
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn start() -> Moment {
        Utc.with_ymd_and_hms(2026, 11, 23, 2, 42, 0).unwrap()
    }

    fn by<T>(id: &str, minutes: i64, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        let staff = Staff {
            id: StaffId::try_from(id.to_owned()).unwrap(),
            name: id.to_owned(),
            role: Role::Clerk,
        };
        ask(&Context {
            now: start() + TimeDelta::minutes(minutes),
            staff: &staff,
            authority: &Authority::default(),
        })
    }

    fn ticket() -> Ticket {
        by("1024", 0, |context| {
            let form: IntakeForm = serde_json::from_value(json!({
                "phone": "13812345678", "channel": "counter", "category": "4.1", "emotion": "calm", "phenomenon": "不知情订购",
            }))
            .unwrap();
            let number = TicketNumber::try_from("A01-1-20261123-001".to_owned()).unwrap();
            let event = register(TicketId(Uuid::from_u128(1)), number, 0, &form, context).unwrap();
            Ticket::begin(&context.entry(event)).unwrap()
        })
    }

    fn after(ticket: &Ticket, who: &str, minutes: i64, action: Value) -> Result<Ticket, Refusal> {
        let action = serde_json::from_value(action).unwrap();
        by(who, minutes, |context| {
            decide_all(ticket, &[action], context).map(|(_, after)| after)
        })
        .map_err(|(_, refusal)| refusal)
    }

    fn sent() -> Ticket {
        let due = start() + TimeDelta::hours(4);
        let send = json!({"do": "send_work_order", "unit": "增值业务组", "asked": "查订购记录", "due": due});
        after(&ticket(), "1024", 0, send).unwrap()
    }

    fn remind() -> Value {
        json!({"do": "remind_unit", "order": 1, "means": "telephone"})
    }

    fn reply() -> Value {
        json!({"do": "enter_reply", "order": 1, "text": "9月3日短信订购", "admission": "denies"})
    }

    #[test]
    fn a_unit_is_reminded_twice_and_then_the_matter_goes_up() {
        let ticket = after(&sent(), "1024", 60, remind()).unwrap();
        let ticket = after(&ticket, "1031", 120, remind()).unwrap();
        assert_eq!(ticket.work_orders[0].reminders(), 2);
        assert_eq!(
            after(&ticket, "1024", 180, remind()),
            Err(Refusal::RemindersUsedUp { most: 2 })
        );
    }

    #[test]
    fn what_is_not_enough_is_asked_again_by_a_new_time() {
        let due = start() + TimeDelta::hours(9);
        let back =
            json!({"do": "return_reply", "order": 1, "reason": "没有附订购凭证", "due": due});
        assert_eq!(
            after(&sent(), "1024", 60, back.clone()),
            Err(Refusal::NothingReplied { order: 1 })
        );
        let replied = after(&sent(), "1024", 60, reply()).unwrap();
        assert_eq!(replied.open_work_orders().count(), 0);
        assert_eq!(
            after(&replied, "1024", 61, remind()),
            Err(Refusal::WorkOrderNotOpen { order: 1 })
        );
        let again = after(&replied, "1024", 70, back).unwrap();
        assert_eq!(again.open_work_orders().next().unwrap().due(), due);
        let clock = again.deadlines(&Timing::default());
        let of_order = DeadlineKind::WorkOrder { no: WorkOrderNo(1) };
        let clock = clock.iter().find(|one| one.kind == of_order).unwrap();
        assert_eq!((clock.due, clock.norm), (due, Norm::Hall));
    }

    #[test]
    fn nothing_ends_while_a_unit_is_asked() {
        let leave = json!({"do": "withdraw", "reason": "客户不追究了"});
        assert_eq!(
            after(&sent(), "1024", 5, leave.clone()),
            Err(Refusal::OpenWorkOrders { count: 1 })
        );
        let slip = json!({"do": "withdraw_work_order", "order": 1});
        // A slip of the hand needs no reason at once; later, or from another, it does.
        for (who, minute) in [("1031", 5), ("1024", 10)] {
            let field = Field::Reason;
            assert_eq!(
                after(&sent(), who, minute, slip.clone()),
                Err(Refusal::Required { field })
            );
        }
        let gone = after(&sent(), "1024", 9, slip).unwrap();
        assert!(after(&gone, "1024", 10, leave).unwrap().has_ended());
    }

    #[test]
    fn an_entry_made_by_mistake_is_taken_back_at_once_by_whoever_made_it() {
        let replied = after(&sent(), "1024", 60, reply()).unwrap();
        let back = json!({"do": "take_back_order_step", "order": 1});
        for (who, minute) in [("1031", 61), ("1024", 70)] {
            assert_eq!(
                after(&replied, who, minute, back.clone()),
                Err(Refusal::OrderStays { order: 1 })
            );
        }
        let open = after(&replied, "1024", 69, back).unwrap();
        assert_eq!(open.work_orders, sent().work_orders);
    }

    #[test]
    fn a_ticket_waits_for_a_unit_only_where_the_counter_has_nothing_to_do() {
        assert_eq!(sent().next_move(), NextMove::Continue);
        let mut ticket = sent();
        ticket.step = Step::Gather;
        ticket.facts.who = "张明".to_owned();
        ticket.facts.when = "上月".to_owned();
        ticket.facts.how = "退费".to_owned();
        assert_eq!(ticket.next_move(), NextMove::Continue, "not read back");
        ticket.read_back = Some("上月".to_owned());
        assert_eq!(ticket.next_move(), NextMove::AwaitUnit);
        let replied = after(&ticket, "1024", 60, reply()).unwrap();
        assert_eq!(replied.next_move(), NextMove::Continue);
        ticket.step = Step::Propose;
        assert_eq!(ticket.next_move(), NextMove::AwaitUnit);
        ticket.step = Step::Ask;
        assert_eq!(ticket.next_move(), NextMove::Continue);
    }
}
