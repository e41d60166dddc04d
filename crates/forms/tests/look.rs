//! Slips to look at, written into the folder that `ANSU_LOOK` names; without it nothing is drawn.
mod sample;

use ansu_complaint::{End, EndKind};

#[test]
fn slips_to_look_at() {
    let Ok(folder) = std::env::var("ANSU_LOOK") else {
        return;
    };
    let write = |name: &str, ticket: &ansu_complaint::Ticket| match sample::print(ticket) {
        Ok(pdf) => std::fs::write(format!("{folder}/{name}.pdf"), pdf.bytes).unwrap(),
        Err(error) => panic!("{name}: {error}"),
    };
    write("open", &sample::open());
    write("settled", &sample::settled());
    write("signed", &sample::signed());
    write("long", &sample::long());
    write("rare", &sample::rare());
    write("english", &sample::english());
    write("represented", &sample::represented());
    write("refused", &sample::refused());
    write("longest", &sample::longest());
    write("second-round", &sample::second_round());
    let mut request_ticket = sample::signed();
    request_ticket.end = Some(End {
        kind: EndKind::Settled,
        at: sample::at("2026-11-23T09:12"),
        by: sample::id("1024"),
        reason: None,
        into: None,
        hall: None,
    });
    let request = ansu_forms::SlipRequest {
        audience: ansu_forms::Audience::Display,
        ..sample::request(&request_ticket)
    };
    std::fs::write(
        format!("{folder}/display.pdf"),
        ansu_forms::slip(&request).unwrap().bytes,
    )
    .unwrap();
}
