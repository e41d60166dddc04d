//! A QR code as one vector shape.

use qrcode::{Color, EcLevel, QrCode};

use crate::FormError;
use crate::sheet::{Area, Sheet};

/// Draws `text` into the square `area`, without a quiet zone: the caller leaves four modules of white around it.
pub(crate) fn draw(sheet: &mut Sheet<'_>, area: Area, text: &str) -> Result<(), FormError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| FormError::Qr)?;
    let modules = code.width();
    let side = area.w / modules as f32;
    let colours = code.to_colors();
    let mut tiles = Vec::new();
    for (row, line) in colours.chunks(modules).enumerate() {
        let mut column = 0;
        while column < modules {
            // Neighbours in a row are one tile: no hairlines between them on any screen.
            let run = line
                .iter()
                .skip(column)
                .take_while(|colour| **colour == Color::Dark)
                .count();
            if run > 0 {
                let (x, y) = (area.x + column as f32 * side, area.y + row as f32 * side);
                tiles.push(Area {
                    x,
                    y,
                    w: run as f32 * side,
                    h: side,
                });
            }
            column += run.max(1);
        }
    }
    sheet.mosaic(&tiles);
    Ok(())
}
