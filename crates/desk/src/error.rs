//! Errors at the boundary: a code, what is needed to explain it, and an incident number for what should never happen.

mod stored;

use crate::{Code, PASSWORD_LEAST, PASSWORD_MOST, PasswordFault};
use ansu_coach::{BadLibrary, LibraryFault};
use ansu_complaint::{AuthorityFault, Field, Refusal, RemedyKind};
use ansu_forms::{FormError, MissingCharacter};
use ansu_store::StoreError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why the desk refused.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// A rule of complaint handling said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The rule said no to one of several actions; none was carried out.
    #[error("action {}: {refusal}", place + 1)]
    RefusedAt {
        /// The action's place, from 0.
        place: usize,
        /// Why.
        refusal: Refusal,
    },
    /// The data folder said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The document can't be made.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The shell could not write or print what the desk had made.
    #[error("{:?}: {:?}", .0.code, .0.params)]
    Shell(ApiError),
    /// A library does not hold together.
    #[error(transparent)]
    Library(#[from] BadLibrary),
    /// No such part of the library.
    #[error("no such part of the library")]
    UnknownItem,
    /// A unified statement that does not hold now can't be said any more.
    #[error("the statement does not hold now")]
    StatementEnded,
    /// Neither a picture nor a document, whatever its name says.
    #[error("not a JPEG, PNG or WebP picture or a PDF")]
    NotEvidence,
    /// A picture as iPhones make it, which nothing here can show.
    #[error("a HEIC picture")]
    HeicPicture,
    /// A file above [`ansu_store::EVIDENCE_MAX`].
    #[error("the file is too large")]
    EvidenceTooLarge,
    /// A picture with more pixels than anybody needs.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// No such ticket.
    #[error("no such ticket")]
    UnknownTicket,
    /// There is no such contact.
    #[error("no such contact")]
    UnknownContact,
    /// There is no such incident.
    #[error("no such incident")]
    UnknownIncident,
    /// The contact has not been kept long enough to be erased.
    #[error("the contact has not been kept long enough")]
    ContactStillKept,
    /// No such member of staff at this hall.
    #[error("no such member of staff")]
    UnknownStaff,
    /// The member of staff has left.
    #[error("this member of staff has left")]
    StaffGone,
    /// The data folder belongs to a hall already.
    #[error("the data folder belongs to a hall already")]
    HallExists,
    /// Nobody would be left who manages the hall.
    #[error("nobody would be left who manages the hall")]
    LastManager,
    /// The hall has not been set up.
    #[error("the hall has not been set up")]
    HallMissing,
    /// A code for the hall or the counter that cannot be part of a ticket number.
    #[error("hall and counter codes are 1 to 8 and 1 to 4 letters or digits")]
    BadHallCode {
        /// Which of the two.
        field: Field,
    },
    /// A calendar does not hold together.
    #[error("the calendar does not hold together")]
    BadCalendar,
    /// A table of limits cannot stand.
    #[error("the table of limits cannot stand: {0:?}")]
    BadLimits(AuthorityFault),
    /// Nobody raises what they themselves may grant.
    #[error("one's own limit for {0:?} is raised by somebody else")]
    OwnLimit(RemedyKind),
    /// Only one decision of a manager's is taken over somebody else's session.
    #[error("no decision that is taken in person")]
    NotInPerson,
    /// Not a staff number.
    #[error("a staff number is 1 to 16 letters or digits")]
    BadStaffNumber,
    /// The password is not this person's, or nobody has this number.
    #[error("number or password is wrong")]
    WrongPassword,
    /// Too many attempts failed; none = only a manager or the recovery sheet helps.
    #[error("too many attempts failed")]
    LockedOut {
        /// Until when.
        until: Option<ansu_complaint::Moment>,
    },
    /// The password cannot stand.
    #[error("the password cannot stand: {0:?}")]
    PasswordStands(PasswordFault),
    /// The password was made by somebody else and has to be changed first.
    #[error("the password has to be changed first")]
    ProvisionalPassword,
    /// The folder belongs to a real hall and opens with a password.
    #[error("this hall opens with a password")]
    PasswordNeeded,
    /// The secret opens the backup and not the hall that it would replace.
    #[error("what opens the backup does not open the hall that is here")]
    RestoreLocked,
    /// Somebody has left, and their way in or the master key could not be changed: the next sign-in sees to it. With why.
    #[error("they have left; the keys are changed at the next sign-in: {0}")]
    KeysOwed(#[source] Box<DeskError>),
    /// A second place for backups inside of the data folder would be lost with it.
    #[error("the folder is part of the data folder")]
    PlaceInData,
    /// A demonstration has no passwords.
    #[error("a demonstration has no passwords")]
    InDemonstration,
    /// A ticket has not been kept for as long as it has to be.
    #[error("{number} has to be kept for longer")]
    StillKept {
        /// Which.
        number: ansu_complaint::TicketNumber,
    },
    /// The text is not an anchor as printed.
    #[error("not an anchor")]
    BadAnchor,
    /// The number of demonstration tickets or another argument is out of range.
    #[error("{0}")]
    BadRequest(String),
}

/// An error as a shell receives it. It carries no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ApiError {
    /// What.
    pub code: Code,
    /// What is needed to explain it: names of fields, steps and roles as the record writes them, figures as digits.
    pub params: BTreeMap<String, String>,
    /// With [`Code::MissingCharacters`]: which, and where each stands. Otherwise empty.
    pub characters: Vec<CharacterAt>,
    /// With [`Code::BadLibrary`]: what is wrong, and in which line. Otherwise empty.
    #[serde(default)]
    pub faults: Vec<LibraryFault>,
    /// Set where the program is at fault: the number under which the log has it.
    pub incident: Option<String>,
}

