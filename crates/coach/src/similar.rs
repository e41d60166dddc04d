//! Three similar complaints from one estate, station or plan within days: the program proposes an incident (domain §13).

use crate::place::{called, known_as};
use ansu_complaint::{CategoryCode, Moment};
use chrono::TimeDelta;

/// So many similar complaints make a proposal.
pub const SIMILAR_LEAST: usize = 3;
/// Within so many days.
pub const SIMILAR_DAYS: i64 = 3;

/// What is known of a complaint when it is compared with others; `T` says which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard<T> {
    /// Which.
    pub ticket: T,
    /// When it was received.
    pub at: Moment,
    /// What it is about.
    pub category: CategoryCode,
    /// Where, or which plan, as it was written; may be empty.
    pub place: String,
}

/// Complaints that may have one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar<T> {
    /// What the last of them is about.
    pub category: CategoryCode,
    /// Where, as the last of them called it: without the house.
    pub place: String,
    /// Which, in the order in which they came in.
    pub tickets: Vec<T>,
}

/// Complaints of the last days that are of one group of categories and from one place, where there are enough of them.
#[must_use]
pub fn similar<T: Copy>(recent: &[Heard<T>], now: Moment) -> Vec<Similar<T>> {
    let since = now - TimeDelta::days(SIMILAR_DAYS);
    let mut found: Vec<(u8, String, Similar<T>)> = Vec::new();
    for heard in recent.iter().filter(|heard| heard.at >= since) {
        let Some(place) = known_as(&heard.place) else {
            continue;
        };
        let group = heard.category.group_number();
        let known = found
            .iter_mut()
            .find(|(known, at, _)| *known == group && *at == place);
        match known {
            Some((_, _, similar)) => {
                similar.tickets.push(heard.ticket);
                similar.category = heard.category;
                similar.place = called(&heard.place);
            }
            None => found.push((
                group,
                place,
                Similar {
                    category: heard.category,
                    place: called(&heard.place),
                    tickets: vec![heard.ticket],
                },
            )),
        }
    }
    found.retain(|(_, _, similar)| similar.tickets.len() >= SIMILAR_LEAST);
    found.into_iter().map(|(_, _, similar)| similar).collect()
}

impl<T> Similar<T> {
    /// Whether an incident of this category and place would be about them.
    #[must_use]
    pub fn is_of(&self, category: CategoryCode, place: &str) -> bool {
        self.category.group_number() == category.group_number()
            && known_as(&self.place) == known_as(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        "2026-11-21T02:00:00Z".parse().unwrap()
    }

    fn heard(id: u8, days: i64, category: &str, place: &str) -> Heard<u8> {
        Heard {
            ticket: id,
            at: now() - TimeDelta::days(days),
            category: CategoryCode::parse(category).unwrap(),
            place: place.to_owned(),
        }
    }

    fn groups(recent: &[Heard<u8>]) -> Vec<Vec<u8>> {
        let found = similar(recent, now()).into_iter();
        found.map(|one| one.tickets).collect()
    }

    #[test]
    fn three_of_one_place_and_group_within_days_are_similar() {
        let mut recent = vec![
            heard(1, 3, "2.1", "南湖花园6幢2单元1102室"),
            heard(2, 1, "2.2", "望桥市 南湖 花园，１２幢"),
            heard(3, 0, "3.1", "南湖花园"),
            heard(4, 0, "2.1", "北湖花园3幢"),
            heard(5, 0, "2.1", ""),
        ];
        assert!(groups(&recent).is_empty(), "two are not enough");
        recent.push(heard(6, 0, "2.1", "南湖小区"));
        assert_eq!(groups(&recent), [[1, 2, 6]]);
        let found = &similar(&recent, now())[0];
        assert!(found.is_of(recent[1].category, "南湖花园"));
        assert_eq!(found.place, "南湖小区");
    }

    #[test]
    fn what_is_older_does_not_count_and_a_plan_is_a_place_by_its_name() {
        let old = [
            heard(1, 4, "2.1", "南湖花园"),
            heard(2, 0, "2.1", "南湖花园"),
            heard(3, 0, "2.1", "南湖花园"),
        ];
        assert!(groups(&old).is_empty());
        let plan = [1, 2, 3].map(|id| heard(id, 0, "3.4", "畅享 99 套餐"));
        assert_eq!(groups(&plan), [[1, 2, 3]]);
        let nameless = [1, 2, 3].map(|id| heard(id, 0, "2.1", "我们小区"));
        assert!(groups(&nameless).is_empty(), "anybody's estate is no place");
    }
}
