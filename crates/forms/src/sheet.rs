//! A page to draw on: text, rules, fills, boxes and ink, in millimetres from the upper left corner.

use printpdf::{
    Codepoint, Color, Greyscale, Line, LineCapStyle, LineJoinStyle, LinePoint, Mm, Op, PaintMode,
    PdfFontHandle, PdfPage, Point, Polygon, PolygonRing, Pt, Rect, TextItem, TextRenderingMode,
    WindingOrder,
};

use crate::face::Subset;
use crate::text::{kern, stretches};

/// A4 in millimetres.
pub(crate) const WIDTH: f32 = 210.0;
/// A4 in millimetres.
pub(crate) const HEIGHT: f32 = 297.0;
/// Millimetres in a point.
pub(crate) const POINT: f32 = 25.4 / 72.0;

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Size in points.
    pub(crate) size: f32,
    /// 0 = black, 1 = white.
    pub(crate) grey: f32,
    /// Set stronger, by a thin line around each glyph: one regular face is embedded and no second one.
    pub(crate) strong: bool,
}

impl Style {
    /// Regular black.
    pub(crate) const fn new(size: f32) -> Self {
        Self {
            size,
            grey: 0.0,
            strong: false,
        }
    }

    /// In a grey.
    pub(crate) const fn grey(self, grey: f32) -> Self {
        Self { grey, ..self }
    }

    /// Stronger.
    pub(crate) const fn strong(self) -> Self {
        Self {
            strong: true,
            ..self
        }
    }

    /// Size in millimetres: one em.
    pub(crate) fn em(self) -> f32 {
        self.size * POINT
    }
}

/// A rectangle: left, top, width, height.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

/// One page being drawn.
pub(crate) struct Sheet<'a> {
    ops: Vec<Op>,
    subset: &'a mut Subset,
}

impl<'a> Sheet<'a> {
    /// An empty page whose characters are collected in `subset`.
    pub(crate) fn new(subset: &'a mut Subset) -> Self {
        Self {
            ops: Vec::new(),
            subset,
        }
    }

    /// The page as printpdf takes it.
    pub(crate) fn finish(self) -> PdfPage {
        PdfPage::new(Mm(WIDTH), Mm(HEIGHT), self.ops)
    }

