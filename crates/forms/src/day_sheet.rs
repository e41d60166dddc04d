//! The day sheet: the ends of both chains on paper, countersigned, so that nobody can write the record anew later without it showing.

use ansu_complaint::Moment;

use crate::paper::{self, LEFT, Paper, RIGHT};
use crate::sheet::{Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, Pdf, glyphs};

const TITLE: &str = "日终锚点单";
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
    let paper = Paper::of(TITLE, sheet.hall, sheet.counter, sheet.made_at);
    let by = glyphs::normalise(sheet.by);
    paper.check(&[("经办人", &by)])?;
    let rows = [
        ("柜台", sheet.counter.to_owned()),
        ("时间", paper.made()),
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
    let mut told = vec![paper.hall.clone()];
    told.extend(
        rows.iter()
            .map(|(label, value)| format!("{label}\u{1f}{value}\u{1e}")),
    );
    paper.write(&told, |page, fingerprint| draw(page, &rows, fingerprint))
}

fn draw(page: &mut Sheet<'_>, rows: &[(&str, String)], fingerprint: &str) -> Result<(), FormError> {
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
    let y = paper::words(page, y + 4.0, WORDS, Style::new(9.5).grey(0.2), 5.6)?;
    paper::signatures(page, y + 14.0, ["制单人签字", "复核人签字"]);
    let foot = format!("文件指纹 {fingerprint}");
    page.text(LEFT, 287.4, &foot, Style::new(8.0).grey(0.3), 0.0);
    Ok(())
}
