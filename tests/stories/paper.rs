//! What a reader gets out of a slip, and what a slip has to say.

use ansu_desk::complaint::{Phone, PromiseState, Ticket};
use std::process::Command;

/// The text layer of a file, without the breaks that belong to the page and not to the text.
pub(crate) fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("slip.pdf");
    std::fs::write(&file, pdf).unwrap();
    let run = Command::new("pdftotext")
        .arg("-raw")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext can be called");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    joined(&String::from_utf8(run.stdout).unwrap())
}

/// Without white space: wrapped lines lose it.
pub(crate) fn joined(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every string of the ticket that belongs on the slip (domain §16). What the customer said in the first heat, the wording of the apology, key
/// words, notes, refused offers and earlier demands stay at the hall.
pub(crate) fn strings(ticket: &Ticket) -> Vec<String> {
    let mut all = vec![ticket.number.to_string(), ticket.intake.category.zh()];
    all.extend(who(ticket));
    all.extend(found(ticket));
    all.extend(agreed(ticket));
    all.retain(|text| !text.is_empty());
    all
}

fn who(ticket: &Ticket) -> Vec<String> {
    let complainant = &ticket.intake.complainant;
    let mut all = vec![complainant.name.clone(), complainant.phone.grouped()];
    all.extend(complainant.contact.as_ref().map(Phone::grouped));
    if let Some(representative) = &complainant.representative {
        all.extend([
            representative.name.clone(),
            representative.scope.clone(),
            representative.valid_from.to_string(),
            representative.valid_until.to_string(),
        ]);
        all.extend(representative.phone.as_ref().map(Phone::grouped));
    }
    all
}

fn found(ticket: &Ticket) -> Vec<String> {
    let facts = &ticket.facts;
    let mut all = match &ticket.read_back {
        Some(confirmed) => vec![confirmed.clone()],
        None => [
            &facts.who,
            &facts.when,
            &facts.place,
            &facts.what,
            &facts.why,
            &facts.how,
        ]
        .map(Clone::clone)
        .into(),
    };
    all.extend(
        ticket
            .checks
            .iter()
            .flat_map(|check| [check.question.clone(), check.finding.clone()]),
    );
    all.extend(
        ticket
            .attribution
            .iter()
            .flat_map(|found| [found.unit.clone(), found.explanation.clone()]),
    );
    all
}

fn agreed(ticket: &Ticket) -> Vec<String> {
    let mut all: Vec<String> = ticket
        .last_decision()
        .map(str::to_owned)
        .into_iter()
        .collect();
    if let Some(terms) = ticket.chosen().map(|offer| &offer.terms) {
        all.extend([
            terms.action.clone(),
            terms.unit.clone(),
            terms.basis_note.clone(),
        ]);
        let amount = terms.remedy.as_ref().and_then(|remedy| remedy.amount);
        all.extend(
            amount
                .iter()
                .flat_map(|amount| [amount.figures(), amount.capital()]),
        );
    }
    for promise in &ticket.promises {
        match &promise.state {
            PromiseState::Superseded { .. } => {}
            PromiseState::Broken { reason, .. } | PromiseState::Withdrawn { reason, .. } => {
                all.extend([promise.text.clone(), reason.clone()]);
            }
            PromiseState::Open | PromiseState::Kept { .. } => all.push(promise.text.clone()),
        }
    }
    all.extend(ticket.opinion.iter().map(|opinion| opinion.remark.clone()));
    all.extend(ticket.end.iter().filter_map(|end| end.reason.clone()));
    all
}

/// Every string of the ticket is in its slip's text layer.
pub(crate) fn says_all(ticket: &Ticket, pdf: &[u8]) {
    let text = text(pdf);
    for string in strings(ticket) {
        assert!(
            text.contains(&joined(&string)),
            "{} is not on the slip:\n{text}",
            string
        );
    }
}
