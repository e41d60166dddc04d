//! What the papers of one page share: a title, a table, words, and lines for signatures.

use ansu_complaint::Moment;
use sha2::{Digest, Sha256};

use crate::face::{self, Subset};
use crate::finish::{self, About, hall_time};
use crate::sheet::{Area, Sheet, Style};
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
        draw: impl Fn(&mut Sheet<'_>, &str) -> Result<(), FormError>,
    ) -> Result<Pdf, FormError> {
        self.write_copies(told, 1, |page, fingerprint, _| draw(page, fingerprint))
    }

    /// As [`Paper::write`], in several copies of a page each; `draw` is told which one, from 0.
    pub(crate) fn write_copies(
        &self,
        told: &[String],
        copies: usize,
        draw: impl Fn(&mut Sheet<'_>, &str, usize) -> Result<(), FormError>,
    ) -> Result<Pdf, FormError> {
        let mut hash = Sha256::new();
        for text in told {
            hash.update(text);
        }
        let fingerprint = crate::grouped(&hash.finalize());
        let mut subset = Subset::new(face::face()?);
        let mut pages = Vec::new();
        for copy in 0..copies {
            let mut page = Sheet::new(&mut subset);
            page.text(LEFT, 34.0, self.title, Style::new(22.0).strong(), 0.06);
            page.text(LEFT, 43.0, &self.hall, Style::new(11.0), 0.0);
            draw(&mut page, &fingerprint, copy)?;
            pages.push(page.finish());
        }
        let bytes = finish::write(
            pages,
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
            pages: u8::try_from(copies).unwrap_or(u8::MAX),
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

/// The table's lines: weight in points and grey.
const GRID: (f32, f32) = (0.5, 0.33);
const LABEL: f32 = 30.0;
const PAD: f32 = 2.6;
const LEADING: f32 = 5.4;

/// Labels with their texts, framed, from a top edge on; an empty text leaves room to write. Gives the bottom edge.
pub(crate) fn table(
    page: &mut Sheet<'_>,
    mut y: f32,
    rows: &[(&str, String)],
) -> Result<f32, FormError> {
    let body = Style::new(10.5);
    let measure = (RIGHT - LEFT - LABEL - 2.0 * PAD) / body.em();
    for (label, text) in rows {
        let lines = text::wrap(face::face()?, text, measure);
        let h = (lines.len().max(1) as f32 * LEADING + 2.0 * PAD).max(9.6);
        let whole = Area {
            x: LEFT,
            y,
            w: RIGHT - LEFT,
            h,
        };
        page.fill(Area { w: LABEL, ..whole }, 0.95);
        page.frame(whole, GRID.0, GRID.1);
        page.rule((LEFT + LABEL, y), (LEFT + LABEL, y + h), GRID.0, GRID.1);
        let style = Style::new(9.5).grey(0.15);
        page.text(LEFT + PAD, y + PAD + 3.9, label, style, 0.0);
        for (at, line) in lines.iter().enumerate() {
            let below = y + PAD + 3.9 + at as f32 * LEADING;
            let stretch = line.stretch(measure);
            page.text(LEFT + LABEL + PAD, below, &line.text, body, stretch);
        }
        y += h;
    }
    Ok(y)
}

/// Boxes to sign in beside each other, from a top edge on; gives the bottom edge.
pub(crate) fn boxes(page: &mut Sheet<'_>, y: f32, labels: &[&str]) -> f32 {
    const HEIGHT: f32 = 30.0;
    let w = (RIGHT - LEFT) / labels.len() as f32;
    for (at, label) in labels.iter().enumerate() {
        let x = LEFT + at as f32 * w;
        let area = Area { x, y, w, h: HEIGHT };
        page.frame(area, GRID.0, GRID.1);
        let style = Style::new(9.5).grey(0.15);
        page.text(x + PAD, y + 6.0, label, style, 0.0);
        page.text(
            x + PAD,
            y + HEIGHT - 3.2,
            "日期：　　　　年　　月　　日",
            Style::new(9.0).grey(0.25),
            0.0,
        );
    }
    y + HEIGHT
}

/// The fingerprint, and which page of how many it is.
pub(crate) fn foot(page: &mut Sheet<'_>, fingerprint: &str, printed: &str) {
    page.rule((LEFT, 283.0), (RIGHT, 283.0), 0.5, 0.6);
    let foot = format!("文件指纹 {fingerprint} · 打印 {printed}");
    page.text(LEFT, 287.4, &foot, Style::new(8.0).grey(0.3), 0.0);
}

/// A text cut to a line or so; the whole stands on the ticket.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}……", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
