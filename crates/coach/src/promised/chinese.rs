//! Chinese sentences with a date: 明天下午三点前给您回电, 48小时内, 本周五之前.

use super::Reading;
use super::when::{Half, Length, Said, time, weekday};
use ansu_complaint::Moment;
use chrono::{NaiveDate, NaiveTime};
use regex::{Captures, Regex};
use std::sync::LazyLock;

pub(super) struct Chinese;

type Form = LazyLock<Option<Regex>>;

const fn form(build: fn() -> Option<Regex>) -> Form {
    LazyLock::new(build)
}

/// What somebody does for a customer.
static DEEDS: Form = form(|| {
    Regex::new(
        "回电|回个电话|打电话|致电|电话|回复|答复|回访|回话|联系|告知|通知|反馈|给你|为你|帮你|替你|上门|到场|赶到|到家|处理|修好|修复|抢修|维修|检修|修完|\
         恢复|解决|退还|退费|退款|退回|退给|返还|补发|补偿|补足|补上|赔付|减免|办好|办理|办结|办完|办妥|完成|安装|装好|装上|装机|移机|迁好|送到|送去|寄出|寄到|\
         发送|发给|发出|短信|查清|查明|查询|核实|核查|核对|确认|安排|到位|到账|入账|开通|开好|关闭|取消|调整|更换|换好|换上|换新|派单|派人|跟进|落实|检测|测试|复测|割接|扩容|给结果|有结果|出结果|说法|交代",
    )
    .ok()
});

/// In a clause with a time: it tells what was, what is wished, what is asked of the customer, what cannot be, what would be, or what a rule says.
static NO_PROMISE: Form = form(|| {
    Regex::new(
        "已经|已于|已在|已被|曾|昨[天日晚]|前天|上个?(周|星期|礼拜|月)|去年|刚才|刚刚|过去|当时|至今|以来|原定|本来|早就|\
         [0-9一二两三四五六七八九十半几](个?半)?(个?(分钟|小时|钟头|天|周|星期|年)|个月)(之?前|以前)|\
         ^请?(希望|要求|盼|期望)|(客户|用户|顾客|机主|先生|女士|对方|^你|他|她)(再?说|称|表示|反映|希望|要求|想|要|盼|催|不?同意|不?方便)|\
         请你|麻烦你|劳驾|你(可以|能|有权|可|先|需|得|应|带|来|到时|随时|要)|可(以)?(申诉|投诉|拨打)|\
         不能|无法|没法|没办法|不会|不可能|做不到|来不及|不一定|未|没有?人|没(给|回|修|装|到|来|办|退|解决|处理)|\
         如果|若|要是|一旦|超过|逾期|否则|除非|每(天|日|周|月|年|个|晚|次)|吗|能不能|能否|是否|什么时候|几点|哪天|多久",
    )
    .ok()
});

/// Anywhere before: the customer is speaking.
static CUSTOMER_SAYS: Form = form(|| {
    Regex::new("(客户|用户|顾客|机主|先生|女士|对方)[^,]{0,6}(说|称|表示|反映|希望|要求|想|要|盼|诉求)[^,]{0,4}[,:]").ok()
});

/// What a rule says is a promise where it is said to be kept for this customer.
static RULE: Form =
    form(|| Regex::new("规定|条例|办法|标准|时限|一般|通常|营业|热线|套餐|有效期|活动|合约").ok());
static FOR_CUSTOMER: Form = form(|| {
    Regex::new("给你|为你|帮你|替你|跟你|向你|与你|和你|我们|我会|我来|我再|我去|我让|我帮|我给")
        .ok()
});

/// A question that asks whether a promise suits is one.
static SUITS: Form =
    form(|| Regex::new("(可以|好|行|成|方便)[吗么]|好不好|行不行|可不可以|你看").ok());

static LENGTH: Form = form(|| {
    Regex::new(
        "(?P<n>[0-9]{1,4}|[一二两三四五六七八九十百]{1,4}|半)(?:个?(?P<half>半)?(?P<unit>分钟|分|刻钟|小时|钟头|h|工作日|自然日|天|日|周|星期|礼拜)|个(?P<month>半?月))(?:之?(?P<within>内)|以内|里|(?P<later>之?后|以后))",
    )
    .ok()
});

static DAY: Form = form(|| {
    Regex::new(
        "(?P<near>大后天|后[天日]|明[天日早晚儿]|次日|第二天|今[天日早晚儿]|当[天日晚])|\
         (?P<week>下下|上|本|这|下|每)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])|\
         (?P<whole>本|这|下)个?(?:周|星期|礼拜)(?:之?内|以内|底|之?前|以前)|\
         (?:(?P<year>20[0-9]{2})年)?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]?|\
         (?P<end>下个?月|本月|这个月|月|年)[底末]|(?P<inside>本月|这个月)之?内|\
         (?P<of>[0-9]{1,2})[日号](?:之?前|以前|[上下]午|中午|晚|早|给|为|会|能|可以|完成|到|$|,)",
    )
    .ok()
});

