//! What was typed and not carried out: whom it is about, how long it is kept, and its end (个人信息保护法 art. 19, 47).

use crate::backup::few;
use crate::drafts::{UNREGISTERED, about};
use crate::personal::{PersonDraft, number};
use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{Phone, StaffId, Ticket};
use ansu_store::{AuditNote, Draft};
use chrono::TimeDelta;
use serde_json::Value;

/// Days for which a complaint or another contact that was begun and not registered is kept after it was typed in last: long enough for whoever began it to come
/// back, and no longer, for nothing has come of it (个人信息保护法 art. 19).
pub const UNREGISTERED_DAYS: i64 = 30;

/// Days of work that have to lie between as well.
const UNREGISTERED_WORK_DAYS: u32 = 10;

/// Fields of the forms of a new complaint and of another contact that hold a number of somebody whom it is about.
const NUMBERS: [&str; 3] = ["phone", "contact", "representative_phone"];

impl<C: Context> Desk<C> {
    /// What was typed on tickets, and on complaints and other contacts that are not registered and name a number.
    pub(crate) fn typed_about(
        &self,
        phone: &Phone,
        tickets: &[&Ticket],
    ) -> Result<Vec<PersonDraft>, DeskError> {
        let mut found = Vec::new();
        for draft in self.store.all_drafts()? {
            let typed: Value = serde_json::from_str(&draft.json).unwrap_or_default();
            let names = |field: &&str| {
                let text = typed.get(*field).and_then(Value::as_str);
                text.is_some_and(|text| Phone::parse(text).is_ok_and(|found| found == *phone))
            };
            let of_theirs = about(&draft.key)
                .flatten()
                .and_then(|id| tickets.iter().find(|ticket| ticket.id == id));
            let ticket = match of_theirs {
                Some(ticket) => Some(ticket.number.clone()),
                None if begun(&draft) && NUMBERS.iter().any(names) => None,
                None => continue,
            };
            found.push(PersonDraft {
                ticket,
                by: draft.staff,
                saved_at: draft.saved_at,
                typed,
                key: draft.key,
            });
        }
        Ok(found)
    }

    /// Erases complaints and other contacts that were begun and not registered once they have been kept long enough, by the clock and by the days on which
    /// anybody was at work since: nobody is asked, so a clock that is wrong must not do it.
    pub(crate) fn forget_unregistered(&mut self) -> Result<(), DeskError> {
        let now = self.context.now();
        let Some(worked) = self.store.days_of_work(UNREGISTERED_WORK_DAYS)? else {
            return Ok(());
        };
        let before = worked.min(now - TimeDelta::days(UNREGISTERED_DAYS));
        let old = |draft: &Draft| begun(draft) && draft.saved_at < before;
        let forms = self
            .store
            .all_drafts()?
            .into_iter()
            .filter(old)
            .map(|draft| (draft.key, draft.staff))
            .collect();
        self.erase_forms(None, forms).map(drop)
    }

    /// Erases the complaints about a person that were begun and not registered, at their request, and says how many: nothing asks for keeping
    /// what nothing has come of.
    ///
    /// # Errors
    /// The person at work may not; not a phone number; the data folder refuses.
    pub fn erase_unregistered(&mut self, session: &Session, phone: &str) -> Result<u32, DeskError> {
        self.authorize(session, Operation::Dispose, None)?;
        let typed = self.typed_about(&number(phone)?, &[])?;
        let forms = typed
            .into_iter()
            .filter(|draft| draft.ticket.is_none())
            .map(|draft| (draft.key, draft.by))
            .collect();
        self.erase_forms(Some(session.staff().id.clone()), forms)
    }

    /// Noted first: what can't be noted is not erased.
    fn erase_forms(
        &mut self,
        by: Option<StaffId>,
        forms: Vec<(String, StaffId)>,
    ) -> Result<u32, DeskError> {
        if forms.is_empty() {
            return Ok(0);
        }
        let count = few(forms.len() as u64);
        self.store.note(&AuditNote {
            at: self.context.now(),
            by,
            act: Act::Dispose.word(),
            object: String::new(),
            detail: format!("unregistered forms={count}"),
        })?;
        self.store.erase_drafts(&forms)?;
        Ok(count)
    }
}

/// Whether a draft is of something that is in no record yet.
fn begun(draft: &Draft) -> bool {
    UNREGISTERED.contains(&draft.key.as_str())
}
