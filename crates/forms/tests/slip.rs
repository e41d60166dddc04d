//! The slip as a file: what readers get out of it, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod sample;

use std::process::Command;

use ansu_complaint::{Capacity, EndKind, Party, Raised, Sensitive};
use ansu_forms::{Audience, FormError, SlipRequest, missing_characters, slip};
use sample::{print, request};

/// Runs a reader on the file and returns what it prints.
fn read(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slip.pdf");
    std::fs::write(&file, pdf).unwrap();
    let run = Command::new(program)
        .args(before)
        .arg(&file)
        .args(after)
        .output()
        .unwrap_or_else(|e| panic!("{program}: {e}"));
    assert!(
        run.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).unwrap()
}

/// The text layer in the order in which it was written.
fn layer(pdf: &[u8]) -> String {
    read("pdftotext", &["-raw"], pdf, &["-"])
}

/// Without line ends, which belong to the page and not to the text; spaces beside them are lost in wrapping too.
fn joined(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{c}')
        .collect()
}

#[test]
fn in_what_capacity_somebody_came_is_not_printed_for_the_customer() {
    let plain = sample::settled();
    let mut visited = plain.clone();
    let capacity = Capacity::Press;
    visited.sensitive = Some(Sensitive {
        capacity,
        at: plain.received,
        by: plain.holder.clone(),
        noted: None,
    });
    visited.raised.push(Raised::Sensitive { capacity });
    let bytes = |ticket| print(ticket).unwrap().bytes;
    assert!(bytes(&plain) == bytes(&visited));
}

#[test]
fn every_string_of_the_ticket_is_in_the_text_layer() {
    for ticket in [
        sample::settled(),
        sample::long(),
        sample::rare(),
        sample::english(),
    ] {
        let pdf = print(&ticket).unwrap();
        for text in [
            layer(&pdf.bytes),
            read("pdftotext", &[], &pdf.bytes, &["-"]),
        ] {
            let text = joined(&text);
            let facts = &ticket.facts;
            let mut strings = vec![
                ticket.number.as_str(),
                &ticket.intake.complainant.name,
                "13812345678",
                "王敏（1024）",
                "壹佰贰拾玖元整",
            ];
            strings.extend(
                [
                    &facts.when,
                    &facts.place,
                    &facts.what,
                    &facts.who,
                    &facts.why,
                    &facts.how,
                ]
                .map(String::as_str),
            );
            strings.extend(
                ticket
                    .checks
                    .iter()
                    .flat_map(|check| [check.question.as_str(), &check.finding]),
            );
            strings.extend(ticket.evidence.iter().map(|one| one.file.name.as_str()));
            strings.extend(ticket.attribution.iter().flat_map(|found| {
                [
                    found.unit.as_str(),
                    found.explanation.trim_end_matches('。'),
                ]
            }));
            strings.extend(ticket.promises.iter().map(|promise| promise.text.as_str()));
            strings.extend(
                ticket
                    .offers
                    .iter()
                    .flat_map(|offer| [offer.terms.action.as_str(), &offer.terms.basis_note]),
            );
            for string in strings {
                // What the typeface's private-use codes stand for is what is printed.
                let string = joined(&string.replace('\u{e81e}', "\u{9fb4}"));
                assert!(text.contains(&string), "{string} is not in\n{text}");
            }
        }
    }
}

#[test]
fn rare_characters_and_look_alikes_stay_what_they_are() {
    let text = layer(&print(&sample::rare()).unwrap().bytes);
    for string in [
        "䶮㛃𬭚𫖯 女士",
        "𥔲村⼀组（旧名“一组”）",
        "郎\u{f92c}",
        "阿不都·热合曼",
        "￥15——客户",
        "……",
    ] {
        assert!(text.contains(string), "{string}");
    }
}

#[test]
fn the_text_layer_reads_as_approved() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/golden/slip-settled.txt"
    );
    let text = layer(&print(&sample::settled()).unwrap().bytes);
    if std::env::var_os("ANSU_APPROVE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(
        text,
        std::fs::read_to_string(path).unwrap(),
        "approve with ANSU_APPROVE=1"
    );
}

