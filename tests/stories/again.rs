//! The second contact: what came before is shown, counts, and is gone on with instead of beside (domain §13).

use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, form, read, staff_id};
use ansu_desk::complaint::{ContactId, EndKind, NextMove, Raised, Step, TicketNumber};
use ansu_desk::{
    Act, ApiError, AuditRequest, Code, ContactView, Ground, KEPT_MONTHS, Kept, Lane, Plea, Standing,
};
use serde_json::{Value, json};

const PHONE: &str = "15400010001";

fn note(hall: &mut Hall, by: &str, changed: Value) -> Result<ContactView, ApiError> {
    let mut form = json!({"phone": PHONE, "kind": "enquiry", "matter": "问宽带什么时候修好"});
    form.as_object_mut()
        .unwrap()
        .extend(changed.as_object().unwrap().clone());
    let session = hall.session(by);
    Ok(hall.desk.note_contact(&session, &read(form), &[])?)
}

fn counts(hall: &mut Hall) -> u16 {
    let session = hall.session(CLERK);
    hall.desk.contacts(&session, PHONE).unwrap().counts
}

fn back(hall: &mut Hall, number: &str) -> Result<ansu_desk::Outcome, ApiError> {
    let words = "说好昨天来修，没有人来";
    hall.perform(CLERK, number, json!([{"do": "came_back", "words": words}]))
}

#[test]
fn enquiries_and_fault_reports_count_and_thanks_do_not() {
    let mut hall = Hall::new();
    note(&mut hall, CLERK, json!({})).unwrap();
    note(
        &mut hall,
        COLLEAGUE,
        json!({"kind": "fault_report", "category": "2.2"}),
    )
    .unwrap();
    note(&mut hall, COLLEAGUE, json!({"kind": "thanks"})).unwrap();
    let wrong = note(&mut hall, CLERK, json!({"matter": "点错了"})).unwrap();
    note(&mut hall, CLERK, json!({"phone": "15400020002"})).unwrap();
    assert_eq!(counts(&mut hall), 3);
    let clerk = hall.session(CLERK);
    hall.desk.take_back_contact(&clerk, wrong.id).unwrap();
    let earlier = hall.desk.contacts(&clerk, "154 0001 0001").unwrap();
    assert_eq!(earlier.counts, 2);
    let shown: Vec<_> = earlier.contacts.iter().map(|one| one.by.as_str()).collect();
    assert_eq!(shown, [COLLEAGUE, COLLEAGUE, CLERK], "thanks are shown");

    let ticket = hall.register(CLERK, json!({"phone": PHONE})).unwrap();
    assert_eq!(ticket.raised, [Raised::Repeated { earlier: 2 }]);
    assert_eq!(hall.lines(CLERK, Lane::Repeated).len(), 1);
    let view = hall
        .desk
        .ticket(&clerk, &by_number(ticket.number.as_str()))
        .unwrap();
    let ids = |contacts: &[ContactView]| contacts.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(&view.others), ids(&earlier.contacts));
    let own: Vec<_> = earlier
        .contacts
        .iter()
        .map(|one| one.may_take_back)
        .collect();
    assert_eq!(own, [false, false, true], "whose it is, and just now");
    hall.at("2026-12-25T10:00:00+08:00");
    assert_eq!(
        counts(&mut hall),
        0,
        "after 30 days nothing is a repetition"
    );
    hall.is_sound();
}

/// What an intake sees of the number: how many contacts count, and the tickets.
fn seen(hall: &mut Hall) -> (u16, Vec<String>) {
    let session = hall.session(CLERK);
    let earlier = hall.desk.contacts(&session, PHONE).unwrap();
    let numbers = earlier
        .tickets
        .iter()
        .map(|one| one.line.number.to_string());
    (earlier.counts, numbers.collect())
}

