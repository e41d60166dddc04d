//! The audit trail as the desk writes and shows it.

use crate::{Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{Moment, StaffId};
use ansu_store::{Anchor, AuditFault, AuditFilter, AuditLine, AuditNote};
use serde::{Deserialize, Serialize};

/// What the trail remembers. What is done to a ticket stands in its own record.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The hall was founded.
    FoundHall,
    /// Somebody signed in; the detail says how often it failed before.
    SignIn,
    /// Somebody opened the desk with the recovery sheet.
    Recover,
    /// Somebody changed their own password.
    ChangePassword,
    /// A colleague was given a password.
    IssuePassword,
    /// A new recovery sheet was made; with a detail, it is about to be `printed` or `shown`.
    RenewSheet,
    /// The recovery sheet was typed back.
    ProveSheet,
    /// The master key was changed because somebody left.
    ChangeKeys,
    /// A member of staff was added or changed.
    PutStaff,
    /// A member of staff has left.
    LeaveStaff,
    /// The hall's names were changed.
    RenameHall,
    /// What the clocks go by was changed.
    PutTiming,
    /// The table of who may grant what was changed.
    PutAuthority,
    /// A manager decided over a colleague's session; the detail says over whose, what, and how often the password failed before.
    DecideInPerson,
    /// A ticket was looked at, once per sitting.
    SeeTicket,
    /// A full phone number was shown.
    RevealPhone,
    /// A registration was shown in full, to be corrected.
    SeeRegistration,
    /// A file of evidence was `shown` or is about to be `saved`.
    SeeEvidence,
    /// What was typed was handed to a colleague.
    HandOver,
    /// Somebody was looked up by number; never by which.
    LookUp,
    /// A slip was shown in full, once per sitting.
    SeeSlip,
    /// A slip is about to be printed or saved; the detail says whether `full` or `masked`.
    IssueSlip,
    /// Another paper of a ticket was shown in full, once per sitting.
    SeePaper,
    /// Another paper of a ticket, or a blank, is about to be printed or saved; the detail says which, and whether `full` or `masked`.
    IssuePaper,
    /// A story was carried out in the name of colleagues.
    RunStory,
    /// The trail was read, once per sitting; the object is the person whose lines were asked for, if one was.
    SeeAudit,
    /// A day sheet was made; with a detail, it is about to be `printed` or `saved`.
    DaySheet,
    /// The record was checked.
    Check,
    /// A backup was made and proven.
    BackUp,
    /// The second place of automatic backups was `chosen` or `forgotten`.
    PutSecondPlace,
    /// A ticket's content was erased.
    Dispose,
    /// A person's data was copied for them.
    ExportPerson,
    /// A part of the coach's library was published or taken out.
    PublishLibrary,
    /// A part of the library came out of a file.
    ImportLibrary,
    /// The library was written to a file.
    ExportLibrary,
    /// A backup was put in the place of what was there; the detail has the anchors of the ends of what was replaced (`nothing`, or
    /// `unreadable`) and of what was put in, and how many tickets were erased in it because they had been erased here.
    Restore,
    /// Work that was acknowledged was missing when the folder was opened; the detail has the numbers of events and lines that are there
    /// and that were expected, the object the anchors of the ends that were expected.
    CutBack,
    /// The mark that would tell of such a loss was `missing` or `damaged` when the folder was opened.
    MarkLost,
}

/// How a sheet leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On paper.
    Printed,
    /// As a file.
    Saved,
    /// On the screen.
    Shown,
}

impl Way {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Saved => "saved",
            Self::Shown => "shown",
        }
    }
}

impl Act {
    /// What the store itself writes on opening, and a restore, which takes back what was done since: everybody is told of each.
    const LOSSES: [Self; 3] = [Self::CutBack, Self::MarkLost, Self::Restore];
}

