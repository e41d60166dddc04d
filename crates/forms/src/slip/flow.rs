//! From words to pages: how large the text, where each row stands, where a page ends.

use ttf_parser::Face;

use super::model::{Content, Pair, Row};
use crate::FormError;
use crate::sheet::{POINT, Style};
use crate::text::{Line, wrap};

/// Left edge of the table in millimetres.
pub(super) const LEFT: f32 = 17.0;
/// Width of the table.
pub(super) const SPAN: f32 = 176.0;
/// Width of a label.
const LABEL: f32 = 24.0;
/// Space left and right of a text in its cell.
pub(super) const SIDE: f32 = 2.6;
/// Where the table begins on a page that continues another.
const CONTINUED_TOP: f32 = 25.0;
/// Where the footer's room begins.
const BOTTOM: f32 = 280.0;
/// What a label says on a page that goes on with its text.
const CONTINUED: &str = "（续）";
/// Space between table, note and signatures.
const GAP: f32 = 3.2;
/// Height of the boxes to sign in, remarks not counted.
const SIGNING: f32 = 30.0;

/// Text sizes from the one that everybody reads with ease to the smallest that is still readable on paper.
const SCALES: [Scale; 5] = [
    Scale {
        body: 10.5,
        lead: 1.6,
        pad: 1.75,
    },
    Scale {
        body: 10.0,
        lead: 1.55,
        pad: 1.5,
    },
    Scale {
        body: 9.5,
        lead: 1.5,
        pad: 1.3,
    },
    Scale {
        body: 9.0,
        lead: 1.4,
        pad: 1.0,
    },
    Scale {
        body: 8.5,
        lead: 1.35,
        pad: 0.9,
    },
];
/// How many of them are tried to save a second page; below that, two pages read better.
const FOR_ONE_PAGE: usize = 3;

/// A size of text with its spacing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// Text in points.
    body: f32,
    /// Line distance in em.
    lead: f32,
    /// Space above and below a text in its cell, in millimetres.
    pub(super) pad: f32,
}

impl Scale {
    /// Texts.
    pub(super) const fn body(self) -> Style {
        Style::new(self.body)
    }

    /// Labels.
    pub(super) const fn label(self) -> Style {
        Style::new((self.body - 1.0).max(8.0)).grey(0.22)
    }

    /// Headings.
    pub(super) const fn section(self) -> Style {
        Style::new(self.body).strong()
    }

    /// The note under the table.
    pub(super) const fn note(self) -> Style {
        Style::new(if self.body > 10.0 { 9.0 } else { 8.5 }).grey(0.12)
    }

    /// From one baseline to the next in millimetres.
    pub(super) const fn leading(self) -> f32 {
        self.body * POINT * self.lead
    }

    /// From one baseline of the note to the next.
    pub(super) const fn note_leading(self) -> f32 {
        self.note().size * POINT * 1.55
    }
}

/// A finished layout; both copies are drawn from it.
pub(super) struct Layout {
    /// Sizes.
    pub(super) scale: Scale,
    /// The head of the first page.
    pub(super) head: Head,
    /// Pages with what stands on them.
    pub(super) pages: Vec<Vec<Placed>>,
}

/// The lines of the head that depend on how long the hall's name is.
pub(super) struct Head {
    /// Company and hall.
    pub(super) hall: Vec<Line>,
}

/// Something at its height on the page.
pub(super) struct Placed {
    /// Upper edge.
    pub(super) y: f32,
    /// What.
    pub(super) item: Item,
}

/// A part of the page as wide as the table.
#[derive(Clone)]
pub(super) enum Item {
    /// A heading in the table.
    Section(String),
    /// Cells side by side.
    Cells(Vec<Cell>),
    /// The note.
    Note(Vec<Line>),
    /// The boxes to sign in, with the lines of each remark.
    Signing(Vec<Vec<Line>>),
}

/// A cell of the table.
#[derive(Clone)]
pub(super) struct Cell {
    /// Left edge.
    pub(super) x: f32,
    /// Width.
    pub(super) w: f32,
    /// What it holds.
    pub(super) holds: Holds,
}