static TIME: Form = form(|| {
    Regex::new(
        "(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|晚)?(?P<hour>[0-9]{1,2}|[零一二两三四五六七八九十]{1,3})(?:(?P<mark>点|时)(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>[0-9]{1,2}|[零一二三四五六七八九十]{2,3})分?|(?P<sharp>[钟整]))?|:(?P<colon>[0-5][0-9]))(?P<by>之?前|以前|左右|给|为|到|至|-|~|—)?",
    )
    .ok()
});

static PART: Form = form(|| {
    Regex::new("(?P<part>凌晨|清晨|早上|早晨|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|下班|早|晚)(?P<by>之?前|以前|内)?").ok()
});

fn find<'a>(form: &Form, text: &'a str) -> Option<Captures<'a>> {
    form.as_ref()?.captures(text)
}

fn is(form: &Form, text: &str) -> bool {
    form.as_ref().is_some_and(|form| form.is_match(text))
}

impl Reading for Chinese {
    fn may_promise(&self, clause: &str, sentence: &str) -> bool {
        let suits = is(&SUITS, sentence);
        let asks = sentence.ends_with('?') && !suits;
        let told = find(&CUSTOMER_SAYS, sentence).is_some();
        let rule = is(&RULE, clause) && !is(&FOR_CUSTOMER, sentence);
        let stated = if suits {
            clause.trim_end_matches(['?', '吗', '么'])
        } else {
            clause
        };
        !asks && !told && !rule && !is(&NO_PROMISE, stated)
    }

    fn due(&self, clause: &str, said: Said<'_>) -> Option<Moment> {
        length(clause, said).or_else(|| day_and_time(clause, said))
    }

    fn does_something(&self, words: &str) -> bool {
        is(&DEEDS, words)
    }
}

fn length(clause: &str, said: Said<'_>) -> Option<Moment> {
    let found = find(&LENGTH, clause)?;
    let half = i64::from(found.name("half").is_some());
    let n = &found["n"];
    let (twice, whole) = if n == "半" {
        (1, 0)
    } else {
        let n = number(n)?;
        (i64::from(n) * 2 + half, n)
    };
    let length = match found.name("unit").map(|unit| unit.as_str()) {
        Some("分钟" | "分") => Length::Minutes(twice / 2),
        Some("刻钟") => Length::Minutes(i64::from(whole) * 15),
        Some("小时" | "钟头" | "h") => Length::Minutes(twice * 30),
        Some("工作日") => Length::WorkingDays(u64::from(whole)),
        // Half a day is half a working one.
        Some("天" | "日" | "自然日") if twice == 1 => Length::Minutes(4 * 60),
        Some("天" | "日" | "自然日") => Length::Days(u64::from(whole)),
        Some(_) => Length::Days(u64::from(whole) * 7),
        None if whole == 0 => Length::Days(15),
        None => Length::Months(whole),
    };
    if found.name("later").is_some() {
        said.later(length)
    } else {
        said.within(length)
    }
}

fn day_and_time(clause: &str, said: Said<'_>) -> Option<Moment> {
    let found = find(&DAY, clause);
    if found.as_ref().is_some_and(|found| {
        let week = found.name("week").map(|week| week.as_str());
        matches!(week, Some("上" | "每"))
    }) {
        return None;
    }
    let day = found.as_ref().and_then(|found| day(found, said));
    let rest = found
        .as_ref()
        .and_then(|found| found.get(0))
        .and_then(|whole| clause.get(whole.end()..))
        .unwrap_or(clause);
    let near = found
        .as_ref()
        .and_then(|found| found.name("near"))
        .map_or("", |near| near.as_str());
    let part = near.chars().last().filter(|c| matches!(c, '早' | '晚'));
    let part = part.map(String::from).unwrap_or_default();
    match (day, clock(rest, &part, day.is_some())) {
        (None, None) => None,
        (date, Some(time)) => said.at(date.unwrap_or_else(|| said.today()), time),
        (Some(date), None) => said.close(date),
    }
}

