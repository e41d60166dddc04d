//! One copy of the slip, drawn from its layout.

use printpdf::PdfPage;

use super::flow::{Cell, Head, Holds, Item, LEFT, Layout, SIDE, SPAN, Scale};
use super::model::{Content, SigningBox};
use crate::face::{self, Subset};
use crate::sheet::{Area, Sheet, Style};
use crate::text::{self, Line};
use crate::{FormError, ink, qr};

const RIGHT: f32 = LEFT + SPAN;
/// Side of the QR code.
const QR: f32 = 19.0;
/// The table's lines: weight in points and grey.
const GRID: (f32, f32) = (0.5, 0.33);
const META: Style = Style::new(9.0).grey(0.15);
const SMALL: Style = Style::new(8.0).grey(0.3);

/// All pages of one copy.
pub(super) fn copy(
    subset: &mut Subset,
    content: &Content,
    layout: &Layout,
    label: &str,
    fingerprint: &str,
) -> Result<Vec<PdfPage>, FormError> {
    let count = layout.pages.len();
    let mut pages = Vec::with_capacity(count);
    for (i, page) in layout.pages.iter().enumerate() {
        let mut pen = Pen {
            sheet: Sheet::new(subset),
            scale: layout.scale,
            content,
        };
        if i == 0 {
            pen.head(&layout.head, label)?;
        } else {
            pen.continued_head(label)?;
        }
        for placed in &page[..] {
            pen.item(placed.y, &placed.item);
        }
        pen.foot(fingerprint, i + 1, count)?;
        pages.push(pen.sheet.finish());
    }
    Ok(pages)
}

struct Pen<'a> {
    sheet: Sheet<'a>,
    scale: Scale,
    content: &'a Content,
}