/// What a cell holds.
#[derive(Clone)]
pub(super) enum Holds {
    /// A label.
    Label(Vec<String>),
    /// Text.
    Lines(Vec<Line>),
    /// Boxes to tick.
    Ticks([(&'static str, bool); 3]),
}

impl Head {
    /// Company and hall are set beside the ticket's data.
    pub(super) const HALL: Style = Style::new(10.5).grey(0.2);
    /// Room for them.
    pub(super) const HALL_SPAN: f32 = 92.0;
    /// Distance of their lines.
    pub(super) const HALL_LEADING: f32 = 5.6;

    fn new(face: &Face<'_>, content: &Content) -> Self {
        Self {
            hall: wrap(face, &content.hall, Self::HALL_SPAN / Self::HALL.em()),
        }
    }

    /// Where the rule under the head stands: more lines of the hall's name push it down.
    pub(super) fn rule(&self) -> f32 {
        38.5 + (self.hall.len() as f32 - 1.0) * Self::HALL_LEADING
    }
}

impl Cell {
    fn count(&self) -> usize {
        match &self.holds {
            Holds::Label(lines) => lines.len(),
            Holds::Lines(lines) => lines.len(),
            Holds::Ticks(_) => 1,
        }
    }

    /// The part of the cell that stays on this page, and the part that goes to the next.
    fn split(self, at: usize) -> (Cell, Cell) {
        let (x, w) = (self.x, self.w);
        let (first, rest) = match self.holds {
            Holds::Label(lines) => {
                let mut again = lines.clone();
                // Once, over however many pages it goes on.
                if again.last().is_none_or(|line| line != CONTINUED) {
                    again.push(CONTINUED.to_owned());
                }
                (Holds::Label(lines), Holds::Label(again))
            }
            Holds::Lines(mut lines) => {
                let rest = lines.split_off(at.min(lines.len()));
                (Holds::Lines(lines), Holds::Lines(rest))
            }
            Holds::Ticks(ticks) => (Holds::Ticks(ticks), Holds::Lines(Vec::new())),
        };
        (Cell { x, w, holds: first }, Cell { x, w, holds: rest })
    }
}

impl Item {
    /// Height in millimetres.
    pub(super) fn height(&self, scale: Scale) -> f32 {
        match self {
            Item::Section(_) => scale.leading() + 2.0 * scale.pad,
            Item::Cells(cells) => lines_of(cells) as f32 * scale.leading() + 2.0 * scale.pad,
            Item::Note(lines) => GAP + lines.len() as f32 * scale.note_leading(),
            Item::Signing(remarks) => {
                let longest = remarks.iter().map(Vec::len).max().unwrap_or(0);
                GAP + SIGNING + longest.saturating_sub(3) as f32 * scale.note_leading()
            }
        }
    }

    /// The least that makes sense at the foot of a page.
    fn least(&self, scale: Scale) -> f32 {
        match self {
            Item::Cells(cells) => lines_of(cells).min(2) as f32 * scale.leading() + 2.0 * scale.pad,
            Item::Section(_) | Item::Note(_) | Item::Signing(_) => self.height(scale),
        }
    }
}

fn lines_of(cells: &[Cell]) -> usize {
    cells.iter().map(Cell::count).max().unwrap_or(0)
}

/// Finds the largest text with the fewest pages: one if it fits, else no more than the document may have.
pub(super) fn fit(face: &Face<'_>, content: &Content) -> Result<Layout, FormError> {
    let mut two = None;
    let mut last = None;
    for (i, scale) in SCALES.into_iter().enumerate() {
        let layout = flow(face, content, scale);
        match layout.pages.len() {
            1 if i < FOR_ONE_PAGE => return Ok(layout),
            pages if pages <= content.most_pages && two.is_none() => two = Some(layout),
            _ => last = Some(layout),
        }
    }
    match (two, last) {
        (Some(layout), _) => Ok(layout),
        (None, last) => Err(too_long(content, last)),
    }
}

/// How much has to go: the lines that found no room, counted as full ones of the longest field.
fn too_long(content: &Content, layout: Option<Layout>) -> FormError {
    let fields = content.fields();
    let (length, field) = fields
        .iter()
        .map(|(field, text)| (text.chars().count(), *field))
        .max()
        .unwrap_or_default();
    let over = layout.map_or(0, |Layout { scale, pages, .. }| {
        let height: f32 = pages
            .iter()
            .skip(content.most_pages)
            .flatten()
            .map(|placed| placed.item.height(scale))
            .sum();
        let lines = (height / scale.leading()).ceil();
        (lines * (SPAN - 2.0 * SIDE) / scale.body().em()) as usize
    });
    FormError::TooLong {
        over,
        field: field.to_owned(),
        length,
    }
}

fn flow(face: &Face<'_>, content: &Content, scale: Scale) -> Layout {
    let head = Head::new(face, content);
    let mut items: Vec<Item> = content
        .rows
        .iter()
        .map(|row| item(face, row, scale))
        .collect();
    let opinion = items
        .iter()
        .rposition(|item| matches!(item, Item::Section(_)))
        .unwrap_or(0);
    items.push(Item::Note(wrap(
        face,
        &content.note,
        SPAN / scale.note().em(),
    )));
    let measure = (content.signing_width() - 2.0 * SIDE) / scale.note().em();
    let remark = |text: &str| {
        if text.is_empty() {
            Vec::new()
        } else {
            wrap(face, text, measure)
        }
    };
    items.push(Item::Signing(
        content
            .signing
            .iter()
            .map(|signing| remark(&signing.remark))
            .collect(),
    ));
    let mut flow = Flow {
        scale,
        y: head.rule() + 4.0,
        pages: vec![Vec::new()],
    };
    // Nobody signs a page with nothing on it: the customer's opinion stays with the signatures, or at least the note does.
    let together: f32 = items[opinion..].iter().map(|item| item.height(scale)).sum();
    let tail = if together < (BOTTOM - CONTINUED_TOP) * 0.6 {
        opinion
    } else {
        items.len() - 2
    };
    for i in 0..items.len() {
        let needed = if i == tail {
            items[i..].iter().map(|item| item.height(scale)).sum()
        } else if let (Item::Section(_), Some(next)) = (&items[i], items.get(i + 1)) {
            items[i].height(scale) + next.least(scale)
        } else {
            items[i].least(scale)
        };
        if flow.y + needed > BOTTOM {
            flow.turn();
        }
        flow.place(items[i].clone());
    }
    Layout {
        scale,
        head,
        pages: flow.pages,
    }
}

struct Flow {
    scale: Scale,
    y: f32,
    pages: Vec<Vec<Placed>>,
}

impl Flow {
    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = CONTINUED_TOP;
    }

    /// Puts an item down, over as many pages as its lines need.
    fn place(&mut self, item: Item) {
        let fits = self.y + item.height(self.scale) <= BOTTOM;
        if let (Item::Cells(cells), false) = (&item, fits) {
            let room = ((BOTTOM - self.y - 2.0 * self.scale.pad) / self.scale.leading())
                .floor()
                .max(1.0) as usize;
            // Not one line alone on the next page.
            let at = if lines_of(cells) == room + 1 {
                room.saturating_sub(1).max(1)
            } else {
                room
            };
            let (first, rest): (Vec<Cell>, Vec<Cell>) =
                cells.iter().cloned().map(|cell| cell.split(at)).unzip();
            self.put(Item::Cells(first));
            self.turn();
            self.place(Item::Cells(rest));
        } else {
            self.put(item);
        }
    }

    fn put(&mut self, item: Item) {
        let y = self.y;
        self.y += item.height(self.scale);
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { y, item });
        }
    }
}

