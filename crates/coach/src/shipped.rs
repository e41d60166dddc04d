//! What the program ships with: the first version of every hall's library, and what is not edited.

use crate::Coach;
use crate::advice::AdviceFile;
use crate::checklist::Checklist;
use crate::claim::Multiple;
use crate::fault::{BadLibrary, LibraryFault};
use crate::library::{Library, SCHEMA, unreadable};
use crate::practice::Scenario;
use crate::rule::Rule;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::OnceLock;

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../data/", $folder, "/", $name, ".json"))),)*]
    };
}

type Files = &'static [(&'static str, &'static str)];

const PLAYBOOKS: Files = files! { "playbooks":
    "00-general"
    "01-general_discontent"
    "02-wants_to_think_it_over"
    "03-explained_not_accepted"
    "04-channels_disagree"
    "05-outside_service_hours"
    "06-nuisance_or_fraud_distress"
    "07-data_used_up"
    "08-bill_disputed"
    "09-suspended_without_reminder"
    "10-just_paid_money_gone"
    "11-high_bill_without_use"
    "12-unknown_third_party_service"
    "13-competitor_cheaper"
    "14-fast_network_uses_data"
    "15-slow_for_game_or_video"
    "16-nuisance_calls_repeated"
    "17-leaving_while_bound"
    "18-number_registered_by_former_holder"
    "19-slow_on_old_network"
    "20-charged_at_random"
    "21-wifi_dropped_data_took_over"
    "22-plan_change_low_balance"
    "23-broadband_cuts_out"
    "24-waiting_for_line_resource"
    "25-promise_not_kept"
    "26-area_outage"
    "27-colleague_attitude"
    "28-personal_data_feared_leaked"
};
const SCENARIOS: Files = files! { "practice":
    "01-third_outage_this_month"
    "02-clerk_was_curt"
    "03-promised_credit_again"
    "04-tenfold_for_a_service"
    "05-daughter_for_father"
    "06-data_feared_leaked"
    "07-rider_suspended"
    "08-waiting_for_a_port"
    "09-leaving_while_in_contract"
    "10-shop_without_network"
    "11-plan_change_blocked"
};
const CHECKLISTS: &str = include_str!("../data/checklists.json");
const PATTERNS: &str = include_str!("../data/patterns.json");
const RULES: &str = include_str!("../data/rules.json");
const REMINDERS: &str = include_str!("../data/reminders.json");
const FACTS: &str = include_str!("../data/facts.json");
const ADVICE: &str = include_str!("../data/advice.json");
const GATES: &str = include_str!("../data/gates.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checklists {
    checklists: Vec<Checklist>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rules: Vec<Rule>,
    multiples: Vec<Multiple>,
}

/// The shipped library.
///
/// # Errors
/// Never in a released program: a test reads it.
pub fn shipped() -> Result<Library, BadLibrary> {
    static SHIPPED: OnceLock<Result<Library, BadLibrary>> = OnceLock::new();
    SHIPPED.get_or_init(gathered).clone()
}

fn gathered() -> Result<Library, BadLibrary> {
    let Rules { rules, multiples } = part("rules", RULES)?;
    let Checklists { checklists } = part("checklists", CHECKLISTS)?;
    Ok(Library {
        schema: SCHEMA,
        playbooks: parts(PLAYBOOKS)?,
        checklists,
        patterns: part("patterns", PATTERNS)?,
        rules,
        multiples,
        statements: vec![],
    })
}

impl Coach {
    /// A coach for a library; reminders, facts, advice and practice come with the program.
    ///
    /// # Errors
    /// Never in a released program: a test reads them.
    pub fn of(library: Library) -> Result<Self, BadLibrary> {
        let advice: AdviceFile = part("advice", ADVICE)?;
        let scenarios: Vec<Scenario> = parts(SCENARIOS)?;
        Ok(Self::new(
            library,
            part("reminders", REMINDERS)?,
            part("facts", FACTS)?,
            advice,
            scenarios,
            part("gates", GATES)?,
        ))
    }
}

fn parts<T: DeserializeOwned>(files: Files) -> Result<Vec<T>, BadLibrary> {
    files.iter().map(|(name, text)| part(name, text)).collect()
}

fn part<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, BadLibrary> {
    serde_json::from_str(text).map_err(|error| {
        let fault = unreadable(&error);
        BadLibrary(vec![LibraryFault {
            about: format!("{name}: {}", fault.about),
            ..fault
        }])
    })
}
