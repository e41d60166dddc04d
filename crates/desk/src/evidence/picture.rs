//! Is it what it looks like? A file is what its first bytes say and its content bears out; its name says nothing.

use std::io::Cursor;

use ansu_complaint::EvidenceKind;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::DeskError;

/// Pixels of the largest picture; phones make them up to here.
pub(crate) const PIXELS_MAX: u64 = 50_000_000;
/// Bytes that decoding may take: four for each pixel, and as much again while it is under way.
const MEMORY_MAX: u64 = PIXELS_MAX * 8;
/// Edge of the small picture, in pixels.
const PREVIEW: u32 = 240;
const PREVIEW_QUALITY: u8 = 72;
/// How far from its end a PDF may say that it ends; scanners append padding.
const PDF_TAIL: usize = 2048;
/// Brands of HEIF pictures that are compressed by HEVC (ISO/IEC 23008-12, annex B): what iPhones make unless they are told otherwise.
const HEIC: [&[u8; 4]; 8] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs",
];
/// Brands that are looked at; files have three or four.
const BRANDS_MAX: usize = 32;

/// What a file is, and a small picture of it as JPEG; empty for a document.
///
/// # Errors
/// It is nothing that is kept, can't be decoded, or has too many pixels; a HEIC picture is named, for whoever brings it can make it another.
pub fn look_over(content: &[u8]) -> Result<(EvidenceKind, Vec<u8>), DeskError> {
    if is_pdf(content) {
        return Ok((EvidenceKind::Pdf, vec![]));
    }
    if is_heic(content) {
        return Err(DeskError::HeicPicture);
    }
    let (kind, format) = match image::guess_format(content) {
        Ok(ImageFormat::Jpeg) => (EvidenceKind::Jpeg, ImageFormat::Jpeg),
        Ok(ImageFormat::Png) => (EvidenceKind::Png, ImageFormat::Png),
        Ok(ImageFormat::WebP) => (EvidenceKind::Webp, ImageFormat::WebP),
        Ok(_) | Err(_) => return Err(DeskError::NotEvidence),
    };
    let small = decode(content, format)?.thumbnail(PREVIEW, PREVIEW);
    Ok((kind, preview(small, orientation(content, format))?))
}

fn is_pdf(content: &[u8]) -> bool {
    let tail = &content[content.len().saturating_sub(PDF_TAIL)..];
    content.starts_with(b"%PDF-") && tail.windows(5).any(|part| part == b"%%EOF")
}

/// The file's first box says of what brands it is, the major one first, then a version, then those that it is compatible with.
fn is_heic(content: &[u8]) -> bool {
    let Some((length, rest)) = content.split_first_chunk::<4>() else {
        return false;
    };
    let length = u32::from_be_bytes(*length) as usize;
    let brands = rest.get(..length.saturating_sub(4)).unwrap_or(rest);
    brands.strip_prefix(b"ftyp").is_some_and(|brands| {
        let mut brands = brands.as_chunks::<4>().0.iter().take(BRANDS_MAX);
        brands.any(|brand| HEIC.contains(&brand))
    })
}

/// How a camera was held. What can't be read says nothing against a picture.
fn orientation(content: &[u8], format: ImageFormat) -> Orientation {
    ImageReader::with_format(Cursor::new(content), format)
        .into_decoder()
        .and_then(|mut decoder| decoder.orientation())
        .unwrap_or(Orientation::NoTransforms)
}

/// The size is read first, so that nobody makes room for a flood of pixels.
fn decode(content: &[u8], format: ImageFormat) -> Result<DynamicImage, DeskError> {
    let reader = || ImageReader::with_format(Cursor::new(content), format);
    let (width, height) = reader()
        .into_dimensions()
        .map_err(|_| DeskError::NotEvidence)?;
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(DeskError::TooManyPixels);
    }
    let mut reader = reader();
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    reader.decode().map_err(|_| DeskError::NotEvidence)
}