/// What part of the trail to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct AuditRequest {
    /// Only by this person.
    pub by: Option<StaffId>,
    /// Only these acts; empty = all.
    pub acts: Vec<Act>,
    /// Only on this ticket or member of staff; empty = all.
    pub object: String,
    /// Only from this moment on.
    pub from: Option<Moment>,
    /// Only before this moment.
    pub until: Option<Moment>,
    /// The last line of the page before.
    pub before: Option<i32>,
}

/// A line of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditLineView {
    /// Its place, from 1.
    pub position: i32,
    /// When, by the counter's clock.
    pub at: Moment,
    /// By whom; none where nobody had signed in.
    pub by: Option<StaffId>,
    /// What.
    pub act: Act,
    /// On which ticket or member of staff.
    pub object: String,
    /// What else there is to know: words and `name=number`, separated by spaces.
    pub detail: String,
}

/// A page of the trail, the last line first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditPage {
    /// Lines.
    pub lines: Vec<AuditLineView>,
    /// There are more.
    pub more: bool,
}

/// What a look at the whole trail found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditVerdict {
    /// Nothing is wrong.
    pub sound: bool,
    /// Lines.
    pub lines: i32,
    /// Up to this line an anchor from outside vouches for it; the rest is only sound in itself.
    pub anchored: i32,
    /// Up to this event of the tickets' log anchors vouch for it.
    pub events_anchored: i32,
    /// The trail's end, to be kept elsewhere.
    pub anchor: Option<String>,
    /// What is wrong.
    pub faults: Vec<AuditFaultView>,
    /// What was found lost when the folder was opened, ever; the last one first. The trail is sound all the same.
    pub losses: Vec<AuditLineView>,
}

/// What kind of thing is wrong with the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum AuditFaultKind {
    /// The line is missing; `found` is there in its place.
    Gap,
    /// The line does not follow from the one before it.
    Link,
    /// The line was changed after it was written.
    Content,
    /// The line speaks of an event that the log does not have.
    Events,
    /// What the anchor was taken of is no longer there.
    CutOff,
    /// What the anchor was taken of has been written anew.
    Rewritten,
}

/// One thing that is wrong with the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct AuditFaultView {
    /// What.
    pub kind: AuditFaultKind,
    /// In which line; for an anchor, in its own chain.
    pub line: i32,
    /// The line that is there instead.
    pub found: Option<i32>,
    /// The anchor that does not fit.
    pub anchor: Option<String>,
}

/// Lines of a page.
const PAGE: u32 = 100;

impl<C: Context> Desk<C> {
    /// A page of the trail.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be read.
    pub fn audit(
        &mut self,
        session: &Session,
        request: &AuditRequest,
    ) -> Result<AuditPage, DeskError> {
        self.authorize(session, Operation::Audit, None)?;
        // What is looked at is the trail, and of whom. What else is typed to find a line is no object: the line would be found by it, and
        // what is typed by mistake would stay for good.
        let of = request.by.as_ref().map_or("", StaffId::as_str);
        self.note_sight(session, Act::SeeAudit, of)?;
        let filter = AuditFilter {
            by: request.by.clone(),
            acts: request.acts.iter().map(|act| act.word()).collect(),
            object: request.object.trim().to_owned(),
            from: request.from,
            until: request.until,
            before: request.before.map(i64::from),
        };
        let mut lines = self.store.audit(&filter, PAGE + 1)?;
        let more = lines.len() > PAGE as usize;
        lines.truncate(PAGE as usize);
        let lines = lines
            .into_iter()
            .map(AuditLineView::of)
            .collect::<Result<_, _>>()?;
        Ok(AuditPage { lines, more })
    }

