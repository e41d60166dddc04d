//! Before anybody has signed in: a data folder that is locked.

use crate::accounts::{self, Keys};
use crate::guidance::KeptCoach;
use crate::hall::{HallView, Start, name, preferences, staff_id};
use crate::{Act, Context, Desk, DeskError, FoundHall, Preferences, Session};
use ansu_complaint::{Field, Role, Staff};
use ansu_forms::{Letterhead, RecoverySheet};
use ansu_store::{
    Attempts, Cost, Hall, Holder, Key, OpenVault, Opening, RecoveryCode, Secret, StaffRecord,
    Standing, Store, StoreError, Vault,
};
use std::path::{Path, PathBuf};

/// A data folder before anybody has signed in.
#[derive(Debug, Clone)]
pub struct Entrance {
    folder: PathBuf,
    cost: Cost,
}

/// What a founder holds in the end.
pub struct Founded<C: Context> {
    /// The open desk.
    pub desk: Desk<C>,
    /// The founder at work.
    pub session: Session,
    /// What the recovery sheet says; nobody can ask for it again.
    pub recovery: RecoveryCode,
}

impl Entrance {
    /// The entrance of a data folder, which need not be there yet.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            cost: Cost::USUAL,
        }
    }

    /// With another cost for passwords that are set from now on; tests take the least.
    #[must_use]
    pub fn at_cost(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }

    /// Whether the folder could be opened: nobody else has it, and it can be written.
    ///
    /// # Errors
    /// Another process has the folder; it can't be written; the key file is damaged, or from a newer version.
    pub fn knock(&self) -> Result<(), DeskError> {
        ansu_store::finish_restore(&self.folder)?;
        Store::knock(&self.folder)?;
        self.vault()?;
        Ok(())
    }

    /// The recovery sheet as PDF, with a code as printed.
    ///
    /// # Errors
    /// The hall has not been founded; the sheet can't be made.
    pub fn recovery_sheet(&self, context: &impl Context, code: &str) -> Result<Vec<u8>, DeskError> {
        let vault = self.vault()?.ok_or(DeskError::HallMissing)?;
        let plate = vault.plate();
        Ok(ansu_forms::recovery_sheet(&RecoverySheet {
            hall: Letterhead {
                company: &plate.company,
                hall: &plate.hall,
            },
            counter: &format!("{}-{}", plate.code, plate.counter),
            code,
            made_at: context.now(),
        })?
        .bytes)
    }

    /// What a shell may show before anybody has signed in: the hall's plate and the counter's preferences, nobody's name.
    ///
    /// # Errors
    /// The key file is damaged, or from a newer version.
    pub fn start(&self) -> Result<Start, DeskError> {
        Ok(Start {
            hall: self.vault()?.map(|vault| HallView::from(vault.plate())),
            staff: Vec::new(),
            preferences: preferences(&self.folder)?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// Keeps this counter's preferences. They belong to the counter, not to a person: the next clerk sees the same screen.
    ///
    /// # Errors
    /// The data folder can't be written.
    pub fn put_preferences(&self, preferences: &Preferences) -> Result<(), DeskError> {
        let json = serde_json::to_string(preferences)
            .map_err(|error| DeskError::BadRequest(error.to_string()))?;
        Ok(ansu_store::put_preferences(&self.folder, &json)?)
    }

    /// Founds the hall of an empty data folder, with its first manager.
    ///
    /// # Errors
    /// There is a hall already, a name, a code or the password cannot stand, or the folder refuses.
    pub fn found<C: Context>(
        &self,
        context: C,
        form: &FoundHall,
        password: &str,
    ) -> Result<Founded<C>, DeskError> {
        if self.vault()?.is_some() || self.has_database() && !self.was_cut_off()? {
            return Err(DeskError::HallExists);
        }
        let now = context.now();
        let (hall, manager) = founding(form, now)?;
        accounts::password_stands(password, &[manager.id.as_str(), &manager.name, &hall.name])?;
        let holder = Holder::Staff(manager.id.clone());
        self.clear_away(now)?;
        let plate = hall.plate();
        let secret = Secret::password(password);
        let mut keys = Vault::found(&self.folder, plate, &holder, &secret, self.cost)?;
        let recovery = RecoveryCode::random()?;
        keys.give(&Holder::Recovery, &recovery.secret(), self.cost, false)?;
        let mut store = Store::open(&self.folder, &keys.master().database(), now)?;
        store.put_staff(&StaffRecord {
            staff: manager.clone(),
            active: true,
        })?;
        store.put_hall(&hall)?;
        keys.founded()?;
        let mut desk = self.desk(context, store, keys)?;
        let session = Session::of(manager, false);
        desk.note(&session, Act::FoundHall, "", "")?;
        Ok(Founded {
            desk,
            session,
            recovery,
        })
    }

    /// Signs a person in by the number on the badge and the password, and opens the desk.
    ///
    /// # Errors
    /// [`DeskError::WrongPassword`] also where nobody has this number: who works here is nobody's business. [`DeskError::LockedOut`] after
    /// too many failures. The person has left; the folder is in use, damaged, or newer than this program.
    pub fn sign_in<C: Context>(
        &self,
        context: C,
        number: &str,
        password: &str,
    ) -> Result<(Desk<C>, Session), DeskError> {
        let holder = Holder::Staff(staff_id(number)?);
        let (mut desk, failed) = self.unlock(context, &holder, &Secret::password(password))?;
        let session = desk.let_in(&holder, failed)?;
        desk.settle(&session)?;
        Ok((desk, session))
    }

    /// Opens the desk with the recovery sheet and gives a manager a new password.
    ///
    /// # Errors
    /// The code is not the sheet's; the number is not that of somebody who manages the hall; the password cannot stand.
    pub fn recover<C: Context>(
        &self,
        context: C,
        code: &str,
        number: &str,
        password: &str,
    ) -> Result<(Desk<C>, Session), DeskError> {
        let id = staff_id(number)?;
        let code = RecoveryCode::parse(code)?;
        let (mut desk, failed) = self.unlock(context, &Holder::Recovery, &code.secret())?;
        let session = desk.recovered(&id, password)?;
        let losses = desk.news_of_losses(&id)?;
        desk.note(
            &session,
            Act::Recover,
            id.as_str(),
            &accounts::failures(failed),
        )?;
        desk.settle(&session)?;
        Ok((desk, session.with_losses(losses)))
    }

    /// Opens the demonstration hall, or any folder whose data is in the clear because nobody in it is real.
    ///
    /// # Errors
    /// The folder belongs to a real hall; it is in use, damaged, or newer than this program.
    pub fn demonstration<C: Context>(&self, context: C) -> Result<Desk<C>, DeskError> {
        if self.vault()?.is_some() {
            return Err(DeskError::PasswordNeeded);
        }
        let store = Store::open(&self.folder, &Key::None, context.now())?;
        let mut desk = Desk {
            store,
            context,
            keys: Keys::Demonstration,
            coach: KeptCoach::default(),
            seen: Vec::new(),
        };
        desk.fill_library()?;
        Ok(desk)
    }

    /// Where this folder's own backups are.
    #[must_use]
    pub fn shelf(&self) -> PathBuf {
        self.folder.join(crate::backup::SHELF)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The key file, where the folder has been founded.
    pub(crate) fn vault(&self) -> Result<Option<Vault>, DeskError> {
        let vault = Vault::find(&self.folder)?;
        Ok(vault.filter(|vault| !vault.is_being_founded()))
    }

    pub(crate) fn has_database(&self) -> bool {
        self.folder.join("ansu.db").exists()
    }

    /// Whether founding was begun and has not come to its end: what lies here then holds no ticket.
    fn was_cut_off(&self) -> Result<bool, DeskError> {
        let vault = Vault::find(&self.folder)?;
        Ok(vault.is_some_and(|vault| vault.is_being_founded()))
    }

    /// Moves what a founding that was cut off has left out of the way. Nothing is deleted.
    fn clear_away(&self, now: ansu_complaint::Moment) -> Result<(), DeskError> {
        if self.has_database() {
            Store::move_aside(&self.folder, now)?;
        }
        Ok(())
    }

    /// The desk behind a secret, and how many attempts failed before this one.
    fn unlock<C: Context>(
        &self,
        context: C,
        holder: &Holder,
        secret: &Secret,
    ) -> Result<(Desk<C>, u32), DeskError> {
        ansu_store::finish_restore(&self.folder)?;
        let vault = self.vault()?.ok_or(DeskError::HallMissing)?;
        let now = context.now();
        let mut attempts = Attempts::of(&self.folder)?;
        let (keys, failed) = accounts::attempt(&mut attempts, &vault, holder, secret, now)?;
        let (keys, store) = self.open(keys, holder, secret, now)?;
        Ok((self.desk(context, store, keys)?, failed))
    }

    /// Opens the database. Where a change of the master key was cut off, it is under one of two keys, and the change is ended or forgotten.
    /// Where an earlier version wrote it, it is kept as a backup before it is brought up to date.
    pub(crate) fn open(
        &self,
        mut keys: OpenVault,
        holder: &Holder,
        secret: &Secret,
        now: ansu_complaint::Moment,
    ) -> Result<(OpenVault, Store), DeskError> {
        let next = keys.next(holder, secret)?;
        let found = Opening::of(&self.folder, &keys.master().database());
        let opening = match (found, next) {
            (Err(StoreError::Damaged { .. }), Some(next)) => {
                let opening = Opening::of(&self.folder, &next.database())?;
                keys.rotated(next)?;
                opening
            }
            (found, next) => {
                let opening = found?;
                if next.is_some() {
                    keys.not_rotated()?;
                }
                opening
            }
        };
        let shelf = self.shelf();
        let (mut store, kept) = opening.enter_keeping(&keys, &shelf, now)?;
        if let Some((place, manifest)) = kept {
            store.note(&crate::backup::made(None, now, &place, &manifest))?;
        }
        Ok((keys, store))
    }

    fn desk<C: Context>(
        &self,
        context: C,
        mut store: Store,
        keys: OpenVault,
    ) -> Result<Desk<C>, DeskError> {
        store.mirror_keys(keys.revision())?;
        let mut desk = Desk {
            store,
            context,
            keys: Keys::Vault {
                open: Box::new(keys),
                attempts: Attempts::of(&self.folder)?,
                cost: self.cost,
            },
            coach: KeptCoach::default(),
            seen: Vec::new(),
        };
        desk.fill_library()?;
        Ok(desk)
    }
}

/// The hall and its first manager as a form describes them.
fn founding(form: &FoundHall, now: ansu_complaint::Moment) -> Result<(Hall, Staff), DeskError> {
    let view = HallView {
        company: form.company.clone(),
        name: form.name.clone(),
        code: form.code.clone(),
        counter: form.counter.clone(),
    };
    let hall = crate::hall::hall(&view, now.date_naive())?;
    let manager = Staff {
        id: staff_id(&form.manager)?,
        name: name(Field::StaffName, &form.manager_name)?,
        role: Role::HallManager,
    };
    Ok((hall, manager))
}

/// A refusal where a holder has to wait.
pub(crate) fn standing(standing: Standing) -> Result<(), DeskError> {
    match standing {
        Standing::Free => Ok(()),
        Standing::Waits(until) => Err(DeskError::LockedOut { until: Some(until) }),
        Standing::Shut => Err(DeskError::LockedOut { until: None }),
    }
}
