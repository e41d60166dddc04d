//! What an action causes, or why it is not allowed.

mod again;
mod agreement;
mod clock;
mod course;
mod follow_up;
mod incident;
mod listening;
mod referral;
mod repair;
mod sensitive;
mod waiting;
mod work_order;

use crate::{
    Action, ActionKind, Authority, EndKind, Entry, Event, IntakeForm, Moment, Refusal, Role, Staff,
    Step, Ticket, TicketId, TicketNumber,
};

pub(crate) use agreement::{
    approval as terms_approval, granted, may_judge, otherwise, terms as checked_terms,
};
pub(crate) use incident::{propose_as, words as told_words};

/// The events an action causes, or why it is not allowed.
type Decision = Result<Vec<Event>, Refusal>;

/// Who acts, when, and under which limits: all that a rule needs to know besides the ticket.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The moment of the action.
    pub now: Moment,
    /// Who acts.
    pub staff: &'a Staff,
    /// The hall's table of limits.
    pub authority: &'a Authority,
}

impl Context<'_> {
    /// An event as a line of the record.
    #[must_use]
    pub fn entry(&self, event: Event) -> Entry {
        Entry {
            at: self.now,
            by: self.staff.id.clone(),
            event,
        }
    }
}

/// Registers a complaint: the first event of a ticket.
///
/// # Errors
/// The first field of the form that cannot stand, or a role that only reads.
pub fn register(
    id: TicketId,
    number: TicketNumber,
    earlier: u16,
    form: &IntakeForm,
    context: &Context<'_>,
) -> Result<Event, Refusal> {
    writes(context)?;
    Ok(Event::Registered {
        id,
        number,
        intake: form.check(context.now)?,
        earlier,
    })
}

