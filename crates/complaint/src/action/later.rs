//! The later half of the list of actions: what is done after the customer has chosen, and around the steps.

/// Takes the earlier half before its own, and hands both to `actions!` as one list.
macro_rules! later_actions {
    ($($earlier:tt)*) => { actions! {
    $($earlier)*
    /// Promise something.
    MakePromise {
        /// What.
        text: String,
        /// Who keeps it.
        owner: String,
        /// By when.
        due: Moment,
    }
    /// A promise was kept.
    KeepPromise {
        /// Which.
        promise: PromiseNo,
        /// How it turned out.
        #[serde(default)]
        note: String,
    }
    /// A promise was not kept.
    BreakPromise {
        /// Which.
        promise: PromiseNo,
        /// Why.
        reason: String,
    }
    /// Take a promise back, with the customer's knowledge.
    WithdrawPromise {
        /// Which.
        promise: PromiseNo,
        /// Why.
        reason: String,
    }
    /// Open a promise again that was marked by mistake.
    ReopenPromise {
        /// Which.
        promise: PromiseNo,
    }
    /// Step 6: a call-back, reached or not.
    CallBack {
        /// The customer's answer; none = not reached.
        #[serde(default)]
        opinion: Option<Opinion>,
        /// The feeling now.
        #[serde(default)]
        emotion: Option<Emotion>,
        /// What was said besides.
        #[serde(default)]
        note: String,
        /// When the next attempt is made, where nobody was reached.
        #[serde(default)]
        next: Option<Moment>,
    }
    /// Step 6: take a call-back back that was noted by mistake.
    TakeBackCall {}
    /// What was faulty works again.
    RecordRepair {
        /// Since when.
        restored: Moment,
        /// How that is known.
        #[serde(default)]
        note: String,
    }
    /// It does not, or it was entered by mistake.
    TakeBackRepair {}
    /// The customer agrees to wait for something that is not there.
    AgreeToWait {
        /// What.
        what: String,
        /// Days between two contacts.
        every: u16,
        /// The first contact.
        next: Moment,
        /// Until when at the latest.
        until: Moment,
        /// Who contacts the customer.
        contact: String,
    }
    /// A contact while waiting, made or tried.
    ContactWaiting {
        /// The customer was reached.
        reached: bool,
        /// What was said.
        #[serde(default)]
        note: String,
        /// The next contact; none = after the agreed interval, or the next day where nobody was reached.
        #[serde(default)]
        next: Option<Moment>,
    }
    /// Waiting is over.
    EndWaiting {
        /// Why.
        why: WaitingOver,
        /// What else there is to say.
        #[serde(default)]
        note: String,
    }
    /// It was ended by mistake: the customer waits on.
    WaitOn {}
    /// The customer's opinion at the counter.
    RecordOpinion {
        /// Solved? Satisfied?
        opinion: Opinion,
        /// The feeling now.
        #[serde(default)]
        emotion: Option<Emotion>,
    }
    /// Sign the slip, or record why not.
    Sign {
        /// Who.
        party: Party,
        /// How, or why not.
        signature: Manner,
    }
    /// Record that a slip was printed or saved.
    PrintSlip {
        /// The fingerprint in its footer.
        fingerprint: String,
    }
    /// Leave the step for the next one.
    Advance {
        /// A written reason overrides a gate that is not met.
        #[serde(default)]
        override_reason: Option<String>,
    }
    /// Go back to an earlier step.
    GoBack {
        /// Which.
        to: Step,
    }
    /// Begin another round of proposing.
    OpenRound {
        /// Why the last one did not settle it.
        reason: String,
    }
    /// Any step: a wording of a playbook was said to the customer.
    UseWording {
        /// What was said, slots filled.
        wording: String,
        /// Playbook and wording, `broadband_cuts_out/feel`.
        source: String,
    }
    /// Say how much the case asks for: the answer may take longer.
    GradeCase {
        /// How much.
        grade: Grade,
        /// Why.
        reason: String,
    }
    /// The customer is waited for: the hall's clocks stand still.
    PauseClock {
        /// Until when at the latest; then they run on by themselves.
        until: Moment,
        /// What is waited for.
        reason: String,
    }
    /// What was waited for is there: they run on.
    ResumeClock {}
    /// Ask for more time for the answer.
    RequestExtension {
        /// How much, in hours of the answer's clock.
        hours: u16,
        /// Why.
        reason: String,
    }
    /// Give the time that was asked for.
    GrantExtension {}
    /// Don't give it.
    RefuseExtension {
        /// Why.
        reason: String,
    }
    /// Ask a unit for something: a work order.
    SendWorkOrder {
        /// Which unit.
        unit: String,
        /// What it is asked.
        asked: String,
        /// By when.
        due: Moment,
    }
    /// Remind the unit, twice at most.
    RemindUnit {
        /// Of which order.
        order: WorkOrderNo,
        /// How.
        means: Means,
    }
    /// Enter the unit's reply. It ends the order, and nothing else.
    EnterReply {
        /// To which order.
        order: WorkOrderNo,
        /// The reply.
        text: String,
        /// Whether the unit admits liability.
        #[serde(default)]
        admission: Admission,
    }
    /// The reply is not enough: ask again.
    ReturnReply {
        /// Of which order.
        order: WorkOrderNo,
        /// What it lacks.
        reason: String,
        /// By when now.
        due: Moment,
    }
    /// What was asked is not needed any more. Whoever sent it needs no reason within ten minutes.
    WithdrawWorkOrder {
        /// Which.
        order: WorkOrderNo,
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    }
    /// The last entry on an order was a mistake: within ten minutes, by whoever made it.
    TakeBackOrderStep {
        /// Of which order.
        order: WorkOrderNo,
    }
    /// The ticket belongs to an incident.
    JoinIncident {
        /// Which.
        incident: IncidentId,
    }
    /// It does not.
    LeaveIncident {}
    /// Whether the customer was told of the incident and its common remedy.
    TellOfIncident {
        /// What came of it.
        telling: Informing,
    }
    /// Write a note for colleagues.
    AddNote {
        /// The note.
        text: String,
    }
    /// Close the ticket.
    Close {
        /// A written reason stands in for a call-back that could not be made.
        #[serde(default)]
        override_reason: Option<String>,
    }
    /// The customer left; the visit is broken off.
    BreakOff {
        /// What happened.
        reason: String,
    }
    /// The customer withdraws the complaint.
    Withdraw {
        /// Why.
        reason: String,
    }
    /// Merge with another ticket about the same matter.
    Merge {
        /// The ticket that goes on.
        into: TicketNumber,
        /// Why.
        reason: String,
    }
    /// Transfer to another hall.
    Transfer {
        /// Which hall.
        hall: String,
        /// Why.
        reason: String,
    }
    /// Take an ended ticket up again. Within ten minutes the same person needs no reason.
    Reopen {
        /// Why.
        #[serde(default)]
        reason: Option<String>,
    }
    /// Raise the ticket.
    Raise {
        /// Why.
        reason: String,
    }
    /// The customer is here again about the same matter. Takes an ended ticket up again.
    CameBack {
        /// What they say.
        words: String,
    }
    /// It was noted on the wrong ticket: the ticket is as it was before.
    TakeBackVisit {}
    /// Tell the managers that somebody from the press, a lawyer, an expert or an official is here. Raises the ticket.
    ReportSensitive {
        /// In what capacity.
        capacity: Capacity,
    }
    /// It was said by mistake: the ticket is as it was before. After a manager has taken note, a manager's to say.
    TakeBackSensitive {}
    /// A manager takes note of it.
    NoteSensitive {}
    /// Name the earlier ticket that this one follows from.
    Link {
        /// Which; none = it follows from no other.
        to: Option<TicketNumber>,
    }
    /// Give the ticket to a colleague, who goes on where it stopped.
    HandOver {
        /// To whom.
        to: StaffId,
        /// Why.
        #[serde(default)]
        reason: String,
    }
}

impl ActionKind {
    /// Whether it is a manager's decision on what somebody else asked for: what may be taken in person, over the counter of whoever asked
    /// (domain §9).
    #[must_use]
    pub const fn is_managers_decision(self) -> bool {
        matches!(
            self,
            Self::ApproveOffer | Self::ReturnOffer | Self::GrantExtension | Self::RefuseExtension
        )
    }
    } };
}
pub(super) use later_actions;
