//! What stands on a slip, as text: between the ticket that it is written from and the pages that it is drawn on.

use ansu_complaint::Ink;
use sha2::{Digest, Sha256};

use crate::glyphs::normalise;

/// A document's whole content.
pub(super) struct Content {
    /// The document's name.
    pub(super) title: &'static str,
    /// Pages that one copy may have.
    pub(super) most_pages: usize,
    /// Company and hall.
    pub(super) hall: String,
    /// Ticket number.
    pub(super) number: String,
    /// Received, and how far it has come: `受理 2026-11-21 10:42`.
    pub(super) times: Vec<String>,
    /// One label per copy: `第一份 · 客户留存`.
    pub(super) copies: Vec<String>,
    /// The table, from top to bottom.
    pub(super) rows: Vec<Row>,
    /// Below the table: how the matter stands, and where the customer can turn.
    pub(super) note: String,
    /// Who signs: customer, clerk and manager on a slip.
    pub(super) signing: Vec<SigningBox>,
    /// What the footer says besides the fingerprint.
    pub(super) footer: String,
}

/// A row of the table.
pub(super) enum Row {
    /// A heading across the table.
    Section(String),
    /// One or two labels with their texts.
    Pairs(Vec<Pair>),
    /// One or two labels with choices to tick.
    Choices(Vec<Choice>),
    /// Text across the table.
    Text(Pair),
}

/// A label and its text.
pub(super) struct Pair {
    /// Label, also the field's name in messages.
    pub(super) label: &'static str,
    /// Text.
    pub(super) text: String,
}

/// A question with boxes to tick.
pub(super) struct Choice {
    /// The question.
    pub(super) label: &'static str,
    /// Its answers, in order, and whether each is ticked.
    pub(super) answers: [(&'static str, bool); 3],
}

/// A box to sign in.
pub(super) struct SigningBox {
    /// Who signs.
    pub(super) label: &'static str,
    /// Drawn on the screen.
    pub(super) ink: Option<Ink>,
    /// In place of a signature: why there is none, or where it is.
    pub(super) remark: String,
    /// The signer's name in print, where known.
    pub(super) name: String,
    /// The day; `None` leaves room to write it.
    pub(super) day: Option<String>,
}

impl Pair {
    /// A label and its text, as it will be drawn.
    pub(super) fn new(label: &'static str, text: impl AsRef<str>) -> Self {
        Self {
            label,
            text: normalise(text.as_ref()).into_owned(),
        }
    }
}

impl Content {
    /// Width of a box to sign in.
    pub(super) fn signing_width(&self) -> f32 {
        super::flow::SPAN / self.signing.len().max(1) as f32
    }

    /// Every text on the slip with the name of its field.
    pub(super) fn fields(&self) -> Vec<(&str, &str)> {
        let mut fields = vec![("营业厅", self.hall.as_str()), ("单号", &self.number)];
        fields.extend(self.times.iter().map(|time| ("时间", time.as_str())));
        for row in &self.rows {
            match row {
                Row::Section(text) => fields.push(("标题", text)),
                Row::Pairs(pairs) => {
                    fields.extend(pairs.iter().map(|pair| (pair.label, pair.text.as_str())))
                }
                Row::Text(pair) => fields.push((pair.label, &pair.text)),
                Row::Choices(choices) => {
                    fields.extend(choices.iter().map(|choice| ("", choice.label)))
                }
            }
        }
        fields.push(("说明", &self.note));
        for signing in &self.signing {
            fields.extend([
                (signing.label, signing.remark.as_str()),
                (signing.label, &signing.name),
            ]);
        }
        fields.push(("页脚", &self.footer));
        fields
    }

    /// First 64 bits of SHA-256 over all texts, ticks, days and strokes.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (field, text) in self.fields() {
            // No text holds these two separators: control characters cannot be drawn.
            hash.update(format!("{field}\u{1f}{text}\u{1e}"));
        }
        for row in &self.rows {
            if let Row::Choices(choices) = row {
                hash.update(format!(
                    "{:?}",
                    choices
                        .iter()
                        .map(|choice| choice.answers)
                        .collect::<Vec<_>>()
                ));
            }
        }
        for signing in &self.signing {
            hash.update(format!("{:?}\u{1f}{:?}\u{1e}", signing.day, signing.ink));
        }
        crate::grouped(&hash.finalize())
    }

    /// The file's title.
    pub(super) fn file_title(&self) -> String {
        format!("{} {}", self.title, self.number)
    }
}
