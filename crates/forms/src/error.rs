//! Why a document cannot be made.

/// A character that the document's typeface does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {} ({})", if self.is_visible() { self.character.to_string() } else { "an invisible character".to_owned() }, self.code_point())]
pub struct MissingCharacter {
    /// The character.
    pub character: char,
    /// The slip's field in which it stands, as printed.
    pub field: String,
}

impl MissingCharacter {
    /// Whether the character shows anything by itself.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        let c = self.character;
        let hidden = c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e000}'..='\u{f8ff}' | '\u{e0100}'..='\u{e01ef}');
        !hidden
    }

    /// The code point, as in `U+1F600`.
    #[must_use]
    pub fn code_point(&self) -> String {
        format!("U+{:04X}", u32::from(self.character))
    }
}

/// A document that cannot be made; nothing has been drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The typeface lacks characters; they are never drawn as boxes.
    #[error("the typeface lacks {} character(s), the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    MissingCharacters(Vec<MissingCharacter>),
    /// The content does not fit on two pages in the smallest readable size.
    #[error(
        "about {over} characters too long for two pages; the longest field is {field} with {length} characters"
    )]
    TooLong {
        /// Characters that found no room.
        over: usize,
        /// The longest field, as printed on the slip.
        field: String,
        /// Its characters.
        length: usize,
    },
    /// The embedded typeface could not be read.
    #[error("the embedded typeface cannot be read")]
    Font,
    /// The ticket number does not fit a QR code.
    #[error("the number cannot be written as a QR code")]
    Qr,
    /// The PDF could not be put together.
    #[error("the PDF cannot be written")]
    Write,
}

impl From<lopdf::Error> for FormError {
    fn from(_: lopdf::Error) -> Self {
        FormError::Write
    }
}