#[test]
fn one_embedded_subset_in_a_clean_file() {
    let pdf = print(&sample::signed()).unwrap();
    let fonts = read("pdffonts", &[], &pdf.bytes, &[]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 1, "{fonts}");
    assert!(
        rows[0].contains("+NotoSansSC-Regular") && rows[0].contains("yes yes yes"),
        "{fonts}"
    );
    read("qpdf", &["--check"], &pdf.bytes, &[]);
    assert!(pdf.bytes.len() < 90 * 1024, "{} bytes", pdf.bytes.len());
}

#[test]
fn a_slow_hand_does_not_swell_the_file() {
    let mut ticket = sample::settled();
    for party in [Party::Customer, Party::Clerk, Party::Manager] {
        let mut ink = sample::ink(2, true);
        for stroke in &mut ink.strokes {
            *stroke = stroke.iter().flat_map(|point| [*point; 40]).collect();
        }
        let manner = ansu_complaint::Manner::OnScreen { ink, consent: true };
        sample::sign(&mut ticket, party, "1024", manner);
    }
    assert!(print(&ticket).unwrap().bytes.len() < 90 * 1024);
}

#[test]
fn the_file_says_what_it_is() {
    let pdf = print(&sample::settled()).unwrap();
    let doc = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let text = |object: &lopdf::Object| lopdf::decode_text_string(object).unwrap();
    let info = doc
        .get_dictionary(doc.trailer.get(b"Info").unwrap().as_reference().unwrap())
        .unwrap();
    assert_eq!(
        text(info.get(b"Title").unwrap()),
        "投诉处理反馈单 A01-1-20261121-007"
    );
    assert_eq!(
        text(info.get(b"CreationDate").unwrap()),
        "D:20261121175500+08'00'"
    );
    assert!(info.get(b"GTS_PDFXVersion").is_err());
    let catalogue = doc.catalog().unwrap();
    assert_eq!(text(catalogue.get(b"Lang").unwrap()), "zh-CN");
    let metadata = doc
        .get_object(catalogue.get(b"Metadata").unwrap().as_reference().unwrap())
        .unwrap()
        .as_stream()
        .unwrap();
    let metadata = String::from_utf8(metadata.content.clone()).unwrap();
    for part in [
        "<pdfaid:part>1<",
        "投诉处理反馈单 A01-1-20261121-007",
        "2026-11-21T17:55:00+08:00",
    ] {
        assert!(metadata.contains(part), "{part}");
    }
}

#[test]
fn the_same_request_gives_the_same_bytes_and_any_change_another_identity() {
    let identity = |bytes: &[u8]| {
        format!(
            "{:?}",
            lopdf::Document::load_mem(bytes)
                .unwrap()
                .trailer
                .get(b"ID")
                .unwrap()
        )
    };
    let first = print(&sample::signed()).unwrap();
    assert_eq!(first, print(&sample::signed()).unwrap());
    let mut other = sample::signed();
    other.facts.how.push('啊');
    let second = print(&other).unwrap();
    assert_ne!(first.fingerprint, second.fingerprint);
    assert_ne!(identity(&first.bytes), identity(&second.bytes));
    let mut inked = sample::settled();
    sample::sign(
        &mut inked,
        Party::Customer,
        "1024",
        ansu_complaint::Manner::OnScreen {
            ink: sample::ink(3, true),
            consent: true,
        },
    );
    let one = print(&inked).unwrap().fingerprint;
    inked.signatures[0].manner = ansu_complaint::Manner::OnScreen {
        ink: sample::ink(9, true),
        consent: true,
    };
    assert_ne!(one, print(&inked).unwrap().fingerprint);
    assert!(first.fingerprint.len() == 19 && layer(&first.bytes).contains(&first.fingerprint));
}

#[test]
fn two_copies_that_differ_in_nothing_but_whose_they_are() {
    let pdf = print(&sample::long()).unwrap();
    assert_eq!(pdf.pages, 2);
    let text = layer(&pdf.bytes);
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert_eq!(pages.len(), 4);
    for (first, second) in [(pages[0], pages[2]), (pages[1], pages[3])] {
        assert!(first.contains("第一份 客户留存") && second.contains("第二份 营业厅留存"));
        assert_eq!(
            first.replace("第一份 客户留存", ""),
            second.replace("第二份 营业厅留存", "")
        );
    }
    assert!(pages[0].contains("第 1 页 / 共 2 页") && pages[3].contains("第 2 页 / 共 2 页"));
}

