//! Documents as PDF. A ticket goes in, bytes come out; nothing is read, nothing is stored, no clock is asked.
//!
//! The complaint-resolution slip (投诉处理反馈单, domain §16) is drawn with printpdf in one embedded subset of Noto Sans SC and mended to
//! PDF/A-1b. printpdf and its coordinates stay inside this crate.

mod authorisation;
mod day_sheet;
mod error;
mod face;
mod finish;
mod glyphs;
mod icc;
mod ink;
mod letter;
mod paper;
mod qr;
mod recovery;
mod sheet;
mod slip;
mod text;
mod waiting;

pub use authorisation::{AuthorisationLetter, authorisation_letter};
pub use day_sheet::{DaySheet, day_sheet};
pub use error::{FormError, MissingCharacter};
pub use letter::{LetterRequest, letter};
pub use recovery::{RecoverySheet, recovery_sheet};
pub use slip::{
    Audience, HandOverRequest, Letterhead, SlipRequest, hand_over, missing_characters, slip,
};
pub use waiting::{WaitingAgreement, waiting_agreement};

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file. The same request gives the same bytes: what is previewed is what prints.
    pub bytes: Vec<u8>,
    /// Pages of one copy.
    pub pages: u8,
    /// The fingerprint printed in the footer: the first 64 bits of SHA-256 over all that the document says, as `7C4F-19A2-D06B-33E8`.
    pub fingerprint: String,
}

/// The first 64 bits of a hash as people compare them: `7C4F-19A2-D06B-33E8`.
fn grouped(hash: &[u8]) -> String {
    hash.chunks(2)
        .take(4)
        .map(|pair| {
            pair.iter()
                .map(|byte| format!("{byte:02X}"))
                .collect::<String>()
        })
        .collect::<Vec<_>>()
        .join("-")
}
