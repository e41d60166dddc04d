//! How hard a case is, pauses and extensions.

use super::{Context, Decision};
use crate::clock::EXTENSIONS_MAX;
use crate::field::{TEXT, required, within};
use crate::{
    Authority, Event, Extension, ExtensionState, Field, Grade, Grantor, Moment, Pause, Refusal,
    Ticket,
};

/// A pause lasts a month at most: then somebody asks the customer and pauses again.
const PAUSE_DAYS_MAX: u16 = 31;
/// Pauses on one ticket.
const PAUSES_MAX: usize = 30;
/// Hours of one extension: a month of days.
const HOURS_MAX: u16 = 31 * 24;

pub(super) fn grade(ticket: &Ticket, grade: Grade, reason: &str) -> Decision {
    if grade == ticket.grade {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Graded {
        grade,
        reason: required(Field::Reason, reason, TEXT)?,
    }])
}

pub(super) fn pause(
    ticket: &Ticket,
    until: Moment,
    reason: &str,
    context: &Context<'_>,
) -> Decision {
    super::listening::few(ticket.pauses.len(), PAUSES_MAX)?;
    let until = within(Field::Due, until, PAUSE_DAYS_MAX, context.now)?;
    let pause = Pause {
        from: context.now,
        until,
        reason: required(Field::Reason, reason, TEXT)?,
        by: context.staff.id.clone(),
        resumed: None,
    };
    Ok(vec![Event::ClockPaused { pause }])
}

pub(super) fn resume(ticket: &Ticket, context: &Context<'_>) -> Decision {
    may_resume(ticket, context)?;
    Ok(vec![Event::ClockResumed {}])
}

/// No pause is on. Where the last one ran out without a word from the customer, another is a manager's.
pub(super) fn may_pause(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    if ticket.pause_at(context.now).is_some() {
        return Err(Refusal::ClockPaused);
    }
    match ticket.pauses.last() {
        Some(last) if last.resumed.is_none() => manager(context),
        _ => Ok(()),
    }
}

/// A pause is on.
pub(super) fn may_resume(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    match ticket.pause_at(context.now) {
        Some(_) => Ok(()),
        None => Err(Refusal::ClockRuns),
    }
}

pub(super) fn request(hours: u16, reason: &str, context: &Context<'_>) -> Decision {
    if !(1..=HOURS_MAX).contains(&hours) {
        return Err(Refusal::OutOfRange {
            field: Field::Hours,
            least: 1,
            most: HOURS_MAX,
        });
    }
    let extension = Extension {
        hours,
        reason: required(Field::Reason, reason, TEXT)?,
        by: context.staff.id.clone(),
        at: context.now,
        state: ExtensionState::Requested,
    };
    Ok(vec![Event::ExtensionRequested { extension }])
}

pub(super) fn grant(ticket: &Ticket, context: &Context<'_>) -> Decision {
    move_to(
        ticket,
        ExtensionState::Granted {
            by: context.staff.id.clone(),
            at: context.now,
        },
    )
}

pub(super) fn refuse(ticket: &Ticket, reason: &str, context: &Context<'_>) -> Decision {
    move_to(
        ticket,
        ExtensionState::Refused {
            by: context.staff.id.clone(),
            at: context.now,
            reason: required(Field::Reason, reason, TEXT)?,
        },
    )
}

/// A missed answer is not made punctual afterwards.
fn unanswered(ticket: &Ticket) -> Result<(), Refusal> {
    ticket
        .unanswered()
        .map(drop)
        .ok_or(Refusal::AnsweredAlready)
}

/// Only a manager says how hard a case is, and while the answer is owed.
pub(super) fn may_grade(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    manager(context)?;
    unanswered(ticket)
}

/// The answer is owed, nothing is asked for already, and fewer than three were given.
pub(super) fn may_request(ticket: &Ticket) -> Result<(), Refusal> {
    unanswered(ticket)?;
    if ticket.wanted_extension().is_some() {
        return Err(Refusal::ExtensionOpen);
    }
    let granted = ticket.extensions.iter().filter(|given| given.is_granted());
    if granted.count() >= usize::from(EXTENSIONS_MAX) {
        Err(Refusal::ExtensionsUsedUp {
            most: EXTENSIONS_MAX,
        })
    } else {
        Ok(())
    }
}

/// One is asked for, and by somebody else (domain §9, §10).
pub(super) fn judge(ticket: &Ticket, context: &Context<'_>) -> Result<(), Refusal> {
    let wanted = ticket.wanted_extension().ok_or(Refusal::NoExtension)?;
    manager(context)?;
    if wanted.by == context.staff.id {
        return Err(Refusal::OwnRequest);
    }
    Ok(())
}

/// A grade changes how long the answer may take, and an extension too: neither is for whoever is measured by it.
pub(super) fn manager(context: &Context<'_>) -> Result<(), Refusal> {
    let from = Grantor::DutyManager;
    if Authority::may(context.staff.role, from) {
        Ok(())
    } else {
        Err(Refusal::NotAuthorised { from })
    }
}

