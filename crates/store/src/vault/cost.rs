//! What a guess at a password costs.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::StoreError;

/// Memory and passes of Argon2id (RFC 9106), one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// 64 MiB and three passes: about 140 ms on a counter's PC.
    pub const USUAL: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// 19 MiB and two passes, the least that is written or read.
    pub const LEAST: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
    };
    /// The most that is read: a file from a foreign hand must not take all memory or hours.
    const MOST: Self = Self {
        memory_kib: 512 * 1024,
        passes: 16,
    };

    /// Whether a program may be asked for this.
    #[must_use]
    pub fn is_bearable(self) -> bool {
        (Self::LEAST.memory_kib..=Self::MOST.memory_kib).contains(&self.memory_kib)
            && (Self::LEAST.passes..=Self::MOST.passes).contains(&self.passes)
    }

    /// The 32 bytes that a secret gives under a salt.
    pub(super) fn stretch(
        self,
        secret: &[u8],
        salt: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let unusable = |_| StoreError::Unreadable {
            what: "cost of a secret",
        };
        if !self.is_bearable() {
            return Err(unusable(argon2::Error::MemoryTooMuch));
        }
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(unusable)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, &mut *key)
            .map_err(unusable)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_and_too_much_are_refused_before_any_work() {
        let with = |memory_kib, passes| Cost { memory_kib, passes };
        for cost in [
            with(8, 2),
            with(u32::MAX, 3),
            with(64 * 1024, 1),
            with(64 * 1024, u32::MAX),
        ] {
            assert!(!cost.is_bearable());
            cost.stretch(b"x", &[0; 16]).unwrap_err();
        }
        assert!(Cost::USUAL.is_bearable() && Cost::LEAST.is_bearable());
    }
}
