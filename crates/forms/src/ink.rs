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
        let points = thinned(stroke.iter().map(|p| (place(p), weight(p.2))));
        pressed(sheet, &points);
    }
}

/// A point on paper and the width of the stroke there, in points.
type Touch = ((f32, f32), f32);

/// The width at a pressure, in steps of a tenth of a point.
fn weight(pressure: u8) -> f32 {
    if pressure == EVEN {
        return WEIGHT;
    }
    (WEIGHT * (0.4 + 1.2 * f32::from(pressure) / 255.0) * 10.0).round() / 10.0
}

/// Without points so near to the one before that no printer tells them apart: a slow hand gives thousands of them.
fn thinned(touches: impl Iterator<Item = Touch>) -> Vec<Touch> {
    const NEAR: f32 = 0.2;
    let touches: Vec<Touch> = touches.collect();
    let mut kept: Vec<Touch> = Vec::new();
    for (i, touch) in touches.iter().enumerate() {
        let far = kept
            .last()
            .is_none_or(|last| (last.0.0 - touch.0.0).hypot(last.0.1 - touch.0.1) >= NEAR);
        if far || i + 1 == touches.len() {
            kept.push(*touch);
        }
    }
    kept
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

/// A stroke as smooth paths, one for each stretch of the same width: curves from midpoint to midpoint, bent towards the point between.
fn pressed(sheet: &mut Sheet<'_>, touches: &[Touch]) {
    let mut path = Vec::new();
    for (i, &(point, weight)) in touches.iter().enumerate() {
        let from = if i == 0 {
            point
        } else {
            middle(touches[i - 1].0, point)
        };
        let next = touches.get(i + 1);
        let to = next.map_or(point, |next| middle(point, next.0));
        if path.is_empty() {
            path.push(corner(from));
        }
        path.extend(bend(from, point, to));
        if next.is_none_or(|next| next.1 != weight) {
            sheet.stroke(&path, weight);
            path.clear();
        }
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
