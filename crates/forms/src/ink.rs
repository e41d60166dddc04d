//! Signatures drawn as what they are: strokes of a pen.

use ansu_complaint::{Ink, InkPoint};

use crate::sheet::{Area, Sheet, control, corner};

/// Width of a stroke in points at the pressure of a pen that reports none.
const WEIGHT: f32 = 1.3;
/// The pressure that stands for "not reported".
const EVEN: u8 = 128;

/// Draws `ink` as large as it fits into `area`, centred, its proportions kept.
pub(crate) fn draw(sheet: &mut Sheet<'_>, area: Area, ink: &Ink) {
    let Some(frame) = bounds(ink) else { return };
    let scale = (area.w / frame.w.max(1.0))
        .min(area.h / frame.h.max(1.0))
        .min(most(area, ink));
    let (left, top) = (
        area.x + (area.w - frame.w * scale) / 2.0,
        area.y + (area.h - frame.h * scale) / 2.0,
    );
    let place = |p: &InkPoint| {
        (
            left + (f32::from(p.0) - frame.x) * scale,
            top + (f32::from(p.1) - frame.y) * scale,
        )
    };
    for stroke in &ink.strokes {
        let points: Vec<(f32, f32)> = stroke.iter().map(place).collect();
        let even = stroke.iter().all(|p| p.2 == EVEN);
        if even {
            sheet.stroke(&curve(&points), WEIGHT);
        } else {
            pressed(sheet, stroke, &points);
        }
    }
}

/// A small scribble in a large box is not blown up beyond twice the box's own scale.
fn most(area: Area, ink: &Ink) -> f32 {
    2.0 * (area.w / f32::from(ink.width.max(1))).min(area.h / f32::from(ink.height.max(1)))
}

fn bounds(ink: &Ink) -> Option<Area> {
    let points = || ink.strokes.iter().flatten();
    let (left, right) = (points().map(|p| p.0).min()?, points().map(|p| p.0).max()?);
    let (top, bottom) = (points().map(|p| p.1).min()?, points().map(|p| p.1).max()?);
    Some(Area {
        x: left.into(),
        y: top.into(),
        w: f32::from(right - left),
        h: f32::from(bottom - top),
    })
}

/// A stroke of even width as one smooth path: curves from midpoint to midpoint, each bent towards the point between them.
fn curve(points: &[(f32, f32)]) -> Vec<printpdf::LinePoint> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let mut path = vec![corner(*first)];
    let mut from = *first;
    for pair in points.windows(2).skip(1) {
        let to = middle(pair[0], pair[1]);
        path.extend(bend(from, pair[0], to));
        from = to;
    }
    path.push(corner(*last));
    path
}

/// A stroke whose width follows the pressure: one short piece per point.
fn pressed(sheet: &mut Sheet<'_>, stroke: &[InkPoint], points: &[(f32, f32)]) {
    for (i, point) in points.iter().enumerate() {
        let from = if i == 0 {
            *point
        } else {
            middle(points[i - 1], *point)
        };
        let to = points
            .get(i + 1)
            .map_or(*point, |next| middle(*point, *next));
        let weight = WEIGHT * (0.4 + 1.2 * f32::from(stroke[i].2) / 255.0);
        let mut path = vec![corner(from)];
        path.extend(bend(from, *point, to));
        sheet.stroke(&path, weight);
    }
}

/// A quadratic curve written as the cubic one that PDF knows.
fn bend(from: (f32, f32), towards: (f32, f32), to: (f32, f32)) -> [printpdf::LinePoint; 3] {
    let pull = |end: (f32, f32)| {
        (
            end.0 + (towards.0 - end.0) * 2.0 / 3.0,
            end.1 + (towards.1 - end.1) * 2.0 / 3.0,
        )
    };
    [control(pull(from)), control(pull(to)), corner(to)]
}

fn middle(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
}
