//! The complaint-resolution slip, 投诉处理反馈单 (domain §16): two copies in one file, customer and hall.

mod content;
mod draw;
mod flow;
mod head;
mod model;
mod outcome;
mod package;
mod passed;
mod signing;

use ansu_complaint::{StaffId, Ticket};
use chrono::{DateTime, Utc};

use crate::face::{self, Subset};
use crate::finish::{self, About};
use crate::{FormError, MissingCharacter, Pdf, glyphs};
use model::Content;
pub use package::{HandOverRequest, hand_over};
pub(crate) use {
    content::{bare, checked, letterhead, matter, sentence},
    head::{channel, liability, shown},
    outcome::offered,
};

/// Whose paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letterhead<'a> {
    /// The company's name; may be empty.
    pub company: &'a str,
    /// The hall's name.
    pub hall: &'a str,
}

/// Who will see the slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The two who sign it: numbers in full, two copies.
    Signed,
    /// Whoever walks past: numbers masked, signatures not shown, one copy.
    Display,
}

/// All that a slip is made of.
#[derive(Clone, Copy)]
pub struct SlipRequest<'a> {
    /// The ticket as it stands.
    pub ticket: &'a Ticket,
    /// Whose paper it is.
    pub hall: Letterhead<'a>,
    /// The name of a member of staff; an empty answer leaves only the number.
    pub staff_name: &'a dyn Fn(&StaffId) -> String,
    /// When it is printed; stands in the footer and in the file's dates.
    pub printed_at: DateTime<Utc>,
    /// Who will see it.
    pub audience: Audience,
    /// Whether the article that the chosen offer rests on may be named. One that nobody has confirmed may not: then the paper says what kind of
    /// basis it is, and no more (domain §17).
    pub cites_basis: bool,
    /// The place in the hall's record that the slip rests on, if the record is anchored.
    pub anchor: Option<&'a str>,
}

/// Makes the slip.
///
/// # Errors
/// [`FormError::MissingCharacters`] if the typeface cannot draw all of it, [`FormError::TooLong`] if it does not fit on two pages in the
/// smallest readable size; the others mean a damaged program.
pub fn slip(request: &SlipRequest<'_>) -> Result<Pdf, FormError> {
    print(&Content::of(request), request.printed_at)
}

/// Draws a content, every copy of it.
fn print(content: &Content, made: DateTime<Utc>) -> Result<Pdf, FormError> {
    let missing = missing_in(content)?;
    if !missing.is_empty() {
        return Err(FormError::MissingCharacters(missing));
    }
    let face = face::face()?;
    let fingerprint = content.fingerprint();
    let layout = flow::fit(face, content)?;
    let mut subset = Subset::new(face);
    let mut pages = Vec::new();
    for copy in &content.copies {
        pages.extend(draw::copy(
            &mut subset,
            content,
            &layout,
            copy,
            &fingerprint,
        )?);
    }
    let title = content.file_title();
    let about = About {
        title: &title,
        author: &content.hall,
        number: &content.number,
        fingerprint: &fingerprint,
        made,
    };
    let bytes = finish::write(pages, subset.finish()?, &about)?;
    Ok(Pdf {
        bytes,
        pages: u8::try_from(layout.pages.len()).unwrap_or(u8::MAX),
        fingerprint,
    })
}

/// The characters that the slip's typeface cannot draw, each with the field it stands in; empty = it can be printed.
#[must_use]
pub fn missing_characters(request: &SlipRequest<'_>) -> Vec<MissingCharacter> {
    missing_in(&Content::of(request)).unwrap_or_default()
}

fn missing_in(content: &Content) -> Result<Vec<MissingCharacter>, FormError> {
    let mut missing = Vec::new();
    for (field, text) in content.fields() {
        missing.extend(glyphs::missing_in(field, text)?);
    }
    Ok(missing)
}
