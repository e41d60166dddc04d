//! The letter of authorisation, 授权委托书 (domain §13; 民法典 art. 165): who, for whom, what, how far, how long, and the principal's signature. A blank
//! to fill in by hand; what is known stands in it already.

use ansu_complaint::{Moment, Ticket};

use crate::paper::{self, LEFT, Paper, RIGHT};
use crate::sheet::{Sheet, Style};
use crate::slip::Letterhead;
use crate::{FormError, Pdf, glyphs};

const TITLE: &str = "授权委托书";
/// What a representative may be given to do, each to be ticked by the principal.
const SCOPE: [&str; 5] = [
    "提出投诉，说明情况，提交材料",
    "协商处理方案",
    "确认接受处理方案",
    "签署处理反馈单等文件",
    "代收退款或补偿",
];
const WORDS: [&str; 3] = [
    "委托人只授予上面打勾的权限；没有打勾的，代理人无权办理。代理人不得再委托他人。",
    "代理人在上述权限和期限内办理的事项，由委托人承受。委托人可以随时书面通知营业厅撤销委托。",
    "本委托书由委托人亲笔签名后生效；请同时出示代理人的身份证件。",
];

/// What a letter of authorisation says.
#[derive(Debug, Clone, Copy)]
pub struct AuthorisationLetter<'a> {
    /// The ticket it is for; none = a blank for a matter that is not registered yet.
    pub ticket: Option<&'a Ticket>,
    /// Whose paper it is.
    pub hall: Letterhead<'a>,
    /// Hall and counter: `A01-1`.
    pub counter: &'a str,
    /// When it is printed.
    pub printed_at: Moment,
    /// Numbers are masked: for a screen that others may see.
    pub masked: bool,
}

/// Draws a letter of authorisation.
///
/// # Errors
/// A text holds a character that the typeface lacks; the PDF can't be put together.
pub fn authorisation_letter(letter: &AuthorisationLetter<'_>) -> Result<Pdf, FormError> {
    let number = letter
        .ticket
        .map_or(letter.counter, |ticket| ticket.number.as_str());
    let paper = Paper::of(TITLE, letter.hall, number, letter.printed_at);
    let [principal, representative, matter] = parts(letter);
    let all = principal.iter().chain(&representative).chain(&matter);
    let fields: Vec<(&str, &str)> = all.map(|(label, text)| (*label, text.as_str())).collect();
    paper.check(&fields)?;
    let told: Vec<String> = std::iter::once(format!("{}\u{1e}{number}\u{1e}", paper.hall))
        .chain(
            fields
                .iter()
                .map(|(label, text)| format!("{label}\u{1f}{text}\u{1e}")),
        )
        .collect();
    let made = paper.made();
    paper.write(&told, |page, fingerprint| {
        page.rule((LEFT, 48.0), (RIGHT, 48.0), 1.2, 0.0);
        let mut y = 57.0;
        for (title, rows) in [
            ("委托人", &principal),
            ("代理人", &representative),
            ("委托事项", &matter),
        ] {
            page.text(LEFT, y, title, Style::new(10.5).strong(), 0.0);
            y = paper::table(page, y + 2.4, rows)? + 8.0;
        }
        y = scope(page, y)?;
        for words in WORDS {
            y = paper::words(page, y, words, Style::new(10.0), 5.6)? + 1.0;
        }
        paper::boxes(page, y + 2.0, &["委托人签名（亲笔）", "代理人签名"]);
        paper::foot(page, fingerprint, &made);
        Ok(())
    })
}

/// The boxes to tick, two in a line.
fn scope(page: &mut Sheet<'_>, y: f32) -> Result<f32, FormError> {
    page.text(
        LEFT,
        y,
        "委托权限（由委托人打勾）",
        Style::new(10.5).strong(),
        0.0,
    );
    let mut below = y;
    for (at, words) in SCOPE.iter().enumerate() {
        let x = LEFT + (at % 2) as f32 * 84.0;
        below = y + 7.4 + (at / 2) as f32 * 6.8;
        page.tick_box(x, below + 0.4, 3.4, false);
        page.text(x + 5.6, below, words, Style::new(10.5), 0.0);
    }
    Ok(below + 9.0)
}

type Rows = Vec<(&'static str, String)>;

/// Principal, representative, matter.
fn parts(letter: &AuthorisationLetter<'_>) -> [Rows; 3] {
    let known = letter.ticket.map(|ticket| &ticket.intake.complainant);
    let number = |phone: &ansu_complaint::Phone| {
        if letter.masked {
            phone.masked()
        } else {
            phone.grouped()
        }
    };
    let representative = known.and_then(|known| known.representative.as_ref());
    let text = |text: Option<String>| glyphs::normalise(&text.unwrap_or_default()).into_owned();
    let days = |from: String, to: String| format!("自 {from} 起至 {to} 止");
    let blank = "　　　　年　　月　　日";
    let period = match representative {
        Some(one) => days(one.valid_from.to_string(), one.valid_until.to_string()),
        None => days(blank.to_owned(), blank.to_owned()),
    };
    [
        vec![
            ("姓名", text(known.map(|known| known.name.clone()))),
            ("证件类型及号码", String::new()),
            ("业务号码", text(known.map(|known| number(&known.phone)))),
            (
                "联系电话",
                text(known.and_then(|known| known.contact.as_ref().map(number))),
            ),
        ],
        vec![
            ("姓名", text(representative.map(|one| one.name.clone()))),
            ("证件类型及号码", String::new()),
            (
                "联系电话",
                text(representative.and_then(|one| one.phone.as_ref().map(number))),
            ),
        ],
        vec![
            (
                "事由",
                text(letter.ticket.map(|ticket| {
                    let number = ticket.number.as_str();
                    let category = ticket.intake.category.zh();
                    format!("就上述业务号码的投诉（{category}，单号 {number}）")
                })),
            ),
            ("委托期限", period),
        ],
    ]
}
