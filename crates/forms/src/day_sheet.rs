//! The day sheet: the ends of both chains on paper, countersigned, so that nobody can write the record anew later without it showing.

use ansu_complaint::Moment;
use sha2::{Digest, Sha256};

use crate::face::{self, Subset};
use crate::finish::{self, About, hall_time};
use crate::sheet::{Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, Pdf, glyphs, text};

const TITLE: &str = "日终锚点单";
const LEFT: f32 = 24.0;
const RIGHT: f32 = 186.0;
const WORDS: &str = "本单记录打印时刻投诉记录与操作记录的末端。日后核对时，把锚点输入“操作记录 · 验证”，即可确认此前的记录没有被改动、删减或重写。\
请由两人签字，按日期存档。";

/// What a day sheet says.
#[derive(Debug, Clone, Copy)]
pub struct DaySheet<'a> {
    /// Whose record.
    pub hall: Letterhead<'a>,
    /// Hall and counter: `A01-1`.
    pub counter: &'a str,
    /// When it was made.
    pub made_at: Moment,
    /// Tickets on record.
    pub tickets: u64,
    /// Events on record.
    pub events: u64,
    /// Lines of the trail.
    pub lines: u64,
    /// The end of the event log, if there is an event.
    pub events_anchor: Option<&'a str>,
    /// The end of the trail.
    pub audit_anchor: &'a str,
    /// Who made it: name and number.
    pub by: &'a str,
}

/// Draws a day sheet.
///
/// # Errors
/// A name holds a character that the typeface lacks; the PDF can't be put together.
pub fn day_sheet(sheet: &DaySheet<'_>) -> Result<Pdf, FormError> {
    let hall = [sheet.hall.company.trim(), sheet.hall.hall.trim()]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let (hall, by) = (glyphs::normalise(&hall), glyphs::normalise(sheet.by));
    let mut missing = glyphs::missing_in("营业厅", &hall)?;
    missing.extend(glyphs::missing_in("经办人", &by)?);
    if !missing.is_empty() {
        return Err(FormError::MissingCharacters(missing));
    }
    let made = hall_time(sheet.made_at)
        .format("%Y-%m-%d %H:%M")
        .to_string();
    let rows = [
        ("柜台", sheet.counter.to_owned()),
        ("时间", made),
        ("制单", by.into_owned()),
        ("投诉单", format!("{} 件", sheet.tickets)),
        ("投诉记录", format!("{} 条", sheet.events)),
        (
            "记录锚点",
            sheet.events_anchor.unwrap_or("尚无记录").to_owned(),
        ),
        ("操作记录", format!("{} 条", sheet.lines)),
        ("操作锚点", sheet.audit_anchor.to_owned()),
    ];
    let fingerprint = fingerprint(&hall, &rows);
    let mut subset = Subset::new(face::face()?);
    let page = draw(&mut subset, &hall, &rows, &fingerprint)?;
    let bytes = finish::write(
        vec![page],
        subset.finish()?,
        &About {
            title: TITLE,
            author: &hall,
            number: sheet.counter,
            fingerprint: &fingerprint,
            made: sheet.made_at,
        },
    )?;
    Ok(Pdf {
        bytes,
        pages: 1,
        fingerprint,
    })
}

fn draw(
    subset: &mut Subset,
    hall: &str,
    rows: &[(&str, String)],
    fingerprint: &str,
) -> Result<printpdf::PdfPage, FormError> {
    let face = face::face()?;
    let mut page = Sheet::new(subset);
    page.text(LEFT, 34.0, TITLE, Style::new(22.0).strong(), 0.06);
    page.text(LEFT, 43.0, hall, Style::new(11.0), 0.0);
    page.rule((LEFT, 48.0), (RIGHT, 48.0), 1.2, 0.0);
    let body = Style::new(11.0);
    let mut y = 58.0;
    for (label, value) in rows {
        page.text(LEFT, y, label, Style::new(10.0).grey(0.25), 0.0);
        let strong = label.ends_with("锚点");
        let style = if strong { body.strong() } else { body };
        page.text(LEFT + 28.0, y, value, style, 0.0);
        y += 8.4;
        page.rule((LEFT, y - 5.4), (RIGHT, y - 5.4), 0.3, 0.6);
    }
    y += 4.0;
    let note = Style::new(9.5).grey(0.2);
    let measure = (RIGHT - LEFT) / note.em();
    for line in text::wrap(face, WORDS, measure) {
        page.text(LEFT, y, &line.text, note, line.stretch(measure));
        y += 5.6;
    }
    y += 14.0;
    for (x, label) in [
        (LEFT, "制单人签字"),
        (LEFT + 62.0, "复核人签字"),
        (LEFT + 124.0, "日期"),
    ] {
        page.text(x, y, label, Style::new(9.5).grey(0.25), 0.0);
        page.rule((x, y + 13.0), ((x + 50.0).min(RIGHT), y + 13.0), 0.5, 0.33);
    }
    let foot = format!("文件指纹 {fingerprint}");
    page.text(LEFT, 287.4, &foot, Style::new(8.0).grey(0.3), 0.0);
    Ok(page.finish())
}

fn fingerprint(hall: &str, rows: &[(&str, String)]) -> String {
    let mut hash = Sha256::new();
    hash.update(hall);
    for (label, value) in rows {
        hash.update(format!("{label}\u{1f}{value}\u{1e}"));
    }
    crate::grouped(&hash.finalize())
}
