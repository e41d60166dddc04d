//! How the window was started.

use std::path::PathBuf;

/// Options of the command line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Options {
    /// `--data DIR`: the data folder; the system's place for program data if left out.
    pub(crate) data: Option<PathBuf>,
    /// `--slips DIR`: where slips are saved; the user's documents if left out.
    pub(crate) slips: Option<PathBuf>,
    /// `--demo`: open on the demonstration hall.
    pub(crate) demo: bool,
}

impl Options {
    /// Reads the options; what is not known is refused by name.
    ///
    /// # Errors
    /// The word that is not understood, or the option that lacks its value.
    pub(crate) fn read(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .map(PathBuf::from)
                    .ok_or_else(|| format!("{word}: a folder is missing"))
            };
            match word.as_str() {
                "--data" => options.data = Some(value()?),
                "--slips" => options.slips = Some(value()?),
                "--demo" => options.demo = true,
                _ => {
                    return Err(format!(
                        "{word}: not an option; known are --data DIR, --slips DIR, --demo"
                    ));
                }
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Options, String> {
        Options::read(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn options_are_read_and_unknown_ones_named() {
        let options = read(&["--data", "x", "--demo"]).unwrap();
        assert_eq!(
            options,
            Options {
                data: Some("x".into()),
                slips: None,
                demo: true
            }
        );
        assert!(read(&["--data"]).unwrap_err().contains("--data"));
        assert!(read(&["--deom"]).unwrap_err().contains("--deom"));
    }
}
