//! The chain of hashes over the event log, one chain per origin.
//!
//! An event's hash is SHA-256 over the tag `ansu event 1\n` and then ten fields in the order of
//! [`Link`], each as its length (8 bytes, big endian) followed by its bytes. Ids and hashes are
//! their raw bytes (16 and 32), numbers are 8 bytes big endian, texts are UTF-8 exactly as stored.
//! Lengths make the encoding injective: no two different events share one. The first event of an
//! origin names 32 zero bytes as its predecessor. The encoding never changes; a new one gets a new tag.
//!
//! Of the payload the chain covers a digest: SHA-256 over the tag `ansu payload 1\n`, a random salt and the text, each with its length
//! as above. When a person's data is erased, payload and salt go and the digest stays: the chain still holds, and without the salt
//! nobody can find the text again by trying.

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

const TAG: &[u8] = b"ansu event 1\n";

/// SHA-256 of one event; it stands for the whole chain of its origin up to that event.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventHash([u8; 32]);

impl EventHash {
    /// What the first event of an origin names as its predecessor.
    pub const START: Self = Self([0; 32]);

    /// Takes the 32 bytes of a hash.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// 64 lower-case hexadecimal digits.
impl fmt::Display for EventHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for EventHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EventHash({self})")
    }
}

/// What one event's hash covers, in the order of the encoding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link<'a> {
    pub(crate) id: Uuid,
    pub(crate) origin: &'a str,
    pub(crate) sequence: i64,
    pub(crate) previous: EventHash,
    pub(crate) ticket: Uuid,
    pub(crate) based_on: u32,
    pub(crate) at: &'a str,
    pub(crate) staff: &'a str,
    pub(crate) version: u32,
    pub(crate) payload: Digested,
}

/// What a link keeps of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digested(pub(crate) [u8; 32]);

/// Random bytes that make a digest useless for guessing.
pub(crate) type Salt = [u8; 16];

impl Digested {
    /// The digest of a payload under its salt.
    pub(crate) fn of(salt: &Salt, payload: &str) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"ansu payload 1\n");
        for bytes in [salt.as_slice(), payload.as_bytes()] {
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        Self(digest.finalize().into())
    }
}

impl Link<'_> {
    /// Hash of the event under the documented encoding.
    pub(crate) fn hash(&self) -> EventHash {
        let mut digest = Sha256::new();
        digest.update(TAG);
        let mut field = |bytes: &[u8]| {
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        };
        field(self.id.as_bytes());
        field(self.origin.as_bytes());
        field(&self.sequence.to_be_bytes());
        field(self.previous.as_bytes());
        field(self.ticket.as_bytes());
        field(&u64::from(self.based_on).to_be_bytes());
        field(self.at.as_bytes());
        field(self.staff.as_bytes());
        field(&u64::from(self.version).to_be_bytes());
        field(&self.payload.0);
        EventHash(digest.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link<'static> {
        Link {
            id: Uuid::from_u128(1),
            origin: "A01-1",
            sequence: 7,
            previous: EventHash::START,
            ticket: Uuid::from_u128(2),
            based_on: 3,
            at: "2026-11-21T02:42:00Z",
            staff: "1024",
            version: 1,
            payload: Digested::of(
                &std::array::from_fn(|at| at as u8),
                r#"{"说":"宽带又断了"}"#,
            ),
        }
    }

    #[test]
    fn the_encoding_is_the_documented_one() {
        // Computed from the description above by another program.
        assert_eq!(
            link().hash().to_string(),
            "7c0584f581f8d9770be47d519347c3fc9c1e4f6ea0ac3ebea658ed7139efa8eb"
        );
    }

    #[test]
    fn every_field_counts_and_none_runs_into_its_neighbour() {
        let base = link();
        let changed = [
            Link {
                id: Uuid::from_u128(9),
                ..base
            },
            Link {
                origin: "A01-2",
                ..base
            },
            Link {
                sequence: 8,
                ..base
            },
            Link {
                previous: EventHash::from_bytes([1; 32]),
                ..base
            },
            Link {
                ticket: Uuid::from_u128(9),
                ..base
            },
            Link {
                based_on: 4,
                ..base
            },
            Link {
                at: "2026-11-21T02:42:01Z",
                ..base
            },
            Link {
                staff: "1025",
                ..base
            },
            Link { version: 2, ..base },
            Link {
                payload: Digested::of(&[0; 16], "{}"),
                ..base
            },
            Link {
                at: "2026-11-21T02:42:00Z1",
                staff: "024",
                ..base
            },
        ];
        for (index, other) in changed.iter().enumerate() {
            assert_ne!(other.hash(), base.hash(), "change {index} was not seen");
        }
    }
}