#[test]
fn a_basis_that_nobody_has_confirmed_is_not_named() {
    let ticket = sample::signed();
    let note = &ticket.chosen().unwrap().terms.basis_note;
    let said = |cites_basis| {
        let pdf = slip(&SlipRequest {
            cites_basis,
            ..request(&ticket)
        });
        joined(&layer(&pdf.unwrap().bytes))
    };
    let (named, kept_back) = (said(true), said(false));
    assert!(named.contains(&joined(&format!("公开服务承诺：{note}。"))));
    assert!(kept_back.contains("公开服务承诺") && !kept_back.contains(&joined(note)));
}

#[test]
fn the_display_copy_masks_numbers_and_shows_no_signature() {
    let ticket = sample::signed();
    let pdf = slip(&SlipRequest {
        audience: Audience::Display,
        ..request(&ticket)
    })
    .unwrap();
    let text = layer(&pdf.bytes);
    assert!(text.contains("138****5678") && !joined(&text).contains("13812345678"));
    assert!(text.contains("已在屏幕上签字") && !text.contains("客户留存"));
    // Only ink is drawn in curves.
    assert!(!contents(&pdf.bytes).contains(" c\n"));
    assert!(contents(&print(&ticket).unwrap().bytes).contains(" c\n"));
}

#[test]
fn which_papers_were_seen_is_named_while_they_are_few_and_no_name_holds_up_a_slip() {
    let mut ticket = sample::settled();
    let line = |ticket: &ansu_complaint::Ticket| {
        let text = joined(&layer(&print(ticket).unwrap().bytes));
        let after = text.split("依据材料").nth(1).unwrap();
        after.split("三、").next().unwrap().to_owned()
    };
    assert_eq!(line(&ticket), "光猫指示灯.jpg、装维检测单.pdf，共2份。");
    let text = joined(&layer(&print(&ticket).unwrap().bytes));
    assert!(
        text.contains("LOS灯红色闪烁，光信号异常。（材料1份）"),
        "{text}"
    );
    assert!(text.contains("局端无告警，附近无施工。近期"), "{text}");

    let long = "长".repeat(116) + ".jpg";
    let names = ["😀.png", "账单😀.png", &long, "四.pdf"];
    ticket.evidence = names.map(|name| sample::evidence(name, None)).into();
    assert_eq!(missing_characters(&request(&ticket)), []);
    let begun = "长".repeat(20);
    assert_eq!(
        line(&ticket),
        format!("材料.jpg、账单.png、{begun}…等4份。")
    );
    // A name may hold what a copy for everybody must not show.
    ticket.evidence = vec![sample::evidence("13812345678.pdf", None)];
    let shown = slip(&SlipRequest {
        audience: Audience::Display,
        ..request(&ticket)
    });
    let text = joined(&layer(&shown.unwrap().bytes));
    assert!(text.contains("依据材料共1份，存于本单。"), "{text}");
    assert!(!text.contains("13812345678"));
    ticket.evidence.clear();
    assert!(!layer(&print(&ticket).unwrap().bytes).contains("依据材料"));
}

#[test]
fn twenty_papers_and_the_longest_texts_fit_on_two_pages() {
    let mut ticket = sample::longest();
    let name = "长".repeat(120);
    let papers = (0..20).map(|_| sample::evidence(&name, None));
    ticket.evidence = papers.collect();
    assert_eq!(print(&ticket).unwrap().pages, 2);
}

fn contents(bytes: &[u8]) -> String {
    let doc = lopdf::Document::load_mem(bytes).unwrap();
    let pages = doc.get_pages();
    pages
        .values()
        .map(|page| String::from_utf8_lossy(&doc.get_page_content(*page)).into_owned())
        .collect()
}

