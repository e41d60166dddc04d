//! Finding tickets by any piece of any text: number, name, phone, what was said and agreed.
//!
//! Texts and queries are folded alike (full-width to half-width, lower case, control characters to
//! spaces) and compared byte by byte, so no character of a query has a special meaning.

use ansu_complaint::{OrderMove, Ticket};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::queue::{self, QueueRow};
use crate::store::Store;

/// Longest query that is looked at; the rest of a pasted text adds nothing.
const QUERY_CHARS: usize = 100;

/// The form in which texts are compared.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ if c.is_control() || c.is_whitespace() => ' ',
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a query asks for: every word must be found. A phone number may be typed in groups.
fn words(query: &str) -> Vec<String> {
    let cut: String = query.chars().take(QUERY_CHARS).collect();
    let folded = fold(&cut);
    let is_phone = folded.chars().all(|c| c.is_ascii_digit() || c == ' ')
        && folded.chars().any(|c| c.is_ascii_digit());
    if is_phone {
        return vec![folded.replace(' ', "")];
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

/// All words of a ticket, one piece a line, folded.
pub(crate) fn text(ticket: &Ticket) -> String {
    let mut body = String::new();
    for piece in pieces(ticket).into_iter().filter(|piece| !piece.is_empty()) {
        body.push_str(&fold(piece));
        body.push('\n');
    }
    body
}

fn pieces(ticket: &Ticket) -> Vec<&str> {
    let complainant = &ticket.intake.complainant;
    let facts = &ticket.facts;
    let mut all = vec![
        ticket.number.as_str(),
        &complainant.name,
        complainant.phone.digits(),
        &ticket.intake.when,
        &ticket.intake.phenomenon,
        &ticket.intake.area,
        &ticket.statement,
        &facts.who,
        &facts.when,
        &facts.place,
        &facts.what,
        &facts.why,
        &facts.how,
    ];
    all.extend(complainant.contact.as_ref().map(|phone| phone.digits()));
    if let Some(representative) = &complainant.representative {
        all.push(&representative.name);
        all.extend(representative.phone.as_ref().map(|phone| phone.digits()));
    }
    all.extend(ticket.key_words.iter().map(String::as_str));
    all.extend(
        ticket
            .checks
            .iter()
            .flat_map(|check| [check.question.as_str(), &check.finding]),
    );
    if let Some(attribution) = &ticket.attribution {
        all.extend([attribution.unit.as_str(), &attribution.explanation]);
    }
    pieces_of_agreement(ticket, &mut all);
    all.extend(ticket.notes.iter().map(|note| note.text.as_str()));
    all.extend(ticket.visits.iter().map(|visit| visit.words.as_str()));
    all
}

fn pieces_of_agreement<'a>(ticket: &'a Ticket, all: &mut Vec<&'a str>) {
    for offer in &ticket.offers {
        all.extend([
            offer.terms.action.as_str(),
            &offer.terms.unit,
            &offer.terms.basis_note,
        ]);
    }
    all.extend(
        ticket
            .demands
            .iter()
            .flat_map(|demand| [demand.text.as_str(), &demand.basis]),
    );
    all.extend(
        ticket
            .escalations
            .iter()
            .flat_map(|up| [up.reason.as_str(), &up.asked]),
    );
    all.extend(ticket.final_reply.as_deref());
    all.extend(
        ticket
            .promises
            .iter()
            .flat_map(|promise| [promise.text.as_str(), &promise.owner]),
    );
    for order in &ticket.work_orders {
        all.extend([order.unit.as_str(), &order.asked]);
        all.extend(order.course.iter().filter_map(|step| match &step.what {
            OrderMove::Replied { text, .. } => Some(text.as_str()),
            OrderMove::Reminded { .. }
            | OrderMove::Returned { .. }
            | OrderMove::Withdrawn { .. } => None,
        }));
    }
    for referral in &ticket.referrals {
        all.extend([referral.reference.as_str(), &referral.asked]);
        all.extend(referral.answer.as_ref().map(|answer| answer.text.as_str()));
    }
    for waiting in &ticket.waitings {
        all.extend([waiting.what.as_str(), &waiting.contact]);
        all.extend(waiting.contacts.iter().map(|contact| contact.note.as_str()));
        all.extend(waiting.end.as_ref().map(|end| end.note.as_str()));
    }
    for call in &ticket.call_backs {
        all.push(&call.note);
        all.extend(call.opinion.as_ref().map(|opinion| opinion.remark.as_str()));
    }
    all.extend(
        ticket
            .opinion
            .as_ref()
            .map(|opinion| opinion.remark.as_str()),
    );
}

/// Writes the words of a ticket in place of the earlier ones.
pub(crate) fn write(tx: &Connection, row: i64, ticket: &Ticket) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO ticket_text (ticket, body) VALUES (?1, ?2)
         ON CONFLICT (ticket) DO UPDATE SET body = ?2",
    )?
    .execute(params![row, text(ticket)])?;
    Ok(())
}

/// The stored words of a ticket.
pub(crate) fn read(conn: &Connection, row: i64) -> Result<Option<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT body FROM ticket_text WHERE ticket = ?1")?
        .query_row([row], |row| row.get(0))
        .optional()?)
}

impl Store {
    /// Tickets in which every word of `query` stands somewhere, the newest first; none for an empty
    /// query. `before` is the last line of the page before.
    pub fn search(
        &self,
        query: &str,
        before: Option<&QueueRow>,
        limit: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let words = words(query);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let words =
            serde_json::to_string(&words).map_err(|_| StoreError::Unreadable { what: "query" })?;
        let sql = format!(
            "SELECT {} FROM ticket_text
             JOIN ticket ON ticket.row = ticket_text.ticket
             JOIN queue ON queue.ticket = ticket_text.ticket
             WHERE ticket_text.ticket < ?2
               AND NOT EXISTS (SELECT 1 FROM json_each(?1) WHERE instr(body, value) = 0)
             ORDER BY ticket_text.ticket DESC LIMIT ?3",
            queue::COLUMNS
        );
        let before = before.map_or(i64::MAX, |line| line.row);
        self.conn()
            .prepare_cached(&sql)?
            .query_and_then(params![words, before, limit], queue::read)?
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_levels_width_case_and_controls() {
        assert_eq!(
            fold("ＷｉＦｉ１３８\u{3000}\tÄ\u{0}䶮😀"),
            "wifi138  ä 䶮😀"
        );
    }

    #[test]
    fn a_phone_in_groups_is_one_word_and_text_is_several() {
        assert_eq!(words(" 138 １２３４ 5678 "), ["13812345678"]);
        assert_eq!(words("张 WiFi 138"), ["张", "wifi", "138"]);
        assert!(words(" \u{3000} ").is_empty());
        assert_eq!(
            words(&"长".repeat(10_000)).concat().chars().count(),
            QUERY_CHARS
        );
    }
}
