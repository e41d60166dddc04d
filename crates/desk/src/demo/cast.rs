//! The demonstration's data file: people, places and written-out cases (`data/demo.json`, described in `data/README.md`).

use crate::DeskError;
use ansu_complaint::{
    Address, Attribution, Basis, Channel, Check, ContactKind, Emotion, Facts, Level, Remedy, Role,
    Satisfaction, Solved, Staff, StaffId, Wish,
};
use serde::Deserialize;

/// The file.
#[derive(Debug, Deserialize)]
pub(super) struct Cast {
    pub(super) company: String,
    pub(super) hall: HallCast,
    pub(super) staff: Vec<StaffCast>,
    pub(super) phone_prefixes: Vec<String>,
    pub(super) people: Vec<Person>,
    pub(super) places: Vec<Place>,
    pub(super) contacts: Vec<ContactCast>,
    pub(super) cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub(super) struct HallCast {
    pub(super) name: String,
    pub(super) code: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct StaffCast {
    pub(super) id: StaffId,
    pub(super) name: String,
    pub(super) role: Role,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Person {
    pub(super) surname: String,
    pub(super) given: String,
    pub(super) address: Address,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Place {
    pub(super) area: String,
    pub(super) estate: String,
    pub(super) station: String,
}

/// What somebody comes for that is no complaint.
#[derive(Debug, Deserialize)]
pub(super) struct ContactCast {
    pub(super) kind: ContactKind,
    #[serde(default)]
    pub(super) category: String,
    pub(super) matter: String,
    pub(super) answer: String,
}

/// One complaint from walk-in to the customer's last remark.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) category: String,
    pub(super) channel: Channel,
    pub(super) wish: Wish,
    #[serde(default)]
    pub(super) address: Option<Address>,
    #[serde(default)]
    pub(super) representative: Option<RepresentativeCast>,
    pub(super) incident: Incident,
    pub(super) statement: String,
    pub(super) keywords: Vec<String>,
    pub(super) emotion: Emotions,
    pub(super) apology: String,
    pub(super) facts: Facts,
    pub(super) checks: Vec<Check>,
    pub(super) attribution: Attribution,
    pub(super) offers: Vec<OfferCast>,
    pub(super) choice: Option<usize>,
    #[serde(default)]
    pub(super) demand: Option<DemandCast>,
    #[serde(default)]
    pub(super) round_two: Option<RoundCast>,
    pub(super) promises: Vec<PromiseCast>,
    #[serde(default)]
    pub(super) escalation: Option<EscalationCast>,
    #[serde(default)]
    pub(super) final_reply: Option<String>,
    #[serde(default)]
    pub(super) call_back: Option<CallBackCast>,
    pub(super) customer_remark: String,
    #[serde(default)]
    pub(super) end: Option<EndCast>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RepresentativeCast {
    pub(super) name: String,
    pub(super) scope: String,
    pub(super) valid_days: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Incident {
    pub(super) days_before: i64,
    pub(super) time: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Emotions {
    pub(super) start: Emotion,
    pub(super) strength: u8,
    pub(super) end: Emotion,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct OfferCast {
    pub(super) action: String,
    pub(super) unit: String,
    pub(super) due_hours: i64,
    pub(super) remedy: Option<Remedy>,
    pub(super) basis: Basis,
    pub(super) basis_note: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct DemandCast {
    pub(super) text: String,
    #[serde(default)]
    pub(super) amount: Option<ansu_complaint::Money>,
    pub(super) basis: String,
    pub(super) declined: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RoundCast {
    pub(super) reason: String,
    pub(super) offers: Vec<OfferCast>,
    pub(super) choice: usize,
}

#[derive(Debug, Deserialize)]
pub(super) struct PromiseCast {
    pub(super) text: String,
    #[serde(default)]
    pub(super) owner_role: Option<Role>,
    #[serde(default)]
    pub(super) owner_unit: Option<String>,
    pub(super) due_hours: i64,
    pub(super) outcome: PromiseOutcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PromiseOutcome {
    Kept,
    Broken,
    Open,
}

#[derive(Debug, Deserialize)]
pub(super) struct EscalationCast {
    pub(super) level: Level,
    pub(super) reason: String,
    pub(super) asked: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct CallBackCast {
    pub(super) missed: u8,
    pub(super) solved: Solved,
    pub(super) satisfied: Satisfaction,
    pub(super) note: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct EndCast {
    pub(super) kind: ansu_complaint::EndKind,
    pub(super) reason: String,
    #[serde(default)]
    pub(super) hall: Option<String>,
}

impl Cast {
    /// Reads the file that ships with the program.
    pub(super) fn shipped() -> Result<Self, DeskError> {
        serde_json::from_str(include_str!("../../data/demo.json"))
            .map_err(|error| DeskError::BadRequest(format!("demo.json: {error}")))
    }

    /// The people of one role.
    pub(super) fn in_role(&self, role: Role) -> Vec<&StaffCast> {
        self.staff
            .iter()
            .filter(|person| person.role == role)
            .collect()
    }
}

impl StaffCast {
    pub(super) fn staff(&self) -> Staff {
        Staff {
            id: self.id.clone(),
            name: self.name.clone(),
            role: self.role,
        }
    }
}

/// Who and where a case happens to.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) person: Person,
    pub(super) place: Place,
    pub(super) phone: String,
}

impl Scene {
    /// Fills the placeholders of a text.
    pub(super) fn fill(&self, text: &str) -> String {
        let title = match self.person.address {
            Address::Sir => "先生",
            Address::Madam => "女士",
            Address::Neutral => "客户",
        };
        text.replace("{customer}", &format!("{}{title}", self.person.surname))
            .replace("{surname}", &self.person.surname)
            .replace("{estate}", &self.place.estate)
            .replace("{area}", &self.place.area)
            .replace("{station}", &self.place.station)
    }

    /// The facts with their placeholders filled.
    pub(super) fn facts(&self, facts: &Facts, occurred: Option<ansu_complaint::Moment>) -> Facts {
        Facts {
            who: self.fill(&facts.who),
            when: self.fill(&facts.when),
            occurred,
            place: self.fill(&facts.place),
            what: self.fill(&facts.what),
            why: self.fill(&facts.why),
            how: self.fill(&facts.how),
        }
    }
}
