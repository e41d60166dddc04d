//! A second place for automatic backups: copies on the computer's own disk do not survive its theft.

use crate::backup::Made;
use crate::context::day;
use crate::{Act, ApiError, Code, Context, Desk, DeskError, Entrance, Operation, Session};
use ansu_complaint::Moment;
use ansu_store::{
    BackupJob, Progress, StoreError, Vault, is_on_the_same_disk, is_place, mark_place, own_backups,
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long the place may be without a proven copy before people are told.
const WEEK: TimeDelta = TimeDelta::days(7);

/// The second place as shells show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SecondPlaceView {
    /// The folder.
    pub folder: String,
    /// It is there now. A stick may be away: that is no fault.
    pub there: bool,
    /// It lies on the disk of the data: what takes the one takes the other.
    pub same_disk: bool,
    /// When it was chosen.
    pub chosen_at: Moment,
    /// When the last copy there was proven.
    pub proven_at: Option<Moment>,
    /// Why the last copy could not be made, though the place was there.
    pub failed: Option<Code>,
    /// No copy was proven there for a week.
    pub overdue: bool,
    /// The last copy is dated later than now: it was made while the clock was ahead, and its age is not known.
    pub ahead: bool,
    /// People at work are to be told, and have not put it off for today.
    pub tells: bool,
}

/// A folder that may become the second place.
#[derive(Debug)]
pub struct MarkedPlace {
    folder: PathBuf,
    mark: String,
}

/// The second place as the counter remembers it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SecondPlace {
    folder: PathBuf,
    /// What it is known by; see [`mark_place`].
    mark: String,
    chosen_at: Moment,
    proven_at: Option<Moment>,
    failed: Option<Code>,
    /// When somebody at work last put off being told.
    #[serde(default)]
    put_off_at: Option<Moment>,
}

impl SecondPlace {
    fn is_there(&self) -> bool {
        is_place(&self.folder, &self.mark)
    }

    fn is_overdue(&self, now: Moment) -> bool {
        now - self.proven_at.unwrap_or(self.chosen_at) >= WEEK
    }

    /// One from a clock that was ahead says nothing about today.
    fn is_ahead(&self, now: Moment) -> bool {
        self.proven_at.unwrap_or(self.chosen_at) > now
    }

    fn view(self, data: &Path, now: Moment) -> SecondPlaceView {
        let (overdue, ahead) = (self.is_overdue(now), self.is_ahead(now));
        let put_off = self.put_off_at.is_some_and(|at| day(at) == day(now));
        SecondPlaceView {
            there: self.is_there(),
            same_disk: is_on_the_same_disk(&self.folder, data),
            overdue,
            ahead,
            tells: (overdue || ahead || self.failed.is_some()) && !put_off,
            folder: self.folder.display().to_string(),
            chosen_at: self.chosen_at,
            proven_at: self.proven_at,
            failed: self.failed,
        }
    }
}

impl Entrance {
    /// The second place and how it stands; none where none was chosen. It is looked for, which may take as long as its disk does.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn second_place(&self, now: Moment) -> Result<Option<SecondPlaceView>, DeskError> {
        Ok(remembered(self.folder())?.map(|place| place.view(self.folder(), now)))
    }

    /// Looks at a folder that is to be the second place and puts a mark there, which may take as long as its disk does.
    ///
    /// # Errors
    /// The folder is not there, can't be written, is not named in full, or is part of the data folder.
    pub fn mark_second_place(&self, folder: &str) -> Result<MarkedPlace, DeskError> {
        mark(self.folder(), folder)
    }

    /// Whether the second place is there and lacks what the newest automatic backup has: a stick was away, or full, and is back. It is looked
    /// for, which may take as long as its disk does.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn second_is_behind(&self, now: Moment) -> Result<bool, DeskError> {
        let Some(place) = remembered(self.folder())?.filter(SecondPlace::is_there) else {
            return Ok(false);
        };
        let Some(vault) = Vault::find(self.folder())? else {
            return Ok(false);
        };
        let newest = own_backups(&self.shelf(), &vault)?
            .iter()
            .map(|backup| backup.manifest().made_at)
            .find(|made_at| *made_at <= now);
        let has = |newest| {
            place
                .proven_at
                .is_some_and(|proven| proven >= newest && proven <= now)
        };
        Ok(newest.is_some_and(|newest| !has(newest)))
    }

    /// Makes a backup in the second place and proves it, removes those of this hall there that are superfluous by now, and remembers what
    /// came of it. Gives nothing where there is no second place.
    ///
    /// # Errors
    /// [`StoreError::PlaceGone`] where the place is away, [`StoreError::Cancelled`], [`StoreError::Busy`] where the data was written or got
    /// other keys meanwhile: none of them is remembered, the next one makes up for it. The place is full, or can't be written; the copy is
    /// not sound.
    pub fn back_up_second<C: Context>(
        &self,
        context: &C,
        job: &BackupJob,
        progress: Progress<'_>,
    ) -> Result<Option<Made>, DeskError> {
        let Some(place) = remembered(self.folder())? else {
            return Ok(None);
        };
        if !place.is_there() {
            return Err(StoreError::PlaceGone { path: place.folder }.into());
        }
        let now = context.now();
        let made = job.run(&place.folder, now, progress);
        // Pulled out meanwhile, its path may lead into an empty folder of this computer: nothing was kept, and nothing failed.
        if !place.is_there() {
            return Err(StoreError::PlaceGone { path: place.folder }.into());
        }
        let failed = match &made {
            Ok(_) => None,
            Err(
                StoreError::PlaceGone { .. }
                | StoreError::Cancelled
                | StoreError::BackupExists
                | StoreError::Busy,
            ) => return Ok(Some(made?)),
            Err(error) => Some(ApiError::from(error).code),
        };
        self.remember(&place.mark, |place| {
            if failed.is_none() {
                place.proven_at = Some(now);
            }
            place.failed = failed;
        })?;
        let made = made?;
        // The copy is proven; what can't be removed now is when the next one is made.
        let _ = self.thin_backups(&place.folder, now);
        Ok(Some(made))
    }

    /// Whoever is at work has read what is to be told of the second place: nobody is told again today.
    ///
    /// # Errors
    /// The data folder can't be written.
    pub fn put_off_second_place(&self, now: Moment) -> Result<(), DeskError> {
        let Some(place) = remembered(self.folder())? else {
            return Ok(());
        };
        self.remember(&place.mark, |place| place.put_off_at = Some(now))
    }

    /// Changes what is remembered of a place, unless it was forgotten or another one was chosen meanwhile.
    fn remember(&self, mark: &str, change: impl FnOnce(&mut SecondPlace)) -> Result<(), DeskError> {
        let _turn = turn();
        match remembered(self.folder())? {
            Some(mut place) if place.mark == mark => {
                change(&mut place);
                keep(self.folder(), Some(&place))
            }
            Some(_) | None => Ok(()),
        }
    }
}

