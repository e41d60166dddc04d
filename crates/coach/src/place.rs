//! Whether a complaint is from one of the places that a statement is for, by what is written of either.
//!
//! Nobody writes an address the same way twice, so a statement is held back only where a place of the same kind stands there by another name.

/// What is known of where a complaint comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whereabouts<'a> {
    /// What was noted as a place: the address, the estate or station.
    pub noted: &'a [&'a str],
    /// What the customer said; a place may be named in it.
    pub told: &'a [&'a str],
}

/// How a complaint stands to the places of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is from one of them, or the statement is for everywhere.
    Within,
    /// Nobody knows yet.
    Unknown,
    /// It is from elsewhere.
    Elsewhere,
}

/// By what a name ends: places of one kind have different names.
const KINDS: [&[&str]; 3] = [
    &[
        "小区", "花园", "家园", "公寓", "新村", "新城", "大厦", "广场", "花苑", "嘉苑", "苑", "村",
        "estate", "gardens", "village", "tower", "plaza",
    ],
    &[
        "大道", "路", "街", "巷", "弄", "road", "street", "avenue", "lane",
    ],
    &["镇", "乡", "town"],
];

/// What stands where a name would: 我们小区 is any.
const NAMELESS: [&str; 20] = [
    "我们", "我家", "咱们", "自家", "本", "该", "这个", "那个", "整个", "全", "住在", "在", "老",
    "附近", "客户", "家里", "our", "my", "the", "this",
];

/// No road: 路由器.
const NO_ROAD: &str = "路由";

/// Fewest characters of a name before its ending.
const NAME_MIN_CHARS: usize = 2;

impl Whereabouts<'_> {
    pub(crate) fn stand_to(self, places: &[String]) -> Standing {
        let places: Vec<String> = places.iter().map(|place| plain(place)).collect();
        let noted: Vec<String> = self.noted.iter().map(|text| plain(text)).collect();
        let mut told = self.told.iter().map(|text| plain(text));
        let names = |text: &String| places.iter().any(|place| text.contains(place.as_str()));
        if places.is_empty() || noted.iter().any(names) || told.any(|text| names(&text)) {
            return Standing::Within;
        }
        let is_elsewhere =
            |text: &String| !text.is_empty() && places.iter().all(|place| differ(place, text));
        if noted.iter().any(is_elsewhere) {
            Standing::Elsewhere
        } else {
            Standing::Unknown
        }
    }
}

/// Whether two texts name different places of the same kind: neither name is part of the other.
fn differ(one: &str, other: &str) -> bool {
    KINDS.iter().any(|endings| {
        let (Some(one), Some(other)) = (name(one, endings), name(other, endings)) else {
            return false;
        };
        !one.contains(other) && !other.contains(one)
    })
}

/// What stands before the first ending: `南湖` of `南湖花园6幢`, which neighbours call 南湖小区 as well. Nothing where that is no name.
fn name<'a>(text: &'a str, endings: &[&str]) -> Option<&'a str> {
    let starts = endings.iter().filter_map(|ending| text.find(ending));
    let start = starts.filter(|start| *start > 0).min()?;
    let mut from = 0;
    while let Some(word) = NAMELESS.iter().find(|word| {
        text.get(from..start)
            .is_some_and(|stem| stem.starts_with(**word))
    }) {
        from += word.len();
    }
    let is_named = text.get(from..start)?.chars().count() >= NAME_MIN_CHARS;
    (is_named && !text.get(start..)?.starts_with(NO_ROAD)).then(|| text.get(from..start))?
}

/// By what a place is told from others of its kind, as several people may write it: `南湖` for `南湖花园6幢` and `南湖小区`; what has no name of a
/// place in it, such as a station or a plan, is known by all that is written. None where that says nothing.
pub(crate) fn known_as(text: &str) -> Option<String> {
    let text = plain(text);
    let whole = || {
        let says = !KINDS
            .iter()
            .flat_map(|endings| endings.iter())
            .any(|ending| text.contains(ending));
        (says && text.chars().count() >= NAME_MIN_CHARS).then(|| text.clone())
    };
    let named = KINDS.iter().find_map(|endings| name(&text, endings));
    named.map(last_part).or_else(whole)
}