#[test]
fn what_is_older_than_the_window_and_not_done_with_is_seen_gone_on_with_and_linked() {
    let mut hall = Hall::new();
    let waiting = crate::course::ticket_at(&mut hall, Step::FollowUp);
    let done = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let withdrawn = json!([{"do": "withdraw", "reason": "客户说不用了"}]);
    hall.perform(CLERK, &done, withdrawn).unwrap();
    hall.at("2026-12-31T10:00:00+08:00");
    assert_eq!(
        seen(&mut hall),
        (0, vec![waiting.clone()]),
        "of 40 days ago"
    );
    let clerk = hall.session(CLERK);
    let earlier = hall.desk.contacts(&clerk, PHONE).unwrap();
    assert!(earlier.tickets[0].may_go_on);
    assert_eq!(earlier.tickets[0].promises[0].standing, Standing::Late);

    let number = TicketNumber::try_from(waiting.clone()).unwrap();
    let form = read(form(json!({})));
    let again = hall
        .desk
        .register_after(&clerk, &form, Some(&number), &[])
        .unwrap();
    assert_eq!(again.view.ticket.follows, Some(number));
    assert_eq!(again.view.ticket.earlier, 0, "the repeat rate has its days");
    let known: Vec<_> = again
        .view
        .contacts
        .iter()
        .map(|line| line.number.as_str())
        .collect();
    assert_eq!(known, [waiting.as_str()]);

    let broken = json!([{"do": "break_promise", "promise": 1, "reason": "没有线路资源"}]);
    hall.perform(CLERK, &waiting, broken).unwrap();
    let left = json!([{"do": "break_off", "reason": "客户走了"}]);
    hall.perform(CLERK, &waiting, left).unwrap();
    let (_, numbers) = seen(&mut hall);
    assert!(numbers.contains(&waiting), "a promise in it was broken");
    assert!(!numbers.contains(&done));
    back(&mut hall, &waiting).unwrap();
    hall.is_sound();
}

#[test]
fn a_visit_that_was_broken_off_with_a_promise_open_is_not_forgotten() {
    let mut hall = Hall::new();
    let left = crate::course::ticket_at(&mut hall, Step::FollowUp);
    let gone = json!([{"do": "break_off", "reason": "客户走了"}]);
    hall.perform(CLERK, &left, gone).unwrap();
    hall.at("2026-12-31T10:00:00+08:00");
    assert_eq!(seen(&mut hall), (0, vec![left]));
}

#[test]
fn a_wrong_click_is_taken_back_by_whoever_made_it_and_at_once() {
    let mut hall = Hall::new();
    let contact = note(&mut hall, CLERK, json!({})).unwrap();
    let code = |hall: &mut Hall, by: &str, id| {
        let session = hall.session(by);
        let refused = hall.desk.take_back_contact(&session, id).unwrap_err();
        ApiError::from(refused).code
    };
    assert_eq!(code(&mut hall, MANAGER, contact.id), Code::ContactStays);
    let nobody = ContactId(ansu_desk::Uuid::nil());
    assert_eq!(code(&mut hall, CLERK, nobody), Code::UnknownContact);
    hall.at("2026-11-21T10:11:00+08:00");
    assert_eq!(code(&mut hall, CLERK, contact.id), Code::ContactStays);
    assert_eq!(code(&mut hall, "1060", contact.id), Code::ReadsOnly);
    assert_eq!(counts(&mut hall), 1);
}

#[test]
fn a_field_that_cannot_stand_is_named_and_the_draft_stays() {
    let mut hall = Hall::new();
    let clerk = hall.session(CLERK);
    hall.desk.save_draft(&clerk, "contact", "{}").unwrap();
    let form = read(json!({"phone": PHONE, "kind": "enquiry", "matter": " "}));
    let clears = ["contact".to_owned()];
    let refused = hall.desk.note_contact(&clerk, &form, &clears).unwrap_err();
    assert_eq!(ApiError::from(refused).params["field"], json!("matter"));
    assert!(hall.desk.draft(&clerk, "contact").unwrap().is_some());
    let form = read(json!({"phone": PHONE, "kind": "enquiry", "matter": "问账单"}));
    hall.desk.note_contact(&clerk, &form, &clears).unwrap();
    assert_eq!(hall.desk.draft(&clerk, "contact").unwrap(), None);
}

#[test]
fn what_was_promised_and_what_became_of_it_is_shown_the_worst_first() {
    let mut hall = Hall::new();
    let number = hall
        .register(CLERK, json!({"phone": PHONE}))
        .unwrap()
        .number;
    let promise = |text: &str, due: &str| json!({"do": "make_promise", "text": text, "owner": "装维一班", "due": due});
    let made = json!([
        promise("今天上门", "2026-11-21T18:00:00+08:00"),
        promise("明天回电", "2026-11-22T18:00:00+08:00"),
        promise("周三前退费", "2026-11-25T18:00:00+08:00"),
        promise("短信告知进度", "2026-11-23T18:00:00+08:00"),
        promise("送光猫", "2026-11-23T18:00:00+08:00"),
        {"do": "break_promise", "promise": 2, "reason": "没有打"},
        {"do": "keep_promise", "promise": 4},
        {"do": "withdraw_promise", "promise": 5, "reason": "客户不要了"},
    ]);
    hall.perform(CLERK, number.as_str(), made).unwrap();
    hall.at("2026-11-22T10:00:00+08:00");
    let clerk = hall.session(CLERK);
    let earlier = hall.desk.contacts(&clerk, PHONE).unwrap();
    let ticket = &earlier.tickets[0];
    let shown: Vec<_> = ticket
        .promises
        .iter()
        .map(|one| (one.text.as_str(), one.standing))
        .collect();
    assert_eq!(
        shown,
        [
            ("明天回电", Standing::Broken),
            ("今天上门", Standing::Late),
            ("周三前退费", Standing::Open),
            ("短信告知进度", Standing::Kept),
        ]
    );
    assert_eq!(ticket.line.responsible.as_str(), CLERK);
    assert!(ticket.may_go_on);
    let auditor = hall.session("1060");
    let read_only = hall.desk.contacts(&auditor, PHONE).unwrap();
    assert!(!read_only.tickets[0].may_go_on);
}

