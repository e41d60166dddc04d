//! The master key, and the keys that are derived from it.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::key::Key;

/// 32 random bytes that open everything in a data folder. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A new one.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(&mut *bytes)?;
        Ok(Self(bytes))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of the database.
    #[must_use]
    pub fn database(&self) -> Key {
        Key::Raw(self.derive(b"database"))
    }

    /// HMAC-SHA256 over `bytes`, by a key for this purpose alone.
    pub(crate) fn seal(&self, purpose: Purpose, bytes: &[u8]) -> [u8; 32] {
        self.mac(purpose, bytes)
            .map_or([0; 32], |mac| mac.finalize().into_bytes().into())
    }

    /// Whether `seal` is that of `bytes`; takes the same time whatever differs.
    pub(crate) fn has_sealed(&self, purpose: Purpose, bytes: &[u8], seal: &[u8]) -> bool {
        self.mac(purpose, bytes)
            .is_some_and(|mac| mac.verify_slice(seal).is_ok())
    }

    /// HMAC takes a key of any length: `None` never comes.
    fn mac(&self, purpose: Purpose, bytes: &[u8]) -> Option<Hmac<Sha256>> {
        let key = self.derive(purpose.label());
        let mut mac = Hmac::<Sha256>::new_from_slice(&*key).ok()?;
        mac.update(bytes);
        Some(mac)
    }

    /// HKDF-SHA256 (RFC 5869); the label tells one purpose from another.
    fn derive(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        // 32 bytes are far below the most that HKDF gives, its only error.
        let _ = Hkdf::<Sha256>::new(None, &*self.0)
            .expand_multi_info(&[b"ansu 1 ", purpose], &mut *key);
        key
    }
}

/// What a seal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The key file.
    KeyFile,
    /// A backup's manifest.
    Backup,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::KeyFile => b"key file",
            Self::Backup => b"backup",
        }
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("MasterKey(withheld)")
    }
}

/// Fills with bytes that nobody can foresee.
pub(super) fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|_| StoreError::NoRandomness)
}