fn day(found: &Captures<'_>, said: Said<'_>) -> Option<NaiveDate> {
    let text = |name| found.name(name).map(|part| part.as_str());
    if let Some(near) = text("near") {
        return said.in_days(match near.chars().next()? {
            '今' | '当' => 0,
            '明' | '次' | '第' => 1,
            '后' => 2,
            _ => 3,
        });
    }
    if let Some(name) = text("weekday") {
        let place = "一二三四五六日".chars().position(|c| c.to_string() == name);
        // 周天 and 周末 are Sunday, too.
        let weekday = weekday(place.unwrap_or(6))?;
        return match text("week") {
            Some("本" | "这") => said.day_of_week(0, weekday),
            Some("下") => said.day_of_week(1, weekday),
            Some("下下") => said.day_of_week(2, weekday),
            Some(_) | None => said.next(weekday),
        };
    }
    if let Some(week) = text("whole") {
        return said.end_of_week(u64::from(week == "下"));
    }
    if let (Some(month), Some(day)) = (text("month"), text("day")) {
        let year = text("year").and_then(|year| year.parse().ok());
        return said.date(year, number(month)?, number(day)?);
    }
    if let Some(end) = text("end").or(text("inside")) {
        return match end {
            "年" => said.date(None, 12, 31),
            end => said.end_of_month(u32::from(end.starts_with('下'))),
        };
    }
    said.day_of_month(number(text("of")?)?)
}

/// The time of a day, the later one of a stretch; `part` is the part of the day that the day's own word has said.
fn clock(text: &str, part: &str, has_day: bool) -> Option<NaiveTime> {
    let mut last = None;
    let mut part = part.to_owned();
    let mut rest = text;
    while let Some(found) = find(&TIME, rest) {
        let said = found.name("part").map(|part| part.as_str());
        part = said.map_or(part, str::to_owned);
        let word = |name: &str| found.name(name).map(|part| part.as_str());
        let by = word("by");
        // 一点 is also "a little".
        let is_little = &found["hour"] == "一"
            && part.is_empty()
            && word("half").or(word("sharp")).is_none()
            && by.is_none();
        if !is_little {
            last = face(&found, &part).or(last);
        }
        let ranges = matches!(by, Some("到" | "至" | "-" | "~" | "—"));
        rest = rest.get(found.get(0)?.end()..)?;
        if !is_little && !ranges {
            break;
        }
    }
    last.or_else(|| {
        let found = find(&PART, text);
        let by = found
            .as_ref()
            .is_some_and(|found| found.name("by").is_some());
        let named = found
            .as_ref()
            .filter(|_| has_day || by)
            .map(|found| &found["part"]);
        end_of(named.unwrap_or(&part))
    })
}

fn face(found: &Captures<'_>, part: &str) -> Option<NaiveTime> {
    let word = |name: &str| found.name(name).map(|part| part.as_str());
    let minute = match (word("half"), word("quarter")) {
        (Some(_), _) => 30,
        (None, Some("一")) => 15,
        (None, Some(_)) => 45,
        (None, None) => word("minute").or(word("colon")).map_or(Some(0), number)?,
    };
    let half = match part {
        "" if word("colon").is_some() => Half::Before,
        "" => Half::Unsaid,
        "中午" | "正午" if number(&found["hour"])? >= 10 => Half::Unsaid,
        "中午" | "正午" | "下午" | "午后" | "傍晚" | "晚上" | "晚间" | "夜里" | "晚" => {
            Half::After
        }
        _ => Half::Before,
    };
    let hour = number(&found["hour"])?;
    let half = if hour > 12 { Half::Before } else { half };
    // 上午12点 and 12:30 are noon.
    let half = if hour == 12 && half == Half::Before && part != "凌晨" {
        Half::After
    } else {
        half
    };
    time(hour, minute, half)
}

/// When a part of the day ends, where no hour is said.
fn end_of(part: &str) -> Option<NaiveTime> {
    let hour = match part {
        "凌晨" => 6,
        "清晨" | "早上" | "早晨" | "早" => 10,
        "上午" | "中午" | "正午" => 12,
        "下午" | "午后" | "下班" => 18,
        "傍晚" => 19,
        "晚上" | "晚间" | "夜里" | "晚" => 22,
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour, 0, 0)
}

/// 12, 十二, 二十, 两.
fn number(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit = |c: char| match c {
        '零' => Some(0),
        '两' => Some(2),
        c => "一二三四五六七八九"
            .chars()
            .zip(1_u32..)
            .find(|(known, _)| *known == c)
            .map(|(_, n)| n),
    };
    let mut sum = 0;
    let mut last = None;
    for c in text.chars() {
        match c {
            '十' => sum += last.take().unwrap_or(1) * 10,
            '百' => sum += last.take().unwrap_or(1) * 100,
            c => last = Some(digit(c)?),
        }
    }
    Some(sum + last.unwrap_or(0))
}