#[test]
fn who_comes_back_is_gone_on_with_and_asked_before_it_can_be_closed() {
    let mut hall = Hall::new();
    let number = hall.tell(crate::BROADBAND).tickets[0].clone();
    let ended = hall.record(&number).end.unwrap();
    assert_eq!(ended.kind, EndKind::Settled);
    let before = hall.record(&number).earlier;
    let outcome = back(&mut hall, &number).unwrap();
    let ticket = hall.record(&number);
    assert_eq!((&ticket.end, ticket.earlier), (&None, before + 1));
    assert_eq!(ticket.next_move(), NextMove::OpenRound);
    assert!(
        hall.lines(CLERK, Lane::Repeated)
            .iter()
            .any(|line| line.number.as_str() == number)
    );
    let line = hall.log(&number).pop().unwrap();
    assert_eq!(line.event, "came_back");
    assert_eq!(line.words.as_deref(), Some("说好昨天来修，没有人来"));
    let close = json!([{"do": "close", "override_reason": "不等了"}]);
    let refused = hall.perform(CLERK, &number, close).unwrap_err();
    assert_eq!(refused.code, Code::GateNotMet);
    // One key puts everything back as it was.
    let clerk = hall.session(CLERK);
    hall.desk
        .perform(&clerk, &outcome.undo.unwrap().perform)
        .unwrap();
    let ticket = hall.record(&number);
    assert_eq!((ticket.end, ticket.earlier), (Some(ended), before));
    hall.is_sound();
}

