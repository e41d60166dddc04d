//! Passwords and the recovery sheet: given, changed, lost, taken away.

use crate::entrance::standing;
use crate::{Act, Context, Desk, DeskError, Operation, Session};
use ansu_complaint::{Moment, Role, Staff, StaffId};
use ansu_store::{
    Attempts, Begun, Cost, Hall, Holder, OpenVault, RecoveryCode, Secret, StaffRecord, StoreError,
    Vault,
};
use serde::Serialize;

/// Characters a password has at least.
pub const PASSWORD_LEAST: usize = 10;
/// And at most: more is a mistake with the clipboard.
pub const PASSWORD_MOST: usize = 128;

/// What the desk needs to change who may open it.
pub(crate) enum Keys {
    /// Nobody in here is real, so nothing is locked.
    Demonstration,
    /// The key file in hand.
    Vault {
        /// It, with the master key.
        open: Box<OpenVault>,
        /// Failed attempts.
        attempts: Attempts,
        /// What a guess at a new password shall cost.
        cost: Cost,
    },
}

/// Why a password cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PasswordFault {
    /// Fewer characters than [`PASSWORD_LEAST`].
    Short,
    /// More than [`PASSWORD_MOST`].
    Long,
    /// On the lists of passwords that are tried first, or made of the number, the name or the hall.
    Guessable,
    /// The same as before.
    Same,
}

/// A password that the program made, to be told to its owner and changed at the first sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct IssuedPassword {
    /// Whose.
    pub staff: StaffId,
    /// As it is read out: groups of letters and digits that can't be taken for one another.
    pub password: String,
}

impl<C: Context> Desk<C> {
    /// A colleague at the same counter signs in without the desk being closed: a manager who approves on the spot.
    ///
    /// # Errors
    /// As [`Entrance::sign_in`](crate::Entrance::sign_in).
    pub fn sign_in(&mut self, number: &str, password: &str) -> Result<Session, DeskError> {
        let holder = Holder::Staff(crate::hall::staff_id(number)?);
        let now = self.context.now();
        let failed = match &mut self.keys {
            Keys::Demonstration => 0,
            Keys::Vault { open, attempts, .. } => {
                let secret = Secret::password(password);
                attempt(attempts, open.vault(), &holder, &secret, now)?.1
            }
        };
        self.let_in(&holder, failed)
    }

    /// Changes one's own password; the old one is asked for again.
    ///
    /// # Errors
    /// The old password is wrong, or the new one cannot stand. The old one stays then.
    pub fn change_password(
        &mut self,
        session: &Session,
        old: &str,
        new: &str,
    ) -> Result<Session, DeskError> {
        self.authorize(session, Operation::ChangePassword, None)?;
        let staff = session.staff().clone();
        let hall = self.store.hall()?.map(|hall| hall.name).unwrap_or_default();
        password_stands(new, &[staff.id.as_str(), &staff.name, &hall])?;
        if old == new {
            return Err(DeskError::PasswordStands(PasswordFault::Same));
        }
        let holder = Holder::Staff(staff.id.clone());
        let now = self.context.now();
        let Keys::Vault {
            open,
            attempts,
            cost,
        } = &mut self.keys
        else {
            return Err(DeskError::InDemonstration);
        };
        let secret = Secret::password(old);
        attempt(attempts, open.vault(), &holder, &secret, now)?;
        let cost = *cost;
        self.note(session, Act::ChangePassword, staff.id.as_str(), "")?;
        self.give(&holder, new, cost, false)?;
        Ok(Session::of(staff, false).with_losses(session.losses().to_vec()))
    }

    /// Makes a password for a colleague who has none, or has forgotten it or typed it wrong too often.
    ///
    /// # Errors
    /// The person at work may not; nobody who works here has this number.
    pub fn issue_password(
        &mut self,
        session: &Session,
        staff: &StaffId,
    ) -> Result<IssuedPassword, DeskError> {
        self.authorize(session, Operation::IssuePassword, None)?;
        self.working(staff)?;
        let password = new_password()?;
        let holder = Holder::Staff(staff.clone());
        self.note(session, Act::IssuePassword, staff.as_str(), "")?;
        let Keys::Vault { attempts, cost, .. } = &mut self.keys else {
            return Err(DeskError::InDemonstration);
        };
        attempts.forgive(&holder)?;
        let cost = *cost;
        self.give(&holder, &password, cost, true)?;
        Ok(IssuedPassword {
            staff: staff.clone(),
            password,
        })
    }

