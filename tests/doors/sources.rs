//! Our own source files, as text.

use std::fs;
use std::path::Path;

/// One source file.
pub(crate) struct Source {
    /// Its path from the workspace's folder, with `/`.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

impl Source {
    /// A source for a check to judge.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The lines of code with their numbers: lines that are nothing but comment are left out.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let comment = |line: &str| {
            let line = line.trim_start();
            ["//", "/*", "*", "<!--", "#"]
                .iter()
                .any(|mark| line.starts_with(mark))
        };
        (1..)
            .zip(self.text.lines())
            .filter(move |(_, line)| !comment(line))
    }
}

/// The folders that hold code of ours.
const HOMES: &[&str] = &["crates", "src-tauri", "tests", "ui", "xtask"];

/// What is built, fetched or generated.
const NOT_OURS: &[&str] = &["node_modules", "dist", "target", "gen"];

/// Every source file of ours.
pub(crate) fn all(root: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    for home in HOMES {
        walk(root, Path::new(home), &mut found);
    }
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(root.join(folder)).expect("a folder of ours") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = folder.join(&name);
        let kind = entry.file_type().expect("a type");
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) && !name.starts_with('.') {
            walk(root, &path, found);
        } else if kind.is_file() && is_source(&path) {
            let text = fs::read_to_string(root.join(&path)).expect("a source file is UTF-8");
            found.push(Source::new(
                &path.to_string_lossy().replace('\\', "/"),
                &text,
            ));
        }
    }
}

fn is_source(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ["rs", "ts", "vue", "mjs", "css", "sql"].contains(&ending))
}

#[test]
fn the_walk_sees_every_home_and_nothing_that_was_built() {
    let sources = all(&crate::root());
    for home in HOMES {
        let inside = sources.iter().filter(|s| s.path.starts_with(home)).count();
        assert!(inside > 0, "nothing found in {home}");
    }
    assert!(
        sources
            .iter()
            .any(|s| s.path == "crates/complaint/src/lib.rs")
    );
    assert!(!sources.iter().any(|s| s.path.contains("node_modules")));
}
