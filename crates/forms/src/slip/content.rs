//! From a ticket to the words on its slip.

use ansu_complaint::{
    Check, EndKind, Evidence, EvidenceFile, Facts, Moment, Satisfaction, Solved, StaffId, Ticket,
};

use super::model::{Choice, Content, Pair, Row};
use super::{Audience, SlipRequest, head, outcome, signing};
use crate::finish::hall_time;
use crate::glyphs::{missing_in, normalise};

/// Files that are named; of more their number is told.
const NAMED: usize = 3;
/// Characters of a file's name that are printed.
const NAME: usize = 20;

impl Content {
    /// Writes the slip of a request.
    pub(super) fn of(request: &SlipRequest<'_>) -> Self {
        let ticket = request.ticket;
        let mut rows = head::rows(request);
        rows.push(Row::Section("一、投诉事项".to_owned()));
        rows.push(Row::Text(Pair::new("投诉事项", matter(ticket))));
        rows.extend(findings(request));
        rows.extend(outcome::rows(request));
        rows.extend(opinion(ticket));
        Self {
            title: "投诉处理反馈单",
            most_pages: 2,
            hall: normalise(&letterhead(request)).into_owned(),
            number: ticket.number.to_string(),
            times: vec![format!("受理 {}", clock(ticket.received)), standing(ticket)],
            copies: copies(request.audience),
            rows,
            note: outcome::note(ticket),
            signing: signing::boxes(request).into(),
            footer: footer(request),
        }
    }
}

