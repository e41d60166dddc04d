//! The key that a data folder is opened with.

use std::fmt;

use hkdf::Hkdf;
use rusqlite::Connection;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::StoreError;

/// What unlocks the database.
#[derive(Clone)]
pub enum Key {
    /// None: the file is stored in the clear. For the demonstration hall, where everybody is invented.
    None,
    /// 32 random bytes, never a passphrase. Wiped when dropped.
    Raw(Zeroizing<[u8; 32]>),
}

impl Key {
    /// Hands the key to a connection that has not touched its file yet.
    pub(crate) fn unlock(&self, conn: &Connection) -> Result<(), StoreError> {
        let Some(pragma) = self.pragma("key") else {
            return Ok(());
        };
        // A library without a cipher takes the key, ignores it, and writes in the clear.
        let cipher: Result<String, _> =
            conn.query_row("PRAGMA cipher_version", [], |row| row.get(0));
        if cipher.is_err() {
            return Err(StoreError::KeyUnsupported);
        }
        // What it would tell standard error, the caller is told as an error.
        conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
        Ok(conn.execute_batch(&pragma)?)
    }

    /// A key for another purpose, by HKDF-SHA256 (RFC 5869); none where there is none to derive it from.
    pub(crate) fn derive(&self, purpose: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let Self::Raw(bytes) = self else { return None };
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &**bytes)
            .expand_multi_info(&[b"ansu 1 ", purpose], &mut *key)
            .ok()?;
        Some(key)
    }

    /// The words that give SQLCipher a raw key (not one to be derived from a passphrase), under `name`.
    pub(crate) fn pragma(&self, name: &str) -> Option<Zeroizing<String>> {
        let Self::Raw(bytes) = self else { return None };
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(&**bytes));
        Some(Zeroizing::new(format!("PRAGMA {name} = \"x'{}'\";", *hex)))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => out.write_str("Key::None"),
            Self::Raw(_) => out.write_str("Key::Raw(withheld)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_prints_the_bytes() {
        let shown = format!("{:?} {:?}", Key::Raw(Zeroizing::new([0xAB; 32])), Key::None);
        assert_eq!(shown, "Key::Raw(withheld) Key::None");
    }
}
