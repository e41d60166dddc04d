//! What a program has its disk do, from the calls that it makes of the system: every file of a folder, whoever writes it and by whichever
//! library. A call that could change a file and is not known here ends the test: nothing is passed over.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::platter::{Deed, Name, Node, ROOT, Tree};
use crate::surviving::Change;

/// The calls that open, change or name files. `mmap` writes are not seen: SQLite maps its index of the log, which is made anew after a cut.
const CALLS: &str = "open,openat,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,\
copy_file_range,sendfile,splice,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,\
link,linkat,symlink,symlinkat";

/// Whether calls can be watched here.
pub(crate) fn can_trace() -> bool {
    Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a program to its end and gives what it did under `folder`, and the lines that it told beside.
pub(crate) fn deeds(program: &Command, folder: &Path) -> (Tree, Vec<Deed>) {
    let tree = Tree::of(folder);
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-xx", "-s", "100000000", "-e", "signal=none"])
        .args(["-e", &format!("trace={CALLS}")])
        .arg("-o")
        .arg(log.path())
        .arg(program.get_program())
        .args(program.get_args());
    for (name, value) in program.get_envs() {
        strace.env(name, value.unwrap());
    }
    let output = strace.output().unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let mut watch = Watch::new(folder, &tree);
    let mut cut_off = BTreeMap::new();
    for line in fs::read_to_string(log.path()).unwrap().lines() {
        let (pid, rest) = line.split_once(' ').unwrap();
        let rest = rest.trim_start();
        // A call during which another thread made one comes in two halves.
        if let Some(half) = rest.strip_suffix(" <unfinished ...>") {
            cut_off.insert(pid.to_owned(), half.to_owned());
        } else if let Some((_, half)) = rest.split_once(" resumed>") {
            let whole = cut_off.remove(pid).unwrap_or_default() + half;
            watch.call(&whole);
        } else {
            watch.call(rest);
        }
    }
    (tree, watch.deeds)
}

/// What is open, and what everything is called.
struct Watch {
    folder: PathBuf,
    names: BTreeMap<Name, Node>,
    folders: Vec<Node>,
    open: BTreeMap<i64, Open>,
    sizes: BTreeMap<Node, Vec<u8>>,
    next: Node,
    deeds: Vec<Deed>,
}

struct Open {
    node: Node,
    at: usize,
    appends: bool,
}

/// A call as it was made and answered.
struct Call<'a> {
    name: &'a str,
    words: Vec<&'a str>,
    answer: i64,
}

impl<'a> Call<'a> {
    /// Of `name(words) = answer`. Strings are written in hexadecimal, so that no comma is inside of one.
    fn read(line: &'a str) -> Option<Self> {
        let (name, rest) = line.split_once('(')?;
        let (words, answer) = rest
            .rsplit_once(") = ")
            .or_else(|| rest.rsplit_once(" = "))?;
        Some(Self {
            name,
            words: words.trim_end().trim_end_matches(')').split(", ").collect(),
            answer: answer.split(' ').next()?.parse().ok()?,
        })
    }

    fn number(&self, place: usize) -> i64 {
        self.words[place].parse().unwrap_or(-1)
    }

    fn bytes(&self, place: usize) -> Vec<u8> {
        let text = self.words[place].trim_matches('"');
        text.split("\\x")
            .skip(1)
            .map(|byte| u8::from_str_radix(byte, 16).unwrap())
            .collect()
    }

    fn path(&self, place: usize) -> PathBuf {
        PathBuf::from(String::from_utf8(self.bytes(place)).unwrap())
    }
}

impl Watch {
    fn new(folder: &Path, tree: &Tree) -> Self {
        Self {
            folder: folder.to_owned(),
            names: tree.names.clone(),
            folders: tree.folders.iter().copied().collect(),
            open: BTreeMap::new(),
            sizes: tree.files.clone(),
            next: tree.next,
            deeds: Vec::new(),
        }
    }

    fn call(&mut self, line: &str) {
        let Some(call) = Call::read(line).filter(|call| call.answer >= 0) else {
            return;
        };
        match call.name {
            "open" | "creat" => self.opened(&call, None, 0),
            "openat" => self.opened(&call, Some(0), 1),
            "close" => drop(self.open.remove(&call.number(0))),
            "write" => self.written(&call),
            "pwrite64" => {
                let at = usize::try_from(call.number(3)).unwrap();
                self.change(call.number(0), at, &written(&call));
            }
            "lseek" => {
                if let Some(open) = self.open.get_mut(&call.number(0)) {
                    open.at = usize::try_from(call.answer).unwrap();
                }
            }
            "ftruncate" => self.truncated(&call),
            "copy_file_range" => self.copied(&call, 0, 2),
            "sendfile" => self.copied(&call, 1, 0),
            "fsync" | "fdatasync" => {
                if let Some(open) = self.open.get(&call.number(0)) {
                    self.deeds.push(Deed::Sync(open.node));
                }
            }
            "rename" => self.renamed(self.name(None, &call, 0), self.name(None, &call, 1)),
            "renameat" | "renameat2" => {
                self.renamed(self.name(Some(0), &call, 1), self.name(Some(2), &call, 3));
            }
            "link" => self.linked(self.name(None, &call, 0), self.name(None, &call, 1)),
            "linkat" => self.linked(self.name(Some(0), &call, 1), self.name(Some(2), &call, 3)),
            "unlink" | "rmdir" => self.removed(self.name(None, &call, 0)),
            "unlinkat" => self.removed(self.name(Some(0), &call, 1)),
            "mkdir" => self.made(self.name(None, &call, 0)),
            "mkdirat" => self.made(self.name(Some(0), &call, 1)),
            other => {
                let ours = self.open.contains_key(&call.number(0));
                let folder = self.folder.to_str().unwrap();
                let named = (0..call.words.len()).any(|place| {
                    call.words[place].starts_with('"')
                        && String::from_utf8_lossy(&call.bytes(place)).starts_with(folder)
                });
                assert!(!ours && !named, "{other} is not known here: {line}");
            }
        }
    }

