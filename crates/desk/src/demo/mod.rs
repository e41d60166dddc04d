//! The demonstration hall: believable tickets in every state, the same for the same seed and clock.

mod cast;
mod plot;
mod scribble;
mod stop;

use crate::{Context, Desk, DeskError, Entrance, HeldContext, Perform};
use ansu_complaint::{
    Action, Approval, Authority, Moment, OfferState, Role, Staff, Step, Ticket, TicketId,
};
use ansu_store::{Hall, QueueFilter, StaffRecord};
use cast::{Case, Cast, ContactCast, OfferCast, Scene};
use chrono::{Datelike, TimeDelta};
use plot::{Beat, Deed, Plot};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::Path;
use stop::Stop;

/// How many tickets, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPlan {
    /// Tickets.
    pub tickets: u32,
    /// Seed.
    pub seed: u64,
}

/// Who is at work when the demonstration hall is opened.
pub const DEMO_STAFF: &str = "1024";

/// Tickets of the hall that the window shows.
const WINDOW_PLAN: DemoPlan = DemoPlan {
    tickets: 75,
    seed: 7,
};
/// Most tickets that a demonstration is asked for.
const TICKETS_MAX: u32 = 100_000;
/// Days over which the tickets of a demonstration are received.
const DAYS: i64 = 45;

/// Makes the demonstration hall in `folder` if it is not there, or anew if it is more than a day old, since a hall where everything is long
/// overdue demonstrates nothing. It is made beside its place and renamed: a start that was cut off leaves no half hall.
///
/// # Errors
/// Another process has the demonstration hall open, or the folder can't be written.
pub fn ensure_demonstration(folder: &Path, now: Moment) -> Result<(), DeskError> {
    if is_fresh(folder, now)? {
        return Ok(());
    }
    let making = folder.with_extension("making");
    let io = |error: std::io::Error| DeskError::BadRequest(error.to_string());
    if making.exists() {
        std::fs::remove_dir_all(&making).map_err(io)?;
    }
    let context = HeldContext::new(now, WINDOW_PLAN.seed);
    let mut desk = Entrance::of(&making).demonstration(context)?;
    desk.demonstrate(WINDOW_PLAN, |_, _| ())?;
    drop(desk);
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(io)?;
    }
    std::fs::rename(&making, folder).map_err(io)
}

/// Whether the hall is there and its last complaint was received within a day.
fn is_fresh(folder: &Path, now: Moment) -> Result<bool, DeskError> {
    if !folder.exists() {
        return Ok(false);
    }
    let desk = Entrance::of(folder).demonstration(HeldContext::new(now, 0))?;
    let newest = desk
        .store
        .queue(&QueueFilter::default(), now, None, 500)?
        .iter()
        .map(|row| row.received)
        .max();
    Ok(newest.is_some_and(|newest| now - newest < TimeDelta::hours(24)))
}

/// What happens next in a plot: the customer comes for the n-th thing that is no complaint, comes with the complaint, or it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Comes(usize),
    Complains,
    GoesOn,
}

/// A ticket on its way: what happens next, and when.
struct Course {
    ticket: TicketId,
    clerk: usize,
    beats: std::vec::IntoIter<Beat>,
}

