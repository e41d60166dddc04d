//! The one typeface of every document: Noto Sans SC Regular, embedded in the program, subset for each document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use printpdf::{FontId, FontMetrics, ParsedFont, PdfFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use crate::FormError;

static FILE: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf");

/// Units per em of the font program; PDF's own glyph space has the same 1000.
const EM: f32 = 1000.0;

/// The parsed face; parsing reads a few table heads and is done once per process.
pub(crate) fn face() -> Result<&'static Face<'static>, FormError> {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    FACE.get_or_init(|| Face::parse(FILE, 0).ok())
        .as_ref()
        .ok_or(FormError::Font)
}

/// Whether the face can draw `c`.
pub(crate) fn draws(face: &Face<'_>, c: char) -> bool {
    face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
}

/// Advance width of `c` in em; 0 for a character without a glyph.
pub(crate) fn advance(face: &Face<'_>, c: char) -> f32 {
    let units = face
        .glyph_index(c)
        .and_then(|glyph| face.glyph_hor_advance(glyph))
        .unwrap_or(0);
    f32::from(units) / EM
}

/// The characters that one document uses.
///
/// Every character gets a code of its own, even where several share a glyph (⼀ and 一, … and ⋯): otherwise the text layer
/// would give all of them back as one. The CIDToGIDMap leads from the code to the glyph.
pub(crate) struct Subset {
    face: &'static Face<'static>,
    codes: BTreeMap<char, u16>,
    drawn: Vec<(char, GlyphId)>,
}

/// A font program with only the glyphs of one document, and what a PDF must know about it.
pub(crate) struct Program {
    /// The font as printpdf takes it.
    pub(crate) font: PdfFont,
    /// Glyph number for each code, beginning with code 0, each as two bytes (the CIDToGIDMap stream).
    pub(crate) code_to_glyph: Vec<u8>,
    /// How many codes there are, code 0 included.
    pub(crate) codes: usize,
}

impl Subset {
    /// Nothing used yet.
    pub(crate) fn new(face: &'static Face<'static>) -> Self {
        Self {
            face,
            codes: BTreeMap::new(),
            drawn: Vec::new(),
        }
    }

    /// The code of `c` in this document.
    pub(crate) fn code(&mut self, c: char) -> u16 {
        if let Some(code) = self.codes.get(&c) {
            return *code;
        }
        let glyph = self.face.glyph_index(c).unwrap_or(GlyphId(0));
        self.drawn.push((c, glyph));
        let code = u16::try_from(self.drawn.len()).unwrap_or(u16::MAX);
        self.codes.insert(c, code);
        code
    }

    /// The resource name under which pages refer to the font.
    pub(crate) fn id() -> FontId {
        FontId("Sans".to_owned())
    }

    /// Cuts the font program down to the glyphs used.
    pub(crate) fn finish(self) -> Result<Program, FormError> {
        let mut remapper = GlyphRemapper::new();
        let mut code_to_glyph = vec![0, 0];
        let mut widths = BTreeMap::new();
        for (i, (_, glyph)) in self.drawn.iter().enumerate() {
            code_to_glyph.extend(remapper.remap(glyph.0).to_be_bytes());
            let code = u16::try_from(i + 1).map_err(|_| FormError::Font)?;
            widths.insert(code, self.face.glyph_hor_advance(*glyph).unwrap_or(0));
        }
        let program = subsetter::subset(FILE, 0, &remapper).map_err(|_| FormError::Font)?;
        let name = format!("{}+NotoSansSC-Regular", tag(&self.drawn));
        let metrics = FontMetrics {
            ascent: self.face.ascender(),
            descent: self.face.descender(),
        };
        let mut font = ParsedFont::with_glyph_data(
            program,
            0,
            Some(name),
            BTreeMap::new(),
            widths,
            1000,
            metrics,
        );
        let bounds = self.face.global_bounding_box();
        font.pdf_font_metrics = PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: bounds.x_min,
            y_min: bounds.y_min,
            x_max: bounds.x_max,
            y_max: bounds.y_max,
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: 400,
        };
        Ok(Program {
            font: PdfFont::new(font),
            codes: self.drawn.len() + 1,
            code_to_glyph,
        })
    }
}

/// Six capital letters that tell one subset from another (ISO 32000-1, 9.6.4).
fn tag(drawn: &[(char, GlyphId)]) -> String {
    let text: String = drawn.iter().map(|(c, _)| *c).collect();
    Sha256::digest(text.as_bytes())
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_face_covers_everyday_and_rare_characters() {
        let face = face().unwrap();
        for c in "投诉处理反馈单 ABC 0189 ¥ ￥ 《》“”‘’·…—℃㎡ 䶮㛃𬭚𫖯𬱖𥔲".chars()
        {
            assert!(draws(face, c), "{c}");
        }
        for c in ['\u{1f600}', '\u{200f}', '☑', '\u{e81e}'] {
            assert!(!draws(face, c), "{c:?}");
        }
    }

    #[test]
    fn characters_that_share_a_glyph_keep_codes_of_their_own() {
        let face = face().unwrap();
        assert_eq!(face.glyph_index('一'), face.glyph_index('⼀'));
        let mut subset = Subset::new(face);
        let (one, radical) = (subset.code('一'), subset.code('⼀'));
        assert_ne!(one, radical);
        assert_eq!(subset.code('一'), one);
        let program = subset.finish().unwrap();
        assert_eq!(program.codes, 3);
        assert_eq!(program.code_to_glyph[2..4], program.code_to_glyph[4..6]);
    }
}
