//! English sentences with a date: within two days, by Friday noon, tomorrow before 3 pm.

use super::Reading;
use super::when::{Half, Length, Said, time, weekday};
use ansu_complaint::Moment;
use chrono::{NaiveDate, NaiveTime};
use regex::{Captures, Regex};
use std::sync::LazyLock;

pub(super) struct English;

type Form = LazyLock<Option<Regex>>;

static DEEDS: Form = LazyLock::new(|| {
    Regex::new(
        r"\b(call|ring|phone|reply|answer|get back|respond|contact|let (you|him|her|them|the customer) know|inform|tell you|write to|email|text|repair|fix|refund|pay|credit|compensate|waive|visit|come|be (there|with you)|arrive|restore|install|deliver|send|check|look into|find out|settle|resolve|solve|finish|complete|done|ready|replace|report|confirm|follow up|arrange|give you|have (an|the|your) answer|hear from|switch(ed)? on|back on|relocate|move your|process(ed)?|close)",
    )
    .ok()
});

static NO_PROMISE: Form = LazyLock::new(|| {
    Regex::new(
        r"\b(ago|last|yesterday|already|was|were|had|did|didn't|has been|have been|since|used to|you (can|may|could|might|should|must|need|have to|want|asked|said|wish|hope|would like)|please|if|unless|whenever|can't|cannot|won't|will not|unable|not able|impossible|every|each|per|usually|normally|opens?|closes at|closed|expires?|ends|whether|can you|could you|will you|would you)\b|\b(customer|client|caller|he|she) (wants|asks|asked|says|said|would like|hopes|expects|demands|insists|wishes)\b",
    )
    .ok()
});

static RULE: Form = LazyLock::new(|| {
    Regex::new(
        r"\b(regulations?|article|law|rules?|policy) (says?|requires?|gives?|allows?|states?)\b",
    )
    .ok()
});
static SUITS: Form =
    LazyLock::new(|| Regex::new(r"\b(is that|would that be|does that|all right|ok|okay)\b").ok());

static LENGTH: Form = LazyLock::new(|| {
    Regex::new(
        r"\b(?P<how>within|in|after|inside|no (?:more|later) than)\s+(?:the\s+)?(?:next\s+)?(?P<n>\d{1,4}|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|twenty-four|thirty|forty-eight|seventy-two|a couple of)?[\s-]*(?P<unit>minutes?|mins?|hours?|hrs?|h|(?:working|business) days?|days?|weeks?|months?)\b(?:\s+(?P<late>from now|at the latest))?",
    )
    .ok()
});

static DAY: Form = LazyLock::new(|| {
    Regex::new(
        r"\b(?:(?P<near>the day after tomorrow|day after tomorrow|tomorrow|today|tonight|this (?:morning|afternoon|evening))|(?:(?P<week>next|this|coming)\s+)?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun)|(?:the )?end of (?P<end>the day|business|day|today|this week|the week|week|next week|this month|the month|month|next month)|(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<m1>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b(?:,? (?P<y1>20\d\d))?|(?P<m2>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<y2>20\d\d))?)",
    )
    .ok()
});

static TIME: Form = LazyLock::new(|| {
    Regex::new(
        r"\b(?:(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s*(?P<half>a\.?m|p\.?m|o'clock)|(?P<hour2>\d{1,2}):(?P<minute2>[0-5]\d)|(?P<word>noon|midday|midnight|lunchtime|morning|afternoon|evening|tonight))\b",
    )
    .ok()
});

fn find<'a>(form: &Form, text: &'a str) -> Option<Captures<'a>> {
    form.as_ref()?.captures(text)
}

fn is(form: &Form, text: &str) -> bool {
    form.as_ref().is_some_and(|form| form.is_match(text))
}

