//! Up a level and what comes from there: who stays the customer's contact, what goes up with the ticket, complaints from above linked and not
//! registered twice, and the letter where nothing was agreed (domain §3, §5, §11).

use crate::course::ticket_at;
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number, read, staff_id};
use ansu_desk::complaint::{DeadlineKind, Missing, Moment, Norm, Raised, Step, Timing};
use ansu_desk::{Act, ApiError, Code, Lane, PaperKind, PaperRequest, PaperView};
use serde_json::{Value, json};

const ADMINISTRATOR: &str = "1050";

fn escalate(told: bool) -> Value {
    json!({"do": "escalate", "level": "duty_manager", "reason": "三次商谈未果", "asked": "请协调", "due": "2026-11-22T18:00:00+08:00", "told": told})
}

fn request(number: &str, kind: PaperKind) -> PaperRequest {
    PaperRequest {
        kind,
        ticket: Some(by_number(number)),
        masked: false,
        composed: None,
    }
}

fn paper(hall: &mut Hall, by: &str, number: &str, kind: PaperKind) -> Result<PaperView, ApiError> {
    let session = hall.session(by);
    let paper = hall.desk.paper(&session, &request(number, kind));
    paper.map_err(ApiError::from)
}

fn refused(hall: &mut Hall, by: &str, number: &str, action: Value) -> Code {
    let outcome = hall.perform(by, number, json!([action]));
    outcome.unwrap_err().code
}

#[test]
fn whoever_handed_up_stays_the_contact_until_it_is_accepted_and_the_customer_is_told_once() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    assert_eq!(
        refused(
            &mut hall,
            CLERK,
            &number,
            json!({"do": "tell_of_escalation"})
        ),
        Code::NoEscalation
    );
    hall.perform(CLERK, &number, json!([escalate(false)]))
        .unwrap();
    // A colleague goes on with the ticket; the customer's contact is still who handed it up.
    hall.perform(
        CLERK,
        &number,
        json!([{"do": "hand_over", "to": COLLEAGUE}]),
    )
    .unwrap();
    assert_eq!(*hall.record(&number).contact(), staff_id(CLERK));
    hall.perform(COLLEAGUE, &number, json!([{"do": "tell_of_escalation"}]))
        .unwrap();
    assert!(hall.record(&number).escalations[0].told);
    assert_eq!(
        refused(
            &mut hall,
            CLERK,
            &number,
            json!({"do": "tell_of_escalation"})
        ),
        Code::ToldAlready
    );
    hall.perform(DUTY, &number, json!([{"do": "accept_escalation"}]))
        .unwrap();
    let record = hall.record(&number);
    assert_eq!(*record.contact(), staff_id(DUTY));
    assert!(record.escalations[0].told, "accepting forgets nothing");
    let back = json!([{"do": "return_escalation", "reason": "先补检测单"}]);
    hall.perform(DUTY, &number, back).unwrap();
    assert_eq!(*hall.record(&number).contact(), staff_id(COLLEAGUE));
    hall.perform(CLERK, &number, json!([escalate(true)]))
        .unwrap();
    assert_eq!(
        refused(
            &mut hall,
            CLERK,
            &number,
            json!({"do": "tell_of_escalation"})
        ),
        Code::ToldAlready
    );
    hall.is_sound();
}

fn linked(channel: &str, due: &str) -> Value {
    json!({"do": "link_referral", "channel": channel, "reference": "SS-2026-118842", "asked": "书面反馈处理结果", "due": due})
}

