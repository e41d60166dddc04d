//! Steps 1 to 3: what is heard, said and found out.

use super::{Context, Decision, sensitive};
use crate::evidence::FILES_MAX;
use crate::field::{LINE, TEXT, optional, past, required};
use crate::intake::strength;
use crate::{
    Attribution, Check, Emotion, Event, EvidenceFile, Facts, Field, IntakeForm, Refusal, Ticket,
};
use uuid::Uuid;

/// Key words a customer repeats: more than this is the statement itself.
const KEY_WORDS_MAX: usize = 12;
/// Checks on one ticket.
const CHECKS_MAX: usize = 40;
/// Where a check stands in a checklist: three ids of 64.
const SOURCE: usize = 200;
/// Wordings said in the course of one ticket: many talks, many sentences.
const SAID_MAX: usize = 400;
/// Notes on one ticket.
const NOTES_MAX: usize = 200;

pub(super) fn amend(ticket: &Ticket, form: &IntakeForm, context: &Context<'_>) -> Decision {
    let mut events = vec![Event::IntakeAmended {
        intake: form.check_as_correction(&ticket.intake, context.now)?,
    }];
    if let (Some(capacity), None) = (form.sensitive, &ticket.sensitive) {
        events.extend(sensitive::report(capacity, context));
    }
    Ok(events)
}

pub(super) fn statement(
    statement: &str,
    words: &[String],
    emotion: Emotion,
    how_strong: u8,
) -> Decision {
    Ok(vec![Event::StatementRecorded {
        statement: required(Field::Statement, statement, TEXT)?,
        key_words: key_words(words)?,
        emotion,
        strength: strength(how_strong)?,
    }])
}

pub(super) fn apologize(wording: &str, source: Option<&String>) -> Decision {
    Ok(vec![Event::Apologized {
        wording: required(Field::Wording, wording, TEXT)?,
        source: source
            .map(|source| optional(Field::Wording, source, LINE))
            .transpose()?,
    }])
}

pub(super) fn record_facts(facts: &Facts, context: &Context<'_>) -> Decision {
    let facts = Facts {
        who: optional(Field::Who, &facts.who, LINE)?,
        when: optional(Field::When, &facts.when, LINE)?,
        occurred: facts
            .occurred
            .map(|moment| past(Field::Occurred, moment, context.now))
            .transpose()?,
        place: optional(Field::Where, &facts.place, LINE)?,
        what: optional(Field::What, &facts.what, TEXT)?,
        why: optional(Field::Why, &facts.why, TEXT)?,
        how: optional(Field::How, &facts.how, TEXT)?,
    };
    Ok(vec![Event::FactsRecorded { facts }])
}

pub(super) fn record_check(ticket: &Ticket, check: &Check) -> Decision {
    let question = required(Field::Question, &check.question, LINE)?;
    if !ticket.checks.iter().any(|known| known.question == question) {
        few(ticket.checks.len(), CHECKS_MAX)?;
    }
    let check = Check {
        question,
        finding: optional(Field::Finding, &check.finding, TEXT)?,
        source: check
            .source
            .as_ref()
            .map(|source| required(Field::Question, source, SOURCE))
            .transpose()?,
    };
    Ok(vec![Event::CheckRecorded { check }])
}

pub(super) fn remove_check(ticket: &Ticket, question: &str) -> Decision {
    if !ticket.checks.iter().any(|known| known.question == question) {
        return Err(Refusal::UnknownCheck);
    }
    Ok(vec![Event::CheckRemoved {
        question: question.to_owned(),
    }])
}

pub(super) fn attach(ticket: &Ticket, file: &EvidenceFile, shows: Option<&String>) -> Decision {
    if ticket.evidence(file.id).is_some() {
        return Err(Refusal::UnknownEvidence);
    }
    few(ticket.evidence.len(), FILES_MAX)?;
    Ok(vec![Event::EvidenceAttached {
        file: file.check()?,
        shows: question(shows)?,
    }])
}

/// The letter of authorisation is one of the ticket's files.
pub(super) fn authorise(ticket: &Ticket, file: Option<Uuid>) -> Decision {
    let file = file
        .map(|id| ticket.evidence(id).ok_or(Refusal::UnknownEvidence))
        .transpose()?;
    Ok(vec![Event::AuthorisationMarked {
        file: file.map(|known| known.file.clone()),
    }])
}

pub(super) fn relate(ticket: &Ticket, file: Uuid, shows: Option<&String>) -> Decision {
    let known = ticket.evidence(file).ok_or(Refusal::UnknownEvidence)?;
    let shows = question(shows)?;
    if known.shows == shows {
        return Ok(vec![]);
    }
    Ok(vec![Event::EvidenceRelated {
        file: known.file.clone(),
        shows,
    }])
}

/// What a file bears out. The question need not be on record: a file is often there before its finding.
fn question(shows: Option<&String>) -> Result<Option<String>, Refusal> {
    shows
        .map(|shows| required(Field::Question, shows, LINE))
        .transpose()
}

pub(super) fn remove_evidence(ticket: &Ticket, file: Uuid) -> Decision {
    let known = ticket.evidence(file).ok_or(Refusal::UnknownEvidence)?;
    Ok(vec![Event::EvidenceRemoved {
        file: known.file.clone(),
    }])
}

pub(super) fn attribute(attribution: &Attribution) -> Decision {
    let attribution = Attribution {
        unit: optional(Field::Unit, &attribution.unit, LINE)?,
        explanation: required(Field::Explanation, &attribution.explanation, TEXT)?,
        ..attribution.clone()
    };
    Ok(vec![Event::Attributed { attribution }])
}

pub(super) fn confirm_read_back(text: &str) -> Decision {
    Ok(vec![Event::ReadBackConfirmed {
        text: required(Field::ReadBack, text, TEXT)?,
    }])
}

pub(super) fn use_wording(ticket: &Ticket, wording: &str, source: &str) -> Decision {
    few(ticket.said.len(), SAID_MAX)?;
    Ok(vec![Event::WordingUsed {
        wording: required(Field::Wording, wording, TEXT)?,
        source: required(Field::Wording, source, LINE)?,
    }])
}

pub(super) fn note(ticket: &Ticket, text: &str) -> Decision {
    few(ticket.notes.len(), NOTES_MAX)?;
    Ok(vec![Event::Noted {
        text: required(Field::Note, text, TEXT)?,
    }])
}

fn key_words(words: &[String]) -> Result<Vec<String>, Refusal> {
    few(words.len().saturating_sub(1), KEY_WORDS_MAX)?;
    let words = words
        .iter()
        .map(|word| optional(Field::KeyWords, word, 40))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(words.into_iter().filter(|word| !word.is_empty()).collect())
}

/// One more of a kind is still within what a ticket holds.
pub(super) fn few(have: usize, most: usize) -> Result<(), Refusal> {
    if have < most {
        Ok(())
    } else {
        Err(Refusal::TooMany {
            most: u16::try_from(most).unwrap_or(u16::MAX),
        })
    }
}
