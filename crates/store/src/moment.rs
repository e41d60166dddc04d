//! Times on disk: RFC 3339 in UTC with as many decimals as the time has, so that nothing is lost.
//!
//! They are read by people and by the hash; order comes from positions, never from here, because a
//! clock may be set back.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::error::StoreError;

/// The stored form, for instance `2026-11-21T02:42:00Z`.
pub(crate) fn to_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Reads the stored form.
pub(crate) fn from_text(text: &str) -> Result<DateTime<Utc>, StoreError> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_utc())
        .map_err(|_| StoreError::Unreadable { what: "time" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_of_a_time_is_lost(seconds in -62_135_596_800_i64..253_402_300_800, nanos in 0_u32..1_000_000_000) {
            let at = DateTime::from_timestamp(seconds, nanos).unwrap();
            prop_assert_eq!(from_text(&to_text(at)).unwrap(), at);
        }
    }
}
