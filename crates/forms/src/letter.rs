//! The final written reply, 答复函 (domain §5, §16): what was found, what was offered, the reply, and where the customer can turn.

use ansu_complaint::{Address, DemandAnswer, Moment, StaffId, Ticket};
use sha2::{Digest, Sha256};

use crate::face::{self, Subset};
use crate::finish::{self, About, hall_time};
use crate::glyphs::{self, normalise};
use crate::sheet::{Sheet, Style};
use crate::slip::{
    Audience, SlipRequest, bare, channel, checked, letterhead, liability, matter, offered,
    sentence, shown,
};
use crate::text::{self, Line};
use crate::{FormError, Pdf};

const TITLE: &str = "答复函";
const LEFT: f32 = 28.0;
const RIGHT: f32 = 182.0;
/// First baseline on a page that goes on.
const TOP: f32 = 32.0;
/// Last baseline.
const BOTTOM: f32 = 268.0;
/// From one baseline to the next.
const LEADING: f32 = 7.4;
const BODY: Style = Style::new(12.0);
const SMALL: Style = Style::new(8.0).grey(0.3);
/// Pages a letter may have: a longer one is not read.
const MOST_PAGES: usize = 4;

/// All that a letter is made of.
#[derive(Clone, Copy)]
pub struct LetterRequest<'a> {
    /// The ticket, the hall, and who will see it.
    pub slip: SlipRequest<'a>,
    /// Whether the article on appeals is confirmed and may be named (domain §17).
    pub cites_appeal: bool,
}

/// Makes the letter.
///
/// # Errors
/// [`FormError::MissingCharacters`] if the typeface cannot draw all of it, [`FormError::TooLong`] if it is longer than four pages; the others
/// mean a damaged program.
pub fn letter(request: &LetterRequest<'_>) -> Result<Pdf, FormError> {
    let slip = &request.slip;
    let hall = normalise(&letterhead(slip)).into_owned();
    let blocks = blocks(request);
    let missing = missing(&hall, &blocks)?;
    if !missing.is_empty() {
        return Err(FormError::MissingCharacters(missing));
    }
    let fingerprint = fingerprint(&hall, &blocks);
    let pages = paginate(&blocks)?;
    let mut subset = Subset::new(face::face()?);
    let mut drawn = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let mut sheet = Sheet::new(&mut subset);
        if at == 0 {
            head(&mut sheet, &hall, slip.ticket)?;
        }
        for (y, line) in page {
            line.draw(&mut sheet, *y)?;
        }
        foot(&mut sheet, slip, &fingerprint, (at + 1, pages.len()))?;
        drawn.push(sheet.finish());
    }
    let number = slip.ticket.number.to_string();
    let about = About {
        title: &format!("{TITLE} {number}"),
        author: &hall,
        number: &number,
        fingerprint: &fingerprint,
        made: slip.printed_at,
    };
    let bytes = finish::write(drawn, subset.finish()?, &about)?;
    Ok(Pdf {
        bytes,
        pages: u8::try_from(pages.len()).unwrap_or(u8::MAX),
        fingerprint,
    })
}

/// A piece of the letter.
struct Block {
    /// What it is called in messages.
    field: &'static str,
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Begins at the margin.
    Address,
    /// A heading, which stays with what follows.
    Heading,
    /// A paragraph, its first line set in.
    Paragraph,
    /// At the right margin, together with its like: who signs, and when.
    Signature,
}