/// A character that a document's typeface does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CharacterAt {
    /// The field, by the name that is printed on the slip.
    pub field: String,
    /// The character; none where it shows nothing.
    pub character: Option<char>,
    /// Its code point, as in `U+1F600`.
    pub code_point: String,
}

impl From<&MissingCharacter> for CharacterAt {
    fn from(missing: &MissingCharacter) -> Self {
        Self {
            field: missing.field.clone(),
            character: missing.is_visible().then_some(missing.character),
            code_point: missing.code_point(),
        }
    }
}

impl ApiError {
    /// An error that needs no explanation besides its code.
    #[must_use]
    pub fn plain(code: Code) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
            characters: Vec::new(),
            faults: Vec::new(),
            incident: None,
        }
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// With a parameter by its name in the record.
    #[must_use]
    pub fn with_name(self, name: &str, value: &impl Serialize) -> Self {
        let text = match serde_json::to_value(value) {
            Ok(serde_json::Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(_) => String::new(),
        };
        self.with(name, text)
    }

    /// This one as the cause of another: its code is `why`, and what explains it explains both.
    fn behind(self, code: Code) -> Self {
        let why = self.code;
        Self { code, ..self }.with_name("why", &why)
    }

    /// Something that should never happen, under a number that the log has too.
    #[must_use]
    pub fn internal(incident: impl ToString) -> Self {
        Self {
            incident: Some(incident.to_string()),
            ..Self::plain(Code::Internal)
        }
    }
}