/// Upright, and with nothing of what a camera noted beside the picture.
fn preview(mut small: DynamicImage, held: Orientation) -> Result<Vec<u8>, DeskError> {
    small.apply_orientation(held);
    let mut bytes = vec![];
    let encoder = JpegEncoder::new_with_quality(&mut bytes, PREVIEW_QUALITY);
    small
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(|_| DeskError::NotEvidence)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, Rgb, RgbImage};

    fn made(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(vec![]);
        RgbImage::from_pixel(width, height, Rgb([200, 30, 30]))
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    fn refused(content: &[u8]) -> DeskError {
        look_over(content).unwrap_err()
    }

    #[test]
    fn a_picture_is_told_by_its_content_and_gets_a_small_one() {
        for (format, expected) in [
            (ImageFormat::Jpeg, EvidenceKind::Jpeg),
            (ImageFormat::Png, EvidenceKind::Png),
            (ImageFormat::WebP, EvidenceKind::Webp),
        ] {
            let (kind, small) = look_over(&made(format, 640, 480)).unwrap();
            let small = image::load_from_memory(&small).unwrap();
            assert_eq!((kind, small.width(), small.height()), (expected, 240, 180));
        }
        let (kind, small) = look_over(b"%PDF-1.7\n1 0 obj\n%%EOF\n").unwrap();
        assert_eq!((kind, small), (EvidenceKind::Pdf, vec![]));
    }

    #[test]
    fn a_camera_held_upright_gives_an_upright_small_picture_without_what_it_noted() {
        // EXIF with one entry: orientation 6, turned by a quarter.
        let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let mut lying = vec![];
        let mut encoder = JpegEncoder::new(&mut lying);
        encoder.set_exif_metadata(exif.to_vec()).unwrap();
        RgbImage::from_pixel(640, 480, Rgb([200, 30, 30]))
            .write_with_encoder(encoder)
            .unwrap();
        let (_, small) = look_over(&lying).unwrap();
        assert!(!small.windows(4).any(|part| part == b"Exif"));
        let small = image::load_from_memory(&small).unwrap();
        assert_eq!((small.width(), small.height()), (180, 240));
    }

    #[test]
    fn a_heic_picture_is_named_by_its_brand_whatever_it_is_called() {
        let brands = |major: &[u8; 4], others: &[u8]| -> Vec<u8> {
            let length = u32::try_from(16 + others.len()).unwrap().to_be_bytes();
            let head = [&length[..], b"ftyp", major, b"\0\0\0\0", others];
            [&head.concat()[..], b"\0\0\0\x08free"].concat()
        };
        for heic in [
            brands(b"heic", b"mif1heic"),
            brands(b"mif1", b"mif1heicmiaf"),
            brands(b"heix", b""),
        ] {
            assert!(matches!(refused(&heic), DeskError::HeicPicture));
        }
        // A film, an AVIF picture, the word after the box or without one: something else.
        for other in [
            brands(b"isom", b"mp42avc1"),
            brands(b"avif", b"mif1miaf"),
            [brands(b"isom", b""), b"heic".to_vec()].concat(),
            b"\0\0\0\x18ftyp".to_vec(),
            b"\0\0\0\0heic".to_vec(),
            b"\0\0".to_vec(),
        ] {
            assert!(matches!(refused(&other), DeskError::NotEvidence));
        }
        // Cut off, or of a length that is none.
        assert!(is_heic(b"\xFF\xFF\xFF\xFFftypheic"));
        assert!(!is_heic(b"\0\0\0\x02ftypheic"));
    }

    #[test]
    fn what_is_something_else_is_refused_whatever_it_says() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>"#;
        let cut = made(ImageFormat::Png, 64, 64);
        let only_a_head = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>";
        for content in [
            &b""[..],
            b"MZ\x90\0",
            b"GIF89a\x01\0\x01\0\0\0\0;",
            svg,
            b"<html>%PDF-1.7 %%EOF",
            b"%PDF-1.7 and nothing after it",
            only_a_head,
            &cut[..cut.len() / 2],
        ] {
            assert!(
                matches!(refused(content), DeskError::NotEvidence),
                "{:?}",
                String::from_utf8_lossy(content)
            );
        }
    }

    #[test]
    fn a_flood_of_pixels_is_refused_by_its_head() {
        // A real head of a PNG that claims 50,000 × 50,000 pixels, with a sound checksum.
        let mut head =
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xC3\x50\0\0\xC3\x50\x08\x02\0\0\0".to_vec();
        head.extend([0x8E, 0x20, 0xC3, 0x4E]);
        let small = made(ImageFormat::Png, 8, 8);
        head.extend(&small[33..]);
        let checksum = crc(&head[12..29]);
        head[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert!(matches!(refused(&head), DeskError::TooManyPixels));
    }

    /// CRC-32 as PNG has it.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 {
                    sum >> 1 ^ 0xEDB8_8320
                } else {
                    sum >> 1
                }
            })
        })
    }
}
