//! A library file that does not hold together is refused with line and reason, and nothing of it is used.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use ansu_coach::library::{LIBRARY_MAX_BYTES, read};
use ansu_coach::{
    CheckAnswer, Checklist, Coach, Language, Library, LibraryFault, LibraryFaultCode, Statement,
    shipped,
};
use ansu_complaint::{CategoryCode, Check};

fn text() -> String {
    shipped().unwrap().write().unwrap()
}

/// The shipped library with the first `from` made `to`; the fault that must be told, and in which line.
fn refused(from: &str, to: &str) -> (LibraryFaultCode, u32, String, u32) {
    let text = text();
    let place = text
        .find(from)
        .unwrap_or_else(|| panic!("{from} is not there"));
    let line = u32::try_from(text.get(..place).unwrap().matches('\n').count() + 1).unwrap();
    let faults = read(&text.replacen(from, to, 1)).unwrap_err().0;
    let first = faults.first().unwrap();
    (first.code, first.line, first.about.clone(), line)
}

#[test]
fn what_is_written_is_read_again() {
    let text = text();
    assert_eq!(read(&text).unwrap(), shipped().unwrap());
    assert_eq!(read(&text).unwrap().write().unwrap(), text);
}

#[test]
fn slots_categories_steps_and_fields_that_do_not_exist_are_named_with_their_line() {
    for (from, to, about) in [
        ("{customer}", "{surname}", "no such slot: surname"),
        ("{customer}", "{customer", "no such slot: customer"),
        (r#""step": "listen""#, r#""step": "lunch""#, "lunch"),
        (r#""aim""#, r#""goal""#, "goal"),
        (r#""2""#, r#""77""#, "no such category: 77"),
    ] {
        let (code, line, told, there) = refused(from, to);
        assert_eq!(code, LibraryFaultCode::Unreadable, "{told}");
        assert!(told.contains(about), "{told}");
        assert!(
            line.abs_diff(there) <= 1,
            "{to}: line {line}, is in {there}"
        );
    }
}

#[test]
fn ids_are_unique_and_plain() {
    let text = text();
    let library = read(&text).unwrap();
    let mut twice = library.clone();
    twice
        .playbooks
        .push(library.playbooks.first().unwrap().clone());
    let faults = read(&twice.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::SameId && f.about == "general" && f.line > 1_000),
        "{faults:?}"
    );
    let mut odd = library.clone();
    "../general".clone_into(&mut odd.playbooks.first_mut().unwrap().id);
    let faults = read(&odd.write().unwrap()).unwrap_err().0;
    assert!(
        faults.iter().any(|f| f.code == LibraryFaultCode::NoId),
        "{faults:?}"
    );
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::NothingGeneral),
        "{faults:?}"
    );
}

/// The faults of a library that was changed, and the text in which they are told.
fn faults_of(change: impl FnOnce(&mut Library)) -> (Vec<LibraryFault>, String) {
    let mut library = shipped().unwrap();
    change(&mut library);
    let text = library.write().unwrap();
    (read(&text).unwrap_err().0, text)
}

/// The first fault of a kind, and the line of the file that it names.
fn told(change: impl FnOnce(&mut Library), code: LibraryFaultCode) -> (LibraryFault, String) {
    let (faults, text) = faults_of(change);
    let fault = faults.iter().find(|fault| fault.code == code);
    let fault = fault.unwrap_or_else(|| panic!("{faults:?}")).clone();
    let line = text.lines().nth(fault.line as usize - 1).unwrap();
    (fault, line.trim().to_owned())
}