    /// Looks at the whole trail, and compares it with anchors as they are printed on slips and kept in backups.
    ///
    /// # Errors
    /// The person at work may not; an anchor can't be read; the data folder can't be read.
    pub fn verify_audit(
        &mut self,
        session: &Session,
        anchors: &[String],
    ) -> Result<AuditVerdict, DeskError> {
        self.authorize(session, Operation::Audit, None)?;
        let anchors = anchors
            .iter()
            .map(|text| Anchor::parse(text).ok_or(DeskError::BadAnchor))
            .collect::<Result<Vec<_>, _>>()?;
        let report = self.store.verify_audit(&anchors)?;
        Ok(AuditVerdict {
            sound: report.faults.is_empty(),
            lines: i32::try_from(report.lines).unwrap_or(i32::MAX),
            anchored: i32::try_from(report.anchored).unwrap_or(i32::MAX),
            events_anchored: i32::try_from(report.events_anchored).unwrap_or(i32::MAX),
            anchor: self.store.ends()?.audit.map(|anchor| anchor.to_string()),
            faults: report
                .faults
                .into_iter()
                .map(AuditFaultView::from)
                .collect(),
            losses: self.losses(0)?,
        })
    }

    /// Notes that the day sheet is about to leave the program.
    ///
    /// # Errors
    /// The person at work may not; what can't be noted does not leave.
    pub fn note_day_sheet(&mut self, session: &Session, way: Way) -> Result<(), DeskError> {
        self.authorize(session, Operation::Audit, None)?;
        self.note(session, Act::DaySheet, "", way.word())
    }

    /// Notes that the recovery sheet that waits is about to leave the program.
    ///
    /// # Errors
    /// The person at work may not; what can't be noted does not leave.
    pub fn note_recovery_sheet(&mut self, session: &Session, way: Way) -> Result<(), DeskError> {
        self.authorize(session, Operation::ProveSheet, None)?;
        self.note(session, Act::RenewSheet, "", way.word())
    }

    /// The day sheet as PDF: the ends of both chains, to be countersigned and kept.
    ///
    /// # Errors
    /// The person at work may not; a name can't be printed; the data folder can't be read.
    pub fn day_sheet(&mut self, session: &Session) -> Result<Vec<u8>, DeskError> {
        self.authorize(session, Operation::Audit, None)?;
        self.note(session, Act::DaySheet, "", "")?;
        let hall = self.store.hall()?.ok_or(DeskError::HallMissing)?;
        let (extent, ends) = (self.store.extent()?, self.store.ends()?);
        let staff = session.staff();
        let by = format!("{}（{}）", staff.name, staff.id);
        let events_anchor = ends.events.map(|anchor| anchor.to_string());
        let audit_anchor = ends.audit.map(|anchor| anchor.to_string());
        let pdf = ansu_forms::day_sheet(&ansu_forms::DaySheet {
            hall: ansu_forms::Letterhead {
                company: &hall.company,
                hall: &hall.name,
            },
            counter: &format!("{}-{}", hall.code, hall.counter),
            made_at: self.context.now(),
            tickets: extent.tickets,
            events: extent.events,
            lines: ends
                .audit
                .and_then(|anchor| u64::try_from(anchor.position).ok())
                .unwrap_or(0),
            events_anchor: events_anchor.as_deref(),
            audit_anchor: audit_anchor.as_deref().unwrap_or_default(),
            by: &by,
        })?;
        Ok(pdf.bytes)
    }

    /// What was found lost when the folder was opened, from a line of the trail on; the last one first.
    pub(crate) fn losses(&self, after: i64) -> Result<Vec<AuditLineView>, DeskError> {
        self.lines_of(&Act::LOSSES, None, PAGE)?
            .into_iter()
            .take_while(|line| line.position > after)
            .map(AuditLineView::of)
            .collect()
    }

    /// What was found lost since a person was last let in: everybody is told once, and whoever may read the trail finds it there.
    pub(crate) fn news_of_losses(&self, staff: &StaffId) -> Result<Vec<AuditLineView>, DeskError> {
        let entered = self.lines_of(&[Act::SignIn, Act::Recover], Some(staff), 1)?;
        self.losses(entered.first().map_or(0, |line| line.position))
    }

    pub(crate) fn lines_of(
        &self,
        acts: &[Act],
        by: Option<&StaffId>,
        most: u32,
    ) -> Result<Vec<AuditLine>, DeskError> {
        let filter = AuditFilter {
            by: by.cloned(),
            acts: acts.iter().map(|act| act.word()).collect(),
            ..AuditFilter::default()
        };
        Ok(self.store.audit(&filter, most)?)
    }

