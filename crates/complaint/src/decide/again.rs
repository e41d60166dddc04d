//! The customer comes back about the same matter, and colleagues go on with it: one ticket instead of two (domain §11, §13).

use super::Decision;
use super::listening::few;
use crate::field::{TEXT, optional, required};
use crate::{EndKind, Event, Field, Refusal, StaffId, Ticket, TicketNumber};

/// Times a customer comes back about one ticket: more than this is another matter.
const VISITS_MAX: usize = 100;

/// A ticket that went on elsewhere is not taken up here: the other one is.
pub(super) fn may_take_up(end: EndKind) -> Result<(), Refusal> {
    match end {
        EndKind::Settled | EndKind::FinalReply | EndKind::BrokenOff | EndKind::Withdrawn => Ok(()),
        EndKind::Merged | EndKind::Transferred => Err(Refusal::Ended { end }),
    }
}

/// "Solved" is the customer's word (domain §12): who comes back has said otherwise, and the ticket goes on.
pub(super) fn came_back(ticket: &Ticket, words: &str) -> Decision {
    few(ticket.visits.len(), VISITS_MAX)?;
    Ok(vec![Event::CameBack {
        words: required(Field::Statement, words, TEXT)?,
        ended: ticket.end.clone(),
    }])
}

/// Only as long as nothing has happened since: an end that comes back must not undo what was done meanwhile.
pub(super) fn may_take_back(ticket: &Ticket) -> Result<(), Refusal> {
    let last = |visit: &crate::Visit| visit.revision == ticket.revision;
    if ticket.visits.last().is_some_and(last) {
        Ok(())
    } else {
        Err(Refusal::NoVisit)
    }
}

pub(super) fn link(ticket: &Ticket, to: Option<&TicketNumber>) -> Decision {
    if to == Some(&ticket.number) {
        return Err(Refusal::LinkToItself);
    }
    Ok(vec![Event::Linked { to: to.cloned() }])
}

/// The first-responsible clerk stays the contact (domain §11); who has the ticket changes.
pub(super) fn hand_over(ticket: &Ticket, to: &StaffId, reason: &str) -> Decision {
    if *to == ticket.holder {
        return Err(Refusal::HeldAlready);
    }
    Ok(vec![Event::HandedOver {
        to: to.clone(),
        reason: optional(Field::Reason, reason, TEXT)?,
    }])
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Authority, Context, EndKind, Missing, Raised, Refusal, Role, Staff, StaffId, Step,
        Ticket, TicketId, decide_all, gate, inverse, register,
    };
    use uuid::Uuid;

    fn context(ask: impl FnOnce(&Context<'_>)) {
        let staff = Staff {
            id: StaffId::try_from("1024".to_owned()).unwrap(),
            name: "王敏".to_owned(),
            role: Role::Clerk,
        };
        ask(&Context {
            now: "2026-11-21T02:42:00Z".parse().unwrap(),
            staff: &staff,
            authority: &Authority::default(),
        });
    }

    fn ticket() -> Ticket {
        let mut begun = None;
        context(|context| {
            let form = serde_json::json!({
                "phone": "15400010001", "channel": "counter", "category": "2.2", "emotion": "angry", "phenomenon": "宽带又断了"
            });
            let form = serde_json::from_value(form).unwrap();
            let number = "A01-1-20261121-007".to_owned().try_into().unwrap();
            let event = register(TicketId(Uuid::nil()), number, 0, &form, context).unwrap();
            begun = Ticket::begin(&context.entry(event));
        });
        begun.unwrap()
    }

    fn after(ticket: &Ticket, action: serde_json::Value) -> Result<Ticket, Refusal> {
        let action: Action = serde_json::from_value(action).unwrap();
        let mut outcome = None;
        context(|context| {
            outcome = Some(
                decide_all(ticket, &[action], context)
                    .map(|(_, after)| after)
                    .map_err(|(_, refusal)| refusal),
            );
        });
        outcome.unwrap()
    }

    fn back(ticket: &Ticket) -> Result<Ticket, Refusal> {
        after(
            ticket,
            serde_json::json!({"do": "came_back", "words": "说好昨天来修，没有人来"}),
        )
    }

    fn take_back(ticket: &Ticket) -> Result<Ticket, Refusal> {
        after(ticket, serde_json::json!({"do": "take_back_visit"}))
    }

    #[test]
    fn coming_back_raises_the_ticket_and_waits_for_an_answer() {
        let once = back(&ticket()).unwrap();
        assert_eq!(once.raised, [Raised::Repeated { earlier: 1 }]);
        let twice = back(&once).unwrap();
        assert_eq!(
            (twice.earlier, &twice.raised[..]),
            (2, &[Raised::Repeated { earlier: 2 }][..])
        );
        assert!(gate(&twice, Step::FollowUp).contains(&Missing::CameBack));
        let again = take_back(&twice).unwrap();
        assert_eq!(
            (again.raised, again.visits),
            (once.raised.clone(), once.visits)
        );
        assert_eq!(take_back(&ticket()), Err(Refusal::NoVisit));
    }

    #[test]
    fn an_ended_ticket_is_taken_up_again_and_its_end_comes_back_with_a_wrong_click_only() {
        let reason = "客户等不及先走了";
        let left = after(
            &ticket(),
            serde_json::json!({"do": "break_off", "reason": reason}),
        )
        .unwrap();
        let here = back(&left).unwrap();
        assert_eq!(here.end, None);
        assert_eq!(take_back(&here).unwrap().end, left.end);
        let on = after(
            &here,
            serde_json::json!({"do": "add_note", "text": "在核实"}),
        )
        .unwrap();
        assert_eq!(take_back(&on), Err(Refusal::NoVisit));
    }

    #[test]
    fn what_went_on_elsewhere_is_not_taken_up_here() {
        let merge =
            serde_json::json!({"do": "merge", "into": "A01-1-20261121-003", "reason": "同一件事"});
        let merged = after(&ticket(), merge).unwrap();
        let end = EndKind::Merged;
        assert_eq!(back(&merged), Err(Refusal::Ended { end }));
    }

    #[test]
    fn links_and_hand_overs_are_taken_back_by_what_was_before() {
        let own = serde_json::json!({"do": "link", "to": "A01-1-20261121-007"});
        assert_eq!(after(&ticket(), own), Err(Refusal::LinkToItself));
        for action in [
            serde_json::json!({"do": "link", "to": "A01-1-20261121-003"}),
            serde_json::json!({"do": "hand_over", "to": "1031", "reason": "暂时离开"}),
        ] {
            let before = ticket();
            let done = after(&before, action.clone()).unwrap();
            let undo = inverse(&before, &serde_json::from_value(action).unwrap()).unwrap();
            let undone = after(&done, serde_json::to_value(undo).unwrap()).unwrap();
            assert_ne!(
                (&done.follows, &done.holder),
                (&before.follows, &before.holder)
            );
            assert_eq!(
                (undone.follows, undone.holder),
                (before.follows, before.holder)
            );
        }
        let own = serde_json::json!({"do": "hand_over", "to": "1024"});
        assert_eq!(after(&ticket(), own), Err(Refusal::HeldAlready));
    }
}