/// Decides an action on a ticket: the events it causes.
///
/// # Errors
/// Why it is not allowed. The ticket is as it was.
pub fn decide(
    ticket: &Ticket,
    action: &Action,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    permit(ticket, action.kind(), context)?;
    match action {
        Action::Register { .. } => Err(Refusal::AlreadyRegistered),
        Action::AmendIntake { form } => listening::amend(ticket, form, context),
        Action::RecordStatement {
            statement,
            key_words,
            emotion,
            strength,
        } => listening::statement(statement, key_words, *emotion, *strength),
        Action::Apologize { wording, source } => listening::apologize(wording, source.as_ref()),
        Action::RecordFacts { facts } => listening::record_facts(facts, context),
        Action::RecordCheck { check } => listening::record_check(ticket, check),
        Action::RemoveCheck { question } => listening::remove_check(ticket, question),
        Action::AttachEvidence { file, shows } => listening::attach(ticket, file, shows.as_ref()),
        Action::MarkAuthorisation { file } => listening::authorise(ticket, *file),
        Action::RelateEvidence { file, shows } => listening::relate(ticket, *file, shows.as_ref()),
        Action::RemoveEvidence { file } => listening::remove_evidence(ticket, *file),
        Action::Attribute { attribution } => listening::attribute(attribution),
        Action::ConfirmReadBack { text } => listening::confirm_read_back(text),
        Action::UseWording { wording, source } => listening::use_wording(ticket, wording, source),
        Action::GradeCase { grade, reason } => clock::grade(ticket, *grade, reason),
        Action::PauseClock { until, reason } => clock::pause(ticket, *until, reason, context),
        Action::ResumeClock {} => clock::resume(ticket, context),
        Action::RequestExtension { hours, reason } => clock::request(*hours, reason, context),
        Action::GrantExtension {} => clock::grant(ticket, context),
        Action::RefuseExtension { reason } => clock::refuse(ticket, reason, context),
        Action::SendWorkOrder { unit, asked, due } => {
            work_order::send(ticket, unit, asked, *due, context)
        }
        Action::RemindUnit { order, means } => work_order::remind(ticket, *order, *means, context),
        Action::EnterReply {
            order,
            text,
            admission,
        } => work_order::reply(ticket, *order, text, *admission, context),
        Action::ReturnReply { order, reason, due } => {
            work_order::send_back(ticket, *order, reason, *due, context)
        }
        Action::WithdrawWorkOrder { order, reason } => {
            work_order::withdraw(ticket, *order, reason.as_deref(), context)
        }
        Action::TakeBackOrderStep { order } => work_order::take_back(ticket, *order, context),
        Action::JoinIncident { incident } => incident::join(ticket, *incident, context),
        Action::LeaveIncident {} => incident::leave(ticket),
        Action::TellOfIncident { telling } => incident::tell(ticket, telling),
        Action::AddNote { text } => listening::note(ticket, text),
        Action::ProposeOffer { terms } => agreement::propose(ticket, terms, context),
        Action::ReviseOffer { offer, terms } => agreement::revise(ticket, *offer, terms, context),
        Action::WithdrawOffer { offer } => agreement::withdraw(ticket, *offer),
        Action::RestoreOffer { offer } => agreement::restore(ticket, *offer),
        Action::RequestApproval { offer } => agreement::request(ticket, *offer, context),
        Action::ApproveOffer {
            offer,
            amount,
            action,
            decision,
        } => {
            let how = agreement::Approving {
                amount: *amount,
                action: action.as_deref(),
                decision: *decision,
            };
            agreement::approve(ticket, *offer, how, context)
        }
        Action::ReturnOffer { offer, reason } => {
            agreement::send_back(ticket, *offer, reason, context)
        }
        Action::JustifySingleOffer { reason } => agreement::justify_single(reason),
        Action::ChooseOffer { offer } => agreement::choose(ticket, *offer, context),
        Action::TakeBackChoice {} => agreement::take_back(ticket, context),
        Action::RecordDemand {
            text,
            amount,
            basis,
        } => agreement::demand(ticket, text, *amount, basis),
        Action::AnswerDemand { answer } => agreement::answer_demand(ticket, answer),
        Action::MakePromise { text, owner, due } => {
            follow_up::promise(ticket, text, owner, *due, context)
        }
        Action::KeepPromise { promise, note } => follow_up::keep(ticket, *promise, note, context),
        Action::BreakPromise { promise, reason } => {
            follow_up::break_promise(ticket, *promise, reason, context)
        }
        Action::WithdrawPromise { promise, reason } => {
            follow_up::withdraw_promise(ticket, *promise, reason, context)
        }
        Action::ReopenPromise { promise } => follow_up::reopen_promise(ticket, *promise, context),
        Action::CallBack {
            opinion,
            emotion,
            note,
            next,
        } => {
            let call = follow_up::Call {
                opinion: opinion.as_ref(),
                emotion: *emotion,
                note,
                next: *next,
            };
            follow_up::call_back(ticket, &call, context)
        }
        Action::TakeBackCall {} => Ok(vec![Event::CallTakenBack {}]),
        Action::RecordRepair { restored, note } => repair::record(ticket, *restored, note, context),
        Action::TakeBackRepair {} => Ok(vec![Event::RepairTakenBack {}]),
        Action::AgreeToWait {
            what,
            every,
            next,
            until,
            contact,
        } => {
            let agreed = waiting::Agreed {
                what,
                every: *every,
                next: *next,
                until: *until,
                contact,
            };
            waiting::agree(ticket, &agreed, context)
        }
        Action::ContactWaiting {
            reached,
            note,
            next,
        } => waiting::contact(ticket, *reached, note, *next, context),
        Action::EndWaiting { why, note } => waiting::end(ticket, *why, note, context),
        Action::WaitOn {} => waiting::go_on(ticket),
        Action::RecordOpinion { opinion, emotion } => follow_up::give_opinion(opinion, *emotion),
        Action::Sign { party, signature } => follow_up::sign(ticket, *party, signature, context),
        Action::PrintSlip { fingerprint } => follow_up::print_slip(ticket, fingerprint),
        Action::Escalate {
            level,
            reason,
            done,
            asked,
            due,
            told,
        } => course::escalate(
            &course::HandOver {
                level: *level,
                reason,
                done,
                asked,
                due: *due,
                told: *told,
            },
            context,
        ),
        Action::TellOfEscalation {} => Ok(vec![Event::CustomerTold {}]),
        Action::LinkReferral {
            channel,
            reference,
            asked,
            due,
        } => referral::link(
            ticket,
            &referral::CameIn {
                channel: *channel,
                reference,
                asked,
                due: *due,
            },
            context,
        ),
        Action::AnswerReferral { referral, text } => {
            referral::answer(ticket, *referral, text, context)
        }
        Action::AcceptEscalation {} => course::accept(ticket, context),
        Action::DecideEscalation { decision } => {
            course::decide_escalation(ticket, decision, context)
        }
        Action::ReturnEscalation { reason } => course::return_escalation(ticket, reason, context),
        Action::GiveFinalReply { text } => course::final_reply(ticket, text, context),
        Action::Advance { override_reason } => course::advance(ticket, override_reason.as_deref()),
        Action::GoBack { to } => course::go_back(ticket, *to),
        Action::OpenRound { reason } => course::open_round(ticket, reason),
        Action::Close { override_reason } => {
            course::close(ticket, override_reason.as_deref(), context)
        }
        Action::BreakOff { reason } => course::leave(EndKind::BrokenOff, reason, context),
        Action::Withdraw { reason } => course::leave(EndKind::Withdrawn, reason, context),
        Action::Merge { into, reason } => course::merge(ticket, into, reason, context),
        Action::Transfer { hall, reason } => course::transfer(hall, reason, context),
        Action::Reopen { reason } => course::reopen(ticket, reason.as_deref(), context),
        Action::Raise { reason } => course::raise(reason),
        Action::CameBack { words } => again::came_back(ticket, words),
        Action::TakeBackVisit {} => Ok(vec![Event::VisitTakenBack {}]),
        Action::ReportSensitive { capacity } => Ok(sensitive::report(*capacity, context)),
        Action::TakeBackSensitive {} => Ok(vec![Event::SensitiveTakenBack {}]),
        Action::NoteSensitive {} => Ok(vec![Event::SensitiveNoted {}]),
        Action::Link { to } => again::link(ticket, to.as_ref()),
        Action::HandOver { to, reason } => again::hand_over(ticket, to, reason),
    }
}