fn blocks(request: &LetterRequest<'_>) -> Vec<Block> {
    let slip = &request.slip;
    let ticket = slip.ticket;
    let mut blocks = Vec::new();
    let mut put = |kind, field, text: &str| {
        for text in text.lines().filter(|line| !line.trim().is_empty()) {
            blocks.push(Block {
                field,
                text: normalise(text.trim()).into_owned(),
                kind,
            });
        }
    };
    put(Kind::Address, "投诉人", &address(ticket));
    put(Kind::Paragraph, "来意", &opening(slip));
    put(Kind::Heading, "", "一、您反映的问题");
    put(Kind::Paragraph, "投诉事项", &yours(ticket));
    put(Kind::Heading, "", "二、核查情况");
    put(Kind::Paragraph, "核查情况", &found(ticket));
    put(Kind::Heading, "", "三、商谈情况");
    put(Kind::Paragraph, "商谈情况", &talked(ticket));
    put(Kind::Heading, "", "四、答复意见");
    let reply = ticket.final_reply.as_deref().unwrap_or_default();
    put(Kind::Paragraph, "答复内容", &sentence(reply));
    put(Kind::Heading, "", "五、您的权利");
    put(Kind::Paragraph, "申诉途径", &channels(request.cites_appeal));
    put(
        Kind::Paragraph,
        "",
        "本函不影响您依法享有的任何权利。对由此给您带来的不便，我们诚恳致歉。",
    );
    put(Kind::Paragraph, "", "特此函复。");
    put(Kind::Signature, "营业厅", &letterhead(slip));
    put(Kind::Signature, "", "（盖章）");
    put(
        Kind::Signature,
        "",
        &day(ticket.final_reply_at.unwrap_or(slip.printed_at)),
    );
    put(Kind::Paragraph, "联系人", &contact(slip));
    blocks
}

fn address(ticket: &Ticket) -> String {
    let complainant = &ticket.intake.complainant;
    let name = complainant.name.trim();
    match (name, complainant.address) {
        ("", _) => "尊敬的客户：".to_owned(),
        (name, Address::Sir) => format!("尊敬的{name}先生："),
        (name, Address::Madam) => format!("尊敬的{name}女士："),
        (name, Address::Neutral) => format!("尊敬的{name}："),
    }
}

fn opening(slip: &SlipRequest<'_>) -> String {
    let ticket = slip.ticket;
    let phone = shown(slip.audience, &ticket.intake.complainant.phone).replace(' ', "");
    format!(
        "您于{}反映的问题（受理渠道：{}；业务号码 {phone}；投诉单号 {}），我厅已经受理并逐项核查。现将核查情况和答复意见告知如下。",
        day(ticket.received),
        channel(ticket.intake.channel),
        ticket.number
    )
}

/// The matter, said to whoever brought it.
fn yours(ticket: &Ticket) -> String {
    let matter = matter(ticket);
    if ticket.read_back.is_some() {
        return matter;
    }
    matter
        .replace("。客户认为：", "。您认为：")
        .replace("。客户希望：", "。您希望：")
}

/// What was looked up, and who answers for it.
fn found(ticket: &Ticket) -> String {
    let mut lines: Vec<String> = ticket
        .checks
        .iter()
        .filter(|check| !bare(&check.finding).is_empty())
        .enumerate()
        .map(|(at, check)| format!("{}. {}", at + 1, checked(check, ticket)))
        .collect();
    match &ticket.attribution {
        Some(attribution) => lines.push(format!(
            "{}责任认定：{}。",
            sentence(&attribution.explanation),
            liability(attribution.liability)
        )),
        None => lines.push("截至本函发出之日，责任尚未认定。".to_owned()),
    }
    lines.join("\n")
}

/// What was offered in all rounds and could be made, and what the customer asked for.
fn talked(ticket: &Ticket) -> String {
    let offers: Vec<String> = ticket
        .offers
        .iter()
        .filter(|offer| {
            offer.approval.is_given() && offer.state != ansu_complaint::OfferState::Withdrawn
        })
        .map(|offer| offered(offer).trim_start_matches("· ").to_owned())
        .collect();
    let mut lines = Vec::new();
    if !offers.is_empty() {
        lines.push("我厅先后提出以下处理方案：".to_owned());
        lines.extend(
            offers
                .iter()
                .enumerate()
                .map(|(at, offer)| format!("{}. {}。", at + 1, bare(offer))),
        );
    }
    for demand in &ticket.demands {
        let amount = demand
            .amount
            .map(|amount| format!("（金额 {}，大写{}）", amount.figures(), amount.capital()))
            .unwrap_or_default();
        lines.push(format!("您的要求：{}{amount}。", bare(&demand.text)));
        if let Some(DemandAnswer::Declined { reason }) = &demand.answer {
            lines.push(format!("未能同意的原因：{}", sentence(reason)));
        }
    }
    lines.push("经商谈，双方未能就处理方案达成一致。".to_owned());
    lines.join("\n")
}