impl Pen<'_> {
    fn head(&mut self, head: &Head, label: &str) -> Result<(), FormError> {
        let rule = head.rule();
        let hall = rule - 14.6 - (head.hall.len() as f32 - 1.0) * Head::HALL_LEADING;
        for (i, line) in head.hall.iter().enumerate() {
            self.sheet.text(
                LEFT,
                hall + i as f32 * Head::HALL_LEADING,
                &line.text,
                Head::HALL,
                0.0,
            );
        }
        self.sheet.text(
            LEFT,
            rule - 5.0,
            self.content.title,
            Style::new(20.0).strong(),
            0.06,
        );
        let edge = RIGHT - QR - 5.0;
        let number = format!("单号 {}", self.content.number);
        let times = self.content.times.join(" · ");
        self.text_to(edge, rule - 14.4, &number, Style::new(9.0).strong())?;
        self.text_to(edge, rule - 9.2, &times, META)?;
        self.text_to(edge, rule - 4.0, label, META)?;
        qr::draw(
            &mut self.sheet,
            Area {
                x: RIGHT - QR,
                y: rule - 3.0 - QR,
                w: QR,
                h: QR,
            },
            &self.content.number,
        )?;
        self.sheet.rule((LEFT, rule), (RIGHT, rule), 1.2, 0.0);
        Ok(())
    }

    fn continued_head(&mut self, label: &str) -> Result<(), FormError> {
        let text = format!("{}（续） 单号 {}", self.content.title, self.content.number);
        self.sheet
            .text(LEFT, 19.0, &text, Style::new(9.5).strong(), 0.0);
        self.text_to(RIGHT, 19.0, label, META)?;
        self.sheet.rule((LEFT, 21.5), (RIGHT, 21.5), 1.2, 0.0);
        Ok(())
    }

    fn foot(&mut self, fingerprint: &str, page: usize, pages: usize) -> Result<(), FormError> {
        self.sheet.rule((LEFT, 283.0), (RIGHT, 283.0), 0.5, 0.6);
        let text = format!("文件指纹 {fingerprint} · {}", self.content.footer);
        self.sheet.text(LEFT, 287.4, &text, SMALL, 0.0);
        self.text_to(
            RIGHT,
            287.4,
            &format!("第 {page} 页 / 共 {pages} 页"),
            SMALL,
        )
    }

    /// Text that ends at `x`.
    fn text_to(&mut self, x: f32, y: f32, text: &str, style: Style) -> Result<(), FormError> {
        let width = text::width(face::face()?, text) * style.em();
        self.sheet.text(x - width, y, text, style, 0.0);
        Ok(())
    }

    fn item(&mut self, y: f32, item: &Item) {
        let height = item.height(self.scale);
        match item {
            Item::Section(text) => {
                let area = Area {
                    x: LEFT,
                    y,
                    w: SPAN,
                    h: height,
                };
                self.sheet.fill(area, 0.91);
                self.sheet.frame(area, GRID.0, GRID.1);
                let style = self.scale.section();
                self.sheet.text(
                    LEFT + SIDE,
                    self.baseline(y + self.scale.pad, 0),
                    text,
                    style,
                    0.05,
                );
            }
            Item::Cells(cells) => cells.iter().for_each(|cell| self.cell(y, height, cell)),
            Item::Note(lines) => self.note(y + height, lines),
            Item::Signing(remarks) => self.signing(y, height, remarks),
        }
    }

    /// Baseline of a line of body text in a cell whose text begins at `top`.
    fn baseline(&self, top: f32, line: usize) -> f32 {
        // An em box is 0.88 above and 0.12 below the baseline; the rest of the leading is shared evenly.
        let (leading, em) = (self.scale.leading(), self.scale.body().em());
        top + line as f32 * leading + (leading - em) / 2.0 + 0.88 * em
    }

    fn cell(&mut self, y: f32, h: f32, cell: &Cell) {
        let area = Area {
            x: cell.x,
            y,
            w: cell.w,
            h,
        };
        let (x, top) = (cell.x + SIDE, y + self.scale.pad);
        if let Holds::Label(_) = cell.holds {
            self.sheet.fill(area, 0.957);
        }
        self.sheet.frame(area, GRID.0, GRID.1);
        match &cell.holds {
            Holds::Label(lines) => {
                for (i, line) in lines.iter().enumerate() {
                    self.sheet
                        .text(x, self.baseline(top, i), line, self.scale.label(), 0.0);
                }
            }
            Holds::Lines(lines) => {
                let style = self.scale.body();
                let measure = (cell.w - 2.0 * SIDE) / style.em();
                for (i, line) in lines.iter().enumerate() {
                    self.sheet.text(
                        x,
                        self.baseline(top, i),
                        &line.text,
                        style,
                        line.stretch(measure),
                    );
                }
            }
            Holds::Ticks(ticks) => self.ticks(x, self.baseline(top, 0), ticks),
        }
    }

    fn ticks(&mut self, x: f32, baseline: f32, ticks: &[(&str, bool); 3]) {
        let style = self.scale.body();
        let em = style.em();
        let mut x = x;
        for (label, ticked) in ticks {
            self.sheet
                .tick_box(x, baseline + 0.04 * em, 0.86 * em, *ticked);
            x += 1.16 * em;
            self.sheet.text(x, baseline, label, style, 0.0);
            x += (label.chars().count() as f32 + 0.7) * em;
        }
    }

    fn note(&mut self, bottom: f32, lines: &[Line]) {
        let (style, leading) = (self.scale.note(), self.scale.note_leading());
        let top = bottom - lines.len() as f32 * leading;
        for (i, line) in lines.iter().enumerate() {
            let y = top + (i as f32 + 0.5) * leading + 0.38 * style.em();
            self.sheet
                .text(LEFT, y, &line.text, style, line.stretch(SPAN / style.em()));
        }
    }

    fn signing(&mut self, y: f32, height: f32, remarks: &[Vec<Line>]) {
        let (top, h, w) = (y + 3.2, height - 3.2, self.content.signing_width());
        for (i, (signing, remark)) in self.content.signing.iter().zip(remarks).enumerate() {
            let area = Area {
                x: LEFT + i as f32 * w,
                y: top,
                w,
                h,
            };
            self.sheet.frame(area, GRID.0, GRID.1);
            self.signing_box(area, signing, remark);
        }
    }

    fn signing_box(&mut self, area: Area, signing: &SigningBox, remark: &[Line]) {
        let (x, foot) = (area.x + SIDE, area.y + area.h - 2.6);
        self.sheet.text(
            x,
            area.y + 5.2,
            signing.label,
            Style::new(9.5).grey(0.2),
            0.0,
        );
        let style = self.scale.note();
        for (i, line) in remark.iter().enumerate() {
            let y = area.y + 11.4 + i as f32 * self.scale.note_leading();
            self.sheet.text(
                x,
                y,
                &line.text,
                style,
                line.stretch((area.w - 2.0 * SIDE) / style.em()),
            );
        }
        if let Some(ink) = &signing.ink {
            let room = Area {
                x: area.x + 5.0,
                y: area.y + 7.4,
                w: area.w - 10.0,
                h: area.h - 14.6,
            };
            ink::draw(&mut self.sheet, room, ink);
        }
        self.sheet.text(x, foot, &signing.name, SMALL, 0.0);
        match &signing.day {
            Some(day) => {
                let x = area.x + area.w - SIDE - day.chars().count() as f32 * 0.56 * SMALL.em();
                self.sheet
                    .text(x, foot, day, Style::new(8.5).grey(0.15), 0.0);
            }
            None => {
                for (word, from_right) in [("年", 25.0), ("月", 15.5), ("日", 6.0)] {
                    self.sheet.text(
                        area.x + area.w - from_right,
                        foot,
                        word,
                        Style::new(8.5).grey(0.2),
                        0.0,
                    );
                }
            }
        }
    }
}
