//! Calling programs: quietly into a log, for their answer, or in the open.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display, Formatter};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Why a step could not be done, in words for a developer.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with its reason.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// The file that takes what a step's programs print, and the word that nothing was proved.
#[derive(Debug)]
pub(crate) struct Log {
    file: File,
    skipped: Option<String>,
}

impl Log {
    /// An empty log at this path; its folder is made.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Self {
            file: File::create(path)?,
            skipped: None,
        })
    }

    /// One line of our own.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.file, "{text}")?)
    }

    /// The step can't be done here, and why: it counts as skipped, not as passed.
    pub(crate) fn skip(&mut self, reason: &str) -> Result<(), Failure> {
        self.skipped = Some(reason.to_owned());
        self.line(reason)
    }

    /// Why the step was skipped, if it was.
    pub(crate) fn skipped(&self) -> Option<&str> {
        self.skipped.as_deref()
    }
}

/// One call of a program. Nothing is ever read from the terminal, except by `sudo`, which opens it itself.
#[derive(Debug)]
pub(crate) struct Call {
    program: OsString,
    arguments: Vec<OsString>,
    command: Command,
}

impl Call {
    /// A call of `program`, sought on `path`.
    pub(crate) fn new(program: &str, path: &OsStr) -> Self {
        let mut command = Command::new(program);
        command
            .env("PATH", path)
            // The log is a file, and colours in it are noise.
            .env("NO_COLOR", "1")
            .env("CARGO_TERM_COLOR", "never")
            .stdin(Stdio::null());
        Self {
            program: program.into(),
            arguments: Vec::new(),
            command,
        }
    }

    /// More arguments.
    pub(crate) fn with<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        for argument in arguments {
            self.command.arg(argument.as_ref());
            self.arguments.push(argument.as_ref().to_owned());
        }
        self
    }

    /// The folder to call it from.
    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// A variable of its environment.
    pub(crate) fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// A variable that it shall not see.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it; what it prints goes to the log. Fails when it does.
    pub(crate) fn logged(mut self, log: &mut Log) -> Result<(), Failure> {
        log.line(&format!("$ {self}"))?;
        self.command.stdout(log.file.try_clone()?);
        self.command.stderr(log.file.try_clone()?);
        let status = self.command.status().map_err(|e| self.not_started(&e))?;
        self.judge(status)
    }

    /// Runs it with our own output. Fails when it does.
    pub(crate) fn open(mut self) -> Result<(), Failure> {
        let status = self.command.status().map_err(|e| self.not_started(&e))?;
        self.judge(status)
    }

    /// Runs it for what it prints. Fails when it does.
    pub(crate) fn answer(mut self) -> Result<String, Failure> {
        let output = self.command.output().map_err(|e| self.not_started(&e))?;
        self.judge(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn not_started(&self, error: &io::Error) -> Failure {
        Failure(format!("{} did not start: {error}", self.program.display()))
    }

    fn judge(&self, status: ExitStatus) -> Result<(), Failure> {
        if status.success() {
            Ok(())
        } else {
            Err(Failure(format!("`{self}` ended with {status}")))
        }
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = PathBuf::from(&self.program);
        f.write_str(&name.file_stem().unwrap_or_default().to_string_lossy())?;
        for argument in &self.arguments {
            write!(f, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn call(script: &str) -> Call {
        Call::new("sh", &std::env::var_os("PATH").unwrap()).with(["-c", script])
    }

    #[test]
    fn an_answer_is_trimmed_and_a_failing_program_fails() {
        assert_eq!(call("echo ' yes '").answer().unwrap(), "yes");
        let failure = call("exit 3").answer().unwrap_err().to_string();
        assert!(
            failure.contains("sh -c exit 3") && failure.contains('3'),
            "{failure}"
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = Call::new("no-such-program", OsStr::new("/"))
            .answer()
            .unwrap_err();
        assert!(failure.to_string().contains("no-such-program"));
    }

    #[test]
    fn the_log_holds_the_call_and_both_outputs() {
        let path = std::env::temp_dir().join(format!("xtask-log-{}", std::process::id()));
        let mut log = Log::create(&path).unwrap();
        call("echo out; echo err >&2").logged(&mut log).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(
            text.starts_with("$ sh -c") && text.contains("out\n") && text.contains("err\n"),
            "{text}"
        );
    }
}
