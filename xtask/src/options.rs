//! What was asked for on the command line.

/// How to call this program.
pub(crate) const USAGE: &str = "\
cargo xtask run      build Ansu and open it on the demonstration hall; with no display, play the guided tour
    --release        the optimised build (slower to make, faster to start)
cargo xtask test     every check, up to the real window
cargo xtask bench    measure, and write the figures to docs/benchmarks.md
cargo xtask faults   kills, power cuts, failing calls, changed bytes; the figures go to docs/reliability.md
    --full           all of them (10,000 kills, 5,000 cuts) instead of a tenth
    --fuzz           the parsers of outside data instead, by cargo-fuzz, five minutes each (needs a nightly compiler)
cargo xtask package  make the .deb, install it, start it, remove it

    --list           name the steps and stop
    --only STEP      do this step alone (may be given again)
    --skip STEP      leave this step out (may be given again)";

/// The five commands, and the question for help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Open the window, or play the tour where there is no display.
    Run,
    /// Every check.
    Test,
    /// Figures.
    Bench,
    /// What goes wrong under the data folder, at length.
    Faults,
    /// The installable package, proved.
    Package,
    /// Say how to call.
    Usage,
}

/// The command with its switches.
#[derive(Debug)]
pub(crate) struct Options {
    /// What to do.
    pub(crate) command: Command,
    /// Name the steps and stop.
    pub(crate) list: bool,
    /// The optimised build.
    pub(crate) release: bool,
    /// The whole of the long run.
    pub(crate) full: bool,
    /// Parsers in place of the data folder.
    pub(crate) fuzz: bool,
    /// Steps to do alone; empty means all.
    pub(crate) only: Vec<String>,
    /// Steps to leave out.
    pub(crate) skip: Vec<String>,
}

impl Options {
    /// Reads the words after `cargo xtask`. Errors name the word that was not understood.
    pub(crate) fn read(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut words = words.into_iter();
        let command = match words.next().as_deref() {
            None | Some("help" | "--help" | "-h") => Command::Usage,
            Some("run") => Command::Run,
            Some("test") => Command::Test,
            Some("bench") => Command::Bench,
            Some("faults") => Command::Faults,
            Some("package") => Command::Package,
            Some(other) => return Err(format!("there is no command `{other}`")),
        };
        let mut options = Self {
            command,
            list: false,
            release: false,
            full: false,
            fuzz: false,
            only: Vec::new(),
            skip: Vec::new(),
        };
        while let Some(word) = words.next() {
            let mut step = || {
                words
                    .next()
                    .ok_or_else(|| format!("{word} needs the name of a step"))
            };
            match word.as_str() {
                "--list" => options.list = true,
                "--release" if command == Command::Run => options.release = true,
                "--full" if command == Command::Faults => options.full = true,
                "--fuzz" if command == Command::Faults => options.fuzz = true,
                "--only" => options.only.push(step()?),
                "--skip" => options.skip.push(step()?),
                "--help" | "-h" => options.command = Command::Usage,
                other => return Err(format!("`{other}` is not understood here")),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, String> {
        Options::read(line.split_whitespace().map(String::from))
    }

    #[test]
    fn steps_may_be_named_several_times() {
        let options = read("test --only lint --only format --skip docs").unwrap();
        assert_eq!(options.command, Command::Test);
        assert_eq!(options.only, ["lint", "format"]);
        assert_eq!(options.skip, ["docs"]);
    }

    #[test]
    fn an_unknown_word_is_named() {
        assert!(read("test --fast").unwrap_err().contains("--fast"));
        assert!(read("tests").unwrap_err().contains("tests"));
        assert!(read("test --only").unwrap_err().contains("--only"));
        assert!(read("test --release").is_err());
        assert!(read("test --full").is_err() && read("faults --full").unwrap().full);
    }
}
