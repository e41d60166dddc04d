//! Ink for demonstration signatures.

use super::cast::Scene;
use ansu_complaint::{Ink, InkPoint};

/// A signature that nobody could mistake for a real person's: loops whose number follows from the name.
pub(super) fn scribble(scene: &Scene) -> Ink {
    let seed = scene
        .person
        .surname
        .chars()
        .chain(scene.person.given.chars())
        .map(u32::from)
        .sum::<u32>();
    let loops = 3 + u16::try_from(seed % 3).unwrap_or(0);
    let strokes = (0..loops)
        .map(|number| {
            let left = 60 + number * 110;
            (0..24u16)
                .map(|point| {
                    let angle = f32::from(point) / 24.0 * std::f32::consts::TAU + f32::from(number);
                    let reach = 30.0 + f32::from(u16::try_from(seed % 17).unwrap_or(0));
                    let (x, y) = (
                        f32::from(left) + angle.cos() * reach + f32::from(point),
                        110.0 + angle.sin() * reach * 1.3,
                    );
                    InkPoint(
                        whole(x),
                        whole(y),
                        96 + u8::try_from(point).unwrap_or(0) * 3,
                    )
                })
                .collect()
        })
        .collect();
    Ink {
        width: 720,
        height: 240,
        strokes,
    }
}

/// A drawn coordinate inside the box.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the box first"
)]
fn whole(value: f32) -> u16 {
    value.clamp(0.0, 700.0) as u16
}
