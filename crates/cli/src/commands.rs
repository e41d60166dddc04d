//! The table of commands.

use crate::answer::Failure;
use crate::arguments::{Arguments, Command};
use crate::call::Call;
use crate::{backups, founding, guidance, keeping, people, personal, tickets};
use std::process::ExitCode;

pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    if guidance::needs_no_folder(&arguments) {
        return guidance::without_folder(&arguments.command, arguments.json);
    }
    let (call, command) = Call::of(arguments)?;
    match command {
        Command::Init(form) => founding::init(call, form),
        Command::Demo { tickets, seed } => founding::demonstrate(&call, tickets, seed),
        Command::Recover {
            number,
            code_file,
            new_file,
        } => founding::recover(call, &number, code_file.as_deref(), new_file.as_deref()),
        Command::Sheet { output } => founding::sheet(call.sign_in()?, &output),
        Command::Staff { what } => people::staff(call.sign_in()?, what),
        Command::Password { new_file } => people::password(call.sign_in()?, new_file.as_deref()),
        Command::Person { phone, output } => personal::person(call.sign_in()?, &phone, &output),
        Command::Perform { story } => tickets::perform(call.sign_in()?, &story),
        Command::Queue { lane } => tickets::queue(call.sign_in()?, lane),
        Command::Tickets { search, ended } => tickets::list(call.sign_in()?, &search, ended),
        Command::Ticket { number } => tickets::show(call.sign_in()?, &number),
        Command::Slip {
            number,
            output,
            masked,
        } => tickets::slip(call.sign_in()?, &number, &output, masked),
        Command::Review { months } => keeping::review(&call.sign_in()?, months),
        Command::Dispose {
            numbers,
            at_request,
            months,
        } => personal::dispose(call.sign_in()?, numbers, at_request, months),
        Command::Audit { what, by, object } => keeping::audit(call.sign_in()?, what, by, object),
        Command::Check => keeping::check(call.sign_in()?),
        Command::Wording { .. } => guidance::without_folder(&command, call.json),
        Command::Playbooks { what } => guidance::playbooks(call.sign_in()?, what),
        Command::Backup { what, to } => backups::backup(call, what, to),
        Command::Restore {
            backup,
            yes,
            code_file,
        } => backups::restore(&call, &backup, yes, code_file.as_deref()),
    }
}
