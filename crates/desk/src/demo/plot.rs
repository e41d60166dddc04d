//! How a case unfolds: its actions with the minutes and hours between them.

use super::cast::{Case, ContactCast, OfferCast, PromiseOutcome, Scene};
use super::scribble::scribble;
use super::stop::Stop;
use ansu_complaint::{
    Action, ContactForm, DemandAnswer, EndKind, IntakeForm, Manner, Moment, OfferTerms, Opinion,
    Party, Presence, RepresentativeForm, Role, Step, Unsigned,
};
use chrono::TimeDelta;

/// One thing that is done, so long after the thing before.
pub(super) struct Beat {
    /// Time since the beat before.
    pub(super) after: TimeDelta,
    /// Who does it.
    pub(super) by: Role,
    /// What.
    pub(super) deed: Deed,
}

/// What is done. Numbers of offers and promises are looked up on the ticket when the deed's time has come.
pub(super) enum Deed {
    /// Actions as they are.
    Act(Vec<Action>),
    /// Offers, with their due times counted from then.
    Propose(Vec<OfferCast>),
    /// Every offer above the proposer's authority is asked for.
    AskApproval,
    /// Every offer that the manager may grant is approved, the others are returned.
    Approve,
    /// The customer chooses the n-th offer of the round; one that was not approved is replaced by the first that was.
    Choose(usize),
    /// A promise besides the offer.
    Promise {
        text: String,
        owner: Option<String>,
        due_hours: i64,
    },
    /// Every open promise is kept.
    KeepPromises,
    /// The last promise is broken.
    BreakPromise(String),
}

/// A case for one customer.
pub(super) struct Plot<'a> {
    pub(super) case: &'a Case,
    pub(super) scene: Scene,
    /// When the complaint is received.
    pub(super) received: Moment,
    /// What the customer comes for besides, and when.
    pub(super) besides: Vec<(Moment, &'a ContactCast)>,
    /// The work stops here, whatever the case goes on to: a hall has tickets in every state.
    pub(super) stop: Option<Stop>,
}

