//! Files that show what was found out (domain §2): a photographed bill, a screenshot, a contract. What is here is what the record says of a
//! file; its content lies in the store.

use crate::field::{LINE, required};
use crate::{Field, Moment, Refusal, StaffId, Ticket};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Files on one ticket.
pub(crate) const FILES_MAX: usize = 20;

/// What kind of file it is, told by its first bytes and never by its name.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    specta::Type,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A photograph.
    Jpeg,
    /// A screenshot.
    Png,
    /// A picture from a chat or a web page.
    Webp,
    /// A document.
    Pdf,
}

impl EvidenceKind {
    /// How names of such files end, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
        }
    }
}

/// A file as the record knows it.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    /// Its identity, under which the store has it.
    pub id: Uuid,
    /// The name that people know it by; not a path.
    pub name: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its length in bytes.
    pub bytes: u32,
    /// SHA-256 of its content, in lower-case hexadecimal: the record vouches for the file.
    pub digest: String,
}

/// A file on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Evidence {
    /// The file.
    pub file: EvidenceFile,
    /// When it was put there.
    pub at: Moment,
    /// By whom.
    pub by: StaffId,
    /// The question of the check that it bears out; none = the whole matter. A question that is only about to be looked up is one as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
}

impl EvidenceFile {
    /// A name for a file that somebody brought: without the folders before it and without characters that hide or reorder what is read, at
    /// most as long as a line, its end kept. Where nothing is left, its kind.
    #[must_use]
    pub fn name_of(raw: &str, kind: EvidenceKind) -> String {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown: String = last
            .chars()
            .filter(|c| {
                !c.is_control() && required(Field::FileName, &c.to_string(), LINE).is_ok()
                    || *c == ' '
            })
            .collect();
        let shown = shown.trim();
        let length = shown.chars().count();
        match shown {
            "" | "." | ".." => format!("evidence.{}", kind.extension()),
            _ => shown
                .chars()
                .skip(length.saturating_sub(LINE))
                .collect::<String>()
                .trim()
                .to_owned(),
        }
    }

    pub(crate) fn check(&self) -> Result<Self, Refusal> {
        let digest_holds = self.digest.len() == 64
            && self
                .digest
                .bytes()
                .all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        if !digest_holds {
            return Err(Refusal::UnknownEvidence);
        }
        Ok(Self {
            name: required(Field::FileName, &self.name, LINE)?,
            ..self.clone()
        })
    }
}

impl Ticket {
    /// A file on the ticket.
    #[must_use]
    pub fn evidence(&self, id: Uuid) -> Option<&Evidence> {
        self.evidence.iter().find(|known| known.file.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_name_and_nothing_in_a_name_hides() {
        let name = |raw| EvidenceFile::name_of(raw, EvidenceKind::Jpeg);
        assert_eq!(name("账单 2026.jpg"), "账单 2026.jpg");
        assert_eq!(name("../../etc/passwd"), "passwd");
        assert_eq!(name(r"C:\用户\合同.pdf"), "合同.pdf");
        assert_eq!(name("photo\u{202e}gpj.exe"), "photogpj.exe");
        assert_eq!(name("a\0b\n.png"), "ab.png");
        for nothing in ["", "/", "..", "\u{200b}"] {
            assert_eq!(name(nothing), "evidence.jpg", "{nothing:?}");
        }
        let long = name(&("长".repeat(300) + ".jpg"));
        assert_eq!(
            (long.chars().count(), long.ends_with("长.jpg")),
            (LINE, true)
        );
    }
}
