//! Chinese text in lines: where a line may break, how wide it is, how its characters stand to each other. All lengths in em.

mod rules;

use ttf_parser::Face;

use crate::face;
use rules::{Break, hangs, is_space};
pub(crate) use rules::{kern, stretches};

/// One line of a wrapped text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Its characters, spaces at the end included, so that all lines together are the text.
    pub(crate) text: String,
    /// Width in em, spaces at the end left out; a full-width closing mark that hangs counts half.
    pub(crate) width: f32,
    /// The paragraph goes on in the next line.
    pub(crate) goes_on: bool,
}

impl Line {
    /// What to add in each gap that [`stretches`] so that a line that goes on ends flush at `measure` em; 0 where that would be too much.
    pub(crate) fn stretch(&self, measure: f32) -> f32 {
        // Above a tenth of an em, readers of the text layer take a gap for a space.
        const MOST: f32 = 0.085;
        let visible = self.text.trim_end_matches(is_space);
        let gaps = visible
            .chars()
            .zip(visible.chars().skip(1))
            .filter(|(a, b)| stretches(*a, *b))
            .count();
        if !self.goes_on || gaps == 0 {
            return 0.0;
        }
        let each = (measure - self.width) / gaps as f32;
        if each > MOST { 0.0 } else { each.max(0.0) }
    }
}

/// Width of `text` in em when set in one line.
pub(crate) fn width(face: &Face<'_>, text: &str) -> f32 {
    let (mut pen, mut before) = (0.0, None);
    for c in text.chars() {
        pen += before.map_or(0.0, |b| kern(b, c)) + face::advance(face, c);
        before = Some(c);
    }
    pen
}

/// Breaks `text` into lines of at most `measure` em.
///
/// Closing punctuation never begins a line, opening punctuation never ends one, a number stays with its unit. Only where a run
/// without any allowed break is longer than a line, it is broken all the same.
pub(crate) fn wrap(face: &Face<'_>, text: &str, measure: f32) -> Vec<Line> {
    text.split('\n')
        .flat_map(|paragraph| Paragraph::new(face, paragraph).lines(measure))
        .collect()
}

struct Paragraph {
    chars: Vec<char>,
    /// Where each character begins and ends when all stand in one line.
    begins: Vec<f32>,
    ends: Vec<f32>,
    /// Whether a line may break before each character.
    breaks: Vec<Break>,
}

impl Paragraph {
    fn new(face: &Face<'_>, text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let (mut begins, mut ends) = (
            Vec::with_capacity(chars.len()),
            Vec::with_capacity(chars.len()),
        );
        let (mut pen, mut before) = (0.0, None);
        for &c in &chars {
            pen += before.map_or(0.0, |b| kern(b, c));
            begins.push(pen);
            pen += face::advance(face, c);
            ends.push(pen);
            before = Some(c);
        }
        let breaks = rules::breaks(text, &chars);
        Self {
            chars,
            begins,
            ends,
            breaks,
        }
    }

    fn lines(&self, measure: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        loop {
            let end = self.line_end(start, measure);
            lines.push(self.line(start, end, measure));
            if end >= self.chars.len() {
                return lines;
            }
            start = end;
        }
    }

    /// Index after the last character of the line that begins at `start`.
    fn line_end(&self, start: usize, measure: f32) -> usize {
        let mut allowed = None;
        for i in start..self.chars.len() {
            if i > start && self.breaks[i] == Break::Free {
                allowed = Some(i);
            }
            if !is_space(self.chars[i]) && self.narrowest(start, i) > measure {
                return allowed.unwrap_or_else(|| self.forced(start, i));
            }
        }
        self.chars.len()
    }

    /// A break inside a run that has no free one: as late as possible, inside a word rather than against the rules.
    fn forced(&self, start: usize, over: usize) -> usize {
        (start + 1..=over)
            .rev()
            .find(|&i| self.breaks[i] == Break::Word)
            .unwrap_or(over.max(start + 1))
    }

    /// Width of `start..=last` when a closing mark at the end hangs.
    fn narrowest(&self, start: usize, last: usize) -> f32 {
        let half = if hangs(self.chars[last]) { 0.5 } else { 0.0 };
        self.ends[last] - self.begins[start] - half
    }

    fn line(&self, start: usize, end: usize, measure: f32) -> Line {
        let text: String = self.chars[start..end].iter().collect();
        let visible = self.chars[start..end].iter().rposition(|c| !is_space(*c));
        let width = visible.map_or(0.0, |i| {
            let natural = self.ends[start + i] - self.begins[start];
            if natural > measure {
                self.narrowest(start, start + i)
            } else {
                natural
            }
        });
        Line {
            text,
            width,
            goes_on: end < self.chars.len(),
        }
    }
}

#[cfg(test)]
mod tests;