impl Desk<HeldContext> {
    /// Fills an empty data folder with a demonstration hall as it stands at the held clock's moment. `progress` hears how many of how many
    /// tickets have been registered.
    ///
    /// # Errors
    /// The folder has a hall already, or too many tickets are asked for.
    pub fn demonstrate(
        &mut self,
        plan: DemoPlan,
        mut progress: impl FnMut(u32, u32),
    ) -> Result<(), DeskError> {
        if plan.tickets > TICKETS_MAX {
            return Err(DeskError::BadRequest(format!(
                "at most {TICKETS_MAX} tickets"
            )));
        }
        if self.store.hall()?.is_some() {
            return Err(DeskError::HallExists);
        }
        let cast = Cast::shipped()?;
        let now = self.context.now();
        self.people(&cast)?;
        let plots = plots(&cast, plan, now);
        let mut courses: Vec<Option<Course>> = plots.iter().map(|_| None).collect();
        // A moment, a ticket's place in the plan, and what happens then.
        let mut turns: BinaryHeap<Reverse<(Moment, usize, Turn)>> = BinaryHeap::new();
        for (place, plot) in plots.iter().enumerate() {
            turns.push(Reverse((plot.received, place, Turn::Complains)));
            let besides = plot.besides.iter().enumerate();
            turns.extend(besides.map(|(n, (at, _))| Reverse((*at, place, Turn::Comes(n)))));
        }
        let mut registered = 0;
        while let Some(Reverse((at, place, turn))) = turns.pop() {
            if at > now {
                continue;
            }
            self.context.set(at);
            match turn {
                Turn::Comes(n) => {
                    self.comes(&cast, &plots[place], n, place)?;
                    continue;
                }
                Turn::Complains => {
                    courses[place] = Some(self.begin(&cast, &plots[place], place)?);
                    registered += 1;
                    progress(registered, plan.tickets);
                }
                Turn::GoesOn => {
                    if let Some(course) = &mut courses[place] {
                        self.go_on(&cast, course)?;
                    }
                }
            }
            if let Some(next) = courses[place]
                .as_ref()
                .and_then(|course| course.beats.as_slice().first())
            {
                turns.push(Reverse((
                    in_hours(at + next.after, now),
                    place,
                    Turn::GoesOn,
                )));
            }
        }
        self.context.set(now);
        Ok(())
    }

    fn people(&mut self, cast: &Cast) -> Result<(), DeskError> {
        for person in &cast.staff {
            self.store.put_staff(&StaffRecord {
                staff: person.staff(),
                active: true,
            })?;
        }
        let hall = Hall {
            name: cast.hall.name.clone(),
            company: cast.company.clone(),
            code: cast.hall.code.clone(),
            counter: "1".to_owned(),
        };
        Ok(self.store.put_hall(&hall)?)
    }

    /// The customer is here for something that is no complaint, at another counter than the complaint's.
    fn comes(
        &mut self,
        cast: &Cast,
        plot: &Plot<'_>,
        n: usize,
        place: usize,
    ) -> Result<(), DeskError> {
        let clerks = cast.in_role(Role::Clerk);
        let clerk = clerks[(place + 1) % clerks.len()].staff();
        let form = plot.contact(plot.besides[n].1);
        self.note_quietly(&clerk, &form, &[]).map(drop)
    }

    fn begin(&mut self, cast: &Cast, plot: &Plot<'_>, place: usize) -> Result<Course, DeskError> {
        let clerks = cast.in_role(Role::Clerk);
        let clerk = place % clerks.len();
        let ticket = self.register_quietly(&clerks[clerk].staff(), &plot.form(), None, &[])?;
        Ok(Course {
            ticket: ticket.id,
            clerk,
            beats: plot.beats().into_iter(),
        })
    }

