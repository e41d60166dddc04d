//! Making a backup.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ansu_complaint::Moment;
use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, OptionalExtension};

use super::manifest::{Extent, FileEntry};
use super::pool::{Filling, Held};
use super::{DATABASE, KEYS, LIST, MANIFEST, Manifest, Progress, STAMP, Stage, UNFINISHED, digest};
use crate::error::StoreError;
use crate::evidence::{self, Keyed};
use crate::folder;
use crate::key::Key;
use crate::store::Store;
use crate::vault::{MasterKey, OpenVault, Plate};
use crate::{audit, connection, moment};

/// Pages copied between two looks at whether to go on: about a megabyte.
const PAGES: i32 = 256;
/// Between two tries while somebody else holds the file.
const PAUSE: Duration = Duration::from_millis(5);
/// How long copying may come no further: another connection holds the file, or writes so often that SQLite begins anew every time.
const PATIENCE: Duration = Duration::from_secs(30);

/// A backup to be made, apart from the store: it reads by a connection of its own, so that work at the counter goes on.
pub struct BackupJob {
    database: PathBuf,
    key: Key,
    key_file: Vec<u8>,
    master: MasterKey,
    plate: Plate,
    before_upgrade: bool,
}

impl Store {
    /// Prepares a backup of the folder as it stands.
    ///
    /// # Errors
    /// The key file can't be read.
    pub fn backup_job(&self, keys: &OpenVault) -> Result<BackupJob, StoreError> {
        BackupJob::of(self.path(), &self.key, keys, false)
    }
}

impl BackupJob {
    pub(crate) fn of(
        database: &Path,
        key: &Key,
        keys: &OpenVault,
        before_upgrade: bool,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            database: database.to_owned(),
            key: key.clone(),
            key_file: keys.file_bytes()?,
            master: keys.master().clone(),
            plate: keys.vault().plate().clone(),
            before_upgrade,
        })
    }

    /// Makes the backup in a folder of its own under `shelf` and gives that folder. It has its name only once the copy was opened again,
    /// decrypted and checked.
    ///
    /// # Errors
    /// The place can't be written, is full, or was pulled out ([`StoreError::PlaceGone`]); the copy is not sound; [`StoreError::Cancelled`]. Nothing is left of it then,
    /// as far as the place can still be written.
    pub fn run(
        &self,
        shelf: &Path,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<(PathBuf, Manifest), StoreError> {
        folder::create(shelf)?;
        let name = format!(
            "{}-{}-{}",
            self.plate.code,
            self.plate.counter,
            now.format(STAMP)
        );
        let place = shelf.join(&name);
        if place.exists() {
            return Err(StoreError::BackupExists);
        }
        let part = place.with_extension(UNFINISHED);
        let made = self
            .make(shelf, &part, now, progress)
            .and_then(|(manifest, _held)| {
                folder::rename(&part, &place)?;
                Ok(manifest)
            });
        match made {
            Ok(manifest) => Ok((place, manifest)),
            Err(error) => {
                // Its key may be that of a moment ago: the data is not damaged, and another job makes the backup.
                let outdated = matches!(error, StoreError::Damaged { .. }) && self.keys_changed();
                let error = if outdated {
                    StoreError::Busy
                } else {
                    error.unless_gone(shelf)
                };
                // What is left of it helps nobody; the error that counts is the first one.
                let _ = fs::remove_dir_all(&part);
                Err(error)
            }
        }
    }

    /// Gives what holds the shelf's files of evidence too: nobody may thin them out before the backup has its name.
    fn make(
        &self,
        shelf: &Path,
        part: &Path,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<(Manifest, Option<Held>), StoreError> {
        if part.exists() {
            fs::remove_dir_all(part).map_err(|error| StoreError::io(part, error))?;
        }
        folder::create(part)?;
        let copy = part.join(DATABASE);
        self.copy(&copy, progress)?;
        folder::replace(&part.join(KEYS), &self.key_file)?;
        for file in [&copy, &part.join(KEYS)] {
            folder::forget_cached(file)?;
        }
        let extent = look_into(&copy, &self.key, progress)?;
        let needed = Keyed::all(&connection::open_to_read(&copy, &self.key)?)?;
        let from = self.database.with_file_name(evidence::FOLDER);
        let filling = Filling::of(&from, shelf, part, now);
        let (evidence, held) = filling.fill(&needed, progress)?;
        let mut files = Vec::with_capacity(3);
        for name in [DATABASE, KEYS, LIST] {
            let (sha256, size) = digest(&part.join(name))?;
            files.push(FileEntry {
                name: name.to_owned(),
                size,
                sha256: sha256.to_vec(),
            });
        }
        let files = files
            .try_into()
            .map_err(|_| StoreError::Unreadable { what: "manifest" })?;
        let plate = self.plate.clone();
        let manifest = Manifest::of(now, plate, extent, evidence, self.before_upgrade, files)
            .sealed(&self.master)?;
        folder::replace(&part.join(MANIFEST), &manifest.write()?)?;
        Ok((manifest, held))
    }

    /// Whether the hall's keys were changed since this was prepared.
    fn keys_changed(&self) -> bool {
        let folder = self.database.parent().unwrap_or(Path::new(""));
        fs::read(folder.join(KEYS)).is_ok_and(|file| file != self.key_file)
    }

    /// Copies page by page, so that work at the counter goes on and the copying can be stopped.
    fn copy(&self, to: &Path, progress: Progress<'_>) -> Result<(), StoreError> {
        folder::create_private(to)?;
        let from = connection::open(&self.database, &self.key)?;
        let mut target = connection::open(to, &self.key)?;
        copy_pages(&from, &mut target, PATIENCE, progress)?;
        // A copy in the log's mode could not be opened on a stick that is read-only.
        target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        target
            .close()
            .map_err(|(_, error)| StoreError::from(error))?;
        File::options()
            .write(true)
            .open(to)
            .and_then(|file| file.sync_all())
            .map_err(|error| StoreError::io(to, error))
    }
}

/// Gives up with [`StoreError::Busy`] where it comes no further for as long as `patience`.
fn copy_pages(
    from: &Connection,
    to: &mut Connection,
    patience: Duration,
    progress: Progress<'_>,
) -> Result<(), StoreError> {
    let copying = Copying::new(from, to)?;
    let (mut least_left, mut since) = (i32::MAX, Instant::now());
    loop {
        let step = copying.step(PAGES)?;
        let told = copying.progress();
        let all = u64::try_from(told.pagecount).unwrap_or(0);
        let left = u64::try_from(told.remaining).unwrap_or(0);
        if !progress(Stage::Copy, all.saturating_sub(left), all) {
            return Err(StoreError::Cancelled);
        }
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More if told.remaining < least_left => {
                (least_left, since) = (told.remaining, Instant::now());
            }
            _ if since.elapsed() > patience => return Err(StoreError::Busy),
            StepResult::More => {}
            // Somebody is writing just now.
            StepResult::Busy | StepResult::Locked | _ => std::thread::sleep(PAUSE),
        }
    }
}

