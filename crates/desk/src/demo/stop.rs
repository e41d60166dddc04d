//! Where the work on a demonstration ticket stands still.

use ansu_complaint::Step;

/// Where the work on a ticket stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Within a step, before its gate is met.
    Within(Step),
    /// Agreed, not signed.
    BeforeSigning,
    /// Signed, with promises to keep or a hand-over waiting.
    BeforeKeeping,
    /// Everything done, the customer not called back.
    BeforeCall,
}

impl Stop {
    /// Every place to stop, in order.
    pub(super) const ALL: [Stop; 8] = [
        Stop::Within(Step::Listen),
        Stop::Within(Step::Apologize),
        Stop::Within(Step::Gather),
        Stop::Within(Step::Propose),
        Stop::Within(Step::Ask),
        Stop::BeforeSigning,
        Stop::BeforeKeeping,
        Stop::BeforeCall,
    ];
}