    /// Makes a new recovery sheet and changes the master key: the earlier sheet opens nothing of what follows, also with a key file of its time.
    /// Once the new sheet is the valid one its code is given back, whatever else fails; the master key is then changed at the next sign-in.
    ///
    /// # Errors
    /// The person at work may not; the folder refuses. The earlier sheet stays then.
    pub fn renew_sheet(&mut self, session: &Session) -> Result<RecoveryCode, DeskError> {
        self.authorize(session, Operation::RenewSheet, None)?;
        let code = RecoveryCode::random()?;
        self.note(session, Act::RenewSheet, "", "")?;
        self.store.put_sheet_proven(None)?;
        let Keys::Vault { open, cost, .. } = &mut self.keys else {
            return Err(DeskError::InDemonstration);
        };
        open.renew(&Holder::Recovery, &code.secret(), *cost)?;
        // What fails here is owed, and remembered as such.
        let _ = self.change_keys(&session.staff().id, "");
        Ok(code)
    }

    /// The sheet was printed and its code typed back: it is known to work before it is needed.
    ///
    /// # Errors
    /// The code is not the sheet's.
    pub fn prove_sheet(&mut self, session: &Session, code: &str) -> Result<(), DeskError> {
        self.authorize(session, Operation::ProveSheet, None)?;
        let code = RecoveryCode::parse(code)?;
        let now = self.context.now();
        let Keys::Vault { open, attempts, .. } = &mut self.keys else {
            return Err(DeskError::InDemonstration);
        };
        attempt(
            attempts,
            open.vault(),
            &Holder::Recovery,
            &code.secret(),
            now,
        )?;
        self.store.put_sheet_proven(Some(now))?;
        self.note(session, Act::ProveSheet, "", "")
    }

