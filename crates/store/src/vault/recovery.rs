//! The recovery sheet's code: the way in when a password is forgotten or the only manager is gone.

use std::fmt;

use data_encoding::{Encoding, Specification};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use zeroize::Zeroizing;

use super::master::fill;
use super::slot::Secret;
use crate::error::StoreError;

const BYTES: usize = 20;
const CHECK: usize = 2;
/// Characters of a group as printed.
const GROUP: usize = 4;

/// Crockford's letters: no I, L, O, U. Typed ones are understood as what they look like.
static LETTERS: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    letters
        .translate
        .from
        .push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    letters
        .translate
        .to
        .push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    letters.check_trailing_bits = true;
    letters.encoding().ok()
});

/// 160 random bits as printed on the recovery sheet, in nine groups of four characters; the last ones prove that it was
/// typed right, without telling anything about the rest.
pub struct RecoveryCode(Zeroizing<[u8; BYTES]>);

impl RecoveryCode {
    /// A new one.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; BYTES]);
        fill(&mut *bytes)?;
        Ok(Self(bytes))
    }

    /// Reads what was typed: spaces and hyphens do not count, small letters do, O is 0 and I and L are 1.
    ///
    /// # Errors
    /// [`StoreError::NotARecoveryCode`] if it has another length, another character, or a slip of the pen.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        let plain: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '—'))
                .take(64)
                .collect(),
        );
        let wrong = || StoreError::NotARecoveryCode;
        let letters = LETTERS.as_ref().ok_or_else(wrong)?;
        let all = Zeroizing::new(letters.decode(plain.as_bytes()).map_err(|_| wrong())?);
        let (bytes, check) = all.split_at_checked(BYTES).ok_or_else(wrong)?;
        let code: [u8; BYTES] = bytes.try_into().map_err(|_| wrong())?;
        let code = Self(Zeroizing::new(code));
        if check == code.check() {
            Ok(code)
        } else {
            Err(wrong())
        }
    }

    /// As printed: `7Q2M-…`.
    #[must_use]
    pub fn printed(&self) -> Zeroizing<String> {
        let mut all = Zeroizing::new(self.0.to_vec());
        all.extend(self.check());
        let plain = Zeroizing::new(
            LETTERS
                .as_ref()
                .map(|letters| letters.encode(&all))
                .unwrap_or_default(),
        );
        let mut printed = Zeroizing::new(String::with_capacity(plain.len() * 2));
        for (place, letter) in plain.chars().enumerate() {
            if place > 0 && place.is_multiple_of(GROUP) {
                printed.push('-');
            }
            printed.push(letter);
        }
        printed
    }

    /// The secret of the recovery slot.
    #[must_use]
    pub fn secret(&self) -> Secret {
        Secret::from_bytes(self.0.to_vec())
    }

    fn check(&self) -> [u8; CHECK] {
        let mut hash = Sha256::new();
        hash.update(b"ansu recovery 1");
        hash.update(*self.0);
        let hash = hash.finalize();
        [hash[0], hash[1]]
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(withheld)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::random().unwrap();
        let printed = code.printed();
        assert_eq!(printed.split('-').count(), 9);
        let sloppy = printed
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        for typed in [printed.as_str(), sloppy.as_str(), &printed.replace('-', "")] {
            assert_eq!(*RecoveryCode::parse(typed).unwrap().0, *code.0, "{typed}");
        }
    }

    #[test]
    fn every_single_slip_and_every_swap_is_noticed() {
        let code = RecoveryCode(Zeroizing::new(*b"0123456789abcdefghij"));
        let plain = code.printed().replace('-', "");
        let letters: Vec<char> = plain.chars().collect();
        for place in 0..letters.len() {
            let mut wrong = letters.clone();
            wrong[place] = if wrong[place] == '7' { '8' } else { '7' };
            let wrong: String = wrong.into_iter().collect();
            RecoveryCode::parse(&wrong).unwrap_err();
        }
        for place in 1..letters.len() {
            let mut wrong = letters.clone();
            wrong.swap(place - 1, place);
            if wrong != letters {
                let wrong: String = wrong.into_iter().collect();
                RecoveryCode::parse(&wrong).unwrap_err();
            }
        }
        for bad in ["", "7", &plain[1..], &format!("{plain}7"), "中文"] {
            RecoveryCode::parse(bad).unwrap_err();
        }
    }
}
