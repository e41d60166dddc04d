//! The hall, its people, and what the counter prefers.

use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_coach::Language;
use ansu_complaint::{Field, Refusal, Role, Staff, StaffId, TicketNumber, line};
use ansu_store::{Hall, Plate, StaffRecord};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Founding a hall: its names and codes and its first manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FoundHall {
    /// The company as printed on slips; may be empty.
    pub company: String,
    /// The hall's name as printed on slips.
    pub name: String,
    /// The hall's code, the first part of every ticket number: 1 to 8 letters or digits.
    pub code: String,
    /// This counter's code, the second part: 1 to 4 letters or digits.
    pub counter: String,
    /// The first manager's number.
    pub manager: String,
    /// The first manager's name.
    pub manager_name: String,
}

/// The hall as shells show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HallView {
    /// The company.
    pub company: String,
    /// The hall.
    pub name: String,
    /// The hall's code.
    pub code: String,
    /// This counter's code.
    pub counter: String,
}

/// A member of staff as shells show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StaffView {
    /// Number on the badge.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// False once they have left.
    pub active: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Size of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// 标准.
    #[default]
    Normal,
    /// 大.
    Large,
    /// 特大.
    Larger,
}

/// What this counter prefers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Preferences {
    /// Language.
    pub language: Language,
    /// Theme.
    pub theme: Theme,
    /// Size of text.
    pub text_size: TextSize,
    /// The printer chosen last; empty = the system's own choice.
    pub printer: String,
    /// Minutes without a key or a movement after which the counter locks itself, 1 to 15.
    pub lock_after: u8,
    /// Minutes at an open ticket after which its clerk is told that the customer should have a first firm answer by now (domain §19), up to
    /// 10; 0 = never.
    pub slow_after: u8,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            text_size: TextSize::default(),
            printer: String::new(),
            lock_after: LOCK_AFTER,
            slow_after: SLOW_AFTER,
        }
    }
}

/// Minutes after which a counter speaks of time where nobody has chosen otherwise, and the most that may be chosen.
const SLOW_AFTER: u8 = 3;
const SLOW_AFTER_MOST: u8 = 10;
/// Minutes after which a counter locks itself where nobody has chosen otherwise.
const LOCK_AFTER: u8 = 5;
/// The longest that may be chosen.
const LOCK_AFTER_MOST: u8 = 15;

/// What a shell needs before it shows its first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Start {
    /// The hall; none on first start.
    pub hall: Option<HallView>,
    /// Everybody who may sign in, and those who left.
    pub staff: Vec<StaffView>,
    /// Preferences of this counter.
    pub preferences: Preferences,
    /// The program's version.
    pub version: String,
}

impl<C: Context> Desk<C> {
    /// What a shell needs first.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn start(&self) -> Result<Start, DeskError> {
        Ok(Start {
            hall: self.store.hall()?.map(HallView::from),
            staff: self
                .store
                .staff()?
                .into_iter()
                .map(StaffView::from)
                .collect(),
            preferences: preferences(self.folder())?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// Adds a member of staff or changes name, role or whether they work here.
    ///
    /// # Errors
    /// The person at work is not a manager, a name cannot stand, or nobody would be left who manages the hall.
    pub fn put_staff(
        &mut self,
        session: &Session,
        staff: &StaffView,
    ) -> Result<Vec<StaffView>, DeskError> {
        self.authorize(session, Operation::PutStaff, None)?;
        let changed = Staff {
            id: staff.id.clone(),
            name: name(Field::StaffName, &staff.name)?,
            role: staff.role,
        };
        let mut after = self.store.staff()?;
        after.retain(|record| record.staff.id != changed.id);
        after.push(StaffRecord {
            staff: changed.clone(),
            active: staff.active,
        });
        if !after
            .iter()
            .any(|record| record.active && record.staff.role == Role::HallManager)
        {
            return Err(DeskError::LastManager);
        }
        let act = if staff.active {
            Act::PutStaff
        } else {
            Act::LeaveStaff
        };
        self.note(session, act, staff.id.as_str(), "")?;
        self.store.put_staff(&StaffRecord {
            staff: changed,
            active: staff.active,
        })?;
        if !staff.active {
            self.shut_out(session, &staff.id)
                .map_err(|error| DeskError::KeysOwed(Box::new(error)))?;
        }
        Ok(self
            .store
            .staff()?
            .into_iter()
            .map(StaffView::from)
            .collect())
    }

    /// Changes the hall's names; its codes stay once tickets exist.
    ///
    /// # Errors
    /// The person at work is not a manager, or a name or code cannot stand.
    pub fn rename_hall(&mut self, session: &Session, hall: &HallView) -> Result<Start, DeskError> {
        self.authorize(session, Operation::RenameHall, None)?;
        let hall = self::hall(hall, self.context.now().date_naive())?;
        self.store.put_hall(&hall)?;
        self.put_plate(&hall)?;
        self.note(session, Act::RenameHall, "", "")?;
        self.start()
    }

    /// The language that this counter prefers.
    pub(crate) fn language(&self) -> Result<Language, DeskError> {
        Ok(preferences(self.folder())?.language)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.store.path().parent().unwrap_or(Path::new("."))
    }
}

/// This counter's preferences. Those of another version are not worth an error: what can't be read starts from the default.
pub(crate) fn preferences(folder: &Path) -> Result<Preferences, DeskError> {
    let stored = ansu_store::preferences(folder)?;
    let mut preferences: Preferences = stored
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default();
    preferences.lock_after = preferences.lock_after.clamp(1, LOCK_AFTER_MOST);
    preferences.slow_after = preferences.slow_after.min(SLOW_AFTER_MOST);
    Ok(preferences)
}

pub(crate) fn staff_id(text: &str) -> Result<StaffId, DeskError> {
    StaffId::try_from(text.trim().to_owned()).map_err(|_| DeskError::BadStaffNumber)
}

pub(crate) fn name(field: Field, text: &str) -> Result<String, DeskError> {
    let name = line(field, text)?;
    if name.is_empty() {
        Err(Refusal::Required { field }.into())
    } else {
        Ok(name)
    }
}

/// A hall as a form describes it: names that can be printed, and codes that can be part of a ticket number.
pub(crate) fn hall(view: &HallView, today: NaiveDate) -> Result<Hall, DeskError> {
    let hall = Hall {
        name: name(Field::HallName, &view.name)?,
        company: line(Field::Company, &view.company)?,
        code: view.code.trim().to_owned(),
        counter: view.counter.trim().to_owned(),
    };
    // Each beside one that is right.
    for (code, counter, field) in [
        (hall.code.as_str(), "1", Field::HallCode),
        ("A", hall.counter.as_str(), Field::CounterCode),
    ] {
        TicketNumber::new(code, counter, today, 1).map_err(|_| DeskError::BadHallCode { field })?;
    }
    Ok(hall)
}

impl From<&Plate> for HallView {
    fn from(plate: &Plate) -> Self {
        Self {
            company: plate.company.clone(),
            name: plate.hall.clone(),
            code: plate.code.clone(),
            counter: plate.counter.clone(),
        }
    }
}

impl From<Hall> for HallView {
    fn from(hall: Hall) -> Self {
        Self {
            company: hall.company,
            name: hall.name,
            code: hall.code,
            counter: hall.counter,
        }
    }
}

impl From<StaffRecord> for StaffView {
    fn from(record: StaffRecord) -> Self {
        Self {
            id: record.staff.id,
            name: record.staff.name,
            role: record.staff.role,
            active: record.active,
        }
    }
}
