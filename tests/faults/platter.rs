//! Files, folders and names as a disk keeps them, and what a power cut leaves of them. Stricter than the file systems in use: a name is sure
//! only when its own folder was synced, whatever was synced elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fastrand::Rng;

use crate::surviving::{Change, Kept};

/// A file or a folder, whatever it is called.
pub(crate) type Node = usize;
/// A name in a folder.
pub(crate) type Name = (Node, String);

/// Where everything begins.
pub(crate) const ROOT: Node = 0;

/// Something that a program had its disk do.
pub(crate) enum Deed {
    /// A file or folder that was not there before.
    Create {
        name: Name,
        node: Node,
        is_folder: bool,
    },
    /// One more name of a file.
    Link(Name, Node),
    Unlink(Name),
    Rename(Name, Name),
    Change(Node, Change),
    /// Of a file, its content; of a folder, its names.
    Sync(Node),
    /// It told that something is done.
    Said(String),
}

/// Which syncs a disk answers and does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lies {
    Nothing,
    OfFiles,
    OfFolders,
}

/// A disk on which deeds are done until the power goes.
pub(crate) struct Platter {
    files: BTreeMap<Node, Kept>,
    folders: BTreeSet<Node>,
    names: BTreeMap<Name, Node>,
    pending: Vec<NameChange>,
}

enum NameChange {
    Set(Name, Node),
    Clear(Name),
    Move(Name, Name, Node),
}

impl NameChange {
    /// The folder whose sync makes it sure.
    fn folder(&self) -> Node {
        match self {
            Self::Set(name, _) | Self::Clear(name) | Self::Move(_, name, _) => name.0,
        }
    }

    fn apply(&self, names: &mut BTreeMap<Name, Node>) {
        match self {
            Self::Set(name, node) => {
                names.insert(name.clone(), *node);
            }
            Self::Clear(name) => {
                names.remove(name);
            }
            Self::Move(from, to, node) => {
                if names.get(from) == Some(node) {
                    names.remove(from);
                }
                names.insert(to.clone(), *node);
            }
        }
    }
}

impl Platter {
    /// A disk with these files and folders on it for sure.
    pub(crate) fn with(tree: &Tree) -> Self {
        Self {
            files: tree
                .files
                .iter()
                .map(|(node, bytes)| (*node, Kept::found(bytes.clone())))
                .collect(),
            folders: tree.folders.clone(),
            names: tree.names.clone(),
            pending: Vec::new(),
        }
    }

    /// Does one deed.
    pub(crate) fn suffer(&mut self, deed: &Deed, lies: Lies) {
        match deed {
            Deed::Create {
                name,
                node,
                is_folder,
            } => {
                if *is_folder {
                    self.folders.insert(*node);
                } else {
                    self.files.insert(*node, Kept::found(Vec::new()));
                }
                self.pending.push(NameChange::Set(name.clone(), *node));
            }
            Deed::Link(name, node) => self.pending.push(NameChange::Set(name.clone(), *node)),
            Deed::Unlink(name) => self.pending.push(NameChange::Clear(name.clone())),
            Deed::Rename(from, to) => {
                if let Some(node) = self.seen().get(from) {
                    let moved = NameChange::Move(from.clone(), to.clone(), *node);
                    self.pending.push(moved);
                }
            }
            Deed::Change(node, change) => {
                if let Some(file) = self.files.get_mut(node) {
                    file.change(change.clone());
                }
            }
            Deed::Sync(node) if self.folders.contains(node) => {
                if lies != Lies::OfFolders {
                    self.sync_names(*node);
                }
            }
            Deed::Sync(node) => {
                if let Some(file) = self.files.get_mut(node).filter(|_| lies != Lies::OfFiles) {
                    file.sync();
                }
            }
            Deed::Said(_) => {}
        }
    }

    fn sync_names(&mut self, folder: Node) {
        let (sure, pending) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|change| change.folder() == folder);
        self.pending = pending;
        let sure: Vec<NameChange> = sure;
        sure.iter().for_each(|change| change.apply(&mut self.names));
    }

    /// The names as a program sees them.
    fn seen(&self) -> BTreeMap<Name, Node> {
        let mut names = self.names.clone();
        for change in &self.pending {
            change.apply(&mut names);
        }
        names
    }

    /// Writes into an empty folder what is left: of the names that are not sure the first few, as a journal keeps them, or any.
    pub(crate) fn leave(&self, chance: &mut Rng, to: &Path) {
        let mut names = self.names.clone();
        let first = chance.usize(..=self.pending.len());
        let in_order = chance.bool();
        for (place, change) in self.pending.iter().enumerate() {
            if if in_order {
                place < first
            } else {
                chance.bool()
            } {
                change.apply(&mut names);
            }
        }
        self.write(&names, ROOT, chance, to);
    }

    fn write(&self, names: &BTreeMap<Name, Node>, folder: Node, chance: &mut Rng, to: &Path) {
        for ((_, name), node) in names.iter().filter(|((at, _), _)| *at == folder) {
            let path = to.join(name);
            if self.folders.contains(node) {
                fs::create_dir(&path).unwrap();
                self.write(names, *node, chance, &path);
            } else if let Some(bytes) = self.files[node].survives(chance) {
                fs::write(path, bytes).unwrap();
            }
        }
    }
}

/// What lies in a folder, before anybody works in it.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) files: BTreeMap<Node, Vec<u8>>,
    pub(crate) folders: BTreeSet<Node>,
    pub(crate) names: BTreeMap<Name, Node>,
    pub(crate) next: Node,
}

impl Tree {
    pub(crate) fn of(folder: &Path) -> Self {
        let mut tree = Self {
            next: ROOT + 1,
            ..Self::default()
        };
        tree.folders.insert(ROOT);
        tree.read(folder, ROOT);
        tree
    }

    fn read(&mut self, folder: &Path, at: Node) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let node = self.next;
            self.next += 1;
            let name = entry.file_name().into_string().unwrap();
            self.names.insert((at, name), node);
            if entry.file_type().unwrap().is_dir() {
                self.folders.insert(node);
                self.read(&entry.path(), node);
            } else {
                self.files.insert(node, fs::read(entry.path()).unwrap());
            }
        }
    }
}
