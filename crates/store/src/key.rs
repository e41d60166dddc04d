//! The key that a data folder is opened with.

use std::fmt;

/// What unlocks the data folder.
///
/// The door already takes a key, so that encryption can follow without a new one. Until it does,
/// [`Key::Raw`] is refused with [`StoreError::KeyUnsupported`](crate::StoreError::KeyUnsupported):
/// a folder that was asked to be encrypted and is not would be a lie.
pub enum Key {
    /// The file is stored in the clear.
    None,
    /// 32 random bytes, never a passphrase.
    Raw([u8; 32]),
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
        let shown = format!("{:?} {:?}", Key::Raw([0xAB; 32]), Key::None);
        assert_eq!(shown, "Key::Raw(withheld) Key::None");
    }
}
