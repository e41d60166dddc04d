//! What is looked at is noted before it is shown, and full numbers are shown to those only who may ask for them.

use crate::course::ticket_at;
use crate::hall::{CLERK, COLLEAGUE, DUTY, Hall, MANAGER, by_number};
use crate::paper;
use ansu_desk::complaint::Step;
use ansu_desk::{Act, ApiError, Code, DeskError, Plea, QueueRequest, SlipRequestView};
use serde_json::json;

const PHONE: &str = "15400010001";

fn full(number: &str) -> SlipRequestView {
    SlipRequestView {
        ticket: by_number(number),
        masked: false,
        composed: None,
    }
}

fn shows(hall: &mut Hall, who: &str, number: &str) -> bool {
    let session = hall.session(who);
    let slip = hall.desk.slip(&session, &full(number)).unwrap();
    let shown = paper::text(&slip.pdf).contains(PHONE);
    assert_eq!(shown, !slip.masked, "{who}");
    shown
}

#[test]
fn a_slip_in_full_is_for_those_who_may_see_the_number_and_noted_once_a_sitting() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    for (who, full) in [
        (CLERK, true),
        (COLLEAGUE, true),
        (DUTY, true),
        (MANAGER, true),
        ("1050", false),
        ("1060", false),
        (CLERK, true),
    ] {
        assert_eq!(shows(&mut hall, who, &number), full, "{who}");
    }
    let noted: Vec<_> = hall
        .noted(&[Act::SeeSlip])
        .into_iter()
        .map(|(_, by, object, _)| (by, object))
        .collect();
    let expected = [CLERK, COLLEAGUE, DUTY, MANAGER].map(|by| (by.to_owned(), number.clone()));
    assert_eq!(noted, expected);
    assert!(
        hall.noted(&[Act::SeeTicket])
            .iter()
            .any(|(_, by, object, _)| by == "1060" && *object == number)
    );
}

#[test]
fn when_a_ticket_has_ended_only_whoever_is_responsible_gets_its_slip_in_full() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let ended = json!([{"do": "withdraw", "reason": "客户撤回"}]);
    hall.perform(CLERK, &number, ended).unwrap();
    assert!(shows(&mut hall, CLERK, &number));
    assert!(!shows(&mut hall, COLLEAGUE, &number));
    let session = hall.session(COLLEAGUE);
    let paper = hall.desk.issue_slip(&session, &full(&number), |_| Ok(()));
    assert!(paper.unwrap().masked, "what is printed is what was shown");
}

#[test]
fn paper_is_noted_before_it_is_there() {
    let mut hall = Hall::new();
    let number = ticket_at(&mut hall, Step::FollowUp);
    let session = hall.session(CLERK);
    let offline = |_: &_| Err(ApiError::plain(Code::Printer));
    let refused = hall.desk.issue_slip(&session, &full(&number), offline);
    assert!(matches!(refused, Err(DeskError::Shell(_))));
    let line = |what: &str| {
        let words = [CLERK, number.as_str(), what].map(str::to_owned);
        let [by, object, detail] = words;
        (Act::IssueSlip, by, object, detail)
    };
    assert_eq!(hall.noted(&[Act::IssueSlip]), [line("full")]);
    assert!(hall.record(&number).slips.is_empty());
    let masked = SlipRequestView {
        masked: true,
        ..full(&number)
    };
    hall.desk.issue_slip(&session, &masked, |_| Ok(())).unwrap();
    assert_eq!(
        hall.noted(&[Act::IssueSlip]),
        [line("full"), line("masked")]
    );
    assert_eq!(hall.record(&number).slips.len(), 1);
}

#[test]
fn somebody_looked_up_by_number_is_noted_without_it() {
    let mut hall = Hall::new();
    hall.register(CLERK, json!({})).unwrap();
    let (clerk, manager) = (hall.session(CLERK), hall.session(MANAGER));
    let search = |hall: &mut Hall, words: &str| {
        let request = QueueRequest {
            search: words.to_owned(),
            ..QueueRequest::default()
        };
        hall.desk.queue(&clerk, &request).unwrap();
        hall.noted(&[Act::LookUp]).len()
    };
    assert_eq!(search(&mut hall, ""), 0);
    assert_eq!(search(&mut hall, "0001"), 0, "the last four tell nobody");
    assert_eq!(search(&mut hall, "A01-1-20261121-001"), 0);
    assert_eq!(search(&mut hall, "154 0001 0001"), 1);
    assert_eq!(search(&mut hall, "15400010001"), 1, "once a sitting");
    assert_eq!(search(&mut hall, "１５４０００１０"), 2);
    assert_eq!(hall.desk.contacts(&clerk, PHONE).unwrap().counts, 1);
    assert_eq!(hall.noted(&[Act::LookUp]).len(), 2);
    hall.desk.contacts(&clerk, "15400099999").unwrap();
    assert_eq!(hall.noted(&[Act::LookUp]).len(), 2, "nothing was found");
    for _ in 0..2 {
        hall.desk.person(&manager, PHONE, Plea::Unlawful).unwrap();
    }
    let noted = hall.noted(&[]);
    let of = |by: &str| {
        let said = |line: &&(Act, String, String, String)| line.0 == Act::LookUp && line.1 == by;
        noted.iter().filter(said).count()
    };
    assert_eq!(
        (of(CLERK), of(MANAGER)),
        (2, 2),
        "a person's data every time"
    );
    for (_, _, object, detail) in &noted {
        assert!(!object.contains("1540") && !detail.contains("1540"));
    }
}

#[test]
fn history_and_help_are_looks_at_the_ticket() {
    let mut hall = Hall::new();
    let number = hall.register(CLERK, json!({})).unwrap().number.to_string();
    let looks = |hall: &mut Hall| hall.noted(&[Act::SeeTicket]).len();
    assert_eq!(looks(&mut hall), 0);
    let (duty, colleague) = (hall.session(DUTY), hall.session(COLLEAGUE));
    hall.desk.log(&duty, &by_number(&number)).unwrap();
    assert_eq!(looks(&mut hall), 1);
    let which = by_number(&number);
    hall.desk
        .coach(&colleague, &which, Step::Listen, None, None)
        .unwrap();
    assert_eq!(looks(&mut hall), 2);
    hall.desk.log(&colleague, &which).unwrap();
    assert_eq!(looks(&mut hall), 2);
}