/// Opens a copy, checks every page's seal, the structure and the chains, and says what is in it.
pub(crate) fn look_into(
    copy: &Path,
    key: &Key,
    progress: Progress<'_>,
) -> Result<Extent, StoreError> {
    const STEPS: u64 = 3;
    let mut go_on = |done| {
        if progress(Stage::Check, done, STEPS) {
            Ok(())
        } else {
            Err(StoreError::Cancelled)
        }
    };
    go_on(0)?;
    let conn = connection::open_to_read(copy, key)?;
    connection::look_over(&conn, copy, i64::MAX, u64::MAX)?;
    go_on(1)?;
    connection::check_seals(&conn, copy)?;
    go_on(2)?;
    let report = audit::verify(&conn, &[])?;
    if !report.faults.is_empty() {
        return Err(StoreError::damaged(copy, "the audit trail is not whole"));
    }
    let extent = extent(&conn)?;
    go_on(STEPS)?;
    Ok(extent)
}

impl Store {
    /// How much is in the folder.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn extent(&self) -> Result<Extent, StoreError> {
        extent(self.conn())
    }
}

fn extent(conn: &Connection) -> Result<Extent, StoreError> {
    let count = |sql: &str| -> Result<u64, StoreError> {
        Ok(u64::try_from(conn.query_row(sql, [], |row| row.get::<_, i64>(0))?).unwrap_or(0))
    };
    let last: Option<String> = conn
        .query_row(
            "SELECT at FROM event ORDER BY position DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(Extent {
        tickets: count("SELECT count(*) FROM ticket")?,
        events: count("SELECT count(*) FROM event")?,
        last_event: last.map(|at| moment::from_text(&at)).transpose()?,
        anchor: audit::last_anchor(conn)?.map(|anchor| anchor.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str) -> Connection {
        let conn = connection::create(&folder.join(name), &Key::None).unwrap();
        conn.busy_timeout(Duration::ZERO).unwrap();
        conn
    }

    #[test]
    fn copying_gives_up_where_somebody_holds_the_file_for_good_and_goes_on_where_not() {
        let folder = tempfile::tempdir().unwrap();
        let from = file(folder.path(), "from.db");
        from.execute_batch("CREATE TABLE a (x TEXT)").unwrap();
        let mut to = file(folder.path(), "to.db");
        let holder = Connection::open(folder.path().join("from.db")).unwrap();
        holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let mut asked = 0;
        let held = copy_pages(&from, &mut to, Duration::from_millis(50), &mut |_, _, _| {
            asked += 1;
            true
        });
        assert!(matches!(held, Err(StoreError::Busy)));
        assert!(asked > 1, "it is tried again meanwhile, and can be stopped");
        let stopped = copy_pages(&from, &mut to, PATIENCE, &mut |_, _, _| false);
        assert!(matches!(stopped, Err(StoreError::Cancelled)));
        holder.execute_batch("ROLLBACK").unwrap();
        copy_pages(&from, &mut to, PATIENCE, &mut |_, _, _| true).unwrap();
        to.prepare("SELECT x FROM a").unwrap();
    }

    #[test]
    fn copying_gives_up_where_somebody_writes_all_the_time() {
        let folder = tempfile::tempdir().unwrap();
        let from = file(folder.path(), "from.db");
        // More pages than one step copies, so that a write between two steps makes SQLite begin anew.
        from.execute_batch(
            "CREATE TABLE a (x TEXT);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
             INSERT INTO a SELECT hex(zeroblob(1000)) FROM n;",
        )
        .unwrap();
        let mut to = file(folder.path(), "to.db");
        let writer = Connection::open(folder.path().join("from.db")).unwrap();
        let held = copy_pages(
            &from,
            &mut to,
            Duration::from_millis(100),
            &mut |_, _, _| {
                writer
                    .execute("UPDATE a SET x = x || 'y' WHERE rowid = 1", [])
                    .unwrap();
                true
            },
        );
        assert!(matches!(held, Err(StoreError::Busy)));
    }
}
