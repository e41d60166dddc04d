//! What printpdf leaves open in a finished file: identity, dates, language, title, and all that PDF/A-1b (ISO 19005-1) asks for.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, text_string};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use crate::face::{Program, Subset};
use crate::{FormError, icc};

/// What a file says of itself.
pub(crate) struct About<'a> {
    /// Title, shown by readers in place of the file's name.
    pub(crate) title: &'a str,
    /// Who issues it.
    pub(crate) author: &'a str,
    /// What stays the same in every print of the same document: the ticket's number.
    pub(crate) number: &'a str,
    /// The fingerprint of all that it says.
    pub(crate) fingerprint: &'a str,
    /// When it was made.
    pub(crate) made: DateTime<Utc>,
}

const MAKER: &str = concat!("Ansu ", env!("CARGO_PKG_VERSION"));

/// Puts pages and font together and writes the file. The same pages give the same bytes.
pub(crate) fn write(
    pages: Vec<PdfPage>,
    program: Program,
    about: &About<'_>,
) -> Result<Vec<u8>, FormError> {
    let Program {
        font,
        code_to_glyph,
        codes,
    } = program;
    let mut pdf = PdfDocument::new(about.title);
    pdf.resources.fonts.map.insert(Subset::id(), font);
    pdf.with_pages(pages);
    let options = PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    let mut doc = pdf.to_lopdf_document(&options, &mut Vec::new());
    doc.version = "1.4".to_owned();
    mend_fonts(&mut doc, &code_to_glyph, codes)?;
    mend_pages(&mut doc)?;
    mend_catalogue(&mut doc, about)?;
    let info = doc.add_object(info(about));
    let old = doc.trailer.get(b"Info").and_then(Object::as_reference)?;
    doc.objects.remove(&old);
    doc.trailer.set("Info", info);
    // The first part stays with the ticket, the second changes with whatever the document says (ISO 32000-1, 14.4).
    let this = format!(
        "{} {} {} {MAKER}",
        about.number, about.fingerprint, about.made
    );
    doc.trailer
        .set("ID", vec![identity(about.number), identity(&this)]);
    doc.compress();
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).map_err(|_| FormError::Write)?;
    Ok(bytes)
}

/// Leads codes to glyphs, and lists the codes there are (ISO 19005-1, 6.3.3.2 and 6.3.5).
fn mend_fonts(doc: &mut Document, code_to_glyph: &[u8], codes: usize) -> Result<(), FormError> {
    let map = doc.add_object(Stream::new(Dictionary::new(), code_to_glyph.to_vec()));
    let mut set = vec![0u8; codes.div_ceil(8)];
    (0..codes).for_each(|code| set[code / 8] |= 0x80 >> (code % 8));
    let set = doc.add_object(Stream::new(Dictionary::new(), set));
    let mut descriptor = None;
    for object in doc.objects.values_mut() {
        let Object::Dictionary(dict) = object else {
            continue;
        };
        if let Ok(Object::Array(descendants)) = dict.get_mut(b"DescendantFonts") {
            for font in descendants
                .iter_mut()
                .filter_map(|font| font.as_dict_mut().ok())
            {
                font.set("CIDToGIDMap", map);
                descriptor = font
                    .get(b"FontDescriptor")
                    .and_then(Object::as_reference)
                    .ok();
            }
        }
    }
    let descriptor = descriptor.ok_or(FormError::Write)?;
    doc.get_dictionary_mut(descriptor)?.set("CIDSet", set);
    Ok(())
}

/// Takes out the empty lists that printpdf writes for every page.
fn mend_pages(doc: &mut Document) -> Result<(), FormError> {
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    for page in pages {
        let page = doc.get_dictionary_mut(page)?;
        page.remove(b"Annots");
        let resources = page.get(b"Resources").and_then(Object::as_reference)?;
        let resources = doc.get_dictionary_mut(resources)?;
        for empty in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
            resources.remove(empty);
        }
    }
    doc.prune_objects();
    Ok(())
}

fn mend_catalogue(doc: &mut Document, about: &About<'_>) -> Result<(), FormError> {
    let head = Dictionary::from_iter([
        ("Type", Object::from("Metadata")),
        ("Subtype", "XML".into()),
    ]);
    // ISO 19005-1, 6.7.2: metadata can be read without any filter.
    let metadata =
        doc.add_object(Stream::new(head, xmp(about).into_bytes()).with_compression(false));
    let profile = doc.add_object(Stream::new(
        Dictionary::from_iter([("N", Object::from(3))]),
        icc::srgb(),
    ));
    let intent = Dictionary::from_iter([
        ("Type", Object::from("OutputIntent")),
        ("S", "GTS_PDFA1".into()),
        ("OutputConditionIdentifier", plain("sRGB IEC61966-2.1")),
        ("Info", plain("sRGB IEC61966-2.1")),
        ("DestOutputProfile", profile.into()),
    ]);
    let catalogue = doc.catalog_mut()?;
    catalogue.set("Metadata", metadata);
    catalogue.set("OutputIntents", vec![Object::from(intent)]);
    catalogue.set("Lang", plain("zh-CN"));
    catalogue.set(
        "ViewerPreferences",
        Dictionary::from_iter([("DisplayDocTitle", Object::from(true))]),
    );
    Ok(())
}

fn info(about: &About<'_>) -> Dictionary {
    let made = hall_time(about.made)
        .format("D:%Y%m%d%H%M%S+08'00'")
        .to_string();
    Dictionary::from_iter([
        ("Title", text_string(about.title)),
        ("Author", text_string(about.author)),
        ("Creator", text_string(MAKER)),
        ("Producer", text_string(MAKER)),
        ("CreationDate", plain(&made)),
        ("ModDate", plain(&made)),
    ])
}

/// The same statements as in the document information, in the form that PDF/A demands (ISO 19005-1, 6.7.3).
fn xmp(about: &About<'_>) -> String {
    let (title, author) = (escaped(about.title), escaped(about.author));
    let made = hall_time(about.made).format("%Y-%m-%dT%H:%M:%S+08:00");
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>{MAKER}</pdf:Producer>
<xmp:CreatorTool>{MAKER}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfaid:part>1</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    )
}

/// The hall's clock, UTC+8.
pub(crate) fn hall_time(moment: DateTime<Utc>) -> NaiveDateTime {
    (moment + TimeDelta::hours(8)).naive_utc()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn plain(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// Sixteen bytes of identity.
fn identity(text: &str) -> Object {
    Object::String(
        Sha256::digest(text.as_bytes())
            .iter()
            .take(16)
            .copied()
            .collect(),
        StringFormat::Hexadecimal,
    )
}