#[test]
fn a_complaint_from_above_is_linked_raises_the_ticket_and_has_a_time_of_its_own() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let due = "2026-11-21T16:00:00+08:00";
    assert_eq!(
        refused(&mut hall, CLERK, &number, linked("counter", due)),
        Code::NotFromAbove
    );
    assert_eq!(
        refused(
            &mut hall,
            CLERK,
            &number,
            linked("regulator", "2026-11-20T16:00:00+08:00")
        ),
        Code::InPast
    );
    hall.perform(
        CLERK,
        &number,
        json!([linked("regulator", due), linked("media", due)]),
    )
    .unwrap();
    let record = hall.record(&number);
    assert_eq!(record.raised, [Raised::Channel], "raised once");
    let all = record.deadlines(&Timing::default());
    let own = all
        .iter()
        .find(|one| one.kind == DeadlineKind::Referral { no: 1 })
        .unwrap();
    assert_eq!(
        (own.norm, own.due),
        (Norm::Referral, due.parse::<Moment>().unwrap())
    );
    // It is what the queue shows as due next, by whose rule.
    let line = hall.lines(CLERK, Lane::Open).remove(0);
    assert!(line.raised);
    assert_eq!(line.due.unwrap().norm, Norm::Referral);
    // A pause of the hall's clocks does not hold it.
    let pause =
        json!([{"do": "pause_clock", "until": "2026-11-25T10:00:00+08:00", "reason": "等客户"}]);
    hall.perform(CLERK, &number, pause).unwrap();
    hall.at("2026-11-21T17:00:00+08:00");
    assert_eq!(hall.lines(CLERK, Lane::Overdue).len(), 1);

    let answer =
        |no: u16| json!([{"do": "answer_referral", "referral": no, "text": "已修复，答复见附件"}]);
    hall.perform(CLERK, &number, answer(1)).unwrap();
    assert_eq!(
        hall.perform(CLERK, &number, answer(1)).unwrap_err().code,
        Code::NoReferral
    );
    hall.perform(CLERK, &number, answer(2)).unwrap();
    assert_eq!(
        hall.perform(CLERK, &number, answer(3)).unwrap_err().code,
        Code::NoReferral
    );
    assert!(hall.lines(CLERK, Lane::Overdue).is_empty());
    hall.is_sound();
}

#[test]
fn a_ticket_is_not_closed_while_what_came_from_above_waits_for_its_answer() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let done = json!([
        {"do": "keep_promise", "promise": 1},
        {"do": "sign", "party": "customer", "signature": {"manner": "on_paper"}},
        {"do": "call_back", "opinion": {"solved": "yes", "satisfied": "satisfied", "remark": ""}},
        linked("province", "2026-11-24T16:00:00+08:00"),
    ]);
    hall.perform(CLERK, &number, done).unwrap();
    let close = json!({"do": "close", "override_reason": "客户很满意"});
    let refusal = hall.perform(CLERK, &number, json!([close])).unwrap_err();
    assert_eq!(refusal.code, Code::OpenReferrals);
    let gate = ansu_desk::complaint::gate(&hall.record(&number), Step::FollowUp);
    assert_eq!(gate, [Missing::Referral]);
    let answer = json!({"do": "answer_referral", "referral": 1, "text": "已答复客户"});
    hall.perform(CLERK, &number, json!([answer, {"do": "close"}]))
        .unwrap();
}