/// Where the customer can turn. The article is named only where its wording is confirmed.
fn channels(cites_appeal: bool) -> String {
    let appeal = if cites_appeal {
        "根据《电信用户申诉处理办法》第十条，您对本答复不满意，或者投诉后 15 日内没有得到答复的，可以向电信用户申诉受理机构申诉"
    } else {
        "您也可以依法向电信用户申诉受理机构申诉"
    };
    format!(
        "如您不同意本答复，可以要求我厅复核，也可以向本公司上级客户服务部门反映。{appeal}。\
         您还可以请求消费者协会调解，或者依法向人民法院提起诉讼。"
    )
}

fn contact(slip: &SlipRequest<'_>) -> String {
    let id: &StaffId = slip.ticket.contact();
    let name = (slip.staff_name)(id);
    match name.trim() {
        "" => format!("联系人：工号 {id}"),
        name => format!("联系人：{name}（工号 {id}）"),
    }
}

fn day(moment: Moment) -> String {
    hall_time(moment).format("%Y年%-m月%-d日").to_string()
}

fn missing(hall: &str, blocks: &[Block]) -> Result<Vec<crate::MissingCharacter>, FormError> {
    let mut missing = glyphs::missing_in("营业厅", hall)?;
    for block in blocks {
        missing.extend(glyphs::missing_in(block.field, &block.text)?);
    }
    Ok(missing)
}

fn fingerprint(hall: &str, blocks: &[Block]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{hall}\u{1e}"));
    for block in blocks {
        hash.update(format!("{}\u{1f}{}\u{1e}", block.field, block.text));
    }
    crate::grouped(&hash.finalize())
}

/// A line where it stands.
struct Placed {
    line: Line,
    x: f32,
    kind: Kind,
    /// Em that the line may fill.
    measure: f32,
}

impl Placed {
    fn draw(&self, sheet: &mut Sheet<'_>, y: f32) -> Result<(), FormError> {
        let style = if self.kind == Kind::Heading {
            BODY.strong()
        } else {
            BODY
        };
        let stretch = match self.kind {
            Kind::Paragraph => self.line.stretch(self.measure),
            Kind::Address | Kind::Heading | Kind::Signature => 0.0,
        };
        sheet.text(self.x, y, &self.line.text, style, stretch);
        Ok(())
    }
}

type Page = Vec<(f32, Placed)>;

