//! The hand-over package and the final written reply as files: what readers get out of them, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod sample;

use std::process::Command;

use ansu_complaint::{Capacity, Entry, Event};
use ansu_forms::{Audience, FormError, SlipRequest};
use sample::papers::{bare, course, hand_over, handed_up, letter, replied};

fn read(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let run = Command::new(program)
        .args(before)
        .arg(&file)
        .args(after)
        .output()
        .unwrap_or_else(|e| panic!("{program}: {e}"));
    assert!(run.status.success(), "{program}");
    String::from_utf8(run.stdout).unwrap()
}

fn layer(pdf: &[u8]) -> String {
    read("pdftotext", &["-raw"], pdf, &["-"])
}

fn joined(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{c}')
        .collect()
}

/// Compares a text layer with the approved one; `ANSU_APPROVE=1` approves it.
fn approved(name: &str, text: &str) {
    let path = format!("{}/../../tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ANSU_APPROVE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    assert_eq!(
        text,
        std::fs::read_to_string(path).unwrap(),
        "approve with ANSU_APPROVE=1"
    );
}

#[test]
fn the_text_layers_read_as_approved() {
    let ticket = handed_up();
    let pdf = hand_over(&ticket, &course(&ticket)).unwrap();
    approved("hand-over.txt", &layer(&pdf.bytes));
    let pdf = letter(sample::request(&replied()), true).unwrap();
    approved("final-reply.txt", &layer(&pdf.bytes));
}

#[test]
fn a_package_says_all_that_the_receiver_needs_and_nothing_that_was_only_said() {
    let ticket = handed_up();
    let pdf = hand_over(&ticket, &course(&ticket)).unwrap();
    let text = joined(&layer(&pdf.bytes));
    for said in [
        "13812345678",
        "请答复可以给予的最高减免，并安排专人与客户面谈",
        "答复时限2026-11-2318:00前",
        "王敏（1024）（上级接收之前不变）；已告知客户",
        "金额由¥258.00改为¥200.00",
        "SS-2026-118842",
        "三次报障短信截图.png",
        "升级至营业厅经理",
        "退还全年宽带费并赔偿误工费（金额¥3,000.00）",
    ] {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
    assert!(!text.contains("不该出现在移交单上的一句"));
    read("qpdf", &["--check"], &pdf.bytes, &[]);
}

#[test]
fn whoever_takes_the_matter_over_reads_that_the_press_was_there_and_a_manager_knew() {
    let ticket = handed_up();
    let mut course = course(&ticket);
    let said = |event| Entry {
        event,
        ..course[0].clone()
    };
    let capacity = Capacity::Press;
    let further = [
        Event::SensitiveReported { capacity },
        Event::SensitiveNoted {},
    ]
    .map(said);
    course.extend(further);
    let text = joined(&layer(&hand_over(&ticket, &course).unwrap().bytes));
    assert!(text.contains("媒体记者到场，已报值班经理。"), "{text}");
    assert!(text.contains("经理已知悉敏感来访。"), "{text}");
}

#[test]
fn a_masked_package_shows_no_number_and_no_name_of_a_file() {
    let ticket = handed_up();
    let course = course(&ticket);
    let request = ansu_forms::HandOverRequest {
        slip: SlipRequest {
            audience: Audience::Display,
            ..sample::request(&ticket)
        },
        entries: &course,
    };
    let text = joined(&layer(&ansu_forms::hand_over(&request).unwrap().bytes));
    assert!(!text.contains("13812345678") && text.contains("138****5678"));
    assert!(!text.contains("三次报障短信截图"));
}

#[test]
fn a_long_course_goes_on_over_as_many_pages_as_it_needs() {
    let ticket = handed_up();
    let one = course(&ticket);
    let course: Vec<_> = one.iter().cycle().take(200).cloned().collect();
    let pdf = hand_over(&ticket, &course).unwrap();
    assert!((4..=12).contains(&pdf.pages), "{} pages", pdf.pages);
    let endless: Vec<_> = one.iter().cycle().take(4_000).cloned().collect();
    assert!(matches!(
        hand_over(&ticket, &endless),
        Err(FormError::TooLong { .. })
    ));
}

#[test]
fn a_letter_names_the_article_only_where_it_is_confirmed_and_takes_no_right() {
    let ticket = replied();
    let with = joined(&layer(
        &letter(sample::request(&ticket), true).unwrap().bytes,
    ));
    for said in [
        "尊敬的张明先生：",
        "《电信用户申诉处理办法》第十条",
        "投诉后15日内没有得到答复",
        "责任认定：我方责任。",
        "叁仟元整",
        "本函不影响您依法享有的任何权利",
        "联系人：王敏（工号1024）",
    ] {
        assert!(with.contains(said), "{said} is not in\n{with}");
    }
    let later = SlipRequest {
        printed_at: sample::request(&ticket).printed_at + chrono::TimeDelta::days(8),
        ..sample::request(&ticket)
    };
    let again = joined(&layer(&letter(later, true).unwrap().bytes));
    let signed = |words: &str| {
        let at = words.find("（盖章）").unwrap();
        words[at..].chars().skip(4).take(11).collect::<String>()
    };
    assert_eq!(
        signed(&with),
        signed(&again),
        "the day is that of the reply"
    );
    let without = joined(&layer(
        &letter(sample::request(&ticket), false).unwrap().bytes,
    ));
    assert!(!without.contains("第十条") && without.contains("向电信用户申诉受理机构申诉"));
}

#[test]
fn a_letter_of_little_still_reads_and_one_without_end_is_refused_by_its_longest_part() {
    let pdf = letter(sample::request(&bare()), true).unwrap();
    let text = joined(&layer(&pdf.bytes));
    assert!(text.contains("尊敬的客户：") && text.contains("责任认定：我方无责任。"));
    assert_eq!(pdf.pages, 1);
    let mut ticket = replied();
    ticket.final_reply = Some("请您放心。".repeat(2_000));
    match letter(sample::request(&ticket), true) {
        Err(FormError::TooLong { field, .. }) => assert_eq!(field, "答复内容"),
        other => panic!("{:?}", other.map(|pdf| pdf.pages)),
    }
}

#[test]
fn a_character_that_cannot_be_drawn_is_named() {
    let mut ticket = replied();
    ticket.final_reply = Some("已修好😀".to_owned());
    match letter(sample::request(&ticket), true) {
        Err(FormError::MissingCharacters(missing)) => {
            assert_eq!(
                (missing[0].character, missing[0].field.as_str()),
                ('😀', "答复内容")
            );
        }
        other => panic!("{:?}", other.map(|pdf| pdf.pages)),
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let ticket = replied();
    let (first, second) = (
        letter(sample::request(&ticket), true).unwrap(),
        letter(sample::request(&ticket), true).unwrap(),
    );
    assert_eq!(first, second);
    let course = course(&ticket);
    assert_eq!(hand_over(&ticket, &course), hand_over(&ticket, &course));
}

/// Written into the folder that `ANSU_LOOK` names; without it nothing is drawn.
#[test]
fn papers_to_look_at() {
    let Ok(folder) = std::env::var("ANSU_LOOK") else {
        return;
    };
    let ticket = handed_up();
    let write = |name: &str, pdf: ansu_forms::Pdf| {
        std::fs::write(format!("{folder}/{name}.pdf"), pdf.bytes).unwrap();
    };
    write("hand-over", hand_over(&ticket, &course(&ticket)).unwrap());
    write("letter", letter(sample::request(&replied()), true).unwrap());
    write(
        "letter-bare",
        letter(sample::request(&bare()), false).unwrap(),
    );
}
