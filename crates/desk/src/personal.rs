//! A person's rights in what is kept of them: how long, a copy of it, and its end (个人信息保护法 art. 19, 45, 47).

use crate::queue::Line;
use crate::{Act, Context, Desk, DeskError, HallView, LogLine, Operation, Session, TicketRef};
use ansu_complaint::{Field, Moment, Phone, Refusal, Ticket, TicketNumber};
use ansu_store::Disposal;
use chrono::Months;
use serde::{Deserialize, Serialize};

/// Months after its end for which a ticket is kept where nobody has decided otherwise: as long as a claim can be brought (民法典 art. 188:
/// three years), which is longer than an appeal to the regulator can be (电信用户申诉处理办法 art. 11: two years).
pub const KEPT_MONTHS: u32 = 36;

/// Tickets that one review shows.
const REVIEW: usize = 200;

/// Tickets that nothing asks to be kept any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Review {
    /// The oldest of them, at most 200.
    pub lines: Vec<ReviewLine>,
    /// How many there are.
    pub total: u32,
}

/// A ticket that nothing asks to be kept any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReviewLine {
    /// The ticket.
    pub line: Line,
    /// When it ended.
    pub ended_at: Moment,
}

/// Why a ticket's content is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The time for which it is kept is over.
    Retention,
    /// The person has asked for it, and nothing asks for keeping it.
    Request,
}

/// All that is kept of a person, as they may ask for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonExport {
    /// Who keeps it.
    pub hall: Option<HallView>,
    /// When the copy was made.
    pub made_at: Moment,
    /// The number that the person is known by here.
    pub phone: Phone,
    /// The end of the hall's audit trail when the copy was made; vouches for what is in it.
    pub anchor: Option<String>,
    /// Every ticket under this number.
    pub tickets: Vec<PersonTicket>,
}

/// A ticket in a person's copy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonTicket {
    /// The ticket as it stands, in full.
    pub ticket: Ticket,
    /// What happened to it.
    pub history: Vec<LogLine>,
}

impl<C: Context> Desk<C> {
    /// Ended tickets that have been kept for longer than `months`, the oldest first, to be looked through before they are erased.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn review_list(&self, session: &Session, months: u32) -> Result<Review, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        let now = self.context.now();
        let limit = kept_until(now, months);
        let ended = self.store.ended_before(limit)?;
        let mut lines = Vec::new();
        for (ticket, ended_at) in ended.iter().take(REVIEW) {
            if let Some(row) = self.store.queue_row(*ticket)? {
                lines.push(ReviewLine {
                    line: Line::of(&row, now),
                    ended_at: *ended_at,
                });
            }
        }
        Ok(Review {
            lines,
            total: u32::try_from(ended.len()).unwrap_or(u32::MAX),
        })
    }

    /// Erases the content of tickets for good: no undo. What stays is that there was a ticket with this number, and who erased it when and
    /// why. Backups made before still hold it until they are thinned out.
    ///
    /// # Errors
    /// The person at work may not; a ticket is not there or has not ended; with [`Ground::Retention`] one has not been kept long enough.
    /// Nothing was erased then.
    pub fn dispose(
        &mut self,
        session: &Session,
        tickets: &[TicketNumber],
        ground: Ground,
        months: u32,
    ) -> Result<u32, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        let now = self.context.now();
        let limit = kept_until(now, months);
        let mut disposals = Vec::new();
        for number in tickets {
            let ticket = self.find(&TicketRef::Number(number.clone()))?;
            let end = ticket.end.as_ref().ok_or(Refusal::NotEnded)?;
            if ground == Ground::Retention && end.at > limit {
                return Err(DeskError::StillKept {
                    number: ticket.number.clone(),
                });
            }
            disposals.push(Disposal {
                ticket: ticket.id,
                number: ticket.number.clone(),
                at: now,
                by: session.staff().id.clone(),
                reason: match ground {
                    Ground::Retention => format!("kept={months}"),
                    Ground::Request => "request".to_owned(),
                },
            });
        }
        // Noted first: what can't be noted is not erased.
        for disposal in &disposals {
            let number = disposal.number.as_str().to_owned();
            self.note(session, Act::Dispose, &number, &disposal.reason)?;
        }
        self.store.dispose(&disposals)?;
        Ok(u32::try_from(disposals.len()).unwrap_or(u32::MAX))
    }

    /// All that is kept under a number, as one copy.
    ///
    /// # Errors
    /// The person at work may not; not a phone number; the data folder can't be read.
    pub fn person_export(
        &mut self,
        session: &Session,
        phone: &str,
    ) -> Result<PersonExport, DeskError> {
        self.authorize(session, Operation::ExportPerson, None)?;
        let phone = Phone::parse(phone).map_err(|_| Refusal::NotAPhone {
            field: Field::Phone,
        })?;
        let mut tickets = Vec::new();
        for row in self.store.history(&phone, Moment::MIN_UTC)? {
            let Some(ticket) = self.store.ticket(row.id)? else {
                continue;
            };
            // Noted by ticket: the trail holds nothing about the person.
            let number = ticket.number.as_str().to_owned();
            self.note(session, Act::ExportPerson, &number, "")?;
            tickets.push(PersonTicket {
                history: self.log(session, &TicketRef::Id(ticket.id))?,
                ticket,
            });
        }
        Ok(PersonExport {
            hall: self.store.hall()?.map(HallView::from),
            made_at: self.context.now(),
            phone,
            anchor: self.store.ends()?.audit.map(|anchor| anchor.to_string()),
            tickets,
        })
    }
}

/// What ended before this has been kept long enough.
fn kept_until(now: Moment, months: u32) -> Moment {
    now.checked_sub_months(Months::new(months))
        .unwrap_or(Moment::MIN_UTC)
}
