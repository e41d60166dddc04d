//! What came out of a practised talk: how well it was said, and what of the procedure was left out. Kind words alone don't pass.

use super::gate::PracticeGate;
use super::{Ending, Mood, PracticeOutcome, PracticeTurn, Quality, Scenario};
use crate::Language;
use ansu_complaint::Step;
use serde::{Deserialize, Serialize};

/// Below this many points of a hundred the talk is worth another try: answers that do throughout, as own words can be, and nothing that costs.
const PASS: u32 = 50;
/// Points that every wording that would hurt takes away.
const WARNING_COSTS: u32 = 4;
/// Points that a gate that is not met takes away.
const GATE_COSTS: u32 = 5;
/// Points that a step out of its order takes away.
const STEP_COSTS: u32 = 8;

/// What came out of a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeResult {
    /// How it ended.
    pub outcome: PracticeOutcome,
    /// What that was due to.
    pub why: String,
    /// Of a hundred, after all that takes points away.
    pub points: u32,
    /// Good enough: the points, every gate met, no step skipped, and the customer has stayed.
    pub passed: bool,
    /// Points of the answers alone.
    pub said: u32,
    /// Wordings that would have hurt.
    pub warnings: u32,
    /// Points that they took away.
    pub warnings_cost: u32,
    /// All gates, in the order of the steps.
    pub gates: Vec<PracticeGateMark>,
    /// Steps that did not come in their order.
    pub lapses: Vec<PracticeLapse>,
    /// How the customer came in.
    pub mood_before: Mood,
    /// How the customer went out.
    pub mood_after: Mood,
}

/// Whether a gate was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeGateMark {
    /// The gate.
    pub gate: PracticeGate,
    /// Met.
    pub met: bool,
    /// Points that it took away; 0 if met.
    pub cost: u32,
}

/// A step that did not come in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct PracticeLapse {
    /// The step.
    pub step: Step,
    /// What was wrong with it.
    pub kind: PracticeLapseKind,
    /// Points that it took away.
    pub cost: u32,
}

/// What is wrong with the order of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PracticeLapseKind {
    /// The talk went past it and nothing was said in it.
    Skipped,
    /// The talk had to go back to it.
    GoneBackTo,
}

impl Scenario {
    pub(super) fn result(
        &self,
        end: &Ending,
        turns: &[PracticeTurn],
        mood: Mood,
        language: Language,
    ) -> PracticeResult {
        let warnings = counted(turns.iter().map(|turn| turn.warnings.len()).sum());
        let warnings_cost = WARNING_COSTS.saturating_mul(warnings);
        let (said, gates, lapses) = (said(turns), gates(turns), lapses(turns));
        let cost: u32 = gates.iter().map(|gate| gate.cost).sum::<u32>()
            + lapses.iter().map(|lapse| lapse.cost).sum::<u32>();
        let points = said.saturating_sub(cost.saturating_add(warnings_cost));
        PracticeResult {
            outcome: end.outcome,
            why: end.why.of(language),
            points,
            passed: points >= PASS
                && gates.iter().all(|gate| gate.met)
                && lapses.is_empty()
                && end.outcome != PracticeOutcome::WalkedOut,
            said,
            warnings,
            warnings_cost,
            gates,
            lapses,
            mood_before: self.mood,
            mood_after: mood,
        }
    }
}

/// What the answers are worth of a hundred.
fn said(turns: &[PracticeTurn]) -> u32 {
    let got: u32 = turns.iter().map(|turn| worth(turn.quality)).sum();
    100 * got / (2 * counted(turns.len()).max(1))
}

const fn worth(quality: Quality) -> u32 {
    match quality {
        Quality::Good => 2,
        Quality::Fair => 1,
        Quality::Poor => 0,
    }
}

fn gates(turns: &[PracticeTurn]) -> Vec<PracticeGateMark> {
    PracticeGate::ALL
        .into_iter()
        .map(|gate| {
            let met = turns.iter().any(|turn| turn.met.contains(&gate));
            PracticeGateMark {
                gate,
                met,
                cost: if met { 0 } else { GATE_COSTS },
            }
        })
        .collect()
}

/// A step after which a talk that ended early never came is none: its gates tell that.
fn lapses(turns: &[PracticeTurn]) -> Vec<PracticeLapse> {
    let reached = turns.iter().map(|turn| turn.step).max();
    let lapse = |step: Step| {
        let passed = turns.iter().position(|turn| turn.step > step);
        let gone_back_to = turns
            .iter()
            .rposition(|turn| turn.step == step)
            .is_some_and(|last| passed.is_some_and(|passed| passed < last));
        let said = turns.iter().any(|turn| turn.step == step);
        if gone_back_to {
            Some(PracticeLapseKind::GoneBackTo)
        } else if !said && reached.is_some_and(|reached| step < reached) {
            Some(PracticeLapseKind::Skipped)
        } else {
            None
        }
    };
    Step::ALL
        .into_iter()
        .filter_map(|step| {
            lapse(step).map(|kind| PracticeLapse {
                step,
                kind,
                cost: STEP_COSTS,
            })
        })
        .collect()
}

fn counted(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
