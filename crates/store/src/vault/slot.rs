//! One way in: a key pair whose private half is wrapped under its holder's secret, and the master key sealed to its public half.

use std::fmt;

use ansu_complaint::StaffId;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Exchange;
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::cost::Cost;
use super::master::{MasterKey, fill};
use crate::error::StoreError;

/// Whose way in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A member of staff, by a password.
    Staff(StaffId),
    /// Whoever has the recovery sheet.
    Recovery,
}

/// A password or the recovery sheet's bits. Wiped when dropped, never printed.
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// A password as typed. Unicode has two spellings of some letters; a password is compared as it is typed on one kind of keyboard,
    /// so nothing is folded.
    #[must_use]
    pub fn password(text: &str) -> Self {
        Self::from_bytes(text.as_bytes().to_vec())
    }

    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(withheld)")
    }
}

type PrivateKey = <Exchange as Kem>::PrivateKey;

const SALT: usize = 16;
const NONCE: usize = 24;
/// Bytes of a public key, a private key, an encapsulated key and a master key.
const PUBLIC: usize = 32;
const TAG: usize = 16;

/// A slot that its own holder's secret opens and that makes no sense behind it.
const BROKEN: StoreError = StoreError::Unreadable { what: "key slot" };

/// A slot as it stands in the key file; every part that is not secret is authenticated with the part that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    pub(super) holder: Holder,
    /// Set by somebody else, to be changed by the holder.
    pub(super) provisional: bool,
    cost: Cost,
    #[serde(with = "super::hex")]
    salt: Vec<u8>,
    #[serde(with = "super::hex")]
    public: Vec<u8>,
    /// Nonce, then the private key under the stretched secret.
    #[serde(with = "super::hex")]
    wrapped: Vec<u8>,
    /// Encapsulated key, then the master key.
    #[serde(with = "super::hex")]
    sealed: Vec<u8>,
    /// The same for the master key that a begun change leads to; empty where none is begun.
    #[serde(with = "super::hex", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) next: Vec<u8>,
}