impl Reading for English {
    fn may_promise(&self, clause: &str, sentence: &str) -> bool {
        let asks = sentence.ends_with('?') && !is(&SUITS, sentence);
        !asks && !is(&NO_PROMISE, clause) && !is(&RULE, sentence)
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
    let unit = &found["unit"];
    let (twice, n) = match found.name("n").map(|n| n.as_str()) {
        Some("half an" | "half a") => (1, 0),
        Some(n) => number(n).map(|n| (i64::from(n) * 2, n))?,
        // "within the hour"
        None => (2, 1),
    };
    let length = match unit {
        unit if unit.starts_with("min") => Length::Minutes(twice / 2),
        unit if unit.starts_with('h') => Length::Minutes(twice * 30),
        unit if unit.starts_with("working") || unit.starts_with("business") => {
            Length::WorkingDays(u64::from(n))
        }
        unit if unit.starts_with("day") && twice == 1 => Length::Minutes(4 * 60),
        unit if unit.starts_with("day") => Length::Days(u64::from(n)),
        unit if unit.starts_with("week") => Length::Days(u64::from(n) * 7),
        _ => Length::Months(n),
    };
    if matches!(&found["how"], "in" | "after") {
        said.later(length)
    } else {
        said.within(length)
    }
}

fn day_and_time(clause: &str, said: Said<'_>) -> Option<Moment> {
    let day = find(&DAY, clause).and_then(|found| day(&found, said));
    let time = find(&TIME, clause).and_then(|found| clock(&found));
    match (day, time) {
        (None, None) => None,
        (date, Some(time)) => said.at(date.unwrap_or_else(|| said.today()), time),
        (Some(date), None) => said.close(date),
    }
}

fn day(found: &Captures<'_>, said: Said<'_>) -> Option<NaiveDate> {
    let word = |name: &str| found.name(name).map(|part| part.as_str());
    if let Some(near) = word("near") {
        return said.in_days(match near {
            "tomorrow" => 1,
            near if near.ends_with("tomorrow") => 2,
            _ => 0,
        });
    }
    if let Some(name) = word("weekday") {
        let place = ["mo", "tu", "we", "th", "fr", "sa", "su"]
            .iter()
            .position(|known| name.starts_with(known));
        let weekday = weekday(place?)?;
        return match word("week") {
            Some("next") => said.day_of_week(1, weekday),
            Some("this") => said.day_of_week(0, weekday),
            Some(_) | None => said.next(weekday),
        };
    }
    if let Some(end) = word("end") {
        return match end {
            end if end.ends_with("week") => said.end_of_week(u64::from(end.starts_with("next"))),
            end if end.ends_with("month") => said.end_of_month(u32::from(end.starts_with("next"))),
            _ => Some(said.today()),
        };
    }
    let month = word("m1").or(word("m2"))?;
    let day = word("d1").or(word("d2"))?.parse().ok()?;
    let year = word("y1").or(word("y2")).and_then(|year| year.parse().ok());
    let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (_, month) = names
        .iter()
        .zip(1..)
        .find(|(name, _)| month.starts_with(**name))?;
    said.date(year, month, day)
}

fn clock(found: &Captures<'_>) -> Option<NaiveTime> {
    let word = |name: &str| found.name(name).map(|part| part.as_str());
    if let Some(named) = word("word") {
        let (hour, minute) = match named {
            "noon" | "midday" | "morning" => (12, 0),
            "lunchtime" => (13, 0),
            "afternoon" => (18, 0),
            "midnight" => (23, 59),
            _ => (22, 0),
        };
        return NaiveTime::from_hms_opt(hour, minute, 0);
    }
    let hour = word("hour").or(word("hour2"))?.parse().ok()?;
    let minute = word("minute")
        .or(word("minute2"))
        .map_or(Some(0), |minute| minute.parse().ok())?;
    let half = match word("half").and_then(|half| half.chars().next()) {
        Some('a') => Half::Before,
        Some('p') => Half::After,
        Some(_) => Half::Unsaid,
        None if hour == 12 => Half::After,
        None => Half::Before,
    };
    time(hour, minute, half)
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| {
        let named = [
            ("a", 1),
            ("an", 1),
            ("one", 1),
            ("two", 2),
            ("a couple of", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("twelve", 12),
            ("fifteen", 15),
            ("twenty", 20),
            ("twenty-four", 24),
            ("thirty", 30),
            ("forty-eight", 48),
            ("seventy-two", 72),
        ];
        named
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, n)| *n)
    })
}
