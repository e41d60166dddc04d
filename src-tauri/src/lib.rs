//! The window: a Tauri shell around the desk. It decides nothing; each command is one line into `ansu-desk`.

mod access;
mod auditing;
mod backing_up;
mod closing;
mod commands;
mod contacts;
mod counter;
mod drafts;
mod evidence;
mod follow_ups;
mod guidance;
mod hall_rule;
mod names;
mod options;
mod papers;
mod personal;
mod printing;
mod promises;
mod saving;
mod second_place;
mod system_lock;

use counter::Counter;
use options::Options;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tauri::{
    App, AppHandle, Manager, RunEvent, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent,
};

/// Starts the program and runs until its window is closed.
pub fn run() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => return failed(2, &message),
    };
    let commands = commands();
    let built = tauri::Builder::default()
        .plugin(one_window(&options))
        .plugin(tauri_plugin_dialog::init())
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event
                && !closing::may_close(window)
            {
                api.prevent_close();
            }
        })
        .invoke_handler(access::door(commands.invoke_handler()))
        .setup(move |app| set_up(app, &options).map_err(Into::into))
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    app.state::<Counter>().leave();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => failed(1, &error.to_string()),
    }
}

/// A second start on the same data folder brings the first window forward and ends. The data folder's own lock is the guarantee; this is
/// the courtesy.
fn one_window(options: &Options) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| come_forward(app))
        .dbus_id(name_of(options))
        .build()
}

/// A name for what belongs to this data folder and is known outside of it.
fn name_of(options: &Options) -> String {
    let mut hash = DefaultHasher::new();
    options
        .data
        .as_deref()
        .map(|data| std::path::absolute(data).unwrap_or_else(|_| data.to_owned()))
        .hash(&mut hash);
    format!("cn.ansu.desk.d{:016x}", hash.finish())
}

fn come_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // Each of these may be refused by the desktop; the window is then where it was.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

fn set_up(app: &App, options: &Options) -> tauri::Result<()> {
    let home = match &options.data {
        Some(data) => data.clone(),
        None => app.path().app_local_data_dir()?,
    };
    let slips = options
        .slips
        .clone()
        .unwrap_or_else(|| slips_folder(app, &home));
    // The session's own folder is in memory; what lies there has never been on a disk.
    let spool = match app.path().runtime_dir() {
        Ok(runtime) => runtime.join(name_of(options)),
        Err(_) => home.join("printing"),
    };
    app.manage(printing::Spool::at(spool));
    let counter = Counter::open(home, slips, options.demo);
    if options.demo {
        // What can't be opened is told by the first command that asks.
        let _ = counter.enter_demonstration(ansu_desk::DEMO_STAFF);
    }
    app.manage(counter);
    app.manage(backing_up::Stopping::default());
    app.manage(guidance::Offered::default());
    app.manage(closing::Closing::default());
    app.manage(closing::UnderWay::default());
    app.manage(system_lock::Listener::default());
    system_lock::watch(app.handle());
    system_lock::watch_over(app.handle());
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("安诉 Ansu")
        .inner_size(1366.0, 768.0)
        .min_inner_size(960.0, 520.0)
        .on_navigation(is_ours)
        // What is dropped is read by the page as what it is, a file without a path.
        .disable_drag_drop_handler()
        .build()?;
    Ok(())
}

/// The window shows the program's own pages and nothing else. They come from `tauri:`, on Windows from `tauri.localhost`, and while
/// developing from Vite.
fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri"
        || cfg!(windows) && url.host_str() == Some("tauri.localhost")
        || tauri::is_dev() && url.host_str() == Some("localhost") && url.port() == Some(5173)
}

fn slips_folder(app: &App, home: &Path) -> PathBuf {
    app.path().document_dir().map_or_else(
        |_| home.join("slips"),
        |documents| documents.join("安诉 Ansu"),
    )
}

fn failed(code: u8, message: &str) -> ExitCode {
    #[allow(clippy::print_stderr, reason = "there is no window yet to say it in")]
    {
        eprintln!("ansu: {message}");
    }
    ExitCode::from(code)
}

/// The commands with their types, for the window and for the bindings.
fn commands() -> tauri_specta::Builder<tauri::Wry> {
    use auditing::*;
    use backing_up::*;
    use closing::*;
    use commands::*;
    use contacts::*;
    use drafts::*;
    use evidence::*;
    use follow_ups::*;
    use guidance::*;
    use hall_rule::*;
    use papers::*;
    use personal::*;
    use promises::*;
    use second_place::*;
    use system_lock::*;
    macro_rules! collect {
        ($($name:ident: $access:ident $(($operation:ident))? $(, $covered:ident)?;)*) => {
            tauri_specta::collect_commands![$($name),*]
        };
    }
    tauri_specta::Builder::new()
        .error_handling(tauri_specta::ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .constant("EVIDENCE_MAX_BYTES", ansu_desk::EVIDENCE_MAX)
        .commands(names::every_command!(collect))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set `ANSU_UPDATE=1` to write the file anew.
    #[test]
    fn the_bindings_are_those_of_the_commands() {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        commands()
            .export(specta_typescript::Typescript::default(), &fresh)
            .unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        if std::env::var_os("ANSU_UPDATE").is_some() {
            std::fs::write(&kept, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(kept).unwrap_or_default();
        assert!(
            kept == fresh,
            "ui/src/ipc/bindings.ts is out of date: run the test once with ANSU_UPDATE=1"
        );
    }

    #[test]
    fn every_command_has_its_name_and_its_permission() {
        let bindings = std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts"),
        )
        .unwrap();
        let capability = include_str!("../capabilities/main.json");
        for name in names::COMMANDS {
            assert!(
                bindings.contains(&format!("\"{name}\"")),
                "{name} is not a command"
            );
            assert!(
                capability.contains(&format!("\"allow-{}\"", name.replace('_', "-"))),
                "{name} has no permission"
            );
        }
        assert_eq!(
            bindings.matches("__TAURI_INVOKE").count() - 1,
            names::COMMANDS.len(),
            "a command is missing in names.rs"
        );
        assert_eq!(
            capability.matches("\"allow-").count(),
            names::COMMANDS.len(),
            "a permission without a command"
        );
    }
}
