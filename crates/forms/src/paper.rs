//! What the papers for the safe share: one page with a title, words, and lines for two signatures.

use ansu_complaint::Moment;
use sha2::{Digest, Sha256};

use crate::face::{self, Subset};
use crate::finish::{self, About, hall_time};
use crate::sheet::{Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, Pdf, glyphs, text};

pub(crate) const LEFT: f32 = 24.0;
pub(crate) const RIGHT: f32 = 186.0;

/// One paper of a hall.
pub(crate) struct Paper<'a> {
    pub(crate) title: &'a str,
    /// Company and hall in one line.
    pub(crate) hall: String,
    /// Hall and counter: `A01-1`.
    pub(crate) counter: &'a str,
    pub(crate) made_at: Moment,
}

impl<'a> Paper<'a> {
    pub(crate) fn of(
        title: &'a str,
        hall: Letterhead<'_>,
        counter: &'a str,
        made_at: Moment,
    ) -> Self {
        let names: Vec<&str> = [hall.company.trim(), hall.hall.trim()]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect();
        Self {
            title,
            hall: glyphs::normalise(&names.join(" · ")).into_owned(),
            counter,
            made_at,
        }
    }

    /// When it was made, on the hall's clock.
    pub(crate) fn made(&self) -> String {
        hall_time(self.made_at).format("%Y-%m-%d %H:%M").to_string()
    }

    /// Refuses names that the typeface can't print; each with what it is called.
    pub(crate) fn check(&self, others: &[(&str, &str)]) -> Result<(), FormError> {
        let mut missing = glyphs::missing_in("营业厅", &self.hall)?;
        for (field, text) in others {
            missing.extend(glyphs::missing_in(field, text)?);
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(FormError::MissingCharacters(missing))
        }
    }

    /// Draws the title and what `draw` adds, as PDF. The fingerprint covers `told`.
    pub(crate) fn write(
        &self,
        told: &[String],
        draw: impl FnOnce(&mut Sheet<'_>, &str) -> Result<(), FormError>,
    ) -> Result<Pdf, FormError> {
        let mut hash = Sha256::new();
        for text in told {
            hash.update(text);
        }
        let fingerprint = crate::grouped(&hash.finalize());
        let mut subset = Subset::new(face::face()?);
        let mut page = Sheet::new(&mut subset);
        page.text(LEFT, 34.0, self.title, Style::new(22.0).strong(), 0.06);
        page.text(LEFT, 43.0, &self.hall, Style::new(11.0), 0.0);
        draw(&mut page, &fingerprint)?;
        let page = page.finish();
        let bytes = finish::write(
            vec![page],
            subset.finish()?,
            &About {
                title: self.title,
                author: &self.hall,
                number: self.counter,
                fingerprint: &fingerprint,
                made: self.made_at,
            },
        )?;
        Ok(Pdf {
            bytes,
            pages: 1,
            fingerprint,
        })
    }
}

/// Words over the whole width from a baseline on, `leading` millimetres a line; gives the next baseline.
pub(crate) fn words(
    page: &mut Sheet<'_>,
    mut y: f32,
    words: &str,
    style: Style,
    leading: f32,
) -> Result<f32, FormError> {
    let measure = (RIGHT - LEFT) / style.em();
    for line in text::wrap(face::face()?, words, measure) {
        page.text(LEFT, y, &line.text, style, line.stretch(measure));
        y += leading;
    }
    Ok(y)
}

/// Lines for two signatures and the date.
pub(crate) fn signatures(page: &mut Sheet<'_>, y: f32, [first, second]: [&str; 2]) {
    for (x, label) in [(LEFT, first), (LEFT + 62.0, second), (LEFT + 124.0, "日期")] {
        page.text(x, y, label, Style::new(9.5).grey(0.25), 0.0);
        page.rule((x, y + 13.0), ((x + 50.0).min(RIGHT), y + 13.0), 0.5, 0.33);
    }
}