#[test]
fn a_new_ticket_names_the_earlier_one_and_both_show_it() {
    let mut hall = Hall::new();
    let first = hall
        .register(CLERK, json!({"phone": PHONE}))
        .unwrap()
        .number;
    let clerk = hall.session(CLERK);
    let typed = read(form(json!({"phone": PHONE})));
    let nowhere = TicketNumber::try_from("A01-1-20261121-099".to_owned()).unwrap();
    let refused = hall
        .desk
        .register_after(&clerk, &typed, Some(&nowhere), &[]);
    assert_eq!(
        ApiError::from(refused.unwrap_err()).code,
        Code::UnknownTicket
    );
    let second = hall
        .desk
        .register_after(&clerk, &typed, Some(&first), &[])
        .unwrap()
        .view
        .ticket
        .number;
    let linked = |hall: &mut Hall, number: &TicketNumber| {
        let view = hall
            .desk
            .ticket(&clerk, &by_number(number.as_str()))
            .unwrap();
        view.linked
            .into_iter()
            .map(|line| line.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(linked(&mut hall, &second), std::slice::from_ref(&first));
    assert_eq!(linked(&mut hall, &first), std::slice::from_ref(&second));
    let outcome = hall
        .perform(CLERK, second.as_str(), json!([{"do": "link", "to": null}]))
        .unwrap();
    assert_eq!(linked(&mut hall, &first), []);
    hall.desk
        .perform(&clerk, &outcome.undo.unwrap().perform)
        .unwrap();
    assert_eq!(linked(&mut hall, &first), std::slice::from_ref(&second));
    let own = hall.perform(
        CLERK,
        second.as_str(),
        json!([{"do": "link", "to": second}]),
    );
    assert_eq!(own.unwrap_err().code, Code::LinkToItself);
    hall.is_sound();
}

/// The alarm knows the number that stands in the form; the family's other number, and what is long done with, it does not.
#[test]
fn a_ticket_of_another_number_and_of_long_ago_is_linked_by_what_is_read_out() {
    let mut hall = Hall::new();
    let first = hall
        .register(CLERK, json!({"phone": "15400020002"}))
        .unwrap()
        .number;
    let withdraw = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, first.as_str(), withdraw).unwrap();
    hall.at("2027-03-01T09:00:00+08:00");
    let second = hall
        .register(CLERK, json!({"phone": PHONE}))
        .unwrap()
        .number;
    let clerk = hall.session(CLERK);
    let view = hall
        .desk
        .ticket(&clerk, &by_number(second.as_str()))
        .unwrap();
    assert!(view.contacts.is_empty(), "the alarm does not bring it up");
    let read_out = ansu_desk::QueueRequest {
        search: format!("1121-{}", first.short()),
        ..Default::default()
    };
    let found = hall.desk.queue(&clerk, &read_out).unwrap().lines;
    let [line] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(line.number, first);
    let link = json!([{"do": "link", "to": line.number}]);
    hall.perform(CLERK, second.as_str(), link).unwrap();
    assert_eq!(hall.record(second.as_str()).follows, Some(first));
    hall.is_sound();
}

#[test]
fn stepping_out_gives_the_ticket_and_what_was_typed_to_a_colleague_and_back() {
    let mut hall = Hall::new();
    let ticket = hall.register(CLERK, json!({})).unwrap();
    let (number, key) = (
        ticket.number.as_str(),
        format!("ticket:{}:listen", ticket.id.0),
    );
    let (clerk, duty) = (hall.session(CLERK), hall.session(DUTY));
    hall.desk
        .save_draft(&clerk, &key, r#"{"statement":"每晚掉线"}"#)
        .unwrap();
    for to in ["9999", "1060"] {
        let refused = hall.perform(CLERK, number, json!([{"do": "hand_over", "to": to}]));
        assert_eq!(refused.unwrap_err().code, Code::UnknownStaff, "{to}");
    }
    let out = json!([{"do": "hand_over", "to": DUTY, "reason": "先离开一会儿"}]);
    let outcome = hall.perform(CLERK, number, out).unwrap();
    assert!(hall.desk.draft(&duty, &key).unwrap().is_some());
    assert_eq!(hall.desk.draft(&clerk, &key).unwrap(), None);
    let line = &hall.lines(DUTY, Lane::Open)[0];
    assert_eq!(
        (line.holder.as_str(), line.responsible.as_str()),
        (DUTY, CLERK)
    );
    let said = hall.log(number).pop().unwrap();
    assert_eq!(
        (said.to, said.words.as_deref()),
        (Some(staff_id(DUTY)), Some("先离开一会儿"))
    );
    hall.desk
        .perform(&clerk, &outcome.undo.unwrap().perform)
        .unwrap();
    assert_eq!(hall.record(number).holder.as_str(), CLERK);
    assert!(
        hall.desk.draft(&clerk, &key).unwrap().is_some(),
        "what was typed comes back too"
    );
    hall.is_sound();
}

#[test]
fn contacts_are_kept_copied_and_erased_with_what_else_is_kept_of_a_person() {
    let mut hall = Hall::new();
    let contact = note(&mut hall, CLERK, json!({"name": "周启明"})).unwrap();
    let gone = note(&mut hall, CLERK, json!({"matter": "点错了"})).unwrap();
    let clerk = hall.session(CLERK);
    hall.desk.take_back_contact(&clerk, gone.id).unwrap();
    let manager = hall.session(MANAGER);
    let copy = hall
        .desk
        .person_export(&manager, PHONE, |_, _| Ok(()))
        .unwrap();
    assert_eq!(copy.contacts.len(), 2, "also what was taken back");
    let kept = |hall: &mut Hall, plea| {
        let person = hall.desk.person(&manager, PHONE, plea).unwrap();
        person
            .contacts
            .into_iter()
            .map(|one| one.kept)
            .collect::<Vec<_>>()
    };
    assert!(matches!(
        kept(&mut hall, Plea::PurposeOver)[..],
        [Some(Kept::Until(_)), Some(_)]
    ));
    assert_eq!(kept(&mut hall, Plea::Unlawful), [None, None]);
    let ids = [contact.id, gone.id];
    let dispose = |hall: &mut Hall, ground| {
        hall.desk
            .dispose(&manager, &[], &ids, ground, KEPT_MONTHS)
            .map_err(|error| ApiError::from(error).code)
    };
    assert_eq!(
        dispose(&mut hall, Ground::Retention),
        Err(Code::ContactStillKept)
    );
    hall.at("2029-12-01T10:00:00+08:00");
    let review = hall.desk.review_list(&manager, KEPT_MONTHS).unwrap();
    assert_eq!(
        (review.contacts.len(), review.contacts_total, review.total),
        (2, 2, 0)
    );
    assert_eq!(dispose(&mut hall, Ground::Retention), Ok(2));
    assert_eq!(
        dispose(&mut hall, Ground::Retention),
        Err(Code::UnknownContact)
    );
    assert!(
        hall.desk
            .person_export(&manager, PHONE, |_, _| Ok(()))
            .unwrap()
            .contacts
            .is_empty()
    );
    hall.is_sound();
    let trail = hall.desk.audit(&manager, &AuditRequest::default()).unwrap();
    let line = trail
        .lines
        .iter()
        .find(|line| line.act == Act::Dispose)
        .unwrap();
    assert_eq!(
        (line.object.as_str(), line.detail.as_str()),
        ("", "contacts=2 kept=36")
    );
}