fn item(face: &Face<'_>, row: &Row, scale: Scale) -> Item {
    match row {
        Row::Section(text) => Item::Section(text.clone()),
        Row::Text(pair) => Item::Cells(vec![text_cell(face, LEFT, SPAN, pair, scale)]),
        Row::Pairs(pairs) => {
            let width = SPAN / pairs.len() as f32;
            let cells = pairs.iter().enumerate().flat_map(|(i, pair)| {
                let x = LEFT + i as f32 * width;
                [
                    label_cell(x, pair.label),
                    text_cell(face, x + LABEL, width - LABEL, pair, scale),
                ]
            });
            Item::Cells(cells.collect())
        }
        Row::Choices(choices) => {
            let width = SPAN / choices.len() as f32;
            let cells = choices.iter().enumerate().flat_map(|(i, choice)| {
                let x = LEFT + i as f32 * width;
                [
                    label_cell(x, choice.label),
                    Cell {
                        x: x + LABEL,
                        w: width - LABEL,
                        holds: Holds::Ticks(choice.answers),
                    },
                ]
            });
            Item::Cells(cells.collect())
        }
    }
}

fn label_cell(x: f32, label: &str) -> Cell {
    Cell {
        x,
        w: LABEL,
        holds: Holds::Label(vec![label.to_owned()]),
    }
}

fn text_cell(face: &Face<'_>, x: f32, w: f32, pair: &Pair, scale: Scale) -> Cell {
    let mut lines = wrap(face, &pair.text, (w - 2.0 * SIDE) / scale.body().em());
    if pair.text.is_empty() {
        // Room to write by hand.
        lines.extend_from_within(..);
    }
    Cell {
        x,
        w,
        holds: Holds::Lines(lines),
    }
}
