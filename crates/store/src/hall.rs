//! The hall that this folder belongs to, and its staff.

use ansu_complaint::{Staff, StaffId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::code;
use crate::error::StoreError;
use crate::store::Store;
use crate::vault::Plate;

/// The hall and the counter whose data folder this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hall {
    /// Name as printed on slips.
    pub name: String,
    /// The company behind the hall.
    pub company: String,
    /// Hall code, the first part of ticket numbers.
    pub code: String,
    /// Counter code, the second part of ticket numbers.
    pub counter: String,
}

impl Hall {
    /// What may be told of it before anybody has signed in.
    #[must_use]
    pub fn plate(&self) -> Plate {
        Plate {
            company: self.company.clone(),
            hall: self.name.clone(),
            code: self.code.clone(),
            counter: self.counter.clone(),
        }
    }

    /// Where this counter's events come from: `A01-1`.
    pub(crate) fn origin(&self) -> String {
        format!("{}-{}", self.code, self.counter)
    }
}

/// A member of staff and whether they still work here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRecord {
    /// Number, name and role.
    pub staff: Staff,
    /// False once they have left; their name stays on what they did.
    pub active: bool,
}

impl Store {
    /// The hall's record; none before the folder was set up.
    pub fn hall(&self) -> Result<Option<Hall>, StoreError> {
        read_hall(self.conn())
    }

    /// Sets the hall up or corrects its name. The codes stay once events exist.
    pub fn put_hall(&mut self, hall: &Hall) -> Result<(), StoreError> {
        self.write(|tx| {
            let before = read_hall(tx)?;
            if before.is_some_and(|before| before.origin() != hall.origin())
                && tx.prepare("SELECT 1 FROM event")?.exists([])?
            {
                return Err(StoreError::HallFixed);
            }
            tx.execute(
                "INSERT INTO hall (one, name, company, code, counter) VALUES (1, ?1, ?2, ?3, ?4)
                 ON CONFLICT (one) DO UPDATE SET name = ?1, company = ?2, code = ?3, counter = ?4",
                params![hall.name, hall.company, hall.code, hall.counter],
            )?;
            Ok(())
        })
    }

    /// Everybody who works or worked here, by number.
    pub fn staff(&self) -> Result<Vec<StaffRecord>, StoreError> {
        staff(self.conn())
    }

    /// Adds a member of staff or changes name, role or whether they are active.
    pub fn put_staff(&mut self, record: &StaffRecord) -> Result<(), StoreError> {
        let role = code::write(record.staff.role)?;
        self.write(|tx| {
            tx.execute(
                "INSERT INTO staff (id, name, role, active) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET name = ?2, role = ?3, active = ?4",
                params![
                    record.staff.id.as_str(),
                    record.staff.name,
                    role,
                    record.active
                ],
            )?;
            Ok(())
        })
    }
}

/// The hall's record as a transaction sees it.
pub(crate) fn read_hall(conn: &Connection) -> Result<Option<Hall>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT name, company, code, counter FROM hall")?
        .query_row([], |row| {
            Ok(Hall {
                name: row.get(0)?,
                company: row.get(1)?,
                code: row.get(2)?,
                counter: row.get(3)?,
            })
        })
        .optional()?)
}

/// Everybody who works or worked at a hall, by number.
pub(crate) fn staff(conn: &Connection) -> Result<Vec<StaffRecord>, StoreError> {
    conn.prepare_cached("SELECT id, name, role, active FROM staff ORDER BY id")?
        .query_and_then([], |row| {
            let staff = Staff {
                id: code::read::<StaffId>(row.get(0)?)?,
                name: row.get(1)?,
                role: code::read(row.get(2)?)?,
            };
            Ok(StaffRecord {
                staff,
                active: row.get(3)?,
            })
        })?
        .collect()
}
