//! A place in one of the two chains, to be kept elsewhere: on paper, in a backup, in the mark.

use crate::chain::EventHash;

/// One of the two chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// The events of tickets: printed on slips.
    Events,
    /// The audit trail: kept in backups and on day sheets. It vouches for the events as well.
    Audit,
}

/// A place in a chain and the hash that stands there, kept outside the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Which chain.
    pub chain: Chain,
    /// Position.
    pub position: i64,
    /// The first eight bytes of the hash there.
    pub head: [u8; 8],
}

impl Anchor {
    /// The anchor of a place in a chain.
    #[must_use]
    pub fn of(chain: Chain, position: i64, hash: &EventHash) -> Self {
        let mut head = [0; 8];
        head.copy_from_slice(&hash.as_bytes()[..8]);
        Self {
            chain,
            position,
            head,
        }
    }

    /// Reads `A1284-9F3A77C1B0E2D455` or `E112-…`, in large or small letters, with or without groups.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let (chain, text) = match text.split_at_checked(1)? {
            ("a", rest) => (Chain::Audit, rest),
            ("e", rest) => (Chain::Events, rest),
            _ => return None,
        };
        let (position, head) = text.split_once('-')?;
        let head = data_encoding::HEXLOWER
            .decode(head.replace('-', "").as_bytes())
            .ok()?;
        Some(Self {
            chain,
            position: position.parse().ok().filter(|position| *position > 0)?,
            head: head.try_into().ok()?,
        })
    }

    /// Whether it was taken of this hash.
    pub(crate) fn fits(&self, hash: &EventHash) -> bool {
        self.head == hash.as_bytes()[..8]
    }
}

/// `A1284-9F3A77C1B0E2D455`.
impl std::fmt::Display for Anchor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let chain = match self.chain {
            Chain::Audit => 'A',
            Chain::Events => 'E',
        };
        let head = data_encoding::HEXUPPER.encode(&self.head);
        write!(out, "{chain}{}-{head}", self.position)
    }
}

/// The ends of both chains; none where a chain has not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    /// Of the event log.
    pub events: Option<Anchor>,
    /// Of the trail.
    pub audit: Option<Anchor>,
}
