//! The colour space that a document of pure greys is declared in: sRGB as an ICC profile of version 2.1, computed here.

/// XYZ of the primaries, adapted to D50 (IEC 61966-2-1 by the Bradford transform), and of the white point.
const COLOURS: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.9642, 1.0, 0.8249]),
    (b"rXYZ", [0.4360, 0.2225, 0.0139]),
    (b"gXYZ", [0.3851, 0.7169, 0.0971]),
    (b"bXYZ", [0.1431, 0.0606, 0.7141]),
];

/// The three curves, which are one.
const CURVES: [&[u8; 4]; 3] = [b"rTRC", b"gTRC", b"bTRC"];

/// The profile's bytes.
pub(crate) fn srgb() -> Vec<u8> {
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", description("sRGB")),
        (b"cprt", typed(b"text", b"No copyright, use freely\0")),
    ];
    tags.extend(COLOURS.map(|(name, xyz)| (name, typed(b"XYZ ", &xyz.map(fixed).concat()))));
    tags.push((CURVES[0], curve()));
    let table_len = 4 + 12 * (tags.len() + CURVES.len() - 1);
    let (mut table, mut data) = (Vec::new(), Vec::new());
    for (name, body) in &tags {
        let begin = 128 + table_len + data.len();
        let names = if *name == CURVES[0] {
            &CURVES[..]
        } else {
            std::slice::from_ref(name)
        };
        for name in names {
            table.extend_from_slice(*name);
            table.extend(number(begin));
            table.extend(number(body.len()));
        }
        data.extend_from_slice(body);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let count = number(table.len() / 12);
    [
        header(128 + table_len + data.len()),
        count.to_vec(),
        table,
        data,
    ]
    .concat()
}

fn header(size: usize) -> Vec<u8> {
    let mut head = number(size).to_vec();
    head.extend_from_slice(b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ ");
    // Date and time of the standard's profile: 1999-01-01.
    head.extend([1999u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    head.extend_from_slice(b"acsp");
    head.resize(68, 0);
    head.extend(COLOURS[0].1.map(fixed).concat());
    head.resize(128, 0);
    head
}

/// A `desc` tag: the name in ASCII, and empty ones for Unicode and for scripts of old systems.
fn description(name: &str) -> Vec<u8> {
    let mut body = number(name.len() + 1).to_vec();
    body.extend_from_slice(name.as_bytes());
    body.resize(body.len() + 1 + 4 + 4 + 2 + 1 + 67, 0);
    typed(b"desc", &body)
}

/// The transfer curve of IEC 61966-2-1 at 256 places.
fn curve() -> Vec<u8> {
    let mut body = number(256).to_vec();
    for i in 0..256u16 {
        let v = f64::from(i) / 255.0;
        let linear = if v <= 0.040_45 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        };
        body.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    typed(b"curv", &body)
}

fn typed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [kind.as_slice(), &[0; 4], body].concat()
}

fn number(value: usize) -> [u8; 4] {
    (value as u32).to_be_bytes()
}

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_whole() {
        let profile = srgb();
        let word = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(word(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(word(128), 9);
        for tag in 0..9 {
            let (begin, length) = (word(136 + 12 * tag), word(140 + 12 * tag));
            assert!(begin % 4 == 0 && begin + length <= profile.len());
        }
    }
}
