use crate::{
    Action, Authority, Capacity, Context, Raised, Refusal, Role, Staff, StaffId, Ticket, TicketId,
    decide_all, inverse, register,
};
use serde_json::{Value, json};
use uuid::Uuid;

const NOW: &str = "2026-11-21T02:42:00Z";

fn staff(id: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::try_from(id.to_owned()).unwrap(),
        name: "王敏".to_owned(),
        role,
    }
}

fn clerk() -> Staff {
    staff("1024", Role::Clerk)
}

fn manager() -> Staff {
    staff("1008", Role::DutyManager)
}

fn ticket() -> Ticket {
    let form = json!({"phone": "15400010001", "channel": "counter", "category": "2.2", "emotion": "angry", "phenomenon": "宽带又断了"});
    let form = serde_json::from_value(form).unwrap();
    let number = "A01-1-20261121-007".to_owned().try_into().unwrap();
    let authority = Authority::default();
    let staff = clerk();
    let context = Context {
        now: NOW.parse().unwrap(),
        staff: &staff,
        authority: &authority,
    };
    let event = register(TicketId(Uuid::nil()), number, 0, &form, &context).unwrap();
    Ticket::begin(&context.entry(event)).unwrap()
}

fn after(ticket: &Ticket, staff: &Staff, action: &Value) -> Result<Ticket, Refusal> {
    let action: Action = serde_json::from_value(action.clone()).unwrap();
    let authority = Authority::default();
    let context = Context {
        now: NOW.parse().unwrap(),
        staff,
        authority: &authority,
    };
    decide_all(ticket, &[action], &context)
        .map(|(_, after)| after)
        .map_err(|(_, refusal)| refusal)
}

fn report() -> Value {
    json!({"do": "report_sensitive", "capacity": "press"})
}

fn note() -> Value {
    json!({"do": "note_sensitive"})
}

fn take_back() -> Value {
    json!({"do": "take_back_sensitive"})
}

#[test]
fn a_reported_visit_raises_the_ticket_until_it_is_taken_back() {
    let before = ticket();
    let reported = after(&before, &clerk(), &report()).unwrap();
    let capacity = Capacity::Press;
    assert_eq!(reported.raised, [Raised::Sensitive { capacity }]);
    assert_eq!(reported.unnoted(), Some(capacity));
    let again = after(&reported, &clerk(), &report());
    assert_eq!(again, Err(Refusal::SensitiveReported));
    let wrong = serde_json::from_value(report()).unwrap();
    let undo = serde_json::to_value(inverse(&before, &wrong).unwrap()).unwrap();
    let undone = after(&reported, &clerk(), &undo).unwrap();
    assert_eq!((undone.raised, undone.sensitive), (Vec::new(), None));
}

#[test]
fn a_manager_takes_note_once_and_nobody_of_an_own_word() {
    assert_eq!(
        after(&ticket(), &manager(), &note()),
        Err(Refusal::NoSensitive)
    );
    let reported = after(&ticket(), &clerk(), &report()).unwrap();
    assert!(matches!(
        after(&reported, &clerk(), &note()),
        Err(Refusal::NotAuthorised { .. })
    ));
    // Whoever reported it as a clerk and has become a manager since.
    let risen = staff("1024", Role::DutyManager);
    assert_eq!(after(&reported, &risen, &note()), Err(Refusal::OwnRequest));
    let noted = after(&reported, &manager(), &note()).unwrap();
    let by = noted
        .sensitive
        .as_ref()
        .and_then(|visit| visit.noted.clone());
    assert_eq!(by.unwrap().by, manager().id);
    assert_eq!(noted.unnoted(), None);
    assert_eq!(
        after(&noted, &manager(), &note()),
        Err(Refusal::NoSensitive)
    );
    // It stays raised, and what a manager knows is a manager's to take back.
    assert_eq!(noted.raised, reported.raised);
    assert!(matches!(
        after(&noted, &clerk(), &take_back()),
        Err(Refusal::NotAuthorised { .. })
    ));
    let undone = after(&noted, &manager(), &take_back()).unwrap();
    assert_eq!(undone.sensitive, None);
}

#[test]
fn a_manager_who_reports_it_has_taken_note() {
    let reported = after(&ticket(), &manager(), &report()).unwrap();
    assert_eq!(reported.unnoted(), None);
    assert!(reported.sensitive.is_some());
}

#[test]
fn an_end_informs_nobody() {
    let reported = after(&ticket(), &clerk(), &report()).unwrap();
    let left = json!({"do": "break_off", "reason": "客户等不及先走了"});
    let left = after(&reported, &clerk(), &left).unwrap();
    assert_eq!(left.unnoted(), Some(Capacity::Press));
    let noted = after(&left, &manager(), &note()).unwrap();
    assert_eq!(noted.unnoted(), None);
}

#[test]
fn a_correction_can_say_it_and_takes_nothing_back() {
    let before = ticket();
    let mut form = before.intake.form();
    form.sensitive = Some(Capacity::Lawyer);
    let amend = |form| serde_json::to_value(Action::AmendIntake { form }).unwrap();
    let said = after(&before, &clerk(), &amend(form)).unwrap();
    assert_eq!(said.unnoted(), Some(Capacity::Lawyer));
    let again = after(&said, &clerk(), &amend(said.intake.form())).unwrap();
    assert_eq!(again.sensitive, said.sensitive);
}