#[test]
fn a_slip_claims_an_agreement_only_where_there_is_one() {
    let agreed = "协商一致";
    let note = |ticket: &ansu_complaint::Ticket| joined(&layer(&print(ticket).unwrap().bytes));
    assert!(note(&sample::settled()).contains(agreed));
    for kind in [
        EndKind::BrokenOff,
        EndKind::Withdrawn,
        EndKind::Merged,
        EndKind::Transferred,
    ] {
        let mut ticket = sample::open();
        let end = ansu_complaint::End {
            kind,
            at: ticket.received,
            by: sample::id("1024"),
            reason: Some("客户有事先行离开".to_owned()),
            into: None,
            hall: None,
        };
        ticket.end = Some(end);
        let text = note(&ticket);
        assert!(
            !text.contains(agreed) && text.contains("客户有事先行离开"),
            "{kind:?}\n{text}"
        );
    }
    let mut unhappy = sample::settled();
    if let Some(opinion) = &mut unhappy.opinion {
        opinion.solved = ansu_complaint::Solved::No;
    }
    for ticket in [sample::open(), sample::refused(), unhappy] {
        assert!(!note(&ticket).contains(agreed));
    }
    for ticket in [sample::open(), sample::settled(), sample::refused()] {
        let text = note(&ticket);
        assert!(
            text.contains("电信用户申诉受理机构") && text.contains("不影响您依法享有的任何权利")
        );
        assert!(
            !["放弃", "不再追究", "不得再"]
                .iter()
                .any(|waiver| text.contains(waiver))
        );
    }
}

#[test]
fn why_nobody_signed_stands_in_the_box() {
    assert!(
        joined(&layer(&print(&sample::represented()).unwrap().bytes))
            .contains("未签字：通过电话办理（代理人在外地，已电话逐项确认）")
    );
    assert!(layer(&print(&sample::refused()).unwrap().bytes).contains("未签字：客户选择不签字"));
}

#[test]
fn a_character_that_cannot_be_drawn_is_named_before_printing() {
    let mut ticket = sample::settled();
    ticket.intake.complainant.name = "张😀".to_owned();
    ticket.facts.how = "修好\u{200f}😀".to_owned();
    let missing = missing_characters(&request(&ticket));
    let named: Vec<String> = missing.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "投诉人: 😀 (U+1F600)",
            "投诉事项: an invisible character (U+200F)",
            "投诉事项: 😀 (U+1F600)"
        ]
    );
    assert_eq!(print(&ticket), Err(FormError::MissingCharacters(missing)));
    // What the customer has confirmed takes the facts' place.
    ticket.read_back = Some("您希望修好🙏".to_owned());
    let missing = missing_characters(&request(&ticket));
    let named: Vec<String> = missing.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["投诉人: 😀 (U+1F600)", "投诉事项: 🙏 (U+1F64F)"]);
    assert_eq!(missing_characters(&request(&sample::rare())), []);
}

#[test]
fn what_two_pages_cannot_hold_is_refused_with_its_measure() {
    let mut ticket = sample::settled();
    ticket.facts.what = "网络时断时续，".repeat(10_000 / 7);
    match print(&ticket) {
        Err(FormError::TooLong {
            over,
            field,
            length,
        }) => {
            assert_eq!(field, "投诉事项");
            assert!(
                length > 9_990 && (3_000..8_000).contains(&over),
                "{over} of {length}"
            );
            // What is named as too much is enough to take out.
            let kept = ticket.facts.what.chars().count() - over;
            ticket.facts.what = ticket.facts.what.chars().take(kept).collect();
            assert_eq!(print(&ticket).map(|pdf| pdf.pages), Ok(2));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_texts_as_long_as_the_record_allows_fit_on_two_pages() {
    assert_eq!(print(&sample::longest()).unwrap().pages, 2);
}

#[test]
fn the_agreed_round_and_the_decision_from_above_are_shown() {
    let text = layer(&print(&sample::second_round()).unwrap().bytes);
    assert!(text.contains("三、双方商定的处理（第 2 轮）"));
    assert!(text.contains("营业厅经理于 2026-11-21 14:50 给出意见：同意减免当月宽带费。"));
}

#[test]
fn one_long_word_and_many_lines_are_drawn_too() {
    let mut ticket = sample::settled();
    ticket.facts.what = format!("https://example.com/{}", "a1b2".repeat(200));
    ticket.facts.why = "一\n".repeat(20);
    let pdf = print(&ticket).unwrap();
    assert!(joined(&layer(&pdf.bytes)).contains(&ticket.facts.what));
}
