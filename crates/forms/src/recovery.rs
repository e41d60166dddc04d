//! The recovery sheet: the one paper that opens the hall's data when every password is lost.

use ansu_complaint::Moment;
use sha2::{Digest, Sha256};

use crate::face::{self, Subset};
use crate::finish::{self, About, hall_time};
use crate::sheet::{Area, Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, MissingCharacter, Pdf, glyphs, qr, text};

const TITLE: &str = "数据恢复单";
const LEFT: f32 = 24.0;
const RIGHT: f32 = 186.0;
const QR: f32 = 44.0;

/// What a recovery sheet says.
#[derive(Debug, Clone, Copy)]
pub struct RecoverySheet<'a> {
    /// Whose data it opens.
    pub hall: Letterhead<'a>,
    /// Hall and counter: `A01-1`.
    pub counter: &'a str,
    /// The code in groups, as it is typed.
    pub code: &'a str,
    /// When it was made.
    pub made_at: Moment,
}

/// What whoever finds it has to know, in the order in which it matters.
const WORDS: [&str; 5] = [
    "用途：所有管理员都忘记口令或离岗，或电脑损坏、需要在新电脑上恢复备份时，凭本单可以打开本厅的投诉数据。",
    "保管：请装入信封封好，交营业厅经理锁存；不要拍照、扫描或通过网络传送，不要与电脑放在一起。",
    "注意：持有本单即可打开全部投诉数据，包括客户的姓名和电话。一旦遗失或被他人看到，请立即在“设置 · 安全”中重新制作，原单随即作废。",
    "使用：在登录页选择“用恢复单打开”，输入下面的恢复码（不分大小写，连字符可省略），再为管理员设置新口令。",
    "核对：打印后请在程序中输入一次恢复码，确认本单有效。",
];

/// Draws a recovery sheet.
///
/// # Errors
/// The hall's name holds a character that the typeface lacks; the PDF can't be put together.
pub fn recovery_sheet(sheet: &RecoverySheet<'_>) -> Result<Pdf, FormError> {
    let hall = [sheet.hall.company.trim(), sheet.hall.hall.trim()]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let hall = glyphs::normalise(&hall).into_owned();
    let missing: Vec<MissingCharacter> = glyphs::missing_in("营业厅", &hall)?;
    if !missing.is_empty() {
        return Err(FormError::MissingCharacters(missing));
    }
    let made = hall_time(sheet.made_at)
        .format("%Y-%m-%d %H:%M")
        .to_string();
    let fingerprint = fingerprint(&[&hall, sheet.counter, &made]);
    let mut subset = Subset::new(face::face()?);
    let page = draw(&mut subset, sheet, &hall, &made)?;
    let bytes = finish::write(
        vec![page],
        subset.finish()?,
        &About {
            title: TITLE,
            author: &hall,
            number: sheet.counter,
            fingerprint: &fingerprint,
            made: sheet.made_at,
        },
    )?;
    Ok(Pdf {
        bytes,
        pages: 1,
        fingerprint,
    })
}

fn draw(
    subset: &mut Subset,
    sheet: &RecoverySheet<'_>,
    hall: &str,
    made: &str,
) -> Result<printpdf::PdfPage, FormError> {
    let face = face::face()?;
    let mut page = Sheet::new(subset);
    page.text(LEFT, 34.0, TITLE, Style::new(22.0).strong(), 0.06);
    page.text(LEFT, 43.0, hall, Style::new(11.0), 0.0);
    let about = format!("柜台 {} · 制作于 {made}", sheet.counter);
    page.text(LEFT, 49.5, &about, Style::new(9.5).grey(0.25), 0.0);
    page.rule((LEFT, 54.0), (RIGHT, 54.0), 1.2, 0.0);

    let body = Style::new(10.5);
    let measure = (RIGHT - LEFT) / body.em();
    let mut y = 64.0;
    for words in WORDS {
        for line in text::wrap(face, words, measure) {
            page.text(LEFT, y, &line.text, body, line.stretch(measure));
            y += 6.2;
        }
        y += 2.6;
    }

    let frame = Area {
        x: LEFT,
        y: y + 4.0,
        w: RIGHT - LEFT,
        h: 66.0,
    };
    page.frame(frame, 0.8, 0.0);
    page.text(
        LEFT + 6.0,
        frame.y + 10.0,
        "恢复码",
        Style::new(11.0).strong(),
        0.0,
    );
    let groups: Vec<&str> = sheet.code.split('-').collect();
    for (row, groups) in groups.chunks(3).enumerate() {
        let line = groups.join("-");
        page.text(
            LEFT + 6.0,
            frame.y + 24.0 + row as f32 * 12.5,
            &line,
            Style::new(22.0).strong(),
            0.0,
        );
    }
    let square = Area {
        x: RIGHT - QR - 11.0,
        y: frame.y + 11.0,
        w: QR,
        h: QR,
    };
    qr::draw(&mut page, square, sheet.code)?;

    let below = frame.y + frame.h + 18.0;
    for (x, label) in [
        (LEFT, "保管人签字"),
        (LEFT + 62.0, "见证人签字"),
        (LEFT + 124.0, "日期"),
    ] {
        page.text(x, below, label, Style::new(9.5).grey(0.25), 0.0);
        page.rule(
            (x, below + 13.0),
            ((x + 50.0).min(RIGHT), below + 13.0),
            0.5,
            0.33,
        );
    }
    Ok(page.finish())
}

/// Over what may be known of the sheet: not over the code, of which nothing may be told.
fn fingerprint(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(format!("{text}\u{1e}"));
    }
    crate::grouped(&hash.finalize())
}