fn move_to(ticket: &Ticket, state: ExtensionState) -> Decision {
    let wanted = ticket.wanted_extension().ok_or(Refusal::NoExtension)?;
    Ok(vec![Event::ExtensionDecided {
        extension: Extension {
            state,
            ..wanted.clone()
        },
    }])
}

#[cfg(test)]
mod tests {
    use crate::*;
    use chrono::{TimeDelta, TimeZone, Utc};
    use serde_json::{Value, json};
    use uuid::Uuid;

    /// 10:42 by the hall's clock, a Monday.
    fn start() -> Moment {
        Utc.with_ymd_and_hms(2026, 11, 23, 2, 42, 0).unwrap()
    }

    fn staff(role: Role) -> Staff {
        let id = match role {
            Role::Clerk => "1024",
            Role::DutyManager => "1008",
            Role::HallManager | Role::Administrator | Role::Auditor => "1001",
        };
        Staff {
            id: StaffId::try_from(id.to_owned()).unwrap(),
            name: id.to_owned(),
            role,
        }
    }

    /// A ticket and its clock: who acts, and after how many minutes.
    struct Course {
        ticket: Ticket,
        timing: Timing,
        now: Moment,
    }

    impl Course {
        fn begin(category: &str, rural: bool) -> Self {
            let form: IntakeForm = serde_json::from_value(json!({
                "phone": "13812345678", "channel": "counter", "category": category, "emotion": "calm",
                "phenomenon": "断网", "rural": rural,
            }))
            .unwrap();
            let staff = staff(Role::Clerk);
            let authority = Authority::default();
            let context = Context {
                now: start(),
                staff: &staff,
                authority: &authority,
            };
            let number = TicketNumber::try_from("A01-1-20261123-001".to_owned()).unwrap();
            let id = TicketId(Uuid::from_u128(1));
            let event = register(id, number, 0, &form, &context).unwrap();
            Self {
                ticket: Ticket::begin(&context.entry(event)).unwrap(),
                timing: Timing::default(),
                now: start(),
            }
        }

        fn later(&mut self, hours: i64) -> &mut Self {
            self.now += TimeDelta::hours(hours);
            self
        }

        fn act(&mut self, role: Role, action: Value) -> Result<(), Refusal> {
            let staff = staff(role);
            let authority = Authority::default();
            let context = Context {
                now: self.now,
                staff: &staff,
                authority: &authority,
            };
            let action = serde_json::from_value(action).unwrap();
            let (_, after) =
                decide_all(&self.ticket, &[action], &context).map_err(|(_, refusal)| refusal)?;
            self.ticket = after;
            Ok(())
        }

        fn deadline(&self, kind: DeadlineKind) -> Deadline {
            let all = self.ticket.deadlines(&self.timing);
            all.into_iter().find(|known| known.kind == kind).unwrap()
        }

        /// Hours from the beginning to the due time.
        fn due(&self, kind: DeadlineKind) -> i64 {
            (self.deadline(kind).due - start()).num_hours()
        }

        fn state(&self, kind: DeadlineKind) -> ClockState {
            self.deadline(kind).state(self.now)
        }
    }

    fn pause(course: &Course, hours: i64) -> Value {
        json!({"do": "pause_clock", "until": course.now + TimeDelta::hours(hours), "reason": "等客户回家测试"})
    }

    const ANSWER: DeadlineKind = DeadlineKind::Answer;
    const REPAIR: DeadlineKind = DeadlineKind::Repair;

    #[test]
    fn a_pause_moves_the_halls_clock_and_never_the_laws() {
        let mut course = Course::begin("2.1", false);
        assert_eq!((course.due(ANSWER), course.due(REPAIR)), (24, 48));
        course.later(4);
        course.act(Role::Clerk, pause(&course, 10)).unwrap();
        assert_eq!((course.due(ANSWER), course.due(REPAIR)), (34, 48));
        assert_eq!(course.state(ANSWER), ClockState::Paused);
        assert_eq!(course.state(REPAIR), ClockState::OnTime);
        assert_eq!(
            course.act(Role::Clerk, pause(&course, 1)),
            Err(Refusal::ClockPaused)
        );

        // It runs on by itself where nobody thinks of it.
        course.later(11);
        assert_eq!(course.state(ANSWER), ClockState::OnTime);
        assert_eq!(
            course.act(Role::Clerk, json!({"do": "resume_clock"})),
            Err(Refusal::ClockRuns)
        );
        course.later(20);
        assert_eq!(course.state(ANSWER), ClockState::Overdue);
    }

    #[test]
    fn a_pause_ended_by_hand_counts_as_long_as_it_took() {
        let mut course = Course::begin("2.1", false);
        course.act(Role::Clerk, pause(&course, 10)).unwrap();
        course.later(3);
        course
            .act(Role::Clerk, json!({"do": "resume_clock"}))
            .unwrap();
        assert_eq!(course.due(ANSWER), 27);
        // A clock set back below the pause's beginning takes nothing away.
        course.act(Role::Clerk, pause(&course, 10)).unwrap();
        course.later(-30);
        course
            .act(Role::Clerk, json!({"do": "resume_clock"}))
            .unwrap();
        assert_eq!(course.due(ANSWER), 27);
    }