/// Decides several actions one after the other: all or nothing.
///
/// # Errors
/// The place (from 0) of the first action that is not allowed, and why.
pub fn decide_all(
    ticket: &Ticket,
    actions: &[Action],
    context: &Context<'_>,
) -> Result<(Vec<Entry>, Ticket), (usize, Refusal)> {
    let mut after = ticket.clone();
    let mut entries = Vec::new();
    for (place, action) in actions.iter().enumerate() {
        for event in decide(&after, action, context).map_err(|refusal| (place, refusal))? {
            let entry = context.entry(event);
            after.apply(&entry);
            entries.push(entry);
        }
    }
    Ok((entries, after))
}

/// Whether an action of this kind is allowed on the ticket as it stands, before its details are looked at.
///
/// # Errors
/// Why not.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a kind without a rule of its own is open once its step is reached"
)]
pub fn permit(ticket: &Ticket, kind: ActionKind, context: &Context<'_>) -> Result<(), Refusal> {
    writes(context)?;
    match (kind, ticket.end_kind()) {
        (ActionKind::Register, _) => return Err(Refusal::AlreadyRegistered),
        (ActionKind::Reopen, None) => return Err(Refusal::NotEnded),
        (ActionKind::Reopen | ActionKind::AddNote | ActionKind::PrintSlip, Some(_)) => {
            return Ok(());
        }
        // What was promised, asked and handed on outlives a visit that was broken off.
        (
            ActionKind::KeepPromise
            | ActionKind::BreakPromise
            | ActionKind::WithdrawPromise
            | ActionKind::ReopenPromise
            | ActionKind::RecordRepair
            | ActionKind::TakeBackRepair
            | ActionKind::RemindUnit
            | ActionKind::EnterReply
            | ActionKind::ReturnReply
            | ActionKind::WithdrawWorkOrder
            | ActionKind::TakeBackOrderStep
            | ActionKind::AnswerReferral
            | ActionKind::TellOfEscalation
            | ActionKind::AcceptEscalation
            | ActionKind::DecideEscalation
            | ActionKind::ReturnEscalation
            | ActionKind::ContactWaiting
            | ActionKind::EndWaiting
            | ActionKind::WaitOn,
            Some(EndKind::BrokenOff),
        ) => {}
        // The end of a visit does not inform anybody.
        (ActionKind::NoteSensitive, _) => return sensitive::may_note(ticket, context),
        (ActionKind::CameBack, Some(end)) => return again::may_take_up(end),
        (_, Some(end)) => return Err(Refusal::Ended { end }),
        (_, None) => {}
    }
    reached(ticket, needed_step(kind))?;
    match kind {
        ActionKind::TakeBackChoice if ticket.chosen().is_none() => Err(Refusal::NothingChosen),
        ActionKind::AnswerDemand if ticket.demand().is_none() => Err(Refusal::NoDemand),
        ActionKind::AcceptEscalation | ActionKind::DecideEscalation => {
            course::may_take_over(ticket, context)?;
            course::not_own(ticket, context)
        }
        ActionKind::ReturnEscalation => course::may_take_over(ticket, context),
        ActionKind::Escalate if ticket.open_escalation().is_some() => Err(Refusal::EscalationOpen),
        ActionKind::TellOfEscalation => course::may_tell(ticket),
        ActionKind::AnswerReferral => referral::may_answer(ticket),
        ActionKind::Sign if ticket.chosen().is_none() && ticket.final_reply.is_none() => {
            Err(Refusal::NothingToSign)
        }
        ActionKind::GradeCase => clock::may_grade(ticket, context),
        ActionKind::PauseClock => clock::may_pause(ticket, context),
        ActionKind::ResumeClock => clock::may_resume(ticket, context),
        ActionKind::RequestExtension => clock::may_request(ticket),
        ActionKind::GrantExtension | ActionKind::RefuseExtension => clock::judge(ticket, context),
        ActionKind::TakeBackCall => follow_up::may_take_back(ticket, context),
        ActionKind::RecordRepair => repair::may_record(ticket),
        ActionKind::TakeBackRepair => repair::may_take_back(ticket),
        ActionKind::AgreeToWait => waiting::may_agree(ticket),
        ActionKind::ContactWaiting | ActionKind::EndWaiting => waiting::open(ticket).map(drop),
        ActionKind::WaitOn => waiting::ended(ticket).map(drop),
        ActionKind::LeaveIncident | ActionKind::TellOfIncident => incident::part(ticket).map(drop),
        ActionKind::TakeBackVisit => again::may_take_back(ticket),
        ActionKind::ReportSensitive => sensitive::may_report(ticket),
        ActionKind::TakeBackSensitive => sensitive::may_take_back(ticket, context),
        ActionKind::Advance => course::may_advance(ticket),
        ActionKind::OpenRound => course::may_open_round(ticket),
        ActionKind::Close => course::may_close(ticket),
        ActionKind::Withdraw | ActionKind::Merge | ActionKind::Transfer => course::no_tail(ticket),
        _ => Ok(()),
    }
}

