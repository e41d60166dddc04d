//! What `ansuctl` understands.

use ansu_desk::complaint::{Moment, Role};
use ansu_desk::{Lane, Plea};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Ansu (安诉) from the command line.
///
/// Exit codes: 0 done · 1 a rule or the data said no · 2 the words were off · 3 the data folder can't be used (in use, damaged, newer,
/// read-only, full) · 4 a check found faults.
#[derive(Debug, Parser)]
#[command(name = "ansuctl", version)]
pub(crate) struct Arguments {
    /// The data folder; `wording` and `playbooks check` need none.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Answers and errors as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Holds the clock, for instance 2026-11-21T10:42:00+08:00: over a demonstration, or for `init` and `demo`.
    #[arg(long, global = true, value_name = "TIME", value_parser = moment)]
    pub(crate) now: Option<Moment>,
    /// The person at work.
    #[arg(long, env = "ANSU_STAFF", global = true, value_name = "NUMBER")]
    pub(crate) staff: Option<String>,
    /// A file that holds that person's password in its first line; without it the terminal is asked. A demonstration needs none.
    #[arg(long, env = "ANSU_PASSWORD_FILE", global = true, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Found a hall in an empty data folder. Without a password file and without a terminal to ask, the manager is given a password.
    Init(Founding),
    /// Fill an empty data folder with a demonstration hall; the same for the same seed and clock.
    Demo {
        /// How many tickets.
        #[arg(long, default_value_t = 60)]
        tickets: u32,
        /// The seed.
        #[arg(long, default_value_t = 7)]
        seed: u64,
    },
    /// Staff of the hall.
    Staff {
        /// What about them; the list if left out.
        #[command(subcommand)]
        what: Option<StaffCommand>,
    },
    /// Carry out a story: one action a line (docs/story.schema.json).
    Perform {
        /// The file; `-` is standard input.
        story: PathBuf,
    },
    /// The counts of all lanes of the queue and the tickets of one of them, what is due first first.
    Queue {
        /// Which lane.
        #[arg(long, default_value = "open", value_parser = lane)]
        lane: Lane,
    },
    /// List tickets, what is due first first.
    Tickets {
        /// Only those in which every one of these words stands somewhere.
        #[arg(long, default_value = "")]
        search: String,
        /// Ended ones instead of open ones.
        #[arg(long)]
        ended: bool,
    },
    /// Show one ticket.
    Ticket {
        /// Its number.
        number: String,
    },
    /// Write a ticket's complaint-resolution slip as PDF.
    Slip {
        /// Its number.
        number: String,
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// With numbers masked, for the hall's display.
        #[arg(long)]
        masked: bool,
    },
    /// Make a new recovery sheet as PDF; the earlier one opens backups made before, and nothing else.
    Sheet {
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Change one's own password.
    Password {
        /// A file that holds the new password in its first line; without it the terminal is asked.
        #[arg(long, value_name = "FILE")]
        new_file: Option<PathBuf>,
    },
    /// Open the hall with the recovery sheet and give a manager a new password.
    Recover {
        /// The manager's number.
        number: String,
        /// A file that holds the sheet's code in its first line; without it the terminal is asked.
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        /// A file that holds the new password in its first line; without it the terminal is asked.
        #[arg(long, value_name = "FILE")]
        new_file: Option<PathBuf>,
    },
    /// Copy everything, encrypted as it is, and prove the copy.
    Backup {
        /// What about backups; one is made if left out.
        #[command(subcommand)]
        what: Option<BackupCommand>,
        /// The folder in which backups are kept, for instance on a stick; `backups` in the data folder if left out.
        #[arg(long, value_name = "DIR", global = true)]
        to: Option<PathBuf>,
    },
    /// Put a backup in the place of what is there, which is moved aside and kept. Without --yes it only shows what would change.
    Restore {
        /// The backup.
        backup: PathBuf,
        /// Do it.
        #[arg(long)]
        yes: bool,
        /// A file that holds the code of the recovery sheet, in place of number and password.
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
    },
    /// Ended tickets that have been kept long enough, for a look before they are erased.
    Review {
        /// Months after the end.
        #[arg(long, default_value_t = ansu_desk::KEPT_MONTHS)]
        months: u32,
    },
    /// Erase the content of ended tickets for good. What stays is that there was one, and who erased it.
    Dispose {
        /// Numbers of tickets; identities of other contacts, as `review` shows them.
        #[arg(required = true)]
        numbers: Vec<String>,
        /// The person has asked for it, and why; otherwise each must have been kept for --months.
        #[arg(long, value_name = "WHY")]
        at_request: Option<PleaWord>,
        /// Months after the end.
        #[arg(long, default_value_t = ansu_desk::KEPT_MONTHS)]
        months: u32,
    },
    /// Write all that is kept under a phone number as one JSON file, for the person who asks for it. The file is in the clear.
    Person {
        /// The number.
        phone: String,
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Who did, saw, printed or revealed what.
    Audit {
        /// What about the trail; its last lines if left out.
        #[command(subcommand)]
        what: Option<AuditCommand>,
        /// Only by this person.
        #[arg(long, value_name = "NUMBER")]
        by: Option<String>,
        /// Only on this ticket or member of staff.
        #[arg(long, value_name = "NUMBER", default_value = "")]
        object: String,
    },
    /// Look a sentence over as the wording check does: what would hurt, why, and what to say instead.
    Wording {
        /// The sentence; `-` reads standard input.
        text: String,
        /// The patterns of this library file; those that the program ships with if left out.
        #[arg(long, value_name = "FILE")]
        library: Option<PathBuf>,
    },
    /// The coach's library: playbooks, checklists, patterns, rules.
    Playbooks {
        /// What about it.
        #[command(subcommand)]
        what: PlaybooksCommand,
    },
    /// Check the file, the chain of events, and that replaying them gives what is stored.
    Check,
}

/// A hall to be founded, as typed.
#[derive(Debug, Args)]
pub(crate) struct Founding {
    /// The hall's name as printed.
    #[arg(long)]
    pub(crate) hall: String,
    /// The company's name as printed.
    #[arg(long, default_value = "")]
    pub(crate) company: String,
    /// The hall's code, 1 to 8 letters or digits.
    #[arg(long)]
    pub(crate) code: String,
    /// The counter's code, 1 to 4 letters or digits.
    #[arg(long)]
    pub(crate) counter: String,
    /// The first manager's number.
    #[arg(long)]
    pub(crate) manager: String,
    /// The first manager's name; the number if left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) manager_name: Option<String>,
    /// Writes the recovery sheet as PDF instead of showing its code.
    #[arg(long, value_name = "FILE")]
    pub(crate) sheet: Option<PathBuf>,
}

/// What about the staff.
#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Add somebody, or change name and role.
    Add {
        /// Number on the badge.
        id: String,
        /// Name as printed.
        name: String,
        /// Role.
        role: RoleWord,
    },
    /// Make a password for somebody; it is shown once, and changed at the first sign-in.
    Issue {
        /// Number on the badge.
        id: String,
    },
    /// Somebody has left; the name stays on what they did, and the hall's master key is changed.
    Leave {
        /// Number on the badge.
        id: String,
    },
}

/// What about the library.
#[derive(Debug, Subcommand)]
pub(crate) enum PlaybooksCommand {
    /// Check a library file, or the one that the program ships with: every fault with its line.
    Check {
        /// The file.
        library: Option<PathBuf>,
    },
    /// Write the hall's library as one file; without --data the one that the program ships with.
    Export {
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Take in what a library file adds and changes. Without --yes it only shows what that is.
    Import {
        /// The file.
        library: PathBuf,
        /// Do it.
        #[arg(long)]
        yes: bool,
        /// What is changed and why.
        #[arg(long, default_value = "")]
        note: String,
    },
}

/// What about backups.
#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// List them, the newest first.
    List,
    /// Prove one: every byte is the one that was written, and all of it decrypts and is sound.
    Verify {
        /// The backup.
        backup: PathBuf,
    },
    /// Remove this hall's that are superfluous: a week of days, a month of weeks and a year of months stay.
    Thin,
    /// Tell how the second place of automatic backups stands, or choose it; exit code 4 where it needs seeing to.
    Place {
        /// The folder to choose, for instance on a stick.
        folder: Option<PathBuf>,
        /// Forget the place; the copies there stay.
        #[arg(long, conflicts_with = "folder")]
        forget: bool,
    },
}

/// What about the trail.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Write the day sheet as PDF: the ends of both chains, to be countersigned and kept.
    Sheet {
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Prove that no line was changed, removed, exchanged or cut off, as far as anchors vouch for it.
    Verify {
        /// An anchor as printed on a slip or kept in a backup, for instance A1284-9F3A77C1B0E2D455 or E112-…; may be given several times.
        #[arg(long = "anchor", value_name = "ANCHOR")]
        anchors: Vec<String>,
    },
}

/// A role as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum RoleWord {
    Clerk,
    DutyManager,
    HallManager,
    Administrator,
    Auditor,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Clerk => Role::Clerk,
            RoleWord::DutyManager => Role::DutyManager,
            RoleWord::HallManager => Role::HallManager,
            RoleWord::Administrator => Role::Administrator,
            RoleWord::Auditor => Role::Auditor,
        }
    }
}

/// Why somebody asks for the end of what is kept of them, as typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum PleaWord {
    /// What it was kept for is over.
    PurposeOver,
    /// The consent is withdrawn.
    ConsentWithdrawn,
    /// It should never have been kept; nothing has to wait then.
    Unlawful,
}

impl From<PleaWord> for Plea {
    fn from(word: PleaWord) -> Self {
        match word {
            PleaWord::PurposeOver => Plea::PurposeOver,
            PleaWord::ConsentWithdrawn => Plea::ConsentWithdrawn,
            PleaWord::Unlawful => Plea::Unlawful,
        }
    }
}

/// A lane by its name on the wire; what is none is told with all there are.
fn lane(text: &str) -> Result<Lane, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}

fn moment(text: &str) -> Result<Moment, String> {
    let moment = chrono::DateTime::parse_from_rfc3339(text)
        .map_err(|error| error.to_string())?
        .to_utc();
    if ansu_desk::is_plausible(moment) {
        Ok(moment)
    } else {
        Err("a year from 2000 to 2199".to_owned())
    }
}
