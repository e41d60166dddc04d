//! The waiting agreement, 待装协议 (domain §12): what is waited for, how the customer is kept told, and that they may stop at any time. Two copies.

use ansu_complaint::{Address, Complainant, Moment, Ticket, Waiting};

use crate::finish::hall_time;
use crate::paper::{self, LEFT, Paper, RIGHT};
use crate::sheet::{Area, Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, Pdf, face, glyphs, qr, text};

const TITLE: &str = "待装协议";
const COPIES: [&str; 2] = ["第一份 · 客户留存", "第二份 · 营业厅留存"];
const QR: f32 = 19.0;
/// Characters of a place, the matter and a name that find room; the whole stands on the ticket.
const PLACE: usize = 60;
const MATTER: usize = 110;
const PERSON: usize = 40;

/// What is agreed besides the table. It takes nothing from anybody: no right, no published time limit.
const WORDS: [&str; 5] = [
    "一、等待期间，本厅按上面的约定主动联系您，说明进展；有变化随时告知，不用您来电催问。",
    "二、所等的资源到位后，本厅与您约定上门时间，优先安排。",
    "三、到最迟答复时间仍未到位的，本厅给您明确答复，并与您商量其他办法。",
    "四、您可以随时告诉本厅不再等待，不必说明理由，也不承担任何费用；已交的安装费用按原路退还。",
    "五、法律法规规定的时限照常计算，不因等待而停止；本协议不影响您投诉、申诉和依法享有的其他权利。",
];

/// What a waiting agreement says.
#[derive(Debug, Clone, Copy)]
pub struct WaitingAgreement<'a> {
    /// The ticket it belongs to.
    pub ticket: &'a Ticket,
    /// The agreement.
    pub waiting: &'a Waiting,
    /// Whose paper it is.
    pub hall: Letterhead<'a>,
    /// When it is printed.
    pub printed_at: Moment,
    /// Numbers are masked: for a screen that others may see.
    pub masked: bool,
}

/// Draws a waiting agreement.
///
/// # Errors
/// A text holds a character that the typeface lacks; the PDF can't be put together.
pub fn waiting_agreement(agreement: &WaitingAgreement<'_>) -> Result<Pdf, FormError> {
    let number = agreement.ticket.number.as_str();
    let paper = Paper::of(TITLE, agreement.hall, number, agreement.printed_at);
    let rows = rows(agreement);
    let fields: Vec<(&str, &str)> = rows
        .iter()
        .map(|(label, text)| (*label, text.as_str()))
        .collect();
    paper.check(&fields)?;
    let told: Vec<String> = std::iter::once(format!("{}\u{1e}{number}\u{1e}", paper.hall))
        .chain(
            fields
                .iter()
                .map(|(label, text)| format!("{label}\u{1f}{text}\u{1e}")),
        )
        .collect();
    let made = paper.made();
    paper.write_copies(&told, COPIES.len(), |page, fingerprint, copy| {
        head(page, number, COPIES.get(copy).copied().unwrap_or_default())?;
        let mut y = paper::table(page, 56.0, &rows)? + 8.0;
        for words in WORDS {
            y = paper::words(page, y, words, Style::new(10.5), 5.8)? + 1.4;
        }
        paper::boxes(page, y + 3.0, &["客户签字", "经办人签字（厅章）"]);
        paper::foot(page, fingerprint, &made);
        Ok(())
    })
}

/// Number, which copy, and the code to scan, at the right of the title.
fn head(page: &mut Sheet<'_>, number: &str, copy: &str) -> Result<(), FormError> {
    let style = Style::new(9.0);
    for (y, words) in [(40.0, format!("单号 {number}")), (45.0, copy.to_owned())] {
        let width = text::width(face::face()?, &words) * style.em();
        page.text(RIGHT - QR - 5.0 - width, y, &words, style, 0.0);
    }
    let square = Area {
        x: RIGHT - QR,
        y: 27.5,
        w: QR,
        h: QR,
    };
    qr::draw(page, square, number)?;
    page.rule((LEFT, 50.0), (RIGHT, 50.0), 1.2, 0.0);
    Ok(())
}

fn rows(agreement: &WaitingAgreement<'_>) -> Vec<(&'static str, String)> {
    let (ticket, waiting) = (agreement.ticket, agreement.waiting);
    let intake = &ticket.intake;
    let complainant = &intake.complainant;
    let number = if agreement.masked {
        complainant.phone.masked()
    } else {
        complainant.phone.grouped()
    };
    let mut rows = vec![
        ("客户", named(complainant)),
        ("业务号码", number),
        ("办理事项", intake.category.zh().to_owned()),
        ("地址或区域", paper::cut(&intake.area, PLACE)),
        ("情况", paper::cut(&intake.phenomenon, MATTER)),
        ("等待的资源", waiting.what.clone()),
        (
            "联系安排",
            format!(
                "每 {} 天主动联系一次，下次联系不晚于 {}",
                waiting.every,
                at(waiting.next.min(waiting.until))
            ),
        ),
        ("联系人", paper::cut(&waiting.contact, PERSON)),
        ("最迟答复", at(waiting.until)),
        ("约定时间", at(waiting.at)),
    ];
    rows.retain(|(_, text)| !text.trim().is_empty());
    for (_, text) in &mut rows {
        *text = glyphs::normalise(text).into_owned();
    }
    rows
}

fn at(moment: Moment) -> String {
    hall_time(moment).format("%Y-%m-%d %H:%M").to_string()
}

/// Name and form of address, as on the slip.
pub(crate) fn named(complainant: &Complainant) -> String {
    let address = match complainant.address {
        Address::Sir => " 先生",
        Address::Madam => " 女士",
        Address::Neutral => "",
    };
    format!("{}{address}", complainant.name)
}