pub(crate) fn letterhead(request: &SlipRequest<'_>) -> String {
    let names = [request.hall.company.trim(), request.hall.hall.trim()];
    names
        .iter()
        .filter(|name| !name.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn copies(audience: Audience) -> Vec<String> {
    match audience {
        Audience::Signed => vec![
            "一式两份 · 第一份 客户留存".to_owned(),
            "一式两份 · 第二份 营业厅留存".to_owned(),
        ],
        Audience::Display => vec!["展示件 · 号码已部分隐去".to_owned()],
    }
}

pub(super) fn footer(request: &SlipRequest<'_>) -> String {
    let anchor = request
        .anchor
        .map(|anchor| format!("记录锚点 {anchor} · "))
        .unwrap_or_default();
    format!("{anchor}打印 {}", clock(request.printed_at))
}

/// How far the ticket has come, with the time, beside the time of receipt.
fn standing(ticket: &Ticket) -> String {
    if let Some(end) = &ticket.end {
        let word = match end.kind {
            EndKind::Settled | EndKind::FinalReply => "办结",
            EndKind::BrokenOff => "中断",
            EndKind::Withdrawn => "撤回",
            EndKind::Merged => "并单",
            EndKind::Transferred => "转办",
        };
        return format!("{word} {}", clock(end.at));
    }
    match ticket.agreed_at() {
        Some(at) if ticket.chosen().is_some() => format!("商定 {}", clock(at)),
        Some(at) => format!("答复 {}", clock(at)),
        None => "办理中".to_owned(),
    }
}

/// What the customer has confirmed, word for word. Where nothing was confirmed the facts as one paragraph; unknown ones are left out.
pub(crate) fn matter(ticket: &Ticket) -> String {
    if let Some(confirmed) = &ticket.read_back {
        return sentence(confirmed);
    }
    let Facts {
        who,
        when,
        occurred,
        place,
        what,
        why,
        how,
    } = &ticket.facts;
    let time = match (bare(when), occurred) {
        ("", Some(moment)) => clock(*moment),
        (text, _) => text.to_owned(),
    };
    let what = if bare(what).is_empty() {
        &ticket.intake.phenomenon
    } else {
        what
    };
    let scene: Vec<&str> = [time.as_str(), bare(place), bare(what)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let mut text = format!("{}。", scene.join("，"));
    for (lead, fact) in [("涉及：", who), ("客户认为：", why), ("客户希望：", how)] {
        if !bare(fact).is_empty() {
            text.push_str(&format!("{lead}{}。", bare(fact)));
        }
    }
    text
}

/// Checks made, what was found, who answers for it; nothing at all while nothing is known.
pub(super) fn findings(request: &SlipRequest<'_>) -> Vec<Row> {
    let ticket = request.ticket;
    let mut rows = vec![Row::Section("二、核查情况与责任认定".to_owned())];
    let checks: Vec<String> = ticket
        .checks
        .iter()
        .filter(|check| !bare(&check.finding).is_empty())
        .map(|check| checked(check, ticket))
        .collect();
    if !checks.is_empty() {
        rows.push(Row::Pairs(vec![Pair::new("核查情况", checks.join("\n"))]));
    }
    if let Some(attribution) = &ticket.attribution {
        rows.push(Row::Pairs(vec![Pair::new(
            "原因说明",
            sentence(&attribution.explanation),
        )]));
        let mut pairs = vec![Pair::new(
            "责任认定",
            head::liability(attribution.liability),
        )];
        if !attribution.unit.is_empty() {
            pairs.push(Pair::new("责任单位", &attribution.unit));
        }
        rows.push(Row::Pairs(pairs));
    } else {
        rows.push(Row::Pairs(vec![Pair::new(
            "责任认定",
            "截至本单打印时尚在核查，暂未认定。",
        )]));
    }
    if let Some(papers) = evidence(request) {
        rows.push(Row::Pairs(vec![Pair::new("依据材料", papers)]));
    }
    rows
}

pub(crate) fn checked(check: &Check, ticket: &Ticket) -> String {
    let question = check.question.trim();
    let mark = if question.ends_with(['？', '?']) {
        ""
    } else {
        "："
    };
    let shown_by = |one: &&Evidence| one.shows.as_ref() == Some(&check.question);
    let papers = match ticket.evidence.iter().filter(shown_by).count() {
        0 => String::new(),
        count => format!("（材料 {count} 份）"),
    };
    format!("{question}{mark}{}{papers}", sentence(&check.finding))
}

/// Which papers were seen: by their names while they are few. A copy that anybody may see tells only how many: people write numbers into names.
fn evidence(request: &SlipRequest<'_>) -> Option<String> {
    let files = &request.ticket.evidence;
    let count = files.len();
    if count == 0 {
        return None;
    }
    if request.audience == Audience::Display {
        return Some(format!("共 {count} 份，存于本单。"));
    }
    let names: Vec<String> = files
        .iter()
        .take(NAMED)
        .map(|one| name(&one.file))
        .collect();
    let names = names.join("、");
    Some(if count > NAMED {
        format!("{names} 等 {count} 份。")
    } else {
        format!("{names}，共 {count} 份。")
    })
}

/// A file's name as it can be printed: nobody can mend a name, so that a character in it which can't be drawn must not hold up the slip.
pub(super) fn name(file: &EvidenceFile) -> String {
    let missing = missing_in("", &file.name).unwrap_or_default();
    let drawn = |c: &char| missing.iter().all(|known| known.character != *c);
    let name: String = file.name.chars().filter(drawn).collect();
    let name = name.trim();
    if name.is_empty() || name.starts_with('.') {
        return format!("材料.{}", file.kind.extension());
    }
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let begun: String = name.chars().take(NAME).collect();
    format!("{}…", begun.trim_end())
}

/// Solved and satisfied are two questions (domain §12); both are open until the customer has answered.
fn opinion(ticket: &Ticket) -> Vec<Row> {
    let opinion = ticket.opinion.as_ref();
    let solved = opinion.map(|opinion| opinion.solved);
    let satisfied = opinion.map(|opinion| opinion.satisfied);
    let is_solved = |answer| solved == Some(answer);
    let is_satisfied = |answer| satisfied == Some(answer);
    let choices = vec![
        Choice {
            label: "是否解决",
            answers: [
                ("已解决", is_solved(Solved::Yes)),
                ("暂时解决", is_solved(Solved::ForNow)),
                ("未解决", is_solved(Solved::No)),
            ],
        },
        Choice {
            label: "是否满意",
            answers: [
                ("满意", is_satisfied(Satisfaction::Satisfied)),
                ("基本满意", is_satisfied(Satisfaction::Fairly)),
                ("不满意", is_satisfied(Satisfaction::Dissatisfied)),
            ],
        },
    ];
    let remark = opinion
        .map(|opinion| opinion.remark.as_str())
        .unwrap_or_default();
    vec![
        Row::Section("四、客户意见".to_owned()),
        Row::Choices(choices),
        Row::Pairs(vec![Pair::new("客户补充", remark)]),
    ]
}

/// A moment on the hall's clock.
pub(super) fn clock(moment: Moment) -> String {
    hall_time(moment).format("%Y-%m-%d %H:%M").to_string()
}

/// A member of staff as colleagues and customers know them.
pub(super) fn staff(request: &SlipRequest<'_>, id: &StaffId) -> String {
    let name = (request.staff_name)(id);
    if name.trim().is_empty() {
        id.to_string()
    } else {
        format!("{}（{id}）", name.trim())
    }
}

/// Free text without the full stop or comma that it may end with, so that a sentence can go on after it.
pub(crate) fn bare(text: &str) -> &str {
    text.trim()
        .trim_end_matches(['。', '；', '，', '.', ';', ','])
}

/// Free text as a sentence of its own.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.ends_with(['。', '！', '？', '!', '?', '…', '”', '）']);
    if ended || text.is_empty() {
        text.to_owned()
    } else {
        format!("{}。", bare(text))
    }
}