    /// The next beat. What a rule refuses by then (a choice that was not approved, a close with an open promise) is where this ticket stays.
    fn go_on(&mut self, cast: &Cast, course: &mut Course) -> Result<(), DeskError> {
        let Some(beat) = course.beats.next() else {
            return Ok(());
        };
        let ticket = self
            .store
            .ticket(course.ticket)?
            .ok_or(DeskError::UnknownTicket)?;
        let clerk = cast.in_role(Role::Clerk)[course.clerk].staff();
        let others = if beat.by == Role::Clerk {
            Vec::new()
        } else {
            cast.in_role(beat.by)
        };
        let staff = others.first().map_or(clerk, |person| person.staff());
        let actions = actions(
            &beat.deed,
            &ticket,
            self.context.now(),
            &staff,
            &self.limits()?,
        );
        if actions.is_empty() {
            return Ok(());
        }
        let perform = Perform {
            ticket: ticket.id,
            revision: ticket.revision,
            actions,
            clears: Vec::new(),
        };
        match self.perform_quietly(&staff, &perform) {
            Ok(_) => Ok(()),
            Err(DeskError::RefusedAt { .. }) => {
                course.beats = Vec::new().into_iter();
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// What a deed comes to on the ticket as it stands.
fn actions(
    deed: &Deed,
    ticket: &Ticket,
    now: Moment,
    staff: &Staff,
    authority: &Authority,
) -> Vec<Action> {
    match deed {
        Deed::Act(actions) => actions.clone(),
        Deed::Propose(offers) => offers
            .iter()
            .map(|offer| Action::ProposeOffer {
                terms: plot::terms(offer, now),
            })
            .collect(),
        Deed::AskApproval => ticket
            .round_offers()
            .filter(|offer| matches!(offer.approval, Approval::Needed { .. }))
            .map(|offer| Action::RequestApproval { offer: offer.no })
            .collect(),
        Deed::Approve => ticket
            .round_offers()
            .filter(|offer| matches!(offer.approval, Approval::Requested { .. }))
            .map(|offer| {
                if Authority::may(staff.role, authority.grantor(offer.terms.remedy.as_ref())) {
                    Action::ApproveOffer {
                        offer: offer.no,
                        amount: None,
                        action: None,
                        decision: None,
                    }
                } else {
                    Action::WithdrawOffer { offer: offer.no }
                }
            })
            .collect(),
        Deed::Choose(choice) => {
            let open: Vec<_> = ticket
                .round_offers()
                .filter(|offer| offer.state == OfferState::Open && offer.approval.is_given())
                .collect();
            open.get(*choice)
                .or(open.first())
                .map(|offer| Action::ChooseOffer { offer: offer.no })
                .into_iter()
                .collect()
        }
        Deed::Promise {
            text,
            owner,
            due_hours,
        } => vec![Action::MakePromise {
            text: text.clone(),
            owner: owner.clone().unwrap_or_else(|| staff.name.clone()),
            due: plot::due(now, *due_hours),
        }],
        Deed::KeepPromises => ticket
            .open_promises()
            .map(|promise| Action::KeepPromise {
                promise: promise.no,
                note: String::new(),
            })
            .collect(),
        Deed::BreakPromise(reason) => ticket
            .open_promises()
            .filter(|promise| promise.offer.is_none())
            .last()
            .map(|promise| Action::BreakPromise {
                promise: promise.no,
                reason: reason.clone(),
            })
            .into_iter()
            .collect(),
    }
}

/// Cases, customers and moments of receipt, drawn from the seed. Every third ticket is recent and most of these stand still somewhere, each
/// place in turn, so that the queue shows what a morning at a hall looks like.
fn plots<'a>(cast: &'a Cast, plan: DemoPlan, now: Moment) -> Vec<Plot<'a>> {
    let mut random = fastrand::Rng::with_seed(plan.seed);
    let mut order: Vec<usize> = Vec::new();
    let mut scenes: Vec<Scene> = Vec::new();
    let mut plots = Vec::new();
    for number in 0..plan.tickets as usize {
        let stop = (number % 3 == 0)
            .then(|| (number / 3) % (Stop::ALL.len() + 1))
            .and_then(|place| Stop::ALL.get(place).copied());
        if order.len() < cast.cases.len() / 2 {
            let mut more: Vec<usize> = (0..cast.cases.len()).collect();
            random.shuffle(&mut more);
            order.extend(more);
        }
        let fitting = order
            .iter()
            .position(|case| fits(&cast.cases[*case], stop, number))
            .unwrap_or(0);
        let case = &cast.cases[order.remove(fitting)];
        // Every seventh complaint comes from a number that has complained before.
        let again = number % 7 == 6 && case.address.is_none() && !scenes.is_empty();
        let scene = if again {
            scenes[random.usize(..scenes.len())].clone()
        } else {
            scene(cast, case.address, &mut random)
        };
        let received = received(now, number % 3 == 0, stop, &mut random);
        scenes.push(scene.clone());
        plots.push(Plot {
            case,
            scene,
            received,
            besides: besides(cast, case, received, number, now),
            stop,
        });
    }
    plots.sort_by_key(|plot| plot.received);
    plots
}

/// What the customer comes for besides the complaint: before every other one a question or a report about the same, where the data has one;
/// after every ninth that was agreed thanks.
fn besides<'a>(
    cast: &'a Cast,
    case: &Case,
    received: Moment,
    number: usize,
    now: Moment,
) -> Vec<(Moment, &'a ContactCast)> {
    let on = |category: &str| -> Vec<&'a ContactCast> {
        let all = cast.contacts.iter();
        all.filter(|contact| contact.category == category).collect()
    };
    let mut besides = Vec::new();
    if let (true, [contact, ..]) = (number.is_multiple_of(2), &on(&case.category)[..]) {
        let hours = 26 + 20 * (number as i64 % 7);
        besides.push((in_hours(received - TimeDelta::hours(hours), now), *contact));
    }
    let thanks = on("");
    if number % 9 == 4 && case.choice.is_some() && !thanks.is_empty() {
        let contact = thanks[number % thanks.len()];
        besides.push((in_hours(received + TimeDelta::days(13), now), contact));
    }
    besides
}