impl From<&DeskError> for ApiError {
    fn from(error: &DeskError) -> Self {
        match error {
            DeskError::Refused(refusal) => refusal.into(),
            DeskError::RefusedAt { place, refusal } => {
                ApiError::from(refusal).with("action", place + 1)
            }
            DeskError::Store(error) => error.into(),
            DeskError::Form(error) => error.into(),
            DeskError::Shell(error) => error.clone(),
            DeskError::Library(BadLibrary(faults)) => Self {
                faults: faults.clone(),
                ..ApiError::plain(Code::BadLibrary)
            },
            DeskError::NotEvidence => ApiError::plain(Code::NotEvidence),
            DeskError::HeicPicture => ApiError::plain(Code::HeicPicture),
            DeskError::EvidenceTooLarge => ApiError::plain(Code::EvidenceTooLarge)
                .with("limit", ansu_store::EVIDENCE_MAX / (1024 * 1024)),
            DeskError::TooManyPixels => ApiError::plain(Code::TooManyPixels)
                .with("limit", crate::evidence::PIXELS_MAX / 1_000_000),
            DeskError::UnknownItem => ApiError::plain(Code::UnknownItem),
            DeskError::StatementEnded => ApiError::plain(Code::StatementEnded),
            DeskError::UnknownTicket => ApiError::plain(Code::UnknownTicket),
            DeskError::UnknownContact => ApiError::plain(Code::UnknownContact),
            DeskError::UnknownIncident => ApiError::plain(Code::UnknownIncident),
            DeskError::ContactStillKept => ApiError::plain(Code::ContactStillKept),
            DeskError::UnknownStaff => of_staff(Code::UnknownStaff),
            DeskError::StaffGone => of_staff(Code::StaffGone),
            DeskError::HallExists => ApiError::plain(Code::HallExists),
            DeskError::LastManager => ApiError::plain(Code::LastManager),
            DeskError::HallMissing => ApiError::plain(Code::HallMissing),
            DeskError::BadHallCode { field } => {
                ApiError::plain(Code::BadHallCode).with_name("field", field)
            }
            DeskError::BadCalendar => Self::plain(Code::BadCalendar),
            DeskError::BadLimits(found) => ApiError::plain(Code::BadLimits)
                .with_name("kind", &found.kind)
                .with_name("fault", &found.fault),
            DeskError::OwnLimit(kind) => ApiError::plain(Code::OwnLimit).with_name("kind", kind),
            DeskError::NotInPerson => ApiError::plain(Code::NotInPerson),
            DeskError::BadStaffNumber => of_staff(Code::BadStaffNumber),
            DeskError::WrongPassword => ApiError::plain(Code::WrongPassword),
            DeskError::LockedOut { until: Some(until) } => ApiError::plain(Code::LockedOut).with(
                "until",
                until.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            ),
            DeskError::LockedOut { until: None } => ApiError::plain(Code::ShutOut),
            DeskError::PasswordStands(fault) => ApiError::plain(match fault {
                PasswordFault::Short => Code::PasswordShort,
                PasswordFault::Long => Code::PasswordLong,
                PasswordFault::Guessable => Code::PasswordGuessable,
                PasswordFault::Same => Code::PasswordSame,
            })
            .with("least", PASSWORD_LEAST)
            .with("most", PASSWORD_MOST),
            DeskError::ProvisionalPassword => ApiError::plain(Code::ProvisionalPassword),
            DeskError::PasswordNeeded => ApiError::plain(Code::PasswordNeeded),
            DeskError::KeysOwed(why) => ApiError::from(&**why).behind(Code::KeysOwed),
            DeskError::PlaceInData => ApiError::plain(Code::PlaceInData),
            DeskError::RestoreLocked => ApiError::plain(Code::RestoreLocked),
            DeskError::InDemonstration => ApiError::plain(Code::InDemonstration),
            DeskError::StillKept { number } => {
                ApiError::plain(Code::StillKept).with("number", number)
            }
            DeskError::BadAnchor => ApiError::plain(Code::BadAnchor),
            DeskError::BadRequest(detail) => {
                ApiError::plain(Code::BadRequest).with("detail", detail)
            }
        }
    }
}

/// A refusal of a staff number.
fn of_staff(code: Code) -> ApiError {
    ApiError::plain(code).with_name("field", &Field::StaffNumber)
}

impl From<DeskError> for ApiError {
    fn from(error: DeskError) -> Self {
        (&error).into()
    }
}

impl From<&FormError> for ApiError {
    fn from(error: &FormError) -> Self {
        match error {
            FormError::MissingCharacters(missing) => ApiError {
                characters: missing.iter().map(CharacterAt::from).collect(),
                ..ApiError::plain(Code::MissingCharacters)
            },
            FormError::TooLong {
                over,
                field,
                length,
            } => ApiError::plain(Code::SlipTooLong)
                .with("over", over)
                .with("field", field)
                .with("length", length),
            FormError::Font | FormError::Qr | FormError::Write => {
                ApiError::plain(Code::SlipFailed).with("detail", error)
            }
        }
    }
}