    /// The folder and the name that a path means, where it lies in the watched folder and all but its end is there.
    fn name(&self, base: Option<usize>, call: &Call<'_>, place: usize) -> Option<Name> {
        let path = call.path(place);
        let base = base.and_then(|place| self.open.get(&call.number(place)));
        let (mut at, rest) = match base {
            Some(open) if path.is_relative() => (open.node, path.clone()),
            _ => (ROOT, path.strip_prefix(&self.folder).ok()?.to_owned()),
        };
        let mut parts: Vec<String> = rest
            .iter()
            .map(|part| part.to_str().unwrap().to_owned())
            .collect();
        let last = parts.pop().unwrap_or_default();
        for part in parts {
            at = *self.names.get(&(at, part))?;
        }
        Some((at, last))
    }

    fn opened(&mut self, call: &Call<'_>, base: Option<usize>, place: usize) {
        let Some(name) = self.name(base, call, place) else {
            self.open.remove(&call.answer);
            return;
        };
        let flags = call.words.get(place + 1).copied().unwrap_or_default();
        let known = match name.1.is_empty() {
            true => Some(name.0),
            false => self.names.get(&name).copied(),
        };
        let node = known.unwrap_or_else(|| self.create(name, false));
        if flags.contains("O_TRUNC") && self.sizes.get(&node).is_some_and(|bytes| !bytes.is_empty())
        {
            self.sizes.insert(node, Vec::new());
            self.deeds.push(Deed::Change(node, Change::Truncate(0)));
        }
        let appends = flags.contains("O_APPEND");
        self.open.insert(
            call.answer,
            Open {
                node,
                at: 0,
                appends,
            },
        );
    }

    fn create(&mut self, name: Name, is_folder: bool) -> Node {
        let node = self.next;
        self.next += 1;
        self.names.insert(name.clone(), node);
        if is_folder {
            self.folders.push(node);
        } else {
            self.sizes.insert(node, Vec::new());
        }
        self.deeds.push(Deed::Create {
            name,
            node,
            is_folder,
        });
        node
    }

    fn written(&mut self, call: &Call<'_>) {
        let (file, bytes) = (call.number(0), written(call));
        if let Some(open) = self.open.get(&file) {
            let at = match open.appends {
                true => self.sizes[&open.node].len(),
                false => open.at,
            };
            self.change(file, at, &bytes);
            self.open
                .entry(file)
                .and_modify(|open| open.at = at + bytes.len());
        } else if file == 1 {
            for line in String::from_utf8_lossy(&bytes).lines() {
                if let Some((_, said)) = line.split_once("SAID ") {
                    self.deeds.push(Deed::Said(said.to_owned()));
                }
            }
        }
    }

    fn change(&mut self, file: i64, at: usize, bytes: &[u8]) {
        let Some(node) = self.open.get(&file).map(|open| open.node) else {
            return;
        };
        let content = self.sizes.entry(node).or_default();
        if content.len() < at + bytes.len() {
            content.resize(at + bytes.len(), 0);
        }
        content[at..at + bytes.len()].copy_from_slice(bytes);
        self.deeds
            .push(Deed::Change(node, Change::Write(at, bytes.to_vec())));
    }

    fn truncated(&mut self, call: &Call<'_>) {
        let size = usize::try_from(call.number(1)).unwrap();
        if let Some(open) = self.open.get(&call.number(0)) {
            self.sizes.entry(open.node).or_default().resize(size, 0);
            self.deeds
                .push(Deed::Change(open.node, Change::Truncate(size)));
        }
    }

    /// What the system copied by itself, from one open file to another.
    fn copied(&mut self, call: &Call<'_>, from: usize, to: usize) {
        let (from, to) = (call.number(from), call.number(to));
        let many = usize::try_from(call.answer).unwrap();
        let (Some(source), Some(target)) = (self.open.get(&from), self.open.get(&to)) else {
            assert!(!self.open.contains_key(&to), "copied from a file outside");
            return;
        };
        let (begin, at) = (source.at, target.at);
        let bytes = self.sizes[&source.node][begin..begin + many].to_vec();
        self.change(to, at, &bytes);
        for file in [from, to] {
            self.open.entry(file).and_modify(|open| open.at += many);
        }
    }

    fn renamed(&mut self, from: Option<Name>, to: Option<Name>) {
        let (Some(from), Some(to)) = (from, to) else {
            return;
        };
        let node = self.names.remove(&from).unwrap();
        self.names.insert(to.clone(), node);
        self.deeds.push(Deed::Rename(from, to));
    }

    fn linked(&mut self, from: Option<Name>, to: Option<Name>) {
        let (Some(from), Some(to)) = (from, to) else {
            return;
        };
        let node = self.names[&from];
        self.names.insert(to.clone(), node);
        self.deeds.push(Deed::Link(to, node));
    }

    fn removed(&mut self, name: Option<Name>) {
        if let Some(name) = name {
            self.names.remove(&name);
            self.deeds.push(Deed::Unlink(name));
        }
    }

    fn made(&mut self, name: Option<Name>) {
        if let Some(name) = name {
            self.create(name, true);
        }
    }
}

/// The bytes that a write really wrote.
fn written(call: &Call<'_>) -> Vec<u8> {
    let mut bytes = call.bytes(1);
    bytes.truncate(usize::try_from(call.answer).unwrap());
    bytes
}
