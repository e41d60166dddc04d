//! Who may do what: one table, one question.
//!
//! Every operation of the desk that a session can ask for has a row here; a shell's command names its operation, so that a command
//! without a row does not build. Which actions on a ticket are allowed is a second question, answered by the rules in `ansu-complaint`.

use crate::{Context, Desk, DeskError, Session};
use ansu_complaint::{Refusal, Role, Ticket};
use serde::Serialize;

/// What a session can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the desk's method of the same name")]
pub enum Operation {
    Queue,
    Promises,
    FollowUps,
    Contacts,
    Incidents,
    Ticket,
    Log,
    Coach,
    ReadBack,
    Library,
    Slip,
    Draft,
    Uncover,
    Register,
    NoteContact,
    WorkOnIncident,
    Perform,
    BringEvidence,
    Evidence,
    HandOver,
    RevealPhone,
    IntakeForm,
    IssueSlip,
    ChangePassword,
    IssuePassword,
    RenewSheet,
    ProveSheet,
    PutStaff,
    RenameHall,
    Timing,
    PutTiming,
    PutAuthority,
    SpeakForOthers,
    Audit,
    Check,
    Backup,
    PutSecondPlace,
    Dispose,
    ExportPerson,
    EditLibrary,
    ConfirmRule,
}

/// Whether a role may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Yes.
    Yes,
    /// Yes, as long as the ticket is open; afterwards only whoever is responsible for it.
    WhileOpen,
    /// No.
    No,
}

/// An operation's row: what each role may, on the tickets of others. On one's own ticket a role may whatever is not [`Grant::No`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// 营业员.
    pub clerk: Grant,
    /// 值班经理.
    pub duty_manager: Grant,
    /// 营业厅经理.
    pub hall_manager: Grant,
    /// 系统管理员.
    pub administrator: Grant,
    /// 审计.
    pub auditor: Grant,
}

impl Row {
    const fn of(
        clerk: Grant,
        duty_manager: Grant,
        hall_manager: Grant,
        administrator: Grant,
        auditor: Grant,
    ) -> Self {
        Self {
            clerk,
            duty_manager,
            hall_manager,
            administrator,
            auditor,
        }
    }

    /// What a role may.
    #[must_use]
    pub const fn grant(self, role: Role) -> Grant {
        match role {
            Role::Clerk => self.clerk,
            Role::DutyManager => self.duty_manager,
            Role::HallManager => self.hall_manager,
            Role::Administrator => self.administrator,
            Role::Auditor => self.auditor,
        }
    }
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 41] = [
        Self::Queue,
        Self::Promises,
        Self::FollowUps,
        Self::Contacts,
        Self::Incidents,
        Self::Ticket,
        Self::Log,
        Self::Coach,
        Self::ReadBack,
        Self::Library,
        Self::Slip,
        Self::Draft,
        Self::Uncover,
        Self::Register,
        Self::NoteContact,
        Self::WorkOnIncident,
        Self::Perform,
        Self::BringEvidence,
        Self::Evidence,
        Self::HandOver,
        Self::RevealPhone,
        Self::IntakeForm,
        Self::IssueSlip,
        Self::ChangePassword,
        Self::IssuePassword,
        Self::RenewSheet,
        Self::ProveSheet,
        Self::PutStaff,
        Self::RenameHall,
        Self::Timing,
        Self::PutTiming,
        Self::PutAuthority,
        Self::SpeakForOthers,
        Self::Audit,
        Self::Check,
        Self::Backup,
        Self::PutSecondPlace,
        Self::Dispose,
        Self::ExportPerson,
        Self::EditLibrary,
        Self::ConfirmRule,
    ];

    /// Whether it is about keys, which a demonstration does not have.
    const fn needs_keys(self) -> bool {
        matches!(
            self,
            Self::ChangePassword
                | Self::IssuePassword
                | Self::RenewSheet
                | Self::ProveSheet
                | Self::Backup
                | Self::PutSecondPlace
        )
    }

    /// Whether it is open to somebody whose password was made by somebody else.
    const fn is_before_work(self) -> bool {
        matches!(self, Self::ChangePassword | Self::Uncover)
    }

    /// Its row.
    #[must_use]
    pub const fn row(self) -> Row {
        use Grant::{No, WhileOpen, Yes};
        match self {
            // Looking: everybody, with numbers masked.
            Self::Queue
            | Self::Promises
            | Self::FollowUps
            | Self::Contacts
            | Self::Incidents
            | Self::Ticket
            | Self::Log
            | Self::Coach
            | Self::ReadBack
            | Self::Library
            | Self::Timing
            | Self::Slip
            | Self::Draft
            | Self::Uncover
            | Self::ChangePassword => Row::of(Yes, Yes, Yes, Yes, Yes),
            // Work on tickets. What the role may do to which ticket is for the rules to say.
            Self::Register
            | Self::NoteContact
            | Self::WorkOnIncident
            | Self::Perform
            | Self::BringEvidence
            | Self::HandOver
            | Self::IssueSlip => Row::of(Yes, Yes, Yes, No, No),
            // Full numbers and documents: for who deals with the customer. Whoever is on shift calls back, so an open ticket will do.
            Self::RevealPhone | Self::IntakeForm | Self::Evidence => {
                Row::of(WhileOpen, Yes, Yes, No, No)
            }
            // The hall, its people and their ways in.
            Self::IssuePassword
            | Self::RenewSheet
            | Self::ProveSheet
            | Self::PutStaff
            | Self::RenameHall
            | Self::PutTiming
            | Self::PutAuthority
            | Self::PutSecondPlace => Row::of(No, No, Yes, Yes, No),
            // That a legal value is what its source says (domain §17).
            Self::ConfirmRule => Row::of(No, No, No, Yes, No),
            // What everybody at the counters says.
            Self::EditLibrary => Row::of(No, Yes, Yes, No, No),
            // A person's data, in full or for the last time; and work on tickets in the name of others.
            Self::Dispose | Self::ExportPerson | Self::SpeakForOthers => {
                Row::of(No, No, Yes, No, No)
            }
            // A copy of everything, encrypted as it is.
            Self::Backup => Row::of(No, Yes, Yes, Yes, No),
            // Looking over everybody's shoulder.
            Self::Audit | Self::Check => Row::of(No, No, Yes, Yes, Yes),
        }
    }
}