impl From<&Refusal> for ApiError {
    fn from(refusal: &Refusal) -> Self {
        let plain = ApiError::plain;
        match refusal {
            Refusal::Required { field } => plain(Code::Required).with_name("field", field),
            Refusal::TooLong {
                field,
                limit,
                length,
            } => plain(Code::TooLong)
                .with_name("field", field)
                .with("limit", limit)
                .with("length", length),
            Refusal::HiddenCharacter {
                field,
                code_point,
                position,
            } => plain(Code::HiddenCharacter)
                .with_name("field", field)
                .with("code_point", code_point)
                .with("position", position),
            Refusal::NotAPhone { field } => plain(Code::NotAPhone).with_name("field", field),
            Refusal::UnknownCategory => plain(Code::UnknownCategory),
            Refusal::OutOfRange { field, least, most } => plain(Code::OutOfRange)
                .with_name("field", field)
                .with("least", least)
                .with("most", most),
            Refusal::Amount { most } => plain(Code::Amount).with("most", most.figures()),
            Refusal::InFuture { field } => plain(Code::InFuture).with_name("field", field),
            Refusal::InPast { field } => plain(Code::InPast).with_name("field", field),
            Refusal::TooFar { field, latest } => plain(Code::TooFar)
                .with_name("field", field)
                .with("latest", latest.to_rfc3339()),
            Refusal::AuthorisationNotValid => plain(Code::AuthorisationNotValid),
            Refusal::AuthorisationNotSeen => plain(Code::AuthorisationNotSeen),
            Refusal::AuthorisationEnded { day } => plain(Code::AuthorisationEnded).with("day", day),
            Refusal::AuthorisationAhead { day } => plain(Code::AuthorisationAhead).with("day", day),
            Refusal::AuthorisationLacks { power } => {
                plain(Code::AuthorisationLacks).with_name("power", power)
            }
            Refusal::Ended { end } => plain(Code::Ended).with_name("end", end),
            Refusal::NotEnded => plain(Code::NotEnded),
            Refusal::StepNotReached { needed, now } => plain(Code::StepNotReached)
                .with_name("needed", needed)
                .with_name("now", now),
            Refusal::NotBack { to, now } => plain(Code::NotBack)
                .with_name("to", to)
                .with_name("now", now),
            Refusal::GateNotMet { step, missing } => {
                let names: Vec<String> = missing
                    .iter()
                    .map(|missing| {
                        plain(Code::GateNotMet).with_name("it", missing).params["it"].clone()
                    })
                    .collect();
                plain(Code::GateNotMet)
                    .with_name("step", step)
                    .with("missing", names.join(","))
            }
            Refusal::LastStep => plain(Code::LastStep),
            Refusal::UnknownOffer { offer } => plain(Code::UnknownOffer).with("offer", offer),
            Refusal::OfferNotOpen { offer } => plain(Code::OfferNotOpen).with("offer", offer),
            Refusal::OfferNotApproved { offer, from } => plain(Code::OfferNotApproved)
                .with("offer", offer)
                .with_name("from", from),
            Refusal::NothingToApprove { offer } => {
                plain(Code::NothingToApprove).with("offer", offer)
            }
            Refusal::NoAmount { offer } => plain(Code::NoAmount).with("offer", offer),
            Refusal::NoWorth => plain(Code::NoWorth),
            Refusal::AboveTheHall => plain(Code::AboveTheHall),
            Refusal::NotAuthorised { from } => plain(Code::NotAuthorised).with_name("from", from),
            Refusal::OwnRequest => plain(Code::OwnRequest),
            Refusal::ReadsOnly => plain(Code::ReadsOnly),
            Refusal::UnknownPromise { promise } => {
                plain(Code::UnknownPromise).with("promise", promise)
            }
            Refusal::PromiseNotOpen { promise } => {
                plain(Code::PromiseNotOpen).with("promise", promise)
            }
            Refusal::PromiseOpen { promise } => plain(Code::PromiseOpen).with("promise", promise),
            Refusal::OpenPromises { count } => plain(Code::OpenPromises).with("count", count),
            Refusal::NothingChosen => plain(Code::NothingChosen),
            Refusal::NoDemand => plain(Code::NoDemand),
            Refusal::NoEscalation => plain(Code::NoEscalation),
            Refusal::ToldAlready => plain(Code::ToldAlready),
            Refusal::NotFromAbove => plain(Code::NotFromAbove),
            Refusal::NoReferral => plain(Code::NoReferral),
            Refusal::EscalationOpen => plain(Code::EscalationOpen),
            Refusal::RoundsUsedUp { most } => plain(Code::RoundsUsedUp).with("most", most),
            Refusal::WaitingOpen => plain(Code::WaitingOpen),
            Refusal::NoWaiting => plain(Code::NoWaiting),
            Refusal::CallStays => plain(Code::CallStays),
            Refusal::UnknownWorkOrder { order } => {
                plain(Code::UnknownWorkOrder).with("order", order)
            }
            Refusal::WorkOrderNotOpen { order } => {
                plain(Code::WorkOrderNotOpen).with("order", order)
            }
            Refusal::NothingReplied { order } => plain(Code::NothingReplied).with("order", order),
            Refusal::RemindersUsedUp { most } => plain(Code::RemindersUsedUp).with("most", most),
            Refusal::OrderStays { order } => plain(Code::OrderStays).with("order", order),
            Refusal::OpenWorkOrders { count } => plain(Code::OpenWorkOrders).with("count", count),
            Refusal::OpenReferrals { count } => plain(Code::OpenReferrals).with("count", count),
            Refusal::NotOfIncident => plain(Code::NotOfIncident),
            Refusal::OfOtherIncident => plain(Code::OfOtherIncident),
            Refusal::IncidentGoesOn => plain(Code::IncidentGoesOn),
            Refusal::IncidentOver => plain(Code::IncidentOver),
            Refusal::NoCommonRemedy => plain(Code::NoCommonRemedy),
            Refusal::RemedyNotApproved { from } => {
                plain(Code::RemedyNotApproved).with_name("from", from)
            }
            Refusal::NotTold => plain(Code::NotTold),
            Refusal::ToldEarlier => plain(Code::ToldEarlier),
            Refusal::OtherRemedy => plain(Code::OtherRemedy),
            Refusal::AgreedOtherwise => plain(Code::AgreedOtherwise),
            Refusal::NoFault => plain(Code::NoFault),
            Refusal::NotRepaired => plain(Code::NotRepaired),
            Refusal::ClockPaused => plain(Code::ClockPaused),
            Refusal::ClockRuns => plain(Code::ClockRuns),
            Refusal::ExtensionOpen => plain(Code::ExtensionOpen),
            Refusal::AnsweredAlready => plain(Code::AnsweredAlready),
            Refusal::PromiseStays { promise } => plain(Code::PromiseStays).with("promise", promise),
            Refusal::LevelNotAbove => plain(Code::LevelNotAbove),
            Refusal::NoExtension => plain(Code::NoExtension),
            Refusal::ExtensionsUsedUp { most } => plain(Code::ExtensionsUsedUp).with("most", most),
            Refusal::ConsentNeeded => plain(Code::ConsentNeeded),
            Refusal::NotASignature => plain(Code::NotASignature),
            Refusal::NothingToSign => plain(Code::NothingToSign),
            Refusal::MergeIntoItself => plain(Code::MergeIntoItself),
            Refusal::LinkToItself => plain(Code::LinkToItself),
            Refusal::NoVisit => plain(Code::NoVisit),
            Refusal::SensitiveReported => plain(Code::SensitiveReported),
            Refusal::NoSensitive => plain(Code::NoSensitive),
            Refusal::HeldAlready => plain(Code::HeldAlready),
            Refusal::ContactStays => plain(Code::ContactStays),
            Refusal::UnknownCheck => plain(Code::UnknownCheck),
            Refusal::UnknownEvidence => plain(Code::UnknownEvidence),
            Refusal::TooMany { most } => plain(Code::TooMany).with("most", most),
            Refusal::AlreadyRegistered => plain(Code::AlreadyRegistered),
        }
    }
}
