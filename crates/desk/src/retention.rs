//! How long what is kept of a person is kept, and its end (个人信息保护法 art. 19, 47).

use crate::contacts::ContactView;
use crate::queue::Line;
use crate::{Act, Context, Desk, DeskError, Operation, Session, TicketRef};
use ansu_complaint::{ContactId, Moment, Refusal, Ticket, TicketNumber};
use ansu_store::Disposal;
use chrono::Months;
use serde::{Deserialize, Serialize};

/// Months after its end for which a ticket is kept where nobody has decided otherwise: as long as a claim can be brought (民法典 art. 188:
/// three years), which is longer than an appeal to the regulator can be (电信用户申诉处理办法 art. 11: two years).
pub const KEPT_MONTHS: u32 = 36;

/// Tickets that one review shows.
const REVIEW: u32 = 200;

/// Tickets that nothing asks to be kept any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Review {
    /// The oldest of them, at most 200.
    pub lines: Vec<ReviewLine>,
    /// How many there are.
    pub total: u32,
    /// The oldest contacts that were no complaints, at most 200, from before the same moment.
    pub contacts: Vec<ContactView>,
    /// How many there are.
    pub contacts_total: u32,
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
    /// The person has asked for it.
    Request(Plea),
}

/// On what somebody bases the wish that what is kept of them be erased (个人信息保护法 art. 47).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Plea {
    /// What it was kept for is reached, or over (items 1 and 2).
    PurposeOver,
    /// The consent is withdrawn (item 3).
    ConsentWithdrawn,
    /// It should never have been kept (item 4). Then nothing asks for keeping it longer.
    Unlawful,
}

/// Why a ticket is kept although the person asks for its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The complaint goes on.
    Open,
    /// A claim can still be brought (see [`KEPT_MONTHS`]).
    Until(Moment),
}

impl<C: Context> Desk<C> {
    /// Ended tickets and other contacts that have been kept for longer than `months`, at least [`KEPT_MONTHS`], the oldest first, to be looked through before they are erased.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn review_list(&self, session: &Session, months: u32) -> Result<Review, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        let now = self.context.now();
        let limit = kept_until(now, months.max(KEPT_MONTHS));
        let ended = self.store.ended_before(limit)?;
        let mut lines = Vec::new();
        for (ticket, ended_at) in ended.iter().take(REVIEW as usize) {
            if let Some(row) = self.store.queue_row(*ticket)? {
                lines.push(ReviewLine {
                    line: Line::of(&row, now),
                    ended_at: *ended_at,
                });
            }
        }
        let (contacts, contacts_total) = self.store.contacts_before(limit, REVIEW)?;
        Ok(Review {
            contacts: contacts.iter().map(ContactView::from).collect(),
            contacts_total,
            lines,
            total: u32::try_from(ended.len()).unwrap_or(u32::MAX),
        })
    }

    /// Erases the content of tickets and of contacts that were none for good: no undo. Gives how many of both. What stays is that there was a ticket with this number, and who erased it when and
    /// why. Backups made before still hold it until they are thinned out.
    ///
    /// # Errors
    /// The person at work may not; one of them is not there or has not ended, or has not been kept long enough. Nothing was erased then.
    pub fn dispose(
        &mut self,
        session: &Session,
        tickets: &[TicketNumber],
        contacts: &[ContactId],
        ground: Ground,
        months: u32,
    ) -> Result<u32, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        // Whoever asks may keep for longer, and not for less.
        let months = months.max(KEPT_MONTHS);
        let now = self.context.now();
        let reason = match ground {
            Ground::Retention => format!("kept={months}"),
            Ground::Request(plea) => format!("request={}", plea.word()),
        };
        let disposal = |record, number| Disposal {
            record,
            number,
            at: now,
            by: session.staff().id.clone(),
            reason: reason.clone(),
        };
        let mut disposals = Vec::new();
        for number in tickets {
            let ticket = self.find(&TicketRef::Number(number.clone()))?;
            let kept = match ground {
                Ground::Retention => kept_for(&ticket, months, now),
                Ground::Request(plea) => kept_against(&ticket, plea, now),
            };
            match kept {
                None => {}
                Some(Kept::Open) => return Err(Refusal::NotEnded.into()),
                Some(Kept::Until(_)) => {
                    return Err(DeskError::StillKept {
                        number: ticket.number.clone(),
                    });
                }
            }
            disposals.push(disposal(ticket.id.0, Some(ticket.number)));
        }
        for id in contacts {
            let (contact, _) = self.store.contact(*id)?.ok_or(DeskError::UnknownContact)?;
            let kept = match ground {
                Ground::Retention => kept_since(contact.at, months, now),
                Ground::Request(plea) => kept_since(contact.at, plea.months(), now),
            };
            if kept.is_some() {
                return Err(DeskError::ContactStillKept);
            }
            disposals.push(disposal(id.0, None));
        }
        // Noted first: what can't be noted is not erased. Contacts have no number to be noted by.
        for number in disposals.iter().filter_map(|one| one.number.as_ref()) {
            self.note(session, Act::Dispose, number.as_str(), &reason)?;
        }
        if !contacts.is_empty() {
            let detail = format!("contacts={} {reason}", contacts.len());
            self.note(session, Act::Dispose, "", &detail)?;
        }
        self.store.dispose(&disposals)?;
        Ok(u32::try_from(disposals.len()).unwrap_or(u32::MAX))
    }
}

/// What ended before this has been kept long enough.
fn kept_until(now: Moment, months: u32) -> Moment {
    now.checked_sub_months(Months::new(months))
        .unwrap_or(Moment::MIN_UTC)
}

/// Why a ticket is still kept for so many months after its end.
fn kept_for(ticket: &Ticket, months: u32, now: Moment) -> Option<Kept> {
    let Some(end) = &ticket.end else {
        return Some(Kept::Open);
    };
    kept_since(end.at, months, now)
}

/// Until when what was over at a moment is kept; none where that is past.
pub(crate) fn kept_since(over: Moment, months: u32, now: Moment) -> Option<Kept> {
    let until = over.checked_add_months(Months::new(months))?;
    (until > now).then_some(Kept::Until(until))
}

/// Why a ticket is kept against the wish of the person whom it is about.
pub(crate) fn kept_against(ticket: &Ticket, plea: Plea, now: Moment) -> Option<Kept> {
    kept_for(ticket, plea.months(), now)
}

impl Plea {
    /// Months for which what is over is kept against it.
    pub(crate) const fn months(self) -> u32 {
        match self {
            Self::PurposeOver | Self::ConsentWithdrawn => KEPT_MONTHS,
            Self::Unlawful => 0,
        }
    }

    /// As the trail notes it.
    fn word(self) -> &'static str {
        match self {
            Self::PurposeOver => "purpose_over",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::Unlawful => "unlawful",
        }
    }
}