impl<C: Context> Desk<C> {
    /// Chooses the second place of automatic backups and puts a mark there by which it is known from now on.
    ///
    /// # Errors
    /// The person at work may not; the folder is not there, can't be written, is not named in full, or is part of the data folder.
    pub fn choose_second_place(
        &mut self,
        session: &Session,
        folder: &str,
    ) -> Result<(), DeskError> {
        self.authorize(session, Operation::PutSecondPlace, None)?;
        let marked = mark(self.folder(), folder)?;
        self.keep_second_place(session, marked)
    }

    /// The same with a place that was marked before ([`Entrance::mark_second_place`]): it is not touched any more, so that nobody has to wait
    /// for a slow disk meanwhile.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be written.
    pub fn keep_second_place(
        &mut self,
        session: &Session,
        marked: MarkedPlace,
    ) -> Result<(), DeskError> {
        self.authorize(session, Operation::PutSecondPlace, None)?;
        let MarkedPlace { folder, mark } = marked;
        let now = self.context.now();
        // What can't be read of the place before is replaced by this one.
        let before = remembered(self.folder()).unwrap_or_default();
        let before = before.filter(|before| before.mark == mark);
        let chosen = SecondPlace {
            folder,
            mark,
            chosen_at: now,
            proven_at: before.and_then(|before| before.proven_at),
            failed: None,
            put_off_at: None,
        };
        self.note(session, Act::PutSecondPlace, "", "chosen")?;
        let _turn = turn();
        keep(self.folder(), Some(&chosen))
    }

    /// Forgets the second place. The copies there stay.
    ///
    /// # Errors
    /// The person at work may not; the data folder can't be written.
    pub fn forget_second_place(&mut self, session: &Session) -> Result<(), DeskError> {
        self.authorize(session, Operation::PutSecondPlace, None)?;
        self.note(session, Act::PutSecondPlace, "", "forgotten")?;
        let _turn = turn();
        keep(self.folder(), None)
    }
}

/// Looks at a folder that is to be the second place and puts a mark there.
fn mark(data: &Path, folder: &str) -> Result<MarkedPlace, DeskError> {
    let place = PathBuf::from(folder.trim());
    if !place.is_absolute() {
        return Err(DeskError::BadRequest(format!("{folder}: not a whole path")));
    }
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    if whole(&place).is_some_and(|place| whole(data).is_some_and(|data| place.starts_with(data))) {
        return Err(DeskError::PlaceInData);
    }
    Ok(MarkedPlace {
        mark: mark_place(&place)?,
        folder: place,
    })
}

/// A copy ends on a thread of its own while somebody chooses or forgets the place: what is remembered is changed by one after the other.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn remembered(data: &Path) -> Result<Option<SecondPlace>, DeskError> {
    let understood = |bytes: &[u8]| serde_json::from_slice(bytes).ok();
    Ok(ansu_store::second_place(data, understood)?)
}

fn keep(data: &Path, place: Option<&SecondPlace>) -> Result<(), DeskError> {
    let json = place
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| DeskError::BadRequest(error.to_string()))?;
    Ok(ansu_store::put_second_place(data, json.as_deref())?)
}