#[test]
fn a_package_goes_with_what_was_handed_up_and_leaves_a_line_in_the_trail() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Propose);
    let none = paper(&mut hall, CLERK, &number, PaperKind::HandOver);
    assert_eq!(none.unwrap_err().code, Code::NoEscalation);
    hall.perform(CLERK, &number, json!([escalate(true)]))
        .unwrap();
    let shown = paper(&mut hall, CLERK, &number, PaperKind::HandOver).unwrap();
    assert!(shown.pdf.starts_with(b"%PDF-") && !shown.masked);
    paper(&mut hall, CLERK, &number, PaperKind::HandOver).unwrap();
    // Who may not see a number in full gets it masked, whatever they ask for.
    assert!(
        paper(&mut hall, "1060", &number, PaperKind::HandOver)
            .unwrap()
            .masked
    );

    let clerk = hall.session(CLERK);
    let again = PaperRequest {
        composed: Some(shown.composed),
        ..request(&number, PaperKind::HandOver)
    };
    let mut printed = Vec::new();
    let issued = hall.desk.issue_paper(&clerk, &again, |paper| {
        printed.clone_from(&paper.pdf);
        Ok(())
    });
    assert_eq!(issued.unwrap().fingerprint, shown.fingerprint);
    assert_eq!(printed, shown.pdf, "what is printed is what was shown");
    let jammed = hall
        .desk
        .issue_paper(&clerk, &again, |_| Err(ApiError::plain(Code::Printer)));
    assert_eq!(ApiError::from(jammed.unwrap_err()).code, Code::Printer);
    let line = |act, detail: &str| (act, CLERK.to_owned(), number.clone(), detail.to_owned());
    assert_eq!(
        hall.noted(&[Act::SeePaper, Act::IssuePaper]),
        [
            line(Act::SeePaper, ""),
            line(Act::IssuePaper, "hand_over full"),
            line(Act::IssuePaper, "hand_over full"),
        ]
    );
    for reader in [ADMINISTRATOR, "1060"] {
        let session = hall.session(reader);
        let out = hall
            .desk
            .issue_paper(&session, &again, |_| panic!("nothing goes out"));
        assert_eq!(
            ApiError::from(out.unwrap_err()).code,
            Code::ReadsOnly,
            "{reader}"
        );
    }
}

#[test]
fn a_letter_goes_out_where_a_reply_was_given_and_names_the_article_once_it_is_confirmed() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Ask);
    let none = paper(&mut hall, CLERK, &number, PaperKind::FinalReply).unwrap_err();
    assert_eq!(
        (none.code, none.params["field"].as_str()),
        (Code::Required, "reply")
    );
    let reply = json!([{"do": "give_final_reply", "text": "障碍已修复，减免随时有效。"}]);
    hall.perform(CLERK, &number, reply).unwrap();
    let before = paper(&mut hall, CLERK, &number, PaperKind::FinalReply).unwrap();

    let which = read(json!({"kind": "rule", "id": "law_appeal"}));
    let administrator = hall.session(ADMINISTRATOR);
    let known = hall
        .desk
        .library_item(&administrator, &which, None)
        .unwrap();
    let mut item = serde_json::to_value(&known.item).unwrap();
    item["item"]["confirmed"] = json!(true);
    hall.desk
        .confirm_rule(&administrator, &read(item), known.version, "已对照原文")
        .unwrap();
    let after = paper(&mut hall, CLERK, &number, PaperKind::FinalReply).unwrap();
    assert_ne!(
        before.fingerprint, after.fingerprint,
        "a confirmed article is named"
    );
    let manager = hall.session(MANAGER);
    // The letter bears the day of the reply, whenever it is printed again.
    let dated = |hall: &Hall| hall.record(&number).final_reply_at;
    let given = dated(&hall).unwrap();
    hall.at("2026-11-29T10:00:00+08:00");
    assert_eq!(dated(&hall), Some(given));
    let letter = request(&number, PaperKind::FinalReply);
    hall.desk
        .issue_paper(&manager, &letter, |_| Ok(()))
        .unwrap();
    let noted = hall.noted(&[Act::IssuePaper]);
    assert_eq!(noted[0].3, "final_reply full");
}

#[test]
fn a_linked_complaint_is_found_by_the_number_that_is_quoted_on_the_telephone() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::Gather);
    let due = "2026-11-24T16:00:00+08:00";
    hall.perform(CLERK, &number, json!([linked("province", due)]))
        .unwrap();
    let clerk = hall.session(CLERK);
    let search = ansu_desk::QueueRequest {
        search: "ss-2026-118842".to_owned(),
        ..ansu_desk::QueueRequest::default()
    };
    assert_eq!(hall.desk.queue(&clerk, &search).unwrap().lines.len(), 1);
}