/// Every kind of action with the reason why it is not allowed, if it is not.
#[must_use]
pub fn permissions(ticket: &Ticket, context: &Context<'_>) -> Vec<(ActionKind, Option<Refusal>)> {
    ActionKind::ALL
        .iter()
        .map(|kind| (*kind, permit(ticket, *kind, context).err()))
        .collect()
}

/// The first step at which an action of this kind makes sense. Earlier steps stay open to correction: going back loses nothing.
const fn needed_step(kind: ActionKind) -> Step {
    match kind {
        ActionKind::Register
        | ActionKind::AmendIntake
        | ActionKind::RecordStatement
        | ActionKind::RecordFacts
        | ActionKind::RecordCheck
        | ActionKind::RemoveCheck
        | ActionKind::AttachEvidence
        | ActionKind::RelateEvidence
        | ActionKind::MarkAuthorisation
        | ActionKind::RemoveEvidence
        | ActionKind::Attribute
        | ActionKind::MakePromise
        | ActionKind::KeepPromise
        | ActionKind::BreakPromise
        | ActionKind::WithdrawPromise
        | ActionKind::ReopenPromise
        | ActionKind::Escalate
        | ActionKind::TellOfEscalation
        | ActionKind::LinkReferral
        | ActionKind::AnswerReferral
        | ActionKind::AcceptEscalation
        | ActionKind::DecideEscalation
        | ActionKind::ReturnEscalation
        | ActionKind::PrintSlip
        | ActionKind::Advance
        | ActionKind::GoBack
        | ActionKind::UseWording
        | ActionKind::GradeCase
        | ActionKind::PauseClock
        | ActionKind::ResumeClock
        | ActionKind::RequestExtension
        | ActionKind::GrantExtension
        | ActionKind::RefuseExtension
        | ActionKind::RecordRepair
        | ActionKind::TakeBackRepair
        | ActionKind::AgreeToWait
        | ActionKind::ContactWaiting
        | ActionKind::EndWaiting
        | ActionKind::WaitOn
        | ActionKind::SendWorkOrder
        | ActionKind::RemindUnit
        | ActionKind::EnterReply
        | ActionKind::ReturnReply
        | ActionKind::WithdrawWorkOrder
        | ActionKind::TakeBackOrderStep
        | ActionKind::JoinIncident
        | ActionKind::LeaveIncident
        | ActionKind::TellOfIncident
        | ActionKind::AddNote
        | ActionKind::BreakOff
        | ActionKind::Withdraw
        | ActionKind::Merge
        | ActionKind::Transfer
        | ActionKind::Reopen
        | ActionKind::Raise
        | ActionKind::CameBack
        | ActionKind::TakeBackVisit
        | ActionKind::ReportSensitive
        | ActionKind::TakeBackSensitive
        | ActionKind::NoteSensitive
        | ActionKind::Link
        | ActionKind::HandOver => Step::Listen,
        ActionKind::Apologize => Step::Apologize,
        ActionKind::ConfirmReadBack => Step::Gather,
        ActionKind::ProposeOffer
        | ActionKind::ReviseOffer
        | ActionKind::WithdrawOffer
        | ActionKind::RestoreOffer
        | ActionKind::RequestApproval
        | ActionKind::ApproveOffer
        | ActionKind::ReturnOffer
        | ActionKind::JustifySingleOffer => Step::Propose,
        ActionKind::ChooseOffer
        | ActionKind::TakeBackChoice
        | ActionKind::RecordDemand
        | ActionKind::AnswerDemand
        | ActionKind::GiveFinalReply
        | ActionKind::RecordOpinion
        | ActionKind::Sign => Step::Ask,
        ActionKind::CallBack
        | ActionKind::TakeBackCall
        | ActionKind::OpenRound
        | ActionKind::Close => Step::FollowUp,
    }
}

fn reached(ticket: &Ticket, needed: Step) -> Result<(), Refusal> {
    if ticket.step < needed {
        Err(Refusal::StepNotReached {
            needed,
            now: ticket.step,
        })
    } else {
        Ok(())
    }
}

pub(crate) fn writes(context: &Context<'_>) -> Result<(), Refusal> {
    match context.staff.role {
        Role::Clerk | Role::DutyManager | Role::HallManager => Ok(()),
        Role::Administrator | Role::Auditor => Err(Refusal::ReadsOnly),
    }
}