    /// Whether the hall's recovery sheet has been typed back since it was made; a demonstration needs none.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn sheet_is_proven(&self) -> Result<bool, DeskError> {
        match self.keys {
            Keys::Demonstration => Ok(true),
            Keys::Vault { .. } => Ok(self.store.sheet_proven()?.is_some()),
        }
    }

    /// Whether this is a demonstration: in the clear, and without passwords.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        matches!(self.keys, Keys::Demonstration)
    }

    /// Takes a person's way in and changes the master key, so that neither their password nor the key they had in memory opens what
    /// follows.
    pub(crate) fn shut_out(&mut self, session: &Session, staff: &StaffId) -> Result<(), DeskError> {
        let holder = Holder::Staff(staff.clone());
        let Keys::Vault { open, attempts, .. } = &mut self.keys else {
            return Ok(());
        };
        if open.vault().has(&holder) {
            attempts.forgive(&holder)?;
            open.take(&holder)?;
        }
        self.change_keys(&session.staff().id, staff.as_str())
    }

    /// Changes the master key where that is owed, because of `object`: a member of staff, or nobody for the recovery sheet.
    fn change_keys(&mut self, by: &StaffId, object: &str) -> Result<(), DeskError> {
        let Keys::Vault { open, .. } = &self.keys else {
            return Ok(());
        };
        if !open.owes_rotation() {
            return self.mirror_keys();
        }
        if !self.store.is_under(&open.master().database()) {
            // An earlier change came as far as the data. Opening the folder anew ends it.
            return Err(StoreError::Inconsistent {
                reason: "the folder has to be opened anew",
            }
            .into());
        }
        self.note_by(by, Act::ChangeKeys, object, "")?;
        let Keys::Vault { open, .. } = &mut self.keys else {
            return Ok(());
        };
        let next = open.rotate()?;
        self.store.rekey(&next.database())?;
        open.rotated(next)?;
        self.mirror_keys()
    }

    /// Does what an earlier sitting could not bring to its end: whoever has left and still has a way in loses it, and a change of the master
    /// key that is owed is made; what was typed and never registered is erased when its time is over. What can't be done now either is owed
    /// on; only a folder that no longer answers is an error.
    pub(crate) fn settle(&mut self, session: &Session) -> Result<(), DeskError> {
        let settled = self
            .take_left_ways(session)
            .and_then(|()| self.forget_unregistered());
        match settled {
            Err(error) if self.store.ends().is_err() => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn take_left_ways(&mut self, session: &Session) -> Result<(), DeskError> {
        let Keys::Vault { open, .. } = &self.keys else {
            return Ok(());
        };
        let staff = self.store.staff()?;
        let left: Vec<StaffId> = open
            .vault()
            .holders()
            .filter_map(|holder| match holder {
                Holder::Staff(id) => Some(id.clone()),
                Holder::Recovery => None,
            })
            .filter(|id| {
                staff
                    .iter()
                    .any(|record| record.staff.id == *id && !record.active)
            })
            .collect();
        for id in left {
            self.shut_out(session, &id)?;
        }
        self.change_keys(&session.staff().id, "")
    }

    /// A session for somebody whose secret has been checked.
    fn session_of(&self, holder: &Holder) -> Result<Session, DeskError> {
        let Holder::Staff(id) = holder else {
            return Err(DeskError::UnknownStaff);
        };
        let staff = self.working(id)?;
        let provisional = match &self.keys {
            Keys::Demonstration => false,
            Keys::Vault { open, .. } => open.is_provisional(holder),
        };
        Ok(Session::of(staff, provisional))
    }

    /// Whoever holds the recovery sheet gives a manager a new password and goes on as that manager.
    pub(crate) fn recovered(&mut self, id: &StaffId, password: &str) -> Result<Session, DeskError> {
        let staff = self.working(id)?;
        if !manages(staff.role) {
            return Err(ansu_complaint::Refusal::NotAuthorised {
                from: ansu_complaint::Grantor::HallManager,
            }
            .into());
        }
        let hall = self.store.hall()?.map(|hall| hall.name).unwrap_or_default();
        password_stands(password, &[id.as_str(), &staff.name, &hall])?;
        let holder = Holder::Staff(id.clone());
        if let Keys::Vault { attempts, cost, .. } = &mut self.keys {
            attempts.forgive(&holder)?;
            let cost = *cost;
            self.give(&holder, password, cost, false)?;
        }
        Ok(Session::of(staff, false))
    }

    /// Somebody who works here now.
    pub(crate) fn working(&self, id: &StaffId) -> Result<Staff, DeskError> {
        let records = self.store.staff()?;
        match records.into_iter().find(|record| record.staff.id == *id) {
            Some(StaffRecord {
                staff,
                active: true,
            }) => Ok(staff),
            Some(_) => Err(DeskError::StaffGone),
            None => Err(DeskError::UnknownStaff),
        }
    }

    /// Changes what may be told before anybody has signed in.
    pub(crate) fn put_plate(&mut self, hall: &Hall) -> Result<(), DeskError> {
        if let Keys::Vault { open, .. } = &mut self.keys {
            open.put_plate(hall.plate())?;
        }
        self.mirror_keys()
    }

    /// Gives somebody a password. Once it is the valid one nothing is an error any more: what the database does not remember of it now, it
    /// does when the folder is opened next.
    fn give(
        &mut self,
        holder: &Holder,
        password: &str,
        cost: Cost,
        provisional: bool,
    ) -> Result<(), DeskError> {
        if let Keys::Vault { open, .. } = &mut self.keys {
            open.give(holder, &Secret::password(password), cost, provisional)?;
            let _ = self.mirror_keys();
        }
        Ok(())
    }

    fn mirror_keys(&mut self) -> Result<(), DeskError> {
        if let Keys::Vault { open, .. } = &self.keys {
            self.store.mirror_keys(open.revision())?;
        }
        Ok(())
    }

    /// Puts somebody to work whose secret has been checked, and notes how often it failed before.
    pub(crate) fn let_in(&mut self, holder: &Holder, failed: u32) -> Result<Session, DeskError> {
        let session = self.session_of(holder)?;
        let losses = self.news_of_losses(&session.staff().id)?;
        self.note(&session, Act::SignIn, "", &failures(failed))?;
        // A counter may stay open for weeks: whoever comes back to it in the morning lets themselves in all the same.
        self.forget_evidence()?;
        Ok(session.with_losses(losses))
    }
}

/// A password that the program makes: 60 random bits, tried at the cost of a stretched password each.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn new_password() -> Result<String, DeskError> {
    // The first three groups of a code whose letters and digits can't be taken for one another.
    Ok(RecoveryCode::random()?.printed().chars().take(14).collect())
}