impl Plot<'_> {
    /// The form of a contact that is no complaint.
    pub(super) fn contact(&self, contact: &ContactCast) -> ContactForm {
        ContactForm {
            phone: self.scene.phone.clone(),
            name: self.name(),
            kind: contact.kind,
            category: contact.category.clone(),
            matter: contact.matter.clone(),
            answer: contact.answer.clone(),
        }
    }

    fn name(&self) -> String {
        let person = &self.scene.person;
        format!("{}{}", person.surname, person.given)
    }

    /// The registration form.
    pub(super) fn form(&self) -> IntakeForm {
        let (case, scene) = (self.case, &self.scene);
        let representative = case.representative.as_ref().map(|one| RepresentativeForm {
            name: scene.fill(&one.name),
            phone: String::new(),
            document: String::new(),
            scope: scene.fill(&one.scope),
            may: ansu_complaint::Power::ALL.to_vec(),
            valid_from: local_day(self.received) - TimeDelta::days(2),
            valid_until: local_day(self.received) + TimeDelta::days(one.valid_days),
            letter_seen: true,
        });
        let at_counter = case.channel == ansu_complaint::Channel::Counter;
        IntakeForm {
            phone: scene.phone.clone(),
            contact: String::new(),
            name: self.name(),
            address: scene.person.address,
            level: ansu_complaint::CustomerLevel::Ordinary,
            presence: match (&representative, at_counter) {
                (Some(_), _) => Presence::Represented,
                (None, true) => Presence::InPerson,
                (None, false) => Presence::Remote,
            },
            representative,
            channel: case.channel,
            category: case.category.clone(),
            emotion: case.emotion.start,
            strength: case.emotion.strength,
            occurred: self.occurred(),
            when: scene.fill(&case.facts.when),
            phenomenon: scene.fill(&case.facts.what),
            wish: Some(case.wish),
            area: scene.place.area.clone(),
            rural: false,
            sensitive: None,
        }
    }

    /// When it happened; `None` where the data's day and time would lie after the receipt.
    fn occurred(&self) -> Option<Moment> {
        let time = chrono::NaiveTime::parse_from_str(&self.case.incident.time, "%H:%M").ok()?;
        let day = local_day(self.received) - TimeDelta::days(self.case.incident.days_before);
        let moment = (day.and_time(time) - TimeDelta::hours(8)).and_utc();
        (moment < self.received).then_some(moment)
    }

    /// All beats after the registration, in order.
    pub(super) fn beats(&self) -> Vec<Beat> {
        let mut beats = Vec::new();
        self.listen(&mut beats);
        if self.ends_early(&mut beats) {
            return beats;
        }
        self.propose(&mut beats);
        self.ask(&mut beats);
        self.follow_up(&mut beats);
        beats
    }

    fn listen(&self, beats: &mut Vec<Beat>) {
        let (case, scene) = (self.case, &self.scene);
        let statement = Action::RecordStatement {
            statement: scene.fill(&case.statement),
            key_words: case.keywords.clone(),
            emotion: case.emotion.start,
            strength: case.emotion.strength,
        };
        push(beats, 4, Role::Clerk, Deed::Act(vec![statement]));
        for promise in case
            .promises
            .iter()
            .filter(|promise| promise.outcome == PromiseOutcome::Broken)
        {
            let deed = Deed::Promise {
                text: scene.fill(&promise.text),
                owner: promise.owner_unit.clone(),
                due_hours: promise.due_hours,
            };
            push(beats, 1, Role::Clerk, deed);
        }
        self.leave(beats, Step::Listen, 1);
        let apology = Action::Apologize {
            wording: scene.fill(&case.apology),
            source: None,
        };
        push(beats, 2, Role::Clerk, Deed::Act(vec![apology]));
        self.leave(beats, Step::Apologize, 1);
        let facts = scene.facts(&case.facts, self.occurred());
        push(
            beats,
            5,
            Role::Clerk,
            Deed::Act(vec![Action::RecordFacts {
                facts: facts.clone(),
            }]),
        );
        let mut looked_up: Vec<Action> = case
            .checks
            .iter()
            .map(|check| Action::RecordCheck {
                check: check.clone(),
            })
            .collect();
        for action in &mut looked_up {
            if let Action::RecordCheck { check } = action {
                check.question = scene.fill(&check.question);
                check.finding = scene.fill(&check.finding);
            }
        }
        push(beats, 6, Role::Clerk, Deed::Act(looked_up));
        if self.stop != Some(Stop::Within(Step::Gather)) {
            let mut attribution = case.attribution.clone();
            attribution.explanation = scene.fill(&attribution.explanation);
            let read_back = ansu_coach::read_back(&facts, self.received);
            push(
                beats,
                3,
                Role::Clerk,
                Deed::Act(vec![
                    Action::Attribute { attribution },
                    Action::ConfirmReadBack { text: read_back },
                ]),
            );
        }
        self.leave(beats, Step::Gather, 1);
    }

    /// The visit ends before anything is agreed.
    fn ends_early(&self, beats: &mut Vec<Beat>) -> bool {
        let Some(end) = &self.case.end else {
            return false;
        };
        let reason = end.reason.clone();
        let action = match end.kind {
            EndKind::BrokenOff => Action::BreakOff { reason },
            EndKind::Transferred => Action::Transfer {
                hall: end.hall.clone().unwrap_or_default(),
                reason,
            },
            EndKind::Withdrawn | EndKind::Settled | EndKind::FinalReply | EndKind::Merged => {
                Action::Withdraw { reason }
            }
        };
        push(beats, 6, Role::Clerk, Deed::Act(vec![action]));
        true
    }

    fn propose(&self, beats: &mut Vec<Beat>) {
        self.offers(beats, &self.case.offers);
        self.leave(beats, Step::Propose, 2);
    }

    fn offers(&self, beats: &mut Vec<Beat>, offers: &[OfferCast]) {
        let offers: Vec<OfferCast> = offers
            .iter()
            .cloned()
            .map(|offer| OfferCast {
                action: self.scene.fill(&offer.action),
                ..offer
            })
            .collect();
        let single = offers.len() == 1;
        push(beats, 4, Role::Clerk, Deed::Propose(offers));
        if single {
            let reason = "同类事项的规则只有这一种处理方式，已向客户说明".to_owned();
            push(
                beats,
                1,
                Role::Clerk,
                Deed::Act(vec![Action::JustifySingleOffer { reason }]),
            );
        }
        push(beats, 1, Role::Clerk, Deed::AskApproval);
        if self.stop != Some(Stop::Within(Step::Propose)) {
            push(beats, 7, Role::HallManager, Deed::Approve);
        }
    }

    fn ask(&self, beats: &mut Vec<Beat>) {
        let (case, scene) = (self.case, &self.scene);
        if let Some(demand) = &case.demand {
            let said = Action::RecordDemand {
                text: scene.fill(&demand.text),
                amount: demand.amount,
                basis: scene.fill(&demand.basis),
            };
            let declined = Action::AnswerDemand {
                answer: DemandAnswer::Declined {
                    reason: scene.fill(&demand.declined),
                },
            };
            push(beats, 4, Role::Clerk, Deed::Act(vec![said]));
            push(beats, 5, Role::Clerk, Deed::Act(vec![declined]));
        }
        if self.stop != Some(Stop::Within(Step::Ask)) {
            match (case.choice, &case.final_reply) {
                (Some(choice), _) => push(beats, 3, Role::Clerk, Deed::Choose(choice)),
                (None, Some(reply)) => {
                    push(
                        beats,
                        90,
                        Role::DutyManager,
                        Deed::Act(vec![Action::GiveFinalReply {
                            text: scene.fill(reply),
                        }]),
                    );
                }
                (None, None) => {}
            }
        }
        self.leave(beats, Step::Ask, 1);
    }

    fn follow_up(&self, beats: &mut Vec<Beat>) {
        let case = self.case;
        self.promises(beats);
        if self.stop == Some(Stop::BeforeSigning) {
            return;
        }
        self.sign(beats);
        if let Some(escalation) = &case.escalation {
            self.escalate(beats, escalation);
        }
        if self.stop == Some(Stop::BeforeKeeping) {
            return;
        }
        self.keep(beats, &case.offers, case.choice.unwrap_or(0));
        if let Some(round) = &case.round_two {
            let reason = self.scene.fill(&round.reason);
            push(
                beats,
                30,
                Role::Clerk,
                Deed::Act(vec![Action::OpenRound { reason }]),
            );
            self.offers(beats, &round.offers);
            self.leave(beats, Step::Propose, 3);
            push(beats, 4, Role::Clerk, Deed::Choose(round.choice));
            self.leave(beats, Step::Ask, 1);
            self.sign(beats);
            self.keep(beats, &round.offers, round.choice);
        }
        if self.stop == Some(Stop::BeforeCall) {
            return;
        }
        self.call_back(beats);
        // Where the data has no call-back the customer asked not to be called; closing then needs the reason in writing.
        let override_reason = case
            .call_back
            .is_none()
            .then(|| "客户表示不必再打电话，已短信告知办理结果".to_owned());
        push(
            beats,
            2,
            Role::Clerk,
            Deed::Act(vec![Action::Close { override_reason }]),
        );
    }

    /// What was promised is kept when about two thirds of the shortest time have passed.
    fn keep(&self, beats: &mut Vec<Beat>, offers: &[OfferCast], choice: usize) {
        let offered = offers.get(choice).map(|offer| offer.due_hours);
        let promised = self
            .case
            .promises
            .iter()
            .filter(|promise| promise.outcome != PromiseOutcome::Broken)
            .map(|promise| promise.due_hours);
        let hours = promised.chain(offered).min().unwrap_or(2).max(1);
        push(beats, hours * 40, Role::Clerk, Deed::KeepPromises);
    }

    fn promises(&self, beats: &mut Vec<Beat>) {
        for promise in &self.case.promises {
            if promise.outcome == PromiseOutcome::Broken {
                let reason = "到期没有做到，已当面向客户说明并致歉".to_owned();
                push(beats, 1, Role::Clerk, Deed::BreakPromise(reason));
            } else {
                let owner = promise.owner_unit.clone();
                debug_assert!(owner.is_some() || promise.owner_role.is_some());
                let deed = Deed::Promise {
                    text: self.scene.fill(&promise.text),
                    owner,
                    due_hours: promise.due_hours,
                };
                push(beats, 1, Role::Clerk, deed);
            }
        }
    }

    fn sign(&self, beats: &mut Vec<Beat>) {
        let at_counter = self.case.channel == ansu_complaint::Channel::Counter;
        let customer = if at_counter {
            Manner::OnScreen {
                ink: scribble(&self.scene),
                consent: true,
            }
        } else {
            Manner::NotSigned {
                why: Unsigned::ByTelephone,
                reason: String::new(),
            }
        };
        let sign = |party, signature| Action::Sign { party, signature };
        push(
            beats,
            3,
            Role::Clerk,
            Deed::Act(vec![
                sign(Party::Customer, customer),
                sign(Party::Clerk, Manner::OnPaper),
            ]),
        );
    }

    fn escalate(&self, beats: &mut Vec<Beat>, escalation: &super::cast::EscalationCast) {
        let action = Action::Escalate {
            level: escalation.level,
            reason: self.scene.fill(&escalation.reason),
            done: String::new(),
            asked: self.scene.fill(&escalation.asked),
            due: self.received + TimeDelta::hours(72),
            told: true,
        };
        push(beats, 5, Role::Clerk, Deed::Act(vec![action]));
        if self.stop == Some(Stop::BeforeKeeping) {
            return;
        }
        push(
            beats,
            25,
            Role::HallManager,
            Deed::Act(vec![Action::AcceptEscalation {}]),
        );
        let decision = "同意按与客户商定的方案办理，由值班经理跟到办结。".to_owned();
        push(
            beats,
            60,
            Role::HallManager,
            Deed::Act(vec![Action::DecideEscalation { decision }]),
        );
    }

    fn call_back(&self, beats: &mut Vec<Beat>) {
        let Some(call) = &self.case.call_back else {
            return;
        };
        for _ in 0..call.missed {
            push(
                beats,
                90,
                Role::Clerk,
                Deed::Act(vec![Action::CallBack {
                    opinion: None,
                    emotion: None,
                    note: "未接通".to_owned(),
                    next: None,
                }]),
            );
        }
        let opinion = Opinion {
            solved: call.solved,
            satisfied: call.satisfied,
            remark: self.scene.fill(&self.case.customer_remark),
        };
        let note = self.scene.fill(&call.note);
        let reached = Action::CallBack {
            opinion: Some(opinion),
            emotion: Some(self.case.emotion.end),
            note,
            next: None,
        };
        push(beats, 120, Role::Clerk, Deed::Act(vec![reached]));
    }

    fn leave(&self, beats: &mut Vec<Beat>, step: Step, minutes: i64) {
        if self.stop != Some(Stop::Within(step)) {
            push(
                beats,
                minutes,
                Role::Clerk,
                Deed::Act(vec![Action::Advance {
                    override_reason: None,
                }]),
            );
        }
    }
}

/// An offer's terms, due so many hours from `now`, on the full hour.
pub(super) fn terms(offer: &OfferCast, now: Moment) -> OfferTerms {
    OfferTerms {
        action: offer.action.clone(),
        remedy: offer.remedy.clone(),
        unit: offer.unit.clone(),
        due: due(now, offer.due_hours),
        basis: offer.basis,
        basis_note: offer.basis_note.clone(),
        rule: None,
    }
}

/// So many hours from `now`, on the full hour.
pub(super) fn due(now: Moment, hours: i64) -> Moment {
    let raw = now + TimeDelta::hours(hours.max(1)) + TimeDelta::minutes(59);
    raw - TimeDelta::seconds(raw.timestamp().rem_euclid(3600))
        - TimeDelta::milliseconds(i64::from(raw.timestamp_subsec_millis()))
}

fn push(beats: &mut Vec<Beat>, minutes: i64, by: Role, deed: Deed) {
    beats.push(Beat {
        after: TimeDelta::minutes(minutes),
        by,
        deed,
    });
}

fn local_day(moment: Moment) -> chrono::NaiveDate {
    (moment + TimeDelta::hours(8)).date_naive()
}