impl<C: Context> Desk<C> {
    /// Asks for an operation by its row, and then for what it stands for. The method asks again for what it really does.
    ///
    /// # Errors
    /// The row says no; whatever `question` says.
    pub fn ask<T>(
        &mut self,
        session: &Session,
        operation: Operation,
        question: impl FnOnce(&mut Self, &Session) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        self.authorize(session, operation, None)?;
        question(self, session)
    }

    /// What a person may ask for here, on some ticket or other.
    #[must_use]
    pub fn may(&self, session: &Session) -> Vec<Operation> {
        Operation::ALL
            .into_iter()
            .filter(|operation| self.authorize(session, *operation, None).is_ok())
            .collect()
    }

    /// The one question before everything that a session asks for. `ticket` is what it is about, where it is about one.
    ///
    /// # Errors
    /// The person has left meanwhile; the password has to be changed first; a demonstration has no keys; the role may not.
    pub(crate) fn authorize(
        &self,
        session: &Session,
        operation: Operation,
        ticket: Option<&Ticket>,
    ) -> Result<(), DeskError> {
        let staff = self.working(&session.staff().id)?;
        if session.is_provisional() && !operation.is_before_work() {
            return Err(DeskError::ProvisionalPassword);
        }
        if self.is_demonstration() && operation.needs_keys() {
            return Err(DeskError::InDemonstration);
        }
        let own = ticket.is_some_and(|ticket| ticket.first_responsible == staff.id);
        let open = ticket.is_none_or(|ticket| ticket.end.is_none());
        match operation.row().grant(staff.role) {
            Grant::Yes => Ok(()),
            Grant::WhileOpen if own || open => Ok(()),
            Grant::WhileOpen => Err(Refusal::NotAuthorised {
                from: ansu_complaint::Grantor::DutyManager,
            }
            .into()),
            Grant::No => Err(refusal(operation, staff.role).into()),
        }
    }
}

/// Why a role may not.
fn refusal(operation: Operation, role: Role) -> Refusal {
    let reads_only = matches!(role, Role::Auditor | Role::Administrator)
        && !matches!(operation.row().administrator, Grant::Yes);
    if reads_only {
        Refusal::ReadsOnly
    } else {
        Refusal::NotAuthorised {
            from: ansu_complaint::Grantor::HallManager,
        }
    }
}

/// The table as the documentation shows it.
#[must_use]
pub fn permissions_page() -> String {
    let mut page = String::from(
        "# Who may do what\n\n\
         Written by the program from its own table (`crates/desk/src/authorize.rs`); a test holds it. ● yes · ◐ as long as the ticket is \
         open, and whoever is responsible for it always · – no. Which actions a role may carry out on a ticket is said by the rules \
         (`crates/complaint`), and every refusal says why.\n\n\
         | operation | clerk 营业员 | duty manager 值班经理 | hall manager 营业厅经理 | administrator 系统管理员 | auditor 审计 |\n\
         |---|---|---|---|---|---|\n",
    );
    for operation in Operation::ALL {
        let row = operation.row();
        let cells = [
            row.clerk,
            row.duty_manager,
            row.hall_manager,
            row.administrator,
            row.auditor,
        ]
        .map(|grant| match grant {
            Grant::Yes => "●",
            Grant::WhileOpen => "◐",
            Grant::No => "–",
        });
        page.push_str(&format!("| {operation:?} | {} |\n", cells.join(" | ")));
    }
    page
}