    #[test]
    fn what_is_overdue_stays_so_when_it_is_paused() {
        let mut course = Course::begin("3.1", false);
        course.later(25);
        course.act(Role::Clerk, pause(&course, 10)).unwrap();
        assert_eq!(course.state(ANSWER), ClockState::Overdue);
    }

    #[test]
    fn a_pause_needs_an_end_in_sight() {
        let mut course = Course::begin("3.1", false);
        for (hours, refusal) in [
            (0, Refusal::InPast { field: Field::Due }),
            (
                32 * 24,
                Refusal::TooFar {
                    field: Field::Due,
                    latest: course.now + TimeDelta::days(31),
                },
            ),
        ] {
            assert_eq!(course.act(Role::Clerk, pause(&course, hours)), Err(refusal));
        }
    }

    #[test]
    fn a_third_extension_is_given_and_a_fourth_refused() {
        let ask = json!({"do": "request_extension", "hours": 24, "reason": "等设备到货"});
        let grant = json!({"do": "grant_extension"});
        let mut course = Course::begin("2.1", false);
        for given in 1..=3 {
            course.act(Role::Clerk, ask.clone()).unwrap();
            assert_eq!(
                course.act(Role::Clerk, ask.clone()),
                Err(Refusal::ExtensionOpen)
            );
            // What is asked for does not count yet.
            assert_eq!(course.due(ANSWER), 24 * given);
            course.act(Role::DutyManager, grant.clone()).unwrap();
            assert_eq!(course.due(ANSWER), 24 * (given + 1));
        }
        assert_eq!(
            course.act(Role::Clerk, ask),
            Err(Refusal::ExtensionsUsedUp { most: 3 })
        );
        assert_eq!(course.due(REPAIR), 48);
    }

    #[test]
    fn nobody_gives_an_extension_to_themselves() {
        let ask = json!({"do": "request_extension", "hours": 24, "reason": "等设备到货"});
        let mut course = Course::begin("2.1", false);
        assert_eq!(
            course.act(Role::DutyManager, json!({"do": "grant_extension"})),
            Err(Refusal::NoExtension)
        );
        course.act(Role::DutyManager, ask.clone()).unwrap();
        assert_eq!(
            course.act(Role::DutyManager, json!({"do": "grant_extension"})),
            Err(Refusal::OwnRequest)
        );
        assert_eq!(
            course.act(Role::Clerk, json!({"do": "grant_extension"})),
            Err(Refusal::NotAuthorised {
                from: Grantor::DutyManager
            })
        );
        let no = json!({"do": "refuse_extension", "reason": "设备已到"});
        course.act(Role::HallManager, no).unwrap();
        assert_eq!(course.due(ANSWER), 24);
        // A refused one is none of the three.
        course.act(Role::DutyManager, ask).unwrap();
        assert_eq!(
            course.act(
                Role::Clerk,
                json!({"do": "request_extension", "hours": 0, "reason": "x"})
            ),
            Err(Refusal::ExtensionOpen)
        );
    }

    #[test]
    fn a_complex_case_has_more_time_by_a_managers_word() {
        let complex = json!({"do": "grade_case", "grade": "complex", "reason": "要会同网络部"});
        let mut course = Course::begin("2.1", false);
        assert_eq!(
            course.act(Role::Clerk, complex.clone()),
            Err(Refusal::NotAuthorised {
                from: Grantor::DutyManager
            })
        );
        course.act(Role::DutyManager, complex).unwrap();
        assert_eq!(course.due(ANSWER), 48);
    }

    #[test]
    fn from_above_a_complex_case_is_answered_as_fast_as_any_and_never_later_than_it_would_be() {
        let mut course = Course::begin("3.1", false);
        course.ticket.intake.channel = Channel::Province;
        course.ticket.grade = Grade::Special;
        assert_eq!(course.due(ANSWER), 24);
        let norms = &mut course.timing.norms;
        norms.passed_down.minutes = 100 * 60;
        assert_eq!(course.due(ANSWER), 72);
    }

    #[test]
    fn a_fault_has_48_hours_in_town_and_72_in_the_country() {
        for (rural, hours) in [(false, 48), (true, 72)] {
            let mut course = Course::begin("2.1", rural);
            assert_eq!(course.due(REPAIR), hours);
            assert_eq!(course.deadline(REPAIR).norm, Norm::Law);
            course.later(hours - 2);
            assert_eq!(course.state(REPAIR), ClockState::DueSoon);
            course.later(2);
            assert_eq!(course.state(REPAIR), ClockState::DueSoon);
            course.now += TimeDelta::milliseconds(1);
            assert_eq!(course.state(REPAIR), ClockState::Overdue);
        }
    }
}