/// Whether a role looks after the hall, its people and their ways in.
pub(crate) fn manages(role: Role) -> bool {
    matches!(role, Role::HallManager | Role::Administrator)
}

/// Tries a secret at the hall's key file: not while its holder has to wait, and counted before it is tried. Gives how often it failed before,
/// which is forgiven: whatever goes wrong after this, the secret was right.
pub(crate) fn attempt(
    attempts: &mut Attempts,
    vault: &Vault,
    holder: &Holder,
    secret: &Secret,
    now: Moment,
) -> Result<(OpenVault, u32), DeskError> {
    let known = vault.has(holder);
    let (keys, _) = tried(attempts, holder, known, now, || {
        vault.unlock(holder, secret)
    })?;
    let failed = attempts.failed(holder).saturating_sub(1);
    attempts.forgive(holder)?;
    Ok((keys, failed))
}

/// Tries a secret at something that lies elsewhere, such as a backup: counted like any other, and forgiving nothing. Whoever brings a backup
/// of their own making would else wipe out what they have failed at here.
pub(crate) fn attempt_elsewhere<T>(
    attempts: &mut Attempts,
    holder: &Holder,
    known: bool,
    now: Moment,
    unlock: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, DeskError> {
    let (unlocked, begun) = tried(attempts, holder, known, now, unlock)?;
    attempts.take_back(holder, begun)?;
    Ok(unlocked)
}

fn tried<T>(
    attempts: &mut Attempts,
    holder: &Holder,
    known: bool,
    now: Moment,
    unlock: impl FnOnce() -> Result<T, StoreError>,
) -> Result<(T, Begun), DeskError> {
    standing(attempts.standing(holder, now)?)?;
    let begun = attempts.begin(holder, known, now)?;
    match unlock() {
        Err(StoreError::WrongSecret) => {
            // Where the holder has to wait from now on, that is worth more to know.
            standing(attempts.standing(holder, now)?)?;
            Err(DeskError::WrongPassword)
        }
        unlocked => Ok((unlocked?, begun)),
    }
}

/// Failed attempts as the trail notes them.
pub(crate) fn failures(failed: u32) -> String {
    if failed == 0 {
        String::new()
    } else {
        format!("failed={failed}")
    }
}

/// Whether a password can stand: long enough, and not one that is tried first. No rules about kinds of characters: they make passwords
/// worse. `own` are words that are tried first for this person.
pub(crate) fn password_stands(password: &str, own: &[&str]) -> Result<(), DeskError> {
    let length = password.chars().count();
    let fault = if length < PASSWORD_LEAST {
        PasswordFault::Short
    } else if length > PASSWORD_MOST {
        PasswordFault::Long
    } else if zxcvbn::zxcvbn(password, own).score() < zxcvbn::Score::Three {
        PasswordFault::Guessable
    } else {
        return Ok(());
    };
    Err(DeskError::PasswordStands(fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(password: &str) -> Option<PasswordFault> {
        match password_stands(password, &["1024", "王敏", "望桥营业厅"]) {
            Err(DeskError::PasswordStands(fault)) => Some(fault),
            Ok(()) => None,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn what_is_tried_first_cannot_stand() {
        for bad in [
            "1234567890",
            "passwordpassword",
            "qwertyuiop",
            "aaaaaaaaaaaa",
            "1024102410241024",
            "iloveyou2026",
            "13800138000",
            "望桥营业厅望桥营业厅",
        ] {
            assert_eq!(fault(bad), Some(PasswordFault::Guessable), "{bad}");
        }
        assert_eq!(fault("x7!Qm2"), Some(PasswordFault::Short));
        assert_eq!(fault(&"长".repeat(129)), Some(PasswordFault::Long));
        // Nine characters, and ten.
        assert_eq!(fault("春江潮水连海平海上"), Some(PasswordFault::Short));
        for good in [
            "春江潮水连海平海上明",
            "三块桂花糕配一壶龙井",
            "tidal-mango-stapler",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }
}