fn paginate(blocks: &[Block]) -> Result<Vec<Page>, FormError> {
    let face = face::face()?;
    let measure = (RIGHT - LEFT) / BODY.em();
    let mut pages: Vec<Page> = vec![Vec::new()];
    let mut y = 72.0;
    for (at, block) in blocks.iter().enumerate() {
        let set_in = if block.kind == Kind::Paragraph {
            2.0
        } else {
            0.0
        };
        let lines = lines(face, &block.text, measure, set_in);
        let first_signature =
            block.kind == Kind::Signature && blocks[at - 1].kind != Kind::Signature;
        // A heading stays with two lines of what follows, those who sign stay together, and with their contact.
        let needed = match block.kind {
            Kind::Heading => 2.0 * LEADING,
            Kind::Signature if first_signature => 4.0 * LEADING,
            Kind::Address | Kind::Paragraph | Kind::Signature => 0.0,
        };
        if first_signature || block.kind == Kind::Heading {
            y += 0.4 * LEADING;
        }
        if y + needed > BOTTOM {
            pages.push(Vec::new());
            y = TOP;
        }
        for (place, line) in lines.into_iter().enumerate() {
            if y > BOTTOM {
                pages.push(Vec::new());
                y = TOP;
            }
            let indent = if place == 0 { set_in } else { 0.0 };
            let x = match block.kind {
                Kind::Signature => RIGHT - text::width(face, &line.text) * BODY.em(),
                Kind::Address | Kind::Heading | Kind::Paragraph => LEFT + indent * BODY.em(),
            };
            let placed = Placed {
                line,
                x,
                kind: block.kind,
                measure: measure - indent,
            };
            if let Some(page) = pages.last_mut() {
                page.push((y, placed));
            }
            y += LEADING;
        }
    }
    if pages.len() > MOST_PAGES {
        return Err(too_long(blocks, &pages));
    }
    Ok(pages)
}

/// A paragraph as lines; the first is shorter by what it is set in.
fn lines(face: &ttf_parser::Face<'_>, words: &str, measure: f32, set_in: f32) -> Vec<Line> {
    let mut narrow = text::wrap(face, words, measure - set_in);
    let rest = narrow
        .first()
        .and_then(|first| words.strip_prefix(first.text.as_str()))
        .map(str::trim_start);
    if let Some(rest) = rest {
        narrow.truncate(1);
        if !rest.is_empty() {
            narrow.extend(text::wrap(face, rest, measure));
        }
    }
    narrow
}

fn too_long(blocks: &[Block], pages: &[Page]) -> FormError {
    let longest = blocks
        .iter()
        .map(|block| (block.text.chars().count(), block.field))
        .max();
    let (length, field) = longest.unwrap_or_default();
    let over: usize = pages
        .iter()
        .skip(MOST_PAGES)
        .flatten()
        .map(|(_, placed)| placed.line.text.chars().count())
        .sum();
    FormError::TooLong {
        over,
        field: field.to_owned(),
        length,
    }
}

fn head(sheet: &mut Sheet<'_>, hall: &str, ticket: &Ticket) -> Result<(), FormError> {
    let face = face::face()?;
    let centre = |sheet: &mut Sheet<'_>, y, words: &str, style: Style, gap: f32| {
        let count = words.chars().count().saturating_sub(1) as f32;
        let width = (text::width(face, words) + count * gap) * style.em();
        sheet.text((LEFT + RIGHT - width) / 2.0, y, words, style, gap);
    };
    centre(sheet, 30.0, hall, Style::new(13.0).grey(0.1), 0.0);
    sheet.rule((LEFT, 35.0), (RIGHT, 35.0), 1.2, 0.0);
    centre(sheet, 49.0, TITLE, Style::new(22.0).strong(), 0.4);
    let number = format!("编号：{}", ticket.number);
    let style = Style::new(10.0).grey(0.15);
    let width = text::width(face, &number) * style.em();
    sheet.text(RIGHT - width, 60.0, &number, style, 0.0);
    Ok(())
}

fn foot(
    sheet: &mut Sheet<'_>,
    slip: &SlipRequest<'_>,
    fingerprint: &str,
    (page, pages): (usize, usize),
) -> Result<(), FormError> {
    sheet.rule((LEFT, 283.0), (RIGHT, 283.0), 0.5, 0.6);
    let masked = match slip.audience {
        Audience::Signed => "",
        Audience::Display => " · 号码已部分隐去",
    };
    let left = format!("文件指纹 {fingerprint}{masked}");
    sheet.text(LEFT, 287.4, &left, SMALL, 0.0);
    let right = format!("第 {page} 页 / 共 {pages} 页");
    let width = text::width(face::face()?, &right) * SMALL.em();
    sheet.text(RIGHT - width, 287.4, &right, SMALL, 0.0);
    Ok(())
}
