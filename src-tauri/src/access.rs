//! Who is answered by which command, and the door of them all, which is shut while the counter is covered.

use crate::counter::Counter;
use crate::names::every_command;
use ansu_desk::{ApiError, Code, Operation};
use tauri::ipc::Invoke;
use tauri::{Manager, Wry};

/// Who is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody, before anybody has signed in: nothing of the hall is shown.
    Anybody,
    /// Whoever brings a password or the recovery sheet's code with it.
    Secret,
    /// Whoever is at work, by this row of the desk's table.
    Asks(Operation),
}

/// A command's row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// The name by which the page calls it.
    pub(crate) name: &'static str,
    /// Who is answered.
    #[cfg_attr(
        not(test),
        allow(
            dead_code,
            reason = "the commands themselves ask; a test holds them against it"
        )
    )]
    pub(crate) access: Access,
    /// It is answered while the counter is covered.
    pub(crate) covered: bool,
}

macro_rules! rows {
    ($($name:ident: $access:ident $(($operation:ident))? $(, $covered:ident)?;)*) => {
        &[$(Row {
            name: stringify!($name),
            access: Access::$access $((Operation::$operation))?,
            covered: rows!(@ $($covered)?),
        }),*]
    };
    (@ covered) => { true };
    (@) => { false };
}

/// Every command's row.
pub(crate) const ROWS: &[Row] = every_command!(rows);

/// What nobody but a hand at the counter brings about, or a page that still tries to store what one has typed.
const SIGNS_OF_LIFE: &[&str] = &["register", "perform", "save_draft"];

/// Hands a command on, unless the counter is covered and it is not for that. What was begun before comes to its end: a backup under way is
/// noted.
pub(crate) fn door(
    handler: impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    move |invoke| {
        let name = invoke.message.command();
        let counter = invoke.message.webview_ref().try_state::<Counter>();
        let covered = counter.is_some_and(|counter| {
            if SIGNS_OF_LIFE.contains(&name) {
                counter.is_alive();
            }
            counter.is_covered()
        });
        if covered && !ROWS.iter().any(|row| row.covered && row.name == name) {
            invoke.resolver.reject(ApiError::plain(Code::Covered));
            return true;
        }
        handler(invoke)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ansu_desk::Grant;
    use ansu_desk::complaint::Role;
    use std::path::Path;

    const ROLES: [Role; 5] = [
        Role::Clerk,
        Role::DutyManager,
        Role::HallManager,
        Role::Administrator,
        Role::Auditor,
    ];

    const SOURCES: &[&str] = &[
        include_str!("commands.rs"),
        include_str!("auditing.rs"),
        include_str!("backing_up.rs"),
        include_str!("closing.rs"),
        include_str!("contacts.rs"),
        include_str!("drafts.rs"),
        include_str!("evidence.rs"),
        include_str!("follow_ups.rs"),
        include_str!("guidance.rs"),
        include_str!("hall_rule.rs"),
        include_str!("papers.rs"),
        include_str!("personal.rs"),
        include_str!("promises.rs"),
        include_str!("second_place.rs"),
        include_str!("system_lock/mod.rs"),
    ];

    /// What asks for the operation where the command does not do so itself.
    const ELSEWHERE: &[(&str, Operation)] = &[
        ("counter.take_sheet(", Operation::ProveSheet),
        ("counter.take_day_sheet(", Operation::Audit),
        ("counter.uncover(", Operation::Uncover),
        ("Due::on(", Operation::Draft),
    ];

    fn body(name: &str) -> &'static str {
        let head = format!("pub(crate) fn {name}(");
        let source = SOURCES.iter().find_map(|source| source.split_once(&head));
        let (_, rest) = source.unwrap();
        rest.split_once("\n}\n").unwrap().0
    }

    fn asked(body: &str) -> Vec<Operation> {
        let named = |operation: &Operation| {
            let word = format!("Operation::{operation:?},");
            body.contains(&word)
        };
        let mut asked: Vec<_> = Operation::ALL.into_iter().filter(named).collect();
        let elsewhere = ELSEWHERE.iter().filter(|(call, _)| body.contains(call));
        asked.extend(elsewhere.map(|(_, operation)| *operation));
        asked
    }

    #[test]
    fn every_command_asks_for_what_its_row_says() {
        for row in ROWS {
            let asked = asked(body(row.name));
            match row.access {
                Access::Asks(operation) => assert_eq!(asked, [operation], "{}", row.name),
                Access::Anybody | Access::Secret => assert!(asked.is_empty(), "{}", row.name),
            }
        }
    }

    fn page() -> String {
        let mut page = String::from(
            "\n## Commands of the window\n\n\
             Written from the window's own list (`src-tauri/src/names.rs`), of which the commands are made. “anybody” is answered before \
             anybody has signed in and shows nothing of the hall; “secret” brings a password or the recovery sheet's code with it. ◐ as \
             above. The last column: answered while the counter is covered.\n\n\
             | command | asks for | clerk | duty manager | hall manager | administrator | auditor | covered |\n\
             |---|---|---|---|---|---|---|---|\n",
        );
        for row in ROWS {
            let (asks, cells) = match row.access {
                Access::Anybody => ("anybody".to_owned(), ["●"; 5]),
                Access::Secret => ("secret".to_owned(), ["●"; 5]),
                Access::Asks(operation) => (
                    format!("{operation:?}"),
                    ROLES.map(|role| match operation.row().grant(role) {
                        Grant::Yes => "●",
                        Grant::WhileOpen => "◐",
                        Grant::No => "–",
                    }),
                ),
            };
            let covered = if row.covered { "●" } else { "–" };
            let cells = cells.join(" | ");
            page.push_str(&format!(
                "| {} | {asks} | {cells} | {covered} |\n",
                row.name
            ));
        }
        page
    }

    /// Set `ANSU_UPDATE=1` to write the table anew; what stands before it is written by the desk's own test.
    #[test]
    fn the_page_of_permissions_has_every_command() {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/permissions.md");
        let (fresh, text) = (page(), std::fs::read_to_string(&kept).unwrap());
        let (before, table) = match text.find("\n## Commands of the window") {
            Some(at) => text.split_at(at),
            None => (text.as_str(), ""),
        };
        if std::env::var_os("ANSU_UPDATE").is_some() {
            std::fs::write(&kept, format!("{before}{fresh}")).unwrap();
            return;
        }
        assert!(
            table == fresh,
            "docs/permissions.md is out of date: run the test once with ANSU_UPDATE=1"
        );
    }
}