#[test]
fn the_two_languages_ask_for_the_same_slots() {
    let change = |library: &mut Library| {
        let broadband = library.playbooks.last_mut().unwrap();
        let wording = broadband.wordings.last_mut().unwrap();
        wording.zh = "您好，\"{amount}\" 元。".to_owned().try_into().unwrap();
        wording.en = "Good morning.".to_owned().try_into().unwrap();
    };
    let (fault, line) = told(change, LibraryFaultCode::SlotsDiffer);
    assert_eq!(line, r#""zh": "您好，\"{amount}\" 元。","#);
    assert!(fault.about.contains("{amount}"), "{fault:?}");
}

#[test]
fn what_is_there_twice_in_one_playbook_is_named_where_it_comes_again() {
    let change = |library: &mut Library| {
        let wordings = &mut library.playbooks.last_mut().unwrap().wordings;
        let mut again = wordings.first().unwrap().clone();
        again.zh = again.en.clone();
        wordings.push(again);
    };
    let (fault, line) = told(change, LibraryFaultCode::SameId);
    let id = fault.about.split('/').next_back().unwrap();
    assert_eq!(line, format!(r#""id": "{id}","#));
    let (_, text) = faults_of(change);
    let before = text.lines().take(fault.line as usize - 1);
    let playbook = fault.about.split('/').next().unwrap();
    let mine = before.skip_while(|line| !line.contains(&format!(r#""id": "{playbook}""#)));
    assert_eq!(mine.filter(|before| before.trim() == line).count(), 1);
}

#[test]
fn checklists_have_an_end_and_no_loose_ends() {
    let first = |library: &Library| library.checklists.first().unwrap().clone();
    let shipped = first(&shipped().unwrap());
    let (start, last) = (&shipped.start, &shipped.questions.last().unwrap().id);
    let id_line = |id: &str| format!(r#""id": "{id}","#);

    let round = |library: &mut Library| {
        let list = library.checklists.first_mut().unwrap();
        let question = list.questions.last_mut().unwrap();
        let answer = question.answers.first_mut().unwrap();
        (answer.next, answer.attribution, answer.open) = (Some(start.clone()), None, false);
    };
    let (fault, line) = told(round, LibraryFaultCode::Cycle);
    assert!(
        fault.about.ends_with(&format!("{last} → {start}")),
        "{fault:?}"
    );
    assert_eq!(line, id_line(start));

    let astray = |library: &mut Library| {
        let list = library.checklists.first_mut().unwrap();
        "nowhere".clone_into(&mut list.start);
    };
    let (fault, line) = told(astray, LibraryFaultCode::NoSuchQuestion);
    assert!(fault.about.contains("nowhere"));
    assert_eq!(line, id_line(&shipped.id));

    let lonely = |library: &mut Library| {
        let list = library.checklists.first_mut().unwrap();
        let mut lonely = list.questions.first().unwrap().clone();
        "lonely".clone_into(&mut lonely.id);
        list.questions.push(lonely);
    };
    let (_, line) = told(lonely, LibraryFaultCode::Unreachable);
    assert_eq!(line, id_line("lonely"));
}

/// A checklist of so many questions in a row, each with two answers that lead to the next one.
fn in_a_row(library: &mut Library, count: usize) {
    library.checklists.truncate(1);
    let list = library.checklists.first_mut().unwrap();
    let first = list.questions.first().unwrap().clone();
    let end = list
        .questions
        .last()
        .unwrap()
        .answers
        .last()
        .unwrap()
        .clone();
    let id = |n: usize| format!("q{n}");
    list.start = id(0);
    list.questions = (0..count)
        .map(|n| {
            let mut question = first.clone();
            question.id = id(n);
            question.ask.zh = id(n);
            for answer in &mut question.answers {
                *answer = CheckAnswer {
                    id: answer.id.clone(),
                    say: answer.say.clone(),
                    ..end.clone()
                };
                if n + 1 < count {
                    (answer.next, answer.attribution, answer.open) = (Some(id(n + 1)), None, false);
                }
            }
            question
        })
        .collect();
}

#[test]
fn a_checklist_without_bottom_is_refused_and_one_with_many_ways_is_followed_at_once() {
    let (faults, _) = faults_of(|library| in_a_row(library, 5_000));
    let [fault] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert_eq!(fault.code, LibraryFaultCode::TooMany);
    assert!(
        fault.line > 0 && fault.about.ends_with("5000 > 100"),
        "{fault:?}"
    );

    let mut library = shipped().unwrap();
    in_a_row(&mut library, 100);
    let coach = Coach::of(read(&library.write().unwrap()).unwrap()).unwrap();
    let category = CategoryCode::parse("1.1").unwrap();
    // 2^99 ways: whoever walked each of them would walk for ever.
    let followed = coach.follow(category, &[], Language::Chinese).unwrap();
    assert_eq!(followed.left, 100);
}

#[test]
fn other_words_in_a_list_leave_the_answers_of_running_tickets_what_they_are() {
    // Closing an account: its first answers lead to different questions.
    let library = shipped().unwrap();
    let list = library.checklists.iter().find(|list| list.id == "closing");
    let mut list = list.unwrap().clone();
    let follow = |list: &Checklist, checks: &[Check]| list.follow(checks, Language::Chinese);
    let as_shipped = list.clone();
    let before = follow(&list, &[]);
    let open = before.questions.last().unwrap();
    let answer = open.answers.last().unwrap();
    let check = |source: Option<&String>| Check {
        question: open.ask.clone(),
        finding: answer.say.clone(),
        source: source.cloned(),
    };
    let by_place = check(Some(&answer.source));
    let on = follow(&list, std::slice::from_ref(&by_place));
    assert_eq!(follow(&list, &[check(None)]), on, "by its words as well");

    // A manager changes every word of the question, and gives the old ones to the question that comes next.
    let next = on.questions.last().unwrap().source.clone();
    let id = |source: &str| source.split('/').nth(1).unwrap().to_owned();
    for question in &mut list.questions {
        if question.id == id(&open.source) {
            for words in [&mut question.ask, &mut question.look_up] {
                "换了问法？".clone_into(&mut words.zh);
            }
            for answer in &mut question.answers {
                answer.say.zh.insert_str(0, "换了说法：");
            }
        } else if question.id == id(&next) {
            question.ask.zh.clone_from(&open.ask);
        }
    }
    let after = follow(&list, std::slice::from_ref(&by_place));
    let (kept, asked) = (&after.questions[0], &after.questions[1]);
    assert_eq!(
        (&kept.ask, &kept.finding, after.left),
        (&open.ask, &answer.say, on.left),
        "asked as it was, and not asked again"
    );
    assert_eq!((&asked.source, asked.finding.as_str()), (&next, ""));

    // What stood in a list that is gone is found by its words again.
    let of_another = check(Some(&"no_such_list/lights/red".to_owned()));
    assert_eq!(follow(&as_shipped, &[of_another]), on);
}

#[test]
fn a_thousand_faults_are_found_as_fast_as_fifty_and_fifty_are_told() {
    let (faults, _) = faults_of(|library| {
        let one = library.rules.first().unwrap().clone();
        library.rules.extend(
            std::iter::repeat_n(one, 5_000)
                .enumerate()
                .map(|(n, rule)| {
                    let id = format!("No {n}");
                    ansu_coach::Rule { id, ..rule }
                }),
        );
    });
    assert_eq!(faults.len(), 50);
    assert!(faults.iter().all(|fault| fault.line > 0));
}

#[test]
fn a_pattern_without_bottom_is_refused() {
    for find in [
        format!("你{}好{}", "(".repeat(200_000), ")".repeat(200_000)),
        "(你|".repeat(200_000),
        format!("你{}", "…".repeat(200_000)),
        format!("你{}", "(好)?".repeat(200_000)),
        "<<<<".repeat(100_000),
    ] {
        let bad = |library: &mut Library| {
            let pattern = library.patterns.patterns.first_mut().unwrap();
            pattern.find.clone_from(&find);
        };
        let (_, line) = told(bad, LibraryFaultCode::BadPattern);
        assert!(line.starts_with(r#""id": "#), "{line:.80}");
    }
}

#[test]
fn patterns_and_rules_that_are_not_there_are_told() {
    let library = shipped().unwrap();
    let mut bad = library.clone();
    "你(".clone_into(&mut bad.patterns.patterns.first_mut().unwrap().find);
    let faults = read(&bad.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::BadPattern && f.line > 0),
        "{faults:?}"
    );
    let mut bad = library;
    bad.rules.clear();
    let faults = read(&bad.write().unwrap()).unwrap_err().0;
    assert!(
        faults
            .iter()
            .any(|f| f.code == LibraryFaultCode::NoSuchRule && f.line > 0),
        "{faults:?}"
    );
}

#[test]
fn a_formula_that_never_comes_to_anything_is_refused_in_the_line_of_its_rule() {
    for (formula, figure) in [
        (
            r#"{"per_day_of": "monthly_rent", "divisor": 0}"#,
            "divisor = 0",
        ),
        (
            r#"{"percent_per_day_of": "installation_fee", "percent": 0}"#,
            "percent = 0",
        ),
        (
            r#"{"per_mille_per_day_of": "arrears", "per_mille": 0}"#,
            "per_mille = 0",
        ),
        (
            r#"{"multiple_of": "charge", "times": 0, "at_least_fen": 500}"#,
            "times = 0",
        ),
        (
            r#"{"multiple_of": "charge", "times": 2, "at_least_fen": -1}"#,
            "at_least_fen = -1",
        ),
        (
            r#"{"multiple_of": "charge", "times": 2, "at_least_fen": 100000001}"#,
            "at_least_fen = 100000001",
        ),
    ] {
        let change = |library: &mut Library| {
            let rule = library.rules.last_mut().unwrap();
            rule.formula = Some(serde_json::from_str(formula).unwrap());
        };
        let (fault, line) = told(change, LibraryFaultCode::NoAmount);
        assert_eq!(fault.about, format!("goodwill_gift: {figure}"));
        assert_eq!(line, r#""id": "goodwill_gift","#);
    }
}

#[test]
fn a_multiple_rests_on_a_rule_of_the_table_and_is_at_least_one() {
    let astray = |library: &mut Library| {
        for multiple in library.multiples.iter_mut().skip(1).take(2) {
            multiple.rule = Some("law_nowhere".to_owned());
        }
    };
    let (faults, text) = faults_of(astray);
    let lines: Vec<_> = faults
        .iter()
        .map(|fault| {
            let (before, line) = (
                text.lines().take(fault.line as usize),
                text.lines().nth(fault.line as usize - 1).unwrap(),
            );
            let times = before
                .filter(|line| line.trim().starts_with(r#""times""#))
                .last();
            (fault.code, line.trim(), times.unwrap().trim().to_owned())
        })
        .collect();
    let at = |times: &str| {
        let rule = r#""rule": "law_nowhere","#;
        (LibraryFaultCode::NoSuchRule, rule, times.to_owned())
    };
    assert_eq!(lines, [at(r#""times": 3,"#), at(r#""times": 10,"#)]);

    let never = |library: &mut Library| library.multiples.last_mut().unwrap().times = 0;
    let (_, line) = told(never, LibraryFaultCode::NoAmount);
    assert_eq!(line, r#""times": 0,"#);
}

#[test]
fn what_is_no_library_is_refused_at_once() {
    for (text, code) in [
        (String::new(), LibraryFaultCode::Unreadable),
        ("\u{feff}{}".to_owned(), LibraryFaultCode::Unreadable),
        ("[1,2".to_owned(), LibraryFaultCode::Unreadable),
        ("[".repeat(1_000_000), LibraryFaultCode::Unreadable),
        (
            " ".repeat(LIBRARY_MAX_BYTES + 1),
            LibraryFaultCode::TooLarge,
        ),
        (
            text().replacen(r#""schema": 1"#, r#""schema": 9"#, 1),
            LibraryFaultCode::OtherSchema,
        ),
    ] {
        let faults = read(&text).unwrap_err().0;
        assert!(faults.iter().any(|fault| fault.code == code), "{faults:?}");
        if code == LibraryFaultCode::TooLarge {
            assert!(faults.iter().all(|fault| fault.about == "8 MB"), "the most");
        }
    }
}

#[test]
fn the_places_of_a_statement_are_named_and_few() {
    let statement = |id: &str, places: Vec<String>| -> Statement {
        let text = serde_json::json!({
            "id": id, "title": {"zh": "断网", "en": "Outage"}, "text": {"zh": "正在抢修。", "en": "Being repaired."},
            "categories": ["2"], "places": places, "from": "2026-11-21T01:00:00Z", "until": "2026-11-21T10:00:00Z"
        });
        serde_json::from_value(text).unwrap()
    };
    let named = |n: usize| (0..n).map(|n| format!("南湖花园{n}幢"));
    let bad = ["", "  ", "南湖\n花园", &"长".repeat(41)].map(str::to_owned);
    let (faults, text) = faults_of(|library| {
        let places = named(17).chain(bad.clone()).collect();
        library.statements.push(statement("outage", places));
    });
    let told: Vec<_> = faults
        .iter()
        .map(|fault| {
            let line = text.lines().nth(fault.line as usize - 1).unwrap();
            (fault.code, line.trim().trim_end_matches(','))
        })
        .collect();
    let bad = bad.map(|place| serde_json::to_string(&place).unwrap());
    let mut expected = vec![(LibraryFaultCode::TooMany, r#""id": "outage""#)];
    expected.extend(
        bad.iter()
            .map(|place| (LibraryFaultCode::TextLength, place.as_str())),
    );
    assert_eq!(told, expected);
    assert!(faults.iter().any(|fault| fault.about.ends_with("21 > 20")));
    // What was written before places were known says nothing of them, and is read as it was.
    let everywhere = statement("everywhere", vec![]);
    assert!(
        !serde_json::to_string(&everywhere)
            .unwrap()
            .contains("places")
    );
    let mut library = shipped().unwrap();
    library.statements = vec![everywhere, statement("outage", named(20).collect())];
    assert_eq!(read(&library.write().unwrap()).unwrap(), library);
}
