//! What the database remembers of the key file beside it.

use ansu_complaint::Moment;
use rusqlite::OptionalExtension;

use crate::error::StoreError;
use crate::moment;
use crate::store::Store;
use crate::vault::KEY_FILE;

impl Store {
    /// Compares the key file's revision with the one remembered, and remembers it. A crash may leave the file one change ahead; it is never
    /// behind, unless somebody has put an older one back.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the key file is older than the database knows it.
    pub fn mirror_keys(&mut self, revision: u64) -> Result<(), StoreError> {
        let revision = i64::try_from(revision).unwrap_or(i64::MAX);
        let known: i64 = self
            .conn()
            .query_row("SELECT revision FROM keys", [], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        if revision < known {
            let path = self.path().with_file_name(KEY_FILE);
            return Err(StoreError::damaged(
                &path,
                format!("the key file is at change {revision}, the database knows change {known}"),
            ));
        }
        if revision == known {
            return Ok(());
        }
        self.write(|tx| {
            tx.execute(
                "INSERT INTO keys (one, revision, sheet) VALUES (1, ?1, '')
                 ON CONFLICT (one) DO UPDATE SET revision = ?1",
                [revision],
            )?;
            Ok(())
        })
    }

    /// When the recovery sheet was last typed back; none since the last one was printed.
    ///
    /// # Errors
    /// The data folder can't be read.
    pub fn sheet_proven(&self) -> Result<Option<Moment>, StoreError> {
        let text: Option<String> = self
            .conn()
            .query_row("SELECT sheet FROM keys", [], |row| row.get(0))
            .optional()?;
        text.filter(|text| !text.is_empty())
            .map(|text| moment::from_text(&text))
            .transpose()
    }

    /// Remembers that the recovery sheet was typed back, or that a new one was printed.
    ///
    /// # Errors
    /// The folder can't be written.
    pub fn put_sheet_proven(&mut self, at: Option<Moment>) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO keys (one, revision, sheet) VALUES (1, 0, ?1)
                 ON CONFLICT (one) DO UPDATE SET sheet = ?1",
                [at.map(moment::to_text).unwrap_or_default()],
            )?;
            Ok(())
        })
    }
}