/// Whether a case shows something at its stop: an approval to give at the proposals, every other time a hand-over before the keeping.
fn fits(case: &Case, stop: Option<Stop>, number: usize) -> bool {
    let Some(stop) = stop else { return true };
    let worth = |offer: &OfferCast| {
        offer
            .remedy
            .as_ref()
            .and_then(|remedy| remedy.amount)
            .unwrap_or_default()
    };
    let above = |offer: &OfferCast| worth(offer) > ansu_complaint::Money::from_yuan(100);
    case.end.is_none()
        && match stop {
            Stop::Within(Step::Propose) => case.offers.iter().any(above),
            Stop::BeforeKeeping => number.is_multiple_of(2) == case.escalation.is_some(),
            Stop::BeforeSigning | Stop::BeforeCall => case.choice.is_some(),
            Stop::Within(_) => true,
        }
}

fn scene(
    cast: &Cast,
    address: Option<ansu_complaint::Address>,
    random: &mut fastrand::Rng,
) -> Scene {
    let fitting: Vec<_> = cast
        .people
        .iter()
        .filter(|person| address.is_none_or(|address| person.address == address))
        .collect();
    let person = fitting[random.usize(..fitting.len())].clone();
    let place = cast.places[random.usize(..cast.places.len())].clone();
    let prefix = &cast.phone_prefixes[random.usize(..cast.phone_prefixes.len())];
    Scene {
        person,
        place,
        phone: format!("{prefix}{:04}", random.u32(..10_000)),
    }
}

/// A moment of receipt: so long ago that the work has come to its stop, now and then much longer; within the weeks before for others.
fn received(now: Moment, recent: bool, stop: Option<Stop>, random: &mut fastrand::Rng) -> Moment {
    let usual = match stop {
        Some(Stop::Within(Step::Listen)) => 6..24,
        Some(Stop::Within(Step::Apologize)) => 10..28,
        Some(Stop::Within(Step::Gather)) => 25..90,
        Some(Stop::Within(Step::Propose | Step::Ask | Step::FollowUp)) => 45..400,
        Some(Stop::BeforeSigning) => 60..200,
        Some(Stop::BeforeKeeping) => 90..1_500,
        Some(Stop::BeforeCall) => 2_000..4_500,
        None if recent => 60..3_000,
        None => 30 * 60..DAYS * 24 * 60,
    };
    let late = stop.is_some() && random.u8(..6) == 0;
    let minutes = random.i64(usual) + if late { 22 * 60 } else { 0 };
    let moment = now - TimeDelta::minutes(minutes);
    // What would fall into the hours before opening came in the afternoon before.
    let before_opening = (moment + TimeDelta::hours(8))
        .timestamp()
        .rem_euclid(86_400)
        < 510 * 60;
    in_hours(
        if before_opening {
            moment - TimeDelta::minutes(870)
        } else {
            moment
        },
        now,
    )
}

/// The moment as [`opening_hours`] has it, unless that has not come yet: a demonstration made in the evening goes on into the evening.
fn in_hours(moment: Moment, now: Moment) -> Moment {
    let opened = opening_hours(moment);
    if opened > now && moment <= now {
        moment
    } else {
        opened
    }
}

/// The same moment if the hall is open then (8:30 to 18:00), else the next opening.
fn opening_hours(moment: Moment) -> Moment {
    let local = moment + TimeDelta::hours(8);
    let minute = local.timestamp().rem_euclid(86_400) / 60;
    let midnight = local - TimeDelta::seconds(local.timestamp().rem_euclid(86_400));
    // A few minutes apart, so that not everything of the night happens at half past eight.
    let spread =
        TimeDelta::minutes(i64::from(local.ordinal() % 7) * 3 + local.timestamp().rem_euclid(41));
    let opening = TimeDelta::minutes(510) + spread;
    if minute < 510 {
        midnight + opening - TimeDelta::hours(8)
    } else if minute > 1080 {
        midnight + TimeDelta::days(1) + opening - TimeDelta::hours(8)
    } else {
        moment
    }
}
