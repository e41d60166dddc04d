//! Makes different ways of writing the same comparable: width, case, blanks, 您 and 你, traditional forms.

use std::collections::HashMap;

/// Characters of a line that is too short to stand for itself: its word was torn.
const TORN_MAX_CHARS: usize = 3;

/// A text as it is compared, and where each of its characters came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// For each byte of `text`: the byte of the original where its character begins. One more at the end.
    origins: Vec<usize>,
}

/// Other forms of a character, such as traditional ones: from them to the one that is compared.
pub(crate) type Forms = HashMap<char, char>;

impl Folded {
    /// Folds a text. Blanks go where they stand beside a Chinese character and become one elsewhere; line ends stay, but for those that tear a word.
    pub(crate) fn new(original: &str, forms: &Forms) -> Self {
        let mut folded = Self::default();
        let mut gap = None;
        for (place, c) in original.char_indices() {
            if is_unseen(c) {
                continue;
            }
            let c = one(c, forms);
            if c == ' ' {
                gap.get_or_insert(place);
                continue;
            }
            if let Some(gap) = gap.take()
                && folded
                    .text
                    .chars()
                    .next_back()
                    .is_some_and(|before| !is_han(before) && before != '\n')
                && !is_han(c)
                && c != '\n'
            {
                folded.push(' ', gap);
            }
            folded.push(c, place);
        }
        folded.origins.push(original.len());
        folded.without_torn_words()
    }

    /// Without the line ends between Chinese characters beside a line of hardly any characters.
    fn without_torn_words(self) -> Self {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let is_torn =
            |line: &str| line.chars().nth(TORN_MAX_CHARS).is_none() && line.ends_with(is_han);
        let mut torn = vec![];
        let mut end = 0;
        for pair in lines.windows(2) {
            let &[line, next] = pair else { continue };
            end += line.len();
            if line.ends_with(is_han)
                && next.starts_with(is_han)
                && (is_torn(line) || is_torn(next))
            {
                torn.push(end);
            }
            end += 1;
        }
        if torn.is_empty() {
            return self;
        }
        let mut whole = Self::default();
        for (place, c) in self
            .text
            .char_indices()
            .filter(|(place, _)| !torn.contains(place))
        {
            whole.push(c, self.origin(place));
        }
        whole.origins.push(self.origin(self.text.len()));
        whole
    }

    fn push(&mut self, c: char, origin: usize) {
        self.text.push(c);
        self.origins
            .extend(std::iter::repeat_n(origin, c.len_utf8()));
    }

    /// The byte of the original where the character at `byte` of the folded text begins.
    pub(crate) fn origin(&self, byte: usize) -> usize {
        self.origins
            .get(byte)
            .or(self.origins.last())
            .copied()
            .unwrap_or_default()
    }
}

/// A text as it is compared where only that matters.
pub(crate) fn folded(text: &str) -> String {
    Folded::new(text, &Forms::new()).text
}

/// Half-width, small, simplified; every kind of blank is a blank, every line end a line end.
fn one(c: char, forms: &Forms) -> char {
    let c = forms.get(&c).copied().unwrap_or(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        '\r' | '\n' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        '您' | '妳' => '你',
        '‘' | '’' => '\'',
        '。' => '.',
        '、' => ',',
        c if c.is_uppercase() => c.to_lowercase().next().unwrap_or(c),
        c => c,
    }
}

/// What is not seen and would only part a word.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_become_one() {
        for (text, same) in [
            ("您　冷 静\u{200b}一下！", "你冷静一下!"),
            ("Ｗｉ－Ｆｉ 断了", "wi-fi断了"),
            ("You  MUST\tpay", "you must pay"),
            ("一。二、三", "一.二,三"),
            ("a\r\nb", "a\n\nb"),
            ("5 GB 用完", "5 gb用完"),
            ("别\n急\n嘛。", "别急嘛."),
            ("我 发\n誓，不会", "我发誓,不会"),
            ("第一行\n第二行也长", "第一行第二行也长"),
            ("这是第一行\n这是第二行", "这是第一行\n这是第二行"),
            ("断了。\n急", "断了.\n急"),
        ] {
            assert_eq!(folded(text), same, "{text}");
        }
        let forms = Forms::from([('靜', '静')]);
        assert_eq!(Folded::new("冷靜", &forms).text, "冷静");
    }

    #[test]
    fn every_place_leads_back() {
        let original = "您 Ａ冷 静。\n别\n急";
        let folded = Folded::new(original, &Forms::new());
        for (place, c) in folded.text.char_indices() {
            let there = original
                .get(folded.origin(place)..)
                .and_then(|rest| rest.chars().next())
                .unwrap();
            assert_eq!(one(there, &Forms::new()), c);
        }
        assert_eq!(folded.origin(folded.text.len()), original.len());
    }
}