impl Slot {
    /// A new way in for a holder.
    pub(super) fn new(
        vault: Uuid,
        holder: &Holder,
        secret: &Secret,
        cost: Cost,
        provisional: bool,
        master: &MasterKey,
    ) -> Result<Self, StoreError> {
        let mut seed = Zeroizing::new([0; 32]);
        fill(&mut *seed)?;
        let (private, public) = Exchange::derive_keypair(&*seed);
        let mut salt = vec![0; SALT];
        fill(&mut salt)?;
        let mut nonce = [0; NONCE];
        fill(&mut nonce)?;
        let mut slot = Self {
            holder: holder.clone(),
            provisional,
            cost,
            salt,
            public: public.to_bytes().to_vec(),
            wrapped: Vec::new(),
            sealed: Vec::new(),
            next: Vec::new(),
        };
        let private = Zeroizing::new(private.to_bytes().to_vec());
        let wrapped = slot
            .cipher(secret)?
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &private,
                    aad: &slot.terms(vault),
                },
            )
            .map_err(|_| BROKEN)?;
        slot.wrapped = [nonce.as_slice(), &wrapped].concat();
        slot.sealed = slot.seal(vault, master)?;
        Ok(slot)
    }

    /// A master key sealed to this slot's holder.
    pub(super) fn seal(&self, vault: Uuid, master: &MasterKey) -> Result<Vec<u8>, StoreError> {
        let public = <Exchange as Kem>::PublicKey::from_bytes(&self.public).map_err(|_| BROKEN)?;
        // The library stops the program where the system gives no random bytes: ask in a way that can be answered first.
        fill(&mut [0; 1])?;
        let (encapsulated, sealed) = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Exchange>(
            &OpModeS::Base,
            &public,
            &self.purpose(vault),
            master.as_bytes(),
            b"",
        )
        .map_err(|_| BROKEN)?;
        Ok([encapsulated.to_bytes().as_slice(), &sealed].concat())
    }

    /// The master key, by the holder's secret.
    pub(super) fn open(&self, vault: Uuid, secret: &Secret) -> Result<MasterKey, StoreError> {
        self.unseal(vault, &self.private(vault, secret)?, &self.sealed)
    }

    /// The master key that a begun change leads to, by the holder's secret.
    pub(super) fn open_next(
        &self,
        vault: Uuid,
        secret: &Secret,
    ) -> Result<Option<MasterKey>, StoreError> {
        if self.next.is_empty() {
            return Ok(None);
        }
        self.unseal(vault, &self.private(vault, secret)?, &self.next)
            .map(Some)
    }

    /// Puts the master key that a begun change leads to in the place of the old one.
    pub(super) fn settle(&mut self) {
        if !self.next.is_empty() {
            self.sealed = std::mem::take(&mut self.next);
        }
    }

    fn private(&self, vault: Uuid, secret: &Secret) -> Result<PrivateKey, StoreError> {
        let (nonce, wrapped) = self.wrapped.split_first_chunk::<NONCE>().ok_or(BROKEN)?;
        let private = self.cipher(secret)?.decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: wrapped,
                aad: &self.terms(vault),
            },
        );
        let private = Zeroizing::new(private.map_err(|_| StoreError::WrongSecret)?);
        PrivateKey::from_bytes(&private).map_err(|_| BROKEN)
    }

    fn unseal(
        &self,
        vault: Uuid,
        private: &PrivateKey,
        sealed: &[u8],
    ) -> Result<MasterKey, StoreError> {
        let (encapsulated, sealed) = sealed.split_at_checked(PUBLIC).ok_or(BROKEN)?;
        let encapsulated =
            <Exchange as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| BROKEN)?;
        let master = single_shot_open::<ChaCha20Poly1305, HkdfSha256, Exchange>(
            &OpModeR::Base,
            private,
            &encapsulated,
            &self.purpose(vault),
            sealed,
            b"",
        );
        let master = Zeroizing::new(master.map_err(|_| BROKEN)?);
        MasterKey::from_bytes(&master).ok_or(BROKEN)
    }

    fn cipher(&self, secret: &Secret) -> Result<XChaCha20Poly1305, StoreError> {
        let key = self.cost.stretch(&secret.0, &self.salt)?;
        Ok(XChaCha20Poly1305::new(&(*key).into()))
    }

    /// All that is open in a slot, so that none of it can be changed without the secret.
    fn terms(&self, vault: Uuid) -> Vec<u8> {
        let mut terms = self.purpose(vault);
        terms.push(u8::from(self.provisional));
        terms.extend(self.cost.memory_kib.to_be_bytes());
        terms.extend(self.cost.passes.to_be_bytes());
        // Both have a fixed length, so nothing can slide from one into the other.
        terms.extend(&self.salt);
        terms.extend(&self.public);
        terms
    }

    /// What a sealed master key is for: this vault, this holder.
    fn purpose(&self, vault: Uuid) -> Vec<u8> {
        let mut purpose = b"ansu slot 1".to_vec();
        purpose.extend(vault.as_bytes());
        match &self.holder {
            Holder::Recovery => purpose.push(0),
            Holder::Staff(id) => {
                purpose.push(u8::try_from(id.as_str().len()).unwrap_or(u8::MAX));
                purpose.extend(id.as_str().as_bytes());
            }
        }
        purpose
    }

    /// Whether every part has the length that it must have.
    pub(super) fn is_whole(&self) -> bool {
        self.cost.is_bearable()
            && self.salt.len() == SALT
            && self.public.len() == PUBLIC
            && self.wrapped.len() == NONCE + PUBLIC + TAG
            && self.sealed.len() == PUBLIC + PUBLIC + TAG
            && (self.next.is_empty() || self.next.len() == self.sealed.len())
    }
}
