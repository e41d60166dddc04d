//! The recovery sheet: the one paper that opens the hall's data when every password is lost.

use ansu_complaint::Moment;

use crate::paper::{self, LEFT, Paper, RIGHT};
use crate::sheet::{Area, Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, Pdf, qr};

const TITLE: &str = "数据恢复单";
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
    "注意：持有本单即可打开全部投诉数据，包括客户的姓名和电话。一旦遗失或被他人看到，请立即在“设置 · 安全”中重新制作：原单不能再打开本厅数据，但仍能打开此前留下的备份，请把那些备份锁好或删除。",
    "使用：在登录页选择“用恢复单打开”，输入下面的恢复码（不分大小写，连字符可省略），再为管理员设置新口令。",
    "核对：打印后请在程序中输入一次恢复码，确认本单有效。",
];

/// Draws a recovery sheet.
///
/// # Errors
/// The hall's name holds a character that the typeface lacks; the PDF can't be put together.
pub fn recovery_sheet(sheet: &RecoverySheet<'_>) -> Result<Pdf, FormError> {
    let paper = Paper::of(TITLE, sheet.hall, sheet.counter, sheet.made_at);
    paper.check(&[])?;
    let made = paper.made();
    // Over what may be known of the sheet: not over the code, of which nothing may be told.
    let told = [paper.hall.as_str(), sheet.counter, &made].map(|text| format!("{text}\u{1e}"));
    paper.write(&told, |page, _| draw(page, sheet, &made))
}

fn draw(page: &mut Sheet<'_>, sheet: &RecoverySheet<'_>, made: &str) -> Result<(), FormError> {
    let about = format!("柜台 {} · 制作于 {made}", sheet.counter);
    page.text(LEFT, 49.5, &about, Style::new(9.5).grey(0.25), 0.0);
    page.rule((LEFT, 54.0), (RIGHT, 54.0), 1.2, 0.0);
    let mut y = 64.0;
    for words in WORDS {
        y = paper::words(page, y, words, Style::new(10.5), 6.2)? + 2.6;
    }
    let frame = Area {
        x: LEFT,
        y: y + 4.0,
        w: RIGHT - LEFT,
        h: 66.0,
    };
    page.frame(frame, 0.8, 0.0);
    let label = Style::new(11.0).strong();
    page.text(LEFT + 6.0, frame.y + 10.0, "恢复码", label, 0.0);
    let groups: Vec<&str> = sheet.code.split('-').collect();
    for (row, groups) in groups.chunks(3).enumerate() {
        let below = frame.y + 24.0 + row as f32 * 12.5;
        let large = Style::new(22.0).strong();
        page.text(LEFT + 6.0, below, &groups.join("-"), large, 0.0);
    }
    let square = Area {
        x: RIGHT - QR - 11.0,
        y: frame.y + 11.0,
        w: QR,
        h: QR,
    };
    qr::draw(page, square, sheet.code)?;
    paper::signatures(page, frame.y + frame.h + 18.0, ["保管人签字", "见证人签字"]);
    Ok(())
}