/// A place as people call it, without the house: `南湖花园` of `南湖花园6幢`. What has no such name stays as it was written.
pub(crate) fn called(text: &str) -> String {
    let folded = plain(text);
    let named = KINDS.iter().find_map(|endings| {
        name(&folded, endings)?;
        let mut ends = endings
            .iter()
            .filter_map(|ending| Some((folded.find(ending).filter(|at| *at > 0)?, ending.len())));
        let first = ends
            .by_ref()
            .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
        folded.get(..first.0 + first.1).map(str::to_owned)
    });
    named.unwrap_or_else(|| text.trim().to_owned())
}

/// 望桥市南湖 → 南湖: a town before the name is none of it.
fn last_part(name: &str) -> String {
    let after = |mark: char| name.rfind(mark).map(|at| at + mark.len_utf8());
    let from = ['市', '县', '区'].into_iter().filter_map(after).max();
    let rest = name.get(from.unwrap_or(0)..).unwrap_or(name);
    let is_name = rest.chars().count() >= NAME_MIN_CHARS;
    if is_name { rest } else { name }.to_owned()
}

/// Without blanks and marks; full width as half width, capitals as small letters.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_held_back_only_from_another_place_of_its_kind() {
        let cable = ["南湖花园", "望桥新村"].map(str::to_owned);
        for (noted, standing) in [
            ("南湖花园6幢2单元1102室", Standing::Within),
            ("望桥市 南湖 花园，６幢", Standing::Within),
            ("北湖花园3幢", Standing::Elsewhere),
            ("城南小区", Standing::Elsewhere),
            // Said shorter or by another kind of name: asked.
            ("南湖", Standing::Unknown),
            ("南湖小区6幢", Standing::Unknown),
            ("建设路12号", Standing::Unknown),
            // No name of a place.
            ("我们小区", Standing::Unknown),
            ("这个小区6幢", Standing::Unknown),
            ("农村老家", Standing::Unknown),
            ("家中书房", Standing::Unknown),
            ("", Standing::Unknown),
        ] {
            let noted = [noted];
            let at = Whereabouts {
                noted: &noted,
                told: &[],
            };
            assert_eq!(at.stand_to(&cable), standing, "{noted:?}");
            assert_eq!(at.stand_to(&[]), Standing::Within, "{noted:?}");
        }
    }

    #[test]
    fn a_building_of_the_estate_is_asked_for_and_a_word_of_the_customer_is_enough() {
        let building = ["南湖花园6幢".to_owned()];
        let of = |noted: &str, told: &str| {
            Whereabouts {
                noted: &[noted],
                told: &[told],
            }
            .stand_to(&building)
        };
        assert_eq!(of("南湖花园六幢", ""), Standing::Unknown);
        assert_eq!(of("南湖花园", ""), Standing::Unknown);
        assert_eq!(
            of("书房", "我们南湖花园6幢又断了"),
            Standing::Within,
            "told"
        );
        assert_eq!(
            of("", "北湖花园的亲戚说也断了"),
            Standing::Unknown,
            "what is told in passing holds nothing back"
        );
        let road = ["Bridge Road".to_owned()];
        let on_road = |noted: &str| {
            Whereabouts {
                noted: &[noted],
                told: &[],
            }
            .stand_to(&road)
        };
        assert_eq!(on_road("12 bridge road"), Standing::Within);
        assert_eq!(on_road("4 Harbour Road"), Standing::Elsewhere);
        let street = ["建设路".to_owned()];
        let beside = |noted: &str| {
            Whereabouts {
                noted: &[noted],
                told: &[],
            }
            .stand_to(&street)
        };
        assert_eq!(beside("人民路3号"), Standing::Elsewhere);
        assert_eq!(beside("客厅路由器旁边"), Standing::Unknown);
    }
}