    /// Notes what a session does.
    pub(crate) fn note(
        &mut self,
        session: &Session,
        act: Act,
        object: &str,
        detail: &str,
    ) -> Result<(), DeskError> {
        self.note_by(&session.staff().id, act, object, detail)
    }

    pub(crate) fn note_by(
        &mut self,
        by: &StaffId,
        act: Act,
        object: &str,
        detail: &str,
    ) -> Result<(), DeskError> {
        let note = self.line_of(by, act, object, detail);
        self.store.note(&note)?;
        Ok(())
    }

    /// A line of the trail that is not written yet.
    pub(crate) fn line_of(&self, by: &StaffId, act: Act, object: &str, detail: &str) -> AuditNote {
        AuditNote {
            at: self.context.now(),
            by: Some(by.clone()),
            act: act.word(),
            object: object.to_owned(),
            detail: detail.to_owned(),
        }
    }

    /// Notes that something was looked at, once per person as long as the desk is open.
    pub(crate) fn note_sight(
        &mut self,
        session: &Session,
        act: Act,
        object: &str,
    ) -> Result<(), DeskError> {
        self.note_once(session, act, object, object)
    }

    /// Notes that somebody was looked up by number, once per person and number as long as the desk is open. The number is not noted.
    pub(crate) fn note_look_up(
        &mut self,
        session: &Session,
        number: &str,
    ) -> Result<(), DeskError> {
        self.note_once(session, Act::LookUp, number, "")
    }

    fn note_once(
        &mut self,
        session: &Session,
        act: Act,
        seen: &str,
        object: &str,
    ) -> Result<(), DeskError> {
        let sight = (session.staff().id.clone(), act, seen.to_owned());
        if self.seen.contains(&sight) {
            return Ok(());
        }
        self.note(session, act, object, "")?;
        self.seen.push(sight);
        Ok(())
    }
}

/// A name as the record writes it.
pub(crate) fn word(name: &impl Serialize) -> String {
    match serde_json::to_value(name) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

impl Act {
    pub(crate) fn word(self) -> String {
        word(&self)
    }

    fn read(word: String) -> Result<Self, DeskError> {
        let unreadable = |_| ansu_store::StoreError::Unreadable { what: "audit line" };
        Ok(serde_json::from_value(serde_json::Value::String(word)).map_err(unreadable)?)
    }
}

impl AuditLineView {
    fn of(line: AuditLine) -> Result<Self, DeskError> {
        Ok(Self {
            position: i32::try_from(line.position).unwrap_or(i32::MAX),
            at: line.note.at,
            by: line.note.by,
            act: Act::read(line.note.act)?,
            object: line.note.object,
            detail: line.note.detail,
        })
    }
}

impl From<AuditFault> for AuditFaultView {
    fn from(fault: AuditFault) -> Self {
        let few = |position: i64| i32::try_from(position).unwrap_or(i32::MAX);
        let at = |kind, position| Self {
            kind,
            line: few(position),
            found: None,
            anchor: None,
        };
        let of = |kind, anchor: Anchor| Self {
            anchor: Some(anchor.to_string()),
            ..at(kind, anchor.position)
        };
        match fault {
            AuditFault::Gap { expected, found } => Self {
                found: Some(few(found)),
                ..at(AuditFaultKind::Gap, expected)
            },
            AuditFault::Link { position } => at(AuditFaultKind::Link, position),
            AuditFault::Content { position } => at(AuditFaultKind::Content, position),
            AuditFault::Events { position } => at(AuditFaultKind::Events, position),
            AuditFault::CutOff { anchor } => of(AuditFaultKind::CutOff, anchor),
            AuditFault::Rewritten { anchor } => of(AuditFaultKind::Rewritten, anchor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_writes_by_itself_has_a_name_here() {
        let words = [Act::CutBack, Act::MarkLost].map(Act::word);
        assert_eq!(words, [ansu_store::CUT_BACK, ansu_store::MARK_LOST]);
    }
}