    /// Draws one line of text from `x` on the baseline `y`; `stretch` em are added in every gap that may be widened.
    pub(crate) fn text(&mut self, x: f32, y: f32, text: &str, style: Style, stretch: f32) {
        let mut glyphs: Vec<Codepoint> = Vec::with_capacity(text.len() / 3 + 1);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let gap = chars.peek().map_or(0.0, |&next| {
                kern(c, next) + if stretches(c, next) { stretch } else { 0.0 }
            });
            glyphs.push(Codepoint::with_cid(
                self.subset.code(c),
                -thousandths(gap),
                c.to_string(),
            ));
        }
        if glyphs.is_empty() {
            return;
        }
        self.fill_colour(style.grey);
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFont {
            font: PdfFontHandle::External(Subset::id()),
            size: Pt(style.size),
        });
        if style.strong {
            self.stroke_colour(style.grey);
            // Large letters bear a heavier line than small ones, whose counters would fill.
            let weight = if style.size < 12.0 { 0.02 } else { 0.028 };
            self.ops.push(Op::SetOutlineThickness {
                pt: Pt(round(style.size * weight)),
            });
            self.ops.push(Op::SetTextRenderingMode {
                mode: TextRenderingMode::FillStroke,
            });
        } else {
            self.ops.push(Op::SetTextRenderingMode {
                mode: TextRenderingMode::Fill,
            });
        }
        self.ops.push(Op::SetTextCursor { pos: point(x, y) });
        self.ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs)],
        });
        self.ops.push(Op::EndTextSection);
    }

    /// A straight line; `weight` in points.
    pub(crate) fn rule(&mut self, from: (f32, f32), to: (f32, f32), weight: f32, grey: f32) {
        self.stroke_colour(grey);
        self.ops.push(Op::SetOutlineThickness { pt: Pt(weight) });
        self.ops.push(Op::SetLineCapStyle {
            cap: LineCapStyle::ProjectingSquare,
        });
        self.ops.push(Op::DrawLine {
            line: Line {
                points: vec![corner(from), corner(to)],
                is_closed: false,
            },
        });
    }

    /// The outline of `area`; `weight` in points.
    pub(crate) fn frame(&mut self, area: Area, weight: f32, grey: f32) {
        self.stroke_colour(grey);
        self.ops.push(Op::SetOutlineThickness { pt: Pt(weight) });
        self.ops.push(Op::SetLineJoinStyle {
            join: LineJoinStyle::Miter,
        });
        self.ops.push(Op::DrawRectangle {
            rectangle: rect(area, PaintMode::Stroke),
        });
    }

    /// `area` filled with a grey.
    pub(crate) fn fill(&mut self, area: Area, grey: f32) {
        self.fill_colour(grey);
        self.ops.push(Op::DrawRectangle {
            rectangle: rect(area, PaintMode::Fill),
        });
    }

    /// Many rectangles filled with black as one shape.
    pub(crate) fn mosaic(&mut self, tiles: &[Area]) {
        self.fill_colour(0.0);
        let ring = |a: &Area| PolygonRing {
            points: [
                (a.x, a.y),
                (a.x + a.w, a.y),
                (a.x + a.w, a.y + a.h),
                (a.x, a.y + a.h),
            ]
            .map(corner)
            .to_vec(),
        };
        let polygon = Polygon {
            rings: tiles.iter().map(ring).collect(),
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    /// A box to tick, its lower left corner on the baseline; ticked ones carry a check mark.
    pub(crate) fn tick_box(&mut self, x: f32, baseline: f32, side: f32, ticked: bool) {
        let y = baseline - side;
        self.frame(
            Area {
                x,
                y,
                w: side,
                h: side,
            },
            0.8,
            0.0,
        );
        if ticked {
            let mark = [(0.18, 0.52), (0.42, 0.78), (0.86, 0.16)]
                .map(|(dx, dy)| (x + dx * side, y + dy * side));
            self.stroke(&mark.map(corner), 1.4);
        }
    }

    /// A path with round caps and joins; `weight` in points.
    pub(crate) fn stroke(&mut self, points: &[LinePoint], weight: f32) {
        self.stroke_colour(0.0);
        self.ops.push(Op::SetOutlineThickness {
            pt: Pt(round(weight)),
        });
        self.ops.push(Op::SetLineCapStyle {
            cap: LineCapStyle::Round,
        });
        self.ops.push(Op::SetLineJoinStyle {
            join: LineJoinStyle::Round,
        });
        self.ops.push(Op::DrawLine {
            line: Line {
                points: points.to_vec(),
                is_closed: false,
            },
        });
    }

    fn fill_colour(&mut self, grey: f32) {
        self.ops.push(Op::SetFillColor { col: shade(grey) });
    }

    fn stroke_colour(&mut self, grey: f32) {
        self.ops.push(Op::SetOutlineColor { col: shade(grey) });
    }
}

fn shade(grey: f32) -> Color {
    Color::Greyscale(Greyscale {
        percent: grey,
        icc_profile: None,
    })
}

fn point(x: f32, y: f32) -> Point {
    Point {
        x: Pt(round(x / POINT)),
        y: Pt(round((HEIGHT - y) / POINT)),
    }
}

/// A point of a straight path.
pub(crate) fn corner((x, y): (f32, f32)) -> LinePoint {
    LinePoint {
        p: point(x, y),
        bezier: false,
    }
}

/// A control point of a curve.
pub(crate) fn control((x, y): (f32, f32)) -> LinePoint {
    LinePoint {
        p: point(x, y),
        bezier: true,
    }
}

fn rect(area: Area, mode: PaintMode) -> Rect {
    let low = point(area.x, area.y + area.h);
    let (width, height) = (Pt(round(area.w / POINT)), Pt(round(area.h / POINT)));
    Rect {
        x: low.x,
        y: low.y,
        width,
        height,
        mode: Some(mode),
        winding_order: None,
    }
}

/// Hundredths of a point are finer than any printer.
fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

fn thousandths(em: f32) -> f32 {
    (em * 1000.0).round()
}
