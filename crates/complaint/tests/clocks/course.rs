//! A ticket and its clock: who acts, and after how many hours.

use ansu_complaint::*;
use chrono::{TimeDelta, TimeZone, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// 10:42 by the hall's clock, a Monday.
pub(crate) fn start() -> Moment {
    Utc.with_ymd_and_hms(2026, 11, 23, 2, 42, 0).unwrap()
}

pub(crate) const CLERK: (&str, Role) = ("1024", Role::Clerk);
pub(crate) const COLLEAGUE: (&str, Role) = ("1031", Role::Clerk);
pub(crate) const MANAGER: (&str, Role) = ("1001", Role::HallManager);
pub(crate) const DUTY: (&str, Role) = ("1008", Role::DutyManager);

pub(crate) const ANSWER: DeadlineKind = DeadlineKind::Answer;
pub(crate) const REPAIR: DeadlineKind = DeadlineKind::Repair;

pub(crate) struct Course {
    pub(crate) ticket: Ticket,
    pub(crate) timing: Timing,
    pub(crate) now: Moment,
}

fn context<T>((id, role): (&str, Role), now: Moment, ask: impl FnOnce(&Context<'_>) -> T) -> T {
    let staff = Staff {
        id: StaffId::try_from(id.to_owned()).unwrap(),
        name: id.to_owned(),
        role,
    };
    ask(&Context {
        now,
        staff: &staff,
        authority: &Authority::default(),
    })
}

impl Course {
    pub(crate) fn begin(category: &str) -> Self {
        let form: IntakeForm = serde_json::from_value(json!({
            "phone": "13812345678", "channel": "counter", "category": category, "emotion": "calm",
            "phenomenon": "断网",
        }))
        .unwrap();
        let number = TicketNumber::try_from("A01-1-20261123-001".to_owned()).unwrap();
        let id = TicketId(Uuid::from_u128(1));
        let ticket = context(CLERK, start(), |context| {
            let event = register(id, number, 0, &form, context).unwrap();
            Ticket::begin(&context.entry(event)).unwrap()
        });
        Self {
            ticket,
            timing: Timing::default(),
            now: start(),
        }
    }

    /// Up to step 5, with two offers on the table, an hour after the beginning.
    pub(crate) fn asked(category: &str) -> Self {
        let mut course = Self::begin(category);
        course.later(1);
        let offer = |action: &str| {
            json!({"do": "propose_offer", "terms": {
                "action": action, "unit": "装维一班", "due": start() + TimeDelta::hours(40), "basis": "published_promise"
            }})
        };
        for action in [
            json!({"do": "record_statement", "statement": "网断了", "emotion": "calm", "strength": 2}),
            json!({"do": "advance"}),
            json!({"do": "apologize", "wording": "给您添麻烦了"}),
            json!({"do": "advance"}),
            json!({"do": "record_facts", "facts": {"who": "张明", "when": "今天", "where": "家中", "what": "断网", "why": "", "how": "修好"}}),
            json!({"do": "confirm_read_back", "text": "今天家中断网，希望修好"}),
            json!({"do": "advance"}),
            offer("上门检修"),
            offer("换光猫"),
            json!({"do": "advance"}),
        ] {
            course.ok(CLERK, action);
        }
        course
    }

    /// Agreed and signed, in step 6; promise 1 is open.
    pub(crate) fn agreed(category: &str) -> Self {
        let mut course = Self::asked(category);
        for action in [
            json!({"do": "choose_offer", "offer": 1}),
            json!({"do": "advance"}),
            json!({"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}}),
        ] {
            course.ok(CLERK, action);
        }
        course
    }

    pub(crate) fn later(&mut self, hours: i64) -> &mut Self {
        self.minutes(hours * 60)
    }

    pub(crate) fn minutes(&mut self, minutes: i64) -> &mut Self {
        self.now += TimeDelta::minutes(minutes);
        self
    }

    pub(crate) fn act(&mut self, who: (&str, Role), action: Value) -> Result<(), Refusal> {
        let action: Action = serde_json::from_value(action).unwrap();
        self.take(who, &action)
    }

    fn take(&mut self, who: (&str, Role), action: &Action) -> Result<(), Refusal> {
        let actions = std::slice::from_ref(action);
        let done = context(who, self.now, |context| {
            decide_all(&self.ticket, actions, context)
        });
        self.ticket = done.map_err(|(_, refusal)| refusal)?.1;
        Ok(())
    }

    pub(crate) fn ok(&mut self, who: (&str, Role), action: Value) -> &mut Self {
        let said = action.to_string();
        assert_eq!(self.act(who, action), Ok(()), "{said}");
        self
    }

    /// Does it and takes it back at once.
    pub(crate) fn undone(&mut self, who: (&str, Role), action: Value) -> &mut Self {
        let action: Action = serde_json::from_value(action).unwrap();
        let back = inverse(&self.ticket, &action).unwrap();
        self.take(who, &action).unwrap();
        self.take(who, &back).unwrap();
        self
    }

    pub(crate) fn call(&mut self, solved: &str, satisfied: &str) -> &mut Self {
        self.ok(
            CLERK,
            json!({"do": "call_back", "opinion": {"solved": solved, "satisfied": satisfied}}),
        )
    }

    pub(crate) fn keep(&mut self, promise: u16) -> &mut Self {
        self.ok(CLERK, json!({"do": "keep_promise", "promise": promise}))
    }

    pub(crate) fn find(&self, kind: DeadlineKind) -> Option<Deadline> {
        let mut all = self.ticket.deadlines(&self.timing).into_iter();
        all.find(|known| known.kind == kind)
    }

    pub(crate) fn state(&self, kind: DeadlineKind) -> Option<ClockState> {
        self.find(kind).map(|deadline| deadline.state(self.now))
    }

    /// Hours from the beginning to the due time.
    pub(crate) fn due(&self, kind: DeadlineKind) -> Option<i64> {
        self.find(kind)
            .map(|deadline| (deadline.due - start()).num_hours())
    }

    pub(crate) fn met(&self, kind: DeadlineKind) -> Option<i64> {
        let met = self.find(kind)?.met?;
        Some((met - start()).num_hours())
    }
}
